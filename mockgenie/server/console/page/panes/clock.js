// Clock and settings: what time it is for the server, and how it serves.

import { button, choice, fill, foreign, h, labelled } from "../dom.js";
import { language, say } from "../language.js";

const STEPS = [
  [-86400, say("1 day back", "하루 뒤로")], [-3600, say("1 hour back", "1시간 뒤로")],
  [3600, say("1 hour on", "1시간 앞으로")], [86400, say("1 day on", "하루 앞으로")],
  [7 * 86400, say("7 days on", "7일 앞으로")],
];

/** The settings that may change while the server runs, and how they are written. */
const NUMBERS = [
  ["max_text", say("Most characters of an utterance", "발화의 최대 글자 수")],
  ["engine_timeout", say("Seconds within which an answer has to be found", "응답을 찾아야 하는 시간(초)")],
  ["rate", say("Requests a second of each access key", "액세스 키마다 1초에 보낼 수 있는 요청 수")],
  ["burst", say("Of these at once; 0: those of one second", "그 가운데 한꺼번에 보낼 수 있는 수. 0이면 1초 분량")],
  ["daily_quota", say("Requests a day of each access key", "액세스 키마다 하루에 보낼 수 있는 요청 수")],
];

const PARTS = [
  ["sessions", say("end all sessions", "세션 모두 끝내기")],
  ["faults", say("the faults of the start", "장애를 시작할 때처럼")],
  ["journal", say("empty the journal", "저널 비우기")],
  ["clock", say("the machine's time", "컴퓨터의 시각")],
  ["quota", say("used quota", "사용한 할당량")],
  ["settings", say("the settings of the start", "설정을 시작할 때처럼")],
];

function mount(element, { call, events, attempt, notice }) {
  const now = h("p", { class: "now" });
  const moment = h("input", { type: "text", placeholder: "2026-12-24T23:59:30", size: 24 });
  const seconds = h("input", { type: "number", value: "60", step: "any" });
  const settings = h("form");
  const others = h("table");

  let shift = 0;
  let frozen = null;

  function showClock(clock) {
    shift = Date.parse(clock.now) - Date.now();
    frozen = clock.frozen ? Date.parse(clock.now) : null;
    tick();
  }

  function tick() {
    const at = new Date(frozen ?? Date.now() + shift);
    const korea = at.toLocaleString(language(), { timeZone: "Asia/Seoul", dateStyle: "full", timeStyle: "medium" });
    fill(now, h("strong", {}, korea), " ", say("in Korea", "(한국)"),
      frozen === null ? null : h("span", { class: "warn" }, " — ", say("stopped", "멈춤")));
  }

  const change = (path, body) => () =>
    attempt(async () => showClock(await call("POST", `/clock/${path}`, body?.())));

  function clock() {
    return h("fieldset", {}, h("legend", {}, say("Clock of the server", "서버의 시계")), now,
      h("div", { class: "row" },
        labelled(say("Moment (Korean time; empty: now)", "시각 (한국 시간, 비우면 지금)"), moment),
        button(say("Stop the clock", "시계 멈추기"),
          change("freeze", () => (moment.value.trim() ? { at: moment.value.trim() } : {}))),
        button(say("Back to the machine's time", "컴퓨터의 시각으로"), change("release"))),
      h("div", { class: "row" },
        STEPS.map(([by, text]) => button(text, change("move", () => ({ seconds: by })))),
        labelled(say("Seconds", "초"), seconds),
        button(say("Move", "옮기기"), change("move", () => ({ seconds: Number(seconds.value) })))));
  }

  function showSettings(all) {
    const envelope = choice(["guide", "observed", "legacy"], all.envelope);
    const numbers = NUMBERS.map(([name, text]) =>
      [name, text, h("input", { type: "number", min: "0", step: "any", value: String(all[name]) })]);
    const keys = h("textarea", { rows: 4, value: written(all.access_keys), spellcheck: "false" });
    const save = async () => {
      const changes = { envelope: envelope.value, access_keys: keysOf(keys.value) };
      for (const [name, , input] of numbers) changes[name] = Number(input.value);
      for (const name of Object.keys(changes)) if (same(changes[name], all[name])) delete changes[name];
      await attempt(async () => {
        showSettings(await call("PATCH", "/settings", changes));
        notice(String(say("The settings are changed.", "설정을 바꿨습니다.")));
      });
    };
    fill(settings,
      h("div", { class: "row" }, labelled(say("Envelope", "응답 형식"), envelope),
        numbers.map(([, text, input]) => labelled(text, input, say("0: no limit", "0이면 제한이 없습니다")))),
      labelled(say("Access keys, one a line: KEY, or KEY=DOMAIN,DOMAIN", "액세스 키. 한 줄에 하나씩: KEY 또는 KEY=DOMAIN,DOMAIN"),
        keys, say("empty: any key is allowed", "비우면 모든 키를 허용합니다")),
      h("p", {}, button(say("Change the settings", "설정 바꾸기"), save, { class: "main" })));
    const known = ["envelope", "access_keys", ...NUMBERS.map(([name]) => name)];
    fill(others, h("caption", {}, say("Chosen at the start", "시작할 때 정한 것")),
      Object.entries(all).filter(([name]) => !known.includes(name)).map(([name, value]) =>
        h("tr", {}, h("th", { scope: "row" }, h("code", {}, name)),
          h("td", {}, foreign(typeof value === "string" ? value : JSON.stringify(value))))));
  }

  function reset() {
    const boxes = PARTS.map(([name, text]) => [name, h("input", { type: "checkbox", checked: true }), text]);
    return h("fieldset", {}, h("legend", {}, say("Be as at the beginning", "처음처럼")),
      h("div", { class: "row" }, boxes.map(([, box, text]) => h("label", {}, box, " ", text))),
      h("p", {}, button(say("Reset", "되돌리기"), () => attempt(async () => {
        const only = boxes.filter(([, box]) => box.checked).map(([name]) => name);
        if (!only.length) return;
        await call("POST", "/reset", { only });
        notice(String(say("Reset.", "되돌렸습니다.")));
        await load();
      }), { class: "danger" })));
  }

  async function load() {
    await attempt(async () => {
      showClock(await call("GET", "/clock"));
      showSettings(await call("GET", "/settings"));
    });
  }

  element.append(clock(),
    h("fieldset", {}, h("legend", {}, say("Settings", "설정")), settings, others), reset());
  setInterval(tick, 1000);
  document.addEventListener("language", tick);
  events.on("clock", showClock);
  events.on("settings", showSettings);
  events.on("hello", load);
  load();
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function written(keys) {
  return Object.entries(keys || {})
    .map(([key, domains]) => (domains.length ? `${key}=${domains.join(",")}` : key)).join("\n");
}

function keysOf(text) {
  const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
  if (!lines.length) return null;
  return Object.fromEntries(lines.map((line) => {
    const [key, domains = ""] = line.split("=", 2);
    return [key.trim(), domains.split(",").map((name) => name.trim()).filter(Boolean)];
  }));
}

export default { id: "clock", title: say("Clock and settings", "시계와 설정"), mount };
