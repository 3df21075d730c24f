"""Blocks of Markdown: lists as people write them, tables, definitions, and the line of each fault."""

from __future__ import annotations

import re
from html import unescape
from random import Random
from unicodedata import normalize

import pytest

from pamphlets import source as reader
from pamphlets.compose import markup, unmark
from pamphlets.model import Location, Markdown
from pamphlets.source import blocks


def html(text: str) -> str:
    """Return the HTML of a text on one line."""
    made = markup.html(Markdown(text, (), Location("x.md", 1)), lambda _: "", "en")
    made = re.sub(r"</?div[^>]*>", "", made)  # the boxes of tables
    return re.sub(r"\s*(</?(?!code|pre|em|strong)[^>]*>)\s*", r"\1", made).replace("\n", "/")


def plain(text: str) -> str:
    return unmark.text(markup.html(Markdown(text, (), Location("x.md", 1)), lambda _: "", "en"))


def faults(text: str) -> list[tuple[int, str, str]]:
    found = [fault for block in blocks.parse(text) for element in block.walk() for fault in element.faults]
    return [(fault.line, fault.severity, fault.message) for fault in found]


LISTS = {
    "no empty line": ("You need:\n- a pen\n- time", "<p>You need:</p><ul><li>a pen</li><li>time</li></ul>"),
    "two columns": ("- a\n  - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
    "three columns": ("- a\n   - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
    "four columns": ("- a\n    - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
    "six columns": ("- a\n      - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
    "a tab": ("-\ta\n\t-\tb\n-\tc", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
    "two under a number": ("1. a\n  - b\n2. c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
    "one column": ("- a\n - b\n  - c", "<ul><li>a</li><li>b</li><li>c</li></ul>"),
    "round bracket": ("1) a\n2) b", "<ol><li>a</li><li>b</li></ol>"),
    "two brackets": ("(1) a\n(2) b", "<ol><li>a</li><li>b</li></ol>"),
    "letters": ("a) x\nb) y", '<ol type="a"><li>x</li><li>y</li></ol>'),
    "letters with a stop": ("a. x\nb. y", '<ol type="a"><li>x</li><li>y</li></ol>'),
    "capitals": ("A. x.\nB. y", '<ol type="A"><li>x.</li><li>y</li></ol>'),
    "Roman capitals": ("I. x\nII. y\nIII. z", '<ol type="I"><li>x</li><li>y</li><li>z</li></ol>'),
    "a stop and a bracket": ("1.) x\n2.) y", "<ol><li>x</li><li>y</li></ol>"),
    "a hyphen": ("1- x\n2- y", "<ol><li>x</li><li>y</li></ol>"),
    "years with a colon": ("2020: x\n2021: y", "<p>2020: x/2021: y</p>"),
    "Roman": ("i) x\nii) y\niii) z\niv) w", '<ol type="i"><li>x</li><li>y</li><li>z</li><li>w</li></ol>'),
    "an empty item": ("- a\n-\n- c", "<ul><li>a</li><li></li><li>c</li></ul>"),
    "an empty item after two lines": ("- a\n  b\n-\n- c", "<ul><li>a/b</li><li></li><li>c</li></ul>"),
    "a paragraph": ("- a\n- b\n\n  c\n- d", "<ul><li><p>a</p></li><li><p>b</p><p>c</p></li><li><p>d</p></li></ul>"),
    "a paragraph by two": ("1. a\n\n  b\n\n2. c", "<ol><li><p>a</p><p>b</p></li><li><p>c</p></li></ol>"),
    "a paragraph by three": ("1. a\n\n   b\n\n2. c", "<ol><li><p>a</p><p>b</p></li><li><p>c</p></li></ol>"),
    "a paragraph by four": ("1. a\n\n    b\n\n2. c", "<ol><li><p>a</p><p>b</p></li><li><p>c</p></li></ol>"),
    "code": ("1. a\n   ```\n   b\n\n   1. c\n   ```\n2. d",
             "<ol><li>a<pre><code>b//1. c</code></pre></li><li>d</li></ol>"),
    "goes on": ("1. a\n\nb\n\n2. c", '<ol><li>a</li></ol><p>b</p><ol start="2"><li>c</li></ol>'),
    "begins at five": ("5. a\n6. b", '<ol start="5"><li>a</li><li>b</li></ol>'),
    "lists after lists": ("- a\n- b\n\n1. c\n2. d", "<ul><li>a</li><li>b</li></ul><ol><li>c</li><li>d</li></ol>"),
    "numbers in numbers": ("1. a\n   1. b\n   2. c\n2. d",
                           "<ol><li>a<ol><li>b</li><li>c</li></ol></li><li>d</li></ol>"),
    "another bracket": ("1. a\n2) b\n3. c", "<ol><li>a</li><li>b</li><li>c</li></ol>"),
    "right-aligned": (" 9. a\n10. b", '<ol start="9"><li>a</li><li>b</li></ol>'),
    "a line goes on": ("- a\nb\n- c", "<ul><li>a/b</li><li>c</li></ul>"),
    "answers are no items": ("1. B.\n2. 7.", "<ol><li>B.</li><li>7.</li></ol>"),
    "a sign of copyright": ("(c) 2024", "<p>(c) 2024</p>"),
    "words after a table": (
        "|a|\n|-|\n|b|\nc",
        '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td class="short">b</td></tr></tbody></table><p>c</p>',
    ),
    "a year is no item": ("Since\n1985. No less.", "<p>Since/1985. No less.</p>"),
    "who said it": ("> Rest!\n\n– Anna, 43", "<blockquote><p>Rest!</p></blockquote><p>– Anna, 43</p>"),
    "initials": ("A. Smith and\nB. Jones", "<p>A. Smith and/B. Jones</p>"),
    "tasks": ("- [ ] a\n- [x] b", '<ul><li class="task">a</li><li class="task done">b</li></ul>'),
    "a rule": ("- a\n* * *\n- b", "<ul><li>a</li></ul><hr><ul><li>b</li></ul>"),
    "in a quote": ("> - a\n> - b\n>\n> c", "<blockquote><ul><li>a</li><li>b</li></ul><p>c</p></blockquote>"),
}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_read_as_people_write_them(name: str) -> None:
    """Each way of writing a list becomes what was meant, and nothing is told."""
    text, expected = LISTS[name]
    assert html(text) == expected
    assert faults(text) == []


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("•\ta\n•\tb", "•"),
        ("· a\n· b", "·"),
        ("▪a\n▪b", "▪"),
        ("– a\n– b", "–"),
        ("o\ta\no\tb", "o"),
        ("§\ta\n§\tb", "§"),
    ],
)
def test_pasted_bullets_are_a_list(text: str, sign: str) -> None:
    """The signs of word processors are read, with one warning."""
    assert html(text) == "<ul><li>a</li><li>b</li></ul>"
    assert faults(text) == [(0, "warning", f"lines that begin with '{sign}' are read as a list")]


def test_pasted_bullets_nest_by_their_sign() -> None:
    """A word processor's lists in lists have other signs, and often no indentation."""
    text = "•\ta\no\tb\n▪\tc\no\td\n•\te"
    assert html(text) == "<ul><li>a<ul><li>b<ul><li>c</li></ul></li><li>d</li></ul></li><li>e</li></ul>"
    assert html("☐ a\n☑ b") == '<ul><li class="task">a</li><li class="task done">b</li></ul>'


def test_posts_say_the_same_numbers() -> None:
    """The plain text of a list has the signs and numbers that HTML shows."""
    assert plain("x\n\n3. a\n4. b\n   - c\n\n   d\n\n- [ ] e\n- [x] f") == "x\n\n3. a\n4. b\n- c\nd\n\n☐ e\n☑ f"
    assert plain("1.\n2. b\n3.") == "1.\n2. b\n3."
    assert plain("3. [ ] a\n4. [x] b") == "3. ☐ a\n4. ☑ b"
    assert plain("c) a\nd) b\n\niv) c") == "c) a\nd) b\n\niv) c"
    assert plain("a  \nb\n\n***\n\nc\n: d") == "a\nb\n\nc\nd"


def test_numbers_that_jump_are_told() -> None:
    """Items are counted on; who writes another number hears which one is printed."""
    assert faults("1. a\n2. b\n5. c") == [(2, "warning", "the item numbered 5 is printed as number 3")]
    assert faults("1. a\n1. b\n1. c") == []


def test_tables() -> None:
    """A table needs no empty line; without its line of hyphens its first row is the head; no cell is lost."""
    head, cell = '<th>a</th><th class="right">b</th>', '<td class="short">1</td><td class="right">2</td>'
    cells = f"<thead><tr>{head}</tr></thead><tbody><tr>{cell}</tr></tbody></table>"
    assert html("x\n| a | b |\n|---|---|\n| 1 | 2 |") == f"<p>x</p><table>{cells}"
    assert html("a | b\n- | -\n1 | 2") == html("| a | b |\n| 1 | 2 |") == f"<table>{cells}"
    assert faults("| a | b |\n| 1 | 2 |")[0][:2] == (0, "warning")
    assert '<td class="short"><code>a|b</code></td><td>c|d</td>' in html("|x|y|\n|-|-|\n| `a|b` | c\\|d |")
    assert faults("|x|y|\n|-|-|\n|1|2|3|") == [(2, "error", "a row of 3 cells in a table of 2 columns")]
    assert faults("|x|y|\n|-|-|-|\n|1|2|")[0][:2] == (1, "error")
    assert html("- a\n\n  | x | y |\n  |---|--:|\n  | 1 | 2 |").count("<td") == 2


def test_boxes_of_other_programs() -> None:
    """Alerts and admonitions are boxes, in items, too, with a title of their own."""
    made = markup.html(
        Markdown(
            "> [!CAUTION] Mind\n> a\n\n!!! tip\n    b\n\n    - c\n\n- d\n  > [!note]-\n  > e", (), Location("x.md", 1)
        ),
        lambda _: "",
        "en",
    )
    assert re.sub(r"\s+", "", made) == (
        '<divclass="blockwarning"><p><strong>Mind</strong></p><p>a</p></div>'
        '<divclass="blocknote"><p>b</p><ul><li>c</li></ul></div><ul><li>d<divclass="blocknote"><p>e</p></div></li></ul>'
    )
    assert plain("- d\n  > [!NOTE]\n  > e") == "- d\ne"


def test_struck_raised_lowered_and_marked() -> None:
    """What other programs write is read, and a post says the same: struck words are not passed off as said."""
    text = "It was ~~40~~ 30 m^2^, H~2~O, the 2^nd^, ==now==, ~5 to ~10"
    assert html(text) == (
        "<p>It was<del>40</del>30 m<sup>2</sup>, H<sub>2</sub>O, the 2<sup>nd</sup>,<mark>now</mark>, ~5 to ~10</p>"
    )
    assert plain(text) == "It was ~40~ 30 m², H₂O, the 2nd, now, ~5 to ~10"


def test_lines_of_verse_and_breaks() -> None:
    """A line that begins with a bar stays a line; so does one that ends with two spaces."""
    assert html("| Roses are red\n| Violets are blue") == "<p>Roses are red<br>Violets are blue</p>"
    assert html("a  \nb") == "<p>a<br>b</p>"


def test_definitions() -> None:
    """A term and what it is, several of them, with lists within."""
    text = "Calf\n: The *back*\nThigh\n: The front\n\n  - a\n\nKnee\n\n: b"
    assert html(text) == (
        "<dl><dt>Calf</dt><dd>The <em>back</em></dd><dt>Thigh</dt><dd><p>The front</p><ul><li>a</li></ul></dd>"
        "<dt>Knee</dt><dd>b</dd></dl>"
    )


def test_code_that_is_not_closed_and_words_that_are_indented() -> None:
    """Code ends where it says so; nothing is code for its indentation."""
    assert faults("a\n\n```\nb") == [(2, "error", "code is never closed")]
    assert html("a\n\n    b") == "<p>a</p><p>b</p>"
    assert faults("a\n\n    b") == [(2, "warning", "an indented paragraph is read as text")]


@pytest.mark.parametrize(
    "text", ["- " * 5000 + "x", "> " * 5000 + "x", "\n".join("  " * n + "- x" for n in range(300))]
)
def test_depth_has_a_limit(text: str) -> None:
    """Lists in lists without end are one fault, not a stack trace."""
    assert [fault[1] for fault in faults(text)] == ["error"]
    assert html(text)


PIECES = [
    "- ", "1. ", "5. ", "2) ", "a) ", "i) ", "• ", "o\t", "– ", "> ", "    ", "  ", "# ", "```", "| a | b |",
    "|---|---|", "| x", "***", "---", ": def", "word", "two words", "*em*", "**b**", "~~s~~", "H~2~O", "x^2^", "==m==",
    "[ ] ", "[x] ", "\n", "\n\n", "  \n", "`c`", "!!! note\n", "> [!WARNING]\n", "*", "_", "~", "==", "\\", "&", "<",
]  # fmt: skip
WITHIN = re.compile(r"</?(?:em|strong|del|sub|sup|mark|code)>")


def said(made: str) -> list[str]:
    """Return the words that HTML shows, with the numbers of its items."""
    out, lists = [], list[list[str | int]]()
    for tag, words in re.findall(r"<([^>]*)>|([^<]+)", WITHIN.sub("", made)):
        if tag.startswith(("ul", "ol")):
            start, style = re.search(r'start="(\d+)"', tag), re.search(r'type="(\w)"', tag)
            lists.append([style[1] if style else "1" if tag.startswith("ol") else "", int(start[1]) if start else 1])
        elif tag in ("/ul", "/ol"):
            lists.pop()
        elif re.match(r"li\b", tag) and lists[-1][0]:
            style, number = str(lists[-1][0]), int(lists[-1][1])
            out.append(f"{blocks.numeral(number, style)}{'.' if style == '1' else ')'}")
            lists[-1][1] = number + 1
        out.append(unescape(words))
    return re.findall(r"[^\W_]+[.)]?", normalize("NFKC", " ".join(out)))


def test_posts_say_the_words_of_pages() -> None:
    """Of five hundred texts the plain lines have the words of the HTML in its order, numbers of items included."""
    pick = Random(5)
    for _ in range(500):
        text = "".join(pick.choice(PIECES) for _ in range(pick.randint(1, 25)))
        made = markup.html(Markdown(text, (), Location("x.md", 1)), lambda _: "", "en")
        lines = re.sub(r"(?m)^- |[☐☑•–]", "", unmark.text(made, {"del": ""}))
        assert re.findall(r"[^\W_]+[.)]?", normalize("NFKC", lines)) == said(made), text


@pytest.mark.parametrize(
    "text",
    [
        "+---+---+\n| A | B |\n+===+===+\n| 1 | 2 |\n+---+---+",
        "Words:\n+-----+---+\n| A | B |\n+:----+---+\n| 1 | 2 |\n+-----+---+\n| 3 | 4 |\n+-----+---+\nAfter.",
        "- a\n\n  +-+-+\n  | A | B |\n  +-+-+\n",
        "> +---+---+\n> | A | B |\n> |   | b |\n> +---+---+",
        "+---+---+\n| A | B |\n+---+---+\n\n+---+---+\n| C | D |\n+---+---+",
    ],
)
def test_a_drawn_table_is_told_once(text: str) -> None:
    _, problems = reader.parse(f"---\ntitle: Rest\nsummary: Rest.\n---\n{text}\n", "content/rest.md")
    assert [(one.rule, one.hint) for one in problems] == [
        ("leftover", "write a table as | A | B |, and | --- | --- | under its head")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "- ```\n  {}\n  ```\n- b", "- a\n- ```\n{}\n```\n- b", "1. ```sh\n{}\n\n{}\n```\n2. b", "- - ```\n{}\n```\n- b",
        "a) ```\n{}\n```\nb) b", "> - ```\n> {}\n> ```\n> - b", "- a\n  ~~~\n{}\n  ~~~\n- b", "- ```\n- {}\n```\n- b",
    ],
)  # fmt: skip
def test_code_in_an_item_ends_where_it_ends(text: str) -> None:
    """However its lines are indented; nothing after it is code, and nothing is told twice."""
    _, problems = reader.parse(f"---\ntitle: R\nsummary: R.\n---\n{text.format('x', 'y')}\n", "content/rest.md")
    found = [element for block in blocks.parse(text) for element in block.walk() if element.tag in ("li", "pre")]
    assert not problems and found[-1].tag == "li" and found[-1].text == "b"


@pytest.mark.parametrize("text", ["- ```", "- ```\n  x\n\nMore", "1. ~~~\n   x", "> - ```\n> x", "- - ```\nx\n- b"])
def test_code_in_an_item_that_is_not_closed_is_told_once(text: str) -> None:
    _, problems = reader.parse(f"---\ntitle: R\nsummary: R.\n---\n{text}\n", "content/rest.md")
    assert [(one.rule, one.location.line) for one in problems] == [("code", 5)]


@pytest.mark.parametrize("text", ["| A | B |\n|---+---|\n| 1 | 2 |", "A | B\n---+---\n1 | 2"])
def test_tables_of_org_and_of_databases(text: str) -> None:
    assert html(text) == html("| A | B |\n| --- | --- |\n| 1 | 2 |")


@pytest.mark.parametrize(
    "text",
    [
        "a) A\nb) B\ni) C\nii) D\nc) E",
        "A. A\nB. B\ni. C\nii. D\nC. E",
        "a) A\ni) B\nii) C\niii) D\niv) E\nv) F\nb) G",
        "g) A\nh) B\ni) C\nj) D",
        "i) A\nj) B",
        "i) A\nii) B",
        "v) A\nvi) B",
        "u) A\nv) B\nw) C\nx) D",
    ],
)
def test_letters_and_numerals_are_told_apart_by_what_stands_beside_them(text: str) -> None:
    """Each item has the sign that was written, and the words that were."""
    assert plain(text).replace(".", ")") == text.replace(".", ")") and not faults(text)


def test_letters_go_on_after_numerals_within_them() -> None:
    assert html("a) A\nb) B\ni) C\nc) D") == (
        '<ol type="a"><li>A</li><li>B<ol type="i"><li>C</li></ol></li><li>D</li></ol>'
    )
