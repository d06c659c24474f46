// What answers look like on their platforms: bubbles, cards, buttons, quick replies. Whatever in
// an answer is not as it should be is passed over; the server tells.

import { foreign, h } from "../dom.js";

const FOLDED = 500; // letters of a simpleText of Kakao, behind which it is folded
const MOST = 100;

/** The parts of an answer, each `{element, path}`: what is drawn, and its place in the answer.
    `touch(label, name, look)` makes what can be touched. */
export function drawn(platform, answer, touch) {
  const counts = new Map();
  const named = (label, look) => {
    if (!label) return null;
    const number = (counts.get(label) || 0) + 1;
    counts.set(label, number);
    return touch(label, number === 1 ? label : `${label}#${number}`, look);
  };
  return (platform === "kakao" ? ofKakao : ofNaver)(object(answer), named);
}

function ofKakao(answer, named) {
  const template = object(answer.template);
  const parts = objects(template.outputs).flatMap((output, number) =>
    Object.entries(output).map(([kind, content]) => ({
      element: kakaoCard(kind, object(content), named), path: `template.outputs[${number}]`,
    })));
  const replies = objects(template.quickReplies);
  if (replies.length) parts.push({ element: quick(replies.map((one) => named(word(one.label)))), path: "template.quickReplies" });
  return parts;
}

function kakaoCard(kind, card, named) {
  if (kind === "simpleText") return bubble(folded(word(card.text)));
  if (kind === "carousel") {
    return h("div", { class: "carousel", tabindex: 0 },
      objects(card.items).map((one) => kakaoCard(word(card.type), one, named)));
  }
  const head = object(card.header || card.head);
  const price = typeof card.price === "number" ? card.discountedPrice ?? card.price : null;
  return h("div", { class: "bubble card" },
    pictures(card.imageUrl, card.thumbnail, card.thumbnails),
    title(head.title), title(card.title), text(card.description),
    price === null ? null : h("p", {}, h("strong", {}, `${Number(price).toLocaleString("ko")}원`)),
    objects(card.items).map((one) => h("div", { class: "entry" },
      kind === "listCard" && word(one.title) ? named(word(one.title), "row") : title(one.title), text(one.description))),
    rows(objects(card.itemList)), buttons(objects(card.buttons).map((one) => named(word(one.label)))));
}

function ofNaver(event, named) {
  if (event.event !== "send") {
    const options = object(event.options);
    const about = [event.event, options.action, options.field, options.control].map(word).filter(Boolean);
    return [{ element: h("p", { class: "note" }, foreign(`(${about.join(" ")})`)), path: "options" }];
  }
  const parts = [];
  for (const name of ["textContent", "imageContent", "compositeContent"]) {
    const content = object(event[name]);
    if (name === "textContent" && word(content.text)) parts.push({ element: bubble(text(content.text)), path: name });
    if (name === "imageContent" && event[name]) {
      parts.push({ element: bubble(pictures(content.imageUrl || content.imageId)), path: name });
    }
    objects(content.compositeList).forEach((card, number) =>
      parts.push({ element: naverCard(card, named), path: `${name}.compositeList[${number}]` }));
    const replies = objects(object(content.quickReply).buttonList);
    if (replies.length) parts.push({ element: quick(replies.map((one) => naverButton(one, named))), path: `${name}.quickReply` });
  }
  return parts;
}

function naverCard(card, named) {
  const image = object(card.image);
  return h("div", { class: "bubble card" },
    pictures(image.imageUrl || image.imageId), title(card.title), text(card.description),
    objects(object(card.elementList).data).map((one) => h("div", { class: "entry" }, title(one.title),
      text(one.description), text(one.subDescription), naverButton(object(one.button), named))),
    buttons(objects(card.buttonList).map((one) => naverButton(one, named))));
}

const naverButton = (one, named) =>
  named(word(object(one.data).title) || (one.type === "PAY" ? "네이버페이" : ""));

const bubble = (...children) => h("div", { class: "bubble" }, children);
const quick = (children) => h("div", { class: "quick" }, children);
const buttons = (children) => (children.length ? h("div", { class: "buttons" }, children) : null);
const title = (value) => (word(value) ? h("p", {}, h("strong", {}, foreign(value))) : null);
const text = (value) => (word(value) ? h("p", {}, foreign(value)) : null);

const rows = (entries) => (entries.length ? h("dl", {}, entries.map((one) =>
  [h("dt", {}, foreign(word(one.title))), h("dd", {}, foreign(word(one.description)))])) : null);

/** Pictures are not fetched: the page has nothing from elsewhere. */
function pictures(...values) {
  return values.flat().map((one) => word(one) || word(object(one).imageUrl)).filter(Boolean)
    .map((address) => h("p", { class: "picture" }, foreign(`(사진 ${address})`)));
}

function folded(whole) {
  const letters = [...whole];
  if (letters.length <= FOLDED) return text(whole);
  return [text(letters.slice(0, FOLDED).join("")),
    h("details", {}, h("summary", {}, "전체 보기"), text(letters.slice(FOLDED).join("")))];
}

const object = (value) => (value && typeof value === "object" && !Array.isArray(value) ? value : {});
const objects = (value) => (Array.isArray(value) ? value.slice(0, MOST).filter((one) => one && typeof one === "object") : []);
const word = (value) => (typeof value === "string" ? value : typeof value === "number" ? String(value) : "");
