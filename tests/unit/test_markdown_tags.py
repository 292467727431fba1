"""Template tags and raw HTML in posts: what they say comes over, and the rest of a text stays to the letter."""

from pathlib import Path

import pytest
from backissue.importers.record import Item
from hypothesis import given, settings
from hypothesis import strategies as st
from test_markdown_posts import the_item

FRONT = "---\ntitle: Flood\nimage: /a/gauge.png\nnote: High water\n---\n"


def read(tmp_path: Path, body: str, config: str = "x") -> Item:
    return the_item(tmp_path, FRONT + body, **{config: ""})


def notes(item: Item) -> list[str]:
    return [f"{note.what}: {note.text}" for note in item.notes]


@pytest.mark.parametrize(
    ("written", "body"),
    [
        ('[Home]({{ "/x/" | url }})', "[Home](/x/)"),
        ("[Home]({{ site.baseurl }}/x/)", "[Home](/x/)"),
        ("[Home]({{'/x/'|relative_url}})", "[Home](/x/)"),
        ("{{ page.note }} and {{ note }}", "High water and High water"),
        ("![Gauge]({{ image | url }})", "![Gauge](/a/gauge.png)"),
        ('{% image "a/b.png" "A board" %}', "![A board](/a/b.png)"),
        ('{% image_with_class "a/b.png" "wide" "A [board]" %}', r"![A \[board\]](/a/b.png)"),
        ('{% image "./b.png", "A board", "100vw" %}', "![A board](./b.png)"),
        ('{% include "figure.html",\n  image: "/a/b.png",\n  alt: "A board" %}', "![A board](/a/b.png)"),
        ('{% include figure.html src="{{ site.baseurl }}/a/b.png" alt="A board" %}', "![A board](/a/b.png)"),
        ('{% img left /a/b.png 300 200 "A board" %}', "![A board](/a/b.png)"),
        ("{% picture wide a/b.png --alt A board %}", "![A board](/a/b.png)"),
        ('{{< figure src="/a/b.png" alt="A board" >}}', "![A board](/a/b.png)"),
        ('{{ image(src="/a/b.png", alt="A board") }}', "![A board](/a/b.png)"),
        ("{{< youtube abc123 >}}", "[Youtube: abc123](https://www.youtube.com/watch?v=abc123)"),
        ('{{ youtube(id="abc123") }}', "[Youtube: abc123](https://www.youtube.com/watch?v=abc123)"),
        ('{{ "https://v.example/1" | embed: "The film" }}', "[The film](https://v.example/1)"),
        ("{% comment %}{{ hidden }}{% endcomment %}Shown", "Shown"),
        ("{# hidden #}Shown", "Shown"),
        ("{{/* hidden */}}Shown", "Shown"),
        ("{% raw %}{{ meant }}{% endraw %}", "{{ meant }}"),
        ("`{% raw %}{{{% endraw %} meant }}`", "`{{ meant }}`"),
        ("{{</* figure src=a */>}}", "{{< figure src=a >}}"),
        ("{% highlight python %}\nx = {{ y }}\n{% endhighlight %}", "```python\nx = {{ y }}\n```"),
        ("{{< highlight go >}}\nx\n{{< /highlight >}}", "```go\nx\n```"),
        ("Use `{{ tags }}` so.", "Use `{{ tags }}` so."),
        ("```\n{% if x %}\n```", "```\n{% if x %}\n```"),
        ("{% if x %}\nKept.\n{% endif %}\nToo.", "Kept.\nToo."),
        ('{{% notice warning %}}\nKept.\n{{% /notice %}}', "Kept."),
        ("A river.\n{: .lead}\n\nB{: #b}", "A river.\n\nB"),
        ("## Levels {#levels .x}", "## Levels"),
        ("![A](/a/b.png){.left .small}", "![A](/a/b.png)"),
        ("a {{ unended", "a {{ unended"),
        ("Braces {like these} stay.", "Braces {like these} stay."),
    ],
)  # fmt: skip
def test_a_tag_says_what_it_said(tmp_path: Path, written: str, body: str) -> None:
    assert read(tmp_path, written).body.strip() == body


@pytest.mark.parametrize(
    ("written", "note"),
    [
        ("{% tides %}", "lost: a template tag that is not known is left out, any text inside it kept: tides"),
        ("{{ tide.level }}", "lost: a template's value that is not known here is left out: tide.level"),
        ('{{ "ada" | team_photo }}', "lost: a picture that a template's filter chooses is left out: team_photo"),
        ("{% if x %}a{% endif %}", "changed: a template's logic is left out, the text in it is kept: if"),
        ("{{< vimeo 12 >}}", "changed: what was embedded is a link now: vimeo"),
        ("a <b>b</b>", "changed: HTML in the text is Markdown now"),
        ("<script>run()</script>", "lost: a script is left out"),
        ('<iframe src="https://v.example/1"></iframe>', "changed: a frame is a link now"),
    ],
)
def test_what_becomes_of_it_is_said(tmp_path: Path, written: str, note: str) -> None:
    assert note in notes(read(tmp_path, written))


def test_a_figure_has_its_caption_and_credit(tmp_path: Path) -> None:
    item = read(
        tmp_path,
        '{{< figure src="b.png" alt="A board" caption="At noon" attr="Tom Marsh" >}}\n\n'
        '<figure><img src="c.png" alt="A boat"><figcaption>The <em>ferry</em></figcaption></figure>',
        "hugo.toml",
    )
    assert [(one.ref, one.alt, one.caption, one.credit) for one in item.pictures[1:]] == [
        ("b.png", "A board", "At noon", "Tom Marsh"), ("c.png", "A boat", "The ferry", ""),
    ]  # fmt: skip
    assert item.body == "![A board](b.png)\n\n![A boat](c.png)"


def test_hugo_has_no_liquid(tmp_path: Path) -> None:
    assert read(tmp_path, "{% raw %} {{ x }} {% endraw %}", "hugo.toml").body == "{% raw %} {{ x }} {% endraw %}"


@pytest.mark.parametrize(
    ("written", "body"),
    [
        ("A *b* &amp; c\n* * *\n_d_ __e__", "A *b* &amp; c\n* * *\n_d_ __e__"),
        ("A *b*  \nc\n\n<p>It is <b>high</b>.</p>\n\n+ d\n+ e", "A *b*  \nc\n\nIt is **high**.\n\n+ d\n+ e"),
        ("<div>\n\nA *b*\n\n- c\n\n</div>\n\n+ d", "A *b*\n\n- c\n\n+ d"),
        ("<div>\n\n\tSet *in*.\n\n</div>", "Set *in*."),
        ('<div markdown="1">\nA **b**\n</div>', "A **b**"),
        ("<div>\n![A](a.png)\n</div>", "![A](a.png)"),
        ("<p>Open\n\n+ a\n\nb", "Open\n\n+ a\n\nb"),
        ("Words\n<div>more</div>\n\n+ a", "Words\n\nmore\n\n+ a"),
        ("Type `<b>` and <branch>.", r"Type `<b>` and \<branch>."),
        ("Headings like <H1> and <H2>.", r"Headings like \<H1> and \<H2>."),
        ("```html\n<div>\n```", "```html\n<div>\n```"),
        ("See <https://v.example/>.", "See <https://v.example/>."),
        ("<!-- more -->\n\n+ a", "+ a"),
        ("A<br>\nb", "A\\\nb"),
        ("A\n\n<br>\n## B", "A\n\n## B"),
        ('<img src="a.png" alt="A "board" of wood" />', '![A "board" of wood](a.png)'),
        ("<figure></figure><br>\n\n+ a", "+ a"),
        ("A note.[^1] <b>B</b>\n\n[^1]: <i>See</i> it.", "A note.[^1] **B**\n\n[^1]: *See* it."),
        ("[a][1] <b>b</b>\n\n[1]: /x/", "[a](/x/) **b**\n\n[1]: /x/"),
        ('<td>{% image "a/b.png" "A" %}</td>', "![A](/a/b.png)"),
    ],
)
def test_only_blocks_with_html_are_converted(tmp_path: Path, written: str, body: str) -> None:
    assert read(tmp_path, written).body.strip() == body


def test_words_are_counted_without_the_conversion(tmp_path: Path) -> None:
    item = read(
        tmp_path, 'A [b]({{ "/c/" | url }} "d") `e`\n\n<div>\n\n\tf\n\n</div>\n\n{% raw %}{{ g }}{% endraw %}[^1]'
    )
    assert item.words.split() == ["A", "b", "e", "f", "{{", "g", "}}"]


TAGS = st.lists(
    st.sampled_from([
        "{{", "}}", "{%", "%}", "{{<", ">}}", "raw", " ", "endraw", "image", '"a.png"', "`", "```", "\n", "\n\n",
        "<div>", "</div>", "<p>", "{#", "#}", "|", "url", "    ", "{:", ".x}", "comment", "end", "<!--", "(", "[",
    ]),
    max_size=30,
).map("".join)  # fmt: skip


@given(TAGS)
@settings(max_examples=150)
def test_any_tags_are_read(tmp_path_factory: pytest.TempPathFactory, body: str) -> None:
    read(tmp_path_factory.mktemp("tags"), body)


@pytest.mark.parametrize("part", ["{{", "{% raw %}", "<div>", "<a<a", "`", "{#", "[", "<!--", "{{</* ", "{: .a", "- "])
def test_a_long_run_of_one_mark_takes_no_time(tmp_path: Path, part: str) -> None:
    read(tmp_path, f"x {part * 5_000}")
