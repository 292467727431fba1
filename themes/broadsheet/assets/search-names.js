// Names of bylines as reference lists need them: which part is the family's.
// The same judgement as `citing/names.py` makes for the files beside a story; tests/browser/test_search_names.py compares them.

const PARTICLES = new Set(("af al am ap av bin da das de dei del della den der di do dos du el ibn la las le los op ten ter van vom von " +
  "vor zu zum zur").split(" "));
const COLLECTIVE = new Set(("a an and et und our the from by staff writer writers reporter reporters correspondent correspondents editor " +
  "editors editorial desk bureau agency press news newspaper newspapers service services team newsroom office reader readers board " +
  "committee council department ministry university group company special agence presse rédaction redaktion redacción notre nos unser " +
  "unsere nuestro les").split(" "));
const FAMILY_FIRST = new Set(["hu", "ja", "ko", "vi", "zh"]);

/**
 * The parts of a name as printed, the family's first: `["Quill", "Ada"]`, `["Orde", "John", "Jr."]`; one that stays whole is one part.
 * @param {string} written @param {string} language the story's, a BCP 47 tag
 */
export function partsOf(written, language) {
  let text = written.trim().replace(/\s+/g, " ").replace(/^by\s+(?=\S+\s)/i, "");
  let suffix = "";
  const found = /,? (Jr|Sr|II|III|IV)\.?$/.exec(text);
  if (found) {
    text = text.slice(0, found.index);
    suffix = found[1] + (/^[JS]r$/.test(found[1]) ? "." : "");
  }
  const words = text.split(" ");
  const isWhole = /[,;&/|:()\p{Nd}]/u.test(text) || text.toLowerCase().split(" ").some((word) => COLLECTIVE.has(word));
  if (words.length < 2 || isWhole || FAMILY_FIRST.has(language.split("-")[0])) return [suffix ? written : text];
  let start = words.length - 1;
  while (start > 1 && PARTICLES.has(words[start - 1])) start--;
  return [words.slice(start).join(" "), words.slice(0, start).join(" "), ...(suffix ? [suffix] : [])];
}
