// The popup: Enter saves, Escape closes, Done closes.

const form = document.getElementById("save-form");

// A window that a page opened closes; one that did not stays, and its link leads to the links.
function close(event) {
  if (!window.opener) return;
  event.preventDefault();
  window.close();
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "Escape") window.close();
  if (event.key === "Enter" && !event.shiftKey && event.target.matches("textarea")) {
    event.preventDefault();
    form.requestSubmit();
  }
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-close=window]")) close(event);
});

document.getElementById("done")?.focus();
