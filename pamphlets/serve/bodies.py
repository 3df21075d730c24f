"""Turns the body of a request into a value of the type that is asked for, or into a refusal."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, TypeVar

import msgspec

from pamphlets.serve.guard import Refusal

if TYPE_CHECKING:
    from starlette.requests import Request

T = TypeVar("T", bound=msgspec.Struct)


async def read(request: Request, kind: type[T]) -> T:
    """Return what a request says; raises Refusal if it is not what is asked for."""
    try:
        return msgspec.json.decode(await request.body(), type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise Refusal(HTTPStatus.BAD_REQUEST, f"This cannot be read: {fault}.") from None
