// A long list on one side, of which one is chosen and shown on the other.

import { h } from "./dom.js";
import { Windowed } from "./windowed.js";

/** The list, whose items have a `uuid`; `lines(item)` makes what its button shows, `choose(uuid)`
    is called with the one that is pressed. The arrow keys go from one to the next. */
export class Chooser {
  chosen = null;

  constructor(label, lines, choose) {
    this.element = h("div", { class: "index scroll", role: "group", "aria-label": label });
    const render = (item) => h("button", {
      type: "button", class: "one", "aria-pressed": String(this.chosen === item.uuid), "data-uuid": item.uuid,
      onclick: () => choose(item.uuid), onkeydown: (event) => this.#move(event, item),
    }, lines(item));
    this.list = new Windowed(this.element, { render, key: (item) => item.uuid, height: 60 });
  }

  /** Show which one is chosen. */
  mark(uuid) {
    this.chosen = uuid;
    for (const one of this.element.querySelectorAll(".one")) {
      one.setAttribute("aria-pressed", String(one.dataset.uuid === uuid));
    }
  }

  #move(event, item) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = this.list.items[this.list.items.findIndex(({ uuid }) => uuid === item.uuid) + step];
    if (next) this.list.reveal(next.uuid)?.focus();
  }
}

/** A line of such a button: texts that are cut where there is no room. */
export const line = (...children) => h("span", { class: "line" }, children);
