// A query's operators as set algebra over the stories of one bundle.

import { isIn } from "./search-terms.js";

/** @typedef {import("./search-bundle.js").Bundle} Bundle */
/** @typedef {import("./search-terms.js").Found} Found */
/** @typedef {import("./search-terms.js").Words} Words */
/** @typedef {{score: number, at: number[], size: number}} Match what is found in a story: where it begins, and over how many words */
/** @typedef {Map<number, Match>} Matches by the story's number */

/** How fast more of a word, and a longer story, stop to count (Okapi BM25's k1 and b, their usual values). */
const SATURATION = 1.2;
const LENGTH = 0.75;

/** @param {Found} found @param {Bundle} bundle @param {number} shard its place, oldest first @returns {Promise<Matches>} */
export async function matches(found, bundle, shard) {
  if (found.kind === "words") return follow(found, bundle, shard);
  if (found.kind === "not") return without(await matches(found.part, bundle, shard), bundle);
  if (found.kind === "near") {
    const [left, right] = await Promise.all([matches(found.left, bundle, shard), matches(found.right, bundle, shard)]);
    return near(left, right, found.within);
  }
  const parts = await Promise.all(found.parts.map((part) => matches(part, bundle, shard)));
  return found.kind === "and" ? parts.reduce(both) : parts.reduce(either);
}

/** Every story of a bundle. @param {Bundle} bundle @returns {Matches} */
export const all = (bundle) => without(new Map(), bundle);

/** Words that follow each other. @param {Words} words @param {Bundle} bundle @param {number} shard @returns {Promise<Matches>} */
async function follow({ terms }, bundle, shard) {
  const lists = await Promise.all(
    terms.map(({ forms }) => bundle.having(forms.filter((form) => isIn(form, shard)).map(({ base }) => base))),
  );
  const [first, ...others] = lists;
  /** @type {Matches} */
  const made = new Map();
  for (const [page, { weight, at }] of first ?? []) {
    const rest = others.map((hits) => new Set(hits.get(page)?.at));
    const begins = rest.length ? at.filter((place) => rest.every((places, step) => places.has(place + step + 1))) : at;
    if (begins.length) made.set(page, { score: (weight * begins.length) / at.length, at: begins, size: terms.length });
  }
  const rare = Math.log(1 + (bundle.sizes.length - made.size + 0.5) / (made.size + 0.5));
  for (const [page, match] of made) {
    const long = 1 - LENGTH + (LENGTH * bundle.sizes[page]) / bundle.length;
    match.score = (rare * match.score * (SATURATION + 1)) / (match.score + SATURATION * long);
  }
  return made;
}

/** @param {Matches} one @param {Matches} other @returns {Matches} */
function both(one, other) {
  /** @type {Matches} */
  const made = new Map();
  for (const [page, match] of one) {
    const second = other.get(page);
    if (second) made.set(page, joined(match, second));
  }
  return made;
}

/** @param {Matches} one @param {Matches} other @returns {Matches} */
function either(one, other) {
  const made = new Map(one);
  for (const [page, match] of other) {
    const first = made.get(page);
    made.set(page, first ? joined(first, match) : match);
  }
  return made;
}

/** @param {Match} one @param {Match} other @returns {Match} */
function joined(one, other) {
  return { score: one.score + other.score, at: [...spread(one), ...spread(other)], size: 1 };
}

/** Each place that a match covers. @param {Match} match */
export function spread({ at, size }) {
  return size === 1 ? at : at.flatMap((place) => Array.from({ length: size }, (_, step) => place + step));
}

/** @param {Matches} some @param {Bundle} bundle @returns {Matches} */
function without(some, bundle) {
  /** @type {Matches} */
  const made = new Map();
  for (let page = 0; page < bundle.sizes.length; page++) if (!some.has(page)) made.set(page, { score: 0, at: [], size: 1 });
  return made;
}

/** Those with at most `within` steps from the end of one to the beginning of the other, in either order. @param {Matches} one @param {Matches} other @param {number} within @returns {Matches} */
function near(one, other, within) {
  /** @type {Matches} */
  const made = new Map();
  for (const [page, match] of both(one, other)) {
    const left = /** @type {Match} */ (one.get(page));
    const right = /** @type {Match} */ (other.get(page));
    const close = (/** @type {number} */ a, /** @type {number} */ b) => {
      const steps = b > a ? b - (a + left.size - 1) : a - (b + right.size - 1);
      return a !== b && steps > 0 && steps <= within;
    };
    const pairs = left.at.flatMap((a) => right.at.filter((b) => close(a, b)).map((b) => [a, b]));
    if (!pairs.length) continue;
    const at = [
      ...spread({ ...left, at: pairs.map(([a]) => a) }),
      ...spread({ ...right, at: pairs.map(([, b]) => b) }),
    ];
    made.set(page, { score: match.score, at: [...new Set(at)], size: 1 });
  }
  return made;
}
