// Puts another text into a field: only what differs, so that caret and undo stay.
export function replaceText(field, text) {
  const { value, selectionStart, selectionEnd } = field;
  if (value === text) return;
  const shorter = Math.min(value.length, text.length);
  let tail = 0;
  while (tail < shorter && value.at(-1 - tail) === text.at(-1 - tail)) tail++;
  let head = 0;
  while (head < shorter - tail && value[head] === text[head]) head++;
  const fresh = text.slice(head, text.length - tail);
  // A place behind the change moves along with its text; one within it goes to its end.
  const moved = (place) => (place <= head ? place : Math.max(place, value.length - tail) + text.length - value.length);
  field.focus({ preventScroll: true });
  field.setSelectionRange(head, value.length - tail);
  document.execCommand(fresh ? "insertText" : "delete", false, fresh);
  field.setSelectionRange(moved(selectionStart), moved(selectionEnd));
}
