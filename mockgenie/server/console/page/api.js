// The admin API and /Dialog, as this page calls them.

import { h, labelled } from "./dom.js";
import { say } from "./language.js";
import { keepInTab, keptInTab } from "./storage.js";

const ROOT = new URL("..", import.meta.url);
const DIALOG = new URL("/Dialog", ROOT);
const TOKEN = "mockgenie.token";

let asking = null;

/** Why the admin API does not do something: `status`, `message` (what is wrong and what would be
    right) and `where`, the field that is wrong. Status 0: nothing answers. */
export class Problem extends Error {
  constructor(status, message, where = "") {
    super(where ? `${where}: ${message}` : message);
    this.status = status;
    this.where = where;
    this.detail = message;
  }
}

/** Ask the admin API; `path` is below /__mockgenie. What it answers: JSON as values, anything else
    as text, null for nothing. Throws a Problem. */
export async function call(method, path, body) {
  const response = await raw(method, path, body);
  if (response.status === 204) return null;
  const type = response.headers.get("Content-Type") || "";
  return type.startsWith("application/json") ? response.json() : response.text();
}

/** The response of the admin API, which is none that refuses. Throws a Problem. */
export async function raw(method, path, body, more = {}) {
  for (;;) {
    const token = keptInTab(TOKEN);
    const headers = token ? { ...more, Authorization: `Bearer ${token}` } : { ...more };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    let response;
    try {
      response = await fetch(new URL(path.replace(/^\//, ""), ROOT), {
        method, headers, cache: "no-store",
        body: body === undefined ? undefined : JSON.stringify(body),
      });
    } catch {
      throw new Problem(0, String(say("the server does not answer", "서버가 응답하지 않습니다")));
    }
    if (response.ok) return response;
    if (response.status !== 401) throw await problemOf(response);
    await askForToken(token);
  }
}

async function problemOf(response) {
  try {
    const told = await response.json();
    return new Problem(response.status, told.detail || response.statusText, told.where);
  } catch {
    return new Problem(response.status, response.statusText);
  }
}

/** A path with a query of what is not empty. */
export function withQuery(path, parameters) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value) query.set(name, value);
  return query.size ? `${path}?${query}` : path;
}

/** Call /Dialog as a bot does, with the text of a body: {status, text, took}, with `took` in
    milliseconds; where no answer has come, status 0 and the reason as `text`. */
export async function dialog(body) {
  const began = performance.now();
  const headers = { "Content-Type": "application/json" };
  try {
    const response = await fetch(DIALOG, { method: "POST", headers, body, cache: "no-store" });
    const text = await response.text();
    return { status: response.status, text, took: performance.now() - began };
  } catch (error) {
    return { status: 0, text: String(error.message || error), took: performance.now() - began };
  }
}

/** Where bots call this server. */
export const dialogAddress = () => String(DIALOG);

/** Ask the reader for the admin token, once for all who wait for it. `tried`: the one that the
    server has refused. */
function askForToken(tried) {
  if (keptInTab(TOKEN) !== tried) return Promise.resolve();
  asking ||= new Promise((resolve) => {
    const input = h("input", { type: "password", autocomplete: "off", required: true });
    const form = h("form", { method: "dialog" },
      h("h2", {}, say("Admin token", "관리 토큰")),
      h("p", {}, tried
        ? say("That is not the token of this server.", "이 서버의 토큰이 아닙니다.")
        : say("This server was started with an admin token. It is kept until this tab is closed.",
          "이 서버는 관리 토큰으로 시작했습니다. 토큰은 이 탭을 닫을 때까지 기억합니다.")),
      labelled(say("Token", "토큰"), input),
      h("button", { type: "submit", class: "main" }, say("Go on", "계속")));
    const box = h("dialog", { "aria-label": say("Admin token", "관리 토큰") }, form);
    box.addEventListener("cancel", (event) => event.preventDefault());
    form.addEventListener("submit", () => {
      keepInTab(TOKEN, input.value.trim());
      asking = null;
      box.remove();
      resolve();
    });
    document.body.append(box);
    box.showModal();
  });
  return asking;
}
