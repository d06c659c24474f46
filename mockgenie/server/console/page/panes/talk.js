// Talk: dialogs with a domain, each in a tab of its own.

import { choice, fill, h, labelled, newId } from "../dom.js";
import { Conversation } from "../conversation.js";
import { say } from "../language.js";
import { Tabs } from "../tabs.js";

const NEW = "new-dialog";
const METHODS = [
  ["internal_data", say("internal_data: records of the domain", "internal_data: 도메인의 레코드")],
  ["external_data", say("external_data: you play the bot", "external_data: 레코드를 직접 보냅니다")],
];

function mount(element, context) {
  const { call, attempt, events } = context;
  const led = new Map();
  const setup = h("div", { id: newId(), class: "setup" });
  const tabs = new Tabs(say("Dialogs", "대화 목록"), front);
  tabs.add(NEW, say("+ New dialog", "+ 새 대화"), setup);

  const domain = choice([], "", { required: true });
  const method = choice(METHODS, "internal_data");
  const key = h("input", { type: "text", value: "test", required: true, autocomplete: "off" });
  const envelope = choice(["guide", "observed", "legacy"], "guide");
  const description = h("p", { class: "soft" });
  let domains = [];

  function describe() {
    const shown = domains.find((one) => one.name === domain.value);
    fill(description, shown?.description || "");
  }

  async function load() {
    await attempt(async () => {
      ({ domains } = await call("GET", "/domains"));
      const before = domain.value;
      fill(domain, domains.map(({ name, loads }) => h("option", { value: name, disabled: !loads },
        name, loads ? null : say(" (does not load)", " (읽지 못함)"))));
      const usable = domains.filter((one) => one.loads).map((one) => one.name);
      domain.value = usable.includes(before) ? before : usable[0] ?? "";
      describe();
      envelope.value = (await call("GET", "/settings")).envelope;
    });
  }

  function front(id) {
    const conversation = led.get(id);
    if (conversation) {
      conversation.list.again();
      conversation.list.toEnd();
      conversation.input.focus();
    } else {
      domain.focus();
    }
  }

  async function start(plan) {
    const id = newId();
    const conversation = new Conversation(plan, context, () => fill(name, conversation.title));
    const panel = h("div", { id: newId(), class: "dialog" }, conversation.element);
    const name = h("bdi", {}, conversation.title);
    tabs.add(id, name, panel, NEW);
    led.set(id, conversation);
    panels.append(panel);
    conversation.element.querySelector(".bar").append(h("button", { type: "button", class: "small", onclick: () => {
      conversation.close();
      tabs.remove(id);
      led.delete(id);
      tabs.select(tabs.ids.at(-2) ?? NEW);
    } }, say("Close the tab", "탭 닫기")));
    tabs.select(id);
    await conversation.begin();
    fill(name, conversation.title);
    conversation.input.focus();
  }

  const form = h("form", { onsubmit: (event) => {
    event.preventDefault();
    start({ domain: domain.value, method: method.value, key: key.value });
  } },
  h("div", { class: "row" },
    labelled(say("Domain", "도메인"), domain), labelled(say("Access method", "접근 방식"), method),
    labelled(say("Access key", "액세스 키"), key),
    labelled(say("Envelope", "응답 형식"), envelope, say("for every client of this server", "이 서버의 모든 클라이언트에 적용됩니다"))),
  description,
  h("button", { type: "submit", class: "main" }, say("Open the dialog", "대화 열기")));
  domain.addEventListener("change", describe);
  envelope.addEventListener("change", () =>
    attempt(() => call("PATCH", "/settings", { envelope: envelope.value })));
  fill(setup, h("h2", {}, say("Talk to a domain", "도메인과 대화하기")), form);

  const panels = h("div", { class: "panels" }, setup);
  element.append(tabs.element, panels);
  tabs.select(NEW);
  events.on("hello", load);
  events.on("domain", load);
  events.on("settings", ({ envelope: now }) => (envelope.value = now));
  load();

  async function open(asked) {
    const uuid = asked.uuid ?? asked;
    const [known] = [...led].find(([, one]) => one.uuid === uuid) ?? [];
    return known ? tabs.select(known) : start({ uuid });
  }

  return { open, show: () => front(tabs.front) };
}

export default { id: "talk", title: say("Talk", "대화"), mount };
