// What every page needs: a failed request is seen, a toast can be closed, the focus survives a swap.

import "./keys.js";
import "./palette.js";

const TOAST_SECONDS = 30; // long enough to read and to reach Undo by keyboard; it waits while it is pointed at

const banner = document.getElementById("banner");
const toasts = document.getElementById("toasts");

let closed = ""; // what the author closed is not said again until something has worked

export function showProblem(sentence) {
  if (sentence === closed || banner.firstChild?.textContent === sentence) return;
  const text = document.createElement("p");
  text.textContent = sentence;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "close";
  close.dataset.close = "banner";
  close.textContent = "Close";
  banner.replaceChildren(text, close);
}

export function clearProblem() {
  closed = "";
  banner.replaceChildren();
}

// A refusal that is one sentence is told in the banner; what it would have replaced stays as it is.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (xhr.status < 400 || !xhr.responseText.includes('id="problem"')) return;
  event.detail.shouldSwap = false;
  event.detail.isError = true;
});

// The answer of a refused request holds one sentence for the author; only its text is used.
function sentenceOf(request) {
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  const said = page.querySelector("#problem, #signed-out")?.textContent.trim();
  return said || `Working Notes answered with an error (${request.status}). What you see here is as it was.`;
}

// The page's own question what changed does nothing that could be undone or done again.
function report(event, sentence) {
  const { elt, requestConfig } = event.detail;
  banner.dataset.path = requestConfig?.path ?? "";
  showProblem(elt.id === "seen" ? sentence : `Not done. ${sentence}`);
}

document.addEventListener("htmx:responseError", (event) => report(event, sentenceOf(event.detail.xhr)));
document.addEventListener("htmx:sendError", (event) =>
  report(event, "Working Notes does not answer. Start it again; what you see here stays on the page."),
);
document.addEventListener("htmx:timeout", (event) =>
  report(event, "No answer came within 10 seconds. It may have been done all the same: load the page again to see."),
);
document.addEventListener("htmx:swapError", (event) =>
  report(event, "The answer could not be shown. Load the page again to see how things stand."),
);
document.addEventListener("htmx:afterRequest", (event) => {
  const { successful, requestConfig } = event.detail;
  if (successful && (requestConfig?.verb !== "get" || requestConfig.path === banner.dataset.path)) clearProblem();
});

document.addEventListener("click", (event) => {
  const place = event.target.closest("[data-close]")?.dataset.close;
  if (place === "banner") {
    closed = banner.firstChild.textContent;
    banner.replaceChildren();
  }
  if (place === "toast") toasts.replaceChildren();
});

function leaveLater(toast) {
  setTimeout(() => {
    if (!toast.isConnected) return;
    if (toast.matches(":hover, :focus-within")) leaveLater(toast);
    else toast.remove();
  }, TOAST_SECONDS * 1000);
}

function watchToast() {
  const toast = toasts.querySelector(".toast");
  if (toast) leaveLater(toast);
}
new MutationObserver(watchToast).observe(toasts, { childList: true });
watchToast(); // one that came with the page

// Where the focus was, from near to far: itself, its row, the rows beside it, what holds them.
let places = [];

function rememberFocus() {
  const focused = document.activeElement;
  places = [];
  if (!focused || focused === document.body) return;
  const row = focused.closest("li, section, article");
  const ids = [focused.id, row?.id, row?.nextElementSibling?.id, row?.previousElementSibling?.id];
  for (let outer = (row ?? focused).parentElement; outer; outer = outer.parentElement) ids.push(outer.id);
  places = ids.filter(Boolean);
}

function entrance(place) {
  if (place.matches("a[href], button, input, select, textarea, [tabindex]")) return place;
  return place.querySelector("a[href], button:not([disabled]), input:not([type=hidden]), select, textarea");
}

function restoreFocus() {
  if (document.activeElement && document.activeElement !== document.body) return;
  for (const id of places) {
    const place = document.getElementById(id);
    const target = place && entrance(place);
    if (!target) continue;
    target.focus({ preventScroll: true });
    if (document.activeElement === target) break;
  }
  places = [];
}

document.addEventListener("htmx:beforeSwap", rememberFocus);
document.addEventListener("htmx:afterSettle", restoreFocus);
document.addEventListener("htmx:afterRequest", restoreFocus); // an empty answer settles nothing
