// A mirror behind the text area: the same text in the same place, with colours and underlines.
//
// The text area lies in front and stays what is typed in: caret, selection, spelling, dictation, touch and screen readers
// are its own. Only the fill of its letters is taken away (-webkit-text-fill-color, so that the colour which the caret and
// the marks of an input method are drawn in stays), and the letters of the mirror show through, under a selection too.
// The other way round, colours laid over letters that are painted already, has dark fringes and can't make a letter paler.
// While something is composed, under forced colours, and without this script, the text area shows its own letters.

import { blocksOf, readBlock } from "./syntax.js";

let mirror = null; // of the open section: { field, pane, blocks, value, marks }

export function watchMirror(field) {
  const pane = document.createElement("div");
  pane.className = "mirror";
  pane.dir = "auto";
  pane.setAttribute("aria-hidden", "true");
  field.before(pane);
  mirror = { field, pane, blocks: [], value: "", marks: new Map() };
  const own = mirror;
  field.addEventListener("input", () => own === mirror && reflect());
  field.addEventListener("compositionstart", () => field.parentElement.classList.add("composing"));
  field.addEventListener("compositionend", () => field.parentElement.classList.remove("composing"));
  reflect();
  field.parentElement.classList.add("mirrored");
}

// Only paragraphs that changed are read again, and those below them whose code fence was opened or closed by that.
function reflect() {
  const { field, blocks } = mirror;
  const texts = blocksOf(field.value);
  moveMarks(mirror.value, field.value);
  mirror.value = field.value;
  let same = 0;
  while (same < blocks.length && same < texts.length && blocks[same].text === texts[same]) same += 1;
  let tail = 0;
  const most = Math.min(blocks.length, texts.length) - same;
  while (tail < most && blocks.at(-1 - tail).text === texts.at(-1 - tail)) tail += 1;
  const gone = blocks.splice(same, blocks.length - tail - same);
  const made = texts.slice(same, texts.length - tail).map((text, at) => ({ text, node: gone[at]?.node ?? document.createElement("div") }));
  const below = blocks[same]?.node ?? null;
  blocks.splice(same, 0, ...made);
  gone.slice(made.length).forEach((block) => block.node.remove());
  made.slice(gone.length).forEach((block) => mirror.pane.insertBefore(block.node, below));
  readOn(same, same + made.length);
}

function readOn(from, to) {
  let fence = blocks(from - 1)?.fence ?? "";
  for (let at = from; at < mirror.blocks.length; at += 1) {
    const block = mirror.blocks[at];
    if (at >= to && block.above === fence) return;
    block.above = fence;
    Object.assign(block, readBlock(block.text, fence));
    fence = block.fence;
    paint(block, startOf(at));
  }
}

const blocks = (at) => mirror.blocks[at];
const startOf = (at) => mirror.blocks.slice(0, at).reduce((sum, block) => sum + block.text.length, 0);

// Marks: findings, matches. They go along with the text that they are on, until that is changed.

function moveMarks(before, after) {
  if (![...mirror.marks.values()].some((ranges) => ranges.length)) return;
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const changed = before.length - tail;
  const shift = after.length - before.length;
  for (const [kind, ranges] of mirror.marks) {
    const kept = ranges.filter(({ start, end }) => end <= head || start >= changed);
    mirror.marks.set(kind, kept.map((range) => moved(range, range.start >= changed ? shift : 0)));
  }
}

const moved = (range, by) => ({ ...range, start: range.start + by, end: range.end + by });
const isOn = (ranges, start, end) => ranges.some((range) => range.start < end && range.end > start);

// kind: what they are shown as. ranges: { start, end } in the field.
export function setMarks(kind, ranges) {
  if (!mirror?.field.isConnected) return;
  const old = mirror.marks.get(kind) ?? [];
  mirror.marks.set(kind, ranges);
  let start = 0;
  for (const block of mirror.blocks) {
    const end = start + block.text.length;
    if (isOn(old, start, end) || isOn(ranges, start, end)) paint(block, start);
    start = end;
  }
}

function paint(block, start) {
  const end = start + block.text.length;
  const ranges = [...block.found];
  for (const [kind, marked] of mirror.marks) {
    for (const mark of marked) {
      if (mark.start < end && mark.end > start) ranges.push({ ...moved(mark, -start), kind });
    }
  }
  patch(block.node, pieces(block.text, ranges));
}

function pieces(text, ranges) {
  const inside = (at) => at > 0 && at < text.length;
  const cuts = [...new Set(ranges.flatMap(({ start, end }) => [start, end]).filter(inside))].sort((one, other) => one - other);
  return [0, ...cuts].map((start, at) => piece(text, start, cuts[at] ?? text.length, ranges));
}

function piece(text, start, end, ranges) {
  const kinds = ranges.filter((range) => range.start < end && range.end > start).map(({ kind }) => `in-${kind}`);
  return { text: text.slice(start, end), kinds: kinds.join(" ") };
}

function nodeOf({ text, kinds }) {
  if (!kinds) return new Text(text);
  const span = document.createElement("span");
  span.className = kinds;
  span.textContent = text;
  return span;
}

// What is the same stays: a letter typed changes one text, and the browser lays out and paints no more than that.
function patch(node, wanted) {
  const old = [...node.childNodes];
  const kindsOf = (child) => child.className ?? "";
  const isSame = (child, { text, kinds }) => child.textContent === text && kindsOf(child) === kinds;
  const most = Math.min(old.length, wanted.length);
  let head = 0;
  while (head < most && isSame(old[head], wanted[head])) head += 1;
  let tail = 0;
  while (tail < most - head && isSame(old.at(-1 - tail), wanted.at(-1 - tail))) tail += 1;
  const gone = old.slice(head, old.length - tail);
  const made = wanted.slice(head, wanted.length - tail);
  if (gone.length === 1 && made.length === 1 && kindsOf(gone[0]) === made[0].kinds) {
    (gone[0].firstChild ?? gone[0]).data = made[0].text;
    return;
  }
  gone.forEach((child) => child.remove());
  made.forEach((piece) => node.insertBefore(nodeOf(piece), old[old.length - tail] ?? null));
}

// The paragraph that a place of the field is in, and where the line of that place stands in the window.

export function blockAt(place) {
  let start = 0;
  for (const block of mirror?.blocks ?? []) {
    if (place < start + block.text.length || block === mirror.blocks.at(-1)) return { node: block.node, into: place - start };
    start += block.text.length;
  }
  return null;
}

// The paragraphs that a selection goes over.
export function nodesIn(from, to) {
  let start = 0;
  return (mirror?.blocks ?? []).filter((block, at, all) => {
    const end = (start += block.text.length);
    return end - block.text.length <= to && (end > from || (at === all.length - 1 && end === from));
  }).map((block) => block.node);
}

// The text that a place is in, and how far into it; between two texts the first one, or with isBehind the second.
function textAt({ node, into }, isBehind) {
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  let text = walker.nextNode();
  while (text && (isBehind ? into >= text.length : into > text.length)) {
    into -= text.length;
    text = walker.nextNode();
  }
  return text && { text, into };
}

function rectOf({ text, into }, length) {
  const range = document.createRange();
  range.setStart(text, into);
  range.setEnd(text, into + length);
  return range.getClientRects()[0];
}

export function lineAt(place) {
  const block = blockAt(place);
  const found = block && textAt(block, false);
  return (found && rectOf(found, 0)) ?? block?.node.getBoundingClientRect() ?? null;
}

// How far below the window's top the sign at a place of the field stands; undefined where there is no sign.
export function topAt(field, place) {
  const block = mirror?.field === field ? blockAt(place) : null;
  const found = block && textAt(block, true);
  return found ? rectOf(found, 1)?.top : undefined;
}
