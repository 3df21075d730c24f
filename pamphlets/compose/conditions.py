"""Turns texts and parts into what a target shows of them: without the spans and divs that are for others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pamphlets.compose import markup, variables
from pamphlets.model import ALWAYS, FIRST_MARK, Condition, End, Image, Inline, Markdown, Part, Span, Target
from pamphlets.source import scans


def trim(text: Markdown, target: Target) -> Markdown:
    """Return a text without the spans that a target does not show, in its captions neither."""
    if not any(isinstance(inline, Span | Image) for inline in text.inlines):
        return text
    kept = markup.select(text, lambda condition: condition.admits(target))
    return replace(kept, inlines=tuple(_trim_caption(inline, target) for inline in kept.inlines))


def parts(every: tuple[Part, ...], target: Target) -> tuple[Part, ...]:
    """Return the parts of a block that a target shows."""
    kept: list[Part] = []
    for part in every:
        if isinstance(part, Markdown):
            text = trim(part, target)
            if text.text.strip():
                kept.append(_forget_hidden(text))
        elif part.condition.admits(target):
            kept.append(replace(part, parts=parts(part.parts, target), condition=ALWAYS))
    return tuple(kept)


def every(title: Markdown | None, parts: tuple[Part, ...]) -> Iterator[Condition]:
    """Yield the conditions of a title and parts: two targets that meet the same of them show the same."""
    texts = [title] if title else list[Markdown]()
    for part in parts:
        if isinstance(part, Markdown):
            texts.append(part)
        else:
            yield part.condition
            yield from every(None, part.parts)
    yield from (one.condition for text in texts for one in variables.constructs(text) if isinstance(one, Span))


def sites(every: Iterable[Condition], known: Sequence[str]) -> tuple[str, ...]:
    """Return the sites that conditions tell apart: those that they name, and the first of all others."""
    named = {name for one in every for axis, name in (*one.only, *one.unless) if axis == "site"}
    other = next((site for site in known if site not in named), "")
    return tuple(site for site in known if site in named or site == other)


def _trim_caption(inline: Inline, target: Target) -> Inline:
    if isinstance(inline, Image) and inline.caption:
        return replace(inline, caption=_forget_hidden(trim(inline.caption, target)))
    return inline


def _forget_hidden(text: Markdown) -> Markdown:
    """Return the text with the constructs that no mark stands for any more replaced by End, which says nothing."""
    shown = {ord(mark) - FIRST_MARK for mark in scans.MARK.findall(text.text)}
    if len(shown) == len(text.inlines):
        return text
    return replace(text, inlines=tuple(i if n in shown else End() for n, i in enumerate(text.inlines)))
