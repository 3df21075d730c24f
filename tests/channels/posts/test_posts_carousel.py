"""Carousels: a cover, a slide a block, a closing slide; numbered, described, and ten at most."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from making.planning import wrong_posts
from PIL import Image

from pamphlets import library
from pamphlets.channels import posts
from pamphlets.channels.series import Series
from pamphlets.model import Job, Picture
from pamphlets.project.project import Project

FRONT = "---\ntitle: Tired legs\nsummary: Rest.\nreviewer: A doctor\nreviewed: 2026-11-20\n---\n"
PRACTICE = "name: Rest House\nweb: https://www.example.org\nphone: +1 207-555-0142\nplatforms: [instagram]\n"


def block(number: int) -> str:
    return f"\n## Thought {number} {{#b{number}}}\n\n::: post\nRest number {number}.\n:::\n"


@pytest.fixture
def carousel(write: Callable[..., Path]) -> Callable[..., Job]:
    """Return the job of a carousel of so many blocks."""

    def make(blocks: int, lead: str = "", practice: str = PRACTICE) -> Job:
        text = FRONT + lead + "".join(map(block, range(1, blocks + 1)))
        project = Project.load(write({"content/legs.md": text, "content/practice.yml": practice}))
        jobs = list(posts.plan(library.read(project).editions, project))
        assert isinstance(jobs[-1].content, Series)
        return jobs[-1]

    return make


LEAD = '\n::: {.post card="Legs that never rest?"}\nHello.\n:::\n'


def test_the_lead_s_card_is_the_cover_and_the_last_slide_says_where_next(carousel: Callable[..., Job]) -> None:
    slides = carousel(2, LEAD).content.slides
    assert [(slide.number, slide.words, slide.note) for slide in slides] == [
        ("1/4", "Legs that never rest?", "Tired legs"),
        ("2/4", "Thought 1", ""),
        ("3/4", "Thought 2", ""),
        ("4/4", "Would you like to know more?", "www.example.org/legs"),
    ]
    assert slides[0].alt == (
        "Slide 1/4. Legs that never rest? Tired legs. Rest House. Drawing: Quarter circles and circles on a grid."
    )
    assert slides[3].alt == (
        "Slide 4/4. Would you like to know more? www.example.org/legs. Rest House. Drawing: Quarter circles and "
        "circles on a grid."
    )
    assert [(slide.layout, slide.ground) for slide in slides] == [
        ("question", "paper"), ("quote", "mist"), ("type", "night-10"), ("question", "paper")
    ]  # fmt: skip


def test_without_a_web_address_the_last_slide_gives_the_telephone(carousel: Callable[..., Job]) -> None:
    practice = "name: Rest House\nphone: +1 207-555-0142\n"
    assert carousel(2, practice=practice).content.slides[-1].note == "(207) 555-0142"
    assert carousel(2, practice="name: Rest House\n").content.slides[-1].note == "Rest House"


def test_a_carousel_is_pictures_a_pdf_and_descriptions(carousel: Callable[..., Job]) -> None:
    job = carousel(2, LEAD)
    result = posts.render(job)
    made = {rendering.path.rpartition("/")[2]: rendering.content for rendering in result.renderings}
    assert list(made) == ["01.png", "02.png", "03.png", "04.png", "carousel.pdf", "alt.txt"]
    assert tuple(rendering.path for rendering in result.renderings) == job.paths
    assert Image.open(BytesIO(made["01.png"])).size == (1080, 1350)
    with pikepdf.open(BytesIO(made["carousel.pdf"])) as pdf:
        assert [[float(n) for n in page.mediabox] for page in pdf.pages] == [[0, 0, 810, 1012.5]] * 4
    assert made["alt.txt"].decode() == "\n\n".join(slide.alt for slide in job.content.slides) + "\n"
    assert result.report.slides[0] == Picture("posts/legs/carousel/01.png", 1080, 1350, job.content.slides[0].alt)
    assert posts.render(job).renderings == result.renderings


def test_ten_slides_are_the_most_and_what_is_left_out_is_said(carousel: Callable[..., Job], tmp_path: Path) -> None:
    slides = carousel(9, LEAD).content.slides
    assert (len(slides), slides[8].words, slides[9].number) == (10, "Thought 8", "10/10")
    project = Project.load(tmp_path)
    assert [str(problem) for problem in wrong_posts(project)] == [
        "content/legs.md:60: warning: the carousel has room for 10 slides: 'b9' is not in it\n"
        "  hint: make fewer posts, or move the best ones up"
    ]


def test_a_moved_line_changes_no_digest_but_a_word_does(carousel: Callable[..., Job]) -> None:
    first = carousel(2, LEAD).digest
    assert carousel(2, "\n" + LEAD).digest == first != carousel(2, LEAD.replace("never", "hardly")).digest


def test_a_slide_s_description_fits_too(write: Callable[..., Path]) -> None:
    text = FRONT + block(1) + block(2).replace("\n::: post", f"\n![{'A chair. ' * 51}](images/c.svg)\n\n::: post")
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7v7z"/></svg>'
    practice = PRACTICE.replace("instagram", "pinterest")
    root = write({"content/legs.md": text, "content/images/c.svg": svg, "content/practice.yml": practice})
    project = Project.load(root)
    assert [str(problem) for problem in wrong_posts(project)] == [
        "content/legs.md:16: error: the description of the slide is too long for Pinterest: 501 of 500 characters\n"
        "  hint: shorten the alt text of this image"
    ]
