"""Names what one page is made of, before it is rendered."""

from __future__ import annotations

from dataclasses import dataclass

from pamphlets import compose
from pamphlets.channels.web.editions import Printed


@dataclass(frozen=True, slots=True)
class Version:
    """A page in one language: the language's code and own name, and the path below `web/`."""

    code: str
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A pamphlet as the index shows it; `picture` is its first one, a path of the project."""

    title: str
    summary: str
    reviewed: str
    path: str
    picture: str


@dataclass(frozen=True, slots=True)
class Way:
    """Where to go from the page "not found", in the words of one language."""

    language: str
    title: str
    why: str
    leaflet: str
    label: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that one page is made of. Paths are below `web/`; `versions` are all its languages, the default first."""

    view: compose.View
    template: str
    path: str
    versions: tuple[Version, ...]
    home: str
    editions: tuple[Printed, ...] = ()
    leaflets: tuple[tuple[str, str, str], ...] = ()
    """The id and name of each format, and the path of its file."""
    linked: tuple[tuple[str, str], ...] = ()
    """The pamphlets that the text links to, by name, and the paths of their pages."""
    picture: tuple[str, str] = ("", "")
    """The path of the picture that social networks show, and what it shows in words; empty for none."""
    feed: str = ""
    """The path of the list of what was published, if anything was."""
    topics: tuple[Topic, ...] = ()
    ways: tuple[Way, ...] = ()
    beside: tuple[str, tuple[Version, ...]] = ("", ())
    """What it is called that two languages stand side by side, and the pages that have this language beside another."""

    @property
    def draft(self) -> bool:
        """Whether this page must not be found by search engines: nobody has checked its text."""
        return bool(self.view.edition.pamphlet.path) and self.view.edition.pamphlet.draft
