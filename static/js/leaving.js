// Preview and Publish leave the desk once everything is saved; the preview opens at the section at hand.

import { flush, isUnsaved } from "./saving.js";

const actions = document.querySelector(".bar .actions");
const preview = document.getElementById("to-preview");
let last = null; // the section that had the focus last

function point() {
  const section = document.querySelector(".sec.editing")?.dataset.section ?? last;
  const wanted = `?section=${section}`;
  if (section !== null && preview.search !== wanted) preview.search = wanted;
}

document.addEventListener("focusin", (event) => {
  const section = event.target.closest(".sec");
  if (section) last = section.dataset.section;
  point();
});
document.addEventListener("htmx:afterSettle", point);

actions.addEventListener("click", async (event) => {
  const link = event.target.closest("a[href]");
  if (!link || !isUnsaved() || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (await flush()) location.assign(link.href);
});
