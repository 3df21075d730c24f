"""Turns requests below the server's own addresses into what the editor asks: sources, saves, news."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from pamphlets.compose import theme
from pamphlets.errors import PamphletError
from pamphlets.model import Location, Problem
from pamphlets.project import SHIPPED
from pamphlets.serve import begin, editor, forms, sources
from pamphlets.serve.commands import Commands
from pamphlets.serve.editor import remarks
from pamphlets.serve.editor.live import Live, say
from pamphlets.serve.forms import blanks
from pamphlets.serve.guard import API, EDIT, OWN, Guard, Refusal, version
from pamphlets.serve.outputs import TYPES, Message, Outputs, output
from pamphlets.serve.uploads import Uploads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.types import ASGIApp

_ASSETS = (*editor.ASSETS, *forms.ASSETS, *begin.ASSETS, "desk.js", "desk.css", "intake.js", "plan.js")
"""Scripts and styles of the server's own pages, in `templates/serve/`."""


def application(root: Path, outputs: Outputs, live: Live, jobs: int | None = None) -> ASGIApp:
    """Return what answers the requests to the project in a folder: outputs to all, the rest to the desk's browser."""
    own = _Own(root, outputs)
    name = "sources/{name:path}"
    routes = [
        Route(f"{OWN}events", own.events),
        Route(f"{OWN}live.js", own.asset),
        Route(f"{OWN}live.css", own.asset),
        *(Route(f"{OWN}{asset}", own.asset) for asset in _ASSETS),
        Route(f"{EDIT}{{name:path}}", own.edit),
        Route(f"{API}{name}", own.read, methods=["GET"]),
        Route(f"{API}{name}", own.save, methods=["PUT"]),
        *Uploads(root, outputs).routes(),
        *live.routes(),
        *Commands(root, outputs, jobs).routes(),
        *forms.Forms(root, outputs).routes(),
        *begin.routes(root, outputs),
        Route(f"{OWN}{{path:path}}", own.nothing),
        Route("/", own.first),
        Route("/{path:path}", outputs.answer),
    ]
    faults = {Refusal: own.refuse, HTTPException: own.refuse, PamphletError: own.problems, Exception: own.fault}
    app = Starlette(routes=routes, exception_handlers=faults, middleware=[Middleware(Guard, outputs.tokens, Message)])
    app.router.redirect_slashes = False
    return app


@dataclass(frozen=True, slots=True)
class _Own:
    """Answers what is no output."""

    root: Path
    outputs: Outputs

    def first(self, request: Request) -> Response:
        """Answer with the desk, or, while there is no project, with the page in which one begins."""
        if begin.is_due(self.root):
            return RedirectResponse(begin.PAGE, HTTPStatus.SEE_OTHER)
        return self.outputs.answer(request)

    async def events(self, request: Request) -> Response:
        """Tell a page whenever it, what is wrong, or the source that it edits has changed."""
        shown = unquote(parse_qs(urlsplit(str(request.url)).query).get("page", [""])[0])
        now = None
        if shown.startswith((EDIT, forms.FORMS)) and self.outputs.tokens.admit(request):
            name = blanks.file(shown.removeprefix(EDIT).removeprefix(forms.FORMS))
            sources.path(name)

            def now() -> str:
                return sources.version(self.root, name)

        kind = "text/event-stream"
        if request.method == "HEAD":
            return Response(media_type=kind)
        return StreamingResponse(self.outputs.state.follow(output(shown), now), media_type=kind)

    def asset(self, request: Request) -> Response:
        """Answer with a script or a style of the server's own."""
        name = request.url.path.removeprefix(OWN)
        content = theme.of((SHIPPED,)).find(f"serve/{name}").read_bytes()
        return Response(content, media_type=TYPES[Path(name).suffix])

    def edit(self, request: Request) -> Response:
        """Answer with the page in which a source is written."""
        return editor.page(self.root, request.path_params["name"], self.outputs.tokens.write)

    def read(self, request: Request) -> Response:
        """Answer with a source and its version."""
        found = sources.read(self.root, request.path_params["name"])
        if not found.version:
            raise Refusal(HTTPStatus.NOT_FOUND, "There is no such source.")
        return PlainTextResponse(found.text, headers={"ETag": f'"{found.version}"'}, media_type="text/markdown")

    async def save(self, request: Request) -> Response:
        """Save a source, if it is still the version that the browser has read."""
        name, known = request.path_params["name"], version(request)
        try:
            text = (await request.body()).decode("utf-8")
        except UnicodeDecodeError:
            raise Refusal(HTTPStatus.BAD_REQUEST, "This is no text in UTF-8.") from None
        try:
            found = await run_in_threadpool(sources.save, self.root, name, text, known)
        except sources.Conflict as conflict:
            now = {"version": conflict.now.version, "text": conflict.now.text}
            return JSONResponse(now, HTTPStatus.PRECONDITION_FAILED)
        self.outputs.state.wake()
        return JSONResponse({"version": found.version}, headers={"ETag": f'"{found.version}"'})

    def nothing(self, request: Request) -> Response:
        """Answer that there is nothing at an address of the server's own."""
        raise Refusal(HTTPStatus.NOT_FOUND, "There is nothing here.")

    def refuse(self, request: Request, refusal: Exception) -> Response:
        """Answer why nothing is done: a page for people, JSON for scripts."""
        if isinstance(refusal, HTTPException):
            refusal = Refusal(HTTPStatus(refusal.status_code), "This cannot be asked here.")
        assert isinstance(refusal, Refusal)
        if request.url.path.startswith(API):
            return self._say([Problem("request", refusal.why, Location(""), "load the page again")], refusal.status)
        script = self.outputs.script(request, str(self.outputs.state.builds))
        return Message(refusal.why, refusal.status, script)

    def problems(self, request: Request, error: Exception) -> Response:
        """Answer what is wrong with what was asked."""
        assert isinstance(error, PamphletError)
        return self._say(error.problems, HTTPStatus.UNPROCESSABLE_ENTITY)

    def fault(self, request: Request, fault: Exception) -> Response:
        """Answer that the program has a fault: it must not end while somebody writes."""
        if isinstance(fault, ClientDisconnect):
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        return self._say([remarks.fault(fault)], HTTPStatus.INTERNAL_SERVER_ERROR)

    def _say(self, problems: Sequence[Problem], status: HTTPStatus) -> Response:
        return JSONResponse({"problems": say(self.root, problems)}, status)
