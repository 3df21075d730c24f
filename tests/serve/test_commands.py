"""The buttons of the desk: each command by a request, what it refuses, and a text's whole life by clicks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from making import axe
from making.browser import overflow, wait_until
from making.desk import ask, own, send, serving
from making.publishing import SOURCE, copy, write
from making.translators import filled

from pamphlets import files, records
from pamphlets.project import Project
from pamphlets.serve import sources
from pamphlets.serve.loopback import Server
from pamphlets.serve.news import State

TODAY = date.today()
LATER = (TODAY + timedelta(300)).isoformat()
OWN = """---
title: Sleep
summary: How to sleep.
---
## In short {#short .key-points}

- Sleep well.

::: post
Sleep well tonight.
:::
"""


@pytest.fixture(scope="module")
def standing(ready_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A project with a text that is signed, and one that is not, served for all tests."""
    root = copy(ready_project, tmp_path_factory.mktemp("commands"))
    write(root, {"content/sleep.md": OWN})
    practice = root / "content/practice.yml"
    practice.write_text(practice.read_text("utf-8") + "languages: [en, es]\n", "utf-8")
    with serving(root) as server:
        yield server


def root(server: Server) -> Path:
    return server.folder.parent


def command(server: Server, name: str, /, **asked: object) -> tuple[int, Any]:
    return send(server, "POST", f"/-/api/commands/{name}", asked)


def wrong(server: Server, name: str, /, **asked: object) -> str:
    """Return what a command is refused for."""
    status, said = command(server, name, **asked)
    assert status == 422 and set(said) == {"problems"}, said
    return " | ".join(one["message"] for one in said["problems"])


def test_a_new_topic_takes_a_name_that_is_free(standing: Server) -> None:
    for name in ("rest-2", "rest-3"):
        status, said = command(standing, "add", title="  Rest ")
        assert (status, said["open"], said["problems"]) == (200, f"/-/edit/{name}.md", [])
        assert 'title: "Rest"' in (root(standing) / f"content/{name}.md").read_text("utf-8")
        (root(standing) / f"content/{name}.md").rename(root(standing) / "content/images-none.md")
        (root(standing) / "content/rest-2.md").write_text("---\ntitle: a\npublish: false\n---\n", "utf-8")
    for path in ("images-none.md", "rest-2.md"):
        (root(standing) / "content" / path).unlink()
    status, said = command(standing, "add", title="راحة")
    assert said["open"] == "/-/edit/topic.md"
    (root(standing) / "content/topic.md").unlink()
    assert wrong(standing, "add") == "there is no title"
    assert wrong(standing, "add", title="a\u202eb") == "'title' has signs that cannot be written"
    assert wrong(standing, "add", title=["a"]) == "'title' is no text"


def test_a_translation_is_begun_once(standing: Server) -> None:
    status, said = command(standing, "translate", name="rest", language="Spanish")
    assert (status, said["open"]) == (200, "/-/edit/rest.es.md")
    assert "TODO: Rest well." in (root(standing) / "content/rest.es.md").read_text("utf-8")
    assert wrong(standing, "translate", name="rest", language="es") == "the file is there already"
    (root(standing) / "content/rest.es.md").unlink()
    assert wrong(standing, "translate", name="../rest", language="es") == "there is no source '../rest' in English"


def test_a_translation_goes_to_a_translator_and_comes_back(standing: Server) -> None:
    file = root(standing) / "content/rest.es.md"
    status, said = command(standing, "send", name="rest", language="es")
    assert (status, said["lines"][0], [one["name"] for one in said["made"]]) == (
        200, "Español. Rows to fill in: 6.", ["rest.es.docx"],
    )  # fmt: skip
    answer = ask(standing, said["made"][0]["address"], **own(standing))
    assert "rest.es.docx" in (answer.headers["Content-Disposition"] or "")
    sent = answer.read()
    back = filled(sent, lambda words: words.replace("Rest", "Descansar"))
    try:
        status, said = send(standing, "POST", "/-/api/import?name=back.docx", back)
        assert (status, said["paths"], said["open"], said["rows"]) == (
            200, ["content/rest.es.md"], "/-/edit/rest.es.md", 6,
        ), said  # fmt: skip
        text = file.read_text("utf-8")
        assert "- Descansar well." in text and not (root(standing) / "content/back.md").exists()
        (root(standing) / "content/rest.md").write_text(SOURCE.replace("Rest well.", "Rest very well."), "utf-8")
        assert command(standing, "send", name="rest", language="es")[1]["lines"][0].endswith(": 2.")
        status, said = command(standing, "accept", name="rest", language="es", by=" Translator ", on="2026-11-20")
        assert said["lines"] == ["content/rest.es.md is up to date, says Translator."]
        assert "translator: Translator\ntranslated: 2026-11-20" in file.read_text("utf-8")
        assert "Nothing is new" in command(standing, "send", name="rest", language="es")[1]["lines"][0]
        assert wrong(standing, "accept", name="rest", language="fr", by="A") == "there is no such translation"
        assert wrong(standing, "accept", name="rest", language="en", by="A") == "there is no such translation"
        assert wrong(standing, "accept", name="rest", language="es") == "say who it was, such as Translator"
        status, said = send(standing, "POST", "/-/api/import?name=back.docx", back)  # once more
        assert (status, said["rows"], said["rest"][0]["kind"]) == (200, 0, "as it was sent"), said
    finally:
        file.unlink(missing_ok=True)
        (root(standing) / "content/rest.md").write_text(SOURCE, "utf-8")


def test_check_says_where_each_problem_is(standing: Server) -> None:
    path = root(standing) / "content/sleep.md"
    path.write_text(OWN.replace("Sleep well.", "Sleep {{ practice.fone }}."), "utf-8")
    status, said = command(standing, "check")
    assert "fone" in path.read_text("utf-8")
    path.write_text(OWN, "utf-8")
    errors = [one for one in said["problems"] if one["severity"] == "error"]
    assert len(errors) == 1, said
    (error,) = errors
    assert status == 200 and (error["path"], error["line"]) == ("content/sleep.md", 7)
    assert said["lines"][0].startswith("1 error, ")


def test_who_signs_says_who_and_until_when(standing: Server) -> None:
    assert wrong(standing, "sign", names=["slep"], by="Clinical lead") == "there is no such source"
    assert wrong(standing, "sign", names=["sleep"], by=" ") == "say who it was, such as Clinical lead"
    assert wrong(standing, "sign", names="sleep", by="A", on="31/31/2026").startswith("'31/31/2026' is no date")
    assert wrong(standing, "sign", names="sleep", by="A", on=LATER) == f"{LATER} is in the future"
    assert wrong(standing, "sign", names="sleep", by="A", until="2020-01-01").startswith("2020-01-01 is not in the")
    assert (root(standing) / "content/sleep.md").read_text("utf-8") == OWN
    status, said = command(standing, "sign", names=["sleep"], by="Clinical lead", until=LATER)
    assert (status, said["lines"]) == (200, ["content/sleep.md is signed by Clinical lead."])
    text = (root(standing) / "content/sleep.md").read_text("utf-8")
    assert f"reviewer: Clinical lead\nreviewed: {TODAY}\nreview-by: {LATER}\nsigned: " in text
    (root(standing) / "content/sleep.md").write_text(OWN, "utf-8")


def test_publish_and_withdraw(standing: Server) -> None:
    assert wrong(standing, "publish", names=["slep"]) == "there is nothing of 'slep' to publish"
    assert wrong(standing, "publish") == "nothing was chosen"
    assert wrong(standing, "publish", names=["rest"], languages=[]) == "nothing was chosen"
    assert wrong(standing, "withdraw", why="x") == wrong(standing, "sign", by="A") == "nothing was chosen"
    assert "nobody has signed this text off" in wrong(standing, "publish", names=["sleep"])
    status, said = command(standing, "publish", names=["rest"])
    assert status == 200 and [line.partition(":")[0] for line in said["lines"][:2]] == ["Recorded"] * 2, said
    assert said["lines"][0].endswith(", rest, English, Harbor.") and "web space" in " ".join(said["lines"])
    status, said = command(standing, "publish", names=["rest"])
    assert said["lines"][0] == "Nothing is new: all of it was out already."
    edition = records.read(Project.read(root(standing)))[0].edition
    assert wrong(standing, "withdraw", editions=[edition], why=" ") == "the reason is empty"
    assert wrong(standing, "withdraw", editions=["AAAAAAAA"], why="x") == "no edition 'AAAAAAAA' was published"
    status, said = command(standing, "withdraw", editions=[edition], why="The dose is wrong.")
    assert status == 200 and said["lines"][0].startswith(f"Withdrawn: {edition}, rest, ")
    assert "Take the leaflets out of the racks." in said["lines"]
    assert "The dose is wrong." in wrong(standing, "publish", names=["rest"])


def test_a_print_set_is_one_file(standing: Server) -> None:
    paths = [f"leaflets/{site}rest/sheet.pdf" for site in ("", "at-river/")]
    status, said = command(standing, "print", copies=dict(zip(paths, (2, 3), strict=True)))
    assert status == 200, said
    (made,) = said["made"]
    answer = ask(standing, made["address"], Cookie=f"{standing.tokens.cookie}={standing.tokens.entry}")
    assert answer.headers["Content-Type"] == "application/pdf"
    with pikepdf.open(BytesIO(answer.read())) as pdf:
        assert len(pdf.pages) % 5 == 0 and said["lines"][0].startswith(f"{len(pdf.pages)} pages on 216 × 279 mm")
    assert not list((root(standing) / "content").glob("*.pdf")) and ask(standing, made["address"]).status == 403
    assert "from 1 to 500" in str(command(standing, "print", copies={paths[0]: 10_000}))
    assert wrong(standing, "print", copies={paths[0]: 0}) == f"'0' is no number of copies of {paths[0]}"
    assert wrong(standing, "print", copies={"manifest.json": 1}) == "there is no leaflet 'manifest.json'"
    assert wrong(standing, "print", copies={}) == "no leaflet was chosen"
    assert ask(standing, "/-/api/downloads/x", Cookie=f"{standing.tokens.cookie}={standing.tokens.entry}").status == 404


def test_posts_go_out_on_the_days_that_were_chosen(standing: Server) -> None:
    """Later builds keep them; without days that ends."""
    text = (root(standing) / "content/rest.md").read_text("utf-8")
    posts = text + "\n::: post\nCall us.\n:::\n"
    posts = posts.replace("- Rest well.\n", "- Rest well.\n\n::: post\nRest well.\n:::\n")
    (root(standing) / "content/rest.md").write_text(posts, "utf-8")
    command(standing, "plan", days={"sleep": []})  # builds what was changed
    assert wrong(standing, "plan") == "no topic was named"
    assert wrong(standing, "plan", days={"slep": [LATER]}) == "there are no posts of 'slep'"
    assert wrong(standing, "plan", days={"rest": [LATER]}) == "Rest: 1 days for 2 posts"
    assert wrong(standing, "plan", days={"rest": [LATER, "soon"]}).startswith("'soon' is no day")
    assert wrong(standing, "plan", days={"rest": ["2020-01-01"] * 2}).endswith("is in the past: nothing posts then")
    days = ["2997-01-06", "2997-01-04"]
    status, said = command(standing, "plan", days={"rest": days}, at="10:30", to=["ics"])
    assert status == 200, said
    assert (status, [one["address"] for one in said["made"]]) == (200, ["/posts/rest/posts.ics"]), said
    calendar = ask(standing, "/posts/rest/posts.ics").read().decode()
    assert [line for line in calendar.split("\r\n") if line.startswith("DTSTART")] == [
        "DTSTART:29970106T103000", "DTSTART:29970104T103000"]  # fmt: skip
    status, said = command(standing, "plan", days={"rest": []})
    assert said["lines"] == ["No day is planned any longer."]
    assert ask(standing, "/posts/rest/posts.ics").status == 404
    (root(standing) / "content/rest.md").write_text(text, "utf-8")


def test_undo_puts_back_what_a_save_has_replaced(standing: Server) -> None:
    before = sources.read(root(standing), "sleep.md")
    after = sources.save(root(standing), "sleep.md", f"{OWN}\nMore.\n", before.version)
    status, said = command(standing, "undo", name="sleep.md", version=before.version)
    assert status == 412 and "changed meanwhile" in said["problems"][0]["message"]
    status, said = command(standing, "undo", name="sleep.md", version=after.version)
    assert status == 200 and sources.read(root(standing), "sleep.md") == before
    assert wrong(standing, "undo", name="../sleep.md", version="").endswith("is no name of a source")


def test_what_is_no_command(standing: Server) -> None:
    assert command(standing, "delete")[0] == 404 and command(standing, "_tell")[0] == 404
    for body in (b"[]", b"{", b"\xff", b"[" * 100_000):
        assert send(standing, "POST", "/-/api/commands/check", body)[0] == 400
    assert send(standing, "GET", "/-/api/commands/check")[0] == 404
    assert ask(standing, "/-/dialogs").status == 403
    for topic in ("", "rest", "sleep", "none"):
        status, said = send(standing, "GET", f"/-/dialogs?topic={topic}")
        assert status == 200 and b"data-do" in said, said


def test_a_page_is_told_what_is_being_done(standing: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the language of the desk; when that has ended, no longer."""
    said = list[str]()
    monkeypatch.setattr(State, "wake", lambda state: said.append(json.loads(state.dump("")).get("doing", "")))
    assert command(standing, "sign", names=["none"], by="A")[0] == 422
    assert {*said} == {"Signing …", ""} and said[-1] == ""  # what follows the files may wake pages, too, also before


def test_a_build_from_a_terminal_is_waited_for(standing: Server) -> None:
    """What was changed meanwhile is built then."""
    state, post = standing.state, standing.folder / "posts/sleep/short/x.txt"

    def stands(wait: float) -> bool:
        with state.news:
            return state.news.wait_for(lambda: bool(state.problems) or "now." in post.read_text("utf-8"), wait)

    content, templates = root(standing) / "content", root(standing) / "templates"
    with state.news:  # what other tests have changed is built
        assert state.news.wait_for(lambda: state.settled == files.stamp(root(standing), content, templates), 60)
    with files.lock(standing.folder):
        (root(standing) / "content/sleep.md").write_text(OWN.replace("well tonight.", "well now."), "utf-8")
        assert not stands(1)
    assert stands(60) and state.problems == ()


def test_dialogs_speak_the_language_of_the_desk(standing: Server) -> None:
    practice = root(standing) / "content/practice.yml"
    text = practice.read_text("utf-8")
    practice.write_text(text.replace("[en, es]", "[es, en]"), "utf-8")
    status, said = send(standing, "GET", "/-/dialogs?topic=")
    practice.write_text(text, "utf-8")
    assert status == 200 and "Tema nuevo" in said.decode()


def test_a_dialog_waits_only_for_what_it_shows(standing: Server, browser: Any) -> None:
    """One that needs nothing built opens at once, another says that it waits, and opens when all is made."""
    page = browser.new_context().new_page()
    page.goto(standing.entry)
    page.get_by_role("button", name="New topic").wait_for()
    with files.lock(standing.folder):
        (root(standing) / "content/sleep.md").write_text(OWN.replace("well tonight.", "well at last."), "utf-8")
        page.get_by_role("button", name="New topic").click()
        page.get_by_role("dialog", name="New topic").wait_for()
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Print set").click()
        page.get_by_role("status").get_by_text("One moment").wait_for()
        assert not page.get_by_role("dialog").count()
    page.get_by_role("dialog", name="Print set").wait_for()
    page.context.close()


def run(page: Any, does: str, now: str, **fields: str) -> str:
    """Press a button of the desk, fill in its dialog, send it, and return what came of it; the dialog is closed."""
    page.get_by_role("button", name=does, exact=True).click()
    dialog = page.get_by_role("dialog")
    for label, words in fields.items():
        dialog.get_by_label(label).fill(words)
    for box in dialog.get_by_role("checkbox").all():
        box.check()
    assert axe.violations(page) == []
    dialog.get_by_role("button", name=now).click()
    dialog.locator(".outcome > p, .outcome li").nth(0).wait_for()
    wait_until(page, "!document.querySelector('dialog[open] .outcome').textContent.includes(' …')")
    said = dialog.get_by_role("status").inner_text()
    dialog.get_by_role("button", name="Close").click()
    return str(said)


def fill_days(page: Any) -> None:
    """Let days be filled in for the posts: not on a weekend, nor on a day that is left out."""
    page.get_by_role("button", name="Plan posts").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Days to leave out").fill("2997-01-09")
    dialog.get_by_role("button", name="Leave it out").click()
    dialog.get_by_label("First day").fill("2997-01-07")  # a Saturday
    dialog.get_by_role("button", name="Fill in the days").click()
    assert [day.input_value() for day in dialog.locator("[name=days]").all()] == ["2997-01-10"]
    assert "Tuesday" in dialog.locator(".days").inner_text()
    dialog.get_by_role("button", name="Use it again: January 9, 2997").click()
    dialog.get_by_role("button", name="Fill in the days").click()
    assert dialog.locator("[name=days]").input_value() == "2997-01-09"
    choose_day(page)
    dialog.get_by_role("button", name="Close").click()


def choose_day(page: Any) -> None:
    """Let a day be chosen in the calendar, by a click and by keys; it says what is planned, and what is left out."""
    dialog = page.get_by_role("dialog")
    assert "“In short”" in dialog.locator("[data-chosen]").inner_text()
    dialog.get_by_role("button", name="Thursday, January 12, 2997", exact=True).click()
    assert dialog.locator("[name=days]").input_value() == "2997-01-12"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    assert dialog.locator("[name=days]").input_value() == "2997-01-18"
    dialog.get_by_role("button", name="Wednesday, January 18, 2997, In short", exact=True).wait_for()
    dialog.get_by_role("button", name="Saturday, January 14, 2997, left out").wait_for()
    assert overflow(page) == 0 and axe.violations(page) == []


def test_the_life_of_a_text_by_clicks(ready_project: Path, tmp_path: Path, browser: Any) -> None:
    """A new topic, words for it, signed, published, withdrawn: what a dialog says stays until it is closed."""
    with serving(copy(ready_project, tmp_path)) as server:
        page = axe.context(browser, viewport={"width": 360, "height": 780}).new_page()
        page.set_default_timeout(30_000)
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(server.entry)
        page.get_by_role("button", name="New topic").click()
        page.get_by_label("What is it called?").fill("Sleep well")
        page.get_by_role("button", name="Write it").click()
        page.wait_for_url("**/-/edit/sleep-well.md")
        write(tmp_path, {"content/sleep-well.md": OWN})
        page.goto(server.address)
        page.locator("#sleep-well").get_by_role("link", name="Edit").wait_for()
        page.locator("#sleep-well [data-page]").click()
        page.get_by_role("link", name="Title, dates, formats").click()
        page.get_by_label("Summary").wait_for()
        page.get_by_role("link", name="To the desk").click()
        page.get_by_role("button", name="Sign").wait_for()
        wait_until(page, "!document.querySelector('#sleep-well-news').innerText.includes('pamphlets')")
        said = run(page, "Sign", "Sign it", **{"Who has read it?": "Clinical lead"})
        assert said == "content/sleep-well.md is signed by Clinical lead."
        page.locator("header .small", has_text="by Clinical lead").wait_for()
        fill_days(page)
        said = run(page, "Publish", "Publish this")
        assert said.startswith("Recorded: ") and "sleep-well, English, River." in said
        page.get_by_role("button", name="Withdraw").wait_for()
        said = run(page, "Withdraw", "Withdraw it for good", **{"Why?": "The hours are wrong."})
        assert said.count("Withdrawn: ") == 2 and overflow(page) == 0 and faults == []
        page.get_by_text("This edition was withdrawn: The hours are wrong.").first.wait_for()
        page.context.close()


def test_a_text_that_is_only_shown_in_others_has_its_title(standing: Server) -> None:
    shared = root(standing) / "content/shared.md"
    shared.write_text("---\ntitle: When to ring\npublish: false\n---\n\n## Ring {#ring}\n\nRing us.\n", "utf-8")
    try:
        page = ask(standing, "/-/dialogs?topic=", **own(standing)).read().decode()
        assert 'href="/-/edit/shared.md" aria-label="Edit: When to ring"' in page
        shared.write_bytes(b"\xff\xfe\xff")
        assert 'aria-label="Edit: shared"' in ask(standing, "/-/dialogs?topic=", **own(standing)).read().decode()
    finally:
        shared.unlink()
