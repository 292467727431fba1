// Reads one of Pagefind's bundles as the build leaves them: which stories have a word, and where in them.
//
// Every file is gzip over a signature and CBOR (RFC 8949), but for the fragments, which are JSON. A word's stories
// and its places are differences from the one before. A negative number among places is -(24 × weight + 1) of those
// that follow it, and begins their differences anew.

import { fetched, once } from "./search-files.js";

/** @typedef {[difference: number, places: number[]][]} Pages the stories that have a word, as the index tells them */
/** @typedef {[word: string, plain: Pages, variants: [string, Pages][]]} Entry of a word that the index lists, and of its other spellings */
/** @typedef {{weight: number, at: number[]}} Places of a word in one story, in order */
/** @typedef {Map<number, Places>} Hits by the story's number in the bundle */
/**
 * @typedef {[version: string, sizes: number[], names: string, chunks: [first: string, file: string][],
 *   filters: [kind: string, file: string][], sorts: [name: string, pages: number[]][]]} Meta the file to begin with
 */
/** @typedef {{url: string, content: string, meta: Record<string, string>, filters: Record<string, string[]>}} Fragment */

const SIGNATURE = 12; // bytes
const UNIT = 24; // the weight of plain text

/** @param {string} address @returns {Promise<Uint8Array>} the file without its signature */
async function unpacked(address) {
  let bytes = new Uint8Array(await (await fetched(address)).arrayBuffer());
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  }
  return bytes.subarray(SIGNATURE);
}

/** Numbers, texts and lists. @param {Uint8Array} bytes @returns {unknown} */
function decode(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const texts = new TextDecoder();
  let at = 0;
  /** @returns {unknown} */
  const value = () => {
    const head = view.getUint8(at++);
    let size = head & 31;
    if (size === 24) size = view.getUint8(at++);
    else if (size === 25) (size = view.getUint16(at)), (at += 2);
    else if (size === 26) (size = view.getUint32(at)), (at += 4);
    else if (size > 26) throw new Error("a number that is too large");
    const kind = head >> 5;
    if (kind === 0) return size;
    if (kind === 1) return -1 - size;
    if (kind === 3) return texts.decode(bytes.subarray(at, (at += size)));
    if (kind !== 4) throw new Error("neither number, text nor list");
    const list = new Array(size);
    for (let place = 0; place < size; place++) list[place] = value();
    return list;
  };
  return value();
}

/** Whether a word comes after another in the order of code points. @param {string} one @param {string} other */
function after(one, other) {
  if (!/[\ud800-\udfff]/.test(one + other)) return one > other;
  const [left, right] = [[...one], [...other]].map((letters) => letters.map((letter) => Number(letter.codePointAt(0))));
  const at = left.findIndex((letter, place) => letter !== right[place]);
  return at >= 0 && left[at] > (right[at] ?? -1);
}

export class Bundle {
  /** @param {string} path @param {Meta} meta */
  constructor(path, [, sizes, names, chunks, filters, sorts]) {
    this.path = path;
    /** How many words each story has. */
    this.sizes = sizes;
    this.names = names;
    this.chunks = chunks;
    /** The file of each kind of filter. */
    this.filters = new Map(filters);
    /** The stories, oldest first. */
    this.order = sorts.find(([name]) => name === "date")?.[1] ?? [...sizes.keys()];
    this.length = sizes.reduce((sum, words) => sum + words, 0) / sizes.length;
    /** @type {Map<string, Promise<unknown>>} files that were asked for */
    this.files = new Map();
  }

  /** @param {string} path @param {string} meta the name of the file to begin with */
  static async open(path, meta) {
    return new Bundle(path, /** @type {Meta} */ (decode(await unpacked(path + meta))));
  }

  /** Fetched once; anew when that failed. @template T @param {string} name @param {(bytes: Uint8Array) => T} read @returns {Promise<T>} */
  file(name, read) {
    return once(/** @type {Map<string, Promise<T>>} */ (this.files), name, () => unpacked(this.path + name).then(read));
  }

  /** The stories that have one of some words, as the index lists them. @param {string[]} bases @returns {Promise<Hits>} */
  async having(bases) {
    const files = await Promise.all(
      bases.map((base) => {
        const chunk = this.chunks.findLast(([first]) => !after(first, base));
        return chunk && this.file(`index/${chunk[1]}.pf_index`, entries);
      }),
    );
    /** @type {Hits} */
    const hits = new Map();
    bases.forEach((base, place) => {
      const [, plain = [], variants = []] = files[place]?.get(base) ?? [];
      for (const pages of [plain, ...variants.map(([, others]) => others)]) add(hits, pages);
    });
    for (const places of hits.values()) places.at = [...new Set(places.at)].sort((one, other) => one - other);
    return hits;
  }

  /** The stories of each value of a filter. @param {string} kind @returns {Promise<Map<string, number[]>>} */
  async values(kind) {
    const file = this.filters.get(kind);
    if (!file) return new Map();
    return this.file(`filter/${file}.pf_filter`, values);
  }

  /** What is shown of a story. @param {number} page @returns {Promise<Fragment>} */
  async fragment(page) {
    const names = await this.file(this.names, (bytes) => /** @type {string[]} */ (decode(bytes)));
    return this.file(`fragment/${names[page]}.pf_fragment`, (bytes) => JSON.parse(new TextDecoder().decode(bytes)));
  }
}

/** The entries of a file of words, by word. @param {Uint8Array} bytes */
function entries(bytes) {
  const [all] = /** @type {[Entry[]]} */ (decode(bytes));
  return new Map(all.map((entry) => [entry[0], entry]));
}

/** The stories of each value, from a filter's file. @param {Uint8Array} bytes */
function values(bytes) {
  const [, all] = /** @type {[string, [string, number[]][]]} */ (decode(bytes));
  return new Map(all);
}

/** @param {Hits} hits @param {Pages} pages */
function add(hits, pages) {
  let page = 0;
  for (const [difference, numbers] of pages) {
    page += difference;
    let places = hits.get(page);
    if (!places) hits.set(page, (places = { weight: 0, at: [] }));
    let weight = 1;
    let last = 0;
    for (const number of numbers) {
      if (number < 0) {
        weight = (-number - 1) / UNIT;
        last = 0;
      } else {
        places.at.push((last += number));
        places.weight += weight;
      }
    }
  }
}
