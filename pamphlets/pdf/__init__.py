"""Turns PDF into PDF: mends what WeasyPrint leaves undone in the tags, and imposes panels on sheets of paper.

Measures are in mm from the top left corner, as in formats; PDF's own are in points from the bottom left. Only this
package knows pikepdf.
"""

from pamphlets.pdf.files import POINT
from pamphlets.pdf.imposition import impose
from pamphlets.pdf.tags import Mark, finish

__all__ = ["POINT", "Mark", "finish", "impose"]
