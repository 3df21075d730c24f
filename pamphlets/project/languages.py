"""Turns the files of languages, a project's over the shipped, into what pages know of each language and say in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache, reduce
from pathlib import Path

from pamphlets.localized import names, spacing
from pamphlets.model import Folders, Location, Problem, Wording
from pamphlets.project.settings import hints, languages
from pamphlets.project.settings.formats import Format
from pamphlets.project.settings.languages import Language
from pamphlets.project.settings.nodes import Faults
from pamphlets.project.settings.words import Words, wider

FIRST = "en"
"""The language whose words stand in for those that another lacks."""
_DESK = "desk-"
"""How the keys of words for staff begin: a language may do without them."""
_OTHERS = {"fil": "tl", "zh": "zh-Hans"}
"""The file of a language that has none of its own name."""
Reader = Callable[[Path, str, Callable[[str, Faults], Language]], tuple[Language, tuple[Problem, ...]]]
"""Reads a settings file below a folder, by its path there."""


def read(folders: Folders, codes: Iterable[str], reader: Reader) -> tuple[dict[str, Language], list[Problem]]:
    """Return languages, and the first one, by their codes: what a wider one says holds for `es-MX`, too."""
    problems = [*_outdated(folders)]

    @cache
    def file(code: str) -> Language:
        said = Language()
        for folder in reversed(folders.templates):
            known = found[FIRST].words if code != FIRST else said.words
            one, wrong = reader(folder.parent, f"{folder.name}/languages/{code}.yml", _reading(code, known))
            said = one.over(said)
            problems.extend(wrong)
        return said

    found = dict[str, Language]()
    found[FIRST] = file(FIRST)
    for code in dict.fromkeys(codes):
        found[code] = reduce(lambda wide, one: one.over(wide), map(file, file_names(code)))
    return found, problems


def file_names(code: str) -> list[str]:
    """Return the names of the files in which a language is looked for, the widest first: `zh-Hant`, `zh-TW`."""
    known = wider(code)
    chinese = known[0].startswith("zh-Han") or "zh-Hant" in known
    return [_OTHERS.get(one, one) for one in reversed(known[:-1] if chinese else known)]


def _reading(code: str, known: Mapping[str, str]) -> Callable[[str, Faults], Language]:
    def read(text: str, faults: Faults) -> Language:
        found, problems = _faultless(text, code, tuple(known.items()))
        return languages.read(text, faults, code, known) if problems else found

    return read


@lru_cache(maxsize=64)
def _faultless(text: str, code: str, known: tuple[tuple[str, str], ...]) -> tuple[Language, bool]:
    """Return what a file says, and whether it has faults: shipped files are those of every project of a process."""
    faults = Faults("")
    return languages.read(text, faults, code, dict(known)), bool(faults.all())


def wording(code: str, known: Mapping[str, Language]) -> Wording:
    """Return the words that templates print in a language, by their keys, sorted; others' with their language."""
    said = {key: (text, other) for other in reversed([*known]) for key, text in known[other].words.items()}
    own = known[code].words if code in known else {}
    said |= {key: (spacing.text(text, code), "") for key, text in own.items()}
    return Wording((key, *words) for key, words in sorted(said.items()))


def name_formats(rows: Mapping[str, Format], known: Mapping[str, Language]) -> dict[str, Format]:
    """Return formats with their names and folding instructions in each language; what a row says itself holds."""
    return {id: _named(row, known) for id, row in rows.items()}


def _named(row: Format, known: Mapping[str, Language]) -> Format:
    said = {code: one.formats[row.id] for code, one in known.items() if row.id in one.formats}
    name = Words(tuple((code, one.name) for code, one in said.items() if one.name))
    folding = Words(tuple((code, one.folding) for code, one in said.items() if one.folding))
    mirrored = Words(tuple((code, one.mirrored) for code, one in said.items() if one.mirrored))
    mirrored = row.folding.over(mirrored) if row.folding.texts and not row.mirrored.texts else mirrored
    return row.replace(
        name=row.name.over(name), folding=row.folding.over(folding), mirrored=row.mirrored.over(mirrored)
    )


def check(codes: tuple[str, ...], known: Mapping[str, Language], faults: Faults) -> None:
    """Find codes of no language; warn of languages in which templates print words of another."""
    for index, code in enumerate(codes):
        if not names.is_language(code):
            message = f"no language has the code '{code}'"
            faults.add("wrong-value", message, ("languages", index), hints.language(code))
            continue
        missing = lacking(code, known)
        if missing:
            more = f" and {len(missing) - 2} more" if len(missing) > 2 else ""
            said = ", ".join(f"'{key}'" for key in missing[:2])
            message = f"the templates have no words in '{code}' for {said}{more}"
            hint = f"write them into templates/languages/{code}.yml: 'pamphlets language add {code}' begins it"
            faults.add("words", message, ("languages", index), hint, "warning")


def lacking(code: str, known: Mapping[str, Language]) -> tuple[str, ...]:
    """Return the keys of the words for readers, and of the formats, that a language lacks."""
    first = known[FIRST]
    readers = {key: said for key, said in first.words.items() if not key.startswith(_DESK)}
    return known.get(code, Language()).lacking(readers, first.formats)


def of_desk(code: str, known: Mapping[str, Language]) -> str:
    """Return the language that the desk speaks to staff: a practice's first, or else English."""
    return code if any(key.startswith(_DESK) for key in known[code].words) else FIRST


def _outdated(folders: Folders) -> Iterator[Problem]:
    """Yield a problem for each file of words by key, as earlier versions read them."""
    for path in sorted((folders.root / "templates" / "words").glob("*.yml")):
        hint = "move its words into templates/languages, a file a language: 'words:', and below it 'key: text'"
        yield Problem("words", "nothing reads this file any more", Location(f"templates/words/{path.name}"), hint)
