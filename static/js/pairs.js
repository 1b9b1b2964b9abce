// Pairs: a sign goes round a selection; an opening one brings its closing one where nothing follows.

const WRAPS = { "(": ")", "[": "]", "{": "}", '"': '"', "*": "*", _: "_", "`": "`" };
const CLOSES = { "(": ")", "[": "]", "`": "`" }; // what also comes in twos with nothing selected

let isOurs = false; // what we insert ourselves is not looked at again

function edit(command, text) {
  isOurs = true;
  document.execCommand(command, false, text);
  isOurs = false;
}

// For what is inserted for the author: it is written as it is.
export const insert = (text) => edit("insertText", text);

function lineOf(field) {
  const { value, selectionStart: caret } = field;
  const end = value.indexOf("\n", caret);
  return value.slice(value.lastIndexOf("\n", caret - 1) + 1, end < 0 ? value.length : end);
}

const countOf = (text, sign) => text.split(sign).length - 1;

// Would the sign be one too many in its line?
function isClosed(line, sign) {
  const opening = Object.keys(CLOSES).find((key) => CLOSES[key] === sign);
  if (opening === sign) return countOf(line, sign) % 2 === 0;
  return countOf(line, sign) >= countOf(line, opening);
}

function wrap(field, sign) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  insert(sign + value.slice(start, end) + WRAPS[sign]);
  field.setSelectionRange(start + 1, end + 1);
}

function pair(field, sign) {
  const { selectionStart: caret } = field;
  insert(sign + CLOSES[sign]);
  field.setSelectionRange(caret + 1, caret + 1);
}

// "[" within "[]" begins the offers of links, which bring their own end.
function openOffers(field) {
  const { selectionStart: caret } = field;
  field.setSelectionRange(caret, caret + 1);
  insert("[");
}

function onSign(event, field, sign) {
  const { selectionStart: caret, selectionEnd: end, value } = field;
  const next = value[caret] ?? "";
  const before = value[caret - 1] ?? "";
  if (caret !== end) {
    if (!(sign in WRAPS)) return;
    event.preventDefault();
    wrap(field, sign);
  } else if (sign === next && Object.values(CLOSES).includes(sign) && isClosed(lineOf(field), sign)) {
    event.preventDefault();
    field.setSelectionRange(caret + 1, caret + 1);
  } else if (sign === "[" && before === "[" && next === "]") {
    event.preventDefault();
    openOffers(field);
  } else if (sign in CLOSES && /^\s?$/.test(next) && !(sign === "`" && /[\w`]/.test(before))) {
    event.preventDefault();
    pair(field, sign);
  }
}

function onDelete(event, field) {
  const { selectionStart: caret, selectionEnd: end, value } = field;
  const before = value[caret - 1];
  if (caret !== end || !(before in CLOSES) || CLOSES[before] !== value[caret]) return;
  event.preventDefault();
  field.setSelectionRange(caret - 1, caret + 1);
  edit("delete");
}

export function watchPairs(field) {
  field.addEventListener("beforeinput", (event) => {
    if (isOurs || event.isComposing || event.defaultPrevented) return;
    if (event.inputType === "deleteContentBackward") onDelete(event, field);
    if (event.inputType === "insertText" && event.data?.length === 1) onSign(event, field, event.data);
  });
}
