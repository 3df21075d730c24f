"""A project is read once, with all its faults; what is outside its folder is out of reach."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from unicodedata import normalize

import pytest

from pamphlets import check, files
from pamphlets.errors import PamphletError
from pamphlets.model import Location, printable
from pamphlets.project.encodings import MOST_BYTES
from pamphlets.project.project import Project

Write = Callable[..., Path]
AGAIN = "save it again with the encoding UTF-8: in 'Save as' of Notepad, choose 'UTF-8' beside 'Encoding'"


def problems_of(call: Callable[[], object]) -> list[str]:
    """Return the problems that a call raises, as they are printed."""
    with pytest.raises(PamphletError) as raised:
        call()
    return str(raised.value).split("\n")


def test_one_file_is_enough(write: Write) -> None:
    """A practice alone is a project; all else has a default."""
    project = Project.load(
        write({"content/b.md": "x", "content/a.es.md": "x", "content/.c.md": "x", "content/a.md": "x"})
    )
    assert project.sources == ("content/a.es.md", "content/a.md", "content/b.md")
    assert project.practice.sites[0].id == "main"
    assert "warning" in project.kinds
    assert "sheet" in project.formats
    assert dict(project.brand.colors)["ink"] == "#1B2A41"


def test_names_have_typographic_quotes(write: Write) -> None:
    """As the text around them: a name looks the same wherever it stands, and is compared with itself."""
    root = write({"content/practice.yml": "name: Bee's Rest\ntagline: Don't hurry\nsites: [{id: a, name: Bee's}]\n"})
    practice = Project.load(root).practice
    assert (practice.name, practice.sites[0].name) == ("Bee\u2019s Rest", "Bee\u2019s")
    assert practice.tagline.of("en") == "Don\u2019t hurry"


def test_texts_of_the_practice_are_plain_words(write: Write) -> None:
    """Marks of markdown are read there as in a title, and quotes around a whole text are YAML's."""
    text = (
        "name: Bee **Rest**\ntagline: Calm _hands_\naddress: [“12 Harbor Lane”, Any*town*]\nhours: ['**Mon** 9–5']\n"
        "licenses: [L. `MT1`]\nemergency: {urgent: Call *us*., now: '**Call** 911.'}\nsites: [{id: a, name: _Pier_}]\n"
    )
    practice = Project.load(write({"content/practice.yml": text})).practice
    assert (practice.name, practice.tagline.of("en"), practice.sites[0].name) == ("Bee Rest", "Calm hands", "Pier")
    for place in (practice, practice.sites[0]):
        assert (tuple(place.address), place.licenses) == (("12 Harbor Lane", "Anytown"), ("L. MT1",))
        assert [hours.of("en") for hours in place.hours] == ["Mon 9–5"]
    assert (practice.emergency.urgent.of("en"), practice.emergency.now.of("en")) == ("Call us.", "Call 911.")


def test_no_project(tmp_path: Path) -> None:
    """A folder without content or without a practice says how to begin."""
    hint = "  hint: start a project with 'pamphlets new DIR', or go to the folder of one"
    assert problems_of(lambda: Project.load(tmp_path)) == [f"content: error: there is no content in {tmp_path}", hint]
    (tmp_path / "content").mkdir()
    assert problems_of(lambda: Project.load(tmp_path)) == [
        f"content/practice.yml: error: there is no content/practice.yml in {tmp_path}", hint
    ]  # fmt: skip


def test_settings_that_are_closed_are_not_called_missing(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is there, and that this user may not read, is told as that."""
    root = write({"content/practice.yml": "name: a"})
    closed = "closed to this program (Permission denied)"
    oddity = files.oddity
    monkeypatch.setattr(
        "pamphlets.project.project.oddity",
        lambda path, within: closed if str(path).endswith("practice.yml") else oddity(path, within),
    )
    assert problems_of(lambda: Project.load(root)) == [
        f"content/practice.yml: error: this is {closed}",
        "  hint: let this user read it",
    ]


def test_faults_of_all_files_come_together(write: Write) -> None:
    """Problems of every settings file are raised at once."""
    root = write({
        "content/practice.yml": "name: a\nweb:\npaper: A5\n",
        "content/_brand.yml": "logo: ../../secret.svg\n",
        "content/references.yml": "referenses: []\n",
        "content/formats.yml": b"\xff\n",
        "templates/languages/en.yml": "words: {use-until: Until, edition: Code}\n",
    })  # fmt: skip
    assert problems_of(lambda: Project.load(root)) == [
        "templates/languages/en.yml:1: error: 'edition' has lost {id}",
        "  hint: put {id} where it belongs; English: Edition {id}",
        "content/formats.yml:1: error: this is not UTF-8",
        "  hint: save the file with the encoding UTF-8",
        "content/practice.yml:3: error: 'paper' must be Letter or A4, not 'A5'",
        "  hint: Letter in the United States and Canada, A4 elsewhere",
        "content/_brand.yml:1: warning: 'content/../../secret.svg' is outside the project: it is not shown",
        "  hint: the path begins at the folder 'content'",
        "content/references.yml:1: error: unknown key 'referenses'",
        "  hint: did you mean 'references'?",
    ]


@pytest.mark.parametrize(
    ("practice", "problem"),
    [
        (
            "name: a\n",
            "1: warning: there is no 'web': leaflets have no QR code, and posts no link\n  hint: add 'web: https://…', "
            "the address that the pages will have; an empty 'web:' if they will have none",
        ),
        (
            "name: a\nweb:\nphone: call us\n",
            "3: error: 'call us' is not a telephone number with its area code\n  hint: write it like +1 201-555-0123",
        ),
        (
            "name: a\nweb:\nphone: 555-0199\n",
            "3: error: '555-0199' is not a telephone number with its area code\n  hint: write it like +1 201-555-0123",
        ),
        (
            "name: a\nweb:\ncountry: GB\nsites:\n- {id: b, name: b}\n- id: c\n  name: c\n  phone: +1 999-555\n",
            "8: error: '+1 999-555' is not a telephone number with its area code\n"
            "  hint: write it like +44 121 234 5678",
        ),
        (
            "name: a\nweb:\ncountry: XX\n",
            "3: error: no country has the code 'XX'\n  hint: write its two letters, "
            "such as US, CA, GB, AU or IE, or its name in English",
        ),
    ],
)
def test_what_a_practice_cannot_mean(write: Write, practice: str, problem: str) -> None:
    """A number that nobody can dial, a country that there is not, and pages without an address are problems."""
    found = Project.read(write({"content/practice.yml": practice})).problems
    assert [str(one) for one in found] == [f"content/practice.yml:{problem}"]


@pytest.mark.parametrize("phone", ["+1 207-555-0142", "(207) 555-0142", "1-800-555-0100", "+44 20 7946 0018"])
def test_numbers_kept_for_examples_can_be_called(write: Write, phone: str) -> None:
    """Numbers that can be dialled pass, whether or not they were given to anybody."""
    assert Project.read(write({"content/practice.yml": f"name: a\nweb:\nphone: {phone}\n"})).problems == ()


def test_files_that_nothing_reads(write: Write) -> None:
    """A file that was meant to be read, and is not, is a warning with what to do; pictures may be used by a text."""
    names = ("neck.md.txt", "_brand.yaml", "a.markdown", "b.txt", "c.docx", "d.MD", "brand.yml", "e.pdf", "f.jpg")
    root = write({f"content/{name}": "x" for name in (*names, "~$c.docx", "topics/g.md")})
    assert [f"{problem.location}: {problem.severity}: {problem.hint}" for problem in Project.load(root).problems] == [
        "content/_brand.yaml: warning: rename it to _brand.yml",
        "content/a.markdown: warning: rename it to a.md",
        "content/b.txt: warning: if it is a text to publish, rename it to b.md; else move it out of content",
        "content/brand.yml: warning: rename it to _brand.yml, if that is what it says",
        "content/c.docx: warning: make a draft of it with 'pamphlets import content/c.docx', then move it out of "
        "content",
        "content/d.MD: warning: rename it to d.md",
        "content/e.pdf: warning: copy its words into a text file e.md, which begins with a title and a summary",
        "content/neck.md.txt: warning: rename it to neck.md",
        "content/topics: warning: move its texts into the folder content itself",
    ]
    (root / "content/practice.yml").rename(root / "content/practice.yml.txt")
    assert "content/practice.yml.txt: warning: nothing reads this file" in problems_of(lambda: Project.load(root))


def test_a_format_has_a_template_and_shows_kinds_that_there_are(write: Write) -> None:
    """Both are problems at their lines."""
    rows = """card:
  name: Card
  template: leaflets/sheets.html
  shows:
    - key-point
  papers: {A4: {sheet: [21cm, 29.7cm]}}
rack: {name: Rack card, papers: {A4: {sheet: [21cm, 29.7cm]}}}
"""
    root = write({"content/formats.yml": rows})
    assert problems_of(lambda: Project.load(root)) == [
        "content/formats.yml:3: error: there is no template 'leaflets/sheets.html' for 'card'",
        "  hint: did you mean 'leaflets/sheet.html'?",
        "content/formats.yml:5: error: no kind of block is named 'key-point'",
        "  hint: did you mean 'key-points'?",
        "content/formats.yml:7: error: there is no template 'leaflets/rack.html' for 'rack'",
        "  hint: name one with 'template', or put it into templates/",
    ]


def test_rows_have_names_of_their_own(write: Write) -> None:
    """A format or platform of the project cannot be named like another output."""
    row = "{name: a, template: leaflets/sheet.html, papers: {A4: {sheet: [1cm, 2cm]}}}"
    root = write({
        "content/formats.yml": f"facebook: {row}\nposts: {row}\nsheet: {row}\n",
        "content/platforms.yml": "web: {name: a, limit: 1, unit: graphemes}\n",
    })  # fmt: skip
    assert problems_of(lambda: Project.load(root)) == [
        "content/platforms.yml:1: error: 'web' is already the name of another output",
        "  hint: choose another",
        "content/formats.yml:1: error: 'facebook' is already the name of another output",
        "  hint: choose another",
        "content/formats.yml:2: error: 'posts' is already the name of another output",
        "  hint: choose another",
    ]


def test_own_templates_stand_before_the_shipped(write: Write) -> None:
    """A project's own templates come first, their words and kinds are added, and the digest follows them."""
    shipped = Project.load(write())
    own = "words: {use-until: Until}\n"
    project = Project.load(write({"templates/blocks/rest.html": "x", "templates/languages/en.yml": own}))
    assert project.folders.templates == (project.root / "templates", *shipped.folders.templates)
    assert project.kinds == shipped.kinds | {"rest"}
    assert project.words_in("en").plain["use-until"] == "Until"
    assert project.templates_digest("blocks") != shipped.templates_digest("blocks")
    assert project.templates_digest("web") == shipped.templates_digest("web")


def test_digests_do_not_know_where_the_project_is(write: Write, tmp_path: Path) -> None:
    """The same templates and files elsewhere have the same digests."""
    project = Project.load(write({"templates/blocks/rest.html": "x", "content/a.svg": "<svg/>"}))
    shutil.copytree(tmp_path, tmp_path / "copy")
    copy = Project.load(tmp_path / "copy")
    assert copy.templates_digest("blocks", "assets") == project.templates_digest("blocks", "assets")
    assert copy.file_digest("content/a.svg") == project.file_digest("content/a.svg")


@pytest.mark.parametrize("path", ["../secret.txt", "/etc/hostname", "content/link.txt", "content/folder/secret.txt"])
def test_nothing_outside_is_reached(path: str, write: Write, tmp_path: Path) -> None:
    """Neither dots nor an absolute path nor a symbolic link leads out."""
    root = tmp_path / "project"
    shutil.move(write() / "content", root / "content")
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    (root / "content/link.txt").symlink_to(tmp_path / "secret.txt")
    (root / "content/folder").symlink_to(tmp_path)
    project = Project.load(root)
    assert problems_of(lambda: project.file(path, Location("content/a.md", 7))) == [
        f"content/a.md:7: error: '{path}' is outside the project",
        "  hint: copy it into the folder 'content'",
    ]


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("content", "a folder"),
        ("content/a\x00b", "a name that no file can have"),
        ("content/" + "a" * 300, "a name that is too long"),
        ("content/circle", "a link that goes in a circle"),
        ("content/nowhere", "a link to nothing"),
        ("content/pipe", "a pipe"),
    ],
)
def test_what_is_no_file_is_told_as_what_it_is(path: str, what: str, write: Write) -> None:
    """A path that no file can be read from is refused with what stands there."""
    root = write()
    (root / "content/circle").symlink_to(root / "content/circle")
    (root / "content/nowhere").symlink_to(root / "content/gone")
    os.mkfifo(root / "content/pipe")
    project = Project.load(root)
    assert problems_of(lambda: project.file(path)) == [
        f"{printable(path)}: error: '{printable(path)}' is no file that can be read: it is {what}",
        "  hint: put the file itself there",
    ]


def test_file_that_is_not_there(write: Write) -> None:
    """What is not there is missing."""
    project = Project.load(write())
    assert problems_of(lambda: project.file("content/a.svg")) == [
        "content/a.svg: error: there is no file 'content/a.svg'",
        "  hint: put it there, or name one that is there",
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", ": error: the file is empty\n  hint: write into it, or delete it"),
        (b" \n\n", ": error: the file is empty\n  hint: write into it, or delete it"),
        (b"a\nb\0c", ":2: error: this is not a text: it holds a NUL byte\n  hint: save it as plain text in UTF-8"),
        *(
            (text.encode(name), f": error: this is {name[:6].upper()}, not UTF-8\n  hint: {AGAIN}")
            for text in ("\ufeff# A\n", "---\ntitle: Übung\n", "---\ntitle: Покой\n---\nПокой.\n", "\ufeff休息")
            for name in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
        ),
        (b"\xff\xfea", f": error: this is UTF-16, not UTF-8\n  hint: {AGAIN}"),
        (b"a\nb\xe9", ":2: error: this is not UTF-8\n  hint: save the file with the encoding UTF-8"),
        (
            b"a" * (MOST_BYTES + 1),
            ": error: the file has 2,000,001 bytes; 2,000,000 are the most\n  hint: divide it into several files",
        ),
    ],
)
def test_unreadable_text(content: bytes, problem: str, write: Write) -> None:
    """A file that is no text is a problem, at its line where it has one."""
    project = Project.load(write({"content/a.md": content}))
    assert "\n".join(problems_of(lambda: project.read_text("content/a.md"))) == f"content/a.md{problem}"


def test_settings_in_another_encoding_are_told_as_that(write: Write) -> None:
    wide = "name: Rest House\nphone: +1 207-555-0142\n".encode("utf-16")
    assert problems_of(lambda: Project.load(write({"content/practice.yml": wide}))) == [
        "content/practice.yml: error: this is UTF-16, not UTF-8",
        f"  hint: {AGAIN}",
    ]


def test_text_is_read_with_plain_line_ends(write: Write) -> None:
    """A BOM, the line ends of other systems and the hyphens of word processors go."""
    project = Project.load(write({"content/a.md": "\ufeffa\u2011b\r\nb\rc\n".encode()}))
    assert project.read_text("content/a.md") == "a-b\nb\nc\n"


@pytest.mark.parametrize("forms", [("NFC", "NFD"), ("NFD", "NFC"), ("NFD", "NFD")])
def test_files_of_settings_are_found_however_their_accents_are_written(forms: tuple[str, str], write: Write) -> None:
    """A Mac names files with accents apart; what is shown is the file as it is named on disk."""
    said, named = (normalize(form, "imáges/café") for form in forms)
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9"><path d="M1 1h7v7z"/></svg>'
    )
    files = {
        f"content/{named}.svg": drawing,
        f"content/{named}.icc": "profile",
        "content/_brand.yml": f"logo: {said}.svg\n",
        "content/practice.yml": f"name: Rest House\nphone: +1 207-555-0142\npress:\n  profile: {said}.icc\n",
    }
    project = Project.load(write(files))
    assert project.brand.logo == f"content/{named}.svg" and project.practice.press.profile == f"{named}.icc"
    assert project.file(project.brand.logo).is_file()


def test_a_name_that_is_on_no_disk_stays_as_it_is(write: Write) -> None:
    root = write()
    for path in ("content/café.svg", "content/../é/x.svg", "é", "content/practice.yml/é"):
        assert files.spelt(path, root) == path


@pytest.mark.parametrize("text", ["", "\0", "references: [", "references:\n\t- id: nhs-sleep\n"])
def test_references_that_cannot_be_read(text: str, small_project: Path) -> None:
    """Citations wait for references that have an error: it alone is told, and nothing stops."""
    (small_project / "content" / "references.yml").write_text(text, "utf-8")
    source = "---\ntitle: Rest\nsummary: Rest.\n---\n\n## Sit {#sit}\n\nSit. [@nhs-sleep]\n"
    (small_project / "content" / "topic.md").write_text(source, "utf-8")
    errors = [problem.location.path for problem in check(small_project) if problem.severity == "error"]
    assert errors == ["content/references.yml"]
