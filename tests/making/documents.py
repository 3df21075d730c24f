"""Turns pieces of XML into Word files, and words and pictures into Publisher files, as small as they can be."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from struct import pack
from zlib import compress, crc32

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
)
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"


def png(width: int = 40, height: int = 30, color: bytes = b"\x40\x80\x60") -> bytes:
    """Return a picture of one color."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return pack(">I", len(content)) + kind + content + pack(">I", crc32(kind + content))

    rows = (b"\0" + color * width) * height
    head = pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", compress(rows)) + chunk(b"IEND", b"")


def p(words: str, style: str = "", numbering: str = "", run: str = "", level: int = 0) -> str:
    """Return a paragraph; `words` may be runs, `run` are properties of its run, `numbering` the id of a list."""
    inner = words if words.startswith("<w:") or words.startswith("<mc:") else r(words, run)
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbering:
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{numbering}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def r(words: str, properties: str = "") -> str:
    """Return a run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def table(*rows: list[str]) -> str:
    """Return a table; cells are paragraphs, or words."""
    lines = ("".join(f"<w:tc>{c if c.startswith('<') else p(c)}</w:tc>" for c in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{line}</w:tr>" for line in lines) + "</w:tbl>"


def box(*paragraphs: str, older: bool = True) -> str:
    """Return a run with a text box, as newer programs read it and, unless told otherwise, as older ones do."""
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    choice = f'<mc:Choice Requires="wps"><w:drawing><wp:anchor><wps:txbx>{content}</wps:txbx></wp:anchor></w:drawing>'
    fallback = f"<mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback>"
    return f"<w:r><mc:AlternateContent>{choice}</mc:Choice>{fallback if older else ''}</mc:AlternateContent></w:r>"


def picture(id_: str, alt: str = "") -> str:
    """Return a run with a picture, by its relation."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{alt}"/><a:graphic><a:graphicData><pic:pic>'
        f'<pic:blipFill><a:blip r:embed="{id_}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )


_STYLES = f"""<w:styles xmlns:w="{W}">
<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-US"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>
<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/>
<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Überschrift1"><w:name w:val="Ours"/><w:basedOn w:val="Heading1"/></w:style>
<w:style w:type="paragraph" w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>
</w:styles>"""


def _levels(form: str) -> str:
    return "".join(f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="{form}"/></w:lvl>' for n in range(3))


_NUMBERING = f"""<w:numbering xmlns:w="{W}">
<w:abstractNum w:abstractNumId="0">{_levels("bullet")}</w:abstractNum>
<w:abstractNum w:abstractNumId="1">{_levels("decimal")}</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
</w:numbering>"""
_TYPES = f"""<Types xmlns="{_PACKAGE}content-types"><Default Extension="xml" ContentType="application/xml"/>
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="png" ContentType="image/png"/><Default Extension="wmf" ContentType="image/x-wmf"/></Types>"""


def relations(targets: Mapping[str, str]) -> str:
    """Return relations: for each id what it leads to; its kind is told by the name."""
    found = ""
    for id_, target in targets.items():
        kind = "image" if "media" in target else "officeDocument" if "document" in target else target.partition(".")[0]
        mode = ' TargetMode="External"' if "://" in target else ""
        kind = "hyperlink" if mode else kind
        found += f'<Relationship Id="{id_}" Type="{_KIND}{kind}" Target="{target}"{mode}/>'
    return f'<Relationships xmlns="{_PACKAGE}relationships">{found}</Relationships>'


def docx(*body: str, parts: Mapping[str, str | bytes] | None = None, targets: Mapping[str, str] | None = None) -> bytes:
    """Return a Word file with a body, further parts (by their names below `word/`), and relations of its document."""
    every: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": relations({"r1": "word/document.xml"}),
        "word/document.xml": f"<w:document {_SPACES}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>",
        "word/styles.xml": _STYLES,
        "word/numbering.xml": _NUMBERING,
        "word/_rels/document.xml.rels": relations({"s": "styles.xml", "n": "numbering.xml", **(targets or {})}),
    }
    every |= {f"word/{name}": content for name, content in (parts or {}).items()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in every.items():
            file.writestr(
                name, content.replace("<w:part", f"<w:part {_SPACES}") if isinstance(content, str) else content
            )
    return made.getvalue()


def part(*content: str) -> str:
    """Return another part of a Word file: a header, comments, notes."""
    return f"<w:part>{''.join(content)}</w:part>"


def pub(text: str, *pictures: bytes) -> bytes:
    """Return a Publisher file with a text and pictures."""
    words = text.encode("utf-16-le")
    entry = b"\x18\0TEXT" + pack("<HHH", 0, 1, 0) + b"TEXT" + pack("<II", 512, len(words))
    quill = (b"CHNKINK " + bytes(24) + entry).ljust(512, b"\0") + words
    drawn = b"".join(pack("<HHI", 0x6E00, 0xF01E, 17 + len(one)) + bytes(17) + one for one in pictures)
    return ole({"Quill/QuillSub/CONTENTS": quill, "Escher/EscherDelayStm": drawn, "Contents": b"\xe8\xac\x2c\0"})


def ole(streams: Mapping[str, bytes]) -> bytes:
    """Return a compound file ([MS-CFB] version 3) with streams by their paths, each of 4,096 bytes at least."""
    size, free, end, none = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF
    names = [
        "Root Entry",
        *dict.fromkeys(part.rpartition("/")[0][: n or None] for part in streams for n in [0] if "/" in part),
    ]
    folders: dict[str, int] = {"": 0}
    entries: list[tuple[str, int, int, bytes]] = [("Root Entry", 5, -1, b"")]
    del names
    for path, content in streams.items():
        above = ""
        for name in path.split("/")[:-1]:
            whole = f"{above}/{name}"
            if whole not in folders:
                folders[whole] = len(entries)
                entries.append((name, 1, folders[above], b""))
            above = whole
        entries.append((path.rpartition("/")[2], 2, folders[above], content.ljust(4096, b"\0")))
    sectors, starts = [], {}
    table: list[int] = []
    for index, (_, kind, _, content) in enumerate(entries):
        if kind == 2:
            starts[index] = len(sectors)
            cut = [content[at : at + size].ljust(size, b"\0") for at in range(0, len(content), size)]
            table += [*range(len(sectors) + 1, len(sectors) + len(cut)), end]
            sectors += cut
    directory = b""
    for index, (name, kind, above_, content) in enumerate(entries):
        children = [n for n, one in enumerate(entries) if one[2] == index]
        siblings = [n for n, one in enumerate(entries) if one[2] == above_ and n > index]
        encoded = name.encode("utf-16-le")
        directory += encoded.ljust(64, b"\0") + pack("<HBB", len(encoded) + 2, kind, 1)
        directory += pack("<III", none, siblings[0] if siblings and index else none, children[0] if children else none)
        directory += bytes(36) + pack("<IQ", starts.get(index, end if kind == 5 else 0), len(content))
    begin = len(sectors)
    cut = [directory[at : at + size].ljust(size, b"\0") for at in range(0, len(directory), size)]
    table += [*range(begin + 1, begin + len(cut)), end]
    sectors += cut
    count = -(-(len(table) + 1) // (size // 4 - 1))
    fats = [len(sectors) + n for n in range(count)]
    table += [0xFFFFFFFD] * count
    table += [free] * (-len(table) % (size // 4))
    fat = pack(f"<{len(table)}I", *table)
    fats = fats[: len(fat) // size]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += pack("<IIIIIIIII", 0, len(fats), begin, 0, 4096, end, 0, end, 0)
    head += pack("<109I", *(fats + [free] * (109 - len(fats))))
    return head + b"".join(sectors) + fat
