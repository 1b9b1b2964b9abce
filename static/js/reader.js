// The reader: selected words of the kept text are kept as a passage, with the words around them.

import { addActions } from "./keys.js";

const AROUND = 40; // characters, as the server compares them

function selected() {
  const text = document.querySelector("#reader .text");
  const selection = getSelection();
  const range = !selection.isCollapsed && selection.getRangeAt(0);
  if (!range || !text?.contains(range.commonAncestorContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(text);
  const behind = before.cloneRange();
  before.setEnd(range.startContainer, range.startOffset);
  behind.setStart(range.endContainer, range.endOffset);
  return { quote: `${selection}`, prefix: `${before}`.slice(-AROUND), suffix: `${behind}`.slice(0, AROUND) };
}

function mark() {
  const values = selected();
  if (!values) return false;
  const form = document.querySelector("#reader .toolbar");
  htmx.ajax("POST", form.action, { source: form, target: "#reader", swap: "outerHTML", values });
}

addActions("links", { mark, quote: () => document.querySelector("#reader [data-act=quote]")?.closest("form").elements.to?.focus() });

document.addEventListener("mousedown", (event) => {
  if (event.target.closest("[data-act=mark]")) event.preventDefault(); // the selection stays
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-act=mark]")) mark();
});
