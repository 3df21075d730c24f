"""What is wrong in YAML is named as what it is, at its own line, and does not hide what is wrong behind it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pamphlets.project import front_matter

QUOTE = "end the text with the quote that it begins with"
QUOTES = "put quotes around it"


def read(text: str) -> tuple[str, str, list[tuple[int, str, str]]]:
    """Return title and summary, and line, message and hint of each problem."""
    found, problems, _ = front_matter(text, "content/a.md", 2)
    title, summary = (found.title, found.summary) if found else ("", "")
    return title, summary, [(one.location.line, one.message, one.hint) for one in problems]


@pytest.mark.parametrize(
    "line",
    [
        "title:\u00a0Rest",
        "title\u00a0:\u202fRest",
        "\u200btitle: Rest",
        "title：Rest",
        "TITLE: Rest",
        "title:\tRest",
    ],  # fmt: skip,
)
def test_signs_that_look_like_others_are_read(line: str) -> None:
    """Spaces of other kinds and a wide colon after a key can mean one thing only."""
    assert read(f"{line}\nsummary: b") == ("Rest", "b", [])


@pytest.mark.parametrize(
    ("line", "title", "message", "hint"),
    [
        ('title: "Rest\\Sleep"', "Rest\\Sleep", "a backslash before 'S' means nothing between double quotes",
         "write two backslashes, or single quotes around the text"),
        ("title:Rest", "Rest", "there is no space after 'title:'", "write 'title: Rest'"),
        ("title Rest", "Rest", "a key has no ':'", "write 'title: Rest'"),
        ("title = Rest", "Rest", "a key has no ':'", "write 'title: Rest'"),
        ('title: "Rest', "Rest", "a quote is never closed", QUOTE),
        ('title: "Rest”', "Rest", "a quote is never closed", "'”' does not: end the text with \""),
        ("title: 'Tis rest", "Tis rest", "a quote is never closed",
         f"{QUOTE}, or put a text with an apostrophe between double quotes"),
        ("title: 'It's rest'", "It's rest", "text stands after a closing quote",
         "put a text with an apostrophe between double quotes"),
        ('title: "Rest" now', 'Rest" now', "text stands after a closing quote",
         "put single quotes around the whole text"),
        ("title: “Rest: how”", "Rest: how",
         "“ and ” around the text of 'title' are no quotes to YAML", 'write " and "'),
        ("title: Rest: how", "Rest: how", "there is a ':' too many", "put quotes around a text that contains ': '"),
        ("title: @rest", "@rest", "a value cannot begin with '@'", QUOTES),
        ("title: `rest`", "rest", "a value cannot begin with '`'", QUOTES),
        ("title: %rest", "%rest", "a value cannot begin with '%'", QUOTES),
        ('title: "C:\\Users"', "C:\\Users", "a backslash before 'U' means nothing between double quotes",
         "write two backslashes, or single quotes around the text"),
        ("title: **Rest** now", "Rest now", "a value cannot begin with '*'", QUOTES),
        ("title: - Rest", "- Rest", "a value cannot begin with '-'", QUOTES),
        ("title: | Rest", "| Rest", "a value cannot begin with '|'", "put quotes around the whole text"),
        ("title: {{ practice.name }}", "{{ practice.name }}", "a value cannot begin with '{{'",
         "put quotes around the whole text"),
        ("title: !Rest now", "now", "a value begins with '!Rest', which is not read",
         "take '!Rest' away, or put quotes around the text"),
        ("title: !!binary UmVzdA==", "UmVzdA==", "a value begins with '!!binary', which is not read",
         "take '!!binary' away"),
        ("title: [Rest] now", "[Rest] now", "text stands after a closing bracket",
         "put quotes around a text that begins with a bracket"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_and_mended_for_the_rest(line: str, title: str, message: str, hint: str) -> None:
    """One problem at the line; the value is as it was meant, so that nothing else is said of it."""
    assert read(f"summary: b\n{line}") == (title, "b", [(3, message, hint)])


def test_all_mistakes_of_a_file_are_told_in_one_round() -> None:
    """Those behind a mistake are found, and faults of values, too."""
    text = 'title: Rest: a\nsummary: "b\ntags: [x\nreviewed: 4/1/2027\nauthor: @me\nallow:\n\t- rule: x'
    _, _, problems = read(text)
    assert [(line, message) for line, message, _ in problems] == [
        (2, "there is a ':' too many"),
        (3, "a quote is never closed"),
        (4, "a '[' is never closed, or a comma is missing after it"),
        (5, "'reviewed' must be a date such as 2026-11-20, not '4/1/2027'"),
        (6, "a value cannot begin with '@'"),
        (8, "a line is indented with a tab"),
    ]


def test_tabs_are_one_problem() -> None:
    """A file that is indented with tabs is told once, and read."""
    found, problems, _ = front_matter("title: a\nsummary: b\ntags:\n\t- x\n\t- y", "content/a.md", 2)
    assert found and found.tags == ("x", "y")
    assert [(one.location.line, one.message) for one in problems] == [(5, "2 lines are indented with tabs")]


def test_items_without_dashes() -> None:
    """Lines below a key are items where a list is wanted; one among items with dashes is told."""
    found, problems, _ = front_matter("title: a\nsummary: b\ntags:\n  legs\n  sleep", "content/a.md", 2)
    assert found and (found.tags, problems) == (("legs", "sleep"), ())
    assert read("title: a\nsummary: b\ntags:\n  - x\n  y")[2] == [
        (6, "a line of a list does not begin with '- '", "begin it with '- ', as the line above")
    ]


def test_anchors_are_told_once_and_never_followed() -> None:
    """A bomb of aliases is one problem, whatever it would grow to."""
    bomb = "a: &a [x, x]\n" + "".join(f"{two}: &{two} [*{one}, *{one}]\n" for one, two in pairwise("abcdefghi"))
    problems = [message for _, message, _ in read(f"title: t\nsummary: s\n{bomb}")[2] if "anchors" in message]
    assert problems == ["anchors and aliases ('&name', '*name') are not read"]


def test_words_of_a_long_text_are_left_alone() -> None:
    """Below '|' and '>' nothing is a key."""
    assert read("title: a\nsummary: |\n  see:this\n  “b: c”\n  d = e")[2] == []
