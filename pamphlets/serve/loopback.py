"""Answers requests of this computer's browser, in a thread of its own, on a port of 127.0.0.1."""

from __future__ import annotations

import socket
import threading
from pathlib import Path

import uvicorn

from pamphlets.serve.editor.live import Live
from pamphlets.serve.guard import HOST, Tokens
from pamphlets.serve.news import State
from pamphlets.serve.outputs import Outputs
from pamphlets.serve.routes import application


class Server:
    """Serves a project, and its build folder, on a port (0: any); raises OSError if the port is taken."""

    def __init__(self, root: Path, port: int, state: State, jobs: int | None = None) -> None:
        self.state, self._socket = state, _bind(port)
        self.port = int(self._socket.getsockname()[1])
        self.tokens = Tokens(self.port)
        self.folder, self._live = (root / "build").resolve(), Live(root)
        config = uvicorn.Config(
            application(root, Outputs(self.folder, state, self.tokens), self._live, jobs),
            http="h11",
            loop="asyncio",
            ws="none",
            lifespan="off",
            interface="asgi3",
            log_config=None,
            log_level="critical",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=2,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), daemon=True)

    @property
    def address(self) -> str:
        """The address of the desk."""
        return f"http://{HOST}:{self.port}/"

    @property
    def entry(self) -> str:
        """The address of the desk for the browser that may also write."""
        return f"{self.address}?token={self.tokens.entry}"

    def start(self) -> None:
        """Begin to answer."""
        self._socket.listen(128)  # who asks before the thread has begun waits
        self._thread.start()

    def close(self) -> None:
        """Answer nobody any longer."""
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join()
        self._live.close()
        self._socket.close()


def _bind(port: int) -> socket.socket:
    """Return a socket that holds a port of this computer alone, against programs that would share it."""
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if exclusive := getattr(socket, "SO_EXCLUSIVEADDRUSE", None):  # Windows, where REUSEADDR lets others in
            found.setsockopt(socket.SOL_SOCKET, exclusive, 1)
        else:
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((HOST, port))
    except BaseException:
        found.close()
        raise
    return found
