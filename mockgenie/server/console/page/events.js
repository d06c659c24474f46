// News from the server, over one stream for the whole page (GET /events). After the server was
// restarted, or the network was gone, it goes on by itself.

import { Problem, raw } from "./api.js";

const FIRST_WAIT = 300;
const LONGEST_WAIT = 3000;

/** What the server tells, as it tells it. `state`: "connecting", "open" or "lost"; `hello`: what
    the server has said at the beginning. */
export class Events extends EventTarget {
  state = "connecting";
  problem = "";
  hello = {};
  #instance = "";
  #last = "";

  /** Have `use` called with the data of every event of a kind: "hello" at each beginning, with
      `restarted` where it is another server than before, "state", and those of the server. */
  on(kind, use) {
    this.addEventListener(kind, (event) => use(event.detail));
  }

  /** Listen for as long as the page is open. */
  async listen() {
    let wait = FIRST_WAIT;
    for (;;) {
      try {
        const headers = this.#last ? { "Last-Event-ID": this.#last } : {};
        const response = await raw("GET", "/events", undefined, headers);
        wait = FIRST_WAIT;
        await this.#read(response.body);
        this.#set("lost");
      } catch (error) {
        this.problem = error instanceof Problem && error.status ? error.message : "";
        this.#set("lost");
      }
      await new Promise((resolve) => setTimeout(resolve, wait));
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
  }

  async #read(body) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text += value;
      let end;
      while ((end = text.indexOf("\n\n")) >= 0) {
        this.#take(text.slice(0, end));
        text = text.slice(end + 2);
      }
    }
  }

  #take(block) {
    const fields = {};
    for (const line of block.split("\n")) {
      const colon = line.indexOf(":");
      if (colon > 0) fields[line.slice(0, colon)] = line.slice(colon + 1).trimStart();
    }
    if (!fields.event) return; // a heartbeat
    if (fields.id) this.#last = fields.id;
    const data = JSON.parse(fields.data || "null");
    if (fields.event === "hello") {
      this.hello = data;
      data.restarted = this.#instance !== "" && this.#instance !== data.instance;
      this.#instance = data.instance;
      this.#set("open");
    }
    this.#emit(fields.event, data);
  }

  #set(state) {
    if (state === this.state) return;
    this.state = state;
    this.#emit("state", state);
  }

  #emit(kind, detail) {
    this.dispatchEvent(new CustomEvent(kind, { detail }));
  }
}
