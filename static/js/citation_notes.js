// What was noted about a citation: shown when it is pointed at or focused, and when the caret rests in it.
//
// It lies below the line (above the last one of the window), moves nothing, stays while it is pointed at, and goes with Esc
// (WCAG 1.4.13).

import { openField } from "./citing.js";
import { addScope } from "./keys.js";
import { lineAt } from "./mirror.js";

const PAUSE = 300; // ms: a pointer on its way elsewhere opens nothing, and there is time to reach what opened
const WRITTEN = /\[(?:[^\[\]\\]|\\.)*\]\(([^)\s]+)[^)]*\)|<(https?:[^>\s]+)>/g;

const note = () => document.getElementById("noted");
const isShown = () => note()?.matches(":popover-open");

let timer = 0;
let shown = ""; // the address that it is about, or is being asked for
let dismissed = ""; // closed by Esc: it stays closed until it was left

function later(action) {
  clearTimeout(timer);
  timer = setTimeout(action, PAUSE);
}

// rectOf: answers where the words stand, which may have moved while the answer was on its way.
async function ask(address, rectOf) {
  if (address === dismissed || (address === shown && isShown())) return;
  dismissed = "";
  shown = address;
  note().replaceChildren();
  const values = { address };
  await htmx.ajax("GET", "/links/noted", { source: "#noted", target: "#noted", swap: "innerHTML", values });
  const rect = shown === address && note().childElementCount ? rectOf() : null;
  if (rect) show(rect);
  else hide();
}

function show(rect) {
  note().showPopover();
  const { offsetHeight: height, offsetWidth: width } = note();
  const fits = rect.bottom + height < innerHeight;
  note().style.top = `${scrollY + (fits ? rect.bottom : rect.top - height)}px`;
  note().style.left = `${Math.max(0, Math.min(rect.left, document.documentElement.clientWidth - width))}px`;
}

function hide() {
  clearTimeout(timer);
  shown = "";
  if (isShown()) note().hidePopover();
}

const citationOf = (event) => event.target.closest?.(".sec:not(.editing) .prose a[href^=http]");

function lookAt(link) {
  later(() => ask(link.href, () => link.isConnected && [...link.getClientRects()].at(-1)));
}

document.addEventListener("pointerover", (event) => {
  const link = citationOf(event);
  if (link) lookAt(link);
  else if (event.target.closest?.("#noted")) clearTimeout(timer);
});
document.addEventListener("pointerout", (event) => {
  if (!citationOf(event) && !event.target.closest?.("#noted")) return;
  dismissed = "";
  later(hide);
});
document.addEventListener("focusin", (event) => {
  if (citationOf(event)) lookAt(citationOf(event));
});
document.addEventListener("focusout", (event) => {
  if (!citationOf(event)) return;
  dismissed = "";
  hide();
});

// The caret in the Markdown of a link.
function citationAt(field) {
  const { selectionStart: caret, selectionEnd: end, value } = field;
  const start = value.lastIndexOf("\n", caret - 1) + 1;
  const line = /.*/.exec(value.slice(start))[0];
  const found = [...line.matchAll(WRITTEN)].find(({ index, 0: words }) => caret > start + index && caret < start + index + words.length);
  return found && caret === end ? { address: found[1] ?? found[2], place: start + found.index + found[0].length } : null;
}

document.addEventListener("selectionchange", () => {
  const field = openField();
  if (!field || document.activeElement !== field) return;
  const found = citationAt(field);
  if (!found) {
    dismissed = "";
    return hide();
  }
  if (/^https?:/i.test(found.address)) later(() => field.isConnected && ask(found.address, () => lineAt(found.place)));
});
document.addEventListener("input", hide);
addScope("noted", () => (isShown() ? document.body : null), {
  close: () => {
    dismissed = shown;
    hide();
  },
});
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id === "manuscript") hide();
});
