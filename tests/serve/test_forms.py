"""Forms: each change writes its one key, is looked at before it is saved, and leaves the rest of its file as it was.

So it is asked of the server, and in a real browser.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from making import axe
from making.browser import overflow, wait_until
from making.desk import ask, own, send, serving
from making.documents import png
from making.publishing import copy

from pamphlets.serve.forms.week import rows, week
from pamphlets.serve.loopback import Server

PRACTICE = """\
# Who we are. Ask Ann before you change this.
name: Rest House  # as on the sign
tagline: {en: "Calm hands", es: "Manos tranquilas"}
languages: [en, es]

Phone: '+1 207-555-0142'   # the front desk
email: hello@example.org
hours:
  - {days: Mo-Fr, from: "09:00", to: "18:00"}  # not on holidays
  - {days: Sa, from: "09:00", to: "13:00"}
formats: [sheet]
channels: [web]
sites:
# the old one
- id: harbor
  name: Harbor
# the new one
- id: river
  name: River
  phone: "+1 207-555-0187"
thresholds: {grade: 7}
"""
BRAND = '# Ours.\ncolor:\n  palette:\n    night: "#27406B" # of the sign\n    leaf: "#2C6A5B"\n'
MATTER = "---\n# Ours.\ntitle: Rest   # short\nreviewed: 2026-11-20\ntags: [sleep]\n---\n\n## A {#a}\n\ntitle: no\n"

Open = Callable[..., Any]


@pytest.fixture(scope="module")
def served(ready_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(copy(ready_project, tmp_path_factory.mktemp("forms"))) as server:
        yield server


@pytest.fixture
def root(served: Server) -> Path:
    """The project, with its settings as they are above."""
    root = served.folder.parent
    (root / "content/practice.yml").write_text(PRACTICE, "utf-8", newline="")
    (root / "content/walk.md").write_text(MATTER, "utf-8", newline="")
    (root / "content/_brand.yml").unlink(missing_ok=True)
    return root


def change(served: Server, name: str, keys: list[str | int], value: Any = None, **more: Any) -> tuple[int, Any]:
    """Change a field as its page does, from the version that is there."""
    known = send(served, "GET", f"/-/api/forms/{name}")[1]["version"]
    tag = {"If_Match": f'"{known}"'} if known else {"If_None_Match": "*"}
    return send(served, "PATCH", f"/-/api/forms/{name}", {"keys": keys, "value": value, **more}, **tag)


def value(served: Server, name: str, *keys: str | int) -> Any:
    """Return what a field shows."""
    sections = send(served, "GET", f"/-/api/forms/{name}")[1]["sections"]
    every = [one for section in sections for group in (section["fields"], *section["groups"]) for one in group]
    return next(one for one in every if one["keys"] == [*keys])


def test_a_form_has_the_fields_of_its_schema_and_what_the_file_says(served: Server, root: Path) -> None:
    phone = value(served, "practice", "phone")
    assert (phone["kind"], phone["value"], phone["label"]) == ("tel", "+1 207-555-0142", "Phone")
    assert value(served, "practice", "name")["required"]
    assert value(served, "practice", "tagline")["value"] == {"en": "Calm hands", "es": "Manos tranquilas"}
    assert value(served, "practice", "hours")["value"]["days"]["Sa"] == [["09:00", "13:00"]]
    assert value(served, "practice", "hours")["value"]["days"]["Su"] == []
    assert value(served, "practice", "sites", 0, "phone")["usual"] == "+1 207-555-0142"
    kinds = {"web": "url", "email": "email", "paper": "choice", "formats": "choices", "appointment": "yes"}
    assert {key: value(served, "practice", key)["kind"] for key in kinds} == kinds
    assert value(served, "walk.md", "reviewed")["kind"] == "date"
    assert value(served, "walk.md", "formats")["value"] == ["sheet"]


@pytest.mark.parametrize(
    ("keys", "given", "old", "new"),
    [
        (["phone"], " +1 207-555-0199 ", "'+1 207-555-0142'", "'+1 207-555-0199'"),
        (["name"], "Rest: House", "name: Rest House ", 'name: "Rest: House" '),
        (["email"], "", "email: hello@example.org\n", ""),
        (["tagline"], {"en": "Calm hands", "es": "Calma"}, '"Manos tranquilas"', '"Calma"'),
        (["web"], "https://example.org", "languages: [en, es]\n", "languages: [en, es]\nweb: https://example.org\n"),
        (["formats"], ["sheet", "poster"], "[sheet]", "[sheet, poster]"),
        (["paper"], "A4", "  phone: \"+1 207-555-0187\"\n", "  phone: \"+1 207-555-0187\"\npaper: A4\n"),
        (["appointment"], "no", "formats: [sheet]\n", "formats: [sheet]\nappointment: false\n"),
        (["sites", 0, "phone"], "+1 207-555-0188", "name: Harbor\n", 'name: Harbor\n  phone: "+1 207-555-0188"\n'),
        (["sites", 1, "phone"], "none", '"+1 207-555-0187"', '"none"'),
        (["sites", 1, "phone"], "", '  phone: "+1 207-555-0187"\n', ""),
        (["hours"], {**{day: [["09:00", "18:00"]] for day in ("Mo", "Tu", "We", "Th", "Fr")},
                     "Sa": [["10:00", "12:00"], ["13:00", "15:00"]]},
         '{days: Sa, from: "09:00", to: "13:00"}', '{days: Sa, from: ["10:00", "13:00"], to: ["12:00", "15:00"]}'),
        (["licenses"], ["No. 1", "", "No. 2"], "formats: [sheet]\n",
         "licenses:\n  - No. 1\n  - No. 2\nformats: [sheet]\n"),
    ],
)  # fmt: skip
def test_a_change_writes_its_one_key(
    served: Server, root: Path, keys: list[str | int], given: Any, old: str, new: str
) -> None:
    status, said = change(served, "practice", keys, given)
    text = (root / "content/practice.yml").read_text("utf-8")
    assert status == 200 and said["version"] == sha256(text.encode()).hexdigest(), said
    assert PRACTICE.count(old) == 1 and text == PRACTICE.replace(old, new)


def test_sites_are_added_moved_and_taken_out(served: Server, root: Path) -> None:
    file = root / "content/practice.yml"
    assert change(served, "practice", ["sites"], "Río Abajo", act="add")[0] == 200
    added = PRACTICE.replace("thresholds", "- id: rio-abajo\n  name: Río Abajo\nthresholds")
    assert file.read_text("utf-8") == added
    assert change(served, "practice", ["sites", 1], act="up")[0] == 200
    moved = file.read_text("utf-8")
    assert moved.index("the new one") < moved.index("id: river") < moved.index("id: harbor") < moved.index("rio-abajo")
    assert change(served, "practice", ["sites", 2], act="remove")[0] == 200
    assert sorted(file.read_text("utf-8").splitlines()) == sorted(PRACTICE.splitlines())
    for keys, act in ((["sites", 0], "up"), (["sites", 1], "down"), (["hours", 0], "remove")):
        assert change(served, "practice", keys, act=act)[0] == 422


def test_an_error_is_said_at_its_field_and_not_saved(served: Server, root: Path) -> None:
    file = root / "content/practice.yml"
    for keys, given in (
        (["email"], "nobody"),
        (["name"], ""),
        (["sites", 1, "id"], "harbor"),
        (["hours"], {"Mo": [["18:00", "09:00"]]}),
        (["cover"], "motif unicorn"),
    ):
        status, said = change(served, "practice", keys, given)
        assert status == 422 and said["problems"][0]["keys"] == keys, (keys, said)
        assert said["problems"][0]["message"]
    assert file.read_text("utf-8") == PRACTICE


def test_faults_that_were_there_hinder_no_other_change(served: Server, root: Path) -> None:
    file, text = root / "content/practice.yml", PRACTICE.replace("hello@example.org", "nobody")
    file.write_text(text, "utf-8", newline="")
    status, said = change(served, "practice", ["phone"], "+1 207-555-0199")
    assert status == 200 and file.read_text("utf-8") == text.replace("555-0142", "555-0199")
    assert [one["keys"] for one in said["problems"] if one["severity"] == "error"] == [["email"]]


def test_a_new_language_asks_for_its_words(served: Server, root: Path) -> None:
    status, said = change(served, "practice", ["languages"], ["en", "es", "fr"])
    assert status == 200 and ["tagline"] in [one["keys"] for one in said["problems"]]
    assert value(served, "practice", "tagline")["value"] == {"en": "Calm hands", "es": "Manos tranquilas", "fr": ""}


def test_hints_of_a_form_show_no_lines_of_a_file(served: Server, root: Path) -> None:
    """`write tagline: {en: "…", es: "…"}` is for whoever writes the file; here are two fields."""
    file = root / "content/practice.yml"
    file.write_text(PRACTICE.replace('{en: "Calm hands", es: "Manos tranquilas"}', "Calm hands"), "utf-8", newline="")
    form = send(served, "GET", "/-/api/forms/practice")[1]
    said = {one["message"]: one["hint"] for one in form["problems"]}
    assert said["'tagline' is the same text in every language"] == ""
    keys = [one["keys"] for part in form["sections"] for one in part["fields"]]
    assert keys.index(["country"]) < keys.index(["phone"])  # which is read as people there write it


def test_line_ends_and_mark_stay(served: Server, root: Path) -> None:
    file = root / "content/practice.yml"
    file.write_bytes(("\ufeff" + PRACTICE.replace("\n", "\r\n")).encode())
    before = file.read_bytes()
    assert change(served, "practice", ["phone"], "+1 207-555-0199")[0] == 200
    assert file.read_bytes() == before.replace(b"555-0142", b"555-0199")


def test_front_matter_is_changed_and_the_text_is_not(served: Server, root: Path) -> None:
    file = root / "content/walk.md"
    assert change(served, "walk.md", ["title"], "Walk: well")[0] == 200
    assert change(served, "walk.md", ["review-by"], "2027-11-20")[0] == 200
    assert change(served, "walk.md", ["hashtags"], "#GoodSleep, Rest")[0] == 200
    expected = MATTER.replace("title: Rest ", 'title: "Walk: well" ', 1)
    expected = expected.replace("reviewed: 2026-11-20\n", "reviewed: 2026-11-20\nreview-by: 2027-11-20\n")
    assert file.read_text("utf-8") == expected.replace("[sleep]\n", "[sleep]\n").replace(
        "review-by: 2027-11-20\n", "review-by: 2027-11-20\nhashtags: [GoodSleep, Rest]\n"
    )
    status, said = change(served, "walk.md", ["review-by"], "2020-01-01")
    assert status == 422 and said["problems"][0]["keys"] == ["review-by"]
    file.write_text("## No front matter\n", "utf-8")
    assert change(served, "walk.md", ["title"], "Walk")[0] == 200
    assert file.read_text("utf-8") == "---\ntitle: Walk\n---\n\n## No front matter\n"


@pytest.mark.parametrize(
    "text", ["+++\ntitle = 'A'\n+++\n", '{\n"title": "A"\n}\n\ntext\n', "---\ntitle: A\n\n## Never closed\n"]
)
def test_front_matter_of_another_kind_is_left_alone(served: Server, root: Path, text: str) -> None:
    (root / "content/odd.md").write_text(text, "utf-8")
    status, said = send(served, "GET", "/-/api/forms/odd.md")
    assert status == 422 and said["problems"][0]["hint"]
    (root / "content/odd.md").unlink()


def test_a_brand_begins_with_its_first_color(served: Server, root: Path) -> None:
    file = root / "content/_brand.yml"
    assert value(served, "brand", "color", "palette", "night")["value"] == "#27406B"
    status, said = change(served, "brand", ["color", "palette", "leaf"], "#ccddcc")
    assert status == 200 and file.read_text("utf-8") == 'color:\n  palette:\n    leaf: "#CCDDCC"\n'
    assert [one["rule"] for one in said["problems"]] == ["contrast"]
    assert value(served, "brand", "color", "palette", "leaf")["value"] == "#CCDDCC"
    file.write_text("color:\n  primary: navy # ours\nlogo: images/x.svg\ntypography: {base: Rest Sans}\n", "utf-8")
    assert change(served, "brand", ["color", "palette", "night"], "#112233")[0] == 200
    assert change(served, "brand", ["typography", "base", "family"], "Atkinson Hyperlegible Next")[0] == 200
    assert change(served, "brand", ["logo", "alt"], "A moon")[0] == 200
    assert file.read_text("utf-8") == (
        'color:\n  palette:\n    night: "#112233"\n  primary: navy # ours\nlogo:\n  path: images/x.svg\n'
        "  alt: A moon\ntypography: {base: Atkinson Hyperlegible Next}\n"
    )
    assert change(served, "brand", ["color", "palette", "night"], "red")[0] == 422


def test_what_can_be_read_is_said_by_the_rules_of_print(served: Server, root: Path) -> None:
    status, said = send(served, "POST", "/-/api/contrasts", {"colors": {"night": "#1B2A41", "leaf": "#cceecc"}})
    night, leaf = said["contrasts"]["night"], said["contrasts"]["leaf"]
    change(served, "brand", ["color", "palette", "night"], "#1B2A41")
    brand = change(served, "brand", ["color", "palette", "leaf"], "#CCEECC")[1]
    assert f"'leaf' (#CCEECC) in {leaf['used']}" in brand["problems"][0]["message"]
    assert status == 200 and night["enough"] and night["ratio"] > 10
    assert not leaf["enough"] and leaf["ratio"] < 2
    assert send(served, "POST", "/-/api/contrasts", {"colors": {"night": "url(x)", "x": "1"}})[0] == 200


def test_a_change_elsewhere_is_not_overwritten_and_a_save_can_be_undone(served: Server, root: Path) -> None:
    file = root / "content/practice.yml"
    known = send(served, "GET", "/-/api/forms/practice")[1]["version"]
    body = {"keys": ["phone"], "value": "+1 207-555-0199"}
    assert send(served, "PATCH", "/-/api/forms/practice", body)[0] == 428
    status, said = send(served, "PATCH", "/-/api/forms/practice", body, If_Match=f'"{known}"')
    status, _ = send(served, "PATCH", "/-/api/forms/practice", body, If_Match=f'"{known}"')
    assert status == 412 and "555-0199" in file.read_text("utf-8")
    status, said = send(served, "POST", "/-/api/forms/practice", If_Match=f'"{said["version"]}"')
    assert (status, said["version"], file.read_text("utf-8")) == (200, known, PRACTICE)


@pytest.mark.parametrize(
    ("name", "keys", "given"),
    [
        ("practice", ["thresholds"], {"grade": 1}),
        ("practice", ["sites", 7, "name"], "x"),
        ("practice", [], "x"),
        ("practice", "phone", "x"),
        ("practice", [{"a": 1}], "x"),
        ("practice", ["phone"], "x" * 6000),
        ("claims", ["x"], "x"),
        ("none.md", ["title"], "x"),
    ],
)  # fmt: skip
def test_only_fields_of_a_form_are_changed(served: Server, root: Path, name: str, keys: Any, given: Any) -> None:
    status, said = send(
        served, "PATCH", f"/-/api/forms/{name}", {"keys": keys, "value": given}, If_Match=f'"{"0" * 64}"'
    )
    assert status in (400, 412, 422)
    known = sha256(PRACTICE.encode()).hexdigest()
    status, said = send(served, "PATCH", f"/-/api/forms/{name}", {"keys": keys, "value": given}, If_Match=f'"{known}"')
    assert status in (400, 412 if name == "none.md" else 422) or said["problems"]
    assert (root / "content/practice.yml").read_text("utf-8") == PRACTICE


def test_bodies_that_are_no_json_and_strangers_are_refused(served: Server, root: Path) -> None:
    assert send(served, "PATCH", "/-/api/forms/practice", b"{", If_Match=f'"{"0" * 64}"')[0] == 400
    assert send(served, "PATCH", "/-/api/forms/practice", b"[" * 100_000, If_Match=f'"{"0" * 64}"')[0] == 400
    assert send(served, "PATCH", "/-/api/forms/practice", b" " * 300_000, If_Match=f'"{"0" * 64}"')[0] == 413
    headers = own(served) | {"X-Pamphlets-Token": "x"}
    assert ask(served, "/-/api/forms/practice", method="PATCH", body=b"{}", **headers).status == 403
    assert ask(served, "/-/forms/practice").status == 403


def test_a_file_that_cannot_be_changed_safely_says_so(served: Server, root: Path) -> None:
    file = root / "content/practice.yml"
    file.write_text(PRACTICE.replace("email: ", "email: &mail "), "utf-8", newline="")
    before = file.read_bytes()
    status, said = change(served, "practice", ["phone"], "+1 5")
    assert status == 422 and "anchors" in said["problems"][0]["message"] and file.read_bytes() == before


def test_a_week_is_written_in_as_few_rows_as_it_has_hours() -> None:
    nine, late = (("09:00", "18:00"),), (("09:00", "12:00"), ("13:00", "24:00"))
    found = rows({"Mo": nine, "Tu": nine, "We": nine, "Th": late, "Sa": nine, "Su": nine})
    assert found == [
        {"days": ["Mo-We", "Sa", "Su"], "from": "09:00", "to": "18:00"},
        {"days": "Th", "from": ["09:00", "13:00"], "to": ["12:00", "24:00"]},
    ]
    kept = [("Mon–Wed 9–6", (("Mo-We",), nine)), ({"days": "Su", "closed": True}, (("Su",), ()))]
    assert rows({"Mo": nine, "Tu": nine, "We": nine}, kept) == [kept[0][0], kept[1][0]]
    assert week([(("Fr-Mo",), nine), (("Su",), ())]) == {"Fr": nine, "Sa": nine, "Su": (), "Mo": nine}
    assert week([((), ())]) is None
    for wrong in (("18:00", "09:00"), ("9:00", "10:00"), ("", "10:00")):
        with pytest.raises(ValueError, match="Mo"):
            rows({"Mo": (wrong,)})


@pytest.fixture
def fill_in(served: Server, root: Path, browser: Any) -> Iterator[Open]:
    """Opens a form, in a browser that has entered by the terminal's address; its page complains of nothing."""
    contexts, complaints = [], list[str]()

    def fill_in(name: str, width: int = 1440, context: Any = None) -> Any:
        context = context or browser.new_context(viewport={"width": width, "height": 900})
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(served.entry)
        page.goto(f"{served.address}-/forms/{name}")
        ready(page)
        return page

    yield fill_in
    for context in contexts:
        context.close()
    assert complaints == []


def ready(page: Any) -> None:
    """Wait until the page saves what is changed: before, it lets nobody change anything."""
    page.locator("#main:not([inert])").wait_for()


def state(page: Any, name: str) -> None:
    """Wait until the page says what came of a change."""
    page.locator(f"#said[data-state={name}]").wait_for()


def changes(before: str, file: Path) -> list[str]:
    """Return the lines that are gone, and those that are new."""
    found = difflib.unified_diff(before.splitlines(), file.read_text("utf-8").splitlines(), n=0, lineterm="")
    return [line for line in found if line[0] in "+-" and line[:3] not in ("+++", "---")]


def test_telephone_hours_and_a_color_change_by_clicks(fill_in: Open, served: Server, root: Path) -> None:
    file = root / "content/practice.yml"
    page = fill_in("brand")
    page.goto(served.address)
    page.get_by_role("link", name="Practice").click()
    ready(page)
    page.get_by_label("Phone").first.fill("+1 207-555-0199")
    page.keyboard.press("Tab")
    state(page, "saved")
    assert changes(PRACTICE, file) == [
        "-Phone: '+1 207-555-0142'   # the front desk",
        "+Phone: '+1 207-555-0199'   # the front desk",
    ]
    before = file.read_text("utf-8")
    hours = page.locator("#hours")
    hours.get_by_label("Saturday, open").click()
    hours.locator(".day[data-day=Sa] .shut").wait_for()
    state(page, "saved")
    assert changes(before, file) == ['-  - {days: Sa, from: "09:00", to: "13:00"}']
    hours.get_by_label("Sunday, open").click()
    hours.get_by_label("Sunday, from").fill("10:00")
    hours.get_by_label("Sunday, to").fill("12:30")
    page.keyboard.press("Tab")
    state(page, "saved")
    assert changes(before, file) == [
        '-  - {days: Sa, from: "09:00", to: "13:00"}',
        '+  - {days: Su, from: "10:00", to: "12:30"}',
    ]
    (root / "content/_brand.yml").write_text(BRAND, "utf-8", newline="")
    page.get_by_role("link", name="Brand").click()
    page.wait_for_url("**/forms/brand")
    ready(page)
    color = page.get_by_label("Headings and drawings", exact=True)
    color.fill("#ccddee")
    page.locator("[data-color=night] .verdict.faint", has_text="too faint").wait_for()
    color.fill("#7a1f5c")
    page.locator("[data-color=night] .verdict:not(.faint)", has_text="easy to read").wait_for()
    color.dispatch_event("change")
    state(page, "saved")
    assert changes(BRAND, root / "content/_brand.yml") == [
        '-    night: "#27406B" # of the sign',
        '+    night: "#7A1F5C" # of the sign',
    ]


def test_what_is_wrong_is_said_at_its_field_and_undone(fill_in: Open, root: Path) -> None:
    file = root / "content/practice.yml"
    page = fill_in("practice")
    email = page.get_by_label("E-mail").first
    email.fill("nobody")
    email.press("Enter")
    state(page, "wrong")
    assert email.get_attribute("aria-invalid") == "true"
    said = page.locator("#" + str(email.get_attribute("aria-describedby")).split()[-1])
    assert "must be an e-mail address" in said.inner_text() and file.read_text("utf-8") == PRACTICE
    page.get_by_label("Phone").first.fill("+1 207-555-0199")
    page.keyboard.press("Tab")
    wait_until(page, "!document.querySelector('#undo').hidden")  # the phone is saved, and the e-mail address is not
    assert page.locator("#said").get_attribute("data-state") == "wrong" and said.is_visible()
    page.get_by_role("button", name="Undo the last change").click()
    wait_until(page, "document.querySelector('#phone').value.endsWith('0142')")
    email.fill("front@example.org")
    email.press("Enter")
    state(page, "saved")
    assert said.is_hidden() and email.get_attribute("aria-invalid") is None
    page.get_by_role("button", name="Undo the last change").click()
    page.get_by_role("button", name="Put it back").wait_for()
    wait_until(page, "document.querySelector('#email').value === 'hello@example.org'")
    assert file.read_text("utf-8") == PRACTICE


def test_sites_are_added_and_a_change_elsewhere_is_seen(fill_in: Open, root: Path) -> None:
    file = root / "content/practice.yml"
    page = fill_in("practice", 360)
    page.get_by_label("Name of a new site").fill("River Walk")
    page.keyboard.press("Enter")
    page.get_by_role("group", name="River Walk").wait_for()
    assert changes(PRACTICE, file) == ["+- id: river-walk", "+  name: River Walk"]
    page.get_by_role("button", name="River Walk: Move up").press("Enter")
    page.get_by_role("button", name="River Walk: Move down").wait_for()
    wait_until(page, "document.activeElement.id === 'act-river-walk-up'")
    ids = [line for line in file.read_text("utf-8").splitlines() if line.startswith("- id")]
    assert ids == ["- id: harbor", "- id: river-walk", "- id: river"]
    file.write_text(file.read_text("utf-8").replace("555-0142", "555-0111"), "utf-8", newline="")
    wait_until(page, "document.querySelector('#phone').value.endsWith('0111')")
    assert overflow(page) <= 0


@pytest.mark.parametrize(("name", "width"), [("practice", 360), ("brand", 1440), ("rest.md", 360)])
def test_everybody_can_fill_in_a_form(fill_in: Open, browser: Any, name: str, width: int) -> None:
    page = fill_in(name, context=axe.context(browser, viewport={"width": width, "height": 900}))
    page.locator("#said").wait_for(state="attached")
    assert axe.violations(page) == [] and overflow(page) <= 0


def test_a_logo_from_this_computer_is_shown_before_it_is_built(fill_in: Open, root: Path) -> None:
    page = fill_in("brand")
    logo = {"name": "Our Sign.png", "mimeType": "image/png", "buffer": png()}
    page.locator("[data-upload]").set_input_files(logo)
    state(page, "saved")
    assert (root / "content/images/our-sign.png").is_file()
    assert "images/our-sign.png" in (root / "content/_brand.yml").read_text("utf-8")
    wait_until(page, "document.querySelector('.logo img')?.naturalWidth === 40")
    assert page.locator("#logo-path").input_value() == "images/our-sign.png"
