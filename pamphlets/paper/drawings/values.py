"""Turns a value of a drawing, of an attribute or a property, into one that paper and browsers read alike.

`value` gives None for what is not valid: browsers leave it out, and so do we. What only browsers can draw is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import tinycss2
from tinycss2.ast import Node
from tinycss2.color5 import parse_color

from pamphlets.paper.drawings.faults import OUTSIDE, PLAIN, SCRIPT, Refused

STROKE = "turn strokes into shapes (Inkscape: Path › Stroke to Path; Illustrator: Object › Expand), or save it as PNG"
_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_LENGTH = re.compile(rf"({_NUMBER})([a-z]*|%)", re.I)
_UNITS = {"", "px", "em", "ex", "pt", "pc", "cm", "mm", "in", "%"}
_BROWSER_UNITS = re.compile(r"rem|r?lh|r?ch|r?cap|r?ic|rex|q|[sld]?v(?:w|h|i|b|min|max)|cq\w+", re.I)
_FUNCTION = re.compile(r"([a-z-]+)\(", re.I)
_ANGLES = {"": 1.0, "deg": 1.0, "grad": 0.9, "rad": 180 / 3.141592653589793, "turn": 360.0}
_ABSOLUTE = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "in": 96.0}
_TRANSFORMS = {"matrix": (6,), "translate": (1, 2), "translatex": (1,), "translatey": (1,), "scale": (1, 2),
               "scalex": (1,), "scaley": (1,), "rotate": (1, 3), "skewx": (1,), "skewy": (1,)}  # fmt: skip
_FONT_SIZES = {"xx-small": "9", "x-small": "10", "small": "13", "medium": "16", "large": "18", "x-large": "24",
               "xx-large": "32", "xxx-large": "48", "smaller": "0.8333em", "larger": "1.2em"}  # fmt: skip
_WEIGHTS = {"normal": "400", "bold": "700", "bolder": "700", "lighter": "400"}
Read = Callable[[str], str | None]


def refuse_outside(address: str) -> None:
    """Raise Refused for an address that is not `#name`."""
    shown = address.strip()[:80]
    if re.sub(r"[\x00-\x20]", "", address).lower().startswith(("javascript:", "vbscript:")):
        raise Refused(f"holds a script ({shown})", SCRIPT)
    raise Refused(f"reaches for something outside it ({shown})", OUTSIDE)


def _keywords(*names: str) -> Read:
    return lambda value: value.lower() if value.lower() in names else None


def _like(pattern: str) -> Read:
    return lambda value: value if re.fullmatch(pattern, value) else None


def _length(value: str) -> str | None:
    if called := _FUNCTION.match(value):
        raise Refused(f"holds a size that paper cannot reckon ({called[1].lower()}())")
    found = _LENGTH.fullmatch(value)
    unit = found[2].lower() if found else ""
    if found and unit not in _UNITS and _BROWSER_UNITS.fullmatch(unit):
        raise Refused(f"holds a size in a unit that paper does not know ({value})")
    return f"{found[1]}{'' if unit == 'px' else unit}" if found and unit in _UNITS else None


def _lengths(value: str) -> str | None:
    found = [_length(one) for one in re.split(r"[\s,]+", value.strip())] if "(" not in value else [_length(value)]
    return " ".join(filter(None, found)) if all(found) else None


def _dashes(value: str) -> str | None:
    """Return dashes and gaps in pairs: WeasyPrint reckons with as many as there are."""
    found = "none" if value.lower() == "none" else _lengths(value)
    return f"{found} {found}" if found and found != "none" and len(found.split()) % 2 else found


def _alpha(value: str) -> str | None:
    found = _LENGTH.fullmatch(value)
    return f"{float(found[1]) / (100 if found[2] else 1):g}" if found and found[2] in ("", "%") else None


def _numbers(value: str) -> str | None:
    parts = re.findall(_NUMBER, value)
    return " ".join(parts) if parts and not re.sub(_NUMBER, "", value).strip(" \t\r\n,") else None


def _view_box(value: str) -> str | None:
    found = _numbers(value)
    parts = [float(part) for part in found.split()] if found else []
    return found if len(parts) == 4 and parts[2] > 0 and parts[3] > 0 else None


def color(token: Node) -> str | None:
    """Return a color as `rgb(…)` or `rgba(…)`, or `currentColor`; None if it is none."""
    try:
        found = parse_color(token)
        if found is None or found == "currentcolor":
            return "currentColor" if found else None
        red, green, blue, alpha = (
            min(1.0, max(0.0, part or 0.0)) for part in (*found.to("srgb").coordinates, found.alpha)
        )
    except NotImplementedError:
        name = getattr(token, "lower_name", "")
        if name in ("lab", "lch", "oklab", "oklch"):
            return str(tinycss2.serialize([token]))
        raise Refused(f"holds a color that paper does not have ({name}())", "write it as #rrggbb") from None
    solid = f"{round(red * 255)},{round(green * 255)},{round(blue * 255)}"
    return f"rgb({solid})" if alpha == 1 else f"rgba({solid},{round(alpha, 4):g})"


def _color(value: str) -> str | None:
    found = list(_tokens(value))
    if len(found) == 1 and found[0].type == "function" and color(found[0]) is None:
        raise Refused(f"holds a color that paper cannot mix ({found[0].lower_name}())", "write it as #rrggbb")
    return color(found[0]) if len(found) == 1 else None


def address(token: Node) -> str | None:
    """Return the name in `url(#name)`; None for what is no address. Raises Refused for one that leads outside."""
    url = None
    if token.type == "url":
        url = str(token.value)
    elif token.type == "function" and token.lower_name in ("url", "src"):
        url = "".join(one.value for one in token.arguments if one.type == "string")
    elif token.type == "function" and any(one.type in ("string", "url") for one in token.arguments):
        refuse_outside(next(one.value for one in token.arguments if one.type in ("string", "url")))
    if url is None:
        return None
    if not re.fullmatch(r"#[^\s\"'()\\]+", url.strip()):
        refuse_outside(url)
    return url.strip()[1:]


def _link(value: str) -> str | None:
    if value.lower() == "none":
        return "none"
    found = list(_tokens(value))
    name = address(found[0]) if len(found) == 1 else None
    if not name and any(one.type == "function" for one in found):
        raise Refused(f"holds what paper cannot draw ({' '.join(value.split())[:40]})")
    return f"url(#{name})" if name else None


def _paint(value: str) -> str | None:
    if value.lower() in ("none", "context-fill", "context-stroke"):
        return value.lower()
    first, *rest = _tokens(value)
    name = address(first)
    if not name:
        return _color(value)
    fallback = tinycss2.serialize(rest).strip()
    if rest and (rest[0].type == "url" or getattr(rest[0], "lower_name", "") == "url"):
        address(rest[0])
        return None
    other = _paint(fallback) if fallback else ""
    return None if other is None else f"url(#{name}) {other}".strip()


def _tokens(value: str) -> Iterator[Node]:
    for token in tinycss2.parse_component_value_list(value, skip_comments=True):
        if token.type == "error":
            raise Refused("holds a style that cannot be read", PLAIN)
        if token.type != "whitespace":
            yield token


def _transform(value: str) -> str | None:
    """Return transforms as SVG writes them: numbers only, degrees."""
    out, rest = [], value.strip()
    if rest.lower() in ("none", ""):
        return None
    while rest:
        found = re.match(r"([a-z0-9]+)\s*\(([^()]*)\)[\s,]*", rest, re.I)
        name = found[1].lower() if found else ""
        if not found or name not in _TRANSFORMS:
            raise Refused(f"is turned or moved in a way that paper cannot draw (transform: {rest[:40]})")
        parts = found[2].replace(",", " ").split()
        turning = name in ("rotate", "skewx", "skewy")
        numbers = [_amount(part, turning and not index) for index, part in enumerate(parts)]
        if len(numbers) not in _TRANSFORMS[name]:
            return None
        out.append(_write(name, numbers))
        rest = rest[found.end() :]
    return " ".join(out)


def _amount(part: str, angle: bool) -> float:
    found = _LENGTH.fullmatch(part)
    units = _ANGLES if angle else _ABSOLUTE
    if not found or found[2].lower() not in units:
        raise Refused(f"is turned or moved in a way that paper cannot draw (transform: {part[:40]})")
    return float(found[1]) * units[found[2].lower()]


def _write(name: str, numbers: list[float]) -> str:
    if name == "translatey":
        name, numbers = "translate", [0.0, *numbers]
    elif name in ("scalex", "scaley"):
        name, numbers = "scale", [*numbers, 1.0] if name == "scalex" else [1.0, *numbers]
    if name == "scale" and 0 in numbers:
        raise Refused("is turned or moved in a way that paper cannot draw (transform: scale(0))")
    name = {"translatex": "translate", "skewx": "skewX", "skewy": "skewY"}.get(name, name)
    return f"{name}({' '.join(f'{number:.10g}' for number in numbers)})"


def _baseline(value: str) -> str | None:
    known = ("auto", "alphabetic", "baseline", "middle", "central", "hanging", "text-before-edge", "text-after-edge")
    if value.lower() not in (*known, "text-top", "text-bottom", "top", "bottom"):
        raise Refused(f"holds what paper cannot draw (dominant-baseline: {value[:30]})")
    return value.lower()


def _family(value: str) -> str | None:
    names = (re.sub(r"[^\w .+-]", "", name.strip().strip("\"'").strip()) for name in value.split(","))
    return ", ".join(filter(None, names)) or None


def _path(value: str) -> str | None:
    if found := re.fullmatch(r"path\(\s*(?:evenodd\s*,|nonzero\s*,)?\s*[\"']([^\"']*)[\"']\s*\)", value, re.I):
        value = found[1]
    kept = re.match(r"[-+.,\sMmZzLlHhVvCcSsQqTtAaEe0-9]*", value)
    return kept[0].strip() or None if kept else None


def _orient(value: str) -> str | None:
    if value in ("auto", "auto-start-reverse"):
        return value
    found = _LENGTH.fullmatch(value)
    return f"{float(found[1]) * _ANGLES[found[2].lower()]:g}" if found and found[2].lower() in _ANGLES else None


_READERS: dict[str, Read] = {
    **dict.fromkeys(("fill", "stroke"), _paint),
    **dict.fromkeys(("color", "stop-color"), _color),
    **dict.fromkeys(("opacity", "fill-opacity", "stroke-opacity", "stop-opacity", "offset"), _alpha),
    **dict.fromkeys(("clip-path", "mask", "marker-start", "marker-mid", "marker-end"), _link),
    **dict.fromkeys(("fill-rule", "clip-rule"), _keywords("nonzero", "evenodd")),
    "stroke-linecap": _keywords("butt", "round", "square"),
    "stroke-linejoin": _keywords("miter", "round", "bevel"),
    "stroke-miterlimit": _like(_NUMBER),
    "stroke-dasharray": _dashes,
    "font-family": _family,
    "font-size": lambda value: _FONT_SIZES.get(value.lower()) or _length(value),
    "font-weight": lambda value: _WEIGHTS.get(value.lower()) or (value if re.fullmatch(r"\d+", value) else None),
    "font-style": lambda value: _keywords("normal", "italic", "oblique")(value.split()[0]),
    "text-anchor": _keywords("start", "middle", "end"),
    "letter-spacing": lambda value: "0" if value.lower() == "normal" else _length(value),
    "visibility": lambda value: "hidden" if value.lower() == "collapse" else _keywords("visible", "hidden")(value),
    "display": lambda value: "none" if value.lower() == "none" else "inline",
    "overflow": lambda value: "visible" if value.lower() in ("visible", "auto") else "hidden",
    **dict.fromkeys(("transform", "gradientTransform", "patternTransform"), _transform),
    **dict.fromkeys(("gradientUnits", "patternUnits", "patternContentUnits", "clipPathUnits", "markerUnits",
                     "maskContentUnits"), _like("userSpaceOnUse|objectBoundingBox|strokeWidth")),
    "spreadMethod": _keywords("pad", "reflect", "repeat"),
    "lengthAdjust": _like("spacing|spacingAndGlyphs"),
    "mask-type": _keywords("alpha", "luminance"),
    "viewBox": _view_box,
    "preserveAspectRatio": _like(r"(none|x(Min|Mid|Max)Y(Min|Mid|Max))(\s+(meet|slice))?"),
    "orient": _orient,
    "points": _numbers,
    "rotate": _numbers,
    "d": _path,
    "id": _like(r"[^\s\"'()\\<>&]+"),
    "xml:space": _keywords("preserve", "default"),
    "dominant-baseline": _baseline,
}  # fmt: skip
_READERS["alignment-baseline"] = _READERS["dominant-baseline"]
_WORDS = {_family, _READERS["id"], _link, _paint, _color}
_LARGEST = 1e7
_MANY = {"x", "y", "dx", "dy"}
"""Attributes that hold several sizes in texts."""
KEPT = frozenset(_READERS)


def value(name: str, text: str) -> str | None:
    """Return the value of an attribute or property as we write it; None if it is not valid there.

    Raises Refused for what paper cannot draw, or what leads out of the drawing.
    """
    text = text.strip()
    if not text:
        return None
    if text.lower() == "inherit" and name in KEPT:
        return "inherit"
    read = _READERS.get(name) or (_lengths if name in _MANY else _length)
    if read not in _WORDS and any(abs(float(number)) > _LARGEST for number in re.findall(_NUMBER, text)):
        raise Refused(f"has sizes beyond any paper ({name})")
    return read(text)
