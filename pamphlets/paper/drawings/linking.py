"""Turns what one part of a clean drawing says of another (use, gradients, clips) into what paper draws alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from pamphlets.paper.drawings import values
from pamphlets.paper.drawings.faults import PLAIN, Faults

MOST_DRAWN = 100_000
"""Parts that a drawing has once all that it repeats is counted."""
_URL = re.compile(r"url\(#([^()]+)\)\s*(.*)")
_REFERENCES = ("fill", "stroke", "clip-path", "mask", "marker-start", "marker-mid", "marker-end")
_MOVES = re.compile("[Mm]")
_PLAIN = re.compile(r"[-+.\de]+", re.I)
_SIMPLE = ("circle", "ellipse", "line", "rect")
_SHAPES = (*_SIMPLE, "path", "polygon", "polyline")
_MEASURES = ("x1", "y1", "x2", "y2", "cx", "cy", "r", "fx", "fy", "fr")
_GRADIENTS = ("linearGradient", "radialGradient")


def link(root: Element, lines: dict[Element, int], faults: Faults) -> None:
    """Settle all references of a clean drawing, in place; what paper does not draw is added to `faults`."""
    named: dict[str, Element] = {}
    for element in root.iter():
        if name := element.get("id"):
            named.setdefault(name, element)
    for element in list(root.iter("mask")):
        _cut_out(element, root)
    for element in root.iter():
        line = lines[element]
        _settle(element, named, element is root)
        for message, hint in _wrong(element, named):
            faults.add(message, hint, line)
    for element in root.iter():
        if element.tag in _GRADIENTS:
            _flatten(element, named)
    box = [float(part) for part in root.get("viewBox", "").split()[2:]]
    for element in root.iter():
        if element.tag in _GRADIENTS and not _measure(element, box):
            faults.add("holds a gradient without measures", PLAIN, lines[element])
    for element in list(root.iter("use")):
        if "clip-path" in element.attrib and all(_PLAIN.fullmatch(element.get(key, "0")) for key in ("x", "y")):
            _clip_around(element, lines)
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
    if element.tag == "clipPath":
        for child in list(element):
            if child.tag not in (*_SHAPES, "text", "use"):  # as browsers do
                element.remove(child)
    if element.tag == "svg" and not root:
        element.attrib.setdefault("width", "100%")
        element.attrib.setdefault("height", "100%")
    if element.tag == "use" and target is not None and target.tag in ("symbol", "svg"):
        for key in ("width", "height"):
            if key not in element.attrib:
                element.set(key, target.get(key, "100%"))


def _cut_out(mask: Element, root: Element) -> None:
    """Make a mask of solid shapes a clip, which shows the same, and which paper can draw."""
    name = f"url(#{mask.get('id', '')})"
    users = [element for element in root.iter() if element.get("mask") == name]
    solid = mask.get("mask-type") == "alpha"
    inner = [element for element in mask.iter() if element is not mask]
    if mask.get("maskContentUnits") == "objectBoundingBox" or any("clip-path" in user.attrib for user in users):
        return
    for element in inner:
        fill = element.get("fill", mask.get("fill", "rgb(0,0,0)"))
        if (
            element.tag not in _SHAPES
            or (fill not in ("rgb(255,255,255)", "#fff") and not (solid and fill.startswith("rgb(")))
            or element.get("stroke", "none") != "none"
            or any(key in element.attrib for key in ("opacity", "fill-opacity", "clip-path", "mask"))
        ):
            return
    if inner and not any(key in mask.attrib for key in ("opacity", "fill-opacity", "stroke", "mask")):
        mask.tag = "clipPath"
        mask.attrib.pop("mask-type", None)
        mask.attrib.pop("maskContentUnits", None)
        for user in users:
            user.set("clip-path", user.attrib.pop("mask"))


def _wrong(element: Element, named: dict[str, Element]) -> Iterator[tuple[str, str]]:
    def target(key: str) -> Element | None:
        found = _URL.fullmatch(element.get(key, ""))
        return named.get(found[1]) if found else None

    if target("stroke") is not None:
        yield "holds a gradient or pattern on a stroke", values.STROKE
    if target("mask") is not None:
        yield "holds what paper cannot draw (mask)", "use a clip instead of the mask, or save it as PNG"
    ground = target("fill")
    if ground is not None and ground.tag == "pattern":
        moved = any(ground.get(key, "0") not in ("0", "0%") for key in ("x", "y"))
        if moved or ground.get("patternUnits") == "userSpaceOnUse":
            yield "holds what paper cannot draw (pattern)", PLAIN
    marked = any(target(f"marker-{part}") is not None for part in ("start", "mid", "end"))
    if marked and ("opacity" in element.attrib or re.search("[Aa]", element.get("d", ""))):
        yield "holds a marker on an arc, or on a line that lets light through", values.STROKE
    if element.tag == "clipPath":
        within = list(element.iter())
        if any(one.tag in ("text", "tspan") for one in within):
            yield "is cut out by words (text in clipPath)", PLAIN
        if any(one.get("clip-rule") == "evenodd" and len(_MOVES.findall(one.get("d", "MM"))) > 1 for one in within[1:]
               if one.tag not in _SIMPLE):  # fmt: skip
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


def _measure(gradient: Element, box: list[float]) -> bool:
    """Write the measures of a gradient as numbers; say whether that can be done.

    WeasyPrint takes percentages of what is filled, and those of a radius from its diagonal; browsers take them of the
    whole drawing, whose width and height are `box`, if the gradient's units are the user's.
    """
    usual = {"x1": "0", "y1": "0", "x2": "100%", "y2": "0"}
    if gradient.tag == "radialGradient":
        usual = {"cx": "50%", "cy": "50%", "r": "50%"}
    whole = [1.0, 1.0]
    if gradient.get("gradientUnits") == "userSpaceOnUse":
        whole = box
    for key in _MEASURES:
        text = gradient.get(key, usual.get(key, ""))
        if text.endswith("%"):
            if not whole:
                return False
            width, height = whole
            of = width if "x" in key else height if "y" in key else ((width**2 + height**2) / 2) ** 0.5
            text = f"{float(text[:-1]) / 100 * of:.8g}"
        if text:
            gradient.set(key, text)
    return True


def _clip_around(use: Element, lines: dict[Element, int]) -> None:
    """Put what is used into a group that is moved with its clip: WeasyPrint leaves the clip behind."""
    inner = Element("use", use.attrib)
    x, y = (inner.attrib.pop(key, "0") for key in ("x", "y"))
    own: dict[str, str] = {}
    for key in ("clip-path", "transform", "id"):
        if key in inner.attrib:
            own[key] = inner.attrib.pop(key)
    own["transform"] = f"{own.get('transform', '')} translate({x} {y})".strip()
    use.attrib.clear()
    use.attrib.update(own)
    use.tag = "g"
    use.append(inner)
    lines[inner] = lines[use]


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
