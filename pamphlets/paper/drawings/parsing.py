"""Turns the bytes of a drawing into a tree of elements whose lines are known; nothing outside is ever opened.

Names of SVG lose their namespace here, others keep it as `{namespace}name`; `xlink:href` becomes `href`.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from pamphlets.paper.drawings.faults import AGAIN, OUTSIDE, Refused

SVG = "http://www.w3.org/2000/svg"
MOST_BYTES, MOST_ELEMENTS, DEEPEST = 10_000_000, 50_000, 100
Lines = Mapping[Element, int]
_PHOTOS = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpg", b"GIF8": "gif", b"RIFF": "webp"}
_BRACKET = re.compile(r"[(\[{}\])]")
_ENTITY = re.compile(r"&\w+;")
_UNDEFINED = expat.errors.codes[expat.errors.XML_ERROR_UNDEFINED_ENTITY]

_XLINK, _XML = "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][\w.:-]*)["']""")
_TEXTS = re.compile(r"utf-?(8|16)|iso.?8859|cp\d|windows|mac.?|koi8|shift.?jis|euc|gb|big5|(us-)?ascii|latin", re.I)
_AS_WINDOWS = {"iso8859-1": "cp1252", "ascii": "cp1252"}
"""The WHATWG's Encoding Standard reads these so; browsers do."""
_DOCTYPE = re.compile(
    r"""((?:\s|<\?.*?\?>|<!--.*?-->)*)(<!DOCTYPE\s+svg\s*(?:PUBLIC\s*["']-//W3C//DTD\ SVG[^"']*["']\s*
    ["']https?://www\.w3\.org/[^"']*["']\s*)?(\[(?:\s*<!ENTITY\s+[\w.-]{1,40}\s+"https?://[^"&%<>]{1,100}"\s*>)+\s*\]\s*)?>)""",
    re.VERBOSE | re.DOTALL,
)
"""That of a plain drawing: it says nothing, and is left out, with short names of Illustrator for addresses."""
_SHORT = re.compile(r'<!ENTITY\s+([\w.-]+)\s+"([^"]*)"')
_NAMES = re.compile(r"&([\w.-]+);")
_MOST_NAMES = 1000


def parse(content: bytes) -> tuple[Element, dict[Element, int]]:
    """Return a drawing's root and the line of each element; raise Refused if it is none, or broken."""
    if content.startswith(b"\x1f\x8b"):
        raise Refused("is compressed (SVGZ)", "save it as SVG that is not compressed")
    if kind := next((kind for sign, kind in _PHOTOS.items() if content.startswith(sign)), ""):
        raise Refused(f"is a photo ({kind.upper()}), not what its name says", f"give its name the ending .{kind}")
    if len(content) > MOST_BYTES:
        raise Refused(f"is larger than {MOST_BYTES // 1_000_000} MB", "save it simpler, or as PNG")
    text = _without_doctype(_decode(content))
    try:
        return _Reader().read(text)
    except expat.ExpatError as fault:
        line = max(1, fault.lineno)
        name = _ENTITY.search(text.split("\n")[line - 1][fault.offset :]) if fault.code == _UNDEFINED else None
        if name:
            raise Refused(f"has a name of HTML for a sign ({name[0]})", "write the sign itself", line) from fault
        raise Refused("is broken", "save it again as SVG", line) from fault


def _without_doctype(text: str) -> str:
    """Return a drawing without a plain document type; addresses stand in the place of short names for them."""
    found = _DOCTYPE.match(text)
    if not found:
        return text
    short = dict(_SHORT.findall(found[3] or ""))
    rest = text[found.end() :]
    rest = _NAMES.sub(lambda name: short.get(name[1], name[0]), rest, count=_MOST_NAMES) if short else rest
    return found[1] + "\n" * found[2].count("\n") + rest


def _decode(content: bytes) -> str:
    for bom, name in _BOMS:
        if content.startswith(bom):
            return _text(content[len(bom) :], name)
    declared = _DECLARED.match(content)
    return _text(content, declared[1].decode() if declared else "utf-8")


def _text(content: bytes, name: str) -> str:
    try:
        codec = codecs.lookup(name).name if _TEXTS.match(name) else ""
        if codec:
            return content.decode(_AS_WINDOWS.get(codec, codec))
    except LookupError:
        pass
    except UnicodeError as fault:
        line = content.count(b"\n", 0, fault.start if isinstance(fault, UnicodeDecodeError) else 0) + 1
        hint = "save it again as SVG, with the encoding UTF-8"
        raise Refused(f"is not written in the encoding that it declares ({name})", hint, line) from fault
    raise Refused(f"is written in an encoding that is not known ({name})", "save it again as SVG, in UTF-8")


class _Reader:
    """Follows the parser through a drawing, and stops it at what no plain drawing has."""

    def __init__(self) -> None:
        self.tree, self.lines, self.depth, self.bare = TreeBuilder(), dict[Element, int](), 0, False
        self.parser = parser = expat.ParserCreate("utf-8", "}")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.tree.data
        parser.StartDoctypeDeclHandler = self.doctype
        parser.ProcessingInstructionHandler = self.instruct

    def read(self, text: str) -> tuple[Element, dict[Element, int]]:
        # Declared or not, it is UTF-8 from here on.
        self.parser.Parse(text.encode("utf-8", "surrogatepass"), True)
        root: Element = self.tree.close()
        for style in root.iter("style"):
            self.measure("".join(style.itertext()), line=self.lines[style])
        return root, self.lines

    def refuse(self, message: str, hint: str = AGAIN) -> None:
        raise Refused(message, hint, self.parser.CurrentLineNumber)

    def doctype(self, name: str, system: str | None, *rest: object) -> None:
        if system:
            self.refuse(f"reaches for something outside it ({system})", OUTSIDE)
        self.refuse("declares a document type of its own (<!DOCTYPE … [ … ]>)")

    def instruct(self, target: str, data: str) -> None:
        if target.lower() == "xml-stylesheet":
            self.refuse(f"reaches for something outside it (<?{target} {data[:60]}?>)", OUTSIDE)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition("}")
        if not self.lines:
            self.bare = not space
            if local != "svg" or space not in ("", SVG):
                raise Refused("is not SVG", "save it as SVG")
        self.depth += 1
        if self.depth > DEEPEST or len(self.lines) >= MOST_ELEMENTS:
            self.refuse("has too many parts, or too many within each other", "export it simpler, or save it as PNG")
        # Of xlink:href and href, the plain one counts: it comes last.
        inner = sorted(attributes.items(), key=lambda pair: "}" not in pair[0])
        self.measure(*attributes.values())
        element = self.tree.start(self.name(name), {self.name(key, True): value for key, value in inner})
        self.lines[element] = self.parser.CurrentLineNumber

    def measure(self, *values: str, line: int = 0) -> None:
        """Refuse values, and stylesheets, whose brackets stand deeper in each other than can be read."""
        for value in values:
            deepest = depth = 0
            for bracket in _BRACKET.findall(value) if len(value) > DEEPEST else ():
                depth += 1 if bracket in "([{" else -1
                deepest = max(deepest, depth)
            if deepest > DEEPEST:
                raise Refused(
                    "holds a style whose brackets stand too deep within each other",
                    "export it simpler, or save it as PNG",
                    line or self.parser.CurrentLineNumber,
                )

    def name(self, name: str, attribute: bool = False) -> str:
        space, _, local = name.rpartition("}")
        if (space == SVG and not attribute) or (not space and (attribute or self.bare)):
            return local
        if attribute and space == _XLINK:
            return "href" if local == "href" else f"{{{space}}}{local}"
        if attribute and space == _XML and local == "space":
            return "xml:space"
        return f"{{{space}}}{local}"

    def end(self, name: str) -> None:
        self.depth -= 1
        self.tree.end(name)
