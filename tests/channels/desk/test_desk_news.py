"""The desk after a publish: what is new, what to print again, and which posts were posted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from making.browser import opened
from making.once import once
from making.publishing import SOURCE, change, copy, ids, publish

from pamphlets import builder, records
from pamphlets.compose import variables
from pamphlets.project.project import Project
from pamphlets.publish import withdraw

POST = "\n::: post\nRest for ten minutes.\n:::\n"


@pytest.fixture(scope="session")
def posted(tmp_path_factory: pytest.TempPathFactory, ready_project: Path) -> Path:
    """A project that was published, with a post; nobody may change it, but copy it."""
    files = {"content/rest.md": SOURCE.replace("- Rest well.\n", f"- Rest well.\n{POST}")}
    return once(tmp_path_factory, "posted", lambda folder: publish(ready_project, folder, files))


@pytest.fixture
def root(posted: Path, tmp_path: Path) -> Path:
    return copy(posted, tmp_path)


def news(browser: Any, root: Path, site: str = "River") -> str:
    """Return what the desk says is new for a site."""
    with opened(browser, (root / "build/desk/rest.html").as_uri()) as page:
        page.get_by_label(site, exact=True).check()
        for part in page.locator(".news:visible summary").all():
            part.click()
        return " ".join(page.locator("#rest-news").inner_text().split())


def test_nothing_is_new_after_a_publish(browser: Any, posted: Path) -> None:
    assert "Nothing. What was published on November 22, 2026 is current." in news(browser, posted)


def test_what_was_never_published_says_so(browser: Any, ready_project: Path) -> None:
    said = news(browser, ready_project)
    assert "Publish it when it goes out: then the QR code can say" in said
    assert "pamphlets publish rest --project " in said


def test_a_changed_number_shows_every_leaflet_to_print_again(browser: Any, root: Path) -> None:
    """Setting by setting, for the sites that it is about; and beside the topic."""
    change(root, "content/practice.yml", "0187", "0199")
    builder.build(root, jobs=1)
    said = news(browser, root)
    assert "Print the leaflets of River again. They say something else than what was published on November 22" in said
    assert "Phone: (207) 555-0187 (207) 555-0199" in said
    assert "Nothing. What was published" in news(browser, root, "Harbor")
    with opened(browser, (root / "build/index.html").as_uri()) as page:
        assert "Print again" in page.locator(".topics #rest").inner_text()
        assert page.locator(".fresh li").all_inner_texts() == ["Rest\nChanged"]


def test_a_changed_block_shows_its_words_then_and_now(browser: Any, root: Path) -> None:
    change(root, "content/rest.md", "- Rest well.", "- Rest <very> well.".replace("<very>", "very"))
    builder.build(root, jobs=1)
    assert "Changed: In short Before - Rest well. Now - Rest very well." in news(browser, root)


def test_a_withdrawn_edition_is_not_to_be_printed(browser: Any, root: Path) -> None:
    withdraw(root, [ids(root)["river"]], "The number was wrong.", "2026-12-01")
    builder.build(root, jobs=1)
    assert "This edition was withdrawn: The number was wrong. Do not print" in news(browser, root)
    with opened(browser, (root / "build/index.html").as_uri()) as page:
        assert page.locator(".topics #rest .flag").first.inner_text() == "Withdrawn"  # and not "Print again"
    with opened(browser, (root / "build/desk/rest.html").as_uri()) as page:
        status = page.locator("header .status").all_inner_texts()
        assert status[0].startswith("This edition was withdrawn") and status[1].startswith(
            "In date"
        )  # the other site's
        for site, shown in (("River", "This edition was withdrawn"), ("Harbor", "In date")):
            page.locator("[data-pick] label", has_text=site).click()
            (status,) = page.locator("header .status:visible").all_inner_texts()
            assert status.startswith(shown)
    withdraw(root, [ids(root)["harbor"]], "The number was wrong.", "2026-12-01")
    builder.build(root, jobs=1)
    with opened(browser, (root / "build/desk/rest.html").as_uri()) as page:
        assert "In date" not in page.locator("header.topic, .topic > header").inner_text()


def test_a_mended_edition_is_to_be_printed(browser: Any, root: Path) -> None:
    withdraw(root, [ids(root)["river"]], "The number was wrong.", "2026-12-01")
    change(root, "content/practice.yml", "0187", "0199")
    builder.build(root, jobs=1)
    said = news(browser, root)
    assert "Print the leaflets of River again. What was out was withdrawn: The number was wrong. What has ch" in said
    assert "Phone: (207) 555-0187 (207) 555-0199" in said


def test_every_setting_that_can_change_has_a_name(posted: Path) -> None:
    project = Project.load(posted)
    (record, *_) = records.read(project)
    assert {*(record.settings or {})} <= variables.NAMES
    for name in record.settings or {}:
        assert f"desk-setting-{'-'.join(name.split('.')[1:])}" in project.languages["en"].words


def test_ticked_posts_are_remembered_and_can_be_saved(browser: Any, root: Path, tmp_path: Path) -> None:
    """In the browser, with the day; a text that has changed since is not taken for posted."""
    context = browser.new_context()
    page = context.new_page()
    page.clock.set_fixed_time("2026-11-24T12:00:00")
    address = (root / "build/desk/rest.html").as_uri()
    page.goto(address)
    box = page.get_by_label("Posted").first
    assert not page.get_by_role("button", name="Save the list").is_visible()
    box.check()
    page.reload()
    assert box.is_checked() and "on November 24, 2026" in page.locator(".tick:visible").first.inner_text()
    with page.expect_download() as found:
        page.get_by_role("button", name="Save the list").click()
    found.value.save_as(tmp_path / "posted.csv")
    table = (tmp_path / "posted.csv").read_text("utf-8-sig")
    assert (
        table.startswith('"date","done","post","text"\n"2026-11-24","posted","rest-')
        and "Rest for ten minutes." in table
    )
    change(root, "content/rest.md", "Rest for ten minutes.", "Rest for an hour.")
    builder.build(root, jobs=1)
    page.goto(address)
    assert "the text has changed since" in page.locator(".tick:visible").first.inner_text()
    context.close()


def test_copied_posts_are_remembered(browser: Any, posted: Path) -> None:
    """Until they are ticked as posted; a tick that is taken away leaves them copied."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.clock.set_fixed_time("2026-11-24T12:00:00")
    page.goto((posted / "build/desk/rest.html").as_uri())
    said, box = page.locator(".tick:visible").first, page.get_by_label("Posted").first
    page.get_by_role("button", name="Copy alt text").first.click()
    page.locator("#live", has_text="Copied").wait_for(state="attached")
    assert "copied" not in said.inner_text()
    page.get_by_role("button", name="Copy text").first.click()
    page.locator(".when:visible", has_text="copied").first.wait_for()
    page.reload()
    assert "copied on November 24, 2026" in said.inner_text() and not box.is_checked()
    assert page.get_by_role("button", name="Save the list").is_visible()
    box.check()
    assert "copied" not in said.inner_text() and "on November 24, 2026" in said.inner_text()
    box.uncheck()
    assert "copied on November 24, 2026" in said.inner_text()
    context.close()


@pytest.mark.parametrize("change", [str, lambda text: text.replace(",", ";").replace("\n", "\r\n")])
def test_a_list_of_what_was_posted_is_read_elsewhere(browser: Any, posted: Path, change: Any) -> None:
    """As it was saved, or as a spreadsheet saves it; what is no such list changes nothing."""
    context = browser.new_context()
    page = context.new_page()
    page.goto((posted / "build/desk/rest.html").as_uri())
    box = page.locator("[data-posted]:visible").first
    id = box.get_attribute("data-posted")
    text = page.locator(f"[id='{id}-text']").text_content()
    reader = page.locator("[data-read-posted] input")
    reader.set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": b"no list\n"})
    page.get_by_text("This is no list that was saved here.").wait_for()
    assert not box.is_checked()
    table = change("date,done,post,text\n2026-11-24,posted,") + f'{id}{change(",")}"{text}"\n'
    reader.set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": table.encode("utf-8-sig")})
    page.get_by_text("The list was read. Posts in it: 1.").wait_for()
    assert box.is_checked() and page.locator(".when:visible").first.inner_text() == "on November 24, 2026"
    context.close()
