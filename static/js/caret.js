// Where a click in rendered text lies in its Markdown, and where a place in a text area lies on the page.

const WORD = /[\p{L}\p{N}’']+/gu;
// What the reader does not see: addresses of links, comments. They keep their length, so that places stay what they are.
const UNSEEN = /\]\([^)\s]*(?:\s+"[^"]*")?\)|\]\[[^\]]*\]|<[^>]*>|^\[[^\]]+\]:.*$/gm;

const plain = (text) => text.replaceAll("’", "'");
export const masked = (source) => source.replace(UNSEEN, (unseen) => " ".repeat(unseen.length));

function occurrences(text, word) {
  return [...text.matchAll(WORD)].filter((match) => plain(match[0]) === plain(word)).map((match) => match.index);
}

// The text of a section from its beginning to a point of the page.
function textBefore(prose, node, offset) {
  const range = document.createRange();
  range.setStart(prose, 0);
  range.setEnd(node, offset);
  return range.toString();
}

// Names the word under the pointer: which one it is, which of its like, how far into it, how high on the page.
export function wordAt(event) {
  const prose = event.target.closest(".prose");
  const point = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  if (!prose || point?.offsetNode.nodeType !== Node.TEXT_NODE || !prose.contains(point.offsetNode)) return null;
  const before = textBefore(prose, point.offsetNode, point.offset);
  const whole = prose.textContent;
  const found = [...whole.matchAll(WORD)].find((match) => match.index + match[0].length >= before.length);
  if (!found || found.index > before.length) return null;
  const alike = occurrences(whole, found[0]);
  return { word: found[0], ordinal: alike.indexOf(found.index), alike: alike.length, into: before.length - found.index };
}

// Finds the same word in the source; null where it can't be told which one it is.
export function placeOf(mark, source) {
  const alike = mark ? occurrences(masked(source), mark.word) : [];
  return mark && alike.length === mark.alike ? alike[mark.ordinal] + mark.into : null;
}

// How far below the window's top a place of the field stands: a copy of the text up to it is measured.
export function topOf(field, place) {
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
