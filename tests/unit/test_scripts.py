"""Scripts of a theme are published with what they import inside them, and without what only their authors read."""

import re

import pytest
from backissue.render.scripts import bare, joined
from tools import ROOT

ASSETS = ROOT / "themes/broadsheet/assets"
SCRIPTS = {
    "page.js": 'import { twice } from "./math.js";\nimport { say, Sayer } from "./say.js";\n\nsay(twice(2));\n',
    "math.js": 'import { say } from "./say.js";\nconst two = 2;\nexport function twice(n) {\n  say(n * two);\n}\n',
    "say.js": "export const say = (n) => n;\nexport class Sayer {}\nexport async function* all() {}\n",
    "later.js": 'const { say } = await import("./say.js");\nconst here = import.meta.url;\nexport { say };\n',
}
WHOLE = """\
const $say = (() => {
const say = (n) => n;
class Sayer {}
async function* all() {}

return { say, Sayer, all };
})();
const $math = (() => {
const { say } = $say;
const two = 2;
function twice(n) {
  say(n * two);
}

return { twice };
})();
const { twice } = $math;
const { say, Sayer } = $say;

say(twice(2));
"""


def join(name: str, **others: str) -> str:
    scripts = {**SCRIPTS, **{f"{other}.js": text for other, text in others.items()}}
    return joined(name, lambda one: scripts[one].encode() if one in scripts else None)


def test_a_script_loses_comments_and_indentation_and_nothing_else() -> None:
    written = (
        '/*! kept */\n// why\nconst a = "// no comment";\n\n/** @type {number} */\n'
        "let b = `two\n  lines`;\n  if (a) b = /[/*]x/u.test(a) ? 1 : 2; // so\n"
    )
    assert (
        bare(written).decode()
        == '/*! kept */const a="// no comment";let b=`two\n  lines`;if(a)b=/[/*]x/u.test(a)?1:2;\n'
    )


def test_what_a_script_imports_stands_before_it_once() -> None:
    assert join("page.js") == WHOLE


def test_a_script_that_imports_nothing_or_later_is_as_it_was() -> None:
    assert join("say.js") == SCRIPTS["say.js"]
    assert join("later.js") == SCRIPTS["later.js"]


@pytest.mark.parametrize(
    "say",
    [
        "export let say = 1;\nexport class Sayer {}\n",  # who imports it would keep the first value
        "const say = 1;\nclass Sayer {}\nexport { say, Sayer };\n",
        "export const say = 1;\nexport class Sayer {}\nexport default say;\n",
        "export const say = 1, Sayer = 2;\n",
        "export const say = await 1;\nexport class Sayer {}\n",
        'import * as math from "./math.js";\nexport const say = 1;\nexport class Sayer {}\n',
        'import "https://example.org/x.js";\nexport const say = 1;\nexport class Sayer {}\n',
        'import { twice } from "./math.js";\nexport const say = twice;\nexport class Sayer {}\n',  # round about
        'import { none } from "./nowhere.js";\nexport const say = none;\nexport class Sayer {}\n',
    ],
)
def test_what_cannot_stand_in_another_script_is_left_to_the_browser(say: str) -> None:
    assert join("page.js", say=say) == SCRIPTS["page.js"]


@pytest.mark.parametrize("name", [file.name for file in sorted(ASSETS.glob("*.js"))])
def test_each_of_the_themes_own_scripts_can_be_joined(name: str) -> None:
    whole = joined(name, lambda one: (ASSETS / one).read_bytes())
    assert not re.search(r"^import\b", whole, re.M)
