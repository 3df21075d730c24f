"""Cards: their size, their words as large as they go, what they say to those who do not see them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import ROOT
from PIL import Image

from pamphlets import PamphletError, library
from pamphlets.channels import cards, posts
from pamphlets.channels.cards import lines, shapes
from pamphlets.channels.series import Posts
from pamphlets.model import Folders
from pamphlets.paper import raster, typeset
from pamphlets.project.project import Project

Draw = Callable[..., Image.Image]

SOURCE = """---
title: Restless legs
summary: Restless legs can keep you awake.
reviewer: A doctor
reviewed: 2026-11-20
---

## What is it? {#what}

![](images/wave.svg){.decorative}

::: {not="tri-fold"}
![A chair with *one* leg](images/chair.svg "A chair")
:::

::: {.post card="Legs that can't rest?"}
Restless legs are common.
:::
"""
CHAIR = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 60"><rect width="90" height="60" fill="#2C6A5B"/></svg>'
)


@pytest.fixture
def content(write: Callable[..., Path]) -> Posts:
    """The posts of a block with a drawing."""
    root = write({"content/legs.md": SOURCE, "content/images/chair.svg": CHAIR, "content/images/wave.svg": CHAIR})
    project = Project.load(root)
    jobs = list(posts.plan(library.read(project).editions, project))
    found: Posts = jobs[0].content
    return found


@pytest.fixture
def card(content: Posts) -> cards.Card:
    return content.card


@pytest.fixture
def draw(tmp_path: Path) -> Draw:
    folders = replace(Project.load(ROOT).folders, root=tmp_path)

    def one(card: cards.Card, size: str = "1080x1350", most: int = 0) -> Image.Image:
        (picture,) = cards.draw(card, [(size, most)], folders)
        return Image.open(BytesIO(picture.content))

    return one


def test_a_photo_is_called_one(write: Callable[..., Path]) -> None:
    source = SOURCE.replace("chair.svg", "chair.jpg")
    target = BytesIO()
    Image.new("RGB", (90, 60)).save(target, "JPEG")
    project = Project.load(write({"content/legs.md": source, "content/images/chair.jpg": target.getvalue(),
                                  "content/images/wave.svg": CHAIR}))  # fmt: skip
    found: Posts = next(iter(posts.plan(library.read(project).editions, project))).content
    assert found.card.alt == "Legs that can\u2019t rest? Rest House. Photo: A chair with one leg."


@pytest.mark.parametrize(
    ("box", "size"),
    [((90, 90), (84, 84)), ((350, 100), (251, 72)), ((600, 100), (329, 55)), ((1200, 100), (380, 32)),
     ((50, 100), (42, 84))],
)  # fmt: skip
def test_a_logo_has_its_own_shape_and_the_name_stands_beside_it(
    content: Posts, tmp_path: Path, box: tuple[int, int], size: tuple[int, int]
) -> None:
    width, height = box
    file = tmp_path / "content/logo.svg"
    file.parent.mkdir(exist_ok=True)
    file.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"/>')
    folders = replace(Project.load(ROOT).folders, root=tmp_path)
    card = replace(content.card, logo=("content/logo.svg", ""), drawing=("", ""))
    html = cards.html([(card, card.shape("1080x1350"))], folders)
    top = (56 - size[1]) // 2
    assert f"left:0px;top:{top}px;width:{size[0]}px;height:{size[1]}px" in html
    assert f'class="name" style="margin-left:{size[0] + 24}px"' in html


POINTS = """---
title: Piernas inquietas
summary: Las piernas inquietas no le dejan dormir.
---

## En pocas palabras {{#in-short .key-points}}

{points}

::: post
Tres ideas para hoy.
:::

## Qué es {{#what}}

::: post
Es común.
:::
"""


@pytest.mark.parametrize(
    ("points", "words", "line"),
    [
        ("Lo más importante.\n\n- Camine **un poco** antes. [@a]\n- Duerma.", "Camine un poco antes.", 10),
        ("1. Camine.\n2. Duerma.", "Camine.", 8),
        ("::: {.warning}\n- [No.]{only=\"web\"}Camine.\n:::", "Camine.", 9),
        (f"- {'Camine un poco ' * 20}\n- Duerma.", "Piernas inquietas", 2),
        ("Camine un poco.", "Piernas inquietas", 2),
    ],
)  # fmt: skip
def test_key_points_say_the_first_of_them(write: Callable[..., Path], points: str, words: str, line: int) -> None:
    """The card of key points says the first, and their pin has the pamphlet's title: "in short" says nothing there."""
    files = {
        "content/practice.yml": "name: Rest House\nlanguages: [es]\n",
        "content/references.yml": "references:\n- id: a\n  title: Rest\n",
        "content/legs.md": POINTS.format(points=points),
    }
    project = Project.load(write(files))
    jobs = [job.content for job in posts.plan(library.read(project).editions, project)]
    made = {job.block: job for job in jobs if isinstance(job, Posts)}
    card = made["in-short"].card
    assert (card.words, card.location.line) == (words, line)
    titles = {block: {text.platform: text.title for text in job.texts} for block, job in made.items()}
    assert (titles["in-short"]["pinterest"], titles["in-short"]["x"]) == ("Piernas inquietas", "En pocas palabras")
    assert titles["what"]["pinterest"] == made["what"].card.words == "Qué es"


def test_a_card_shows_the_block_s_first_drawing_and_says_so(card: cards.Card) -> None:
    assert card.words == "Legs that can\u2019t rest?"
    assert card.drawing[0] == "content/images/chair.svg"
    assert card.alt == "Legs that can\u2019t rest? Rest House. Drawing: A chair with one leg."


def test_a_block_s_job_makes_texts_a_card_and_its_description(write: Callable[..., Path]) -> None:
    root = write({"content/legs.md": SOURCE, "content/images/chair.svg": CHAIR, "content/images/wave.svg": CHAIR})
    project = Project.load(root)
    job = next(iter(posts.plan(library.read(project).editions, project)))
    result = posts.render(job)
    made = {rendering.path: rendering.content for rendering in result.renderings}
    assert tuple(made) == job.paths
    assert made["posts/legs/what/x.txt"] == b"Restless legs are common.\n\nRead more: https://www.example.org/legs/\n"
    assert made["posts/legs/what/alt.txt"].decode().strip() == job.content.card.alt
    for name, size in (
        ("card-1080x1350", (1080, 1350)),
        ("card-1200x630", (1200, 630)),
        ("story-1080x1920", (1080, 1920)),
    ):
        assert Image.open(BytesIO(made[f"posts/legs/what/{name}.png"])).size == size
    assert {rendering.path.rpartition("/")[2]: rendering.output for rendering in result.renderings}["x.txt"] == "x"
    row = next(row for row in result.report.rows if row.platform == "x")
    assert (row.origin, row.count, row.limit, row.unit) == ("block", 61, 280, "weighted")
    assert [row.platform for row in result.report.rows] == [text.platform for text in job.content.texts]
    assert posts.render(job).renderings == result.renderings


@pytest.mark.parametrize("size", shapes.SIZES)
def test_the_drawing_stands_in_its_place(card: cards.Card, draw: Draw, size: str) -> None:
    picture = draw(card, size).convert("RGB")
    place = card.shape(size).drawing
    center = (place.x + place.width // 2, place.y + place.height // 2)
    assert picture.getpixel(center) == (0x2C, 0x6A, 0x5B)
    assert picture.getpixel((place.x - 8, center[1])) == (255, 255, 255)


@pytest.mark.parametrize("size", shapes.SIZES)
def test_words_have_enough_contrast(card: cards.Card, draw: Draw, size: str) -> None:
    for each in (card, replace(card, drawing=("", ""), draft="Draft", note="www.example.org", number="1/2")):
        picture = draw(each, size).convert("RGB")
        for box in (each.shape(size).words, each.shape(size).foot):
            part = picture.crop((box.x, box.y, box.x + box.width, box.y + box.height))
            found = sorted(part.getcolors(1 << 20), reverse=True)
            assert contrast(found[0][1], min((color for _, color in found[:8]), key=luminance)) >= 7
    colors = {name: tuple(bytes.fromhex(value[1:])) for name, value in card.brand.colors}
    assert contrast(colors["alert"], colors["alert-ground"]) >= 4.5
    for name in ("night", "ink", "leaf"):
        assert contrast(colors[name], colors["paper"]) >= 4.5


def boxes(face: cards.Face, folders: Folders) -> list[tuple[str, float, float, float, float]]:
    """Return the words of a card, line by line, and where they stand in pixels."""
    card = face[0]
    layout = typeset.Manuscript(cards.html([face], folders), folders, card.location, card.brand, ()).layout()
    return [(line.text, *(value * 96 / 25.4 for value in (line.x, line.y, line.right, line.bottom)))
            for line in layout.lines]  # fmt: skip


@pytest.mark.parametrize("size", shapes.SIZES)
def test_no_words_of_a_card_stand_on_others(card: cards.Card, tmp_path: Path, size: str) -> None:
    folders = replace(Project.load(ROOT).folders, root=tmp_path)
    long = replace(card, words="What does your therapist feel in your tense legs?", draft="Borrador, sin revisar")
    named = replace(long, practice="The Very Calm Practice of Massage at the Harbor", number="10/10")
    bare = replace(long, drawing=("", ""), words=f"{long.words} Ask us.")
    for each in (long, named, bare, replace(long, words="Rest?")):
        found = [box for box in boxes((each, each.shape(size)), folders) if box[0].strip()]
        for index, (text, left, top, right, bottom) in enumerate(found):
            assert left >= 0 and right <= each.shape(size).width and bottom <= each.shape(size).height
            for other, x, y, end, low in found[index + 1 :]:
                # The letters of a line, without the room above and below them, take about 0.7 of it.
                apart = abs((top + bottom) / 2 - (y + low) / 2) >= 0.35 * (bottom - top + low - y)
                assert end <= left or x >= right or apart, (text, other)


@pytest.mark.parametrize("size", shapes.SIZES)
def test_the_label_of_a_draft_has_a_line_of_its_own(card: cards.Card, tmp_path: Path, size: str) -> None:
    """It covers nothing of the sky or a drawing, and the words have as much room as ever."""
    folders = replace(Project.load(ROOT).folders, root=tmp_path)
    for each in (card, replace(card, drawing=("", ""))):
        draft = replace(each, draft="Borrador, aún sin revisar")
        shape = draft.shape(size)
        label = next(box for box in boxes((draft, shape), folders) if box[0] == draft.draft)
        assert shape.sky + 6 <= label[2] - 6 and label[4] + 6 <= shape.words.y
        assert (shape.words.width, shape.words.height) == (each.shape(size).words.width, each.shape(size).words.height)


def test_all_words_of_a_story_are_in_its_safe_box(card: cards.Card, tmp_path: Path) -> None:
    folders = replace(Project.load(ROOT).folders, root=tmp_path)
    for each in (card, replace(card, drawing=("", ""), note="www.example.org/legs")):
        draft = replace(each, draft="Draft, not yet checked")
        face = (draft, draft.shape("1080x1920"))
        found = boxes(face, folders)
        assert len(found) > 3
        for text, left, top, right, bottom in found:
            assert left >= 65 and right <= 1015 and top >= 269 and bottom <= 1248, text


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(color: tuple[int, ...]) -> float:
    parts = [part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in color]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_cards_are_small_enough_for_every_platform(card: cards.Card, content: Posts, tmp_path: Path) -> None:
    assert content.limits == (("1080x1350", 2000000), ("1200x630", 1000000), ("1080x1920", 5242880))
    folders = replace(Project.load(ROOT).folders, root=tmp_path)
    for picture, (_, most) in zip(cards.draw(card, content.limits, folders), content.limits, strict=True):
        assert len(picture.content) < min(most, 200_000)


def photo() -> Image.Image:
    return Image.merge(
        "RGB", [Image.radial_gradient("L"), Image.linear_gradient("L"), Image.effect_noise((256, 256), 9)]
    )


def test_a_picture_is_as_good_as_its_bytes_allow() -> None:
    picture = photo()
    best = raster.compress(picture, 0)
    assert best is not None and best.ending == "png"
    assert Image.open(BytesIO(best.content)).convert("RGB").tobytes() == picture.tobytes()
    endings = []
    for share in (1, 0.6, 0.04):
        found = raster.compress(picture, int(len(best.content) * share))
        assert found is not None and len(found.content) <= len(best.content) * share
        endings.append(found.ending)
    assert endings == ["png", "png", "jpg"]
    assert raster.compress(picture, 100) is None


def test_a_picture_of_too_many_bytes_is_an_error(card: cards.Card, draw: Draw) -> None:
    with pytest.raises(PamphletError) as caught:
        draw(card, "1200x630", 500)
    assert str(caught.value) == (
        "content/legs.md:13: error: the card of 1200x630 is larger than 500 bytes at any quality\n"
        "  hint: use a drawing of fewer colors and details"
    )


def test_words_that_do_not_fit_are_an_error(card: cards.Card, draw: Draw) -> None:
    with pytest.raises(PamphletError) as caught:
        draw(replace(card, words="Restlessness " * 12))
    assert str(caught.value) == (
        "content/legs.md:16: error: the words of the card do not fit on 1080x1350, even at 64 px: "
        f"'{('Restlessness ' * 12)[:80].rstrip()} … (156 characters)'\n"
        '  hint: at most twelve short words: ::: {.post card="…"}'
    )
    with pytest.raises(PamphletError) as caught:
        draw(replace(card, words="The Donaudampfschifffahrtsgesellschaft"))
    assert str(caught.value) == (
        "content/legs.md:16: error: the word 'Donaudampfschifffahrtsgesellschaft' is wider than the card of "
        '1080x1350, even at 64 px\n  hint: at most twelve short words: ::: {.post card="…"}'
    )


def test_a_character_that_no_font_has_is_an_error(card: cards.Card, draw: Draw) -> None:
    with pytest.raises(PamphletError, match=r"content/legs.md:16: error: no font .* has the character '✓'"):
        draw(replace(card, words="Rest ✓"))


def every_card(slides: bool = False) -> Iterator[tuple[Project, cards.Card]]:
    project = Project.load(ROOT)
    for job in posts.plan(library.read(project).editions, project):
        for card in (job.content.card,) if isinstance(job.content, Posts) else job.content.slides if slides else ():
            yield project, card


def test_descriptions_say_every_word_of_the_sample_s_cards() -> None:
    for project, card in every_card(slides=True):
        for word in re.findall(r"[\w/.]+", f"{card.words} {card.note} {card.number} {project.practice.name}"):
            assert word in card.alt
        assert not re.match(r"(?i)(image|picture|photo|imagen|foto) (of|de)", card.alt)


def test_a_series_turns_from_night_to_dawn() -> None:
    turns = [card.turn for _, card in every_card() if card.language == "en"]
    assert turns[0] == 0
    assert turns[: turns.index(1.0) + 1] == sorted(set(turns[: turns.index(1.0) + 1]))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Keep your medicine. Talk to your doctor.", ("Keep your medicine.", "Talk to your doctor.")),
        ("Dark, quiet, same time", ("Dark, quiet,", "same time")),
        ("Sleep well", ("Sleep well",)),
    ],
)
def test_lines_break_where_the_sense_does(words: str, expected: tuple[str, ...]) -> None:
    split = words.split()
    found = lines.choose(split, [len(word) * 0.55 for word in split], 0.25, 920, 480, 1.1, range(132, 63, -2))
    assert found is not None
    assert found.lines == expected


@given(st.lists(st.text("abc.,", min_size=1, max_size=14), min_size=1, max_size=14))
def test_lines_hold_all_words_and_fit(words: list[str]) -> None:
    widths = [len(word) * 0.55 for word in words]
    found = lines.choose(words, widths, 0.25, 920, 480, 1.1, range(132, 63, -2))
    if found is None:
        return
    assert " ".join(found.lines).split() == words
    assert len(found.lines) * found.size * 1.1 <= 480
    for line in found.lines:
        parts = line.split()
        assert (sum(len(part) * 0.55 for part in parts) + 0.25 * (len(parts) - 1)) * found.size <= 920 + 1e-6
