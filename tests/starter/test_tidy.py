"""Sources in our own way of writing: every word is kept, and a second time nothing changes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from making.pages import SAMPLE

from pamphlets import source, starter
from pamphlets.cli import main
from pamphlets.starter import tidying

PATH = "content/rest.md"


def tidy(body: str) -> str:
    return tidying.tidy(f"---\ntitle: Rest\nsummary: How to rest.\n---\n{body}", PATH).split("---\n\n", 1)[1]


def test_lists_tables_and_lines() -> None:
    assert tidy(
        "Some words  \non two lines.\n* one\n* two\n    * deeper\n+ three\n+ four\n\n\n1) first\n2) second\n"
    ) == ("Some words\\\non two lines.\n\n- one\n- two\n  - deeper\n\n* three\n* four\n\n1. first\n2. second\n")
    assert tidy("• one\n• two\n") == "- one\n- two\n"
    assert tidy("[ ] no\n- [X]  yes\n- [ ] not yet\n") == "[ ] no\n\n- [x] yes\n- [ ] not yet\n"
    assert tidy("A | B\n---|:-:\n1 | a\\|b\n") == "| A | B |\n| --- | :-: |\n| 1 | a\\|b |\n"
    assert tidy("Term\n:   Said\n") == "Term\n: Said\n"
    assert tidy("~~~~ sh\n  - kept\n~~~~\n") == "```sh\n  - kept\n```\n"
    assert tidy(">  said\nand on\n") == "> said\n> and on\n"
    assert tidy("a) one\n\n   more\nb) two\n") == "a) one\n\n   more\n\nb) two\n"
    assert tidy("1. one\n    continued\n\n    - deep\n2. two\n") == "1. one\n   continued\n\n   - deep\n\n2. two\n"


def test_headings_have_their_ids_and_fences_their_kinds() -> None:
    assert tidy("## Habits  ##\nText\n##   Habits {.warning break=panel #rest}\n## Habits\n### Well\nText\n") == (
        '## Habits {#habits}\n\nText\n\n## Habits {#rest .warning break="panel"}\n\n'
        "## Habits {#habits-2}\n\n### Well\n\nText\n"
    )
    assert tidy('## A {only="web" .optional .steps source="X"}\nText') == (
        '## A {#a .steps .optional only="web" source="X"}\n\nText\n'
    )
    assert tidy(":::: {.note}\n\nText\n\n::::\nMore\n::: {.post card='a \"b\"'}\nWords\n:::") == (
        "::: note\nText\n:::\n\nMore\n\n::: {.post card='a \"b\"'}\nWords\n:::\n"
    )
    assert tidy("> [!WARNING] Mind\n> Take care.\n!!! tip\n    Rest.\n") == (
        "::: warning\n**Mind**\n\nTake care.\n:::\n\n::: note\nRest.\n:::\n"
    )
    assert tidy("Rest\n\n##Well\nText\n\nOf old\n----\n\n##### Deep\n\nMore\n") == (
        "Rest\n\n## Well {#well}\n\nText\n\n## Of old {#of-old}\n\n### Deep\n\nMore\n"
    )
    assert tidy("- > [!NOTE]\n  > Rest.\n") == "- > [!NOTE]\n  > Rest.\n"


def test_what_is_not_read_stays_as_it_is() -> None:
    """Comments, footnotes, and what would be read as something else."""
    for body in (
        "<!-- a note\n\nfor us -->\n\nText\n",
        "Text <!-- for us -->\nmore  \n",
        "* one <!-- for us -->\n* two\n",
        "Well.[^1]\n\n[^1]: A note\n    that goes on.\n\n*[NHS]: National Health Service\n",
        "Name:\n\n______\n\n1. ______\n2. ______\n",
        "(a) one\n(c) three\n",
        "| A | B |\n| --- | --- |\n| 1 | 2 | 3 |\n",
        "+---+\n| a |\n+---+\n",
        "## A {#a} b\n",
        "::: warning Mind\nText\n:::\n",
    ):
        kept = {line.rstrip() for line in body.splitlines()} - {""}
        assert kept <= {line.rstrip() for line in tidy(body).splitlines()}, tidy(body)


def test_front_matter_keeps_comments_and_values() -> None:
    head = "---\n# first\nsummary:  How.\nlayout: post\n# who\nReview_By: 2027-01-01\ntags:\n- a\n# last\n"
    assert tidying.tidy(f"{head}title: 'It''s'\n# end\n---\nText\n", PATH) == (
        "---\n# last\ntitle: 'It''s'\n# first\nsummary:  How.\ntags:\n- a\n# who\nreview-by: 2027-01-01\n"
        "layout: post\n# end\n---\n\nText\n"
    )
    body = "We sit down for a while. Then we rest.\n"
    assert tidying.tidy(f"# Rest: a *start*\n\n{body}", PATH) == (
        f'---\ntitle: "Rest: a start"\nsummary: We sit down for a while.\n---\n\n{body}'
    )
    pasted = tidying.tidy(
        "---\ntitle: Rest\n---\n\n<!-- wp:x -->\n<p>We all sit<br>for a <b>while</b>. Then up.</p>\n", PATH
    )
    assert pasted.startswith("---\ntitle: Rest\nsummary: We all sit for a while.\n---\n\n<!-- wp:x -->")
    odd = "---\nsummary: [a\ntitle: b\n---\n\nText\n"
    assert tidying.tidy(odd, PATH) == odd


def test_sample_is_tidy() -> None:
    assert starter.tidy(SAMPLE, ["restless-legs", "restless-legs.es", "safety", "sleep-well"]) == ()


ORIGINAL = "---\ntitle: Rest\nsummary: How.\n---\n\n* one\n* two\n\n## Sit\n\n* down\n* still\n"


def test_translations_are_brought_along(write: Callable[..., Path]) -> None:
    pamphlet = source.read(ORIGINAL, PATH)
    spanish = (
        f"---\ntitle: Descanso\nsummary: Cómo.\nsource: {pamphlet.digest}\n---\n\n- uno\n- dos\n\n"
        f'## Siéntese {{#sit source="{pamphlet.blocks[1].digest}"}}\n\n- abajo\n- quieto\n'
    )
    root = write({PATH: ORIGINAL, "content/rest.es.md": spanish})
    shown = CliRunner().invoke(main, ["tidy", "--project", str(root), "content/rest.md"])
    assert "-* one\n" in shown.stdout and "+- one\n" in shown.stdout and "tidy --write" in shown.stdout
    assert (root / PATH).read_text("utf-8") == ORIGINAL
    assert CliRunner().invoke(main, ["tidy", "--project", str(root), "--write", "rest"]).exit_code == 0
    written = source.read((root / PATH).read_text("utf-8"), PATH)
    translated = source.read((root / "content/rest.es.md").read_text("utf-8"), "content/rest.es.md")
    assert (translated.source, translated.blocks[1].source) == (written.digest, written.blocks[1].digest)
    assert "Nothing to change" in CliRunner().invoke(main, ["tidy", "--project", str(root), "rest"]).stdout


def test_source_that_is_not_there(write: Callable[..., Path]) -> None:
    made = CliRunner().invoke(main, ["tidy", "--project", str(write({PATH: ORIGINAL})), "rests"])
    assert made.exit_code == 1
    assert made.stderr == "content/rests.md: error: there is no such source\n  hint: did you mean 'rest'?\n"


def test_files_that_cannot_be_tidied(write: Callable[..., Path]) -> None:
    """Each is named as it is, and all of them at once."""
    root = write({PATH: ORIGINAL, "content/practice.yml": "name: A", "content/a.md": b"\0", "content/b.md": b""})
    run = CliRunner()
    other = run.invoke(main, ["tidy", "--project", str(root), "content/practice.yml"])
    assert other.stderr.startswith("content/practice.yml: error: there is no such source")
    made = run.invoke(main, ["tidy", "--project", str(root), "a", "b", "rest"])
    assert made.exit_code == 1
    assert [line.split(":")[0] for line in made.stderr.split("\n") if "error: " in line] == [
        "content/a.md", "content/b.md",
    ]  # fmt: skip


PIECES = (
    "alder birch", "* beech", "  * cedar", "    - elm", "1. fir", "3) hazel", "   juniper", "larch  ", "maple\\", "",
    "", "> oak", "> - pine", "## Rowan",
    "## Spruce {.warning}", "### Willow", "::: note", ":::", "---", "| ash | aspen |",
    "|---|--:|", "| lime |", "```", "- [ ] plum", ": pear", "<!-- quince -->", "<!--", "-->", "[^1]: medlar", "• olive",
    "\tpoplar", "![[safety#yew]]", "> [!WARNING] Holly", "!!! note", "a) box", "i) ivy", "# Elder", "=====", "____",
    "*[NHS]: hornbeam", "**acacia", "`sorrel", "[TOC]", "o\ttansy", "- - thyme", "-", "+---+", "1985. dill",
)  # fmt: skip


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[a-z]{3,}", text.lower()))


@settings(max_examples=100)
@given(st.lists(st.sampled_from(PIECES), max_size=14), st.booleans())
def test_words_are_kept_and_a_second_time_changes_nothing(pieces: list[str], matter: bool) -> None:
    body = "\n".join(pieces)
    text = f"---\n# reed\nsummary: Trees\ntitle: Wood\n---\n{body}" if matter else f"Moss.\n{body}"
    once = tidying.tidy(text, PATH)
    assert tidying.tidy(once, PATH) == once
    lost = words(text) - words(once)
    assert not lost - Counter(note=99, warning=99), once
    if matter:
        before, after = (source.parse(one, PATH)[0] for one in (text, once))
        assert [block.kind for block in after.blocks] == [block.kind for block in before.blocks]
