// The filters beside the results: names from one small file of the archive's, counts from the stories that were found.

import { element, fill, number } from "./search-elements.js";
import { KINDS, PAGE } from "./search-query.js";

/** @typedef {Record<string, [string, number][]>} Facets */
/** @typedef {import("./search-query.js").Asked} Asked */
/** @typedef {import("./search-engine.js").Search} Search */

/** Values shown at once; where there are more, a field narrows them. */
const MOST = 40;
const FEW = 8;

export class Panel {
  /** @param {HTMLElement} box @param {Record<string, string>} words @param {string} locale */
  constructor(box, words, locale) {
    this.box = box;
    this.words = words;
    this.locale = locale;
    /** @type {Facets} */
    this.facets = {};
    /** @type {Map<string, HTMLDetailsElement>} the kinds' groups: they stay, so that the focus does */
    this.groups = new Map();
    /** @type {Map<string, Map<string, number>>} by kind: how many of what was found has each value */
    this.counts = new Map();
    /** @type {Search | undefined} */
    this.search = undefined;
  }

  /** @param {(asked: Asked, push: boolean) => void} ask @param {() => Asked} asked */
  listen(ask, asked) {
    this.box.addEventListener("click", ({ target }) => {
      const button = /** @type {HTMLElement} */ (target).closest("button");
      if (!button) return;
      const { decade, clear } = button.dataset;
      if (decade) {
        const on = button.getAttribute("aria-pressed") === "true";
        ask({ ...asked(), from: on ? "" : `${decade}0`, to: on ? "" : `${decade}9`, shown: PAGE }, true);
      } else if (clear !== undefined) {
        ask({ ...asked(), filters: Object.fromEntries(KINDS.map((kind) => [kind, []])), shown: PAGE }, true);
      }
    });
  }

  /** Show the filters for what is asked; how many are chosen. @param {Asked} asked */
  show(asked) {
    this.asked = asked;
    this.search = undefined;
    this.counts.clear();
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset ?? {};
    const chosen = KINDS.reduce((sum, kind) => sum + asked.filters[kind].length, 0);
    const clear = chosen ? [element("button", { type: "button", "data-clear": "" }, this.words.clear)] : [];
    const groups = KINDS.map((kind) => this.group(kind, asked.filters[kind])).filter((group) => group !== null);
    const decades = this.decades(asked);
    const parts = [...clear, ...(decades ? [decades] : []), ...groups];
    if (parts.length || this.box.childElementCount) this.box.replaceChildren(...parts);
    if (focused.box) this.input(focused.box)?.focus();
    if (focused.decade) /** @type {HTMLElement | null} */ (this.box.querySelector(`[data-decade="${focused.decade}"]`))?.focus();
    if (focused.clear !== undefined) this.box.querySelector("button")?.focus();
    return chosen;
  }

  /** @param {string} name */
  input(name) {
    return [...this.box.querySelectorAll("input")].find((input) => input.dataset.box === name);
  }

  /** Count what a search has found so far, in the groups that the reader opened: a count costs a file of each shard. @param {Search} search */
  count(search) {
    this.search = search;
    for (const kind of this.groups.keys()) void this.countOne(kind);
  }

  /** @param {string} kind */
  async countOne(kind) {
    const { search } = this;
    if (!search || !this.groups.get(kind)?.open || search.stale || !search.resting) return;
    const counts = await search.counts(kind).catch(() => undefined);
    if (!counts || search.stale || search !== this.search) return;
    this.counts.set(kind, counts);
    this.fillGroup(kind);
  }

  /** @param {string} kind @param {string[]} chosen */
  group(kind, chosen) {
    if (!(this.facets[kind] ?? []).length && !chosen.length) return null;
    let details = this.groups.get(kind);
    if (!details) {
      details = /** @type {HTMLDetailsElement} */ (element("details", { class: "kind", "data-kind": kind }, element("summary", {}, this.words[kind]), element("div", { role: "group", "aria-label": this.words[kind] })));
      details.addEventListener("toggle", () => void this.countOne(kind));
      details.addEventListener("input", ({ target }) => {
        if (/** @type {HTMLElement} */ (target).dataset.narrow !== undefined) this.fillGroup(kind);
      });
      this.groups.set(kind, details);
    }
    if (chosen.length) details.open = true;
    this.fillGroup(kind);
    return details;
  }

  /** @param {string} kind */
  fillGroup(kind) {
    const box = /** @type {HTMLElement} */ (this.groups.get(kind)?.lastElementChild);
    const chosen = this.asked?.filters[kind] ?? [];
    const totals = new Map(this.facets[kind] ?? []);
    const counts = this.counts.get(kind);
    const all = [...new Set([...chosen, ...totals.keys()])].map((name) => ({ name, count: (counts ?? totals).get(name) ?? 0 }));
    if (counts) all.sort((one, other) => Number(chosen.includes(other.name)) - Number(chosen.includes(one.name)) || other.count - one.count);
    const field = /** @type {HTMLInputElement | null} */ (box.querySelector("[data-narrow]"));
    const part = (field?.value ?? "").trim().toLocaleLowerCase(this.locale);
    const fitting = all.filter(({ name }) => chosen.includes(name) || label(kind, name, this.words, this.locale).toLocaleLowerCase(this.locale).includes(part));
    const shown = fitting.slice(0, part ? MOST : Math.max(FEW, chosen.length));
    const boxes = shown.map(({ name, count }) => this.choice(kind, name, count, chosen.includes(name)));
    const rest = fitting.length - shown.length;
    const more = rest ? [element("p", { class: "hint" }, fill(this.words.more_values, { count: number(rest, this.locale) }))] : [];
    const narrow = field ?? (all.length > FEW ? element("input", { type: "search", "data-narrow": "", "aria-label": fill(this.words.narrow, { kind: this.words[kind] }), placeholder: this.words.narrow_hint, autocomplete: "off" }) : null);
    const focused = /** @type {HTMLElement | null} */ (box.contains(document.activeElement) ? document.activeElement : null)?.dataset.box;
    for (const old of [...box.children]) if (old !== narrow) old.remove();
    if (narrow && narrow.parentElement !== box) box.prepend(narrow);
    box.append(...boxes, ...more);
    if (focused) this.input(focused)?.focus();
  }

  /** @param {string} kind @param {string} name @param {number} count @param {boolean} chosen */
  choice(kind, name, count, chosen) {
    const input = element("input", { type: "checkbox", name: kind, value: name, form: "ask", "data-box": `${kind} ${name}`, checked: chosen ? "" : undefined });
    const text = element("span", { dir: "auto" }, label(kind, name, this.words, this.locale));
    return element("label", {}, input, " ", text, " ", element("span", { class: "count" }, number(count, this.locale)));
  }

  /** Buttons that set the range. @param {Asked} asked */
  decades(asked) {
    const decades = new Set((this.facets.year ?? []).map(([year]) => year.slice(0, 3)));
    if (decades.size < 2) return null;
    const buttons = [...decades].sort().map((decade) => {
      const on = asked.from === `${decade}0` && asked.to === `${decade}9`;
      return element("button", { type: "button", "data-decade": decade, "aria-pressed": String(on) }, fill(this.words.decade, { decade: `${decade}0` }));
    });
    return element("fieldset", { class: "decades" }, element("legend", {}, this.words.decades), ...buttons);
  }
}

/** @param {string} kind @param {string} name @param {Record<string, string>} words @param {string} locale */
function label(kind, name, words, locale) {
  if (kind === "has") return Object.hasOwn(words, name) ? words[name] : name;
  if (kind !== "language") return name;
  try {
    return new Intl.DisplayNames(locale, { type: "language" }).of(name) ?? name;
  } catch {
    return name;
  }
}
