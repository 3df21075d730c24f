"""Turns the braces of a heading, div, span or image (`{#id .class key="value"}`) into Attributes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import unescape
from unicodedata import normalize
from urllib.parse import unquote

from pamphlets.errors import fold, nearest
from pamphlets.model import Axis, Condition, Location, Problem, Severity
from pamphlets.source import blocks

_NAME = "name an output, a site or a language"
_ITEM = re.compile(
    r"""\s*(?:\#(?P<id>[\w-]+)
        |\.(?P<class>[\w-]+)
        |(?P<key>[A-Za-z][\w-]*)=(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'{}]+)))(?=\s|$)""",
    re.VERBOSE,
)
_FENCE = re.compile(
    r"(?P<kind>\{[^{}]*\}|\.?[A-Za-z][\w-]*)(?:\[(?P<label>[^\[\]]*)\])?[ \t]*(?P<more>\{[^{}]*\})?[ \t]*(?P<title>.*)"
)
_MEANT = re.compile(r"[#.]|=|^[A-Za-z][\w-]*$|\b(?:only|not|break|source|consent|platforms|card|lang)\b")
"""What shows that braces which cannot be read were meant as ours."""

_OURS = {"only", "not", "lang"}
_CONTENTS = ("no_toc", "no-toc", "notoc")
"""How other programs keep a heading out of a list of contents: none of them means a kind of ours."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names that a source may use; a field that is None is not checked (text read outside a project).

    `names` gives the axis of each name that `only` and `not` take; `unsure` says that there may be others: they are
    passed over, so that what they govern is read as if it stood everywhere.
    """

    names: Mapping[str, Axis] | None = None
    kinds: frozenset[str] | None = None
    variables: frozenset[str] | None = None
    references: frozenset[str] | None = None
    platforms: frozenset[str] | None = None
    unsure: bool = False
    also: Mapping[str, str] = field(default_factory=dict)
    """Names of outputs by what else people call them, folded."""
    pictures: Mapping[str, str] = field(default_factory=dict)
    """The paths of pictures as they are on disk, by themselves and in NFC: a Mac writes accents apart."""
    motifs: frozenset[str] | None = None

    def picture(self, path: str) -> str:
        """Return the path on disk of a picture whose name is written so, or as in an address; or the path as it is."""
        ways = (path, *(normalize("NFC", one) for one in (path, unescape(path), unquote(unescape(path)))))
        return next((self.pictures[way] for way in ways if way in self.pictures), path)

    def output(self, name: str) -> str:
        """Return the name of the output that is called so, or the name as it is."""
        return name if self.names and name in self.names else self.also.get(fold(name), name)


@dataclass(slots=True)
class Attributes:
    """What stood in the braces, and the problems it has; `take` checks off what a construct understands."""

    location: Location
    id: str = ""
    title: str = ""
    """What stands behind the kind of a fence, as other programs have it."""
    classes: list[str] = field(default_factory=list)
    pairs: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, rule: str, message: str, hint: str = "", severity: Severity = "error") -> None:
        """Record a problem at the place of the braces."""
        self.problems.append(Problem(rule, message, self.location, hint, severity))

    def _unknown(self, rule: str, message: str, near: str, otherwise: str) -> None:
        """Record a name that is none of ours: an error where one is near, else a mark of another program."""
        if near.startswith("did you mean"):
            self.problem(rule, message, near)
        else:
            self.problem("leftover", message, otherwise or near or "take it away", "warning")

    def take(self, key: str) -> str:
        """Return and remove the value of a key, or ''."""
        return self.pairs.pop(key, "")

    def flag(self, name: str) -> bool:
        """Say whether a class is there, and remove it."""
        if name not in self.classes:
            return False
        self.classes.remove(name)
        return True

    def kind(self, vocabulary: Vocabulary, *also: str) -> str:
        """Return and remove the one class that is left, which must be a known kind; '' where there is none.

        `also` are other classes that could have been meant.
        """
        names, self.classes, known = self.classes, [], vocabulary.kinds
        for name in names:
            if known is not None and name not in known:
                near = "" if name in _CONTENTS else nearest(name, {*known, *also})
                self._unknown("kind", f"there is no kind of block '{name}'", near, "")
        mine = [name for name in names if known is None or name in known]
        if len(mine) > 1:
            self.problem("kind", f"two kinds for one block: '{mine[0]}' and '{mine[1]}'", "keep one of them")
        return mine[0] if mine else ""

    def condition(self, vocabulary: Vocabulary) -> Condition:
        """Return the condition that `only` and `not` state, and remove them."""
        return Condition(self._names("only", vocabulary), self._names("not", vocabulary))

    def _names(self, key: str, vocabulary: Vocabulary) -> tuple[tuple[Axis, str], ...]:
        given = key in self.pairs
        names = [vocabulary.output(name) for name in self.take(key).replace(",", " ").split()]
        if given and not names:
            self.problem("condition", f'{key}="" names nothing', _NAME)
        known = vocabulary.names
        if known is None:
            return tuple(("output", name) for name in names)
        for name in names:
            if name not in known and not vocabulary.unsure:
                hint = nearest(name, known) or _NAME
                self.problem("condition", f"no output, site or language is named '{name}'", hint)
        return tuple((known[name], name) for name in names if name in known)

    def finish(self, what: str, known: Iterable[str] = (), otherwise: str = "") -> tuple[Problem, ...]:
        """Record everything that was not taken as unknown for `what` (a heading, an image, …); return the problems.

        `otherwise` is the hint where no name is near.
        """
        for name in self.classes:
            self._unknown("attribute", f"{what} has no class '{name}'", "", otherwise)
        for key in self.pairs:
            self._unknown("attribute", f"{what} has no attribute '{key}'", nearest(key, known), otherwise)
        if self.id:
            self._unknown("attribute", f"{what} has no id: '#{self.id}'", "", "only block headings (##) have one")
        return tuple(self.problems)


def parse(text: str, location: Location) -> Attributes:
    """Read the text between braces; what cannot be read is a problem of the result."""
    found, end = Attributes(location), 0
    text = text.rstrip().removeprefix(":")  # as kramdown has it
    while end < len(text):
        item = _ITEM.match(text, end)
        if not item:
            rest = text[end:].strip()
            message, hint = f"cannot read '{rest}' between the braces", 'write {#id .kind key="value"}'
            if _MEANT.search(rest):
                found.problem("attribute", message, hint)
            else:
                found.problem("leftover", message, "take it away: it is a mark of another program", "warning")
            break
        end = item.end()
        if item["id"]:
            if found.id:
                found.problem("attribute", f"two ids: '{found.id}' and '{item['id']}'", "keep one of them")
            found.id = item["id"]
        elif item["class"]:
            found.classes.append(item["class"])
        else:
            if item["key"] in found.pairs:
                found.problem("attribute", f"'{item['key']}' is given twice", "keep one of them")
            found.pairs[item["key"]] = next(v for v in (item["double"], item["single"], item["bare"]) if v is not None)
    return found


def astray(text: str, location: Location, what: str, hint: str) -> tuple[Problem, ...]:
    """Return what is wrong with the text between braces at `what`, which has none: an error where they are ours."""
    found = parse(text, location)
    for key in sorted(_OURS & found.pairs.keys()):
        found.problem("attribute", f"{what} has no '{key}'", hint)
        found.take(key)
    return found.finish(what, (), "take the braces away")


def fence(words: str, location: Location) -> Attributes:
    """Read what stands after `:::`: a kind, or attributes in braces, and a title, as other programs have one."""
    parts = _FENCE.fullmatch(words)
    if not parts:
        return parse(f".{words.removeprefix('.')}", location)
    kind, more = (part[1:-1].strip() if part and part[0] == "{" else part or "" for part in parts.group("kind", "more"))
    named = kind if not kind or kind[0] in "#." or "=" in kind else f".{kind.removeprefix('.')}"
    found = parse(f"{named} {more}", location)
    found.classes = [blocks.box(name) or name for name in found.classes]
    found.title = (parts["label"] or parts["title"] or "").strip().strip('"') or found.take("title")
    return found
