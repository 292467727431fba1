// The days that are meant by a date that is known as far as its month or year.

/** @param {string} known */
export const start = (known) => known + "-01-01".slice(known.length - 4);
/** Months are taken to have 31 days: it is compared only. @param {string} known */
export const end = (known) => known + "-12-31".slice(known.length - 4);

/** The first and the last day of a range, either empty when it is open. @param {string} from @param {string} to */
export function bounds(from, to) {
  return { low: from ? start(from) : "", high: to ? end(to) : "" };
}
