"""Where lines end on paper, in scripts that set no spaces between words: no line begins with a sign that closes."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path
from unicodedata import category

import pytest
from making import ROOT
from making.paper import BRAND, PLACE
from making.tongues import TONGUES

from pamphlets.model import Folders
from pamphlets.paper import typeset

PAGE = """<html lang="{code}"><title>x</title><style>
@font-face {{ font-family: Tongue; src: url("data:font/woff2;base64,{font}") }}
@page {{ size: 90mm 220mm }} body {{ font-family: "%s", Tongue }}</style>{paragraphs}"""


@pytest.mark.parametrize("code", ["zh-Hans", "ja", "th"])
def test_no_line_begins_with_a_sign_that_closes_or_a_mark_on_a_letter(code: str) -> None:
    tongue = TONGUES[code]
    widths = range(14, 60, 2)
    paragraphs = "".join(f'<p style="width: {width}mm">{tongue.advice}{tongue.question}</p>' for width in widths)
    font = b64encode(tongue.font.read_bytes()).decode()
    html = PAGE.format(code=code, font=font, paragraphs=paragraphs) % BRAND.font
    layout = typeset.Manuscript(html, Folders(Path(), (ROOT / "templates",)), PLACE, BRAND).layout()
    lines = [line.text for line in layout.lines]
    assert len(lines) > 100
    assert [line for line in lines if line[0] in "，。、？！）」ๆะาำๅ" or category(line[0]) in ("Mn", "Pe", "Pf")] == []
