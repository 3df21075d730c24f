"""Turns pictures into problems of their words: what an alternative text says that a screen reader says by itself.

Contrast is checked where the brand is read, resolution where a leaflet is rendered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pamphlets.checks.prose import Piece, Prose
from pamphlets.checks.rules import EDITOR
from pamphlets.checks.text import fold
from pamphlets.library import Library
from pamphlets.model import Problem
from pamphlets.source import images

_FILLER = re.compile(
    r"^(?:an? |the |una? |la |el )?(?:image|picture|photo|photograph|graphic|illustration|drawing|icon|imagen|foto"
    r"|fotografia|dibujo|ilustracion|grafico|icono) (?:of|showing|that shows|de|que muestra|con)\b"
)
_FILE = re.compile(r"\.(?:svg|png|jpe?g|webp|gif)$|^(?:img|dsc|image|foto)[-_ ]?\d+$")

_SIZED = re.compile(r"\|\d+(?:x\d+)?$")
"""As Obsidian writes it."""


def check(library: Library, prose: Prose) -> Iterator[Problem]:
    """Yield alternative texts that say what they are, or what the caption or the text says already."""
    for pamphlet in library.pamphlets.values():
        for block in pamphlet.blocks:
            found: dict[Problem, None] = {}
            for variant in prose.body(pamphlet, block):
                found |= dict.fromkeys(_check(variant))
            yield from found


def _check(pieces: tuple[Piece, ...]) -> Iterator[Problem]:
    for piece, following in zip(pieces, [*pieces[1:], None], strict=True):
        if piece.part != "alt":
            continue
        alt, rule = fold(piece.text), EDITOR["alt-words"]
        if found := _FILLER.match(alt):
            hint = "begin with what is to be seen"
            yield rule.at(piece.location, f"the alternative text begins with “{piece.text[: found.end()]}”", hint)
        elif _FILE.search(alt):
            message = f"the alternative text is a file's name: “{piece.text}”"
            yield rule.at(piece.location, message, "say what is to be seen")
        elif found := _SIZED.search(piece.text):
            yield rule.at(piece.location, f"the alternative text ends with a size: “{found[0]}”", images.SIZE)
        elif following and following.part == "caption" and fold(following.text) == alt:
            hint = "let the alternative text say what is to be seen, and the caption what it means"
            yield rule.at(piece.location, "the alternative text repeats the caption", hint)
