// Focus mode: only the paragraph at hand is dark. Typewriter scrolling: the caret's line stays in its place.
// Both are settings, kept by the server; nothing is animated.

import { addActions } from "./keys.js";
import { lineAt, nodesIn } from "./mirror.js";

const HEIGHT = 0.45; // of the window, where the caret's line stays
const MODES = ["focus_mode", "typewriter"];

let lit = []; // the paragraphs at hand
let isByKey = false; // a line that was clicked stays where it is
let frame = 0;

const fieldAtHand = () => document.activeElement?.matches("textarea.source") && document.activeElement;
const switchOf = (name) => document.querySelector(`.options [name=${name}]`);
const isOn = (name) => document.getElementById("writing").dataset[name === "typewriter" ? "typewriter" : "focusMode"] === "on";

function light(field) {
  const nodes = nodesIn(field.selectionStart, field.selectionEnd);
  lit.filter((node) => !nodes.includes(node)).forEach((node) => node.classList.remove("at-hand"));
  nodes.forEach((node) => node.classList.add("at-hand"));
  lit = nodes;
}

function keepLine(field) {
  const line = lineAt(field.selectionEnd);
  const away = line ? line.top + line.height / 2 - innerHeight * HEIGHT : 0;
  if (Math.abs(away) > 1) scrollBy({ top: away, behavior: "instant" });
}

// A frame that is asked for and not needed would keep the next key waiting for its turn.
function follow() {
  if (!isOn("focus_mode") && !isOn("typewriter")) return;
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(() => {
    const field = fieldAtHand();
    if (!field) return;
    if (isOn("focus_mode")) light(field);
    if (isOn("typewriter") && isByKey) keepLine(field);
  });
}

function show() {
  document.body.classList.toggle("focus-mode", isOn("focus_mode"));
  document.body.classList.toggle("typewriter", isOn("typewriter"));
  for (const name of MODES) {
    const button = switchOf(name);
    if (!button) continue;
    button.setAttribute("aria-pressed", isOn(name));
    button.value = isOn(name) ? "off" : "on";
  }
  follow();
}

document.addEventListener("selectionchange", follow);
document.addEventListener("input", follow);
document.addEventListener("pointerdown", () => (isByKey = false));
document.addEventListener("keydown", (event) => {
  if (!event.target.closest("textarea.source") || event.isComposing) return;
  isByKey = true;
});
addActions("editor", { focus: () => switchOf("focus_mode").click(), typewriter: () => switchOf("typewriter").click() });
// Once it is sent: htmx leaves out a button that has lost the focus.
document.addEventListener("submit", (event) => {
  const menu = document.querySelector(".options");
  if (event.target.id !== "writing" || !menu) return;
  menu.open = false;
  document.querySelector("textarea.source").focus({ preventScroll: true });
});
let settled = null; // the answer that was settled last; one of several parts settles once for each
document.addEventListener("htmx:afterSettle", (event) => {
  const { target, xhr } = event.detail;
  if (xhr === settled || !["writing", "manuscript"].includes(target?.id ?? event.target.id)) return;
  settled = xhr;
  show();
});
