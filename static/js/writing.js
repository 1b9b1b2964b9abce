// Writing Markdown by the browser's own insertion, so that its undo lives.

import { act, addActions } from "./keys.js";
import { watchMarks } from "./marks.js";
import { watchMirror } from "./mirror.js";
import { insert, watchPairs } from "./pairs.js";
import { watchPasting } from "./pasting.js";

function wrap(field, mark) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const isWrapped = value.slice(start - mark.length, start) === mark && value.slice(end, end + mark.length) === mark;
  if (isWrapped) {
    field.setSelectionRange(start - mark.length, end + mark.length);
    insert(value.slice(start, end));
    field.setSelectionRange(start - mark.length, end - mark.length);
    return;
  }
  insert(mark + value.slice(start, end) + mark);
  field.setSelectionRange(start + mark.length, end + mark.length);
}

function beginLines(field, sign) {
  const { selectionStart, selectionEnd, value } = field;
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const end = value.indexOf("\n", selectionEnd) < 0 ? value.length : value.indexOf("\n", selectionEnd);
  field.setSelectionRange(start, end);
  const lines = value.slice(start, end).split("\n");
  insert(lines.map((line) => sign + line).join("\n"));
}

function link(field) {
  const start = field.selectionStart;
  const words = field.value.slice(start, field.selectionEnd);
  insert(`[${words}]()`);
  const caret = start + (words ? words.length + 3 : 1);
  field.setSelectionRange(caret, caret);
}

const FORMATS = {
  bold: (field) => wrap(field, "**"),
  italic: (field) => wrap(field, "*"),
  code: (field) => wrap(field, "`"),
  quote: (field) => beginLines(field, "> "),
  list: (field) => beginLines(field, "- "),
  link: (field) => link(field),
};

const ITEM = /^(\s*)(?:([-*+])|(\d+)\.)\s+/;

function lineAt(field) {
  const start = field.value.lastIndexOf("\n", field.selectionStart - 1) + 1;
  const end = field.value.indexOf("\n", field.selectionStart);
  return { start, text: field.value.slice(start, end < 0 ? field.value.length : end) };
}

// In a list Enter begins the next item; in an empty item it ends the list.
function continueList(field) {
  const { start, text } = lineAt(field);
  const item = ITEM.exec(text);
  const isInItem = item && field.selectionStart === field.selectionEnd && field.selectionStart >= start + item[0].length;
  if (!isInItem) return false;
  if (text.length === item[0].length) {
    field.setSelectionRange(start, start + text.length);
    document.execCommand("delete");
    return;
  }
  const mark = item[2] ?? `${Number(item[3]) + 1}.`;
  insert(`\n${item[1]}${mark} `);
}

// On a line of a list Tab indents and Shift+Tab takes that back; elsewhere Tab goes on to the next control.
function indentItem(field, isBack) {
  const { start, text } = lineAt(field);
  const item = ITEM.exec(text);
  if (!item) return false;
  const step = item[2] ? 2 : 3; // what stands under the item's text belongs to it
  const caret = field.selectionStart;
  if (isBack) {
    const taken = Math.min(step, item[1].length);
    if (!taken) return;
    field.setSelectionRange(start, start + taken);
    document.execCommand("delete");
    field.setSelectionRange(caret - taken, caret - taken);
    return;
  }
  field.setSelectionRange(start, start);
  insert(" ".repeat(step));
  field.setSelectionRange(caret + step, caret + step);
}

// Where the browser can't size the field by its content.
function grow(field) {
  if (CSS.supports("field-sizing", "content")) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}

const fieldOf = (section) => section.querySelector("textarea.source");

addActions("editor", {
  ...Object.fromEntries(Object.entries(FORMATS).map(([name, format]) => [name, (section) => format(fieldOf(section))])),
  item: (section) => continueList(fieldOf(section)),
  indent: (section) => indentItem(fieldOf(section), false),
  outdent: (section) => indentItem(fieldOf(section), true),
});

export function watchField(form) {
  const field = form.querySelector("textarea");
  grow(field);
  watchMirror(field);
  watchMarks(field);
  watchPairs(field);
  watchPasting(field);
  field.addEventListener("input", () => grow(field));
  const toolbar = form.querySelector(".toolbar");
  toolbar.addEventListener("mousedown", (event) => event.target.closest("[data-format]") && event.preventDefault());
  toolbar.addEventListener("click", (event) => {
    const format = event.target.closest("[data-format]")?.dataset.format;
    if (!format) return;
    field.focus();
    act("editor", format, form.closest(".sec"));
  });
}
