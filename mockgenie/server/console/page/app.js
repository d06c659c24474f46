// The page around the panes: tabs, language, light and dark, whether the server is there.

import { call, Problem } from "./api.js";
import { button, choice, fill, h } from "./dom.js";
import { Events } from "./events.js";
import { language, say, speak } from "./language.js";
import { PANES } from "./panes.js";
import { keep, kept } from "./storage.js";
import { Tabs } from "./tabs.js";

const THEME = "mockgenie.theme";
const NOTICE_SECONDS = 8;

const events = new Events();
const shown = new Map();
const notices = h("div", { class: "notices", role: "status", "aria-live": "polite" });
const status = h("span", { class: "status", role: "status" });
const tabs = new Tabs(say("Panes", "화면"), bring);
const main = h("main", { id: "main" });

let front = "";

const context = { call, events, goTo, notice, attempt };

/** Say something at the foot of the page. */
function notice(text, kind = "") {
  const line = h("p", { class: kind }, h("bdi", { dir: "auto" }, text));
  notices.append(line);
  while (notices.children.length > 3) notices.firstChild.remove();
  setTimeout(() => line.remove(), NOTICE_SECONDS * 1000);
}

/** Do something; say what was wrong if it fails. What it gives, undefined where it failed. */
async function attempt(act) {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    notice(error.message, "problem");
    return undefined;
  }
}

/** Show a pane, with something in it. */
async function goTo(id, argument) {
  tabs.select(shown.has(id) ? id : tabs.ids[0]);
  if (argument !== undefined) await shown.get(tabs.front).mounted.open?.(argument);
}

/** Let a pane come to the front. */
function bring(id) {
  const pane = shown.get(id);
  if (front !== id) shown.get(front)?.mounted.hide?.();
  front = id;
  if (location.hash.slice(1).split("/")[0] !== id) history.replaceState(null, "", `#${id}`);
  pane.mounted ||= pane.mount(pane.element, context) || {};
  pane.mounted.show?.();
}

function addPane({ id, title, mount }) {
  const element = h("section", { id: `pane-${id}`, class: `pane ${id}` });
  main.append(element);
  shown.set(id, { id, mount, element });
  tabs.add(id, title, element);
}

function goToAddress() {
  const [id, ...rest] = location.hash.slice(1).split("/");
  goTo(id, rest.length ? unquoted(rest.join("/")) : undefined);
}

function unquoted(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function showState(state) {
  status.dataset.state = state;
  const said = {
    connecting: say("connecting …", "연결하는 중…"),
    open: say("connected", "연결됨"),
    lost: say("no connection, trying again …", "연결이 끊겨 다시 연결하는 중…"),
  }[state];
  fill(status, said, state === "lost" && events.problem ? ` (${events.problem})` : "");
}

function themes() {
  const rows = [
    ["", say("as the system", "시스템 설정")], ["light", say("light", "밝게")], ["dark", say("dark", "어둡게")],
  ];
  const select = choice(rows, kept(THEME), { "aria-label": say("Colours", "색") });
  const apply = () => {
    document.documentElement.dataset.theme = select.value;
    keep(THEME, select.value);
  };
  select.addEventListener("change", apply);
  apply();
  return select;
}

function header() {
  const other = button("", () => speak(language() === "ko" ? "en" : "ko"), { class: "language" });
  const name = () => {
    other.textContent = language() === "ko" ? "English" : "한국어";
    other.lang = language() === "ko" ? "en" : "ko";
  };
  document.addEventListener("language", name);
  name();
  return h("header", {},
    h("a", { href: "#main", class: "skip", onclick: (event) => {
      event.preventDefault();
      main.querySelector(".pane:not([hidden]) :is(input, select, textarea, button)")?.focus();
    } }, say("to the content", "본문으로")),
    h("h1", {}, "mockgenie"), status, h("span", { class: "space" }), other, themes());
}

function sheet(name) {
  return h("link", { rel: "stylesheet", href: new URL(`panes/${name}.css`, import.meta.url) });
}

async function begin() {
  document.documentElement.lang = language();
  document.body.append(header(), h("nav", { "aria-label": say("Panes", "화면") }, tabs.element), main, notices);
  showState("connecting");
  events.on("state", showState);
  document.head.append(...PANES.map(sheet));
  const modules = await Promise.all(PANES.map((name) => import(`./panes/${name}.js`)));
  for (const module of modules) addPane(module.default);
  window.addEventListener("hashchange", goToAddress);
  goToAddress();
  events.listen();
}

begin();
