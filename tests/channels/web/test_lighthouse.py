"""What Lighthouse says of the pages as a host would serve them, and of the desk."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from making import lighthouse
from making import topics as desks
from making.browser import served
from making.once import once
from making.pages import SAMPLE, built

PAGES = ("", "es/", "restless-legs/", "es/restless-legs/")
"""One of each kind, in both languages: the other pages come from the same templates."""
ALL = ("accessibility", "best-practices", "seo")
FAULT = "<!DOCTYPE html><html><head><title>x</title><link rel='canonical' href='/there'></head><body>x</body></html>"
FULL = dict.fromkeys(ALL, 100)


@pytest.fixture
def audits(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What Lighthouse says of the sample's pages, of a desk, and of a page with faults: one run for all tests."""
    return dict(json.loads((once(tmp_path_factory, "lighthouse", audit) / "audits.json").read_text("utf-8")))


def audit(root: Path) -> None:
    """Make what is to be looked at, and keep what is said of it by its path."""
    shutil.copytree(SAMPLE / "content", root / "content")
    desks.made(files(root / "desk", desks.FILES), root / "desk/build")
    files(root / "fault", {"index.html": FAULT})
    with ExitStack() as served_now:
        # Each is made for the address at which it is served: their canonical addresses are judged, too.
        pages, desk, fault = (served_now.enter_context(served({"": root / folder}))
                              for folder in ("out/web", "desk/build", "fault"))  # fmt: skip
        practice = root / "content/practice.yml"
        text, changed = re.subn(r"(?m)^web: .*$", f"web: {pages}", practice.read_text("utf-8"))
        assert changed == 1
        practice.write_text(text, "utf-8")
        built(root, root / "out")
        addresses = {**{f"pages/{page}": f"{pages}/{page}" for page in (*PAGES, "404.html")},
                     "desk": f"{desk}/", "topic": f"{desk}/desk/rest.html", "fault": f"{fault}/"}  # fmt: skip
        (root / "audits.json").write_text(json.dumps(lighthouse.audit(addresses, ALL)), "utf-8")


def files(root: Path, contents: Mapping[str, str | bytes]) -> Path:
    """Write files into a folder, and return it."""
    for path, content in contents.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def test_every_page_has_full_marks(audits: dict[str, Any]) -> None:
    """Canonical address, hreflang, robots.txt and structure were looked at, not left out."""
    told = {page: audits[f"pages/{page}"] for page in PAGES}
    assert {page: (one["scores"], one["found"]) for page, one in told.items()} == dict.fromkeys(told, (FULL, []))
    for one in told.values():
        assert {"canonical", "hreflang", "robots-txt", "is-crawlable", "errors-in-console"} <= {*one["passed"]}


def test_the_page_not_found_is_only_kept_from_search_engines(audits: dict[str, Any]) -> None:
    one = audits["pages/404.html"]
    assert (one["scores"]["accessibility"], one["scores"]["best-practices"]) == (100, 100)
    assert [found.partition(":")[0] for found in one["found"]] == ["is-crawlable"]


def test_the_desk_has_full_marks(audits: dict[str, Any]) -> None:
    for page in ("desk", "topic"):
        scores = audits[page]["scores"]
        assert (scores["accessibility"], scores["best-practices"]) == (100, 100)


def test_a_fault_costs_marks(audits: dict[str, Any]) -> None:
    """The judge is awake: a page without a language, with a canonical address that is none, loses some."""
    one = audits["fault"]
    assert {"html-has-lang", "canonical", "meta-description"} <= {found.partition(":")[0] for found in one["found"]}
    assert all(score < 100 for score in (one["scores"]["accessibility"], one["scores"]["seo"]))
