"""Turns what stands behind an image's words, `(images/x.svg "caption")`, into its file and caption."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import Literal

from pamphlets.errors import nearest
from pamphlets.source.attributes import Attributes

ENDINGS = (
    ".svg", ".png", ".jpg", ".jpeg", ".jfif", ".webp", ".gif", ".heic", ".heif", ".avif", ".tif", ".tiff", ".bmp",
)  # fmt: skip
SIZE = "leave it out: pictures are as wide as their column, with {width=half} half of it, with {width=wide} more"
"""The hint for attributes that set the size or place of a picture."""

_FILE = r"\(\s*(?P<file><[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)"
_PLAIN = re.compile(rf"""{_FILE}(?:\s+(?:"(?P<a>(?:[^"\\\n]|\\.)*(?:\n[^"\n]+)*)"|'(?P<b>[^'\n]*)'))?\s*\)""")
_LOOSE = re.compile(
    rf"""{_FILE}\s+(?:"(?P<a>[^\n]+?)"|'(?P<b>[^\n]+?)'|“(?P<c>[^\n]+?)”|„(?P<d>[^\n]+?)[“”]|«(?P<e>[^\n]+?)»
        |\((?P<f>[^()\n]+)\))\s*\)""",
    re.VERBOSE,
)
"""A caption with quotes inside, in curly ones or in brackets: it ends where a quote stands before the bracket."""
_SIGN = r"""(?:[^()<>"'“„«\n]|(?<=\w)'(?=\w)|\([^()<>"\n]{0,40}\))"""
"""A sign of a file's name with spaces: `Ann's chair (1).jpg`."""
_SPACED = re.compile(
    rf"\(\s*({_SIGN}{{1,200}}?\s{_SIGN}{{0,200}}?(?:{'|'.join(map(re.escape, ENDINGS))}))(?=[\s)])", re.IGNORECASE
)
_APART = re.compile(r"(?:[ \t]+\n?|\n)[ \t]*(?=\()")
REMOTE = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:)?//|data:", re.IGNORECASE)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_FORM = '![what it shows](images/x.svg "caption")'
_SHARE = re.compile(r"(\d{1,3}(?:\.\d*)?) ?%")
_WIDTHS: dict[str, Literal["", "half", "wide"]] = {"half": "half", "wide": "wide", "full": "", "column": ""}
_HALF = 75
"""Per cent of a column up to which half of it is nearer than all of it."""
_FOCUS = re.compile(r"\s*\[?\s*([\d.]+)\s*%?\s*[\s,;]\s*([\d.]+)\s*%?\s*\]?\s*")


@dataclass(frozen=True, slots=True)
class Target:
    """The file and the caption ('' for none) of an image, and where the text goes on."""

    file: str
    caption: str
    end: int


def target(text: str, start: int) -> Target | tuple[str, str]:
    """Return what stands in the round brackets at `start`; or what is wrong with them, and a hint."""
    spaced = _SPACED.match(text, start)
    if not (found := _PLAIN.match(text, start)) and not spaced:
        found = _LOOSE.match(text, start)
    if found:
        caption = next((part for name, part in found.groupdict().items() if name != "file" and part), "")
        file = found["file"].removeprefix("<").removesuffix(">")
        return Target(file, re.sub(r"\\([\"'])", r"\1", caption).strip(), found.end())
    if spaced:
        return f"the file's name '{spaced[1]}' has spaces", f"write <{spaced[1]}>, with the angle brackets"
    apart = _APART.match(text, start)
    if apart and isinstance(target(text, apart.end()), Target):
        return "an image with a space before its address", "take the space between ] and ( away"
    if not text.startswith("(", start):
        return "an image without an address", f"write {_FORM}"
    if re.match(r"\(\s*[^\s()]+\s+=[\dx%]+\s*\)", text[start:]):
        return "the size of an image is not read", SIZE
    if re.match(r"\(\s*[^\s()]+\s+[^\s)]", text[start:]):
        return "the caption of an image cannot be read", f"put it between quotes that it does not hold: {_FORM}"
    return "the address of an image cannot be read", f"write {_FORM}"


def width(found: Attributes) -> Literal["", "half", "wide"]:
    """Take from an image's attributes how wide it is; a share of the column is read as the nearest there is."""
    written = found.take("width")
    if share := _SHARE.fullmatch(written):
        half = float(share[1]) <= _HALF
        message = f"the width {written} of an image is read as {'half' if half else 'the whole'} of its column"
        found.problem("attribute", message, "write width=half" if half else SIZE, "warning")
        return "half" if half else ""
    if written and written not in _WIDTHS:
        near = nearest(written, _WIDTHS)
        meant = near.startswith("did you mean")
        message = f"the width '{written}' of an image is not read"
        found.problem("attribute" if meant else "leftover", message, near if meant else SIZE, "warning")
    classes = [name for name in ("half", "wide") if found.flag(name)]
    return _WIDTHS.get(written or next(iter(classes), ""), "")


def focus(found: Attributes) -> tuple[float, float] | None:
    """Take from an image's attributes what of it must stay in view: per cent from the left and from the top."""
    written = found.take("focus")
    shares = _FOCUS.fullmatch(written)
    try:
        x, y = (float(share) for share in shares.groups()) if shares else (-1, -1)
    except ValueError:
        x, y = -1, -1
    if 0 <= x <= 100 and 0 <= y <= 100:
        return x, y
    if written:
        message = f"the focus '{written}' of an image is not read"
        hint = 'write two numbers from 0 to 100, from the left and from the top: focus="46 20"'
        found.problem("attribute", message, hint, "warning")
    return None


def path(address: str, source: str) -> str | tuple[str, str]:
    """Return an image's path relative to the project, from its address in a source; or what is wrong, and a hint."""
    found = posixpath.normpath(posixpath.join(posixpath.dirname(source), address))
    if (_SCHEME.match(address) and "\\" not in address) or address.startswith("//"):
        return f"the image is at a web address: {address}", "save the picture in content/images/ and name it there"
    if found.startswith(("..", "/")) or "\\" in found:
        name = re.split(r"[/\\]", address)[-1]
        way = f"<images/{name}>, with the angle brackets" if " " in name else f"images/{name}"
        what = "is written with backslashes" if "\\" in found else "is outside the project"
        return f"the image '{address}' {what}", f"put it into content/images/ and write {way}"
    if not found.lower().endswith(ENDINGS):
        return f"'{address}' is not a picture", f"known endings: {', '.join(ENDINGS)}"
    return found


def embed(name: str) -> str:
    """Return how a picture is written that stands as an embed of another program, `![[x.jpg|300]]`; '' for others."""
    file = name.partition("|")[0].strip()
    found = f"images/{posixpath.basename(file)}"
    shown = f"<{found}>" if " " in found else found
    return f"write ![what it shows]({shown})" if file.lower().endswith(ENDINGS) else ""
