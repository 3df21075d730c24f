"""Turns what a text names, a picture of its own or its cover, into what a card shows of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from pamphlets.compose import View, plain
from pamphlets.model import Cover, Image


@dataclass(frozen=True, slots=True)
class Art:
    """A picture on a card: its address for paper, its SHA-256, and what it shows.

    `photo` is one made of dots, which is cut around `focus` (as CSS places it; '' for what suits its shape). `whole` is
    one that is never cut, as drawings are.
    """

    url: str
    sha256: str
    alt: str
    photo: bool
    whole: bool
    focus: str = ""


def of_image(image: Image, view: View) -> Art:
    """Return a picture of a view, with its alt text."""
    photo = not image.src.lower().endswith(".svg")
    url = f"content:{quote(image.src.removeprefix('content/'))}"
    focus = "{:g}% {:g}%".format(*image.focus) if image.focus else ""
    return Art(url, dict(view.files)[image.src], plain.text(image.alt, view), photo, image.whole or not photo, focus)


def of_cover(cover: Cover, files: Mapping[str, str]) -> Art | None:
    """Return what stands on the cover of leaflets, None for words alone; `files` are the digests of pictures."""
    if not cover.url:
        return None
    photo = cover.kind == "photo" and not cover.drawn
    return Art(cover.url, files.get(cover.name, ""), cover.alt, photo, cover.drawn, cover.position)
