// Rich text of the clipboard as Markdown. The document is inert: nothing loads.

const BLOCKS =
  "address,article,aside,blockquote,dd,div,dl,dt,fieldset,figcaption,figure,footer,form,h1,h2,h3,h4,h5,h6,header,hr,li,main,nav,ol,p,pre,section,table,tbody,td,th,thead,tr,ul";
const UNSEEN = "head,link,meta,noscript,script,style,svg,template,title,xml";
const MARKS = [["bold", "**"], ["italic", "*"], ["struck", "~~"]];
const MONO = /courier|consolas|menlo|monaco|mono/i;
const ITEM_SIGN = /mso-list:\s*ignore/i;
const ITEM_LEVEL = /mso-list:[^;"]*\blevel(\d)/i;

const styleOf = (node) => node.getAttribute("style") ?? "";
const valueOf = (node, name) => new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*([^;]+)`, "i").exec(styleOf(node))?.[1].trim() ?? "";
const isBlock = (node) => node.nodeType === Node.ELEMENT_NODE && node.matches(BLOCKS);

// What is a sign in Markdown, in the kramdown that the blog reads it with, or in Liquid becomes a character, and nothing else.
function escaped(text) {
  return text
    .replace(/\\(?=[!-/:-@[-`{-~])/g, "\\\\")
    .replace(/\*(?=\S)|(?<=\S)\*|`|<(?=[a-z/!?])|\||\$(?=\$)|\[(?=\^|[^\]]*\][([:])/gi, "\\$&")
    .replace(/(?<![\p{L}\p{N}])_(?=\S)|(?<=\S)_(?![\p{L}\p{N}])/gu, "\\_")
    .replace(/\{(?=[{%:])/g, "&#123;");
}

const begun = (text) =>
  text.replace(/^(#{1,6} |>|[-+*] |: |~~~|={2,}|-{3,})/, "\\$1").replace(/^(\d+)([.)] )/, "$1\\$2");

// Runs of letters that look the same: { text, bold, italic, struck, code, address }

function formatOf(node, format) {
  const weight = valueOf(node, "font-weight");
  const isBold = weight ? /bold|[6-9]00/.test(weight) : node.matches("b,strong") || format.bold;
  const slant = valueOf(node, "font-style");
  const isItalic = slant ? /italic|oblique/.test(slant) : node.matches("i,em") || format.italic;
  return {
    bold: isBold,
    italic: isItalic,
    struck: node.matches("s,del,strike") || /line-through/.test(valueOf(node, "text-decoration")) || format.struck,
    code: node.matches("code,kbd,samp,tt") || MONO.test(valueOf(node, "font-family")) || format.code,
    address: node.matches("a[href]") ? addressOf(node.getAttribute("href")) : format.address,
  };
}

function addressOf(href) {
  if (!/^(?:https?:\/\/|mailto:)/i.test(href)) return "";
  const isWrapped = /^https:\/\/www\.google\.com\/url\?/.test(href);
  const address = (isWrapped && new URL(href).searchParams.get("q")) || href;
  return address.replaceAll("(", "%28").replaceAll(")", "%29").replaceAll(" ", "%20").replace(/[{}]/g, encodeURIComponent);
}

function runsOf(node, format) {
  if (node.nodeType === Node.TEXT_NODE) return [{ ...format, text: node.data.replace(/[\u200b\ufeff]/g, "").replace(/\s+/g, " ") }];
  if (node.nodeType !== Node.ELEMENT_NODE || node.matches(UNSEEN) || ITEM_SIGN.test(styleOf(node))) return [];
  if (node.matches("br")) return [{ text: "\n", isRaw: true }];
  if (node.matches("img")) return imageOf(node);
  return [...node.childNodes].flatMap((child) => runsOf(child, formatOf(node, format)));
}

function imageOf(node) {
  const source = addressOf(node.getAttribute("src") ?? "");
  const words = (node.getAttribute("alt") ?? "").replace(/\s+/g, " ");
  return source ? [{ text: `![${escaped(words)}](${source})`, isRaw: true, isRich: true }] : [];
}

function grouped(runs, key) {
  const groups = [];
  for (const run of runs) {
    const isSame = groups.length && (groups.at(-1)[0][key] || "") === (run[key] || "");
    if (isSame) groups.at(-1).push(run);
    else groups.push([run]);
  }
  return groups;
}

function within(text, before, after = before) {
  const [, lead, words, trail] = /^(\s*)([^]*?)(\s*)$/.exec(text);
  return words ? lead + before + words + after + trail : text;
}

function written(runs, [[key, sign] = [], ...rest] = MARKS) {
  if (!key) return grouped(runs, "address").map(writtenLink).join("");
  return grouped(runs, key).map((group) => (group[0][key] ? within(written(group, rest), sign) : written(group, rest))).join("");
}

function writtenLink(runs) {
  const { address } = runs[0];
  const plain = runs.map((run) => run.text).join("");
  if (address && plain.trim() === address) return within(plain, "<", ">");
  const words = grouped(runs, "code").map(writtenCode).join("");
  return address ? within(words, "[", `](${address})`) : words;
}

function writtenCode(runs) {
  if (!runs[0].code) return runs.map((run) => (run.isRaw ? run.text : escaped(run.text))).join("");
  const text = runs.map((run) => run.text).join("");
  const hasTick = text.includes("`");
  return unread(within(text, hasTick ? "`` " : "`", hasTick ? " ``" : "`"), "");
}

// Liquid reads code too, where a brace can't be written otherwise.
const unread = (text, gap) => (/\{[{%]/.test(text) ? `{% raw %}${gap}${text}${gap}{% endraw %}` : text);

function line(runs) {
  return written(runs).replace(/ *\n */g, "\n").replace(/ {2,}/g, " ").trim();
}

// Blocks: { text, isItem, isRich }

function blocksOf(node, format = {}) {
  const found = [];
  let runs = [];
  const end = () => {
    const isRich = runs.some((run) => run.text.trim() && (run.bold || run.italic || run.struck || run.code || run.address || run.isRich));
    for (const part of line(runs).split(/\n{2,}/)) {
      if (part) found.push({ text: begun(part).replaceAll("\n", "  \n"), isRich });
    }
    runs = [];
  };
  for (const child of node.childNodes) {
    const isElement = child.nodeType === Node.ELEMENT_NODE;
    if (!isBlock(child) && !(isElement && child.querySelector(BLOCKS))) {
      runs.push(...runsOf(child, format));
      continue;
    }
    end();
    found.push(...(isBlock(child) ? blockOf(child, format) : blocksOf(child, formatOf(child, format))));
  }
  end();
  return found;
}

function blockOf(node, format) {
  const name = node.localName;
  const level = ITEM_LEVEL.exec(styleOf(node));
  if (level) return [wordItem(node, Number(level[1]), format)];
  if (/^h[1-6]$/.test(name)) return headingOf(node);
  if (name === "ul" || name === "ol") return [{ text: listOf(node, format), isRich: true }];
  if (name === "blockquote" || node.matches(".MsoQuote,.MsoIntenseQuote")) return quoteOf(node, format);
  if (name === "pre") return [codeOf(node)];
  if (name === "table") return tableOf(node, format);
  if (name === "hr") return [{ text: "---", isRich: true }];
  return blocksOf(node, format);
}

function headingOf(node) {
  const text = line(runsOf(node, {}).map((run) => ({ ...run, bold: false }))).replaceAll("\n", " ");
  const level = Number(node.localName[1]) + (node.ownerDocument.querySelector("h1") ? 1 : 0); // # is the post's title
  return text ? [{ text: `${"#".repeat(Math.min(level, 6))} ${text}`, isRich: true }] : [];
}

// A paragraph of Word that looks like an item of a list.
function wordItem(node, level, format) {
  const sign = [...node.querySelectorAll("[style]")].find((each) => ITEM_SIGN.test(styleOf(each)))?.textContent ?? "";
  const number = /\d+(?=[.)])/.exec(sign)?.[0];
  const text = line([...node.childNodes].flatMap((child) => runsOf(child, format)));
  return { text: `${"   ".repeat(level - 1)}${number ? `${number}.` : "-"} ${text}`, isItem: true, isRich: true };
}

function listOf(list, format) {
  const items = [];
  for (const child of list.children) {
    const isList = child.matches("ul,ol");
    if (isList && items.length) items.at(-1).push(listOf(child, format));
    else items.push(isList ? [listOf(child, format)] : blocksOf(child, format).map((block) => block.text));
  }
  const first = Number(list.getAttribute("start") ?? 1);
  return items
    .map((blocks, at) => {
      const sign = list.matches("ol") ? `${first + at}. ` : "- ";
      const text = blocks.reduce((all, block) => all + (/^(?:[-*]|\d+\.) /.test(block) ? "\n" : "\n\n") + block);
      return sign + text.replaceAll(/\n(?=[^\n])/g, `\n${" ".repeat(sign.length)}`);
    })
    .join("\n");
}

function quoteOf(node, format) {
  const text = joined(blocksOf(node, format));
  return text ? [{ text: text.replace(/^/gm, "> ").replace(/^> $/gm, ">"), isRich: true }] : [];
}

function codeOf(node) {
  node.querySelectorAll("br").forEach((br) => br.replaceWith("\n"));
  const text = node.textContent.replace(/\n+$/, "");
  const classes = [node, node.firstElementChild, node.parentElement].map((each) => each?.className ?? "").join(" ");
  const language = /(?:language|lang|highlight-source)-([\w+#-]+)/.exec(classes)?.[1] ?? "";
  const fence = "`".repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length + 1)));
  return { text: unread(`${fence}${language}\n${text}\n${fence}`, "\n"), isRich: true };
}

function tableOf(table, format) {
  const rows = [...table.querySelectorAll("tr")].map((row) => [...row.children].filter((cell) => cell.matches("td,th")));
  const width = Math.max(0, ...rows.map((row) => row.length));
  if (width < 2 || table.querySelector("table")) return rows.flat().flatMap((cell) => blocksOf(cell, format));
  const cellOf = (cell) => (cell ? blocksOf(cell, format).map((block) => block.text).join(" ").replace(/\s*\n\s*/g, " ") : "");
  const lines = rows.map((row) => `| ${Array.from({ length: width }, (_, at) => cellOf(row[at])).join(" | ")} |`);
  lines.splice(1, 0, `|${" --- |".repeat(width)}`);
  return [{ text: lines.join("\n"), isRich: true }];
}

const joined = (blocks) =>
  blocks.reduce((text, block, at) => text + (at ? (block.isItem && blocks[at - 1].isItem ? "\n" : "\n\n") : "") + block.text, "");

// Answers { text, isInline }; null where there is nothing that plain text has not.
export function markdownOf(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  const isListing = [...body.children].some((child) => /^pre\b/.test(valueOf(child, "white-space"))); // of a code editor
  const blocks = isListing && !body.querySelector("pre") ? [] : blocksOf(body);
  if (!blocks.some((block) => block.isRich)) return null;
  const isInline = blocks.length === 1 && !/^(?:#|>|\||-|```|\d+\. )/.test(blocks[0].text);
  return { text: joined(blocks), isInline };
}
