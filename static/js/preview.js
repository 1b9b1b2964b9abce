// Up and Down lead the frame from section to section, Escape back to the desk.

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

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape") return document.getElementById("back").click();
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !frame) return;
  event.preventDefault();
  go(Math.max(0, current() + step));
});
