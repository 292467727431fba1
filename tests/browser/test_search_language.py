"""The language of queries, read by the real module in Chromium: the trees it gives, and its faults."""

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser
from serving import served
from tools import ROOT

Tree: TypeAlias = dict[str, Any] | None
Ask: TypeAlias = Callable[[list[str]], list[dict[str, Any]]]

READ = """(queries) => import("/search-language.js").then(({ QueryFault, leaves, parse }) =>
  queries.map((q) => {
    try {
      const tree = parse(q);
      return { tree, leaves: leaves(tree) };
    } catch (fault) {
      if (!(fault instanceof QueryFault && fault instanceof Error)) return { error: `${fault}` };
      return { fault: [fault.code, fault.at, fault.length], said: q.slice(fault.at, fault.at + fault.length) };
    }
  }))"""

TREES = {
    # words, side by side
    "": "none",
    "   ": "none",
    "oil": "oil",
    "oil gas": "and(oil, gas)",
    "  oil\u3000gas\n coal ": "and(oil, gas, coal)",
    "oil AND gas": "and(oil, gas)",
    "oil and gas": "and(oil, and, gas)",
    "l'eau d’Évian": "and(l'eau, d’Évian)",
    "1939-45 co-operate": "and(1939-45, co-operate)",
    "oil, gas!": "and(oil,, gas!)",
    "河水 النهر река": "and(河水, النهر, река)",
    "toString constructor": "and(toString, constructor)",
    "<b>a.*[b\\": "<b>a.*[b\\",
    # what says nothing is passed over
    "***": "none",
    "oil & gas": "and(oil, gas)",
    '- * -- “” () -() -"" ((&))': "none",
    "oil () gas": "and(oil, gas)",
    # phrases
    '"river flood"': "[river flood]",
    '"river  flood" gauge "high water"': "and([river flood], gauge, [high water])",
    '"river': "[river]",
    'gauge "river flo': "and(gauge, [river flo])",
    'oil"gas"coal': "and(oil, [gas], coal)",
    '"oil & gas (-OR"': "[oil gas (-OR]",
    '"*" oil': "oil",
    "„a b“ «c d» »e f« ”g h” 「i j」 『k l』 〝m n〞": "and([a b], [c d], [e f], [g h], [i j], [k l], [m n])",
    '"a b» c': "and([a b], c)",
    # or binds tighter than side by side
    "oil OR gas": "or(oil, gas)",
    "oil or gas": "and(oil, or, gas)",
    "oil OR gas prices": "and(or(oil, gas), prices)",
    "prices oil OR gas OR coal tax": "and(prices, or(oil, gas, coal), tax)",
    "tax AND oil OR gas": "and(tax, or(oil, gas))",
    '"a b" OR c': "or([a b], c)",
    # brackets
    "(oil)": "oil",
    "((oil))": "oil",
    "oil (gas OR coal)": "and(oil, or(gas, coal))",
    "(oil prices) OR tax": "or(and(oil, prices), tax)",
    "(oil gas) (coal)": "and(oil, gas, coal)",
    "(oil OR gas) OR coal": "or(oil, gas, coal)",
    "colo(u)r": "and(colo, u, r)",
    "（oil OR gas）": "or(oil, gas)",
    "(" * 20 + "oil" + ")" * 20: "oil",
    # not
    "oil -gas": "and(oil, not(gas))",
    "oil −gas –coal": "and(oil, not(gas), not(coal))",
    "oil NOT gas tax": "and(oil, not(gas), tax)",
    "oil AND NOT gas": "and(oil, not(gas))",
    '-"north sea" oil': "and(not([north sea]), oil)",
    "oil -(gas OR coal)": "and(oil, not(or(gas, coal)))",
    "oil -(gas coal) tax": "and(oil, not(and(gas, coal)), tax)",
    "oil NOT(gas)": "and(oil, not(gas))",
    "oil OR -gas": "or(oil, not(gas))",
    "-gas": "not(gas)",
    "NOT NOT oil": "oil",
    "--oil": "oil",
    "-(-oil)": "oil",
    "- oil": "oil",
    "oil - gas": "and(oil, gas)",
    "oil -&": "oil",
    "(oil -) gas-": "and(oil, gas-)",
    "-OR -NEAR": "and(not(OR), not(NEAR))",
    # near
    "oil NEAR/5 embargo": "near5(oil, embargo)",
    "oil NEAR embargo": "near10(oil, embargo)",
    "oil NEAR/100 embargo": "near100(oil, embargo)",
    "oil near embargo": "and(oil, near, embargo)",
    '"north sea" NEAR/3 "oil rig"': "near3([north sea], [oil rig])",
    "tax oil NEAR/5 embargo OR strike": "and(tax, or(near5(oil, embargo), strike))",
    "tax -(oil NEAR embargo)": "and(tax, not(near10(oil, embargo)))",
    "oil NEAR * gas": "near10(oil, gas)",
    "NEAR/FAR NEARBY": "and(NEAR/FAR, NEARBY)",
    # as many words as there may be
    " ".join("w" for _ in range(40)): f"and({', '.join('w' for _ in range(40))})",
}

FAULTS = {
    "OR oil": ("lacks_left", 0, "OR"),
    "tax (OR oil)": ("lacks_left", 5, "OR"),
    "() OR oil": ("lacks_left", 3, "OR"),
    "AND oil": ("lacks_left", 0, "AND"),
    "NEAR oil": ("lacks_left", 0, "NEAR"),
    '"" NEAR oil': ("lacks_left", 3, "NEAR"),
    "oil OR": ("lacks_right", 4, "OR"),
    "oil OR OR gas": ("lacks_right", 4, "OR"),
    "oil AND OR gas": ("lacks_right", 4, "AND"),
    "(oil OR) gas": ("lacks_right", 5, "OR"),
    "oil OR ()": ("lacks_right", 4, "OR"),
    "oil OR -&": ("lacks_right", 4, "OR"),
    "oil AND": ("lacks_right", 4, "AND"),
    "oil NOT": ("lacks_right", 4, "NOT"),
    "oil NOT ()": ("lacks_right", 4, "NOT"),
    "oil OR NOT OR": ("lacks_right", 7, "NOT"),
    "oil NEAR/10": ("lacks_right", 4, "NEAR/10"),
    "oil NEAR OR gas": ("lacks_right", 4, "NEAR"),
    "oil (gas": ("open_bracket", 4, "("),
    "((oil)": ("open_bracket", 0, "("),
    "-(": ("open_bracket", 1, "("),
    "oil) gas": ("close_bracket", 3, ")"),
    ")": ("close_bracket", 0, ")"),
    "🛢🛢 oil)": ("close_bracket", 8, ")"),  # counted as JavaScript counts, two units for each
    "oil NEAR/0 gas": ("near_distance", 4, "NEAR/0"),
    "oil NEAR/101 gas": ("near_distance", 4, "NEAR/101"),
    "oil NEAR/500 gas": ("near_distance", 4, "NEAR/500"),
    "oil NEAR/ gas": ("near_distance", 4, "NEAR/"),
    "oil NEAR/1.5 gas": ("near_distance", 4, "NEAR/1.5"),
    "oil NEAR (gas tax)": ("near_side", 4, "NEAR"),
    "(oil) NEAR gas": ("near_side", 6, "NEAR"),
    "oil NEAR -gas": ("near_side", 4, "NEAR"),
    "oil NEAR NOT gas": ("near_side", 4, "NEAR"),
    "-oil NEAR gas": ("near_side", 5, "NEAR"),
    "oil NEAR gas NEAR/5 tax": ("near_side", 13, "NEAR/5"),
    "(" * 10_000: ("too_deep", 20, "("),
    "-(" * 10_000 + "oil" + ")" * 10_000: ("too_deep", 41, "("),
    "w " * 40 + "last": ("too_long", 80, "last"),
    'one -"' + "w " * 40 + '"': ("too_long", 5, '"' + "w " * 40 + '"'),
}

LEAVES = {
    "": [],
    'oil -gas "north sea"': ["oil", "[north sea]"],
    "tax -(oil NEAR embargo) (strike NEAR/5 pit OR mine)": ["tax", "strike", "pit", "mine"],
    "-oil": [],
    '-oil -"north sea"': [],
    "-(oil OR gas)": [],
    "-oil OR -gas": [],
    "-oil OR gas": ["gas"],
    "-(-oil -gas)": [],
}

PIECES = ["oil", "d’eau", "🛢", "*", "-", "–", "(", ")", '"', "«", "」", "OR", "AND", "NOT", "NEAR", "NEAR/5", "NEAR/0"]
ANYTHING = st.lists(st.sampled_from([*PIECES, " ", "\n"]) | st.text(max_size=4), max_size=30).map("".join)
SPACED = st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join)


@pytest.fixture(scope="module")
def ask(browser: Browser) -> Iterator[Ask]:
    """What the module makes of some queries."""
    with served(ROOT / "themes/broadsheet/assets") as address:
        page = browser.new_page()
        page.goto(f"{address}/icon.svg")  # any page of the same origin
        yield lambda queries: page.evaluate(READ, queries)
        page.close()


def words(tree: Tree) -> str:
    """A tree on one line: ``and(oil, not([north sea]))``."""
    match tree:
        case None:
            return "none"
        case {"kind": "word", "text": str(text)}:
            return text
        case {"kind": "phrase", "words": list(texts)}:
            return f"[{' '.join(texts)}]"
        case {"kind": "and" | "or" as kind, "parts": list(parts)}:
            assert len(parts) > 1
            return f"{kind}({', '.join(map(words, parts))})"
        case {"kind": "not", "part": dict(part)}:
            return f"not({words(part)})"
        case {"kind": "near", "left": dict(left), "right": dict(right), "within": int(within)}:
            assert {left["kind"], right["kind"]} <= {"word", "phrase"}
            return f"near{within}({words(left)}, {words(right)})"
    raise AssertionError(f"no such node: {tree}")


@pytest.mark.parametrize(("query", "tree"), TREES.items())
def test_a_query_gives_its_tree(ask: Ask, query: str, tree: str) -> None:
    (answer,) = ask([query])
    assert "fault" not in answer, answer
    assert words(answer["tree"]) == tree


@pytest.mark.parametrize(("query", "fault"), FAULTS.items(), ids=[query[:24] for query in FAULTS])
def test_a_query_that_cannot_be_read_says_where_and_why(ask: Ask, query: str, fault: tuple[str, int, str]) -> None:
    (answer,) = ask([query])
    code, at, said = fault
    assert answer["fault"][:2] == [code, at]
    assert answer["said"] == said


@pytest.mark.parametrize(("query", "found"), LEAVES.items())
def test_what_a_story_is_found_for_is_told_from_what_it_must_lack(ask: Ask, query: str, found: list[str]) -> None:
    (answer,) = ask([query])
    assert [words(leaf) for leaf in answer["leaves"]] == found


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))  # 200 queries to an example
@given(st.lists(ANYTHING | SPACED, min_size=150, max_size=200))
def test_any_text_gives_a_tree_or_a_fault_in_its_place(ask: Ask, queries: list[str]) -> None:
    for query, answer in zip(queries, ask(queries), strict=True):
        assert "error" not in answer, (query, answer)
        if "fault" not in answer:
            assert words(answer["tree"])
            continue
        code, at, length = answer["fault"]
        assert code in {code for code, _, _ in FAULTS.values()}
        assert at >= 0
        assert 0 < length <= len(query.encode("utf-16-le")) // 2 - at
