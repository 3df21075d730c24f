"""Pages of languages with fonts of their own: which they load, with which letters, and that none is the system's."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from making.browser import opened, overflow
from making.pages import built
from making.texts import source

ENGLISH = "---\ntitle: Calm legs\nsummary: Ask Linh Nguyễn.\n---\n\n## Rest {#what}\n\nSit down.\n"
OWN = [f"AtkinsonHyperlegibleNext-{style}" for style in ("Bold", "Regular", "SemiBold")]
ASSETS = {
    "en": OWN, "vi": ["PamphletsReader-Bold", "PamphletsReader-Regular"],
    "ar": [*OWN, "Vazirmatn-Bold", "Vazirmatn-Regular"],
}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a text in English, Vietnamese and Arabic."""
    root, out = tmp_path_factory.mktemp("tongues"), tmp_path_factory.mktemp("pages")
    (root / "content").mkdir()
    practice = "name: Rest House\nphone: +1 207-555-0142\nlanguages: [en, vi, ar]\nchannels: [web]\n"
    (root / "content/practice.yml").write_text(practice)
    for name, text in {"rest.md": ENGLISH, "rest.vi.md": source("vi"), "rest.ar.md": source("ar")}.items():
        (root / "content" / name).write_text(text, "utf-8")
    built(root, out)
    return out / "web"


def test_a_page_asks_early_for_the_fonts_of_its_language(site: Path) -> None:
    for language, names in ASSETS.items():
        page = (site / ("" if language == "en" else language) / "rest/index.html").read_text("utf-8")
        early = [line.partition("fonts/")[2].partition(".woff2")[0] for line in page.split("\n") if "preload" in line]
        assert sorted(early) == names


def test_fonts_of_languages_have_the_letters_that_pages_show_in_them(site: Path) -> None:
    """Arabic letters alone where the brand's font has the others; in Vietnamese, all."""
    vazirmatn, reader = (
        set(TTFont(BytesIO((site / f"assets/fonts/{name}-Regular.woff2").read_bytes())).getBestCmap())
        for name in ("Vazirmatn", "PamphletsReader")
    )
    assert {*map(ord, "راحة الساقين؛")} <= vazirmatn and not {*map(ord, "aAژ")} & vazirmatn
    assert {*map(ord, "Đôi chân Nguyễn 207")} <= reader and not {*map(ord, "ђϑ")} & reader
    style = (site / "assets/site.css").read_text("utf-8")
    assert style.count("font-display: optional") == 3 and style.count("font-display: swap") == 6
    assert ':lang(ar) { --face: "Atkinson Hyperlegible Next", "Vazirmatn", "Pamphlets Reader beside", system' in style


@pytest.mark.parametrize("language", ASSETS)
def test_no_letter_is_in_a_font_of_the_system(browser: Any, site: Path, language: str) -> None:
    address = site / ("" if language == "en" else language) / "rest/index.html"
    with opened(browser, address.as_uri(), viewport={"width": 360, "height": 800}) as page:
        page.evaluate("document.fonts.ready")
        page.wait_for_load_state("networkidle")
        assert overflow(page) <= 0
        session = page.context.new_cdp_session(page)
        for domain in ("DOM", "CSS"):
            session.send(f"{domain}.enable")
        root = session.send("DOM.getDocument")["root"]["nodeId"]
        found = session.send("DOM.querySelector", {"nodeId": root, "selector": "body"})["nodeId"]
        fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": found})["fonts"]
        assert fonts and [font for font in fonts if not font["isCustomFont"]] == []


def test_one_language_has_no_style_of_others(write: Callable[..., Path], tmp_path: Path) -> None:
    root = write({"content/practice.yml": "name: a\nweb:\nlanguages: [en, es]\n", "content/a.md": ENGLISH})
    style = built(root, tmp_path)["web/assets/site.css"].decode()
    assert "[lang]" not in style and "swap" not in style
