/**
 * Keeps the site and Back Issue's cache from one build on Netlify to the next, so that a build after one commit
 * renders what the commit touches.
 */
import { appendFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** The rule of `_headers` for what is not the published site: previews, and the builds of other branches. */
const NOINDEX = "\n/*\n  X-Robots-Tag: noindex\n";

/** The site and, beside it, the cache that knows how it was made. Either is of use with the other alone. */
const foldersOf = ({ PUBLISH_DIR }) => [join(dirname(PUBLISH_DIR), ".backissue"), PUBLISH_DIR];

export const onPreBuild = async ({ constants, utils }) => {
  const folders = foldersOf(constants);
  const restored = await Promise.all(folders.map((folder) => utils.cache.restore(folder)));
  const names = folders.filter((_, at) => restored[at]);
  if (names.length === folders.length) console.log(`Restored ${names.join(" and ")}: only what changed is rendered.`);
  else console.log(`${names.join() || "Nothing"} was kept by an earlier build: everything is rendered.`);
};

export const onPostBuild = async ({ constants, utils }) => {
  const folders = foldersOf(constants);
  await utils.cache.save(folders);
  console.log(`Kept ${folders.join(" and ")} for the next build.`);

  // After they are kept: the next build, which may be the published one, begins without this line.
  if (process.env.CONTEXT !== "production") {
    await appendFile(join(constants.PUBLISH_DIR, "_headers"), NOINDEX);
    console.log("Told search engines to leave this preview out.");
  }
};
