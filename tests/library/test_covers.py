"""Covers: what a pamphlet, its original and the practice say, and what an edition then has."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from pamphlets.library import read
from pamphlets.library import survey as look_over
from pamphlets.model import Cover, Edition
from pamphlets.project import Project

HEAD = "---\ntitle: Rest\nsummary: How to rest.\n{}---\n\n## Rest {{#rest}}\n\nSit down.\n"
MOTIFS = "known: food, hands, heart, movement, night, plain, talk, teeth"
KNOWN = f"{MOTIFS}; or write 'photo images/…', or 'type' for words alone"
PATH = "write the path of a picture in content/images, such as 'photo images/front.jpg'"
FOCUS = "write two numbers from 0 to 100, from the left and from the top, such as [50, 40]"


def photo(width: int, height: int) -> bytes:
    """Return a photo of so many pixels."""
    target = BytesIO()
    Image.new("RGB", (width, height), "#808080").save(target, "JPEG")
    return target.getvalue()


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Project]:
    def make(head: str, practice: str = "", **more: str | bytes) -> Project:
        files: dict[str, str | bytes] = {
            "content/practice.yml": f"name: Rest House\nweb:\nlanguages: [en, es]\n{practice}",
            "content/rest.md": HEAD.format(head),
            "content/images/wide.jpg": photo(300, 200),
            "content/images/tall.jpg": photo(200, 300),
            **{f"content/{name.replace('__', '.')}": text for name, text in more.items()},
        }
        for path, text in files.items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode() if isinstance(text, str) else text)
        return Project.read(tmp_path)

    return make


def edition(project: Project, language: str = "en") -> Edition:
    return next(one for one in read(project).editions if one.language == language)


@pytest.mark.parametrize(
    ("head", "practice", "kind", "name", "focus"),
    [
        ("", "", "motif", "plain", None),
        ("cover: motif teeth\n", "", "motif", "teeth", None),
        ("cover: Motif  Teeth\n", "", "motif", "teeth", None),
        ("cover: teeth\n", "", "motif", "teeth", None),
        ("cover: {motif: teeth}\n", "", "motif", "teeth", None),
        ("cover: type\n", "cover: motif night\n", "type", "", None),
        ("cover: none\n", "", "type", "", None),
        ("", "cover: motif night\n", "motif", "night", None),
        ("", "cover: photo images/tall.jpg\n", "photo", "content/images/tall.jpg", (50, 20)),
        ("", "cover: photo content/images/wide.jpg\nfocus: 10, 20\n", "photo", "content/images/wide.jpg", (10, 20)),
        ("cover: photo images/wide.jpg\n", "cover: type\n", "photo", "content/images/wide.jpg", (50, 40)),
        ("cover: photo images/wide.jpg\nfocus: [46, 20.5]\n", "", "photo", "content/images/wide.jpg", (46, 20.5)),
        ("cover: photo images/wide.jpg\nfocus: 46% 20%\n", "", "photo", "content/images/wide.jpg", (46, 20)),
        ("cover: images/wide.jpg\n", "", "photo", "content/images/wide.jpg", (50, 40)),
        ("cover: {image: /img/wide.jpg, alt: A}\n", "", "photo", "content/images/wide.jpg", (50, 40)),
        ("image: images/wide.jpg\n", "cover: type\n", "photo", "content/images/wide.jpg", (50, 40)),
        ("image: images/wide.jpg\ncover: motif food\n", "", "motif", "food", None),
    ],
)  # fmt: skip
def test_the_cover_of_an_edition(
    make: Callable[..., Project], head: str, practice: str, kind: str, name: str, focus: tuple[float, float] | None
) -> None:
    """The pamphlet's, else the practice's, else the plain motif; a photo keeps its heads where nothing is said."""
    cover = edition(make(head, practice)).cover
    assert (cover.kind, cover.name, cover.focus) == (kind, name, focus)


@pytest.mark.parametrize(
    ("head", "practice", "said", "hint"),
    [
        ("cover: motif teeht\n", "", "rest.md:4: error: there is no motif 'teeht'", f"did you mean 'teeth'? {KNOWN}"),
        ("cover: motif\n", "", "rest.md:4: error: 'cover: motif' names no motif", KNOWN),
        ("", "cover: motif sky\n", "practice.yml:4: error: there is no motif 'sky'", KNOWN),
        ("cover: photo images/wid.jpg\n", "", "rest.md:4: error: there is no picture 'images/wid.jpg'",
         "did you mean 'photo images/wide.jpg'?"),
        ("cover: photo\n", "", "rest.md:4: error: 'cover: photo' names no picture", PATH),
        ("", "cover: photo images/a.jpg\n", "practice.yml:4: error: there is no file 'content/images/a.jpg'", PATH),
        ("", "cover: photo\n", "practice.yml:4: error: 'cover: photo' names no picture", PATH),
        ("cover: https://a.org/b.jpg\n", "",
         "rest.md:4: warning: 'cover: https://a.org/b.jpg' is no picture in content/images",
         "put it into content/images, or leave the line for other programs"),
        ("cover: photo images/wide.jpg\nfocus: [46, 120]\n", "",
         "rest.md:5: error: 'focus[2]' must be a percentage from 0 to 100, not '120'", FOCUS),
        ("cover: photo images/wide.jpg\nfocus: 46\n", "",
         "rest.md:5: error: 'focus' must be 2 values, not '46'", "1 are given"),
        ("cover: photo images/wide.jpg\n", "",
         "rest.md:4: warning: 'content/images/wide.jpg' has 300 × 200 pixels: on a cover that is 46 dots an inch",
         "150 are the least: use the picture as the camera saved it; 1300 pixels across are enough everywhere"),
        ("cover: photo images/wide.jpg\nfocus: [0.4, 1]\n", "",
         "rest.md:5: warning: the focus, 0.4 and 1 per cent, is a corner of the picture: what matters is hardly there",
         "it is per cent, not shares of one: write 40 and 100"),
        ("fill: lines\n", "",
         "rest.md:4: error: 'fill' must be questions, appointment, notes or none, not 'lines'",
         "did you mean 'notes'?"),
        ("cover: photo images/bad.jpg\n", "",
         "rest.md:4: error: 'content/images/bad.jpg' is not a picture that can be read",
         "save it as JPEG or PNG, and name that"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_cover(
    make: Callable[..., Project], head: str, practice: str, said: str, hint: str
) -> None:
    found = [str(one) for one in look_over(make(head, practice, **{"images/bad__jpg": "a text"})).problems]
    assert f"content/{said}\n  hint: {hint}" in found


@pytest.mark.parametrize(
    ("box", "focus", "where"),
    [
        ((0, 900, 200, 1000), "", "[7, 95]"), ((1300, 0, 1500, 200), "", "[93, 10]"),
        ((0, 900, 200, 1000), "focus: [7, 95]\n", ""), ((700, 400, 800, 500), "", ""), ((0, 0, 0, 0), "", ""),
    ],
)  # fmt: skip
def test_a_cover_that_shows_a_part_with_nothing_on_it(
    make: Callable[..., Project], box: tuple[int, int, int, int], focus: str, where: str
) -> None:
    """The hint names the focus that shows what there is."""
    picture, target = Image.new("RGB", (1500, 1000), "#E5E0D8"), BytesIO()
    picture.paste("#27406B", box)
    picture.save(target, "JPEG")
    project = make(f"cover: photo images/corner.jpg\n{focus}", **{"images/corner__jpg": target.getvalue()})
    hint = f"say what must stay in view, in per cent from left and top: focus: {where}"
    assert [one.hint for one in look_over(project).problems if one.rule == "blank"] == ([hint] if where else [])


def test_a_translation_has_what_its_original_has(make: Callable[..., Project]) -> None:
    """But its own words: those of a photo are written, those of a motif are known."""
    head = "cover: photo images/wide.jpg\ncover-alt: A chair\nfill: notes\nappointment: no\n"
    project = make(head, rest__es__md=HEAD.format("cover-alt: Una silla\n"))
    english, spanish = (edition(project, language) for language in ("en", "es"))
    assert (english.cover.alt, english.cover.width, english.fill, english.appointment) == (
        "A chair",
        300,
        "notes",
        False,
    )
    assert (spanish.cover.name, spanish.cover.alt, spanish.fill) == ("content/images/wide.jpg", "Una silla", "notes")
    project = make("cover: motif teeth\n", "fill: none\n", rest__es__md=HEAD.format(""))
    assert edition(project, "es").cover.alt == "Un diente reluciente entre anillos de color"
    assert (edition(project).fill, edition(project).appointment) == ("none", True)


def test_a_project_draws_a_motif_of_its_own(make: Callable[..., Project]) -> None:
    """It is checked as every drawing of a project, and says what its title says."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 12 10"><title>A boat &amp; a sail</title>'
    svg += '<path {} d="M0 0z"/></svg>'
    own = {"../templates/assets/motifs/boat__svg": svg.format('fill="var(--night, #27406B)"')}
    found = edition(make("cover: motif boat\n", **own)).cover
    assert found == Cover("motif", "boat", alt="A boat & a sail") and found.url == "asset:motifs/boat.svg"
    own = {"../templates/assets/motifs/boat__svg": svg.format('onclick="x()" style="filter: blur(2px)"')}
    (problem,) = look_over(make("cover: motif boat\n", **own)).problems
    assert (problem.rule, problem.location.path) == ("drawing", "templates/assets/motifs/boat.svg")
