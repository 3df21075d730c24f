"""Reads `templates/languages/*.yml`: what pages need to know of a language, and what templates say in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal, TypeVar

from msgspec import Meta, field

from pamphlets.errors import nearest
from pamphlets.localized import scripts
from pamphlets.project.settings import shapes
from pamphlets.project.settings.nodes import Faults, Keys
from pamphlets.project.settings.shapes import Form, Shape, Slug, Text, ways

T = TypeVar("T")
Line = Annotated[
    float, Meta(title="a line height from 1.2 to 2.2", ge=1.2, le=2.2, extra=ways("a number, such as 1.55"))
]


class Typeface(Shape, frozen=True, kw_only=True):
    """The font of a language, and whether the letters that the brand's has stay in that.

    No word is ever in two fonts: where the brand's has all of `letters`, it stays, and where it has only some of them,
    all is in the language's own.
    """

    family: Text
    brand: Literal["beside", "instead"] = "beside"
    letters: Text = ""


class Naming(Shape, frozen=True, kw_only=True):
    """What a language calls a format, and how it is folded; `mirrored`: for leaflets that are read the other way."""

    name: Text = ""
    folding: Text = ""
    mirrored: Text = ""


def fill(given: Mapping[str, T | None], keys: Keys, faults: Faults) -> dict[str, T]:
    """Return a mapping without what is still to be filled in."""
    return {key: value for key, value in given.items() if value is not None and value != Naming()}


class Language(Shape, frozen=True, kw_only=True):
    """A language. What its file leaves out is as the Unicode Common Locale Data Repository (CLDR) has it.

    `checked_by` is the speaker who has read its words; `line` the least line height that its letters need.
    """

    name: Text = ""
    direction: Literal["ltr", "rtl", ""] = ""
    checked_by: Text = ""
    font: Typeface | None = None
    line: Line = 0.0
    words: Annotated[dict[str, str], Form(dict[Slug, Text | None], fill)] = field(default_factory=dict)
    formats: Annotated[dict[str, Naming], Form(dict[Slug, Naming | None], fill)] = field(default_factory=dict)

    def over(self, other: Language) -> Language:
        """Return this, and what it leaves out as `other` says it."""
        nothing = Language()
        said = {key: mine for key in self.__struct_fields__ if (mine := getattr(self, key)) != getattr(nothing, key)}
        named = {key: _naming(self.formats.get(key), row) for key, row in other.formats.items()}
        return other.replace(**said | {"words": other.words | self.words, "formats": self.formats | named})

    def lacking(self, words: Mapping[str, str], formats: Mapping[str, Naming]) -> tuple[str, ...]:
        """Return the keys of the words and formats that another language has and this has not."""
        return (*(key for key in words if key not in self.words), *(key for key in formats if key not in self.formats))


def _naming(mine: Naming | None, other: Naming) -> Naming:
    if mine is None:
        return other
    said = {key: getattr(mine, key) or getattr(other, key) for key in mine.__struct_fields__}
    return Naming(**said)


def read(text: str, faults: Faults, code: str, english: Mapping[str, str]) -> Language:
    """Return what the file of a language says; `english` are the words that it may have, with what is filled in."""
    found = shapes.read(text, Language, faults) or Language()
    _check_direction(found.direction, code, faults)
    whole = {key: said for key, said in found.words.items() if _is_whole(key, said, english, faults)}
    return found.replace(words=whole)


def _check_direction(direction: str, code: str, faults: Faults) -> None:
    right = scripts.direction(code)
    if direction and direction != right:
        message = f"'{code}' is written from {'right to left' if right == 'rtl' else 'left to right'}"
        faults.add("wrong-value", message, ("direction",), f"write {right}, or leave the line out")


def _is_whole(key: str, said: str, english: Mapping[str, str], faults: Faults) -> bool:
    """Say whether words have in them what the English ones have: `{date}`, which is filled in."""
    keys = ("words", key)
    if key not in english:
        if hint := nearest(key, english):
            faults.add("words", f"no template prints '{key}'", keys, hint, "warning")
        return True
    wanted, found = (set(re.findall(r"\{(\w+)\}", text)) for text in (english[key], said))
    for name in sorted(wanted - found):
        hint = f"put {{{name}}} where it belongs; English: {english[key]}"
        faults.add("words", f"'{key}' has lost {{{name}}}", keys, hint)
    for name in sorted(found - wanted):
        message = f"'{key}' has {{{name}}}, which nothing fills in"
        faults.add("words", message, keys, f"take it out; English: {english[key]}")
    return wanted == found
