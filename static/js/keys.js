// Which key does what, as the server's one table has it.

const sheet = document.getElementById("keys");
const keyed = new Map(); // "scope key" → the action's name
const order = []; // the scopes by rank; where two have a key, the earlier one wins
const scopes = new Map(); // name → { find, actions, near }
let isBlocked = () => false;

for (const row of sheet?.querySelectorAll("[data-action]") ?? []) {
  const { scope, action, keys, address } = row.dataset;
  order[row.closest("[data-rank]").dataset.rank] = scope;
  for (const key of keys.split(" ").filter(Boolean)) keyed.set(`${scope} ${key}`, action);
  if (address && keys) addActions(scope, { [action]: () => location.assign(address) });
}

// find: from what has the focus to what the keys act on, or nothing. near: what they act on when another scope has the focus.
export function addScope(name, find, actions, near = () => null) {
  scopes.set(name, { find, near, actions: { ...scopes.get(name)?.actions, ...actions } });
}

export function addActions(name, actions) {
  const { find = () => null, near } = scopes.get(name) ?? {};
  addScope(name, find, actions, near);
}

// While this is true no key acts: what it would act on is about to go.
export const blockKeysWhile = (predicate) => (isBlocked = predicate);

export const placeOf = (name, target) => scopes.get(name)?.find(target) || null;
export const placeNear = (name, target) => placeOf(name, target) ?? scopes.get(name)?.near() ?? null;
export const scopeNames = () => order.filter((name) => scopes.has(name)); // without the gaps
export const act = (name, action, place, event) => scopes.get(name).actions[action](place, event);
export const isHandled = (name, action) => Boolean(scopes.get(name)?.actions[action]);
export const handled = () => [...scopes].flatMap(([name, { actions }]) => Object.keys(actions).map((action) => `${name}.${action}`));

const FIELDS = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]";
export const isField = (target) => Boolean(target.closest(FIELDS));

// A letter of another alphabet, held with Ctrl, Alt or ⌘, is the one of its place on the keyboard.
function keyOf(event, isHeld) {
  if (event.key.length > 1) return event.key;
  const placed = isHeld && /^Key[A-Z]$/.test(event.code) && !/^[\x00-\x7f]$/.test(event.key);
  return (placed ? event.code.slice(3) : event.key).toLowerCase();
}

function nameOf(event) {
  const isTyped = event.getModifierState("AltGraph");
  const isMod = (event.ctrlKey || event.metaKey) && !isTyped;
  const isAlt = event.altKey && !isTyped;
  const key = keyOf(event, isMod || isAlt);
  const isShifted = event.shiftKey && (isMod || key.length > 1 || key.toUpperCase() !== key);
  return `${isMod ? "Mod+" : ""}${isAlt ? "Alt+" : ""}${isShifted ? "Shift+" : ""}${key}`;
}

// A list that is being offered, or an open dialog, has the keys for itself.
function isElsewhere(name, target) {
  if (name === "offers") return false;
  const dialog = document.querySelector("dialog[open]");
  if (dialog) return name !== "palette";
  const offers = document.querySelector(".offers:not([hidden])");
  return target.getAttribute("aria-expanded") === "true" || Boolean(offers);
}

function findAction(event) {
  const key = nameOf(event);
  const isTyping = isField(event.target) && key.length === 1;
  for (const name of isTyping ? [] : scopeNames()) {
    const action = keyed.get(`${name} ${key}`);
    const place = action && isHandled(name, action) && !isElsewhere(name, event.target) && placeOf(name, event.target);
    if (place) return { name, action, place };
  }
  return null;
}

let held = null; // what was pressed while what it is for is on its way

export const holdKeys = () => (held ??= []);

export function releaseKeys() {
  const events = held ?? [];
  held = null;
  for (const event of events) {
    const { activeElement: place } = document;
    const acts = !place.dispatchEvent(new KeyboardEvent("keydown", event));
    if (!acts && isField(place) && event.key.length === 1) document.execCommand("insertText", false, event.key);
  }
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
  if (held && !isField(event.target)) return held.push(event), event.preventDefault();
  const found = findAction(event);
  if (!found) return;
  if (isBlocked(found.name)) return event.preventDefault();
  if (act(found.name, found.action, found.place, event) !== false) event.preventDefault();
});

addScope("anywhere", () => document.body, { keys: () => sheet.showModal() });
