"""What the tests share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

PRACTICE = "name: Rest House\nweb: https://www.example.org\nphone: +1 207-555-0142\n"


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write files into a small project, which has at least a practice, and return its folder."""

    def write(files: dict[str, str | bytes] | None = None) -> Path:
        for path, content in {"content/practice.yml": PRACTICE, **(files or {})}.items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return write
