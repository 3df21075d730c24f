"""One value of a settings file is changed, and every other byte of it stays as it was; or nothing is changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pamphlets.errors import PamphletError
from pamphlets.project.settings.literals import OneLine
from pamphlets.project.settings.splice import change, move

FILE = """\
# Who we are.
name: Rest House   # as on the sign

'phone': '+1 207-555-0142'
tagline: {en: "Calm hands", es: "Manos, tranquilas"} # both
address:  # where
  # the first line
  - 12 Harbor Lane
  - Lantern Point, ME 04999 # and the code

web:
formats: [sheet, tri-fold]
sites:
# the old one
- id: harbor
  name: Harbor
  hours:
    - {days: Mo-Fr, from: "09:00", to: "18:00"}
# the new one
- id: river # since May
  name: >-
    The house
    by the river

# That is all.
"""


def edit(keys: tuple[str | int, ...], value: Any, text: str = FILE, **order: Any) -> str:
    return change(text, keys, value, "content/practice.yml", **order)


@pytest.mark.parametrize(
    ("keys", "value", "old", "new"),
    [
        (("name",), "Rest: #1", "name: Rest House   #", 'name: "Rest: #1"   #'),
        (("phone",), "+1 555", "'+1 207-555-0142'", "'+1 555'"),
        (("phone",), "Ann's", "'+1 207-555-0142'", "'Ann''s'"),
        (("tagline", "es"), "Manos", '"Manos, tranquilas"', '"Manos"'),
        (("tagline", "fr"), "Mains, calmes", 'tranquilas"}', 'tranquilas", fr: "Mains, calmes"}'),
        (("tagline", "en"), None, '{en: "Calm hands", es:', "{es:"),
        (("tagline", "es"), None, ', es: "Manos, tranquilas"}', "}"),
        (("tagline",), "Calm", '{en: "Calm hands", es: "Manos, tranquilas"}', "Calm"),
        (("address", 1), "Elsewhere", "Lantern Point, ME 04999 #", "Elsewhere #"),
        (("address",), ["12 Harbor Lane", "Suite 2"], "Lantern Point, ME 04999 #", "Suite 2 #"),
        (("address",), ["12 Harbor Lane"], "  - Lantern Point, ME 04999 # and the code\n", ""),
        (("address",), "One line", "address:  # where\n  # the first line\n  - 12 Harbor Lane\n"
         "  - Lantern Point, ME 04999 # and the code\n", "address: One line  # where\n"),
        (("web",), "https://example.org", "web:\n", "web: https://example.org\n"),
        (("web",), ["a b: c"], "web:\n", 'web:\n  - "a b: c"\n'),
        (("formats",), ["sheet", "poster", "tri-fold"], "[sheet, tri-fold]", "[sheet, poster, tri-fold]"),
        (("formats",), [], "[sheet, tri-fold]", "[]"),
        (("formats",), None, "formats: [sheet, tri-fold]\n", ""),
        (("sites", 0, "hours", 0, "to"), "19:00", '"18:00"', '"19:00"'),
        (("sites", 0, "hours", 1), OneLine(days="Sa", closed=True), '"18:00"}\n',
         '"18:00"}\n    - {days: Sa, closed: true}\n'),
        (("sites", 0, "id"), None, "- id: harbor\n  name: Harbor", "- name: Harbor"),
        (("sites", 1, "name"), "River", ">-\n    The house\n    by the river\n", "River\n"),
        (("sites", 2), {"id": "c", "name": "C"}, "by the river\n", "by the river\n- id: c\n  name: C\n"),
        (("sites", 1), None, "- id: river # since May\n  name: >-\n    The house\n    by the river\n", ""),
        (("fill",), "none", "by the river\n", "by the river\nfill: none\n"),
        (("emergency", "now"), "Call 911.", "by the river\n", "by the river\nemergency:\n  now: Call 911.\n"),
        (("reviewed",), "2026-11-20", "by the river\n", "by the river\nreviewed: 2026-11-20\n"),
        (("publish",), False, "by the river\n", "by the river\npublish: false\n"),
        (("code",), "04999", "by the river\n", 'by the river\ncode: "04999"\n'),
        (("no",), "yes", "by the river\n", 'by the river\n"no": "yes"\n'),
    ],
)  # fmt: skip
def test_only_the_value_is_written(keys: tuple[str | int, ...], value: Any, old: str, new: str) -> None:
    assert FILE.count(old) == 1
    assert edit(keys, value) == FILE.replace(old, new)


def test_a_new_key_stands_where_the_schema_has_it() -> None:
    order = ("id", "name", "phone", "hours")
    found = edit(("sites", 0, "phone"), "+1 5", order=lambda keys: order if keys == ("sites", 0) else ())
    assert found == FILE.replace("name: Harbor\n", 'name: Harbor\n  phone: "+1 5"\n')
    first = change("b: 1\n", ("a",), "0", "x", lambda keys: ("a", "b"))
    assert first == 'a: "0"\nb: 1\n'


@pytest.mark.parametrize(
    ("text", "keys", "value", "new"),
    [
        ("", ("color", "palette", "night"), "#123456", 'color:\n  palette:\n    night: "#123456"\n'),
        ("# colors\n", ("a",), "b", "# colors\na: b\n"),
        ('color:\n  palette:\n    night: "#123456"\n', ("color", "palette", "night"), None, "{}\n"),
        ("{}\n", ("a",), "b", "a: b\n"),
        ("a: b", ("c",), "d", "a: b\nc: d"),
        ("a: b", ("a",), "c", "a: c"),
        ("a: |\n  b\n\n\nc: d\n", ("a",), "e", "a: e\n\n\nc: d\n"),
        ("a: [b]\n", ("a", 0), None, "a: []\n"),
        ("a:\n- b # c\n", ("a", 0), "d", "a:\n- d # c\n"),
        ("a:\n- b\n", ("a", 0), {"c": "d", "e": ["f g,"]}, "a:\n- c: d\n  e:\n    - f g,\n"),
    ],
)
def test_small_files_are_changed(text: str, keys: tuple[str | int, ...], value: Any, new: str) -> None:
    assert edit(keys, value, text) == new


@pytest.mark.parametrize(
    ("text", "keys", "why"),
    [
        ("a: &x b\nc: *x\n", ("a",), "anchors and aliases"),
        ("a: {<<: {b: c}}\n", ("a", "d"), "the file has anchors, aliases or merged keys"),
        ("a: 1\na: 2\n", ("a",), "it is given twice"),
        ("a: b\n", ("a", "c"), "what it belongs to is written in another way"),
        ("a:\n  b: c\n   d: e\n", ("a", "b"), "indent"),
        (f"a: {'b' * 200_000}\n", ("a",), "the file is longer than"),
        ("a: !!int 5\n", ("a",), "begins with"),
        ("- a\n", ("a",), "what it belongs to is written in another way"),
    ],
)
def test_what_is_written_in_another_way_is_refused(text: str, keys: tuple[str | int, ...], why: str) -> None:
    with pytest.raises(PamphletError, match=why):
        edit(keys, "new", text)


def test_items_change_places_with_their_comments() -> None:
    found = move(FILE, ("sites", 1), "x")
    assert found.index("id: river # since May") < found.index("id: harbor")
    assert found.index("# the new one") < found.index("id: river")
    assert sorted(found.splitlines()) == sorted(FILE.splitlines())
    with pytest.raises(PamphletError, match="nothing before it"):
        move(FILE, ("sites", 0), "x")


WORDS = st.one_of(
    st.sampled_from(
        ["Mon–Fri 9 am", "yes", "5", "", "+1 207", "09:00", "a: b", "#x", "it's", '"q"', "- a", "ñ", "x]", "x #y"]
    ),
    st.text("aé :#'\"-,[]{}&*!|>%@\\~", max_size=8).map(str.strip),
)  # fmt: skip
NAMES = st.sampled_from(["name", "phone", "en", "a-b", "no", "z"])
TREES = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(NAMES, inner, min_size=1, max_size=3),
    max_leaves=8,
)
FILES = st.dictionaries(NAMES, TREES, min_size=1, max_size=4)


@dataclass
class Written:
    """A file as somebody may have written it: lines with comments, each with the keys of what it belongs to."""

    data: st.DataObject
    lines: list[tuple[tuple[str | int, ...], str]] = field(default_factory=list)

    def some(self, *choices: str) -> str:
        return self.data.draw(st.sampled_from(choices))

    def add(self, keys: tuple[str | int, ...], line: str) -> None:
        if self.some("", "", "above"):
            self.lines.append((keys, f"{' ' * (len(line) - len(line.lstrip()))}# comment {len(self.lines)}"))
        self.lines.append((keys, line + self.some("", "", f"  # comment {len(self.lines)}")))

    def scalar(self, value: str) -> str:
        double = '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        single = "'" + value.replace("'", "''") + "'"
        plain = value if value.replace(" ", "").replace("–", "").isalpha() and value == value.strip() else double
        return self.some(double, single, plain)

    def flow(self, value: Any) -> str:
        if isinstance(value, str):
            return self.scalar(value)
        if isinstance(value, list):
            return "[" + ", ".join(map(self.flow, value)) + "]"
        return "{" + ", ".join(f'"{key}": {self.flow(one)}' for key, one in value.items()) + "}"

    def block(self, value: Any, column: int, keys: tuple[str | int, ...], begin: str) -> None:
        """Write a value behind a key or a hyphen."""
        if isinstance(value, str) or self.some("block", "flow", "block") == "flow":
            self.add(keys, f"{begin} {self.flow(value)}")
            return
        self.add(keys, begin)
        inner = column + int(self.some("1", "2", "4"))
        for key, one in value.items() if isinstance(value, dict) else enumerate(value):
            name = "-" if isinstance(key, int) else f"{key}:"
            self.block(one, inner, (*keys, key), f"{' ' * inner}{name}")

    @property
    def text(self) -> str:
        return "".join(f"{line}\n" for _, line in self.lines)


def paths(tree: Any, keys: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if keys:
        yield keys
    if isinstance(tree, dict | list):
        for key, one in tree.items() if isinstance(tree, dict) else enumerate(tree):
            yield from paths(one, (*keys, key))


def intended(tree: Any, keys: tuple[str | int, ...], value: Any) -> Any:
    """Return what is to come of a tree; what is empty then goes, too."""
    if not keys:
        return value
    key, *rest = keys
    items = dict(enumerate(tree)) if isinstance(tree, list) else dict(tree)
    new = intended(items.get(key), tuple(rest), value)
    items = {one: new if one == key else old for one, old in (items | {key: new}).items()}
    items = {one: old for one, old in items.items() if old is not None}
    return list(items.values()) if isinstance(tree, list) else items or None


@settings(max_examples=80)
@given(FILES, st.data())
def test_the_rest_of_any_file_stays_as_it_was(tree: dict[str, Any], data: st.DataObject) -> None:
    file = Written(data)
    for key, one in tree.items():
        file.block(one, 0, (key,), f"{key}:")
    keys = data.draw(st.sampled_from(list(paths(tree))))
    value = data.draw(st.one_of(TREES, st.none()))
    try:
        found = change(file.text, keys, value, "x.yml")
    except PamphletError as error:
        message = error.problems[0].message
        assert value is None and ("nothing would be left" in message or "comment" in message), (file.text, message)
        return
    assert yaml.load(found, yaml.BaseLoader) == (intended(tree, keys, value) or {})
    rest = iter(found.split("\n"))
    for place, line in file.lines:
        if place[: len(keys)] != keys and keys[: len(place)] != place:
            assert line in rest, (file.text, found, line)
        elif len(place) < len(keys) and value is not None:
            assert line.partition("  # comment")[2] in found, (file.text, found, line)
