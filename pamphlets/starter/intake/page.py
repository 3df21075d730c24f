"""Turns elements of HTML into blocks of Markdown, and words within a line into words with its marks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote
from xml.etree.ElementTree import Element as Node

from pamphlets.source import Element
from pamphlets.starter.intake import nodes, tables
from pamphlets.starter.intake.draft import Draft, clean, escape

BREAK = "\0"
_APART = {
    "nav": "navigation", "footer": "footer", "aside": "aside", "iframe": "frame", "object": "object", "svg": "drawing",
    "canvas": "drawing", "video": "film", "audio": "sound", "noscript": "words for browsers without scripts",
    "input": "form field", "select": "form field", "textarea": "form field", "button": "button", "math": "formula",
}  # fmt: skip
"""What is left out, and what it is called."""
_MARKS = {
    "b": "**", "strong": "**", "i": "*", "em": "*", "cite": "*", "dfn": "*", "s": "~~", "strike": "~~", "del": "~~",
    "mark": "==",
}  # fmt: skip
_WEIGHT = re.compile(r"font-weight:\s*(bold(?:er)?|normal|\d{3})", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://|mailto:|tel:)\S", re.IGNORECASE)
_EDGES = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)
_PARAGRAPH = re.compile(rf"(?:\s*{BREAK}){{2,}}")
_SPACE = re.compile(rf"[ \t\r\n\f]*{BREAK}[ \t\r\n\f]*")


@dataclass(slots=True)
class Page:
    """A page on its way: what was found, and how its pictures are found."""

    draft: Draft
    find: Callable[[str], bytes | None]
    language: str = ""
    notes: frozenset[str] = frozenset()
    """The addresses of footnotes, which links lead to."""
    pictures: list[str] = field(default_factory=list)
    """Pictures of the paragraph that is being read: they stand before it."""

    def flow(self, node: Node) -> list[Element]:
        """Return what an element holds, as blocks; words between them are paragraphs."""
        found: list[Element] = []
        line = [escape(node.text or "")]
        for child in node:
            if isinstance(child.tag, str):
                if nodes.is_hidden(child):
                    self.draft.leave("hidden", nodes.text(child))
                elif child.tag in nodes.BLOCKS or any(one.tag in nodes.BLOCKS for one in child.iter()):
                    self._flush(line, found)
                    found += self.within(child)
                else:
                    line.append(self.inline(child, frozenset()))
            line.append(escape(child.tail or ""))
        self._flush(line, found)
        return found

    def _flush(self, line: list[str], found: list[Element]) -> None:
        parts = [tidy_words(part) for part in _PARAGRAPH.split("".join(line))]
        line.clear()
        found += [Element("p", 0, words) for words in (*self.pictures, *parts) if words]
        self.pictures.clear()

    def within(self, node: Node) -> list[Element]:
        """Return the blocks of an element, which know its language where it is not the page's."""
        language = nodes.only_language(node) or nodes.language(node)
        found = self._block(node)
        if language and language != self.language:
            for one in found:
                one.attributes.setdefault("lang", language)
        return found

    def _block(self, node: Node) -> list[Element]:
        tag = node.tag
        if tag in _APART:
            self.draft.leave(_APART[tag], nodes.text(node))
            return []
        if re.fullmatch("h[1-6]", tag):
            return self._heading(node)
        if tag in ("ul", "ol", "menu"):
            return self._list(node)
        if tag == "table":
            return tables.read(node, self)
        if tag == "hr":
            return [Element("hr", 0)]
        if tag == "pre":
            return [Element("pre", 0, clean("".join(node.itertext())).strip("\n") + "\n")]
        if tag == "blockquote":
            return [Element("blockquote", 0, children=plain(self.flow(node)))]
        if tag == "dl":
            return self._definitions(node)
        if tag == "figure":
            return self._figure(node)
        found = self.flow(node)
        if tag in ("summary", "legend") and len(found) == 1:
            found[0].text = f"**{found[0].text}**"
        return found

    def _heading(self, node: Node) -> list[Element]:
        found = self.flow(node)
        words = " ".join(one.text for one in found if one.tag == "p" and not one.text.startswith("!["))
        words = re.sub(r"\\\n", " ", words)
        shown = [one for one in found if one.text.startswith("![")]
        made = Element(node.tag, 0, re.sub(r"^\*\*(.*)\*\*$", r"\1", words).strip(), {"class": node.get("class", "")})
        return [made, *shown] if made.text else shown

    def _figure(self, node: Node) -> list[Element]:
        found = self.flow(node)
        first = next((one for one in found if one.text.startswith("![")), None)
        caption = next((nodes.text(child) for child in node.iter("figcaption")), "")
        if first and caption and '"' not in caption and len(found) == 2:
            return [Element("p", 0, f'{first.text[:-1]} "{escape(" ".join(caption.split()))}")')]
        return found

    def _list(self, node: Node) -> list[Element]:
        made = Element("ol" if node.tag == "ol" else "ul", 0)
        if node.tag == "ol":
            style, start = node.get("type", "1"), node.get("start", "1")
            made.attributes |= {"type": style} if style in ("a", "A", "i", "I") else {}
            made.attributes |= {"start": start} if re.fullmatch(r"[1-9]\d{0,3}", start) and start != "1" else {}
        for child in node:
            if child.tag in ("ul", "ol", "menu") and made.children:
                made.children[-1].children += self.within(child)
            elif isinstance(child.tag, str) and child.tag not in nodes.SILENT:
                boxes = [box for box in child.iter("input") if box.get("type") == "checkbox"]
                for box in boxes:
                    box.set("type", "box")
                item = Element("li", 0, children=plain(self.within(child)))
                if boxes:
                    item.attributes["class"] = "task done" if "checked" in boxes[0].attrib else "task"
                made.children.append(item)
        made.children = [item for item in made.children if item.children]
        settle(made)
        return [made] if made.children else []

    def _definitions(self, node: Node) -> list[Element]:
        made = Element("dl", 0)
        for child in node.iter():
            if child.tag == "dt" and (words := " ".join(one.text for one in self.flow(child))):
                made.children.append(Element("dt", 0, words.replace("\\\n", " ")))
            elif child.tag == "dd" and made.children:
                item = Element("dd", 0, children=plain(self.within(child)))
                made.children += [item] if item.children else []
        if made.children and made.children[-1].tag == "dd":
            for item in made.children:
                settle(Element("ul", 0, children=[item])) if item.tag == "dd" else None
            return [made]
        return self.flow(node)

    def inline(self, node: Node, marks: frozenset[str]) -> str:
        """Return an element within a line as Markdown; `marks` are those around it."""
        tag = node.tag
        if tag == "br":
            return BREAK
        if tag == "img":
            return self._picture(node)
        if tag == "input" and node.get("type") == "checkbox":
            return "☑ " if "checked" in node.attrib else "☐ "
        if tag in nodes.SILENT:
            return ""
        if tag in _APART:
            self.draft.leave(_APART[tag], nodes.text(node))
            return ""
        if tag in ("code", "kbd", "samp", "tt", "var"):
            return _code(clean("".join(node.itertext())))
        mark = _mark(node)
        within = self._inside(node, marks | {mark} if mark else marks)
        if tag == "a":
            return self._link(node, within)
        if tag in ("sub", "sup"):
            if re.fullmatch(r"\[\^\w+\]", within):
                return within
            sign = "~" if tag == "sub" else "^"
            return f"{sign}{within}{sign}" if re.fullmatch(r"[^\s~^\\]{1,100}", within) else within
        if tag == "q":
            return f'"{within}"'
        if (language := nodes.language(node)) and language != self.language:
            return wrap(within, "[", f']{{lang="{language}"}}')
        return wrap(within, mark, mark) if mark and mark not in marks else within

    def _inside(self, node: Node, marks: frozenset[str]) -> str:
        out = [escape(node.text or "")]
        for child in node:
            if isinstance(child.tag, str):
                if nodes.is_hidden(child):
                    self.draft.leave("hidden", nodes.text(child))
                else:
                    out.append(self.inline(child, marks))
            out.append(escape(child.tail or ""))
        return "".join(out)

    def _link(self, node: Node, within: str) -> str:
        address = (node.get("href") or "").strip()
        if address.removeprefix("#") in self.notes:
            return f"[^{note_name(address)}]"
        words = nodes.text(node)
        if not _LINK.match(address) or not words:
            if address and not address.startswith("#") and words:
                self.draft.leave("link", f"{words}: {address}")
            return within
        if words == address.removeprefix("mailto:") or words == address.removeprefix("tel:"):
            return within
        safe = quote(address, safe="/:?#[]@!$&'*+,;=%~._-")
        return wrap(within.replace(BREAK, " "), "[", f"]({safe})")

    def _picture(self, node: Node) -> str:
        source, alt = node.get("src", ""), node.get("alt", "")
        content = self.find(source)
        if content is None:
            self.draft.leave("picture", f"{alt} {source if len(source) < 200 else ''}".strip() or "a picture")
        elif shown := self.draft.photo(content, alt):
            self.pictures.append(shown)
        return ""


def note_name(address: str) -> str:
    """Return the name of a footnote, by its address: `1`, and `e1` for one at the end of a document."""
    number = re.sub(r"\W|^_?(?:ftnt?|edn)", "", address.rpartition("-")[2].removeprefix("#"))
    return ("e" if "endnote" in address or "_edn" in address else "") + number


def plain(elements: list[Element]) -> list[Element]:
    """Return blocks that stand within others, where no headings are: they are bold lines."""
    for one in elements:
        if one.tag[0] == "h" and one.tag != "hr":
            one.tag, one.text, one.attributes = "p", f"**{one.text}**", {}
    return elements


def settle(made: Element) -> None:
    """Take the words of items out of their paragraphs, if no item has two; mark what is in another language."""
    loose = any(sum(one.tag == "p" for one in item.children) > 1 for item in made.children)
    spoken = {item.children[0].attributes.get("lang", "") for item in made.children if item.children}
    if len(spoken) == 1 and (language := spoken.pop()):
        made.attributes["lang"] = language
    for item in made.children:
        first = item.children[0] if item.children else None
        if first is not None and first.tag == "p":
            if (language := first.attributes.get("lang", "")) and "lang" not in made.attributes:
                first.text = wrap(first.text, "[", f']{{lang="{language}"}}')
            if not loose:
                item.text = first.text
                del item.children[0]


def tidy_words(line: str) -> str:
    """Return the words of a paragraph with single spaces, and a backslash at the end of its lines."""
    lines = [re.sub(r"[ \t\r\n\f]+", " ", part).strip(" ") for part in _SPACE.split(line)]
    joined = "\\\n".join(line for line in lines if line.strip("\u00a0"))
    return re.sub(r"(?<!\\)\*\*\*\*", "", joined)


def wrap(words: str, before: str, after: str) -> str:
    """Return words between marks, which touch them: spaces stand outside; each line has its own."""
    parts = []
    for part in words.split(BREAK):
        edges = _EDGES.fullmatch(part)
        assert edges
        parts.append(f"{edges[1]}{before}{edges[2]}{after}{edges[3]}" if edges[2] else part)
    return BREAK.join(parts)


def _code(words: str) -> str:
    words = " ".join(words.split())
    return f"`{words}`" if words and "`" not in words else escape(words)


def _mark(node: Node) -> str:
    """Return the mark around the words of an element: by its name, or by a style as editors on the web write it."""
    found = _WEIGHT.search(node.get("style", ""))
    if found and node.tag in ("b", "strong", "span", "font"):
        return "**" if found[1].lower() in ("bold", "bolder") or found[1][0] in "6789" else ""
    return _MARKS.get(node.tag, "")
