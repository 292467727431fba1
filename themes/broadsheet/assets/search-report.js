// Tells what a search found and how far it has come.

import { element, fill, number } from "./search-elements.js";
import { leaves } from "./search-language.js";
import { dateWords } from "./search-results.js";

/** @typedef {import("./search-engine.js").Search} Search */
/** @typedef {import("./search-query.js").Asked} Asked */
/** @typedef {import("./search-query.js").Shard} Shard */
/** @typedef {Record<string, string>} Words */

const line = /** @type {HTMLElement} */ (document.getElementById("status"));

/** What is said again is not told again. @param {string} text */
export function say(text) {
  if (line.textContent !== text) line.textContent = text;
}

/** Where the focus goes when what was pressed goes away. */
export function hold() {
  line.focus({ preventScroll: true });
}

/**
 * How many stories were found in which years so far.
 * @param {Search} search @param {Words} words @param {string} locale @param {() => void} goOn what "Search the rest" does
 */
export function status(search, words, locale, goOn) {
  const { finished, found, resting } = search;
  const isWhole = finished && !search.missing.length; // what is missing may hold a story
  const some = isWhole ? words.found : words.found_yet;
  const none = isWhole ? words.none : resting || finished ? words.none_yet : words.searching;
  const said = [fill(found ? some : none, { found: number(found, locale) })];
  if (!isWhole || search.shards.length !== search.all.length) {
    const done = spansOf(search.searched, search.all, words, locale);
    if (done) said.push(fill(words.searched, { done, all: spanOf(search.all, words, locale) }));
  }
  if (finished || !resting) return say(said.join(" "));
  const before = `${said.join(" ")} `;
  if (line.lastElementChild && line.firstChild?.nodeValue === before) return;
  if (line.lastElementChild && line.firstChild) return void (line.firstChild.nodeValue = before); // the button may have the focus
  const button = element("button", { type: "button", class: "plain" }, words.rest);
  button.addEventListener("click", goOn);
  line.replaceChildren(before, button);
}

/** The years that shards span, without what lies between them. @param {Shard[]} some @param {Shard[]} all newest first @param {Words} words @param {string} locale */
function spansOf(some, all, words, locale) {
  const has = new Set(some);
  /** @type {Shard[][]} */
  const runs = [[]];
  for (const shard of all) {
    if (has.has(shard)) runs[0].push(shard);
    else if (runs[0].length) runs.unshift([]);
  }
  return runs.map((run) => spanOf(run, words, locale)).filter(Boolean).join(", ");
}

/** The years that some shards span; months where they are cut that fine. @param {Shard[]} some @param {Words} words @param {string} locale */
function spanOf(some, words, locale) {
  const dated = some.filter((shard) => shard.first);
  if (!dated.length) return "";
  const isFine = dated.length === some.length && some.every(({ first, last }) => first.slice(0, 4) === last.slice(0, 4));
  const first = dateWords(dated.map((shard) => shard.first).sort()[0].slice(0, isFine ? 7 : 4), locale);
  const last = dateWords(String(dated.map((shard) => shard.last).sort().at(-1)).slice(0, isFine ? 7 : 4), locale);
  return first === last ? first : fill(words.span, { first, last });
}

/** The first and the last year that a search looks into. @param {Search} search @param {Asked} asked */
export function yearsOf(search, asked) {
  const dated = search.shards.filter((shard) => shard.first);
  if (!dated.length) return null;
  const first = dated.map((shard) => shard.first.slice(0, 4)).sort()[0];
  const last = String(dated.map((shard) => shard.last.slice(0, 4)).sort().at(-1));
  const [from, to] = [asked.from.slice(0, 4), asked.to.slice(0, 4)];
  return { first: from > first ? from : first, last: to && to < last ? to : last };
}

/** Tell which years could not be searched. @param {Search} search @param {HTMLElement} box @param {Words} words @param {string} locale @param {() => void} retry */
export function missing(search, box, words, locale, retry) {
  if (!search.missing.length) return;
  const undated = search.missing.some((shard) => !shard.first) ? [words.undated] : [];
  const years = [spansOf(search.missing, search.all, words, locale), ...undated].filter(Boolean).join(", ");
  if (!box.hidden && box.dataset.years === years) return;
  box.dataset.years = years;
  box.replaceChildren(fill(words.missing, { years }), " ", again(words, retry));
  box.hidden = false;
}

/** @param {Words} words @param {() => void} retry */
export function again(words, retry) {
  const button = element("button", { type: "button" }, words.retry);
  button.addEventListener("click", () => {
    hold();
    retry();
  });
  return button;
}

/**
 * Offer another word where the archive has none of a query's.
 * @param {Search} search @param {HTMLElement} box @param {Words} words @param {(changed: Partial<Asked>) => string} linkTo
 */
export async function nowhere(search, box, words, linkTo) {
  for (const leaf of leaves(search.tree)) {
    if (leaf.kind !== "word") continue;
    const other = await search.meant(leaf.text).catch(() => "");
    if (search.stale) return;
    if (!other) continue;
    const { q } = search.asked;
    const changed = q.slice(0, leaf.at) + other + q.slice(leaf.at + leaf.text.length);
    const link = element("a", { href: linkTo({ q: changed }), dir: "auto" }, other);
    const [before, after] = words.meant.split("{word}");
    box.replaceChildren(before, link, after ?? "");
    return;
  }
}
