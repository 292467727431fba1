// The bar chart of what was found, year by year: each bar a link that narrows, and the same as a table.

import { element, fill, number } from "./search-elements.js";

/** @typedef {Record<string, string>} Words the page's texts */
/** @typedef {{first: string, last: string}} Span the first and the last year, both in it */
/** @typedef {(from: string, to: string) => string} Link the address of what was found in some years */
/** @typedef {{from: string, to: string, name: string, count: number, shown: string, height: number, href: string}} Bar */

/** Bars at most; where there are more years a bar is a decade, or a century. */
const MOST = 60;
/** A bar is as wide as there is room for, but with its gap no wider than this, in pixels. */
const WIDEST = 40;
/** Of the height in per cent: one story beside thousands is still to be seen. */
const LOWEST = 4;

/**
 * @param {Map<string, number>} counts by year @param {Span} span @param {Words} words @param {string} locale @param {Link} link
 * @returns {HTMLElement} hidden as long as nothing was found
 */
export function chart(counts, span, words, locale, link) {
  const bars = svg("svg", { role: "group", "aria-label": words.chart_title });
  bars.addEventListener("keydown", walk);
  const ends = element("p", { class: "ends", "aria-hidden": "true" }, element("span"), " ", element("span"));
  const heads = [element("th", { scope: "col" }), element("th", { scope: "col" }, words.chart_stories)];
  const caption = element("caption", { class: "vh" }, words.chart_title);
  const figure = element(
    "figure",
    { class: "hits" },
    element("figcaption", {}, element("b", {}, words.chart_title), " ", element("span", { class: "peak" })),
    element("div", { class: "plot", dir: "ltr" }, bars, ends), // time runs with the bars, whatever the page's direction
    element(
      "details",
      {},
      element("summary", {}, words.chart_table),
      element("table", {}, caption, element("thead", {}, element("tr", {}, ...heads)), element("tbody")),
    ),
  );
  // not on the drawing: that would make it a stop of the tab key in Chromium
  for (const kind of ["focusin", "focusout"]) figure.addEventListener(kind, () => say(figure, kind === "focusin"));
  update(figure, counts, span, words, locale, link);
  return figure;
}

/**
 * Draw it anew in place. What stays is the same element as before, so that the focus stays on it.
 * @param {HTMLElement} figure @param {Map<string, number>} counts @param {Span} span @param {Words} words @param {string} locale @param {Link} link
 */
export function update(figure, counts, span, words, locale, link) {
  const focused = figure.contains(document.activeElement) && document.activeElement;
  const { bars, step } = bucketed(counts, span, words, locale, link);
  const found = bars.filter(({ count }) => count);
  const peak = found.reduce((most, bar) => (bar.count > most.count ? bar : most), found[0]);
  figure.hidden = !peak;
  const [plot, rows] = ["svg", "tbody"].map((name) => /** @type {Element} */ (figure.querySelector(name)));
  plot.setAttribute("width", String(bars.length * WIDEST));
  sync(plot, found, newBar, (made, bar) => setBar(made, bar, bars.indexOf(bar), bars.length, words));
  sync(rows, found, newRow, setRow);
  text(figure, "thead th", step > 1 ? words.chart_years : words.chart_year);
  figure.dataset.peak = peak ? fill(words.chart_peak, { year: peak.name, count: peak.shown }) : "";
  text(figure, ".ends span", bars[0]?.from ?? "");
  text(figure, ".ends span:last-child", bars.length > 1 ? span.last.slice(0, 4) : "");
  const links = [...plot.querySelectorAll("a")];
  const stop = links.find((one) => one.getAttribute("tabindex") === "0") ?? links[0];
  for (const one of links) one.setAttribute("tabindex", one === stop ? "0" : "-1");
  // the bar is gone: go on from the chart's first, or wherever the page puts it when there is none
  if (focused && !figure.contains(focused)) stop?.focus();
  say(figure, true);
}

/** The greatest count, or what the bar in focus says: a pointer has the bar's title. @param {HTMLElement} figure @param {boolean} focus */
function say(figure, focus) {
  const bar = focus && figure.querySelector("svg a:focus");
  text(figure, ".peak", (bar ? bar.getAttribute("aria-label") : figure.dataset.peak) ?? "");
}

/** @param {Map<string, number>} counts @param {Span} span @param {Words} words @param {string} locale @param {Link} link */
function bucketed(counts, span, words, locale, link) {
  const [first, last] = [span.first, span.last].map((known) => Number(known.slice(0, 4)));
  const step = [1, 10, 100].find((years) => Math.floor(last / years) - Math.floor(first / years) < MOST) ?? 1000;
  const year = (/** @type {number} */ one) => String(one).padStart(4, "0");
  const bars = [];
  for (let begun = first && first - (first % step); first && begun <= last; begun += step) {
    const [from, to] = [year(Math.max(begun, first)), year(Math.min(begun + step - 1, last))];
    let count = 0;
    for (let at = Number(from); at <= Number(to); at++) count += counts.get(year(at)) ?? 0;
    const name = from === to ? from : fill(words.span, { first: from, last: to });
    bars.push({ from, to, name, count, shown: number(count, locale), height: 0, href: link(from, to) });
  }
  const most = Math.max(1, ...bars.map(({ count }) => count));
  for (const bar of bars) bar.height = Math.max(LOWEST, (100 * bar.count) / most);
  return { bars, step };
}

/**
 * Make the children stand for the bars, in their order, and keep those that do already.
 * @param {Element} parent @param {Bar[]} bars @param {() => Element} make @param {(made: Element, bar: Bar) => void} set
 */
function sync(parent, bars, make, set) {
  const key = (/** @type {Bar} */ { from, to }) => `${from}-${to}`;
  const wanted = new Set(bars.map(key));
  for (const child of [...parent.children]) if (!wanted.has(child.getAttribute("data-years") ?? "")) child.remove();
  bars.forEach((bar, place) => {
    let child = parent.children[place];
    if (child?.getAttribute("data-years") !== key(bar)) {
      child = parent.insertBefore(make(), child ?? null);
      child.setAttribute("data-years", key(bar));
    }
    set(child, bar);
  });
}

/** A bar with the room above it: all of it is the link. */
function newBar() {
  return svg("a", {}, svg("title"), svg("rect", { class: "room", height: "100%" }), svg("rect", { class: "bar" }));
}

/** @param {Element} made @param {Bar} bar @param {number} place @param {number} places @param {Words} words */
function setBar(made, { name, shown, height, href }, place, places, words) {
  const [title, room, mark] = made.children;
  const label = fill(words.chart_bar, { year: name, count: shown });
  set(made, { href, "aria-label": label });
  if (title.textContent !== label) title.textContent = label;
  const width = 100 / places;
  set(room, { x: `${place * width}%`, width: `${width}%` });
  set(mark, { x: `${(place + 0.1) * width}%`, width: `${0.8 * width}%`, y: `${100 - height}%`, height: `${height}%` });
}

function newRow() {
  return element("tr", {}, element("th", { scope: "row" }, element("a")), element("td"));
}

/** @param {Element} made @param {Bar} bar */
function setRow(made, { name, shown, href }) {
  text(made, "a", name);
  set(/** @type {Element} */ (made.querySelector("a")), { href });
  text(made, "td", shown);
}

/** Bars are one stop of the tab key; arrows, Home and End go from bar to bar. @param {KeyboardEvent} event */
function walk(event) {
  const plot = /** @type {Element} */ (event.currentTarget);
  const links = [...plot.querySelectorAll("a")];
  const at = links.findIndex((one) => one === document.activeElement);
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: links.length - 1 }[event.key];
  if (to === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  event.preventDefault();
  const next = links[to];
  if (!next) return;
  for (const one of links) one.setAttribute("tabindex", one === next ? "0" : "-1");
  next.focus();
}

/** @param {string} name @param {Record<string, string>} [attributes] @param {...Element} inside */
function svg(name, attributes = {}, ...inside) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  set(made, attributes);
  made.append(...inside);
  return /** @type {SVGElement} */ (made);
}

/** @param {Element} made @param {Record<string, string>} attributes */
function set(made, attributes) {
  for (const [name, value] of Object.entries(attributes)) if (made.getAttribute(name) !== value) made.setAttribute(name, value);
}

/** @param {Element} within @param {string} selector @param {string} said */
function text(within, selector, said) {
  const box = /** @type {Element} */ (within.querySelector(selector));
  if (box.textContent !== said) box.textContent = said;
}
