"""Turns what the editor asks of unsaved text into answers: problems, counters, names, pages as pictures."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Literal, ParamSpec, TypeVar

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from pamphlets.serve import sources
from pamphlets.serve.aside import Aside
from pamphlets.serve.bodies import read
from pamphlets.serve.commands import buttons
from pamphlets.serve.editor import remarks
from pamphlets.serve.editor.drafts import Drafts
from pamphlets.serve.guard import API, Refusal

if TYPE_CHECKING:
    from starlette.requests import Request

    from pamphlets.channels.proofs import Proof, ProofPage
    from pamphlets.checks import counters as counted
    from pamphlets.model import Problem
    from pamphlets.serve.editor.drafts import Verdict
    from pamphlets.serve.editor.names import Names

P = ParamSpec("P")
T = TypeVar("T")
PICTURES = f"{API}pictures/"
MOST_BYTES = 100_000_000
"""So much is kept of pictures of pages: what a few open editors show."""
_PAGE = "; ".join(("default-src 'none'", "img-src 'self' data:", "style-src 'self' 'unsafe-inline'", "font-src 'self'",
                   "sandbox allow-same-origin"))  # fmt: skip
"""What a page of unsaved text may do beside the editor: be looked at, and have its blocks found; it runs no script."""


class Ask(msgspec.Struct):
    """What is asked of a text: a number that comes back, and how deep the look shall be."""

    number: int
    text: str
    look: Literal["structure", "words"] = msgspec.field(default="structure", name="pass")


class AskPages(msgspec.Struct):
    """Which pages of a text are asked for."""

    number: int
    text: str
    output: str
    language: str
    site: str


@dataclass(slots=True)
class Gallery:
    """The pictures, and pages, that answers have named last, by their addresses."""

    every: OrderedDict[str, tuple[bytes, str]] = field(default_factory=OrderedDict)
    size: int = 0

    def keep(self, content: bytes, ending: str) -> str:
        """Keep some content, and return its address."""
        name = f"{sha256(content).hexdigest()}.{ending}"
        self.size += 0 if name in self.every else len(content)
        self.every[name] = content, ending
        self.every.move_to_end(name)
        while self.size > MOST_BYTES:
            _, (oldest, _) = self.every.popitem(last=False)
            self.size -= len(oldest)
        return f"{PICTURES}{name}"


class Live:
    """Answers what the editors of a project ask: of words in one process, of pages in another, so that none waits."""

    def __init__(self, root: Path) -> None:
        self._root, self._pictures = root, Gallery()
        self._words, self._pages = Aside(), Aside()
        self._turns = {self._words: asyncio.Lock(), self._pages: asyncio.Lock()}

    def close(self) -> None:
        """End the processes."""
        self._words.close()
        self._pages.close()

    def routes(self) -> Sequence[Route]:
        """Return the addresses that this answers."""
        return (
            Route(f"{API}drafts/{{name}}", self.check, methods=["POST"]),
            Route(f"{API}pages/{{name}}", self.pages, methods=["POST"]),
            Route(f"{API}names/{{name}}", self.names),
            Route(f"{API}pictures/{{name}}", self.picture),
        )

    async def check(self, request: Request) -> Response:
        """Answer what is wrong with a text, and what is counted in it."""
        name, asked = _name(request), await read(request, Ask)
        found = await self._ask(request, self._words, _check, self._root, name, asked.text, asked.look == "words")
        path = sources.path(name)
        counters = found.counters and _counters(found.counters, path)
        told = say(self._root, found.problems, path, asked.text)
        return JSONResponse({"number": asked.number, "problems": told, "counters": counters})

    async def pages(self, request: Request) -> Response:
        """Answer with the pages of an output, by the addresses of their pictures."""
        name, asked = _name(request), await read(request, AskPages)
        found = await self._ask(request, self._pages, _proof, self._root, name, asked)
        path, html = sources.path(name), self._pictures.keep(found.html.encode(), "html") if found.html else None
        pages = [self._page(one, path) for one in found.pages]
        told = say(self._root, found.problems, path, asked.text)
        return JSONResponse({"number": asked.number, "problems": told, "pages": pages, "html": html})

    def _page(self, page: ProofPage, path: str) -> dict[str, object]:
        """Return a page as the values of JSON; of what stands on it, the parts with their lines in the source."""
        parts = ((one, remarks.line(one.location, path)) for one in page.areas)
        blocks = [
            {"id": one.id, "line": line, "x": one.x, "y": one.y, "width": one.width, "height": one.height}
            for one, line in parts
        ]
        image = self._pictures.keep(page.picture, "png")
        return {"image": image, "width": page.width, "height": page.height, "name": page.name, "fill": page.full,
                "over": page.over, "blocks": blocks}  # fmt: skip

    async def names(self, request: Request) -> Response:
        """Answer with what may be written or chosen in a source."""
        return JSONResponse(asdict(await self._ask(request, self._words, _names, self._root, _name(request))))

    async def _ask(
        self,
        request: Request,
        aside: Aside,
        call: Callable[P, T],
        *values: P.args,
        **named: P.kwargs,
    ) -> T:
        """Return the answer of a process; of those who wait for it one has a thread, so that saves have theirs.

        Who is gone when it is their turn, since the page was loaded again, is not answered.
        """
        await request.body()
        async with self._turns[aside]:
            if await request.is_disconnected():
                raise ClientDisconnect
            return await run_in_threadpool(lambda: aside.ask(call, *values, **named))

    async def picture(self, request: Request) -> Response:
        """Answer with a picture, or a page, that another answer has named."""
        content, ending = self._pictures.every.get(request.path_params["name"], (b"", ""))
        if not content:
            raise Refusal(HTTPStatus.NOT_FOUND, "This picture is outdated.")
        if ending == "html":
            return Response(content, media_type="text/html", headers={"Content-Security-Policy": _PAGE})
        return Response(content, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})


def say(root: Path, problems: Iterable[Problem], path: str = "", text: str = "") -> list[dict[str, object]]:
    """Return problems as the values of JSON, those of the text of the source at a path with what to write instead."""
    return [asdict(one) for one in remarks.of(buttons.name(root, problems), path, text)]


def _counters(counters: counted.Counters, path: str) -> dict[str, object]:
    posts = [
        {"block": one.block, "line": remarks.line(one.location, path), "platforms": [*map(asdict, one.platforms)]}
        for one in counters.posts
    ]
    return {"words": counters.words, "scores": dict(counters.scores), "posts": posts}


def _name(request: Request) -> str:
    name = str(request.path_params["name"])
    sources.path(name)
    return name


@lru_cache(maxsize=1)
def _drafts(root: Path) -> Drafts:
    return Drafts(root)


def _check(root: Path, name: str, text: str, words: bool) -> Verdict:
    return _drafts(root).check(name, text, words=words)


def _proof(root: Path, name: str, asked: AskPages) -> Proof:
    return _drafts(root).pages(name, asked.text, asked.output, asked.language, asked.site)


def _names(root: Path, name: str) -> Names:
    return _drafts(root).names(name)
