"""What would be printed as it stands and was meant otherwise, and what only looks so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pamphlets import check
from pamphlets.model import Problem
from pamphlets.project import titles

HEAD = "---\ntitle: Rest\nsummary: How to rest.\n---\n## Rest {#rest}\n\n"
TEMPLATE = "is a mark of a template of another program: it is not read"


@pytest.fixture
def leftovers(write: Callable[..., Path]) -> Callable[[str], list[Problem]]:
    """Check a block with a text, and return what is left over in it."""

    def leftovers(text: str) -> list[Problem]:
        return [found for found in check(write({"content/rest.md": HEAD + text})) if found.rule == "leftover"]

    return leftovers


def test_what_is_left_over_is_told_at_its_line(leftovers: Callable[[str], list[Problem]]) -> None:
    """Marks of templates, placeholders, links apart and marks left open: each at its line, as a warning with a hint."""
    lines = {
        "{{#if x}} {{/if}}": f"'{{{{#if x}}}}' {TEMPLATE}",
        "{{{name}}}": f"'{{{{{{name}}}}}}' {TEMPLATE}",
        "{{< youtube x >}}": f"'{{{{< youtube x >}}}}' {TEMPLATE}",
        "Lie {% raw %} down": f"'{{% raw %}}' {TEMPLATE}",
        "A <%= name %> here": f"'<%= name %>' {TEMPLATE}",
        "Dear ${name},": f"'${{name}}' {TEMPLATE}",
        "Dear %FIRST_NAME%,": f"'%FIRST_NAME%' {TEMPLATE}",
        "Dear *|FNAME|*,": f"'*|FNAME|*' {TEMPLATE}",
        '[gallery ids="1,2"] is': f"'[gallery ids=\"1,2\"]' {TEMPLATE}",
        "Dear {first_name},": f"'{{first_name}}' {TEMPLATE}",
        "Dear %name%,": f"'%name%' {TEMPLATE}",
        "Call [INSERT PHONE].": "'[INSERT PHONE]' is left for somebody to fill in",
        "TODO: the prices": "'TODO:' is left for somebody to fill in",
        "See [[the page]] now": "'[[the page]]' is a link of another program: only its words are read",
        "Dear {{ name }},": f"'{{{{ name }}}}' {TEMPLATE}",
        "Dear {{ user.name }},": f"'{{{{ user.name }}}}' {TEMPLATE}",
        "Dear {{ name,": "'{{' is never closed on its line",
        "See [words][id] now": "no address is kept for '[id]'",
        "See [words]() now": "a link without an address leads nowhere",
        "See ![[a page]] now": "'![[a page]]' is how another program shows a page: it is left out",
        "Dear <your name>,": "'<your name>' is left for somebody to fill in",
        "Take **two cups **and sit.": "'**' at '**two' is never closed: it is printed",
        "**Sleep:* ask us": "'*' at '*Sleep' is never closed: it is printed",
        "*Fine:** ask us": "'*' at 'Fine:*' is never closed: it is printed",
        "It is * hot * here": "'*' at '* hot' is never closed: it is printed",
        "*Note: ask us first.": "'*' at '*Note' is never closed: it is printed",
        "_Note: ask us first.": "'_' at '_Note' is never closed: it is printed",
        "Say `please, twice.": "'`' at '`please' is never closed: it is printed",
    }
    for text, message in lines.items():
        (found,) = leftovers(f"Sit.\n\n{text}")
        assert (found.location.line, found.message, found.severity) == (9, message, "warning")
        assert found.hint
    every = leftovers("\n\n".join(lines))
    assert len({problem.hint for problem in every}) == len(every)  # each kind once, with its lines
    template = f"'{{{{#if x}}}}' {TEMPLATE}; others are in lines 9, 11, 35"
    assert every[0].location.line == 7 and every[0].message.startswith(template)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("---pagebreak---", "—pagebreak—"), ("$$\nx=1\n$$", "$$ x=1 $$"), ("2*3*4 = 24", "2*3*4"),
        ("So :+1: it is", ":+1:"),
        ("Sit {.big} down", "{.big}"), ("[words] [https://example.org]", "[words] [https://example.org]"),
        ("[words](https://example.org/a b)", "[words](https://example.org/a b)"),
        ("(words)[https://example.org]", "(words)[https://example.org]"), ("Day\tHour\nMon\t9", "Day Hour Mon 9"),
        ("Sit {>>ask Ann<<} down", "{>>ask Ann<<}"), ("== Rest ==", "== Rest =="), ("'''bold''' x", "'''bold'''"),
        ("// ask Ann", "//"), ("=====", "====="), ("-a\n-b", "-a -"), ("1.a\n2.b", "1.a 2.b"), ("[x] p", "[x]"),
        ("1/ a\n2/ b", "1/ a 2/"), ("1 - a\n2 - b", "1 - a 2 -"), ("1° a\n2° b", "1° a 2°"), ("Sit.[^a b]", "[^a b]"),
        ("!(A cup)[images/a.svg]", "!(A cup)[images/a.svg]"), ("Sit ~~down", "~~down"), ("Sit ==down", "==down"),
    ],
)  # fmt: skip
def test_marks_of_other_programs_are_told(text: str, shown: str, leftovers: Callable[[str], list[Problem]]) -> None:
    """What was meant as a break, a table, a list, a note of an editor, … is a warning at its line, once."""
    shown = shown.replace("—", "---")
    (found,) = leftovers(f"Sit.\n\n{text}\n\nLie.")
    assert (found.location.line, found.message) == (9, f"'{shown}' is printed as it stands") and found.hint


def test_what_is_meant_as_it_stands(leftovers: Callable[[str], list[Problem]]) -> None:
    """Signs of sums, prices and blanks, escaped marks, code, our own variables and spans are nobody's leftovers."""
    text = (
        "5 * 3, 5*3, $80*, \\*ask, snake_case, \\`x, 20 % off, 5% A% and {{ practice.name }}: ______\n\n"
        "`{{#if x}} {% x %} *a` and **bold** _x_ [word]{lang=la} [a] (b) @_name a<b, x<y>z, <3 and 3 < 4 > 2.\n\n"
        "A - b - c, C++, (c) 2024, a/b//c, and/or, [date](https://example.org/%C3%A9%AB%CD), f(x) [1], [RLS].\n\n"
        "-Hola, \\[sic\\], \\(so\\).\n\n10: 30\n\n- [ ] a\n- [x] b\n\n1. **a**: *b*\n2. c\n\n5'6\" * 3 * 2 *x*.\n\n"
        "1/2 a cup\n2/3 b\n\n~~so~~ ==so== a==b ~~\n\n"
        "```\n${x} <your name> **a\n```\n"
    )
    assert leftovers(text) == []


def test_a_sign_is_no_tag(write: Callable[..., Path]) -> None:
    """A `<` that begins no tag is read as the sign that it is; a tag is told."""

    def tags(text: str) -> list[str]:
        found = check(write({"content/rest.md": HEAD + text}))
        return [problem.message for problem in found if "left out" in problem.message]

    assert tags("Stop if a<b, I think, or x<y>z, a<b and c>d, <3, 1 <2, <- and <->.") == []
    assert tags("a <iframe> c, </form>, <input>, <!-x and <script") == [
        "the tag <iframe> is left out, its words are kept", "<input> and what it holds are left out",
        "the tag <script> is left out, its words are kept",
    ]  # fmt: skip
    assert tags("a <b>b</b> c, word<br>, </p>, <a name=x>") == []


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("Rest **well**", "Rest well"), ("*Rest* and _sleep_", "Rest and sleep"), ("**_Rest_** `now`", "Rest now"),
        ("[Rest](https://example.org/a_(b)) ~~ill~~", "Rest ill"), ("“Small habits.”", "Small habits."),
        ("„Ruhe“", "Ruhe"), ("« Repos »", "Repos"), ("»Ruhe«", "Ruhe"), ("‘Rest’", "Rest"), ("”Vila”", "Vila"),
        ("“Stop” and “go”", "“Stop” and “go”"), ("5 * 3 * 2, snake_case_x, a*b*c", "5 * 3 * 2, snake_case_x, abc"),
        (r"\*Rest\*", "*Rest*"), ("It's \"so\"", "It's \"so\""), ("Rest [1] (2)", "Rest [1] (2)"), ("**", "**"),
        ("Rest &amp; sleep &#8211; a &b; AT&T", "Rest & sleep – a &b; AT&T"),
    ],
)  # fmt: skip
def test_values_of_one_line_are_plain_words(value: str, words: str) -> None:
    """A title, a name or a card's words have no marks, and no quotes that YAML does not take away."""
    assert titles.words(value) == words


@pytest.mark.parametrize(
    ("summary", "shown"),
    [
        ("Drink H~2~O now.", "'~2~'"), ("Ask {{ practice.name }}.", "'{{ practice.name }}'"),
        ("Rest. [@tea]", "'[@tea]'"),
        ("Small <b>habits</b>.", "'<b>'"), ("Rest **well", "'**'"), ("[Rest]{only='web'}", "'[Rest]{only='web'}'"),
        ("Rest :zzz: well", "':zzz:'"), ("Ask [your name]", "'[your name]'"),
    ],
)  # fmt: skip
def test_marks_left_in_the_front_matter_are_told(summary: str, shown: str, write: Callable[..., Path]) -> None:
    """A summary is plain words: what would be printed as it was typed is told at its line."""
    text = HEAD.replace("How to rest.", f'"{summary}"') + "Sit."
    (found,) = (one for one in check(write({"content/rest.md": text})) if one.rule == "leftover")
    assert found.location.line == 3 and found.message.startswith(shown) and found.message.endswith("in 'summary'")
    assert found.hint


def test_words_of_the_front_matter_are_not_marks(write: Callable[..., Path]) -> None:
    """Signs that are words of their own are printed, and nothing is told."""
    said = '"If a<b, 5 * 3 ** 2, ~5 min, a^b, x [1] & <3, 8:30-9:00 #1 (a) 5\' 6!"'
    found = check(write({"content/rest.md": HEAD.replace("How to rest.", said) + "Sit."}))
    assert [one for one in found if one.rule == "leftover"] == []
