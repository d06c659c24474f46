// Tabs as the keyboard knows them: Tab goes to the one in front, the arrows to the others.

import { h, set } from "./dom.js";

/** A row of tabs; `select(id)` brings one to the front and calls `use(id)`. */
export class Tabs {
  #tabs = new Map();
  front = "";

  constructor(label, use, properties = {}) {
    this.use = use;
    this.element = h("div", { class: "tabs", role: "tablist", "aria-label": label, ...properties });
  }

  get ids() {
    return [...this.#tabs.keys()];
  }

  /** Add a tab for `panel`, before the one that is `next`. */
  add(id, title, panel, next = "") {
    const tab = h("button", {
      id: `tab-${id}`, type: "button", role: "tab", "aria-controls": panel.id, "aria-selected": "false",
      onclick: () => this.select(id), onkeydown: (event) => this.#turn(event, id),
    }, title);
    tab.tabIndex = -1;
    for (const [name, value] of Object.entries({ role: "tabpanel", "aria-labelledby": tab.id, hidden: true })) {
      set(panel, name, value);
    }
    this.element.insertBefore(tab, this.#tabs.get(next)?.tab ?? null);
    const rows = [...this.#tabs];
    const at = next ? rows.findIndex(([one]) => one === next) : rows.length;
    rows.splice(at, 0, [id, { tab, panel }]);
    this.#tabs = new Map(rows);
    return tab;
  }

  remove(id) {
    const { tab, panel } = this.#tabs.get(id);
    tab.remove();
    panel.remove();
    this.#tabs.delete(id);
  }

  select(id, focus = false) {
    this.front = id;
    for (const [one, { tab, panel }] of this.#tabs) {
      panel.hidden = one !== id;
      tab.setAttribute("aria-selected", String(one === id));
      tab.tabIndex = one === id ? 0 : -1;
    }
    const { tab } = this.#tabs.get(id);
    tab.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (focus) tab.focus();
    this.use(id);
  }

  #turn(event, id) {
    const { ids } = this;
    const at = ids.indexOf(id);
    const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: ids.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    this.select(ids[(next + ids.length) % ids.length], true);
  }
}
