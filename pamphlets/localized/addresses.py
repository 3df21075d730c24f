"""Turns the parts of an address into the lines that its country writes, and such lines into their parts.

The order of the parts is that of Google's libaddressinput, the form of each country (`fmt`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_FORMS = {
    "US": "{city}, {region} {code}", "CA": "{city} {region} {code}", "AU": "{city} {region} {code}",
    "NZ": "{city} {code}\n{region}", "IN": "{city} {code}\n{region}", "MX": "{code} {city}, {region}",
    **dict.fromkeys(("GB", "IE", "ZA"), "{city}\n{region}\n{code}"), "BR": "{city}-{region}\n{code}",
}  # fmt: skip
_NAME = r"(?P<city>[^\d,\n]+?)"
_ENDS = {
    "US": r"(?P<city>[^,\n]+?),? +(?P<region>[A-Z]{2}|(?<=, )(?:[A-Z][a-z]+ ?)+) +(?P<code>\d{5}(?:-\d{4})?)",
    "CA": rf"{_NAME}[, ]+(?P<region>[A-Z]{{2}})[, ]+(?P<code>[A-Z]\d[A-Z] ?\d[A-Z]\d)",
    "AU": rf"{_NAME}[, ]+(?P<region>[A-Z]{{2,3}})[, ]+(?P<code>\d{{4}})",
    **dict.fromkeys(("NZ", "IN"), rf"{_NAME}[, ]+(?P<code>\d{{4}}|\d{{6}})"),
    "GB": rf"{_NAME}[,\s]+(?P<code>[A-Z]{{1,2}}\d[A-Z\d]? ?\d[A-Z]{{2}})",
    "IE": r"(?P<city>[^\d,\n]+?(?: \d{1,2})?)[,\s]+(?P<code>[A-Z]\d[\dW] ?[A-Z\d]{4})",
    "": rf"(?P<code>(?:[A-Z]{{1,2}}-)?\d[\d -]{{2,6}}\d(?: [A-Z]{{2}}\b)?) +{_NAME}",
}
"""How an address ends, where that is certain."""
LONGEST = 300
"""Characters of an address; nothing is looked for in a longer text."""


def lines(street: Sequence[str], city: str, region: str, code: str, country: str) -> tuple[str, ...]:
    """Return an address as lines; parts that are '' are left out."""
    end = _FORMS.get(country, "{code} {city} {region}").format(city=city, region=region, code=code)
    rest = (re.sub(r"^[ ,-]+|[ ,-]+$|(?<= ) +", "", line) for line in end.split("\n"))
    return (*street, *filter(None, rest))


def read(lines: Sequence[str], country: str) -> dict[str, str]:
    """Return `street`, `city`, `region` and `code` of an address; nothing if they cannot be told apart for certain."""
    text = "\n".join(lines)
    end = _ENDS.get(country, _ENDS[""])
    found = re.fullmatch(rf"(?s:(?P<street>.*[^\s,]))\s*[,\n]\s*{end}", text) if len(text) <= LONGEST else None
    return found.groupdict() if found else {}
