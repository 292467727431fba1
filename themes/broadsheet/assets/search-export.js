// Results as files: tables for spreadsheets, records for reference managers, made in the browser.

import { partsOf } from "./search-names.js";

/**
 * One result; anything may be empty. `url` is absolute, `date` as far as it is known: YYYY-MM-DD, YYYY-MM or YYYY.
 * @typedef {{url: string, title: string, date: string, outlet: string, page: string, section: string, byline: string[],
 *   agency: string[], language: string, place: string[], topic: string[]}} Story
 */

/** The table's columns; each is headed by the page's text `export_<name>`. */
const COLUMNS = /** @type {const} */ (["date", "title", "outlet", "section", "page", "byline", "agency", "language", "place", "topic", "url"]);
const BOM = "\uFEFF";
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/** Long enough for any browser to have taken the file, in milliseconds. */
const TAKEN = 30_000;

/** A table after RFC 4180, in UTF-8 with the mark by which Excel knows it. @param {Story[]} stories @param {Record<string, string>} words */
export function csv(stories, words) {
  const head = COLUMNS.map((name) => words[`export_${name}`] ?? name);
  const rows = stories.map((story) => COLUMNS.map((name) => [story[name]].flat().join("; ")));
  return BOM + [head, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

/** @param {string} text */
function cell(text) {
  // a spreadsheet runs what begins like a formula, full-width signs too; as text it is shown
  const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Records that EndNote, Zotero and others read. @param {Story[]} stories */
export function ris(stories) {
  return stories.map(record).join("\r\n");
}

/** @param {Story} story */
function record(story) {
  const [year, month = "", day = ""] = story.date.split("-");
  /** @type {[string, string][]} */
  const fields = [
    ["TI", story.title],
    ...namesOf(story).map((parts) => /** @type {[string, string]} */ (["AU", parts.join(", ")])),
    ["T2", story.outlet],
    ["PY", year],
    ["DA", year && `${year}/${month}/${day}/`],
    ["SP", story.page],
    ["LA", story.language],
    ...story.topic.map((name) => /** @type {[string, string]} */ (["KW", name])),
    ["UR", story.url],
  ];
  const lines = fields.map(([tag, value]) => [tag, line(value)]).filter(([, value]) => value);
  return [["TY", "NEWS"], ...lines, ["ER", ""]].map(([tag, value]) => `${tag}  - ${value}\r\n`).join("");
}

/** Who stands where authors do, in parts: those of the byline, else the agencies. @param {Story} story */
function namesOf({ byline, agency, language }) {
  return (byline.length ? byline : agency).map(line).filter(Boolean).map((name) => partsOf(name, language));
}

/** A value that stays on its line. @param {string} text */
function line(text) {
  return text.replace(/[\s\p{Cc}]+/gu, " ").trim();
}

/** Entries for LaTeX, in UTF-8. @param {Story[]} stories */
export function bibtex(stories) {
  /** @type {Set<string>} */
  const keys = new Set();
  return stories.map((story) => entry(story, unique(keyOf(story), keys))).join("\n");
}

/** @param {Story} story @param {string} key */
function entry(story, key) {
  const [year, month, day] = story.date.split("-");
  const fields = [
    ["author", namesOf(story).map(author).join(" and ")],
    ["title", latex(story.title) && `{${latex(story.title)}}`],
    ["journal", latex(story.outlet)],
    ["year", year],
    ["month", month],
    ["day", day && String(Number(day))],
    ["pages", latex(story.page)],
    ["url", address(story.url)],
    ["language", latex(story.language)],
    ["keywords", story.topic.map(latex).filter(Boolean).join(", ")],
  ].filter(([, value]) => value);
  const lines = fields.map(([name, value]) => `  ${name} = ${name === "month" ? MONTHS[Number(value) - 1] : `{${value}}`},\n`);
  return `@article{${key},\n${lines.join("")}}\n`;
}

/** Family, suffix, given; braces keep a name whole that BibTeX would take apart, or for several. @param {string[]} name */
function author([family, given, suffix]) {
  const parts = [family, suffix, given].filter(Boolean).map(latex);
  const isTwo = (/** @type {string} */ part) => /,|(^|\s)(and|others)(\s|$)/i.test(part);
  if (parts.length === 1 && (parts[0].includes(" ") || isTwo(parts[0]))) return `{${parts[0]}}`;
  return parts.map((part) => (isTwo(part) ? `{${part}}` : part)).join(", ");
}

/** Named, not backslashed, braces: BibTeX counts those too, and an odd one would end the file. @param {string} text */
function latex(text) {
  /** @type {Record<string, string>} */
  const named = { "\\": "backslash", "{": "braceleft", "}": "braceright", "^": "asciicircum", "~": "asciitilde" };
  return line(text).replace(/[\\{}^~$&#%_]/g, (sign) => (sign in named ? `{\\text${named[sign]}}` : `\\${sign}`));
}

/** An address is taken as it stands, except for what would end the field. @param {string} url */
function address(url) {
  return line(url).replace(/[\\{}\s]/g, encodeURIComponent);
}

/** The outlet, the year and the last part of the address, in ASCII. @param {Story} story */
function keyOf(story) {
  const path = story.url.replace(/^\w+:\/\/[^/]*|[?#].*$/g, "").split("/").filter(Boolean);
  const dated = path.findIndex((part) => /^(\d{4}|undated)$/.test(part));
  const outlet = dated > 0 ? path[dated - 1] : story.outlet;
  return [outlet, story.date.slice(0, 4), path.at(-1) ?? ""].map(ascii).filter(Boolean).join("-") || "story";
}

/** @param {string} text */
function ascii(text) {
  const plain = text.replace(/%[\da-f]{2}/gi, "-").normalize("NFKD").replace(/\p{M}/gu, "");
  return plain.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
}

/** @param {string} key @param {Set<string>} taken */
function unique(key, taken) {
  let free = key;
  for (let next = 2; taken.has(free); next++) free = `${key}-${next}`;
  taken.add(free);
  return free;
}

/** Hand a text to the reader as a file. @param {string} name @param {string} type as `text/csv` @param {string} text */
export function download(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), TAKEN);
}

/** Put a text on the clipboard; false when the browser refuses. @param {string} text */
export async function copy(text) {
  const plain = text.replace(BOM, "");
  try {
    await navigator.clipboard.writeText(plain);
    return true;
  } catch {
    return copyByEvent(plain); // there is no clipboard on a page without https
  }
}

/** @param {string} text */
function copyByEvent(text) {
  let done = false;
  const put = (/** @type {ClipboardEvent} */ event) => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
    done = true;
  };
  document.addEventListener("copy", put);
  try {
    return document.execCommand("copy") && done;
  } finally {
    document.removeEventListener("copy", put);
  }
}
