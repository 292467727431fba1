"""Markdown to HTML: the files in ``markdown/`` are read by people, and so is what becomes of them."""

import re
from pathlib import Path

import pytest
from backissue.sources.headings import PAGES_OWN
from backissue.sources.markdown import Reference, compile_body, references
from golden_files import Golden
from lxml import html as lxml_html

CASES = sorted((Path(__file__).parent / "markdown").glob("*.md"))
SOURCE = "articles/1956/flood.md"
LINKS = {
    "articles/1956/river.md": "/courier/1956/10/13/river/",
    "articles/1956/draft.md": "",
    "pages/about.md": "/about/",
}


def figure(path: str, alt: str) -> str:
    return "" if "missing" in path else f'<figure><img src="/{path}" alt="{alt}"></figure>\n'


def compiled(text: str, *, sanitise: bool = False, base: str = "") -> str:
    return compile_body(text, SOURCE, figures=figure, links=LINKS, base=base, sanitise=sanitise)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.stem))
def test_a_text_becomes_the_html_that_is_expected(case: Path, golden: Golden) -> None:
    html = compiled(case.read_text("utf-8"), sanitise="sanitised" in case.stem)
    golden(f"markdown/{case.stem}.html", html)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.stem))
def test_no_figure_stands_in_a_paragraph_or_a_heading(case: Path) -> None:
    html = compiled(case.read_text("utf-8"))
    assert not re.search(r"<(p|h\d)>(?:(?!</\1>).)*<figure>", html, re.DOTALL)
    assert "<p></p>" not in html


def test_links_begin_with_the_sites_path() -> None:
    html = compiled("[a](river.md) [b](/topics/) [c](https://example.org/) [d](#x) [e](other/)", base="/archive")
    assert re.findall('href="([^"]*)"', html) == [
        "/archive/courier/1956/10/13/river/", "/archive/topics/", "https://example.org/", "#x", "other/",
    ]  # fmt: skip


def test_two_texts_do_not_share_footnotes() -> None:
    text = "One.[^1]\n\n[^1]: Note.\n"
    assert compiled(text) == compiled(text)


def test_what_a_text_names_is_known_with_its_line() -> None:
    body = (
        "See [the river](river.md)\nand [about](pages/about.md#us).\n\n| a |\n| --- |\n| [x](../1957/x.md) |\n\n"
        "![A gauge](images/gauge.jpg)\n![](/images/b.jpg)\n\n![far](https://example.org/c.jpg)\n[out](/topics/)\n"
    )
    found = references(body, SOURCE, 10)
    assert found.links == (
        Reference("articles/1956/river.md", 10),
        Reference("pages/about.md", 11),
        Reference("articles/1957/x.md", found.links[2].line),
    )
    assert 13 <= found.links[2].line <= 15
    assert found.pictures == (
        Reference("images/gauge.jpg", 17, "A gauge"),
        Reference("images/b.jpg", 18),
    )
    assert found.foreign_pictures == (Reference("https://example.org/c.jpg", 20, "far"),)


ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)//",
    '<img src="https://evil.example/pixel.gif">',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='jAvAsCrIpT:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href=' &#14; javascript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml,<svg/onload=alert(1)>)",
    '![x" onerror="alert(1)](images/a.jpg)',
    '[x](https://example.org/ "t" onclick="alert(1))',
    '<p title="x" onclick="alert(1)">x</p>',
    '<div style="background:url(javascript:alert(1))">x</div>',
    "<style>body{background:url(//evil.example)}</style>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<form action=//evil.example><input name=q><button formaction=javascript:alert(1)>x</button></form>",
    "<iframe src=//evil.example></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=//evil.example></object><embed src=//evil.example>",
    "<video src=x onerror=alert(1)></video><audio autoplay src=x></audio>",
    "<details open ontoggle=alert(1)>x</details>",
    "<body onload=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<textarea></textarea><script>alert(1)</script>",
    "<title></title><img src=x onerror=alert(1)>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "<x onclick=alert(1)>x</x>",
    "<a href=x target=_blank onmouseover=alert(1)>x</a>",
    "<table background=javascript:alert(1)><td background=javascript:alert(1)>x</table>",
    "<ol type=1 onclick=alert(1)><li>x</ol>",
    "`` <script>alert(1)</script> ``",
    "[^<script>alert(1)</script>]\n\n[^<script>alert(1)</script>]: x",
    "| <script>alert(1)</script> |\n| --- |\n| <img src=x onerror=alert(1)> |",
    "[x]: javascript:alert(1)\n\n[x]",
    "<b id=search>x</b><b id=headline class='search-results'>y</b>",
]
"""Ways to bring a script, a frame or a request to another host into a page."""

HARMLESS = {
    "a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "col", "colgroup",
    "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h2", "h3", "h4", "h5", "h6",
    "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section",
    "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time",
    "tr", "u", "ul", "var", "wbr",
}  # fmt: skip
SCHEMES = ("https:", "http:", "mailto:")


@pytest.mark.parametrize("sanitise", [False, True], ids=["as text", "sanitised"])
@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_acts_comes_into_a_page(attack: str, sanitise: bool) -> None:
    def shown(path: str, alt: str) -> str:
        return f'<img src="/{path}">'

    html = compile_body(attack, SOURCE, figures=shown, links={}, sanitise=sanitise)
    for element in lxml_html.fragment_fromstring(html, create_parent="div").iter():
        assert isinstance(element.tag, str), f"a comment or an instruction: {html}"
        assert element.tag in HARMLESS, html
        for name, value in element.attrib.items():
            assert not str(name).startswith("on"), html
            assert name not in ("style", "srcdoc", "action", "formaction", "background", "target"), html
            if name in ("href", "cite"):
                scheme = re.match(r"[\s\x00-\x20]*([a-z][a-z0-9+.-]*:)", str(value), re.IGNORECASE)
                assert scheme is None or scheme[1].lower() in SCHEMES, html
            if name == "src":
                assert str(value).startswith("/images/") or "/articles/" in str(value), html
            if name == "class":
                assert re.match("footnote|align-", str(value)), html
            assert name != "id" or str(value) not in PAGES_OWN, html
