// Citations by citeproc-js: reads {"styles": {name: text}, "locale": text, "items": [CSL-JSON]} from standard input,
// writes for each item its bibliography entry in each style, and its note in the styles that have notes.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const CSL = createRequire(new URL("../.tools/", import.meta.url))("citeproc");
const { styles, locale, items } = JSON.parse(readFileSync(0, "utf8"));
const answers = items.map(() => ({}));
for (const [name, style] of Object.entries(styles)) {
  const system = { retrieveLocale: () => locale, retrieveItem: (/** @type {string} */ id) => ({ ...items[Number(id)], id }) };
  const engine = new CSL.Engine(system, style, "en-US"); // the style is parsed once: that takes longest
  for (const id of items.keys()) {
    engine.updateItems([`${id}`]);
    answers[id][name] = engine.makeBibliography()[1][0];
    answers[id][`${name}, note`] = engine.makeCitationCluster([{ id: `${id}` }]);
  }
}
process.stdout.write(JSON.stringify(answers));
