// How many words are selected, in front of how many there are: “12 of 1,642 words”.

import { masked } from "./caret.js";

const WORD = /[\p{L}\p{N}_][\p{L}\p{N}_’'-]*/gu;

let frame = 0;

function show(selected) {
  const words = [...masked(selected).matchAll(WORD)].length;
  document.getElementById("selected").textContent = words ? `${words.toLocaleString("en-GB")} of ` : "";
}

document.addEventListener("selectionchange", () => {
  const field = document.activeElement;
  const selected = field?.matches("textarea.source") ? field.value.slice(field.selectionStart, field.selectionEnd) : "";
  if (!selected && document.getElementById("selected").textContent === "") return;
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(() => show(selected));
});
