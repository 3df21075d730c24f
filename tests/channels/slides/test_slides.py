"""The waiting-room screen: what its slides say, how they look, and the page that shows them in turn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from making.once import once
from making.pages import FILES, SAMPLE

from pamphlets import library
from pamphlets.channels import slides
from pamphlets.channels.cards import shapes
from pamphlets.channels.slides.screens import Screen
from pamphlets.model import Job, SlidesReport
from pamphlets.paper import Manuscript, raster
from pamphlets.project import Project

HEAD = "---\ntitle: Rest\nsummary: How to rest. It is for everybody.\n---\n\n"
STEPS = """## Do this {#do .steps}

1. Walk.
2. Rest your legs for a while.
3. Call us if it still hurts.
4. Sleep.
5. Eat.
"""
CARD = '\n\n::: {.post card="Rest more"}\nRest.\n:::\n'
LONG = "Word " * 21


def jobs(root: Path) -> list[Job]:
    project = Project.load(root)
    return list(slides.plan(library.read(project).editions, project))


@pytest.fixture
def screen(write: Callable[..., Path]) -> Callable[..., Screen]:
    """Plan the slides of a text in a small project."""

    def make(text: str, changed: Mapping[str, str] | None = None) -> Screen:
        chair = {"content/images/chair.svg": FILES["content/images/chair.svg"]}
        (job,) = jobs(write({"content/rest.md": HEAD + text, **chair, **(changed or {})}))
        assert isinstance(job.content, Screen)
        return job.content

    return make


def said(screen: Screen) -> list[str]:
    """Return what each slide says, but the first."""
    return [" / ".join(filter(None, (one.heading, one.words, *one.items))) for one in screen.slides[1:]]


CASES: list[tuple[str, list[str]]] = [
    ("## Why? {#why}\n\nRest is good. It heals.", ["Why? / Rest is good. It heals."]),
    (f"## Why? {{#why}}\n\nRest is good. It heals. {LONG}.", ["Why? / Rest is good. It heals."]),
    (STEPS, ["Do this / Walk. / Rest your legs for a while. / Call us if it still hurts.", "Do this / Sleep. / Eat."]),
    ("## Short {#short .key-points}\n\n- Rest.\n- Walk.\n", ["Rest.", "Walk."]),
    ("## Ask {#ask}\n\nAsk us:\n\n- How long?\n- How often may I come to you in one week?\n",
     ["Ask / Ask us: / How long? / How often may I come to you in one week?"]),
    ("## What to ask us {#ask}\n\nAsk your doctor this:\n\n- May I come to you now?\n"
     "- Is it safe for me to go running?\n- Or do I rest more?\n",
     ["What to ask us / Ask your doctor this: / May I come to you now?",
      "Ask your doctor this: / Is it safe for me to go running? / Or do I rest more?"]),
    ("## Go {#go .warning}\n\nGo if one leg:\n\n- is warm and red\n- hurts very much when you walk or sit\n",
     ["Go / Go if one leg: / is warm and red / hurts very much when you walk or sit"]),
    ("## Signs of a clot {#go .warning}\n\nMost often they show in one leg only:\n\n"
     "- throbbing pain that does not go away when you rest\n- warm skin\n",
     ["Signs of a clot / Most often they show in one leg only: / throbbing pain that does not go away when you rest",
      "Signs of a clot / Most often they show in one leg only: / warm skin"]),
    (f"## Help {{#help .warning}}\n\nCall us. {'Very ' * 15}soon. Go now.",
     ["Help / Call us. " + "Very " * 15 + "soon.", "Help / Go now."]),
    ("## A {#a}\n\nSee [our page](https://www.example.org/a). {{ practice.phone }}[^1]\n\n[^1]: A note.\n",
     ["A / See our page. (207) 555-0142"]),
    ('## A {#a}\n\nOnly here.\n\n::: {not="slides"}\nNot here.\n:::\n\n## B {#b only="web"}\n\nNor this.\n\n'
     '## C {#c only="slides"}\n\nBut this.\n', ["A / Only here.", "C / But this."]),
    (f"## A {{#a}}\n\n{LONG}.{CARD}", ["Rest more"]),
    (f"## A {{#a}}\n\n{LONG}.\n\n1. Rest.{CARD}", ["Rest more", "A / Rest."]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_slides_say_one_thought(text: str, expected: list[str], screen: Callable[..., Screen]) -> None:
    """A block is whole, or its card's words, or its first whole sentences; lists are shared; warnings are whole."""
    found = screen(text)
    assert said(found) == [one.replace("  ", " ") for one in expected]
    assert not found.problems
    assert (found.slides[0].words, found.slides[0].note) == ("Rest", "How to rest. It is for everybody.")


LEFT = [
    f"## A {{#a}}\n\n{LONG}.\n",
    f"## A {{#a .warning}}\n\nGo to a doctor. {LONG}.\n\n::: {{.post card=\"Go\"}}\nGo.\n:::\n",
    f"## A {{#a .steps}}\n\n1. Rest.\n2. {LONG}\n",
    "## A {#a}\n\nOur prices.\n\n| a | b |\n|---|---|\n| c | d |\n",
    f"## A {{#a}}\n\n{('x' * 70 + ' ') * 19}\n",
    f"## A {{#a .warning}}\n\nGo to a doctor.\n\n- Now\n- {'x' * 70}\n",
]  # fmt: skip


@pytest.mark.parametrize("text", LEFT)
def test_what_has_no_room_is_told(text: str, screen: Callable[..., Screen]) -> None:
    """A block is left out as a whole, with a warning at its line; its other words are not shown without it."""
    found = screen(text)
    assert said(found) == [] and found.left_out == ("A",)  # as staff read it at the desk: no id
    (problem,) = found.problems
    assert str(problem).startswith("content/rest.md:6: warning: the waiting-room screen leaves out 'A': ")
    assert problem.hint.endswith('or leave it to other outputs: not="slides"')


def test_looks(screen: Callable[..., Screen]) -> None:
    """They are chosen as those of cards: by the kind of block; no ground twice running, but that of warnings."""
    text = (
        "## A {#a}\n\n![A chair](images/chair.svg)\n\nRest here.\n\n" + STEPS + "\n## Go {#go .warning}\n\nGo.\n\n"
        "## N {#n .key-points}\n\n- 5 in 100 adults have it.\n- 3 days are enough.\n- Rest.\n\n"
        "## Q {#q}\n\n" + LONG + '.\n\n::: {.post card="Why rest?"}\nRest.\n:::\n\n'
        "## L {#l}\n\n![A chair](images/chair.svg)\n\n- Sit.\n- Stand.\n"
    )
    found = screen(text).slides
    assert [(one.layout, one.ground) for one in found] == [
        ("question", "paper"), ("picture", "mist"), ("steps", "night-10"), ("steps", "mist"),
        ("warning", "alert-ground"), ("number", "night"), ("number", "night-10"), ("quote", "mist"),
        ("question", "paper"), ("picture", "mist"), ("steps", "night-10"),
    ]  # fmt: skip
    assert [one.headline for one in found if one.layout == "number"] == ["5 in 100", "3 days"]
    assert [one.alt for one in found[-2:]] == ["L\nA chair", "L\nSit.\nStand."]


def test_raised_signs_that_no_font_has_are_level(screen: Callable[..., Screen]) -> None:
    """A power stays one."""
    assert said(screen("## A {#a}\n\nH~2~O, F^−^, m^2^, 10^6^.")) == ["A / H2O, F-, m², 10^6."]


def test_a_photo_is_cut_around_what_must_stay(screen: Callable[..., Screen]) -> None:
    """It is cut as on cards: around the `focus` of the text."""
    found = screen('## A {#a}\n\n![A chair](images/chair.svg){focus="20 30"}\n\nSit.\n').slides[1]
    assert found.art and (found.art.focus, found.art.whole) == ("20% 30%", True)


@pytest.fixture
def shown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The slides of one text of the sample."""

    def make(folder: Path) -> None:
        job = next(job for job in jobs(SAMPLE) if job.name == "slides/es/sleep-well")
        assert isinstance(job.content, Screen)
        few = replace(job.content, slides=job.content.slides[:3])
        result = slides.render(replace(job, content=few, paths=(*job.paths[:3], job.paths[-1])))
        for made in result.renderings:
            (folder / made.path).parent.mkdir(parents=True, exist_ok=True)
            (folder / made.path).write_bytes(made.content)
        assert isinstance(result.report, SlidesReport)
        assert [one.path for one in result.report.slides] == [f"slides/es/sleep-well/0{n}.png" for n in (1, 2, 3)]
        assert result.report.slides[1].alt.startswith("Una buena noche")

    return once(tmp_path_factory, "screen", make) / "slides/es/sleep-well"


def test_pictures(shown: Path) -> None:
    """Each slide is a PNG of 1920 × 1080."""
    assert [raster.size(file) for file in sorted(shown.glob("*.png"))] == [(1920, 1080)] * 3


def test_words_stand_in_their_box(monkeypatch: pytest.MonkeyPatch) -> None:
    """On every slide of a text of the sample nothing reaches over its box, and no words are under 64 px."""
    made = list[Any]()
    job = next(job for job in jobs(SAMPLE) if job.name == "slides/es/restless-legs")
    lay_out = Manuscript.layout

    def layout(self: Manuscript, css: str = "") -> Any:
        made.append(lay_out(self, css))
        return made[-1]

    monkeypatch.setattr(Manuscript, "layout", layout)
    monkeypatch.setattr(raster, "pngs", lambda pdf, width: (b"",) * (len(job.paths) - 1))
    slides.render(job)
    _, found = made
    every = job.content.slides  # type: ignore[attr-defined]
    assert len(found.pages) == len(every) == len(job.paths) - 1
    code, scale = shapes.CODE, 96 / 25.4
    for line in found.lines:
        of = {one.get("class") for element, _ in line.pieces for one in found.manuscript.ancestors(element)}
        assert line.right * scale <= code.x or line.bottom * scale <= code.y
        if "say" in of:
            box = shapes.of(shapes.SCREEN, every[line.page].layout).words
            assert line.x * scale >= box.x - 1
            assert line.right * scale <= box.x + box.width + 8
            assert "figure" in of or line.bottom * scale <= box.y + box.height + 0.25 * line.size  # room below letters
            assert line.size * 96 / 72 >= shapes.SMALLEST - 0.1


def test_the_page_shows_slides_in_turn(shown: Path, browser: Any) -> None:
    """It works from a file without network: by itself every twelve seconds, by keys, and stands still when asked."""
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    faults, asked = [], []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: asked.append(request.url))
    page.clock.install()
    page.goto((shown / "index.html").as_uri())

    def now() -> str:
        return str(
            page.evaluate("[...document.querySelectorAll('.slide')].findIndex(s => s.classList.contains('now'))")
        )

    steps = [now()]
    page.clock.run_for(12_100)
    steps.append(now())
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", " "):
        page.keyboard.press(key)
        steps.append(now())
    page.clock.run_for(60_000)
    steps.append(now())
    page.keyboard.press(" ")
    page.clock.run_for(12_100)
    steps.append(now())
    assert steps == ["0", "1", "2", "0", "2", "2", "2", "0"]
    box = page.locator(".slide.now").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 1280, "height": 720}
    assert page.locator("[data-do=next]").is_visible()
    assert not faults
    assert all(url.startswith("file:") for url in asked)
    page.close()
