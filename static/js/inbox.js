// The list of links by keyboard: one row has the focus, one key does one thing. Letters act in the list only.

import { addActions, addScope, isField } from "./keys.js";
import "./menus.js";

const rows = () => [...document.querySelectorAll("#links > .link")];
const current = () => document.querySelector("#links > .link.selected");

let place = 0; // which row was chosen, so that the next one is after it went

function choose(row, { focuses = true } = {}) {
  for (const other of rows()) {
    other.classList.toggle("selected", other === row);
    other.tabIndex = other === row ? 0 : -1;
  }
  if (!row) return;
  place = rows().indexOf(row);
  if (!focuses) return;
  row.focus();
  row.scrollIntoView({ block: "nearest" });
  if (document.getElementById("reader")) {
    htmx.ajax("GET", `/links/${row.dataset.link}`, { source: "#reader", target: "#reader", swap: "outerHTML" });
  }
}

function step(by) {
  const all = rows();
  const from = current() ? all.indexOf(current()) : by > 0 ? -1 : all.length;
  choose(all[Math.min(Math.max(from + by, 0), all.length - 1)]);
}

const control = (name) => current()?.querySelector(`[data-act="${name}"]`);

// Presses what a row offers; where that opens a menu, its first entry gets the focus.
function press(name) {
  const found = control(name);
  if (!found) return false;
  found.click();
  const details = found.parentElement;
  if (details.matches("details[open]")) details.querySelector(".menu button, .menu textarea")?.focus();
}

function read(_, event) {
  if (event?.target.closest("a, button, summary, input") && event.key === "Enter") return false;
  current()?.querySelector("a").click();
}

const undo = (_, event) =>
  event?.target.id !== "q" && htmx.ajax("POST", "/links/undo", { source: "#inbox", target: "#inbox", swap: "outerHTML", values: keptValues() });

function keptValues() {
  const form = document.getElementById("paste");
  return Object.fromEntries(["view", "draft", "from"].map((name) => [name, form.elements[name].value]));
}

const presses = (name) => () => press(name);
const isOnPage = (target) => target.matches("body, #main") && document.body.matches(".triage");

addScope(
  "links",
  (target) => (isOnPage(target) || target.id === "q" || (target.closest("#inbox, #reader") && !isField(target)) ? document.getElementById("inbox") : null),
  {
    next: (_, event) => (event?.target.id === "q" ? choose(current()) : step(1)),
    previous: () => step(-1),
    read,
    undo,
    search: () => document.getElementById("q").focus(),
    ...Object.fromEntries(["send", "note", "cite", "later", "done", "remove"].map((name) => [name, presses(name)])),
  },
  () => document.getElementById("inbox"),
);
addActions("desk", { links: () => step(1) });

document.addEventListener("click", (event) => {
  const row = event.target.closest("#links > .link");
  if (row && !event.target.closest("a, button, summary, .menu")) choose(row);
});

// An address is saved as soon as it is pasted.
document.addEventListener("paste", (event) => {
  if (event.target.id !== "q") return;
  const text = event.clipboardData.getData("text/plain").trim();
  if (!/^https?:\/\/\S+$/i.test(text)) return;
  event.preventDefault();
  event.target.value = text;
  event.target.form.requestSubmit();
});

let wasInList = false;
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target?.id === "inbox") wasInList = Boolean(document.activeElement?.closest("#links, #toasts"));
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id !== "inbox" && event.target.id !== "inbox") return;
  const saved = document.querySelector("#links > [data-chosen]");
  if (saved) {
    choose(saved, { focuses: false });
    return saved.scrollIntoView({ block: "nearest" });
  }
  const row = rows()[Math.min(place, rows().length - 1)];
  if (row) choose(row, { focuses: wasInList });
  wasInList = false;
});

choose(rows()[0] ?? null, { focuses: false });
