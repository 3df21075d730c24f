"""Turns a wheel that carries a font into files of the design's weights, and its licence; nothing of it is run."""

from __future__ import annotations

import re
import stat
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from pamphlets.errors import fail
from pamphlets.model import Location

LARGEST, MOST_BYTES, MOST_FILES = 25_000_000, 120_000_000, 400
"""Bytes of a file, bytes of all, and files of a wheel: Noto Sans, the largest, has a fifth of each."""
MOST_AXES = 10
_OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|\\|(^|/)\.\.(/|$)|[\0-\x1f]")
_PROGRAM = re.compile(r"\.data/|\.(pth|so|pyd|dll|dylib|exe|sh|bat|js)$", re.IGNORECASE)
_FONT = re.compile(r"\w+/(files/)?[^/]+\.(ttf|otf)", re.IGNORECASE)
_LICENCE = re.compile(r"\w+/(LICEN[CS]E|OFL|SIL-OPEN-FONT-LICENSE)(\.txt)?", re.IGNORECASE)
_FAMILY = re.compile(r"\w[\w .&+'-]{0,80}")
_BOLD = 700


def files(wheel: bytes, name: str, weights: Mapping[str, int]) -> Iterator[tuple[str, bytes]]:
    """Yield the upright weights of a wheel's font as files such as `Lora-SemiBold.ttf`, and its licence.

    `weights` are those to take, by the names of their files; of a variable font each is cut. `name` is what problems
    call the wheel. Raises PamphletError if it is no such wheel, or carries what no font needs.
    """
    held = _members(wheel, name)
    families: dict[str, dict[int, tuple[str, bytes]]] = {}
    for path, content in sorted(held.items()):
        if _FONT.fullmatch(path):
            for family, weight, cut in _cut(content, path.rpartition("/")[2], name, tuple(weights.values())):
                families.setdefault(family, {}).setdefault(weight, (path, cut))
    licence = next((content for path, content in sorted(held.items()) if _LICENCE.fullmatch(path)), b"")
    if not families or not licence:
        raise _refuse(name, "carries no font with its licence")
    family, cuts = min(families.items(), key=lambda one: (-len(one[1]), len(one[0])))
    begin = family.replace(" ", "")
    for style, weight in weights.items():
        if weight in cuts:
            path, content = cuts[weight]
            yield f"{begin}-{style}{path[-4:].lower()}", content
    yield f"{begin}-LICENSE.txt", licence


def _refuse(name: str, why: str) -> Exception:
    hint = "nothing was written; put the files of the font into templates/assets/fonts yourself"
    return fail("font", f"the package {name} {why}", Location("templates/assets/fonts"), hint)


def _members(wheel: bytes, name: str) -> dict[str, bytes]:
    """Return the fonts and licences of a wheel by their paths; nothing is unpacked to where its paths lead."""
    try:
        with zipfile.ZipFile(BytesIO(wheel)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise _refuse(name, "is larger than a font")
            for entry in entries:
                if _OUTSIDE.search(entry.orig_filename) or stat.S_ISLNK(entry.external_attr >> 16):
                    raise _refuse(name, f"has a file that leads out of it: {entry.filename[:80]!r}")
                if _PROGRAM.search(entry.filename):
                    raise _refuse(name, f"carries a program: {entry.filename[:80]!r}")
            wanted = [
                entry for entry in entries if _FONT.fullmatch(entry.filename) or _LICENCE.fullmatch(entry.filename)
            ]
            return {entry.filename: _content(archive, entry, name) for entry in wanted}
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as fault:
        raise _refuse(name, f"cannot be opened: {fault}") from fault


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    with archive.open(entry) as opened:
        content = opened.read(LARGEST + 1)  # what it says of its size may be wrong
    if len(content) > LARGEST:
        raise _refuse(name, "is larger than a font")
    return content


def _cut(content: bytes, file: str, name: str, weights: tuple[int, ...]) -> Iterator[tuple[str, int, bytes]]:
    """Yield family, weight and bytes of each weight that a font file has; none of one that slants."""
    from fontTools.ttLib import TTFont

    try:
        with TTFont(BytesIO(content), lazy=True) as font:
            family = font["name"].getBestFamilyName() or ""
            if font["OS/2"].fsSelection & 1 or font["post"].italicAngle:
                return
            if not _FAMILY.fullmatch(family):
                raise ValueError("it has no name")
            if "fvar" not in font:
                font.getBestCmap()
                yield family, font["OS/2"].usWeightClass, content
                return
            axes = {axis.axisTag: axis for axis in font["fvar"].axes}
        if len(axes) > MOST_AXES:
            raise ValueError(f"it has {len(axes)} axes")
        span: Any = axes.get("wght")
        for weight in weights:
            if span and span.minValue <= weight <= span.maxValue:
                places = {tag: weight if tag == "wght" else axis.defaultValue for tag, axis in axes.items()}
                yield family, weight, _instance(content, places, family)
    except Exception as fault:  # fontTools raises what Python raises where bytes are not what they must be
        raise _refuse(name, f"has a font that cannot be read, {file}: {fault}") from fault


def _instance(content: bytes, places: Mapping[str, float], family: str) -> bytes:
    """Return a static font: a variable one at a place on each of its axes, named as programs look it up."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    weight = int(places["wght"])
    style = {400: "Regular", 600: "SemiBold", 700: "Bold"}.get(weight, str(weight))
    packed = BytesIO()
    with TTFont(BytesIO(content), recalcTimestamp=False) as variable:
        font: Any = instancer.instantiateVariableFont(variable, places, inplace=True)
        names = font["name"]
        for number in (16, 17, 21, 22, 25):
            names.removeNames(nameID=number)
        plain = weight in (400, _BOLD)
        said = {1: family if plain else f"{family} {style}", 2: style if plain else "Regular", 3: f"{family} {style}",
                4: f"{family} {style}", 6: f"{family.replace(' ', '')}-{style}"}  # fmt: skip
        said |= {} if plain else {16: family, 17: style}
        for number, text in said.items():
            names.removeNames(nameID=number)
            names.setName(text, number, 3, 1, 0x409)
        font["OS/2"].usWeightClass = weight
        bold = weight == _BOLD
        font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0x61 | (0x20 if bold else 0x40)
        font["head"].macStyle = int(bold)
        font.save(packed)
    return packed.getvalue()
