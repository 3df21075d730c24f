"""Turns the tree of a drawing into one that holds only what is listed, without stylesheets, as we write it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from cssselect2 import ElementWrapper

from pamphlets.paper.drawings import allowed, values
from pamphlets.paper.drawings.faults import PLAIN, SCRIPT, Faults, Refused
from pamphlets.paper.drawings.parsing import Lines
from pamphlets.paper.drawings.styles import Styles, Values, fill

XHTML = "{http://www.w3.org/1999/xhtml}"
_NAME = re.compile(r"#([^\s\"'()\\]+)")
_FONT = re.compile(
    r"(?P<before>(?:[a-z0-9-]+\s+)*?)(?P<size>[\d.]+[a-z%]+|(?:xx?-|x{3}-)?(?:small|large)|medium|smaller|larger)"
    r"(?:\s*/\s*[\w.%]+)?\s+(?P<family>.+)",
    re.I | re.DOTALL,
)
_LANGUAGES = ("is drawn in several languages (systemLanguage)", "save one drawing for each language")
_STILL = "export it without animation"
Embed = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Around:
    """What an element has from those around it."""

    variables: Mapping[str, str] = field(default_factory=dict)
    current: frozenset[str] = frozenset()
    """Which of fill and stroke are the current color."""
    parent: str = "g"


class Cleaner:
    """Cleans one drawing; `lines` holds the line of each element of the clean tree."""

    def __init__(self, root: Element, lines: Lines, medium: str, embed: Embed, faults: Faults) -> None:
        self._embed, self._faults, self._from = embed, faults, lines
        self._styles = Styles(root, lines, medium, faults)
        self._named = {name for element in root.iter() for name in _names(element)}
        self._root = root
        self.lines: dict[Element, int] = {}

    def clean(self) -> Element:
        """Return the clean tree."""
        found = tuple(self._element(ElementWrapper.from_xml_root(self._root), Around()))
        if not found:
            raise Refused("shows nothing (display: none)")
        return found[0]

    def _element(self, node: ElementWrapper, around: Around) -> Iterable[Element]:
        """Return what an element becomes: itself, another, what is within it, or nothing."""
        source: Element = node.etree_element
        tag, line = source.tag, self._from[source]
        if fault := _fault(source):
            self._faults.add(*fault, line)
            return ()
        if tag.startswith("{") or tag in allowed.DROPPED or tag.startswith("flow"):
            return ()
        if tag in allowed.NAMED and source.get("id") not in self._named:
            return ()
        if tag == "switch":
            return self._switch(node, around)
        if source.get("requiredExtensions"):
            return ()
        if source.get("systemLanguage"):
            self._faults.add(*_LANGUAGES, line)
        return self._copy(node, around, line)

    def _copy(self, node: ElementWrapper, around: Around, line: int) -> Iterable[Element]:
        source: Element = node.etree_element
        tag = {"a": "tspan" if around.parent in ("text", "tspan") else "g"}.get(source.tag, source.tag)
        if not _may_stand(tag, around.parent):
            return ()
        declared, variables = self._styles.of(node, around.variables)
        own = self._values(source, tag, declared, variables, line)
        if own.get("display") == "none" and not any(element.get("id") in self._named for element in source.iter()):
            return ()
        if tag == "image" and not own.get("href", "").startswith("data:"):
            return ()
        if tag in ("polygon", "polyline") and len(own.get("points", "").split()) < 4:
            return ()
        if "color" in own:
            own = dict.fromkeys(around.current, "currentColor") | own
        current = {key for key in ("fill", "stroke") if own.get(key) == "currentColor"}
        current |= {key for key in around.current if key not in own}
        target = Element(tag, own)
        self.lines[target] = line
        inside = Around(variables, frozenset(current), tag)
        if tag == "svg" and source is self._root:
            self._background(target, declared, line)
            if "transform" in own:
                self._faults.add("is turned or moved as a whole (transform on svg)", PLAIN, line)
        if tag in ("title", "desc"):
            target.text = "".join(source.itertext())
            return (target,)
        self._fill(target, node, inside)
        return (target,)

    def _fill(self, target: Element, node: ElementWrapper, inside: Around) -> None:
        """Put into an element what the words and elements in its source become."""
        spoken, line = target.tag in ("text", "tspan"), self.lines[target]
        target.text = self._words(node.etree_element.text, spoken, line)
        for child in node.iter_children():
            target.extend(self._element(child, inside))
            tail = self._words(child.etree_element.tail, spoken, line)
            if len(target):
                target[-1].tail = (target[-1].tail or "") + tail
            else:
                target.text += tail

    def _words(self, text: str | None, within: bool, line: int) -> str:
        """Return the words of a text; only texts have any."""
        if not within or not text:
            return ""
        found = unicodedata.normalize("NFC", text)
        strange = next((one for one in found if unicodedata.combining(one) or unicodedata.category(one) in ("Mn", "Mc")
                        or unicodedata.bidirectional(one) in ("R", "AL", "AN") or one == "\u200d"), "")  # fmt: skip
        if strange:
            name = unicodedata.name(strange, "a sign").lower()
            self._faults.add(f"holds words that paper cannot set in a drawing ({name})", PLAIN, line)
        return found

    def _switch(self, node: ElementWrapper, around: Around) -> Iterable[Element]:
        """Return the first part of a `switch` that is in no one language and that can be drawn."""
        line = self._from[node.etree_element]
        parts = [child for child in node.iter_children() if not child.etree_element.tag.startswith("{")]
        words = {" ".join("".join(part.etree_element.itertext()).split()) for part in parts
                 if part.etree_element.tag == "foreignObject"} - {""}  # fmt: skip
        for part in parts:
            inner = part.etree_element
            if inner.tag == "foreignObject" or inner.get("systemLanguage") or inner.get("requiredExtensions"):
                continue
            if words and inner.tag != "image" and " ".join("".join(inner.itertext()).split()) not in words:
                break
            return self._element(part, around)
        if words:
            self._faults.add("holds words as HTML, which paper does not draw (foreignObject)", PLAIN, line)
        elif any(part.etree_element.get("systemLanguage") for part in parts):
            self._faults.add(*_LANGUAGES, line)
        return ()

    def _values(self, source: Element, tag: str, declared: Values, variables: Mapping[str, str], line: int) -> Values:
        """Return the attributes of an element: its own, those that any may have, and what its rules say."""
        out: Values = {}
        listed = allowed.ELEMENTS[tag]
        own = {key: filled for key, text in source.attrib.items() if key in listed or key in allowed.PROPERTIES
               if (filled := fill(text, variables)) is not None}  # fmt: skip
        own |= _long("marker", source.attrib)
        styled = {key: text for key, text in _longhands(declared).items()
                  if key in allowed.PROPERTIES or (key in allowed.GEOMETRY and key in listed)}  # fmt: skip
        refused = [*((k, v) for k, v in source.attrib.items() if k not in allowed.CSS_ONLY), *declared.items()]
        for step, found in ((self._one, [*own.items(), *styled.items()]), (self._refuse, refused)):
            for key, text in found:
                try:
                    step(key, text, out)
                except Refused as fault:
                    self._faults.add(fault.fault.message, fault.fault.hint, line)
        if origin := (declared.get("transform-origin") or source.get("transform-origin")):
            self._turn_about(origin, out, line)
        return out

    def _refuse(self, key: str, text: str, out: Values) -> None:
        """Raise Refused for a property that paper does not draw."""
        shown = " ".join(text.lower().replace("!important", "").split())
        known = allowed.REFUSED.get(key)
        if known is None or shown in ("", "none", "normal", "initial", "unset", "inherit", "auto", "revert", *known):
            return
        if key in ("paint-order", "vector-effect") and out.get("stroke") == "none":
            return
        if "url(" in shown or "\\" in shown:
            values.value("clip-path", text)
        raise Refused(f"holds what paper cannot draw ({key}: {shown[:40]})")

    def _one(self, key: str, text: str, out: Values) -> None:
        """Write one value."""
        if key == "href":
            self._link(text, out)
            return
        word = text.strip().lower()
        if word in ("initial", "unset", "revert", "revert-layer"):
            out.pop(key, None)
            if word == "initial" and key in allowed.INITIAL:
                out[key] = allowed.INITIAL[key]
            return
        found = values.value(key, text)
        if found is not None:
            out[key] = found

    def _link(self, text: str, out: Values) -> None:
        text = text.strip()
        if text.startswith("#"):
            if name := values.value("id", text[1:]):
                out["href"] = f"#{name}"
        elif re.match(r"data:image/(png|jpe?g|gif|webp)\s*;\s*base64\s*,", text, re.I):
            out["href"] = self._embed(text)
        elif text:
            values.refuse_outside(text)

    def _turn_about(self, origin: str, out: Values, line: int) -> None:
        if "transform" not in out:
            return
        found = re.fullmatch(r"(-?[\d.]+)(?:px)?[\s,]+(-?[\d.]+)(?:px)?(?:[\s,]+0(?:px)?)?", origin.strip())
        if found:
            x, y = float(found[1]), float(found[2])
            out["transform"] = f"translate({x:g} {y:g}) {out['transform']} translate({-x:g} {-y:g})"
        elif not re.fullmatch(r"(0(px|%)?|left|top)(\s+(0(px|%)?|left|top))?", origin.strip(), re.I):
            shown = f"transform-origin: {origin[:30]}"
            self._faults.add(f"is turned or moved in a way that paper cannot draw ({shown})", PLAIN, line)

    def _background(self, root: Element, declared: Values, line: int) -> None:
        """Draw the ground that a style gives to the whole drawing."""
        ground = declared.get("background-color", declared.get("background", "")).strip()
        if ground.lower() in ("", "none", "transparent", "initial", "unset", "inherit", "0", "0 0"):
            return
        try:
            found = values.value("stop-color", ground)
        except Refused:
            found = None
        box = (root.get("viewBox") or "").split()
        if not found:
            self._faults.add(f"holds what paper cannot draw (background: {ground[:40]})", PLAIN, line)
            return
        size = dict(zip(("x", "y", "width", "height"), box, strict=False)) or {"width": "100%", "height": "100%"}
        rect = Element("rect", {**size, "fill": found, "stroke": "none"})
        self.lines[rect] = line
        root.append(rect)


def _fault(source: Element) -> tuple[str, str] | None:
    """Return why an element may not be in a drawing, and the way out; None for one that may."""
    tag = source.tag
    shown = tag.rpartition("}")[2]
    active = next((key for key in source.attrib if key.rpartition("}")[2].lower().startswith("on")), "")
    if tag in allowed.ACTIVE or tag.startswith(XHTML) or active:
        return f"holds a script ({active or f'<{shown}>'})", SCRIPT
    if tag in allowed.MOVING:
        return f"holds an animation (<{tag}>)", _STILL
    if tag == "foreignObject":
        return "holds words as HTML, which paper does not draw (foreignObject)", PLAIN
    if tag.startswith("flow") and "".join(source.itertext()).strip():
        return f"holds words that flow, which neither paper nor browsers draw ({tag})", PLAIN
    if tag == "a" and (href := source.get("href", "").strip()) and not href.startswith("#"):
        try:
            values.refuse_outside(href)
        except Refused as fault:
            hint = SCRIPT if fault.fault.hint == SCRIPT else "take the link out: nobody can follow it in a picture"
            return fault.fault.message, hint
    if tag.startswith(("{", "flow")) or tag in allowed.DROPPED or tag in ("switch", "a") or tag in allowed.ELEMENTS:
        return None
    return f"holds what paper cannot draw (<{shown}>)", PLAIN


def _may_stand(tag: str, parent: str) -> bool:
    if tag in ("title", "desc"):
        return parent not in ("text", "tspan")
    if parent in allowed.HOLDERS:
        return tag not in ("tspan", "stop")
    return tag in allowed.WITHIN.get(parent, ())


def _names(element: Element) -> Iterable[str]:
    for key, text in element.attrib.items():
        if key != "id" and "#" in text:
            yield from _NAME.findall(text)
    if element.tag == "style":
        yield from _NAME.findall("".join(element.itertext()))


def _long(key: str, found: Mapping[str, str]) -> Values:
    return {f"{key}-{part}": found[key] for part in ("start", "mid", "end")} if key in found else {}


def _longhands(declared: Values) -> Values:
    """Return declarations with the shorthands `font` and `marker` written out, in their order."""
    out: Values = {}
    for key, text in declared.items():
        if key == "font" and (found := _FONT.fullmatch(text.strip())):
            words = found["before"].split()
            out["font-weight"] = next((w for w in words if re.fullmatch(r"bold(er)?|lighter|\d00", w, re.I)), "400")
            out["font-style"] = next((w for w in words if w.lower() in ("italic", "oblique")), "normal")
            out["font-size"], out["font-family"] = found["size"], found["family"]
        else:
            out |= _long(key, declared) if key == "marker" else {key: text}
    return out
