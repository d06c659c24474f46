// Rooms of Kakao and Naver TalkTalk, in which a bot on this machine is talked to: its own channels,
// or the server of a bot's author. The server of the page calls it, as the platform does.

import { Problem } from "../api.js";
import { button, choice, fill, foreign, h, labelled } from "../dom.js";
import { say } from "../language.js";
import { drawn } from "./platforms-bubbles.js";

const LOOK_EVERY = 2000;
const PATHS = { kakao: "/query/KAKAO", naver: "/query/NAVER" };
const NAMES = { kakao: say("Kakao", "카카오"), naver: say("Naver TalkTalk", "네이버 톡톡") };

/** What a user does beside saying something; those of `WITH_TEXT` take what is typed. */
const DEEDS = {
  open: say("come in", "들어오기"), leave: say("leave", "나가기"), friend: say("add as a friend", "친구 추가"),
  unfriend: say("remove as a friend", "친구 삭제"), image: say("send a picture (address)", "사진 보내기(주소)"),
  video: say("send a film (address)", "동영상 보내기(주소)"), echo: say("a person answers (text)", "상담원이 답하기(텍스트)"),
  pass: say("hand over to the bot", "챗봇에 넘기기"), take: say("take over from the bot", "상담원이 이어받기"),
  profile: say("give the profile", "프로필 주기"), save: say("save the webhook anew", "웹훅 다시 저장"),
};
const WITH_TEXT = ["image", "video", "echo"];

function mount(element, { call, events, attempt }) {
  const platform = choice([["kakao", NAMES.kakao], ["naver", NAMES.naver]], "kakao");
  const url = h("input", { type: "url", size: 44, required: true, spellcheck: "false", autocomplete: "off" });
  const own = h("p", { class: "hint" });
  const user = h("input", { type: "text", value: "user", size: 12 });
  const sends = h("input", { type: "checkbox" });
  const rooms = h("select");
  const about = h("p", { class: "soft" });
  const talk = h("div", { class: "talk scroll", tabindex: 0, role: "log", "aria-label": say("Conversation", "대화") });
  const text = h("input", { type: "text", size: 40, autocomplete: "off" });
  const deeds = h("div", { class: "row deeds" });
  const room = h("div", { class: "room", hidden: true });

  let current = null;
  let touches = new Map();
  let busy = false;
  let visible = true;
  let last = null;
  let loads = 0;

  const at = (part = "") => `/rooms/${encodeURIComponent(current.id)}${part}`;
  const ownAddress = () => `${location.origin}${PATHS[platform.value]}`;

  async function showOwn() {
    if (!url.value || Object.values(PATHS).some((path) => url.value === location.origin + path)) url.value = ownAddress();
    const { channels } = await call("GET", "/settings");
    fill(own, channels
      ? [say("This server's own channel answers with the domain", "이 서버의 채널이 답하는 도메인:"), " ", foreign(channels), ": ", foreign(ownAddress())]
      : say("This server has no channels of its own; `mockgenie serve --channels NAME` opens them.",
        "이 서버에는 채널이 없습니다. `mockgenie serve --channels NAME`으로 열 수 있습니다."));
  }

  async function open() {
    const made = await attempt(() => call("POST", "/rooms",
      { platform: platform.value, url: url.value.trim(), user: user.value || "user", sends: sends.checked }));
    if (!made) return;
    await load(made.id);
    text.focus();
  }

  /** The rooms there are, with one of them in front. */
  async function load(id) {
    const mine = ++loads;
    await attempt(async () => {
      await showOwn();
      const { rooms: all } = await call("GET", "/rooms");
      const chosen = all.find((one) => one.id === (id ?? current?.id)) || all.at(-1);
      const told = chosen && await call("GET", `/rooms/${encodeURIComponent(chosen.id)}`);
      if (mine !== loads) return; // another one has begun meanwhile
      fill(rooms, all.map((one) => h("option", { value: one.id, selected: one === chosen },
        `${one.id}: ${NAMES[one.platform]} ${one.url}`)));
      show(told);
    });
  }

  function show(told) {
    current = told?.room || null;
    room.hidden = !current;
    fill(talk);
    last = null;
    if (!current) return;
    fill(about, NAMES[current.platform], " → ", foreign(current.url),
      current.send_api ? [". ", say("The bot may send to", "봇이 보낼 수 있는 곳:"), " ", foreign(current.send_api, { class: "code" })] : null);
    fill(deeds, current.deeds.filter((deed) => deed !== "say").map((deed) =>
      button(DEEDS[deed] || deed, () => act(deed, WITH_TEXT.includes(deed) ? text.value : ""), { class: "small" })));
    add(told.turns, told.touches);
  }

  function add(turns, own) {
    touches = new Map(own.map((one) => [one.label, one]));
    for (const turn of turns) {
      if (turn.shown.length) settle();
      const shown = showTurn(turn);
      talk.append(shown);
      if (turn.shown.length) last = shown;
    }
    talk.scrollTop = talk.scrollHeight;
  }

  /** What an earlier turn has shown can be touched no more. */
  function settle() {
    for (const one of last?.querySelectorAll("button.touch") || []) one.disabled = true;
    last?.querySelector(".quick")?.remove();
  }

  async function act(deed, said) {
    if (busy || !current) return;
    const where = current;
    busy = true;
    talk.setAttribute("aria-busy", "true");
    try {
      await attempt(async () => {
        const seen = await call("POST", at("/do"), { do: deed, text: said });
        if (where === current) add(seen.turns, seen.touches);
        else if (where.id === current?.id) await load();
        if (said === text.value) text.value = "";
      });
    } finally {
      busy = false;
      talk.removeAttribute("aria-busy");
    }
  }

  async function look() {
    if (busy || !visible || !current?.send_api || document.hidden) return;
    const where = current;
    try {
      const seen = await call("POST", at("/look"));
      if (where === current && seen.turns.length) add(seen.turns, seen.touches);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.status === 404 && where === current) load();
    }
  }

  function showTurn(turn) {
    const problems = new Set(turn.problems);
    const shown = turn.shown.flatMap((one) => drawn(current.platform, read(one), touch)).map((part) => {
      const wrong = turn.problems.filter((one) => part.path && within(one.path, part.path));
      for (const one of wrong) problems.delete(one);
      const dropped = wrong.some((one) => one.drops);
      return h("div", { class: `beside ${dropped ? "dropped" : ""}` }, part.element,
        wrong.length ? h("ul", { class: "problems" }, wrong.map(told)) : null);
    });
    return h("div", { class: "turn" },
      turn.said ? h("div", { class: "bubble mine" }, foreign(turn.said)) : null,
      shown.length ? shown : turn.lines.map((line) => h("p", { class: "note" }, foreign(line))),
      problems.size ? h("ul", { class: "problems" }, [...problems].map(told)) : null,
      turn.sent || turn.received ? payloads(turn) : null);
  }

  /** What can be touched: `label` as the answer has it, `name` by which it is touched. */
  function touch(label, name, look = "") {
    const one = touches.get(name);
    return h("button", { type: "button", class: `touch ${look}`, disabled: !one,
      title: one?.leads || null, onclick: () => act("say", name) }, foreign(label));
  }

  platform.addEventListener("change", () => attempt(showOwn));
  rooms.addEventListener("change", () => load(rooms.value));
  room.append(
    h("div", { class: "row" }, labelled(say("Open rooms", "열린 채팅방"), rooms),
      button(say("Close", "닫기"), async () => {
        await attempt(() => call("DELETE", at()));
        current = null;
        await load();
      })),
    about, talk,
    h("form", { class: "row", onsubmit: (event) => {
      event.preventDefault();
      if (text.value.trim()) act("say", text.value);
    } }, labelled(say("Message", "메시지"), text), h("button", { type: "submit", class: "main" }, say("Send", "보내기"))),
    deeds);
  element.append(
    h("form", { onsubmit: (event) => {
      event.preventDefault();
      open();
    } }, h("fieldset", {}, h("legend", {}, say("A room with a bot on this machine", "이 컴퓨터에 있는 봇과의 채팅방")),
      h("div", { class: "row" }, labelled(say("Platform", "플랫폼"), platform),
        labelled(say("Where the bot is called", "봇을 부를 주소"), url), labelled(say("User", "사용자"), user),
        h("label", {}, sends, " ", say("the bot may send by itself", "봇이 스스로 보낼 수 있음")),
        h("button", { type: "submit", class: "main" }, say("Open a room", "채팅방 열기"))), own)),
    room);
  events.on("hello", () => load());
  setInterval(look, LOOK_EVERY);
  load();
  return {
    show: () => {
      visible = true;
    },
    hide: () => {
      visible = false;
    },
  };
}

const told = (one) => h("li", { class: one.drops ? "bad" : "warn" },
  h("strong", {}, one.drops ? say("dropped", "버려짐") : say("changed", "바뀜")), " ",
  one.path ? h("code", {}, foreign(one.path), ": ") : null, foreign(`${one.what}; ${one.effect}`));

function payloads(turn) {
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const shown = (title, body) => [h("p", {}, h("strong", {}, title), ` (${body.length} `, say("bytes", "바이트"), ")"),
    h("pre", { tabindex: 0 }, foreign(new TextDecoder().decode(body)))];
  const status = turn.status ? `${turn.status}` : say("no answer", "응답 없음");
  return h("details", { class: "payloads" },
    h("summary", {}, say("Request and answer", "요청과 응답"), " ", h("span", { class: "soft" }, status, `, ${turn.took} ms`)),
    shown(say("Request", "요청"), bytes(turn.sent)), shown(say("Answer", "응답"), bytes(turn.received)));
}

/** Whether a place in an answer is a part of another one. */
const within = (path, whole) => path === whole || path.startsWith(`${whole}.`) || path.startsWith(`${whole}[`);

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null; // JSON of Python has NaN
  }
}

export default { id: "platforms", title: say("Platforms", "플랫폼"), mount };
