"""Reads the logo of a brand, and the short name of the practice, by which a logo may call it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, NamedTuple

from msgspec import field

from pamphlets.errors import fold
from pamphlets.project.settings.nodes import Faults, Keys, Node
from pamphlets.project.settings.shapes import Form, Shape, Text, Unread


class Picture(Shape, frozen=True, kw_only=True):
    """A picture file and its alternative text."""

    path: Text
    alt: str = ""


class Variants(Shape, frozen=True, kw_only=True):
    """A logo for light grounds and one for dark grounds; or one picture, with its alternative text."""

    light: Text | Picture | None = None
    dark: Text | Picture | None = None
    path: str = ""
    alt: str = ""


Logo = Text | Variants


class Logos(Variants, frozen=True, kw_only=True):
    """The logo in up to three sizes; or in one, as there."""

    images: dict[str, Text | Picture] = field(default_factory=dict)
    small: Logo | None = None
    medium: Logo | None = None
    large: Logo | None = None


class Pictures(NamedTuple):
    """The files of a logo, for light and for dark ground, relative to the project, or ''; and what the logo says."""

    light: str = ""
    dark: str = ""
    alt: str = ""


def _logos(logo: str | Logos, keys: Keys, faults: Faults) -> Pictures:
    """Return the logo that is there: the middle size, the large or the small one."""
    images = logo.images if isinstance(logo, Logos) else {}
    sizes: dict[Keys, str | Variants | None] = {keys: logo}
    if isinstance(logo, Logos) and not _picture(logo, images).path:
        sizes = {(*keys, size): getattr(logo, size) for size in ("medium", "large", "small")}
    for place, one in sizes.items():
        light, dark = _picture(one, images), _picture(one.dark if isinstance(one, Variants) else None, images)
        if light.path and (file := _file(light.path, place, faults)):
            other = _file(dark.path, place, faults) if dark.path not in ("", light.path) else ""
            alt = light.alt or (logo.alt if isinstance(logo, Logos) else "")
            return Pictures(file, other, " ".join(alt.split()))
    return Pictures()


def _picture(one: str | Picture | Variants | None, images: Mapping[str, str | Picture]) -> Variants:
    """Return the picture for light ground, or the only one, by its path and alternative text; a name is of `images`."""
    if isinstance(one, Variants) and not one.path:
        found = _picture(one.light or one.dark, images)
        return found.replace(alt=found.alt or one.alt)
    if isinstance(one, Picture | Variants):
        return Variants(path=one.path, alt=one.alt)
    named = images.get(one or "", one or "")
    return Variants(path=named) if isinstance(named, str) else Variants(path=named.path, alt=named.alt)


def _file(path: str, keys: Keys, faults: Faults) -> str:
    hint = "the path begins at the folder 'content'"
    if re.match(r"[a-z]+:", path, re.IGNORECASE):
        wrong, hint = f"the logo '{path[:80]}' is at a web address", "save it in content/images and name it here"
    else:
        path = f"content/{path.lstrip('/').removeprefix('./')}"
        wrong = faults.missing(path)
    if wrong:
        faults.add("logo", f"{wrong}: it is not shown", keys, hint, "warning")
    return "" if wrong else path


def _name(node: Node) -> Node:
    """Return the short name that `meta: name:` has, or ''."""
    here = node
    for name in ("name", "short"):
        pairs = [pair for pair in here.value or () if isinstance(pair, tuple)] if here.mapping else []
        here = next((value for key, value in pairs if key.value == name), Node(node.line, None))
    return here if isinstance(here.value, str) and here.value.strip() else Node(node.line, [], mapping=True)


def words(text: str) -> str:
    """Return a text as its words alone, without capitals and accents, to be compared."""
    return " ".join(filter(None, (fold(word) for word in re.split(r"[^\w'’]+", text))))


Short = Annotated[str, Form(Text | dict[str, Unread], lambda name, keys, faults: name or "", _name)]
Written = Annotated[Pictures, Form(Text | Logos, _logos)]
"""How a logo is written."""
