// The filters beside the results: names and totals of the whole archive, from one small file.

import { KINDS } from "./search-query.js";
import { element, fill } from "./search-results.js";

/** @typedef {Record<string, [string, number][]>} Facets */
/** @typedef {import("./search-query.js").Asked} Asked */

/** Values shown at once, and behind "more", of one kind. */
const FEW = 6;
const MANY = 120;

/**
 * @param {Facets} facets @param {Asked} asked @param {Record<string, string>} words @param {string} locale
 * @returns {HTMLElement[]}
 */
export function panel(facets, asked, words, locale) {
  const kinds = KINDS.map((kind) => group(kind, values(facets[kind] ?? [], asked.filters[kind]), asked, words, locale));
  return [decades(facets.year ?? [], asked, words), ...kinds].filter((made) => made !== null);
}

/** The kind's values, with the chosen ones that the list lacks. @param {[string, number][]} listed @param {string[]} chosen */
function values(listed, chosen) {
  const names = new Set(listed.map(([name]) => name));
  return [...chosen.filter((name) => !names.has(name)).map((name) => /** @type {[string, number]} */ ([name, 0])), ...listed];
}

/** @param {string} kind @param {[string, number][]} all @param {Asked} asked @param {Record<string, string>} words @param {string} locale */
function group(kind, all, asked, words, locale) {
  if (!all.length) return null;
  const chosen = asked.filters[kind];
  const few = all.filter(([name], place) => place < FEW || chosen.includes(name));
  const rest = all.filter(([name], place) => place >= FEW && !chosen.includes(name)).slice(0, MANY);
  const box = (/** @type {[string, number]} */ [name, count]) => choice(kind, name, count, chosen.includes(name), words, locale);
  const more = rest.length
    ? [element("details", {}, element("summary", {}, fill(words.more_values, { count: rest.length })), ...rest.map(box))]
    : [];
  return element("fieldset", {}, element("legend", {}, words[kind]), ...few.map(box), ...more);
}

/** @param {string} kind @param {string} name @param {number} count @param {boolean} chosen @param {Record<string, string>} words @param {string} locale */
function choice(kind, name, count, chosen, words, locale) {
  const input = element("input", { type: "checkbox", name: kind, value: name, form: "ask", checked: chosen ? "" : undefined });
  const text = element("span", { dir: "auto" }, label(kind, name, words, locale));
  return element("label", {}, input, " ", text, " ", element("span", { class: "count" }, number(count, locale)));
}

/** @param {string} kind @param {string} name @param {Record<string, string>} words @param {string} locale */
function label(kind, name, words, locale) {
  if (kind === "has") return words[name] ?? name;
  if (kind !== "language") return name;
  try {
    return new Intl.DisplayNames(locale, { type: "language" }).of(name) ?? name;
  } catch {
    return name;
  }
}

/** Buttons that set the range. @param {[string, number][]} years @param {Asked} asked @param {Record<string, string>} words */
function decades(years, asked, words) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const [year, count] of years) counts.set(year.slice(0, 3), (counts.get(year.slice(0, 3)) ?? 0) + count);
  if (counts.size < 2) return null;
  const buttons = [...counts.keys()].sort().map((decade) => {
    const on = asked.from === `${decade}0` && asked.to === `${decade}9`;
    return element("button", { type: "button", "data-decade": decade, "aria-pressed": String(on) }, fill(words.decade, { decade: `${decade}0` }));
  });
  return element("fieldset", { class: "decades" }, element("legend", {}, words.decades), ...buttons);
}

/** @param {number} count @param {string} locale */
export function number(count, locale) {
  return new Intl.NumberFormat(locale).format(count);
}
