"""Turns the words of a table into a translation: a new one, or the one that is there with what was sent."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pamphlets.source import placeholders
from pamphlets.starter import matter
from pamphlets.starter.translation import blocks, phrases, rows
from pamphlets.starter.translation.blocks import Key, key
from pamphlets.starter.translation.phrases import Phrase, Run
from pamphlets.starter.translation.rows import Passage, Passages

LISTS = ("tags", "hashtags")
_COMMA = re.compile(r"\s*[,،、，;؛]\s*")
_OWN = ("reviewer", "reviewed", "signed", "allow", "translator", "translated", "source", "lang", "draft")
"""What holds for the original alone."""
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Group:
    """The rows that share one digest: those of a block, or ('') front matter and first words; and how they stand.

    `before` is what the translation says in them, `raws` how that is written where it has the marks of its original;
    `whole` says whether that is all that it says there.
    """

    name: str
    rows: tuple[Passage, ...]
    current: bool
    before: Mapping[Key, tuple[Run, ...]]
    raws: Mapping[Key, str]
    whole: bool


def groups(original: Passages, translation: Passages | None) -> Iterator[Group]:
    """Yield what can be sent of a source, in its order, and how each stands in its translation."""
    known = {block.id: block.source for block in translation.pamphlet.blocks} if translation else {}
    if translation:
        known[""] = translation.pamphlet.source
    digests = {"": original.pamphlet.digest} | {block.id: block.digest for block in original.pamphlet.blocks}
    for name, digest in digests.items():
        if name != "lead":
            there = _before(original, translation, name) if translation and name in known else ({}, {}, False)
            yield Group(name, tuple(original.of(name)), known.get(name, "") == digest, *there)


def _before(
    original: Passages, translation: Passages, name: str
) -> tuple[dict[Key, tuple[Run, ...]], dict[Key, str], bool]:
    """Return what a translation says in the rows of its original, how, and whether it says nothing else there."""
    theirs, mine = original.of(name), translation.of(name)
    front = {row.kind: row for row in mine if row.kind in rows.FRONT}
    pairs = [(row, front[row.kind]) for row in theirs if row.kind in front]
    first, second = ([row for row in every if row.kind not in rows.FRONT] for every in (theirs, mine))
    alike = [row.kind for row in first] == [row.kind for row in second]
    pairs += zip(first, second, strict=True) if alike else []
    pairs = [pair for pair in pairs if not pair[1].phrase.runs[0].text.startswith(placeholders.TODO)]
    found = {key(one): _renumbered(one.phrase, other.phrase) for one, other in pairs}
    raws = {
        key(one): translation.text[other.start : other.end]
        for one, other in pairs
        if one.end and not one.inner and _marks(one.phrase) == _marks(other.phrase)
    }
    return found, raws, alike


def _marks(phrase: Phrase) -> list[str]:
    return sorted(mark.key for mark in phrase.marks)


def _renumbered(original: Phrase, translation: Phrase) -> tuple[Run, ...]:
    """Return the words of a translation with its marks numbered as in the original; others are left out."""
    left = [mark.key for mark in original.marks]
    numbers = {}
    for number, mark in enumerate(translation.marks, 1):
        place = left.index(mark.key) if mark.key in left else -1
        numbers[number] = f"⟦{place + 1}⟧" if place >= 0 else ""
        if place >= 0:
            left[place] = "\0"
    sub = (
        Run(phrases.SIGN.sub(lambda found: numbers[int(found[1])], run.text), run.bold, run.italic)
        for run in translation.runs
    )
    return phrases.plain(tuple(sub))


def start(
    original: Passages, said: blocks.Said, digests: Mapping[str, str], path: str, without: Sequence[str] = ()
) -> str:
    """Return the text of a new translation at `path`: all of its original with other words, and nobody's signature.

    Keys of the front matter that are `without` words are left out.
    """
    body = original.place(original.body)
    empty = [row.kind for row in original.rows if row.kind in rows.OPTIONAL and said.get(key(row)) == ()]
    head = matter.drop(original.text[:body], original.path, (*_OWN, *without, *empty))
    values = dict(_values(original, said, original)) | ({"source": digests[""]} if digests.get("") else {})
    head = matter.note(head, path, values) if values else head
    return head + blocks.chunk(original, said, digests, body, len(original.text) + 1)


def merge(original: Passages, translation: Passages, said: blocks.Said, changed: Sequence[Group], path: str) -> str:
    """Return a translation with the groups that have changed as their original had them; all else to the letter."""
    digests = {block.id: block.digest for block in original.pamphlet.blocks}
    chunks = {name: (begin, end) for name, begin, end in original.chunks() if name}
    text = translation.text
    edits = list[tuple[int, int, str]]()
    for group in changed:
        for name in ("lead",) if not group.name else (group.name,):
            if name in chunks and (name != "lead" or _has_body(group)):
                written = blocks.chunk(original, said, digests, *chunks[name])
                edits.append(_placed(written, name, translation, list(chunks), group.whole))
    for begin, end, written in sorted(edits, key=lambda edit: edit[0], reverse=True):
        text = text[:begin] + written + text[end:]
    if any(not group.name for group in changed):
        values = dict(_values(original, said, translation)) | {"source": original.pamphlet.digest}
        text = matter.note(text, path, values)
    return text


def _has_body(group: Group) -> bool:
    return any(row.end for row in group.rows)


def _placed(written: str, name: str, translation: Passages, order: Sequence[str], whole: bool) -> tuple[int, int, str]:
    """Return where a block is written in a translation: in its own place, or behind the one that it follows."""
    every = {one: (begin, end) for one, begin, end in translation.chunks() if one}
    if name in every:
        begin, end = every[name]
        before = translation.text[begin:end]
        words, space = before.rstrip(), before[len(before.rstrip()) :]
        notes = _COMMENT.findall(words) if whole else [f"<!-- before:\n{words.replace('-->', '--')}\n-->"]
        kept = [note for note in notes if note not in written]
        return begin, end, "\n\n".join([written.rstrip(), *kept]) + space
    above = [one for one in order[: order.index(name)] if one in every]
    at = every[above[-1]][1] if above else translation.place(translation.body)
    before, after = translation.text[:at], translation.text[at:]
    space = "" if before.endswith("\n\n") else "\n" if before.endswith("\n") else "\n\n"
    return at, at, space + written.rstrip() + ("\n\n" if after.strip() else "\n")


def _values(original: Passages, said: blocks.Said, there: Passages) -> Iterator[tuple[str, str]]:
    """Yield what the keys of a front matter that is there are to say, as YAML, where that is something else."""
    now = {row.kind: row.phrase.runs for row in there.rows if row.kind in rows.FRONT}
    for row in original.rows:
        runs = said.get(key(row)) if row.kind in rows.FRONT and not row.end else None
        if runs and runs != now.get(row.kind):
            words = runs if isinstance(runs, str) else phrases.words(runs).replace("\n", " ")
            yield row.kind, _list(words, row.kind) if row.kind in LISTS else matter.scalar(words)


def _list(words: str, kind: str) -> str:
    parts = (part.removeprefix("#") if kind == "hashtags" else part for part in _COMMA.split(words.strip()))
    odd = re.compile(r"[\[\]{}]")
    plain = (json.dumps(one, ensure_ascii=False) if odd.search(one) else matter.scalar(one) for one in parts if one)
    return f"[{', '.join(plain)}]"


def differs(text: Passages, wanted: Sequence[Group], said: blocks.Said) -> Passage | None:
    """Return the first row that would be read in a translation as something else than what is said; None if none."""
    for group in wanted:
        theirs = [row for row in group.rows if said[key(row)] != ()]
        kinds = {row.kind for row in theirs}
        mine = [row for row in text.of(group.name) if row.kind in kinds or row.kind not in rows.FRONT]
        for number, row in enumerate(theirs):
            runs = said[key(row)]
            other = mine[number] if number < len(mine) else None
            if other is None or other.kind != row.kind:
                return row
            if (
                not isinstance(runs, str)
                and row.end
                and phrases.words(_renumbered(row.phrase, other.phrase)) != phrases.words(runs)
            ):
                return row
        if len(mine) != len(theirs):
            return theirs[-1]
    return None
