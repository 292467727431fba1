// Shows results.

import { start } from "./search-dates.js";
import { element, fill } from "./search-elements.js";

/** @typedef {import("./search-engine.js").Story} Story */
/** @typedef {import("./search-excerpt.js").Part} Part */

/**
 * One result. @param {Story} story @param {Record<string, string>} words the page's texts
 * @param {string} base @param {string} locale
 */
export function result(story, words, base, locale) {
  const { filters } = story;
  const all = story.parts;
  const { headline, excerpt } = apart(all, story.title);
  const lang = filters.language?.[0];
  const own = { lang: lang === locale ? undefined : lang, dir: "auto" };
  const link = element("a", { href: story.url + textFragment(all) }, ...shown(headline));
  const facts = [filters.outlet?.[0], filters.section?.[0]].filter(Boolean).map((text) => element("span", { dir: "auto" }, String(text)));
  if (filters.page) facts.push(element("span", {}, fill(words.page, { page: filters.page[0] })));
  return element(
    "li",
    {},
    element("p", { class: "when" }, time(filters.day?.[0] ?? "", words, locale)),
    element("div", { class: "what" }, element("h3", own, link), element("p", { class: "from" }, ...facts), element("p", own, ...shown(excerpt))),
    ...thumbnail(filters.image?.[0], base),
  );
}

/** @param {string | undefined} address @param {string} base */
function thumbnail(address, base) {
  if (!address?.startsWith("/")) return [];
  const whole = address.startsWith(base) ? address : base + address.slice(1);
  return [element("img", { src: whole, alt: "", loading: "lazy", decoding: "async" })];
}

/** @param {string} known @param {Record<string, string>} words @param {string} locale */
function time(known, words, locale) {
  if (!/^\d/.test(known)) return words.undated;
  return element("time", { datetime: known }, dateWords(known, locale));
}

/** A date as known in the words of a language. @param {string} known @param {string} locale */
export function dateWords(known, locale) {
  /** @type {Intl.DateTimeFormatOptions} */
  const form = { year: "numeric", timeZone: "UTC" };
  if (known.length > 4) form.month = "long";
  if (known.length > 7) form.day = "numeric";
  const day = new Date(`${start(known)}T00:00Z`);
  return known.length > 4 ? new Intl.DateTimeFormat(locale, form).format(day) : known;
}

/**
 * Where the excerpt begins with the headline, its marks go to the headline and the rest stays, with what
 * stands above the headline when the words are there.
 * @param {Part[]} all @param {string} title
 */
function apart(all, title) {
  const at = all.map(({ text }) => text).join("").indexOf(title);
  if (at < 0 || !title) return { headline: [{ text: title, marked: false }], excerpt: all };
  const above = cut(all, 0, at);
  const below = cut(all, at + title.length, Infinity);
  if (below.length) below[0].text = below[0].text.replace(/^[.\s]+/, "");
  const excerpt = above.some(({ marked }) => marked) ? [...above, ...below] : below;
  return { headline: cut(all, at, at + title.length), excerpt };
}

/** @param {Part[]} all @param {number} from @param {number} to @returns {Part[]} */
function cut(all, from, to) {
  let begun = 0;
  return all.flatMap(({ text, marked }) => {
    const piece = text.slice(Math.max(0, from - begun), Math.max(0, to - begun));
    begun += text.length;
    return piece ? [{ text: piece, marked }] : [];
  });
}

/** @param {Part[]} all */
function shown(all) {
  return all.map(({ text, marked }) => (marked ? element("mark", {}, text) : text));
}

/** Makes the browser mark the words on the story's page, with no script there. @param {Part[]} all */
function textFragment(all) {
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const { text, marked } of joined(all)) {
    if (marked) found.set(text.toLowerCase(), text);
  }
  const directives = [...found.values()].slice(0, 8).map((word) => `text=${encodeURIComponent(word).replaceAll("-", "%2D")}`);
  return directives.length ? `#:~:${directives.join("&")}` : "";
}

/** Marked words that follow each other are one phrase. @param {Part[]} all */
function joined(all) {
  /** @type {Part[]} */
  const made = [];
  all.forEach((part, place) => {
    const last = made.at(-1);
    const between = !part.marked && !part.text.trim() && all[place + 1]?.marked;
    if (last?.marked && (part.marked || between)) last.text += part.text;
    else made.push({ ...part });
  });
  return made;
}
