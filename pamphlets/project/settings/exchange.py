"""Turns BibTeX, RIS and what PubMed writes into entries as CSL has them."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any

from pamphlets.project.settings.nodes import Faults

_BIBTEX: Mapping[str, tuple[str, ...]] = {
    "title": ("title",),
    "title-short": ("shorttitle",),
    "container-title": ("journaltitle", "journal", "booktitle", "maintitle", "series"),
    "publisher": ("publisher", "institution", "school", "organization"),
    "URL": ("url",),
    "DOI": ("doi",),
    "genre": ("type",),
    "note": ("note",),
    "accessed": ("urldate",),
}
"""By the variable of CSL, the fields of BibTeX and BibLaTeX that say it; the first that is there does."""
_RIS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "label"),
    "title": ("title", "primary_title"),
    "title-short": ("short_title",),
    "container-title": ("secondary_title", "journal_name", "alternate_title3", "alternate_title2", "alternate_title1"),
    "publisher": ("publisher",),
    "URL": ("urls", "url", "link_to_pdf"),
    "DOI": ("doi",),
    "note": ("notes",),
    "issued": ("year", "publication_year", "date"),
    "accessed": ("access_date",),
}
"""By the variable of CSL, the names that rispy gives to tags of RIS."""
_AUTHORS, _EDITORS = ("authors", "first_authors"), ("secondary_authors", "editors")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENOUGH, _MOST = 5, 5_000
"""How many names are read, and how many characters of them: more than three are printed as one and *et al.*"""
_PUBMED: Mapping[str, str] = {"PMID": "id", "TI": "title", "JT": "container-title", "PB": "publisher", "DP": "issued"}
"""By the tag of PubMed, the variable of CSL: https://pubmed.ncbi.nlm.nih.gov/help/#pubmed-format"""
_TAG = re.compile(r"(?m)^([A-Z]{2,4}) *- ")
_LOOSE = re.compile(r"(?m)^([A-Z][A-Z0-9]) *-(?: |$)")
_PIECE = r'"[^"]*"|\{[^{}]*\}|[A-Za-z]\w*|\d+'
_JOINED = re.compile(rf"(?:{_PIECE})(?:\s*#\s*(?:{_PIECE}))+")
_PART = re.compile(r"\\.|[{}]|\s+and\s+", re.IGNORECASE | re.DOTALL)
_MATH = re.compile(r"(?<!\\)\$([^$]*[\\_^][^$]*)\$")
_SMALL = re.compile(r"([_^])(?:\{([^{}]*)\}|(\w))")
_SIGNS = re.compile(r'^(?:\{([^{}]*)\}|"([^"]*)")$')
_CODE = re.compile(r"\\(?:url|href)\{([^{}]*)\}")


def bibtex(text: str, faults: Faults) -> list[tuple[int, object]]:
    """Return the entries of a BibTeX or BibLaTeX file; one that cannot be read is left out, with a warning for all."""
    from bibtexparser import entrypoint, model

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    library = entrypoint.parse_string(text)
    entries = list[tuple[int, object]]()
    broken = list[int]()
    for found in library.blocks:
        line, block = (found.start_line or 0) + 1, getattr(found, "ignore_error_block", None) or found
        if isinstance(block, model.Entry):
            fields = {one.key.lower(): str(one.value) for one in block.fields}
            if isinstance(found, model.DuplicateFieldKeyBlock):  # values still stand between their signs
                fields = {key: _SIGNS.sub(r"\1\2", value) for key, value in fields.items()}
            fields = {key: _joined(value, library.strings_dict) for key, value in fields.items()}
            entries.append((line, _from_bibtex(block.key, fields)))
        elif isinstance(block, model.ParsingFailedBlock):
            broken.append(line)
    if broken:
        message = f"{len(broken)} of {len(entries) + len(broken)} entries cannot be read"
        faults.add("bibtex", message, broken[0], "look for a brace or a quote that is not closed", "warning")
    return entries


def _joined(value: str, strings: Mapping[str, Any]) -> str:
    """Return a value that is put together of several (`"Journal of " # name`), or the value as it is."""
    if not _JOINED.fullmatch(value):
        return value
    pieces = (found[0] for found in re.finditer(_PIECE, value))
    return "".join(
        piece[1:-1] if piece[0] in '"{' else str(strings[piece].value) if piece in strings else piece
        for piece in pieces
    )


def _from_bibtex(key: str, given: Mapping[str, str]) -> dict[str, object]:
    entry: dict[str, object] = {"id": key}
    for name, keys in _BIBTEX.items():
        value = next(filter(None, map(given.get, keys)), "")
        entry[name] = _address(value) if name in ("URL", "DOI") else _words(value)
    entry["URL"] = entry["URL"] or _address(given.get("howpublished", ""))
    month = given.get("month", "").strip("{} .").lower()[:3]
    number = str(_MONTHS.index(month) + 1) if month in _MONTHS else month
    year = _words(given.get("date") or given.get("year", ""))
    entry["issued"] = [[year, number]] if number and year.isdecimal() else year
    entry["author"], entry["editor"] = (_names(given.get(name, "")) for name in ("author", "editor"))
    return entry


@lru_cache(maxsize=4096)
def _words(text: str) -> str:
    """Return a text of LaTeX as plain words: accents, braces and commands become what they print."""
    if not re.search(r"[\\$]", text) or len(text) > _MOST:
        return re.sub(r"[\\{}]", "", text.replace("~", " "))
    try:
        text = _MATH.sub(lambda found: f"{{{_SMALL.sub(_small, found[1])}}}", text)
        return _decoder()(re.sub(r"(?<!\\)%", r"\%", text)).strip()
    except RecursionError:  # braces in braces, without end
        return re.sub(r"[\\{}]", "", text)


def _small(found: re.Match[str]) -> str:
    """Return figures below or above the line as CSL has them."""
    tag = "sub" if found[1] == "_" else "sup"
    return f"<{tag}>{found[2] or found[3]}</{tag}>"


@cache
def _decoder() -> Callable[[str], str]:
    """Return what turns LaTeX into words; its tables take a while, and are made once."""
    from pylatexenc.latex2text import LatexNodes2Text
    from pylatexenc.latexwalker import LatexWalker, get_default_latex_context_db

    known, writer = get_default_latex_context_db(), LatexNodes2Text(math_mode="verbatim")
    return lambda text: str(writer.nodelist_to_text(LatexWalker(text, latex_context=known).get_latex_nodes()[0]))


def _address(text: str) -> str:
    """Return an address, whose signs are none of LaTeX's."""
    found = _CODE.search(text)
    return re.sub(r"\\([#$%&_{}~])", r"\1", found[1] if found else text).strip("{} ")


def _names(text: str) -> list[object]:
    """Return people as CSL has them; of many only as many as show that there are more than are printed."""
    if not text:
        return []
    from bibtexparser.middlewares import names

    return [_name(names, one) for one in _people(text[:_MOST])[:_ENOUGH]]


def _people(text: str) -> list[str]:
    r"""Return the names between `and`, but within braces.

    bibtexparser 2 loses the accent with which a name begins (`and \'{E}mile`).
    """
    parts, start, depth = list[str](), 0, 0
    for found in _PART.finditer(text):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if found[0][0].isspace() and depth <= 0:
            parts.append(text[start : found.start()].strip())
            start = found.end()
    return [*filter(None, parts), text[start:].strip()]


def _name(names: Any, text: str) -> object:
    whole = text.startswith("{") and text.endswith("}") and text.find("}") == len(text) - 1
    try:
        part = names.parse_single_name_into_parts(text, strict=False)
    except ValueError:
        whole = True
    if whole or not part.first:
        return _words(text)
    family, given, particle, suffix = (_words(" ".join(words)) for words in (part.last, part.first, part.von, part.jr))
    return {"family": family, "given": given, "non-dropping-particle": particle, "suffix": suffix}


def ris(text: str, faults: Faults) -> list[tuple[int, object]]:
    """Return the entries of a RIS file."""
    import rispy

    entries, line, parser = list[tuple[int, object]](), 1, rispy.RisParser(skip_unknown_tags=True)
    text = _LOOSE.sub(r"\1  - ", text)
    for part in re.split(r"(?m)^(?=TY  - )", text):  # one by one: the end of an entry may be missing
        whole = re.sub(r"(?m)^ER  -.*$", "", part).rstrip()
        if whole.startswith("TY"):  # some write of themselves before the first
            entries += ((line, _from_ris(one)) for one in parser.parse(f"{whole}\nER  - \n"))
        line += part.count("\n")
    return entries


def _from_ris(given: Mapping[str, Any]) -> dict[str, object]:
    entry: dict[str, object] = {name: next(filter(None, map(given.get, keys)), None) for name, keys in _RIS.items()}
    for name in ("issued", "accessed"):
        year, *rest = str(entry[name] or "").strip("/ ").split("/")
        entry[name] = [[year, *rest[:2]]] if rest else year
    for name, keys in (("author", _AUTHORS), ("editor", _EDITORS)):
        people = [one for key in keys for one in given.get(key, ())]
        entry[name] = [_comma(one) for one in people[:_ENOUGH]]
    return entry


def _comma(name: str) -> object:
    family, comma, given = name.partition(",")
    given, _, suffix = given.strip().partition(",")
    return {"family": family.strip(), "given": given, "suffix": suffix.strip()} if comma and given else family.strip()


def pubmed(text: str, faults: Faults) -> list[tuple[int, object]]:
    """Return the entries of a file in the format of PubMed, as its button *Cite* downloads it (`.nbib`)."""
    entries, line = list[tuple[int, object]](), 1
    for part in re.split(r"(?m)^(?=PMID- )", text):
        _, *pieces = _TAG.split(part)
        given: dict[str, list[str]] = {}
        for tag, value in zip(pieces[::2], pieces[1::2], strict=True):
            given.setdefault(tag, []).append(" ".join(value.split()))
        if pieces:
            entries.append((line, _from_pubmed(given)))
        line += part.count("\n")
    return entries


def _from_pubmed(given: Mapping[str, list[str]]) -> dict[str, object]:
    entry: dict[str, object] = {name: given[tag][0] for tag, name in _PUBMED.items() if tag in given}
    ways = (
        value.removesuffix("[doi]").strip()
        for tag in ("LID", "AID")
        for value in given.get(tag, ())
        if "[doi]" in value
    )
    found = re.match(r"(\d{4})(?: ([A-Z][a-z]{2})\b)?", str(entry.get("issued", "")))
    month = found and found[2] and found[2].lower()
    if found:
        entry["issued"] = [[found[1], str(_MONTHS.index(month) + 1)]] if month in _MONTHS else found[1]
    entry["DOI"] = next(ways, "")
    entry["author"] = [*map(_comma, given.get("FAU", given.get("AU", [])) + given.get("CN", []))][:_ENOUGH]
    return entry


READERS: Mapping[re.Pattern[str], Callable[[str, Faults], list[tuple[int, object]]]] = {
    re.compile(r"(?:[^@]{0,2000}\n)?@\s*\w+\s*[{(]"): bibtex,
    re.compile(r"(?:[^@]{0,2000}\n)?\s*TY *- "): ris,
    re.compile(r"\s*PMID- "): pubmed,
}
"""By what a text begins with, what reads it."""
