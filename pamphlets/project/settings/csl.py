"""Turns names and rich texts of CSL into plain ones; figures above and below the line stay as `<sup>` and `<sub>`."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

_TAG = re.compile(
    r"</?(?:jats:|mml:)?(?:i|b|em|strong|u|sc|scp|tt|p|br|italic|bold|span|inline-formula|tex-math|math|m\w+)"
    r"(?:\s+[\w:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?>",
    re.IGNORECASE,
)
_SMALL = re.compile(r"<(su[bp])>([^<>]*)</\1>")
_LONE = re.compile(r"</?su[bp]>")
_MARKS = (
    (re.compile(r"(?<![\w*\\])(\*{1,3})(?=\S)([^*]+?)(?<=[^\s\\])\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<![\w_\\])(_{1,3})(?=\S)([^_]+?)(?<=[^\s\\])\1(?![\w_])"), r"\2"),
    (re.compile(r"\^([^\s^]+)\^"), r"<sup>\1</sup>"),
    (re.compile(r"(?<!~)~([^\s~]+)~(?!~)"), r"<sub>\1</sub>"),
    (re.compile(r"(?<![`~\\])(`{1,2}|~~)(?=[^\s`~])([^`~]+)\1(?![`~])"), r"\2"),
    (re.compile(r"\[([^\[\]]*)\]\{[^{}]*\}"), r"\1"),
    (re.compile(r"\\([\\*_^~\[\]<>'\"])"), r"\1"),
)
_TOGETHER = re.compile(r"[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")
_OTHERS = frozenset(("others", "and others", "et al", "et al."))


def rich(text: str) -> str:
    """Return a text without the tags of CSL and the marks of Pandoc: words are not set in italics or small capitals.

    https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html#html-like-formatting-tags
    """
    words = _TAG.sub("", re.sub(r"(</?)(?:jats:)(su[bp]>)", r"\1\2", " ".join(text.split())))
    small = _SMALL.sub(lambda found: f"\0{found[1]}\1{found[2]}\0/{found[1]}\1", words)
    plain = _LONE.sub("", small)
    for mark, instead in _MARKS:
        plain = mark.sub(instead, plain)
    return unescape(plain.replace("\0", "<").replace("\1", ">")).strip()


def person(family: str, given: str, particle: str, suffix: str) -> str:
    """Return a name as medical papers have it: `Winkelman JW`; where no initials are usual, whole: `木下花子`."""
    family, given, suffix = (rich(unicodedata.normalize("NFC", name)) for name in (family, given, suffix))
    particle = particle if not particle or particle.endswith(("'", "’", "-")) else f"{particle} "
    if _TOGETHER.match(family) and _TOGETHER.match(given):
        return f"{family}{given}"
    if given and not _has_initials(given):
        return " ".join(name for name in (given, f"{particle}{family}", suffix) if name)
    return " ".join(name for name in (f"{particle}{family}", _initials(given), suffix) if name)


def literal(name: str) -> str:
    """Return the name of an organization, or "et al" for the rest of a list."""
    return "et al" if name.casefold() in _OTHERS else rich(name)


def _initials(given: str) -> str:
    parts = [part for part in re.split(r"[\s.\-‐]+", given) if part]
    names = [part for part in parts if part[0].isupper()] or parts
    return "".join(part[0] for part in names)


def _has_initials(given: str) -> bool:
    """Say whether names of this script are shortened to letters."""
    return unicodedata.name(given[0], "").startswith(("LATIN", "GREEK", "CYRILLIC", "ARMENIAN"))
