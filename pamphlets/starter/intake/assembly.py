"""Turns a draft into the text of a source: title, summary, blocks with their headings, notes, what was left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import groupby

from pamphlets.project import titles
from pamphlets.source import Element, blocks
from pamphlets.starter import matter, writing
from pamphlets.starter.intake.draft import Draft, Rest

_BOLD = re.compile(r"\*\*((?:[^*\\]|\\.)+)\*\*:?")
_LONGEST = 90
"""Characters of a bold line that is a heading."""
_SPOKEN = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]\{lang=\"\w+\"\}")
"""Words in another language, which headings cannot say of theirs."""
_HIGH = 4
"""The first blocks, among which a title stands: a logo, an address may be above it."""
_WORD = re.compile(r"[^\W_]+")


def source(draft: Draft, name: str, file: str) -> str:
    """Return the text of a source; `name` stands for a title where there is none, `file` is where it is from."""
    if draft.source:
        return draft.source
    elements = list(_headings(list(_lists(draft.elements))))
    title = _title(elements, draft)
    _fold(elements)
    title = title or draft.title or _first(elements) or name.replace("-", " ").capitalize()
    summary = draft.summary or _plain(matter.summary(elements)) or title
    first, second = (*elements, None, None)[:2]
    if first and second and _level(second) and first.tag == "p" and first.text == summary and not first.attributes:
        del elements[0]  # every output says the summary under the title
    body = "\n\n".join(_blocks(elements))
    notes = "\n".join(f"[^{key}]: {words}" for key, words in draft.notes.items() if words)
    head = f"---\ntitle: {matter.scalar(_plain(title))}\nsummary: {matter.scalar(_plain(summary))}\n---"
    text = "\n\n".join(part for part in (head, body, notes) if part)
    for words in _lost(draft, f"{title} {text}"):
        draft.leave("words", words)
    return text + _comment(draft.rest, file) + "\n"


def _lists(elements: Sequence[Element]) -> Iterator[Element]:
    """Yield the blocks; lines that were typed as items, one after the other, are lists."""
    items: list[str] = []
    for one in elements:
        lines = one.text.split("\\\n") if one.tag == "p" else []
        first = next((n for n, line in enumerate(lines) if blocks.item(line)), len(lines))
        if first or not lines:
            yield from _typed(items)
            items = []
        if not lines:
            yield one
        elif lines[:first]:
            yield Element("p", 0, "\\\n".join(lines[:first]), dict(one.attributes))
        items += lines[first:]
    yield from _typed(items)


def _typed(items: Sequence[str]) -> Iterator[Element]:
    """Yield lines that begin as items do as lists, where several follow one another; else as paragraphs."""
    found = blocks.parse("\n".join(items)) if items else ()
    for one, stop in zip(found, [*(other.line for other in found[1:]), len(items)], strict=False):
        miscounts = any(fault.rule == "list" for fault in one.faults)
        if one.tag in ("ul", "ol") and len(one.children) > 1 and not miscounts:
            yield one
        else:
            yield from (Element("p", 0, line) for line in items[one.line : stop])


def _headings(elements: Sequence[Element]) -> Iterator[Element]:
    """Yield the blocks; lines in bold, with text below them, are headings below those that there are.

    One that the file begins with, above others, is its title.
    """
    real = [one.tag for one in elements if _level(one) and one.attributes.get("class") != "title"]
    level = 3 if len(real) > 1 else 2
    for index, one in enumerate(elements):
        following = elements[index + 1] if index + 1 < len(elements) else None
        followed = following is not None and not (index and (_heading(following) or _level(following)))
        words = _heading(one) if followed else ""
        own = 1 if not index and not real else level
        yield Element(f"h{own}", 0, words, dict(one.attributes)) if words else one


def _heading(element: Element) -> str:
    """Return the words of a line that is all bold and no sentence; '' of any other."""
    found = _BOLD.fullmatch(element.text) if element.tag == "p" else None
    return found[1] if found and len(found[1]) <= _LONGEST and found[1][-1] not in ".;," else ""


def _title(elements: list[Element], draft: Draft) -> str:
    """Return the title, which is taken out of the blocks: what is styled so, or a first heading of its own level."""
    found = [one for one in elements if _level(one)]
    first = found[0] if found else None
    styled = next((one for one in found if one.attributes.get("class") == "title"), None)
    if first is None:
        return ""
    at = elements.index(first)
    top = min(map(_level, found))
    highest = _level(first) == top and sum(_level(one) == top for one in found) == 1
    above = (highest and (at == 0 or (len(found) > 1 and at < _HIGH))) or elements[at : at + 2] == found[:2]
    if not (made := styled or (first if above else None)):
        return ""
    elements.remove(made)
    return _plain(made.text)


def _fold(elements: Sequence[Element]) -> None:
    """Bring headings to the levels that a source has: blocks are the highest, and none below leaves one out."""
    above: list[int] = []
    for one in elements:
        if level := _level(one):
            above = [*(other for other in above if other < level), level]
            one.tag = f"h{min(len(above) + 1, 4)}"


def _first(elements: Sequence[Element]) -> str:
    return next((_plain(one.text) for one in elements if _level(one)), "")


def _level(element: Element) -> int:
    return int(element.tag[1]) if re.fullmatch("h[1-6]", element.tag) else 0


def _blocks(elements: Sequence[Element]) -> Iterator[str]:
    """Yield the blocks as lines; what is in another language stands between fences that say so."""
    for element in elements:
        for one in element.walk():
            if one.tag in ("p", "li", "dd") and one.text:
                one.text = writing.escape(one.text)
    for (language, heading), group in groupby(
        elements, lambda one: (one.attributes.get("lang", ""), bool(_level(one)))
    ):
        parts = list(group)
        if heading:
            for one in parts:
                words = _SPOKEN.sub(r"\1", one.text)
                yield f"{'#' * _level(one)} {words}"
        elif language:
            yield f'::: {{lang="{language}"}}\n{writing.text(parts)}\n:::'
        else:
            yield writing.text(parts)


def _plain(words: str) -> str:
    """Return the words of a line without the marks of our own."""
    words = re.sub(r"\[\^\w+\]|!\[[^\]]*\]\([^)]*\)", "", words)
    words = re.sub(r"\[((?:[^\[\]\\]|\\.)*)\](?:\{[^{}]*\}|\([^()]*\))", r"\1", words)
    words = re.sub(r"([~^])([^\s~^]+)\1", r"\2", words)
    return re.sub(r"\\([^\w\s])", r"\1", titles.words(words)).strip()


def _lost(draft: Draft, text: str) -> Iterator[str]:
    """Yield the words of the body that are neither in the text nor in the list: nothing is lost without a word."""
    said = _count(unescape(re.sub(r"\\(?=[^\w\s])|\*\*|~~|==|[*~^]", "", text)))
    said += _count(" ".join(rest.words for rest in draft.rest))
    missing = _count(draft.words) - said
    if missing:
        words = re.findall(r"\S+", draft.words)
        yield " ".join(word for word in words if any(part in missing for part in _WORD.findall(word)))


def _count(words: str) -> Counter[str]:
    return Counter(_WORD.findall(re.sub("[\xad\u200b]", "", words)))


def _comment(rest: Sequence[Rest], file: str) -> str:
    """Return the list of what was not taken over, as a comment, which is never printed."""
    if not rest:
        return ""
    lines = [f"- {one.kind}: {one.words}" for one in rest]
    return "\n".join(["", "", f"<!-- Not taken over from {file.replace('--', '- -')}:", *lines, "-->"])
