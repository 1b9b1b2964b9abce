// What another program or window changed is shown within two seconds, section by section. What holds the focus, a selection,
// an open menu or the text area is left alone, and shown as soon as it doesn't.

import { isBusy, manuscript, positionOf, REMOVED } from "./manuscript.js";
import { showDifferences } from "./difference.js";

const PAUSE = 1500; // ms between two questions, while the page is seen

const seen = () => document.getElementById("seen");
const late = new Set(); // ids of what is not shown yet
let behind = null; // the revision that is still shown there
let asked = null; // the revision of the question under way
let isAnswer = false; // is what is swapped just now the answer to a question?

const isWaiting = () => [...late].some((id) => !isHeld(document.getElementById(id)));

async function ask() {
  if (asked || isBusy() || document.hidden || !seen() || document.body.dataset.saving === "saving") return;
  asked = isWaiting() ? behind : seen().dataset.revision;
  if (asked === behind) forget();
  const open = document.querySelector(".sec.editing");
  const values = { since: asked, ...(open ? { section: positionOf(open), revision: manuscript().dataset.revision } : {}) };
  try {
    await htmx.ajax("GET", `${manuscript().dataset.here}/changes`, { source: "#seen", target: "#seen", swap: "none", values });
  } catch {
    // the banner says what went wrong; the next question comes all the same
  } finally {
    asked = null;
  }
}

function forget() {
  late.clear();
  behind = null;
}

export function isHeld(place) {
  if (!place) return false;
  const selection = getSelection();
  if (!selection.isCollapsed && selection.containsNode(place, true)) return true;
  return place.matches(".editing") || place.contains(document.activeElement) || place.querySelector(".grip[open]") !== null;
}

function leaveFor(place) {
  behind ??= asked;
  late.add(place.id);
}

// A section that was just written has another id than the page gave it; only one is open.
const nameOf = (place) => (place.matches(".editing") ? "editing" : (place.dataset.id ?? place.id));

// Sections came, went or moved: all are put in their order around those that are held, which stay where they are.
function arrange(place, fresh) {
  const held = [...place.children].filter(isHeld);
  const wanted = [...fresh.children].map((node) => held.find((old) => nameOf(old) === nameOf(node)) ?? node);
  const stay = wanted.filter((node) => held.includes(node));
  if (stay.some((node, at) => node !== held.filter((old) => stay.includes(old))[at])) return leaveFor(place);
  for (const node of [...place.children]) if (!held.includes(node)) node.remove();
  for (const [at, node] of wanted.entries()) {
    if (held.includes(node)) renumber(node, [...fresh.children].find((other) => nameOf(other) === nameOf(node)));
    else place.insertBefore(node, wanted.slice(at).find((other) => held.includes(other)) ?? null);
    htmx.process(node);
  }
  held.filter((node) => node.matches(".editing") && !wanted.includes(node)).forEach(setApart);
  manuscript().dataset.revision = seen().dataset.revision;
}

// The open section was removed elsewhere: its number is another one's now.
function setApart(section) {
  section.dataset.section = REMOVED;
  section.id = "section-removed";
}

function renumber(node, fresh) {
  if (!fresh) return;
  node.id = fresh.id;
  for (const name of ["id", "section", "start", "end"]) if (fresh.dataset[name]) node.dataset[name] = fresh.dataset[name];
  if (!node.matches(".editing")) leaveFor(node);
}

document.addEventListener("htmx:beforeSwap", (event) => (isAnswer = event.detail.target?.id === "seen"));
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target: place, fragment } = event.detail;
  if (!isAnswer || !place.matches(".sec, #sections, #fold, #beside")) return;
  if (isBusy()) {
    event.detail.shouldSwap = false;
    leaveFor(place);
  } else if (place.id === "sections") {
    event.detail.shouldSwap = false;
    arrange(place, fragment.firstElementChild ?? fragment);
  } else if (isHeld(place)) {
    event.detail.shouldSwap = false;
    leaveFor(place);
  }
});
document.addEventListener("htmx:oobAfterSwap", () => {
  const place = document.querySelector("#elsewhere .theirs:not(:has(ins, del))");
  const field = document.querySelector("textarea.source");
  if (place && field) showDifferences(place, field.value, place.textContent.trim());
});
document.addEventListener("htmx:afterSettle", (event) => event.detail.target?.id === "manuscript" && forget());
for (const name of ["visibilitychange", "selectionchange"]) document.addEventListener(name, () => (name === "visibilitychange" || late.size) && ask());
document.addEventListener("focusout", () => late.size && setTimeout(ask));
setInterval(ask, PAUSE);
