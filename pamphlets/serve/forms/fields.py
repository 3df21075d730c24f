"""Turns what a form fills in, by its JSON Schema and in its words, into fields with their values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from pamphlets.model import Wording
from pamphlets.project import LIGHT, literals
from pamphlets.serve.forms import kinds
from pamphlets.serve.forms.blanks import Blank, Keys, Meaning, actual
from pamphlets.serve.forms.kinds import Choice

LAYOUT: Mapping[str, Sequence[tuple[str, Sequence[str]]]] = {
    "practice": (
        ("practice", ("name", "tagline", "profession")),
        ("contact", ("country", "phone", "email", "web", "booking", "address", "licenses")),
        ("hours", ("hours",)),
        ("sites", ("name", "phone", "email", "booking", "address", "hours", "licenses", "id")),
        ("emergency", ("emergency.urgent", "emergency.now")),
        ("leaflets", ("languages", "paper", "formats", "cover", "fill", "appointment")),
        ("posts", ("platforms", "hashtags")),
    ),
    "brand": (
        ("logo", ("logo.path", "logo.alt")),
        ("colors", tuple(f"color.palette.{name}" for name in LIGHT)),
        ("fonts", ("typography.base.family", "typography.headings.family")),
    ),
    "": (
        ("text", ("title", "summary", "tags", "condition", "publish")),
        ("checked", ("author", "reviewer", "reviewed", "review-by", "translator", "translated")),
        ("leaflets", ("formats", "cover", "cover-alt", "fill", "appointment")),
        ("posts", ("platforms", "hashtags")),
    ),
}
"""The sections of each form, and their keys: '' is the form of a source. What else a file says stays as it is."""
_OF_TRANSLATIONS = ("translator", "translated")
GROUPS = "sites"
"""The section whose keys are those of each item of a list."""
_EXAMPLE = re.compile(r"such as ([^,]\S*)")
_Group: TypeAlias = "tuple[Field, ...]"


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a form: its keys, the kind of way in which it is filled in, its words, and its value as that has it.

    `given` says whether the file has it; what it has not is as `usual` says, or as an `example` shows.
    """

    keys: Keys
    kind: str
    label: str
    help: str
    value: object
    given: bool
    required: bool = False
    usual: str = ""
    example: str = ""
    choices: tuple[Choice, ...] = ()

    @property
    def id(self) -> str:
        """The name of the field in its page."""
        return "-".join(map(str, self.keys))


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that belong together; those of each of `groups` may be added, moved and taken out as one: a site."""

    name: str
    fields: _Group = ()
    groups: tuple[_Group, ...] = ()


def sections(form: Blank, reading: Meaning, words: Wording, language: str) -> Iterator[Section]:
    """Yield the sections of a form, in a language, as the project is read where its file says what it says."""
    tree = form.tree
    for name, dotted in LAYOUT.get(form.name, LAYOUT[""]):
        every = [tuple(key.split(".")) for key in dotted if key not in _OF_TRANSLATIONS or form.is_translation]
        if name != GROUPS:
            found = (one for keys in every for one in _spread(keys, tree))
            yield Section(name, tuple(_field(keys, form, tree, reading, words, language) for keys in found))
            continue
        groups = []
        for at in range(len(items(tree))):
            found = (one for keys in every for one in _spread((GROUPS, at, *keys), tree))
            groups.append(tuple(_field(keys, form, tree, reading, words, language) for keys in found))
        yield Section(name, groups=tuple(groups))


def items(tree: literals.Value) -> Sequence[literals.Value]:
    """Return the sites that a file names."""
    found = actual(tree, (GROUPS,))[1]
    return found if isinstance(found, list) else ()


def find(keys: Keys, every: Iterator[Section]) -> Field | None:
    """Return the field of some keys."""
    fields = (one for section in every for group in (section.fields, *section.groups) for one in group)
    return next((one for one in fields if one.keys == keys), None)


def _spread(keys: Keys, tree: literals.Value) -> Iterator[Keys]:
    """Yield keys, or those of the parts of an address that is written in parts."""
    if keys[-1] == "address" and isinstance(actual(tree, keys)[1], dict):
        yield from ((*keys, part) for part in ("street", "city", "region", "code"))
    else:
        yield keys


def _field(
    keys: Keys, form: Blank, tree: literals.Value, reading: Meaning, words: Wording, language: str
) -> Field:  # fmt: skip
    raw, said = actual(tree, keys)[1], words.plain
    known = kinds.Kinds(form, reading, said, language)
    kind, choices = known.kind(keys), known.choices(keys)
    name = _name(keys)
    titles = (str(way.get("title", "")) for way in form.options(form.part(keys)))
    required = next((one.get("required", ()) for one in form.options(form.part(keys[:-1]))), ())
    return Field(
        keys=keys,
        kind=kind,
        label=said.get(f"desk-setting-{name}", name),
        help=said.get(f"desk-form-help-{form.name}-{name}", said.get(f"desk-form-help-{name}", "")),
        value=known.value(keys, kind, tree),
        given=raw is not None,
        required=keys[-1] in required,
        usual=known.usual(keys, kind),
        example=next((found[1] for title in titles if (found := _EXAMPLE.search(title))), ""),
        choices=choices,
    )


def _name(keys: Keys) -> str:
    """Return by which name the words of a field are known."""
    named = [str(key) for key in keys if isinstance(key, str)]
    if named[0] == GROUPS:
        return named[-1]
    return f"color-{named[-1]}" if named[0] == "color" else "-".join(named[:2])
