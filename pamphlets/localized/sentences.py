"""Turns lines into sentences, each with the mark of its language at its end, once; and a text into its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

ENDS = ".!?…。！？।॥։။።۔؟"
"""Signs that end a sentence, in any script."""
_ENDED = re.compile(rf"""[{ENDS}][\u202f'"’”»」』)\]）】]*$""")
_QUOTED = re.compile(rf"""[{ENDS}][\u202f'"’”»」』]*$""")
_WIDE = re.compile(r"""[。！？，、；：）」』】》]['"’”]?\Z""")
_STOPS = {
    **dict.fromkeys(("hi", "bn", "ne", "pa", "as", "or", "sa", "mai"), "।"),
    **dict.fromkeys(("zh", "ja", "yue"), "。"), **dict.fromkeys(("am", "ti"), "።"), **dict.fromkeys(("th", "lo"), ""),
    "hy": "։", "my": "။", "km": "។", "ur": "۔",
}  # fmt: skip
"""The full stop of languages that have another than "."; Thai and Lao have none."""
_STOP = re.compile(
    r"[.!?…]+[\u202f\"')\]”’»]*(?=\s+[\"'“‘«(\[]*[^\sa-z]|\s*$)|[।॥։၊။።۔؟]+[\"')\]”’»]*(?=\s|$)|[。！？]+[\"'”’」』）)\]]*"
)
_SHORT = re.compile(
    r"(?:\b(?:e\.g|i\.e|dr|mrs?|ms|st|vs|approx|fig|p\. ?ej|ej|sra?|dra|uds?|núm|aprox|av|tel|[a-z])"
    r"|\b[A-Z]\.[A-Z])$",
    re.IGNORECASE,
)


def split(text: str) -> Iterator[tuple[int, str]]:
    """Yield each sentence with its offset."""
    begin = 0
    for stop in _STOP.finditer(text):
        before = text[begin : stop.start()]
        if stop[0].startswith(".") and stop.end() < len(text.rstrip()) and _SHORT.search(before[-8:]):
            continue
        yield from _sentence(text, begin, stop.end())
        begin = stop.end()
    yield from _sentence(text, begin, len(text))


def _sentence(text: str, begin: int, end: int) -> Iterator[tuple[int, str]]:
    found = text[begin:end].strip()
    if found:
        yield text.index(found, begin), found


def full_stop(language: str) -> str:
    """Return the sign at the end of a sentence in a language; Thai and Lao have none."""
    return _STOPS.get(language.partition("-")[0], ".")


def sentence(line: str, language: str) -> str:
    """Return a line with the full stop of its language, unless it ends in a mark."""
    stop = full_stop(language)
    return line if not line or _ENDED.search(line) or line.endswith((":", ",", ";")) else f"{line}{stop}"


def join(parts: Sequence[str]) -> str:
    """Return sentences as one text: a space stands between them, but after the wide signs of Chinese and Japanese."""
    first, *others = parts or [""]
    return "".join((first, *(one if _WIDE.search(before) else f" {one}" for before, one in pairwise((first, *others)))))


def stop(part: str) -> str:
    """Return a part of an entry with ".", unless it ends with a mark, be it within quotes: "Jr." has its own."""
    return part if not part or _QUOTED.search(part) else f"{part}."


def fill(text: str, values: dict[str, object]) -> str:
    """Return a text with the values of its `{names}`; one that ends in a mark takes the place of a "." after it."""

    def value(found: re.Match[str]) -> str:
        filled = str(values.get(found[1], f"{{{found[1]}}}"))
        return filled if _QUOTED.search(filled) else f"{filled}{found[2]}"

    return re.sub(r"\{(\w+)\}(\.?)", value, text)
