// The save queue of the open section: one request under way, the newest text last, a local copy until it is saved.
// The only island that uses fetch() and local storage.

import { addActions } from "./keys.js";
import { fillNotice, hideNotice, refusalOf, sentenceOf, showAnswer, showKept, showState } from "./notices.js";
import { replaceText } from "./replacing.js";

const PAUSE = 600; // ms after the last key
const RETRIES = [1000, 2000, 5000, 10000, 30000]; // ms; the last one goes on for ever
const TIMEOUT = 10000; // ms, as htmx has it
const SLOW = 3000; // ms after which a save that is under way is spoken of
const LARGEST_LEAVING = 60000; // bytes that a browser sends for a page that is going, and a little less
const PREFIX = "working-notes";

let open = null; // the section that is being written: { form, field, saved, sending, timer, tries, conflict, key }

const isCurrent = (section) => section === open;
const isSame = (one, other) => one.trimEnd() === other.trimEnd();

// Local copies: { text, at, revision, start, end }, the last three of the text that it began from

let store = null;
try {
  store = localStorage;
} catch {
  // it is switched off; what is not saved says so
}

const keysOf = ({ draft, name, sectionId, position }) => [`${PREFIX}:${draft}:${sectionId}:`, `${PREFIX}:${name}:at-${position}:`];

function keepCopy() {
  const { revision, start, end } = open.form.elements;
  let key = keysOf(open.form.dataset)[0] + revision.value;
  const copy = { text: open.field.value, at: new Date().toISOString(), revision: revision.value, start: start.value, end: end.value };
  try {
    while (key !== open.key && store.getItem(key) !== null) key += "+"; // another text that was not saved keeps its place
    store.setItem(key, JSON.stringify(copy));
    if (open.key && open.key !== key) store.removeItem(open.key);
    open.key = key;
    open.isKept = true;
  } catch {
    open.isKept = false; // no store, or it is full: what is not saved says so
  }
}

function dropCopy() {
  if (open.key) store?.removeItem(open.key);
  open.key = null;
}

const read = (key) => ({ key, ...JSON.parse(store.getItem(key)) });

function copiesOf(prefixes) {
  const keys = Object.keys(store ?? {}).filter((key) => prefixes.some((prefix) => key.startsWith(prefix)));
  const copies = keys.filter((key) => key !== open?.key).map(read);
  return copies.sort((one, other) => other.at.localeCompare(one.at));
}

// All text of a draft that was not saved, each with the section that it is of, as the page names it.
export function copiesOfDraft({ draft, name }) {
  const copies = copiesOf([`${PREFIX}:${draft}:`, `${PREFIX}:${name}:`]);
  return copies.map((copy) => ({ ...copy, section: copy.key.split(":").at(-2), drop: () => store.removeItem(copy.key) }));
}

function offerCopy() {
  const { form, field } = open;
  const copies = copiesOf(keysOf(form.dataset));
  for (const { key, text } of copies) if (isSame(text, open.saved)) store.removeItem(key); // it was saved after all
  const copy = copies.find(({ text }) => !isSame(text, open.saved) && !isSame(text, field.value));
  if (!copy) return;
  showKept(form, field.value, copy).addEventListener("click", ({ target }) => {
    if (target.dataset.kept) takeCopy(copy, target.dataset.kept === "use");
  });
}

// The copy is saved as a change of the text that it began from, so that nothing that was changed since is lost.
// What stands in the field is saved first. The copy goes once its text has another place to be.
async function takeCopy(copy, isWanted) {
  const section = open;
  if (isWanted && !((await flush()) && isCurrent(section))) return;
  hideNotice(section.form);
  const isNew = isWanted && !isSame(copy.text, section.saved);
  if (isNew) takeSpan(copy, openSpan());
  if (isNew) replaceText(section.field, copy.text);
  if (!isWanted || (section.isKept && section.key !== copy.key)) store.removeItem(copy.key);
  if (!isWanted) offerCopy();
  section.field.focus();
}

// Another window saved or dropped it.
addEventListener("storage", ({ key, newValue }) => {
  const notice = open?.form.querySelector(".notice[data-key]");
  if (notice?.dataset.key === key && newValue === null) hideNotice(open.form);
});

// Sending

function post(address, body, keepalive = false) {
  const signal = AbortSignal.timeout(TIMEOUT);
  return fetch(address, { method: "POST", headers: { Accept: "application/json" }, body, signal, keepalive });
}

function acknowledge(section, answer) {
  for (const name of ["revision", "start", "end"]) section.form.elements[name].value = answer[name];
  showAnswer(answer);
  section.form.dispatchEvent(new CustomEvent("saved", { bubbles: true }));
}

async function send(section, isLeaving) {
  const text = section.field.value;
  const { revision, start, end } = section.form.elements;
  const body = new URLSearchParams({ revision: revision.value, start: start.value, end: end.value, text });
  const response = await post(section.form.action, body, isLeaving && body.toString().length < LARGEST_LEAVING);
  if (response.status === 409) return showConflict(section, await response.json());
  if (!response.ok) throw await refusalOf(response);
  acknowledge(section, await response.json());
  section.saved = text;
  section.tries = 0;
}

function fail(section, error) {
  const advice = section.isKept ? "" : " This browser keeps no copy of it, so leave this tab open.";
  section.isRefused = error.isRefused;
  showState("unsaved", `Not saved. Your text is still here. ${sentenceOf(error)}${advice}`);
}

// Saves until the field is what was acknowledged. Answers whether it is.
async function run(isLeaving) {
  const section = open;
  while (isCurrent(section) && !section.conflict && section.field.value !== section.saved) {
    clearTimeout(section.timer);
    if (!section.tries) showState("saving");
    const slow = setTimeout(() => !section.tries && showState("saving", "Saving takes longer than usual. Your text is still here."), SLOW);
    try {
      await send(section, isLeaving);
    } catch (error) {
      fail(section, error);
      section.timer = setTimeout(() => isCurrent(section) && save(), RETRIES[Math.min(section.tries++, RETRIES.length - 1)]);
      return false;
    } finally {
      clearTimeout(slow);
    }
  }
  if (!isCurrent(section) || section.conflict) return !section.conflict;
  dropCopy();
  showState("saved");
  return true;
}

async function save(isLeaving = false) {
  if (!open) return true;
  clearTimeout(open.timer);
  const section = open;
  section.sending ??= run(isLeaving).finally(() => (section.sending = null));
  return section.sending;
}

function showConflict(section, conflict) {
  section.conflict = conflict;
  showState("unsaved", "Not saved. This section was changed somewhere else; below your text, choose what to keep.");
  const notice = fillNotice(section.form, "conflict", section.field.value, conflict.theirs.replaceAll("\r\n", "\n"));
  notice.addEventListener("click", ({ target }) => target.dataset.choice && settle(section, target.dataset.choice));
}

async function settle(section, choice) {
  const { field, form, conflict } = section;
  const { revision, start, end } = conflict;
  field.readOnly = true; // what is typed meanwhile would belong to neither text
  try {
    const response = await post(form.dataset.settle, new URLSearchParams({ revision, start, end, text: field.value, choice }));
    if (response.status === 409) return showConflict(section, await response.json());
    if (!response.ok) throw await refusalOf(response);
    take(section, await response.json(), choice);
  } catch (error) {
    return fail(section, error);
  } finally {
    field.readOnly = false;
  }
  return save();
}

function take(section, answer, choice) {
  section.conflict = null;
  hideNotice(section.form);
  acknowledge(section, answer);
  section.field.readOnly = false;
  if (choice !== "mine") replaceText(section.field, answer.text.replaceAll("\r\n", "\n"));
  section.saved = section.field.value;
  section.tries = 0;
  section.field.focus({ preventScroll: true });
}

// What the desk uses

export function attach(form) {
  const field = form.querySelector("textarea");
  const saved = field.defaultValue.replace(/\r\n?/g, "\n"); // a browser may have put back what was typed, which is not
  const section = { form, field, saved, sending: null, timer: 0, tries: 0, conflict: null, key: null, isKept: true };
  open = section;
  const noteTyping = () => {
    if (!isCurrent(section)) return;
    keepCopy();
    if (section.conflict || (section.tries && !section.isRefused)) return; // the next try is under way
    if (!section.tries) showState("saving");
    clearTimeout(section.timer);
    section.timer = setTimeout(() => isCurrent(section) && save(), PAUSE);
  };
  field.addEventListener("input", noteTyping);
  field.addEventListener("blur", () => isCurrent(section) && field.value !== section.saved && save());
  if (field.value !== saved) noteTyping();
  offerCopy();
}

export function detach() {
  if (open) clearTimeout(open.timer);
  open = null;
}

export const openForm = () => open?.form ?? null;

// Where the open section stands: characters of a revision; null where none is open.
export function openSpan() {
  const { revision, start, end } = open?.form.elements ?? {};
  return open && { revision: revision.value, start: start.value, end: end.value };
}

// The same section in a newer revision, unless a save was answered since the older one was named.
export function takeSpan(span, older) {
  if (!older || open.form.elements.revision.value !== older.revision) return;
  for (const name of ["revision", "start", "end"]) open.form.elements[name].value = span[name];
}

// Saves what was not saved yet. Answers whether everything is.
export async function flush() {
  if (!open) return true;
  if (open.conflict) return false;
  if (open.sending) await open.sending;
  return save();
}

export const isUnsaved = () => Boolean(open && (open.conflict || open.field.value !== open.saved));

document.addEventListener("visibilitychange", () => {
  if (isUnsaved()) save(document.visibilityState === "hidden");
});
addEventListener("online", () => isUnsaved() && save());
addEventListener("beforeunload", (event) => {
  if (isUnsaved()) event.preventDefault();
});
addActions("editor", { save: () => void save() });
