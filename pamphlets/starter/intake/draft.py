"""Names what a file of another program becomes on its way to a source: blocks, pictures, notes, and the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pamphlets.source import Element

_PART = r"(?:[^\s<>*`^~\[\]{}\\&%]|%(?!%))"
_URL = rf"(?:https?://|www\.){_PART}+(?:&[\w.-]+={_PART}*)*|[A-Za-z0-9][\w.+-]*@[\w-]+\.[\w.-]*[A-Za-z0-9]"
"""An address, whose own signs are no marks."""
_SIGNS = re.compile(
    rf"(?P<url>{_URL})|(?P<blank>_{{3,}}(?!\S))|(?P<entity>&(?=#?\w+;)|<(?=!)|(?<=%)%)|(?P<second>(?<=\{{)\{{)"
    r"|(?P<sign>[\\`*\[\]]|<(?=[^\s\d=])|(?<![^\W_])_|_(?![^\W_])|~(?=\S)|\^(?=\S)|=(?==))"
)
_ENTITIES = {"&": "&amp;", "<": "&lt;", "%": "&#37;"}
_GONE = re.compile("[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u2028\u2029\ufeff\ufffe\uffff\U000f0000-\U0010ffff]")
PICTURE = "picture-{}-of-draft"
"""Stands for the path of a picture, by its number, until it has a name."""


@dataclass(frozen=True, slots=True)
class Rest:
    """What was not taken over: what it is (`header`, `comment`), and its words."""

    kind: str
    words: str


@dataclass(slots=True)
class Draft:
    """What was found in a file; `words` is all that its body says."""

    elements: list[Element] = field(default_factory=list)
    title: str = ""
    summary: str = ""
    language: str = ""
    notes: dict[str, str] = field(default_factory=dict)
    photos: list[bytes] = field(default_factory=list)
    rest: list[Rest] = field(default_factory=list)
    words: str = ""
    source: str = ""
    """A text that is Markdown already."""

    def leave(self, kind: str, words: str) -> None:
        """Note what is not taken over, if it says anything, once."""
        left = Rest(kind, " ".join(words.split()).replace("-->", "-- >"))  # the list is a comment
        if left.words and left not in self.rest:
            self.rest.append(left)

    def photo(self, content: bytes, alt: str, caption: str = "") -> str:
        """Keep a picture, and return how it is shown."""
        from pamphlets.paper import raster

        kind = ending(content)
        flaw = next((one.message for one in raster.flaws(content, f"x.{kind}") if one.grave), "") if kind else ""
        if not kind or flaw:
            self.leave("picture", f"{alt or 'a picture'}, which {flaw or 'is not of a kind that can be shown'}")
            return ""
        if content not in self.photos:
            self.photos.append(content)
        words = escape(" ".join(alt.split())) or "TODO: say what this picture shows"
        title = f' "{caption}"' if caption else ""
        return f"![{words}]({PICTURE.format(self.photos.index(content))}{title})"


def ending(content: bytes) -> str:
    """Return the ending of a picture's name by how its bytes begin; '' for what no output can show."""
    if content.startswith((b"II*\0", b"MM\0*")):
        return "tif"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    kinds = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg", b"GIF8": "gif", b"BM": "bmp"}
    return next((kind for begin, kind in kinds.items() if content.startswith(begin)), "")


def escape(text: str) -> str:
    """Return plain words as Markdown that says them: what would be read as a mark stands after a backslash."""
    return literal(clean(text))


def literal(text: str) -> str:
    """Return words as Markdown that says them, every character of them."""
    return _SIGNS.sub(_escaped, text)


def clean(text: str) -> str:
    """Return a text without characters that nobody can print."""
    return _GONE.sub("", text)


def _escaped(found: re.Match[str]) -> str:
    if found["sign"] or found["second"]:
        return f"\\{found[0]}"
    return _ENTITIES[found[0]] if found["entity"] else found[0]
