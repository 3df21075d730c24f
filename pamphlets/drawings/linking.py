"""Turns what one part of a clean drawing says of another (use, gradients, clips) into what paper draws alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from pamphlets.drawings import values
from pamphlets.drawings.faults import PLAIN, Faults
from pamphlets.drawings.parsing import Lines

MOST_DRAWN = 100_000
"""Parts that a drawing has once all that it repeats is counted."""
_URL = re.compile(r"url\(#([^()]+)\)\s*(.*)")
_REFERENCES = ("fill", "stroke", "clip-path", "mask", "marker-start", "marker-mid", "marker-end")
_GRADIENTS = ("linearGradient", "radialGradient")


def link(root: Element, lines: Lines, faults: Faults) -> None:
    """Settle all references of a clean drawing, in place; what paper does not draw is added to `faults`."""
    named: dict[str, Element] = {}
    for element in root.iter():
        if name := element.get("id"):
            named.setdefault(name, element)
    for element in root.iter():
        line = lines[element]
        _settle(element, named, element is root)
        for message, hint in _wrong(element, named):
            faults.add(message, hint, line)
    for element in root.iter():
        if element.tag in _GRADIENTS:
            _flatten(element, named)
    for element in root.iter():
        if element.tag == "radialGradient":
            _round(element)
    if _Weights(named).of(root) > MOST_DRAWN:
        faults.add("repeats its parts too often", "export it simpler, or save it as PNG", lines[root])


def _settle(element: Element, named: dict[str, Element], root: bool) -> None:
    """Take out what names nothing, and say sizes that WeasyPrint does not know by itself."""
    for key in _REFERENCES:
        found = _URL.fullmatch(element.get(key, ""))
        if found and key in ("fill", "stroke"):
            element.set(key, f"url(#{found[1]})" if found[1] in named else found[2] or "none")
        elif found and found[1] not in named:
            del element.attrib[key]
    target = named.get(element.get("href", "")[1:])
    if element.tag == "svg" and not root:
        element.attrib.setdefault("width", "100%")
        element.attrib.setdefault("height", "100%")
    if element.tag == "use" and target is not None and target.tag in ("symbol", "svg"):
        for key in ("width", "height"):
            if key not in element.attrib:
                element.set(key, target.get(key, "100%"))


def _wrong(element: Element, named: dict[str, Element]) -> Iterator[tuple[str, str]]:
    def target(key: str) -> Element | None:
        found = _URL.fullmatch(element.get(key, ""))
        return named.get(found[1]) if found else None

    if target("stroke") is not None:
        yield "holds a gradient or pattern on a stroke", values.STROKE
    if target("mask") is not None:
        yield "holds what paper cannot draw (mask)", "use a clip instead of the mask, or save it as PNG"
    ground = target("fill")
    if ground is not None and ground.tag == "pattern" and ground.get("patternUnits") == "userSpaceOnUse":
        yield "holds what paper cannot draw (pattern)", PLAIN
    if element.tag == "clipPath":
        within = list(element.iter())
        if any(one.tag in ("text", "tspan") for one in within):
            yield "is cut out by words (text in clipPath)", PLAIN
        if any(one.get("clip-rule") == "evenodd" for one in within if one.tag != "clipPath"):
            yield "is cut out by a shape with holes (clip-rule: evenodd)", PLAIN
        if element.get("clipPathUnits") == "objectBoundingBox":
            yield "is cut out by parts of its own size (clipPathUnits: objectBoundingBox)", PLAIN


def _flatten(gradient: Element, named: dict[str, Element]) -> None:
    """Write into a gradient what it takes from another."""
    seen = [gradient]
    while (other := named.get(seen[-1].get("href", "")[1:])) is not None and other not in seen:
        if other.tag not in _GRADIENTS:
            break
        seen.append(other)
    for other in seen[1:]:
        for key, text in other.attrib.items():
            if key not in ("id", "href"):
                gradient.attrib.setdefault(key, text)
        if not any(child.tag == "stop" for child in gradient):
            gradient.extend(child for child in other if child.tag == "stop")
    gradient.attrib.pop("href", None)


def _round(gradient: Element) -> None:
    """Say the size of a radial gradient in parts of one: WeasyPrint takes percentages of it from the diagonal."""
    if gradient.get("gradientUnits") == "userSpaceOnUse":
        return
    for key, usual in (("cx", "50%"), ("cy", "50%"), ("r", "50%"), ("fx", ""), ("fy", ""), ("fr", "")):
        text = gradient.get(key, usual)
        if text.endswith("%"):
            gradient.set(key, f"{float(text[:-1]) / 100:g}")


class _Weights:
    """Counts how many parts are drawn for an element, with all that it repeats; a circle counts as too many."""

    def __init__(self, named: dict[str, Element]) -> None:
        self._named = named
        self._known: dict[Element, int] = {}
        self._open: set[Element] = set()

    def of(self, element: Element) -> int:
        if element in self._known:
            return self._known[element]
        if element in self._open:
            return MOST_DRAWN + 1
        self._open.add(element)
        found = 1 + sum(map(self.of, element))
        for key in _REFERENCES:
            if (match := _URL.fullmatch(element.get(key, ""))) and match[1] in self._named:
                times = len(element.get("d", element.get("points", ""))) // 2 if key.startswith("marker") else 1
                found += self.of(self._named[match[1]]) * max(1, times)
        target = self._named.get(element.get("href", "")[1:])
        if element.tag in ("use", "pattern", *_GRADIENTS) and target is not None:
            found += self.of(target)
        self._open.discard(element)
        self._known[element] = min(found, MOST_DRAWN + 1)
        return self._known[element]
