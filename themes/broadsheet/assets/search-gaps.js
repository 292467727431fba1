// What the archive does not hold: months of the range searched for which a paper has nothing, and the sentences that say so.

import { fill, number } from "./search-elements.js";

/**
 * A paper in `search/coverage.json`: the months of its run, those that lack nothing, those in which it did not appear, and why.
 * @typedef {{id: string, name: string, run?: string[], months: [string, string][], silent?: [string, string, string][]}} Held
 */
/**
 * A paper's name, and the months from which and to which nothing is held; `silent` when there was nothing, `reason` why.
 * @typedef {{outlet: string, first: string, last: string, silent?: boolean, reason?: string}} Gap
 */

/**
 * The gaps in a range of dates, newest first, in whole months: a month that the range cuts counts as one of it.
 *
 * Inside a paper's own span, from the first month of its run to the last, what is not held is a gap. A range wholly outside
 * that span is one gap, but only for a paper that was chosen: nobody expects the others there.
 * @param {Held[]} coverage @param {string} from YYYY, YYYY-MM, YYYY-MM-DD or empty @param {string} to
 * @param {string[]} outlets names of the papers chosen, as the filter has them; none means all @returns {Gap[]}
 */
export function gaps(coverage, from, to, outlets) {
  if (!from && !to) return [];
  const range = bounds(coverage, from, to);
  if (range.low > range.high) return [];
  const chosen = new Set(outlets);
  const found = coverage
    .filter(({ name }) => !chosen.size || chosen.has(name))
    .flatMap((held) => {
      const runs = held.months.map(([first, last]) => ({ low: counted(first), high: counted(last) }));
      const ends = [...held.months.flat(), ...(held.run ?? [])].map((month) => counted(month));
      const own = { low: Math.min(...ends), high: Math.max(...ends) };
      const meets = ends.length > 0 && own.low <= range.high && own.high >= range.low;
      const empty = meets ? between(runs, own, range) : chosen.size ? [range] : [];
      return empty.flatMap((gap) => parted(gap, held.silent ?? [])).map((gap) => ({ ...gap, outlet: held.name }));
    });
  found.sort((one, other) => other.high - one.high || other.low - one.low);
  return found.map(({ low, high, ...gap }) => ({ ...gap, first: month(low), last: month(high) }));
}

/**
 * What of a paper's own span lies between runs, as far as it is in the range. @param {Span[]} runs @param {Span} own
 * @param {Span} range @returns {Span[]}
 */
function between(runs, own, range) {
  const before = [own.low - 1, ...runs.map(({ high }) => high)];
  const after = [...runs.map(({ low }) => low), own.high + 1];
  return before
    .map((high, at) => ({ low: Math.max(high + 1, range.low), high: Math.min(after[at] - 1, range.high) }))
    .filter(({ low, high }) => low <= high);
}

/**
 * A gap in parts: what is not held, and what there was not. @param {Span} gap @param {[string, string, string][]} silent in order
 * @returns {(Span & {silent?: boolean, reason?: string})[]}
 */
function parted({ low, high }, silent) {
  const parts = [];
  for (const [first, last, reason] of silent) {
    const span = { low: Math.max(counted(first), low), high: Math.min(counted(last), high) };
    if (span.low > span.high) continue;
    if (span.low > low) parts.push({ low, high: span.low - 1 });
    parts.push({ ...span, silent: true, reason });
    low = span.high + 1;
  }
  return low <= high ? [...parts, { low, high }] : parts;
}

/** @typedef {{low: number, high: number}} Span months, counted */

/**
 * The range in months. An end left open is the archive's own, or that of the other end's year or month when it lies beyond.
 * @param {Held[]} coverage @param {string} from @param {string} to @returns {Span}
 */
function bounds(coverage, from, to) {
  const held = coverage.flatMap(({ months }) => months.flat()).map((one) => counted(one));
  const low = from ? counted(from) : held.reduce((least, one) => Math.min(least, one), counted(to));
  const high = to ? counted(to, 12) : held.reduce((most, one) => Math.max(most, one), counted(from, 12));
  return { low, high };
}

/** A month as a number that grows by one a month; for a year alone its month `otherwise`. @param {string} date */
function counted(date, otherwise = 1) {
  return Number(date.slice(0, 4)) * 12 + (Number(date.slice(5, 7)) || otherwise) - 1;
}

/** @param {number} months */
function month(months) {
  return `${String(Math.floor(months / 12)).padStart(4, "0")}-${String((months % 12) + 1).padStart(2, "0")}`;
}

/**
 * The first `limit` gaps as sentences, and how many more there are. One more is told in full: a number would be no shorter.
 * @param {Gap[]} gaps @param {Record<string, string>} words the page's texts: `gap`, `silent`, `silent_why`, `span`, `gaps_more`
 * @param {string} locale @param {number} [limit] @returns {string[]}
 */
export function sentences(gaps, words, locale, limit = 3) {
  const told = gaps.length === limit + 1 ? gaps : gaps.slice(0, limit);
  const texts = told.map((gap) => {
    const { outlet, reason = "" } = gap;
    return fill(words[!gap.silent ? "gap" : reason ? "silent_why" : "silent"], { outlet, reason, span: span(gap, words, locale) });
  });
  const rest = gaps.length - told.length;
  return rest ? [...texts, fill(words.gaps_more, { count: number(rest, locale) })] : texts;
}

/** A gap's time in words: "1998", "March to May 1998". @param {Gap} gap @param {Record<string, string>} words @param {string} locale */
function span({ first, last }, words, locale) {
  const [year, lastYear] = [first.slice(0, 4), last.slice(0, 4)];
  const inYears = first.endsWith("-01") && last.endsWith("-12");
  const whole = dates(locale, inYears ? { year: "numeric" } : { year: "numeric", month: "long" });
  if (first === last || (inYears && year === lastYear)) return text(whole, first);
  if (inYears || year !== lastYear) return fill(words.span, { first: text(whole, first), last: text(whole, last) });
  // the year is said once, beside the month that stands next to it: the last one, or the first where years come first
  const bare = dates(locale, { month: "long" });
  const order = whole.formatToParts(0).map(({ type }) => type);
  const yearFirst = order.indexOf("year") < order.indexOf("month");
  return fill(words.span, { first: text(yearFirst ? whole : bare, first), last: text(yearFirst ? bare : whole, last) });
}

/** @param {string} locale @param {Intl.DateTimeFormatOptions} parts */
function dates(locale, parts) {
  return new Intl.DateTimeFormat(locale, { ...parts, calendar: "gregory", timeZone: "UTC" });
}

/** @param {Intl.DateTimeFormat} format @param {string} month */
function text(format, month) {
  return format.format(new Date(`${month}-15`));
}
