"""The edition id: the same for years, another as soon as a reader is told something else."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from making import TESTS

from pamphlets import Project, library, model
from pamphlets.library import canon, imprint
from pamphlets.project.settings.practice import Practice

CASE = TESTS / "cases" / "two-sites" / "content"
TOPIC = """---
title: Rest
summary: How to rest.
author: Ann
reviewer: Bea
reviewed: 2026-01-02
review-by: 2027-01-02
---

## Sit {#sit}

Sit down on a [soft
chair](https://www.example.org/chair) and *rest*. [@nhs-1] Call {{ practice.phone }}.

- one
- two

[Only here.]{only="leaflets"}

![A chair](images/chair.svg "Ours")

::: {.warning not="web"}
Not too long.
:::

## Go {#go .steps}

1. Get up.
2. Walk.

::: post
Words of a post.
:::
"""
PRACTICE = """name: Rest House
tagline: Sit with us
web: https://www.example.org
phone: 207-555-0142
hours: [Mon–Fri 9–5]
address: [1 Elm Street]
"""


@pytest.fixture
def root(small_project: Path) -> Path:
    (small_project / "content/practice.yml").write_text(PRACTICE, "utf-8")
    (small_project / "content/topic.md").write_text(TOPIC, "utf-8")
    return small_project


def ids(root: Path) -> list[str]:
    return [edition.id for edition in library.read(Project.load(root)).editions]


def change(root: Path, old: str, new: str) -> None:
    path = root / "content" / ("topic.md" if old in TOPIC else "practice.yml" if old in PRACTICE else "references.yml")
    text = path.read_text("utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), "utf-8")


EMBED = "\n![[safety#see-a-doctor]]\n"


def signature(root: Path) -> str:
    return imprint.signature(library.read(Project.load(root)).pamphlets["topic", "en"])


def test_golden_signatures(root: Path) -> None:
    """They stand in sources: where this fails, every text that is signed would be told as changed."""
    (root / "content/topic.md").write_text(TOPIC + EMBED, "utf-8")
    assert (imprint.SIGNED, signature(root)) == ("A", "CLE4E3ZH")


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("topic.md", "reviewed: 2026-01-02", "reviewed: 2026-01-03"),
        ("topic.md", "reviewer: Bea", "reviewer: Cleo\nsigned: AAAAAAAA\ntags: [rest]\nslug: relax"),
        ("topic.md", "author: Ann\n", "allow: [{rule: offer, why: It is none., by: Bea, on: 2026-01-02}]\n"),
        ("topic.md", "[soft\nchair]", "[soft chair]"),
        ("topic.md", "{#sit}", "{#sit-down}"),
        ("topic.md", "2. Walk.\n", "2. Walk.  \n\n\n<!-- a note -->\n"),
        ("topic.md", "- one\n- two", "-  one\n\n\n-\ttwo\n"),
        ("topic.md", "on a [soft", "on a\n[soft"),
        ("topic.md", "{#go .steps}", '{#go .steps source="AAAAAAAA"}'),
        ("practice.yml", "phone: 207-555-0142", "phone: 207-555-0199"),
        ("practice.yml", "tagline: Sit with us", "languages: [en, es]"),
        ("references.yml", "title: Rest", "title: Rest for all"),
        ("safety.md", "See a doctor if it hurts.", "See a doctor today."),
    ],
)
def test_what_is_no_word_of_its_own_leaves_a_signature(root: Path, path: str, old: str, new: str) -> None:
    """Dates, names, allowances, lines, numbers of the practice, and what other sources say."""
    (root / "content/topic.md").write_text(TOPIC + EMBED, "utf-8")
    before = signature(root)
    text = (root / "content" / path).read_text("utf-8")
    assert text.count(old) == 1
    (root / "content" / path).write_text(text.replace(old, new), "utf-8")
    assert signature(root) == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Rest", "title: Rest well"),
        ("summary: How to rest.", "summary: How to rest?"),
        ("author: Ann", "hashtags: [Rest]"),
        ("Words of a post.", "Other words of a post."),
        ("::: post", '::: {.post card="Rest"}'),
        ("1. Get up.\n", ""),
        ("{#go .steps}", "{#go .warning}"),
        ('not="web"', 'not="posts"'),
        ("{{ practice.phone }}", "{{ site.phone }}"),
        ("[@nhs-1]", ""),
        ("![A chair]", "![Two chairs]"),
        ("https://www.example.org/chair", "https://www.example.org/stool"),
        (EMBED, ""),
    ],
)
def test_its_own_words_change_a_signature(root: Path, old: str, new: str) -> None:
    (root / "content/topic.md").write_text(TOPIC + EMBED, "utf-8")
    before = signature(root)
    assert (TOPIC + EMBED).count(old) == 1
    (root / "content/topic.md").write_text((TOPIC + EMBED).replace(old, new), "utf-8")
    assert signature(root) != before


def test_golden_ids(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """These stand on paper: where this fails, the canonical text has changed, and needs the next version letter."""
    sites = tmp_path_factory.mktemp("sites")
    shutil.copytree(CASE, sites / "content")
    assert (imprint.VERSION, ids(root), ids(sites)) == (
        "A", ["OEWHZVIA"], ["JIYEPTGC", "IWSXDHQH", "5KKIYXHA", "CKYDVNYL"],
    )  # fmt: skip


def test_the_text_that_an_id_stands_for(root: Path) -> None:
    """It is written on purpose: values, no name of a class, no words of a library."""
    project = Project.load(root)
    (edition,) = library.read(project).editions
    practice = project.practice
    (text,) = imprint.canonical(
        edition.pamphlet, edition.blocks, practice, practice.sites, ["2027-01-02"], project.references
    )
    told = json.loads(text)
    assert told["site"]["phone"] == "+12075550142" and told["reviewed"] == "2026-01-02"
    assert told["blocks"][0]["parts"][0] == [
        "Sit down on a ", {"link": ["https://www.example.org/chair"]}, "soft chair", {"end": True}, " and *rest*. ",
        {"cites": ["nhs-1"]}, " Call +12075550142.\n\n- one\n- two\n\n", {"span": {"only": ["output=leaflets"]}},
        "Only here.", {"end": True}, "\n\n", {"alt": ["A chair"], "caption": ["Ours"],
        "picture": "content/images/chair.svg"},
    ]  # fmt: skip
    assert not any(kind.__name__ in text for kind in (model.Block, model.Markdown, model.Citation, model.Condition))


def test_hours_and_addresses_count_by_value(root: Path) -> None:
    """Hours as data count alike however they are written, and whatever a country makes of them; so do addresses."""

    def told(hours: str, address: str, country: str = "US") -> tuple[list[str], list[str], tuple[str, ...]]:
        text = PRACTICE.replace("[Mon–Fri 9–5]", hours).replace("[1 Elm Street]", address) + f"country: {country}\n"
        (root / "content/practice.yml").write_text(text, "utf-8")
        site = Project.load(root).practice.sites[0]
        return ids(root), [line.value("en") for line in site.hours], site.address.given

    parts = "{street: 1 Elm Street, city: Anytown, region: ME, code: 04000}"
    data = told("{days: Mo-Fr, from: '09:00', to: '17:00'}", parts)
    assert data[1:] == (["Mo-Fr 09:00-17:00"], ("1 Elm Street", "Anytown", "ME", "04000"))
    assert data == told("[{day: Mon–Fri, hours: 9 am - 5 pm}]", parts.replace("city", "town").replace("code", "zip"))
    assert data == told("{days: Mo-Fr, from: 9, to: 17}", parts, "CA")
    lines = told("Mon–Fri 9 am–5 pm", "1 Elm Street, Anytown, ME 04000")
    assert lines[1:] == (["Mon–Fri 9 am–5 pm"], ("1 Elm Street, Anytown, ME 04000",)) and lines[0] != data[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Rest", "title: Rest well"),
        ("summary: How to rest.", "summary: How to sleep."),
        ("author: Ann", "author: Cy"),
        ("reviewed: 2026-01-02", "reviewed: 2026-01-03"),
        ("review-by: 2027-01-02", "review-by: 2027-01-03"),
        ("## Sit ", "## Sit down "),
        ("and *rest*", "and rest"),
        ("www.example.org/chair", "www.example.org/sofa"),
        ("- one\n- two", "- one - two"),
        ("- one\n- two", "- one\n\n  two"),
        ("- one\n- two", "1. one\n2. two"),
        ('only="leaflets"', 'only="web"'),
        ('not="web"', 'only="web"'),
        ("![A chair]", "![A stool]"),
        ('"Ours"', '"Theirs"'),
        ("images/chair.svg", "images/stool.svg"),
        ("{.warning ", "{"),
        ("{#go .steps}", "{#go}"),
        ("[@nhs-1] ", ""),
        ("name: Rest House", "name: Rest Home"),
        ("tagline: Sit with us", "tagline: Lie with us"),
        ("phone: 207-555-0142", "phone: 207-555-0143"),
        ("Mon–Fri 9–5", "Mon–Fri 9–6"),
        ("1 Elm Street", "2 Elm Street"),
        ("title: Rest\n", "title: Sleep\n"),
    ],
)  # fmt: skip
def test_what_a_reader_is_told_changes_it(root: Path, old: str, new: str) -> None:
    shutil.copy(root / "content/images/chair.svg", root / "content/images/stool.svg")
    before = ids(root)
    change(root, old, new)
    assert ids(root) != before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Words of a post.", "Other words of a post."),
        ("Sit down on a [soft\nchair]", "Sit down\non a [soft chair]"),
        ("- one\n- two\n", "- one\n- two\n<!-- a note -->\n"),
        ("phone: 207-555-0142", "phone: +1 (207) 555 0142"),
        ("Mon–Fri 9–5", "Mon-Fri 9-5"),
        ("2. Walk.\n", "2. Walk.\n\n\n"),
        ("author: Ann\n", "author: Ann\ntags: [rest]\n"),
    ],
)
def test_how_it_is_written_or_laid_out_does_not(root: Path, old: str, new: str) -> None:
    before = ids(root)
    change(root, old, new)
    assert ids(root) == before


def test_other_languages_sites_and_sources_have_ids_of_their_own(root: Path) -> None:
    """The same words, to be read in another place, are another edition: each has a record."""
    shutil.copy(root / "content/topic.md", root / "content/other.md")
    spanish = TOPIC.replace("{#sit}", '{#sit source="AAAAAAAA"}').replace("{#go .", '{#go source="AAAAAAAA" .')
    (root / "content/topic.es.md").write_text(spanish, "utf-8")
    sites = "sites: [{id: north, name: Rest House}, {id: south, name: Rest House}]\nlanguages: [en, es]\n"
    (root / "content/practice.yml").write_text(PRACTICE + sites, "utf-8")
    found = ids(root)
    assert len(found) == 6 == len(set(found)) and {len(one) for one in found} == {8}


def test_our_classes_do_not_matter(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a new field, nor another name, nor what a class prints of itself; nor how Babel writes a date."""
    before = ids(root)
    project = Project.load(root)
    (edition,) = library.read(project).editions

    def grown(value: object) -> object:
        """Return a value as an instance of a class that has another name and a field more."""
        if isinstance(value, tuple):
            return tuple(map(grown, value))
        if not dataclasses.is_dataclass(value) or isinstance(value, model.Location | type):
            return value
        fields = {one.name: getattr(value, one.name) for one in dataclasses.fields(value)}
        kind = dataclasses.make_dataclass(
            f"New{type(value).__name__}", [("more", str, "more")], bases=(type(value),), frozen=True, kw_only=True
        )
        return kind(**{name: grown(one) for name, one in fields.items()})

    for kind in (model.Block, model.Markdown, model.Link, model.Pamphlet, Practice):
        monkeypatch.setattr(kind, "__repr__", lambda value: "changed")
    monkeypatch.setattr("pamphlets.localized.date", lambda *given: "another day")
    pamphlet, blocks, practice = map(grown, (edition.pamphlet, edition.blocks, project.practice))
    site: Callable[..., object] = grown(project.practice.sites[0])  # type: ignore[assignment]
    made = imprint.canonical(pamphlet, blocks, practice, [site], ["2027-01-02"], project.references)  # type: ignore[arg-type]
    assert [*map(imprint.edition_id, made)] == before == ids(root)


@pytest.mark.parametrize(
    "text",
    [
        "Call {{ site.phone }}.",
        "Sit.[^1]\n\n[^1]: Call {{ site.phone }}.",
        "![A door of {{ site.phone }}](images/chair.svg)",
        '![A door](images/chair.svg "Call {{ site.phone }}")',
        "::: {.warning}\nCall {{ site.phone }}.\n:::",
        "Rest.",
    ],
)
def test_what_sites_say_alike_is_made_once(root: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Each id is as that of the site alone; a block is made anew for each site only where it names the site."""
    sites = "".join(f"  - {{id: s{n}, name: House {n}, phone: 207-555-014{n}}}\n" for n in range(3))
    (root / "content/practice.yml").write_text(f"{PRACTICE}sites:\n{sites}", "utf-8")
    (root / "content/topic.md").write_text(f"{TOPIC}\n## Own {{#own}}\n\n{text}\n", "utf-8")
    project = Project.load(root)
    first, *_ = library.read(project).editions
    made, block, practice = list[str](), canon.block, project.practice
    monkeypatch.setattr(canon, "block", lambda one, say: made.append(one.id) or block(one, say))
    told = [*imprint.canonical(first.pamphlet, first.blocks, practice, practice.sites, [], {})]
    assert made.count("sit") == made.count("go") == 1
    assert made.count("own") == (3 if "site" in text else 1)
    own = [json.loads(one)["blocks"][-1] for one in told]
    assert [f"+1207555014{n}" in str(one) for n, one in enumerate(own)] == ["site" in text] * 3
