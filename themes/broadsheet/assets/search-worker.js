// Runs Pagefind for one stemmer, off the page's thread.
//
// One worker for each language: the WebAssembly that a thread loads first stems every query in it,
// whatever the index. One instance for each shard: sorting is right inside an instance only.
// Pagefind logs a file that fails to load and goes on as if it were empty; so fetches are watched
// here, and a shard of which one failed answers with an error and is opened anew the next time.

/** @typedef {{path: string, hash: string}} Shard */
/** @typedef {{words: string[], phrase: boolean, filters: object, sort: object}} Query */

/** The word that every story carries in its metadata: it stands for "no word". */
const ANY = "qzqz";

const fetchPlain = self.fetch.bind(self);
/** @type {Map<string, Promise<ArrayBuffer>>} what several instances ask for, or what must be there before one is made */
const kept = new Map();
/** @type {Set<string>} paths of the shards of which a file could not be fetched */
const failed = new Set();
/** @type {Map<string, Promise<any>>} by the path of the shard's bundle */
const open = new Map();
/** @type {Map<number, any[]>} results of searches that the page still shows, by the search's number */
const answers = new Map();

let base = "/";
let language = "";
let runtime = "";
/** @type {any} Pagefind's module */
let pagefind;
/** @type {any} the next instance to use, begun early: its start waits on timers */
let spare;
/** @type {Promise<void> | undefined} */
let started;

self.fetch = async (input) => {
  const address = String(input);
  const early = kept.get(address);
  if (early) return new Response((await early).slice(0));
  try {
    return await fetchWhole(address);
  } catch (fault) {
    for (const path of open.keys()) if (address.startsWith(path)) failed.add(path);
    throw fault;
  }
};

/** @param {string} address */
async function fetchWhole(address) {
  const response = await fetchPlain(address);
  if (!response.ok) throw new Error(`${response.status} for ${address}`);
  return response;
}

/** Fetch a file and keep it for Pagefind. @param {string} address */
function keep(address) {
  let bytes = kept.get(address);
  if (!bytes) {
    bytes = fetchWhole(address).then((response) => response.arrayBuffer());
    kept.set(address, bytes);
    bytes.catch(() => kept.delete(address));
  }
  return bytes;
}

/** Fetch a bundle's entry file and metadata, which Pagefind does not survive the lack of. @param {string} path @param {string} tag */
async function keepEntry(path, tag) {
  const address = `${path}pagefind-entry.json?ts=${tag}`;
  const entry = JSON.parse(new TextDecoder().decode(await keep(address)));
  const index = entry.languages[language];
  const meta = `${path}pagefind.${index.hash}.pf_meta`;
  await keep(meta);
  return { index, files: [address, meta] };
}

function instance() {
  return pagefind.createInstance({ basePath: runtime, baseUrl: base, metaCacheTag: "0" });
}

/** The first instance alone: two that start at once in a cold thread spoil each other's memory. */
async function start() {
  const [{ index }, loaded] = await Promise.all([
    keepEntry(runtime, "0"),
    import(`${base}search/runtime/pagefind.js`),
  ]);
  await keep(`${runtime}wasm.${index.wasm ?? "unknown"}.pagefind`);
  pagefind = loaded;
  spare = instance();
  await spare.search("");
}

/** The shard's instance. @param {Shard} shard */
function opened(shard) {
  const path = `${base}${shard.path}${language}/`;
  let ready = open.get(path);
  if (!ready) {
    ready = openShard(path, shard.hash);
    open.set(path, ready);
    ready.catch(() => open.delete(path));
  }
  return ready;
}

/** @param {string} path @param {string} tag */
async function openShard(path, tag) {
  started ??= start();
  try {
    const [{ files }] = await Promise.all([keepEntry(path, tag), started]);
    const made = spare;
    spare = instance();
    await made.mergeIndex(path, { baseUrl: base, language, metaCacheTag: tag });
    for (const file of files) kept.delete(file);
    return made;
  } catch (fault) {
    if (!pagefind) started = undefined;
    throw fault;
  }
}

/** Stories that have every word whole, in the order asked for. @param {any} shard @param {Query} query */
async function find(shard, { words, phrase, filters, sort }) {
  const options = { filters, sort };
  if (!words.length) return (await shard.search(ANY, options)).results;
  if (phrase) return (await shard.search(`"${words.join(" ")}"`, options)).results;
  // Pagefind drops a word that a shard lacks, or cuts it to a prefix that exists. A word in quotes is
  // found whole or not at all, and costs no more bytes: only stories that have each word so are kept.
  const whole = await Promise.all(words.map((word) => shard.search(`"${word}"`)));
  if (whole.some(({ results }) => !results.length)) return [];
  const ids = whole.map(({ results }) => new Set(results.map((/** @type {any} */ hit) => hit.id)));
  const { results } = await shard.search(words.join(" "), options);
  return results.filter((/** @type {any} */ hit) => ids.every((has) => has.has(hit.id)));
}

/** @param {{number: number, shard: Shard, query: Query}} asked */
async function search({ number, shard, query }) {
  const path = `${base}${shard.path}${language}/`;
  const hits = await find(await opened(shard), query);
  checkWhole(path);
  answers.set(number, hits);
  return hits.map((/** @type {any} */ hit) => hit.score);
}

/** @param {string} path */
function checkWhole(path) {
  if (!failed.delete(path)) return;
  open.delete(path);
  throw new Error(`files of ${path} could not be fetched`);
}

/** What the page shows of some results. @param {{number: number, from: number, to: number}} asked */
async function load({ number, from, to }) {
  const hits = answers.get(number) ?? [];
  const stories = await Promise.all(hits.slice(from, to).map((hit) => hit.data()));
  return stories.map(({ url, excerpt, meta, filters }) => ({ url, excerpt, title: meta.title, filters }));
}

/** @type {Record<string, (asked: any) => any>} */
const tasks = {
  init(asked) {
    ({ base, language } = asked);
    runtime = `${base}search/runtime/${language}/`;
  },
  search,
  load,
  forget: () => answers.clear(),
};

self.addEventListener("message", async (/** @type {MessageEvent} */ { data: { id, task, asked } }) => {
  try {
    self.postMessage({ id, value: await tasks[task](asked) });
  } catch (fault) {
    self.postMessage({ id, fault: String(fault) });
  }
});
