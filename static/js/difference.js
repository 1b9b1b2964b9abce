// What differs between two texts, word by word: { kind: "same" | "del" | "add", text } in reading order.

const MOST = 4e6; // pairs of words that are compared; a longer change is shown as a whole
const CONTEXT = 90; // characters of equal text that are shown beside a change

const wordsOf = (text) => text.match(/\s+|\S+/g) ?? [];

function lengths(old, fresh) {
  const width = fresh.length + 1;
  const table = new Uint16Array((old.length + 1) * width);
  for (let row = old.length - 1; row >= 0; row--) {
    for (let column = fresh.length - 1; column >= 0; column--) {
      const here = row * width + column;
      const below = here + width;
      table[here] = old[row] === fresh[column] ? table[below + 1] + 1 : Math.max(table[below], table[here + 1]);
    }
  }
  return { table, width };
}

function compare(old, fresh) {
  if (old.length * fresh.length > MOST) return [["del", old.join("")], ["add", fresh.join("")]];
  const { table, width } = lengths(old, fresh);
  const found = [];
  let [row, column] = [0, 0];
  while (row < old.length || column < fresh.length) {
    if (row < old.length && column < fresh.length && old[row] === fresh[column]) {
      found.push(["same", old[row++]]);
      column++;
    } else if (row < old.length && (column === fresh.length || table[(row + 1) * width + column] >= table[row * width + column + 1])) {
      found.push(["del", old[row++]]);
    } else found.push(["add", fresh[column++]]);
  }
  return found;
}

function joined(pairs) {
  const found = [];
  for (const [kind, text] of pairs) {
    if (found.at(-1)?.kind === kind) found.at(-1).text += text;
    else found.push({ kind, text });
  }
  return found.filter((piece) => piece.text);
}

export function differences(old, fresh) {
  const [before, after] = [wordsOf(old), wordsOf(fresh)];
  let head = 0;
  while (head < before.length && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < Math.min(before.length, after.length) - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const middle = compare(before.slice(head, before.length - tail), after.slice(head, after.length - tail));
  const last = before.slice(before.length - tail).join("");
  return joined([["same", before.slice(0, head).join("")], ...middle, ["same", last]]);
}

function shortened(text, isFirst, isLast) {
  const head = isFirst ? "" : text.slice(0, CONTEXT);
  const tail = isLast ? "" : text.slice(-CONTEXT);
  return text.length <= head.length + tail.length + 3 ? text : `${head}…${tail}`;
}

// Shows them in a place: what goes is struck out, what comes is underlined, what is far from both is left out.
export function showDifferences(place, old, fresh) {
  const pieces = differences(old, fresh);
  const nodes = pieces.map(({ kind, text }, at) => {
    if (kind === "same") return shortened(text, at === 0, at === pieces.length - 1);
    const node = document.createElement(kind === "del" ? "del" : "ins");
    node.textContent = text;
    return node;
  });
  place.replaceChildren(...nodes);
}
