"""Reads HTML as strictly as the tests need: tags in order, what has which name, what leads where."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SHAPES = {"path", "circle", "rect", "line", "polyline", "polygon", "ellipse", "use"}


@dataclass
class Page(HTMLParser):
    """An HTML page: `tags` are its elements with their attributes, `faults` what is not well formed."""

    html: str
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.html)
        self.close()
        self.faults += [f"<{tag}> is not closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        self.faults += [f"<{tag}> has {name} twice" for name in set(names) if names.count(name) > 1]
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        self.texts.append((self.open[-1] if self.open else "", data))

    def all(self, tag: str, **has: str) -> list[dict[str, str]]:
        """Return the attributes of every element of a name that has these."""
        return [a for t, a in self.tags if t == tag and all(a.get(k.strip("_")) == v for k, v in has.items())]

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.tags if "id" in attributes]

    @property
    def text(self) -> str:
        return " ".join("".join(text for tag, text in self.texts if tag != "script").split())

    def targets(self) -> list[str]:
        """Return the addresses of everything that the page leads to or shows."""
        return [a[name] for tag, a in self.tags for name in ("href", "src") if name in a and tag != "use"]


def read(path: Path) -> Page:
    return Page(path.read_text("utf-8"))


def broken(root: Path, files: list[Path], page_of: dict[Path, Page] | None = None) -> list[str]:
    """Return every link of some pages below `root` that leads to no file, or to no part of it."""
    known = page_of or {file: read(file) for file in files}
    found = []
    for file in files:
        for address in known[file].targets():
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            if not target.is_file() or not target.is_relative_to(root):
                found.append(f"{file.relative_to(root)}: {address} leads to no file")
            elif parts.fragment and parts.fragment not in known.setdefault(target, read(target)).ids:
                found.append(f"{file.relative_to(root)}: {address} leads to no part of that page")
    return found
