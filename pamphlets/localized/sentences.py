"""Turns lines into sentences: each ends with the mark of its language, once."""

from __future__ import annotations

import re

_ENDED = re.compile(r"""[.!?…。！？।॥։។။።۔؟]['"’”»」』)\]]*$""")
_QUOTED = re.compile(r"""[.!?…。！？।॥։។။።۔؟]['"’”»」』]*$""")
_STOPS = {
    **dict.fromkeys(("hi", "bn", "ne", "pa", "as", "or", "sa", "mai"), "।"),
    **dict.fromkeys(("zh", "ja", "yue"), "。"), **dict.fromkeys(("am", "ti"), "።"), **dict.fromkeys(("th", "lo"), ""),
    "hy": "։", "my": "။", "km": "។", "ur": "۔",
}  # fmt: skip
"""The full stop of languages that have another than "."; Thai and Lao have none."""


def sentence(line: str, language: str) -> str:
    """Return a line with the full stop of its language, unless it ends in a mark."""
    stop = _STOPS.get(language.partition("-")[0], ".")
    return line if not line or _ENDED.search(line) or line.endswith((":", ",", ";")) else f"{line}{stop}"


def stop(part: str) -> str:
    """Return a part of an entry with ".", unless it ends with a mark, be it within quotes: "Jr." has its own."""
    return part if not part or _QUOTED.search(part) else f"{part}."


def fill(text: str, values: dict[str, object]) -> str:
    """Return a text with the values of its `{names}`; one that ends in a mark takes the place of a "." after it."""

    def value(found: re.Match[str]) -> str:
        filled = str(values.get(found[1], f"{{{found[1]}}}"))
        return filled if _QUOTED.search(filled) else f"{filled}{found[2]}"

    return re.sub(r"\{(\w+)\}(\.?)", value, text)
