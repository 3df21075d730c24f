"""What tests of paper set: a brand, a page, a place."""

from __future__ import annotations

import pypdfium2

from pamphlets.model import Location
from pamphlets.project.settings import brand
from pamphlets.project.settings.nodes import Faults

BRAND = brand.read("", Faults(""), lambda path: "")
PLACE = Location("content/x.md")
PAGE = '<html lang="en"><title>x</title><section class="block" id="b" data-at="content/x.md:41">{}</section>'


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = str(document[0].get_textpage().get_text_range())
    document.close()
    return text.strip()
