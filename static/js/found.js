// What was found is coloured in closed sections too: over their rendered text, which stays as it is.

import { elementsOf, linesOf, masked, rangeOver, signsOf, startOf, textOf } from "./caret.js";

const KINDS = ["match", "chosen"];

// matches: { section, start, end } in the sources that came with them, from top to bottom. chosen: the one at hand.
export function colour(matches, chosen) {
  if (!CSS.highlights) return;
  const highlights = KINDS.map(() => new Highlight());
  for (const place of document.querySelectorAll("#found [data-source]")) {
    const prose = document.querySelector(`#section-${place.dataset.source} .prose`);
    const found = matches.filter(({ section }) => section === Number(place.dataset.source));
    for (const [match, range] of prose ? rangesOf(prose, place.textContent, found) : []) highlights[Number(match === chosen)].add(range);
  }
  KINDS.forEach((kind, at) => CSS.highlights.set(kind, highlights[at]));
}

// Those that are seen, and where: not what stands in an address.
function rangesOf(prose, source, matches) {
  const elements = elementsOf(prose);
  const starts = linesOf(prose).map((line) => startOf(source, line));
  if (starts.length !== elements.length) return [];
  const blocks = elements.map((element, at) => readBlock(element, source.slice(starts[at], starts[at + 1]), starts[at]));
  const ranges = matches.map((match) => [match, rangeIn(blocks.findLast(({ start }) => start <= match.start), match)]);
  return ranges.filter(([, range]) => range);
}

// The signs that are written and those that are seen. Up to head, and from tail on, they are the same.
function readBlock(element, source, start) {
  const { text, nodes } = textOf(element);
  const [written, seen] = [signsOf(masked(source)), signsOf(text)];
  const shift = seen.length - written.length;
  const isOther = ({ sign }, at) => sign !== seen[at]?.sign;
  const head = written.findIndex(isOther);
  const tail = written.findLastIndex(({ sign }, at) => sign !== seen[at + shift]?.sign) + 1;
  return { start, nodes, written, seen, shift, head: head < 0 ? written.length : head, tail, all: signsOf(source) };
}

function rangeIn(block, { start, end }) {
  if (!block) return null;
  const isWithin = (sign) => sign.at >= start - block.start && sign.end <= end - block.start;
  const from = block.written.findIndex(isWithin);
  const to = block.written.findLastIndex(isWithin);
  const isHidden = block.all.filter(isWithin).length !== to - from + 1;
  if (from < 0 || isHidden || (to >= block.head && from < block.tail)) return null;
  const by = to < block.head ? 0 : block.shift;
  return rangeOver(block.nodes, block.seen[from + by], block.seen[to + by]);
}
