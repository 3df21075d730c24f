"""Finds and opens the only things that a page may show: files of the templates, files of the project, and `data:`.

Nothing here asks a network, or leaves the folders that it was given.
"""

from __future__ import annotations

import base64
import os
import urllib.parse
from collections.abc import Collection, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Protocol

from pamphlets.compose import theme
from pamphlets.errors import PamphletError, fail
from pamphlets.files import oddity
from pamphlets.model import Folders, Location
from pamphlets.paper import drawings, raster
from pamphlets.paper.typeset import paint

LARGEST_FILE = 25_000_000
"""Bytes of a picture, font or stylesheet."""
SIDE, MOST = 2400, 1_200_000
"""The most pixels across a photo on paper (300 in each inch of the widest, a poster's 203 mm), and its most bytes."""
KINDS = {
    ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".jfif": "image/jpeg",
    ".webp": "image/webp", ".gif": "image/gif", ".tif": "image/tiff", ".tiff": "image/tiff", ".bmp": "image/bmp",
    ".heic": "image/heic", ".heif": "image/heif", ".avif": "image/avif", ".ttf": "font/ttf", ".otf": "font/otf",
    ".woff2": "font/woff2", ".css": "text/css",
}  # fmt: skip


def font_files(templates: tuple[Path, ...], names: Collection[str] = ()) -> tuple[tuple[str, int, int], ...]:
    """List the fonts of the template folders, or those with some names, and what tells that one was changed."""
    found: dict[str, Path] = {}
    for folder in reversed(templates):
        place = folder / "assets" / "fonts"
        for path in map(place.joinpath, names) if names else sorted(place.glob("*.[to]tf")):
            if not oddity(path, os.path.realpath(folder.parent)):  # what stands there else is told by its path
                found[path.name] = path
    stats = [(path, path.stat()) for _, path in sorted(found.items())]
    return tuple((str(path), stat.st_mtime_ns, stat.st_size) for path, stat in stats)


@cache
def characters(files: tuple[tuple[str, int, int], ...]) -> frozenset[str]:
    """Return the characters that some of these fonts have; a font that cannot be read has none."""
    from fontTools.ttLib import TTFont

    found: set[int] = set()
    for path, _, _ in files:
        try:
            with open(path, "rb") as file, TTFont(file, lazy=True) as font:
                found.update(font.getBestCmap() or ())
        except Exception:
            continue
    return frozenset(map(chr, found))


def face(path: Path) -> tuple[str, str]:
    """Return a font's family and the rule that makes it known."""
    from fontTools.ttLib import TTFont

    place, hint = Location(f"templates/assets/fonts/{path.name}"), "save it again as .ttf, or delete it"
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ValueError(f"it is larger than {LARGEST_FILE // 1_000_000} MB")
        with TTFont(BytesIO(path.read_bytes()), lazy=True) as font:
            family = font["name"].getBestFamilyName()
            weight = font["OS/2"].usWeightClass
            style = "italic" if font["OS/2"].fsSelection & 1 else "normal"
            font.getBestCmap()
            font.getGlyphOrder()
    except Exception as error:  # fontTools raises what Python raises where bytes are not what they must be
        raise fail("font", f"{path.name} cannot be read as a font: {error}", place, hint) from error
    if not family:
        raise fail("font", f"{path.name} cannot be read as a font: it has no name", place, hint)
    weight = min(900, max(100, round(weight / 100) * 100))
    return family, (
        f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:{style};'
        f'src:url("asset:fonts/{urllib.parse.quote(path.name)}")}}'
    )


class Fetcher(Protocol):
    """What fetches for WeasyPrint: it refuses every address but those of `fetcher`, and remembers why."""

    refused: dict[str, str]

    def line(self, url: str, character: str) -> int:
        """Return the line of a drawing on which a character stands; 0 for none."""


def fetcher(folders: Folders, colors: Mapping[str, str]) -> Fetcher:
    """Return what WeasyPrint may fetch: `asset:` from the templates, `content:` from the project, and `data:`."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Ours(URLFetcher):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(allowed_protocols=(), allow_redirects=False)
            self.refused: dict[str, str] = {}

        def fetch(self, url: str, headers: object = None) -> object:
            try:
                content, kind = fetch(url, folders, colors)
            except (ValueError, OSError) as error:
                self.refused[url] = str(error)
                raise
            return URLFetcherResponse(url, content, {"Content-Type": kind})

        def line(self, url: str, character: str) -> int:
            if not url.startswith("content:") or not path(url).lower().endswith(".svg"):
                return 0
            words = drawings.read((folders.root / path(url)).read_bytes()).words
            return next((line for text, line in words if character in text), 0)

    return Ours()


def fetch(url: str, folders: Folders, colors: Mapping[str, str]) -> tuple[bytes, str]:
    """Return what is at an address, and its media type; a ValueError says, to an author, why it may not be shown."""
    scheme, _, rest = url.partition(":")
    if scheme == "data":
        head, _, body = rest.partition(",")
        content = urllib.parse.unquote_to_bytes(body)
        kind = head.removesuffix(";base64") or "text/plain"
        return _harmless(base64.b64decode(content) if head.endswith(";base64") else content, kind)
    name, _, query = rest.partition("?")
    name = urllib.parse.unquote(name)
    if scheme == "asset":
        path = _asset(name, folders)
    elif scheme == "content":
        path = (folders.root / "content" / name).resolve()
        if not path.is_relative_to(folders.root):
            raise ValueError("it is outside the project")
    else:
        raise ValueError("only files of this project can be shown on paper")
    if not path.is_file():
        raise ValueError("there is no such file")
    if path.stat().st_size > LARGEST_FILE:
        raise ValueError(f"it is larger than {LARGEST_FILE // 1_000_000} MB")
    content, kind = path.read_bytes(), KINDS.get(path.suffix.lower(), "")
    if not kind:
        raise ValueError(f"{path.suffix or 'a file without suffix'} is not a kind of file that paper knows")
    content = paint.symbol(content, query, colors)
    if scheme == "asset" and kind == "image/svg+xml":
        content = paint.motif(content, colors)
    if scheme == "content" and kind.startswith("image/") and kind != "image/svg+xml":
        photo = raster.develop(content, SIDE, MOST)
        return photo.content, photo.kind
    return _harmless(content, kind)


def _asset(name: str, folders: Folders) -> Path:
    try:
        return theme.of(folders.templates).find(f"assets/{name}")
    except PamphletError as error:
        hint = error.problems[0].hint
        raise ValueError(f"there is no such file{hint and f'; {hint}'}") from error


def _harmless(content: bytes, kind: str) -> tuple[bytes, str]:
    if kind != "image/svg+xml":
        return content, kind
    drawing = drawings.read(content)
    if drawing.faults:
        raise ValueError(f"the drawing {drawing.faults[0].message}")
    return drawing.content, kind


def path(url: str) -> str:
    """Return how an author knows an address: the path of the file."""
    scheme, _, rest = url.partition(":")
    rest = urllib.parse.unquote(rest.partition("?")[0])
    return {"content": f"content/{rest}", "asset": f"templates/assets/{rest}"}.get(scheme, url[:80])
