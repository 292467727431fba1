// What counts as the same word: as the build has it (generator/backissue/search/words.py); a test holds the two together.

/** Accents, points and vowel marks that a reader may leave out. */
const MARKS =
  /[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+/gu;
/** @type {Record<string, string>} */
const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ς: "σ", "ى": "ي", "ٱ": "ا", "ـ": "" };
const LETTER = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "gu");
/** Letters of scripts that have no spaces between words: each is a word of the index. */
const CHARACTER =
  "[\\u0e01-\\u0e30\\u0e32\\u0e33\\u0e40-\\u0e46\\u0e81-\\u0eb0\\u0eb2\\u0eb3\\u0ebd-\\u0ec6\\u1000-\\u102a\\u1780-\\u17b3\\u3005-\\u3007\\u3041-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3134f}]";
const BETWEEN = new RegExp(`(?<=\\S)(?=${CHARACTER})|(?<=${CHARACTER})(?=[\\p{L}\\p{N}])(?!${CHARACTER})`, "gu");
const APART = new RegExp(`(${CHARACTER}) (?=${CHARACTER})`, "gu");
const SPACELESS = new Set(["zh", "ja", "th", "lo", "km", "my"]);

/** In small letters, without what a reader may leave out. @param {string} text */
export function fold(text) {
  const small = text.normalize("NFKD").toLowerCase().normalize("NFKD");
  return small.replace(MARKS, "").replace(LETTER, (letter) => LETTERS[letter]).normalize("NFC");
}

/** The parts of a text between all that is no letter, mark or digit. @param {string} text */
export const runs = (text) => (text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).filter((run) => /[\p{L}\p{N}]/u.test(run));

/** Characters that were set apart for the index, together again. @param {string} text */
export const together = (text) => text.replace(APART, "$1");

/**
 * The ways in which a word of a query may stand in a story, each a list of words that follow each other:
 * `well-known` as one word or as two. @param {string} text @param {string} language @returns {string[][]}
 */
export function ways(text, language) {
  if (SPACELESS.has(language)) return [text.replace(BETWEEN, " ").split(/\s+/).flatMap(runs).map(fold)];
  const parts = runs(text).map(fold);
  return parts.length > 1 ? [[parts.join("")], parts] : [parts];
}
