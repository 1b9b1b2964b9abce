// Where a click in rendered text lies in its Markdown, and where a place in a text area lies on the page.

import { topAt } from "./mirror.js";

// What the reader does not see, or sees as something else. It keeps its length, so that places stay what they are.
const UNSEEN = new RegExp(
  [
    /!\[[^\]]*\](?:\([^)\s]*(?:\s+"[^"]*")?\)|\[[^\]]*\])?/, // images
    /\]\([^)\s]*(?:\s+"[^"]*")?\)|\]\[[^\]]*\]/, // addresses of links
    /<!--[^]*?-->|<(?!https?:|mailto:)[^>]*>/, // comments, tags
    /\[\^[^\]]+\]:?|^[*]?\[[^\]]+\]:.*$/, // marks of footnotes; definitions
    /\{:[^}\n]*\}|&#?\w+;/, // attributes, entities
    /^\s*(?:`{3,}|~{3,}).*$|^\s*\d+\.(?=\s)/, // fences, numbers of lists
  ]
    .map(({ source }) => source)
    .join("|"),
  "gm",
);
const SIGN = /[\p{L}\p{N}\p{M}\p{Extended_Pictographic}]/gu; // what Markdown writes as itself
const AROUND = 8; // signs before and behind a place that tell it from others

export const masked = (source) => source.replace(UNSEEN, (unseen) => " ".repeat(unseen.length));
export const signsOf = (text) => [...text.matchAll(SIGN)].map((match) => ({ sign: match[0], at: match.index, end: match.index + match[0].length }));

// The text of an element without the marks of footnotes, and its nodes with where each begins in it.
export function textOf(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const nodes = [];
  let text = "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    nodes.push({ node, start: text.length });
    if (!node.parentElement.closest(".footnote, .reversefootnote")) text += node.data;
  }
  return { text, nodes };
}

export const elementsOf = (prose) => [...prose.children].filter((element) => !element.matches(".footnotes"));
export const linesOf = (prose) => prose.dataset.lines.split(" ").filter(Boolean).map(Number);

// Says which place was pointed at: the element among those of the section, and how far into its text.
export function markAt(event) {
  const prose = event.target.closest(".prose");
  const point = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  if (!prose || point?.offsetNode.nodeType !== Node.TEXT_NODE || !prose.contains(point.offsetNode)) return null;
  const elements = elementsOf(prose);
  const block = [...prose.children].find((element) => element.contains(point.offsetNode));
  if (!block) return null;
  const lines = linesOf(prose);
  const ordinal = lines.length === elements.length ? elements.indexOf(block) : -1;
  const { text, nodes } = textOf(block);
  const at = nodes.find(({ node }) => node === point.offsetNode).start + point.offset;
  return { text, at, lines, ordinal };
}

export function startOf(source, line) {
  let start = 0;
  for (let number = 0; number < line; number += 1) start = source.indexOf("\n", start) + 1;
  return start;
}

// The place in the source that was pointed at; where it can't be told, the start of its paragraph; null without one.
export function placeOf(mark, source) {
  if (!mark) return null;
  const { lines, ordinal } = mark;
  const start = ordinal < 0 ? 0 : startOf(source, lines[ordinal]);
  const end = ordinal < 0 || ordinal + 1 === lines.length ? source.length : startOf(source, lines[ordinal + 1]);
  const found = align(mark, signsOf(masked(source.slice(start, end))));
  if (found === null) return ordinal < 0 ? null : start;
  return start + found;
}

// Which of the written signs follows the place: the text before it is the same, or the text behind it, or that around it.
function align({ text, at }, written) {
  const seen = signsOf(text);
  const before = seen.filter((each) => each.end <= at).length;
  const isSame = (from, to, shift) => seen.slice(from, to).every(({ sign }, index) => written[from + index + shift]?.sign === sign);
  const shift = written.length - seen.length;
  if (isSame(0, before + 1, 0)) return placeBy(seen, before, at, written, before);
  if (isSame(Math.max(0, before - 1), seen.length, shift)) return placeBy(seen, before, at, written, before + shift);
  const from = Math.max(0, before - AROUND);
  const around = seen.slice(from, before + AROUND).map(({ sign }) => sign).join("");
  const all = written.map(({ sign }) => sign).join("");
  const first = all.indexOf(around);
  if (!around || first < 0 || first !== all.lastIndexOf(around)) return null;
  return placeBy(seen, before, at, written, [...all.slice(0, first)].length + before - from);
}

// Right before a sign, else as far behind the one before as on the page.
function placeBy(seen, before, at, written, found) {
  const next = written[found]?.at ?? Infinity;
  if (seen[before] && seen[before].at <= at) return next + at - seen[before].at;
  const last = written[found - 1];
  return last ? Math.min(last.end + at - seen[before - 1].end, next) : Number.isFinite(next) ? next : 0;
}

// How far below the window's top the line of a place of the source is rendered; null where that can't be told.
export function renderedTop(prose, source, place) {
  const elements = elementsOf(prose);
  const starts = linesOf(prose).map((line) => startOf(source, line));
  const ordinal = starts.findLastIndex((start) => start <= place);
  if (ordinal < 0 || starts.length !== elements.length) return null;
  const written = signsOf(masked(source.slice(starts[ordinal], starts[ordinal + 1])));
  const { text, nodes } = textOf(elements[ordinal]);
  const seen = signsOf(text);
  const before = written.filter(({ end }) => starts[ordinal] + end <= place).length;
  const shift = written.length === seen.length || written[before - 1]?.sign === seen[before - 1]?.sign ? 0 : seen.length - written.length;
  const sign = seen[Math.max(0, before - 1 + shift)];
  if (!sign) return elements[ordinal].getBoundingClientRect().top;
  return rangeOver(nodes, sign, sign).getBoundingClientRect().top;
}

// From one sign of an element's text to another.
export function rangeOver(nodes, first, last) {
  const nodeOf = ({ at }) => nodes.findLast((each) => each.start <= at);
  const [from, to] = [nodeOf(first), nodeOf(last)];
  const range = document.createRange();
  range.setStart(from.node, first.at - from.start);
  range.setEnd(to.node, last.end - to.start);
  return range;
}

// How far below the window's top a place of the field stands: as the mirror shows it, which costs no layout of its own.
export const topOf = (field, place) => topAt(field, place) ?? measuredTop(field, place);

// At the text's end, and without a mirror: a copy of the text up to the place is measured.
function measuredTop(field, place) {
  const copy = document.createElement("div");
  copy.className = "source measure";
  copy.textContent = field.value.slice(0, place);
  const end = document.createElement("span");
  end.textContent = field.value.slice(place) || ".";
  copy.append(end);
  field.after(copy);
  const top = end.getClientRects()[0].top;
  const shift = field.getBoundingClientRect().top - copy.getBoundingClientRect().top;
  copy.remove();
  return top + shift;
}

export const lineTop = (event) => {
  const point = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  return point?.getClientRect()?.top ?? event.clientY;
};
