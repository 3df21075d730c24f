"""Ten tasks of a practice, from an empty folder, by clicks and keys in a real browser: no terminal, no file opened."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from making import documents

from pamphlets import serve
from pamphlets.builder import read_manifest
from pamphlets.serve.loopback import Server

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXT = (
    documents.p("Sleep well", "Heading1"),
    documents.p("In short", "Heading2"),
    documents.p("A steady rhythm helps you rest."),
    documents.p("What helps", "Heading2"),
    documents.p("Go to bed at the same time. Keep the room dark and cool."),
)


class Tasks:
    """Does what somebody at a front desk would do, each as a function that leaves the page where it ends."""

    def __init__(self, root: Path, server: Server, page: Any) -> None:
        self.root, self.server, self.page = root, server, page
        self.times: dict[str, float] = {}

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        begun = time.monotonic()
        yield
        self.times[name] = time.monotonic() - begun

    def dialog(self, button: str) -> Any:
        """Open a dialog by its button, which a page that is loaded again may have only then."""
        self.page.get_by_role("button", name=button, exact=True).first.click()
        dialog = self.page.locator("dialog[open]")
        dialog.wait_for()
        return dialog

    def insert(self, dialog: Any) -> None:
        """Let a dialog of the editor write into the text, which is where one goes on writing."""
        dialog.get_by_role("button", name="Insert").click()
        self.page.wait_for_function("() => !document.querySelector('dialog[open]')")
        self.page.locator(".cm-content:focus").wait_for()

    def do(self, dialog: Any, button: str) -> None:
        """Send what a dialog asks for, and wait until it is done."""
        dialog.get_by_role("button", name=button, exact=True).click()
        dialog.locator("form.done, .problems, .bad:not(p)").first.wait_for()
        assert dialog.locator("form.done").count(), dialog.inner_text()

    def built(self, is_so: Callable[[], bool]) -> None:
        """Wait until a build has made something."""
        with self.server.state.news:
            assert self.server.state.news.wait_for(is_so, 120)

    def topic(self) -> None:
        """Open the page of the topic at the desk, when it is built."""
        self.built((self.root / "build/desk/sleep-well.html").is_file)
        self.page.goto(f"{self.server.address}desk/sleep-well.html")
        self.page.get_by_role("navigation", name="What to do here").wait_for()

    def editor(self) -> None:
        self.page.locator("html[data-ready]").wait_for(state="attached")

    def save(self) -> None:
        self.page.get_by_role("button", name="Save", exact=True).click()
        self.page.locator("#saved[data-state=saved]").wait_for()

    def end(self) -> None:
        self.page.locator(".cm-content").first.click()
        self.page.keyboard.press("Control+End")

    def make_a_practice(self) -> None:
        page = self.page
        page.goto(self.server.entry)
        page.get_by_label("What kind of practice is it?").select_option("massage")
        page.get_by_label("Español").check()
        page.get_by_role("button", name="Begin").click()
        page.wait_for_url("**/forms/practice")
        page.locator("#main:not([inert])").wait_for()
        page.get_by_label("Name", exact=False).first.fill("Quiet Hands")
        page.keyboard.press("Tab")
        file = self.root / "content/practice.yml"
        page.wait_for_function("() => document.body.innerText.includes('Saved')")
        assert "name: Quiet Hands\n" in file.read_text("utf-8")

    def import_a_word_file(self) -> None:
        self.built(lambda: self.server.state.made is not None)
        self.page.goto(self.server.address)
        dialog = self.dialog("Take over a file")
        sent = {"name": "Sleep well.docx", "mimeType": WORD, "buffer": documents.docx(*TEXT)}
        dialog.locator("input[type=file]").set_input_files([sent])
        dialog.get_by_role("link", name="Open the draft: sleep-well.md").click()
        self.editor()
        assert self.page.get_by_role("heading", level=1, name="Sleep well").is_visible()

    def write_a_block_with_a_picture(self) -> None:
        page = self.page
        self.end()
        dialog = self.dialog("Block")
        dialog.get_by_label("Heading").fill("When to see a doctor")
        dialog.get_by_label("Kind").select_option("warning")
        self.insert(dialog)
        page.keyboard.type("Call {{ practice.fone }} if it does not get better.\n\n")
        dialog = self.dialog("Picture")
        photo = {"name": "A quiet room.png", "mimeType": "image/png", "buffer": documents.png(1200, 900)}
        dialog.locator("input[type=file]").set_input_files([photo])
        dialog.get_by_label("What it shows").fill("A dark, quiet bedroom.")
        self.insert(dialog)
        assert any(one.name.startswith("a-quiet-room") for one in (self.root / "content/images").iterdir())

    def mend_a_problem(self) -> None:
        page = self.page
        page.locator("#problems").evaluate("(list) => { list.closest('details').open = true; }")
        page.locator("#problems").get_by_role("button", name="Use “phone”").click()
        page.wait_for_function("() => !document.querySelector('#problems').innerText.includes('practice.fone')")
        self.save()
        text = (self.root / "content/sleep-well.md").read_text("utf-8")
        assert "Call {{ practice.phone }} if" in text and "![A dark, quiet bedroom.](images/a-quiet-room" in text
        assert ".warning}" in text

    def see_the_leaflet(self) -> None:
        page = self.page
        page.locator("#output").select_option(label="Tri-fold leaflet")
        page.locator("#sheets img").nth(5).wait_for()
        assert page.locator("#sheets").get_by_text("% full").count()

    def write_a_post(self) -> None:
        page = self.page
        page.locator(".cm-content").get_by_text("Go to bed at the same time.").click()
        page.keyboard.press("End")
        dialog = self.dialog("Post")
        dialog.get_by_label("Words on its picture").fill("One time for bed, every day.")
        self.insert(dialog)
        page.keyboard.type("Going to bed at the same time each day helps many people rest.")
        self.save()
        self.built(lambda: any((self.root / "build/posts").glob("**/what-helps/*.txt")))
        page.get_by_text(" of 300").first.wait_for()

    def start_a_translation(self) -> None:
        self.topic()
        dialog = self.dialog("Translate")
        dialog.get_by_label("Into which language?").select_option(label="Español")
        dialog.get_by_role("button", name="Begin").click()
        self.page.wait_for_url("**/-/edit/sleep-well.es.md")
        self.editor()
        assert "# " not in self.page.title() and (self.root / "content/sleep-well.es.md").is_file()

    def sign(self) -> None:
        self.topic()
        dialog = self.dialog("Sign")
        dialog.get_by_label("Who has read it?").fill("Clinical lead")
        self.do(dialog, "Sign it")
        assert "reviewer: Clinical lead" in (self.root / "content/sleep-well.md").read_text("utf-8")
        dialog.get_by_role("button", name="Close").click()

    def publish(self) -> None:
        dialog = self.dialog("Publish")
        self.do(dialog, "Publish this")
        assert len(list((self.root / "content/editions").glob("*.json"))) == 1
        dialog.get_by_role("button", name="Close").click()

    def withdraw(self) -> None:
        dialog = self.dialog("Withdraw")
        dialog.get_by_label("Why?").fill("The telephone number was wrong.")
        self.do(dialog, "Withdraw it for good")
        (record,) = (self.root / "content/editions").glob("*.json")
        assert "The telephone number was wrong." in record.read_text("utf-8")


TASKS = (
    Tasks.make_a_practice,
    Tasks.import_a_word_file,
    Tasks.write_a_block_with_a_picture,
    Tasks.mend_a_problem,
    Tasks.see_the_leaflet,
    Tasks.write_a_post,
    Tasks.start_a_translation,
    Tasks.sign,
    Tasks.publish,
    Tasks.withdraw,
)


def test_ten_tasks_without_a_terminal(tmp_path: Path, browser: Any) -> None:
    """Each begins where the one before has ended; the page complains of nothing."""
    complaints: list[str] = []
    with serve.serving(tmp_path, 0, lambda said: None, jobs=1) as server:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        tasks = Tasks(tmp_path, server, page)
        for task in TASKS:
            with tasks.timed(task.__name__):
                task(tasks)
        page.close()
    print(*(f"{seconds:5.1f} s  {name.replace('_', ' ')}" for name, seconds in tasks.times.items()), sep="\n")
    assert complaints == [] and len(tasks.times) == 10
    assert read_manifest(tmp_path / "build")
