"""Straight quotes become the marks of each language; feet, years and what is left out become what they are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pamphlets import library
from pamphlets.compose import compose, plain, view
from pamphlets.compose.theme import Theme
from pamphlets.localized import quotes
from pamphlets.model import Target
from pamphlets.project.project import Project


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ("She is 5'6\" tall, class of '26, and likes rock 'n' roll.",
         "She is 5'6\" tall, class of ’26, and likes rock ’n’ roll."),
        ("6' 2\" or 6' tall, 2'-6\", 4'x8' and 12½\"",
         "6' 2\" or 6' tall, 2'-6\", 4'x8' and 12½\""),
        ("a 12\" pizza, \"a 12\" pizza\", \"size 12\" and 13\"", "a 12\" pizza, “a 12\" pizza”, “size 12” and 13\""),
        ("the 1990's, the '90s, 'tis, 'Twas 'good'", "the 1990’s, the ’90s, ’tis, ’Twas ‘good’"),
        ("don't, O'Brien, y'all'd've, the dogs' toys", "don’t, O’Brien, y’all’d’ve, the dogs’ toys"),
        ("'cause we 'n them, Rest 'n Relax", "’cause we ’n them, Rest ’n Relax"),
        ("\"'Yes,' he said,\" she said. \"He said 'yes'\"", "“‘Yes,’ he said,” she said. “He said ‘yes’”"),
        ("well--\"known\"--yes (\"a\") [\"b\"] \"c\"-\"d\"/\"e\"", "well–“known”–yes (“a”) [“b”] “c”-“d”/“e”"),
        ("\u00a0\"x\"\u00a0y \"...and\" '26' a \" b", "\u00a0“x”\u00a0y “…and” ‘26’ a \" b"),
        ("Wait... --- https://example.org/a--b...c", "Wait… — https://example.org/a--b...c"),
    ],
)  # fmt: skip
def test_english(words: str, right: str) -> None:
    """What stands around a quote says whether it opens, closes, leaves out, or measures."""
    assert quotes.text(words, "en") == right


@pytest.mark.parametrize(
    ("language", "right"),
    [
        ("en-GB", "“A ‘b’ c” – it’s"), ("de", "„A ‚b‘ c“ – it’s"), ("de-AT", "„A ‚b‘ c“ – it’s"),
        ("fr", "«\u202fA «\u202fb\u202f» c\u202f» – it’s"), ("fr-BE", "«\u202fA «\u202fb\u202f» c\u202f» – it’s"),
        ("fr-CA", "«\u202fA ”b“ c\u202f» – it’s"),
        ("fr-CH", "«A ‹b› c» – it’s"), ("es", "“A ‘b’ c” – it’s"), ("es-MX", "“A ‘b’ c” – it’s"),
        ("it", "«A “b” c» – it’s"),
        ("pt", "“A ‘b’ c” – it’s"), ("pt-PT", "«A “b” c» – it’s"), ("pl", "„A «b» c” – it’s"),
        ("ru", "«A „b“ c» – it’s"),
        ("uk-UA", "«A „b“ c» – it’s"), ("sv", "”A ’b’ c” – it’s"), ("fi", "”A ’b’ c” – it’s"),
        ("nl", "‘A ‘b’ c’ – it’s"),
        ("cs", "„A ‚b‘ c“ – it’s"), ("da", "“A ‘b’ c” – it’s"), ("nb", "«A ‘b’ c» – it’s"), ("hu", "„A »b« c” – it’s"),
        ("ja", "「A 『b』 c」 – it’s"), ("zh", "“A ‘b’ c” – it’s"), ("zh-Hant-TW", "「A 『b』 c」 – it’s"),
        ("he", "”A ’b’ c” – it’s"), ("ht", "«A «b» c» – it’s"), ("vi", "“A ‘b’ c” – it’s"),
    ],
)  # fmt: skip
def test_languages(language: str, right: str) -> None:
    """Each language has the marks of CLDR, a region those of its language; an apostrophe is one everywhere."""
    assert quotes.text("\"A 'b' c\" -- it's", language) == right


def test_words_without_spaces_and_abbreviations() -> None:
    """Chinese has no space before a quote; in Hebrew a quote within a word is part of it."""
    assert quotes.text('他说"你好"。', "zh") == "他说“你好”。"
    assert quotes.text('צה"ל "שלום"', "he") == 'צה"ל ”שלום”'


def test_html() -> None:
    """Marks beside tags, code left alone, a part in its own language, each paragraph for itself."""
    made = (
        '<p><strong>"Sit"</strong> "<em>down</em>" <span lang="de">"gut"</span> "z"<sup class="cite">1</sup>'
        '<code>"x"--</code></p><p>"a</p><p lang="sv">b" &quot; AT&amp;T\'s<br>"c"</p>'
    )
    assert quotes.html(made, "en") == (
        '<p><strong>“Sit”</strong> “<em>down</em>” <span lang="de">„gut“</span> “z”<sup class="cite">1</sup>'
        '<code>"x"--</code></p><p>“a</p><p lang="sv">b” &quot; AT&amp;T’s<br>”c”</p>'
    )


SOURCE = """---
title: Die "Ruhe"
summary: Was "gut" ist.
---

## Wie 'gut'? {#gut}

{{ practice.name }} sagt: **"Ruhe"** und [*"rest"*]{lang="en"}, \\"so\\".

![Ein "Stuhl"](images/chair.svg "Der 'Stuhl'")

::: {lang="en"}
"Sit."
:::

::: post
"Sitz" {{ practice.phone }}
:::
"""


def test_all_that_is_made_of_a_source(write: Callable[..., Path]) -> None:
    """Title, summary, heading, text, caption, alt text, variables and posts have the marks of their language."""
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7v7z"/></svg>'
    settings = "name: Haus \"Ruhe\"\nphone: +1 207-555-0142\nlanguages: [de]\ntagline: Hier ist's 'gut'\n"
    root = write({"content/practice.yml": settings, "content/rest.md": SOURCE, "content/images/chair.svg": drawing})
    project = Project.read(root)
    [edition] = library.read(project).editions
    assert project.practice.name == "Haus „Ruhe“"
    assert project.practice.tagline.of("de") == "Hier ist’s ‚gut‘"
    shown = view(edition, Target(("web",), (edition.site,), "de"), project)
    made = compose(shown, Theme(project.folders.templates))
    assert (made.title, made.summary, made.blocks[0].title) == ("Die „Ruhe“", "Was „gut“ ist.", "Wie ‚gut‘?")
    body = made.blocks[0].body
    rest = '<span lang="en" dir="ltr"><em>“rest”</em></span>'
    assert f"Haus „Ruhe“ sagt: <strong>„Ruhe“</strong> und {rest}, &quot;so&quot;." in body
    assert 'alt="Ein „Stuhl“"' in body and "<figcaption>Der ‚Stuhl‘</figcaption>" in body and "“Sit.”" in body
    assert plain.text(edition.blocks[0].posts[0].text, shown).startswith("„Sitz“ ")
