"""Footnotes and abbreviations: they hold for a whole source, are numbered among the sources, and are lost nowhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pamphlets import build, compose, library
from pamphlets.compose import plain, variables
from pamphlets.compose.theme import of
from pamphlets.model import Abbreviation, Note, Target
from pamphlets.project.project import Project
from pamphlets.source import parse

HEAD = "---\ntitle: Rest\nsummary: How to rest.\n---\n\n"
TEXT = """## Rest

Rest helps.[^1] The NHS and A&E say so.[^other]^[An *inline* one.] [@tea]

*[A&E]: Accident and Emergency

- Again[^1], says the NHS, `NHS`, www.nhs.example/NHS

[^1]: Says the book. [@cup]

## More {#nhs-more}

More.[^other]

[^other]: A long one
    that goes on.

    And on.
*[NHS]: National Health Service

::: {.post card="Rest"}
Rest helps.[^1] The NHS says so.
:::
"""
REFERENCES = "".join(f"- id: {key}\n  title: The {key}\n  publisher: House\n  issued: 2016\n" for key in ("tea", "cup"))


def test_what_stands_apart_is_taken_out_and_found_everywhere() -> None:
    """Definitions are no text, wherever they stand; lines keep their numbers; code and addresses stay as they are."""
    pamphlet, problems = parse(HEAD + TEXT, "content/rest.md")
    assert not problems
    first, more = pamphlet.blocks
    (text,) = variables.walk(first.parts)
    notes = [inline for inline in text.inlines if isinstance(inline, Note)]
    assert [note.location.line for note in notes] == [8, 8, 8, 12]
    assert notes[1].text.text == "A long one that goes on. And on."
    assert [i.short for i in text.inlines if isinstance(i, Abbreviation)] == ["NHS", "A&E", "NHS"]
    assert "[^" not in text.text and "`NHS`, www.nhs.example/NHS" in text.text
    assert more.location.line == 16
    found = parse(HEAD + "```\n[^1]: code\n```\n", "content/rest.md")
    assert not found[1]


@pytest.fixture
def made(write: Callable[..., Path]) -> Path:
    root = write({"content/rest.md": HEAD + TEXT, "content/references.yml": f"references:\n{REFERENCES}"})
    practice = root / "content/practice.yml"
    practice.write_text(practice.read_text() + "platforms: [x]\nformats: [sheet]\n")
    return root


def test_notes_are_numbered_among_the_sources(made: Path) -> None:
    """A footnote has one number wherever it is referred to, stands among the sources, and may cite one itself."""
    build(made, jobs=1)
    page = (made / "build/web/rest/index.html").read_text()
    text = re.search(r"<p>Rest helps.*?</p>", page)
    assert text
    said = re.sub(r"<[^>]*>", "", text[0])
    assert said == "Rest helps.1 The NHS and A&amp;E say so.2, 3, 4"
    assert '<abbr title="National Health Service">NHS</abbr>' in text[0]
    assert "<li>Again<sup" in page and 'id="cite-1-2" href="#source-1"' in page
    sources = re.findall(r'<li id="source-\d">(.*?)</li>', page, re.DOTALL)
    assert [re.sub(r"<[^>]*>", "", source).split(" Back")[0] for source in sources] == [
        "Says the book.5", "A long one that goes on. And on.", "An inline one.", "House. The tea. 2016.",
        "House. The cup. 2016.",
    ]  # fmt: skip
    post = (made / "build/posts/rest/nhs-more/x.txt").read_text()
    assert "Rest helps. (Says the book.) The NHS says so." in post


def test_abbreviations_are_written_out_once_on_paper(made: Path) -> None:
    """Paper says what an abbreviation stands for at its first use; plain lines keep footnotes in brackets."""
    project = Project.load(made)
    (edition,) = library.read(project).editions
    view = compose.view(edition, Target(("leaflets", "sheet"), (edition.site,), "en"), project)
    first = compose.compose(view, of(project.folders.templates)).blocks[0]
    assert first.text.startswith(
        "Rest helps. The NHS (National Health Service) and A&E (Accident and Emergency) say so."
    )
    assert "says the NHS, NHS" in first.text
    title, text = plain.lines(view.edition.blocks[0], view)
    assert title == "Rest"
    assert text.startswith("Rest helps. (Says the book.) The NHS (National Health Service) and A&E")


CAPTION = (
    "See [the page](https://www.example.org/a), **now** [@tea], {{ practice.name }}, "
    "[there]{only='web'}[here]{not='web'}"
)


def test_a_caption_holds_what_any_text_does(write: Callable[..., Path]) -> None:
    """Links, sources, values and spans in it are read, and belong to the output that shows them."""
    text = f'{HEAD}## Sit\n\n![A chair](images/a.svg "{CAPTION}")\n'
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9"><path d="M1 1h7v7z"/></svg>'
    )
    root = write(
        {
            "content/rest.md": f'{text}\n![B](images/a.svg "*a [b*](#sit)")\n',
            "content/images/a.svg": drawing,
            "content/references.yml": f"references:\n{REFERENCES}",
        }
    )
    project = Project.load(root)
    found = library.survey(project)
    assert [str(one).partition("\n")[0] for one in found.problems] == [
        "content/rest.md:10: warning: '*' at '*a' is never closed: it is printed"
    ]
    write({"content/rest.md": text})
    (edition,) = library.read(project).editions
    for channel, word in (("web", "there"), ("leaflets", "here")):
        view = compose.view(edition, Target((channel,), (edition.site,), "en"), project)
        shown = compose.compose(view, of(project.folders.templates)).blocks[0].html
        caption = re.sub(r"<a href=\"#.*?</a>", "1", shown.partition("<figcaption>")[2].partition("</figcaption>")[0])
        assert caption == (
            'See <a href="https://www.example.org/a">the page</a>, <strong>now</strong><sup class="cite">1</sup>, '
            f"Rest House, {word}"
        )
