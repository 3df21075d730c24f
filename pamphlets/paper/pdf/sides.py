"""Turns the sheets of a leaflet into two files, for printers that print on one side: all fronts, and all backs."""

from __future__ import annotations

from io import BytesIO

import pikepdf

from pamphlets.paper.pdf.files import print_as_is, save


def fronts_and_backs(content: bytes) -> tuple[bytes, bytes]:
    """Return the odd and the even pages; where the last sheet has no back, a blank page stands for it."""
    with pikepdf.open(BytesIO(content)) as whole:
        return _every_other(whole, 0), _every_other(whole, 1)


def _every_other(whole: pikepdf.Pdf, first: int) -> bytes:
    with pikepdf.new() as half:
        for front in range(0, len(whole.pages), 2):
            size = whole.pages[front].mediabox
            sheet = half.add_blank_page(page_size=(float(size[2]), float(size[3])))
            if front + first < len(whole.pages):
                page = half.copy_foreign(whole.pages[front + first].as_form_xobject())
                sheet.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Page=page))
                sheet.Contents = half.make_stream(b"/Page Do")
        for key, value in whole.docinfo.items():
            half.docinfo[key] = str(value)
        half.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        print_as_is(half, "none")
        return save(half)
