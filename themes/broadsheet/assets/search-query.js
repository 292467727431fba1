// What is asked: read from the address and the form, and written back.

import { bounds } from "./search-dates.js";

/**
 * @typedef {object} Asked
 * @property {string} q the words as typed
 * @property {string} from YYYY, YYYY-MM or YYYY-MM-DD, or empty
 * @property {string} to
 * @property {"newest" | "oldest" | "best"} order
 * @property {Record<string, string[]>} filters chosen values by kind
 * @property {boolean} exact words as they are written, in no other form
 * @property {boolean} once no story whose text stands in an earlier one
 * @property {number} shown how many results to show
 */

/** @typedef {{path: string, first: string, last: string, count: number, undated: number, languages: Record<string, string>}} Shard */

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
    exact: address.get("exact") === "1",
    once: address.get("once") === "1",
    shown: Math.min(1000, Math.max(PAGE, Number(address.get("shown")) || PAGE)),
  };
}

/** The address's query that brings back what is asked. @param {Asked} asked */
export function write(asked) {
  const address = new URLSearchParams();
  for (const name of /** @type {const} */ (["q", "from", "to"])) if (asked[name]) address.set(name, asked[name]);
  if (asked.order !== "newest") address.set("order", asked.order);
  for (const kind of KINDS) for (const value of asked.filters[kind]) address.append(kind, value);
  if (asked.exact) address.set("exact", "1");
  if (asked.once) address.set("once", "1");
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

/** Neither dates nor filters are chosen. @param {Asked} asked */
export function isOpen(asked) {
  return !asked.from && !asked.to && KINDS.every((kind) => !asked.filters[kind].length);
}

/** The shards that may hold a story of the range. @param {Shard[]} shards @param {Asked} asked */
export function inRange(shards, { from, to }) {
  if (!from && !to) return shards;
  const { low, high } = bounds(from, to);
  return shards.filter((shard) => shard.first && (!high || shard.first <= high) && shard.last >= low);
}
