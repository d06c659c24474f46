// An exchange, a request and its answer: as bubbles, and from its bytes to what was understood.

import { dialogAddress, Problem } from "./api.js";
import { button, fill, foreign, h, newId } from "./dom.js";
import { language, say } from "./language.js";
import { SNIPPETS } from "./snippets.js";

/** An entry of the journal as an event of the server has it. */
export function exchangeOf(entry) {
  const answered = parsed(entry.answer)?.return_object?.result?.data_request;
  return {
    ...entry,
    headers: null, body: null, answer: null, data: null,
    records: Array.isArray(entry.data) ? entry.data.length : null,
    requests: Array.isArray(answered) ? answered : [],
  };
}

/** What a JSON text is, null where it is none. */
export function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The element of an exchange. `own`: {body, answer}, what this page has really sent and got. */
export function exchangeElement(exchange, context, own = null) {
  const detail = h("div", { id: newId(), class: "detail", hidden: true });
  const toggle = exchange.number ? button(say("Details", "자세히"), async () => {
    detail.hidden = !detail.hidden;
    toggle.setAttribute("aria-expanded", String(!detail.hidden));
    if (!detail.hidden && !detail.hasChildNodes()) await showDetail(detail, exchange, context, own);
    if (!detail.hidden) toggle.closest("article").scrollIntoView({ block: "start" });
  }, { class: "small", "aria-expanded": "false", "aria-controls": detail.id }) : null;
  return h("article", { class: "exchange", "data-number": exchange.number },
    asked(exchange), answered(exchange), problems(exchange),
    h("p", { class: "facts" }, facts(exchange), " ", toggle), detail);
}

function who(en, ko) {
  return h("span", { class: "who" }, say(en, ko), " ");
}

function asked({ method, text, records, domain, http }) {
  const mine = (...children) => h("div", { class: "bubble mine" }, who("user:", "나:"), children);
  if (records !== null && records !== undefined) {
    return mine(say(`${records} ${records === 1 ? "record" : "records"}`, `레코드 ${records}개`));
  }
  if (method === "dialog") return mine(foreign(text));
  return h("p", { class: "facts call" }, h("code", {}, method || http || "?"), " ",
    method === "open_dialog" ? foreign(domain) : null);
}

function answered({ state, status, system_text: text, message, requests, network }) {
  const theirs = (kind, ...children) => h("div", { class: `bubble ${kind}` }, who("bot:", "봇:"), children);
  if (network) return theirs("wrong", say("No answer came: ", "응답이 오지 않았습니다: "), foreign(network));
  if (message) return theirs("wrong", status && status !== 200 ? `${status} ` : "", foreign(message));
  if (requests.length) {
    return theirs("request", say("asks for records", "레코드를 요청합니다"), requests.map((one) =>
      h("div", {}, h("code", {}, foreign(one.slots.join(", "))), h("br"),
        say("where ", "조건 "), one.condition ? h("code", {}, foreign(one.condition)) : say("none", "없음"))));
  }
  if (text) return theirs("", foreign(text.replace(/\n$/, "")));
  return h("p", { class: "facts" }, status && status !== 200 ? String(status) : null, state ? h("code", {}, state) : null);
}

function problems({ why, problems: found, fault }) {
  return [
    fault ? h("p", { class: "warn" }, say("fault: ", "장애: "), foreign(fault)) : null,
    why ? h("p", { class: "bad why" }, say("why: ", "이유: "), foreign(why)) : null,
    (found || []).map((one) => h("p", { class: "warn problem" }, say("data: ", "데이터: "), h("code", {}, one.kind), " ",
      foreign([one.where, one.what].filter(Boolean).join(": ")))),
  ];
}

function facts({ number, at, took, state, status, turn, task, act }) {
  const parts = [];
  if (number) parts.push(`#${number}`);
  if (at) parts.push(new Date(at).toLocaleTimeString(language()));
  if (status) parts.push(String(status));
  if (state) parts.push(state);
  if (turn) parts.push(say(`turn ${turn}`, `${turn}번째 말`));
  if (task) parts.push(say(`task ${task}`, `태스크 ${task}`));
  if (act) parts.push(say(`act ${act}`, `행위 ${act}`));
  if (took !== undefined && took !== null) parts.push(`${took.toFixed(1)} ms`);
  return parts.flatMap((part, index) => (index ? [" · ", foreign(part)] : [foreign(part)]));
}

async function showDetail(element, exchange, context, own) {
  const told = await context.attempt(() => context.call("GET", `/journal/${exchange.number}`));
  if (!told) return;
  const understanding = h("div");
  fill(element, understanding, bytes(told, own));
  if (exchange.method !== "dialog" || exchange.message) {
    if (exchange.why) fill(understanding, h("h2", {}, say("Why", "이유")), h("p", { class: "bad" }, foreign(exchange.why)));
    return;
  }
  try {
    showTrace(understanding, await context.call("GET", `/journal/${exchange.number}/trace`));
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    fill(understanding, h("p", { class: "soft" }, foreign(problem.message)));
  }
}

/** Show what a turn was understood as, as the admin API traces it. */
export function showTrace(element, trace) {
  const rows = trace.rows.map(({ label, text }) =>
    h("tr", {}, h("th", { scope: "row" }, foreign(label)), h("td", {}, foreign(text))));
  fill(element,
    h("h2", {}, say("What was understood", "이해한 내용")),
    rows.length ? h("table", { class: "trace" }, rows) : h("p", { class: "soft" }, say("nothing", "없음")),
    h("h2", {}, say("Slots before and after", "슬롯의 이전과 이후")), slotsTable(trace.before, trace.after),
    h("p", {}, say("task: ", "태스크: "), foreign(way(trace.before?.task, trace.after?.task)), " · ",
      say("still missing: ", "아직 필요한 것: "),
      foreign([...trace.after.missing, trace.understood?.awaits].filter(Boolean).join(", ") || "—")));
}

const way = (before, after) => (!before || before === after ? after : `${before} → ${after}`);

/** Every slot of a session as one text: its values, what is ruled out, how it is compared. */
export function slotTexts(session) {
  const texts = {};
  const add = (slots, write) => {
    for (const [name, values] of Object.entries(slots || {})) {
      texts[name] = [texts[name], write(values)].filter(Boolean).join(", ");
    }
  };
  add(session?.slots, (values) => values.join(", ") || String(say("any", "아무거나")));
  add(session?.unwanted, (values) => values.map((value) => `≠ ${value}`).join(", "));
  add(session?.compared, (values) => values.join(", "));
  return texts;
}

function slotsTable(before, after) {
  const [old, now] = [slotTexts(before), slotTexts(after)];
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort();
  if (!names.length) return h("p", { class: "soft" }, say("no slot is filled", "채워진 슬롯이 없습니다"));
  return h("table", {},
    h("tr", {}, [say("slot", "슬롯"), say("before", "이전"), say("after", "이후")].map((text) => h("th", { scope: "col" }, text))),
    names.map((name) => h("tr", { class: old[name] === now[name] ? null : "changed" },
      h("td", {}, foreign(name)), h("td", {}, foreign(old[name] ?? "—")), h("td", {}, foreign(now[name] ?? "—")))));
}

function bytes(told, own) {
  const received = utf8(told.received);
  const head = received.slice(0, received.indexOf("\r\n\r\n") + 4) || received;
  const body = own?.body ?? told.entry.body;
  const request = own ? head + own.body : received;
  const isCall = told.entry.http.startsWith("POST /Dialog");
  return [
    h("h2", {}, say("Request", "요청"), " ", isCall ? h("span", { class: "copies" },
      SNIPPETS.map(([name, write]) => copyButton(say(`copy as ${name}`, `${name}로 복사`), () => write(dialogAddress(), body)))) : null),
    h("pre", { tabindex: "0", class: "received" }, foreign(request)),
    h("h2", {}, say("Answer", "응답"), " ", copyButton(say("copy", "복사"), () => utf8(told.sent))),
    h("pre", { tabindex: "0", class: "sent" }, foreign(utf8(told.sent))),
  ];
}

function utf8(base64) {
  return new TextDecoder().decode(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));
}

/** A button that copies a text, and says so. */
export function copyButton(text, write) {
  const said = h("span", { role: "status" });
  const made = button(text, async () => {
    await copy(await write());
    fill(said, " ", say("copied", "복사했습니다"));
    setTimeout(() => fill(said), 3000);
  }, { class: "small" });
  return h("span", {}, made, said);
}

/** Put a text on the clipboard; without a secure address (another machine, by HTTP) the browser
    lets that be done only in the old way. */
async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = h("textarea", { value: text, "aria-hidden": "true" });
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}
