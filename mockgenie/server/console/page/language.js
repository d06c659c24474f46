// What the page says, in English and in Korean: both stand side by side where it is said.

import { kept, keep } from "./storage.js";

const KEY = "mockgenie.language";

let current = kept(KEY) || (navigator.language.toLowerCase().startsWith("ko") ? "ko" : "en");

/** A text of the page in both languages. As a string it is in that of the page. */
export class Said {
  constructor(en, ko) {
    this.en = en;
    this.ko = ko;
  }

  toString() {
    return this[current];
  }
}

/** A text of the page: in English, and in Korean. */
export const say = (en, ko) => new Said(en, ko);

/** "en" or "ko". */
export const language = () => current;

/** Go on in another language: whatever `h` has made of a Said changes with it. What a pane has
    made of strings it makes again at the event "language" of the document. */
export function speak(other) {
  current = other;
  keep(KEY, other);
  document.documentElement.lang = other;
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.said) node.data = String(node.said);
    for (const [name, said] of node.saidAttributes || []) node.setAttribute(name, String(said));
  }
  document.dispatchEvent(new Event("language"));
}
