"""The web pages in a real browser, opened as files: any width, light and dark, on paper, without scripts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from making.browser import WIDTHS, follow, opened, overflow, served
from pypdfium2 import PdfDocument

PAGES = ("index.html", "es/index.html", "restless-legs/index.html", "es/restless-legs/index.html")


@pytest.fixture
def site(sample: Path) -> Path:
    return sample


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("address", PAGES)
def test_pages_fit_the_window(browser: Any, site: Path, address: str, width: int) -> None:
    """No page is wider than its window, down to 320 px: 1280 px at 400 % zoom."""
    with opened(browser, (site / address).as_uri(), viewport={"width": width, "height": 800}) as page:
        assert overflow(page) <= 0


@pytest.mark.parametrize("address", PAGES)
def test_pages_fit_the_window_in_another_font(browser: Any, site: Path, address: str) -> None:
    """Where the fonts did not come, the system's wider one takes their place."""
    with opened(browser, "about:blank", viewport={"width": 320, "height": 800}) as page:
        page.route("**/*.woff2", lambda route: route.abort())
        page.goto((site / address).as_uri())
        assert overflow(page) <= 0


def test_a_wide_table_scrolls_in_its_box_and_a_narrow_one_wraps(browser: Any, site: Path) -> None:
    """Short cells stay whole, and the page keeps its width; the box can be reached by keys, and has a name."""
    wide = "<tr>" + "<td>Wednesday</td><td>4 on</td>" * 4 + "</tr>"
    narrow = "<tr><th>When</th><th>How long</th></tr><tr><td>In the afternoon</td><td>as long as you like to</td></tr>"
    code = "<pre><code>" + "a_long_line_of_code " * 9 + "</code></pre>"
    boxes = "".join(f'<div class="table" tabindex="0">{"<table>" + rows + "</table>"}</div>' for rows in (wide, narrow))
    with opened(browser, (site / PAGES[2]).as_uri(), viewport={"width": 360, "height": 800}) as page:
        page.evaluate(f"document.querySelector('main section').innerHTML = `{boxes}{code}`")
        assert overflow(page) <= 0
        sizes = page.evaluate("[...document.querySelectorAll('.table')].map(box => box.scrollWidth - box.clientWidth)")
        assert sizes[0] > 0 and sizes[1] == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_text_stands_out(browser: Any, site: Path, scheme: str) -> None:
    """Light on dark where the reader wants that, in the fonts that came with the page."""
    with opened(browser, (site / PAGES[2]).as_uri(), color_scheme=scheme) as page:
        ink, paper = page.evaluate(
            "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
        )
        assert (brightness(ink) > brightness(paper)) is (scheme == "dark")
        fonts = page.evaluate("document.fonts.ready.then(() => [...document.fonts].map((face) => face.status))")
        assert fonts and set(fonts) <= {"loaded", "unloaded"} and "loaded" in fonts


def brightness(color: str) -> int:
    return sum(int(part) for part in color[4:-1].split(","))


def test_pages_need_no_script(browser: Any, site: Path) -> None:
    with opened(browser, (site / PAGES[2]).as_uri(), java_script_enabled=False) as page:
        assert page.get_by_role("heading", name="Massage and restless legs").is_visible()
        assert page.get_by_role("heading", name="When to see a doctor").is_visible()


def test_the_first_key_skips_to_the_text(browser: Any, site: Path) -> None:
    with opened(browser, (site / PAGES[2]).as_uri()) as page:
        page.keyboard.press("Tab")
        link = page.locator(":focus")
        assert link.inner_text() == "Skip to the text" and link.is_visible()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


def test_a_reader_finds_the_way_through_the_languages(browser: Any, site: Path) -> None:
    with opened(browser, (site / "index.html").as_uri()) as page:
        follow(page, page.get_by_role("link", name="Massage and restless legs"))
        follow(page, page.get_by_role("link", name="Español"))
        assert page.locator("html").get_attribute("lang") == "es"
        follow(page, page.get_by_role("link", name="Todos los temas"))
        assert page.url == (site / "es/index.html").as_uri()


def test_what_to_do_is_in_reach_of_a_thumb(browser: Any, site: Path) -> None:
    """On a phone, the line with call, book and print stays at the foot of the window and leads to its parts."""
    with opened(browser, (site / PAGES[2]).as_uri(), viewport={"width": 360, "height": 700}) as page:
        bar = page.get_by_role("navigation", name="Call, book or print")
        box = bar.bounding_box()
        assert box["y"] + box["height"] == 700
        bar.get_by_role("link", name="Call").click()
        assert page.locator("#contact").get_by_role("link", name="(207) 555-0142").is_visible()


def test_paper_shows_the_text_alone(browser: Any, site: Path) -> None:
    with opened(browser, (site / PAGES[2]).as_uri()) as page:
        page.emulate_media(media="print", color_scheme="dark")
        assert not page.locator(".bar").is_visible() and not page.locator(".languages").is_visible()
        assert page.get_by_role("heading", name="When to see a doctor").is_visible()
        assert brightness(page.evaluate("getComputedStyle(document.body).backgroundColor")) == 3 * 255


@pytest.mark.parametrize("address", PAGES[2:])
def test_a_page_is_printed_on_four_sheets_at_most(browser: Any, site: Path, address: str) -> None:
    with opened(browser, (site / address).as_uri()) as page, PdfDocument(page.pdf(format="Letter")) as printed:
        assert len(printed) <= 4


SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  const seen = new PerformanceObserver((list) => { for (const one of list.getEntries()) sum += one.value; });
  seen.observe({ type: "layout-shift", buffered: true });
  document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => done(sum))));
})"""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("address", ["restless-legs/", "es/"])
def test_nothing_jumps_while_a_page_loads(browser: Any, site: Path, address: str, width: int) -> None:
    """Pictures and the logo keep their room, and a font that comes late does not set the text anew."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()

    def late(route: Any) -> None:
        page.wait_for_timeout(300)
        route.continue_()

    page.route("**/*.woff2", late)
    with served({"web": site}) as home:
        page.goto(f"{home}/web/{address}index.html")
        assert page.evaluate(SHIFTS) == 0
    context.close()
