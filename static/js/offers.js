// Typing [[ offers links, near ones first; what is chosen takes the place of what was typed.
//
// The list is a listbox whose active option the text area names (aria-activedescendant); the focus stays in the text.
// GitHub's text-expander does the same, but sets the field's value, which ends the browser's undo.

import { beginsSentence, openField, write } from "./citing.js";
import { addScope } from "./keys.js";
import { manuscript, positionOf } from "./manuscript.js";
import { lineAt } from "./mirror.js";

const TYPED = /\[\[([^[\]\n]{0,60})$/;

let asked = null; // what the list is for: { field, start, typed }
let left = -1; // where a list was closed: it stays closed there

const list = () => document.getElementById("offers");
const options = () => [...(list()?.querySelectorAll("[role=option]") ?? [])];
const active = () => list()?.querySelector("[aria-selected=true]");
const isShown = () => Boolean(asked && list()?.hidden === false && active());

function typedAt(field) {
  if (!field || field.selectionStart !== field.selectionEnd) return null;
  const found = TYPED.exec(field.value.slice(0, field.selectionStart));
  return found && { field, start: found.index, typed: found[1] };
}

function offer(found) {
  if (asked && asked.start === found.start && asked.typed === found.typed) return;
  asked = found;
  const section = found.field.closest(".sec");
  const { here, revision } = manuscript().dataset;
  const values = { q: found.typed, section: positionOf(section), revision };
  if (beginsSentence(found.field.value.slice(0, found.start))) values.begins = "";
  htmx.ajax("GET", `${here}/offers`, { source: "#offers", target: "#offers", swap: "innerHTML", values });
}

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "offers" && asked) show();
});

function show() {
  const { field, start } = asked;
  const found = options();
  document.getElementById("offered").textContent = list().querySelector("[data-said]")?.dataset.said ?? "";
  list().hidden = found.length === 0;
  if (!found.length) return release(field);
  place(start);
  field.setAttribute("aria-controls", "offers");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-haspopup", "listbox");
  choose(found[0]);
}

// Below the line that is typed in, above it where there is more room, and within the field's width.
function place(start) {
  const line = lineAt(start);
  const around = list().parentElement.getBoundingClientRect();
  const height = list().offsetHeight;
  const isAbove = line.bottom + height > innerHeight && line.top - height > document.querySelector(".bar").offsetHeight;
  list().style.top = `${(isAbove ? line.top - height : line.bottom) - around.top}px`;
  list().style.left = `${Math.max(0, Math.min(line.left - around.left, around.width - list().offsetWidth))}px`;
}

function choose(option) {
  active()?.setAttribute("aria-selected", "false");
  option.setAttribute("aria-selected", "true");
  option.scrollIntoView({ block: "nearest" });
  asked.field.setAttribute("aria-activedescendant", option.id);
}

function step(by) {
  const all = options();
  choose(all[(all.indexOf(active()) + by + all.length) % all.length]);
}

function release(field) {
  for (const name of ["aria-controls", "aria-autocomplete", "aria-haspopup", "aria-activedescendant"]) field.removeAttribute(name);
}

function close() {
  if (!asked) return;
  left = asked.start;
  release(asked.field);
  if (list()) list().hidden = true;
  asked = null;
}

function take(option) {
  const { field, start } = asked;
  const end = field.selectionStart;
  close();
  write(field, start, end, option.dataset.insert);
}

// While the list is open its keys are the only ones of the desk; letters and the caret's keys are the browser's.
addScope("offers", (target) => (isShown() && target === asked.field ? list() : null), {
  next: () => step(1),
  previous: () => step(-1),
  take: () => take(active()),
  close,
});

function look(event) {
  const field = openField();
  if (event.isComposing || event.target !== field) return;
  const found = typedAt(field);
  if (!found) {
    close();
    left = -1;
  } else if (found.start !== left) offer(found);
}

document.addEventListener("input", look);
document.addEventListener("compositionend", look);
document.addEventListener("selectionchange", () => {
  if (asked && typedAt(asked.field)?.start !== asked.start) close();
});
document.addEventListener("focusout", (event) => {
  if (asked && event.target === asked.field) close();
});
document.addEventListener("mousedown", (event) => {
  if (event.target.closest("#offers")) event.preventDefault();
});
document.addEventListener("click", (event) => {
  const option = event.target.closest("#offers [role=option]");
  if (option && asked) take(option);
});
