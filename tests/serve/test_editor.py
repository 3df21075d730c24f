"""The editor: what it is made of and says, and what happens to what is written in it, in a real browser."""

from __future__ import annotations

import gzip
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from making import ROOT, axe
from making.browser import overflow
from making.documents import png
from making.publishing import copy, write

from pamphlets.serve.loopback import Server
from pamphlets.serve.news import State

TOOLS, SERVE = ROOT / "tools/editor", ROOT / "templates/serve"
MOST_KB = 250
"""What the page may weigh in all, as it is sent."""


def test_the_page_is_light() -> None:
    sizes = [len(gzip.compress((SERVE / name).read_bytes())) for name in ("editor.js", "edit.css", "edit.html")]
    assert sum(sizes) < MOST_KB * 1000


def test_the_script_is_what_its_modules_make(tmp_path: Path) -> None:
    if not (TOOLS / "node_modules/esbuild").is_dir():
        pytest.skip("no esbuild: run 'npm ci' in tools/editor")
    subprocess.run(["node", "build.mjs", str(tmp_path)], cwd=TOOLS, check=True)
    for name in ("editor.js", "editor.LICENSES.txt"):
        assert (tmp_path / name).read_bytes() == (SERVE / name).read_bytes(), f"run 'node build.mjs': {name} is old"


def test_no_registry_is_named() -> None:
    assert "resolved" not in (TOOLS / "package-lock.json").read_text("utf-8")


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_words_are_those_that_the_editor_says(language: str) -> None:
    words = yaml.safe_load((ROOT / f"templates/languages/{language}.yml").read_text("utf-8"))["words"]
    keys = {key.removeprefix("desk-edit-") for key in words if key.startswith("desk-edit-")}
    modules = "\n".join(path.read_text("utf-8") for path in (TOOLS / "src").glob("*.js"))
    page = (SERVE / "edit.html").read_text("utf-8")
    asked = {*re.findall(r'\bsay\("([a-z-]+)"', modules), *re.findall(r'say\("desk-edit-([a-z-]+)"', page)}
    assert asked <= keys
    built = re.compile(r"(cm|channel|group|kind|output|panel|score|source)-")  # the rest of such a key is data
    said = {*re.findall(r'"([a-z-]+)"', modules), *re.findall(r'"(?:desk-edit-)?([a-z-]+)"', page)}
    assert {key for key in keys if not built.match(key)} <= said


NAMED = {
    "content/references.yml": "references:\n- id: nhs-1\n  title: Rest and sleep\n",
    "content/safety.md": """---
title: Safety
summary: When to see a doctor.
publish: false
hashtags: [RestWell]
---
## See a doctor {#see-a-doctor}

See a doctor if it hurts.
""",
    "content/images/chair.svg": """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="90" height="90">
<title>A chair</title><path d="M1 1h7v7z"/></svg>""",
}


@pytest.fixture(scope="module")
def root(ready_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project, built, with what can be named; each test writes a source of its own."""
    root = copy(ready_project, tmp_path_factory.mktemp("editor"))
    write(root, NAMED)
    return root


@pytest.fixture(scope="module")
def served(root: Path) -> Iterator[Server]:
    """The server alone: nothing is built again, and who changes a file wakes it."""
    server = Server(root, 0, State())
    server.start()
    yield server
    server.state.end()
    server.close()


Open = Callable[..., Any]


@pytest.fixture
def edit(served: Server, root: Path, browser: Any) -> Iterator[Open]:
    """Opens the editor of a source, in a browser that has entered by the terminal's address; it may not complain."""
    contexts, complaints = [], []

    def edit(name: str, text: str = "", width: int = 1440, context: Any = None) -> Any:
        if text:
            (root / "content" / name).write_bytes(text.encode())
        if not context:
            context = browser.new_context(viewport={"width": width, "height": 900})
            contexts.append(context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        context.add_cookies([{"name": served.tokens.cookie, "value": served.tokens.entry, "url": served.address}])
        page.goto(f"{served.address}-/edit/{name}")
        page.locator("html[data-ready]").wait_for(state="attached")
        return page

    yield edit
    for context in contexts:
        context.close()
    assert [one for one in complaints if not EXPECTED.search(one)] == []


EXPECTED = re.compile("412|sandboxed")
"""What a browser says of a save that was made from another version, and of scripts in a page that may run none."""


def source(title: str, text: str) -> str:
    return f"---\ntitle: {title}\nsummary: How to walk.\npublish: false\n---\n## Walk {{#walk}}\n\n{text}\n"


def end(page: Any, words: str = "") -> None:
    """Type at the end of the text."""
    page.locator(".cm-content").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def state(page: Any, name: str) -> None:
    """Wait until the page says whether all is saved."""
    page.locator(f"#saved[data-state={name}]").wait_for()


def save(page: Any) -> None:
    page.keyboard.press("Control+s")
    state(page, "saved")


def change(served: Server, file: Path, text: str) -> None:
    """Write a file as another program does."""
    file.write_bytes(text.encode())
    served.state.wake()


def test_a_save_writes_what_is_shown_and_line_ends_stay(edit: Open, root: Path) -> None:
    file, text = root / "content/walk.md", "\ufeff" + source("Walk", "“Go”\tout.").replace("\n", "\r\n")
    page = edit("walk.md", text)
    assert page.title() == "Edit Walk" and page.get_by_role("heading", level=1).inner_text() == "Walk"
    state(page, "saved")
    end(page, "Breathe — ñ 👩‍👩‍👧.")
    page.evaluate("""() => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", "one\\r\\ntwo\\rthree");
        document.querySelector(".cm-content").dispatchEvent(new ClipboardEvent("paste", { clipboardData }));
    }""")
    state(page, "unsaved")
    assert file.read_bytes() == text.encode()
    save(page)
    assert file.read_bytes() == (text + "Breathe — ñ 👩‍👩‍👧.one\r\ntwo\r\nthree").encode()


def test_what_was_written_in_two_places_is_shown_side_by_side(edit: Open, served: Server, root: Path) -> None:
    """Lines that only one has changed are both in the text; of a line that both have changed a person chooses."""
    file, text = root / "content/two.md", source("Two", "First.\n\nMiddle.\n\nLast.")
    page = edit("two.md", text)
    end(page, "Mine.\n")
    page.get_by_text("Last.").click()
    page.keyboard.press("End")
    page.keyboard.type(" Mine too.")
    theirs = text.replace("First.", "First of all.").replace("Last.", "Last, theirs.")
    change(served, file, theirs)
    page.locator("#banner").get_by_text("changed elsewhere").wait_for()
    page.keyboard.press("Control+s")
    merge = page.get_by_role("dialog", name="Two versions of this text")
    merge.wait_for()
    assert file.read_bytes() == theirs.encode()
    merge.get_by_role("button", name="Save my text").click()
    state(page, "saved")
    both = text.replace("First.", "First of all.").replace("Last.", "Last. Mine too.") + "Mine.\n"
    assert file.read_bytes() == both.encode()
    assert any(one.read_bytes() == theirs.encode() for one in (root / ".history/two.md").iterdir())


def test_a_passage_is_taken_from_the_file_on_a_telephone(edit: Open, served: Server, root: Path) -> None:
    page = edit("take.md", source("Take", "First."), width=360)
    page.get_by_text("First.").click()
    page.keyboard.press("End")
    page.keyboard.type(" Mine.")
    state(page, "unsaved")
    theirs = source("Take", "First. Theirs.")
    change(served, root / "content/take.md", theirs)
    page.get_by_role("button", name="Show both").click()
    page.get_by_role("button", name="Take this from the file").click()
    page.get_by_role("button", name="Save my text").click()
    state(page, "saved")
    assert (root / "content/take.md").read_bytes() == theirs.encode()


def test_a_change_elsewhere_is_shown_at_once_where_nothing_is_unsaved(edit: Open, served: Server, root: Path) -> None:
    file, text = root / "content/other.md", source("Other", "Go out and breathe.")
    page = edit(file.name, source("Other", "Go out."))
    change(served, file, text)
    page.locator(".cm-content").get_by_text("Go out and breathe.").wait_for()
    state(page, "saved")
    end(page, "More.")
    save(page)
    assert file.read_text("utf-8") == text + "More."
    file.unlink()
    served.state.wake()
    page.locator("#banner").get_by_text("no longer there").wait_for()
    page.locator("#banner").get_by_role("button", name="Save").click()
    state(page, "saved")
    assert file.read_text("utf-8") == text + "More."


def test_unsaved_text_outlives_its_page(edit: Open, root: Path) -> None:
    page = edit("kept.md", source("Kept", "Go."))
    end(page, "Never saved.")
    state(page, "unsaved")
    page.close()
    page = edit("kept.md", context=page.context)
    page.get_by_role("button", name="Go on with it").click()
    state(page, "unsaved")
    save(page)
    assert (root / "content/kept.md").read_text("utf-8") == source("Kept", "Go.") + "Never saved."
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('kept.md'))") == []


CHOICES = [  # what is typed, what is offered first, and what stands there after Enter
    ("[@rest", "nhs-1", "[@nhs-1]"),
    ("![[safety", "safety#see-a-doctor", "![[safety#see-a-doctor]]"),
    ("Call {{ practice.ph", "practice.phone", "Call {{ practice.phone }}"),
    ("::: war", "warning", "::: warning"),
    ('::: {only="po', "posts", '::: {only="posts'),
    ("## Go home {#", "go-home", "## Go home {#go-home}"),
    ("## Go home {.ste", "steps", "## Go home {.steps"),
    ("::: post\nGo #Rest", "RestWell", "::: post\nGo #RestWell"),
    ("See [this](#wa", "walk", "See [this](#walk)"),
    ("![A chair](images/ch", "images/chair.svg", "![A chair](images/chair.svg)"),
]


def test_names_are_completed_where_the_syntax_has_them(edit: Open, root: Path) -> None:
    page = edit("names.md", source("Names", "Go."))
    for typed, offered, _ in CHOICES:
        end(page, f"\n\n{typed}")
        first = page.locator(".cm-tooltip-autocomplete li[aria-selected]")
        first.locator(".cm-completionLabel").get_by_text(offered, exact=True).wait_for()
        page.wait_for_timeout(80)  # a list that has just opened takes no key: it would be taken by mistake
        page.keyboard.press("Enter")
        first.wait_for(state="detached")
    save(page)
    said = (root / "content/names.md").read_text("utf-8")
    assert said == source("Names", "Go.") + "".join(f"\n\n{written}" for _, _, written in CHOICES)


def test_a_problem_is_underlined_and_its_fix_used(edit: Open, root: Path) -> None:
    text = f"Massage cures cancer. Call {{{{ practice.fone }}}}.\n\n::: post\n{'Go out. ' * 40}\n:::"
    page = edit("wrong.md", source("Wrong", text).replace("publish: false\n", ""))
    mark = page.locator(".cm-lintRange-error")
    mark.filter(has_text=re.compile("^fone$")).first.wait_for()
    page.locator("#words").get_by_text(re.compile(r"^\d+ words · reading grade \d")).wait_for()
    page.locator(".cm-content").focus()
    page.keyboard.press("F8")
    page.locator("#live").get_by_text("Massage cures cancer").wait_for()
    page.keyboard.press("F8")
    page.locator("#live").get_by_text("did you mean 'practice.phone'?").wait_for()
    page.locator("#problems [aria-current=true]").get_by_role("button", name="Use “phone”").click()
    mark.filter(has_text="fone").first.wait_for(state="detached")
    page.locator(".cm-lintRange", has_text="Massage cures cancer").first.wait_for()
    page.locator(".counts .over").get_by_text(re.compile(r"^X: \d+ too many$")).wait_for()
    save(page)
    assert "Call {{ practice.phone }}." in (root / "content/wrong.md").read_text("utf-8")


def test_pages_follow_the_text_and_lead_to_it(edit: Open, root: Path) -> None:
    before = (root / "content/rest.md").read_bytes()
    page = edit("rest.md")
    area = page.get_by_role("button", name="Go to “See a doctor” in the text")
    area.first.click()
    assert page.locator(".cm-activeLine").inner_text().startswith("## See a doctor")
    page.locator(".area.here[data-block=doctor]").first.wait_for()
    picture = page.locator(".sheet img").first
    old = picture.get_attribute("src")
    end(page, "\n\nSee one today.")
    page.locator(f".sheet img:not([src='{old}'])").first.wait_for()
    names = page.locator("#sheets .caption b")
    assert names.first.inner_text() == "Page 1"
    page.route("**/-/api/pages/*", lambda route: route.fulfill(json={
        "number": route.request.post_data_json["number"], "pages": [], "html": None,
        "problems": [{"severity": "error", "rule": "font", "message": "no font", "hint": "", "path": "", "line": 0}],
    }))  # fmt: skip
    page.locator("#output").select_option("web")
    page.get_by_text("The page cannot be made yet: no font").wait_for()
    assert not names.count()  # they were of another output
    page.unroute("**/-/api/pages/*")
    page.locator("#output").select_option("sheet")
    names.first.wait_for()
    page.locator("#output").select_option("web")
    page.frame_locator("iframe.ready").get_by_text("See one today.").wait_for()
    assert (root / "content/rest.md").read_bytes() == before


def test_the_page_is_accessible(browser: Any, edit: Open) -> None:
    """By axe, on a telephone and on a desk, with questions open."""
    context = axe.context(browser, viewport={"width": 360, "height": 740})
    page = edit("rest.md", context=context)
    page.locator(".sheet img").first.wait_for(state="attached")
    page.locator(".wrong summary").click()
    faults = axe.violations(page)
    for name in ("Picture", "Source"):
        page.get_by_role("group", name="Insert").get_by_role("button", name=name, exact=True).click()
        faults += axe.violations(page)
        page.keyboard.press("Escape")
    page.get_by_role("button", name="Pages", exact=True).click()
    assert overflow(page) <= 0
    faults += axe.violations(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    faults += axe.violations(page)
    assert overflow(page) <= 0 and faults == []
    context.close()


def test_the_keyboard_leads_to_cards_and_out_of_the_text(edit: Open) -> None:
    page = edit("keys.md", source("Keys", "Go.") + "\n![[safety#see-a-doctor]]\n")
    page.locator(".card").get_by_text("See a doctor if it hurts.").wait_for()
    end(page)
    page.keyboard.press("ArrowUp")
    page.locator(".cm-activeLine").get_by_text("![[safety#see-a-doctor]]").wait_for()
    end(page, "\n- one\n- two")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.cm-editor')") is None
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("F2")
    assert page.get_by_role("button", name="All as text").get_attribute("aria-pressed") == "true"
    assert page.locator(".cm-content").get_by_text("{#walk}").is_visible()


def test_the_toolbar_writes_our_syntax(edit: Open, root: Path) -> None:
    page = edit("tools.md", source("Tools", "Go."))
    end(page)

    def use(name: str, **values: str) -> None:
        page.get_by_role("group", name="Insert").get_by_role("button", name=name, exact=True).click()
        dialog = page.get_by_role("dialog")
        for label, value in values.items():
            field = dialog.get_by_label(label.replace("_", " "), exact=True)
            if field.evaluate("field => field.localName") == "select":
                field.select_option(label=value)
            else:
                field.fill(value)
        for row in dialog.locator(".row:visible").all()[:1]:
            row.click()
        dialog.get_by_role("button", name="Insert").click()
        page.locator("#text .cm-focused").wait_for()

    use("Block", Heading="When it hurts", Kind="Steps")
    page.keyboard.type("Sit down.")
    use("Source", Find="rest")
    use("Post", Words_on_its_picture="Sit down")
    page.keyboard.type("Sit down for a while.")
    page.keyboard.press("Control+End")
    use("Shared block", Find="safety")
    use("Table", Columns="2", Rows="1")
    save(page)
    assert (root / "content/tools.md").read_text("utf-8").removeprefix(source("Tools", "Go.")) == TOOLS_WRITE


def test_pictures_and_new_sources_come_into_the_project(edit: Open, root: Path) -> None:
    page = edit("new.md", source("New", "Go."))
    end(page)
    tools, dialog = page.get_by_role("group", name="Insert"), page.get_by_role("dialog")
    tools.get_by_role("button", name="Picture").click()
    picture = {"name": "My walk.png", "mimeType": "image/png", "buffer": png(400, 300)}
    dialog.get_by_label("From this computer").set_input_files(picture)
    dialog.get_by_role("button", name="Insert").click()
    dialog.get_by_role("alert").get_by_text("Say what the picture shows").wait_for()
    dialog.get_by_label("What it shows").fill("A way [up]")
    dialog.get_by_role("button", name="Insert").click()
    page.locator("#text .cm-focused").wait_for()
    tools.get_by_role("button", name="Source").click()
    dialog.get_by_text("A new one").click()
    for label, value in {"DOI": "10.1000/walk", "Title": "On walking", "Year": "2020"}.items():
        dialog.get_by_label(label, exact=True).fill(value)
    dialog.get_by_role("button", name="Insert").click()
    page.locator("#text .cm-focused").wait_for()
    save(page)
    said = (root / "content/new.md").read_text("utf-8").removeprefix(source("New", "Go.")).strip()
    found = re.fullmatch(r"!\[A way \\\[up\\\]\]\((images/.+\.png)\) \[@(.+)\]", said)
    assert found and (root / "content" / found[1]).is_file()
    assert f"id: {found[2]}" in (root / "content/references.yml").read_text("utf-8").replace('"', "")


TOOLS_WRITE = """
## When it hurts {#when-it-hurts .steps}

1. Sit down. [@nhs-1]

::: {.post card="Sit down"}
Sit down for a while.
:::

![[safety#see-a-doctor]]

| Column 1 | Column 2 |
| --- | --- |
|   |   |
"""
