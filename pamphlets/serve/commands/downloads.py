"""Turns files that commands make into answers: the last of them, kept in memory for the browser."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from http import HTTPStatus
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import Response

from pamphlets.serve.guard import API, Refusal

if TYPE_CHECKING:
    from starlette.requests import Request

_KEPT = 4
_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
}


@dataclass(frozen=True, slots=True)
class Downloads:
    """The files that were made last, by the digests of their bytes."""

    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def keep(self, name: str, content: bytes) -> str:
        """Keep a file under a name, and return its address."""
        key = sha256(content).hexdigest()
        self.files.pop(key, None)
        self.files[key] = name, content
        while len(self.files) > _KEPT:
            del self.files[next(iter(self.files))]
        return f"{API}downloads/{key}"

    def answer(self, request: Request) -> Response:
        """Answer with a file that was made before."""
        if request.path_params["name"] not in self.files:
            raise Refusal(HTTPStatus.NOT_FOUND, "This is not kept any longer. Make it again.")
        name, content = self.files[request.path_params["name"]]
        headers = {"Content-Disposition": f"inline; filename*=UTF-8''{quote(name, safe='')}"}
        return Response(content, media_type=_TYPES[PurePath(name).suffix], headers=headers)
