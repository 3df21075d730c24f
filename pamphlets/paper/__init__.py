"""Turns HTML into pages, PDF and sheets to print, and drawings and photos into pictures that any output may show."""

from pamphlets.paper.codes import code
from pamphlets.paper.pdf import Fault, Ink
from pamphlets.paper.typeset import Layout, Line, Manuscript, Page, fetch, webfont

__all__ = [
    "Fault", "Ink", "Layout", "Line", "Manuscript", "Page", "code", "drawings", "fetch", "fontpkg", "pdf", "raster",
    "typeset", "webfont",
]  # fmt: skip
