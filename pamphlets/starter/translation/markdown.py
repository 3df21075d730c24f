"""Turns words with their looks and marks into Markdown of one paragraph that is read as the same again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from pamphlets.model import FIRST_MARK
from pamphlets.starter.intake.draft import literal
from pamphlets.starter.translation import phrases
from pamphlets.starter.translation.phrases import SIGN, Mark, Run

_STRESS = chr(FIRST_MARK)
"""Stands for `*` until all else is written; no text has it."""
_SPACE, _SIGNS = r"\s*", r"[^\w⟦⟧]*"


def write(runs: Sequence[Run], marks: Sequence[Mark], kept: Mapping[str, str]) -> str | None:
    """Return runs as Markdown of one paragraph, with what its marks stand for; None if it would say other words.

    A break is a line of its own. Where stress cannot begin or end at a sign, it begins or ends at the word beside it.
    """
    wanted = _in_order(phrases.plain(runs))
    for edge in (_SPACE, _SIGNS):
        text = _markdown(_around(phrases.plain(runs), marks), [mark.raw for mark in marks], edge)
        found = phrases.plain(phrases.read(text, kept).runs)
        if found == wanted or (edge == _SIGNS and phrases.words(found) == phrases.words(wanted)):
            return text
    return None


def _in_order(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Return runs whose marks are numbered as they follow one another."""
    order = {number: place for place, number in enumerate(phrases.numbers(runs), 1)}
    return tuple(replace(run, text=SIGN.sub(lambda found: f"⟦{order[int(found[1])]}⟧", run.text)) for run in runs)


def _around(runs: Sequence[Run], marks: Sequence[Mark]) -> tuple[Run, ...]:
    """Return runs in which no stress reaches over one end of a link: all that the link holds is in it, or nothing."""
    pieces = [replace(run, text=piece) for run in runs for piece in re.split(r"(⟦\d+⟧)", run.text) if piece]
    places = {int(found[1]): place for place, run in enumerate(pieces) if (found := SIGN.fullmatch(run.text))}
    for number, mark in enumerate(marks, 1):
        if mark.begins in places and number in places:
            begin, end = sorted((places[mark.begins], places[number]))
            held = [run for run in pieces[begin + 1 : end] if run.text.strip() and not SIGN.fullmatch(run.text)]
            bold, italic = (bool(held) and all(getattr(run, look) for run in held) for look in ("bold", "italic"))
            for place in (begin, end):
                pieces[place] = replace(pieces[place], bold=bold, italic=italic)
    return tuple(pieces)


def _markdown(runs: Sequence[Run], raws: Sequence[str], edge: str) -> str:
    out = ""
    for bold, strong in groupby(runs, key=lambda run: run.bold):
        inner = ""
        for italic, group in groupby(strong, key=lambda run: run.italic):
            words = phrases.words(group)
            inner += _marked(words, _STRESS, edge) if italic else words
        out += _marked(inner, _STRESS * 2, edge) if bold else inner
    made = (_piece(piece, raws) for piece in re.split(rf"(⟦\d+⟧|{_STRESS}+)", out))
    return "".join(made).replace("\n", "\\\n")


def _marked(words: str, sign: str, edge: str) -> str:
    """Return words between signs of stress, which stand where what is at the edges ends."""
    begin = re.match(edge, words).end()  # type: ignore[union-attr]
    end = len(words) - re.match(edge, words[::-1]).end()  # type: ignore[union-attr]
    return f"{words[:begin]}{sign}{words[begin:end]}{sign}{words[end:]}" if begin < end else words


def _piece(piece: str, raws: Sequence[str]) -> str:
    if found := SIGN.fullmatch(piece):
        return raws[int(found[1]) - 1]
    return "*" * len(piece) if piece.startswith(_STRESS) else literal(piece)
