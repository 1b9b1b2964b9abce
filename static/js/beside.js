// What is beside the text: kept up to date, folded away by a key, and a way from a finding to its place.

import { isHeld } from "./changes.js";
import { topOf } from "./caret.js";
import { openField, write } from "./citing.js";
import { addActions, addScope, isField } from "./keys.js";
import { isBusy, manuscript, positionOf, show } from "./manuscript.js";

const pane = document.getElementById("context");
const main = document.getElementById("main");
const STANDS = 150; // ms after an opening: the section is painted first, and one that is only passed by asks for nothing
let timer = 0;

// Refreshing: after each save, and when another section is opened or none, unless it is being used

const openSection = () => document.querySelector(".sec.editing");

function refreshBeside() {
  if (isHeld(pane)) return;
  const { here, revision } = manuscript().dataset;
  const values = openSection() ? { section: positionOf(openSection()), revision } : {};
  // Its answer names its place: a request that waited would otherwise keep the one that went meanwhile.
  htmx.ajax("GET", `${here}/context`, { source: "#context", target: "#context", swap: "none", values });
}

function refreshSaved() {
  if (document.body.dataset.saving === "saved" && openSection() && !isBusy()) refreshBeside();
}

new MutationObserver(refreshSaved).observe(document.body, { attributeFilter: ["data-saving"] });
document.addEventListener("desk:turned", () => {
  clearTimeout(timer);
  timer = setTimeout(refreshBeside, STANDS);
});
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target === pane && isHeld(pane)) event.detail.shouldSwap = false;
});

// From a finding to its place

function select(field, link) {
  const excerpt = link.parentElement.querySelector("q")?.textContent ?? "";
  let [start, end] = [Number(link.dataset.start), Number(link.dataset.end)];
  if (start < end && field.value.slice(start, end) !== excerpt) {
    start = Math.max(field.value.indexOf(excerpt), 0);
    end = field.value.startsWith(excerpt, start) ? start + excerpt.length : start;
  }
  field.focus({ preventScroll: true });
  field.setSelectionRange(start, end);
  const top = topOf(field, start);
  if (top < innerHeight / 4 || top > (innerHeight * 3) / 4) scrollBy(0, top - innerHeight / 3);
}

async function goTo(link) {
  const position = Number(link.dataset.place);
  const open = openSection();
  leave();
  if (!open || positionOf(open) !== position) await show(position, position);
  if (link.dataset.start && openField()) select(openField(), link);
}

// An earlier section is linked to at the cursor, round the selected words if there are some.
function insert(button) {
  const field = openField();
  if (!field) return false;
  const { selectionStart: start, selectionEnd: end } = field;
  const words = field.value.slice(start, end).trim();
  leave();
  write(field, start, end, words ? button.value.replace(/^\[.*\]\(/s, () => `[${words}](`) : button.value);
  return true;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-place]");
  const button = event.target.closest("[data-insert]");
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link) goTo(link);
  if (link || (button && insert(button))) event.preventDefault();
});

// Folding it away where it stands beside the text; where there is no room it lies over the page, which the address says

const isShown = (element) => element.checkVisibility({ visibilityProperty: true });
const isOver = (side) => side.matches(":target") && getComputedStyle(side).position === "fixed";
const overlay = () => [...main.querySelectorAll(".side, .context")].find(isOver);

function leave() {
  if (overlay()) location.hash = "write";
}

function toggle() {
  if (isOver(pane)) return leave();
  [...document.querySelectorAll("[data-beside]")].find(isShown)?.click();
}

// What was left has the focus again: the text that is being written, else what led here.
let before = null;

function settle() {
  const side = overlay();
  const current = side?.id ?? "write";
  for (const link of document.querySelectorAll("[data-side]")) {
    if (link.dataset.side === current) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  if (side) side.focus({ preventScroll: true });
  else (openField() ?? (before?.isConnected && before))?.focus?.({ preventScroll: true });
}

document.addEventListener("focusout", (event) => {
  if (event.target.closest("#manuscript, .bar")) before = event.target;
});
addEventListener("hashchange", settle);
addEventListener("load", () => overlay() && settle());

function fold(button) {
  const values = { folded: button.value };
  htmx.ajax("POST", "/settings/writing", { source: "#writing", target: "#writing", swap: "outerHTML", values });
  const hadFocus = document.activeElement === button;
  document.body.classList.toggle("alone", button.value === "on");
  if (hadFocus) [...document.querySelectorAll("[data-beside]")].find(isShown)?.focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-beside]");
  if (!button) return;
  event.preventDefault();
  fold(button);
});

// What is shown by an action in a pane that lies over the manuscript: the manuscript.
document.addEventListener("htmx:beforeSwap", (event) => event.detail.target?.id === "manuscript" && overlay() !== pane && leave());
addEventListener("click", (event) => event.target.closest?.("[data-cite]") && openField() && !isShown(openField()) && leave(), true);

addActions("anywhere", { beside: toggle });
addScope("side", (target) => !isField(target) && overlay(), { close: leave });
