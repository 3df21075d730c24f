"""Turns hours, as rows of data or as lines in one way or another, into what is said of them in each language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, ClassVar

from pamphlets.errors import fold
from pamphlets.localized import hours
from pamphlets.project.settings import words
from pamphlets.project.settings.nodes import Faults, Keys, Node
from pamphlets.project.settings.shapes import UNWRITTEN, Form, Language, Shape, Text
from pamphlets.project.settings.words import Texts, Words

_CODE = re.compile(r"[a-z]{2,3}(-\w+)*")


def _several(given: str | tuple[str, ...], keys: Keys, faults: Faults) -> tuple[str, ...]:
    return tuple(given.splitlines()) if isinstance(given, str) else given


Several = Annotated[tuple[str, ...], Form(Text | tuple[Text, ...], _several)]


class Opening(Shape, frozen=True, kw_only=True):
    """On which days a site is open, from when to when; what cannot be read as that is a line of words."""

    days: Several = ()
    from_: Several = ()
    to: Several = ()
    hours: Several = ()
    closed: bool = False
    given: Annotated[Words, UNWRITTEN] = Words()
    """The line, where the author has written one."""
    said: Annotated[Words, UNWRITTEN] = Words()
    """What readers are told, in each language."""
    aliases: ClassVar[Mapping[str, str]] = {
        "day": "days", **dict.fromkeys(("open", "opens", "start", "starts"), "from"), "times": "hours",
        **dict.fromkeys(("until", "till", "close", "closes", "end", "ends"), "to"),
    }  # fmt: skip
    open: ClassVar[bool] = True  # to editors, who take a line in each language for one

    def of(self, language: str) -> str:
        """Return what readers of a language are told."""
        return self.said.of(language)

    @property
    def times(self) -> tuple[tuple[str, str], ...]:
        """From when to when, for each time that a site opens on these days."""
        return tuple(zip(self.from_, self.to, strict=False))

    @property
    def spans(self) -> tuple[str, ...]:
        """The times as schema.org has them; none where a site is closed."""
        return tuple(f"{','.join(self.days)} {'-'.join(times)}" for times in self.times)

    def value(self, language: str) -> str:
        """Return the line as its author wrote it, or the data: `Mo-Fr 09:00-18:00`."""
        data = f"{','.join(self.days)} {','.join(map('-'.join, self.times)) or 'closed'}"
        return self.given.of(language) or data

    def complete(self, languages: tuple[str, ...], country: str) -> Opening:
        """Return these hours with their days and times, if they are certain, and as they are said in each language."""
        line = _line(self)
        given = self.given or Words((("", line),) if line else ())
        known = (hours.read(text, (code, *languages) if code else (*languages, "en")) for code, text in given.texts)
        days, spans = next(filter(None, known), ((), ()))
        begins, ends = zip(*spans, strict=True) if spans else ((), ())
        found = Opening(days=days, from_=begins, to=ends, closed=bool(days) and not spans, given=given, said=given)
        if days and not self.given:
            return found.replace(given=Words(), said=_say(found, languages, country))
        if not days or "" not in dict(given.texts) or not all(map(hours.is_sayable, languages)):
            return found
        first, *others = languages
        return found.replace(said=_say(found, tuple(others), country).over(Words(((first, given.of(first)),))))


def _say(of: Opening, languages: tuple[str, ...], country: str) -> Words:
    return Words(tuple((language, hours.say(of.days, of.times, language, country)) for language in languages))


def _line(row: Opening) -> str:
    """Return a row of data as people write it in one line."""
    if len(row.from_) == len(row.to):
        times = [*map(" - ".join, row.times)]
    else:
        times = [*(f"from {at}" for at in row.from_), *(f"to {at}" for at in row.to)]
    return _dash(f"{', '.join(row.days)} {', '.join((*times, *row.hours, *('closed',) * row.closed))}")


def _dash(line: str) -> str:
    return re.sub(r"(?<=\w)\s*-\s*(?=\w)", "–", line).strip()


def _openings(
    given: tuple[Opening | str | dict[str, str], ...] | dict[str, tuple[Opening | str, ...]], keys: Keys, faults: Faults
) -> tuple[Opening, ...]:
    """Return lines of data or of words, each in all languages, from any way of writing them."""
    if isinstance(given, tuple):
        texts = (
            one if isinstance(one, Opening) else words.say(one, (*keys, at), faults) for at, one in enumerate(given)
        )
        return tuple(one if isinstance(one, Opening) else Opening(given=one) for one in texts)
    lines = {code: tuple(_line(one) if isinstance(one, Opening) else one for one in of) for code, of in given.items()}
    return tuple(Opening(given=line) for line in words.lines(lines, keys, faults))


def _list(node: Node) -> Node:
    """Return hours as a list of rows and lines where keys are days (`Mon-Thu: 8 am-5 pm`), at every depth."""
    if not isinstance(node.value, list):
        return node
    pairs = [pair for pair in node.value if isinstance(pair, tuple)]
    if not pairs:
        items = (_list(one) if one.mapping else one for one in node.value if isinstance(one, Node))
        flat = ([one] if one.mapping or not isinstance(one.value, list) else one.value for one in items)
        return replace(node, value=[one for some in flat for one in some if isinstance(one, Node)])
    keys = [str(key.value) for key, _ in pairs]
    if {"day", "days"} & set(map(fold, keys)):
        return Node(node.line, [node])
    in_languages = all(map(_CODE.fullmatch, keys)) and any(_names_days(one) for _, one in pairs)
    if not in_languages and any(map(_is_days, keys)):
        return Node(node.line, [row for key, value in pairs for row in _rows(key, value)])
    return replace(node, value=[(key, _list(value)) for key, value in pairs])


def _rows(key: Node, value: Node) -> list[Node]:
    """Return the row or the line of a key that is days; several where each of its values names its parts."""
    values = value.value if isinstance(value.value, list) and not value.mapping else [value]
    parts = [one for one in values if isinstance(one, Node)]
    if parts and all(one.mapping for one in parts):
        days = (Node(key.line, "days"), key)
        named = ([pair for pair in one.value or () if isinstance(pair, tuple)] for one in parts)
        return [Node(key.line, [days, *pairs], mapping=True) for pairs in named]
    times = ", ".join(str(one.value) for one in parts if one.value)
    return [Node(key.line, _dash(f"{key.value} {times}") if times else None)]


def _is_days(key: str) -> bool:
    """Say whether a key names days: it is neither a language's code nor its name."""
    from pamphlets.localized import days, names

    if all(map(days.is_weekday, re.findall(r"[^\W\d_]+", key) or ("",))):
        return True
    return not _CODE.fullmatch(key.replace("_", "-")) and not (len(key) > 3 and names.language(key))


def _names_days(node: Node) -> bool:
    from pamphlets.localized import days

    values = node.value if isinstance(node.value, list) else [node]
    texts = (one.value for one in values if isinstance(one, Node) and isinstance(one.value, str))
    return days.is_weekday(*(word for text in texts for word in re.findall(r"[^\W\d_]{3,}", text)))


Hours = Annotated[
    tuple[Opening, ...],
    Form(tuple[Opening | Texts, ...] | dict[Language, tuple[Opening | Text, ...]], _openings, _list),
]
