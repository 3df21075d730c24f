"""What a page says of the leaflet in a reader's hand, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from making.browser import opened
from making.once import once
from making.pages import built
from making.publishing import change, copy, ids

from pamphlets import publish


@pytest.fixture(scope="session")
def changed(tmp_path_factory: pytest.TempPathFactory, published_project: Path) -> Path:
    """A project in which, since it was published, a leaflet was withdrawn, and a word and a number were changed.

    Its page is in `out/`.
    """

    def make(root: Path) -> None:
        copy(published_project, root)
        publish.withdraw(root, [ids(root)["harbor"]], 'It said <b>"rest"</b>.', "2026-12-01")
        change(root, "content/rest.md", "- Rest well.", "- Rest very well.")
        change(root, "content/practice.yml", "0187", "0199")
        built(root, root / "out")

    return once(tmp_path_factory, "changed", make)


@pytest.fixture(scope="session")
def codes(published_project: Path, changed: Path) -> dict[str, str]:
    """The editions: `old-…` are those that were published."""
    return {f"old-{site}": id for site, id in ids(published_project).items()} | ids(changed)


@pytest.fixture
def asked(browser: Any, changed: Path, codes: dict[str, str]) -> Callable[..., str]:
    """Ask the page for an edition."""

    def ask(edition: str, day: str = "2026-12-24", **options: Any) -> str:
        address = (changed / "out/web/rest/index.html").as_uri()
        with opened(browser, "about:blank", **options) as page:
            page.clock.set_fixed_time(f"{day}T12:00:00")
            page.goto(f"{address}?edition={codes.get(edition, edition)}")
            shown = page.locator("#edition")
            return " ".join(shown.inner_text().split()) if shown.is_visible() else ""

    return ask


def test_a_current_leaflet(asked: Callable[..., str]) -> None:
    said = asked("river")
    assert said.startswith("Your leaflet is current. You can use it until November 20, 2027. Code ")
    assert said.endswith(" · River")


def test_a_leaflet_that_is_past_its_day(asked: Callable[..., str]) -> None:
    """The page compares dates when it is read, not when it was made."""
    said = asked("river", day="2027-11-21")
    assert said.startswith("Your leaflet was to be used until November 20, 2027. Please read this page instead")
    assert "current" not in said


def test_a_replaced_leaflet_says_what_has_changed(asked: Callable[..., str]) -> None:
    said = asked("old-river")
    assert said.startswith("There is a newer leaflet. Please read this page instead, and ask us for a new leaflet.")
    assert "New wording: In short" in said and "New wording: See a doctor" in said and "How to reach us" in said
    assert "River · in use since November 22, 2026" in said


def test_a_withdrawn_leaflet_says_why(asked: Callable[..., str]) -> None:
    """The reason is shown as it was written, whatever signs are in it."""
    said = asked("old-harbor")
    assert said.startswith('Do not use this leaflet. We withdrew it on December 1, 2026: It said <b>"rest"</b>.')
    assert "throw this leaflet away" in said


def test_a_page_whose_text_was_withdrawn_says_so_first(published_project: Path, changed: Path, tmp_path: Path) -> None:
    """Whoever reads it has scanned no code: until it is mended the page says the same as the leaflet."""
    copy(published_project, tmp_path)
    publish.withdraw(tmp_path, [*ids(tmp_path).values()], "The dose was wrong.", "2026-12-01")
    built(tmp_path, tmp_path / "out")
    openings = [
        (root / "out/web/rest/index.html").read_text("utf-8").partition('<div class="columns">')[0]
        for root in (tmp_path, changed)
    ]
    said, checked = "We withdrew it on December 1, 2026: The dose was wrong.", 'class="checked"'
    assert [(said in one, checked in one) for one in openings] == [(True, False), (False, True)]


@pytest.mark.parametrize("edition", ["QQQQQQQQ", "%3Cb%3Ecall", "Call+0900+123456", ""])
def test_a_code_that_nobody_knows(asked: Callable[..., str], edition: str) -> None:
    """Words that somebody has put into the address are never shown."""
    assert asked(edition) == (
        "We do not know a leaflet with this code. "
        "Please compare it with your leaflet, read this page instead, or ask us."
    )


def test_a_code_typed_by_hand(asked: Callable[..., str], codes: dict[str, str]) -> None:
    """Small letters, and digits that look like the letters, are understood."""
    code = codes["river"].lower().replace("o", "0").replace("i", "1")
    assert "Your leaflet is current." in asked(f"+{code}+")


def test_without_a_script_the_list_of_leaflets_says_it(asked: Callable[..., str], browser: Any, changed: Path) -> None:
    assert asked("river", java_script_enabled=False) == ""
    address = (changed / "out/web/rest/index.html").as_uri()
    with opened(browser, address, java_script_enabled=False) as page:
        page.get_by_text("Leaflet in your hand?").click()
        assert page.locator("#editions > ul > li").count() == 4
        assert page.get_by_text("Do not use this leaflet.").is_visible()
