// Elements and texts from data: never markup.

/**
 * @param {string} name @param {Record<string, string | undefined>} [attributes] @param {...(Node | string)} inside
 * @returns {HTMLElement}
 */
export function element(name, attributes = {}, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(key, value);
  made.append(...inside);
  return made;
}

/** A text of the page with its values put in, once: a paper's name may hold braces. @param {string} text @param {Record<string, string | number>} values */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** @param {number} count @param {string} locale */
export const number = (count, locale) => new Intl.NumberFormat(locale).format(count);
