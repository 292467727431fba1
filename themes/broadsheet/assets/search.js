// The search page: what is asked stands in the address; each change of it is one search.
//
// The manifest says which spans of time there are; they are searched one after the other
// (search-engine.js), each by a worker (search-worker.js), and shown as they come.

import { Search } from "./search-engine.js";
import { number, panel } from "./search-facets.js";
import { KINDS, PAGE, date, end, inRange, isEmpty, read, split, start, write } from "./search-query.js";
import { dateWords, element, fill, result } from "./search-results.js";

/** @typedef {import("./search-query.js").Asked} Asked */
/** @typedef {import("./search-query.js").Shard} Shard */

const TYPING = 350; // milliseconds without a key before what was typed is searched
const LETTERS = 3; // fewer are not searched while typing

/** @template {HTMLElement} [T=HTMLElement] @param {string} id @returns {T} */
const the = (id) => /** @type {T} */ (document.getElementById(id));
const form = /** @type {HTMLFormElement} */ (the("ask"));
const base = the("search").dataset.base ?? "/";
const locale = document.documentElement.lang || "en";
/** @type {Record<string, string>} */
const words = JSON.parse(the("search-words").textContent ?? "{}");

/** @type {Promise<Shard[]> | undefined} */
let manifest;
/** @type {import("./search-facets.js").Facets} */
let facets = {};
/** @type {Search | undefined} */
let current;
let turn = 0;
/** @type {Asked} */
let asked = read(new URLSearchParams(location.search));

/** @param {string} path */
async function fetchJson(path) {
  const response = await fetch(base + path);
  if (!response.ok) throw new Error(`${response.status} for ${path}`);
  return response.json();
}

/** @returns {Promise<Shard[]>} */
function shards() {
  manifest ??= fetchJson("search/shards.json").then((found) => found.shards);
  manifest.catch(() => (manifest = undefined));
  return manifest;
}

/** Search for what is asked now, leaving any search before it. */
async function run() {
  const mine = ++turn;
  if (current) current.stale = true;
  current = undefined;
  showFacets();
  const idle = isEmpty(asked);
  clear(idle);
  if (idle) return stop(words.start);
  the("search").dataset.state = "busy";
  say(words.searching);
  /** @type {Shard[]} */
  let all;
  try {
    all = await shards();
  } catch {
    if (mine === turn) failed();
    return;
  }
  if (mine !== turn) return;
  if (!all.length) return stop(words.no_stories);
  if (!inRange(all, asked).length) return stop(words.empty_range);
  const search = new Search(all, asked, base, () => mine === turn && report(search));
  current = search;
  await show(search);
}

/** Put results on the page until as many as asked for are shown. @param {Search} search */
async function show(search) {
  const list = the("results");
  const stories = search.stories();
  for (;;) {
    while (list.childElementCount < asked.shown) {
      const { value, done } = await stories.next();
      if (search.stale) return;
      if (done) return rest(search);
      list.append(result(value, words, base, locale));
      list.hidden = the("found-title").hidden = false;
    }
    rest(search);
    if (search.finished && search.found <= asked.shown) return;
    await pressed(search);
    if (search.stale) return;
    the("search").dataset.state = "busy";
  }
}

/** As many results are shown as were asked for, or all. @param {Search} search */
function rest(search) {
  search.resting = true;
  the("search").dataset.state = "rest";
  report(search);
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
  missing(search);
  const { finished, found, resting } = search;
  if (finished && found <= asked.shown) the("more").hidden = true;
  if (!resting && !finished && !found) return;
  const count = { found: number(found, locale) };
  const text = finished ? fill(found ? words.found : words.none, count) : fill(found ? words.found_yet : words.none_yet, count);
  say(text);
  if (finished && search.shards.length === search.all.length && !search.missing.length) return;
  const status = the("status");
  const done = spanOf(search.searched);
  if (done) status.append(" ", fill(words.searched, { done, all: spanOf(search.all) }));
  if (!finished && resting) {
    const button = element("button", { type: "button", class: "plain" }, words.rest);
    button.addEventListener("click", () => {
      search.resting = false;
      say(words.searching);
      void search.finish();
    });
    status.append(" ", button);
  }
}

/** The years that some shards span; months where they are cut that fine. @param {Shard[]} some */
function spanOf(some) {
  const dated = some.filter((shard) => shard.first);
  if (!dated.length) return "";
  const length = dated.some((shard) => /\/\d{4}-\d\d/.test(shard.path)) && dated.length === some.length && some.every((shard) => /\/\d{4}-/.test(shard.path)) ? 7 : 4;
  const first = dateWords(dated.map((shard) => shard.first).sort()[0].slice(0, length), locale);
  const last = dateWords(/** @type {string} */ (dated.map((shard) => shard.last).sort().at(-1)).slice(0, length), locale);
  return first === last ? first : fill(words.span, { first, last });
}

/** Tell which years could not be searched. @param {Search} search */
function missing(search) {
  const box = the("missing");
  if (box.childElementCount === search.missing.length && !box.hidden) return;
  if (!search.missing.length) return;
  const years = search.missing.map((shard) => (shard.first ? spanOf([shard]) : words.undated));
  box.replaceChildren(fill(words.missing, { years: years.join(", ") }), " ", again());
  box.hidden = false;
}

function failed() {
  stop("");
  the("missing").replaceChildren(words.failed, " ", again());
  the("missing").hidden = false;
}

function again() {
  const button = element("button", { type: "button" }, words.retry);
  button.addEventListener("click", () => void run());
  return button;
}

/** There is nothing to search. @param {string} text */
function stop(text) {
  the("search").dataset.state = "idle";
  say(text);
}

/** @param {string} text */
function say(text) {
  the("status").textContent = text;
}

/** @param {boolean} idle */
function clear(idle) {
  the("results").replaceChildren();
  for (const id of ["results", "found-title", "more", "missing"]) the(id).hidden = true;
  the("notes").hidden = !split(asked.q).loose;
  the("notes").textContent = words.loose;
  the("search").classList.toggle("asked", !idle);
}

/** Make the form say what is asked. */
function fillForm() {
  for (const name of /** @type {const} */ (["q", "from", "to", "order"])) {
    /** @type {HTMLInputElement} */ (form.elements.namedItem(name)).value = asked[name];
  }
}

function showFacets() {
  const open = [...the("facets").querySelectorAll("details")].map((details) => details.open);
  const at = /** @type {HTMLElement | null} */ (the("facets").contains(document.activeElement) ? document.activeElement : null);
  the("facets").replaceChildren(...panel(facets, asked, words, locale));
  [...the("facets").querySelectorAll("details")].forEach((details, place) => (details.open = open[place] ?? false));
  const chosen = KINDS.reduce((sum, kind) => sum + asked.filters[kind].length, 0);
  const summary = /** @type {HTMLElement} */ (the("filters").querySelector("summary"));
  summary.textContent = chosen ? fill(words.chosen, { count: chosen }) : words.filters;
  if (chosen) the("facets").prepend(element("button", { type: "button", "data-clear": "" }, words.clear));
  the("filters").hidden = !the("facets").childElementCount;
  restoreFocus(at);
}

/** The panel is built anew: go to the control that stands for the one that had the focus. @param {HTMLElement | null} was */
function restoreFocus(was) {
  if (was instanceof HTMLInputElement) {
    [...the("facets").querySelectorAll("input")].find((box) => box.name === was.name && box.value === was.value)?.focus();
  } else if (was?.dataset.decade) {
    /** @type {HTMLElement | null} */ (the("facets").querySelector(`[data-decade="${was.dataset.decade}"]`))?.focus();
  } else if (was) {
    the("q").focus();
  }
}

/** What the form says. @returns {Asked} */
function fromForm() {
  const given = new FormData(form);
  const address = new URLSearchParams();
  for (const [name, value] of given) if (typeof value === "string" && value) address.append(name, value);
  return read(address);
}

/** Mark dates that are none; true when all is well. */
function checkDates() {
  const [from, to] = ["from", "to"].map((name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name)));
  for (const field of [from, to]) field.setCustomValidity(!field.value.trim() || date(field.value) ? "" : words.bad_date);
  if (date(from.value) && date(to.value) && start(date(from.value)) > end(date(to.value))) to.setCustomValidity(words.wrong_range);
  return form.reportValidity();
}

/** Put what is asked into the address. @param {boolean} push a step of its own for "back" */
function remember(push) {
  const query = write(asked);
  const address = `${location.pathname}${query ? `?${query}` : ""}`;
  if (address === location.pathname + location.search) return;
  history[push ? "pushState" : "replaceState"](null, "", address);
}

/** Ask what the form says. @param {boolean} push */
function ask(push) {
  if (!checkDates()) return;
  const next = fromForm();
  const same = write({ ...next, shown: PAGE }) === write({ ...asked, shown: PAGE });
  if (same && !push) return;
  asked = next;
  remember(push);
  void run();
}

/** @param {MouseEvent} event */
function pressFilter({ target }) {
  const button = /** @type {HTMLElement} */ (target).closest("button");
  if (!button) return;
  const { decade, clear: all } = button.dataset;
  if (decade) {
    const on = button.getAttribute("aria-pressed") === "true";
    asked = { ...asked, from: on ? "" : `${decade}0`, to: on ? "" : `${decade}9`, shown: PAGE };
  } else if (all !== undefined) {
    asked = { ...asked, filters: Object.fromEntries(KINDS.map((kind) => [kind, []])), shown: PAGE };
  }
  fillForm();
  remember(true);
  void run();
}

function listen() {
  /** @type {ReturnType<typeof setTimeout>} */
  let typing;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(typing);
    ask(true);
  });
  the("q").addEventListener("input", () => {
    clearTimeout(typing);
    const { value } = /** @type {HTMLInputElement} */ (the("q"));
    if (!value || value.trim().length >= LETTERS) typing = setTimeout(() => ask(false), TYPING);
  });
  for (const id of ["from", "to", "order"]) the(id).addEventListener("change", () => ask(true));
  the("facets").addEventListener("change", () => ask(true));
  the("facets").addEventListener("click", pressFilter);
  window.addEventListener("popstate", () => {
    asked = read(new URLSearchParams(location.search));
    fillForm();
    void run();
  });
  document.addEventListener("keydown", (event) => {
    const typingAlready = event.target instanceof Element && event.target.matches("input, select, textarea");
    if (event.key !== "/" || typingAlready || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    the("q").focus();
  });
}

async function begin() {
  form.hidden = false;
  const wide = matchMedia("(min-width: 60em)");
  const unfold = () => (/** @type {HTMLDetailsElement} */ (the("filters")).open = wide.matches);
  wide.addEventListener("change", unfold);
  unfold();
  listen();
  fillForm();
  void run();
  try {
    facets = await fetchJson("search/facets.json");
    showFacets();
  } catch {
    // search works without its filters
  }
}

void begin();
