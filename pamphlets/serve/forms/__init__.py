"""Turns requests for forms into pages in which settings and front matter are filled in, and changes into saves."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from pamphlets import compose
from pamphlets.compose import theme
from pamphlets.localized import hours, names
from pamphlets.project import GROUNDS, LEAST, LIGHT, SHIPPED, TEXTS, contrasts, scheme
from pamphlets.serve import sources
from pamphlets.serve.bodies import read as read_body
from pamphlets.serve.editor import desk_language, remarks
from pamphlets.serve.forms import entries, fields
from pamphlets.serve.forms.blanks import blank, read
from pamphlets.serve.guard import API, EDIT, OWN, policy, version
from pamphlets.source import split_name

if TYPE_CHECKING:
    from starlette.requests import Request

    from pamphlets.serve.outputs import Outputs

ASSETS = ("form.js", "form.css")
"""The files of the pages, in `templates/serve/`."""
FORMS = f"{OWN}forms/"
_WORDS = "desk-form-"
_LINES = re.compile(r"[{}]|[\w-]: ")
"""What a hint has that shows lines of YAML: `now: {en: "…", de: "…"}`."""
_MOST_BYTES = 200_000
"""The longest change of a field, in JSON."""


class AskContrasts(msgspec.Struct):
    """The colors that are chosen now, by their names."""

    colors: dict[str, str]


@dataclass(frozen=True, slots=True)
class Forms:
    """Answers what the forms of a project ask for."""

    root: Path
    outputs: Outputs

    def routes(self) -> list[Route]:
        """Return the addresses of the forms."""
        return [
            Route(f"{FORMS}{{name:path}}", self.page),
            Route(f"{API}forms/{{name:path}}", self.read, methods=["GET"]),
            Route(f"{API}forms/{{name:path}}", self.change, methods=["PATCH"]),
            Route(f"{API}forms/{{name:path}}", self.undo, methods=["POST"]),
            Route(f"{API}contrasts", self.contrasts, methods=["POST"]),
        ]

    def page(self, request: Request) -> Response:
        """Answer with a page to fill in."""
        name, nonce = request.path_params["name"], secrets.token_urlsafe(16)
        form = blank(self.root, name)
        reading = read(self.root, form, form.yaml)
        language = desk_language(reading.project)
        words = reading.project.words_in(language)
        say = compose.speaker(words.marked)
        title = (
            say("desk-form-title-text", title=reading.matter.title or name)
            if form.name.endswith(".md")
            else say(f"desk-form-title-{name}")
        )
        html = theme.of((SHIPPED,)).render(
            "serve/form.html",
            language=language,
            say=say,
            title=title,
            words={key.removeprefix(_WORDS): said for key, said in words.plain.items() if key.startswith(_WORDS)},
            sections=[*fields.sections(form, reading, words, language)],
            problems=[_plain(one) for one in entries.place(form, reading)],
            name=name,
            form=form,
            tongues={code: names.endonym(code) for code in reading.practice.languages},
            days=[*zip(hours.CODES, hours.weekdays(language), strict=True)],
            least=LEAST,
            texts=TEXTS,
            design=LIGHT,
            grounds={name: say(f"desk-setting-color-{name}") for name in GROUNDS},
            token=self.outputs.tokens.write,
            desk=self._topic(name),
            edit=f"{EDIT}{quote(name)}" if name.endswith(".md") else "",
        )
        return HTMLResponse(html, headers={"Content-Security-Policy": policy(nonce)})

    def read(self, request: Request) -> Response:
        """Answer with the fields of a form, and what is wrong with its file."""
        form = blank(self.root, request.path_params["name"])
        reading = read(self.root, form, form.yaml)
        language = desk_language(reading.project)
        found = fields.sections(form, reading, reading.project.words_in(language), language)
        return JSONResponse({
            "version": form.version,
            "sections": [asdict(one) for one in found],
            "problems": [_plain(one) for one in entries.place(form, reading)],
        })  # fmt: skip

    async def change(self, request: Request) -> Response:
        """Save one change of a form."""
        return await self._save(request, await read_body(request, entries.Entry, _MOST_BYTES))

    async def undo(self, request: Request) -> Response:
        """Put back what the last save of a form's file has replaced."""
        return await self._save(request, None)

    async def _save(self, request: Request, asked: entries.Entry | None) -> Response:
        name, known = request.path_params["name"], version(request)

        def save() -> tuple[str, list[entries.Placed]]:
            if not asked:
                return entries.undo(self.root, name, known), []
            return entries.save(self.root, name, asked, known)

        try:
            now, placed = await run_in_threadpool(save)
        except sources.Conflict as conflict:
            theirs = {"version": conflict.now.version, "text": conflict.now.text}
            return JSONResponse(theirs, HTTPStatus.PRECONDITION_FAILED)
        except entries.Wrong as wrong:
            problems = [_plain(one) for one in wrong.problems]
            return JSONResponse({"problems": problems}, HTTPStatus.UNPROCESSABLE_ENTITY)
        self.outputs.state.wake()
        answer = {"version": now, "problems": [_plain(one) for one in placed]}
        return JSONResponse(answer, headers={"ETag": f'"{now}"'})

    async def contrasts(self, request: Request) -> Response:
        """Answer how well texts in some colors can be read, on every ground that they are printed on."""
        given = (await read_body(request, AskContrasts, _MOST_BYTES)).colors
        colors = {
            name: color.upper() for name, color in given.items() if name in LIGHT and entries.COLOR.fullmatch(color)
        }
        return JSONResponse({"contrasts": contrast(colors)})

    def _topic(self, name: str) -> str:
        """Return the address of the desk's page of a source, or of its first page."""
        topic = f"desk/{split_name(name)[0]}.html"
        there = name.endswith(".md") and (self.root / "build" / topic).is_file()
        return f"/{quote(topic)}" if there else "/"


def contrast(colors: Mapping[str, str]) -> dict[str, Mapping[str, object]]:
    """Return of each color of the design its least contrast as a text, or of a text on it, where, and what is used.

    Of colors that are none or that are not given the design's own stand there.
    """
    used = dict(scheme(colors, {}).colors)
    every = {**LIGHT, **colors}
    found = dict[str, Mapping[str, object]]()
    for name in (*TEXTS, *(ground for ground in GROUNDS if ground in LIGHT)):
        own = every[name]
        pairs = [(ground, used[ground]) for ground in GROUNDS] if name in TEXTS else [("ink", used["ink"])]
        other, ratio = min(((other, min(contrasts(own, color))) for other, color in pairs), key=lambda one: one[1])
        found[name] = {"ratio": round(ratio, 1), "on": other, "enough": ratio >= LEAST, "used": used[name]}
    return found


def _plain(one: entries.Placed) -> Mapping[str, object]:
    """Return a problem as a form says it: there are fields, so a hint how to write lines of the file is left out."""
    problem, keys = one
    said = asdict(remarks.of([problem])[0])
    return {**said, "hint": "" if _LINES.search(said["hint"]) else said["hint"], "keys": [*keys]}
