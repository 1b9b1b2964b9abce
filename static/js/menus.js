// Menus by keyboard: arrows move, a digit chooses, Escape closes and leads back to what the menu belongs to.

import { addScope } from "./keys.js";

const buttonsOf = (menu) => [...menu.querySelectorAll(".menu button")];
const isText = (event) => Boolean(event.target.closest("textarea, input"));

function step(by) {
  return (menu, event) => {
    const buttons = buttonsOf(menu);
    if (isText(event) || !buttons.length) return false;
    const at = buttons.indexOf(event.target);
    buttons[at < 0 && by < 0 ? buttons.length - 1 : (at + by + buttons.length) % buttons.length].focus();
  };
}

function keep(menu, event) {
  const button = isText(event) ? event.target.nextElementSibling : event.target;
  if (!button) return false;
  button.click();
}

function close(menu) {
  const near = menu.closest(".link, .sec:not(.editing)") ?? menu.querySelector("summary") ?? document.querySelector(".link.selected");
  if (menu.id) menu.replaceChildren();
  menu.open = false;
  near.focus({ preventScroll: true });
}

addScope("menu", (target) => target.closest("#menu, details[open]:has(.menu)"), {
  next: step(1),
  previous: step(-1),
  choose: (menu, event) => buttonsOf(menu)[Number(event.key) - 1]?.click(),
  roundup: (menu) => menu.querySelector("[data-roundup]")?.click(),
  keep,
  close,
});
