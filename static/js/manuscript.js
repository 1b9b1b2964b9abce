// Every request that replaces the manuscript: one after the other, and only once what was typed is saved.

import { flush, isUnsaved } from "./saving.js";

export const manuscript = () => document.getElementById("manuscript");
export const sections = () => [...document.querySelectorAll(".sec")];
export const positionOf = (section) => Number(section.dataset.section);

let last = Promise.resolve();
let waiting = 0;
let wanted = null; // the section that gets the focus after the next swap

// While the manuscript is on its way no key acts: it would act on what is about to go.
export const isBusy = () => waiting > 0;

export function takeWanted() {
  const position = wanted;
  wanted = null;
  return position;
}

function enqueue(verb, path, values, focused) {
  waiting += 1;
  last = last
    .then(async () => {
      if (!(await flush())) return;
      wanted = focused;
      // Its source is its own: htmx lets a newer request of the same source take the place of one that waits.
      await htmx.ajax(verb, path, { source: "#manuscript", target: "#manuscript", swap: "outerHTML settle:0", values });
    })
    .catch(() => {}) // what failed is shown by the banner; the next request may go on
    .finally(() => (waiting -= 1));
  return last;
}

// Shows the manuscript with one section open, or with none where position is null.
export function show(position, focused) {
  const { here, revision } = manuscript().dataset;
  return enqueue("GET", `${here}/manuscript`, position === null ? {} : { section: position, revision }, focused);
}

// Changes the manuscript; the revision says which one the positions are of.
export function change(path, values = {}, focused = null) {
  const { here, revision } = manuscript().dataset;
  return enqueue("POST", here + path, { revision, ...values }, focused);
}

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
  if (event.detail.target?.id !== "manuscript" || !isUnsaved()) return;
  event.detail.shouldSwap = false;
  enqueue("GET", `${manuscript().dataset.here}/manuscript`, {}, wanted);
});

// Buttons of the page send through the same queue.
document.addEventListener("htmx:confirm", (event) => {
  const { target, verb, path, elt } = event.detail;
  if (target?.id !== "manuscript" || verb !== "post" || elt === manuscript()) return;
  event.preventDefault();
  const section = elt.closest(".sec");
  enqueue("POST", path, valuesOf(elt, event.detail.triggeringEvent?.submitter), wanted ?? (section && positionOf(section)));
});

// The next swap's focus, for a button that is pressed by a key.
export function press(button, focused) {
  if (!button) return;
  wanted = focused;
  button.click();
}
