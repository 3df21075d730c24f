"""Addresses and numbers in running text are links on pages; on paper a link says where it leads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pamphlets import library
from pamphlets.channels.leaflets.writer import PaperWriter
from pamphlets.compose import Composition, compose, linking, plain, view
from pamphlets.compose.theme import Theme
from pamphlets.model import Target
from pamphlets.project.project import Project


@pytest.mark.parametrize(
    ("words", "links"),
    [
        ("See https://www.example.org/tea today.", ["https://www.example.org/tea"]),
        ("(www.example.org/a_(b)), WWW.example.org.", ["https://www.example.org/a_(b)", "https://WWW.example.org"]),
        ("“https://example.org/x?a=1&amp;b=2”! foo@bar, www. http://", ["https://example.org/x?a=1&amp;b=2"]),
        ("Mail a.b+c@example.org. Or me@example.co.uk", ["mailto:a.b+c@example.org", "mailto:me@example.co.uk"]),
        ("Call 207-555-0142, (207) 555-0143 or +44 20 7946 0018.",
         ["tel:+12075550142", "tel:+12075550143", "tel:+442079460018"]),
        ("Order 1234567 of 2026-11-20 or 11/20/2026, 9-5, 12.50, 10:30-12:30, 90 210, 2026-27", []),
        ("<code>www.example.org</code> <a href='x'>www.example.org</a> <pre>a@example.org</pre>", []),
        ("<em>www.example.org</em>, x@www.example.org", ["https://www.example.org", "mailto:x@www.example.org"]),
    ],
)  # fmt: skip
def test_what_is_a_link(words: str, links: list[str]) -> None:
    """Punctuation at the end stays outside; code and links are left alone; so are dates, prices and hours."""
    made = linking.html(f"<p>{words}</p>", "US")
    assert [part.split('"')[0] for part in made.split('<a href="')[1:]] == links
    assert made.replace("</a>", "").count("<a href=") == made.count("<a href=")


SOURCE = """---
title: Rest
summary: How to rest.
---

## Rest {#rest}

Read [our page](https://www.example.org/sleep-well/) or [example.org/tea](https://example.org/tea), then
[the page again](https://www.example.org/sleep-well/). Write to [us](mailto:hello@example.org) or
[the nurse](mailto:nurse@example.org?subject=Rest), call [her](tel:207-555-0143) or [207.555.0144](tel:2075550144).

See https://example.org/a--b or 207-555-0142.^[Ask [a friend](https://example.org/friend).]

::: post
See https://example.org/a--b or 207-555-0142.
:::
"""


def composed(root: Path, output: str) -> tuple[Project, Composition, str]:
    """Return a block composed for a channel, and its post as plain text."""
    (root / "content/rest.md").write_text(SOURCE)
    project = Project.read(root)
    edition = next(one for one in library.read(project).editions if one.pamphlet.name == "rest")
    shown = view(edition, Target((output,), (edition.site,), "en"), project)
    writer = PaperWriter(shown.facts) if output == "leaflets" else None
    made = compose(shown, Theme(project.folders.templates), writer=writer)
    return project, made, plain.text(edition.blocks[0].posts[0].text, shown)


def test_on_paper_a_link_says_where_it_leads(small_project: Path) -> None:
    """Each address once, short, behind its words: not where these say it, nor where the leaflet says it anyway."""
    made = composed(small_project, "leaflets")[1]
    html = made.blocks[0].html
    words = html.replace("\u2060", "").replace("\u200b", "")
    assert [part.split("</span>")[0] for part in words.split('<span class="leads">')[1:]] == [
        "(example.org/sleep-well)", "(hello@example.org)", "(nurse@example.org)", "(207) 555-0143",
    ]  # fmt: skip
    assert words.index("our page</a> <span") and "the page again</a>." in words
    note = re.sub("<[^>]*>|\u200b", "", made.sources[0].html)
    assert note == "Ask a friend (example.org/friend)."


def test_on_a_page_addresses_are_links_and_posts_stay(small_project: Path) -> None:
    """What stands in a sentence can be followed on a page; a post is the text that was written."""
    _, made, post = composed(small_project, "web")
    assert 'See <a href="https://example.org/a--b">https://example.org/a--b</a> or <a href="tel:+12075550142">' in (
        made.blocks[0].html
    )
    assert '<span class="leads">' not in made.blocks[0].html
    assert post == "See https://example.org/a--b or 207-555-0142."
