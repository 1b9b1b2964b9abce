// What the author is told of a save: in the bar, above the page, and below the text.

import { showDifferences } from "./difference.js";

const WORDS = { saved: "Saved", saving: "Saving", unsaved: "Not saved" };

// The state, in the bar and to who listens. sentence: what ails it; it stays in sight.
export function showState(state, sentence = "") {
  const place = document.getElementById("saving");
  if (place && place.className !== state) {
    place.className = state;
    place.textContent = WORDS[state];
  }
  document.body.dataset.saving = state;
  const banner = document.getElementById("unsaved");
  if (banner.textContent !== sentence) banner.textContent = sentence;
}

const bare = (text) => text.replace(/\r\n?/g, "\n").trim();
let acknowledged = ""; // the text that was saved last

// What the answer of a save says of the whole post; how long it is now comes with the marks.
export function showAnswer({ text, revision, is_merged }) {
  acknowledged = bare(text);
  document.getElementById("elsewhere")?.replaceChildren(); // what was said there is settled
  if (!is_merged) document.getElementById("seen")?.setAttribute("data-revision", revision);
}

// What is said to have changed somewhere else, and is the author's own text, is no news.
document.addEventListener("htmx:oobAfterSwap", () => {
  const theirs = document.querySelector("#elsewhere .theirs:not(:has(ins, del))");
  if (!theirs) return;
  const own = [acknowledged, bare(document.querySelector("textarea.source")?.value ?? "")];
  if (own.includes(bare(theirs.textContent))) document.getElementById("elsewhere").replaceChildren();
});

const noticeOf = (form) => form.querySelector(".notice:not(#elsewhere)");

export const hideNotice = (form) => noticeOf(form).replaceChildren();

// Shows one of the section's templates below the text, with what would change if the other text took the place of this one.
export function fillNotice(form, name, text, other) {
  const old = noticeOf(form);
  const notice = old.cloneNode(false); // without the listeners of an earlier one
  old.replaceWith(notice);
  notice.append(form.parentElement.querySelector(`template.${name}`).content.cloneNode(true));
  showDifferences(notice.querySelector(".theirs"), text, other);
  return notice;
}

export const momentOf = (text) => (text ? new Date(text).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" }) : "never");

// Offers a local copy, which another window may take away by its key.
export function showKept(form, text, copy) {
  const notice = fillNotice(form, "kept", text, copy.text);
  notice.dataset.key = copy.key;
  notice.querySelector(".typed").textContent = momentOf(copy.at);
  notice.querySelector(".last").textContent = momentOf(form.dataset.changedAt);
  notice.querySelector(".moved").hidden = copy.revision === form.elements.revision.value;
  return notice;
}

const REFUSALS = {
  401: "This browser is signed out. Run “working-notes open” and leave this tab open; it is saved then.",
  413: "This section is longer than fits in one request (12 MB). Take some of it out; it is saved then.",
};

// An answer that is none, as an error. isRefused: trying again with the same text is of no use.
export async function refusalOf(response) {
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const said = REFUSALS[response.status] ?? page.querySelector("#problem")?.textContent.trim();
  const error = new Error(said || `Working Notes answered with an error (${response.status}).`);
  return Object.assign(error, { isRefused: response.status === 413 });
}

export function sentenceOf(error) {
  const isSilent = error instanceof TypeError || error.name === "TimeoutError";
  return isSilent ? "Working Notes does not answer. Start it again; it is saved then." : error.message;
}
