"""Turns jobs and their results into the entries of `manifest.json`, and such entries back into problems and outputs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from pamphlets.model import printable

if TYPE_CHECKING:
    from pamphlets.model import Job, Problem, Rendering, Result

VERSION = 4
"""Of the manifest's shape: a build does not look at another version's."""
Manifest = Mapping[str, Any]
Entry = dict[str, Any]
"""What is kept of a job: what it is about, digests, report, problems, and its outputs by path."""

_ABOUT = ("channel", "pamphlet", "language", "site", "edition", "output", "blocks")


_NEXT = ".next"
_SEAL = b',\n "sha256": "'
"""Stands before the digest of all that a manifest says before it: its last line."""


def dump(manifest: Manifest) -> bytes:
    """Return the file of a manifest, which says at its end what it must be, so that it is believed only when whole."""
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).removesuffix("\n}").encode()
    return text + _SEAL + _end(text)


def _end(text: bytes) -> bytes:
    return f'{sha256(text).hexdigest()}"\n}}\n'.encode()


def load(content: bytes) -> Manifest:
    """Return what the file of a manifest says; nothing if it is cut, was changed or is of another version."""
    text, _, end = content.rpartition(_SEAL)
    if end != _end(text):
        return {}
    try:
        found: Manifest = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    outputs = found.get("outputs") if found.get("version") == VERSION else None
    return found if isinstance(outputs, list) and len(_paths(found)) == len(outputs) else {}


def paths(content: bytes) -> dict[str, str]:
    """Return the outputs that a manifest names, whole or not, as far as it can be read, and the SHA-256 of each."""
    try:
        return _paths(json.loads(content))
    except (ValueError, RecursionError):
        return {}


def _paths(found: Any) -> dict[str, str]:
    outputs = found.get("outputs") if isinstance(found, dict) else ()
    named = [one for one in outputs if isinstance(one, dict)] if isinstance(outputs, list) else []
    return {
        one["path"]: one["sha256"]
        for one in named
        if _is_below(one.get("path")) and isinstance(one.get("sha256"), str) and isinstance(one.get("bytes"), int)
    }


def _is_below(path: object) -> bool:
    """Say whether this is the path of a file below a folder, and not of what a build keeps for itself there."""
    if not isinstance(path, str) or not path.isprintable() or path.startswith(_NEXT):
        return False
    if len(path) > 60 and (len(path) > 1_000 or any(len(part.encode()) > 255 for part in path.split("/"))):
        return False  # no file system has such a name
    around = f"/{path}/"
    return "//" not in around and "/./" not in around and "/../" not in around


def about(job: Job) -> Entry:
    """Return what a job is about: the fields that a selection and the desk ask for."""
    return {key: getattr(job, key) for key in _ABOUT} | {"blocks": list(job.blocks)}


def entry(job: Job, result: Result, program: str) -> Entry:
    """Return the entry of a job that was rendered by a program of this digest, as it will be when it is read again."""
    of = about(job)
    made = of | {
        "name": job.name,
        "digest": job.digest,
        "program": program,
        "report": dict(result.report),
        "problems": [shown(problem) for problem in result.problems],
        "outputs": [output(of, rendering, result.report) for rendering in result.renderings],
    }
    read: Entry = json.loads(json.dumps(made, sort_keys=True))
    return read


def refresh(kept: Entry, job: Job) -> Entry:
    """Return the entry of a job that was not rendered again, with what it is about now (a new edition)."""
    now = about(job)
    of = {key: value for key, value in now.items() if key != "output"}
    return kept | now | {"outputs": [made | of for made in kept["outputs"]]}


def output(of: Mapping[str, Any], rendering: Rendering, report: Mapping[str, Any]) -> Entry:
    """Return what the manifest says of one output: its own part of the report where the report has one."""
    own = report.get("outputs", {}).get(rendering.output, {} if "outputs" in report else report)
    known = {"blocks": [], **{key: "" for key in _ABOUT if key != "blocks"}, **of}
    name = rendering.output or known["output"]
    return {
        **{key: value for key, value in known.items() if key != "output"},
        "format": name if known["channel"] == "leaflets" else "",
        "platform": name if known["channel"] == "posts" else "",
        "path": rendering.path,
        "sha256": sha256(rendering.content).hexdigest(),
        "bytes": len(rendering.content),
        "report": own,
    }


def join(entries: Iterable[Entry], desk: Iterable[Entry]) -> dict[str, Any]:
    """Return entries as the manifest has them: a list of jobs, and a list of outputs that name their job."""
    jobs = list(entries)
    outputs = [made | {"job": job["name"]} for job in jobs for made in job["outputs"]]
    return {
        "jobs": [{key: value for key, value in job.items() if key != "outputs"} for job in jobs],
        "outputs": [*outputs, *desk],
    }


def split(manifest: Mapping[str, Any]) -> dict[str, Entry]:
    """Return the entries of a manifest by the names of their jobs; none if it is of another version."""
    if manifest.get("version") != VERSION:
        return {}
    entries: dict[str, Entry] = {job["name"]: {**job, "outputs": []} for job in manifest["jobs"]}
    for made in manifest["outputs"]:
        if made.get("job") in entries:
            entries[made["job"]]["outputs"].append({key: value for key, value in made.items() if key != "job"})
    return entries


def shown(problem: Problem) -> dict[str, Any]:
    """Return a problem as JSON has it; `path` and `line` are where the text is."""
    place = problem.location
    return {
        "rule": problem.rule,
        "severity": problem.severity,
        "path": printable(place.path),
        "line": place.line,
        "message": printable(problem.message + (f" (embedded at {place.embedded_by})" if place.embedded_by else "")),
        "hint": printable(problem.hint),
    }


def problem(shown: Mapping[str, Any]) -> Problem:
    """Return a problem from what JSON has of it."""
    from pamphlets.model import Location, Problem

    place = Location(shown["path"], shown["line"])
    return Problem(shown["rule"], shown["message"], place, shown["hint"], shown["severity"])
