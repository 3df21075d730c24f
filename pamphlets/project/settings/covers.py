"""Reads what a pamphlet or a practice says of its cover: `cover: motif NAME`, `photo PATH` or `type`, and `focus`."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from typing import Annotated, Literal

from msgspec import Meta

from pamphlets.errors import fold, nearest
from pamphlets.model import Cover
from pamphlets.project.settings import foreign, meant
from pamphlets.project.settings.nodes import Faults, Keys, Node
from pamphlets.project.settings.shapes import Form, Text, ways

Fill = Literal["questions", "appointment", "notes", "none"]
"""What stands on a panel that the text leaves empty."""
_FOCUS = "write two numbers from 0 to 100, from the left and from the top, such as [50, 40]"
_Share = Annotated[float, Meta(title="a percentage from 0 to 100", ge=0, le=100, extra=ways(_FOCUS, split=r"[,;\s]+"))]
Focus = tuple[_Share, _Share]
_KINDS = {
    "motif": "motif", "drawing": "motif", "photo": "photo", "picture": "photo", "image": "photo", "type": "type",
    "words": "type", "text": "type", **dict.fromkeys(map(fold, meant.NOTHING), "type"),
}  # fmt: skip
"""The kinds of cover by what people call them, folded."""


def _one_line(node: Node) -> Node:
    """Return `{photo: images/x.jpg}` as one text, and a picture as other programs name it as its path."""
    for key, value in (pair for pair in node.value or () if isinstance(pair, tuple)):
        if fold(str(key.value)) in ("motif", "photo") and isinstance(value.value, str):
            return Node(value.line, f"{key.value} {value.value}")
    return foreign.picture(node)


def _cover(given: str, keys: Keys, faults: Faults) -> Cover | str:
    """Return a cover as it is written; a path alone, as other programs have it, stays one."""
    first, _, rest = given.partition(" ")
    kind = _KINDS.get(fold(given)) or _KINDS.get(fold(first), "")
    if not kind and re.search(r"[./\\]", given):
        return given
    if kind == "type":
        return Cover("type", "")
    return Cover("photo" if kind == "photo" else "motif", rest.strip(" <>\"'") if kind else given)


Written = Annotated[
    Cover | str,
    Form(Annotated[Text, Meta(examples=["motif plain", "photo images/front.jpg", "type"])], _cover, _one_line),
]
"""How a cover is written; '' for none."""


PATH = "write the path of a picture in content/images, such as 'photo images/front.jpg'"


def turned(cover: Cover, path: str, focus: tuple[float, float] | None) -> Cover:
    """Return the cover of a picture at its path in the project, turned to what must stay in view."""
    return replace(cover, name=path, focus=focus or cover.focus)


def motif(cover: Cover, motifs: Collection[str]) -> Cover | tuple[str, str]:
    """Return a cover with its motif by the name of its file; or what is wrong with it, and a hint."""
    if cover.kind != "motif" or cover.name in motifs:
        return cover
    if known := next((name for name in sorted(motifs) if fold(name) == fold(cover.name)), ""):
        return replace(cover, name=known)
    near = nearest(cover.name, motifs)
    near = f"{near} known: " if near.startswith("did") else "known: "
    hint = f"{near}{', '.join(sorted(motifs))}; or write 'photo images/…', or 'type' for words alone"
    return f"there is no motif '{cover.name}'" if cover.name else "'cover: motif' names no motif", hint
