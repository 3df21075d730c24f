"""An error of the YAML parser -> the line, and the words, that help the person who wrote the text."""

from __future__ import annotations

import re

import yaml

_AFTER_QUOTE = re.compile(r":\s+'[^']*'\s*[^\s,}\]#]")
_KEY = re.compile(r"^[ ]*(?:- +)?([\w-]+):(?=\s|$)")
_UNLIKE = "the lines are not indented alike"
_SAME_COLUMN = "items of a list, and keys of one thing, begin in the same column"
_PLAIN = (
    ("mapping values are not allowed", "there is a ':' too many", "put quotes around a text that contains ': '"),
    ("tab character", "a line is indented with a tab", "indent with spaces"),
    ("cannot start any token", "a value cannot begin so", "put quotes around it; indent with spaces, not tabs"),
    ("quoted scalar", "a quote is never closed", "end the text with the quote that it begins with"),
    ("alphabetic or numeric", "a value cannot begin so", "put quotes around it"),
    ("flow", "a '[' or '{' is never closed, or a comma is missing in it", "a '#' begins a comment: leave it out"),
    ("block", _UNLIKE, _SAME_COLUMN),
    ("document start", _UNLIKE, _SAME_COLUMN),
    ("expected ':'", "a key has no ':'", "write 'key: value'"),
    ("directive", "a value cannot begin so", "put quotes around it"),
)


def explain(error: yaml.MarkedYAMLError, source: str) -> tuple[int, str, str]:
    """Return the line (from 0) of what the parser stumbled over, what is wrong there, and the way out."""
    lines = source.split("\n")
    mark = error.problem_mark or error.context_mark
    line, column = (min(mark.line, len(lines) - 1), mark.column) if mark else (0, 0)
    message, hint = _plain(error)
    if "closed" in message and error.context_mark:
        line = min(error.context_mark.line, len(lines) - 1)
    if _AFTER_QUOTE.search(lines[line]):
        return line, "text stands after a closing quote", "put a text with an apostrophe between double quotes"
    if message.startswith("a '['"):
        return _bracket(lines, line, message)
    before = lines[line][:column].rstrip()
    if message == _UNLIKE and before.endswith(("]", "}")):
        return line, "text stands after a closing bracket", "put quotes around a text that begins with a bracket"
    if message == _UNLIKE or re.fullmatch(r"[ ]+[\w-]+", before):  # the ':' too many follows a key that is indented
        return line, _UNLIKE, _two_keys(lines, line) or _SAME_COLUMN
    return line, message, hint


def _plain(error: yaml.MarkedYAMLError) -> tuple[str, str]:
    said = f"{error.context} {error.problem}"
    for part, message, hint in _PLAIN:
        if part in said:
            return message, hint
    return f"this is not YAML: {error.problem}", ""


def _bracket(lines: list[str], last: int, message: str) -> tuple[int, str, str]:
    """Say which bracket is open, and why: the last line that opens more than it closes has it."""
    for number in range(last, -1, -1):
        text, comment, _ = re.sub(r"""(["']).*?\1""", "", lines[number]).partition("#")
        for opening, closing in ("[]", "{}"):
            if text.count(opening) > text.count(closing):
                hint = "a '#' begins a comment: leave it out" if comment else f"end it with '{closing}'"
                return number, f"a '{opening}' is never closed, or a comma is missing after it", hint
    return last, message, "put a comma between two values"


def _two_keys(lines: list[str], line: int) -> str:
    above = next((number for number in range(line - 1, -1, -1) if lines[number].strip()), line)
    first, second = _KEY.match(lines[above]), _KEY.match(lines[line])
    if not first or not second or above == line:
        return ""
    return f"'{first[1]}' in the line above and '{second[1]}' must begin in the same column"
