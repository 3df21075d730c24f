"""Raw HTML in a source: what has a markdown is read as it, of the rest the words stay, and nothing is a tag."""

from __future__ import annotations

import re

import pytest

from pamphlets.compose import markup
from pamphlets.model import Image, Link, Markdown
from pamphlets.source import parse

HEAD = "---\ntitle: Rest\nsummary: How to rest.\n---\n"
FIRST = 7
"""The first line of a text below a heading."""


def texts(source: str) -> tuple[list[Markdown], list[tuple[int, str]]]:
    """Return the texts of a block, and what is told, with its line."""
    made, problems = parse(f"{HEAD}## Rest\n\n{source}", "content/rest.md")
    parts = [part for block in made.blocks for part in block.parts if isinstance(part, Markdown)]
    return parts, [(one.location.line, one.message) for one in problems]


def left(name: str) -> str:
    return f"the tag <{name}> is left out, its words are kept"


def gone(name: str) -> str:
    return f"<{name}> and what it holds are left out"


@pytest.mark.parametrize(
    ("source", "shown", "lines"),
    [
        ("<p>One</p><p>Two</p>\nthree", "One\n\nTwo\n\nthree", (7, 7, 7, 8, 8)),
        ("Now<ul><li>a<li>b<OL start=3><LI>c</OL></ul>d", "Now\n\n- a\n- b\n  3. c\n\nd", (7,) * 7),
        ("<ul>\n  <li>a</li>\n  <li><p>b</p>\n  <p>c</p></li>\n</ul>\nd", "- a\n- b\n\n  c\n\nd",
         (8, 9, 10, 10, 11, 12)),
        ("<ul><li></li><li>b</li><li><ul><li>n</ul></ul>", "- b\n- - n", (7, 7)),
        ("<ul><li>a\n\n## B\n\nb", "- a", (7,)), ("<p>\n   deep\n  on\n</p>", "deep\n  on", (8, 9)),
        ("<table><thead>\n<tr><th>A<th>B</tr></thead>\n<tr>\n<td>1|2<br>3</td>\n<td><p>4</p><p>5</p></table>\n\nx",
         "| A | B |\n| --- | --- |\n| 1\\|2\u20283 | 4\u20285 |\n\nx", (8, 8, 9, 12, 13)),
        ("<ul><li>a<table><tr><td>1<td>2</table></ul>", "- a\n\n  | 1 | 2 |\n  | --- | --- |", (7, 7, 7, 7)),
        ("- a <table><tr><td>1<td>2</table>\n- b", "- a \n\n  | 1 | 2 |\n  | --- | --- |\n\n- b", (7, 7, 7, 7, 8, 8)),
        ("|a|b|\n|---|---|\n|<p>c</p><p>d</p>|e|", "|a|b|\n|---|---|\n| c \u2028d |e|", (7, 8, 9)),
        ("<p>a</p><p>&nbsp;</p><table><tr><td>b&nbsp;c<td>&nbsp;</table>",
         "a\n\n| b&nbsp;c |  |\n| --- | --- |", (7,) * 4),
        ("<ol><li>a</ol><ul><li>b</ul>", "1. a\n\n- b", (7, 7, 7)),
        ("<i>a\n</i>\nb<br\n>c", "*a*\n\nb\u2028c", (7, 8, 9)),
        ("<b\n>a<table>b\n\nc</table>d", "a\n\nb c\n\nd", (8, 8, 8, 10, 10)),
        ("> <p>a</p><p>b</p>", "> a\n>\n> b", (7, 7, 7)), ("<table><tr><td><p>a</p>b</table>", "a\u2028b", ()),
        ("<table><caption>Hours</caption><tr><td>a<td>b<tr><td>c", "Hours\n\n| a | b |\n| --- | --- |\n| c |  |",
         (7,) * 5),
        ("a<h3 class=x>More\nwords</h3>b", "a\n\n### More words\n\nb", (7, 7, 7, 8, 8)),
        ("a <b> bold </b>b <strong>Note:</strong>c <i>d <b>e</i> f</b> <b></b>g",
         "a  **bold** b **Note**:c *d e* f g", ()),
        ("<b>a<p>b</b> <i>c", "a\n\nb c", (7, 7, 7)), ("x<SUP>2</SUP><sup>a b</sup>", "x^2^a b", ()),
        ("a<!-- <b> -->b &lt;b&gt; &amp;<br/>c", "ab &lt;b&gt; &amp;\u2028c", ()),
        ("`<p>` \\<p> x<y>z\n\n```\n<p>a</p>\n```\n<p>b", "`<p>` <p> x<y>z\n\n```\n<p>a</p>\n```\n\nb",
         (7, 8, 9, 10, 11, 12, 12)),
    ],
)  # fmt: skip
def test_elements_that_have_a_markdown(source: str, shown: str, lines: tuple[int, ...]) -> None:
    """They become it, without a word; each line knows where it is from."""
    (text, *_), told = texts(source)
    assert (text.text, told) == (shown, [])
    lines = lines or tuple(range(FIRST, FIRST + text.text.count("\n") + 1))
    assert tuple(text.line(number) for number in range(text.text.count("\n") + 1)) == lines


@pytest.mark.parametrize(
    ("source", "shown", "told"),
    [
        ("a<script>x < y </b></script>b<style>c</style><SVG>\n<text>d</text></SVG>e", "abe",
         [(7, gone("script")), (7, gone("style")), (7, gone("svg"))]),
        ("<form>Name <input name=a><select><option>Red</select></form>", "Name",
         [(7, left("form")), (7, gone("input")), (7, gone("select"))]),
        ("<font\n color='a>b'>One</font>\n<font>two</font> {{ practice.", "One\ntwo",
         [(7, f"{left('font')}; another is in line 9"), (9, "'{{' is never closed on its line")]),
        ("never <script>closed", "never closed", [(7, left("script"))]),
        ("<b onclick='x' style=y class=z>a</b><iframe src=x>c</iframe>", "**a**", [(7, gone("iframe"))]),
        ("<!DOCTYPE html>a<o:p>b</o:p>", "ab", [(7, left("!")), (7, left("o:p"))]),
        ("<a href='javascript:x'>a</a> <a name=x>b</a> <a href=/c>c</a>", "a b c",
         [(7, "links do not lead to 'javascript:'"), (7, "cannot tell where '/c' leads")]),
        ("<a href='https://example.org'>a<p>b</a>", "a\n\nb",
         [(7, "a link that is not closed is left out, its words are kept")]),
    ],
)  # fmt: skip
def test_other_elements_lose_their_tags(source: str, shown: str, told: list[tuple[int, str]]) -> None:
    """Words stay, one warning a kind; what nobody is to read goes."""
    (text, *_), found = texts(source)
    assert found == told
    assert text.text.replace(" \\{\\{ practice.", "").strip() == shown
    assert not re.search(r"onclick|style|<(?:script|b )", markup.html(text, lambda one: "", "en"))


def test_links_and_pictures() -> None:
    """They lead where they led, and show what they showed; a picture at a web address is its words."""
    source = (
        'See <a\n class="x" HREF="https://example.org/a b?x=1&amp;y=(2)"> here </a>now, '
        '<a href="{{ practice.web }}">us</a> '
        "<img src='images/a.png' alt='A [chair] &lt;b>'> <img alt='' src='b c.svg' onerror=x> "
        "<img src=https://example.org/x.png alt=Fern> <img alt=none>"
    )
    (text,), told = texts(source)
    first, second = [one for one in text.inlines if isinstance(one, Link)]
    assert first.address.text == "https://example.org/a%20b?x=1&y=%282%29" and len(second.address.text) == 1
    pictures = [(one.src, one.decorative) for one in text.inlines if isinstance(one, Image)]
    assert pictures == [("content/images/a.png", False), ("content/b c.svg", True)]
    assert re.sub(r"[^\x00-\x7f]", "|", text.text) == "See\n|here| now, |us| | | Fern none"
    assert told == [(8, left("img")), (8, "the image is at a web address: https://example.org/x.png")]


def test_headings_open_blocks() -> None:
    """The first of level 1 is the title; others are blocks, at their lines."""
    made, problems = parse("<h1>Rest</h1>\n<h2>Sit <i>down</i></h2><p>Now.</p>\n<h2></h2><h2>Go", "content/rest.md")
    assert made.title == "Rest" and [one.title.text for one in made.blocks if one.title] == ["Sit *down*", "Go"]
    assert [block.location.line for block in made.blocks] == [2, 3]
    assert [(one.severity, one.rule) for one in problems] == [("warning", "front-matter")]


def test_digests_hold_for_every_line() -> None:
    """What is laid out anew is in the digest of its block as it was written."""
    one, other = (parse(f"{HEAD}## A\n\n<table>\n<tr>\n<td>a\n{row}<td>b\n</table>\n", "content/a.md")[0]
                  for row in ("", "<!-- c -->\n"))  # fmt: skip
    assert one.blocks[0].digest != other.blocks[0].digest


@pytest.mark.parametrize(
    "text", ["<b>" * 20_000, "<svg>" * 20_000, '<a ="' * 20_000, "<ul><li>a" * 5_000, "<table>" * 9_999]
)
def test_hostile_tags_end(text: str) -> None:
    """Tags that nothing closes are read in a time that grows with them."""
    parse(HEAD + text, "content/rest.md")
