// A link that is dragged from the list is cited where it is dropped: in the open text, else at a section's end.
// By keyboard `c` does it, by touch the Cite button.

import { cite } from "./citing.js";
import { change, positionOf } from "./manuscript.js";

const KIND = "application/x-working-notes-link";

const isOurs = (event) => event.dataTransfer?.types.includes(KIND);
const fieldOf = (event) => event.target.closest?.("textarea.source");
const closedOf = (event) => event.target.closest?.(".sec:not(.editing)");

// Other programs are given the address.
document.addEventListener("dragstart", (event) => {
  const row = event.target.closest?.(".link[draggable]");
  if (!row || !getSelection().isCollapsed) return;
  const { href } = row.querySelector("a");
  event.dataTransfer.setData(KIND, row.dataset.link);
  event.dataTransfer.setData("text/uri-list", href);
  event.dataTransfer.setData("text/plain", href);
  event.dataTransfer.effectAllowed = "copyLink";
});

// Where in the text the pointer is; where the browser can't say, the caret stays.
function followPointer(event, field) {
  const point = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  field.focus({ preventScroll: true });
  if (point?.offsetNode === field) field.setSelectionRange(point.offset, point.offset);
}

function mark(section) {
  document.querySelectorAll(".drop-in").forEach((other) => other.classList.toggle("drop-in", other === section));
  section?.classList.add("drop-in");
}

document.addEventListener("dragover", (event) => {
  if (!isOurs(event)) return;
  const field = fieldOf(event);
  const section = closedOf(event);
  mark(section);
  if (!field && !section) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "copy";
  if (field) followPointer(event, field);
});

document.addEventListener("drop", (event) => {
  if (!isOurs(event)) return;
  const link = event.dataTransfer.getData(KIND);
  const field = fieldOf(event);
  const section = closedOf(event);
  if (!field && !section) return;
  event.preventDefault();
  if (section) return change("/cite", { link, position: positionOf(section) });
  followPointer(event, field);
  cite(field, link);
});

document.addEventListener("dragend", () => mark(null));
