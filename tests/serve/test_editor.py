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
from making import ROOT
from making.desk import serving
from making.publishing import copy

from pamphlets.serve.loopback import Server

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
    built = re.compile(r"(cm|channel|group|score|source)-")  # the rest of such a key is data
    said = {*re.findall(r'"([a-z-]+)"', modules), *re.findall(r'"(?:desk-edit-)?([a-z-]+)"', page)}
    assert {key for key in keys if not built.match(key)} <= said


@pytest.fixture(scope="module")
def root(ready_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project, built; each test writes a source of its own."""
    return copy(ready_project, tmp_path_factory.mktemp("editor"))


@pytest.fixture(scope="module")
def served(root: Path) -> Iterator[Server]:
    with serving(root) as server:
        yield server


Open = Callable[..., Any]


@pytest.fixture
def edit(served: Server, root: Path, browser: Any) -> Iterator[Open]:
    """Opens the editor of a source, in a browser that has entered by the terminal's address."""
    contexts = []

    def edit(name: str, text: str = "", width: int = 1440, context: Any = None) -> Any:
        if text:
            (root / "content" / name).write_bytes(text.encode())
        if not context:
            context = browser.new_context(viewport={"width": width, "height": 900})
            context.set_default_timeout(15_000)
            contexts.append(context)
        page = context.new_page()
        page.goto(served.entry)
        page.goto(f"{served.address}-/edit/{name}")
        page.locator("html[data-ready]").wait_for(state="attached")
        return page

    yield edit
    for context in contexts:
        context.close()


def source(title: str, text: str) -> str:
    return f"---\ntitle: {title}\nsummary: How to walk.\npublish: false\n---\n## Walk {{#walk}}\n\n{text}\n"


def end(page: Any, words: str) -> None:
    """Type at the end of the text."""
    page.locator(".cm-content").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def state(page: Any, name: str) -> None:
    """Wait until the page says whether all is saved."""
    page.locator(f"#saved[data-state={name}]").wait_for()


def test_a_save_writes_what_is_shown_and_line_ends_stay(edit: Open, root: Path) -> None:
    file, text = root / "content/walk.md", "\ufeff" + source("Walk", "“Go”\tout.").replace("\n", "\r\n")
    page = edit("walk.md", text)
    assert page.title() == "Edit Walk" and page.get_by_role("heading", level=1).inner_text() == "Walk"
    state(page, "saved")
    end(page, "Breathe — ñ 👩‍👩‍👧.")
    state(page, "unsaved")
    assert file.read_bytes() == text.encode()
    page.keyboard.press("Control+s")
    state(page, "saved")
    assert file.read_bytes() == (text + "Breathe — ñ 👩‍👩‍👧.").encode()


def test_what_is_pasted_has_plain_line_ends(edit: Open, root: Path) -> None:
    page = edit("paste.md", source("Paste", "Go."))
    end(page, "")
    page.evaluate("""() => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", "one\\r\\ntwo\\rthree");
        document.querySelector(".cm-content").dispatchEvent(new ClipboardEvent("paste", { clipboardData }));
    }""")
    page.get_by_role("button", name="Save", exact=True).click()
    state(page, "saved")
    assert (root / "content/paste.md").read_bytes() == (source("Paste", "Go.") + "one\ntwo\nthree").encode()


@pytest.mark.parametrize("width", [360, 1440])
def test_what_was_written_in_two_places_is_shown_side_by_side(edit: Open, root: Path, width: int) -> None:
    """Lines that only one has changed are both in the text; of a line that both have changed a person chooses."""
    name = f"two-{width}.md"
    file, text = root / "content" / name, source("Two", "First.\n\nMiddle.\n\nLast.")
    page = edit(name, text, width)
    end(page, "Mine.\n")
    state(page, "unsaved")
    theirs = text.replace("First.", "First of all.").replace("Last.", "Last, theirs.")
    page.keyboard.press("Control+Home")
    page.evaluate("window.scrollTo(0, 0)")
    page.get_by_text("Last.").click()
    page.keyboard.press("End")
    page.keyboard.type(" Mine too.")
    file.write_bytes(theirs.encode())
    page.locator("#banner").get_by_text("changed elsewhere").wait_for()
    page.keyboard.press("Control+s")
    merge = page.get_by_role("dialog", name="Two versions of this text")
    merge.wait_for()
    assert file.read_bytes() == theirs.encode()
    merge.get_by_role("button", name="Save my text").click()
    state(page, "saved")
    assert (
        file.read_bytes()
        == (text.replace("First.", "First of all.").replace("Last.", "Last. Mine too.") + "Mine.\n").encode()
    )
    assert any(one.read_bytes() == theirs.encode() for one in (root / ".history" / name).iterdir())


def test_a_passage_is_taken_from_the_file(edit: Open, root: Path) -> None:
    page = edit("take.md", source("Take", "First."))
    page.get_by_text("First.").click()
    page.keyboard.press("End")
    page.keyboard.type(" Mine.")
    state(page, "unsaved")
    theirs = source("Take", "First. Theirs.")
    (root / "content/take.md").write_bytes(theirs.encode())
    page.get_by_role("button", name="Show both").click()
    page.get_by_role("button", name="Take this from the file").click()
    page.get_by_role("button", name="Save my text").click()
    state(page, "saved")
    assert (root / "content/take.md").read_bytes() == theirs.encode()


def test_a_change_elsewhere_is_shown_at_once_where_nothing_is_unsaved(edit: Open, root: Path) -> None:
    page = edit("other.md", source("Other", "Go out."))
    (root / "content/other.md").write_bytes(source("Other", "Go out and breathe.").encode())
    page.locator(".cm-content").get_by_text("Go out and breathe.").wait_for()
    state(page, "saved")
    end(page, "More.")
    page.keyboard.press("Control+s")
    state(page, "saved")
    assert (root / "content/other.md").read_text("utf-8") == source("Other", "Go out and breathe.") + "More."


def test_unsaved_text_outlives_its_page(edit: Open, root: Path) -> None:
    page = edit("kept.md", source("Kept", "Go."))
    end(page, "Never saved.")
    state(page, "unsaved")
    page.close()
    page = edit("kept.md", context=page.context)
    page.get_by_role("button", name="Go on with it").click()
    state(page, "unsaved")
    page.keyboard.press("Control+s")
    state(page, "saved")
    assert (root / "content/kept.md").read_text("utf-8") == source("Kept", "Go.") + "Never saved."
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('kept.md'))") == []


def test_a_file_that_is_gone_is_made_again(edit: Open, root: Path) -> None:
    page = edit("gone.md", source("Gone", "Go."))
    (root / "content/gone.md").unlink()
    page.locator("#banner").get_by_text("no longer there").wait_for()
    page.locator("#banner").get_by_role("button", name="Save").click()
    state(page, "saved")
    assert (root / "content/gone.md").read_text("utf-8") == source("Gone", "Go.")
