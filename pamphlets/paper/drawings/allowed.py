"""Lists what a drawing may hold: elements, their attributes, and what of CSS is refused, as paper cannot draw it."""

from __future__ import annotations

INHERITED = frozenset({
    "clip-rule", "color", "dominant-baseline", "fill", "fill-opacity", "fill-rule", "font-family", "font-size",
    "font-style", "font-weight", "letter-spacing", "marker-end", "marker-mid", "marker-start", "stroke",
    "stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit",
    "stroke-opacity", "stroke-width", "text-anchor", "visibility",
})  # fmt: skip
OWN = frozenset({"alignment-baseline", "clip-path", "display", "mask", "opacity", "overflow", "stop-color",
                 "stop-opacity", "transform"})  # fmt: skip
PROPERTIES = INHERITED | OWN
"""Properties that any element may have; as attributes they say the same."""
GEOMETRY = frozenset({"mask-type", "cx", "cy", "d", "height", "r", "rx", "ry", "width", "x", "y"})
"""Attributes that CSS may set."""
INITIAL = {
    "clip-rule": "nonzero", "color": "rgb(0,0,0)", "dominant-baseline": "auto", "fill": "rgb(0,0,0)",
    "fill-opacity": "1", "fill-rule": "nonzero", "font-family": "sans-serif", "font-size": "16",
    "font-style": "normal", "font-weight": "400", "letter-spacing": "0", "marker-end": "none", "marker-mid": "none",
    "marker-start": "none", "stroke": "none", "stroke-dasharray": "none", "stroke-dashoffset": "0",
    "stroke-linecap": "butt", "stroke-linejoin": "miter", "stroke-miterlimit": "4", "stroke-opacity": "1",
    "stroke-width": "1", "text-anchor": "start", "visibility": "visible",
}  # fmt: skip

_BOX = ("x", "y", "width", "height")
_TEXT = ("x", "y", "dx", "dy", "rotate", "textLength", "lengthAdjust", "xml:space")
_GRADIENT = ("gradientUnits", "gradientTransform", "spreadMethod", "href")
_TABLE: dict[str, tuple[str, ...]] = {
    "svg": (*_BOX, "viewBox", "preserveAspectRatio"),
    "g": (), "defs": (), "title": (), "desc": (),
    "symbol": (*_BOX, "viewBox", "preserveAspectRatio"),
    "use": (*_BOX, "href"),
    "image": (*_BOX, "preserveAspectRatio", "href"),
    "path": ("d",),
    "rect": (*_BOX, "rx", "ry"),
    "circle": ("cx", "cy", "r"),
    "ellipse": ("cx", "cy", "rx", "ry"),
    "line": ("x1", "y1", "x2", "y2"),
    "polyline": ("points",),
    "polygon": ("points",),
    "text": _TEXT,
    "tspan": _TEXT,
    "linearGradient": ("x1", "y1", "x2", "y2", *_GRADIENT),
    "radialGradient": ("cx", "cy", "r", "fx", "fy", "fr", *_GRADIENT),
    "stop": ("offset",),
    "clipPath": ("clipPathUnits",),
    "mask": ("mask-type", "maskContentUnits"),
    "pattern": (*_BOX, "viewBox", "preserveAspectRatio", "patternUnits", "patternContentUnits", "patternTransform"),
    "marker": ("viewBox", "preserveAspectRatio", "refX", "refY", "markerWidth", "markerHeight", "markerUnits",
               "orient"),
}  # fmt: skip
ELEMENTS = {tag: frozenset({"id", *attributes}) for tag, attributes in _TABLE.items()}
"""The elements that are kept, and their attributes beside those that any may have."""

WITHIN = {"text": {"tspan"}, "tspan": {"tspan"}, "linearGradient": {"stop"}, "radialGradient": {"stop"}}
HOLDERS = frozenset({"svg", "g", "defs", "symbol", "clipPath", "mask", "pattern", "marker"})
"""What stands in which element: in HOLDERS all that needs no other holder, in others what `WITHIN` says; a title may
stand everywhere. Browsers do not draw what stands elsewhere."""

ACTIVE = frozenset({"script", "handler", "listener", "iframe", "audio", "video", "canvas", "embed", "object", "source"})
MOVING = frozenset({"animate", "animateColor", "animateMotion", "animateTransform", "discard", "mpath", "set"})
DROPPED = frozenset({"color-profile", "cursor", "filter", "font", "font-face", "glyph", "hkern", "metadata",
                     "missing-glyph", "style", "view", "vkern"})  # fmt: skip
"""Elements that show nothing by themselves."""
NAMED = frozenset({"clipPath", "linearGradient", "marker", "mask", "pattern", "radialGradient", "symbol"})
"""Elements that show only where another names them."""

REFUSED: dict[str, tuple[str, ...]] = {
    "animation": (), "animation-name": (), "baseline-shift": ("0", "baseline", "0%", "0px"), "direction": ("ltr",),
    "filter": (), "glyph-orientation-vertical": ("auto", "0", "0deg"), "mask-image": (), "mix-blend-mode": (),
    "offset-path": (), "perspective": (), "rotate": (), "scale": (), "translate": (), "vector-effect": (),
    "text-decoration": (), "text-decoration-line": (), "text-transform": (), "text-shadow": (), "zoom": ("1", "100%"),
    "transform-style": ("flat",), "word-spacing": ("0", "0px"), "paint-order": ("fill", "fill stroke",
    "fill stroke markers", "fill markers stroke"), "backdrop-filter": (), "all": (), "clip": ("auto",),
    "writing-mode": ("horizontal-tb", "lr", "lr-tb"), "font-variant": (), "font-stretch": ("100%",), "text-orientation":
    ("mixed",), "font-variant-caps": (), "font-variant-position": (), "font-size-adjust": (), "shape-subtract": (),
}  # fmt: skip
"""Properties that paper does not draw, and the values beside `none` and `normal` that change nothing."""
CSS_ONLY = frozenset({"rotate", "scale", "translate", "zoom", "all"})
"""Names that mean something else as attributes, or nothing."""
