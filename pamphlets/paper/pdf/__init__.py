"""Turns PDF into PDF: mends what WeasyPrint leaves undone in the tags, and imposes panels for printers and presses.

Measures are in mm from the top left corner, as in formats; PDF's own are in points from the bottom left. Only this
package knows pikepdf.
"""

from pamphlets.paper.pdf.colors import Ink
from pamphlets.paper.pdf.files import POINT
from pamphlets.paper.pdf.imposition import impose
from pamphlets.paper.pdf.preflight import Fault, preflight
from pamphlets.paper.pdf.press import BLEED, press
from pamphlets.paper.pdf.sets import PrintSet, Sheets, collate
from pamphlets.paper.pdf.sides import fronts_and_backs
from pamphlets.paper.pdf.tags import Mark, finish

__all__ = [
    "BLEED", "POINT", "Fault", "Ink", "Mark", "PrintSet", "Sheets", "collate", "finish", "fronts_and_backs", "impose",
    "preflight", "press",
]  # fmt: skip
