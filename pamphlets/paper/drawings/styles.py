"""Turns the stylesheets of a drawing into the values that each of its elements has: no rule is left to apply."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

import cssselect2
import tinycss2
from tinycss2.ast import Declaration, Node

from pamphlets.paper.drawings.faults import OUTSIDE, PLAIN, Faults, Refused
from pamphlets.paper.drawings.parsing import Lines

LONGEST = 20_000
"""Characters of a value whose variables are filled in: each may double it."""
MOST_RULES, MOST_MATCHES = 5_000, 500_000
"""Selectors of a drawing, and the times that they may hold: each element asks all that could be its own."""
_SKIPPED = {"charset", "keyframes", "-webkit-keyframes", "page", "namespace", "media", "property",
            "font-palette-values"}  # fmt: skip
_OWN_FONT = re.compile(r"""src\s*:\s*url\(\s*["']?#[^,]*$""", re.I)
"""A font of SVG's own in the drawing: no browser reads these any more."""
_VARIABLE = re.compile(r"var\(", re.I)
_DEEPEST = 8
Values = dict[str, str]


class Styles:
    """The rules of a drawing, for one medium (`print` or `screen`), light and still."""

    def __init__(self, root: Element, lines: Lines, medium: str, faults: Faults) -> None:
        self._medium, self._faults, self._lines = medium, faults, lines
        self._plain, self._important = cssselect2.Matcher(), cssselect2.Matcher()
        self._line = 1
        self._selectors = self._matches = 0
        for element in root.iter("style"):
            self._line = lines[element]
            kind = element.get("type", "text/css").strip().lower() or "text/css"
            text = "".join(element.itertext()).replace("<!--", "").replace("-->", "")
            if kind == "text/css" and self._applies(element.get("media", "all"), self._line):
                for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
                    self._add(rule, "")

    def of(self, element: cssselect2.ElementWrapper, variables: Mapping[str, str]) -> tuple[Values, Mapping[str, str]]:
        """Return what an element declares, in rules and in `style`, and the variables in force there.

        `variables` are those of its parent. What is not valid as CSS is left out, as browsers do.
        """
        own = tinycss2.parse_blocks_contents(element.etree_element.get("style", ""), skip_comments=True)
        first, last = self._plain.match(element), self._important.match(element)
        self._matches += len(first)
        if self._matches > MOST_MATCHES:
            raise Refused("has too many rules for its parts", "export it simpler, or save it as PNG")
        declared: list[Declaration] = []
        for matches, important in ((first, False), (last, True)):
            for found in matches:
                declared += found[-1]
            declared += [one for one in own if one.type == "declaration" and one.important == important]
        known = {one.name: tinycss2.serialize(one.value).strip() for one in declared if one.name.startswith("--")}
        known = {name: text for name, text in known.items() if text.lower() not in ("inherit", "unset")}
        variables = {**variables, **known} if known else variables
        variables = {name: text for name, text in variables.items() if text.lower() != "initial"}
        values = {}
        for one in declared:
            if not one.name.startswith("--"):
                filled = fill(tinycss2.serialize(one.value).strip(), variables)
                if filled is not None:
                    values[one.lower_name] = filled
                else:
                    values.pop(one.lower_name, None)
        return values, variables

    def _add(self, rule: Node, parent: str, depth: int = 0) -> None:
        """Take in a rule, and those within it; `parent` is the selector that it stands in."""
        line = self._line + rule.source_line - 1
        if depth > _DEEPEST:
            self._faults.add("holds a stylesheet that paper cannot read (rules within rules)", PLAIN, line)
        elif rule.type == "at-rule":
            self._add_at_rule(rule, parent, depth, line)
        elif rule.type == "qualified-rule":
            self._add_selectors(rule, parent, depth, line)

    def _add_at_rule(self, rule: Node, parent: str, depth: int, line: int) -> None:
        name = rule.lower_at_keyword
        if name == "import":
            self._faults.add("reaches for something outside it (@import)", OUTSIDE, line)
        elif name == "font-face":
            if not _OWN_FONT.search(tinycss2.serialize(rule.content or [])):
                self._faults.add("brings a font of its own (@font-face)", PLAIN, line)
        elif name == "media" and rule.content is not None:
            if self._applies(tinycss2.serialize(rule.prelude), line):
                self._add_content(rule.content, parent, depth, line)
        elif name not in _SKIPPED:
            self._faults.add(f"holds a stylesheet that paper cannot read (@{name})", PLAIN, line)

    def _add_content(self, content: list[Node], parent: str, depth: int, line: int) -> None:
        """Take in what stands in a rule: declarations for `parent`, and rules."""
        inner = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
        own = [one for one in inner if one.type == "declaration"]
        if own and parent:
            self._match(parent, own, line)
        for one in inner:
            self._add(one, parent, depth + 1)

    def _add_selectors(self, rule: Node, parent: str, depth: int, line: int) -> None:
        selector = tinycss2.serialize(rule.prelude).strip()
        if parent:
            within = f":is({parent})"
            selector = selector.replace("&", within) if "&" in selector else f"{within} {selector}"
        if len(selector) > LONGEST:
            self._faults.add("holds a stylesheet that paper cannot read (rules within rules)", PLAIN, line)
        else:
            self._add_content(rule.content, selector, depth, line)

    def _match(self, selector: str, declared: list[Declaration], line: int) -> None:
        try:
            found = cssselect2.compile_selector_list(selector)
        except cssselect2.parser.SelectorError:
            shown = " ".join(selector.split())[:40]
            self._faults.add(f"holds a stylesheet that paper cannot read ({shown} {{…}})", PLAIN, line)
            return
        self._selectors += len(found)
        if self._selectors > MOST_RULES:
            raise Refused("has a stylesheet of too many rules", "export it simpler, or save it as PNG", line)
        for one in found:
            if one.pseudo_element is None and not one.never_matches:
                self._plain.add_selector(one, [each for each in declared if not each.important])
                self._important.add_selector(one, [each for each in declared if each.important])

    def _applies(self, query: str, line: int) -> bool:
        """Return whether a list of media queries holds: for the medium, on light ground, without motion."""
        return not query.strip() or any(self._holds(one, line) for one in query.lower().split(","))

    def _holds(self, query: str, line: int) -> bool:
        query = " ".join(query.removeprefix("only ").split()).removeprefix("only ")
        if query.startswith("not "):
            return not self._holds(query[4:], line)
        for part in query.split(" and "):
            if part in ("all", "print", "screen", "speech", "tty", "tv", "projection", "handheld", "braille"):
                if part not in ("all", self._medium):
                    return False
                continue
            feature = re.fullmatch(r"\(\s*(prefers-[a-z-]+)\s*(?::\s*([a-z-]+)\s*)?\)", part)
            if not feature:
                self._faults.add(f"looks otherwise at other sizes (@media {query[:40]})", PLAIN, line)
                return False
            if feature[2] not in ("light", "no-preference"):
                return False
        return True


def fill(value: str, variables: Mapping[str, str], seen: tuple[str, ...] = ()) -> str | None:
    """Return a value with its variables filled in; None if one has no value."""
    if not _VARIABLE.search(value):
        return value
    out: list[str] = []
    for token in tinycss2.parse_component_value_list(value):
        if token.type == "function" and token.lower_name == "var":
            name, fallback = _reference(token.arguments)
            inner = variables.get(name) if name not in seen else None
            filled = fill(inner, variables, (*seen, name)) if inner is not None else None
            if filled is None:
                filled = fill(fallback, variables, seen) if fallback is not None else None
            if filled is None:
                return None
            out.append(filled)
        elif token.type == "function":
            inside = fill(tinycss2.serialize(token.arguments), variables, seen)
            if inside is None:
                return None
            out.append(f"{token.name}({inside})")
        else:
            out.append(tinycss2.serialize([token]))
        if sum(map(len, out)) > LONGEST:
            raise Refused("holds variables that grow without end (var())")
    return "".join(out).strip()


def _reference(arguments: list[Node]) -> tuple[str, str | None]:
    """Return the name in `var(--name, fallback)`, and the fallback."""
    name = next((token.value for token in arguments if token.type == "ident"), "")
    commas = [index for index, token in enumerate(arguments) if token.type == "literal" and token.value == ","]
    return name, tinycss2.serialize(arguments[commas[0] + 1 :]).strip() if commas else None
