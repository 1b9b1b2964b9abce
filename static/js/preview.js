// Up and Down lead the frame from section to section, Escape back to the desk.

import { addScope } from "./keys.js";

const frame = document.getElementById("frame");
const places = [...document.querySelectorAll("#places a")];

const current = () => places.findIndex((place) => place.ariaCurrent === "true");

// Another fragment scrolls the frame and loads nothing.
function go(position) {
  const place = places[position];
  if (!place || !frame) return;
  frame.contentWindow.location.replace(`${frame.src.split("#")[0]}#${encodeURIComponent(place.dataset.fragment || "top")}`);
  for (const each of places) each.ariaCurrent = each === place ? "true" : null;
  document.getElementById("at-hand").textContent = place.textContent;
  keepInAddresses(position);
}

// The way back, the other views and a reload lead to the same section.
function keepInAddresses(position) {
  history.replaceState(null, "", withSection(location.href, position));
  for (const link of document.querySelectorAll("#views a")) link.href = withSection(link.href, position);
  const back = document.getElementById("back");
  back.href = `${withSection(back.href, position).split("#")[0]}#section-${position}`;
}

function withSection(address, position) {
  const changed = new URL(address, location.href);
  changed.searchParams.set("section", position);
  return changed.href;
}

document.addEventListener("click", (event) => {
  const place = event.target.closest("#places a");
  if (!place || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  place.closest("details").open = false;
  go(places.indexOf(place));
});

// Keys that are pressed in the frame are heard by nobody here. Who goes there by Tab means to; who clicks there does not.
let isByTab = false; // is Tab the last thing that moved the focus, and not within this page?
document.addEventListener("focusin", () => (isByTab = false));
function enter() {
  isByTab = true;
  return false;
}
const comeBack = () => document.activeElement === frame && document.getElementById("main").focus({ preventScroll: true });
window.addEventListener("blur", () => isByTab || setTimeout(comeBack)); // it is known then where the focus went

const steps = (step) => () => (frame ? go(Math.max(0, current() + step)) : false);

addScope(
  "preview",
  (target) => (target.closest("input, textarea, select") ? null : document.body),
  { next: steps(1), previous: steps(-1), enter, back: () => document.getElementById("back").click() },
  () => document.body,
);
