"""How tests look at a page: what axe-core objects to, and what stands out of it."""

from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

RUN = """(tags) => axe.run(document, {runOnly: tags, resultTypes: ["violations"], iframes: false}).then(
  (result) => ({
    passes: result.passes.length,
    violations: result.violations.flatMap((rule) => rule.nodes.map(
      (node) => `${rule.id} (${rule.help}): ${node.target.join(" ")}: ${node.failureSummary}`)),
  }))"""
"""Frames are left out because what they show, the latest edition's box, is a kind of page of its own here."""

WIDER = """() => {
  const room = document.documentElement.clientWidth;
  const scrolls = (element) => {
    for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
      if (getComputedStyle(box).overflowX !== "visible") return true;
    }
    return false;
  };
  const out = [...document.body.querySelectorAll("*")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && (box.right > room + 1 || box.left < -1) && !scrolls(element);
  });
  const name = (element) => element.tagName.toLowerCase() + (element.className && `.${element.className}`);
  return {
    scroll: Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - room,
    out: [...new Set(out.map(name))].slice(0, 5),
  };
}"""
"""How far the page scrolls sideways, and what stands out of it; what scrolls in a box of its own may."""


def assert_fits(page: Page, where: str) -> None:
    """The page does not scroll sideways and nothing stands out of it."""
    result = page.evaluate(WIDER)
    assert result["scroll"] <= 0, f"{where}: scrolls by {result['scroll']} px; {result['out']}"
    assert not result["out"], f"{where}: out of the page: {result['out']}"
