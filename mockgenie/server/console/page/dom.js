// Elements. Every text is set as text: nothing that somebody has said becomes a part of the page.

import { Said, say } from "./language.js";

const SHOWN = 2000;

/** An element. `properties`: listeners as `onclick`, properties as `value` and `checked`,
    attributes otherwise (true: without a value; false, null: none); a Said changes with the
    language. `children`: nodes, texts, Saids, lists of them; null is none. */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) set(element, name, value);
  append(element, children);
  return element;
}

/** Put other children into an element. */
export function fill(element, ...children) {
  element.replaceChildren();
  append(element, children);
  return element;
}

/** Set an attribute, property or listener, as `h` does. */
export function set(element, name, value) {
  if (name.startsWith("on")) {
    element.addEventListener(name.slice(2), value);
  } else if (name === "value" || name === "checked" || name === "hidden" || name === "disabled") {
    element[name] = value;
  } else if (value instanceof Said) {
    (element.saidAttributes ||= new Map()).set(name, value);
    element.setAttribute(name, String(value));
  } else if (value !== null && value !== undefined && value !== false) {
    element.setAttribute(name, value === true ? "" : value);
  }
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    if (child instanceof Node) {
      element.append(child);
    } else {
      const text = document.createTextNode(String(child));
      if (child instanceof Said) text.said = child;
      element.append(text);
    }
  }
}

/** What somebody else has said, alone: its direction of writing ends with it. A very long one is
    cut, with a button for the rest. */
export function foreign(text, properties = {}) {
  const whole = String(text ?? "");
  if (whole.length <= SHOWN) return h("bdi", { dir: "auto", ...properties }, whole);
  const shown = h("bdi", { dir: "auto", ...properties }, `${whole.slice(0, SHOWN)}…`);
  const more = h("button", { type: "button", class: "small", onclick: () => {
    shown.textContent = whole;
    more.remove();
  } }, say(`all ${whole.length} letters`, `${whole.length}자 모두 보기`));
  return h("span", {}, shown, " ", more);
}

let numbered = 0;

/** An id that no other element has. */
export const newId = () => `n${++numbered}`;

/** A control with its label above it; `hint` stands below it. */
export function labelled(label, control, hint = null) {
  control.id ||= newId();
  const below = hint && h("span", { class: "hint", id: newId() }, hint);
  if (below) control.setAttribute("aria-describedby", below.id);
  return h("div", { class: "field" }, h("label", { for: control.id }, label), control, below);
}

/** A list to choose one from: rows of [value, text], or values that are texts. */
export function choice(rows, value, properties = {}) {
  const options = rows.map((row) => {
    const [own, text] = Array.isArray(row) ? row : [row, row];
    return h("option", { value: own, selected: own === value }, text);
  });
  return h("select", properties, options);
}

/** A button that does something; while that is under way it cannot be pressed again. */
export function button(text, act, properties = {}) {
  const made = h("button", { type: "button", ...properties }, text);
  made.addEventListener("click", async (event) => {
    if (made.getAttribute("aria-disabled") === "true") return;
    made.setAttribute("aria-disabled", "true");
    try {
      await act(event);
    } finally {
      made.removeAttribute("aria-disabled");
    }
  });
  return made;
}
