// The palette: one field that finds every action, section, draft, link and post.

import { act, addScope, isField, placeNear, placeOf, scopeNames } from "./keys.js";

const dialog = document.getElementById("palette");
const form = dialog?.querySelector("form");
const field = form?.elements.q;

let origin = null; // what had the focus when it was opened
let range = null; // what was selected on the page then; a field keeps its own selection
let caret = null; // what was selected in that field; closing a dialog loses it
let afterwards = null; // what was chosen: done once the page has the focus again, since until then nothing can be written
let isChosen = false; // Enter came before the rows of what was typed

const rows = () => [...dialog.querySelectorAll("[role=option]")];
const current = () => dialog.querySelector("[aria-selected=true]");

function open() {
  const selection = getSelection();
  origin = document.activeElement;
  caret = origin.matches("textarea, [type=text], [type=search]") ? [origin.selectionStart, origin.selectionEnd] : null;
  range = selection.isCollapsed || isField(origin) ? null : selection.getRangeAt(0).cloneRange();
  const names = scopeNames().filter((name) => placeNear(name, origin));
  const isAtHand = (name) => Boolean(placeOf(name, origin));
  form.elements.scopes.value = [...names.filter(isAtHand), ...names.filter((name) => !isAtHand(name))].join(" ");
  form.elements.draft.value = decodeURIComponent(/^\/desk\/([^/]+)/.exec(location.pathname)?.[1] ?? "");
  field.value = "";
  dialog.showModal();
  htmx.trigger(field, "ask");
}

function giveBack() {
  if (!origin.isConnected) origin = document.getElementById(origin.id) ?? document.body; // swapped since
  origin.focus({ preventScroll: true });
  if (caret && isField(origin)) origin.setSelectionRange(...caret);
  if (range) {
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }
  afterwards?.();
  afterwards = null;
}

function select(row) {
  current()?.setAttribute("aria-selected", "false");
  row?.setAttribute("aria-selected", "true");
  row?.scrollIntoView({ block: "nearest" });
  if (row) field.setAttribute("aria-activedescendant", row.id);
  else field.removeAttribute("aria-activedescendant");
}

function step(by) {
  const all = rows();
  if (all.length) select(all[(all.indexOf(current()) + by + all.length) % all.length]);
}

function choose() {
  isChosen = document.getElementById("palette-found").dataset.words !== field.value;
  if (!isChosen) run(current());
}

// A section of this page is gone to without loading it again.
function run(row) {
  if (!row) return;
  const [scope, name] = row.dataset.action?.split(".") ?? [];
  const isHere = row.pathname === location.pathname && row.hash && document.getElementById(row.hash.slice(1));
  if (!scope && !isHere) return location.assign(row.href);
  afterwards = scope ? () => act(scope, name, placeNear(scope, origin)) : () => goTo(isHere);
  dialog.close();
}

function goTo(place) {
  (place.querySelector("textarea.source") ?? place).focus();
  place.scrollIntoView({ block: "nearest" });
}

if (dialog) {
  addScope("palette", () => (dialog.open ? dialog : null), { next: () => step(1), previous: () => step(-1), choose });
  addScope("anywhere", () => document.body, { palette: open });
  dialog.addEventListener("close", giveBack);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
    const row = event.target.closest("[role=option]");
    if (!row || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    run(row);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-palette]")) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "palette-found") return;
    select(rows()[0]);
    if (isChosen) choose();
  });
}
