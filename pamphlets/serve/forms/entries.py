"""Turns what somebody has entered into one field into the value that its file has, and saves that and nothing else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from pamphlets.errors import fail, fold
from pamphlets.localized import hours
from pamphlets.model import Location, Problem
from pamphlets.project import literals, meant, places, splice
from pamphlets.serve import sources
from pamphlets.serve.editor import desk_language
from pamphlets.serve.forms import fields, kinds, week
from pamphlets.serve.forms.blanks import Blank, Keys, Meaning, actual, blank, read

LONGEST = 5_000
"""Characters of what is entered into a field."""
MOST = 200
"""So many lines, choices or languages a field has."""
COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
Placed = tuple[Problem, Keys]
"""A problem, and the keys of the field that it is at; none where it is at no field."""


class Wrong(Exception):
    """What was entered is not saved: why, each at its field."""

    def __init__(self, problems: Sequence[Placed]) -> None:
        super().__init__(str(problems[0][0]))
        self.problems = problems


class Entry(msgspec.Struct, frozen=True):
    """One change of a form: a value for a field; or what is done to an item of a list of groups.

    `act` is `set`, `add` (an item, named by the value), `remove`, `up` or `down`.
    """

    keys: Annotated[Keys, msgspec.Meta(min_length=1, max_length=6)]
    value: object = None
    act: Literal["set", "add", "remove", "up", "down"] = "set"


def save(root: Path, name: str, asked: Entry, known: str) -> tuple[str, list[Placed]]:
    """Save a change of the form of a name, if its file still has the `known` version.

    Return the new version, and what is wrong with the file then. Raises Wrong if it would have an error that it had
    not, `sources.Conflict` if it was changed elsewhere, and PamphletError of what cannot be written there.
    """
    form = blank(root, name)
    if form.version != known:
        raise sources.Conflict(sources.read(root, form.file))
    before = read(root, form, form.yaml)
    yaml = _changed(form, before, asked)
    after = read(root, form, yaml)
    new = Blank(form.name, form.file, yaml, "", form.before, form.after)
    placed = place(new, after, asked.keys)
    errors = _new_errors(before.problems, placed, asked.keys)
    if errors:
        raise Wrong(errors)
    return sources.save(root, form.file, new.text(yaml), known).version, placed


def place(form: Blank, reading: Meaning, asked: Keys = ()) -> list[Placed]:
    """Return what is wrong with the file of a form, and the keys at which that is, those that were asked for first."""
    known = places.lines(form.yaml, form.first_line)
    found = list[Placed]()
    for problem in reading.problems:
        line = problem.location.line
        if problem.location.path != form.path:
            continue
        last = max((at for _, at in known if at <= line), default=0)
        here = [keys for keys, at in known if at == last]
        ours = [keys for keys in here if _folded(keys)[: len(asked)] == _folded(asked)]
        found.append((problem, next(iter(ours or here), ())))
    return found


def _folded(keys: Keys) -> Keys:
    return tuple(fold(key) if isinstance(key, str) else key for key in keys)


def _new_errors(before: Iterable[Problem], after: Sequence[Placed], asked: Keys) -> list[Placed]:
    """Return the errors that are new; those of a value that is no longer in the file are at its field.

    A text that a new language lacks is none of them: it is to be written next.
    """
    known = {(one.rule, one.message) for one in before if one.severity == "error"}
    errors = ((one, keys) for one, keys in after if one.severity == "error" and (one.rule, one.message) not in known)
    found = [(one, keys) for one, keys in errors if one.rule != "missing-language" or asked[:1] != ("languages",)]
    is_there = any(_folded(keys)[: len(asked)] == _folded(asked) for _, keys in found)
    return found if is_there else [(one, asked) for one, _ in found]


def _changed(form: Blank, reading: Meaning, asked: Entry) -> str:
    """Return the YAML of a form with a change."""
    tree = form.tree
    if asked.act in ("up", "down"):
        *above, at = asked.keys
        if not isinstance(at, int):
            raise fail("request", "this form has no such list", Location(form.path), "open the page again")
        keys, _ = actual(tree, (*above, at + (asked.act == "down")))
        return splice.move(form.yaml, keys, form.path)
    if asked.act != "set":
        keys, value = _item(form, tree, asked)
    else:
        language = desk_language(reading.project)
        words = reading.project.words_in(language)
        field = fields.find(asked.keys, fields.sections(form, reading, words, language))
        if not field:
            raise fail("request", "this form has no such field", Location(form.path), "open the page again")
        known = kinds.Kinds(form, reading, words.plain, language)
        keys, value = _written(field, asked.value, tree, known)
    return splice.change(form.yaml, keys, value, form.path, form.order, form.first_line)


def _item(form: Blank, tree: literals.Value, asked: Entry) -> tuple[Keys, literals.Value]:
    """Return the keys of an item of a list, and what it is to be; nothing where it is taken out."""
    items = fields.items(tree)
    if asked.keys[0] != fields.GROUPS or form.name != "practice":
        raise fail("request", "this form has no such list", Location(form.path), "open the page again")
    if asked.act == "remove":
        only = len(items) == 1
        return actual(tree, asked.keys[:1] if only else asked.keys[:2])[0], None
    name = _line(asked.value)
    known = {actual(item, ("id",))[1] for item in items}
    ids = (meant.slug(name) or "site", *(f"{meant.slug(name) or 'site'}-{n}" for n in range(2, MOST)))
    if not name:
        raise fail("form", "a site has a name", Location(form.path), "write what people call it")
    id = next(one for one in ids if one not in known)
    return actual(tree, (fields.GROUPS, len(items)))[0], {"id": id, "name": name}


def _written(
    field: fields.Field, value: object, tree: literals.Value, known: kinds.Kinds
) -> tuple[Keys, literals.Value]:  # fmt: skip
    """Return the keys under which the value of a field is written in its file, and how."""
    keys, raw = actual(tree, field.keys)
    above, kind = actual(tree, field.keys[:-1])[1], field.kind
    if isinstance(above, str) and kind in ("picture", "choice"):  # `logo: images/logo.svg`, `base: Open Sans`
        return keys[:-1], _line(value) or None
    if isinstance(above, str) and field.keys[0] == "logo":
        return keys[:-1], {"path": above, "alt": _line(value)}
    if kind == "color":
        color = _line(value)
        if color and not COLOR.fullmatch(color):
            raise fail("form", f"'{color[:20]}' is no color", Location(known.form.path), "choose one")
        return (*keys, "light") if isinstance(raw, dict) and color else keys, color.upper() or None
    if kind == "hours":
        return keys, _hours(field, value, raw, known)
    if kind == "accounts":
        return keys, _accounts(value, raw)
    if kind == "words":
        return keys, _words(value, raw)
    if kind == "yes":
        return keys, {"yes": True, "no": False}.get(_line(value))
    if kind in ("lines", "list", "choices"):
        return keys, _list(value, raw, kind) or None
    return keys, _line(value) or None


def _line(value: object) -> str:
    """Return a text of one line, without signs that none has."""
    text = value if isinstance(value, str) else ""
    if len(text) > LONGEST:
        raise fail("too-long", "this is too long", Location(""), f"{LONGEST:,} characters are the most")
    plain = "".join(" " if unicodedata.category(one) in ("Zl", "Zp") else one for one in text)
    return " ".join("".join(one for one in plain if one in "\n\t" or unicodedata.category(one) != "Cc").split())


def _list(value: object, raw: literals.Value, kind: str) -> literals.Value:
    """Return the items of a list; where the file has one text for its only item, that stays a text."""
    given = value if isinstance(value, list) else re.split(r"[,\n]" if kind == "list" else r"\n", str(value or ""))
    lines = (_line(one) for one in given[:MOST])
    found = [line for line in (one.lstrip("#") if kind == "list" else one for one in lines) if line]
    unique = found if kind == "lines" else list(dict.fromkeys(found))
    return unique[0] if isinstance(raw, str) and len(unique) == 1 else unique


def _words(value: object, raw: literals.Value) -> literals.Value:
    """Return texts by language; one for all where the file has one, and they are alike, or there is one language."""
    given = value if isinstance(value, Mapping) else {}
    texts: dict[str, literals.Value] = {str(code): _line(text) for code, text in [*given.items()][:MOST]}
    kept = {key: text for key, text in raw.items() if key not in texts} if isinstance(raw, dict) else {}
    texts = {code: text for code, text in texts.items() if text}
    if not isinstance(raw, dict) and len(set(map(str, texts.values()))) == 1 and (raw or len(given) == 1):
        return next(iter(texts.values())) if len(texts) == len(given) else {**texts}
    return {**kept, **texts} or None


def _accounts(value: object, raw: literals.Value) -> literals.Value:
    """Return platforms with their handles, each as the file has it where it is the same; nothing means all."""
    given = value if isinstance(value, Mapping) else {}
    chosen = {str(name): _line(handle) for name, handle in [*given.items()][:MOST] if handle is not None}
    old: Mapping[str, literals.Value] = raw if isinstance(raw, dict) else {}
    if not any(chosen.values()) and not old:
        return [*chosen] or None
    spelt = {fold(name): name for name in old}
    found = dict[str, literals.Value]()
    for name, handle in chosen.items():
        key = spelt.get(fold(name), name)
        account = old.get(key)
        here = actual(account, ("handle",))[1] if isinstance(account, dict) else account
        if key in old and (here or "") == handle:
            found[key] = account
        elif isinstance(account, dict):
            found[key] = (
                {**account, "handle": handle} if handle else {k: v for k, v in account.items() if k != "handle"}
            )
        else:
            found[key] = handle or {}
    return found or None


def _hours(field: fields.Field, value: object, raw: literals.Value, known: kinds.Kinds) -> literals.Value:
    """Return the rows of a week; nothing where a site has the practice's."""
    if value is None:
        return None
    if value == "none":
        return "none"
    try:
        given = value if isinstance(value, Mapping) else {}
        days = {
            str(day): tuple((str(begin), str(end)) for begin, end in spans[: week.MOST])
            for day, spans in [*given.items()][:7]
        }
        return week.rows(days, known.before(field.keys, raw)) or None
    except (ValueError, TypeError) as fault:
        day = dict(zip(hours.CODES, hours.weekdays(known.language), strict=True)).get(str(fault), str(fault))
        message = known.said.get("desk-form-wrong-hours", "").replace("{day}", day) or str(fault)
        hint = "write when you open and when you close, as 09:00 and 17:00"
        raise Wrong([(Problem("form", message, Location(known.form.path), hint), field.keys)]) from fault


def undo(root: Path, name: str, known: str) -> str:
    """Put back what the last save of the file of a form has replaced, and return the version; raises as that does."""
    return sources.undo(root, blank(root, name).file, known).version
