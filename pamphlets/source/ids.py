"""Turns headings into ids, paths into names and languages, and texts into the digests that translations record."""

from __future__ import annotations

import re
from base64 import b32encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import PurePosixPath
from unicodedata import normalize

from pamphlets.model import Block, Embed, Location, Problem

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def slug(heading: str) -> str:
    """Return the id that a heading has by itself: its ASCII words, joined by hyphens; else a digest.

    A heading counts as one of another script where less than half of its letters are ASCII, without their accents:
    what is left of such a heading ("2", or a name) says too little to be an id.
    """
    plain = normalize("NFKD", heading.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))
    letters = [character for character in plain if character.isalpha()]
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode().replace("'", "").lower())
    if not words or len(letters) > 2 * sum(map(str.isascii, letters)):
        return f"block-{text_digest(normalize('NFC', heading)).lower()}"
    return "-".join(words)


def free(name: str, taken: dict[str, int]) -> str:
    """Return an id, with the next number where blocks before have it; `taken` says how far each has counted."""
    found = name
    while found in taken:
        taken[name] += 1
        found = f"{name}-{taken[name]}"
    return found


def text_digest(text: str) -> str:
    """Return eight characters of base32 over SHA-256 of a text, its white space folded."""
    return b32encode(sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).digest()).decode()[:8]


def split_name(path: str) -> tuple[str, str]:
    """Return a source's name and language: `content/sleep.es.md` is ('sleep', 'es'); '' is the default language."""
    stem = PurePosixPath(path).stem
    name, dot, language = stem.rpartition(".")
    return (name, language) if dot and _LANGUAGE.fullmatch(language) else (stem, "")


def repeats(items: Iterable[Block | Embed]) -> Iterator[Problem]:
    """Yield the blocks of a source whose id another one has before them."""
    seen: dict[str, Location] = {}
    for block in items:
        if not isinstance(block, Block) or not block.id:
            continue
        if block.id in seen and block.title:  # text without a heading is a second `lead` after an embed: told already
            hint = f"the other is at {seen[block.id]}; rename one"
            yield Problem("block-id", f"two blocks are named '{block.id}'", block.location, hint)
        seen.setdefault(block.id, block.location)
