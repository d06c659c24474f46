// Sessions: those that are open, what is known in them, and how to change it.

import { Chooser, line } from "../chooser.js";
import { button, choice, fill, foreign, h, labelled } from "../dom.js";
import { exchangeOf, slotTexts } from "../exchange.js";
import { say } from "../language.js";
import { exchangeList } from "../rows.js";
import { takeAway } from "../saved.js";

const PAGE = 1000;

function mount(element, context) {
  const { call, attempt, events, goTo, notice } = context;
  const sessions = new Map();
  let asked = "";
  let total = 0;
  let timer = 0;

  const filter = h("input", { type: "text", class: "filter", spellcheck: "false", placeholder: 'domain = "Pizza" and turn > 2' });
  const wrong = h("p", { class: "bad", role: "alert" });
  const count = h("span", { class: "soft", role: "status" });
  const index = new Chooser(say("Open sessions", "열린 세션"), summary, choose);
  const told = h("div", { class: "told" });
  const rows = h("div", { class: "turns scroll", tabindex: "0", role: "log", "aria-live": "off", "aria-label": say("History", "이력") });
  const history = exchangeList(rows, context);

  function summary(one) {
    const slots = Object.entries(slotTexts(one)).map(([name, value]) => `${name} = ${value}`).join(", ");
    return [
      line(h("strong", {}, foreign(one.domain)), h("code", {}, one.uuid.slice(-6)), h("span", { class: "space" }),
        h("span", { class: "soft" }, foreign(one.task), " · ", say(`turn ${one.turn}`, `${one.turn}번째 말`))),
      line(h("span", { class: "cut soft" }, foreign(slots.slice(0, 120) || "—"))),
    ];
  }

  function show() {
    index.list.set([...sessions.values()].reverse());
    fill(count, say(`${sessions.size} of ${total}`, `${total}개 가운데 ${sessions.size}개`));
  }

  async function load() {
    fill(wrong);
    asked = filter.value.trim();
    try {
      const found = await call("POST", "/sessions/search", { when: asked, limit: PAGE });
      sessions.clear();
      total = found.total;
      for (const one of found.sessions) sessions.set(one.uuid, one);
      show();
    } catch (problem) {
      fill(wrong, foreign(problem.detail ?? problem.message));
    }
  }

  async function choose(uuid) {
    index.mark(uuid);
    element.classList.add("reading");
    const found = await attempt(() => call("GET", `/sessions/${uuid}`));
    if (!found || index.chosen !== uuid) return;
    const domain = await attempt(() => call("GET", `/domains/${encodeURIComponent(found.session.domain)}`));
    if (index.chosen !== uuid) return;
    showSession(found.session, domain);
    history.set(found.history.map((entry) => ({ key: entry.number, exchange: exchangeOf(entry) })));
    history.toEnd();
  }

  function showSession(session, domain) {
    const task = choice(domain?.tasks ?? [session.task], session.task);
    const day = h("input", { type: "date", value: session.day || "" });
    const slots = slotInputs(domain?.slots ?? Object.keys(session.slots), session.slots);
    const gone = (act, said) => button(said, () => attempt(async () => {
      await act();
      notice(String(say("The session has ended.", "세션이 끝났습니다.")));
      leave();
      await load();
    }), { class: "danger small" });
    const save = () => attempt(async () => {
      const changes = {};
      if (task.value !== session.task) changes.task = task.value;
      if (day.value !== (session.day || "")) changes.day = day.value;
      const changed = slots.changes();
      if (Object.keys(changed).length) changes.slots = changed;
      if (!Object.keys(changes).length) return;
      await call("PATCH", `/sessions/${session.uuid}`, changes);
      notice(String(say("The session is changed.", "세션을 바꿨습니다.")));
      await choose(session.uuid);
      await load();
    });
    fill(told, back(),
      h("h2", {}, foreign(session.domain), " ", h("code", {}, session.uuid)),
      h("p", { class: "row" },
        button(say("Go on by hand", "직접 이어 가기"), () => goTo("talk", { uuid: session.uuid }), { class: "small" }),
        button(say("Make an error happen", "오류 내기"), () => goTo("break", { uuid: session.uuid }), { class: "small" }),
        takeAway(() => session.uuid, context),
        gone(() => call("DELETE", `/sessions/${session.uuid}`), say("End", "끝내기")),
        gone(() => call("POST", `/sessions/${session.uuid}/expire`), say("Expire", "만료시키기"))),
      h("p", { class: "soft" }, foreign(session.access_method), " · ", say("key ", "키 "), foreign(session.access_key), " · ",
        say("asks for ", "묻는 것 "), foreign(session.asked || "—"), " · ",
        say("missing ", "필요한 것 "), foreign((session.missing || []).join(", ") || "—"),
        session.pending ? [" · ", say("waits for records", "레코드를 기다립니다")] : null),
      h("form", { class: "change", onsubmit: (event) => {
        event.preventDefault();
        save();
      } },
      h("div", { class: "row" }, labelled(say("Task", "태스크"), task),
        labelled(say("Day", "날짜"), day, say("empty: that of the clock", "비우면 시계의 날짜"))),
      slots.element,
      h("button", { type: "submit", class: "main" }, say("Change the session", "세션 바꾸기"))),
      h("h3", {}, say("History", "이력")), rows);
  }

  function leave() {
    index.mark(null);
    element.classList.remove("reading");
    showOpening();
  }

  const back = () => button(say("← All", "← 전체"), leave, { class: "small" });

  /** A form that opens a session in a given state. */
  async function showOpening() {
    const domain = choice([], "");
    const method = choice(["internal_data", "external_data"], "internal_data");
    const key = h("input", { type: "text", value: "test", autocomplete: "off" });
    const task = choice([["", "—"]], "");
    const day = h("input", { type: "date" });
    const place = h("div");
    let slots = slotInputs([], {});
    const adapt = async () => {
      const shown = await attempt(() => call("GET", `/domains/${encodeURIComponent(domain.value)}`));
      if (!shown) return;
      fill(task, h("option", { value: "" }, say("where it begins", "처음")), shown.tasks.map((name) => h("option", { value: name }, name)));
      slots = slotInputs(shown.slots, {});
      fill(place, slots.element);
    };
    domain.addEventListener("change", adapt);
    fill(told, h("h2", {}, say("Open a session in a given state", "원하는 상태로 세션 열기")),
      h("form", { class: "opening", onsubmit: (event) => {
        event.preventDefault();
        attempt(async () => {
          const body = { domain: domain.value, access_key: key.value, access_method: method.value };
          if (task.value) body.task = task.value;
          if (day.value) body.day = day.value;
          const given = slots.changes();
          if (Object.keys(given).length) body.slots = given;
          const { session } = await call("POST", "/sessions", body);
          await load();
          await choose(session.uuid);
        });
      } },
      h("div", { class: "row" }, labelled(say("Domain", "도메인"), domain), labelled(say("Access method", "접근 방식"), method),
        labelled(say("Access key", "액세스 키"), key), labelled(say("Task", "태스크"), task), labelled(say("Day", "날짜"), day)),
      place, h("button", { type: "submit", class: "main" }, say("Open the session", "세션 열기"))));
    const served = await attempt(() => call("GET", "/domains"));
    const names = (served?.domains ?? []).filter((one) => one.loads).map((one) => one.name);
    fill(domain, names.map((name) => h("option", { value: name }, name)));
    if (names.length) await adapt();
  }

  element.append(
    h("div", { class: "choose" },
      h("form", { onsubmit: (event) => {
        event.preventDefault();
        load();
      } }, labelled(say("Only those for which this condition holds", "이 조건에 맞는 것만"), filter),
      h("div", { class: "row" }, h("button", { type: "submit" }, say("Filter", "거르기")),
        button(say("Open a session", "세션 열기"), () => {
          leave();
          element.classList.add("reading");
          told.prepend(back());
        }),
        button(say("End all", "모두 끝내기"), () => attempt(async () => {
          await call("DELETE", "/sessions");
          leave();
          await load();
        }), { class: "danger" }), count)),
      wrong, index.element),
    told);
  showOpening();

  function later() {
    timer ||= setTimeout(() => {
      timer = 0;
      if (asked) load();
      else show();
    }, 150);
  }

  events.on("session", ({ uuid, change, session }) => {
    if (!uuid) sessions.clear(); // all have ended
    if (!uuid) total = 0;
    const known = sessions.delete(uuid);
    if (change === "ended") total -= known ? 1 : 0;
    else if (!asked || known) {
      sessions.set(uuid, session);
      total += known ? 0 : 1;
    }
    later();
  });
  events.on("hello", load);
  load();

  return { show: () => index.list.set(index.list.items), open: (asked) => choose(asked.uuid ?? asked) };
}

/** Fields for slots; `changes()`: those that differ from `before`, as the admin API takes them. */
function slotInputs(names, before) {
  const written = (values) => (values === undefined ? "" : values.length ? values.join(", ") : "*");
  const inputs = names.map((name) => [name, written(before[name]), h("input", { type: "text", value: written(before[name]) })]);
  const element = h("fieldset", { class: "slots" }, h("legend", {}, say("Slots", "슬롯")),
    h("p", { class: "hint" }, say("Several values with commas; * for any; empty: not known", "값이 여럿이면 쉼표로, *는 아무거나, 비우면 모름")),
    h("div", { class: "row" }, inputs.map(([name, , input]) => labelled(foreign(name), input))));
  const changes = () => Object.fromEntries(inputs.filter(([, was, input]) => input.value.trim() !== was)
    .map(([name, , input]) => [name, valuesOf(input.value.trim())]));
  return { element, changes };
}

function valuesOf(text) {
  if (!text) return null;
  return text === "*" ? [] : text.split(",").map((value) => value.trim()).filter(Boolean);
}

export default { id: "sessions", title: say("Sessions", "세션"), mount };
