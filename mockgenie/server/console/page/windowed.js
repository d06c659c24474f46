// Long lists, of which only what is visible is in the document.

import { h } from "./dom.js";

const MARGIN = 600;

/** A list in an element that scrolls. `render(item)` makes the element of one; `key(item)` tells
    it from the others; an item that has changed is a new object with the same key. Rows may have
    any height; where one was never shown, `height` pixels are guessed. */
export class Windowed {
  #heights = new Map();
  #rows = new Map();
  #items = [];
  #waits = false;

  constructor(element, { render, key, height = 60 }) {
    this.element = element;
    this.render = render;
    this.key = key;
    this.guess = height;
    this.above = h("div", { "aria-hidden": "true" });
    this.below = h("div", { "aria-hidden": "true" });
    element.append(this.above, this.below);
    element.addEventListener("scroll", () => this.#later(), { passive: true });
    new ResizeObserver(() => this.#later()).observe(element);
    document.addEventListener("language", () => this.again());
  }

  /** The items, in the order in which they are shown. */
  get items() {
    return this.#items;
  }

  /** Show these. Who looks at the end goes on seeing the end. */
  set(items, followsEnd = false) {
    const atEnd = followsEnd && this.isAtEnd();
    this.#items = items;
    this.#draw();
    if (atEnd) this.toEnd();
    this.#later();
  }

  /** Make all rows anew: what they show is not in their items alone. */
  again() {
    for (const { node } of this.#rows.values()) node.remove();
    this.#rows.clear();
    this.#later();
  }

  isAtEnd() {
    const { scrollTop, clientHeight, scrollHeight } = this.element;
    return scrollTop + clientHeight >= scrollHeight - 30;
  }

  toEnd() {
    for (let turn = 0; turn < 3; turn++) {
      this.element.scrollTop = this.element.scrollHeight;
      this.#draw();
    }
  }

  /** Bring an item into view. */
  reveal(key) {
    let top = 0;
    for (const item of this.#items) {
      if (this.key(item) === key) break;
      top += this.#height(item);
    }
    const { scrollTop, clientHeight } = this.element;
    if (top < scrollTop || top > scrollTop + clientHeight - this.guess) this.element.scrollTop = top;
    this.#draw();
    return this.#rows.get(key)?.node;
  }

  #height(item) {
    return this.#heights.get(this.key(item)) ?? this.guess;
  }

  #later() {
    if (this.#waits) return;
    this.#waits = true;
    requestAnimationFrame(() => {
      this.#waits = false;
      this.#draw();
    });
  }

  #draw() {
    if (this.element.clientHeight === 0) return; // its pane is behind others
    const from = this.element.scrollTop - MARGIN;
    const to = from + this.element.clientHeight + 2 * MARGIN;
    let top = 0;
    let above = 0;
    let below = 0;
    const visible = [];
    for (const item of this.#items) {
      const height = this.#height(item);
      if (top + height < from) above += height;
      else if (top > to) below += height;
      else visible.push(item);
      top += height;
    }
    this.#place(visible);
    this.above.style.height = `${above}px`;
    this.below.style.height = `${below}px`;
    this.#measure(visible);
  }

  #place(visible) {
    const keys = new Set(visible.map(this.key));
    for (const [key, row] of this.#rows) {
      if (keys.has(key)) continue;
      row.node.remove();
      this.#rows.delete(key);
    }
    let after = this.above;
    for (const item of visible) {
      const key = this.key(item);
      let row = this.#rows.get(key);
      if (row?.item !== item) {
        const node = this.render(item);
        const hadFocus = row?.node.contains(document.activeElement);
        if (row) row.node.replaceWith(node);
        if (hadFocus) (node.matches("button") ? node : node.querySelector("button, a"))?.focus();
        row = { item, node };
        this.#rows.set(key, row);
      }
      if (after.nextSibling !== row.node) after.after(row.node);
      after = row.node;
    }
  }

  #measure(visible) {
    let changed = false;
    for (const item of visible) {
      const key = this.key(item);
      const node = this.#rows.get(key).node;
      const height = node.getBoundingClientRect().height + Number.parseFloat(getComputedStyle(node).marginBottom);
      if (Math.abs(height - this.#height(item)) > 1) changed = true;
      this.#heights.set(key, height);
    }
    if (changed) this.#later();
  }
}
