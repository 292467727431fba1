// Reads one of Pagefind's bundles as the build leaves them: which stories have a word, and where in them.
//
// Every file is gzip over a signature and CBOR (RFC 8949), but for the fragments, which are JSON. A word's stories
// and its places are differences from the one before. A negative number among places is -(24 × weight + 1) of those
// that follow it, and begins their differences anew.

/** @typedef {{weight: number, at: number[]}} Places of a word in one story, in order */
/** @typedef {Map<number, Places>} Hits by the story's number in the bundle */
/** @typedef {{url: string, content: string, meta: Record<string, string>, filters: Record<string, string[]>}} Fragment */

const SIGNATURE = 12; // bytes
const UNIT = 24; // the weight of plain text

/** @param {string} address @returns {Promise<Uint8Array>} the file without its signature */
async function unpacked(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} for ${address}`);
  let bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  }
  return bytes.subarray(SIGNATURE);
}

/** Numbers, texts and lists. @param {Uint8Array} bytes @returns {any} */
function decode(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const texts = new TextDecoder();
  let at = 0;
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
  /** @param {string} path @param {any} meta */
  constructor(path, meta) {
    this.path = path;
    const [, pages, chunks, filters, sorts] = meta;
    /** @type {[string, number][]} each story's fragment and how many words it has */
    this.pages = pages;
    /** @type {[string, string, string][]} first word, last word, file */
    this.chunks = chunks;
    /** @type {Map<string, string>} the file of each kind of filter */
    this.filters = new Map(filters);
    /** @type {number[]} the stories, oldest first */
    this.order = sorts.find((/** @type {[string]} */ [name]) => name === "date")?.[1] ?? pages.map((/** @type {any} */ _, /** @type {number} */ page) => page);
    this.length = pages.reduce((/** @type {number} */ sum, /** @type {[string, number]} */ [, words]) => sum + words, 0) / pages.length;
    /** @type {Map<string, Promise<any>>} files that were asked for */
    this.files = new Map();
  }

  /** @param {string} path @param {string} meta the name of the file to begin with */
  static async open(path, meta) {
    return new Bundle(path, decode(await unpacked(path + meta)));
  }

  /** Fetched once; anew when that failed. @template T @param {string} name @param {(bytes: Uint8Array) => T} read @returns {Promise<T>} */
  file(name, read) {
    let ready = this.files.get(name);
    if (!ready) {
      ready = unpacked(this.path + name).then(read);
      this.files.set(name, ready);
      ready.catch(() => this.files.delete(name));
    }
    return ready;
  }

  /** The stories that have one of some words, as the index lists them. @param {string[]} bases @returns {Promise<Hits>} */
  async having(bases) {
    const files = await Promise.all(
      bases.map((base) => {
        const chunk = this.chunks.find(([first, last]) => !after(first, base) && !after(base, last));
        return chunk ? this.file(`index/${chunk[2]}.pf_index`, (bytes) => new Map(decode(bytes)[0].map((/** @type {any} */ entry) => [entry[0], entry]))) : new Map();
      }),
    );
    /** @type {Hits} */
    const hits = new Map();
    bases.forEach((base, place) => {
      const [, plain, variants] = files[place].get(base) ?? [base, [], []];
      for (const pages of [plain, ...variants.map((/** @type {any} */ variant) => variant[1])]) add(hits, pages);
    });
    for (const places of hits.values()) places.at = [...new Set(places.at)].sort((one, other) => one - other);
    return hits;
  }

  /** The stories of each value of a filter. @param {string} kind @returns {Promise<Map<string, number[]>>} */
  async values(kind) {
    const file = this.filters.get(kind);
    if (!file) return new Map();
    return this.file(`filter/${file}.pf_filter`, (bytes) => new Map(decode(bytes)[1]));
  }

  /** What is shown of a story. @param {number} page @returns {Promise<Fragment>} */
  fragment(page) {
    return this.file(`fragment/${this.pages[page][0]}.pf_fragment`, (bytes) => JSON.parse(new TextDecoder().decode(bytes)));
  }
}

/** @param {Hits} hits @param {[number, number[]][]} pages */
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
