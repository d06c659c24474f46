// Exchanges as rows of a long list.

import { exchangeElement } from "./exchange.js";
import { Windowed } from "./windowed.js";

/** A long list of exchanges in `element`. An item is {key, exchange, own}; what was opened in one
    is still open when it comes back into view. */
export function exchangeList(element, context) {
  let made = new WeakMap();
  document.addEventListener("language", () => (made = new WeakMap()));
  const render = (item) => {
    if (!made.has(item)) made.set(item, exchangeElement(item.exchange, context, item.own));
    return made.get(item);
  };
  return new Windowed(element, { render, key: (item) => item.key, height: 110 });
}
