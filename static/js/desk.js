// The desk: opening and closing sections, and the keys of sections that are closed.

import { lineTop, placeOf, topOf, wordAt } from "./caret.js";
import { change, isBusy, manuscript, positionOf, press, sections, show, takeWanted } from "./manuscript.js";
import { attach, detach, openForm } from "./saving.js";
import { watchField } from "./writing.js";

const sectionAt = (position) => document.getElementById(`section-${position}`);
let anchor = null; // what was clicked or reached: { mark, top }, and where it stood in the window

// The first line of a section, which stays where it is when the section is opened by key.
function headTop(section) {
  const first = section.querySelector(".prose > :first-child");
  const line = first && document.createRange();
  if (!line) return section.getBoundingClientRect().top;
  line.selectNodeContents(first);
  return line.getClientRects()[0]?.top ?? first.getBoundingClientRect().top;
}

function openSection(position, event = null) {
  const section = sectionAt(position);
  anchor = { head: headTop(section), mark: event && wordAt(event), top: event && lineTop(event) };
  return show(position, position);
}

// The opened text stands where the rendered one stood: the card rises over the gap above it, the window follows the rest.
function settleField(field) {
  if (anchor) field.form.style.marginTop = `${anchor.head - topOf(field, 0)}px`;
  const place = anchor && placeOf(anchor.mark, field.value);
  field.focus({ preventScroll: true });
  field.setSelectionRange(place ?? field.value.length, place ?? field.value.length);
  if (place !== null && anchor) scrollBy(0, topOf(field, place) - anchor.top);
  else if (!anchor) field.scrollIntoView({ block: "nearest" });
  anchor = null;
}

const closeSection = (focused) => show(null, focused);

// After each swap: the open section is watched and written in, or a closed one holds the focus.
function settleIn() {
  const wanted = takeWanted();
  const form = document.querySelector("form.editor");
  if (form && form === openForm()) return; // the swap of something beside it
  detach();
  if (form) {
    attach(form);
    watchField(form);
    settleField(form.querySelector("textarea"));
  } else if (wanted !== null) {
    const section = sectionAt(wanted) ?? sections().at(-1);
    section.focus({ preventScroll: true });
    section.scrollIntoView({ block: "nearest" });
  }
}

// An address with a fragment gives the focus to the section; one that is open hands it on to its field.
document.addEventListener("focusin", (event) => {
  if (event.target.matches(".sec.editing")) event.target.querySelector("textarea.source").focus({ preventScroll: true });
});

// Before it is settled, htmx lets what has the same id look as it did.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id !== "manuscript") return;
  settleIn();
  if (!openForm() || event.detail.requestConfig?.verb === "post") showList();
});

const isUsed = (list) => list.contains(document.activeElement) || list.querySelector("details[open], .htmx-request");

// It may have begun to be used while the answer was on its way.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.requestConfig.elt.id === "main" && isUsed(event.detail.target)) event.detail.shouldSwap = false;
});

// The list of links shows anew what is cited and which sections there are, unless it is just being used.
async function showList() {
  const list = document.getElementById("inbox");
  if (isUsed(list)) return;
  const { view, draft, from, q } = document.getElementById("paste").elements;
  const values = { view: view.value, draft: draft.value, from: from.value, q: q.defaultValue };
  const top = list.scrollTop;
  await htmx.ajax("GET", "/links", { source: "#main", target: "#inbox", swap: "outerHTML", values });
  document.getElementById("inbox").scrollTop = top;
}

// Pointer

function isOpened(event) {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return false;
  return !event.target.closest("button, summary, form, input") && getSelection().isCollapsed;
}

document.addEventListener("click", (event) => {
  const section = event.target.closest(".sec:not(.editing)");
  if (!section || !isOpened(event)) return;
  event.preventDefault();
  openSection(positionOf(section), event);
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form.editor")) return;
  event.preventDefault();
  closeSection(positionOf(event.target.closest(".sec")));
});

// Keys

function act(section, name, focused) {
  press(section.querySelector(`[data-act="${name}"]`), focused);
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
  const below = positionOf(section) > 0 && !section.matches(".roundup") ? { below: positionOf(section) } : {};
  change("/sections", { heading: "", ...below });
}

const undo = () => change("/undo");

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
  if (event.key.toLowerCase() === "f" && event.shiftKey && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    return change("/fold", { below: positionOf(section) }, positionOf(section));
  }
  const isDone = event.key === "Enter" && event.shiftKey;
  if (event.key !== "Escape" && !isDone) return;
  event.preventDefault();
  closeSection(positionOf(section) + (isDone ? 1 : 0));
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.defaultPrevented || !manuscript()) return;
  if (isBusy() && !event.target.closest("button, a, summary, input, textarea, select")) return event.preventDefault();
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

document.addEventListener("links:cited", showList);

settleIn();
