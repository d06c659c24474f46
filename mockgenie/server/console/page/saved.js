// A conversation to take away: as text, and as a conversation test.

import { foreign, h } from "./dom.js";
import { copyButton } from "./exchange.js";
import { say } from "./language.js";

/** Buttons that take a conversation away; `uuid()` tells which. */
export function takeAway(uuid, context) {
  return [
    copyButton(say("Copy as text", "텍스트로 복사"), async () =>
      (await context.attempt(() => context.call("GET", `/sessions/${uuid()}/transcript`))) ?? ""),
    h("button", { type: "button", class: "small", onclick: () => showTest(uuid(), context) },
      say("Save as a test", "테스트로 저장")),
  ];
}

async function showTest(uuid, { attempt, call }) {
  const yaml = await attempt(() => call("GET", `/sessions/${uuid}/test`));
  if (yaml === undefined) return;
  const domain = /^[ -]*domain: *"?([^"\n]+)/m.exec(yaml)?.[1] ?? "";
  const { path } = (await attempt(() => call("GET", `/domains/${encodeURIComponent(domain)}`))) ?? {};
  const name = `conversation-${uuid.slice(-6)}.test.yaml`;
  const file = URL.createObjectURL(new Blob([yaml], { type: "application/yaml" }));
  const box = h("dialog", { "aria-label": say("Conversation test", "대화 테스트") },
    h("h2", {}, say("Conversation test", "대화 테스트")),
    h("p", {}, say("Put it beside the domain, as ", "도메인 곁에 이 이름으로 두십시오. "), h("code", {}, foreign(placeOf(path, name)))),
    h("p", {}, say("and run ", "실행하는 명령: "), h("code", {}, "mockgenie test")),
    h("pre", { tabindex: "0", class: "yaml" }, foreign(yaml)),
    h("p", { class: "row" }, h("a", { href: file, download: name, class: "button" }, say("Download", "내려받기")),
      copyButton(say("copy", "복사"), () => yaml),
      h("button", { type: "button", onclick: () => box.close() }, say("Close", "닫기"))));
  box.addEventListener("close", () => {
    URL.revokeObjectURL(file);
    box.remove();
  });
  document.body.append(box);
  box.showModal();
}

/** Where conversations of a domain are, of which this is the file. */
function placeOf(path, name) {
  if (!path) return name;
  const folder = /^(.*[/\\])domain\.ya?ml$/.exec(path);
  return folder ? `${folder[1]}tests/${name}` : path.replace(/(\.ya?ml)$/, ".test$1");
}
