"""Reading a source: blocks, fences, spans, attributes, and the line of every fault."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pamphlets import Block, PamphletError, read
from pamphlets.model import Citation, Condition, Div, Embed, Image, Link, Location, Markdown, Problem, Span, Variable
from pamphlets.source import inlines, parse
from pamphlets.source.attributes import Vocabulary

HEAD = "---\ntitle: Rest\nsummary: How to rest.\n---\n"
SAMPLE = (
    HEAD
    + """
Before the first heading. [@a; @b]

## Sit down {#sit .steps only="web es" break="panel"}

Call {{ practice.phone }} or [write **now**](mailto:a@example.org).
[Read more.]{only="web"} `{{ not.this }}` and \\[not this\\](either).

![A chair](images/chair.svg "Sit **well**"){.decorative}

::: {.warning not="x"}
Mind the step.
:::

::: post
Sit down for a while.
:::

![[safety#see-a-doctor]]

## Lie down

```
## not a heading
<b> ::: {{ no.variable }}
```
"""
)


def blocks(text: str) -> dict[str, Block]:
    return {block.id: block for block in read(HEAD + text, "content/rest.md").blocks}


@pytest.mark.parametrize("sign", ["- ", "1.\t", "* 1. ", "> ", "    "])
def test_code_within_items_and_quotations_is_left_alone(sign: str) -> None:
    """Nothing is read between its fences, empty lines or not; a fence that is never closed is one fault."""
    code = ["```", "## no heading", "{{ no.variable }} [^1] <b> [@key]", ":::", "", "%% <!-- *[x]: y", "```"]
    inner = "> " if sign == "> " else "     "
    lines = [sign + code[0], *(inner + line for line in code[1:])]
    text = "\n".join([*lines, "", "Rest."])
    (block,) = read(HEAD + text, "content/rest.md").items
    assert isinstance(block, Block) and isinstance(block.parts[0], Markdown) and len(block.parts) == 1
    assert (block.parts[0].text, block.parts[0].inlines) == (text, ())
    with pytest.raises(PamphletError) as caught:
        read(HEAD + "\n".join(lines[:-1]), "content/rest.md")
    assert [(one.location.line, one.message) for one in caught.value.problems] == [(5, "code is never closed")]


def test_blocks_open_at_level_2_headings_and_lead_stands_before() -> None:
    """Text before the first heading is `lead`; an embed closes its block; an id defaults to the heading's words."""
    items = read(SAMPLE, "content/rest.md").items
    assert [item.block if isinstance(item, Embed) else item.id for item in items] == [
        "lead", "sit", "see-a-doctor", "lie-down",
    ]  # fmt: skip
    assert [item.location.line for item in items] == [6, 8, 23, 25]


def test_ids_of_headings() -> None:
    """A heading's id is made of its Latin words, or is a digest of it; of two the second has a number."""
    heads = ("Größe und Café", "What’s next?", "Что делать", "Что потом", "该怎么办", "ماذا أفعل؟", "क्या करें 2", "Łódź")
    found = blocks("".join(f"## {head}\n\ntext\n\n" for head in heads))
    assert list(found) == [
        "groe-und-cafe", "whats-next", "block-5qggv2ui", "block-zuiidfm3", "block-7rw3nch3", "block-qtbwksyf",
        "block-vsmciqax",
        "odz",
    ]  # fmt: skip
    assert list(blocks("## ?\n\na\n\n## !\n\nb\n")) == ["block-rkg6qi6v", "block-xnzarpe3"]
    made, (told,) = parse(f"{HEAD}## Notes\n\na\n\n## Notes\n\nb\n\n## Notes {{#more}}\n\nc\n", "content/rest.md")
    assert [block.id for block in made.blocks] == ["notes", "notes-2", "more"]
    assert (told.severity, told.location.line) == ("warning", 9)


def test_heading_attributes() -> None:
    """A kind, a condition and a break are read from the braces of a heading, and leave its words alone."""
    block = {b.id: b for b in read(SAMPLE, "content/rest.md").blocks}["sit"]
    assert block.title and block.title.text == "Sit down"
    assert (block.kind, block.new_panel, block.optional) == ("steps", True, False)
    assert block.condition == Condition((("output", "web"), ("output", "es")))


def test_inline_constructs_have_their_line() -> None:
    """Each construct of ours is one character of plain markdown, and knows its line; code is left alone."""
    block = {b.id: b for b in read(SAMPLE, "content/rest.md").blocks}["sit"]
    text = block.parts[0]
    assert isinstance(text, Markdown)
    kinds = [type(inline) for inline in text.inlines]
    assert [kind.__name__ for kind in kinds] == ["Variable", "Link", "End", "Span", "End", "Image"]
    assert [i.location.line for i in text.inlines if isinstance(i, Variable | Link | Span | Image)] == [10, 10, 11, 13]
    assert "`{{ not.this }}`" in text.text
    image = text.inlines[-1]
    assert isinstance(image, Image) and image.src == "content/images/chair.svg" and image.decorative
    assert image.caption and image.caption.text == "Sit **well**"


def test_divs_and_posts() -> None:
    """A fenced div is a part of its block; a post is kept beside the parts."""
    block = {b.id: b for b in read(SAMPLE, "content/rest.md").blocks}["sit"]
    div = block.parts[1]
    assert isinstance(div, Div) and div.kind == "warning" and div.condition.unless == (("output", "x"),)
    assert [post.text.text for post in block.posts] == ["Sit down for a while."]


def test_citations() -> None:
    """`[@a; @b]` is one citation of two references."""
    lead = read(SAMPLE, "content/rest.md").blocks[0].parts[0]
    assert isinstance(lead, Markdown)
    assert [i.keys for i in lead.inlines if isinstance(i, Citation)] == [("a", "b")]


@pytest.mark.parametrize(
    ("text", "keys", "says"),
    [
        ("[@any/id:1]", ("any/id:1",), ""),
        ("[@url:https://a.org/x/?a=b&c#d; @doi:10.1/j.(x)2]", ("url:https://a.org/x/?a=b&c#d", "doi:10.1/j.(x)2"), ""),
        ("[@{a b}; @{10.1002/(S)1:2;3<4>}]", ("a b", "10.1002/(S)1:2;3<4>"), ""),
        ("[-@a, @b;]", ("a", "b"), ""),
        ("[@a.]", ("a",), ""),
        ("[see @a, pp. 3-4]", ("a",), "'see … pp. 3-4' stands in a citation, and is not printed"),
        ("[@a; @b p. 3]", ("a", "b"), "'p. 3' stands in a citation, and is not printed"),
    ],
)  # fmt: skip
def test_citations_are_read_as_pandoc_does(text: str, keys: tuple[str, ...], says: str) -> None:
    """Any key can be cited; words beside it are not printed, with a warning."""
    problems: list[Problem] = []
    found = inlines.scan(text, Location("x.md", 1), Vocabulary(references=frozenset(keys)), problems)
    assert [one.keys for one in found.inlines if isinstance(one, Citation)] == [keys]
    assert [one.message for one in problems] == [says] * bool(says)


def test_brackets_that_cite_nothing() -> None:
    """An address for letters, or a name on a network, is none of ours."""
    problems: list[Problem] = []
    text = "[write to a@example.org] [we are @home](https://www.example.org) [see @nobody]"
    found = inlines.scan(text, Location("x.md", 1), Vocabulary(references=frozenset(("home",))), problems)
    assert not any(isinstance(one, Citation) for one in found.inlines) and problems == []


def test_comments_do_not_print() -> None:
    """An HTML comment is left out, over several lines too, and the lines after it keep their numbers."""
    found = blocks("One.\n\n<!-- two\nsecret -->\n\n## Three\n\nFour.\n")
    assert found["three"].location.line == 10
    assert "secret" not in str(found)


def test_hidden_notes_and_contents_do_not_print() -> None:
    """What stands between `%%` is nobody's but the author's; a percent sign is one; contents are left out."""
    text = "Sit. %%ask the lead%% Lie.\n\n%%\n## no heading\n%%\n\n[//]: # (to do)\n\n"
    text += "[TOC]\n\n50%% or 30%% off, `%%code%%`\n"
    (part,) = blocks(text)["lead"].parts
    assert isinstance(part, Markdown)
    assert part.text.split() == ["Sit.", "Lie.", "50%%", "or", "30%%", "off,", "`%%code%%`"]


def test_headings_have_room() -> None:
    """A heading may stand some spaces from the edge, and from its signs; in an item it is the item's."""
    found = blocks("Sit.\n\n ##   Feet  ##\n\nUp.\n\n##\u00a0Legs\n\n- a\n\n  ## b\n")
    assert list(found) == ["lead", "feet", "legs"]


def test_digest_folds_white_space_and_sees_words_and_posts() -> None:
    """A block's digest changes with its words, attributes and posts, but not with how its lines are broken."""
    first = blocks("## A {#a}\n\nOne two.\n\n::: post\nThree.\n:::\n")["a"].digest
    assert first == blocks("## A {#a}\nOne\ntwo.\n\n\n::: post\nThree.\n:::\n\n")["a"].digest
    assert first != blocks("## A {#a}\n\nOne two.\n\n::: post\nFour.\n:::\n")["a"].digest
    assert len(first) == 8


def test_bom_and_crlf() -> None:
    """A byte order mark and Windows line ends change nothing."""
    plain = read(SAMPLE, "content/rest.md")
    assert read("\ufeff" + SAMPLE.replace("\n", "\r\n"), "content/rest.md") == plain


def test_empty_lines_may_stand_before_the_front_matter() -> None:
    """They are counted, and change nothing else."""
    found = read(f"\n  \n{HEAD}## A {{#x}}\n\nB.\n", "content/rest.md")
    plain = read(f"{HEAD}## A {{#x}}\n\nB.\n", "content/rest.md")
    assert (found.title, found.digest, found.blocks[0].location.line) == (
        plain.title, plain.digest, plain.blocks[0].location.line + 2,
    )  # fmt: skip


def test_all_problems_are_gathered() -> None:
    """Several faults are reported together, in the order of their lines."""
    with pytest.raises(PamphletError) as error:
        read(HEAD + "[a](x:y)\n\n## A {#x}\n\n## B {#x}\n\n[a](vbscript:x)\n", "content/rest.md")
    assert [problem.location.line for problem in error.value.problems] == [5, 9, 11]


def test_every_line_lands_in_one_block() -> None:
    """Each line of prose is found once in the parts of the blocks, at the line that it has in the file."""
    lines = [f"Line {n}." for n in range(12)]
    text = HEAD + "\n\n".join(line if n % 4 else f"## H{n}\n\n{line}" for n, line in enumerate(lines))
    seen = {}
    for block in read(text, "content/rest.md").blocks:
        for part in block.parts:
            assert isinstance(part, Markdown)
            for offset, line in enumerate(part.text.split("\n")):
                if line:
                    assert line not in seen
                    seen[line] = part.location.line + offset
    assert {line: text.split("\n").index(line) + 1 for line in lines} == seen


@settings(max_examples=400, deadline=None)
@given(st.text(alphabet="#{}[]()!:.`\\<>\"'@*_-~= \n\tab1;é\U000f0000", max_size=200))
def test_any_text_reads_or_is_refused(text: str) -> None:
    """Reading never raises anything but PamphletError."""
    try:
        read(HEAD + text, "content/rest.md")
    except PamphletError as error:
        assert error.problems


@settings(max_examples=1000)
@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_thousand_random_byte_changes(changes: list[tuple[int, int]]) -> None:
    """A source with bytes changed at random is read or refused with PamphletError."""
    data = bytearray(SAMPLE.encode())
    for place, byte in changes:
        data[place % len(data)] = byte
    try:
        read(data.decode("utf-8", "replace"), "content/rest.md")
    except PamphletError as error:
        assert error.problems
