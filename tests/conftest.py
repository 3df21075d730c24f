"""What the tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from making import publishing
from making.browser import chromium
from making.once import once
from making.pages import SAMPLE, built

PRACTICE = "name: Rest House\nprofession: massage\nweb: https://www.example.org\nphone: +1 207-555-0142\n"

hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis.settings.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that stores what the tests compare with."""
    parser.addoption("--update-golden", action="store_true", help="store the outputs that the tests compare with")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether to store what comes out, instead of comparing it."""
    return bool(request.config.getoption("--update-golden"))


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


SMALL = {
    "content/practice.yml": PRACTICE + "email: hello@example.org\nplatforms: [facebook, linkedin, x]\n",
    "content/references.yml": "references:\n- id: nhs-1\n  title: Rest\n",
    "content/safety.md": """---
title: Safety
summary: When to see a doctor.
publish: false
---
## See a doctor {#see-a-doctor}

See a doctor if it hurts.
""",
    "content/images/chair.svg": """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="90" height="90">
<title>A chair</title><path d="M1 1h7v7z"/></svg>""",
}


@pytest.fixture
def small_project(write: Callable[..., Path]) -> Path:
    """A small project with one source, `safety`, to embed from, and one picture."""
    return write(SMALL)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the sample content, as a host serves them; nobody may change them."""
    return once(tmp_path_factory, "sample", lambda folder: built(SAMPLE, folder)) / "web"


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A browser; whoever uses it opens a context of their own."""
    with chromium() as found:
        yield found


@pytest.fixture(scope="session")
def ready_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that is ready to publish, and built; nobody may change it, but copy it."""
    return once(tmp_path_factory, "ready", publishing.build)


@pytest.fixture(scope="session")
def published_project(tmp_path_factory: pytest.TempPathFactory, ready_project: Path) -> Path:
    """The project, published; nobody may change it, but copy it."""
    return once(tmp_path_factory, "published", lambda folder: publishing.publish(ready_project, folder))
