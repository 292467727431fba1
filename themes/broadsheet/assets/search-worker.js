// Finds stories in the shards' bundles, off the page's thread.

import { Bundle } from "./search-bundle.js";
import { end, start } from "./search-dates.js";
import { excerpt, words } from "./search-excerpt.js";
import { once } from "./search-files.js";
import { all, matches, spread } from "./search-find.js";
import { lookedUp, mayHave, meant } from "./search-terms.js";
import { together } from "./search-words.js";

/** @typedef {import("./search-query.js").Shard} Shard */
/** @typedef {import("./search-find.js").Matches} Matches */
/**
 * @typedef {object} Query
 * @property {import("./search-language.js").Tree | null} tree
 * @property {boolean} exact no other forms of a word
 * @property {boolean} once no copies of earlier stories
 * @property {Record<string, string[]>} filters chosen values by kind
 * @property {string} low the first day of the range, or empty
 * @property {string} high the last one
 * @property {import("./search-query.js").Asked["order"]} order
 */

/** @type {Map<string, Promise<Bundle>>} by path */
const open = new Map();
/** @type {Map<number, {bundle: Bundle, found: Matches, pages: number[]}>} searches that the page still shows, by number */
const answers = new Map();

let base = "/";

/** @param {Shard} shard @param {string} language */
function opened(shard, language) {
  const path = `${base}${shard.path}${language}/`;
  return once(open, path, () => Bundle.open(path, shard.languages[language]));
}

/** @param {{number: number, shard: Shard, place: number, language: string, query: Query}} asked */
async function search({ number, shard, place, language, query }) {
  const known = query.tree && (await lookedUp(query.tree, base, language, query.exact));
  if (known && !mayHave(known, place)) return { scores: [], years: [] };
  const bundle = await opened(shard, language);
  const [found, copies, ...limits] = await Promise.all([
    known ? matches(known, bundle, place) : all(bundle),
    query.once ? bundle.values("copy") : null,
    ...filtered(bundle, query),
    ranged(bundle, shard, query),
  ]);
  const hidden = new Set(copies?.get("later"));
  const listed = query.order === "oldest" ? bundle.order : [...bundle.order].reverse();
  const pages = listed.filter((page) => found.has(page) && !hidden.has(page) && limits.every((held) => held === null || held.has(page)));
  if (query.order === "best") pages.sort((one, other) => score(found, other) - score(found, one));
  answers.set(number, { bundle, found, pages });
  return { scores: pages.map((page) => score(found, page)), years: await years(bundle, shard, pages) };
}

/** @param {Matches} found @param {number} page */
const score = (found, page) => found.get(page)?.score ?? 0;

/** The stories of each kind of filter that is chosen. @param {Bundle} bundle @param {Query} query @returns {Promise<Set<number>>[]} */
function filtered(bundle, { filters }) {
  const chosen = Object.entries(filters).filter(([, names]) => names.length);
  return chosen.map(async ([kind, names]) => {
    const values = await bundle.values(kind);
    return new Set(names.flatMap((name) => values.get(name) ?? []));
  });
}

/**
 * The stories that may be in the range: what is known by month or year alone is when any of its days may be. Null
 * when the shard is all inside. @param {Bundle} bundle @param {Shard} shard @param {Query} query
 */
async function ranged(bundle, shard, { low, high }) {
  if (!low && !high) return null;
  if (!shard.undated && low <= shard.first && (!high || shard.last <= high)) return null;
  const held = new Set();
  for (const [day, pages] of await bundle.values("day")) {
    if (/^\d/.test(day) && (!high || start(day) <= high) && end(day) >= low) for (const page of pages) held.add(page);
  }
  return held;
}

/** How many of some stories each year has. @param {Bundle} bundle @param {Shard} shard @param {number[]} pages @returns {Promise<[string, number][]>} */
async function years(bundle, shard, pages) {
  const year = shard.first.slice(0, 4);
  if (!pages.length) return [];
  if (year === shard.last.slice(0, 4) && !shard.undated) return [[year, pages.length]];
  return tallied(await bundle.values("year"), pages);
}

/** @param {Map<string, number[]>} values @param {number[]} pages @returns {[string, number][]} */
function tallied(values, pages) {
  const held = new Set(pages);
  return [...values].map(([value, some]) => [value, some.reduce((sum, page) => sum + Number(held.has(page)), 0)]);
}

/** How many of a search's stories each value of a kind has. @param {{number: number, kind: string}} asked */
async function counts({ number, kind }) {
  const answer = answers.get(number);
  return answer ? tallied(await answer.bundle.values(kind), answer.pages) : [];
}

/** What the page shows of some results. @param {{number: number, from: number, to: number}} asked */
async function load({ number, from, to }) {
  const answer = answers.get(number);
  if (!answer) return [];
  const { bundle, found, pages } = answer;
  return Promise.all(
    pages.slice(from, to).map(async (page) => {
      const { url, content, meta, filters } = await bundle.fragment(page);
      const match = found.get(page);
      const parts = excerpt(words(content), match ? spread(match) : []);
      return { url: base + url.slice(1), title: together(meta.title ?? url), parts, filters };
    }),
  );
}

/** @typedef {typeof tasks} Tasks what the page may ask for, and what it gets */
const tasks = {
  /** @param {{base: string}} asked */
  init(asked) {
    ({ base } = asked);
  },
  search,
  counts,
  load,
  /** What may be meant by a word that is nowhere. @param {{word: string, language: string}} asked */
  meant: ({ word, language }) => meant(word, base, language),
  forget: () => answers.clear(),
};

self.addEventListener("message", async (/** @type {MessageEvent<{id: number, task: keyof Tasks, asked: unknown}>} */ { data: { id, task, asked } }) => {
  try {
    const does = /** @type {(asked: unknown) => unknown} */ (tasks[task]);
    self.postMessage({ id, value: await does(asked) });
  } catch (fault) {
    self.postMessage({ id, fault: String(fault) });
  }
});
