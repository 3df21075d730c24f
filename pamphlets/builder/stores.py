"""Turns an address into a store: a folder, a folder elsewhere that fsspec reaches, or a web server that takes files.

In each a file is named `ac/` or `cas/` and 64 hexadecimal digits, as bazel-remote and others name them.
"""

from __future__ import annotations

import os
import re
import secrets
from base64 import b64encode
from contextlib import suppress
from functools import cached_property
from http.client import HTTPException, HTTPMessage, responses
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol
from urllib.error import HTTPError
from urllib.parse import SplitResult, unquote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener, url2pathname

from pamphlets.errors import fail
from pamphlets.model import Location, printable

if TYPE_CHECKING:
    from http.client import HTTPResponse

PART = ".part"
"""The ending of a file of a folder that is being written."""
SECONDS = 10.0
"""So long a web server may say nothing."""
_PIECE = 1 << 16
_BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)  # a pipe has no bytes, and is not waited for


class Fault(Exception):
    """A store cannot be used: why, in words that name nobody's password."""


class Store(Protocol):
    """Files by name; what a store cannot do is a Fault or an OSError."""

    def get(self, name: str, most: int) -> bytes | None:
        """Return the bytes of a file; None if it is not there, cannot be read, or has more than `most`."""

    def put(self, name: str, content: bytes) -> None:
        """Write a file; another of that name is replaced."""

    def use(self, name: str) -> None:
        """Note that a file is of use still."""


class Folder:
    """A folder of this machine or its network; files are written whole or not at all."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def get(self, name: str, most: int) -> bytes | None:
        """Return the bytes of a file."""
        try:
            with open(os.open(self.root / name, os.O_RDONLY | _BINARY), "rb") as file:
                content = file.read(most + 1)
        except OSError:
            return None
        return content if content is not None and len(content) <= most else None

    def put(self, name: str, content: bytes) -> None:
        """Write a file beside its place, and move it there."""
        part = self.root / f"{name}.{secrets.token_hex(8)}{PART}"
        part.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.write_bytes(content)
            os.replace(part, self.root / name)
        except BaseException:
            with suppress(OSError):
                part.unlink()
            raise

    def use(self, name: str) -> None:
        """Date a file anew: what is used last is deleted last."""
        with suppress(OSError):
            os.utime(self.root / name)


class Remote:
    """A folder elsewhere; what is cut there, since not each can write a file at once, is known by its digest."""

    def __init__(self, address: str) -> None:
        try:
            import fsspec
        except ImportError as fault:
            hint = "install it with: pip install 'pamphlets[cache]'"
            raise fail("cache", "this cache needs fsspec, which is not here", Location(shown(address)), hint) from fault
        self._address = address
        try:
            for kind in re.findall(r"(?:^|::)([A-Za-z][A-Za-z0-9+.-]*)", address.partition("://")[0]):
                fsspec.get_filesystem_class(kind)
        except ImportError as fault:
            hint = f"fsspec needs another package for this address: {printable(str(fault))}"
            raise fail("cache", "this cache cannot be reached", Location(shown(address)), hint) from fault
        except Exception as fault:
            hint = "write the address as fsspec reads it, such as s3://bucket/folder"
            raise fail("cache", "this is no address of a cache", Location(shown(address)), hint) from fault

    @cached_property
    def _place(self) -> tuple[Any, str]:
        """The files of the store, and its folder: some are reached here, which may take long, or fail."""
        from fsspec.core import url_to_fs

        files, root = url_to_fs(self._address)
        return files, root.rstrip("/")

    def get(self, name: str, most: int) -> bytes | None:
        """Return the bytes of a file."""
        try:
            files, root = self._place
            content = files.cat_file(f"{root}/{name}", end=most + 1)
        except (FileNotFoundError, IsADirectoryError):
            return None
        except Exception as fault:  # each kind of store has its own; what they say may name a password
            raise Fault(type(fault).__name__) from None
        return bytes(content) if len(content) <= most else None

    def put(self, name: str, content: bytes) -> None:
        """Write a file; its folder is made if that is not there, in the one that was named."""
        try:
            files, root = self._place
            try:
                files.pipe_file(f"{root}/{name}", content)
            except FileNotFoundError:
                if not files.isdir(root):
                    raise
                files.makedirs(f"{root}/{name.partition('/')[0]}", exist_ok=True)
                files.pipe_file(f"{root}/{name}", content)
        except Exception as fault:
            raise Fault(type(fault).__name__) from None

    def use(self, name: str) -> None:
        """Note nothing: such stores have limits of their own."""


class _AtHome(HTTPRedirectHandler):
    """Follows no redirection to another server: it would be sent the password."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """Return the next request."""
        if urlsplit(newurl)[:2] != urlsplit(req.full_url)[:2]:
            fp.close()
            raise Fault("it redirects to another server")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class Web:
    """A web server that takes files: bazel-remote, or any with GET and PUT."""

    def __init__(self, parts: SplitResult) -> None:
        host = parts.netloc.rpartition("@")[2]
        self._base, self._query = f"{parts.scheme}://{host}{parts.path.rstrip('/')}", parts.query
        self._headers, self._opener = dict[str, str](), build_opener(_AtHome)
        if parts.username is not None:
            name = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
            self._headers = {"Authorization": f"Basic {b64encode(name.encode()).decode()}"}

    def get(self, name: str, most: int) -> bytes | None:
        """Return the bytes of a file."""
        content = self._ask("GET", name, None, most)
        return content if content is not None and len(content) <= most else None

    def put(self, name: str, content: bytes) -> None:
        """Write a file."""
        if self._ask("PUT", name, content, _PIECE) is None:
            raise Fault("404 Not Found")

    def use(self, name: str) -> None:
        """Note nothing: a server knows what it was asked for."""

    def _ask(self, method: str, name: str, content: bytes | None, most: int) -> bytes | None:
        """Return what the server answers, one byte more than `most` at most; None if it knows no such file."""
        address = f"{self._base}/{name}" + (f"?{self._query}" if self._query else "")
        headers = {**self._headers, "Content-Type": "application/octet-stream"} if content else self._headers
        try:
            with self._opener.open(Request(address, content, headers, method=method), timeout=SECONDS) as answer:
                return self._read(answer, most)
        except HTTPError as fault:
            fault.close()
            if fault.code in (404, 410):
                return None
            said = responses.get(fault.code, "")  # what the server itself says may repeat a password
            raise Fault(f"it answers {fault.code} {said}".rstrip()) from None
        except (HTTPException, ValueError) as fault:
            raise Fault(type(fault).__name__) from None
        except OSError as fault:  # a URLError has why it was raised
            why = getattr(fault, "reason", fault)
            if isinstance(why, TimeoutError):
                raise TimeoutError from None
            raise Fault(printable(getattr(why, "strerror", None) or type(why).__name__)) from None

    def _read(self, answer: HTTPResponse, most: int) -> bytes:
        pieces, size = list[bytes](), 0
        while size <= most and (piece := answer.read1(min(_PIECE, most + 1 - size))):
            pieces.append(piece)
            size += len(piece)
        return b"".join(pieces)


def store(address: str) -> Store:
    """Return the store at an address; raises PamphletError if it is of no kind that can be used."""
    kind = re.match(r"([A-Za-z][A-Za-z0-9+.-]+):(//|:|)", address)
    if not kind:  # a single letter is a drive of Windows
        return Folder(Path(address).expanduser().resolve())
    try:
        parts = urlsplit(address)
        if kind[2] and parts.scheme not in ("http", "https", "file", "local"):
            return Remote(address)
        is_web = parts.scheme in ("http", "https")
        is_whole = bool(parts.hostname) and parts.port != 0 if is_web else not parts.netloc
        if kind[2] != "//" or not is_whole:
            raise ValueError
    except ValueError as fault:
        hint = "write it as https://host:port/path, or name a folder by its whole path"
        raise fail("cache", "this is no address of a cache", Location(shown(address)), hint) from fault
    return Web(parts) if is_web else Folder(Path(url2pathname(parts.path)).resolve())


def shown(address: str) -> str:
    """Return an address as it may be printed: without names, passwords and tokens."""
    if "://" not in address:
        return "…" if re.match(r"[A-Za-z][A-Za-z0-9+.-]+:.*@", address) else printable(address)
    scheme, _, rest = address.rpartition("://")
    try:
        parts = urlsplit(f"x://{rest}")
        where = f"{parts.hostname or ''}{f':{parts.port}' if parts.port else ''}{parts.path}"
    except ValueError:
        where = ""
    odd = not where or any("@" in part for part in (parts.path, parts.query, parts.fragment)) or "@" in scheme
    return printable(f"{scheme.rpartition('@')[2]}://{'…' if odd else where}")
