"""What Lighthouse says of the pages as a host would serve them, and of the desk."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import test_desk
from browsing import FLAGS, program, served
from test_web import SAMPLE, built

TOOLS = Path(__file__).parent / "tools"
PAGES = ("", "es/", "restless-legs/", "es/restless-legs/", "sleep-well/", "es/sleep-well/")
ALL = ("accessibility", "best-practices", "seo")
FULL = dict.fromkeys(ALL, 100)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The sample's pages, made for the address at which they are served: their canonical addresses are judged, too."""
    root, out = tmp_path_factory.mktemp("project"), tmp_path_factory.mktemp("build")
    shutil.copytree(SAMPLE / "content", root / "content")
    practice = root / "content/practice.yml"
    with served({"": out / "web"}) as home:
        text, changed = re.subn(r"(?m)^web: .*$", f"web: {home}", practice.read_text("utf-8"))
        assert changed == 1
        practice.write_text(text, "utf-8")
        built(root, out)
        yield home


def audited(addresses: list[str], categories: tuple[str, ...] = ALL) -> dict[str, Any]:
    """Return what Lighthouse says of each address: its scores, and what was found, passed or went wrong."""
    if not (TOOLS / "node_modules/lighthouse").is_dir():
        pytest.skip("Lighthouse is not installed: ./run test installs it with npm")
    if not (node := shutil.which("node")):
        pytest.skip("there is no node: ./run test installs it with npm")
    command = [node, TOOLS / "lighthouse.mjs", ",".join(categories), program(), " ".join(FLAGS), *addresses]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    told: dict[str, Any] = json.loads(run.stdout)
    assert list(told) == addresses and not [one["error"] for one in told.values() if one["error"]]
    return told


def test_every_page_has_full_marks(site: str) -> None:
    """Canonical address, hreflang, robots.txt and structure were looked at, not left out."""
    told = audited([f"{site}/{page}" for page in PAGES])
    assert {page: (one["scores"], one["found"]) for page, one in told.items()} == dict.fromkeys(told, (FULL, []))
    for one in told.values():
        assert {"canonical", "hreflang", "robots-txt", "is-crawlable", "errors-in-console"} <= {*one["passed"]}


def test_the_page_not_found_is_only_kept_from_search_engines(site: str) -> None:
    (one,) = audited([f"{site}/404.html"]).values()
    assert (one["scores"]["accessibility"], one["scores"]["best-practices"]) == (100, 100)
    assert [found.partition(":")[0] for found in one["found"]] == ["is-crawlable"]


def test_the_desk_has_full_marks(write: Callable[..., Path], tmp_path: Path) -> None:
    test_desk.made(write(dict(test_desk.FILES)), tmp_path / "build")
    with served({"": tmp_path / "build"}) as home:
        (one,) = audited([f"{home}/"], ALL[:2]).values()
    assert (one["scores"], one["found"]) == (dict.fromkeys(ALL[:2], 100), [])


def test_a_fault_costs_marks(site: str, tmp_path: Path) -> None:
    """The judge is awake: a page without a language, with a canonical address that is none, loses some."""
    page = "<!DOCTYPE html><html><head><title>x</title><link rel='canonical' href='/there'></head><body>x</body></html>"
    (tmp_path / "index.html").write_text(page, "utf-8")
    with served({"": tmp_path}) as home:
        (one,) = audited([f"{home}/"]).values()
    assert {"html-has-lang", "canonical", "meta-description"} <= {found.partition(":")[0] for found in one["found"]}
    assert all(score < 100 for score in (one["scores"]["accessibility"], one["scores"]["seo"]))
