"""Front matter as other programs write it, or none: a text becomes a pamphlet with a title and a summary."""

from __future__ import annotations

from pathlib import Path

import pytest
from making import ROOT

from pamphlets import check
from pamphlets.model import Pamphlet
from pamphlets.source import Vocabulary, parse

BODY = """
# Sleep well

Go to bed early, e.g. at ten. It [helps](https://www.example.org) **most**. Call {{ site.phone }}.

## Rest

Sit.
"""
MISSING = "2 warning: 'summary' is missing: the first words stand for it"
FIRST = "Go to bed early, e.g. at ten. It helps most."


def read(text: str, path: str = "content/rest.md") -> tuple[Pamphlet, list[str]]:
    made, problems = parse(text, path, Vocabulary(pictures={"content/images/a.png": "content/images/a.png"}))
    return made, [f"{one.location.line} {one.severity}: {one.message}" for one in problems]


JEKYLL = """---
layout: post
title: "Rest"
date: 2024-05-01 10:00:00 +0200
categories: [sleep]
image: /assets/img/a.png
published: false
---
"""
HUGO = """+++
title = "Rest"
date = 2024-05-01T10:00:00Z
draft = true
description = "Small habits."
tags = ["sleep", "rest"]
[params]
  mood = "calm"
[[resources]]
  src = "a.jpg"
+++
"""
QUARTO = """---
title: Rest
subtitle: Habits
description: |
  Small
  habits.
author:
  - name: Ann Roe
    affiliations:
      - name: Harbor Lane
  - name: {given: Bo, family: Poe}
date: last-modified
image: images/b.png
format:
  html:
    toc: true
lang: en-US
---
"""
ELEVENTY = """---
layout: layouts/post.njk
title: Rest
description: Small habits.
tags:
  - sleep
eleventyNavigation:
  key: Sleep
---
"""
OBSIDIAN = """---
aliases: [Rest, "Good rest"]
tags:
  - health/sleep
cssclasses:
created: 2024-05-01 10:00
---
"""
ASTRO = """---
title: 'Rest'
description: 'Small habits.'
pubDate: 'Jul 08 2022'
heroImage: '../../assets/x.jpg'
author: {name: Ann, url: https://www.example.org}
---
"""


@pytest.mark.parametrize(
    ("head", "says", "told"),
    [
        (JEKYLL, ("Rest", FIRST, "", (), "2024-05-01", "content/images/a.png"),
         ["2 warning: nothing here reads 'layout', 'categories', 'published'", MISSING]),
        (HUGO, ("Rest", "Small habits.", "", ("sleep", "rest"), "2024-05-01", ""),
         ["4 warning: nothing here reads 'draft', 'params', 'resources'"]),
        (QUARTO, ("Rest", "Small habits.", "Ann Roe, Bo Poe", (), "", ""),
         ["3 warning: nothing here reads 'subtitle', 'format'",
          "13 warning: 'image: images/b.png' is no picture in content/images"]),
        (ELEVENTY, ("Rest", "Small habits.", "", ("sleep",), "", ""),
         ["2 warning: nothing here reads 'layout', 'eleventyNavigation'"]),
        (OBSIDIAN, ("Sleep well", FIRST, "", ("health/sleep",), "", ""),
         ["2 warning: nothing here reads 'aliases', 'cssclasses', 'created'", MISSING]),
        (ASTRO, ("Rest", "Small habits.", "Ann", (), "", ""), ["4 warning: nothing here reads 'pubDate', 'heroImage'"]),
        ('{\n"title": "Rest", "description": "Small habits."\n}\n', ("Rest", "Small habits.", "", (), "", ""), []),
        ("title: Rest\nsummary: Small habits.\n---\n", ("Rest", "Small habits.", "", (), "", ""),
         ["1 warning: there is no line before the front matter that begins it"]),
        ('---\ntitle: ""\nsummary: ""\ndescription: Small habits.\nreviewer: ""\n---\n',
         ("Sleep well", "Small habits.", "", (), "", ""), []),
        ("—\ntitle: Rest\nsummary: Small habits.\n–-\n", ("Rest", "Small habits.", "", (), "", ""), []),
        ("-----\ntitle: Rest\ntags:\n- sleep\nsummary: Small habits.\n-----\n",
         ("Rest", "Small habits.", "", ("sleep",), "", ""), []),
        ("", ("Sleep well", FIRST, "", (), "", ""),
         ["1 warning: the front matter is missing: title and summary are taken from the text"]),
        ("---\n---\n", ("Sleep well", FIRST, "", (), "", ""), [MISSING]),
    ],
)  # fmt: skip
def test_front_matter_of_other_programs(head: str, says: tuple[object, ...], told: list[str]) -> None:
    """What can be meant is read; one warning names the other keys; what is missing is taken from the text."""
    made, problems = read(head + BODY)
    assert (made.title, made.summary, made.author, made.tags, made.date, made.cover.name if made.cover else "") == says
    assert [problem for problem in problems if "is read as" not in problem] == told


def test_toml_that_is_none() -> None:
    """One fault, at its line: what is missing without it is no fault of its own."""
    assert read(f'+++\ntitle = "Rest"\nsummary = "Small\na = 1\n+++\n{BODY}')[1] == [
        "3 error: this is not TOML: illegal character '\\n'"
    ]
    assert read(f"+++\na = {'[' * 3000}\n+++\n{BODY}")[1] == ["2 error: this is not TOML: it is nested too deep"]


def test_front_matter_without_end() -> None:
    """Many keys are named in part; TOML, which is slow to read, may not be long."""
    many = "".join(f"k{number}: 1\n" for number in range(40))
    named = ", ".join(f"'k{number}'" for number in range(12))
    assert read(f"---\n{many}---\n{BODY}")[1][0] == f"2 warning: nothing here reads {named} and 28 more"
    many = "".join(f"k{number} = 1\n" for number in range(4000))
    assert read(f"+++\n{many}+++\n{BODY}")[1] == ["2 error: the front matter is too long"]


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("- Sit.\n- Lie.\n\n> Rest.\n\nWalk a little.", "Walk a little."),
        ("Call {{ site.phone }} today. Then *rest*. [@a]", "Then rest."),
        (
            f"{'Rest a little every day. ' * 20}",
            "Rest a little every day. Rest a little every day. Rest a little every day.",
        ),
        ("rest " * 100, f"{'rest ' * 47}rest …"),
        ("- Sit.", "Rest"),
    ],
)
def test_the_first_sentences_are_the_summary(text: str, summary: str) -> None:
    """They are words of a paragraph: enough to say what a text is about, and no more; else the title stands there."""
    assert read(f"---\ntitle: Rest\n---\n\n{text}\n")[0].summary == summary


def test_a_day_in_a_file_name_is_no_part_of_the_address() -> None:
    """Nor of the title that the name gives; a slug stays as it is."""
    made = read("Sit.\n", "content/2024-05-01-sleep-well.md")[0]
    assert (made.name, made.address, made.title) == ("2024-05-01-sleep-well", "sleep-well", "Sleep well")
    assert read("---\nslug: 2024-05-01-a\n---\nSit.\n", "content/2024-05-01-b.md")[0].address == "2024-05-01-a"


SPANISH = "---\ntitle: Descanso\nsummary: Cómo descansar.\nlang: es-MX\n---\n\n## Sentarse\n\nSiéntese.\n"


def test_a_language_in_the_front_matter(tmp_path: Path) -> None:
    """It is the text's, if the practice speaks it; such a text translates no other."""
    (tmp_path / "content").mkdir()
    practice = "name: R\nlanguages: [en, es]\nweb: https://www.example.org\n"
    (tmp_path / "content/practice.yml").write_text(practice, "utf-8")
    (tmp_path / "content/descanso.md").write_text(SPANISH, "utf-8")
    (tmp_path / "content/dormir.md").write_text(SPANISH.replace("es-MX", "fr"), "utf-8")
    found = [f"{one.location}: {one.message}" for one in check(tmp_path) if one.rule in ("name", "translation")]
    assert found == ["content/dormir.md:4: 'lang: fr', and this is read as 'en'"]


def test_a_signed_text_that_is_hidden_or_has_no_summary() -> None:
    """What a draft may lack is an error where somebody has signed."""
    signed = "title: Rest\nreviewer: Lead\nreviewed: 2026-11-20\ndraft: true"
    assert read(f"---\n{signed}\n---\n\n## Rest\n\nSit.\n")[1] == [
        "2 error: 'summary' is missing",
        "5 warning: nothing here reads 'draft'",
        "5 error: 'draft: true' and a signature say opposite things",
    ]


def test_the_sample_has_nothing_of_others() -> None:
    """The front matter of this project's own texts is ours."""
    assert not [one for one in check(ROOT) if one.rule in ("unknown-key", "missing-key", "front-matter")]
