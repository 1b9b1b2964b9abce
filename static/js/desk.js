// The desk: opening and closing sections, and the keys of sections that are closed.

import { showProblem } from "./base.js";
import { addScope, isField } from "./keys.js";
import { change, isBusy, keepOpen, manuscript, positionOf, press, sections, show, takeWanted } from "./manuscript.js";
import { attach, detach, openForm } from "./saving.js";
import { beginClosing, beginOpening, endClosing, endOpening, standOpened } from "./steady.js";
import { watchField } from "./writing.js";

const sectionAt = (position) => document.getElementById(`section-${position}`);
const NEW_HEADING = /(?<=^#+ )New section/;
const UNTOUCHED = /(?<=^#+ )New section(?=\s*$)/; // its name is written over
let select = null; // what is selected in the section that is opened next
let held = null; // what is typed while a section is on its way; null while none is
let holding = 0; // how many are
let settled = null; // the answer that was settled last

function openSection(position, event = null) {
  beginOpening(sectionAt(position), event);
  return hold(show(position, position));
}

// What is typed before the field is there is written into it; where none comes, into the one that stayed.
function hold(request) {
  held ??= "";
  holding += 1;
  return request.finally(() => {
    holding -= 1;
    if (holding) return;
    const left = held;
    held = null;
    if (left) putBack(left);
  });
}

function putBack(typed) {
  const field = openForm()?.querySelector("textarea");
  field?.focus({ preventScroll: true });
  if (!field || !document.execCommand("insertText", false, typed)) showProblem(`The section did not open. You typed “${typed}”.`);
}

const isHeld = ({ key, repeat, ctrlKey, metaKey, altKey, target }) =>
  !ctrlKey && !metaKey && !altKey && (key.length === 1 || (key === "Enter" && !repeat)) && !(isField(target) && !target.matches("textarea.source"));

document.addEventListener(
  "keydown",
  (event) => {
    if (held === null || !isHeld(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    held += event.key === "Enter" ? "\n" : event.key;
  },
  true,
);

function settleField(field) {
  const place = standOpened(field);
  field.focus({ preventScroll: true });
  const chosen = (select ?? UNTOUCHED).exec(field.value);
  const [from, to] = chosen ? [chosen.index, chosen.index + chosen[0].length] : [place ?? field.value.length];
  field.setSelectionRange(from, to ?? from);
  select = null;
  if (held && document.execCommand("insertText", false, held)) held = "";
  endOpening(field, place);
}

function closeSection(focused) {
  const field = openForm()?.querySelector("textarea");
  if (field) beginClosing(field);
  return show(null, focused);
}

// After each swap: the open section is watched and written in, or a closed one holds the focus.
function settleIn() {
  const wanted = takeWanted();
  const form = document.querySelector("form.editor");
  if (form && form === openForm()) return keepOpen(); // it stayed open
  detach();
  if (form) {
    attach(form);
    watchField(form);
    settleField(form.querySelector("textarea"));
  } else if (wanted !== null) {
    const section = sectionAt(wanted) ?? sections().at(-1);
    section.focus({ preventScroll: true });
    if (!endClosing(section)) section.scrollIntoView({ block: "nearest" });
  }
}

// An address with a fragment gives the focus to the section; one that is open hands it on to its field.
document.addEventListener("focusin", (event) => {
  if (event.target.matches(".sec.editing")) event.target.querySelector("textarea.source").focus({ preventScroll: true });
});

// Before it is settled, htmx lets what has the same id look as it did.
document.addEventListener("htmx:afterSettle", (event) => {
  const { target, xhr, requestConfig } = event.detail;
  if (target?.id !== "manuscript" || xhr === settled) return;
  settled = xhr; // an answer of several parts settles once for each
  const isTurned = requestConfig.verb === "get";
  if (isTurned) manuscript().dataset.revision = document.getElementById("seen").dataset.revision;
  settleIn();
  if (!openForm() || !isTurned) showList();
  if (isTurned) document.dispatchEvent(new Event("desk:turned"));
});

const isUsed = (list) => list.contains(document.activeElement) || list.querySelector("#menu > *, :checked, .htmx-request");

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
  if (event.target.closest(".edit")) return true;
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

const isOpen = (section) => section.matches(".editing");

// Acts on a section by the button in its menu, if the section has it.
const presses = (name, by = 0) => (section) => {
  const button = section.matches(".sec") && section.querySelector(`[data-act="${name}"]`);
  if (!button) return false;
  press(button, positionOf(section) + by);
};

// The page itself stands before the first section and after the last one.
const goes = (step) => (section) => {
  const all = sections();
  const at = section.matches(".sec") ? all.indexOf(section) + step : step > 0 ? 0 : all.length - 1;
  all[at]?.focus();
  all[at]?.scrollIntoView({ block: "nearest" });
};

function addBelow(section) {
  const below = positionOf(section) > 0 && !section.matches(".roundup") ? { below: positionOf(section) } : {};
  return change("/sections", { heading: "", ...below });
}

const focusedSection = (target) => (target.matches(".sec:not(.editing)") ? target : target.matches("body, #main") && manuscript());
const openSec = () => document.querySelector(".sec.editing");
const isInView = (section) => section.getBoundingClientRect().bottom > document.querySelector(".bar").offsetHeight;

let reached = null; // the section that had the focus last
document.addEventListener("focusin", (event) => (reached = event.target.closest(".sec")?.id ?? reached));
const nearSection = () => openSec() ?? document.getElementById(reached) ?? sections().find(isInView) ?? null;

addScope(
  "section",
  focusedSection,
  {
    previous: goes(-1),
    next: goes(1),
    write: (section) => section.matches(".sec") && !isOpen(section) && openSection(positionOf(section)),
    up: presses("up", -1),
    down: presses("down", 1),
    new: (section) => void addBelow(section.matches(".sec") ? section : sections().at(-1)),
    merge: presses("merge", -1),
    fold: presses("fold"),
    delete: presses("delete"),
  },
  nearSection,
);

function split(section) {
  if (isBusy()) return;
  const offset = section.querySelector("textarea.source").selectionStart;
  select = NEW_HEADING;
  hold(change(`/sections/${positionOf(section)}/split`, (span) => ({ ...span, offset })));
}

function foldBelow(section) {
  if (!isBusy()) change("/fold", { below: positionOf(section) }, positionOf(section));
}

addScope(
  "editor",
  (target) => target.closest("textarea.source")?.closest(".sec"),
  {
    done: (section) => void closeSection(positionOf(section)),
    next: (section) => void closeSection(positionOf(section) + 1),
    split,
    fold: foldBelow,
  },
  openSec,
);

addScope(
  "desk",
  (target) => (target.closest("input, textarea, select, .menu, #inbox") ? null : manuscript()),
  {
    undo: () => void change("/undo"),
    redo: () => void change("/redo"),
    preview: () => document.getElementById("to-preview").click(),
    publish: () => document.getElementById("to-publish").click(),
  },
  manuscript,
);

document.addEventListener("links:cited", showList);

settleIn();
