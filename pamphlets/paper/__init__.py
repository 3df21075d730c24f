"""Turns HTML into pages, PDF and sheets to print, and drawings and photos into pictures that any output may show."""

from pamphlets.paper.codes import code
from pamphlets.paper.lengths import pixels
from pamphlets.paper.logos import Logo, logo
from pamphlets.paper.pdf import Fault, Ink
from pamphlets.paper.typeset import Layout, Line, Manuscript, Page, Part, Plate, fetch, paint, webfont

__all__ = [
    "Fault", "Ink", "Layout", "Line", "Logo", "Manuscript", "Page", "Part", "Plate", "code", "drawings", "eastern",
    "extract", "fetch", "fontpkg", "logo", "logos", "paint", "pdf", "pixels", "raster", "typeset", "webfont",
]  # fmt: skip
