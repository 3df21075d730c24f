"""Turns an empty folder into a project, from what somebody chooses in a page."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse
from starlette.routing import Route

from pamphlets import compose, starter
from pamphlets.compose import theme
from pamphlets.errors import fail
from pamphlets.localized import names
from pamphlets.model import Location
from pamphlets.project import SHIPPED, languages, professions, shipped_words
from pamphlets.serve import sources
from pamphlets.serve.bodies import read
from pamphlets.serve.guard import API, OWN, policy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from pamphlets.serve.outputs import Outputs

PAGE = f"{OWN}begin"
NEXT = f"{OWN}forms/practice"
"""Where one says who the practice is."""
ASSETS = ("begin.js", "begin.css")
"""The files of the page, in `templates/serve/`."""


class Beginning(msgspec.Struct):
    """What kind of practice it is (an id, or '' for none), and its languages, the first of which is the usual one."""

    profession: str
    languages: tuple[str, ...]


def is_due(root: Path) -> bool:
    """Say whether there is no project in a folder yet, and none was there: what is synchronised goes and comes back."""
    return not any((root / name).is_dir() for name in ("content", "build", sources.HISTORY))


def routes(root: Path, outputs: Outputs) -> Sequence[Route]:
    """Return the addresses of the page and of what it sends."""

    def page(request: Request) -> Response:
        if not is_due(root):
            return RedirectResponse("/", HTTPStatus.SEE_OTHER)
        return _page(root, _language(request.headers.get("accept-language", "")), outputs.tokens.write)

    async def begin(request: Request) -> Response:
        choice = await read(request, Beginning)
        await run_in_threadpool(create, root, choice)
        outputs.state.wake()
        return JSONResponse({"open": NEXT})

    return Route(PAGE, page), Route(f"{API}begin", begin, methods=["POST"])


def create(root: Path, choice: Beginning) -> None:
    """Write a first project into a folder.

    Raises PamphletError, before anything is written, if there is one, or for what there is no text of.
    """
    if not is_due(root):
        raise fail("exists", "there is a project here already", Location("content"), "load this page again")
    if choice.profession and choice.profession not in professions.NAMES:
        raise fail(
            "profession", f"there is no profession '{choice.profession}'", Location(""), "choose one of the list"
        )
    chosen = tuple(dict.fromkeys(choice.languages))
    if not chosen or set(chosen) - set(starter.LANGUAGES):
        known = " and ".join(starter.LANGUAGES)
        raise fail("language", f"there are first texts in {known} alone", Location(""), "choose one of these, or both")
    for _ in starter.new(root, choice.profession, chosen):
        pass


def _page(root: Path, language: str, token: str) -> Response:
    words = shipped_words(language)
    rows = [(key, row.service.of(language)) for key, row in professions.rows().items() if key != "other"]
    first = sorted(starter.LANGUAGES, key=lambda code: code != language)
    html = theme.of((SHIPPED,)).render(
        "serve/begin.html",
        language=language,
        say=compose.speaker(words.marked),
        token=token,
        folder=root.name,
        professions=sorted(rows, key=lambda row: row[1]),
        languages=[(code, names.menu(code, starter.LANGUAGES)) for code in first],
    )
    return HTMLResponse(html, headers={"Content-Security-Policy": policy()})


def _language(accepted: str) -> str:
    """Return the language of a browser (RFC 9110, 12.5.4), as far as the desk speaks it; else English."""
    asked = (part.partition(";")[0].strip().lower().partition("-")[0] for part in accepted.split(","))
    return next((one for one in asked if one in starter.LANGUAGES), languages.FIRST)
