// Searches shard by shard, in order of time, and joins what they find.

import { bounds } from "./search-dates.js";
import { inRange } from "./search-query.js";

/** @typedef {import("./search-query.js").Asked} Asked */
/** @typedef {import("./search-query.js").Shard} Shard */
/** @typedef {{url: string, title: string, parts: import("./search-excerpt.js").Part[], filters: Record<string, string[]>}} Story */
/** @typedef {{score: number, shard: Shard, story: () => Promise<Story>}} Hit */

/** Results are loaded in blocks of this many. */
const BLOCK = 10;
/** Shards searched at once, at most. */
const AT_ONCE = 4;

/** @typedef {import("./search-worker.js").Tasks} Tasks */
/** @typedef {<T extends keyof Tasks>(task: T, ...asked: Parameters<Tasks[T]>) => Promise<Awaited<ReturnType<Tasks[T]>>>} Tell */
/** @type {Tell | undefined} the worker, once it is needed */
let worker;
let searches = 0;

/** @param {string} base @returns {Tell} */
function hire(base) {
  const hired = new Worker(new URL("./search-worker.js", import.meta.url), { type: "module" });
  /** @type {Map<number, {resolve: (value: never) => void, reject: (fault: Error) => void}>} */
  const waiting = new Map();
  let last = 0;
  hired.addEventListener("message", ({ data: { id, value, fault } }) => {
    const { resolve, reject } = /** @type {{resolve: (value: unknown) => void, reject: (fault: Error) => void}} */ (waiting.get(id));
    waiting.delete(id);
    if (fault) reject(new Error(fault));
    else resolve(value);
  });
  hired.addEventListener("error", () => {
    for (const { reject } of waiting.values()) reject(new Error("the search could not be started"));
    waiting.clear();
    worker = undefined;
  });
  /** @type {Tell} */
  const tell = (task, ...[asked]) =>
    new Promise((resolve, reject) => {
      waiting.set(++last, { resolve, reject });
      hired.postMessage({ id: last, task, asked });
    });
  tell("init", { base }).catch(() => {});
  return tell;
}

/** Have the worker ready before the first search: its scripts take as long to come as the list of shards. @param {string} base */
export function warm(base) {
  worker ??= hire(base);
}

/** One search over the shards in play. It does nothing until it is asked for results. */
export class Search {
  /**
   * @param {Shard[]} shards newest first @param {Asked} asked @param {import("./search-language.js").Tree | null} tree the query
   * @param {string} base @param {() => void} told called when something was found or failed
   */
  constructor(shards, asked, tree, base, told) {
    this.tell = worker ??= hire(base);
    this.asked = asked;
    this.tree = tree;
    this.told = told;
    this.all = shards;
    const play = inRange(shards, asked);
    /** @type {Shard[]} in the order in which they are searched */
    this.shards = asked.order === "oldest" ? [...play].reverse() : play;
    this.byScore = asked.order === "best" && tree !== null;
    this.found = 0;
    /** @type {Map<string, number>} stories found in each year */
    this.years = new Map();
    /** @type {number[]} the searches that found something, as the worker knows them */
    this.numbers = [];
    /** @type {Shard[]} */
    this.searched = [];
    /** @type {Shard[]} */
    this.missing = [];
    /** @type {Map<Shard, Promise<Hit[][]>>} */
    this.running = new Map();
    /** @type {Story[]} results in order, as many as were asked for */
    this.taken = [];
    this.coming = this.byScore ? this.best() : this.byDate();
    /** Another search has taken this one's place. */
    this.stale = false;
    /** Enough is shown: the other shards wait until the reader asks. */
    this.resting = false;
    this.tell("forget").catch(() => {});
  }

  get finished() {
    return this.searched.length + this.missing.length === this.shards.length;
  }

  /** Have as many results ready as this, or all there are. @param {number} count */
  async take(count) {
    while (this.taken.length < count) {
      const { value, done } = await this.coming.next();
      if (done) return;
      this.taken.push(value);
    }
  }

  /** @returns {AsyncGenerator<Story>} */
  async *byDate() {
    for (let next = 0; next < this.shards.length && !this.stale; next++) {
      // the first alone, since it is often enough; then more at once
      const ahead = Math.min(AT_ONCE, next + 1);
      for (const shard of this.shards.slice(next, next + ahead)) this.search(shard);
      const lists = await this.search(this.shards[next]);
      yield* this.loaded(this.shards[next], merged(lists, this.asked.order === "oldest"));
    }
  }

  /** @returns {AsyncGenerator<Story>} */
  async *best() {
    await this.finish();
    const hits = (await Promise.all(this.shards.map((shard) => this.search(shard)))).flat(2);
    hits.sort((one, other) => other.score - one.score);
    for (const { shard, story } of hits) {
      if (this.stale) return;
      try {
        yield await story();
      } catch {
        this.miss(shard);
      }
    }
  }

  /** @param {Shard} shard @param {AsyncGenerator<Story>} stories */
  async *loaded(shard, stories) {
    try {
      yield* stories;
    } catch {
      this.miss(shard);
    }
  }

  /** Search every shard in play, so that the count is whole. */
  async finish() {
    const rest = [...this.shards];
    const one = async () => {
      for (let shard = rest.shift(); shard && !this.stale; shard = rest.shift()) await this.search(shard);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, one));
  }

  /** What a shard holds, a list for each language; empty when it fails. @param {Shard} shard */
  search(shard) {
    let lists = this.running.get(shard);
    if (!lists) {
      lists = this.ask(shard);
      this.running.set(shard, lists);
    }
    return lists;
  }

  /** @param {Shard} shard @returns {Promise<Hit[][]>} */
  async ask(shard) {
    try {
      const wanted = this.asked.filters.language;
      const lists = await Promise.all(
        Object.keys(shard.languages)
          .filter((language) => !wanted.length || wanted.some((tag) => fits(tag, language)))
          .map((language) => this.askLanguage(shard, language)),
      );
      this.searched.push(shard);
      this.found += lists.reduce((sum, hits) => sum + hits.length, 0);
      return lists;
    } catch {
      this.miss(shard);
      return [];
    } finally {
      if (!this.stale) this.told();
    }
  }

  /** @param {Shard} shard @param {string} language @returns {Promise<Hit[]>} */
  async askLanguage(shard, language) {
    const number = ++searches;
    const place = this.all.length - 1 - this.all.indexOf(shard);
    const { filters, exact, once, from, to } = this.asked;
    /** @type {Asked["order"]} */
    const order = this.byScore ? "best" : this.asked.order === "oldest" ? "oldest" : "newest";
    const query = { tree: this.tree, exact, once, filters, order, ...bounds(from, to) };
    const { scores, years } = await this.tell("search", { number, shard, place, language, query });
    for (const [year, count] of years) this.years.set(year, (this.years.get(year) ?? 0) + count);
    if (scores.length) this.numbers.push(number);
    /** @type {Promise<Story[]>[]} */
    const blocks = [];
    const block = (/** @type {number} */ at) =>
      (blocks[at] ??= this.tell("load", { number, from: at * BLOCK, to: (at + 1) * BLOCK }));
    return scores.map((score, at) => ({
      score,
      shard,
      story: async () => (await block(Math.floor(at / BLOCK)))[at % BLOCK],
    }));
  }

  /** How many of the stories found so far have each value of a kind. @param {string} kind @returns {Promise<Map<string, number>>} */
  async counts(kind) {
    const lists = await Promise.all(this.numbers.map((number) => this.tell("counts", { number, kind })));
    /** @type {Map<string, number>} */
    const sums = new Map();
    for (const [value, count] of lists.flat()) if (count) sums.set(value, (sums.get(value) ?? 0) + count);
    return sums;
  }

  /** A word of the archive in place of one that no language of it has; empty when one has it. @param {string} word @returns {Promise<string>} */
  async meant(word) {
    const languages = [...new Set(this.shards.flatMap((shard) => Object.keys(shard.languages)))];
    const all = await Promise.all(languages.map((language) => this.tell("meant", { word, language })));
    return all.some(({ has }) => has) ? "" : (all.find(({ other }) => other)?.other ?? "");
  }

  /** @param {Shard} shard */
  miss(shard) {
    if (this.missing.includes(shard)) return;
    this.missing.push(shard);
    this.searched = this.searched.filter((other) => other !== shard);
    if (!this.stale) this.told();
  }
}

/** Whether stories with a language tag are indexed under `language`. @param {string} tag @param {string} language */
function fits(tag, language) {
  const primary = tag.split("-")[0].toLowerCase();
  return language === primary || language === "unknown" || (language === "no" && ["nb", "nn"].includes(primary));
}

/** Lists that are each in order of date, joined into one. @param {Hit[][]} lists @param {boolean} oldestFirst @returns {AsyncGenerator<Story>} */
async function* merged(lists, oldestFirst) {
  const places = lists.filter((hits) => hits.length).map((hits) => ({ hits, next: 0 }));
  while (places.length) {
    const heads = await Promise.all(places.map(({ hits, next }) => hits[next].story()));
    let first = 0;
    for (let other = 1; other < heads.length; other++) {
      if (comesBefore(heads[other], heads[first]) === oldestFirst) first = other;
    }
    yield heads[first];
    places[first].next++;
    if (places[first].next === places[first].hits.length) places.splice(first, 1);
  }
}

/** @param {Story} one @param {Story} other */
function comesBefore(one, other) {
  return `${dateOf(one)} ${one.url}` < `${dateOf(other)} ${other.url}`;
}

/** The date as known, for ordering: undated comes before every year. @param {Story} story */
function dateOf({ filters }) {
  const day = filters.day?.[0] ?? "";
  return /^\d/.test(day) ? day : "0000";
}
