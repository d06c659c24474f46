// The panes of the console, in their order. A pane is a module `panes/NAME.js`, with a style sheet
// `panes/NAME.css` beside it, whose default export is
//
//   { id: "talk", title: say("Talk", "대화"), mount(element, context) { … } }
//
// `mount` is called once, when the pane is first shown, and fills `element`. What it returns may
// have `open(argument)`: called when another pane goes to this one with something to show, as
// `context.goTo("talk", {uuid})` does, and for the rest of the address, as #talk/REST; `show()`
// and `hide()`: called when it comes to the front and when it leaves.
//
// `context` has
//   call(method, path, body)   the admin API, below /__mockgenie; throws a Problem
//   events.on(kind, use)       news from the server
//   goTo(id, argument)         show another pane
//   notice(text, kind)         say something at the foot of the page; kind "" or "problem"
//   attempt(act)               do something, and say what was wrong if it fails
// Elements are made by `h` of dom.js, texts by `say` of language.js, long lists by windowed.js.

export const PANES = ["talk", "watch", "sessions", "break", "domain", "platforms", "clock"];
