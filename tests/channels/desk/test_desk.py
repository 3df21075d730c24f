"""The desk: what the manifest says, for staff, in a real browser and opened as a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from making import publishing
from making.browser import WIDTHS, follow, opened, overflow, served, wait_until
from making.markup import broken, read
from making.once import once
from making.topics import (
    AWKWARD,
    FILES,
    FRONT,
    PRACTICE,
    made,
    pages,
)

from pamphlets import library
from pamphlets.channels import Whole, desk
from pamphlets.model import KeptProblem, Manifest
from pamphlets.project.project import Project
from pamphlets.records import facts

REFUSED = "navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))"


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The desk of a project; nobody may change it."""

    def make(folder: Path) -> None:
        publishing.write(folder, FILES)
        made(folder, folder / "build")

    return once(tmp_path_factory, "desk", make) / "build"


@pytest.fixture
def at_desk(browser: Any, build: Path) -> Callable[..., Any]:
    """Open the desk as a file, on a given day."""
    opened_now = []

    def open_desk(day: str = "2026-11-22", page: str = "desk/rest.html", **options: Any) -> Any:
        context = opened(browser, "about:blank", **options)
        shown = context.__enter__()
        opened_now.append(context)
        shown.clock.set_fixed_time(f"{day}T12:00:00")
        shown.goto(f"{build.as_uri()}/{page}")
        return shown

    yield open_desk
    for context in opened_now:
        context.__exit__(None, None, None)


def pasted(shown: Any) -> str:
    return str(shown.evaluate("navigator.clipboard.readText()"))


def test_everything_it_leads_to_is_there(build: Path) -> None:
    files = sorted([*build.glob("*.html"), *build.glob("desk/*.html")])
    assert [file.name for file in files] == ["brand.html", "lift.html", "rest.html", "walk.html", "index.html"]
    pages = {file: read(file) for file in files}
    assert broken(build, files, pages) == []
    for file, page in pages.items():
        assert page.faults == []
        assert len(page.ids) == len(set(page.ids))
        assert {a["href"][1:] for a in page.all("use")} <= {*page.ids}
        assert not [a for a in page.targets() if a.startswith(("http", "//"))]
        assert not [a for _, a in page.tags if "style" in a or any(name.startswith("on") for name in a)]
        here = "desk/" if file.parent == build else ""
        assert [a["src"] for a in page.all("script")] == [f"{here}desk.js", f"{here}posted.js"]


def test_the_script_and_style_ask_for_nothing_elsewhere(build: Path) -> None:
    for name in ("desk.js", "posted.js", "desk.css"):
        assert "http" not in (build / "desk" / name).read_text().replace("http://www.w3.org/2000/svg", "")


@pytest.mark.parametrize("page", ["index.html", "desk/rest.html", "brand.html"])
@pytest.mark.parametrize("width", WIDTHS)
def test_it_fits_the_window(at_desk: Callable[..., Any], width: int, page: str) -> None:
    assert overflow(at_desk(page=page, viewport={"width": width, "height": 800})) <= 0


@pytest.mark.parametrize("platform", ["Facebook", "Instagram"])
def test_copy_puts_exactly_the_text_on_the_clipboard(at_desk: Callable[..., Any], platform: str) -> None:
    shown = at_desk(permissions=["clipboard-read", "clipboard-write"])
    shown.get_by_label(platform).first.check()
    button = shown.get_by_role("button", name="Copy text: Rest")
    button.click()
    assert pasted(shown) == f"{AWKWARD}{platform.lower()} en"
    assert "Copied" in button.inner_text()
    shown.locator("#live", has_text="Copied").wait_for(state="attached")


def test_copy_takes_alt_text_title_link_and_address(at_desk: Callable[..., Any]) -> None:
    shown = at_desk(permissions=["clipboard-read", "clipboard-write"])
    shown.get_by_label("Pinterest").first.check()
    for label, text in (
        ("Copy alt text: Rest", "A card in en"),
        ("Copy title: Rest", "Rest"),
        ("Copy link: Rest", "https://www.example.org/rest/"),
        ("Copy address: https://www.example.org/rest/rest/", "https://www.example.org/rest/rest/"),
    ):
        shown.get_by_role("button", name=label).click()
        assert pasted(shown) == text


def test_a_post_shows_what_its_platform_hides_and_copies_all(at_desk: Callable[..., Any]) -> None:
    shown = at_desk(permissions=["clipboard-read", "clipboard-write"])
    post = shown.locator(".post:visible")
    text = f"{AWKWARD}facebook en"
    folded = post.locator(".folded").text_content()
    assert folded and text.endswith(folded) and 90 < len(text) - len(folded) <= 110
    assert "words written for all platforms" in post.inner_text()
    assert post.locator(".who").inner_text().split("\n") == ["Rest House", "Facebook"]
    assert post.locator(".preview > *").last.evaluate("e => e.tagName") == "IMG"
    shown.get_by_label("Instagram").first.check()
    assert shown.locator(".post:visible .preview > *").last.evaluate("e => e.tagName") == "PRE"


def test_every_size_and_file_of_a_series_can_be_saved(at_desk: Callable[..., Any]) -> None:
    shown = at_desk()
    save = shown.get_by_role("link", name="Save picture")
    assert [link.get_attribute("aria-label") for link in save.all()] == ["Save picture Post 40 × 50: Rest"]
    assert save.first.get_attribute("download") == "rest-lead-card.png"
    files = shown.locator("#rest .series a:visible")
    assert [link.inner_text() for link in files.all()] == [
        "Everything (zip)",
        "Slides as PDF",
        "Calendar",
        "File for Buffer",
    ]
    assert [link.get_attribute("download") for link in files.all()] == [
        "rest.zip", "rest-carousel.pdf", "rest-posts.ics", "rest-buffer-facebook.csv",
    ]  # fmt: skip
    slides = shown.locator(".carousel:visible img")
    assert [image.get_attribute("alt") for image in slides.all()] == ["Slide 1/1. Rest."]
    shown.get_by_label("Instagram").first.check()
    assert files.count() == 3


def test_a_browser_saves_a_picture(browser: Any, build: Path) -> None:
    """Where pages are served a picture is saved under its name; the link is an ordinary one where nothing can share."""
    with served({"": build}) as address, opened_there(browser, address) as shown:
        with shown.expect_download() as saved:
            shown.get_by_role("link", name="Save picture").first.click()
        assert saved.value.suggested_filename == "rest-lead-card.png"


@pytest.mark.parametrize(("answer", "downloads"), [("resolve", 0), ("AbortError", 0), ("NotAllowedError", 1)])
def test_a_phone_shares_a_picture(browser: Any, build: Path, answer: str, downloads: int) -> None:
    """A phone hands the picture to its apps; if it will not, the picture is saved; a change of mind is respected."""
    stub = f"""
      window.shared = [];
      navigator.canShare = (what) => what.files.every((file) => file.type === "image/png" && file.size > 0);
      navigator.share = async (what) => {{
        window.shared.push(...what.files.map((file) => file.name));
        if ("{answer}" !== "resolve") throw new DOMException("no", "{answer}");
      }};"""
    with served({"": build}) as address, opened_there(browser, address, stub, has_touch=True, is_mobile=True) as shown:
        found: list[str] = []
        shown.on("download", lambda download: found.append(download.suggested_filename))
        shown.get_by_role("link", name="Save picture").first.tap()
        wait_until(shown, "window.shared.length === 1")
        assert shown.evaluate("window.shared") == ["rest-lead-card.png"]
        for _ in range(200):
            if len(found) < downloads:
                shown.wait_for_timeout(50)
        assert len(found) == downloads


@contextmanager
def opened_there(browser: Any, address: str, script: str = "", **options: Any) -> Iterator[Any]:
    """Open the desk where it is served."""
    context = browser.new_context(accept_downloads=True, **options)
    context.set_default_timeout(5000)
    if script:
        context.add_init_script(script)
    page = context.new_page()
    page.goto(f"{address}/desk/rest.html")
    try:
        yield page
    finally:
        context.close()


def test_pictures_have_their_size_before_they_load(browser: Any, build: Path) -> None:
    """Nothing moves when a picture arrives: its room is there, as large as it is then."""
    sizes = "() => [...document.images].filter((one) => one.checkVisibility()).map((one) => [one.width, one.height])"
    with served({"": build}) as address:
        found = []
        for pattern in ("**/*.png", "**/nothing"):
            context = browser.new_context()
            page = context.new_page()
            page.route(pattern, lambda route: None)
            page.goto(f"{address}/desk/rest.html", wait_until="domcontentloaded")
            page.wait_for_selector("html.ready")
            if pattern != "**/*.png":
                page.wait_for_load_state("networkidle")
            found.append(page.evaluate(sizes))
            context.close()
    assert found[0] == found[1] and len(found[0]) > 3
    assert all(width > 10 and height > 10 for width, height in found[0])


@pytest.mark.parametrize(
    ("command", "folder", "expected"),
    [
        ("pamphlets", "clinic", "pamphlets publish rest --project {folder}"),
        ("pamphlets", "our clinic", 'pamphlets publish rest --project "{folder}"'),
        ("{root}/run", "clinic", "{root}/run publish rest"),
        ("/opt/pamphlets/run", "clinic", "/opt/pamphlets/run publish rest --project {folder}"),
    ],
)
def test_publish_is_the_command_as_it_is_typed(
    browser: Any, write: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str,
    folder: str, expected: str,
) -> None:  # fmt: skip
    """The desk names the program as it was called, and the folder of the project where the program is elsewhere."""
    root = write(dict(FILES))
    monkeypatch.setenv("PAMPHLETS_COMMAND", command.format(root=root))
    made(root, tmp_path / folder / "build")
    with opened(browser, (tmp_path / folder / "build" / "desk" / "rest.html").as_uri()) as shown:
        said = shown.locator("#rest-news .command:visible code").first.inner_text()
        assert said == expected.format(root=root, folder=tmp_path / folder)
    with served({"": tmp_path / folder / "build"}) as address, opened_there(browser, address) as shown:
        said = shown.locator("#rest-news .command:visible code").first.inner_text()
        assert said == expected.format(root=root, folder="").partition(" --project")[0]


def test_a_browser_without_a_clipboard_still_copies(at_desk: Callable[..., Any]) -> None:
    """The older way takes over where the clipboard is refused, and it is as exact."""
    shown = at_desk(permissions=["clipboard-read", "clipboard-write"])
    shown.evaluate(f"{REFUSED}; 0")
    shown.get_by_role("button", name="Copy text: Rest").click()
    assert pasted(shown) == f"{AWKWARD}facebook en"


def test_a_copy_that_failed_says_so_and_selects_the_text(at_desk: Callable[..., Any]) -> None:
    shown = at_desk()
    shown.evaluate(f"{REFUSED}; document.execCommand = () => false; 0")
    shown.get_by_role("button", name="Copy text: Rest").click()
    said = shown.locator(".said:visible")
    assert "did not let me copy" in said.inner_text()
    assert shown.evaluate("getSelection().toString()").strip() == f"{AWKWARD}facebook en".strip()


@pytest.mark.parametrize(
    ("day", "said", "short"),
    [
        ("2026-11-22", "In date. Use until November 20, 2027.", "In date"),
        ("2027-10-01", "Check soon: in date until November 20, 2027.", "Check soon"),
        ("2027-11-20", "Check soon: in date until November 20, 2027.", "Check soon"),
        ("2027-11-21", "Out of date since November 20, 2027. Do not print or post it", "Out of date"),
    ],
)
def test_the_browser_judges_the_review_date(at_desk: Callable[..., Any], day: str, said: str, short: str) -> None:
    shown = at_desk(day)
    assert said in shown.locator("#rest .status:visible").inner_text()
    follow(shown, shown.get_by_role("link", name="All topics"))
    assert short in shown.locator("#rest").inner_text()


def due(shown: Any) -> list[str]:
    """Return the lines of the list of what is to be checked again."""
    return [" ".join(item.inner_text().split()) for item in shown.locator(".due li:visible").all()]


@pytest.mark.parametrize(
    ("day", "lines"),
    [
        ("2026-10-01", []),
        ("2026-11-22", ["Walk English In date until January 31, 2027"]),
        ("2027-02-01", ["Walk English Out of date since January 31, 2027"]),
        (
            "2027-10-01",
            [
                "Walk English Out of date since January 31, 2027",
                "Rest & sleep English In date until November 20, 2027",
                "Descanso Español In date until November 20, 2027",
            ],
        ),
    ],
)
def test_what_is_due_is_listed_across_all_topics(at_desk: Callable[..., Any], day: str, lines: list[str]) -> None:
    """What is late, and what will be within the 90 days of `pamphlets due`, the first one first; drafts last."""
    assert due(at_desk(day, "index.html")) == [*lines, "Lift English Draft: not checked yet"]


def test_what_is_due_leads_to_its_topic_and_language(at_desk: Callable[..., Any]) -> None:
    shown = at_desk("2027-10-01", "index.html")
    follow(shown, shown.get_by_role("link", name="Descanso", exact=True))
    assert shown.locator(".topic:visible h1").inner_text() == "Descanso"
    follow(shown, shown.get_by_role("link", name="All topics"))
    follow(shown, shown.locator(".due").get_by_role("link", name="Rest & sleep"))
    assert shown.locator(".topic:visible h1").inner_text() == "Rest & sleep"


def test_where_nothing_is_due_there_is_no_list(browser: Any, write: Callable[..., Path], tmp_path: Path) -> None:
    files = {path: text for path, text in FILES.items() if path != "content/lift.md"}
    made(write(files), tmp_path / "build")
    with opened(browser, "about:blank") as shown:
        shown.clock.set_fixed_time("2026-10-01T12:00:00")
        shown.goto((tmp_path / "build/index.html").as_uri())
        assert not shown.locator(".due").is_visible()


def go(shown: Any, topic: str) -> None:
    """Go from one topic to another."""
    follow(shown, shown.get_by_role("link", name="All topics"))
    follow(shown, shown.locator(".topics").get_by_role("link", name=topic))


def test_one_format_at_a_time_if_one_is_chosen(at_desk: Callable[..., Any]) -> None:
    """It is remembered, for every topic that has it."""
    shown = at_desk()
    assert shown.locator(".leaflet:visible").count() == 2
    shown.get_by_label("Tri-fold leaflet").first.check()
    go(shown, "Walk")
    shown.reload()
    assert shown.locator(".leaflet:visible h3").inner_text() == "Tri-fold leaflet"
    shown.locator("#walk").get_by_label("All", exact=True).check()
    assert shown.locator(".leaflet:visible").count() == 2


def test_a_draft_is_marked(at_desk: Callable[..., Any]) -> None:
    shown = at_desk(page="desk/lift.html")
    assert "Draft: nobody has checked this text" in shown.locator("#lift .status:visible").inner_text()
    assert "No leaflets have been made yet." in shown.locator("#lift").inner_text()


def test_one_pamphlet_language_site_and_platform_at_a_time(at_desk: Callable[..., Any]) -> None:
    shown = at_desk()
    assert shown.locator(".topic:visible h1").inner_text() == "Rest & sleep"
    assert shown.locator(".leaflet:visible").count() == 2 and shown.locator(".post:visible").count() == 1
    shown.get_by_label("Español").check()
    shown.get_by_label("River").check()
    assert shown.locator(".topic:visible h1").inner_text() == "Descanso"
    prints = [a.get_attribute("href") for a in shown.get_by_role("link", name="Print", exact=True).all()]
    assert prints == [f"../leaflets/es/at-river/rest/{name}.pdf" for name in ("sheet", "tri-fold")]
    follow(shown, shown.get_by_role("link", name="All topics"))
    assert shown.locator("#rest b").inner_text() == "Descanso"
    follow(shown, shown.locator(".topics").get_by_role("link", name="Walk"))
    assert "There is no edition in this language yet (Español)." in shown.locator("#walk").inner_text()


def test_choices_are_remembered(at_desk: Callable[..., Any]) -> None:
    shown = at_desk()
    shown.get_by_label("Español").check()
    shown.get_by_label("Instagram").first.check()
    shown.reload()
    assert shown.locator(".topic:visible h1").inner_text() == "Descanso"
    assert "instagram es" in shown.locator(".post:visible pre.text").inner_text()
    go(shown, "Walk")
    shown.get_by_label("English").check()
    assert "instagram en" in shown.locator(".post:visible pre.text").inner_text()


def test_a_keyboard_is_enough(at_desk: Callable[..., Any]) -> None:
    shown = at_desk(permissions=["clipboard-read", "clipboard-write"])
    shown.get_by_label("Facebook").first.focus()
    shown.keyboard.press("ArrowRight")
    assert shown.evaluate("document.activeElement.value") == "instagram"
    for _ in range(8):
        shown.keyboard.press("Tab")
        if shown.evaluate("document.activeElement.matches('[data-copy$=-text]')"):
            break
    shown.keyboard.press("Enter")
    assert pasted(shown).endswith("instagram en")


FOCUSED = """() => {
  const one = document.activeElement;
  const shown = one.matches(".pick input") ? one.nextElementSibling : one;
  const box = shown.getBoundingClientRect();
  return {
    at: [...document.querySelectorAll("*")].indexOf(one),
    name: one.getAttribute("aria-label") || one.innerText || one.value || "",
    outlined: getComputedStyle(shown).outlineStyle !== "none",
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


def test_the_tab_key_goes_through_everything_in_order(at_desk: Callable[..., Any]) -> None:
    """As the page is read, each where it can be seen, with a line around it; pictures are no stops of their own."""
    shown = at_desk(page="index.html")
    stops = stops_of(shown, "Rest & sleep")
    shown.keyboard.press("Enter")
    shown.locator("#rest").wait_for()
    own = stops_of(shown)
    assert [stop["name"] for stop in stops + own if not (stop["outlined"] and stop["seen"])] == []
    names = [stop["name"].split("\n")[0] for stop in stops]
    assert names[:2] == ["Skip to the topics", ""] and names[-2:] == ["Lift", "Rest & sleep"]
    names = [stop["name"].split("\n")[0] for stop in own]
    assert names[:5] == ["Skip to the topic", "All topics", "en", "harbor", "New since the last publish"]
    order = ("Leaflets", "Print", "Read or send", "facebook", "Copy text: Rest", "Save picture", "Open page")
    places = [next(i for i, name in enumerate(names) if name.startswith(word)) for word in order]
    assert places == sorted(places)
    assert names.count("Print") == names.count("Read or send") == 2


def stops_of(shown: Any, last: str = "") -> list[dict[str, Any]]:
    """Return where the tab key stops on a page, up to the one of a name in the list of topics."""
    stops: list[dict[str, Any]] = []
    while len(stops) < 100:
        shown.keyboard.press("Tab")
        stop = shown.evaluate(FOCUSED)
        if stops and stop["at"] <= stops[-1]["at"]:
            break
        stops.append(stop)
        if last and stop["name"].startswith(last) and shown.evaluate("!!document.activeElement.closest('.topics')"):
            break
    return stops


def test_each_leaflet_says_how_to_print_it(at_desk: Callable[..., Any]) -> None:
    shown = at_desk()
    text = " ".join(shown.locator(".leaflet:visible").last.inner_text().split())
    for words in (
        "Tri-fold leaflet",
        "Edition ABCD2345",
        "Letter, both sides",
        "flip on the short edge",
        "Actual size",
    ):
        assert words in text
    assert "Fold" in text
    images = [image.get_attribute("src") for image in shown.locator(".leaflet:visible img").all()]
    assert images == [f"../desk/leaflets/rest/{name}-1.png" for name in ("sheet", "tri-fold-sheet")]


def test_what_the_checks_found_stands_with_its_pamphlet(at_desk: Callable[..., Any]) -> None:
    shown = at_desk()
    found = shown.locator("#rest-checks")
    assert found.locator("li").count() == 1 and "half full" in found.inner_text()
    assert "content/rest.md:9" in found.inner_text()
    follow(shown, shown.get_by_role("link", name="All topics"))
    listed = shown.locator(".faulty")
    assert "content/practice.yml:2" in listed.locator(".general").inner_text()
    follow(shown, listed.get_by_role("link", name="Rest & sleep"))
    assert shown.url.partition("#")[2] == "rest-checks"


def test_a_language_that_checks_lack_is_told_on_the_index_alone(tmp_path: Path) -> None:
    """One plain line a language, in the words of the desk; nothing at a topic, and nothing where all is checked."""
    for codes, line in (("en, fr", "Not checked in Français: claims, required lines, reading. Somebody must look."),
                        ("es, fr", "Sin controlar en Français: promesas, frases obligatorias, lectura. "
                                   "Alguien debe mirarlo.")):  # fmt: skip
        publishing.write(
            tmp_path,
            {"content/practice.yml": PRACTICE.replace("en, es", codes), "content/rest.md": FILES["content/rest.md"]},
        )
        told = KeptProblem("unchecked-language", "warning", "content/rest.md", 1, "French: …", "")
        lacking = Manifest(unchecked={"fr": ("claims", "required", "reading")}, problems=(told,))
        shown = {path: content.decode() for path, content in pages(Project.load(tmp_path), lacking).items()
                 if path.endswith(".html")}  # fmt: skip
        assert f'<p class="small">{line}</p>' in shown["index.html"]
        assert "French" not in "".join(shown.values())
    assert "Somebody must look" not in pages(Project.load(tmp_path))["index.html"].decode()


def test_without_scripts_everything_is_shown(browser: Any, build: Path) -> None:
    with opened(browser, (build / "index.html").as_uri(), java_script_enabled=False) as shown:
        assert shown.locator(".topics li:visible").count() == 3
        follow(shown, shown.locator(".topics").get_by_role("link", name="Rest & sleep"))
        assert "Use until November 20, 2027" in shown.locator("#rest").inner_text()
        assert shown.locator(".leaflet:visible").count() == 8


def listed(shown: Any) -> list[str]:
    return [str(text) for text in shown.locator(".topics li:visible b").all_inner_texts()]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["Lift", "Rest & sleep", "Walk"]),
        ("  SLEEP rest ", ["Rest & sleep"]),
        ("descánso", ["Rest & sleep"]),
        ("walk", ["Walk"]),
        ("sleep walk", []),
    ],
)
def test_topics_are_found_by_their_words(at_desk: Callable[..., Any], words: str, found: list[str]) -> None:
    """In every language, in any order, whatever the accents; how many there are is read out."""
    shown = at_desk(page="index.html")
    shown.get_by_label("Find a topic").fill(words)
    assert listed(shown) == found
    assert shown.get_by_text("No topic has these words.").is_visible() is not bool(found)
    if words:
        shown.locator("#live", has_text=f"Topics found: {len(found)}").wait_for(state="attached")


def test_enter_opens_the_first_topic_that_is_found(at_desk: Callable[..., Any]) -> None:
    shown = at_desk(page="index.html")
    shown.get_by_label("Find a topic").fill("wal")
    shown.keyboard.press("Enter")
    shown.get_by_role("heading", name="Walk", exact=True).wait_for()


@pytest.mark.parametrize("hash", ["#rest", "#rest-posts", "#rest-tri-fold-en-harbor"])
def test_old_links_lead_to_the_page_of_the_topic(at_desk: Callable[..., Any], hash: str) -> None:
    shown = at_desk(page=f"index.html{hash}")
    wait_until(shown, "document.querySelector('h1').innerText === 'Rest & sleep'")
    assert shown.url.endswith(f"desk/rest.html{hash}")


def test_a_post_says_when_it_goes_out(at_desk: Callable[..., Any]) -> None:
    """Where an export has laid out days for it."""
    assert at_desk().locator(".planned:visible").inner_text() == "Planned for December 1, 2026, 09:00"
    assert at_desk(page="desk/walk.html").locator(".planned").count() == 0


def test_a_desk_without_pamphlets_says_so(write: Callable[..., Path]) -> None:
    assert "There are no topics yet." in pages(Project.load(write()))["index.html"].decode()


def test_it_speaks_the_first_language_of_the_practice(write: Callable[..., Path]) -> None:
    files = {"content/practice.yml": PRACTICE.replace("[en, es]", "[es, en]")}
    project = Project.load(write({**files, "content/rest.md": FRONT.format(title="Descanso", until="2027-11-20")}))
    for path in ("index.html", "desk/rest.html"):
        html = pages(project)[path].decode()
        assert '<html lang="es" dir="ltr">' in html and "Se puede usar hasta el 20 de noviembre de 2027" in html


def test_the_same_outputs_make_the_same_bytes(write: Callable[..., Path], tmp_path: Path) -> None:
    root = write(dict(FILES))
    for name in ("a", "b"):
        made(root, tmp_path / name)
    for path in ("index.html", "desk/rest.html"):
        assert (tmp_path / "a" / path).read_bytes() == (tmp_path / "b" / path).read_bytes()


def test_a_page_is_made_again_only_if_its_topic_changed(write: Callable[..., Path]) -> None:
    def digests(files: dict[str, str]) -> dict[str, str]:
        project = Project.load(write(files))
        whole = Whole(project, Manifest(pamphlets=facts.of(library.read(project).editions, project)), lambda path: b"")
        return {each.name: each.digest for each in desk.gather(whole)}

    before = digests(dict(FILES))
    after = digests({**FILES, "content/walk.md": FRONT.format(title="Walk more", until="2027-01-31")})
    assert {name for name in before if before[name] != after[name]} == {"desk/walk", "desk"}
    practice = PRACTICE.replace("Rest House", "Rest Home")
    assert not {*before.values()} & {*digests({**FILES, "content/practice.yml": practice}).values()}
