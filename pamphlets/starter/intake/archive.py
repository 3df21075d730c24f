"""Turns the bytes of a Word file into its parts, within limits, and such parts into bytes that mammoth reads."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element as Node
from xml.etree.ElementTree import ParseError, TreeBuilder, XMLParser, tostring
from zlib import error as ZlibError

_MOST = 600_000
"""Characters of a text; a book has about a million."""
_MOST_PARTS, _MOST_BYTES, _MOST_XML = 5_000, 300_000_000, 12_000_000
_DEEPEST = 150
_TEXTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/custom\.xml|word/(?:_rels/\w+\.xml\.rels|\w+\.xml|diagrams/data\w*\.xml|charts/\w+\.xml)"
)
_PICTURES = re.compile(r"word/media/[^/]+")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Unreadable(Exception):
    """Why a file cannot be read, and what to do."""

    def __init__(self, message: str, hint: str) -> None:
        self.message, self.hint = message, hint
        super().__init__(message, hint)


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a Word file: XML as trees, pictures as bytes."""

    trees: dict[str, Node]
    pictures: dict[str, bytes]


class _Tree(TreeBuilder):
    """Builds a tree of limited depth, without a document type: Word writes none, and others would have it expanded."""

    depth = 0

    def doctype(self, *_: Any) -> None:
        raise Unreadable("its XML has a document type, which no Word file has", _AGAIN)

    def start(self, tag: str, attrs: Any) -> Node:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise Unreadable(f"more than {_DEEPEST} elements inside one another", "save its words as plain text")
        return super().start(tag, attrs)

    def end(self, tag: str) -> Node:
        self.depth -= 1
        return super().end(tag)


_AGAIN = "open it in Word or LibreOffice and save it again as .docx"


def check(words: str) -> None:
    """Raise Unreadable for a text that is too long to be read within seconds."""
    if len(words) > _MOST:
        raise Unreadable("it has far too many words for a leaflet", "cut it into several files")


def local(node: Node) -> str:
    """Return the name of an element without its namespace."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def read(content: bytes) -> Parts:
    """Return the parts of a Word file.

    Raises Unreadable for what is none, protected, cut off or too large.
    """
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Unreadable("it is protected with a password", "open it in Word, take the password away, save it")
        raise Unreadable("this is a file of an old Word, not a .docx", "open it in Word and save it as .docx")
    try:
        with zipfile.ZipFile(BytesIO(content)) as file:
            return _parts(file)
    except (zipfile.BadZipFile, ParseError, ZlibError, EOFError, OSError, NotImplementedError, ValueError) as fault:
        raise Unreadable("it is no Word file, cut off or damaged", _AGAIN) from fault
    except RuntimeError as fault:  # zipfile's word for a part with a password
        raise Unreadable("it is protected with a password", "take the password away") from fault


def _parts(file: zipfile.ZipFile) -> Parts:
    every = file.infolist()
    if len(every) > _MOST_PARTS or sum(one.file_size for one in every) > _MOST_BYTES:
        raise Unreadable("it is far too large when it is unpacked", "take pictures out, or save it as plain text")
    texts = [one for one in every if _TEXTS.fullmatch(one.filename)]
    if sum(one.file_size for one in texts) > _MOST_XML:
        raise Unreadable("its text is far too long for a leaflet", "cut it into several files")
    trees = {one.filename: _tree(file.read(one)) for one in texts}
    return Parts(trees, {one.filename: file.read(one) for one in every if _PICTURES.fullmatch(one.filename)})


def _tree(content: bytes) -> Node:
    parser = XMLParser(target=_Tree())
    parser.feed(content)
    found = parser.close()
    assert isinstance(found, Node)
    return found


def main(parts: Parts) -> str:
    """Return the name of the part that is the document; raise Unreadable if there is none."""
    for relation in parts.trees.get("_rels/.rels", ()):
        if relation.get("Type", "").endswith("/officeDocument"):
            name = relation.get("Target", "").lstrip("/")
            if name in parts.trees:
                return name
    if "word/document.xml" in parts.trees:
        return "word/document.xml"
    raise Unreadable("it is no Word file", _AGAIN)


def write(parts: Parts) -> BytesIO:
    """Return parts as a file."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, tree in parts.trees.items():
            file.writestr(name, tostring(tree, encoding="utf-8", xml_declaration=True))
        for name, content in parts.pictures.items():
            file.writestr(name, content)
    made.seek(0)
    return made
