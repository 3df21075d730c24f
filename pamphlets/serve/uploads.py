"""Turns what a browser hands over into files of the project: drafts of other programs' files, pictures, references.

The name of a file is a hint and no path; its bytes are read in a process that ends with them. Pictures are decoded and
written again.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from pamphlets import files, starter
from pamphlets.errors import PamphletError, fail
from pamphlets.model import Location, Problem, printable
from pamphlets.paper import drawings, raster
from pamphlets.project import Project, additions, encodings
from pamphlets.serve import sources
from pamphlets.serve.aside import Aside
from pamphlets.serve.bodies import read
from pamphlets.serve.guard import API, EDIT
from pamphlets.starter import intake

if TYPE_CHECKING:
    from starlette.requests import Request

    from pamphlets.serve.outputs import Outputs
    from pamphlets.starter import Adopted, translation

SECONDS = 40
"""After so long the process that reads a file is ended; reading ends itself after less, where it can."""
SIDE, MOST_BYTES = 2400, 1_000_000
"""Pixels of a picture's longer side: enough for a page of paper. Bytes, if that can be."""
_LONGEST = 100
"""Characters of a file's name."""
_IMAGES = "content/images"
_WORDS = 300
"""Characters of what was left out that are told; the draft has all."""
_BESIDE = "what a page shows stands in other files: put its pictures in by the editor"


class AskReference(msgspec.Struct):
    """A reference, as text that was pasted, or as fields that were filled in."""

    text: str = ""
    fields: dict[str, str] = msgspec.field(default_factory=dict)


class Uploads:
    """Answers requests that bring files; each is written whole or not at all, one after the other."""

    def __init__(self, root: Path, outputs: Outputs) -> None:
        self._root, self._outputs, self._turn = root, outputs, threading.Lock()

    def routes(self) -> Sequence[Route]:
        """Return the addresses that this answers."""
        return (
            Route(f"{API}import", self.adopt, methods=["POST"]),
            Route(f"{API}images", self.picture, methods=["POST"]),
            Route(f"{API}references", self.reference, methods=["POST"]),
        )

    async def adopt(self, request: Request) -> Response:
        """Make a draft of a file, or a translation of a table that came back, and answer with what is to be read."""
        name, content = _name(request), await request.body()
        found = await run_in_threadpool(take_in, self._root, name, content)
        self._outputs.state.wake()
        rest = [{"kind": one.kind, "words": shorten(one.words)} for one in found.rest]
        if re.search(r"\.html?$", name, re.IGNORECASE) and any(one.kind == "picture" for one in found.rest):
            rest.append({"kind": "pictures", "words": _BESIDE})
        edit = f"{EDIT}{found.paths[0].removeprefix('content/')}"
        return JSONResponse({"paths": found.paths, "rest": rest, "open": edit, "rows": found.rows})

    async def picture(self, request: Request) -> Response:
        """Put a picture into the project, and answer with its path and its size in pixels."""
        name, content = _name(request), await request.body()

        def keep() -> tuple[str, int, int]:
            with self._turn:
                return keep_picture(self._root, name, content)

        path, width, height = await run_in_threadpool(keep)
        self._outputs.state.wake()
        return JSONResponse({"path": path, "width": width, "height": height})

    async def reference(self, request: Request) -> Response:
        """Add a reference, or several, to those of the project, and answer with the id of the first, and of all."""
        asked = await read(request, AskReference)

        def keep() -> list[str]:
            with self._turn:
                return keep_references(self._root, asked.text, asked.fields)

        ids = await run_in_threadpool(keep)
        self._outputs.state.wake()
        return JSONResponse({"id": ids[0], "ids": ids})


def _name(request: Request) -> str:
    """Return the name of the file that a request brings: no path, and nothing that a folder could not have."""
    given = re.split(r"[/\\]", request.query_params.get("name", ""))[-1]
    name = re.sub(r"[^\w .()-]|\n", "-", printable(given)).strip(" .")
    stem, dot, ending = name.rpartition(".")
    if not (dot and stem and ending):
        hint = "name the file as its program does, such as leaflet.docx"
        raise fail("file-name", f"'{shorten(name)}' does not say what kind of file this is", Location(""), hint)
    return f"{'_' * files.is_reserved(name)}{stem[:_LONGEST].rstrip(' .')}.{ending[:10].lower()}"


def shorten(words: str) -> str:
    """Return words that are told: no more of them than anybody reads."""
    return words if len(words) <= _WORDS else f"{words[:_WORDS]}…"


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a file became: its paths, relative to the project, what is to be looked at, and rows of a translation."""

    paths: tuple[str, ...]
    rest: tuple[intake.Rest, ...]
    rows: int | None = None


def take_in(root: Path, name: str, content: bytes) -> Arrival:
    """Make a draft of the bytes of a file, as `pamphlets import` does, or write the translation that has come back.

    It is read in a process that ends with it. Raises PamphletError, as these do, and if the reading takes too long.
    """
    found = _ask(root, name, content)
    if isinstance(found, starter.Adopted):
        return Arrival(found.paths, found.rest)
    rest = [intake.Rest("comment", words) for words in found.comments]
    if found.flat:
        rest.append(intake.Rest("bold, italic", f"none in {found.flat}, though there is in the original"))
    if found.still:
        rest.append(intake.Rest("as it was sent", ", ".join(found.still)))
    _write(root, found)
    return Arrival((found.change.path,), tuple(rest), found.rows)


def _write(root: Path, received: translation.Received) -> None:
    """Write a translation as a save does; raise PamphletError if it has changed since it was read."""
    change = received.change
    name = change.path.removeprefix("content/")
    now = sources.read(root, name)
    try:
        if now.text != change.before:
            raise sources.Conflict(now)
        sources.save(root, name, change.after, now.version)
    except sources.Conflict as fault:
        raise fail("changed", "the translation was changed meanwhile", Location(change.path), "try again") from fault


def _ask(root: Path, name: str, content: bytes) -> Adopted | translation.Received:
    reader = Aside(SECONDS)
    try:
        with TemporaryDirectory(prefix="pamphlets-") as folder:
            file = Path(folder) / name
            file.write_bytes(content)
            try:
                return reader.ask(starter.take_in, root, file)
            except PamphletError as error:
                raise PamphletError(_rename(one, file) for one in error.problems) from None
    except OSError as fault:
        raise files.problem(fault, name, "nothing was taken over", "try again") from fault
    finally:
        reader.close()


def _rename(problem: Problem, file: Path) -> Problem:
    """Return a problem that names a file as whoever has handed it over does."""
    if problem.location.path == str(file):
        return replace(problem, location=replace(problem.location, path=file.name))
    return problem


def keep_picture(root: Path, name: str, content: bytes) -> tuple[str, int, int]:
    """Write a picture into `content/images/`, and return its path below `content/`, its width and height in pixels.

    Photos are upright, in sRGB, no larger than needed, and say nothing of where they are from; drawings are written
    again. Raises PamphletError if it cannot be read, or written.
    """
    if name.endswith(".svg") or b"<svg" in content[:2000]:
        ending, made, width, height = "svg", *_drawing(name, content)
    else:
        ending, made, width, height = _photo(name, content)
    if (what := files.oddity(root / "content", os.path.realpath(root))) != files.FOLDER:
        raise fail("no-project", f"this is {what or 'a file'}", Location("content"), "is the project's folder there?")
    if not Path(os.path.realpath(root / _IMAGES)).is_relative_to(os.path.realpath(root)):
        raise fail("missing-file", "this leads outside the project", Location(_IMAGES), "put a folder there")
    stem = starter.short_name(name.rpartition(".")[0]) or "picture"
    names = (stem, *(f"{stem}-{number}" for number in range(2, 10_000)))
    path = next(one for one in (f"{_IMAGES}/{name}.{ending}" for name in names) if not os.path.lexists(root / one))
    files.write(root / path, made, path)
    return path.removeprefix("content/"), width, height


def _drawing(name: str, content: bytes) -> tuple[bytes, int, int]:
    """Return a drawing as it is written again, and its size; raises PamphletError for its faults."""
    if problems := drawings.problems(content, name):
        raise PamphletError(problems)
    found = drawings.read(content)
    return found.content, round(found.width), round(found.height)


def _photo(name: str, content: bytes) -> tuple[str, bytes, int, int]:
    """Return a photo's ending, its bytes as written again, and its size; raises PamphletError if it is none."""
    for flaw in raster.flaws(content, name):
        if flaw.grave:
            raise fail("picture", f"the picture {flaw.message}", Location(name), flaw.hint)
    try:
        made = raster.develop(content, SIDE, MOST_BYTES)
    except (ValueError, MemoryError) as fault:
        raise fail("picture", "the picture is damaged", Location(name), "save it again, as PNG or JPEG") from fault
    ending = {"image/png": "png", "image/jpeg": "jpg"}[made.kind]
    return ending, made.content, made.width, made.height


def keep_references(root: Path, text: str, fields: Mapping[str, str]) -> list[str]:
    """Add references, that were pasted or filled in, to `content/references.yml`, and return their ids.

    The rest of the file stays as it is. One whose DOI is there is not added. Raises PamphletError if there is none, or
    the file cannot be added to: nothing is written then.
    """
    found = additions.paste(text) if text.strip() else [additions.entry(fields)]
    known = dict(Project.read(root).references)
    before = encodings.verbatim(sources.read_bytes(root, additions.PATH) or b"", additions.PATH)
    after, ids = before, list[str]()
    for one in found:
        after, key = additions.add(after, one, known)
        known |= additions.read(after)
        ids.append(key)
    if after != before:
        files.write(root / additions.PATH, after, additions.PATH)
    return ids
