// One dialog that is led from this page: what is said, what is answered, what is asked for.

import { dialog as send, dialogAddress } from "./api.js";
import { button, fill, foreign, h } from "./dom.js";
import { exchangeOf, parsed, slotTexts } from "./exchange.js";
import { say } from "./language.js";
import { recordsForm } from "./records.js";
import { exchangeList } from "./rows.js";
import { takeAway } from "./saved.js";

const MOST_VALUES = 20;

/** What has been said from this page, the latest last: the arrow up recalls it. */
const recalled = [];

/** A dialog, and its element. `plan`: {domain, method, key} of one to open, or {uuid} of one that
    somebody else leads, which is then gone on with under its own key. */
export class Conversation {
  uuid = "";
  ended = false;
  #turns = [];
  #last = 0;
  #back = 0;
  #made = Promise.resolve();

  constructor(plan, context, changed) {
    this.plan = plan;
    this.context = context;
    this.changed = changed;
    this.input = h("input", {
      type: "text", class: "utterance", autocomplete: "off", "aria-label": say("What you say", "할 말"),
      placeholder: say("Say something, Enter sends", "할 말을 쓰고 Enter를 누르세요"),
      onkeydown: (event) => this.#key(event),
    });
    const turns = h("div", { class: "turns scroll", tabindex: "0", role: "log", "aria-label": say("Conversation", "대화") });
    this.list = exchangeList(turns, context);
    this.values = h("div", { class: "values row", role: "group", "aria-label": say("Values of the slot that is asked for", "묻고 있는 슬롯의 값") });
    this.records = h("div", { class: "records" });
    this.session = h("aside", { class: "session", "aria-label": say("Session", "세션") });
    this.form = h("form", { class: "say", onsubmit: (event) => {
      event.preventDefault();
      this.#speak(this.input.value);
    } }, this.input, h("button", { type: "submit", class: "main" }, say("Send", "보내기")));
    this.end = button(say("End", "끝내기"), () => this.close(), { class: "small" });
    const bar = h("div", { class: "bar row" },
      this.end,
      button(say("Restart", "다시 시작"), () => this.restart(), { class: "small" }),
      takeAway(() => this.uuid, context),
      button(say("Make an error happen", "오류 내기"), () => context.goTo("break", { uuid: this.uuid }), { class: "small" }));
    this.element = h("div", { class: "conversation" },
      h("div", { class: "led" }, bar, turns, this.values, this.records, this.form), this.session);
  }

  /** What its tab says. */
  get title() {
    return `${this.plan.domain || "?"} ${this.uuid.slice(-6)}`.trim();
  }

  /** Open it, or read what was said in it. */
  async begin() {
    this.input.disabled = true;
    if (this.plan.uuid) return this.#takeOver();
    const { domain, method, key } = this.plan;
    const result = await this.#perform(
      { method: "open_dialog", name: domain, access_method: method }, { domain }, key);
    this.ended = !this.uuid || result?.state === "end";
    await this.#refresh(result);
    return undefined;
  }

  /** The same again, from the beginning. */
  async restart() {
    if (this.plan.uuid) this.plan = { ...this.plan, uuid: "", key: this.plan.key || "test" };
    this.input.disabled = true;
    if (!this.ended) await this.close();
    this.uuid = "";
    this.ended = false;
    this.#turns = [];
    await this.begin();
    this.input.focus();
  }

  /** End it as a bot does. */
  async close() {
    if (this.ended || !this.uuid) return;
    if (this.plan.uuid) {
      await this.context.attempt(() => this.context.call("DELETE", `/sessions/${this.uuid}`));
    } else {
      await this.#perform({ method: "close_dialog", uuid: this.uuid }, {}, this.plan.key);
    }
    this.ended = true;
    await this.#refresh(null);
  }

  async #takeOver() {
    const { uuid } = this.plan;
    const told = await this.context.attempt(() => this.context.call("GET", `/sessions/${uuid}`));
    if (!told) {
      this.ended = true;
      return;
    }
    this.uuid = uuid;
    this.plan = {
      uuid, domain: told.session.domain, method: told.session.access_method, key: told.session.access_key,
    };
    this.#turns = told.history.map((entry) => ({ key: `e${entry.number}`, exchange: exchangeOf(entry) }));
    this.#last = told.history.at(-1)?.number ?? 0;
    this.list.set(this.#turns);
    await this.#refresh({ state: told.session.pending ? "data_request" : "dialog" });
    this.list.toEnd();
  }

  #key(event) {
    if (event.isComposing && event.key === "Enter") event.preventDefault();
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!step || !recalled.length) return;
    event.preventDefault();
    this.#back = Math.min(Math.max(this.#back + step, 0), recalled.length);
    this.input.value = this.#back ? recalled.at(-this.#back) : "";
  }

  #speak(text) {
    if (this.ended || !text) return;
    if (recalled.at(-1) !== text) recalled.push(text);
    this.#back = 0;
    this.input.value = "";
    this.input.focus();
    this.#turn({ text });
  }

  /** A turn, {text} or {data}, as soon as those before it are made. */
  #turn(said) {
    const next = () => this.ended || this.#make(said);
    this.#made = this.#made.then(next, next);
    return this.#made;
  }

  async #make(said) {
    this.form.setAttribute("aria-busy", "true");
    try {
      const shown = { text: said.text ?? "", records: said.data ? said.data.length : null };
      const result = await this.#perform({ method: "dialog", uuid: this.uuid, ...said }, shown, this.plan.key);
      if (result?.state === "end") this.ended = true;
      await this.#refresh(result);
    } finally {
      this.form.removeAttribute("aria-busy");
      // What had the focus may be gone; what somebody has gone to meanwhile keeps it.
      if (document.activeElement === document.body) this.input.focus();
    }
  }

  /** Make a call, and show it. What was answered: `result` of the return object, or null. */
  async #perform(argument, shown, key) {
    const turn = { key: `t${this.#turns.length}-${Date.now()}`, exchange: {
      method: argument.method, state: "", status: 0, system_text: "…", message: "", requests: [], ...shown,
    } };
    this.#turns = [...this.#turns, turn];
    this.list.set(this.#turns);
    this.list.toEnd();
    const { own, answer, status, took, network } = await this.#call(argument, key);
    const returned = parsed(answer);
    const result = returned?.return_object?.result ?? null;
    const readable = result || returned?.reason;
    if (returned?.return_object?.uuid && argument.method === "open_dialog") {
      this.uuid = returned.return_object.uuid;
      this.changed();
    }
    const exchange = {
      ...turn.exchange, status, took, network,
      state: result?.state || "", message: result?.message || returned?.reason || "",
      system_text: readable ? result?.system_text || "" : answer || "",
      requests: result?.data_request || [],
    };
    const entry = await this.#entry(argument.method);
    const known = entry ? { ...exchangeOf(entry), took, network } : exchange;
    // What has really come is shown, whatever the server meant to send.
    const seen = { ...known, system_text: exchange.system_text, state: exchange.state, requests: exchange.requests };
    if (network || !readable) seen.message = "";
    this.#turns = this.#turns.map((one) => (one === turn ? { key: turn.key, exchange: seen, own } : one));
    this.list.set(this.#turns);
    this.list.toEnd();
    return network || !readable ? null : result;
  }

  /** Make a call: as a bot does, or in a session of somebody else by the admin API. */
  async #call(argument, key) {
    if (this.plan.uuid) {
      const { text, data } = argument;
      const began = performance.now();
      let done;
      try {
        done = await this.context.call("POST", `/sessions/${this.uuid}/dialog`, data ? { data } : { text });
      } catch (problem) {
        return { answer: "", status: 0, took: performance.now() - began, network: problem.message };
      }
      const took = performance.now() - began;
      return { answer: done.answer, status: done.status, took };
    }
    const body = JSON.stringify({ access_key: key, argument });
    const { status, text, took } = await send(body);
    return status
      ? { own: { body }, answer: text, status, took }
      : { own: { body }, answer: "", status, took, network: `${text} (${dialogAddress()})` };
  }

  /** The entry of the journal that the last call has made, where one is kept. */
  async #entry(method) {
    const when = this.uuid ? `uuid = "${this.uuid}"` : `method = "${method}"`;
    try {
      const found = await this.context.call("POST", "/journal/search", { when, since: this.#last, limit: 1 });
      const entry = found.entries.at(-1);
      if (entry?.method !== method) return null;
      this.#last = entry.number;
      return entry;
    } catch {
      return null; // the turn is shown without its details
    }
  }

  /** Show where the session stands, and what can be said. */
  async #refresh(result) {
    fill(this.values);
    this.end.disabled = this.ended;
    if (this.ended || !this.uuid) {
      this.input.disabled = true;
      fill(this.records);
      fill(this.session, h("p", { class: "soft" }, this.uuid
        ? say("The dialog has ended.", "대화가 끝났습니다.") : say("No dialog was opened.", "대화가 열리지 않았습니다.")));
      return;
    }
    await this.context.attempt(async () => {
      const when = `uuid = "${this.uuid}"`;
      const { sessions } = await this.context.call("POST", "/sessions/search", { when, limit: 1 });
      if (sessions.length) this.#showSession(sessions[0]);
      if (sessions[0]?.pending) await this.#showRecords();
      else fill(this.records);
      if (result && !sessions[0]?.pending) await this.#showValues();
    });
    this.input.disabled = false;
  }

  async #showValues() {
    const asked = await this.context.call("GET", `/sessions/${this.uuid}/answers?limit=${MOST_VALUES}`);
    const values = asked.values || [];
    if (!values.length) return;
    fill(this.values, h("span", { class: "soft" }, foreign(asked.slot)), values.map((value) =>
      button(foreign(value), () => this.#speak(value), { class: "small" })),
    asked.total > values.length ? h("span", { class: "soft" }, `… ${asked.total}`) : null);
  }

  async #showRecords() {
    const asked = await this.context.call("GET", `/sessions/${this.uuid}/records`);
    fill(this.records, recordsForm(asked.requests, (data) => this.#turn({ data })));
    if ([document.body, this.input].includes(document.activeElement)) this.records.querySelector("button.main").focus();
  }

  #showSession(session) {
    const rows = [
      [say("task", "태스크"), session.task], [say("turn", "발화"), String(session.turn)],
      [say("act", "행위"), session.act || "—"], [say("asks for", "묻는 것"), session.asked || "—"],
      [say("missing", "필요한 것"), (session.missing || []).join(", ") || "—"],
      ...(session.day ? [[say("day", "날짜"), session.day]] : []),
    ];
    const slots = Object.entries(slotTexts(session));
    fill(this.session, h("h2", {}, say("Session", "세션")), h("p", { class: "code" }, session.uuid),
      h("table", {}, rows.map(([name, value]) => h("tr", {}, h("th", { scope: "row" }, name), h("td", {}, foreign(value))))),
      h("h3", {}, say("Slots", "슬롯")),
      slots.length ? h("table", { class: "slots" }, slots.map(([name, value]) =>
        h("tr", {}, h("th", { scope: "row" }, foreign(name)), h("td", {}, foreign(value)))))
        : h("p", { class: "soft" }, say("no slot is filled", "채워진 슬롯이 없습니다")),
      button(say("Change it", "바꾸기"), () => this.context.goTo("sessions", { uuid: this.uuid }), { class: "small" }));
  }
}
