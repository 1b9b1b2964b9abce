// The list of links by keyboard: one row has the focus, one key does one thing. Letters act in the list only.

const list = () => document.getElementById("links");
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

const keyed = (key) => current()?.querySelector(`[data-key="${CSS.escape(key)}"]`);

function press(key) {
  const control = keyed(key);
  control.click();
  const details = control.parentElement;
  if (details.matches("details[open]")) details.querySelector(".menu button, .menu textarea")?.focus();
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  o: () => current()?.querySelector("a").click(),
  Enter: () => current()?.querySelector("a").click(),
  u: () => htmx.ajax("POST", "/links/undo", { source: "#inbox", target: "#inbox", swap: "outerHTML", values: keptValues() }),
};

function keptValues() {
  const form = document.getElementById("paste");
  return Object.fromEntries(["view", "draft", "from"].map((name) => [name, form.elements[name].value]));
}

const isTyping = (target) => target.closest("input, textarea, select");

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || !list()) return;
  const inMenu = event.target.closest(":is(#inbox, #context) details[open]");
  if (inMenu && event.key === "Escape") {
    inMenu.open = false;
    (inMenu.closest(".link[tabindex]") ?? inMenu.querySelector("summary")).focus();
    return;
  }
  if (inMenu && moveInMenu(event, inMenu)) return;
  const onPage = event.target === document.body || event.target.id === "main";
  const isHere = event.target.closest("#inbox") || (onPage && document.body.matches(".triage"));
  if (event.key === "j" && onPage) return step(1);
  if (!isHere || isTyping(event.target) || event.target.closest(".menu")) return;
  if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
  if (event.key === "/") focusSearch(event);
  else if (KEYS[event.key]) act(event, KEYS[event.key]);
  else if (event.key.length === 1 && keyed(event.key)) act(event, () => press(event.key));
});

function act(event, action) {
  event.preventDefault();
  event.stopPropagation();
  action();
}

function focusSearch(event) {
  event.preventDefault();
  document.getElementById("q").focus();
}

// In the list of sections: arrows move, a digit chooses.
function moveInMenu(event, details) {
  if (event.target.closest("textarea")) {
    if (event.key === "Enter" && !event.shiftKey) act(event, () => details.querySelector('[data-key="keep"]').click());
    return true;
  }
  const buttons = [...details.querySelectorAll(".menu button")];
  const at = buttons.indexOf(event.target);
  const by = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key];
  if (by) act(event, () => buttons[(at + by + buttons.length) % buttons.length].focus());
  else if (/^[1-9]$/.test(event.key)) act(event, () => buttons[Number(event.key) - 1]?.click());
  return Boolean(by) || /^[1-9]$/.test(event.key);
}

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
