// The reader: selected words of the kept text are kept as a passage, with the words around them.

import { addActions } from "./keys.js";

const AROUND = 40; // characters, as the server compares them

function selected() {
  const text = document.querySelector("#reader .text");
  const selection = getSelection();
  if (!text || selection.isCollapsed || !text.contains(selection.anchorNode) || !text.contains(selection.focusNode)) return null;
  const range = selection.getRangeAt(0);
  const [before, behind] = [document.createRange(), document.createRange()];
  before.selectNodeContents(text);
  behind.selectNodeContents(text);
  before.setEnd(range.startContainer, range.startOffset);
  behind.setStart(range.endContainer, range.endOffset);
  return { quote: `${selection}`, prefix: `${before}`.slice(-AROUND), suffix: `${behind}`.slice(0, AROUND) };
}

function mark() {
  const values = selected();
  const button = document.querySelector("#reader [data-act=mark]");
  if (!values || !button) return false;
  const kept = Object.fromEntries(new FormData(button.form));
  htmx.ajax("POST", `/links/${button.dataset.link}/quotes`, {
    source: "#reader", target: "#reader", swap: "outerHTML", values: { ...kept, ...values },
  });
}

addActions("links", { mark, quote: () => document.querySelector("#reader [data-act=quote]")?.closest("form").elements.to?.focus() });

document.addEventListener("mousedown", (event) => {
  if (event.target.closest("[data-act=mark]")) event.preventDefault(); // the selection stays
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-act=mark]")) mark();
});
