// Watch: the conversations of bots as they happen, the newest first.

import { Chooser, line } from "../chooser.js";
import { button, fill, foreign, h, labelled } from "../dom.js";
import { exchangeOf } from "../exchange.js";
import { say } from "../language.js";
import { exchangeList } from "../rows.js";
import { takeAway } from "../saved.js";

const PAGE = 1000;
const MOST_KEPT = 50_000;
const NO_DIALOG = "";
const WAIT_MS = 150;

/** What has come and gone, by its session; `NO_DIALOG` for what belongs to none. */
class Conversations {
  #byUuid = new Map();
  #numbers = new Set();

  clear() {
    this.#byUuid.clear();
    this.#numbers.clear();
  }

  get count() {
    return this.#numbers.size;
  }

  get least() {
    return this.#numbers.size ? Math.min(...this.all().map((one) => one.rows[0].exchange.number)) : 0;
  }

  /** Take exchanges in, in any order; those that are known already are passed over. */
  add(exchanges) {
    const changed = new Map();
    for (const exchange of exchanges) {
      if (this.#numbers.has(exchange.number)) continue;
      this.#numbers.add(exchange.number);
      const uuid = exchange.uuid || NO_DIALOG;
      const known = changed.get(uuid) || this.#byUuid.get(uuid) || { uuid, rows: [] };
      const row = { key: exchange.number, exchange };
      const rows = changed.has(uuid) ? known.rows : [...known.rows];
      if (rows.length && rows.at(-1).key > row.key) {
        const at = rows.findIndex((one) => one.key > row.key);
        rows.splice(at, 0, row);
      } else {
        rows.push(row);
      }
      const wrong = exchange.message || exchange.fault || exchange.problems?.length;
      changed.set(uuid, {
        uuid, rows,
        domain: exchange.domain || known.domain || "",
        key: exchange.access_key || known.key || "",
        wrong: (known.wrong || 0) + (wrong ? 1 : 0),
      });
    }
    for (const [uuid, one] of changed) {
      this.#byUuid.delete(uuid);
      this.#byUuid.set(uuid, one);
    }
    if (this.#numbers.size > MOST_KEPT) this.#forget();
  }

  get(uuid) {
    return this.#byUuid.get(uuid);
  }

  all() {
    return [...this.#byUuid.values()];
  }

  /** Those in which something has happened last come first; of those that `numbers` knows, where
      it is not null. */
  newestFirst(numbers) {
    const fit = (one) => numbers === null || one.rows.some((row) => numbers.has(row.key));
    return this.all().filter(fit).sort((one, other) => other.rows.at(-1).key - one.rows.at(-1).key);
  }

  #forget() {
    const oldest = this.newestFirst(null).at(-1);
    this.#byUuid.delete(oldest.uuid);
    for (const row of oldest.rows) this.#numbers.delete(row.key);
  }
}

function mount(element, context) {
  const { call, attempt, events, goTo } = context;
  const conversations = new Conversations();
  let found = null; // the numbers of the exchanges for which the filter holds, null without one
  let asked = "";
  let seen = 0; // the highest number that the filter has looked at
  let waiting = [];
  let timer = 0;
  let missed = 0;

  const filter = h("input", { type: "text", class: "filter", spellcheck: "false", autocomplete: "off",
    placeholder: 'domain = "Weather" and message is filled' });
  const wrong = h("p", { class: "bad", role: "alert" });
  const count = h("span", { class: "soft", role: "status" });
  const notice = h("p", { class: "warn", hidden: true });
  const older = button(say("Show older ones", "이전 것 더 보기"), showOlder, { class: "small", hidden: true });
  const index = new Chooser(say("Conversations", "대화 목록"), summary, choose);
  const rows = h("div", { class: "turns scroll", tabindex: "0", role: "log", "aria-live": "off",
    "aria-label": say("Conversation", "대화") });
  const exchanges = exchangeList(rows, context);
  const head = h("div", { class: "head" });
  const told = h("div", { class: "told" }, head, rows);

  function summary(one) {
    const last = one.rows.at(-1).exchange;
    const said = last.text || (last.records ? `(${last.records})` : last.method || last.http);
    return [
      line(h("strong", {}, one.uuid === NO_DIALOG ? say("without a dialog", "대화 없음") : foreign(one.domain || "?")),
        h("code", {}, one.uuid.slice(-6)), h("span", { class: "space" }),
        one.wrong ? h("span", { class: "bad" }, `⚠ ${one.wrong}`) : null,
        h("span", { class: "soft" }, last.state || String(last.status), " · ", String(one.rows.length))),
      line(h("span", { class: "cut soft" }, foreign(short(said)), " → ", foreign(short(last.message || last.system_text)))),
    ];
  }

  function choose(uuid) {
    index.mark(uuid);
    element.classList.add("reading");
    showHead();
    exchanges.set(conversations.get(uuid)?.rows ?? []);
    exchanges.toEnd();
  }

  function showHead() {
    const one = conversations.get(index.chosen);
    const actions = one && one.uuid !== NO_DIALOG ? [
      takeAway(() => one.uuid, context),
      button(say("Go on by hand", "직접 이어 가기"), () => goTo("talk", { uuid: one.uuid }), { class: "small" }),
      button(say("Make an error happen", "오류 내기"), () => goTo("break", { uuid: one.uuid }), { class: "small" }),
    ] : [];
    fill(head, h("div", { class: "row" },
      button(say("← All", "← 전체"), () => {
        element.classList.remove("reading");
        index.list.again();
      }, { class: "small back" }),
      one ? h("strong", {}, foreign(one.domain || "?"), " ", h("code", {}, foreign(one.uuid))) : null,
      one?.key ? h("span", { class: "soft" }, say("key ", "키 "), foreign(one.key)) : null, actions));
  }

  function show() {
    const shown = conversations.newestFirst(found);
    index.list.set(shown);
    const keeps = events.hello.journal !== 0;
    const total = found === null ? conversations.count : found.size;
    fill(count, keeps ? say(`${shown.length} conversations, ${total} exchanges`, `대화 ${shown.length}개, 교환 ${total}개`)
      : say("this server keeps no journal (--journal 0)", "이 서버에는 저널이 없습니다 (--journal 0)"));
    if (index.chosen === null) return;
    const rowsNow = conversations.get(index.chosen)?.rows ?? [];
    if (rowsNow !== exchanges.items) exchanges.set(rowsNow, true);
  }

  function take(exchange) {
    waiting.push(exchange);
    timer ||= setTimeout(flush, WAIT_MS);
  }

  async function flush() {
    timer = 0;
    conversations.add(waiting);
    waiting = [];
    if (found !== null) await search();
    show();
  }

  async function search() {
    const when = asked;
    const news = await attempt(() => call("POST", "/journal/search", { when, since: seen, limit: PAGE }));
    if (!news || when !== asked) return;
    for (const entry of news.entries) {
      found.add(entry.number);
      seen = Math.max(seen, entry.number);
    }
    conversations.add(news.entries.map(exchangeOf));
  }

  async function apply() {
    asked = filter.value.trim();
    fill(wrong);
    filter.removeAttribute("aria-invalid");
    seen = 0;
    found = asked ? new Set() : null;
    if (asked) {
      try {
        const first = await call("POST", "/journal/search", { when: asked, limit: PAGE });
        conversations.add(first.entries.map(exchangeOf));
        for (const entry of first.entries) found.add(entry.number);
        seen = first.entries.at(-1)?.number ?? 0;
      } catch (problem) {
        found = null;
        filter.setAttribute("aria-invalid", "true");
        fill(wrong, foreign(problem.detail ?? problem.message));
      }
    }
    show();
  }

  async function load(before = 0) {
    const shown = await attempt(() => call("POST", "/journal/search", { before, limit: PAGE }));
    if (!shown) return;
    conversations.add(shown.entries.map(exchangeOf));
    older.hidden = shown.total <= shown.entries.length;
    missed = 0;
    notice.hidden = true;
    show();
  }

  function showOlder() {
    return load(conversations.least);
  }

  function leftOut(number) {
    missed += number;
    fill(notice, say(`${missed} events came too fast to be shown. `, `너무 빨리 와서 보여 주지 못한 소식이 ${missed}개 있습니다. `),
      button(say("Show what the journal has", "저널에 있는 것 보기"), () => load(), { class: "small" }));
    notice.hidden = false;
  }

  const label = labelled(say("Only those for which this condition holds", "이 조건에 맞는 것만"), filter,
    say("names: domain, text, state, message, fault, problems, turn, task, act, status … and slots",
      "이름: domain, text, state, message, fault, problems, turn, task, act, status … 그리고 슬롯"));
  element.append(
    h("div", { class: "choose" },
      h("form", { onsubmit: (event) => {
        event.preventDefault();
        apply();
      } }, label, h("div", { class: "row" },
        h("button", { type: "submit" }, say("Filter", "거르기")),
        button(say("All", "전체"), () => {
          filter.value = "";
          return apply();
        }),
        button(say("Empty the journal", "저널 비우기"), () => attempt(() => call("DELETE", "/journal"))), count)),
      wrong, notice, index.element, older),
    told);
  showHead();

  events.on("exchange", take);
  events.on("dropped", ({ count: number }) => leftOut(number));
  const forget = () => {
    waiting = [];
    conversations.clear();
    if (found) found.clear();
    seen = 0;
    show();
  };
  events.on("journal", forget);
  events.on("hello", ({ restarted, missed: gone }) => {
    if (restarted) forget();
    if (restarted || gone) load();
  });
  load();

  return {
    show: () => {
      index.list.set(index.list.items);
      exchanges.set(exchanges.items);
    },
    open: (asked) => choose(asked.uuid ?? asked),
  };
}

const short = (text) => (text || "").slice(0, 80);

export default { id: "watch", title: say("Watch", "지켜보기"), mount };
