"""axe-core finds nothing to object to on any kind of page, on phones and desks, in light and dark."""

import pytest
from kinds import KINDS, Sample, visit
from looking import RUN, TAGS
from playwright.sync_api import Page
from tools import axe_source

pytestmark = pytest.mark.long


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(page: Page, sample: Sample, kind: str) -> None:
    visit(page, KINDS[kind](sample))
    page.evaluate(axe_source())
    faults: dict[str, list[str]] = {}
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            result = page.evaluate(RUN, TAGS)
            assert result["passes"] > 5, "axe did not look"
            for violation in result["violations"]:
                faults.setdefault(violation, []).append(f"{width} px {scheme}")
    assert not faults, "\n" + "\n".join(f"{text} [{', '.join(where)}]" for text, where in faults.items())


def test_axe_would_say_so(page: Page, sample: Sample) -> None:
    page.goto("/")
    page.evaluate(axe_source())
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    assert any(text.startswith("image-alt") for text in page.evaluate(RUN, TAGS)["violations"])
