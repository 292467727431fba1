// The form: what it says, what is wrong with it, and the keys that work in it.

import { end, start } from "./search-dates.js";
import { PAGE, date, read, write } from "./search-query.js";

/** @typedef {import("./search-query.js").Asked} Asked */

const TYPING = 350; // milliseconds without a key before what was typed is searched
const LETTERS = 3; // fewer are not searched while typing

const form = /** @type {HTMLFormElement} */ (document.getElementById("ask"));
const query = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
const exact = /** @type {HTMLInputElement} */ (form.elements.namedItem("exact"));
const once = /** @type {HTMLInputElement | null} */ (form.elements.namedItem("once"));

/** Make the form say what is asked. @param {Asked} asked */
export function setForm(asked) {
  for (const name of /** @type {const} */ (["q", "from", "to", "order"])) {
    const field = /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
    if (field !== document.activeElement || field.value.trim() !== asked[name]) field.value = asked[name];
  }
  exact.checked = asked.exact;
  if (once) once.checked = asked.once;
}

/** What the form says. @returns {Asked} */
function said() {
  const address = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string" && value) address.append(name, value);
  return read(address);
}

/** Mark dates that are none; true when all is well. @param {Record<string, string>} words */
function isSound(words) {
  const [from, to] = ["from", "to"].map((name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name)));
  for (const field of [from, to]) field.setCustomValidity(!field.value.trim() || date(field.value) ? "" : words.bad_date);
  if (date(from.value) && date(to.value) && start(date(from.value)) > end(date(to.value))) to.setCustomValidity(words.wrong_range);
  return form.reportValidity();
}

/**
 * Show the form and hear what is done to it.
 * @param {Record<string, string>} words @param {(asked: Asked, push: boolean) => void} ask @param {() => Asked} asked
 */
export function listen(words, ask, asked) {
  form.hidden = false;
  /** @type {ReturnType<typeof setTimeout>} */
  let typing;
  const asking = (/** @type {boolean} */ push) => {
    clearTimeout(typing);
    if (!isSound(words)) return;
    const next = said();
    if (push || write({ ...next, shown: PAGE }) !== write({ ...asked(), shown: PAGE })) ask(next, push);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    asking(true);
  });
  query.addEventListener("input", () => {
    clearTimeout(typing);
    if (!query.value || query.value.trim().length >= LETTERS) typing = setTimeout(() => asking(false), TYPING);
  });
  for (const field of form.elements) {
    if (field !== query && !(field instanceof HTMLButtonElement)) field.addEventListener("change", () => asking(true));
  }
  document.addEventListener("change", ({ target }) => {
    // the boxes beside the results belong to the form and stand outside it
    if (target instanceof HTMLInputElement && target.form === form && !form.contains(target)) asking(true);
  });
  document.addEventListener("keydown", (event) => pressed(event));
}

/** `/` leads to the field, arrows through the results, Escape back. @param {KeyboardEvent} event */
function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element)) return;
  const links = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("#results h3 a")]);
  const place = links.findIndex((link) => link === event.target);
  const isField = event.target.matches("input:not([type='checkbox']), select, textarea");
  if (event.key === "/" && !isField) query.select();
  else if (event.key === "ArrowDown" && (event.target === query || place >= 0)) links[place + 1]?.focus();
  else if (event.key === "ArrowUp" && place >= 0) (links[place - 1] ?? query).focus();
  else if (event.key === "Escape" && place >= 0) query.select();
  else return;
  event.preventDefault();
}
