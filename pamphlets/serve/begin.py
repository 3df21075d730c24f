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
SPOKEN = ("en", "es")
"""The languages of the desk."""
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
        return _page(root, _asked(request.headers.get("accept-language", "")), outputs.tokens.write)

    async def begin(request: Request) -> Response:
        choice = await read(request, Beginning)
        await run_in_threadpool(create, root, choice)
        outputs.state.wake()
        return JSONResponse({"open": NEXT})

    return Route(PAGE, page), Route(f"{API}begin", begin, methods=["POST"])


def create(root: Path, choice: Beginning) -> None:
    """Write a first project into a folder.

    Raises PamphletError, before anything is written, if there is one, or for what the page does not offer.
    """
    if not is_due(root):
        raise fail("exists", "there is a project here already", Location("content"), "load this page again")
    if choice.profession and choice.profession not in professions.NAMES:
        raise fail(
            "profession", f"there is no profession '{choice.profession}'", Location(""), "choose one of the list"
        )
    chosen = tuple(dict.fromkeys(choice.languages))
    if not chosen or set(chosen) - set(_offered()):
        raise fail("language", "no language of the list is chosen", Location(""), "choose one, or several")
    for _ in starter.new(root, choice.profession, chosen):
        pass


def _page(root: Path, asked: Sequence[str], token: str) -> Response:
    """Return the page; `asked` are the languages of the browser, the one that is wanted most first."""
    language = next((one for one in asked if one in SPOKEN), languages.FIRST)
    words, offered = shipped_words(language), _offered()
    first = tuple(dict.fromkeys((*asked[:1], language, *SPOKEN)))
    rows = [(key, row.service.of(language)) for key, row in professions.rows().items() if key != "other"]
    html = theme.of((SHIPPED,)).render(
        "serve/begin.html",
        language=language,
        say=compose.speaker(words.marked),
        token=token,
        folder=root.name,
        professions=sorted(rows, key=lambda row: row[1]),
        languages=[(code, names.menu(code, offered)) for code in first],
        others=[(code, names.menu(code, offered)) for code in offered if code not in first],
    )
    return HTMLResponse(html, headers={"Content-Security-Policy": policy()})


def _asked(accepted: str) -> list[str]:
    """Return the languages that a browser asks for (RFC 9110, 12.5.4), as far as there are words in them."""
    asked = (part.partition(";")[0].strip().lower().partition("-")[0] for part in accepted.split(","))
    return [one for one in asked if one in _offered()]


def _offered() -> list[str]:
    """Return the codes of the languages in which templates have words."""
    return sorted(path.stem for path in SHIPPED.glob("languages/*.yml"))
