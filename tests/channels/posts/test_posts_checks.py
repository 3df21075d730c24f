"""What checks say of posts: each rule with its exact message, and bad input of every sort."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pamphlets import PamphletError, build, count, library
from pamphlets.checks import posts as checks
from pamphlets.model import Problem
from pamphlets.project.project import Project

PRACTICE = (
    "name: Rest House\nprofession: massage\nweb: https://www.example.org\nhashtags: [RestWell]\n"
    "platforms: [{platforms}]\n"
)
FRONT = "---\ntitle: Legs\nsummary: Rest.\nreviewer: A doctor\nreviewed: 2026-11-20\n---\n"
LINE = 10  # of the post's fence


def checked(root: Path) -> list[Problem]:
    """Return what the checks of posts say of a project."""
    project = Project.load(root)
    return list(checks.check(library.read(project), project))


@pytest.fixture
def said(write: Callable[..., Path]) -> Callable[..., list[str]]:
    """Return what `check` says of a post with these words, without its place and the hint's label."""

    def check_words(words: str, platforms: str = "facebook", more: str = "", heading: str = "Thoughts") -> list[str]:
        text = f'{FRONT}\n## {heading} {{#a}}\n\n::: {{.post card="Rest"}}\n{words}\n:::\n{more}'
        root = write({"content/legs.md": text, "content/practice.yml": PRACTICE.format(platforms=platforms)})
        return [
            str(problem).replace(f"content/legs.md:{LINE}: ", "").replace("\n  hint: ", " | ")
            for problem in checked(root)
        ]

    return check_words


LONG = "https://www.example.org/" + "a" * 276
CASES = [
    ("Sleep well. #restlesslegs", "warning: the hashtag '#restlesslegs' has no capital for each word | "
     "write it like #RestlessLegs, to be read out as words"),
    ("Sleep well. #Restlesslegsandsleep", "warning: the hashtag '#Restlesslegsandsleep' has no capital for each word | "
     "write it like #RestlessLegs, to be read out as words"),
    ("We are #1 in town.", "warning: '#1' makes no hashtag: it has no letter | write 'number 1'"),
    ("Rest. #A #B #C #D #E #F", "error: the post has 6 hashtags; 5 are the most that platforms take | "
     "keep the two that people look for"),
    ("🌙", "error: the post is made of emoji alone | say it in words"),
    ("👨\u200d👩\u200d👧 🌙☀️", "error: the post is made of emoji alone | say it in words"),
    ("Rest 🌙 ☀️ ⭐ 💤", "warning: the post has 4 emoji; 3 are the most that are pleasant to listen to | "
     "leave some out"),
    ("Rest 🌙 well 🌙", "warning: the emoji 🌙 is there more than once | keep one of them"),
    ("- 🌙 Rest", "warning: an emoji begins a line | put it at the end; begin lists with '- '"),
    ("Rest \U0001d5ee\U0001d5ef well.", "error: '\U0001d5ee\U0001d5ef' is made of symbols that only look like "
     "letters | write plain letters: symbols are not read out as words"),
    ("Rest\u200dwell.", "warning: the post holds an invisible character (U+200D) | "
     "delete the letters around it, and write them again"),
    ("Rest \u202ewell.", "warning: the post holds an invisible character (U+202E) | "
     "delete the letters around it, and write them again"),
    ("Read https://bit.ly/3abc now.", "warning: 'https://bit.ly/3abc' does not say where it leads | "
     "write the whole address: posts count it as short anyway"),
    (f"Read {LONG} now.", f"warning: an address has 300 characters: {LONG[:40]}… | "
     "link to a page with a shorter address"),
    ("We open 9.am.", "warning: platforms read '9.am' as a link | write 9 am"),
    ("We close 6.pm.", "warning: platforms read '6.pm' as a link | write 6 pm"),
    ("Take a rest.Now walk.", "warning: platforms read 'rest.Now' as a link | put a space after the full stop"),
    ("We rest " + "so " * 23 + "well.", "warning: a sentence of the post has 26 words; 25 are the most: "
     "'We rest so so so …' | make two of it"),
    ("PLEASE REST well.", "warning: 'PLEASE REST' is all in capitals | write it in small letters"),
    ("Some people rest at night and some by day and all of them, one way or the other, rest well again in the end "
     "you see.", "warning: the first sentence has 116 characters; Facebook shows about 110 before 'see more' | "
     "begin with a short sentence: who, what, when"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), CASES, ids=lambda value: value[:24] if value.isascii() else None)
def test_each_check_has_its_message(said: Callable[..., list[str]], words: str, expected: str) -> None:
    found = said(words)
    assert expected in found
    assert len([line for line in found if "post" in line or "hashtag" in line]) <= 2


@pytest.mark.parametrize(
    "words",
    [
        "Rest well tonight. #RestlessLegs #SleepBetter",
        "RLS is common. In the US, 5 in 100 have it 🌙",
        "Open 9 am. See www.example.org or clinic.co.uk.",
        "שלום \u200fעולם",
        "می\u200cخواهم",
        "ශ්\u200dරී ලංකාව #ශ්\u200dරී",
        "ძილი #ძილიდაგანტვირთვააქ",
        "- One.\n- Two.\n\nThree 👨\u200d👩\u200d👧",
    ],
)
def test_good_words_are_not_nagged(said: Callable[..., list[str]], words: str) -> None:
    assert said(words) == []


def test_each_fault_is_said_once_for_all_platforms(said: Callable[..., list[str]]) -> None:
    everywhere = "facebook, x, threads, mastodon, whatsapp, instagram"
    assert len(said('We open "at" 9.am **now**.', everywhere)) == 1


def test_the_shortest_fold_counts(said: Callable[..., list[str]]) -> None:
    words = "It rests " + "a" * 110 + "."
    assert [line for line in said(words, "threads, linkedin, instagram, facebook") if "see more" in line] == [
        "warning: the first sentence has 120 characters; Facebook shows about 110 before 'see more' | "
        "begin with a short sentence: who, what, when"
    ]
    assert said(words, "x") == []


def test_the_same_words_twice_are_found(said: Callable[..., list[str]]) -> None:
    again = "\n## More {#b}\n\n::: post\nRest  well.\n:::\n"
    assert said("Rest well.", more=again) == [
        "content/legs.md:16: warning: the blocks 'a' and 'b' post the same words | "
        "the first is at content/legs.md:10; write another"
    ]


def test_a_long_address_does_not_fit_where_it_counts(said: Callable[..., list[str]]) -> None:
    assert count(f"Read {LONG} now.", "x").count == 33
    found = said(f"Read {LONG} now.", "x, bluesky")
    assert [line for line in found if line.startswith("error")] == [
        "error: the post is too long for Bluesky: 363 of 300 graphemes | "
        'cut 63, or write a shorter one: ::: {.post platforms="bluesky"}'
    ]


def test_a_description_is_short(write: Callable[..., Path]) -> None:
    alt = "A picture of a chair " + "beside a window " * 16
    text = f"{FRONT}\n## A\n\n![{alt}](images/c.svg)\n\n::: post\nRest.\n:::\n"
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7v7z"/></svg>'
    practice = PRACTICE.format(platforms="facebook")
    root = write({"content/legs.md": text, "content/images/c.svg": svg, "content/practice.yml": practice})
    assert [str(problem) for problem in checked(root)] == [
        "content/legs.md:10: warning: the description of the card is long: 301 characters; 300 are enough\n"
        "  hint: shorten the alt text of this image",
    ]


def failing(root: Path) -> str:
    with pytest.raises(PamphletError) as caught:
        build(root, jobs=1)
    return str(caught.value)


def test_bad_input_is_a_problem_with_a_place(write: Callable[..., Path]) -> None:
    start, end = f"{FRONT}\n## A\n\n::: post\n", "\n:::\n"
    practice = {"content/practice.yml": PRACTICE.format(platforms="x")}
    assert failing(write({**practice, "content/legs.md": f"{start}Re\0st{end}"})) == (
        "content/legs.md:11: error: this is not a text: it holds a NUL byte\n  hint: save it as plain text in UTF-8"
    )
    lone = f"{start}Rest{end}".encode().replace(b"Rest\n:", b"Re\xed\xa0\x80st\n:")
    assert failing(write({**practice, "content/legs.md": lone})) == (
        "content/legs.md:11: error: this is not UTF-8\n  hint: save the file with the encoding UTF-8"
    )
    unknown = start.replace("::: post", '::: {.post platforms="facebok"}') + "Rest" + end
    assert failing(write({**practice, "content/legs.md": unknown})) == (
        "content/legs.md:10: error: there is no platform 'facebok'\n  hint: did you mean 'facebook'?"
    )
    misspelt = {"content/practice.yml": PRACTICE.format(platforms="facebok"), "content/legs.md": f"{start}Rest{end}"}
    assert failing(write(misspelt)).startswith(
        "content/practice.yml:5: error: there is no platform 'facebok'\n  hint: did you mean 'facebook'?"
    )


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("So rest. " * 44, "the words of the card do not fit on 1080x1350, even at 64 px: "
         "'So rest. So rest. So rest. So rest. So rest. So rest. So rest. So rest. So rest. … (395 characters)'"),
        ("a" * 400, f"the word '{'a' * 80} … (400 characters)' is wider than the card of 1080x1350, even at 64 px"),
        ("שלום", "no font has 4 letters of 'en': ש, ל, ו, ם"),
        ("Rest 🌙", "no font has the sign 🌙 (U+1F319)"),
    ],
)  # fmt: skip
def test_a_card_that_cannot_be_drawn_is_an_error(write: Callable[..., Path], heading: str, expected: str) -> None:
    text = f"{FRONT}\n## {heading} {{#a}}\n\n::: post\nRest.\n:::\n"
    root = write({"content/legs.md": text, "content/practice.yml": PRACTICE.format(platforms="facebook")})
    with pytest.raises(PamphletError) as caught:
        build(root, jobs=1)
    assert ("content/legs.md:8", expected) in [(str(p.location), p.message) for p in caught.value.problems]
