"""Turns front matter and blocks into a Pamphlet: for a title or summary stand the file's name and the first words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from pamphlets.errors import Hint, nearest
from pamphlets.model import (
    FIRST_MARK,
    LAST_MARK,
    Block,
    Cover,
    Div,
    Embed,
    Location,
    Markdown,
    Pamphlet,
    Part,
    Problem,
    Variable,
    undated,
)  # fmt: skip
from pamphlets.project import FrontMatter, covers, titles
from pamphlets.source import blocks, images
from pamphlets.source.attributes import Vocabulary
from pamphlets.source.ids import split_name, text_digest

_ENOUGH, _MOST = 60, 240
"""How long a summary should be at least, and is at most, in characters."""
_END = re.compile(r"(?<=[.!?…。！？।؟])[\"'”’)\]]*\s+(?=[^\sa-z])")
_MARKS = re.compile(f"[{chr(FIRST_MARK)}-{chr(LAST_MARK)}]+")
_FILLED = "\0"
_SPACES = re.compile(r"\s+([.,;:!?])?")


def pamphlet(
    matter: FrontMatter,
    lines: tuple[tuple[str, int], ...],
    items: tuple[Block | Embed, ...],
    path: str,
    vocabulary: Vocabulary,
) -> tuple[Pamphlet, list[Problem]]:
    """Return a pamphlet, whose name and language are those of its file, and what is wrong with its picture.

    `lines` has the line of each key of the front matter.
    """
    title = matter.title or _title(path)
    matter = matter.replace(title=title, summary=matter.summary or _summary(items) or title)
    name, language = split_name(path)
    lead = next((item.digest for item in items if isinstance(item, Block) and item.id == "lead"), "")
    own = ("image", "focus", "cover")
    values = {key: getattr(matter, key) for key in matter.__struct_fields__ if key not in own}
    values |= {key: tuple(map(vocabulary.output, values[key])) for key in ("formats", "platforms")}
    cover, problem = _cover(matter, path, vocabulary)
    digest = text_digest(f"{matter.title} {matter.summary} {lead}")
    made = Pamphlet(
        name=name, digest=digest, language=language, path=path, items=items, lines=lines, cover=cover, **values
    )
    return made, [replace(problem, location=made.locate(problem.location.path))] if problem else []


def _cover(matter: FrontMatter, path: str, vocabulary: Vocabulary) -> tuple[Cover | None, Problem | None]:
    """Return the cover that a front matter asks for, and what is wrong with it, at its key.

    A picture that other programs name, and that is not there, is passed over.
    """
    key, said = ("cover", matter.cover) if matter.cover else ("image", matter.image)
    cover = Cover("photo", said) if isinstance(said, str) else said
    if cover.kind == "photo":
        if picture := _picture(cover.name, path, vocabulary):
            return covers.turned(cover, picture, matter.focus), None
        if isinstance(said, str):
            hint = "put it into content/images, or leave the line for other programs"
            message = f"'{key}: {said}' is no picture in content/images"
            return None, Problem("image", message, Location(key), hint, "warning") if said else None
        message = f"there is no picture '{cover.name}'" if cover.name else "'cover: photo' names no picture"
        near = nearest(f"content/{cover.name}", vocabulary.pictures, "{}").removeprefix("content/")
        known = f"content/{near}" in vocabulary.pictures
        hint = Hint(f"did you mean 'photo {near}'?", cover.name, near) if known else covers.PATH
        return None, Problem("missing-file", message, Location(key), hint)
    found = cover if vocabulary.motifs is None else covers.motif(cover, vocabulary.motifs)
    if isinstance(found, tuple):
        return None, Problem("unknown-motif", found[0], Location(key), found[1])
    return found, None


def _picture(address: str, path: str, vocabulary: Vocabulary) -> str:
    """Return the path of a picture in the project from its address in a front matter, which may be that of a page."""
    ways = (images.path(address, path), f"content/images/{address.rpartition('/')[2]}")
    found = (vocabulary.picture(one) for one in ways if isinstance(one, str))
    return next((one for one in found if one in vocabulary.pictures), "")


def missing_parts(
    matter: FrontMatter, path: str, at: Mapping[str, int], line: int, faults: Iterable[Problem]
) -> list[Problem]:
    """Return problems for a title and a summary that nobody has written: errors where a text is signed.

    `at` are the lines of the keys of the front matter, `line` is its own: 0 where there is none; `faults` are those
    that it has: what is wrong is not missing as well.
    """
    wrong = {problem.location.line for problem in faults if problem.severity == "error"}
    meant = {problem.hint for problem in faults}
    if not line:
        message = "the front matter is missing: title and summary are taken from the text"
        hint = "begin the file with a line of three hyphens: ---, then title: and summary:, then --- again"
        return [Problem("front-matter", message, Location(path, 1), hint, "warning")]
    signed = bool(matter.reviewer and matter.reviewed)
    return [
        Problem("missing-key", f"'{key}' is missing" + ("" if signed else f": {instead} for it"),
                Location(path, at.get(key, line)), f"add a line '{key}: …'", "error" if signed else "warning")
        for key, instead in (("title", "the file's name stands"), ("summary", "the first words stand"))
        if not getattr(matter, key) and at.get(key) not in wrong and f"did you mean '{key}'?" not in meant
    ]  # fmt: skip


def _title(path: str) -> str:
    """Return the words of a file's name: `2024-05-01-sleep-well.md` is "Sleep well"."""
    words = re.sub(r"[\s_-]+", " ", undated(split_name(PurePosixPath(path).name)[0])).strip()
    return words[:1].upper() + words[1:]


def _summary(items: Iterable[Block | Embed]) -> str:
    """Return the first sentences of a text that are enough to say what it is about; '' if it has none."""
    parts = (part for block in items if isinstance(block, Block) for part in block.parts)
    sentences = next(filter(None, (_sentences(paragraph) for paragraph in _paragraphs(parts))), [])
    out = ""
    for sentence in sentences:
        if out and (len(out) >= _ENOUGH or len(out) + len(sentence) > _MOST):
            break
        out = f"{out} {sentence}".strip()
    return out if len(out) <= _MOST else f"{out[:_MOST].rpartition(' ')[0]} …"


def _sentences(paragraph: str) -> list[str]:
    """Return the sentences of a paragraph without their marks; not those that a variable is in."""
    whole = (sentence for sentence in _END.split(paragraph) if _FILLED not in sentence)
    return [titles.words(_SPACES.sub(lambda found: found[1] or " ", _MARKS.sub("", one)).strip()) for one in whole]


def _paragraphs(parts: Iterable[Part]) -> Iterator[str]:
    """Yield the paragraphs of a text; in the place of variables stands a mark."""
    for part in parts:
        if isinstance(part, Div):
            yield from _paragraphs(part.parts)
        elif isinstance(part, Markdown):
            filled = {FIRST_MARK + n: _FILLED for n, one in enumerate(part.inlines) if isinstance(one, Variable)}
            yield from (one.text.translate(filled) for one in blocks.parse(part.text) if one.tag == "p")
