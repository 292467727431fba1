// The search page: what is asked stands in the address; each change of it is one search.
//
// The manifest says which spans of time there are; they are searched one after the other (search-engine.js) by a
// worker (search-worker.js), and shown as they come. The form is search-form.js, what is told search-report.js.

import { element, fill } from "./search-elements.js";
import { Search, warm } from "./search-engine.js";
import { Panel } from "./search-facets.js";
import { listen, setForm } from "./search-form.js";
import { fetched, once } from "./search-files.js";
import { QueryFault, parse } from "./search-language.js";
import { PAGE, inRange, isOpen, read, write } from "./search-query.js";
import { again, hold, missing, nowhere, say, status, yearsOf } from "./search-report.js";
import { result } from "./search-results.js";

/** @typedef {import("./search-gaps.js").Held} Held */
/** @typedef {import("./search-query.js").Asked} Asked */
/** @typedef {import("./search-query.js").Shard} Shard */

/** @template {HTMLElement} [T=HTMLElement] @param {string} id @returns {T} */
const the = (id) => /** @type {T} */ (document.getElementById(id));
/** Characters of a query that are shown beside what is wrong with it. */
const AROUND = 20;
const base = the("search").dataset.base ?? "/";
const locale = document.documentElement.lang || "en";
/** @type {Record<string, string>} */
const words = JSON.parse(the("search-words").textContent ?? "{}");

/** @type {Map<string, Promise<unknown>>} small files of the archive's */
const kept = new Map();
/** @type {Search | undefined} */
let current;
let turn = 0;
/** @type {Asked} */
let asked = read(new URLSearchParams(location.search));
/** @type {HTMLElement | undefined} */
let figure;
const panel = new Panel(the("facets"), words, locale);

/** A file of the archive's, fetched once. @param {string} path @returns {Promise<unknown>} */
function fetchJson(path) {
  return once(kept, path, async () => (await fetched(base + path)).json());
}

/** Search for what is asked now, leaving any search before it. @param {boolean} [whole] and do not rest before the end */
async function run(whole = false) {
  const mine = ++turn;
  if (current) current.stale = true;
  current = undefined;
  showPanel();
  const tree = readQuery();
  const idle = tree === undefined || (tree === null && isOpen(asked));
  clear(idle);
  if (tree === undefined) return;
  if (idle) return stop(words.start);
  state("busy");
  say(words.searching);
  /** @type {Shard[]} */
  let all;
  try {
    ({ shards: all } = /** @type {{shards: Shard[]}} */ (await fetchJson("search/shards.json")));
  } catch {
    if (mine === turn) failed();
    return;
  }
  if (mine !== turn) return;
  void showGaps(mine);
  if (!all.length) return stop(words.no_stories);
  if (!inRange(all, asked).length) return stop(words.empty_range);
  const search = new Search(all, asked, tree, base, () => mine === turn && report(search));
  current = search;
  await show(search, whole);
}

/** What the query means; undefined when it cannot be read, which is told. */
function readQuery() {
  const field = the("q");
  the("notes").replaceChildren();
  field.removeAttribute("aria-invalid");
  try {
    return parse(asked.q);
  } catch (fault) {
    if (!(fault instanceof QueryFault)) throw fault;
    const part = asked.q.slice(fault.at, fault.at + Math.min(fault.length, AROUND));
    const before = asked.q.slice(Math.max(0, fault.at - AROUND), fault.at);
    const after = fault.length > AROUND ? "…" : "";
    the("notes").replaceChildren(`${words[fault.code]} `, element("q", { dir: "auto" }, before, element("mark", {}, part || "…"), after));
    field.setAttribute("aria-invalid", "true");
    stop("");
    return undefined;
  }
}

/** Put results on the page until as many as asked for are shown. @param {Search} search @param {boolean} whole */
async function show(search, whole) {
  const list = the("results");
  for (;;) {
    while (list.childElementCount < asked.shown) {
      const next = list.childElementCount;
      await search.take(next + 1);
      if (search.stale) return;
      if (search.taken.length === next) break;
      list.append(result(search.taken[next], words, base, locale));
      list.hidden = the("found-title").hidden = false;
    }
    rest(search);
    if (whole && !search.finished) void goOn(search);
    if (search.finished && search.found <= asked.shown) return;
    await pressed(search);
    if (search.stale) return;
    state("busy");
  }
}

/** Search what was left, so that the count is whole. @param {Search} search */
async function goOn(search) {
  hold();
  search.resting = false;
  state("busy");
  say(words.searching);
  await search.finish();
  if (!search.stale) rest(search);
}

/** @param {"busy" | "rest" | "idle"} name */
function state(name) {
  the("search").dataset.state = name;
  the("status").ariaBusy = String(name === "busy"); // what comes and goes meanwhile need not be read out
}

/** As many results are shown as were asked for, or all. @param {Search} search */
function rest(search) {
  search.resting = true;
  state("rest");
  the("tools").hidden = !search.found;
  report(search);
  if (search.finished && !search.found && !search.missing.length) void nowhere(search, the("notes"), words, linkTo);
}

/** Wait until the reader asks for more; for a search that is left, for ever. @param {Search} search */
function pressed(search) {
  const more = element("button", { type: "button" }, words.more);
  the("more").replaceChildren(more);
  the("more").hidden = false;
  return new Promise((resolve) => {
    more.addEventListener("click", () => {
      the("more").hidden = true;
      asked.shown += PAGE;
      remember(false);
      const next = the("results").childElementCount;
      new MutationObserver((_, watch) => {
        watch.disconnect();
        the("results").children[next]?.querySelector("a")?.focus(); // the button is gone: go on from here
      }).observe(the("results"), { childList: true });
      search.resting = false;
      resolve(undefined);
    });
  });
}

/** Tell how far the search is. @param {Search} search */
function report(search) {
  if (search.stale) return;
  missing(search, the("missing"), words, locale, () => void run(search.finished));
  if (search.finished && search.found <= asked.shown) the("more").hidden = true;
  status(search, words, locale, () => void goOn(search));
  void showChart(search);
  panel.count(search);
}

/** @param {Search} search */
async function showChart(search) {
  const span = yearsOf(search, asked);
  const link = (/** @type {string} */ from, /** @type {string} */ to) => linkTo({ from, to });
  if (!span || !search.years.size) return;
  const drawn = await import("./search-chart.js").catch(() => undefined); // not needed for the first results
  if (!drawn || search.stale) return;
  const { chart, update } = drawn;
  if (figure) return update(figure, search.years, span, words, locale, link);
  figure = chart(search.years, span, words, locale, link);
  the("chart").replaceChildren(figure);
}

/** Tell of what the archive does not hold in the range. @param {number} mine */
async function showGaps(mine) {
  if (!asked.from && !asked.to) return;
  try {
    const [coverage, { gaps, sentences }] = await Promise.all([fetchJson("search/coverage.json"), import("./search-gaps.js")]);
    if (mine !== turn) return;
    const texts = sentences(gaps(/** @type {Held[]} */ (coverage), asked.from, asked.to, asked.filters.outlet), words, locale);
    the("gaps").replaceChildren(...texts.map((text) => element("li", {}, text)));
    the("gaps").hidden = !texts.length;
  } catch {
    // what is found stands without it
  }
}

/** The address of what is asked with some of it changed. @param {Partial<Asked>} changed */
function linkTo(changed) {
  return `${location.pathname}?${write({ ...asked, shown: PAGE, ...changed })}`;
}

/** The results, up to a thousand, as a file or for the clipboard; its code is fetched when it is asked for. @param {MouseEvent} event */
async function exported({ target }) {
  const { format } = /** @type {HTMLElement} */ (target).dataset;
  const search = current;
  if (!format || !search) return;
  say(words.exporting);
  const made = await import("./search-keep.js").catch(() => undefined);
  if (made) await search.take(1000);
  if (search.stale) return;
  const told = made ? await made.give(format, search.taken.slice(0, 1000), words) : words.not_gathered;
  report(search);
  the("told").textContent = told;
}

function failed() {
  stop("");
  the("missing").replaceChildren(words.failed, " ", again(words, () => void run()));
  the("missing").hidden = false;
}

/** There is nothing to search. @param {string} text */
function stop(text) {
  state("idle");
  say(text);
}

/** @param {boolean} idle */
function clear(idle) {
  the("results").replaceChildren();
  the("told").textContent = "";
  for (const id of ["results", "found-title", "more", "missing", "gaps", "tools"]) the(id).hidden = true;
  if (figure) figure.hidden = true;
  the("search").classList.toggle("asked", !idle);
}

function showPanel() {
  const chosen = panel.show(asked);
  const summary = /** @type {HTMLElement} */ (the("filters").querySelector("summary"));
  summary.textContent = chosen ? fill(words.chosen, { count: chosen }) : words.filters;
  the("filters").hidden = !the("facets").childElementCount;
}

/** Put what is asked into the address. @param {boolean} push a step of its own for "back" */
function remember(push) {
  const query = write(asked);
  const address = `${location.pathname}${query ? `?${query}` : ""}`;
  if (address === location.pathname + location.search) return;
  history[push ? "pushState" : "replaceState"](null, "", address);
}

/** Ask something else. @param {Asked} next @param {boolean} push */
function ask(next, push) {
  const same = write({ ...next, shown: PAGE }) === write({ ...asked, shown: PAGE });
  if (same && !push) return;
  asked = next;
  setForm(asked);
  remember(push);
  void run();
}

/** A link to another search needs no other page. @param {MouseEvent} event */
function followed(event) {
  const link = /** @type {HTMLAnchorElement | SVGAElement | null} */ (/** @type {Element} */ (event.target).closest("a"));
  const address = link && new URL(link.href instanceof SVGAnimatedString ? link.href.baseVal : link.href, location.href);
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (!address || !plain || address.pathname !== location.pathname || address.origin !== location.origin) return;
  event.preventDefault();
  hold();
  ask(read(address.searchParams), true);
}

async function begin() {
  warm(base);
  const wide = matchMedia("(min-width: 60em)");
  const unfold = () => (/** @type {HTMLDetailsElement} */ (the("filters")).open = wide.matches);
  wide.addEventListener("change", unfold);
  unfold();
  listen(words, ask, () => asked);
  panel.listen(ask, () => asked);
  the("search").addEventListener("click", followed);
  the("tools").addEventListener("click", (event) => void exported(event));
  window.addEventListener("popstate", () => {
    asked = read(new URLSearchParams(location.search));
    setForm(asked);
    void run();
  });
  setForm(asked);
  void run();
  try {
    panel.facets = /** @type {import("./search-facets.js").Facets} */ (await fetchJson("search/facets.json"));
    showPanel();
  } catch {
    // search works without its filters
  }
}

void begin();
