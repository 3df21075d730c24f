"""Turns the words between brackets, such as `[see @key; @other]`, into a citation of references by their ids."""

from __future__ import annotations

import re

from pamphlets.errors import nearest
from pamphlets.model import Citation
from pamphlets.source.scans import Scan

_CITATION = re.compile(
    r"(?P<before>[^@]*?)-?@(?:\{(?P<braced>[^{}]+)\}|(?P<key>[^\s;,{}]+?))(?P<after>[.,:?!]*(?:[\s,{].*)?)", re.DOTALL
)
_CITATIONS = re.compile(r"(?:\{[^{}]*\}|,(?!\s*-?@)|[^;,{}])+")
"""Citations between `;` or `,`; keys may stand in braces: https://pandoc.org/MANUAL.html#citation-syntax"""


def is_one(inner: str, after: str, state: Scan) -> bool:
    """Say whether the words between brackets cite: by `@`, or as in `[see @key]`."""
    if inner.lstrip().startswith(("@", "-@")) and (
        after != "(" or inner.strip(" @-") in (state.vocabulary.references or ())
    ):
        return True
    found = _CITATION.fullmatch(inner) if "@" in inner and after not in ("(", "{") else None
    key = found and (found["braced"] or found["key"])
    return bool(found and found["before"][-1:].isspace() and key in (state.vocabulary.references or ()))


def read(inner: str, start: int, state: Scan) -> str:
    """Return the mark of a citation; what cannot be read in it, is not known or would not be printed is a problem."""
    keys = []
    for item in _CITATIONS.findall(inner):
        found = _CITATION.fullmatch(item)
        if not found:
            hint = "write [@key; @other-key]; a key with spaces, commas or brackets as [@{key}]"
            state.problem("citation", f"cannot read the citation '{item.strip()}'", start, hint)
            continue
        key, known = found["braced"] or found["key"], state.vocabulary.references
        if known is not None and key not in known:
            hint = nearest(key, known) or "add it to content/references.yml"
            state.problem("citation", f"no reference has the id '{key}'", start, hint)
        if words := " … ".join(part for part in (found["before"].strip(), found["after"].strip(" .,:?!\n")) if part):
            message = f"'{words}' stands in a citation, and is not printed"
            state.problem("citation", message, start, "write it into the sentence", "warning")
        keys.append(key)
    return state.mark(Citation(tuple(keys), state.at(start)))
