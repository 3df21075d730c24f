"""The contract with WeasyPrint: what is used of it beyond its documented API is where it was read."""

from __future__ import annotations

import errno
import logging
from collections.abc import Iterator
from functools import cache, reduce
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import weasyprint
from making import ROOT
from making.paper import BRAND, PAGE, PLACE
from weasyprint.urls import URLFetcher

from pamphlets.errors import PamphletError
from pamphlets.model import Folders
from pamphlets.paper import typeset
from pamphlets.paper.typeset import boxes, fetch, foundry
from pamphlets.paper.typeset.tongues import Fonts

DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
EVERYTHING = f"""<style>@page {{ @top-left {{ content: "x" }} }}</style><h1>A title</h1>
<p style="columns: 2">Two columns <span style="display: inline-block">of text</span></p>
<p style="position: absolute">Apart</p><img src="data:image/png;base64,{DOT}" alt="A dot">
<table><tr><th>a</th><td>b</td></tr></table><ul><li>c</li></ul>"""
ASKED = [(name, attribute) for name, attributes in boxes.CONTRACT.items() for attribute in (*attributes, "")]


@cache
def document() -> Any:
    layout = typeset.Manuscript(PAGE.format(EVERYTHING), Folders(Path(), (ROOT / "templates",)), PLACE, BRAND).layout()
    layout.pdf()
    return layout._document


@cache
def met() -> tuple[Any, ...]:
    """Return one of everything that a document is made of."""
    whole = document()
    return (whole, *whole.pages, *_below(whole.pages[0]._page_box), whole.font_config, *whole.fonts.values())


def _below(box: Any) -> Iterator[Any]:
    yield box
    if hasattr(box, "replacement"):
        yield box.replacement
    for child in (*getattr(box, "children", ()), *([box._box] if "_box" in dir(box) else [])):
        yield from _below(child)


def test_the_release_is_the_one_that_was_read() -> None:
    """A newer one: read again what `CONTRACT` lists, and name that release."""
    assert weasyprint.__version__ == boxes.READ_IN


@pytest.mark.parametrize(("name", "attribute"), ASKED)
def test_what_is_private_of_weasyprint_has_not_moved(name: str, attribute: str) -> None:
    module, _, kind = name.rpartition(".")
    found = getattr(import_module(module), kind, None)
    assert found is not None, f"{name} has moved"
    for one in (one for one in met() if attribute and isinstance(one, found)):
        steps = attribute.split(".")
        assert hasattr(reduce(getattr, steps[:-1], one), steps[-1]), f"{name}.{attribute} has moved"
    assert not attribute or any(isinstance(one, found) for one in met()), f"no {name} was met"


def test_what_weasyprint_complains_of_is_known_by_how_it_begins() -> None:
    records: list[logging.LogRecord] = []
    own = foundry.of(Fonts(BRAND, (), Folders(Path(), (ROOT / "templates",))))
    html = "<html lang=en><title>x</title><p>\u4e00</p><img src=nowhere:x><img src='data:image/png;base64,{}'>"
    with foundry.listening(records):
        page = weasyprint.HTML(string=html.format(DOT), url_fetcher=URLFetcher(allowed_protocols=["data"]))
        page.write_pdf(pdf_variant="pdf/ua-1", font_config=own.configuration)
    found = {kind: of for kind, of in map(boxes.complaint, records)}
    assert set(found) == {"letter", "picture", "alt"}
    assert (found["letter"], found["picture"]) == ("\u4e00", "nowhere:x")


def test_fonts_need_some_space(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no temporary files can be written, that is said, and where."""

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    folders = (ROOT / "templates",)
    monkeypatch.setattr("weasyprint.CSS.__init__", full)
    with pytest.raises(PamphletError, match="the disk is full\n  hint: nothing was changed; free some space and build"):
        foundry._foundry.__wrapped__(folders, fetch.font_files(folders), "")
