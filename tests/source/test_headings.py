"""Headings at whatever levels they are written: titles, blocks, and what is in them."""

from __future__ import annotations

import pytest

from pamphlets.model import Markdown
from pamphlets.source import parse

TITLED = "---\ntitle: Rest\nsummary: How to rest.\n---\n"
UNTITLED = "---\nsummary: How to rest.\n---\n"


def outline(text: str, head: str = TITLED) -> tuple[str, list[str], list[str]]:
    """Return the title, each block's heading with those in it, and what is told."""
    made, problems = parse(head + text, "content/rest.md")
    shown = []
    for block in made.blocks:
        words = [part.text for part in block.parts if isinstance(part, Markdown)]
        inner = [line for part in words for line in part.split("\n") if line.startswith("###")]
        shown.append(" / ".join([block.title.text if block.title else "-", *inner]))
    return made.title, shown, [f"{one.location.line} {one.severity}: {one.message}" for one in problems]


def test_the_heading_at_the_top_is_the_title() -> None:
    """Where the front matter has a title, the heading is left out if it says the same; if not, it heads a block."""
    assert outline("\n# Rest *well*\n\na\n\n## Feet\n\nb\n", UNTITLED) == ("Rest well", ["-", "Feet"], [])
    assert outline("# Rest!\n\n## Feet\n\nb\n") == ("Rest", ["Feet"], [])
    assert outline("![x](images/x.png)\n***\nRest\n====\n\n## Feet\n\nb\n")[1:] == (["-", "Feet"], [])
    told = ["5 warning: '# Rest at night' is read as '## Rest at night'"]
    assert outline("# Rest at night\n\na\n\n## Feet\n\nb\n") == ("Rest", ["Rest at night", "Feet"], told)
    assert outline("a\n\n# Sit\n\nb\n", UNTITLED)[0] == "Rest"  # as its file
    assert outline("# Rest\n\n## Feet\n\nb\n\n# Hands\n\nc\n")[1] == ["Feet", "Hands"]


def test_several_level_1_headings_open_blocks() -> None:
    """What is below them moves down with them, but for blocks before the first, and blocks with braces."""
    text = "# Feet\n\na\n\n## Left\n\nb\n\n### Toe\n\nc\n\n# Hands\n\nd\n"
    told = ["5 warning: '# Feet' is read as '## Feet', and so are 3 more"]
    assert outline(text) == ("Rest", ["Feet / ### Left / #### Toe", "Hands"], told)
    assert outline("## Left\n\nb\n\n# Feet\n\na\n\n# Hands\n\nd\n")[1] == ["Left", "Feet", "Hands"]
    assert outline("# Feet\n\na\n\n## Left {#left}\n\nb\n\n# Hands\n\nd\n")[1] == ["Feet", "Left", "Hands"]


@pytest.mark.parametrize(
    ("text", "blocks", "lines"),
    [
        ("#### Tea\n\na\n\n#### Cups\n\nb\n\n### Milk\n\nc\n", ["- / ### Tea / ### Cups / ### Milk"], ["5"]),
        ("### Tea\n\na\n\n#### Cups\n\nb\n", ["- / ### Tea / #### Cups"], []),
        ("## Tea\n\n#### Cups\n\n###### Milk\n\nc\n\n### Jugs\n\nd\n",
         ["Tea / ### Cups / #### Milk / ### Jugs"], ["7"]),
        ("## Tea\n\n### A\n\n#### B\n\n##### C\n\nx\n", ["Tea / ### A / #### B / #### C"], ["11"]),
        ("## Tea\n\na\n\n##\n\nb\n", ["Tea"], ["9"]),
        ("> ###### Tea\n\n- ##### Cups\n\n  ##### Jugs\n\n## Milk\n\nb\n", ["-", "Milk"], []),
    ],
)  # fmt: skip
def test_levels_are_closed_up(text: str, blocks: list[str], lines: list[str]) -> None:
    """A text without level 2 is one block; levels left out, and those below the fourth, are told once."""
    _, found, told = outline(text)
    assert (found, [one.split()[0] for one in told]) == (blocks, lines) and all("warning" in one for one in told)


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("Tea\n---\n\na\n", ["Tea"]), ("What to bring?\n--------------\na\n", ["What to bring?"]),
        ("Tea and\ncups\n===\n\na\n", ["Tea and cups"]), (" ## Tea ##\n\na\n", ["Tea"]), ("##Tea\n\na\n", ["Tea"]),
        ("#Tea for two\n\na\n", ["Tea for two"]), ("Bring tea.\n---\na\n", ["-"]), ("Tea and\ncups.\n---\na\n", ["-"]),
        ("- Tea\n---\na\n", ["-"]), ("> Tea\n---\na\n", ["-"]), ("Yours,\n-- \nAnn\n", ["-"]), ("#Tea #Cups\n", ["-"]),
        ("#Tea\n", ["-"]), ("#1 tea\n", ["-"]), ("```\n# Tea\n## Cups\n\nJug\n===\n```\n", ["-"]),
        ("| a |\n---\n", ["-"]), ("---\n\na\n\n***\n", ["-"]),
    ],
)  # fmt: skip
def test_forms_of_headings(text: str, blocks: list[str]) -> None:
    """Underlined, glued and closed headings are read; a rule under a sentence, a hashtag and code are not."""
    assert outline(text)[1] == blocks


def test_a_heading_within_a_fence_stays_there() -> None:
    """A fence that is closed below holds its heading; one that is not is told at its own line."""
    _, found, told = outline("## Tea\n\n::: note\n## Mind\n\nHot.\n:::\n\n## Cups\n\nb\n")
    assert found == ["Tea", "Cups"] and [one.split()[0] for one in told] == ["8"]
    _, found, told = outline("## Tea\n\n::: note\nHot.\n\n## Cups\n\n::: post\nb\n:::\n")
    assert found == ["Tea", "Cups"] and told == ["7 error: a fence is never closed"]
