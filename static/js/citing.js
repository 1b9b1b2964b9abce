// Citing: a link is written at the open section's cursor, by the browser's own insertion, so that its undo lives.

import { flush, openForm } from "./saving.js";

// Where a sentence begins the note comes along: on an empty line, after a list's mark, after the end of another sentence.
const BEGINS = /(?:^|\n)[ \t]*(?:(?:[-*+>]|\d+\.)[ \t]+)?$|[.!?…][)"'”’*_]*\s+$/;

export const openField = () => openForm()?.querySelector("textarea") ?? null;
export const beginsSentence = (before) => BEGINS.test(before);

// Shows the list of links anew, which depends on what is cited; what stands beside the text follows every save.
async function showCited() {
  if (await flush()) document.dispatchEvent(new CustomEvent("links:cited"));
}

// Puts words in the place of a range of the field.
export function write(field, start, end, words) {
  field.focus({ preventScroll: true });
  field.setSelectionRange(start, end);
  document.execCommand("insertText", false, words);
  showCited();
}

let isCiting = false;

// Cites a link at the field's selection, which it remembers while the focus is elsewhere; behind what was typed meanwhile.
export async function cite(field, link) {
  if (isCiting) return;
  isCiting = true;
  const { selectionStart: start, selectionEnd: end } = field;
  const before = field.value.slice(0, end);
  const words = await citationOf(link, before.slice(0, start), before.slice(start)).finally(() => (isCiting = false));
  if (!words || field !== openField()) return; // the banner says why there are none
  const isAsItWas = field.value.startsWith(before);
  write(field, isAsItWas ? start : field.selectionEnd, isAsItWas ? end : field.selectionEnd, words);
}

async function citationOf(link, before, selected) {
  const asked = new URLSearchParams({ selected, ...(beginsSentence(before) ? { begins: "" } : {}) });
  const place = document.getElementById("citation");
  place.textContent = "";
  await htmx.ajax("GET", `/links/${link}/citation?${asked}`, { source: "#citation", target: "#citation", swap: "textContent" });
  return place.textContent;
}

document.addEventListener(
  "click",
  (event) => {
    const link = event.target.closest("[data-cite]")?.dataset.cite;
    const field = openField();
    if (!link || !field) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    cite(field, link);
  },
  true,
);

// What was cited with no section open is selected in the section that opened for it.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id !== "manuscript") return;
  const words = openField()?.dataset.inserted?.replace(/\r\n?/g, "\n");
  if (words && openField().value.endsWith(words)) openField().setSelectionRange(openField().value.length - words.length, openField().value.length);
});
