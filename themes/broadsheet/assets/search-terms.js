// The directory of words: what the archive has of a query's words, and in which shards.
//
// search/terms/<language>/f/flo.json holds, for each word, a list of [its stem, the word as the indexes list it, the
// shards]: bits of a hexadecimal number, the oldest shard the lowest. A word whose stem begins otherwise stands in the
// stem's file too.

import { fetched, once } from "./search-files.js";
import { ways } from "./search-words.js";

/** @typedef {import("./search-language.js").Tree} Tree */
/** @typedef {[stem: string, base: string, shards: string]} Entry */
/** @typedef {{base: string, shards: string[]}} Form a word of the indexes, and the numbers that tell its shards */
/** @typedef {{kind: "term", forms: Form[]}} Term a word that follows others, in any of its forms */
/** @typedef {{kind: "words", terms: Term[]}} Words terms that follow each other */
/**
 * @typedef {Words | {kind: "and" | "or", parts: Found[]} | {kind: "not", part: Found} | {kind: "near", left: Found, right: Found, within: number}} Found
 * a query as one language's indexes know it
 */

/** @type {Map<string, Promise<Record<string, Entry[]>>>} */
const files = new Map();

/** A word's file: by its first three letters, or by the code points of its first two characters. @param {string} word */
export function bucket(word) {
  const first = [...word].slice(0, 3).join("");
  if (/^[a-z0-9]+$/.test(first)) return `${first[0]}/${first}`;
  const points = [...word].slice(0, 2).map((letter) => `${letter.codePointAt(0)?.toString(16)}-`);
  return `${points[0]}/${points.join("")}`;
}

/** @param {string} folder @param {string} word @returns {Promise<Record<string, Entry[]>>} nothing when no word begins so */
function file(folder, word) {
  const address = `${folder}${bucket(word)}.json`;
  return once(files, address, async () => {
    const response = await fetched(address, 404);
    return response.ok ? response.json() : {};
  });
}

/** @param {Record<string, Entry[]>} words @param {string} word */
const entries = (words, word) => (Object.hasOwn(words, word) ? words[word] : []);

/** A word's forms: itself however it is pointed, and with its stem's other words unless it is to be exact. @param {string} folder @param {string} word @param {boolean} exact @returns {Promise<Form[]>} */
async function forms(folder, word, exact) {
  const own = entries(await file(folder, word), word);
  /** @type {Map<string, Form>} */
  const found = new Map();
  const add = (/** @type {string} */ base, /** @type {string} */ shards) => {
    const form = found.get(base);
    if (form) form.shards.push(shards);
    else found.set(base, { base, shards: [shards] });
  };
  for (const [, base, shards] of own) add(base || word, shards);
  if (exact) return [...found.values()];
  // a word that is nowhere may still be the stem of others
  for (const wanted of own.length ? new Set(own.map(([stem]) => stem)) : [word]) {
    for (const [key, some] of Object.entries(await file(folder, wanted))) {
      for (const [stem, base, shards] of some) if (stem === wanted) add(base || key, shards);
    }
  }
  return [...found.values()];
}

/**
 * What the words of a query are in the indexes of a language.
 * @param {Tree} node @param {string} base @param {string} language @param {boolean} exact @returns {Promise<Found>}
 */
export async function lookedUp(node, base, language, exact) {
  const folder = `${base}search/terms/${language}/`;
  const follow = async (/** @type {string[]} */ words) => {
    const terms = words.map(async (word) => ({ kind: /** @type {const} */ ("term"), forms: await forms(folder, word, exact) }));
    return { kind: /** @type {const} */ ("words"), terms: await Promise.all(terms) };
  };
  const go = (/** @type {Tree} */ other) => lookedUp(other, base, language, exact);
  if (node.kind === "word") {
    const parts = await Promise.all(ways(node.text, language).map(follow));
    return parts.length === 1 ? parts[0] : { kind: "or", parts };
  }
  if (node.kind === "phrase") return follow(node.words.flatMap((word) => ways(word, language)[0]));
  if (node.kind === "not") return { kind: "not", part: await go(node.part) };
  if (node.kind === "near") return { kind: "near", left: await go(node.left), right: await go(node.right), within: node.within };
  return { kind: node.kind, parts: await Promise.all(node.parts.map(go)) };
}

/** Whether a shard may have a story of a query. @param {Found} found @param {number} shard its place, oldest first @returns {boolean} */
export function mayHave(found, shard) {
  if (found.kind === "words") return found.terms.every(({ forms }) => forms.some((form) => isIn(form, shard)));
  if (found.kind === "and") return found.parts.every((part) => mayHave(part, shard));
  if (found.kind === "or") return found.parts.some((part) => mayHave(part, shard));
  if (found.kind === "near") return mayHave(found.left, shard) && mayHave(found.right, shard);
  return true;
}

/** @param {Form} form @param {number} shard */
export function isIn({ shards }, shard) {
  return shards.some((bits) => (parseInt(bits[bits.length - 1 - (shard >> 2)] ?? "0", 16) >> (shard & 3)) & 1);
}

/**
 * Whether the archive has a word; and another in place of one that it has not, empty when none is like it.
 * @param {string} text @param {string} base @param {string} language
 */
export async function meant(text, base, language) {
  const [word] = ways(text, language)[0];
  if (!word || word.length < 4) return { has: false, other: "" };
  const folder = `${base}search/terms/${language}/`;
  if ((await forms(folder, word, false)).length) return { has: true, other: "" };
  const words = await file(folder, word);
  const near = Object.entries(words).map(([key, some]) => ({ key, off: distance(word, key), held: Math.max(...some.map(([, , shards]) => shards.length)) }));
  const [best] = near.filter(({ off }) => off <= (word.length < 7 ? 1 : 2)).sort((one, other) => one.off - other.off || other.held - one.held);
  return { has: false, other: best?.key ?? "" };
}

/** Letters to change, add or remove (Levenshtein's distance), at most 3. @param {string} one @param {string} other */
function distance(one, other) {
  if (Math.abs(one.length - other.length) > 2) return 3;
  let row = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let at = 1; at <= one.length; at++) {
    const next = [at];
    for (let to = 1; to <= other.length; to++) {
      next[to] = Math.min(next[to - 1] + 1, row[to] + 1, row[to - 1] + (one[at - 1] === other[to - 1] ? 0 : 1));
    }
    row = next;
  }
  return Math.min(3, row[other.length]);
}
