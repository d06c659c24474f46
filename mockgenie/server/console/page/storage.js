// What a browser remembers for the page; one that remembers nothing is no reason to fail.

/** What is kept for as long as the browser likes, "" for nothing. */
export const kept = (key) => read("localStorage", key);

/** Keep it. */
export const keep = (key, value) => write("localStorage", key, value);

/** What is kept as long as this tab of the browser is open, "" for nothing. */
export const keptInTab = (key) => read("sessionStorage", key);

/** Keep it as long. */
export const keepInTab = (key, value) => write("sessionStorage", key, value);

function read(where, key) {
  try {
    return window[where].getItem(key) || "";
  } catch {
    return "";
  }
}

function write(where, key, value) {
  try {
    window[where].setItem(key, value);
  } catch {
    // It is asked for again.
  }
}
