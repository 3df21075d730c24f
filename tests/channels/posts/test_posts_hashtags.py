"""Hashtags: what an author writes becomes tags that platforms link whole, in every script."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from making.planning import wrong_posts

from pamphlets import library
from pamphlets.channels import posts
from pamphlets.channels.series import hashtags
from pamphlets.project.project import Project

FRONT = "---\ntitle: Legs\nsummary: Rest helps.\nreviewer: A doctor\nreviewed: 2026-11-20\n"
POST = "---\n## A {#a}\n\n::: post\nSleep well.\n:::\n"


@pytest.fixture
def texts(write: Callable[..., Path]) -> Callable[..., dict[str, str]]:
    """Return what is pasted into each platform, with these hashtags and words."""

    def texts(tags: str, words: str = "Sleep well.") -> dict[str, str]:
        practice = "name: Rest House\nweb: https://www.example.org\nhashtags: [massage-therapy, calm]\n"
        source = FRONT + (f"hashtags: [{tags}]\n" if tags else "") + POST.replace("Sleep well.", words)
        project = Project.load(write({"content/practice.yml": practice, "content/legs.md": source}))
        jobs = posts.plan(library.read(project).editions, project)
        return {text.platform: text.text for job in jobs for text in job.content.texts}

    return texts


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("restless legs", "RestlessLegs"),
        ("restless-legs", "RestlessLegs"),
        ("#RestlessLegs", "RestlessLegs"),
        ("RLS", "RLS"),
        ("sleep_better", "SleepBetter"),
        ("sueño ligero", "SueñoLigero"),
        (unicodedata.normalize("NFD", "SueñoLigero"), "SueñoLigero"),
        (unicodedata.normalize("NFD", "giấc ngủ"), "GiấcNgủ"),
        ("बेचैन पैर", "बेचैनपैर"),
        ("নিদ্রা", "নিদ্রা"),
        ("தூக்கம்", "தூக்கம்"),
        ("ขาอยู่ไม่สุข", "ขาอยู่ไม่สุข"),
        ("می\u200cخوابم", "می\u200cخوابم"),
        ("שָׁלוֹם", "שָׁלוֹם"),
        ("צ׳אט", "צ׳אט"),
        ("ශ්\u200dරී", "ශ්\u200dරී"),
        ("col·lecció", "Col·lecció"),
        ("マッサージ・セラピー", "マッサージ・セラピー"),
        ("བོད་སྐད", "བོད་སྐད"),
        ("ძილი", "ძილი"),
        ("· rest ·", "Rest"),
        ("H₂O", "H2O"),
        ("ⅣTherapy", "ⅣTherapy"),
        ("2027", "2027"),
    ],
)
def test_hashtags_keep_letters_marks_and_numbers(written: str, expected: str) -> None:
    """Words begin with a capital; what joins letters stays, in NFC; a platform finds the tag whole."""
    made = hashtags.camel_case(written)
    assert made == unicodedata.normalize("NFC", expected)
    assert hashtags.find(f"Rest. #{made}, #{made}") == [made, made]


def test_each_platform_links_the_whole_tag(texts: Callable[..., dict[str, str]]) -> None:
    """What ends a hashtag on one platform is left out there, and kept where it is part of the word."""
    found = {name: text.rpartition("#")[2] for name, text in texts("می\u200cخوابم").items()}
    assert (found["x"], found["mastodon"], found["instagram"]) == ("می\u200cخوابم",) * 3
    assert found["bluesky"] == "میخوابم"
    found = {name: text.rpartition("#")[2] for name, text in texts("ශ්\u200dරී").items()}
    assert (found["x"], found["mastodon"], found["bluesky"]) == ("ශ්\u200dරී", "ශ්රී", "ශ්රී")


def test_hashtags_in_the_words_count_too(texts: Callable[..., dict[str, str]]) -> None:
    """A tag within the words, whole in any script, takes the place of one at the end."""
    for tag in ("RestHouse", "बेचैनपैर", unicodedata.normalize("NFD", "Sueño")):
        found = texts("", f"Sleep well with #{tag}.")
        assert found["x"].endswith("/legs/\n\n#MassageTherapy")
        assert found["threads"].endswith("/legs/")


@pytest.mark.parametrize(
    ("tags", "said"),
    [
        ("sleep, 2027", "error: '2027' makes no hashtag: it has no letter\n  hint: give it a word"),
        ("sleep, ２０２７", "error: '２０２７' makes no hashtag: it has no letter\n  hint: give it a word"),
        ("sleep, '٢٠٢٧'", "error: '٢٠٢٧' makes no hashtag: it has no letter\n  hint: give it a word"),
        ("sleep, '···'", "error: '···' makes no hashtag: it has no letter\n  hint: give it a word"),
        ("Sleep😴", "warning: '😴' cannot be part of the hashtag 'Sleep😴'\n  hint: write letters and numbers"),
    ],
)
def test_what_no_platform_links_is_a_problem(write: Callable[..., Path], tags: str, said: str) -> None:
    """A hashtag needs a letter; a sign that is left out is told of."""
    source = f"{FRONT}hashtags: [{tags}]\n{POST}"
    project = Project.load(write({"content/legs.md": source}))
    found = [str(problem) for problem in wrong_posts(project)]
    assert found == [f"content/legs.md:6: {said}"]


def _said(write: Callable[..., Path], written: str) -> tuple[tuple[str, ...], list[str]]:
    """Return the hashtags that are read from front matter, and what is said of it."""
    project = Project.load(write({"content/legs.md": f"{FRONT}{written}\n{POST}"}))
    found = library.survey(project)
    said = [f"{one.location.line}: {one.message} | {one.hint}" for one in found.problems]
    return next(iter(found.pamphlets.values())).hashtags, said


@pytest.mark.parametrize(
    "written",
    [
        'hashtags: "#Rest #Sleep"', "hashtags: Rest Sleep", "hashtags: Rest, Sleep", 'hashtags: "#Rest#Sleep"',
        "hashtags: [Rest, Sleep]", "hashtags:\n- Rest\n- Sleep", 'hashtags:\n- "#Rest"\n- "#Sleep"',
        'hashtags: "#Rest Sleep"', "hashtags: Rest; Sleep", "hashtags: |\n  Rest\n  Sleep",
    ],
)  # fmt: skip
def test_hashtags_are_read_as_they_are_written(write: Callable[..., Path], written: str) -> None:
    """A list, or words with or without signs: two hashtags."""
    assert _said(write, written) == (("Rest", "Sleep"), [])


@pytest.mark.parametrize(
    ("written", "said", "way"),
    [
        ("hashtags: #Rest #Sleep", 'put quotes around it, "#Rest #Sleep"', 'hashtags: "#Rest #Sleep"'),
        ("hashtags: Rest #Sleep", "put quotes around the whole text", 'hashtags: "Rest #Sleep"'),
        ("hashtags:\n- #Rest\n- Sleep", 'put quotes around it, "#Rest"', 'hashtags:\n- "#Rest"\n- Sleep'),
        ("hashtags: [#Rest, Sleep]", "a '#' begins a comment: leave it out", "hashtags: [Rest, Sleep]"),
        ('hashtags: ["#Rest #Sleep"]', "or [Rest, Sleep]", "hashtags: [Rest, Sleep]"),
    ],
)
def test_a_hint_at_hashtags_works(write: Callable[..., Path], written: str, said: str, way: str) -> None:
    """A '#' that YAML takes for a comment loses nothing in silence, and the way out is right to the letter."""
    assert said in _said(write, written)[1][0]
    assert _said(write, way) == (("Rest", "Sleep"), [])


def test_commas_keep_words_together(write: Callable[..., Path]) -> None:
    """Between commas two words may be one hashtag or two: that is for the author to say."""
    found, said = _said(write, "hashtags: yoga, first class")
    assert found == ("yoga",) and "write FirstClass, or [first, class]" in said[0]
