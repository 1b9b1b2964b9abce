// Find and replace over the whole post: the server looks, and the match at hand is shown here.

import { topOf } from "./caret.js";
import { colour } from "./found.js";
import { addActions, addScope } from "./keys.js";
import { change, isBusy, manuscript, positionOf, sections, show } from "./manuscript.js";
import { setMarks } from "./mirror.js";
import { insert } from "./pairs.js";
import { flush, openForm } from "./saving.js";

const PAUSE = 200; // ms after the last key
const HEIGHT = 0.4; // of the window, where the line of a match is put that is out of sight

const bar = document.querySelector(".finding");
const form = document.getElementById("find");
const { q: words, with: other } = form.elements;

let matches = []; // { section, start, end }, from top to bottom
let here = null; // the match that is selected
let origin = null; // what had the focus when the bar was opened
let timer = 0;
let searched = Promise.resolve(); // the search before

const isOpen = () => !bar.hidden;
const fieldAtHand = () => openForm()?.querySelector("textarea") ?? null;
const openPosition = () => positionOf(document.querySelector(".sec.editing"));

function open() {
  const field = fieldAtHand();
  const chosen = field?.value.slice(field.selectionStart, field.selectionEnd) ?? "";
  if (!isOpen()) origin = document.activeElement;
  bar.hidden = false;
  if (chosen && !chosen.includes("\n")) words.value = chosen;
  words.select();
  words.focus();
  here = null;
  search();
}

function close() {
  bar.hidden = true;
  matches = [];
  mark();
  const field = fieldAtHand();
  const before = origin?.isConnected ? origin : document.getElementById(origin?.id); // swapped since
  (field ?? before ?? sections()[0]).focus({ preventScroll: Boolean(field) });
}

// Looking

function search() {
  clearTimeout(timer);
  searched = searched.then(look).catch(() => {}); // one after the other; what failed is shown by the banner
  return searched;
}

async function look() {
  if (!(await flush())) return;
  const values = Object.fromEntries(new FormData(form));
  await htmx.ajax("GET", form.action, { source: bar, target: "#found", swap: "outerHTML", values });
  matches = [...document.querySelectorAll("#found [data-start]")].map(matchOf);
  if (here) here = matches.find((match) => isAt(match, here)) ?? null;
  say();
  mark();
}

const matchOf = (row) => ({
  section: Number(row.dataset.section),
  start: Number(row.dataset.start),
  end: Number(row.dataset.end),
  words: row.querySelector("mark").textContent,
});
const isAt = (one, match) => one.section === match.section && one.start === match.start;

function say() {
  const all = document.getElementById("found").dataset.said ?? "";
  const count = document.getElementById("found-count");
  count.textContent = here ? `${matches.indexOf(here) + 1} of ${matches.length}` : all;
}

function mark() {
  const field = fieldAtHand();
  const shown = field ? matches.filter((match) => match.section === openPosition()) : [];
  setMarks("match", shown.filter((match) => match !== here));
  setMarks("chosen", shown.filter((match) => match === here));
  colour(matches, here);
}

// Other sections are closed now, or another text is shown.
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (!isOpen() || !["manuscript", "seen"].includes(detail.target?.id)) return;
  if (form.elements.revision?.value === manuscript().dataset.revision) return mark();
  clearTimeout(timer);
  timer = setTimeout(search, PAUSE);
});

// Where the next one is looked for: from the match at hand, else from the caret, else from the section at hand.
function place() {
  if (here) return here;
  const field = fieldAtHand();
  if (field) return { section: openPosition(), start: field.selectionStart };
  const section = origin?.closest?.(".sec");
  return { section: section ? positionOf(section) : 0, start: 0 };
}

const isBefore = (one, match) => one.section < match.section || (one.section === match.section && one.start < match.start);

function following({ isBack = false, isHereMeant = !here } = {}) {
  const from = place();
  if (isBack) return matches.findLast((match) => isBefore(match, from)) ?? matches.at(-1);
  return matches.find((match) => isBefore(from, match) || (isHereMeant && isAt(match, from))) ?? matches[0];
}

// Going to a match: its section is opened, the match is selected there, and the focus stays in the bar.

async function go(match) {
  if (!match) return;
  const focused = document.activeElement;
  if (!fieldAtHand() || openPosition() !== match.section) await show(match.section, match.section);
  const field = fieldAtHand();
  if (!field || openPosition() !== match.section) return;
  here = match;
  field.setSelectionRange(match.start, match.end);
  if (bar.contains(focused)) focused.focus({ preventScroll: true });
  const top = topOf(field, match.start);
  if (top < bar.getBoundingClientRect().bottom || top > innerHeight * 0.8) scrollBy(0, top - innerHeight * HEIGHT);
  say();
  mark();
}

async function step(isBack) {
  await search();
  await go(following({ isBack }));
}

async function replaceOne() {
  await search();
  const field = fieldAtHand();
  if (!here || field?.value.slice(here.start, here.end) !== here.words) return go(following());
  const focused = document.activeElement;
  field.focus({ preventScroll: true });
  field.setSelectionRange(here.start, here.end);
  insert(other.value);
  focused.focus({ preventScroll: true });
  here = { ...here, start: here.start + other.value.length };
  const from = here;
  await search();
  here = from;
  await go(following({ isHereMeant: true }));
}

async function replaceAll() {
  const { revision } = form.elements;
  const { q, ...values } = Object.fromEntries(new FormData(form));
  if (!q || !revision) return;
  here = null;
  await change("/replace", { q, ...values, revision: revision.value });
  await search();
}

const ACTIONS = { next: () => step(false), replace: replaceOne, all: replaceAll, close };

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ACTIONS[event.submitter?.dataset.find ?? "next"]();
});
form.addEventListener("click", (event) => {
  const button = event.target.closest("button[type=button]");
  if (button) ACTIONS[button.dataset.find]();
});
form.addEventListener("input", (event) => {
  if (event.target === other) return;
  clearTimeout(timer);
  here = null;
  timer = setTimeout(search, PAUSE);
});
addScope("find", (target) => (target.closest("#find") && target.matches("input") ? form : null), {
  next: (_, event) => void (event.target === other ? replaceOne() : step(false)),
  previous: (_, event) => (event.target === words ? void step(true) : false),
  close,
});
const find = () => (isBusy() ? false : open());
addActions("editor", { find });
addActions("desk", { find });
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-find=open]")) return;
  event.preventDefault();
  event.target.closest("details")?.removeAttribute("open");
  open();
});
