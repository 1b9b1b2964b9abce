// Moving sections and the fold by pointer, on their handles; the fold also by arrow keys.

import { addScope } from "./keys.js";
import { change, sections } from "./manuscript.js";

const SLACK = 5; // px that a press may move and still be a press

const separatorOf = (fold) => fold.querySelector("[role=separator]");

let drag = null; // { kind, from, startY, isMoving, to }


function begin(event) {
  const fold = event.target.closest(".fold");
  const grip = event.target.closest(".grip > summary");
  if (event.button !== 0 || event.target.closest("button") || !(fold || grip)) return;
  const handle = fold ?? grip;
  const from = Number(fold ? separatorOf(fold).dataset.fold : grip.parentElement.dataset.grip);
  if (grip && from === 0) return;
  drag = { kind: fold ? "fold" : "section", handle, from, startY: event.clientY, isMoving: false, to: null };
  handle.setPointerCapture(event.pointerId);
}

// How many of the other sections' middles lie above the pointer: the place where it would be dropped.
function placeAt(y) {
  const above = sections().filter((section) => {
    const box = section.getBoundingClientRect();
    return box.top + box.height / 2 < y;
  });
  return above.length ? Number(above.at(-1).dataset.section) : 0;
}

function move(event) {
  if (!drag) return;
  if (!drag.isMoving && Math.abs(event.clientY - drag.startY) < SLACK) return;
  event.preventDefault();
  drag.isMoving = true;
  drag.to = placeAt(event.clientY);
  document.body.classList.add("dragging");
  for (const section of sections()) section.classList.toggle("drop-below", Number(section.dataset.section) === drag.to);
}

function targetOf({ kind, from, to }) {
  if (kind === "fold") return to;
  return to < from ? to + 1 : to; // it is dropped below `to`; moved down, the others close up
}

function end() {
  if (!drag) return;
  const done = drag;
  drag = null;
  document.body.classList.remove("dragging");
  for (const section of sections()) section.classList.remove("drop-below");
  if (!done.isMoving || done.to === null) return;
  done.handle.addEventListener("click", (event) => event.preventDefault(), { once: true, capture: true });
  const to = targetOf(done);
  if (to === done.from) return;
  if (done.kind === "fold") change("/fold", { below: to });
  else change(`/sections/${done.from}/move`, { to }, to);
}

function cancel() {
  if (!drag) return;
  drag.isMoving = false;
  end();
}

document.addEventListener("pointerdown", begin);
document.addEventListener("pointermove", move);
document.addEventListener("pointerup", end);
document.addEventListener("pointercancel", cancel);

addScope("drag", () => drag && document.body, { cancel });

const press = (name) => (fold) => fold.querySelector(`[data-act="${name}"]`)?.click();
addScope("fold", (target) => (target.matches(".fold [role=separator]") ? target.closest(".fold") : null), {
  up: press("fold-up"),
  down: press("fold-down"),
});

// The fold keeps the focus when it was moved by key.
let hadFold = false;
document.addEventListener("htmx:beforeSwap", () => (hadFold = Boolean(document.activeElement?.closest(".fold"))));
document.addEventListener("htmx:afterSettle", () => {
  if (hadFold) document.querySelector("#fold [role=separator]")?.focus();
  hadFold = false;
});
