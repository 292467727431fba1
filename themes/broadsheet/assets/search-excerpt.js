// Cuts the part of a story around the words that were found.

import { together } from "./search-words.js";

/** @typedef {{text: string, marked: boolean}} Part */

/** Words of an excerpt; and of them, those before the first that was found. */
const LONG = 30;
const BEFORE = 6;
/** Characters of it. */
const LONGEST = 320;

/** A story's words, by the numbers that the index has for them. @param {string} content */
export const words = (content) => content.split(/\s+/);

/** The words around the places where most was found. @param {string[]} all @param {number[]} places @returns {Part[]} */
export function excerpt(all, places) {
  const found = new Set(places);
  const sorted = [...found].sort((one, other) => one - other);
  let best = { from: 0, held: 0 };
  let last = 0;
  sorted.forEach((place, first) => {
    while (last < sorted.length && sorted[last] < place + LONG - BEFORE) last++;
    if (last - first > best.held) best = { from: Math.max(0, place - BEFORE), held: last - first };
  });
  const from = best.from < BEFORE ? 0 : best.from;
  /** @type {Part[]} */
  const made = from ? [{ text: "… ", marked: false }] : [];
  let length = 0;
  let at = from;
  for (; at < all.length && at < from + LONG && length < LONGEST; at++) {
    length += all[at].length + 1;
    put(made, all[at], found.has(at));
    put(made, " ", false);
  }
  if (at < all.length && !/[.!?。！？؟۔][\p{Pe}\p{Pf}"']*$/u.test(all[at - 1])) put(made, "…", false);
  return made.map(({ text, marked }) => ({ text: together(text), marked })).filter(({ text }) => text);
}

/** A word's punctuation is not marked; what follows the same kind joins it. @param {Part[]} made @param {string} text @param {boolean} found */
function put(made, text, found) {
  const [before, word, after] = found ? text.split(/([\p{L}\p{N}](?:.*[\p{L}\p{N}\p{M}])?)/su) : [text];
  for (const [piece, marked] of /** @type {[string | undefined, boolean][]} */ ([[before, false], [word, true], [after, false]])) {
    const last = made.at(-1);
    if (!piece) continue;
    if (last && last.marked === marked) last.text += piece;
    else made.push({ text: piece, marked });
  }
}
