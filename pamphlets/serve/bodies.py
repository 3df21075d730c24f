"""Turns the body of a request into a value of the type that is asked for, or into a refusal."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, TypeVar

import msgspec

from pamphlets.serve.guard import MOST_BYTES, Refusal

if TYPE_CHECKING:
    from starlette.requests import Request

T = TypeVar("T")


async def read(request: Request, kind: type[T], most: int = MOST_BYTES) -> T:
    """Return what a request says, in so many bytes at most; raises Refusal if it is not what is asked for."""
    body = await request.body()
    if len(body) > most:
        raise Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "This is more than is asked for.")
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise Refusal(HTTPStatus.BAD_REQUEST, f"This cannot be read: {fault}.") from None
