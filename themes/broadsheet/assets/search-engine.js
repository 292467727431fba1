// Searches shard by shard, in order of time, and joins what they find.

import { filtersFor, inRange, split } from "./search-query.js";

/** @typedef {import("./search-query.js").Asked} Asked */
/** @typedef {import("./search-query.js").Shard} Shard */
/** @typedef {{url: string, title: string, excerpt: string, filters: Record<string, string[]>}} Story */
/** @typedef {{score: number, story: () => Promise<Story>}} Hit */

/** Results are loaded in blocks of this many. */
const BLOCK = 10;
/** Shards searched at once, at most. */
const AT_ONCE = 4;

/** @type {Map<string, ReturnType<typeof hire>>} a worker for each language */
const workers = new Map();
let searches = 0;

/** @param {string} base @param {string} language */
function hire(base, language) {
  const worker = new Worker(new URL("./search-worker.js", import.meta.url), { type: "module" });
  /** @type {Map<number, {resolve: (value: any) => void, reject: (fault: Error) => void}>} */
  const waiting = new Map();
  let last = 0;
  worker.addEventListener("message", ({ data: { id, value, fault } }) => {
    const { resolve, reject } = /** @type {any} */ (waiting.get(id));
    waiting.delete(id);
    if (fault) reject(new Error(fault));
    else resolve(value);
  });
  worker.addEventListener("error", () => {
    for (const { reject } of waiting.values()) reject(new Error("the search could not be started"));
    waiting.clear();
    workers.delete(language);
  });
  /** @param {string} task @param {object} asked @returns {Promise<any>} */
  const tell = (task, asked) =>
    new Promise((resolve, reject) => {
      waiting.set(++last, { resolve, reject });
      worker.postMessage({ id: last, task, asked });
    });
  tell("init", { base, language }).catch(() => {});
  return tell;
}

/** @param {string} base @param {string} language */
function workerFor(base, language) {
  let worker = workers.get(language);
  if (!worker) workers.set(language, (worker = hire(base, language)));
  return worker;
}

/** One search over the shards in play. It does nothing until it is asked for results. */
export class Search {
  /** @param {Shard[]} shards newest first @param {Asked} asked @param {string} base @param {() => void} told called when something was found or failed */
  constructor(shards, asked, base, told) {
    this.base = base;
    this.asked = asked;
    this.told = told;
    this.all = shards;
    const play = inRange(shards, asked);
    /** @type {Shard[]} in the order in which they are searched */
    this.shards = asked.order === "oldest" ? [...play].reverse() : play;
    const { words, phrase } = split(asked.q);
    this.words = words;
    this.phrase = phrase;
    this.byScore = asked.order === "best" && words.length > 0;
    this.found = 0;
    /** @type {Shard[]} */
    this.searched = [];
    /** @type {Shard[]} */
    this.missing = [];
    /** @type {Map<Shard, Promise<Hit[][]>>} */
    this.running = new Map();
    /** Another search has taken this one's place. */
    this.stale = false;
    /** Enough is shown: the other shards wait until the reader asks. */
    this.resting = false;
    for (const tell of workers.values()) tell("forget", {}).catch(() => {});
  }

  get finished() {
    return this.searched.length + this.missing.length === this.shards.length;
  }

  /** Results in order, each loaded. @returns {AsyncGenerator<Story>} */
  async *stories() {
    if (this.byScore) yield* this.best();
    else yield* this.byDate();
  }

  async *byDate() {
    for (let next = 0; next < this.shards.length && !this.stale; next++) {
      // the first alone, since it is often enough; then more at once
      const ahead = Math.min(AT_ONCE, next + 1);
      for (const shard of this.shards.slice(next, next + ahead)) this.search(shard);
      const lists = await this.search(this.shards[next]);
      yield* this.loaded(this.shards[next], merged(lists, this.asked.order === "oldest"));
    }
  }

  async *best() {
    await this.finish();
    const hits = (await Promise.all(this.shards.map((shard) => this.search(shard)))).flat(2);
    hits.sort((one, other) => other.score - one.score);
    for (const { story } of hits) {
      if (this.stale) return;
      try {
        yield await story();
      } catch {
        // its shard is told of as missing by what counted it
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
    const filters = filtersFor(this.asked, shard);
    const sort = this.byScore && !this.phrase ? {} : { date: this.asked.order === "oldest" ? "asc" : "desc" };
    const query = { words: this.words, phrase: this.phrase, filters, sort };
    try {
      const wanted = this.asked.filters.language;
      const lists = await Promise.all(
        shard.languages
          .filter((language) => !wanted.length || wanted.some((tag) => fits(tag, language)))
          .map((language) => this.askLanguage(shard, language, query)),
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

  /** @param {Shard} shard @param {string} language @param {object} query @returns {Promise<Hit[]>} */
  async askLanguage(shard, language, query) {
    const tell = workerFor(this.base, language);
    const number = ++searches;
    const scores = await tell("search", { number, shard, query });
    /** @type {Promise<Story[]>[]} */
    const blocks = [];
    const block = (/** @type {number} */ at) =>
      (blocks[at] ??= tell("load", { number, from: at * BLOCK, to: (at + 1) * BLOCK }));
    return scores.map((/** @type {number} */ score, /** @type {number} */ place) => ({
      score,
      story: async () => (await block(Math.floor(place / BLOCK)))[place % BLOCK],
    }));
  }

  /** @param {Shard} shard */
  miss(shard) {
    if (!this.missing.includes(shard)) this.missing.push(shard);
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
