// The save queue of the open section: one request under way, the newest text last, a local copy until it is saved.
// The only island that uses fetch() and local storage.

import { addActions } from "./keys.js";

const PAUSE = 600; // ms after the last key
const RETRIES = [1000, 2000, 5000, 10000, 30000]; // ms; the last one goes on for ever
const TIMEOUT = 10000; // ms, as htmx has it
const PREFIX = "working-notes";

let open = null; // the section that is being written: { form, field, saved, sending, timer, tries, conflict }

const indicator = () => document.getElementById("saving");

function show(state, sentence = "") {
  const words = { saved: "Saved", saving: "Saving", unsaved: "Not saved" };
  const place = indicator();
  if (place && place.className !== state) {
    place.className = state;
    place.textContent = words[state];
  }
  document.body.dataset.saving = state;
  if (!open || open.conflict) return;
  const notice = open.form.querySelector(".notice:not(#elsewhere)");
  notice.hidden = state !== "unsaved";
  if (state === "unsaved") notice.textContent = `Not saved. Your text is still here. ${sentence}`;
}

// Local copies

const keyOf = (form) => `${PREFIX}:${form.dataset.draft}:${form.dataset.sectionId}:`;

function keepCopy() {
  const key = keyOf(open.form) + open.form.elements.revision.value;
  try {
    localStorage.setItem(key, JSON.stringify({ text: open.field.value, at: new Date().toISOString() }));
    if (open.key && open.key !== key) localStorage.removeItem(open.key);
    open.key = key;
  } catch {
    open.key = null; // the browser keeps nothing here; the queue goes on without
  }
}

function dropCopy() {
  if (open.key) localStorage.removeItem(open.key);
  open.key = null;
}

function findCopy(form) {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(keyOf(form)));
  const copies = keys.map((key) => ({ key, ...JSON.parse(localStorage.getItem(key)) }));
  return copies.sort((one, other) => other.at.localeCompare(one.at));
}

function offerCopy() {
  const [newest, ...older] = findCopy(open.form);
  older.forEach((copy) => localStorage.removeItem(copy.key));
  if (!newest) return;
  if (newest.text.trimEnd() === open.field.value.trimEnd()) {
    localStorage.removeItem(newest.key);
    return;
  }
  const notice = fillNotice("kept", newest.text);
  notice.querySelector("time").textContent = new Date(newest.at).toLocaleString("en-GB");
  notice.addEventListener("click", (event) => {
    const choice = event.target.dataset.kept;
    if (!choice) return;
    localStorage.removeItem(newest.key);
    notice.hidden = true;
    if (choice === "use") replaceText(newest.text);
    open.field.focus();
  });
}

function fillNotice(name, text) {
  const old = open.form.querySelector(".notice:not(#elsewhere)");
  const notice = old.cloneNode(false);
  old.replaceWith(notice);
  notice.append(open.form.parentElement.querySelector(`template.${name}`).content.cloneNode(true));
  notice.querySelector(".theirs").textContent = text;
  notice.hidden = false;
  return notice;
}

// Puts another text into the field so that the browser's own undo brings the old one back.
export function replaceText(text) {
  open.field.focus();
  open.field.select();
  document.execCommand("insertText", false, text);
}

// Sending

function fieldsOf(form, text) {
  const { revision, start, end } = form.elements;
  return new URLSearchParams({ revision: revision.value, start: start.value, end: end.value, text });
}

async function post(address, body, keepalive) {
  const signal = AbortSignal.timeout(TIMEOUT);
  return fetch(address, { method: "POST", headers: { Accept: "application/json" }, body, signal, keepalive });
}

function acknowledge(section, answer) {
  for (const name of ["revision", "start", "end"]) section.form.elements[name].value = answer[name];
  const seen = document.getElementById("seen");
  if (seen && !answer.is_merged) seen.dataset.revision = answer.revision;
  const words = document.getElementById("words");
  if (words) words.textContent = answer.words;
  const links = document.getElementById("link-count");
  if (links) links.textContent = answer.links;
  section.form.dispatchEvent(new CustomEvent("saved", { bubbles: true }));
}

async function send({ leaving = false } = {}) {
  const section = open;
  const text = section.field.value;
  clearTimeout(section.timer);
  const response = await post(section.form.action, fieldsOf(section.form, text), leaving && text.length < 60000);
  if (response.status === 409) return showConflict(section, await response.json());
  if (!response.ok) throw new Error(await reasonOf(response));
  acknowledge(section, await response.json());
  section.saved = text;
  section.tries = 0;
  return true;
}

async function reasonOf(response) {
  if (response.status === 401) return "This browser is signed out. Run “working-notes open”; it is saved then.";
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return page.querySelector("#problem")?.textContent.trim() ?? `Working Notes answered with an error (${response.status}).`;
}

// Saves until the field is what was acknowledged. Answers whether it is.
async function run(options) {
  const section = open;
  while (section === open && !section.conflict && section.field.value !== section.saved) {
    show("saving");
    try {
      await send(options);
    } catch (error) {
      const isSilent = error instanceof TypeError || error.name === "TimeoutError";
      const reason = isSilent ? "Working Notes does not answer. Start it again; it is saved then." : error.message;
      show("unsaved", reason);
      const pause = RETRIES[Math.min(section.tries++, RETRIES.length - 1)];
      section.timer = setTimeout(() => save(), pause);
      return false;
    }
  }
  if (section !== open || section.conflict) return !section.conflict;
  dropCopy();
  show("saved");
  return true;
}

async function save(options) {
  if (!open) return true;
  clearTimeout(open.timer);
  const section = open;
  section.sending ??= run(options).finally(() => (section.sending = null));
  return section.sending;
}

function showConflict(section, conflict) {
  section.conflict = conflict;
  show("unsaved");
  const notice = fillNotice("conflict", conflict.theirs);
  notice.addEventListener("click", (event) => {
    const choice = event.target.dataset.choice;
    if (choice) settle(section, choice);
  });
  return false;
}

async function settle(section, choice) {
  const { revision, start, end } = section.conflict;
  const text = section.field.value;
  const body = new URLSearchParams({ revision, start, end, text, choice });
  const response = await post(section.form.dataset.settle, body, false).catch(() => null);
  if (!response || !(response.ok || response.status === 409)) return show("unsaved");
  const answer = await response.json();
  if (response.status === 409) return showConflict(section, answer);
  section.conflict = null;
  section.form.querySelector(".notice:not(#elsewhere)").hidden = true;
  acknowledge(section, answer);
  if (choice !== "mine") replaceText(answer.text.replaceAll("\r\n", "\n"));
  section.saved = choice === "mine" ? text : section.field.value;
  dropCopy();
  show("saved");
  section.field.focus();
}

// What the desk uses

export function attach(form) {
  const field = form.querySelector("textarea");
  open = { form, field, saved: field.value, sending: null, timer: 0, tries: 0, conflict: null, key: null };
  const section = open;
  field.addEventListener("input", () => {
    if (section !== open) return;
    keepCopy();
    if (section.conflict) return;
    if (document.body.dataset.saving !== "unsaved") show("saving");
    clearTimeout(section.timer);
    section.timer = setTimeout(() => save(), PAUSE);
  });
  field.addEventListener("blur", () => section === open && field.value !== section.saved && save());
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
  if (isUnsaved()) save({ leaving: document.visibilityState === "hidden" });
});
window.addEventListener("online", () => isUnsaved() && save());
window.addEventListener("beforeunload", (event) => {
  if (isUnsaved()) event.preventDefault();
});
addActions("editor", { save: () => void save() });
