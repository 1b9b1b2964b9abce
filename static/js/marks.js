// What the checks find in the open section is underlined in the mirror, and again after each save.

import { manuscript, positionOf } from "./manuscript.js";
import { setMarks } from "./mirror.js";

const PAUSE = 500; // ms after a save, so that a run of saves asks once
const STANDS = 150; // ms after an opening: the section is painted first, and one that is only passed by asks for nothing
const LEVELS = ["note", "warning", "error"];

let timer = 0;

async function ask(field) {
  if (!field.isConnected) return;
  const { here, revision } = manuscript().dataset;
  const values = { section: positionOf(field.closest(".sec")), revision };
  await htmx.ajax("GET", `${here}/marks`, { source: "#marks", target: "#marks", swap: "outerHTML", values });
  const marks = [...document.querySelectorAll("#marks li")].map((item) => markOf(item, field.value)).filter(Boolean);
  for (const level of LEVELS) setMarks(level, marks.filter((mark) => mark.level === level));
}

// What was typed since the answer was made may have moved the words; where they are twice, the nearest are meant.
function markOf({ dataset, textContent: words }, text) {
  const wanted = Number(dataset.start);
  const before = text.lastIndexOf(words, wanted);
  const after = text.indexOf(words, wanted);
  const isBefore = after < 0 || (before >= 0 && wanted - before < after - wanted);
  const start = isBefore ? before : after;
  return start < 0 ? null : { start, end: start + words.length, level: dataset.level };
}

export function watchMarks(field) {
  const askIn = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(() => ask(field), pause);
  };
  askIn(STANDS);
  field.form.addEventListener("saved", () => askIn(PAUSE));
}
