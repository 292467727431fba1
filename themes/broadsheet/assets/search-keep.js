// The results as files or for the clipboard.

import { fill } from "./search-elements.js";
import { bibtex, copy, csv, download, ris } from "./search-export.js";

/** @typedef {import("./search-engine.js").Story} Story */

/** @type {Record<string, [name: string, type: string, made: (stories: import("./search-export.js").Story[], words: Record<string, string>) => string]>} */
const FILES = {
  csv: ["results.csv", "text/csv", csv],
  ris: ["results.ris", "application/x-research-info-systems", ris],
  bibtex: ["results.bib", "application/x-bibtex", bibtex],
};

/** Save the stories or copy them; what to tell the reader. @param {string} format @param {Story[]} stories @param {Record<string, string>} words */
export async function give(format, stories, words) {
  const plain = stories.map(flat);
  const count = stories.length;
  if (format === "copy") {
    const lines = plain.map(({ title, outlet, date, url }) => [title, outlet, date, url].filter(Boolean).join(", "));
    return (await copy(lines.join("\n"))) ? fill(words.copied, { count }) : words.not_copied;
  }
  const [name, type, made] = FILES[format];
  download(name, type, made(plain, words));
  return fill(words.exported, { count });
}

/** @param {Story} story @returns {import("./search-export.js").Story} */
function flat({ url, title, filters }) {
  const [day = ""] = filters.day ?? [];
  const one = (/** @type {string} */ kind) => filters[kind]?.[0] ?? "";
  const many = (/** @type {string} */ kind) => filters[kind] ?? [];
  return {
    url: new URL(url, location.href).href,
    title,
    date: /^\d/.test(day) ? day : "",
    outlet: one("outlet"),
    page: one("page"),
    section: one("section"),
    byline: many("byline"),
    agency: many("agency"),
    language: one("language"),
    place: many("place"),
    topic: many("topic"),
  };
}
