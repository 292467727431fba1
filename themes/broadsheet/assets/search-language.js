// The language of queries: what a reader typed becomes a tree, or a fault that says where it is.
//   all    = either { [ AND ] either }              side by side: all of them
//   either = one { OR one }                         binds tighter: oil OR gas prices
//   one    = { NOT | - } ( leaf [ NEAR leaf ] | "(" all ")" )
// What has neither letter nor digit is passed over, an unclosed quote runs to the end.

/**
 * @typedef {{kind: "word", text: string, at: number}} Word `at` is its place in the query
 * @typedef {{kind: "phrase", words: string[]}} Phrase
 * @typedef {{kind: "near", left: Word | Phrase, right: Word | Phrase, within: number}} Near
 * @typedef {Word | Phrase | Near | {kind: "and" | "or", parts: Tree[]} | {kind: "not", part: Tree}} Tree
 * @typedef {"lacks_left" | "lacks_right" | "open_bracket" | "close_bracket" | "near_distance" | "near_side" | "too_deep" | "too_long"} Code
 * @typedef {{at: number, length: number}} Span
 * @typedef {Span & {is: "leaf", leaf: Word | Phrase}} LeafToken
 * @typedef {Span & {is: "near", within: number}} NearToken
 * @typedef {LeafToken | NearToken | Span & {is: "open"} | Span & {is: "and" | "or" | "not" | "close"}} Token
 */

const WORDS = 40; // in one query: each is looked for by itself
const LETTERS = 1000; // in all of them: a word may be cut into many
const DEEPEST = 20; // brackets within brackets, so that no query exhausts the stack
const WITHIN = 10; // what NEAR alone means
const FARTHEST = 100;

const QUOTES = '"“”„«»〝〞「」『』'; // any opens and any closes: languages differ in which does what
const PIECE = new RegExp(`\\s+|(?<quote>[${QUOTES}])(?<phrase>[^${QUOTES}]*)[${QUOTES}]?|(?<bracket>[()（）])|(?<dash>[-−–])|[^\\s()（）${QUOTES}]+`, "gu");
const NEAR = /^NEAR(?:\/([^\p{L}]*))?$/u;
const OPERATORS = /** @type {Record<string, "and" | "or" | "not">} */ ({ AND: "and", OR: "or", NOT: "not" });

/** A query that cannot be read: `code` says why, `at` and `length` which part of it. */
export class QueryFault extends Error {
  /** @param {Code} code @param {Span} where */
  constructor(code, { at, length }) {
    super(`${code} at ${at}`);
    this.name = "QueryFault";
    this.code = code;
    this.at = at;
    this.length = length;
  }
}

/** What a query asks for; null when there is nothing to look for. @param {string} q @returns {Tree | null} */
export function parse(q) {
  const tokens = tokenize(q);
  let next = 0;
  const tree = all(0);
  if (next < tokens.length) throw new QueryFault("close_bracket", tokens[next]);
  return tree;

  /** @param {number} depth @returns {Tree | null} */
  function all(depth) {
    /** @type {Tree[]} */
    const parts = [];
    for (let token = tokens[next]; token && token.is !== "close"; token = tokens[next]) {
      const and = token.is === "and" ? tokens[next++] : null;
      if (and && !parts.length) throw new QueryFault("lacks_left", and);
      const part = either(depth, and);
      if (part) parts.push(part);
    }
    return joined("and", parts);
  }

  /** @param {number} depth @param {Token | null} and what cannot do without it @returns {Tree | null} */
  function either(depth, and) {
    const parts = [one(depth, and)].filter((part) => part !== null);
    for (let or = tokens[next]; or?.is === "or"; or = tokens[next]) {
      if (!parts.length) throw new QueryFault("lacks_left", or);
      next++;
      parts.push(/** @type {Tree} */ (one(depth, or)));
    }
    return joined("or", parts);
  }

  /** @param {number} depth @param {Token | null} operator what cannot do without it @returns {Tree | null} */
  function one(depth, operator) {
    let nots = 0;
    for (; tokens[next]?.is === "not"; nots++) {
      if (tokens[next].length > 1) operator = tokens[next]; // a dash may stand for nothing, NOT may not
      next++;
    }
    const token = tokens[next];
    if (token?.is !== "leaf" && token?.is !== "open") {
      throw operator ? new QueryFault("lacks_right", operator) : new QueryFault("lacks_left", token);
    }
    next++;
    const part = token.is === "open" ? group(depth, token) : token.leaf;
    const near = tokens[next];
    if (near?.is === "near") {
      if (nots || token.is === "open") throw new QueryFault("near_side", near);
      return beside(token.leaf, near);
    }
    if (!part && operator) throw new QueryFault("lacks_right", operator);
    if (!part || nots % 2 === 0) return part;
    return part.kind === "not" ? part.part : { kind: "not", part };
  }

  /** @param {number} depth @param {Token} open @returns {Tree | null} */
  function group(depth, open) {
    if (depth === DEEPEST) throw new QueryFault("too_deep", open);
    const part = all(depth + 1);
    if (tokens[next++]?.is !== "close") throw new QueryFault("open_bracket", open);
    return part;
  }

  /** @param {Word | Phrase} left @param {NearToken} near @returns {Near} */
  function beside(left, near) {
    const right = tokens[++next];
    if (right?.is === "open" || right?.is === "not") throw new QueryFault("near_side", near);
    if (right?.is !== "leaf") throw new QueryFault("lacks_right", near);
    const another = tokens[++next];
    if (another?.is === "near") throw new QueryFault("near_side", another);
    return { kind: "near", left, right: right.leaf, within: near.within };
  }
}

/** Every word and phrase that a story is found for, in order; none that it must lack. @param {Tree | null} tree @returns {(Word | Phrase)[]} */
export function leaves(tree) {
  if (!tree || tree.kind === "not") return [];
  if (tree.kind === "near") return [tree.left, tree.right];
  return "parts" in tree ? tree.parts.flatMap(leaves) : [tree];
}

/** @param {"and" | "or"} kind @param {Tree[]} parts @returns {Tree | null} */
function joined(kind, parts) {
  const flat = parts.flatMap((part) => ("parts" in part && part.kind === kind ? part.parts : [part]));
  return flat.length > 1 ? { kind, parts: flat } : (flat[0] ?? null);
}

/** @param {string} q @returns {Token[]} */
function tokenize(q) {
  /** @type {Token[]} */
  const tokens = [];
  let words = 0;
  let letters = 0;
  let dash = 0; // how many stand right before: they mean nothing before a blank, or what is passed over
  for (const { 0: text, index: at, groups = {} } of q.matchAll(PIECE)) {
    const here = { at, length: text.length };
    const found = groups.dash ? null : tokenOf(text, groups, here, dash > 0);
    if (found && found.is !== "close") for (; dash; dash--) tokens.push({ is: "not", at: at - dash, length: 1 });
    dash = groups.dash ? dash + 1 : 0;
    if (found) tokens.push(found);
    if (found?.is === "leaf") {
      words += found.leaf.kind === "phrase" ? found.leaf.words.length : 1;
      letters += text.length;
    }
    if (words > WORDS || letters > LETTERS) throw new QueryFault("too_long", here);
  }
  return tokens;
}

/** @param {string} text @param {Record<string, string>} groups @param {Span} here @param {boolean} dashed @returns {Token | null} */
function tokenOf(text, { quote, phrase, bracket }, here, dashed) {
  if (bracket) return { ...here, is: "(（".includes(bracket) ? "open" : "close" };
  if (quote) {
    const words = phrase.split(/\s+/).filter(says);
    return words.length ? { ...here, is: "leaf", leaf: { kind: "phrase", words } } : null;
  }
  const [near, distance] = (!dashed && NEAR.exec(text)) || []; // after a dash it is a word: -OR
  if (near) {
    const within = distance === undefined ? WITHIN : /^\d+$/.test(distance) ? Number(distance) : 0;
    if (within < 1 || within > FARTHEST) throw new QueryFault("near_distance", here);
    return { ...here, is: "near", within };
  }
  if (!dashed && Object.hasOwn(OPERATORS, text)) return { ...here, is: OPERATORS[text] };
  return says(text) ? { ...here, is: "leaf", leaf: { kind: "word", text, at: here.at } } : null;
}

/** It has a letter or a digit. @param {string} text */
const says = (text) => /[\p{L}\p{N}]/u.test(text);
