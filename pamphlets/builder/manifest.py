"""Turns jobs and their results into what is kept of them, and that into `manifest.json` and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import datetime
from functools import cache, partial
from hashlib import sha256
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from pamphlets.builder.collector import undisturbed
from pamphlets.model import Entry, Job, KeptProblem, Location, Manifest, Output, Problem, Rendering, Result, printable

Kind = TypeVar("Kind")
VERSION = 7
"""Of the manifest's shape: a build does not look at another version's."""
_ABOUT = ("channel", "pamphlet", "language", "site", "edition", "output", "blocks")
_NEXT = ".next"
_SEAL = b', "sha256": "'
"""Stands before the digest of all that a manifest says before it: its end."""
_SCALARS = (str, int, float, bool)


def dump(manifest: Manifest) -> bytes:
    """Return the file of a manifest, which says at its end what it must be, so that it is believed only when whole."""
    return seal({"version": VERSION, **plain(manifest)})


def seal(values: Mapping[str, object]) -> bytes:
    """Return values as JSON that ends with a digest of all before it."""
    text = json.dumps(values, default=plain, ensure_ascii=False).removesuffix("}").encode()
    return text + _SEAL + _end(text)


def plain(value: Any) -> dict[str, object]:
    """Return a manifest, or a value in it, as JSON has it: its fields by name, a day and hour in ISO 8601."""
    found = {field.name: getattr(value, field.name) for field in fields(value)}
    return {name: one.isoformat(timespec="minutes") if type(one) is datetime else one for name, one in found.items()}


def _end(text: bytes) -> bytes:
    return f'{sha256(text).hexdigest()}"}}\n'.encode()


def load(content: bytes) -> Manifest | None:
    """Return what the file of a manifest says; nothing if it is cut, was changed or is of another version or shape."""
    made = unseal(Manifest, content, VERSION)
    return made if made and all(is_below(one.path) for one in made.outputs) else None


def unseal(kind: type[Kind], content: bytes, version: int) -> Kind | None:
    """Return the value of a class of the model that was sealed; None if it is cut, changed or of another version."""
    text, _, end = content.rpartition(_SEAL)
    if end != _end(text):
        return None
    try:
        with undisturbed():
            values = json.loads(content)
            known, _ = values.pop("version"), values.pop("sha256")
            made = _made(kind, values) if known == version else None
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    return made if isinstance(made, kind) else None


@cache
def _reader(kind: Hashable) -> Callable[[object], object]:
    """Return what makes a value of the model of one of JSON; it raises a ValueError or the like for another shape."""
    origin, of = get_origin(kind), get_args(kind)
    if origin is tuple:
        item = _reader(of[0])
        if of[-1] is ... or len(set(of)) == 1:
            return lambda value: tuple(map(item, _checked(list, value)))
        items = tuple(map(_reader, of))
        return lambda value: tuple(read(one) for read, one in zip(items, _checked(list, value), strict=True))
    if origin is Mapping:
        item = _reader(of[1])
        return lambda value: {key: item(one) for key, one in _checked(dict, value).items()}
    if origin is UnionType:
        kinds = [one for one in of if one is not NoneType]
        if len(kinds) == 1:
            some = _reader(kinds[0])
            return lambda value: None if value is None else some(value)
        shapes = {frozenset(_fields(one)): one for one in kinds}
        return lambda value: None if value is None else _made(shapes[frozenset(_checked(dict, value))], value)
    if origin is Literal:
        return lambda value: of[of.index(value)]
    if kind is datetime:
        return lambda value: datetime.fromisoformat(_checked(str, value))
    if kind in _SCALARS:
        return partial(_checked, kind)
    assert callable(kind)
    return partial(_made, kind)


def _made(kind: Callable[..., object], value: object) -> object:
    parts, values = _fields(kind), _checked(dict, value)
    if parts.keys() != values.keys():
        raise ValueError(f"these are not the fields of {kind}")
    # In their order, and what is as it must be as it is: a manifest has tens of thousands of values.
    return kind(*[one if type(one := values[name]) is of else read(one) for name, (of, read) in parts.items()])


@cache
def _fields(kind: Hashable) -> dict[str, tuple[object, Callable[[object], object]]]:
    """Return the fields of a class of the model, in order: the type of each if JSON has it too, and what reads it."""
    return {name: (of if of in _SCALARS else None, _reader(of)) for name, of in get_type_hints(kind).items()}


def _checked(kind: type[Kind], value: object) -> Kind:
    if isinstance(value, kind):
        return value
    raise TypeError(f"this is no {kind.__name__}")


def paths(content: bytes) -> dict[str, str]:
    """Return the outputs that a manifest names, whole or not, of any version, and the SHA-256 of each."""
    try:
        return dict(_named(json.loads(content)))
    except (ValueError, RecursionError):
        return {}


def _named(value: object) -> Iterator[tuple[str, str]]:
    """Yield path and SHA-256 of all that looks like an output, however deep."""
    if isinstance(value, dict):
        path, digest = value.get("path"), value.get("sha256")
        if isinstance(digest, str) and isinstance(value.get("bytes"), int) and isinstance(path, str):
            yield from [(path, digest)] if is_below(path) else []
        value = list(value.values())
    for one in value if isinstance(value, list) else ():
        yield from _named(one)


def is_below(path: str) -> bool:
    """Say whether this is the path of a file below a folder, and not of what a build keeps for itself there."""
    if not path.isprintable() or path.startswith(_NEXT):
        return False
    if len(path) > 60 and (len(path) > 1_000 or any(len(part.encode()) > 255 for part in path.split("/"))):
        return False  # no file system has such a name
    around = f"/{path}/"
    return "//" not in around and "/./" not in around and "/../" not in around


def entry(job: Job, result: Result, program: str) -> Entry:
    """Return the entry of a job that was rendered by a program of this digest."""
    return refresh(
        Entry(
            channel=job.channel,
            name=job.name,
            outputs=tuple(map(output, result.renderings)),
            digest=job.digest,
            program=program,
            report=result.report,
            problems=tuple(map(keep, result.problems)),
        ),
        job,
    )


def refresh(kept: Entry, job: Job) -> Entry:
    """Return the entry of a job that was not rendered again, with what it is about now (a new edition)."""
    return replace(kept, **{name: getattr(job, name) for name in _ABOUT})


def output(rendering: Rendering) -> Output:
    """Return what is kept of one output."""
    digest = sha256(rendering.content).hexdigest()
    return Output(rendering.path, digest, len(rendering.content), rendering.output)


def keep(problem: Problem) -> KeptProblem:
    """Return what is kept of a problem."""
    place = problem.location
    within = f" (embedded at {place.embedded_by})" if place.embedded_by else ""
    return KeptProblem(
        rule=problem.rule,
        severity=problem.severity,
        path=printable(place.path),
        line=place.line,
        message=printable(problem.message + within),
        hint=printable(problem.hint),
    )


def problem(kept: KeptProblem) -> Problem:
    """Return a problem from what was kept of it."""
    return Problem(kept.rule, kept.message, Location(kept.path, kept.line), kept.hint, kept.severity)
