// What another program or window changed is shown within two seconds; what holds the focus or a selection is left alone.

import { isBusy, manuscript, positionOf } from "./manuscript.js";

const PAUSE = 1500; // ms between two questions, while the page is seen

const seen = () => document.getElementById("seen");

let isAsking = false;

async function ask() {
  if (isAsking || isBusy() || document.hidden || !seen() || document.body.dataset.saving === "saving") return;
  isAsking = true;
  const open = document.querySelector(".sec.editing");
  const values = { since: seen().dataset.revision, ...(open ? { section: positionOf(open) } : {}) };
  await htmx.ajax("GET", `${manuscript().dataset.here}/changes`, { source: "#seen", target: "#seen", swap: "none", values });
  isAsking = false;
}

export function isHeld(place) {
  const selection = getSelection();
  const holdsSelection = !selection.isCollapsed && place.contains(selection.anchorNode);
  return holdsSelection || (place !== document.activeElement && place.contains(document.activeElement));
}

document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const place = event.detail.target;
  if (place.matches(".sec, #manuscript") && (isBusy() || isHeld(place))) event.detail.shouldSwap = false;
  if (place.id === "beside" && isAsking && isHeld(place)) event.detail.shouldSwap = false;
});
document.addEventListener("visibilitychange", ask);
setInterval(ask, PAUSE);
