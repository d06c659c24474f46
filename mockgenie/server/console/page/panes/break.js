// Break: what goes wrong on purpose, for whom and how often.

import { button, choice, fill, foreign, h, labelled } from "../dom.js";
import { copyButton } from "../exchange.js";
import { say } from "../language.js";

const EFFECTS = [
  ["error", say("a documented error", "문서에 있는 오류")],
  ["none", say("nothing but a delay", "지연만")],
  ["reset", say("the connection is reset", "연결 초기화")],
  ["cut", say("the answer is cut", "응답이 중간에 끊김")],
  ["garbage", say("another body: garbage", "다른 본문: 깨진 응답")],
  ["text", say("another text", "다른 문장")],
  ["state", say("another state", "다른 상태")],
];
const RESETS = [
  ["before", say("before the answer", "응답 전에")], ["middle", say("in the middle of it", "응답 도중에")],
  ["after", say("after it", "응답 뒤에")],
];
const WHOM = [
  ["next", say("the next request", "다음 요청")], ["session", say("a session", "한 세션")],
  ["condition", say("whatever a condition says", "조건에 맞는 요청")],
];
const DELAYS = [
  ["fixed", say("always the same", "항상 같음")], ["uniform", say("from … to …", "… 부터 … 까지")],
  ["lognormal", say("as networks have it", "네트워크처럼")],
];

const number = (value, properties = {}) =>
  h("input", { type: "number", min: "0", step: "any", value, ...properties });

function mount(element, { call, attempt, events }) {
  const effect = choice(EFFECTS, "error");
  const error = choice([], "");
  const reset = choice(RESETS, "before");
  const cut = number("20", { step: "1" });
  const garbage = h("input", { type: "text", value: "<html>502 Bad Gateway</html>" });
  const text = h("input", { type: "text", value: "잠시 후에 다시 말씀해 주세요." });
  const state = choice(["start", "dialog", "end", "error"], "end");
  const delayed = choice(DELAYS, "fixed");
  const delay = number("");
  const delayTo = number("2");
  const drip = number("");
  const whom = choice(WHOM, "next");
  const session = h("input", { type: "text", inputmode: "numeric", list: "open-sessions", autocomplete: "off" });
  const open = h("datalist", { id: "open-sessions" });
  const when = h("input", { type: "text", spellcheck: "false", placeholder: 'method = "dialog" and turn = 3' });
  const contains = h("input", { type: "text" });
  const matches = h("input", { type: "text", spellcheck: "false" });
  const times = number("1", { min: "1", step: "1" });
  const skip = number("0", { step: "1" });
  const every = number("1", { min: "1", step: "1" });
  const chance = number("1", { max: "1" });
  const preview = h("code", {});
  const wrong = h("p", { class: "bad", role: "alert" });
  const body = h("tbody");
  const armed = new Map();

  const only = [
    ["error", labelled(say("Error", "오류"), error)],
    ["reset", labelled(say("When", "언제"), reset)],
    ["cut", labelled(say("After bytes of the body", "본문의 몇 바이트 뒤에"), cut)],
    ["garbage", labelled(say("Body", "본문"), garbage)],
    ["text", labelled(say("Text", "문장"), text)],
    ["state", labelled(say("State", "상태"), state)],
  ];
  const withSession = labelled(say("uuid of the session", "세션의 uuid"), session);
  withSession.append(open);
  const withCondition = [
    labelled(say("Condition", "조건"), when), labelled(say("The text contains", "말에 있는 글자"), contains),
    labelled(say("The text matches (RE2)", "말이 맞는 정규 표현식 (RE2)"), matches),
  ];
  const upTo = labelled(say("to seconds / sigma", "까지(초) / sigma"), delayTo);
  const dripped = labelled(say("Byte by byte, seconds apart", "한 바이트씩, 그 사이의 초"), drip);

  /** The fault as the form has it. */
  function fault() {
    const made = {};
    if (whom.value === "session") made.when = `uuid = "${session.value.trim()}"`;
    if (whom.value === "condition") {
      if (when.value.trim()) made.when = when.value.trim();
      if (contains.value) made.contains = contains.value;
      if (matches.value) made.matches = matches.value;
    }
    if (Number(skip.value)) made.skip = Number(skip.value);
    if (Number(every.value) > 1) made.every = Number(every.value);
    if (times.value !== "") made.times = Number(times.value);
    if (Number(chance.value) < 1) made.chance = Number(chance.value);
    const values = { error, reset, garbage, text, state };
    if (effect.value in values) made[effect.value] = values[effect.value].value;
    if (effect.value === "cut") made.cut = Number(cut.value);
    const late = delayOf();
    if (late !== null) made.delay = late;
    if (drip.value !== "" && !dripped.hidden) made.drip = Number(drip.value);
    return made;
  }

  function delayOf() {
    if (delay.value === "") return null;
    const seconds = Number(delay.value);
    if (delayed.value === "uniform") return { uniform: [seconds, Number(delayTo.value)] };
    if (delayed.value === "lognormal") return { lognormal: seconds, sigma: Number(delayTo.value) };
    return seconds;
  }

  function adapt() {
    for (const [name, field] of only) field.hidden = name !== effect.value;
    withSession.hidden = whom.value !== "session";
    for (const field of withCondition) field.hidden = whom.value !== "condition";
    upTo.hidden = delayed.value === "fixed";
    dripped.hidden = effect.value === "reset" || effect.value === "cut";
    preview.textContent = JSON.stringify(fault());
  }

  async function arm() {
    fill(wrong);
    try {
      for (const one of (await call("POST", "/faults", fault())).faults) armed.set(one.id, one);
      show();
    } catch (problem) {
      fill(wrong, foreign(problem.message));
    }
  }

  function show() {
    fill(body, [...armed.values()].map((one) => h("tr", { "data-id": one.id },
      h("td", {}, one.id), h("td", {}, h("code", {}, foreign(whatOf(one.fault)))),
      h("td", {}, h("code", {}, foreign(whomOf(one.fault)))), h("td", { class: "seen" }, String(one.seen)),
      h("td", { class: "struck" }, String(one.struck), one.fault.times ? ` / ${one.fault.times}` : ""),
      h("td", {}, button(say("Remove", "지우기"), () => attempt(() => call("DELETE", `/faults/${one.id}`).then(() => {
        armed.delete(one.id);
        show();
      })), { class: "small", "aria-label": say(`Remove fault ${one.id}`, `장애 ${one.id} 지우기`) })))));
    none.hidden = armed.size > 0;
  }

  async function load() {
    await attempt(async () => {
      const { faults } = await call("GET", "/faults");
      armed.clear();
      for (const one of faults) armed.set(one.id, one);
      show();
      if (!error.options.length) await loadErrors();
    });
  }

  async function loadErrors() {
    const { errors } = await call("GET", "/errors");
    const of = (kind) => errors.filter((one) => one.kind === kind);
    const group = (kind, label) => h("optgroup", { label }, of(kind).map((one) =>
      h("option", { value: one.error }, kind === "gateway" ? `${one.status} ` : "", one.error)));
    fill(error, group("engine", say("of the engine (HTTP 200)", "엔진의 오류 (HTTP 200)")),
      group("gateway", say("of the gateway", "게이트웨이의 오류")));
    error.value = "Too Many Requests";
    adapt();
  }

  async function offerSessions() {
    const told = await attempt(() => call("GET", "/sessions?limit=100"));
    if (told) fill(open, told.sessions.map((one) => h("option", { value: one.uuid }, one.domain)));
  }

  const none = h("p", { class: "soft" }, say("Nothing goes wrong on purpose.", "일부러 내는 장애가 없습니다."));
  const form = h("form", { onsubmit: (event) => {
    event.preventDefault();
    arm();
  } },
  h("fieldset", {}, h("legend", {}, say("What happens", "무슨 일이")),
    h("div", { class: "row" }, labelled(say("Effect", "효과"), effect), only.map(([, field]) => field)),
    h("div", { class: "row" }, labelled(say("Late by seconds", "늦는 시간(초)"), delay), labelled(say("which varies", "변화"), delayed), upTo, dripped)),
  h("fieldset", {}, h("legend", {}, say("To whom", "누구에게")),
    h("div", { class: "row" }, labelled(say("Requests", "요청"), whom), withSession, withCondition)),
  h("fieldset", {}, h("legend", {}, say("How often", "얼마나 자주")),
    h("div", { class: "row" },
      labelled(say("Times", "횟수"), times, say("empty: until it is removed", "비우면 지울 때까지")),
      labelled(say("After so many that go well", "먼저 잘되는 요청 수"), skip),
      labelled(say("Every n-th", "n번째마다"), every), labelled(say("Chance, 0 to 1", "확률 (0~1)"), chance))),
  h("p", {}, preview, " ", copyButton(say("copy", "복사"), () => preview.textContent)), wrong,
  h("p", { class: "row" }, h("button", { type: "submit", class: "main" }, say("Arm it", "장애 걸기"))));
  form.addEventListener("input", adapt);
  whom.addEventListener("change", offerSessions);

  element.append(form,
    h("h2", {}, say("Armed", "걸려 있는 장애"), " ", button(say("Clear all", "모두 지우기"), () => attempt(async () => {
      await call("DELETE", "/faults");
      armed.clear();
      show();
    }), { class: "danger small" })), none,
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": say("Armed faults", "걸려 있는 장애") }, h("table", { class: "armed" },
      h("thead", {}, h("tr", {}, [say("id", "번호"), say("what", "무슨 일"), say("whom", "대상"), say("fitted", "맞은 요청"),
        say("struck", "친 횟수"), say("remove", "지우기")].map((name) => h("th", { scope: "col" }, name)))), body)));
  adapt();
  events.on("fault", ({ id, change, fault: one }) => {
    if (change === "removed") armed.delete(id);
    else armed.set(id, one);
    show();
  });
  events.on("hello", load);
  load();

  return {
    open(asked) {
      whom.value = "session";
      session.value = asked.uuid ?? asked;
      adapt();
      effect.focus();
    },
  };
}

const CHOICES = ["when", "contains", "matches", "skip", "every", "chance", "seed"];

const part = (fault, fits) => JSON.stringify(Object.fromEntries(Object.entries(fault).filter(([name]) => fits(name))));

const whatOf = (fault) => part(fault, (name) => !CHOICES.includes(name) && name !== "times");

const whomOf = (fault) => part(fault, (name) => CHOICES.includes(name));

export default { id: "break", title: say("Break", "고장 내기"), mount };
