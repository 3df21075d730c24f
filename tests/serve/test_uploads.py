"""What a browser hands over: files become drafts, pictures are written again, references are added to what is there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from making.browser import overflow, wait_until
from making.desk import ask, own, send, serving
from making.documents import docx, p
from making.photos import camera, saved
from making.publishing import copy
from PIL import Image
from weasyprint import HTML

from pamphlets.errors import PamphletError
from pamphlets.project import Project
from pamphlets.serve import uploads
from pamphlets.serve.loopback import Server


@pytest.fixture(scope="module")
def served(ready_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(copy(ready_project, tmp_path_factory.mktemp("uploads"))) as server:
        yield server


@pytest.fixture
def content(served: Server) -> Path:
    return served.folder.parent / "content"


def hand_over(served: Server, where: str, name: str, body: bytes) -> tuple[int, dict[str, object]]:
    return send(served, "POST", f"/-/api/{where}?name={quote(name)}", body)


def test_a_word_file_becomes_a_draft(served: Server, content: Path) -> None:
    file = docx(p("Neck pain", "Title"), p("It hurts."), '<w:altChunk r:id="h"/>')
    status, answer = hand_over(served, "import", "C:\\Users\\a\\Neck pain.docx", file)
    assert (status, answer["paths"], answer["open"]) == (200, ["content/neck-pain.md"], "/-/edit/neck-pain.md")
    assert [one["kind"] for one in answer["rest"]] == ["inserted file"]
    assert "It hurts." in (content / "neck-pain.md").read_text("utf-8")
    status, answer = hand_over(served, "import", "Neck pain.docx", file)
    assert (status, answer["problems"][0]["message"]) == (422, "the file is there already")


def test_a_pdf_becomes_a_draft(served: Server, content: Path) -> None:
    made = HTML(string="<h1>Back pain</h1><p>It goes.</p><h2>What helps</h2><p>Move.</p>").write_pdf()
    status, answer = hand_over(served, "import", "../../Back.PDF", made)
    assert (status, answer["paths"], answer["rest"]) == (200, ["content/back-pain.md"], [])
    assert "## What helps {#what-helps}\n\nMove.\n" in (content / "back-pain.md").read_text("utf-8")


def test_pictures_beside_a_page_cannot_come_along(served: Server) -> None:
    status, answer = hand_over(served, "import", "page.html", b"<p>Words.<img src='a.png' alt='A'>")
    assert status == 200
    assert answer["rest"] == [{"kind": "picture", "words": "A a.png"}, {"kind": "pictures", "words": uploads._BESIDE}]


@pytest.mark.parametrize(
    ("name", "body", "message"),
    [
        ("a.docx", b"PK\3\4 cut off", "it is no Word file, cut off or damaged"),
        ("a.exe", b"MZ", "files that end with '.exe' cannot be taken over"),
        ("a.pdf", b"%PDF-1.7", "it is no PDF, cut off or damaged"),
        ("..", b"x", "'' does not say what kind of file this is"),
        ("", b"x", "'' does not say what kind of file this is"),
        ("a\0b.txt", b"", "the file is empty"),
        ("传单.txt", b"Words", "no file name can be made of '传单'"),
    ],
)
def test_what_cannot_be_taken_over(name: str, body: bytes, message: str, served: Server, content: Path) -> None:
    before = sorted(os.listdir(content))
    status, answer = hand_over(served, "import", name, body)
    (problem,) = answer["problems"]
    assert (status, problem["message"]) == (422, message) and problem["hint"]
    assert "/" not in problem["path"].removeprefix("content/")  # it names the file as it was handed over
    assert sorted(os.listdir(content)) == before


def test_a_file_that_takes_too_long_ends_its_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ready_project: Path
) -> None:
    """Whatever it does there: nothing is written."""
    monkeypatch.setattr(uploads, "SECONDS", 0)
    root = copy(ready_project, tmp_path)
    with pytest.raises(PamphletError, match="takes longer than 0 s"):
        uploads.take_in(root, "slow.txt", b"Words\n\nand words")
    assert not (root / "content/slow.md").exists()


def picture(kind: str, size: tuple[int, int] = (300, 200), mode: str = "RGB", **options: object) -> bytes:
    return saved(Image.effect_noise(size, 60).convert(mode), kind, **options)


def test_photos_are_upright_small_and_say_nothing_of_themselves(served: Server, content: Path) -> None:
    status, answer = hand_over(served, "images", "IMG 1234.JPG", picture("JPEG", (3000, 2000), exif=camera()))
    assert (status, answer) == (200, {"path": "images/img-1234.jpg", "width": 1600, "height": 2400})
    file = content / "images/img-1234.jpg"
    with Image.open(file) as found:
        assert found.size == (1600, 2400) and not found.getexif() and file.stat().st_size < 2 * uploads.MOST_BYTES
    again = hand_over(served, "images", "img-1234.jpeg", picture("JPEG"))[1]
    assert again["path"] == "images/img-1234-2.jpg" and file.exists()


@pytest.mark.parametrize(
    ("name", "body", "path"),
    [
        ("flat.png", saved(Image.new("RGB", (90, 60), "red"), "PNG"), "images/flat.png"),
        ("cut.png", picture("PNG", mode="RGBA"), "images/cut.png"),
        ("web.webp", picture("WEBP"), "images/web.jpg"),
        ("写真.gif", picture("GIF", mode="P"), "images/picture.png"),
        ("wrong.png", picture("JPEG"), "images/wrong.jpg"),
    ],
)
def test_kinds_of_pictures(name: str, body: bytes, path: str, served: Server, content: Path) -> None:
    status, answer = hand_over(served, "images", name, body)
    assert (status, answer["path"]) == (200, path)
    with Image.open(content / path) as found:
        assert found.size == (answer["width"], answer["height"])


def test_drawings_are_written_again(served: Server, content: Path) -> None:
    """From listed elements: what would run is refused, or is gone."""
    svg = "<svg xmlns='http://www.w3.org/2000/svg' width='30' height='20'>{}<path d='M1 1h7v7z' {}/></svg>"
    status, answer = hand_over(served, "images", "logo.svg", svg.format("<metadata>me</metadata>", "").encode())
    assert (status, answer) == (200, {"path": "images/logo.svg", "width": 30, "height": 20})
    assert "me" not in (content / "images/logo.svg").read_text("utf-8").replace("metadata", "")
    for inner, attribute in (("<script>alert(1)</script>", ""), ("", "onclick='alert(1)'"), ("", "onload='x()'")):
        for name in ("bad.svg", "bad.png"):
            status, answer = hand_over(served, "images", name, svg.format(inner, attribute).encode())
            if status == 200:
                text = (content / str(answer["path"])).read_text("utf-8")
                assert "alert" not in text and "onl" not in text and "script" not in text
            else:
                assert answer["problems"]


TOO_LARGE = "the picture is too large: 89 million pixels are the most, it has "


def bomb(width: int, height: int) -> bytes:
    """Return a picture of so many pixels, of one color."""
    return saved(Image.new("1", (width, height)), "PNG")


@pytest.mark.parametrize(
    ("name", "body", "message"),
    [
        (
            "a.png",
            bomb(20_000, 10_000),
            TOO_LARGE + "more than that",
        ),
        (
            "a.png",
            bomb(10_000, 9_000),
            TOO_LARGE + "10000 × 9000 pixels",
        ),
        ("a.jpg", picture("JPEG")[:2000], "the picture is a damaged picture"),
        ("a.jpg", b"", "the picture is empty"),
        ("a.jpg", b"MZ\0", "the picture is not a picture that can be read"),
        ("a.svg", b"<svg><", "the drawing"),
    ],
)
def test_pictures_that_are_refused(name: str, body: bytes, message: str, served: Server, content: Path) -> None:
    (content / "images").mkdir(exist_ok=True)
    before = sorted(os.listdir(content / "images"))
    status, answer = hand_over(served, "images", name, body)
    assert status == 422 and str(answer["problems"][0]["message"]).startswith(message), answer
    assert sorted(os.listdir(content / "images")) == before


def test_nothing_is_written_outside(ready_project: Path, tmp_path: Path) -> None:
    root = copy(ready_project, tmp_path / "project")
    shutil.rmtree(root / "content/images", ignore_errors=True)
    (tmp_path / "elsewhere").mkdir()
    (root / "content/images").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PamphletError, match="outside the project"):
        uploads.keep_picture(root, "a.png", bomb(9, 9))
    assert not list((tmp_path / "elsewhere").iterdir())


BIBTEX = """@article{Rivers:2024, title={Rest and {Legs}}, author={Rivers, Ana and {Sleep Society}},
journal={J Rest}, year={2024}, doi={10.1000/RST.1}}"""


REFERENCES = """# ours
references:
  # a good one
  - id: nhs
    title:   'Rest'   # on one line
    author: [{literal: NHS}]

# the end
"""


@pytest.fixture
def root(ready_project: Path, tmp_path: Path) -> Path:
    """A project whose references are written in a way of their own."""
    root = copy(ready_project, tmp_path)
    file = root / "content/references.yml"
    file.write_bytes(b"\xef\xbb\xbf" + REFERENCES.encode().replace(b"\n", b"\r\n"))
    return root


def test_references_are_added_and_the_rest_stays(root: Path) -> None:
    file = root / "content/references.yml"
    before = file.read_bytes()
    assert uploads.keep_references(root, BIBTEX, {}) == ["Rivers-2024"]
    after = file.read_bytes()
    lines = before.split(b"\r\n")
    assert [line for line in after.split(b"\r\n") if line in lines] == lines and b"\n" not in after.replace(
        b"\r\n", b""
    )
    one = Project.read(root).references["Rivers-2024"]
    assert (one.title, one.authors, one.container, one.year, one.doi) == (
        "Rest and Legs", ("Rivers A", "Sleep Society"), "J Rest", "2024", "10.1000/RST.1",
    )  # fmt: skip
    assert uploads.keep_references(root, "", {"doi": "https://doi.org/10.1000/rst.1"}) == ["Rivers-2024"]
    assert file.read_bytes() == after
    typed = {"title": "Sleep: a [guide]", "author": "Lee, Bo; NHS", "year": "2025", "URL": "https://www.example.org/a"}
    assert uploads.keep_references(root, "", typed) == ["lee2025"]
    assert uploads.keep_references(root, "", {"title": "Sleep", "author": "Lee, Bo", "year": "2025"}) == ["lee2025-2"]
    one = Project.read(root).references["lee2025"]
    assert (one.title, one.authors, one.year) == ("Sleep: a [guide]", ("Lee B", "NHS"), "2025")
    assert not [problem for problem in Project.read(root).problems if problem.location.path.endswith("references.yml")]


def test_several_references_at_once_and_a_file_that_is_not_there(root: Path) -> None:
    (root / "content/references.yml").unlink()
    csl = '[{"id": "a b", "title": "One", "DOI": "10.1/x"}, {"id": "z", "title": "Two", "issued": {"raw": "2020-05"}},'
    csl += ' {"id": "c", "title": "Again", "DOI": "10.1/X"}]'
    assert uploads.keep_references(root, csl, {}) == ["a-b", "z", "a-b"]
    found = Project.read(root).references
    assert (list(found), found["z"].year) == (["a-b", "z"], "2020")


@pytest.mark.parametrize(
    ("text", "fields", "message"),
    [
        ("", {}, "the reference has no title"),
        ("Rivers A. Rest. 2024.", {}, ""),
        ("@article{a, title={b", {}, ""),
        ("[]", {}, "this holds no reference"),
        ('[{"id": "a"}]', {}, "the reference has no title"),
    ],
)
def test_what_is_no_reference(text: str, fields: dict[str, str], message: str, root: Path) -> None:
    before = (root / "content/references.yml").read_bytes()
    with pytest.raises(PamphletError) as caught:
        uploads.keep_references(root, text, fields)
    assert caught.value.problems[0].message.startswith(message) and caught.value.problems[0].hint
    assert (root / "content/references.yml").read_bytes() == before


def test_references_are_asked_for_as_json(served: Server) -> None:
    assert send(served, "POST", "/-/api/references", {"text": BIBTEX})[1]["id"] == "Rivers-2024"
    assert send(served, "POST", "/-/api/references", b"[")[0] == 400
    assert send(served, "POST", "/-/api/references", {"fields": ["x"]})[0] == 400


@pytest.mark.parametrize("where", ["import", "images", "references"])
def test_others_may_hand_over_nothing(where: str, served: Server, content: Path) -> None:
    """Nobody without the desk's token, from another page, or by reading alone."""
    before = sorted(os.listdir(content))
    path, headers = f"/-/api/{where}?name=a.txt", own(served)
    for one in ({**headers, "X-Pamphlets-Token": "x"}, {**headers, "Origin": "http://evil.example"}, {}):
        assert ask(served, path, method="POST", body=b"Words\n\nand words", **one).status == 403
    assert ask(served, path, **headers).status in (404, 405)
    assert sorted(os.listdir(content)) == before


DROP = """([name, words]) => {
  const files = new DataTransfer();
  files.items.add(new File([words], name));
  for (const kind of ["dragover", "drop"])
    document.body.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: files }));
}"""


def test_files_are_taken_over_at_the_desk(served: Server, browser: Any, tmp_path: Path) -> None:
    """By keys or dropped: what came of each, and what was left out, is said, and leads to the editor."""
    good, bad = tmp_path / "Knee pain.docx", tmp_path / "cut.pdf"
    good.write_bytes(docx(p("Knee pain", "Title"), p("It hurts."), '<w:altChunk r:id="h"/>'))
    bad.write_bytes(b"%PDF-1.7")
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(served.entry)
    page.focus("[data-do=do-import]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#do-import[open]")
    assert page.evaluate("document.activeElement.type") == "file"
    assert overflow(page) == 0
    page.set_input_files("#do-import input[type=file]", [good, bad])
    page.wait_for_selector("#do-import section:nth-of-type(2)")
    first, second = page.locator("#do-import section").all_inner_texts()
    assert "Open the draft: knee-pain.md" in first and "inserted file: its words" in first
    assert "cut off or damaged" in second
    wait_until(page, "document.activeElement.className === 'outcome'")
    page.evaluate(DROP, ["dropped.txt", "Hip pain\n\nIt goes."])
    page.wait_for_selector("#do-import a[href='/-/edit/hip-pain.md']")
    page.click("#do-import a[href='/-/edit/hip-pain.md']")
    page.wait_for_url("**/-/edit/hip-pain.md")
    context.close()
