// What is what in a piece of Markdown, for its colours: a list of { start, end, kind } from left to right, outer ones first.
// Only what a writer sees while writing; how a post is read is decided by the blog's engine on the server.

const FENCE = /^ {0,3}(`{3,}|~{3,})[^`]*$/;
const HEADING = /^ {0,3}#{1,6}[ \t]/;
const LABEL = String.raw`\[(?:\\.|[^\[\]\\]|\[[^\[\]]*\])*\]`;
const TARGET = String.raw`\((?:[^()\s]|\([^()\s]*\))*(?:[ \t]+"[^"]*")?\)|\[[^\[\]]*\]`;
const INLINE = new RegExp(
  [
    String.raw`\\[^\n]`,
    "(?<ticks>(?<!`)`+(?!`))[^]*?(?<!`)\\k<ticks>(?!`)",
    "(?<unseen><!--[^]*?-->|\\{%[^]*?%\\}|\\{\\{[^]*?\\}\\})",
    "(?<bare><(?:https?|mailto):[^>\\s]*>)",
    `(?<label>!?${LABEL})(?<target>${TARGET})`,
    String.raw`(?<note>\[\^[^\]\s]+\])`,
    String.raw`(?<strong>\*\*(?=\S)(?:\*(?!\*)|[^*])+?(?<=\S)\*\*)`,
    String.raw`(?<em>\*(?=[^\s*])(?:\*\*[^*]+\*\*|[^*])+?(?<=\S)\*|(?<![\p{L}\p{N}_])_(?=[^\s_])[^_]*[^_\s]?_(?![\p{L}\p{N}_]))`,
  ].join("|"),
  "gu",
);

function readInline(text, from, found) {
  for (const match of text.matchAll(INLINE)) {
    const { ticks, unseen, bare, label, target, note, strong, em } = match.groups;
    const start = from + match.index;
    const end = start + match[0].length;
    if (ticks) found.push({ start, end, kind: "code" });
    else if (unseen) found.push({ start, end, kind: "unseen" });
    else if (bare || note) found.push({ start, end, kind: "link" });
    else if (label) readLink(label, target, start, found);
    else if (strong) readStressed("strong", match[0], 2, start, found);
    else if (em) readStressed("em", match[0], 1, start, found);
  }
}

function readLink(label, target, start, found) {
  const inAddress = start + label.length;
  found.push({ start, end: inAddress, kind: "link" }, { start: inAddress, end: inAddress + target.length, kind: "unseen" });
  const open = label.indexOf("[") + 1;
  readInline(label.slice(open, -1), start + open, found);
}

function readStressed(kind, text, width, start, found) {
  found.push({ start, end: start + text.length, kind });
  readInline(text.slice(width, -width), start + width, found);
}

function fenceBelow(fence, mark, line) {
  if (!fence) return mark;
  const isEnd = mark?.startsWith(fence) && line.trim() === mark;
  return isEnd ? "" : fence;
}

// fence: of code that is still open above, as it was written; "" where there is none. Answers the one open below, too.
export function readBlock(text, fence = "") {
  const found = [];
  let at = 0;
  let run = ""; // lines of prose not read yet, so that a link may go over two of them
  const endRun = () => {
    readInline(run, at - run.length, found);
    run = "";
  };
  for (const line of text.match(/.*\n|.+/g) ?? []) {
    const bare = line.trimEnd();
    const mark = FENCE.exec(bare)?.[1];
    const isHeading = !fence && HEADING.test(line);
    if (!fence && !mark && !isHeading) run += line;
    else {
      endRun();
      found.push({ start: at, end: at + bare.length, kind: isHeading ? "heading" : "code" });
      if (isHeading) readInline(bare, at, found);
      else fence = fenceBelow(fence, mark, bare);
    }
    at += line.length;
  }
  endRun();
  return { found, fence };
}

// Cuts a text into paragraphs, each with the blank lines below it.
export const blocksOf = (text) => text.match(/(?:.+(?:\n|$))+\n*|\n+/g) ?? [];
