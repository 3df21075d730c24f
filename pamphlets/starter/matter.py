"""Turns the front matter of a source into one in our own order and spelling, or into one that notes something more."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from pamphlets.errors import PamphletError, fail, fold
from pamphlets.model import Location, Problem
from pamphlets.project import Faults, FrontMatter, front_matter, titles, toml
from pamphlets.source import Element, blocks, ids, lines, placeholders

_KEY = re.compile(r"([\"']?)([\w-]+)\1[ \t]*:(?=\s|$)")
_KEYS = {fold(name): name.replace("_", "-") for name in FrontMatter.__struct_fields__}
_ORDER = tuple(_KEYS.values())
_VALUE = re.compile(r"""[ \t]*(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|(?:(?!(?<![^ \t])#).)*?)([ \t]+#.*)?$""")
"""What stands behind a key on its line: a value, and a comment."""
_SENTENCE = re.compile(r".{20,}?[.!?…](?=[\"”’)]*(?:\s|$))", re.DOTALL)
_PICTURE = re.compile(r"!\[(?:[^\[\]\\]|\\.)*\]\([^()\n]*\)")
_LONGEST = 200
"""Characters of a summary that is the text's own first sentence."""
_TYPED = re.compile(r"[\d.,:_+-]+|true|false|yes|no|on|off|null|y|n|\d+-.*", re.IGNORECASE)
"""What YAML takes for a number, a date or a yes."""
_PLAIN = re.compile(r"[^\W_](?:(?!: |:$| #)[^\n\"'\\])*")


def bounds(every: list[str], path: str) -> tuple[int, int]:
    """Return the first line of the front matter's keys, and that of the text after it; (0, 0) without a front matter.

    Raises PamphletError if it is never closed.
    """
    problems: list[Problem] = []
    start, end = lines.front_matter_range(every, path, problems)
    if start and any(problem.severity == "error" for problem in problems):
        raise PamphletError(problems)
    return (start, end + 1) if start else (0, 0)


def usual(every: list[str], path: str) -> list[str]:
    """Return the lines of a source whose front matter is TOML, JSON or without its first line, with it as we write it.

    Raises PamphletError for TOML that cannot be read.
    """
    start, end = lines.front_matter_range(every, path, [])
    opens = every[start - 1].rstrip() if start else ""
    if not end or opens == "---":
        return every
    head, faults = "\n".join(every[start:end]), Faults(path, start + 1)
    if opens == "+++":
        head = toml(head, faults)
        if problems := faults.all():
            raise PamphletError(problems)
    elif head.startswith("{"):
        try:
            head = "\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in json.loads(head).items())
        except (ValueError, RecursionError):
            return every
    return ["---", *(line for line in head.split("\n") if line.strip()), "---", *every[end + 1 :]]


def tidy(head: Sequence[str], heading: str, body: Sequence[str], path: str) -> tuple[list[str], bool]:
    """Return the lines of a front matter, and whether its title is now the level-1 `heading` of the body.

    Without a title that heading is it, or the first one; comments stay with the key below them.
    """
    parts = list(_parts(head))
    ordered = sorted(parts, key=lambda part: _ORDER.index(part[0]) if part[0] in _ORDER else len(_ORDER))
    found = [line.rstrip() for key, part in ordered for line in _spelt(key, part)]
    before, faults, _ = front_matter("\n".join(head), path, 1)
    after, others, _ = front_matter("\n".join(found), path, 1)
    broken = any(fault.rule == "yaml" for fault in faults)
    if broken or before != after or len(faults) != len(others):
        found = list(head)
    keys = {key for key, _ in parts}
    missing = {}
    title = before.title if before else ""
    if "title" not in keys:
        title = missing["title"] = titles.words(heading) or _first_words(body) or ids.split_name(path)[0]
    if not keys & {"summary", "description"}:
        missing["summary"] = summary(blocks.parse("\n".join(body))) or title
    taken = bool(heading) and "title" in missing
    return [*(f"{key}: {scalar(value)}" for key, value in missing.items()), *found], taken


def note(text: str, path: str, values: Mapping[str, str]) -> str:
    """Return the text of a source whose front matter has these values, written as YAML; comments and all else stay.

    Raises PamphletError if it has no front matter, or one that is not YAML with a line for each key.
    """
    every, problems = text.split("\n"), list[Problem]()
    start, end = lines.front_matter_range(every, path, problems)
    parts = list(_parts(every[start:end]))
    ours = f"'pamphlets tidy --write {path.removeprefix('content/').removesuffix('.md')}' writes one"
    if any(problem.severity == "error" for problem in problems):
        raise PamphletError(problems)
    if not end:
        raise fail("front-matter", "there is no front matter to note this in", Location(path, 1), ours)
    if every[start - 1].rstrip() == "+++" or every[start].rstrip() == "{":
        raise fail("front-matter", "this is noted in front matter of YAML only", Location(path, start or 1), ours)
    if not any(key for key, _ in parts):
        hint = "begin a line with each key, such as 'title: …'"
        raise fail("front-matter", "nothing can be noted in this front matter", Location(path, start + 1), hint)
    here = [line for key, part in parts for line in (_renewed(part, values[key]) if key in values else part)]
    there = {key for key, _ in parts}
    here += [f"{key}: {value}" for key, value in values.items() if key not in there]
    return "\n".join([*every[:start], *here, *every[end:]])


def drop(text: str, path: str, names: Collection[str]) -> str:
    """Return the text of a source without some keys of its front matter, and without the comments above them."""
    every = text.split("\n")
    start, end = lines.front_matter_range(every, path, [])
    here = [line for key, part in _parts(every[start:end]) if key not in names for line in part]
    return "\n".join([*every[:start], *here, *every[end:]])


def _renewed(part: Sequence[str], value: str) -> list[str]:
    """Return the lines of a key with another value, and with the comments that stand above, beside and below it."""
    at, key = next((at, found) for at, line in enumerate(part) if (found := _KEY.match(line)))
    beside = _VALUE.match(part[at][key.end() :])
    below = (line for line in part[at + 1 :] if not line.strip() or line.lstrip().startswith("#"))
    return [*part[:at], f"{key[0].rstrip()} {value}{(beside and beside[1]) or ''}", *below]


def scalar(value: str) -> str:
    """Return a text as YAML writes it on one line: plain where it can be, between double quotes elsewhere."""
    plain = _PLAIN.fullmatch(value) and not _TYPED.fullmatch(value)
    return value if plain and value == value.strip() else json.dumps(value, ensure_ascii=False)


def summary(elements: Sequence[Element]) -> str:
    """Return the first sentence of a text, in plain words; '' where it has none."""
    for element in elements:
        text = placeholders.without_tags(_PICTURE.sub("", element.text)) if element.tag == "p" else ""
        if words := titles.words(" ".join(re.sub(r"\\\n", " ", text).split())):
            sentence = _SENTENCE.match(words)
            first = sentence[0] if sentence else words
            return first if len(first) <= _LONGEST else f"{first[:_LONGEST].rsplit(' ', 1)[0]}…"
    return ""


def _first_words(body: Sequence[str]) -> str:
    """Return the words of the first heading."""
    heading = next((line for line in body if re.match(r"#{1,6}[ \t]", line)), "")
    return titles.words(re.sub(r"[ \t]*(?:\{[^{}]*\}|#+)?[ \t]*$", "", heading.lstrip("#")))


def _spelt(key: str, part: Sequence[str]) -> list[str]:
    """Return the lines of a key with the key in our spelling, if it is one of ours."""
    return [_KEY.sub(f"{key}:", line, count=1) if key in _ORDER and _KEY.match(line) else line for line in part]


def _parts(head: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield each key, in our spelling, with its lines as they are: comments above it, and what its value goes on in."""
    key, part, above = "", list[str](), list[str]()
    for line in head:
        if found := _KEY.match(line):
            if key or part:
                yield key, part
            key, part, above = _KEYS.get(fold(found[2]), found[2]), [*above, line], []
        elif line.startswith("#") or not line.strip():
            above.append(line)
        else:
            part, above = [*part, *above, line], []
    if key or part:
        yield key, part
    if above:
        yield "", above
