"""Turns the name of a source into the page in which it is written."""

from __future__ import annotations

import secrets
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import HTMLResponse

from pamphlets import compose
from pamphlets.compose import theme
from pamphlets.errors import PamphletError
from pamphlets.project import SHIPPED, Project, languages
from pamphlets.serve import sources
from pamphlets.serve.guard import OWN, Refusal, policy
from pamphlets.source import split_name

if TYPE_CHECKING:
    from starlette.responses import Response

ASSETS = ("editor.js", "edit.css")
"""The files of the page, in `templates/serve/`."""
_WORDS = "desk-edit-"


def page(root: Path, name: str, token: str) -> Response:
    """Return the page for a source that is named by its file, whether it is there or not; `token` lets it save.

    It speaks the language of the desk. Raises PamphletError if this is no name of a source, Refusal if there is no
    project. Settings with faults are no hindrance: they are told in the page.
    """
    try:
        project = Project.read(root)
    except PamphletError as error:
        raise Refusal(HTTPStatus.NOT_FOUND, str(error.problems[0])) from error
    stem, spoken = split_name(sources.path(name))
    language, nonce = desk_language(project), secrets.token_urlsafe(16)
    words = project.words_in(language)
    topic = f"desk/{stem}.html"
    html = theme.of((SHIPPED,)).render(
        "serve/edit.html",
        language=language,
        say=compose.speaker(words.marked),
        words={key.removeprefix(_WORDS): said for key, said in words.plain.items() if key.startswith(_WORDS)},
        title=stem,
        path=name,
        text_language=spoken or next(iter(project.practice.languages), languages.FIRST),
        form=f"{OWN}forms/{quote(name)}",
        token=token,
        nonce=nonce,
        desk=f"/{quote(topic)}" if (root / "build" / topic).is_file() else "/",
    )
    return HTMLResponse(html, headers={"Content-Security-Policy": policy(nonce)})


def desk_language(project: Project) -> str:
    """Return the language of the desk; English, if the settings do not say one that there is."""
    known = next(iter(project.practice.languages), "") in project.languages
    return project.desk_language if known else languages.FIRST
