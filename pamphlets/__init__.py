"""One markdown source is read as a Pamphlet and comes out as printable leaflets, social media posts and web pages.

A Pamphlet is a list of named Blocks. An Edition is a pamphlet in one language, for one site. Each channel plans jobs
from the editions; a job makes Renderings (a path and bytes); the build writes them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pamphlets.builder import build, check
    from pamphlets.channels.series.counting import count
    from pamphlets.errors import PamphletError
    from pamphlets.model import Block, Edition, Location, Pamphlet, Problem, Rendering
    from pamphlets.project.project import Project
    from pamphlets.source import read

__all__ = [
    "Block", "Edition", "Location", "Pamphlet", "PamphletError", "Problem", "Project", "Rendering", "build", "check",
    "count", "read",
]  # fmt: skip

__version__ = "0.1.0"

_HOMES = {
    "builder": ("build", "check"),
    "channels.series.counting": ("count",),
    "errors": ("PamphletError",),
    "model": ("Block", "Edition", "Location", "Pamphlet", "Problem", "Rendering"),
    "project.project": ("Project",),
    "source": ("read",),
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first used (PEP 562), so that importing this package costs next to nothing."""
    from importlib import import_module

    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
