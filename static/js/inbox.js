// The list of links by keyboard: a key acts on the chosen row, or on all that are marked.

import { addActions, addScope, holdKeys, isField, releaseKeys } from "./keys.js";
import "./menus.js";

const byId = (id) => document.getElementById(id);
const rows = () => [...document.querySelectorAll("#links > .link")];
const current = () => document.querySelector("#links > .link.selected");
const boxes = () => [...document.querySelectorAll("#links [name=link]")];
const marked = () => boxes().filter((box) => box.checked).length;

let next = []; // ids: the chosen row, those below and above

function choose(row, focuses = true) {
  const all = rows();
  const at = all.indexOf(row);
  for (const other of all) {
    other.classList.toggle("selected", other === row);
    other.tabIndex = other === row ? 0 : -1;
  }
  byId("list").elements.current.value = row?.dataset.link ?? "";
  if (row) next = [...all.slice(at), ...all.reverse()].map(({ id }) => id);
  if (!row || !focuses) return;
  row.focus();
  row.scrollIntoView({ block: "nearest" });
  if (byId("reader")) load(row);
}

const load = (row) => htmx.ajax("GET", `/links/${row.dataset.link}`, { source: "#reader", target: "#reader", swap: "outerHTML" });

function step(by) {
  const all = rows();
  choose(all[all.indexOf(current()) + by] ?? current());
}

const presses = (name) => () => {
  const found = [current(), byId("marked")].map((place) => place?.querySelector(`[data-act="${name}"]`));
  if (marked()) found.reverse();
  if (current()) found.find(Boolean)?.click();
};

function read(_, event) {
  if (event?.target.closest("a, button, input") && event.key === "Enter") return false;
  if (!byId("reader") || innerWidth < 901) location.assign(`/links/${current().dataset.link}#reader`);
  else load(current()).then(() => byId("reader").focus());
}

const count = () => (byId("marked-count").value = marked() ? `${marked()} marked` : "");

function mark(wanted) {
  for (const box of boxes()) box.checked = wanted;
  count();
}

const undo = (_, event) =>
  event?.target.id !== "q" && htmx.ajax("POST", "/links/undo", { source: "#paste", target: "#inbox", swap: "outerHTML" });

const search = () => byId("q").focus();

addScope(
  "links",
  (target) => (target.matches(".triage, .triage #main, #q") || (target.closest("#inbox, #reader") && !isField(target)) ? byId("inbox") : null),
  {
    next: (_, event) => (event?.target.id === "q" ? choose(current()) : step(1)),
    previous: () => step(-1),
    read,
    open: () => current()?.querySelector("a").click(),
    tick: () => current()?.querySelector("input").click(),
    all: () => mark(marked() < rows().length),
    clear: (_, event) => (event.target.matches("#q:placeholder-shown") ? choose(current()) : marked() > 0 && mark(false)),
    undo,
    search,
    ...Object.fromEntries(["send", "section", "note", "cite", "later", "done", "remove"].map((name) => [name, presses(name)])),
  },
  () => byId("inbox"),
);
addActions("desk", { links: () => step(1), search });

document.addEventListener("click", (event) => {
  const row = event.target.closest("#links > .link");
  if (row && !event.target.closest("a, button, input, .menu")) choose(row);
});
document.addEventListener("change", count);
document.addEventListener("reset", () => setTimeout(count));

// A text with addresses that is pasted into the field, or dropped on the list, is saved at once; a file, too.
function file(event, text) {
  if (!/https?:\/\//i.test(text)) return;
  event.preventDefault();
  byId("q").value = text.replace(/\s+/g, " ").trim();
  byId("q").form.requestSubmit();
}
document.addEventListener("paste", (event) => event.target.id === "q" && file(event, event.clipboardData.getData("text/plain")));
const isForeign = (event) => event.target.closest?.("#inbox") && !event.dataTransfer.types.join().includes("working-notes");
document.addEventListener("dragover", (event) => isForeign(event) && event.preventDefault());
document.addEventListener("drop", async (event) => {
  if (!isForeign(event)) return;
  event.preventDefault();
  const text = event.dataTransfer.getData("text/plain");
  const texts = await Promise.all([...event.dataTransfer.files].map((each) => each.text()));
  file(event, [...texts, text].join(" "));
});

const closeMenu = () => {
  const menu = byId("menu");
  menu.replaceChildren();
  byId("list").append(menu); // its row may go
};
const goOn = () => choose(byId(next.find(byId)) ?? rows()[0], document.activeElement.closest("#list, #toasts"));

document.addEventListener("htmx:beforeRequest", ({ target }) => target.id === "list" && holdKeys());
document.addEventListener("htmx:beforeSwap", ({ target, detail }) => target.id === "list" && detail.xhr.status < 400 && closeMenu());
document.addEventListener("htmx:afterRequest", ({ target, detail }) => {
  if (target.id !== "list") return;
  const menu = byId("menu");
  const row = byId(`link-${menu.firstElementChild?.value}`);
  if (row) choose(row, false);
  if (menu.firstChild) {
    (row ?? byId("marked")).append(menu);
    menu.querySelector("textarea, button").focus();
  } else if (detail.successful) {
    mark(false);
    goOn();
  }
  releaseKeys();
});
document.addEventListener("htmx:afterSettle", ({ target, detail }) => {
  if (detail.target?.id !== "inbox" && target.id !== "inbox") return;
  const saved = document.querySelector("#links > [data-chosen]");
  if (saved) next = [saved.id];
  goOn();
  saved?.scrollIntoView({ block: "nearest" });
});

count(); // the browser may have kept marks while the page was loaded again
goOn();
