"""Turns the fonts that a brand and languages ask for into files of `templates/assets/fonts`, or the design's own."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping

from pamphlets.model import Folders
from pamphlets.project.settings.brand import OWN_FONT, Brand, FontFile, Tongue
from pamphlets.project.settings.languages import Language
from pamphlets.project.settings.nodes import Faults, Keys

WEIGHTS = {"Regular": 400, "SemiBold": 600, "Bold": 700}
"""The weights that the design has, by what the names of files end with: `OpenSans-SemiBold.ttf`."""
_PLACES: dict[str, Keys] = {kind: ("typography", kind, "family") for kind in ("base", "headings")}


def from_files(found: Brand, folders: Folders, faults: Faults) -> Brand:
    """Return a brand with the files of its fonts; for one without any the design's own stands, with a warning."""
    if found.fonts == Brand().fonts:
        return found
    stems = _stems(folders)
    families = [next((name for name in stack if _files(name, stems)), "") for stack in found.fonts]
    _tell(found, families, stems, faults)
    base = families[0] or OWN_FONT
    headings = families[1] if families[1] != base else ""
    files = tuple(file for name in (base, headings) if name for file in _files(name, stems))
    return found.replace(font=base, headings=headings, files=files)


def tongues(codes: Iterable[str], known: Mapping[str, Language], folders: Folders) -> Iterator[Tongue]:
    """Yield how each language is set that has a font or line height of its own; its font may be packed for the web."""
    stems: dict[str, str] = {}
    for code in codes:
        language = known.get(code, Language())
        font = language.font
        if font or language.line:
            stems = stems or _stems(folders, (".woff2", ".otf", ".ttf"))
            family, instead, letters = (font.family, font.brand == "instead", font.letters) if font else ("", False, "")
            yield Tongue(code, family, instead, letters, language.line, _files(family, stems) if family else ())


def families(folders: Folders) -> tuple[str, ...]:
    """Return the fonts that a brand may name: those of which there is a Regular, by the words of its file's name."""
    found = (name.rpartition("-")[0] for stem, name in _stems(folders).items() if stem.endswith("-regular"))
    return tuple(sorted(re.sub(r"(?<=[a-z])(?=[A-Z\d])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name) for name in found))


def _stems(folders: Folders, endings: tuple[str, ...] = (".otf", ".ttf")) -> dict[str, str]:
    """Return the font files of the templates by their names without ending, in small letters; the last ending first."""
    found: dict[str, str] = {}
    for folder in reversed(folders.templates):
        place = folder / "assets" / "fonts"
        names = sorted(os.listdir(place)) if os.path.isdir(place) else []
        for wanted in endings:
            for stem, ending in map(os.path.splitext, names):
                if ending == wanted and os.path.isfile(place / f"{stem}{ending}"):
                    found[stem.lower()] = f"{stem}{ending}"
    return found


def _files(family: str, stems: dict[str, str]) -> tuple[FontFile, ...]:
    """Return the files of a family, the lightest first; none if there is none of its regular weight."""
    begin = family.replace(" ", "").lower()
    found = [(weight, stems.get(f"{begin}-{style}".lower(), "")) for style, weight in WEIGHTS.items()]
    return tuple(FontFile(family, weight, name) for weight, name in found if name and found[0][1])


def _tell(brand: Brand, families: list[str], stems: dict[str, str], faults: Faults) -> None:
    """Warn once of fonts that have no files, and of each that lacks a weight."""
    lacking = {stack[0]: kind for kind, stack, name in zip(_PLACES, brand.fonts, families, strict=True)
               if stack and not name}  # fmt: skip
    if lacking:
        first, *others = lacking
        named = f"fonts '{first}' and '{others[0]}'" if others else f"font '{first}'"
        used = families[0] if families[0] and "base" not in lacking.values() else OWN_FONT
        message = f"no file of the {named} is in templates/assets/fonts: '{used}' is used"
        hint = (
            f"'pamphlets font add \"{first}\"' fetches it, if there is a package of it; else put there {_named(first)}"
        )
        faults.add("font", message, _PLACES[lacking[first]], hint, "warning")
    for kind, name in zip(_PLACES, families, strict=True):
        known = {file.weight for file in _files(name, stems)}
        none = [style for style, weight in WEIGHTS.items() if name and weight not in known]
        if none and (kind == "base" or name != families[0]):
            message = f"the font '{name}' has no {' and no '.join(none)}: another weight of it is printed instead"
            faults.add("font", message, _PLACES[kind], f"put there {_named(name, none)}", "warning")


def _named(family: str, styles: Iterable[str] = WEIGHTS) -> str:
    return ", ".join(f"{family.replace(' ', '')}-{style}.ttf" for style in styles)
