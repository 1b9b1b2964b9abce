// The desk: opening and closing sections, and the keys of sections that are closed.

import { attach, detach, flush, openForm } from "./saving.js";
import { watchField } from "./writing.js";

const manuscript = () => document.getElementById("manuscript");
const sectionAt = (position) => document.getElementById(`section-${position}`);
const sections = () => [...document.querySelectorAll(".sec")];
const positionOf = (section) => Number(section.dataset.section);

let next = null; // which section gets the focus when the manuscript was swapped

function manuscriptAddress(position) {
  const { here, revision } = manuscript().dataset;
  const open = position === null ? "" : `?${new URLSearchParams({ section: position, revision })}`;
  return `${here}/manuscript${open}`;
}

async function show(position, focused) {
  if (!(await flush())) return;
  next = focused;
  await htmx.ajax("GET", manuscriptAddress(position), { target: "#manuscript", swap: "outerHTML" });
}

const openSection = (position) => show(position, position);
const closeSection = (focused) => show(null, focused);

// After each swap: the open section is watched and written in, or a closed one holds the focus.
function settleIn() {
  detach();
  const form = document.querySelector("form.editor");
  if (form) {
    attach(form);
    watchField(form);
    const field = form.querySelector("textarea");
    field.focus({ preventScroll: true });
    field.setSelectionRange(field.value.length, field.value.length);
    field.scrollIntoView({ block: "nearest" });
  } else if (next !== null) {
    const last = sections().at(-1);
    (sectionAt(next) ?? last)?.focus({ preventScroll: true });
    (sectionAt(next) ?? last)?.scrollIntoView({ block: "nearest" });
  }
  next = null;
}

// A change of the order waits until what was typed is saved.
document.addEventListener("htmx:confirm", (event) => {
  if (event.detail.target?.id !== "manuscript" || event.detail.verb !== "post") return;
  event.preventDefault();
  const section = event.target.closest(".sec");
  if (section && next === null) next = positionOf(section);
  flush().then((isSaved) => isSaved && event.detail.issueRequest());
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id === "manuscript") settleIn();
});

// Pointer

function isOpened(event) {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return false;
  return !event.target.closest("button, summary, form, input") && getSelection().isCollapsed;
}

document.addEventListener("click", (event) => {
  const section = event.target.closest(".sec:not(.editing)");
  if (!section || !isOpened(event)) return;
  event.preventDefault();
  openSection(positionOf(section));
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form.editor")) return;
  event.preventDefault();
  closeSection(positionOf(event.target.closest(".sec")));
});

// Keys

function act(section, name, focused) {
  const button = section.querySelector(`[data-act="${name}"]`);
  if (!button) return;
  next = focused;
  button.click();
}

function go(section, step) {
  const all = sections();
  const found = all[all.indexOf(section) + step];
  found?.focus();
  found?.scrollIntoView({ block: "nearest" });
}

const KEYS = {
  ArrowUp: (section) => go(section, -1),
  ArrowDown: (section) => go(section, 1),
  Enter: (section) => openSection(positionOf(section)),
  "Alt+ArrowUp": (section) => act(section, "up", positionOf(section) - 1),
  "Alt+ArrowDown": (section) => act(section, "down", positionOf(section) + 1),
  m: (section) => act(section, "merge", positionOf(section) - 1),
  f: (section) => act(section, "fold", positionOf(section)),
  Delete: (section) => act(section, "delete", positionOf(section)),
  Backspace: (section) => act(section, "delete", positionOf(section)),
  n: (section) => addBelow(section),
};

function addBelow(section) {
  const { here, revision } = manuscript().dataset;
  const below = positionOf(section) > 0 && !section.matches(".roundup") ? { below: positionOf(section) } : {};
  const values = { heading: "", revision, ...below };
  htmx.ajax("POST", `${here}/sections`, { target: "#manuscript", swap: "outerHTML", values });
}

function undo() {
  const { here } = manuscript().dataset;
  htmx.ajax("POST", `${here}/undo`, { target: "#manuscript", swap: "outerHTML" });
}

function nameOf(event) {
  if (event.ctrlKey || event.metaKey) return "";
  return (event.altKey ? "Alt+" : "") + event.key;
}

function onSection(event, section) {
  const action = KEYS[nameOf(event)];
  if (!action) return;
  event.preventDefault();
  action(section);
}

function onEditor(event, section) {
  const isDone = event.key === "Enter" && event.shiftKey;
  if (event.key !== "Escape" && !isDone) return;
  event.preventDefault();
  closeSection(positionOf(section) + (isDone ? 1 : 0));
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.defaultPrevented || !manuscript()) return;
  const section = event.target.closest(".sec");
  if (event.target.closest("textarea.source")) return onEditor(event, section);
  const isField = event.target.closest("input, textarea, select, .menu, #inbox");
  if (isField) return;
  if (event.key === "u" || (event.key === "z" && (event.ctrlKey || event.metaKey))) {
    event.preventDefault();
    return undo();
  }
  if (section === event.target) return onSection(event, section);
  if (event.target !== document.body && event.target.id !== "main") return;
  if (event.key === "n") addBelow(sections().at(-1));
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    sections().at(event.key === "ArrowDown" ? 0 : -1)?.focus();
  }
});

// Cite: at the cursor of the open section; with none open, the form writes at the end of the link's section.
document.addEventListener(
  "click",
  (event) => {
    const link = event.target.closest("[data-cite]")?.dataset.cite;
    const form = openForm();
    if (!link || !form) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    insertCitation(form.querySelector("textarea"), link);
  },
  true,
);

async function insertCitation(field, link) {
  const selected = field.value.slice(field.selectionStart, field.selectionEnd);
  const address = `/links/${link}/citation?${new URLSearchParams({ selected })}`;
  await htmx.ajax("GET", address, { target: "#citation", swap: "textContent" });
  const words = document.getElementById("citation").textContent;
  field.focus();
  document.execCommand("insertText", false, words);
  if (await flush()) htmx.ajax("GET", contextAddress(), { target: "#context", swap: "outerHTML" });
}

const contextAddress = () => {
  const section = document.querySelector(".sec.editing");
  const { here, revision } = manuscript().dataset;
  return `${here}/context?${new URLSearchParams({ section: positionOf(section), revision })}`;
};

settleIn();
