"""Finds marks of other programs that we do not read, and that would be printed as they were typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pamphlets.model import Location, Problem
from pamphlets.project import FrontMatter
from pamphlets.source import brackets, placeholders

RULE = "leftover"
_MOST = 5
"""Lines that are named of a kind that a source has many times."""
_KINDS: Sequence[tuple[re.Pattern[str], str, Sequence[str]]] = [
    (re.compile(pattern, re.MULTILINE), hint, signs[0] if signs else ("",))
    for pattern, hint, *signs in (
        (r"(?<!\\)\\(?:new|clear|cleardouble|page)(?:page|break)\b"
         r"|^[ ]*(?:[\[{(<]|[-=*~]{2,}[ ]*)(?i:page)[ -]?break(?:[\]})>]|[ ]*[-=*~]{2,})[ ]*$",
         'write break="panel" in the braces of a block\'s heading, as in ## Heading {break="panel"}', ("\\", "page")),
        (r"(?<![\\\w:])\\(?!(?:new|clear|cleardouble|page)(?:page|break)\b)[A-Za-z]{2,}(?:\{[^{}\n]*\})?",
         "take the command away: commands of TeX are not read", ("\\",)),
        (r"(?<!\\)\$\$(?:[^$\n]|\n(?!\n)){1,500}\$\$|(?<![\w\\$])\$(?=[^$\n]*[\\^_={}])[^\s$][^$\n]*(?<=\S)\$(?![\w$])"
         r"|(?<!\\)\\\([^()\n]*[\\^_=][^()\n]*\\\)|(?<!\\)\\\[[^\[\]\n]*[\\^_=][^\[\]\n]*\\\]",
         "say the formula in words, or show it as a picture", ("$", "\\")),
        (r"\d\*\d+\*\d", r"write the sign ×, or \* for the sign itself"),
        (r"(?<![\w:]):(?:[a-z][a-z0-9_+-]+|[+-]1):(?![\w:/])", "put the sign itself there, or leave it out", (":",)),
        (r"(?<![\w\])${#%@\\])\{:?[ ]*(?:[.#][A-Za-z]|[A-Za-z][\w-]*[=:])[^{}\n]*\}|(?<=\w)\{[.#][A-Za-z][\w-]*\}",
         "take the braces away: kinds stand after a block's heading, or after :::", ("{",)),
        (r"!\([^()\n]+\)\[[^\]\s]+\]", "write ![what it shows](images/x.svg)", ("!(",)),
        (r"\[[^\]\n]+\][ ]\((?:https?:|mailto:|tel:|www\.|#)[^)\s]*\)",
         "take the space between ] and ( away", ("] (",)),
        (r"(?:(?<![\]\w])\([^()\n]+\)|\[[^\[\]\n]+\][ ])\[(?:https?:|mailto:|tel:|www\.)[^\]\s]*\]",
         "write [words](address)", (")[", "] [")),
        (r"\[[^\[\]\n]+\]\([ ]*(?:https?:|www\.)[^\s()<>]*[ ]+(?![ \"'(])[^()\s][^()\n]*\)",
         "write %20 in the place of each space of an address", ("](",)),
        (r"^[ >]*\+(?::?[-=]+:?\+)+[ ]*$|^[ ]*-{2,}(?:[ ]+-{2,})+[ ]*$"
         r"|^(?!\W|\w{1,3}[.):-]|[o§]\t)[^\t\n|]+\t+[^\t\n].*\n\w[^\t\n|]*\t+\S",
         "write a table as | A | B |, and | --- | --- | under its head", ("+", "--", "\t")),
        (r"\{(?:>>|\+\+|--|~~|==)[^{}\n]*(?:<<|\+\+|--|~~|==)\}|(?<![\w+])\+\+(?=\w)[^+\n]{1,80}\+\+(?![\w+])",
         "take the marks of an editor's change away, and what nobody is to read", ("{", "++")),
        (r"^={2,6}[ ][^=\n]+[ ]={2,6}[ ]*$|^h[1-6]\.[ ]", "write ## Heading"),
        (r"(?<!')'{2,3}(?=\w)[^'\n]+'{2,3}(?!')|(?<![\w:/])//(?=\w)[^/\n]+(?<=\w)//(?![\w/])",
         "write **bold**, or *stress*", ("''", "//")),
        (r"^//[ ]", "write <!-- before what nobody is to read, and --> after it"),
        (r"(?:\A|(?<=\n\n))[ ]*(?:={3,}|\+{3,}|[—–]{2,})[ ]*$", "write --- for a rule", ("===", "+++", "—", "–")),
        (r"^[ ]*([»›~−]|--?(?=[^\W\d]))[^\n]*\n[ ]*\1", "write - and a space before each item"),
        (r"^[ ]*((?:[^\W\d]+[ ])?)1[.:)][ ]?[^\W\d][^\n]*\n[ ]*\1(?<=[^\W\d][ ])2[.:)]"
         r"|^[ ]*1[.)][^\W\d][^\n]*\n[ ]*2[.)][^\W\d]|^[ ]*1(/|[ ]?[°ºª]|[ ][-–—])[ ][^\n]*\n[ ]*2\2[ ]",
         "write 1. and a space before each step"),
        (r"\[\^[^\[\]\n]*[ ][^\[\]\n]*\](?!\()", "write [^1], and a line [^1]: with its words", ("[^",)),
        (r"(?<![~\w])~~(?=\w)(?:(?!~~)[^\n])*$(?![\s\S]*~~)|(?<![=\w])==(?=\w)(?:(?!==)[^\n])*$(?![\s\S]*==)",
         "close it with the same two signs, or take them away", ("~~", "==")),
        (r"^[ ]*(?:[-*+][ ]+\[\]|[-*+][ ]+\[[ xX]\](?=\S)(?!\()|\[[ xX]?\][ ]+(?=\S))",
         "write - [ ] and a space before each"),
    )
]  # fmt: skip
"""What is found, a way out, which names its kind, too, and what stands in each of it, in small letters."""
_TYPED = re.compile(
    r"\{\{[^{}\n]*\}\}|\[-?@[^\[\]\n]+\]|\[\^[^\[\]\n]+\]|!\[|\[[^\[\]\n]*\]\{[^{}\n]*\}|\*\*(?=\S)|(?<=\S)\*\*"
    r"|(?<![~\s])~[^\s~]{1,9}~(?!~)|(?<=\w)\^[^\s^]{1,9}\^"
)
_PLAIN = ("title", "summary", "condition", "author", "reviewer", "translator")


def find(text: str, code: Sequence[tuple[int, int]]) -> Iterator[tuple[int, str, str]]:
    """Yield for each kind that there is the first place, a message and a hint; not in code or a heading."""
    small = text.lower()
    for pattern, hint, signs in _KINDS:
        for found in pattern.finditer(text) if any(sign in small for sign in signs) else ():
            if not brackets.holds(code, found.start()) and not text.startswith(
                "#", text.rfind("\n", 0, found.start()) + 1
            ):
                yield found.start(), f"'{' '.join(found[0].split())[:40]}' is printed as it stands", hint
                break


def values(matter: FrontMatter, lines: Iterable[tuple[str, int]], path: str) -> Iterator[Problem]:
    """Yield what the texts of a front matter, which are plain words, would print as it was typed."""
    at = dict(lines)
    for key in _PLAIN:
        value = getattr(matter, key)
        marks = [*(found[0] for found in _TYPED.finditer(value)), *placeholders.tags(value)]
        told = [(f"'{mark}' is printed as it stands", "take it away: this text is plain words") for mark in marks[:1]]
        told += [(message, hint) for _, message, hint in (*find(value, ()), *placeholders.marks(value))]
        for message, hint in told:
            yield Problem(RULE, f"{message}, in '{key}'", Location(path, at.get(key, 1)), hint, "warning")


def once(problems: Sequence[Problem]) -> Iterator[Problem]:
    """Yield the problems, but of marks of other programs one for each kind, which its hint tells, with its lines."""
    lines: dict[str, list[int]] = {}
    for problem in problems:
        if problem.rule == RULE:
            lines.setdefault(problem.hint, []).append(problem.location.line)
    for problem in problems:
        others = lines.pop(problem.hint, None) if problem.rule == RULE else []
        if others is None:
            continue
        apart = [line for line in dict.fromkeys(others) if line != problem.location.line]
        shown = ", ".join(map(str, apart[:_MOST])) + (f" and {len(apart) - _MOST} more" if len(apart) > _MOST else "")
        also = f"; others are in lines {shown}" if len(apart) > 1 else f"; another is in line {shown}" if apart else ""
        yield replace(problem, message=problem.message + also)
