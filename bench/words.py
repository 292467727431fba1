"""An invented vocabulary with the frequencies of English: what a search index has to work on.

Real function words stand at the head, as they do in any English text; below them are invented words that can be
pronounced, the longer the rarer. The word of rank r is used in proportion to 1 / (r + 2.7), after Zipf and Mandelbrot.
So a small archive uses few of the words and a large one nearly all, as in real papers.
"""
# ruff: noqa: SIM905 - words without quotation marks are easier to read

from itertools import accumulate
from random import Random

DISTINCT = 60_000
COMMON = (
    "the of and to in a is that for it was as with be on by he at are this his from have not had but which or they an "
    "were she there we been has when who will no more if out so up said what its about into than them can only other "
    "new some could time these two may first then do any my now such like our over man me even most made after also "
    "did many before must through years where much your way well down should because long each just state those people "
    "too how little good world make very year still see own work men day get here between both life being under three "
    "never know same last another while us might off since against go came right used take himself few house use place "
    "during without again home around small however found part school went say once general high upon every left "
    "number until always away public water less night city told town council yesterday today meeting week report police"
).split()
GIVEN = (
    "Ada Alma Anders Arthur Beth Carl Clara Dora Edith Edwin Elsa Emil Ernest Flora Frank George Greta Harold Hazel "
    "Henry Ida Irene James Jean Julius Karl Laura Leo Lucy Mabel Martin Maud Nina Nora Oscar Otto Paul Rosa Ruth "
    "Samuel Stella Theo Thomas Una Victor Walter Willa"
).split()

_ONSETS = "b bl br c ch cl cr d dr f fl fr g gl gr h j k l m n p pl pr qu r s sc sh sl sp st str t th tr v w wh".split()
_VOWELS = "a a e e i i o o u ai ea ee ie oa ou".split()
_CODAS = ["", "", "", *"b ck d g l ll m n n nd ng nt p r r rd rn s ss st t t x".split()]
_ENDINGS = ["", "", "", *"s s ed ing er ly tion ment ness al able ous".split()]


class Vocabulary:
    """Words by rank and their weights. The same seed gives the same words."""

    def __init__(self, seed: int) -> None:
        chance = Random(f"words {seed}")
        found = dict.fromkeys(COMMON)
        while len(found) < DISTINCT:
            found.setdefault(_invent(chance, syllables=1 + (len(found) > 1_500)))
        self.words = list(found)
        self.weights = list(accumulate(1 / (rank + 2.7) for rank in range(1, DISTINCT + 1)))
        self.surnames = [f"{word.capitalize()}{end}" for word in self.words[400:900] for end in ("son", "ley", "er")]
        self.towns = [f"{word.capitalize()}{end}" for word in self.words[500:800] for end in ("ton", "ford", "by")]

    def draw(self, chance: Random, count: int) -> list[str]:
        """``count`` words of running text."""
        return chance.choices(self.words, cum_weights=self.weights, k=count)

    def name(self, chance: Random) -> str:
        """A person's name."""
        return f"{chance.choice(GIVEN)} {chance.choice(self.surnames)}"


def _invent(chance: Random, syllables: int) -> str:
    parts = [chance.choice(_ONSETS) + chance.choice(_VOWELS) + chance.choice(_CODAS) for _ in range(syllables)]
    return "".join(parts) + (chance.choice(_ENDINGS) if chance.random() < 0.3 else "")
