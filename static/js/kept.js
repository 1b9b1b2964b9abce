// Text that was not saved when its tab was closed is spoken of as soon as the desk is opened.

import { manuscript } from "./manuscript.js";
import { momentOf } from "./notices.js";
import { copiesOfDraft } from "./saving.js";

// The same sum as zlib.crc32, over the text without what ends it: it tells whether a section holds a text already.
function sumOf(text) {
  let sum = -1;
  for (const byte of new TextEncoder().encode(text.trimEnd())) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return String(~sum >>> 0);
}

function make(name, text, values = {}) {
  return Object.assign(document.createElement(name), { textContent: text }, values);
}

function wayTo(copy, section) {
  const name = section.getAttribute("aria-label");
  const { here } = manuscript().dataset;
  return make("a", `Look at it in ${name}`, { href: `${here}?section=${section.dataset.section}#${section.id}` });
}

// Its section is gone: the text is shown here, to be copied.
function wholeOf(copy) {
  const whole = make("details", "");
  const drop = make("button", "Leave it out", { type: "button", className: "quiet" });
  drop.addEventListener("click", () => (copy.drop(), offer()));
  whole.append(make("summary", "Its section is gone; show it"), make("pre", copy.text, { tabIndex: 0 }), drop);
  return whole;
}

function lineOf(copy) {
  const section = document.querySelector(`.sec[data-id="${CSS.escape(copy.section)}"]`);
  const line = make("div", "");
  line.append(make("p", `Text from ${momentOf(copy.at)} was not saved. `), section ? wayTo(copy, section) : wholeOf(copy));
  return line;
}

function isOffered(copy) {
  const section = document.querySelector(`.sec[data-id="${CSS.escape(copy.section)}"]`);
  if (section?.matches(".editing")) return false; // it is offered there
  if (section?.dataset.sum !== sumOf(copy.text)) return true;
  copy.drop(); // it was saved after all
  return false;
}

function offer() {
  const copies = copiesOfDraft(manuscript().dataset).filter(isOffered);
  document.getElementById("kept").replaceChildren(...copies.map(lineOf));
}

offer();
document.addEventListener("htmx:afterSettle", (event) => event.detail.target?.id === "manuscript" && offer());
addEventListener("storage", offer);
