"""Turns the lines of a source into those that are read: front matter, comments blanked out, faults of blocks found."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pamphlets.model import FIRST_MARK, Citation, Location, Markdown, Problem
from pamphlets.source import blocks, brackets

CONTENTS = re.compile(
    r"^ {0,3}(?:@?\[_?TOC_?\]|\[\[_?TOC_?\]\]|\{: ?toc ?\}|<!-- ?toc ?-->"
    r"|\{[{%<]{1,2}[ ]*_?(?:TOC|table[ _-]?of[ _-]?contents)_?[ ]*[}%>]{1,2}\}?|[$]\{TOC\}|\\tableofcontents)[ \t]*$",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"<!--|(?<![\w%\\])%%(?!%)|^\[(?://|comment)\]:[ ]*(?=#|<>)", re.MULTILINE | re.IGNORECASE)
_SHOWN = {"<!--": re.compile("-->"), "%%": re.compile("%%")}
_LINE = re.compile("$", re.MULTILINE)
_UNSEEN = re.compile("[\u00a0\u200b\u2060\ufeff]")
_BEFORE_MARK = re.compile(
    r"^(?=[ \t]*[\u00a0\u200b\u2060\ufeff])[\s\u200b\u2060\ufeff]+(?=#|[-*+•–—·▪>][\s\u200b]|\d{1,3}[.)]\s|\||:::|!?\[)"
)
_CLOSES = ("---", "...")
_DASHES = re.compile("-{4,}|[–—]{1,3}-?|-[–—]")
_OURS = re.compile(r"(?:title|summary|description|author|layout|date|tags|lang|reviewer):[ ]", re.IGNORECASE)
_MATTER = re.compile(r"[\w-]+:(?=\s|$)|[ \t-]|#(?!#)")


def split(text: str) -> list[str]:
    """Return the lines of a source; what nobody sees before a mark that begins a line is a plain space, or nothing."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not _UNSEEN.search(text):
        return lines
    return [
        _BEFORE_MARK.sub(lambda found: re.sub(r"[^\s]", "", found[0]).replace("\u00a0", " "), line) for line in lines
    ]


def front_matter_range(lines: list[str], path: str, problems: list[Problem]) -> tuple[int, int]:
    """Return the first line of the front matter and the line that closes it, both from 0; (0, 0) without one.

    One that is never closed ends with the lines that can be part of it. The line of hyphens before it may be missing.
    """
    start = next((index for index, line in enumerate(lines) if line.strip()), 0)
    _take_dashes(lines, start)
    opens = lines[start].rstrip()
    ends = next((at for at, line in enumerate(lines[start + 1 :], start + 1) if line.rstrip() in _CLOSES), 0)
    if opens == "{" and (ends := next((at for at, line in enumerate(lines, 1) if line.rstrip() == "}"), 0)):
        return start, ends  # JSON, which is YAML, and the empty line below it
    if opens not in ("---", "+++"):
        if not (ends and _OURS.match(opens) and all(map(_MATTER.match, lines[start:ends]))):
            return 0, 0
        message = "there is no line before the front matter that begins it"
        hint = "begin the file with a line of three hyphens: ---"
        problems.append(Problem("front-matter", message, Location(path, start + 1), hint, "warning"))
        return start, ends
    first = start + 1
    closes = _CLOSES if opens == "---" else ("+++",)
    for index, line in enumerate(lines[first:], first):
        if line.rstrip() in closes:
            return first, index
    hint = f"end it with a line of three {'hyphens: ---' if opens == '---' else 'plus signs: +++'}"
    problems.append(Problem("front-matter", "the front matter is never closed", Location(path, start + 1), hint))
    return first, next((at for at, line in enumerate(lines[first:], first) if not _MATTER.match(line)), len(lines)) - 1


def _take_dashes(lines: list[str], start: int) -> None:
    """Put hyphens where a word processor has made dashes of them, or somebody has typed more, around a front matter."""
    if not _DASHES.fullmatch(lines[start].rstrip()) or not _OURS.match("".join(lines[start + 1 : start + 2])):
        return
    end = next((at for at, line in enumerate(lines[start + 1 :], start + 1) if _DASHES.fullmatch(line.rstrip())), 0)
    if end and all(map(_MATTER.match, lines[start + 1 : end])):
        lines[start] = lines[end] = "---"


def without_comments(lines: list[str], start: int, path: str, problems: list[Problem]) -> list[str]:
    """Return the lines with `<!-- … -->` and `%%…%%` from line `start` (from 0) blanked out, but in code."""
    text = "\n".join(lines[start:])
    code = brackets.code(text)
    out, end = list[str](), 0
    opening = _HIDDEN.search(text)
    while opening:
        begin, close = opening.start(), None
        if not brackets.holds(code, begin):
            close = _SHOWN.get(opening[0], _LINE).search(text, opening.end())
            if not close:
                what, sign = ("hidden note", "%%") if opening[0] == "%%" else ("comment", "-->")
                place = Location(path, start + 1 + text.count("\n", 0, begin))
                problems.append(Problem("comment", f"a {what} is never closed", place, f"end it with {sign}"))
                below = text[begin:].partition("\n")  # is read: it may have been meant to end with its line
                return lines[:start] + "".join([*out, text[end:begin], *below[1:]]).split("\n")
            out += [text[end:begin], "\n" * text.count("\n", begin, close.start())]
            end = close.end()
        opening = _HIDDEN.search(text, close.end() if close else opening.end())
    return lines[:start] + "".join([*out, text[end:]]).split("\n")


def block_faults(text: Markdown) -> Iterator[Problem]:
    """Yield what is wrong with lists, tables and code; of pasted and of too deep lists only the first."""
    told: set[str] = set()
    for block in blocks.parse(text.text):
        for fault in (fault for element in block.walk() for fault in element.faults):
            if fault.rule not in told:
                place = Location(text.location.path, text.line(fault.line))
                yield Problem(fault.rule, fault.message, place, fault.hint, fault.severity)
            told |= {fault.rule} & {"pasted-list", "limit"}


def says(text: Markdown) -> bool:
    """Say whether a text has anything beside its citations, which posts and headings cannot stand on."""
    marks = {chr(FIRST_MARK + n) for n, inline in enumerate(text.inlines) if isinstance(inline, Citation)}
    return any(character not in marks and not character.isspace() for character in text.text)
