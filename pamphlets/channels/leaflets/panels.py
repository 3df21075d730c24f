"""Says where on its page the text of each panel stands, as CSS: a panel is a page of the panel's size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pamphlets.paper import Page
from pamphlets.project import Panel, Paper, Place

HAIR = 0.1
"""Millimetres that do not count."""
APART = ("cover", "back")
"""The panels that the blocks do not flow through."""


def flowing(paper: Paper) -> tuple[Panel, ...]:
    """Return the panels that the blocks flow through, in order."""
    return tuple(panel for panel in paper.panels if panel.name not in APART)


def balanced(paper: Paper) -> bool:
    """Say whether blocks are shared over panels: those of a paper that is folded, behind a cover.

    In a booklet they flow from page to page.
    """
    return not paper.bound and len(flowing(paper)) > 1 and any(panel.name == "cover" for panel in paper.panels)


def margins(panel: Panel, paper: Paper) -> tuple[float, float, float, float]:
    """Return the margins of a panel in mm: top, right, bottom, left; wide enough for each place that it stands on."""
    found = []
    for place in (place for side in paper.sides for place in side if place.panel == panel.name):
        right, bottom = paper.width - place.x - panel.width, paper.height - place.y - panel.height
        top, right, bottom, left = (_margin(gap, paper) for gap in (place.y, right, bottom, place.x))
        found.append((bottom, left, top, right) if place.turned else (top, right, bottom, left))
    top, right, bottom, left = (max(sides) for sides in zip(*found or [(paper.edge,) * 4], strict=True))
    return top, right, bottom, left


def _margin(gap: float, paper: Paper) -> float:
    """Return the margin at a side of a panel that stands so far from the edge of the paper."""
    return max(paper.fold if gap > HAIR else 0, paper.edge - gap)


def css(paper: Paper) -> str:
    """Return the rules that give each page the size and margins of its panel."""
    flow = flowing(paper)
    rules = [_rule("", flow[-1], paper)]
    start = 2 if any(panel.name == "cover" for panel in paper.panels) else 1
    if paper.sides:
        rules += [_rule(f":nth({number})", panel, paper) for number, panel in enumerate(flow, start)]
    for panel in paper.panels:
        if panel.name in APART:
            top, _, bottom, _ = margins(panel, paper)
            rules.append(_rule(f" {panel.name}", panel, paper))
            rules.append(f".{panel.name} {{ height: {panel.height - top - bottom:.3f}mm }}")
    return "\n".join(rules)


def _rule(selector: str, panel: Panel, paper: Paper) -> str:
    sides = " ".join(f"{side:g}mm" for side in margins(panel, paper))
    return f"@page{selector} {{ size: {panel.width:.4f}mm {panel.height:.4f}mm; margin: {sides} }}"


def single(paper: Paper) -> Paper:
    """Return the pages of a booklet one by one, as print shops ask for them; another paper as it is."""
    sides = tuple((Place(panel.name, 0.0),) for panel in paper.panels)
    return replace(paper, width=paper.panels[0].width, sides=sides) if paper.bound else paper


def pages(paper: Paper, laid_out: Sequence[Page]) -> dict[str, int]:
    """Return which page each panel shows; a panel that the blocks did not reach has none."""
    flow = iter([number for number, page in enumerate(laid_out) if page.name not in APART])
    named = {page.name: number for number, page in enumerate(laid_out) if page.name in APART}
    found = {panel.name: next(flow, None) for panel in flowing(paper)} | named
    return {name: number for name, number in found.items() if number is not None}
