// Pasting: an address over words makes a link, rich text becomes Markdown; with Shift it stays plain.

import { addActions } from "./keys.js";
import { insert } from "./pairs.js";
import { markdownOf } from "./rich.js";

const ADDRESS = /^https?:\/\/\S+$/i;
const MOST = 2_000_000; // characters of HTML; more is a whole book, and is pasted as the text that it is

let isPlain = false;

const selectionOf = (field) => field.value.slice(field.selectionStart, field.selectionEnd);

function paste(event, field) {
  const { clipboardData: data } = event;
  const text = data.getData("text/plain").trim();
  const words = selectionOf(field);
  if (ADDRESS.test(text) && words.trim() && !ADDRESS.test(words)) {
    event.preventDefault();
    insert(`[${words}](${text.replaceAll("(", "%28").replaceAll(")", "%29")})`);
    return;
  }
  const html = data.getData("text/html");
  const markdown = html && !isPlain && html.length < MOST && !ADDRESS.test(text) ? markdownOf(html) : null;
  if (!markdown) return;
  event.preventDefault();
  insert(markdown.isInline ? markdown.text : apart(markdown.text, field));
}

// Blocks stand apart from what is before and behind them.
function apart(text, field) {
  const before = field.value.slice(0, field.selectionStart);
  const after = field.value.slice(field.selectionEnd);
  const gap = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const end = !after || after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
  return gap + text + end;
}

function pasteOnce(event, field) {
  paste(event, field);
  isPlain = false;
}

// The paste itself is the browser's; the key comes before it.
addActions("editor", {
  plain: () => {
    isPlain = true;
    return false;
  },
});

export function watchPasting(field) {
  field.addEventListener("input", () => (isPlain = false));
  field.addEventListener("paste", (event) => pasteOnce(event, field));
}
