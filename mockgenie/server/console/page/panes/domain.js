// A domain: its task graph, what is wrong with its file, its conversation tests, and what is in it.

import { withQuery } from "../api.js";
import { button, choice, fill, foreign, h, labelled } from "../dom.js";
import { say } from "../language.js";
import { TaskDrawing } from "./domain-drawing.js";

const PAGE = 50;

function mount(element, { call, events, attempt }) {
  const domains = choice([], "", {});
  const state = h("span", { role: "status" });
  const now = h("p", { class: "soft now", role: "status" });
  const diagnostics = h("div", { class: "diagnostics", role: "status" });
  const drawing = new TaskDrawing();
  const tests = h("div", { class: "tests", role: "status" });
  const classes = h("div");
  const acts = h("div");
  const instances = new Instances(() => name, call, attempt);

  let name = "";
  let missing = { acts: new Set(), tasks: new Set() };
  let task = "";
  let version = "";

  const path = (part = "") => `/domains/${encodeURIComponent(name)}${part}`;

  async function loadNames() {
    const { domains: all } = await call("GET", "/domains");
    const names = all.map((one) => one.name);
    if (!names.includes(name)) name = names[0] || "";
    fill(domains, names.map((one) => h("option", { value: one, selected: one === name }, one)));
  }

  /** Everything of the domain, as it is now. */
  async function load() {
    await attempt(async () => {
      await loadNames();
      if (!name) return fill(state, say("There is no domain.", "도메인이 없습니다."));
      const shown = name;
      const told = await call("GET", path());
      if (shown !== name) return; // another one was chosen meanwhile
      showState(told);
      const held = await call("GET", path("/tests"));
      if (shown !== name) return;
      showTests(held);
      if (!told.loads) return drawing.outdate();
      const parts = ["/graph", "/entities", "/acts"].map((part) => call("GET", path(part)).catch(() => null));
      const [graph, { entities }, { acts: own }] = await Promise.all(parts);
      if (shown !== name) return;
      if (graph) drawing.show(graph);
      else drawing.tooLarge();
      showActs(own);
      if (version !== told.version) {
        showClasses(entities);
        instances.show(entities);
      }
      version = told.version;
      light();
    });
  }

  function choose(other) {
    name = other;
    task = version = "";
    drawing.clear();
    fill(classes);
    fill(acts);
    instances.show([]);
    return Promise.all([load(), latest()]);
  }

  /** Light the task of the session that was used last. */
  async function latest() {
    if (!name) return;
    await attempt(async () => {
      const when = `domain = ${JSON.stringify(name)}`;
      const { sessions } = await call("POST", "/sessions/search", { when, limit: 1000 });
      showTask(sessions.at(-1));
    });
  }

  function showTask(session) {
    task = session ? session.task : "";
    fill(now, session
      ? [say("A dialog is in the task", "대화가 있는 작업:"), " ", foreign(session.task, { class: "task" }), " ",
        h("span", { class: "soft" }, "(", foreign(session.uuid), ")")]
      : say("No dialog is open; the task of one is lit here while it goes on.",
        "열린 대화가 없습니다. 대화가 이어지는 동안 그 작업이 여기에 켜집니다."));
    light();
  }

  const light = () => drawing.mark(task, missing.tasks);

  function showState(told) {
    fill(state, told.loads
      ? h("span", { class: "good" }, say("is served", "서비스 중"))
      : h("span", { class: "bad" }, say("does not load", "읽어 들일 수 없음")), " ",
    told.path ? h("span", { class: "soft" }, foreign(told.path)) : null);
    fill(diagnostics, told.diagnostics.length === 0
      ? h("p", { class: "good" }, say("Nothing is wrong with its file.", "파일에 문제가 없습니다."))
      : h("ul", {}, told.diagnostics.map((one) =>
        h("li", { class: one.severity === "error" ? "bad" : "warn" },
          h("span", { class: "code" }, foreign(base(one.path)), `:${one.line}:${one.column}`), " ",
          one.severity === "error" ? say("error", "오류") : say("warning", "경고"), ": ",
          foreign(one.message), one.code ? h("code", { class: "soft" }, ` [${one.code}]`) : null))));
  }

  async function hold() {
    fill(tests, say("The conversations are held …", "테스트 대화를 실행하는 중…"));
    const shown = name;
    const held = await attempt(() => call("POST", path("/tests")));
    if (shown !== name) return;
    if (!held) return fill(tests);
    await load();
  }

  function showTests(held) {
    const { coverage } = held;
    missing = { acts: new Set(coverage?.missing_acts), tasks: new Set(coverage?.missing_tasks) };
    if (!held.held) {
      return fill(tests, held.running
        ? say("The conversations are held …", "테스트 대화를 실행하는 중…")
        : h("p", { class: "soft" }, say("They were not held yet. What none of them reaches is greyed afterwards.",
          "아직 실행하지 않았습니다. 실행하고 나면 어느 대화도 거치지 않은 것이 흐려집니다.")));
    }
    fill(tests,
      h("p", { class: held.passed ? "good" : "bad" },
        say(`${held.count} conversations, ${held.failed} failed`, `대화 ${held.count}개, 실패 ${held.failed}개`),
        ` (${held.seconds.toFixed(1)} s)`,
        held.outdated ? h("span", { class: "warn" }, " — ", say("the domain has changed since", "그 뒤에 도메인이 바뀌었습니다")) : null),
      wrong(held.diagnostics),
      held.files.map((file) => [wrong(file.diagnostics), file.conversations.filter((one) => !one.passed).map((one) =>
        h("details", { open: true, class: "failure" },
          h("summary", { class: "bad" }, foreign(one.name), " ",
            h("span", { class: "soft" }, foreign(base(file.path)), `:${one.line}`)),
          h("pre", { tabindex: 0 }, one.report.map((line) => h("span", { class: `line ${line.part}` }, foreign(line.text))))))]),
      coverage ? reached(coverage) : null);
  }

  const wrong = (problems) => problems.map((one) =>
    h("p", { class: "bad" }, h("span", { class: "code" }, foreign(base(one.path)), `:${one.line}:${one.column} `), foreign(one.message)));

  function reached(coverage) {
    const rows = [
      [say("tasks", "작업"), coverage.tasks, coverage.missing_tasks],
      [say("acts", "대화 행위"), coverage.acts, coverage.missing_acts],
      [say("texts", "텍스트"), coverage.texts, coverage.missing_texts.map((one) => `${one.line}: ${one.text}`)],
    ];
    return h("table", {}, h("caption", {}, say("What the conversations reach", "대화가 거치는 것")),
      h("tbody", {}, rows.map(([what, all, left]) => h("tr", {}, h("th", { scope: "row" }, what),
        h("td", {}, `${all - left.length}/${all}`),
        h("td", {}, left.length ? h("details", {}, h("summary", {}, say("not reached", "거치지 않은 것")),
          h("ul", {}, left.map((one) => h("li", {}, foreign(one))))) : null)))));
  }

  function showClasses(entities) {
    refill(classes, entities.length ? null : h("p", { class: "soft" }, say("It has none.", "없습니다.")),
      entities.map((one) => h("details", { "data-name": one.name }, h("summary", {}, foreign(one.name), " ",
        h("span", { class: "soft" }, foreign(one.description), " ",
          say(`${one.slots.length} slots, ${one.instances} instances`, `슬롯 ${one.slots.length}개, 인스턴스 ${one.instances}개`))),
      h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": one.name }, h("table", {},
        h("thead", {}, h("tr", {}, [say("slot", "슬롯"), say("type", "타입"), say("values", "값")]
          .map((text) => h("th", { scope: "col" }, text)))),
        h("tbody", {}, one.slots.map((slot) => h("tr", {},
          h("th", { scope: "row" }, foreign(slot.name), h("div", { class: "soft" }, foreign(slot.description))),
          h("td", {}, h("code", {}, slot.type)), h("td", {}, values(slot))))))))));
  }

  function values(slot) {
    if (slot.same) return [say("the same as", "다음과 같음:"), " ", foreign(slot.same)];
    const shown = slot.values.map(({ value, synonyms }) =>
      h("li", {}, foreign(value), synonyms.length ? h("span", { class: "soft" }, " ", foreign(synonyms.join(", "))) : null));
    const more = slot.count - slot.values.length;
    return [slot.pattern ? h("code", {}, foreign(slot.pattern)) : null,
      shown.length ? h("details", {}, h("summary", {}, say(`${slot.count} values`, `값 ${slot.count}개`)), h("ul", {}, shown),
        more > 0 ? h("p", { class: "soft" }, say(`and ${more} more`, `외 ${more}개`)) : null) : null];
  }

  function showActs(own) {
    refill(acts, own.length ? null : h("p", { class: "soft" }, say("It has none of its own.", "따로 적은 것이 없습니다.")),
      own.map((one) => {
        const unreached = missing.acts.has(one.name);
        return h("details", { "data-name": one.name, class: unreached ? "unreached" : "" },
          h("summary", {}, foreign(one.name), " ", h("span", { class: "soft" }, foreign(one.description), " ",
            say(`${one.count} patterns`, `패턴 ${one.count}개`),
            unreached ? [" — ", say("no conversation reaches it", "어느 대화도 거치지 않음")] : null)),
          h("ul", {}, one.patterns.map((pattern) => h("li", { class: "code" }, foreign(pattern)))),
          one.count > one.patterns.length
            ? h("p", { class: "soft" }, say(`and ${one.count - one.patterns.length} more`, `외 ${one.count - one.patterns.length}개`)) : null);
      }));
  }

  const section = (title, ...children) => h("section", {}, h("h2", {}, title), children);

  domains.addEventListener("change", () => choose(domains.value));
  element.append(
    h("div", { class: "row" }, labelled(say("Domain", "도메인"), domains), h("p", {}, state)),
    section(say("Task graph", "작업 그림"), now, drawing.element),
    section(say("What is wrong with its file", "파일의 문제"), diagnostics),
    section(say("Conversation tests", "테스트 대화"),
      h("p", {}, button(say("Run the conversation tests", "테스트 대화 실행"), hold, { class: "main run" })), tests),
    section(say("Instances", "인스턴스"), instances.element),
    section(say("Entity classes", "엔티티 클래스"), classes),
    section(say("Dialog acts", "대화 행위"), acts));
  events.on("hello", load);
  events.on("domain", (event) => {
    if (event.name === name || event.change === "removed" || event.change === "loaded") load();
  });
  events.on("session", ({ change, session, uuid }) => {
    if (session && session.domain === name && change !== "ended") showTask(session);
    else if (change === "ended" && now.textContent.includes(uuid)) latest();
  });
  load().then(latest);
  return { open: (argument) => argument && choose(decodeURIComponent(String(argument.name ?? argument))) };
}

/** The instances of a class, in pages, with a condition on them. */
class Instances {
  #entity = h("select");
  #when = h("input", { type: "text", size: 40, spellcheck: "false", autocomplete: "off" });
  #found = h("p", { class: "soft", role: "status" });
  #table = h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": say("Instances", "인스턴스") });
  #offset = 0;

  constructor(nameOf, call, attempt) {
    this.nameOf = nameOf;
    this.call = call;
    this.attempt = attempt;
    const find = () => this.#load(0);
    const form = h("form", { class: "row", onsubmit: (event) => {
      event.preventDefault();
      find();
    } },
    labelled(say("Entity class", "엔티티 클래스"), this.#entity),
    labelled(say("Condition (empty: all)", "조건 (비우면 모두)"), this.#when),
    h("button", { type: "submit" }, say("Find", "찾기")));
    this.#entity.addEventListener("change", () => {
      this.#when.value = "";
      find();
    });
    this.element = h("div", {}, form, this.#found, this.#table);
  }

  show(entities) {
    const having = entities.filter((one) => one.instances > 0);
    const before = this.#entity.value;
    fill(this.#entity, having.map((one) => h("option", { value: one.name }, one.name)));
    if (having.some((one) => one.name === before)) this.#entity.value = before;
    const first = having[0]?.slots[0]?.name;
    this.#when.placeholder = first ? `${first} = "…"` : "";
    if (having.length) return this.#load(0);
    fill(this.#table);
    return fill(this.#found, say("It has none.", "없습니다."));
  }

  async #load(offset) {
    const entity = this.#entity.value;
    if (!entity) return;
    const asked = { entity, when: this.#when.value.trim(), offset, limit: PAGE };
    const page = await this.attempt(() =>
      this.call("GET", withQuery(`/domains/${encodeURIComponent(this.nameOf())}/instances`, asked)));
    if (!page || entity !== this.#entity.value) return;
    this.#offset = offset;
    const last = offset + page.instances.length;
    fill(this.#found,
      say(`${page.total} of ${page.held}`, `${page.held}개 가운데 ${page.total}개`),
      page.searched < page.held ? say(`, looked for among the first ${page.searched}`, `. 앞의 ${page.searched}개에서 찾음`) : null,
      " ", page.total > page.instances.length ? [`${offset + 1}–${last} `,
        offset > 0 ? button(say("before", "이전"), () => this.#load(Math.max(this.#offset - PAGE, 0)), { class: "small" }) : null, " ",
        last < page.total ? button(say("next", "다음"), () => this.#load(this.#offset + PAGE), { class: "small" }) : null] : null);
    fill(this.#table, h("table", {},
      h("thead", {}, h("tr", {}, page.slots.map((slot) => h("th", { scope: "col" }, foreign(slot))))),
      h("tbody", {}, page.instances.map((one) =>
        h("tr", {}, page.slots.map((slot) => h("td", {}, foreign(one[slot] ?? ""))))))));
  }
}

/** Put other children into an element; what was opened in it stays open. */
function refill(element, ...children) {
  const opened = [...element.querySelectorAll(":scope > details[open]")].map((one) => one.dataset.name);
  fill(element, children);
  for (const one of element.querySelectorAll(":scope > details")) one.open = opened.includes(one.dataset.name);
}

const base = (path) => path.split(/[\\/]/).pop();

export default { id: "domain", title: say("Domain", "도메인"), mount };
