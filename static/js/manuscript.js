// Every request that replaces the manuscript: one after the other, and only once what was typed is saved.

import { blockKeysWhile } from "./keys.js";
import { flush, isUnsaved, openForm, openSpan, takeSpan } from "./saving.js";

export const manuscript = () => document.getElementById("manuscript");
export const sections = () => [...document.querySelectorAll(".sec")];
export const positionOf = (section) => Number(section.dataset.section);

export const REMOVED = "-1"; // stands for the position of an open section that was removed elsewhere

let last = Promise.resolve();
let waiting = 0;
let wanted = null; // the section that gets the focus after the next swap
let sent = null; // the span of the open section as the request under way names it

// While the manuscript is on its way no key acts: it would act on what is about to go. In the editor they wait.
export const isBusy = () => waiting > 0;
blockKeysWhile((scope) => isBusy() && scope !== "editor" && scope !== "anywhere");

export function takeWanted() {
  const position = wanted;
  wanted = null;
  return position;
}

// values: what is sent, given the span of the open section once it is saved; null where none is open.
function enqueue(verb, path, values, focused, swap = "outerHTML settle:0") {
  waiting += 1;
  last = last
    .then(async () => {
      if (!(await flush())) return;
      wanted = focused;
      sent = openSpan();
      // Its source is its own: htmx lets a newer request of the same source take the place of one that waits.
      const options = { source: "#manuscript", target: "#manuscript", swap, values: values(sent) };
      await htmx.ajax(verb, path, options);
    })
    .catch(() => {}) // what failed is shown by the banner; the next request may go on
    .finally(() => (waiting -= 1));
  return last;
}

const written = (span, name) => (span ? { [name]: `${span.revision} ${span.start} ${span.end}` } : {});

// Opens a section, or none where position is null; what was open is closed. Only what looks different then is swapped.
export function show(position, focused) {
  const { here } = manuscript().dataset;
  const values = (span) => ({ ...turning(position), ...written(span, "closed") });
  return enqueue("GET", `${here}/sections`, values, focused, "none settle:0");
}

function turning(position) {
  const open = document.querySelector(".sec.editing");
  const opened = position === null ? {} : { section: position };
  const isRemoved = open?.dataset.section === REMOVED;
  const whole = isRemoved || document.getElementById("swallow") ? { whole: "on" } : {}; // what is no section goes with all of them
  return { revision: manuscript().dataset.revision, ...opened, ...(open ? { was: positionOf(open) } : {}), ...whole };
}

// Changes the manuscript; the revision says which one the positions are of. What is open stays open.
export function change(path, values = {}, focused = null) {
  const { here, revision } = manuscript().dataset;
  return enqueue("POST", here + path, (span) => ({ revision, ...written(span, "open"), ...valuesIn(values, span) }), focused);
}

const valuesIn = (values, span) => (typeof values === "function" ? values(span) : values);

// A field that comes several times, such as a box that can be ticked, is a list.
function valuesOfForm(form) {
  const given = new FormData(form);
  return Object.fromEntries([...given.keys()].map((name) => [name, given.getAll(name).length > 1 ? given.getAll(name) : given.get(name)]));
}

function valuesOf(element, submitter) {
  const form = element.closest("form");
  const values = form ? valuesOfForm(form) : {};
  const button = submitter ?? element;
  return button.name ? { ...values, [button.name]: button.value } : values;
}

// What was typed while the answer was on its way is saved before the field goes.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target?.id !== "manuscript" || !isUnsaved() || staysOpen(event.detail)) return;
  event.detail.shouldSwap = false;
  show(null, wanted);
});

// A section that would be swapped with the focus costs a layout when it goes, and one when its successor is given the focus;
// whoever settles the answer gives it to the field, or to the section that is wanted.
function letGo({ detail: { target, shouldSwap } }) {
  const focused = document.activeElement;
  if (target?.id === "manuscript" && shouldSwap && wanted !== null && focused.matches(`.sec[data-section="${wanted}"]`)) focused.blur();
}
document.addEventListener("htmx:beforeSwap", letGo, true); // before the focus is remembered

const KEPT = 'id="editor" hx-preserve';
const staysOpen = ({ serverResponse, requestConfig, xhr }) =>
  xhr.status >= 400 || (openForm() && requestConfig.verb === "post" && serverResponse.includes(KEPT));

// The field that stayed is still the author's; where its text stands now is the answer's.
export function keepOpen() {
  const { start, end } = openForm().closest(".sec").dataset;
  takeSpan({ revision: manuscript().dataset.revision, start, end }, sent);
}

// Buttons of the page send through the same queue.
document.addEventListener("htmx:confirm", (event) => {
  const { target, verb, path, elt } = event.detail;
  if (target?.id !== "manuscript" || verb !== "post" || elt === manuscript()) return;
  event.preventDefault();
  const section = elt.closest(".sec");
  const values = valuesOf(elt, event.detail.triggeringEvent?.submitter);
  const focused = wanted ?? (section && positionOf(section));
  enqueue("POST", path, (span) => ({ ...written(span, "open"), ...values }), focused);
});

// The next swap's focus, for a button that is pressed by a key.
export function press(button, focused) {
  if (!button) return;
  wanted = focused;
  button.click();
}
