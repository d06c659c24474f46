// The bot's part with external_data: the records that a turn asks for, offered, edited and sent.

import { button, fill, foreign, h, labelled } from "./dom.js";
import { say } from "./language.js";

/** A form for the entries of a data_request; `send(data)` is called with the records. */
export function recordsForm(requests, send) {
  const parts = requests.map((request) => new Part(request));
  return h("form", { class: "data-request", onsubmit: (event) => event.preventDefault() },
    parts.map((part) => part.element),
    h("p", { class: "row" },
      button(say("Send the records", "레코드 보내기"), () => send(dataOf(parts)), { class: "main" }),
      button(say("Send none: nothing was found", "없음으로 보내기"), () => send([]))));
}

/** What is sent: the records of all classes, and behind them how many there are in all. */
function dataOf(parts) {
  const counts = Object.assign({}, ...parts.map((part) => part.count()));
  const records = parts.flatMap((part) => part.records());
  return Object.keys(counts).length ? [...records, counts] : records;
}

class Part {
  #rows = [];

  constructor({ entity, slots, condition, records, fitting, held, problem }) {
    this.slots = slots;
    this.body = h("tbody");
    const more = fitting > records.length ? String(fitting) : "";
    this.total = h("input", { type: "number", min: "0", value: more, class: "count" });
    for (const record of records) this.#add(record);
    this.element = h("fieldset", {},
      h("legend", {}, say("Records of ", "레코드: "), foreign(entity)),
      h("p", {}, say("where ", "조건 "), condition ? h("code", {}, foreign(condition)) : say("no condition: all of them", "조건 없음: 모두")),
      h("p", { class: problem ? "warn" : "soft" }, problem ? foreign(problem)
        : say(`${fitting} of ${held} in the instances fit`, `인스턴스 ${held}개 가운데 ${fitting}개가 맞습니다`)),
      h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": say("Records", "레코드") }, h("table", {},
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, say("send", "보냄")),
          slots.map((slot) => h("th", { scope: "col" }, foreign(slot))))), this.body)),
      h("div", { class: "row" },
        button(say("Add a record", "레코드 추가"), () => this.#add({}).querySelector("input[type=text]")?.focus()),
        labelled(say("How many there are in all (<count>)", "전체 개수 (<count>)"), this.total,
          say("empty: those that are sent", "비우면 보내는 것이 전부입니다"))));
  }

  #add(record) {
    const names = [...new Set([...this.slots, ...Object.keys(record)])];
    const number = this.#rows.length + 1;
    const box = h("input", { type: "checkbox", checked: true, "aria-label": say(`send record ${number}`, `${number}번 레코드 보내기`) });
    const inputs = names.map((name) => [name, h("input", {
      type: "text", value: String(record[name] ?? ""), "aria-label": `${name} ${number}`,
    })]);
    const shown = this.slots.map((slot) => inputs.find(([name]) => name === slot)[1]);
    const row = fill(h("tr"), h("td", {}, box), shown.map((input) => h("td", {}, input)));
    this.#rows.push({ box, inputs });
    this.body.append(row);
    return row;
  }

  records() {
    return this.#rows.filter(({ box }) => box.checked).map(({ inputs }) =>
      Object.fromEntries(inputs.filter(([, input]) => input.value !== "").map(([name, input]) => [name, input.value])));
  }

  count() {
    if (this.total.value === "") return {};
    return Object.fromEntries(this.slots.map((slot) => [slot, `<count>${this.total.value}</count>`]));
  }
}
