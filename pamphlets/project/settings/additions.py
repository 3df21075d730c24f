"""Turns a reference that somebody pastes or types into an entry of `references.yml`, as CSL has it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from pamphlets.errors import PamphletError, fail, fold
from pamphlets.model import Location
from pamphlets.project.settings import entries, places, references, splice
from pamphlets.project.settings.literals import OneLine, Value
from pamphlets.project.settings.nodes import Faults, Keys
from pamphlets.project.settings.references import Reference

PATH = "content/references.yml"
"""The file that is added to: what reference managers export would be written over by their next export."""
FIELDS = ("doi", "title", "author", "year", "container-title", "URL")
"""What may be typed of a reference."""
_KEPT = (
    "type", "title", "author", "editor", "container-title", "publisher", "volume", "issue", "page", "issued",
    "accessed", "DOI", "URL",
)  # fmt: skip
"""The variables of CSL that are kept, in the order in which they are written."""
_LONGEST, _MOST = 60, 200
"""Characters of an id; references that are pasted at once."""
_PASTED = Location("")
_TYPES = re.compile(r"[a-z]+(?:-[a-z]+)*")


def paste(text: str) -> list[dict[str, object]]:
    """Return the entries of a text of BibTeX, RIS or CSL (JSON, YAML); raises PamphletError if it has none."""
    faults = Faults("")
    found = [entry for _, entry in entries.read(text.strip(), faults) if isinstance(entry, dict)]
    if wrong := [one for one in faults.problems if one.severity == "error" or one.rule == "bibtex"]:
        raise PamphletError(wrong)
    if not 0 < len(found) <= _MOST:
        hint = "paste what a reference manager or a journal's page copies: BibTeX, RIS or CSL JSON"
        raise fail("reference", "this holds no reference" if not found else "too many at once", _PASTED, hint)
    return found


def entry(fields: Mapping[str, str]) -> dict[str, object]:
    """Return the entry of what was typed, by `FIELDS`; several authors stand apart by semicolons."""
    given = {key: " ".join(str(fields.get(key) or "").split()) for key in FIELDS}
    return {
        "title": given["title"], "container-title": given["container-title"],
        "author": [_person(name.strip()) for name in given["author"].split(";") if name.strip()],
        "issued": given["year"], "DOI": given["doi"], "URL": given["URL"],
    }  # fmt: skip


def _person(name: str) -> object:
    """Return a name as CSL has it: `Rivers, Ana` is a person's, all else an organization's, or as it is printed."""
    family, comma, given = name.partition(",")
    return {"family": family.strip(), "given": given.strip()} if comma and given.strip() else {"literal": name}


def add(text: str, found: Mapping[str, object], known: Mapping[str, Reference]) -> tuple[str, str]:
    """Return the text of `references.yml` with one entry more, and its id; of one that is there, its id alone.

    `known` are the references of all files. Raises PamphletError if it has no title, or the file cannot be added to.
    """
    one = _read(found)
    doi = one.doi.casefold()
    if there := next((key for key, other in known.items() if doi and other.doi.casefold() == doi), ""):
        return text, there
    given = {fold(key): value for key, value in found.items()}
    if not (isinstance(given.get("title"), str) and str(given["title"]).strip()):
        raise fail("reference", "the reference has no title", _PASTED, "give it one: readers look for it by that")
    key = _free(one.id, known)
    written: dict[str, Value] = {"id": key} | {
        name: value for name in _KEPT if (value := _written(name, given.get(fold(name)), one))
    }
    return splice.change(text, _end(text), written, PATH), key


def read(text: str) -> dict[str, Reference]:
    """Return the references of a text of `references.yml`, by their ids."""
    return references.read(text, Faults(PATH))


def _read(entry: Mapping[str, object]) -> Reference:
    """Return an entry as a build reads it."""
    return references.reference({fold(key): value for key, value in entry.items()})


def _end(text: str) -> Keys:
    """Return the keys of the item after the last of the list in a file; it may be one without a key above it."""
    found = places.values(text)
    if isinstance(found, list):
        return (len(found),)
    held: Mapping[str, Value] = found if isinstance(found, dict) else {}
    name = next((name for name in held if fold(name) in entries.LISTS), entries.LISTS[0])
    items = held.get(name)
    return name, len(items) if isinstance(items, Sequence) and not isinstance(items, str) else 0


def _free(key: str, known: Iterable[str]) -> str:
    """Return an id that can be cited and that no reference has."""
    plain = re.sub(r"[^\w]+", "-", key.removeprefix("https://doi.org/")).strip("-_")[:_LONGEST].strip("-_") or "source"
    taken = set(known)
    return next(one for one in (plain, *(f"{plain}-{n}" for n in range(2, len(taken) + 3))) if one not in taken)


def _written(name: str, value: object, one: Reference) -> Value:
    """Return a variable of CSL as it is written in a file; None for one that says nothing."""
    if name == "DOI":
        return one.doi or None
    if name == "URL":
        return one.url or None
    if name in ("author", "editor"):
        people = value if isinstance(value, list) else [value] if value else []
        return [found for person in people if (found := _plain(person if isinstance(person, dict) else
                {"literal": person}))] or None  # fmt: skip
    if name in ("issued", "accessed"):
        day = one.accessed if name == "accessed" else _date(value)
        if re.fullmatch(r"\d{4}(-\d\d){0,2}", day):
            return OneLine({"date-parts": [[int(part) for part in day.split("-")]]})
        return day or None
    text = references.rich(str(value)) if isinstance(value, str) else ""
    return text if text and (name != "type" or _TYPES.fullmatch(text)) else None


def _date(value: object) -> str:
    return "–".join(references.dates(value)) if value else ""


def _plain(person: Mapping[str, object]) -> OneLine:
    return OneLine(
        {str(key): " ".join(str(part).split()) for key, part in person.items() if part and str(part).strip()}
    )
