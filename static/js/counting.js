// How many words are selected, in front of how many there are: “12 of 1,642 words”.

import { masked } from "./caret.js";

const WORD = /[\p{L}\p{N}_][\p{L}\p{N}_’'-]*/gu;

function count() {
  const field = document.activeElement;
  const selected = field?.matches("textarea.source") ? field.value.slice(field.selectionStart, field.selectionEnd) : "";
  const words = selected ? [...masked(selected).matchAll(WORD)].length : 0;
  document.getElementById("selected").textContent = words ? `${words.toLocaleString("en-GB")} of ` : "";
}

document.addEventListener("selectionchange", () => requestAnimationFrame(count));
