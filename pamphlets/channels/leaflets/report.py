"""Turns what the manifest says of leaflets into lines for people: at which size each fits, and how full it is."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from pamphlets.model import Entry, LeafletReport, Share

FILLERS = {"questions": "your questions", "appointment": "your next appointment"}
"""How those that are not called by their name are."""


def lines(jobs: Iterable[Entry], names: Container[str]) -> Iterator[str]:
    """Yield a line for each leaflet whose job is named, in columns."""
    rows = [(job.name, job.report) for job in jobs if job.name in names and isinstance(job.report, LeafletReport)]
    widest = max((len(name) for name, _ in rows), default=0)
    for name, found in rows:
        yield f"{name:{widest}}  {found.size:4g} pt  {say(found)}"


def say(found: LeafletReport) -> str:
    """Say how full the panels of a leaflet are, and what it left out."""
    text = ", ".join(f"{panel.name} {full(panel)}" for panel in found.panels)
    return f"{text}; left out: {', '.join(found.left_out)}" if found.left_out else text


def full(share: Share) -> str:
    """Say how full a panel is, and what fills it, or the rest of it."""
    filler, text = FILLERS.get(share.filler, share.filler), f"{share.full:.0%}"
    return f"{text} and {filler}" if share.full and filler else filler or text
