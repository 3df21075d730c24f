"""What stands behind an image's words: file and caption as people write them, and hints that work."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from pathlib import Path
from unicodedata import normalize

import pytest

from pamphlets import Project, check, library
from pamphlets import source as reader
from pamphlets.compose import variables
from pamphlets.model import Image
from pamphlets.source import images
from pamphlets.source.attributes import Vocabulary

FRONT = "---\ntitle: Rest\nsummary: How to rest.\npublish: false\n---\n## Rest\n\nRest.\n\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7v7z"/></svg>'


@pytest.mark.parametrize(
    ("text", "file", "caption"),
    [
        ("(images/a.svg)", "images/a.svg", ""),
        ('( images/a.svg "Sit well" )', "images/a.svg", "Sit well"),
        ("(images/a.svg 'Sit \"well\"')", "images/a.svg", 'Sit "well"'),
        ('(images/a.svg "Sit "well" here")', "images/a.svg", 'Sit "well" here'),
        ('(images/a.svg "Sit \\"well\\" here")', "images/a.svg", 'Sit "well" here'),
        ('(images/a.svg "6" deep (or so)")', "images/a.svg", '6" deep (or so)'),
        ("(images/a.svg 'Don't lean')", "images/a.svg", "Don't lean"),
        ("(images/a.svg “Sit well”)", "images/a.svg", "Sit well"),
        ("(images/a.svg „Sitzen“)", "images/a.svg", "Sitzen"),
        ("(images/a.svg «Assis»)", "images/a.svg", "Assis"),
        ("(images/a.svg (Sit well))", "images/a.svg", "Sit well"),
        ("(<images/my a.svg> \"Sit\")", "images/my a.svg", "Sit"),
        ("(images/a(1).svg)", "images/a(1).svg", ""),
    ],
)  # fmt: skip
def test_file_and_caption(text: str, file: str, caption: str) -> None:
    assert images.target(f"{text} and (more)", 0) == images.Target(file, caption, len(text))


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("(images/my chair.svg)", "the file's name 'images/my chair.svg' has spaces", "<images/my chair.svg>"),
        ('(images/My Chair.JPG "Sit")', "the file's name 'images/My Chair.JPG' has spaces", "<images/My Chair.JPG>"),
        ("(images/x (1).svg)", "the file's name 'images/x (1).svg' has spaces", "<images/x (1).svg>"),
        ("(images/Ann's b.svg)", "the file's name 'images/Ann's b.svg' has spaces", "<images/Ann's b.svg>"),
        ("(images/a.svg Sit well)", "the caption of an image cannot be read", "between quotes"),
        ('(images/a.svg "Sit well)', "the caption of an image cannot be read", "between quotes"),
        ("(images/a.svg =300x200)", "the size of an image is not read", images.SIZE),
        ("(images/a.svg", "the address of an image cannot be read", "write ![what it shows]"),
        (" x", "an image without an address", "write ![what it shows]"),
    ],
)
def test_what_cannot_be_read(text: str, message: str, hint: str) -> None:
    found = images.target(text, 0)
    assert isinstance(found, tuple) and found[0] == message and hint in found[1]


def told(write: Callable[..., Path], image: str, *names: str) -> list[str]:
    root = write({"content/rest.md": f"{FRONT}{image}\n", **{f"content/images/{name}": SVG for name in names}})
    return [str(one) for one in check(root)]


@pytest.mark.parametrize(
    "name", ["hash#1.svg", "per%20cent.svg", "a?b.svg", "a&b+'c'.svg", "A.SVG", "ñandú.svg", "a b.svg"]
)
def test_names_of_every_kind(write: Callable[..., Path], name: str) -> None:
    assert told(write, f"![A chair](<images/{name}>)", name) == []


def test_a_name_that_is_written_for_the_web(write: Callable[..., Path]) -> None:
    """It is found; one that is nearly so is told with its name as it is."""
    assert told(write, "![A chair](images/my%20ch%C3%A4ir&amp;b.svg)", "my chäir&b.svg") == []
    (problem,) = told(write, "![A chair](images/my%20chiar.svg)", "my chair.svg", "other.svg")
    assert problem.endswith("hint: did you mean <images/my chair.svg>, with the angle brackets?")


@pytest.mark.parametrize(("written", "stored"), [("NFC", "NFD"), ("NFD", "NFC")])
def test_a_name_with_accents_of_a_mac_is_found(write: Callable[..., Path], written: str, stored: str) -> None:
    """The path goes on as it is on disk; one that is there as it is written is that one."""
    name = normalize(stored, "café.svg")
    root = write(
        {
            f"content/images/{name}": SVG,
            "content/rest.md": f"{FRONT.replace('publish: false', '')}![A](images/{normalize(written, name)})\n",
        }
    )
    project = Project.load(root)
    (edition,) = library.survey(project).editions
    (image,) = (one for one in variables.inlines(edition.blocks[0]) if isinstance(one, Image))
    assert image.src == f"content/images/{name}"
    both = Vocabulary(pictures={normalize("NFC", name): "x", normalize("NFD", name): "y"})
    assert both.picture(normalize("NFD", name)) == "y"


@pytest.mark.parametrize("braces", ["height=40mm", "fig-align=center", ".center", "#fig"])
def test_attributes_of_other_programs(write: Callable[..., Path], braces: str) -> None:
    (problem,) = told(write, f"![A chair](images/a.svg){{{braces}}}", "a.svg")
    hint = "only block headings (##) have one" if braces == "#fig" else images.SIZE
    assert problem.startswith("content/rest.md:10: warning: an image has no ") and problem.endswith(f"hint: {hint}")


def test_the_values_of_many_captions_are_each_found_once() -> None:
    text = '![A {{ practice.name }}](images/a.svg "Call {{ practice.phone }}")\n\n' * 30
    pamphlet = reader.read(f"---\ntitle: R\nsummary: R.\n---\n{text}", "content/a.md")
    found = list(islice(variables.inlines(pamphlet.blocks[0]), 1_000))
    assert [type(one).__name__ for one in found].count("Image") == 30 and len(found) == 150


@pytest.mark.parametrize(
    ("braces", "width", "whole", "focus"),
    [
        ("{width=half}", "half", False, None),
        ('{width="wide"}', "wide", False, None),
        ("{.half .decorative}", "half", False, None),
        ("{width=full .whole}", "", True, None),
        ('{focus="46 20"}', "", False, (46, 20)),
        ('{focus="46%, 20.5%" width=half}', "half", False, (46, 20.5)),
        ("{focus='[0, 100]'}", "", False, (0, 100)),
        ("", "", False, None),
    ],
)
def test_how_a_picture_stands(braces: str, width: str, whole: bool, focus: tuple[float, float] | None) -> None:
    pamphlet = reader.read(f"---\ntitle: R\nsummary: R.\n---\n![A](images/a.svg){braces}\n", "content/a.md")
    (image,) = (one for one in variables.inlines(pamphlet.blocks[0]) if isinstance(one, Image))
    assert (image.width, image.whole, image.focus) == (width, whole, focus)


@pytest.mark.parametrize(
    ("braces", "said"),
    [
        ("width=50%", "warning: the width 50% of an image is read as half of its column\n  hint: write width=half"),
        ("width=80%", f"warning: the width 80% of an image is read as the whole of its column\n  hint: {images.SIZE}"),
        ("width=300px", f"warning: the width '300px' of an image is not read\n  hint: {images.SIZE}"),
        ("width=hafl", "warning: the width 'hafl' of an image is not read\n  hint: did you mean 'half'?"),
        ('focus="46"', "warning: the focus '46' of an image is not read\n  hint: write two numbers from 0 to 100"),
        ('focus="46 120"', "warning: the focus '46 120' of an image is not read\n  hint: write two numbers"),
        ('focus="1.2.3 4"', "warning: the focus '1.2.3 4' of an image is not read\n  hint: write two numbers"),
        ('focis="46 20"', "error: an image has no attribute 'focis'\n  hint: did you mean 'focus'?"),
    ],
)
def test_how_a_picture_cannot_stand(write: Callable[..., Path], braces: str, said: str) -> None:
    (problem,) = told(write, f"![A chair](images/a.svg){{{braces}}}", "a.svg")
    assert problem.startswith(f"content/rest.md:10: {said}")


def test_an_alternative_text_as_quarto_has_it(write: Callable[..., Path]) -> None:
    """What stands between the brackets is the caption then."""
    root = write({
        "content/images/a.svg": SVG,
        "content/rest.md": FRONT.replace("publish: false", "") + '![Sit *well*](images/a.svg){fig-alt="A chair"}\n',
    })  # fmt: skip
    (edition,) = library.survey(Project.load(root)).editions
    (image,) = (one for one in variables.inlines(edition.blocks[0]) if isinstance(one, Image))
    assert image.alt.text == "A chair" and image.caption and image.caption.text == "Sit *well*"
