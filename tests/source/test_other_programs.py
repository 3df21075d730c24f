"""What other programs write: fences with titles, boxes, links and pictures of theirs; no word is lost."""

from __future__ import annotations

import re

import pytest

from pamphlets.compose import markup
from pamphlets.model import Div, Image, Link, Markdown, Part
from pamphlets.source import Vocabulary, parse

HEAD = "---\ntitle: Rest\nsummary: How to rest.\n---\n## Tea {#tea}\n\n"
KNOWN = Vocabulary(kinds=frozenset(["warning", "note", "quote"]), variables=frozenset(["practice.phone"]))


def html(part: Part) -> str:
    if isinstance(part, Div):
        return f"({part.kind}: {''.join(map(html, part.parts))})"
    made = markup.html(part, lambda one: f"<a {one.address.text}>" if isinstance(one, Link) else "", "en")
    return re.sub(r"</?p>|(?<=>)\n|\n(?=<)", "", made).strip()


def read(text: str) -> tuple[str, list[str]]:
    """Return what a block says, its fences in brackets, and what is told."""
    made, problems = parse(HEAD + text, "content/rest.md", KNOWN)
    return "".join(map(html, made.blocks[0].parts)), [f"{one.severity} {one.rule}" for one in problems]


TITLE = ["warning attribute"]
MARK = ["warning leftover"]


@pytest.mark.parametrize(
    ("fence", "shown", "told"),
    [
        (":::note[Hot tea]", "(note: <strong>Hot tea</strong>Sit.)", TITLE),
        ("::: {.callout-warning}", "(warning: Sit.)", []),
        ('::: {.callout-tip title="Hot tea"}', "(note: <strong>Hot tea</strong>Sit.)", TITLE),
        (":::{danger} Hot tea", "(warning: <strong>Hot tea</strong>Sit.)", TITLE),
        (":::tip Hot tea", "(note: <strong>Hot tea</strong>Sit.)", TITLE),
        ('::: info "Hot tea"', "(note: <strong>Hot tea</strong>Sit.)", TITLE),
        ("::: quote", "(quote: Sit.)", []),
        ("::: {.columns}", "(: Sit.)", MARK),
        ('::: {.column width="50%"}', "(: Sit.)", [*MARK, *MARK]),
        ("::: {.grid-2 #left}", "(: Sit.)", [*MARK, *MARK]),
        ("::: {.warning collapse=true}", "(warning: Sit.)", MARK),
        ("::: warnnig", "(: Sit.)", ["error kind"]),
        ('::: {onli="web"}', "(: Sit.)", ["error attribute"]),
    ],
)
def test_fences_of_other_programs(fence: str, shown: str, told: list[str]) -> None:
    """Boxes by other names are ours, titles are lines of their own, the rest is words; what is nearly ours is told."""
    assert read(f"{fence}\nSit.\n:::\n") == (shown, told)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("```{note}\nSit *down*.\n```", '<div class="block note">Sit <em>down</em>.</div>'),
        ("```{warning} Hot\nSit.\n```", '<div class="block warning"><strong>Hot</strong>Sit.</div>'),
        ("```{r setup, echo=FALSE}\nx\n```", '<pre><code class="language-r">x</code></pre>'),
        ("> [!tip]- Hot\n> Sit.", '<div class="block note"><strong>Hot</strong>Sit.</div>'),
        ("[down]{.underline} and [[Tea pot|the pot]], [[Cups]]", "down and the pot, Cups"),
        ("Sit ![[cup.png]]down", "Sit down"), ("![[Tea at noon]]\n\nSit.", "Sit."),
        ("![A cup](https://example.org/a.png)", "A cup"), ("[down]()", "<a >down</a>"),
        ("a<br>b<br/>c <b>d</b> <em>e</em> m<sup>2</sup> H<sub>2</sub>O <span class=x>f</span> <u>g</u>",
         "a<br>b<br>c <strong>d</strong> <em>e</em> m<sup>2</sup> H<sub>2</sub>O f g"),
        ("<p>One</p><p>Two</p>\n<div>three</div>", "OneTwothree"),
        ("<ul>\n<li>One</li>\n<li>Two\n</li>\n</ul>", "<ul><li>One</li><li>Two</li></ul>"),
        ('See <a href="/x">here</a>, <font color="red">now</font>.', "See here, now."),
        ("[down](https://example.org){target=_blank .btn} a_b", "<a https://example.org>down</a> a_b"),
        ("### Hot {#hot .unnumbered}\n\nSit.", "<h3>Hot</h3>Sit."), ("### Hot {: .no_toc}\n\nSit.", "<h3>Hot</h3>Sit."),
        ("{{ name }} {{#if x}} {{ page.title }} {{ open", "{{ name }} {{#if x}} {{ page.title }} {{ open"),
    ],
)  # fmt: skip
def test_marks_of_other_programs_lose_no_words(text: str, shown: str) -> None:
    """What cannot be read is a warning, and its words stay."""
    found, told = read(text)
    assert found == shown and set(told) <= {"warning leftover"}


def test_headings_with_attributes_of_other_programs() -> None:
    """Their classes and signs are taken away from headings; ours, and what is nearly ours, count."""
    for braces in ("{.unnumbered}", "{-}", "{.tabset .tabset-fade}", '{data-x="1"}'):
        made, problems = parse(f"{HEAD}## Cups {braces}\n\na\n", "content/rest.md", KNOWN)
        assert made.blocks[1].title == Markdown("Cups", (), made.blocks[1].location)
        assert {one.rule for one in problems} == {"leftover"}, braces
    _, (told,) = parse(f"{HEAD}## Cups {{.warnign}}\n\na\n", "content/rest.md", KNOWN)
    assert (told.severity, told.hint) == ("error", "did you mean 'warning'?")


def test_addresses_that_are_kept_apart() -> None:
    """Links and pictures find their address by name, wherever it stands; what has none is printed and told."""
    text = (
        "[One][a], [two][], [three], ![A cup][cup] and [none][x].\n\n## More\n\n[One *more*][A].\n\n"
        "[a]: https://example.org/a 'title'\n[Two]: <tea.md>\n[three]:\n  #tea\n[cup]: images/cup.svg\n\n"
        "[Doctor]: hello\n\n```\n[b]: /b\n```\n"
    )
    made, problems = parse(HEAD + text, "content/rest.md", KNOWN)
    words = [part for block in made.blocks for part in block.parts if isinstance(part, Markdown)]
    links = [one.address.text for part in words for one in part.inlines if isinstance(one, Link)]
    assert links == ["https://example.org/a", "content/tea.md", "#tea", "https://example.org/a"]
    assert [one.src for part in words for one in part.inlines if isinstance(one, Image)] == ["content/images/cup.svg"]
    assert words[1].text.endswith("[Doctor]: hello\n\n```\n[b]: /b\n```")
    assert [(one.location.line, one.message) for one in problems] == [(7, "no address is kept for '[x]'")]


@pytest.mark.parametrize("hides", ['[tea](https://example.org){only="web"}', '### Tea {only="web"}'])
def test_what_would_hide_nothing_is_an_error(hides: str) -> None:
    """A condition at a link or at a heading in a block would be shown everywhere."""
    assert read(f"{hides}\n\nSit.")[1] == ["error attribute"]


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("www.example.org/tea", "https://www.example.org/tea"),
        ("//example.org", "https://example.org"),
        ("ask@example.org", "mailto:ask@example.org"),
        ("mailto: ask@example.org", "mailto:ask@example.org"),
        ("tel:+1 (207) 555-0142", "tel:+12075550142"),
        ("207-555-0142", "tel:2075550142"),
    ],
)
def test_addresses_as_people_write_them(address: str, leads: str) -> None:
    """Addresses without `https://`, `mailto:` and `tel:`, or with spaces where numbers have them, lead there."""
    assert read(f"[tea]({address})") == (f"<a {leads}>tea</a>", [])


def test_half_an_address_is_told() -> None:
    """An address that leads nowhere is an error with one that may; a link without words is seen by nobody."""
    _, (fault,) = parse(f"{HEAD}[tea](http:/www.example.org)", "content/rest.md", KNOWN)
    assert (fault.severity, str(fault.hint)) == ("error", "did you mean https://www.example.org?")
    assert read("[](https://example.org) Sit.")[1] == MARK
    for file, way in (
        ("images/a.jpg", "a picture is shown by ![what it shows](images/a.jpg)"),
        ("a.pdf", "put the file online"),
    ):
        assert str(parse(f"{HEAD}[tea]({file})", "content/rest.md", KNOWN)[1][0].hint).startswith(way)


def test_what_nobody_sees_before_a_mark() -> None:
    """Spaces without width, and those at which no line ends, hide no heading and no item."""
    made, told = parse(f"{HEAD}Sit.\n\n\u200b## Lie\n\n\u00a0\u00a0- a\n\ufeff- b\n\n\u00a0c", "content/rest.md", KNOWN)
    assert [block.title and block.title.text for block in made.blocks] == ["Tea", "Lie"] and not told
    assert html(made.blocks[1].parts[0]) == "<ul><li>a</li><li>b</li></ul>\u00a0c"
