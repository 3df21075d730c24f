"""Whatever markdown holds, a page and a post say its words in order and number alike; or a problem says why not."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from html.parser import HTMLParser
from itertools import count
from pathlib import Path
from random import Random

import pypdfium2
from making.pdf import elements, opened

from pamphlets import build
from pamphlets import source as reader
from pamphlets.compose import markup, unmark
from pamphlets.model import Inline, Link, Markdown, Problem

HEAD = "---\ntitle: Rest\nsummary: How to rest.\n---\n\n## Rest {#rest}\n\n"
WORD = re.compile(r"(?:a|so|the)\d+x")
TEXTS, ON_PAPER = 1_000, 50
BLOCKS = (
    "\n", "\n\n", "  \n", "\\\n", "\n```\nword\n```\n", "\n~~~\n", "\n> ", "\n- ", "\n  - ", "\n1. ", "\n7) ",
    "\n   1. ", "\n\n### ", "\n| word | word |\n|--|--|\n| word | word\n", "\n\n---\n\n", "\n    ", "\n  ",
    "\n- [ ] ", "\n• ", "\n:   ", "\n\n    word\n\n", "\n===\n", "\n!!! note\n",
    "\n# ", "\n|",
)  # fmt: skip
INLINES = (
    "**word**", "*word word*", "_word_", "`word`", "``word ` word``", "[word](https://e.org)", "~~word~~", "==word==",
    "x^2^", "H~2~O", "\"word\"", "'word'", "&amp;", "\\*", "...", " -- ", "word's ", "<https://e.org>", "(word)", "1.",
    "\u00a0", "\t",
)  # fmt: skip
STRAY = (*"*_`[](){}<>!&;:|\\\"'#@$%^~=+-/", "**", "```", "[^1]", ":::", "{{", "<b>", "](")
PIECES = (*["word "] * 60, *BLOCKS * 2, *INLINES * 2, *STRAY)


class Page(HTMLParser):
    """The words of HTML, with the number of each item of a numbered list before its first."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.lists: list[int | None] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        if tag in ("ol", "ul"):
            self.lists.append(int(has.get("start") or 1) if tag == "ol" and not has.get("type") else None)
        elif tag == "li" and self.lists and (number := self.lists[-1]) is not None:
            self.words.append(f"{int(has.get('value') or number)}.")
            self.lists[-1] = number + 1

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ol", "ul"):
            self.lists.pop()

    def handle_data(self, data: str) -> None:
        self.words += WORD.findall(data)


def read(text: str) -> tuple[Markdown | None, Markdown | None, tuple[Problem, ...]]:
    """Return a text as the one part of a block, and as its post, if it is that, with all problems."""
    pamphlet, problems = reader.parse(f"{HEAD}{text}\n\n::: post\n{text}\n:::\n", "content/rest.md")
    [block, *others] = pamphlet.blocks if pamphlet else [None]
    if block is None or others or len(block.parts) != 1 or len(block.posts) != 1:
        return None, None, problems
    part, post = block.parts[0], block.posts[0].text
    return (part if isinstance(part, Markdown) else None), post, problems


def fill(inline: Inline) -> str:
    """Return the tag of a link, as a page has it."""
    return f'<a href="{escape(inline.address.text)}">' if isinstance(inline, Link) else ""


def said(text: str) -> tuple[list[str], list[str]]:
    """Return the words of a page, and of a post with the numbers of its lists."""
    part, post, problems = read(text)
    assert all(problem.hint or problem.rule for problem in problems)
    if problems or part is None or post is None or markup.crosses(part) or list(markup.open_marks(part)):
        return [], []
    plain = unmark.text(markup.html(post, fill, "en"))
    numbered = re.findall(rf"^ *(\d+\.)(?= |$)|({WORD.pattern})", plain, re.MULTILINE)
    html = markup.html(part, fill, "en")
    assert " style=" not in html, text  # pages allow none within them
    return Page(html).words, [number or word for number, word in numbered]


def make(random: Random, number: count[int] | None = None) -> str:
    """Return words and marks at random; each word stands once."""
    number = number or count()
    text = "".join(random.choice(PIECES) for _ in range(random.randint(1, 30)))
    return re.sub("word", lambda _: f"{random.choice(('a', 'so', 'the'))}{next(number)}x", text)


def test_words_and_numbers_are_kept() -> None:
    """A thousand texts of marks and words at random: those without a problem say every word, once, in its order."""
    random, whole = Random(20261128), 0
    for _ in range(TEXTS):
        text = make(random)
        page, post = said(text)
        if page or post:
            whole += 1
            words = WORD.findall(text)
            assert [word for word in page if not word.endswith(".")] == words, text
            assert [word for word in post if not word.endswith(".")] == words, text
            rest = iter(post)  # "1." may stand in code or a sentence, too
            assert all(word in rest for word in page), text
    assert whole > TEXTS / 4


def test_words_and_numbers_are_kept_on_paper(write: Callable[..., Path]) -> None:
    """Fifty texts in one leaflet: its file says what the page says, in the same order."""
    random, number, texts, wanted = Random(20261128), count(), list[str](), list[str]()
    while len(texts) < ON_PAPER:
        text = make(random, number)
        page, _ = said(text)
        if page and not re.search(r"[-*+.)•][ \t]+(?:[-*+•]|\d+[.)])\s", text):  # an item that begins with a list
            texts.append(f"## Part {len(texts)}\n\n{text}\n\n")
            wanted += page
    practice = "name: Rest House\nweb: https://www.example.org\nformats: [large-print]\n"
    root = write({"content/practice.yml": practice, "content/rest.md": f"{HEAD.partition('##')[0]}{''.join(texts)}"})
    build(root, jobs=1)
    file = root / "build/leaflets/rest/large-print.pdf"
    pages = pypdfium2.PdfDocument(file)
    text = "\n".join(page.get_textpage().get_text_range() for page in pages)
    printed = [number or word for number, word in re.findall(rf"(?<!\S)(\d+\.)(?=\s)|({WORD.pattern})", text)]
    assert [word for word in printed if word[-1] == "x"] == WORD.findall("".join(texts))
    rest = iter(printed)  # "1." may stand in code or a sentence, too
    assert [word for word in wanted if word not in rest] == []
    with opened(file.read_bytes()) as pdf:  # PDF/UA allows nothing else in items
        assert {str(kid.S) for item in elements(pdf, "LI") for kid in item.K} == {"/Lbl", "/LBody"}
