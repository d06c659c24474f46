// The task graph of a domain, drawn where the server has found places for its parts.

import { button, fill, foreign, h } from "../dom.js";
import { say } from "../language.js";

const NAMESPACE = "http://www.w3.org/2000/svg";
const BASELINE = 0.75;
const RADIUS = 6;
const INNER = 4;
const ZOOMS = [0.25, 0.35, 0.5, 0.7, 1, 1.4, 2];

/** A drawing, and how large it is shown. */
export class TaskDrawing {
  #place = h("div", { class: "drawing scroll", tabindex: 0, role: "region", "aria-label": say("Task graph", "작업 그림") });
  #note = h("p", { class: "warn", role: "status" });
  #words = h("div");
  #boxes = new Map();
  #links = [];
  #svg = null;
  #graph = null;
  #zoom = ZOOMS.indexOf(1);

  constructor() {
    this.element = h("div", {}, h("p", { class: "row" },
      button(say("smaller", "작게"), () => this.#scale(-1), { class: "small" }),
      button(say("larger", "크게"), () => this.#scale(1), { class: "small" }),
      h("span", { class: "soft" }, say("Dashed: a way that the system takes by itself.", "점선: 시스템이 스스로 가는 길"))),
    this.#note, this.#place,
    h("details", {}, h("summary", {}, say("The same in words", "글로 보기")), this.#words));
  }

  /** Draw a graph, as GET /domains/{name}/graph has it. */
  show(graph) {
    fill(this.#note);
    this.#place.classList.remove("outdated");
    if (this.#graph?.version === graph.version && this.#graph.name === graph.name) return;
    this.#graph = graph;
    this.#boxes.clear();
    this.#svg = svg("svg", { viewBox: `0 0 ${graph.width} ${graph.height}`, role: "img" });
    this.#svg.setAttribute("aria-label", graph.name);
    this.#svg.append(arrowHeads());
    this.#links = graph.links.map((link) => {
      const made = svg("g", { class: `link ${link.controller}` }, svg("path", { class: "route", d: path(link.points) }));
      if (link.label.length) {
        const { x, y, width, height } = link;
        made.append(svg("rect", { class: "back", x, y, width, height }), ...lines(link.label, link, graph.line_height));
      }
      this.#svg.append(made);
      return { link, made };
    });
    for (const task of graph.tasks) this.#svg.append(this.#box(task, graph.line_height));
    fill(this.#place, this.#svg);
    fill(this.#words, inWords(graph));
    this.#scale(0);
  }

  /** Light a task, and grey those that no conversation reaches. */
  mark(current, unreached) {
    for (const [name, box] of this.#boxes) {
      box.classList.toggle("current", name !== "" && name === current);
      box.classList.toggle("unreached", unreached.has(name));
    }
    for (const { link, made } of this.#links) {
      made.classList.toggle("unreached", unreached.has(link.target) || unreached.has(link.source));
    }
    const box = this.#boxes.get(current);
    if (!box || !current) return;
    const { left, right, top, bottom } = box.getBoundingClientRect();
    const place = this.#place.getBoundingClientRect();
    if (place.width && (left < place.left || right > place.right)) this.#place.scrollLeft += left - place.left - place.width / 3;
    if (place.height && (top < place.top || bottom > place.bottom)) this.#place.scrollTop += top - place.top - place.height / 3;
  }

  /** The file does not load any more: what is drawn is what was. */
  outdate() {
    this.#place.classList.add("outdated");
    fill(this.#note, this.#graph
      ? say("The domain does not load now; this is how it was before.", "지금은 도메인을 읽어 들일 수 없습니다. 이 그림은 그 전의 것입니다.")
      : say("The domain does not load.", "도메인을 읽어 들일 수 없습니다."));
  }

  tooLarge() {
    this.clear();
    fill(this.#note, say("It is too large to be drawn here; `mockgenie graph` draws it.", "여기에 그리기에는 너무 큽니다. `mockgenie graph`로 그릴 수 있습니다."));
  }

  clear() {
    this.#graph = null;
    this.#boxes.clear();
    this.#links = [];
    fill(this.#place);
    fill(this.#words);
    fill(this.#note);
  }

  #box(task, height) {
    const { x, y, width, height: tall, name } = task;
    const radius = name === "" ? tall / 2 : RADIUS;
    const kind = [task.opens ? "opens" : "", name === "" ? "anywhere" : ""].join(" ");
    const box = svg("g", { class: `task ${kind}` }, svg("rect", { x, y, width, height: tall, rx: radius }));
    if (task.ends) {
      box.append(svg("rect", { x: x + INNER, y: y + INNER, width: width - 2 * INNER, height: tall - 2 * INNER, rx: RADIUS }));
    }
    box.append(...lines(task.label, task, height));
    box.dataset.task = name;
    this.#boxes.set(name, box);
    return box;
  }

  #scale(steps) {
    this.#zoom = Math.min(Math.max(this.#zoom + steps, 0), ZOOMS.length - 1);
    if (!this.#svg) return;
    this.#svg.setAttribute("width", this.#graph.width * ZOOMS[this.#zoom]);
    this.#svg.setAttribute("height", this.#graph.height * ZOOMS[this.#zoom]);
  }
}

function svg(tag, attributes, ...children) {
  const element = document.createElementNS(NAMESPACE, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function arrowHeads() {
  return svg("defs", {}, svg("marker", {
    id: "arrow-head", viewBox: "0 0 8 8", refX: 8, refY: 4, markerWidth: 8, markerHeight: 8, orient: "auto",
  }, svg("path", { class: "head", d: "M0 0L8 4L0 8z" })));
}

function lines(label, { x, y, width, height }, lineHeight) {
  const top = y + (height - label.length * lineHeight) / 2;
  return label.map((text, number) => {
    const line = svg("text", { x: x + width / 2, y: top + (number + BASELINE) * lineHeight });
    line.textContent = text;
    return line;
  });
}

/** The corners of a route, rounded. */
function path(points) {
  let drawn = `M${points[0]}`;
  for (let at = 1; at < points.length - 1; at++) {
    drawn += `L${near(points[at], points[at - 1])}Q${points[at]} ${near(points[at], points[at + 1])}`;
  }
  return `${drawn}L${points.at(-1)}`;
}

function near([x, y], [otherX, otherY]) {
  const length = Math.hypot(otherX - x, otherY - y);
  const part = length ? Math.min(RADIUS / length, 0.5) : 0;
  return [x + (otherX - x) * part, y + (otherY - y) * part];
}

/** What a drawing shows, for who cannot see it. */
function inWords(graph) {
  const called = (name) => (name === "" ? say("anywhere", "어느 작업에서나") : foreign(name));
  return h("ul", {}, graph.tasks.map((task) => h("li", {}, called(task.name), task.label.length > 1 ? [" — ", foreign(task.label.slice(1).join("; "))] : null,
    h("ul", {}, graph.links.filter((link) => link.source === task.name).map((link) =>
      h("li", {}, "→ ", called(link.target), link.controller === "system" ? [" (", say("by itself", "스스로"), ")"] : null,
        link.label.length ? [": ", foreign(link.label.join(" "))] : null))))));
}
