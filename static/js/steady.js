// Nothing moves under the eyes: the line that was clicked, or that the caret was in, stays in its place.

import { lineTop, markAt, placeOf, renderedTop, topOf } from "./caret.js";

let rise = 0; // px that the open card is moved down; less than 0: up

let opened = null; // what was clicked or reached: its mark and line, the section's first line, what stands above it
let covering = null; // the field whose card covers the end of what is above it, and scrollY as it was then
let closed = null; // where the caret was in the section that is being closed, and how high in the window

// The first line of a section, which stays where it is when the section is opened by key.
function headTop(section) {
  const first = section.querySelector(".prose > :first-child");
  const line = first && document.createRange();
  if (!line) return section.getBoundingClientRect().top;
  line.selectNodeContents(first);
  return line.getClientRects()[0]?.top ?? first.getBoundingClientRect().top;
}

const bottomAbove = (section) =>
  section.previousElementSibling?.getBoundingClientRect().bottom ?? section.parentElement.getBoundingClientRect().top;
const textAbove = ({ previousElementSibling: above }) =>
  (above?.querySelector(".prose") ?? above ?? document.querySelector(".manuscript h1")).getBoundingClientRect().bottom;
const topOfCard = ({ form }) => form.getBoundingClientRect().top;
const isCovering = (field) => topOfCard(field) < textAbove(field.closest(".sec"));

// The page is as long as the window needs it to be, also when what is below becomes shorter.
const keepHeight = (more = 0) => (document.body.style.minHeight = `${scrollY + innerHeight + Math.max(0, more)}px`);

function raise(form, by) {
  rise = by;
  form.style.marginTop = `${by}px`;
}

function scrollOn(by) {
  keepHeight(by);
  scrollBy(0, by);
}

export function beginOpening(section, event) {
  const clicked = event && { mark: markAt(event), top: lineTop(event) };
  opened = { above: bottomAbove(section), head: headTop(section), ...clicked };
  keepHeight();
}

// The opened text stands where the rendered one stood: the card rises over the gap above it. Answers the clicked place.
export function standOpened(field) {
  if (!opened) return null;
  scrollOn(bottomAbove(field.closest(".sec")) - opened.above); // what was open above is closed now
  raise(field.form, opened.head - topOf(field, 0));
  return placeOf(opened.mark, field.value);
}

// As soon as one scrolls, which moves the page anyway, the card uncovers what is above it, and the window goes along.
function uncover({ type }) {
  const { field, at } = covering ?? {};
  const isOwn = type === "scroll" && Math.abs(scrollY - at) < 1; // what the opening itself scrolled
  if (!field || isOwn) return;
  covering = null;
  if (!field.isConnected) return;
  const by = textAbove(field.closest(".sec")) - topOfCard(field);
  raise(field.form, rise + by);
  scrollOn(by);
}

// Nothing above moves: where more lines are written than were rendered, the card covers the end of what is above it.
export function endOpening(field, place) {
  const { top } = opened ?? {};
  if (!opened) field.scrollIntoView({ block: "nearest" });
  opened = covering = null;
  if (place === null) return;
  const off = topOf(field, place) - top;
  const room = topOfCard(field) - document.getElementById("manuscript").getBoundingClientRect().top;
  const up = Math.min(off, Math.max(0, room));
  raise(field.form, rise - up);
  scrollOn(off - up);
  if (isCovering(field)) covering = { field, at: scrollY };
}

export function beginClosing(field) {
  const { id } = field.closest(".sec");
  const place = field.selectionStart;
  closed = { id, source: field.value, place, top: topOf(field, place) };
  keepHeight();
}

// Answers whether the line was seen, and stays, in the section that has the focus now.
export function endClosing(section) {
  const { id, source, place, top } = closed ?? {};
  const prose = closed && document.querySelector(`#${id} .prose`);
  const line = prose && top > 0 && top < innerHeight ? renderedTop(prose, source, place) : null;
  closed = null;
  if (line !== null) scrollOn(line - top);
  return line !== null && section.id === id;
}

for (const name of ["scroll", "wheel"]) addEventListener(name, uncover, { passive: true });
