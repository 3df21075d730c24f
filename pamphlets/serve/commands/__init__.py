"""Answers the desk's buttons: its dialogs, as they stand now, and commands, which run one at a time."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import date, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from pamphlets.compose import speaker, theme
from pamphlets.project import SHIPPED
from pamphlets.serve.bodies import read
from pamphlets.serve.commands import buttons
from pamphlets.serve.commands.downloads import Downloads
from pamphlets.serve.commands.values import Values
from pamphlets.serve.guard import API, MOST_BYTES, OWN, Refusal, policy

if TYPE_CHECKING:
    from starlette.requests import Request

    from pamphlets.serve.outputs import Outputs

_PATIENCE = 30
"""Seconds that a dialog waits for a build to end."""
NAMES = ("accept", "add", "check", "plan", "print", "publish", "send", "sign", "translate", "undo", "withdraw")


@dataclass(frozen=True, slots=True)
class Commands:
    """The commands of a project; `jobs` are the processes of a build. What they need is loaded by the first request."""

    root: Path
    outputs: Outputs
    jobs: int | None = None
    downloads: Downloads = field(default_factory=Downloads)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def routes(self) -> list[Route]:
        """Return what answers requests for dialogs, for commands, and for the files that they made."""
        return [
            Route(f"{OWN}dialogs", self.dialogs, methods=["GET"]),
            Route(f"{API}commands/{{name}}", self.answer, methods=["POST"]),
            Route(f"{API}downloads/{{name}}", self.downloads.answer, methods=["GET"]),
        ]

    async def dialogs(self, request: Request) -> Response:
        """Answer with the buttons and dialogs of a page of the desk, as HTML: of a `topic`, or of all.

        A page that is open has them at once; who opens a dialog waits for what was changed before (`settled`).
        """
        if "settled" in request.query_params:
            await self.outputs.state.settle(self.root, _PATIENCE)
        html = await run_in_threadpool(self._draw, request.query_params.get("topic", ""))
        return HTMLResponse(html, headers={"Content-Security-Policy": policy()})

    def _draw(self, topic: str) -> str:
        from pamphlets.serve.commands.choices import choices
        from pamphlets.starter import intake, signing

        known = choices(self.root)
        language, today = known.project.desk_language, date.today()
        say = speaker(known.project.words_in(language).marked)
        return theme.of((SHIPPED,)).render(
            "serve/dialogs.html", known=known, topic=topic, hints=buttons.hints(self.root, known.hints()),
            say=say, language=language, today=today.isoformat(),
            endings=",".join(f".{one}" for one in intake.ENDINGS), most=MOST_BYTES,
            tomorrow=(today + timedelta(days=1)).isoformat(), until=signing.usual(today).isoformat(),
        )  # fmt: skip

    async def answer(self, request: Request) -> Response:
        """Run a command in a thread, after those that were asked for before, and answer with what came of it.

        Those that wait have no thread: saves need one.
        """
        name = request.path_params["name"]
        if name not in NAMES:
            raise Refusal(HTTPStatus.NOT_FOUND, "There is no such command.")
        asked = Values(await read(request, dict[str, object]))
        async with self._turn:
            return JSONResponse(await run_in_threadpool(self._run, name, asked))

    def _run(self, name: str, asked: Values) -> dict[str, object]:
        from pamphlets.serve.commands.acts import Acts
        from pamphlets.serve.commands.choices import choices

        state = self.outputs.state
        known = choices(self.root)
        state.say(known.say(f"desk-doing-{name}"))
        try:
            act = getattr(Acts(self.root, state, known, self.downloads, self.jobs), name)
            answer: dict[str, object] = act(asked).plain(self.root)
            return answer
        finally:
            state.say("")
