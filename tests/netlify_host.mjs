// node netlify_host.mjs PLUGIN EVENT CACHE: calls one event of a build plugin as Netlify does, in the current folder,
// with a cache in the folder CACHE that does what @netlify/cache-utils says it does.
import { cp, rm, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [plugin, event, kept] = process.argv.slice(2);

const replace = async (from, to) => {
  if (!(await stat(from).catch(() => null))) return false;
  await rm(to, { recursive: true, force: true });
  await cp(from, to, { recursive: true });
  return true;
};

const each = async (paths, move) => (await Promise.all([paths].flat().map(move))).some(Boolean);

const cache = {
  save: (paths) => each(paths, (path) => replace(path, join(kept, path))),
  restore: (paths) => each(paths, (path) => replace(join(kept, path), path)),
};

const { [event]: run } = await import(pathToFileURL(resolve(plugin)));
await run({ constants: { PUBLISH_DIR: "site" }, utils: { cache } });
