"""An error of the YAML parser -> the line, the words that help who wrote the text, and the line as it can be read."""

from __future__ import annotations

import re

import yaml

from pamphlets.project.settings.repairs import Mistake, quote

_AFTER_QUOTE = re.compile(r":\s+'[^']*'\s*[^\s,}\]#]|:\s+\"(?:[^\"\\]|\\.)*\"\s*[^\s,}\]#]")
_KEY = re.compile(r"^[ ]*(?:- +)?([\w-]+):(?=\s|$)")
_UNLIKE = "the lines are not indented alike"
_SAME_COLUMN = "items of a list, and keys of one thing, begin in the same column"
_BEGINS = "put quotes around it"
_NO_DASH = "a line of a list does not begin with '- '"
_SO = "a value cannot begin so"
_PLAIN = (
    ("mapping values are not allowed", "there is a ':' too many", "put quotes around a text that contains ': '"),
    ("tab character", "a line is indented with a tab", "indent with spaces"),
    ("cannot start any token", _SO, _BEGINS),
    ("escape", "", ""),
    ("hexdecimal", "", ""),  # as libyaml spells it
    ("quoted scalar", "a quote is never closed", "end the text with the quote that it begins with"),
    ("alphabetic or numeric", _SO, _BEGINS),
    ("flow", "a '[' or '{' is never closed, or a comma is missing in it", "a '#' begins a comment: leave it out"),
    ("chomping", _SO, _BEGINS),
    ("sequence entries are not allowed", _SO, _BEGINS),
    ("scanning a tag", _SO, _BEGINS),
    ("'-' indicator", _NO_DASH, "begin it with '- ', as the line above"),
    ("expected ':'", "a key has no ':'", "write 'key: value'"),
    ("block", _UNLIKE, _SAME_COLUMN),
    ("document start", _UNLIKE, _SAME_COLUMN),
    ("incompatible YAML", "another version of YAML is asked for", "delete the line that begins with '%YAML'"),
    ("directive", _SO, _BEGINS),
)


def explain(error: yaml.MarkedYAMLError, source: str) -> Mistake:
    """Return the line (from 0) of what the parser stumbled over, what is wrong there, and the way out."""
    lines = source.split("\n")
    mark = error.problem_mark or error.context_mark
    line, column = (min(mark.line, len(lines) - 1), mark.column) if mark else (0, 0)
    message, hint = _plain(error)
    if not message:
        return _escape(lines, line, column)
    if error.context_mark and ("closed" in message or message.startswith("a key")):
        line = min(error.context_mark.line, len(lines) - 1)
    if message.startswith("a key") and line and re.match(r"[ ]*- ", lines[line - 1]):
        message, hint = _NO_DASH, "begin it with '- ', as the line above"
    if _AFTER_QUOTE.search(lines[line]):
        return _after_quote(lines, line)
    if message.startswith("a '["):
        return _bracket(lines, line, message)
    before = lines[line][:column].rstrip()
    if message == _UNLIKE and before.endswith(("]", "}")):
        hint = "put quotes around a text that begins with a bracket"
        return Mistake(line, "text stands after a closing bracket", hint, quote(lines[line]))
    if message == _UNLIKE or re.fullmatch(r"[ ]+[\w-]+", before):  # the ':' too many follows a key that is indented
        return _unlike(lines, line)
    mended = _mended(lines[line], message)
    if message == _SO and (value := re.match(r"[ ]*(?:- +)?(?:[\w-]+:\s+)?(\S)", lines[line])):
        message = f"a value cannot begin with '{value[1]}'"
    return Mistake(line, message, hint, mended)


def _plain(error: yaml.MarkedYAMLError) -> tuple[str, str]:
    said = f"{error.context} {error.problem}"
    for part, message, hint in _PLAIN:
        if part in said:
            return message, hint
    return f"this is not YAML: {error.problem}", "put quotes around the text"


def _mended(line: str, message: str) -> str | None:
    """Return a line as it can be read, for what is wrong with it."""
    if message == "a quote is never closed":
        opening = re.search(r"""(?:^|[:\s\[{,-])(["'])""", line)
        return f"{line.rstrip()}{opening[1]}" if opening else None
    if "'- '" in message:
        return re.sub(r"^([ ]*)", r"\1- ", line)
    if message == "a key has no ':'":
        return re.sub(r"^([ ]*(?:- +)?[\w-]+)\s*", r"\1: ", line) if re.match(r"[ ]*(?:- +)?[\w-]", line) else None
    return quote(line)


def _escape(lines: list[str], line: int, column: int) -> Mistake:
    """Say which backslash is no escape."""
    at = lines[line].rfind("\\", 0, column + 1)
    sign = lines[line][at + 1 : at + 2]
    message = f"a backslash before '{sign}' means nothing between double quotes"
    mended = f"{lines[line][:at]}\\{lines[line][at:]}" if at >= 0 else None
    return Mistake(line, message, "write two backslashes, or single quotes around the text", mended)


def _after_quote(lines: list[str], line: int) -> Mistake:
    """Say what stands after a quote: an apostrophe has closed it, or words follow."""
    found = re.fullmatch(r"(.*?:\s+)(['\"])(.*)", lines[line])
    single = not found or found[2] == "'"
    hint = "put a text with an apostrophe between double quotes"
    if not single:
        hint = "put single quotes around the whole text"
    mended = None
    if found:
        whole = found[3].rstrip().removesuffix(found[2])
        mended = quote(f"{found[1]}{whole}")
    return Mistake(line, "text stands after a closing quote", hint, mended)


def _bracket(lines: list[str], last: int, message: str) -> Mistake:
    """Say which bracket is open, and why: the last line that opens more than it closes has it."""
    for number in range(last, -1, -1):
        text, comment, _ = re.sub(r"""(["']).*?\1""", "", lines[number]).partition("#")
        for opening, closing in ("[]", "{}"):
            if text.count(opening) > text.count(closing):
                hint = "a '#' begins a comment: leave it out" if comment else f"end it with '{closing}'"
                bare = lines[number].replace("#", "").rstrip() if comment else lines[number].rstrip()
                mended = bare if comment and bare.endswith(closing) else f"{bare}{closing}"
                problem = f"a '{opening}' is never closed, or a comma is missing after it"
                return Mistake(number, problem, hint, mended)
    return Mistake(last, message, "put a comma between two values")


def _unlike(lines: list[str], line: int) -> Mistake:
    """Say which two keys must begin in one column."""
    above = next((number for number in range(line - 1, -1, -1) if lines[number].strip()), line)
    first, second = _KEY.match(lines[above]), _KEY.match(lines[line])
    mended = lines[line]
    if above != line:
        begin = re.match(r"[ ]*" if lines[line].lstrip().startswith("- ") else r"[ ]*(?:- +)?", lines[above])
        mended = " " * (len(begin[0]) if begin else 0) + lines[line].lstrip()
    hint = _SAME_COLUMN
    if first and second and above != line:
        hint = f"'{first[1]}' in the line above and '{second[1]}' must begin in the same column"
    return Mistake(line, _UNLIKE, hint, mended if mended != lines[line] else None)
