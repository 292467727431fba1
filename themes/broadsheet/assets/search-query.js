// What is asked: read from the address and the form, written back, and put as Pagefind's filters.

/**
 * @typedef {object} Asked
 * @property {string} q the words as typed
 * @property {string} from YYYY, YYYY-MM or YYYY-MM-DD, or empty
 * @property {string} to
 * @property {"newest" | "oldest" | "best"} order
 * @property {Record<string, string[]>} filters chosen values by kind
 * @property {number} shown how many results to show
 */

/** @typedef {{path: string, first: string, last: string, count: number, undated: number, languages: string[], hash: string}} Shard */

/** The kinds of filter, in the order in which they are shown. */
export const KINDS = ["outlet", "section", "agency", "byline", "topic", "people", "place", "language", "has"];
export const PAGE = 20;

const ORDERS = ["newest", "oldest", "best"];

/** @param {URLSearchParams} address @returns {Asked} */
export function read(address) {
  const order = address.get("order") ?? "";
  return {
    q: (address.get("q") ?? "").trim(),
    from: date(address.get("from")),
    to: date(address.get("to")),
    order: /** @type {Asked["order"]} */ (ORDERS.includes(order) ? order : "newest"),
    filters: Object.fromEntries(KINDS.map((kind) => [kind, [...new Set(address.getAll(kind))]])),
    shown: Math.min(1000, Math.max(PAGE, Number(address.get("shown")) || PAGE)),
  };
}

/** The address's query that brings back what is asked. @param {Asked} asked */
export function write(asked) {
  const address = new URLSearchParams();
  for (const name of /** @type {const} */ (["q", "from", "to"])) if (asked[name]) address.set(name, asked[name]);
  if (asked.order !== "newest") address.set("order", asked.order);
  for (const kind of KINDS) for (const value of asked.filters[kind]) address.append(kind, value);
  if (asked.shown > PAGE) address.set("shown", String(asked.shown));
  return String(address);
}

/** A date as far as it is known, or nothing when it is none. @param {string | null} text */
export function date(text) {
  const [, year, month, day] = /^\s*(\d{4})(?:-(\d\d)(?:-(\d\d))?)?\s*$/.exec(text ?? "") ?? [];
  if (!year || Number(month ?? 1) < 1 || Number(month ?? 1) > 12) return "";
  if (day && (Number(day) < 1 || Number(day) > new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate())) return "";
  return [year, month, day].filter(Boolean).join("-");
}

/** Nothing to look for. @param {Asked} asked */
export function isEmpty(asked) {
  return !split(asked.q).words.length && !asked.from && !asked.to && KINDS.every((kind) => !asked.filters[kind].length);
}

/**
 * The words of a query; `phrase` when all of it stands in quotes; `loose` when quotes stand elsewhere
 * in it, where they mean nothing yet. @param {string} q
 */
export function split(q) {
  const plain = q.replace(/[“”„«»]/g, '"');
  const phrase = /^"[^"]+"$/.test(plain);
  const words = plain.replaceAll('"', " ").split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  return { words, phrase: phrase && words.length > 0, loose: !phrase && plain.includes('"') };
}

/** The shards that may hold a story of the range. @param {Shard[]} shards @param {Asked} asked */
export function inRange(shards, { from, to }) {
  if (!from && !to) return shards;
  const { low, high } = bounds(from, to);
  return shards.filter((shard) => shard.first && shard.first <= high && shard.last >= low);
}

/** The filters of a search in one shard. @param {Asked} asked @param {Shard} shard */
export function filtersFor(asked, shard) {
  const all = KINDS.filter((kind) => asked.filters[kind].length).map((kind) => ({ [kind]: { any: asked.filters[kind] } }));
  const dates = dateFilter(asked.from, asked.to, shard);
  return all.length || dates ? { all: [...all, ...(dates ? [dates] : [])] } : {};
}

/**
 * Whole years by `year`, whole months by `month`, the rest by `day`, which also holds what is known
 * by month or year alone: such a story is in the range when any of its days may be. Nothing when all of
 * the shard is in the range. @param {string} from @param {string} to @param {Shard} shard
 */
function dateFilter(from, to, shard) {
  const { low, high } = bounds(from, to);
  if (!from && !to) return null;
  if (!shard.undated && low <= shard.first && shard.last <= high) return null;
  /** @type {Record<string, string[]>} */
  const values = { year: [], month: [], day: [] };
  const inside = (/** @type {string} */ span) => low <= start(span) && end(span) <= high;
  const outside = (/** @type {string} */ span) => end(span) < low || start(span) > high;
  for (let year = Number(shard.first.slice(0, 4)); year <= Number(shard.last.slice(0, 4)); year++) {
    collect(String(year).padStart(4, "0"), 12, values, ["year", "month", "day"], inside, outside);
  }
  return { any: Object.entries(values).filter(([, some]) => some.length).map(([kind, some]) => ({ [kind]: { any: some } })) };
}

/**
 * Put a span, or the parts of it that are in the range, into `values`.
 * @param {string} span @param {number} parts @param {Record<string, string[]>} values @param {string[]} kinds
 * @param {(span: string) => boolean} inside @param {(span: string) => boolean} outside
 */
function collect(span, parts, values, kinds, inside, outside) {
  if (outside(span)) return;
  if (inside(span)) return void values[kinds[0]].push(span);
  values.day.push(span);
  for (let part = 1; part <= parts; part++) {
    collect(`${span}-${String(part).padStart(2, "0")}`, 31, values, kinds.slice(1), inside, outside);
  }
}

/** @param {string} from @param {string} to */
function bounds(from, to) {
  return { low: from ? start(from) : "", high: to ? end(to) : "9999-12-31" };
}

/** @param {string} known */
export const start = (known) => known + "-01-01".slice(known.length - 4);
/** Months are taken to have 31 days: it is compared only. @param {string} known */
export const end = (known) => known + "-12-31".slice(known.length - 4);
