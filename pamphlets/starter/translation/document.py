"""Turns rows into a Word file for a translator: a table of numbers, words that are locked, and cells to fill in.

Bold and italic are what they are, not `**`: every program keeps them, and no translator has to know signs for them.
What is not translated is ⟦1⟧, as text, which survives every program. The original is in content controls, and the
document is not protected: a program that knows neither shows words, and what comes back is compared in any case.
"""

from __future__ import annotations

import re
import zipfile
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zlib import compress

from pamphlets.source import ids
from pamphlets.starter.translation import phrases
from pamphlets.starter.translation.phrases import Run

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PROPERTY = "pamphlets"
"""How the properties are called that hold the text that was sent, cut into pieces that Word keeps: 255 characters."""
_PIECE = 240
_WIDTHS = (1150, 4250, 4250)
"""Of the columns, in twentieths of a point."""
_SIZES = {"A4": (11906, 16838), "Letter": (12240, 15840)}
_CALLED = {"text": "", "tags": "keywords", "condition": "illness", "cover-alt": "cover picture"}
"""What translators read of a kind, where that is another word."""
_GREY, _TINT, _OLD, _INK = "F2F2F2", "E4EAF1", "FFF6D6", "1F4E79"


@dataclass(frozen=True, slots=True)
class Task:
    """A row of the table: its kind, what it says, and the translation that there is; `old` if that may be too old."""

    kind: str
    said: tuple[Run, ...]
    translation: tuple[Run, ...] = ()
    old: bool = False


@dataclass(frozen=True, slots=True)
class Commission:
    """What a file is made of: title, codes and English names of both languages, and the source that was sent.

    `name` is that of the translation (`rest.ar`), `blocks` are the ids of those that are in the table.
    """

    title: str
    name: str
    languages: tuple[str, str]
    called: tuple[str, str]
    right_to_left: bool
    text: str
    blocks: tuple[str, ...]
    lines: tuple[Task, ...]
    paper: str = "Letter"


def code(name: str, text: str, blocks: Sequence[str]) -> str:
    """Return the line that says, even in a file that has lost its properties, what was sent."""
    return f"{name} · {ids.text_digest(text)} · {' '.join(block or '-' for block in blocks)}"


def file(sent: Commission) -> bytes:
    """Return a Word file; the same sent is always the same bytes."""
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(
            ("officeDocument", "word/document.xml"), ("custom-properties", "docProps/custom.xml")
        ),
        "word/_rels/document.xml.rels": _relations(("styles", "styles.xml"), ("settings", "settings.xml")),
        "word/document.xml": _document(sent),
        "word/styles.xml": _styles(sent),
        "word/settings.xml": f'{_HEAD}<w:settings xmlns:w="{_W}"><w:compat><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>',
        "docProps/custom.xml": _properties(f"{code(sent.name, sent.text, sent.blocks)}\n{sent.text}"),
    }
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            opened.writestr(info, content.encode())
    return file.getvalue()


def _types() -> str:
    kinds = {"document": "document.main", "styles": "styles", "settings": "settings"}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}'
        '<Override PartName="/docProps/custom.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/></Types>'
    )


def _relations(*parts: tuple[str, str]) -> str:
    every = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/relationships/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(parts, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{every}</Relationships>'


def _properties(text: str) -> str:
    """Return the text that was sent as properties of the file, which programs keep when they save it."""
    packed = b64encode(compress(text.encode(), 9)).decode()
    pieces = [packed[at : at + _PIECE] for at in range(0, len(packed), _PIECE)]
    every = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number + 2}" name="{PROPERTY}-{number:04}">'
        f"<vt:lpwstr>{piece}</vt:lpwstr></property>"
        for number, piece in enumerate(pieces)
    )
    spaces = f'xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes"'
    return f"{_HEAD}<Properties {spaces}>{every}</Properties>"


def _styles(sent: Commission) -> str:
    fonts = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>'
    look = f'{fonts}<w:sz w:val="21"/><w:szCs w:val="24"/>{_language(sent.languages[0])}'
    space = '<w:pPr><w:spacing w:before="40" w:after="40" w:line="264" w:lineRule="auto"/></w:pPr>'
    mark = f'<w:noProof/><w:color w:val="{_INK}"/>'
    return (
        f'{_HEAD}<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>{look}</w:rPr></w:rPrDefault>'
        f"<w:pPrDefault>{space}</w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/>'
        '<w:rPr><w:b/><w:sz w:val="30"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Small"><w:name w:val="Small"/>'
        '<w:rPr><w:color w:val="595959"/><w:sz w:val="16"/></w:rPr></w:style>'
        f'<w:style w:type="character" w:styleId="Mark"><w:name w:val="Mark"/><w:rPr>{mark}</w:rPr></w:style></w:styles>'
    )


def _language(tag: str, right_to_left: bool = False) -> str:
    """Return what a run's language is: Word keeps three, for Latin, East Asian and right-to-left letters."""
    first = tag.partition("-")[0]
    kind = "bidi" if right_to_left else "eastAsia" if first in ("zh", "ja", "ko") else "val"
    full = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "en": "en-US"}.get(tag, tag)
    return f"<w:lang w:{kind}={quoteattr(full)}/>"


def _document(sent: Commission) -> str:
    width, height = _SIZES.get(sent.paper, _SIZES["A4"])
    rows = "".join(_row(number, line, sent) for number, line in enumerate(sent.lines, 1))
    head = "".join(
        _cell(_paragraph(f"<w:r><w:rPr><w:b/></w:rPr>{_text(words)}</w:r>"), number, _TINT)
        for number, words in enumerate(("", *sent.called))
    )
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="A6A6A6"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in _WIDTHS)
    table = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(_WIDTHS)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>"
    )
    page = (
        f'<w:sectPr><w:pgSz w:w="{width}" w:h="{height}"/><w:pgMar w:top="1000" w:right="1100" w:bottom="1000"'
        ' w:left="1100" w:header="500" w:footer="500" w:gutter="0"/></w:sectPr>'
    )
    body = f"{_top(sent)}{table}{_paragraph('', 'Small')}{page}"
    return f'{_HEAD}<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'


def _top(sent: Commission) -> str:
    """Return what stands above the table: what it is, what to do, and what to send it back with."""
    count = f"{len(sent.lines)} row{'s' if len(sent.lines) > 1 else ''}"
    first = f"{sent.title}: {sent.called[0]} to {sent.called[1]}, {count}"
    tell = [
        f"Please write the {sent.called[1]} into the right column, a row for a row, and leave all else as it is.",
        "⟦1⟧, ⟦2⟧ … stand for telephone numbers, sources, links and the like. Each must be in the translation once,"
        " where it belongs; what a link holds, as in ⟦1⟧these words⟦2⟧, stands between its two. What is bold or italic"
        " on the left is so in the translation.",
    ]
    if any(line.old for line in sent.lines):
        tell.append("What is on yellow was translated before: the words on its left may have changed. Please compare.")
    said = "".join(_paragraph(_runs([Run(one)])) for one in tell)
    title = _paragraph(f"<w:r>{_text(first)}</w:r>", "Title")
    return title + said + _paragraph(f"<w:r>{_text(code(sent.name, sent.text, sent.blocks))}</w:r>", "Small")


def _row(number: int, line: Task, sent: Commission) -> str:
    tint = _TINT if line.kind == "heading" else _GREY
    kind = f"<w:r>{_text(called)}</w:r>" if (called := _CALLED.get(line.kind, line.kind)) else ""
    label = _paragraph(_locked(f"<w:r>{_text(str(number))}</w:r>")) + (_paragraph(kind, "Small") if kind else "")
    language = _language(sent.languages[1], sent.right_to_left)
    look = ("<w:rtl/>" if sent.right_to_left else "") + language
    bidi = "<w:bidi/>" if sent.right_to_left else ""
    filled = _paragraph(_runs(line.translation, look), "", f"{bidi}<w:rPr>{look}</w:rPr>")
    cells = (
        _cell(label, 0, tint),
        _cell(_paragraph(_locked(_runs(line.said))), 1, tint),
        _cell(filled, 2, _OLD if line.old else ""),
    )
    return f"<w:tr>{''.join(cells)}</w:tr>"


def _locked(runs: str) -> str:
    """Return runs that Word lets nobody change or delete, nor the row that they are in; others see the runs alone."""
    return f'<w:sdt><w:sdtPr><w:lock w:val="sdtContentLocked"/></w:sdtPr><w:sdtContent>{runs}</w:sdtContent></w:sdt>'


def _cell(content: str, column: int, tint: str = "") -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{tint}"/>' if tint else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{_WIDTHS[column]}" w:type="dxa"/>{shade}</w:tcPr>{content}</w:tc>'


def _paragraph(runs: str, style: str = "", properties: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{runs}</w:p>"


def _runs(runs: Sequence[Run], look: str = "") -> str:
    return "".join(_run(run, look) for run in runs)


def _run(run: Run, look: str) -> str:
    """Return the runs of a phrase; bold and italic are said for right-to-left letters, too."""
    stress = ("<w:b/><w:bCs/>" if run.bold else "") + ("<w:i/><w:iCs/>" if run.italic else "")
    mark = '<w:rStyle w:val="Mark"/>'
    return "".join(
        f"<w:r><w:rPr>{mark if phrases.SIGN.fullmatch(piece) else ''}{stress}{look}</w:rPr>{_text(piece)}</w:r>"
        for piece in re.split(r"(⟦\d+⟧)", run.text)
        if piece
    )


def _text(words: str) -> str:
    return "<w:br/>".join(_lines(words))


def _lines(words: str) -> Iterator[str]:
    for line in words.split("\n"):
        yield f'<w:t xml:space="preserve">{escape(line)}</w:t>' if line else ""
