"""Turns a Word file into a draft: mammoth reads its body, and what mammoth passes over is put in its way or noted."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from xml.etree.ElementTree import Element as Node

from pamphlets.starter.intake import archive, html, numbers, speech
from pamphlets.starter.intake.archive import local
from pamphlets.starter.intake.draft import Draft

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_THROUGH = ("fldSimple", "dir", "bdo", "ruby", "rubyBase")
"""Elements around words, which mammoth passes over; in a `smartTag` it reads them."""
_LARGER = 1.2
"""Times the size of most letters from which on a line is a heading."""
_PLACES = (
    (re.compile(r"word/header\d*\.xml"), "header"),
    (re.compile(r"word/footer\d*\.xml"), "footer"),
    (re.compile(r"word/comments\.xml"), "comment"),
    (re.compile(r"word/diagrams/data\d*\.xml"), "diagram"),
    (re.compile(r"word/charts/chart\w*\.xml"), "chart"),
)
_STYLES = (
    "p[style-name='Title'] => h1.title:fresh",
    "p[style-name='Quote'] => blockquote > p:fresh",
    "p[style-name='Intense Quote'] => blockquote > p:fresh",
    "strike => s",
    "small-caps => ",
    "all-caps => ",
)


def read(content: bytes) -> Draft:
    """Return what a `.docx` says.

    Raises archive.Unreadable, with a hint, for what is none, protected, cut off or far too large.
    """
    import mammoth

    parts = archive.read(content)
    name = archive.main(parts)
    body = parts.trees[name]
    styles = parts.trees.get("word/styles.xml")
    draft, contents = Draft(), _contents(styles)
    texts = [parts.trees[one] for one in (name, "word/footnotes.xml", "word/endnotes.xml") if one in parts.trees]
    for tree in texts:
        _clear(tree, contents, draft)
        _cut_loose(tree, parts.trees)
    _mark_headings(body)
    draft.words = " ".join(_paragraphs(texts))
    archive.check(draft.words)
    draft.language = speech.mark(texts, styles)
    numbers.mark(next((one for one in body if local(one) == "body"), body), parts.trees.get("word/numbering.xml"))
    _note_places(parts.trees, draft)
    photos = dict[str, bytes]()
    by_style = "\n".join([*_outline(styles), *_STYLES])

    def keep(image: mammoth.documents.Image) -> Mapping[str, str]:
        try:
            with image.open() as opened:
                photos[f"{len(photos)}"] = opened.read()
        except (KeyError, OSError):  # it is not in the file
            return {"src": ""}
        return {"src": f"{len(photos) - 1}"}

    made = mammoth.convert_to_html(archive.write(parts), style_map=by_style, include_embedded_style_map=False,
                                   convert_image=mammoth.images.img_element(keep))  # fmt: skip
    found = html.read(numbers.start(speech.spans(made.value)).encode(), photos.get)
    found.rest[:0], found.language, found.words = draft.rest, draft.language, draft.words
    return found


def _contents(styles: Node | None) -> frozenset[str]:
    """Return the styles of lists of contents, which every Word calls `toc 1`, and by ids of its own language."""
    names = {
        value: style
        for style in (styles if styles is not None else ())
        for one in style
        if local(one) == "name"
        for value in one.attrib.values()
    }
    found = (style for name, style in names.items() if name.lower().startswith("toc "))
    return frozenset(value for style in found for name, value in style.attrib.items() if name.endswith("}styleId"))


def _clear(tree: Node, contents: Container[str], draft: Draft) -> None:
    """Put what mammoth passes over where it reads it, and note what is not to be read, such as lists of contents."""
    for node in list(tree.iter()):
        if local(node) in _THROUGH:
            node.tag = f"{_W}smartTag"
        elif local(node) in ("del", "moveFrom") and len(node):
            draft.leave("deleted", _text(node)) if local(node) == "del" else None
    _unbox(tree)
    for parent in list(tree.iter()):
        for child in list(parent):
            kind = local(child)
            if kind == "r" and (hidden := child.find(f"{child.tag[:-1]}rPr/{child.tag[:-1]}vanish")) is not None:
                if hidden.get(f"{child.tag[:-1]}val") not in ("0", "false"):
                    draft.leave("hidden", _text(child))
                    parent.remove(child)
            elif kind in ("oMath", "rt"):
                words = _text(child)
                tail = child.tail
                child.clear()
                child.tag, child.tail = f"{_W}r", tail
                if kind == "oMath":
                    draft.leave("formula, which stands in its line as plain signs", words)
                    made = Node(f"{_W}t")
                    made.text = words
                    child.append(made)
                else:
                    draft.leave("reading", words)
            elif kind == "oMathPara":
                child.tag = f"{_W}smartTag"
            elif kind in ("cr", "br"):  # that of a page or a column divides words, too
                child.tag, child.attrib = f"{parent.tag[:-1]}br", {}
            elif kind == "sdt" and child.find(f"{child.tag[:-3]}sdtPr/{child.tag[:-3]}showingPlcHdr") is not None:
                draft.leave("blank to fill in", _text(child))
                parent.remove(child)
            elif kind == "altChunk":
                draft.leave("inserted file", "its words are not read: open the file in Word and save it again")
            elif kind == "p" and _style(child) in contents:
                draft.leave("list of contents", _text(child))
                parent.remove(child)


def _cut_loose(tree: Node, trees: Mapping[str, Node]) -> None:
    """Take references to what is not in the file away, at which mammoth would stop."""
    relations = {one.get("Id") for path, part in trees.items() if path.endswith(".rels") for one in part}
    notes = {
        (kind, value)
        for kind in ("footnote", "endnote")
        for one in trees.get(f"word/{kind}s.xml", ())
        for name, value in one.attrib.items()
        if name.endswith("}id")
    }
    for node in tree.iter():
        kind = local(node).removesuffix("Reference")
        for name, value in list(node.attrib.items()):
            if "/relationships}" in name and value not in relations:
                del node.attrib[name]
            elif local(node) in ("footnoteReference", "endnoteReference") and (kind, value) not in notes:
                node.tag = f"{_W}proofErr"


def _unbox(tree: Node) -> None:
    """Put the paragraphs of each text box behind the paragraph that it is anchored to."""
    above = {child: parent for parent in tree.iter() for child in parent}
    seen = set[Node]()
    for box in [node for node in tree.iter() if local(node) == "txbxContent"]:
        line = [box]
        while line[-1] in above:
            line.append(above[line[-1]])
        if any(node in seen for node in line):  # of a box in a box, or the same one as older programs read it
            continue
        choice = next((node for node in line if local(node) == "AlternateContent"), None)
        seen |= set(choice.iter()) if choice is not None else {box}
        anchor = next((node for node in line[1:] if local(node) == "p"), None)
        place = above[anchor] if anchor is not None else None
        if anchor is None or place is None:
            continue
        at = list(place).index(anchor) + 1
        place[at:at] = list(box)
        for node in list(choice.iter() if choice is not None else [box]):
            if local(node) == "txbxContent":
                node.clear()


def _mark_headings(body: Node) -> None:
    """Make lines bold that are set in larger letters than the text is."""
    sizes: dict[float, int] = {}
    every = [(paragraph, _runs(paragraph)) for paragraph in body.iter() if local(paragraph) == "p"]
    for _, runs in every:
        for run, words in runs:
            sizes[_size(run)] = sizes.get(_size(run), 0) + len(words)
    usual = max(sizes, key=lambda size: sizes[size], default=0.0)
    for _, runs in every:
        if usual and runs and all(_size(run) >= usual * _LARGER for run, _ in runs):
            for run, _ in runs:
                properties = run.find(f"{run.tag[:-1]}rPr")
                if properties is not None and properties.find(f"{run.tag[:-1]}b") is None:
                    properties.append(Node(f"{run.tag[:-1]}b"))


def _runs(paragraph: Node) -> list[tuple[Node, str]]:
    return [(run, words) for run in paragraph.iter() if local(run) == "r" and (words := _text(run).strip())]


def _size(run: Node) -> float:
    """Return the size of a run's letters in half points; 22, Word's own, where it does not say."""
    name = run.tag[:-1]
    found = run.find(f"{name}rPr/{name}sz")
    value = found.get(f"{name}val", "") if found is not None else ""
    return float(value) if re.fullmatch(r"\d{1,4}(?:\.\d+)?", value) else 22.0


def _style(paragraph: Node) -> str:
    name = paragraph.tag[:-1]
    found = paragraph.find(f"{name}pPr/{name}pStyle")
    return found.get(f"{name}val", "") if found is not None else ""


def _outline(styles: Node | None) -> Iterator[str]:
    """Yield how mammoth is to read the styles of headings, whatever they are called: by their levels in the outline."""
    levels, above = dict[str, int](), dict[str, str]()
    for style in styles if styles is not None else ():
        name = style.tag.partition("}")[0] + "}"
        id_ = style.get(f"{name}styleId", "")
        level = style.find(f"{name}pPr/{name}outlineLvl")
        based = style.find(f"{name}basedOn")
        if level is not None and re.fullmatch("[0-8]", level.get(f"{name}val", "")):
            levels[id_] = int(level.get(f"{name}val", "")) + 1
        above[id_] = based.get(f"{name}val", "") if based is not None else ""
    for id_ in above:
        one, seen = id_, set[str]()
        while one in above and one not in levels and one not in seen:
            seen.add(one)
            one = above[one]
        if one in levels and id_:
            name = re.sub(r"([^A-Za-z_-])", r"\\\1", id_)
            yield f"p.{name} => h{min(levels[one], 6)}:fresh"


def _note_places(trees: Mapping[str, Node], draft: Draft) -> None:
    """Note what stands in parts of the file that are no body: headers, comments, diagrams."""
    for path, tree in trees.items():
        kind = next((kind for pattern, kind in _PLACES if pattern.fullmatch(path)), "")
        if kind == "comment":
            for one in tree:
                author = next((value for name, value in one.attrib.items() if name.endswith("}author")), "")
                draft.leave(f"comment by {author}" if author else kind, " ".join(_paragraphs([one])))
        elif kind:
            draft.leave(kind, " ".join(_paragraphs([tree])))


def _paragraphs(trees: list[Node]) -> Iterator[str]:
    """Yield the words of each paragraph, without those that were deleted."""
    for tree in trees:
        found = False
        for node in tree.iter():
            if local(node) in ("p", "pt", "tx") and (words := _text(node, nested=False)):
                found = True
                yield words
        if not found:
            yield _text(tree)


def _text(node: Node, *, nested: bool = True) -> str:
    """Return the words of an element; those of paragraphs within it are divided by spaces, or left out."""
    out = []
    for child in node:
        kind = local(child)
        if kind in ("t", "delText", "v"):
            out.append(child.text or "")
        elif kind in ("tab", "br", "cr"):
            out.append(" ")
        elif kind == "noBreakHyphen":
            out.append("\u2011")
        elif kind == "p" and not nested:
            continue
        elif kind not in ("del", "moveFrom", "instrText") or local(node) in ("del", "moveFrom"):
            out.append(_text(child, nested=nested) + (" " if kind == "p" else ""))
    return "".join(out)
