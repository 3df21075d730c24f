"""Turns what a file says under a key into the value of a field of some kind: text, date, choice, hours, color …"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pamphlets.localized import hours, names
from pamphlets.model import Cover
from pamphlets.project import OWN_FONT, Practice, Site, families, literals
from pamphlets.serve.forms.blanks import Blank, Keys, Meaning, actual
from pamphlets.serve.forms.week import Days, week

_TITLES = {"an e-mail address": "email", "a telephone number": "tel", "a web address": "url"}
_FORMS = {"array": "lines", "boolean": "yes"}
_OWN = {
    "hours": "hours",
    "cover": "cover",
    "tags": "list",
    "hashtags": "list",
    "summary": "long",
    "path": "picture",
    "family": "choice",
    "country": "choice",
}
"""The kinds of keys that the schema knows as a text or a list alone."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be chosen, by the name that the file has, and the one for people."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Kinds:
    """The kinds of the fields of a form and their values, as it is `read`; `said` are the words of a `language`."""

    form: Blank
    read: Meaning
    said: Mapping[str, str]
    language: str

    def kind(self, keys: Keys) -> str:
        """Return how a key is filled in: by what the schema says of it, or because we know more."""
        if keys[0] == "color":
            return "color"
        if keys[-1] == "platforms" and self.form.name == "practice":
            return "accounts"
        if keys[-1] in _OWN:
            return _OWN[str(keys[-1])]
        if self.choices(keys):
            return "choices" if keys[-1] in ("languages", "formats", "platforms", "profession") else "choice"
        for way in self.form.options(self.form.part(keys)):
            title = str(way.get("title", ""))
            by_title = next((kind for begin, kind in _TITLES.items() if title.startswith(begin)), "")
            found = by_title or _FORMS.get(str(way.get("type")), "")
            if found or "propertyNames" in way or way.get("format") == "date":
                return found or ("words" if "propertyNames" in way else "date")
        return "text"

    def typed(self, keys: Keys) -> object:
        """Return what is read of a key, as a build has it; None where there is no such attribute."""
        of: object = self.read.matter
        if self.form.name == "practice":
            of = self.read.practice
            if isinstance(keys[1:] and keys[1], int):
                sites, at = self.read.practice.sites, int(keys[1])
                of = sites[at] if at < len(sites) else None
        return getattr(of, str(keys[-1]).replace("-", "_"), None)

    def choices(self, keys: Keys) -> tuple[Choice, ...]:
        """Return what may be chosen for a key; nothing where one writes."""
        key, project, practice = str(keys[-1]), self.read.project, self.read.practice
        if key == "formats":
            shapes = (row for row in project.formats.values() if row.of == "pamphlet")
            return tuple(Choice(row.id, row.name.of(self.language)) for row in shapes)
        if key == "platforms":
            known = dict(practice.platforms) if self.form.name != "practice" else {}
            used = ((name, row) for name, row in project.platforms.items() if name in known or not known)
            return tuple(Choice(name, row.name) for name, row in used)
        if key == "languages":
            files = (path.stem for folder in project.folders.templates for path in folder.glob("languages/*.yml"))
            codes = dict.fromkeys((*practice.languages, *sorted(files)))
            return tuple(Choice(code, names.endonym(code)) for code in codes)
        if key == "country":
            return tuple(Choice(code, name) for code, name in names.countries(self.language))
        if key == "family":
            asked = actual(self.form.tree, keys)[1]
            fonts = dict.fromkeys((*families(project.folders), OWN_FONT, *([str(asked)] if asked else ())))
            return tuple(Choice(font, font) for font in fonts)
        if key in ("path", "cover"):
            found = (path.removeprefix("content/") for path in project.pictures)
            motifs = (f"motif {name}" for name in sorted(project.motifs)) if key == "cover" else ()
            prefix = "photo " if key == "cover" else ""
            return tuple(Choice(one, self._label(one)) for one in (*motifs, *(f"{prefix}{path}" for path in found)))
        ways = self.form.options(self.form.part(keys))
        listed = (way.get("enum") or way.get("items", {}).get("examples") or () for way in ways)
        return tuple(Choice(str(one), self._label(str(one), key)) for one in next(filter(None, listed), ()))

    def _label(self, id: str, key: str = "") -> str:
        kind, _, name = id.partition(" ")
        if kind == "motif":
            return self.said.get(f"motif-{name}", name)
        if kind == "photo":
            return name
        return self.said.get(f"desk-form-{key}-{id}", id)

    def usual(self, keys: Keys, kind: str) -> str:
        """Return what stands for a key that the file does not have, in words; '' for nothing."""
        if keys == ("publish",):
            return self.said["desk-form-yes"]
        if self.form.name != "practice" or keys[0] != "sites":
            return ""
        found = getattr(self.read.practice, str(keys[-1]).replace("-", "_"), None)
        if kind == "lines" and found:
            return ", ".join(map(str, found))
        return str(found or "") if kind in ("tel", "email", "url") else ""

    def value(self, keys: Keys, kind: str, tree: literals.Value) -> object:
        """Return the value of a field of a kind."""
        raw = actual(tree, keys)[1]
        if kind == "color":
            brand = self.read.project.brand
            given = {mend.name: mend.given for mend in brand.scheme.mends}
            return given.get(str(keys[-1])) or dict(brand.colors).get(str(keys[-1]), "")
        if kind == "picture":
            return self.read.project.brand.logo.removeprefix("content/")
        if kind == "hours":
            return self._hours(keys, raw)
        if kind == "accounts":
            chosen = dict(self.read.practice.platforms)
            return {one.id: chosen[one.id].handle if one.id in chosen else None for one in self.choices(keys)}
        if kind == "choices":
            return self._chosen(keys, raw)
        typed = self.typed(keys) if raw is not None else None
        if kind == "cover":
            return _cover(typed, raw)
        if kind == "yes":
            return "" if raw is None else "yes" if typed else "no"
        if kind == "list":
            return [*typed] if isinstance(typed, tuple) else []
        if kind == "lines":
            return _lines(typed if keys[-1] == "address" and typed else raw)
        if kind == "words":
            codes = self.read.practice.languages
            return {code: _text(raw.get(code) if isinstance(raw, dict) else raw) for code in codes}
        if kind in ("date", "choice") and isinstance(typed, str) and typed:
            return typed
        above = actual(tree, keys[:-1])[1]
        return _text(above if raw is None and isinstance(above, str) and keys[-1] == "family" else raw)

    def _chosen(self, keys: Keys, raw: literals.Value) -> list[str]:
        typed = self.typed(keys)
        if raw is not None and isinstance(typed, tuple):
            return [str(one) for one in typed]
        practice, project = self.read.practice, self.read.project
        if keys[-1] == "formats":
            return [*project.usual]
        if keys[-1] == "platforms":
            return [name for name, _ in practice.platforms] or [*project.platforms]
        return [*practice.languages] if keys[-1] == "languages" else []

    def _hours(self, keys: Keys, raw: literals.Value) -> Mapping[str, object]:
        """Return the times of each day, None where that is not certain, and the lines as they are written."""
        place: Practice | Site | None = self.read.practice
        if keys[0] == "sites":
            place = dict(enumerate(self.read.practice.sites)).get(int(keys[1]))
        lines = (place.hours if place else ()) or ()
        days = week((one.days, one.times) for one in lines)
        return {
            "days": None if days is None else {day: days.get(day, ()) for day in hours.CODES},
            "lines": [line.of(self.language) for line in lines],
        }

    def before(self, keys: Keys, raw: literals.Value) -> Sequence[tuple[literals.Value, Days]]:
        """Return each row of hours as the file has it, with what it says; nothing where lines are in languages."""
        typed = self.typed(keys)
        if not isinstance(raw, list) or not isinstance(typed, tuple) or len(raw) != len(typed):
            return ()
        return [(row, (one.days, one.times)) for row, one in zip(raw, typed, strict=True)]


def _text(raw: literals.Value) -> str:
    if isinstance(raw, list):
        return ", ".join(map(_text, raw))
    return raw if isinstance(raw, str) else ""


def _lines(raw: object) -> list[str]:
    if isinstance(raw, str):
        return [line for line in re.split(r"\n+", raw) if line.strip()]
    return [str(one) for one in raw] if raw and hasattr(raw, "__iter__") and not isinstance(raw, dict) else []


def _cover(typed: object, raw: literals.Value) -> str:
    if isinstance(typed, Cover):
        return f"{typed.kind} {typed.name.removeprefix('content/')}".strip()
    return _text(raw)
