"""Cards: their size, their words as large as they go, what they say to those who do not see them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import pairwise, product
from pathlib import Path
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import ROOT
from PIL import Image

from pamphlets import PamphletError, library
from pamphlets.channels import cards, posts, series
from pamphlets.channels.cards import lines, looks, shapes
from pamphlets.channels.cards.setting import Measure, fit
from pamphlets.channels.series import Posts
from pamphlets.localized import phrases
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
    [((90, 90), (120, 120)), ((350, 100), (251, 72)), ((600, 100), (336, 56)), ((1200, 100), (380, 32)),
     ((50, 100), (60, 120))],
)  # fmt: skip
def test_a_logo_has_its_own_shape_and_the_name_stands_beside_or_beneath(
    card: cards.Card, tmp_path: Path, box: tuple[int, int], size: tuple[int, int]
) -> None:
    width, height = box
    (tmp_path / "content/logo.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"><path d="M0 0h9v9z"/></svg>'
    )
    folders = replace(Project.load(ROOT).folders, root=tmp_path)
    brand = card.brand.replace(logos=card.brand.logos._replace(light="content/logo.svg", alt="A wave"))
    html = cards.html([(replace(card, layout="quote", brand=brand), "1080x1350")], folders)
    assert f'alt="" style="width:{size[0]}px;height:{size[1]}px"' in html
    assert ("margin-inline-start:24px" in html, 'class="from beneath"' in html) == (size[0] <= 200, size[0] > 200)
    own = brand.replace(logos=brand.logos._replace(alt=f"{card.practice}, a wave"))
    html = cards.html(
        [(replace(card, layout="number", ground="night", words="3 days", brand=own), "1080x1350")], folders
    )
    assert 'class="chip"' in html and f'alt="{card.practice}, a wave"' in html and 'class="name"' not in html


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
    assert (card.words, card.layout, card.ground) == ("Legs that can\u2019t rest?", "picture", "mist")
    assert card.art and card.art.url == "content:images/chair.svg" and card.cover is None
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
def test_a_drawing_is_shown_whole_on_mist(card: cards.Card, draw: Draw, size: str) -> None:
    place = shapes.of(size, "picture").drawing
    center = (place.x + place.width // 2, place.y + place.height // 2)
    for ground, beside in (("mist", (0xF5, 0xF1, 0xE8)), ("paper", (255, 255, 255))):
        picture = draw(replace(card, ground=ground), size)
        assert picture.getpixel(center) == (0x2C, 0x6A, 0x5B)
        assert picture.getpixel((place.x - 8, center[1])) == beside
        assert picture.getpixel((place.x + 4, place.y + 40)) == (0xF5, 0xF1, 0xE8)


def looks_of(card: cards.Card) -> Iterator[cards.Card]:
    """Yield a card in every layout, on each ground that it has there, with all that may stand on it."""
    cover = cards.Art("asset:motifs/plain.svg", "", "", False, False, "50% 50%")
    card = replace(card, draft="Borrador, aún sin revisar", number="10/10", cover=cover)
    practice, words = (
        "The Very Calm Practice of Massage at the Harbor",
        "What does your therapist feel in your tense legs?",
    )
    long = replace(card, practice=practice, words=f"{words} Ask us.")
    rest = "Call your doctor or an urgent care center the same day."
    items = ("Ice on your cheek, 10 minutes on, 20 off", "Sleep with your head up high", "Drink cool water, no straw")
    for layout, grounds in (
        ("question", ("paper",)), ("picture", ("paper", "mist")), ("quote", ("mist",)), ("type", ("night-10",)),
    ):  # fmt: skip
        for ground in grounds:
            yield replace(
                card, layout=layout, ground=ground, words="Rest?", note="www.example.org/harbor-lane/restless"
            )
            yield replace(long, layout=layout, ground=ground)
    for ground in ("night", "night-10", "mist"):
        yield replace(long, layout="number", ground=ground, words=f"5 in 100 {rest}", rest=rest)
    yield replace(long, layout="warning", ground="alert-ground", rest=rest)
    yield replace(
        long, layout="steps", ground="night-10", words="The first day", items=(*items, "Rest"), signs=tuple("1234")
    )
    yield replace(card, layout="steps", ground="mist", words="The first day", items=items, signs=("",) * 3)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    root = tmp_path_factory.mktemp("cards")
    (root / "content/images").mkdir(parents=True)
    (root / "content/images/chair.svg").write_text(CHAIR)
    return replace(Project.load(ROOT).folders, root=root)


Placed = tuple[str, float, float, float, float]


def pages(faces: Sequence[cards.Face], folders: Folders) -> list[list[Placed]]:
    """Return the words of cards, line by line, and where they stand in pixels."""
    card = faces[0][0]
    layout = typeset.Manuscript(cards.html(faces, folders), folders, card.location, card.brand, ()).layout()
    found: list[list[Placed]] = [[] for _ in layout.pages]
    for line in layout.lines:
        if line.text.strip():
            left, top, right, bottom = (value * 96 / 25.4 for value in (line.x, line.y, line.right, line.bottom))
            found[line.page].append((line.text.strip(), left, top, right, bottom))
    return found


def test_no_words_of_a_card_stand_on_others_or_on_its_picture(card: cards.Card, folders: Folders) -> None:
    """In every size and layout, with the label of a draft; in a story, nothing stands where telephones lay buttons."""
    faces = [(each, size) for each in looks_of(card) for size in (*shapes.SIZES, shapes.SCREEN)]
    for (each, size), found in zip(faces, pages(faces, folders), strict=True):
        shape, (width, height) = shapes.of(size, each.layout), map(int, size.split("x"))
        said = "".join("".join(text for text, *_ in found).split())
        words = (
            f"{each.words} {each.rest} {each.note} {' '.join(each.items)} {each.practice} {each.number} {each.draft}"
        )
        for word in words.split():
            assert word in said, (each.layout, size)
        box = (65, 269, 1015, 1248) if size == "1080x1920" else (40, 20, width - 40, height - 10)
        art = shape.photo if each.art else shapes.Box(0, 0, 0, 0)
        for index, (text, left, top, right, bottom) in enumerate(found):
            assert box[0] <= left and box[1] <= top and right <= box[2] and bottom <= box[3], (text, each.layout, size)
            beside = right <= art.x or left >= art.x + art.width
            assert top >= art.y + art.height or beside or not art.width, (text, each.layout, size)
            for other, x, y, end, low in found[index + 1 :]:
                # The letters of a line, without the room above and below them, take about 0.7 of it.
                apart = abs((top + bottom) / 2 - (y + low) / 2) >= 0.35 * (bottom - top + low - y)
                assert end <= left or x >= right or apart, (text, other, each.layout, size)


def test_words_have_enough_contrast_on_every_ground(card: cards.Card, folders: Folders) -> None:
    faces = [(each, "1200x630") for each in looks_of(card)]
    for (each, size), picture in zip(
        faces, cards.pictures(cards.pdf(faces, folders), faces, [0] * len(faces)), strict=True
    ):
        image = Image.open(BytesIO(picture.content)).convert("RGB")
        for box in (shapes.of(size, each.layout).words, shapes.foot(size, each.layout)):
            part = image.crop((box.x, box.y, box.x + box.width, box.y + box.height))
            found = sorted(part.getcolors(1 << 20) or (), reverse=True)
            best = max(contrast(found[0][1], color) for _, color in found[:8])
            assert best >= (4.5 if each.layout == "warning" else 7), each.layout


KINDS = """---
title: Rest
summary: How to rest.
reviewer: A doctor
reviewed: 2026-11-20
---

{block}
"""


@pytest.mark.parametrize(
    ("block", "layout", "below"),
    [
        ('::: {.post card="Rest is good"}\nRest.\n:::', "question", ""),
        ("## Can you rest? {#a}\n\nYes.\n\n::: post\nYes.\n:::", "question", ""),
        ("## Sit and rest {#a}\n\nYes.\n\n::: post\nYes.\n:::", "quote", ""),
        ("## Rest {#a .steps}\n\nLike this:\n\n1. Sit.\n2. Rest.\n\n::: post\nYes.\n:::", "steps", "Sit.|Rest."),
        ("## Rest {#a}\n\n- Sit\n- Rest for 20 to 30 minutes, then walk for 10\n\n::: post\nYes.\n:::", "steps",
         "Sit|Rest for 20 to 30 minutes, then walk for 10"),
        ("## Rest {#a}\n\nLike this:\n\n- Sit\n- Rest\n\n::: post\nYes.\n:::", "quote", ""),
        ("## Rest {#a .steps}\n\n1. Sit.\n2. Rest.\n3. A.\n4. B.\n5. C.\n\n::: post\nYes.\n:::", "quote", ""),
        ("## Rest {#a .steps}\n\n1. Sit.\n2. A b c d e f g h i.\n\n::: post\nYes.\n:::", "quote", ""),
        ("## 10 minutes {#a}\n\nYes.\n\n::: post\nYes.\n:::", "number", ""),
        ('## Sit and rest {#a}\n\nYes.\n\n::: {.post card="3 days"}\nYes.\n:::', "number", "Sit and rest"),
        ('## Rest {#a}\n\nYes.\n\n::: {.post card="5 in 100 adults feel it"}\nYes.\n:::', "number", "adults feel it"),
        ("## Does it hurt? {#a .warning}\n\nStop. **Call a doctor the same day.**\n\n::: post\nYes.\n:::", "warning",
         "Call a doctor the same day."),
        ("## Can it hurt? {#a}\n\n![A chair](images/c.svg)\n\n::: post\nYes.\n:::", "picture", ""),
        ('## Can it hurt? {#a}\n\nYes.\n\n::: {.post card-layout="quote"}\nYes.\n:::', "quote", ""),
        ('## Rest {#a}\n\nYes.\n\n::: {.post card="Now" card-layout="warning"}\nYes.\n:::', "warning", ""),
    ],
)  # fmt: skip
def test_the_layout_is_that_of_what_a_block_says(
    write: Callable[..., Path], block: str, layout: str, below: str
) -> None:
    project = Project.load(write({"content/rest.md": KINDS.format(block=block), "content/images/c.svg": CHAIR}))
    (job,) = (each.content for each in posts.plan(library.read(project).editions, project))
    assert (job.card.layout, "|".join(job.card.items) or job.card.rest) == (layout, below)
    for words in (job.card.rest, *job.card.items):
        assert words in job.card.alt


@pytest.mark.parametrize(
    ("layout", "message"),
    [
        ("picture", 'card-layout="picture" needs a picture in its block\n'
                    "  hint: put a picture with an alt text into the block, or take this away"),
        ("steps", 'card-layout="steps" needs a list of 2 to 4 items of at most 8 words each\n'
                  "  hint: shorten the list of the block, or take this away"),
        ("number", 'card-layout="number" needs words that begin with a number\n'
                   '  hint: write the number first: card="5 in 100 adults feel it"'),
    ],
)  # fmt: skip
def test_a_layout_that_has_nothing_to_show_is_an_error(write: Callable[..., Path], layout: str, message: str) -> None:
    block = f'## Rest {{#a}}\n\nYes.\n\n::: {{.post card-layout="{layout}"}}\nYes.\n:::'
    project = Project.load(write({"content/rest.md": KINDS.format(block=block)}))
    with pytest.raises(PamphletError) as caught:
        list(posts.plan(library.read(project).editions, project))
    assert str(caught.value) == f"content/rest.md:12: error: {message}"


@pytest.mark.parametrize(
    ("words", "number", "rest"),
    [
        ("5 in 100 adults feel it", "5 in 100", "adults feel it"),
        ("5 de cada 100 adultos", "5 de cada 100", "adultos"),
        ("3 days: no straws", "3 days", "no straws"), ("10 minutes", "10 minutes", ""), ("112", "112", ""),
        ("20% fewer falls", "20%", "fewer falls"), ("$40 for a visit", "$40", "for a visit"),
        ("9 am to 5 pm every day", "9 am to 5 pm", "every day"), ("30 min of walking", "30 min", "of walking"),
        ("8 out of ten people", "8", "out of ten people"), ("2,000 steps a day", "2,000 steps", "a day"),
        ("7 to 9 hours of sleep", "7 to 9", "hours of sleep"), ("2 in bed", "2", "in bed"),
        *((words, "", words) for words in (
            "1. Walk", "1st visit", "5-minute walk", "3D scans", "555-0142 call us", "2027-01-04 open", "Three days",
        )),
    ],
)  # fmt: skip
def test_a_number_is_told_from_what_it_counts(words: str, number: str, rest: str) -> None:
    assert looks.split(words) == (number, rest)


SAYS = ("question", "picture", "drawing", "steps", "number", "warning", "quote", "question alone", "quote alone",
        "question asked", "quote asked")  # fmt: skip


@given(st.lists(st.sampled_from(SAYS), max_size=24))
def test_no_ground_stands_twice_running_and_two_of_ten_cards_are_dark(said: list[str]) -> None:
    chosen = looks.alternate(said)
    for (_, one), (_, other) in pairwise(chosen):
        assert one != other or one == "alert-ground"
    for at in range(len(chosen)):
        assert [ground for _, ground in chosen[at : at + 10]].count("night") <= 2
    for says, (layout, ground) in zip(said, chosen, strict=True):
        assert (layout == "warning") == (ground == "alert-ground") == (says == "warning")
        assert layout != "picture" or says in ("picture", "drawing")


@pytest.mark.parametrize(
    "said", [["quote"] * 5, ["question"] * 5, ["question", "picture", "picture", "quote", "number"]]
)
def test_a_series_of_five_has_three_layouts(said: list[str]) -> None:
    assert len({layout for layout, _ in looks.alternate(said)}) >= 3


def test_the_sample_s_series_have_three_layouts_and_no_ground_twice_running() -> None:
    project = Project.load(ROOT)
    for _, one, _ in series.every(library.read(project).editions, project):
        for shown in ([each.card for each in one.posts], list(one.slides)):
            assert len({card.layout for card in shown[:5]}) >= 3 or len(shown) < 5
            assert all(first.ground != second.ground for first, second in pairwise(shown))
            assert not [
                card.alt for card in shown if "moon" in card.alt and "moon" not in (card.art.alt if card.art else "")
            ]


@pytest.mark.parametrize(
    ("language", "words", "wide"),
    [
        ("zh-Hans", "双腿不舒服时，请站起来走一走，或者慢慢伸展小腿和脚踝再休息。", 1.0),
        ("zh-Hant", "雙腿不舒服時，請站起來走一走，或者慢慢伸展小腿和腳踝再休息。", 1.0),
        ("ja", "足が落ち着かないときは、立ち上がって少し歩いてみましょうね。", 1.0),
        ("th", "ลุกขึ้นเดินสักครู่แล้วค่อยๆยืดขาก่อนนอน", 0.6),
    ],
)
def test_languages_without_spaces_break_by_phrase(language: str, words: str, wide: float) -> None:
    """Thirty letters have room in every layout and size; no line begins with a sign that closes, none parts a mark."""
    measure = Measure({"": 0.25, **{one: wide * len(one) for one, _ in phrases.pieces(words, language)}}, language)
    for size, layout in product(shapes.SIZES, ("question", "picture", "quote", "type")):
        found = fit(words, "", (), False, shapes.of(size, layout), measure)
        assert found, (size, layout)
        assert "".join(found.lines) == words
        assert all(line[0] not in "，。、）」ๆ" and category(line[0]) != "Mn" for line in found.lines)


@given(
    st.lists(st.text("abc.", min_size=1, max_size=9), min_size=1, max_size=12),
    st.sampled_from((*shapes.SIZES, shapes.SCREEN)),
)
def test_words_are_never_under_64_pixels(words: list[str], size: str) -> None:
    measure = Measure({"": 0.25, **{word: len(word) * 0.55 for word in words}}, "en")
    said = " ".join(words)
    for layout in ("question", "picture", "number", "warning", "quote", "type"):
        shape = shapes.of(size, layout)
        found = fit(said, said if layout == "warning" else "", (), False, shape, measure)
        if found:
            assert 64 <= found.size <= shape.largest and len(found.lines) <= shape.lines
            assert len(found.lines) * found.size * 1.1 + found.below.height <= shape.words.height
            assert found.below.size >= shape.below[1]


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
        "  hint: use a picture of fewer colors and details"
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


def test_words_that_have_no_room_beside_the_cover_stand_alone(card: cards.Card, folders: Folders) -> None:
    cover = cards.Art("asset:motifs/plain.svg", "", "", False, False, "50% 50%")
    one = replace(card, layout="question", ground="paper", cover=cover, words="Otorhinolaryngologists?")
    html = cards.html([(one, "1080x1350"), (one, "1200x630")], folders)
    assert html.count("asset:motifs/plain.svg") == 1 and html.count("Otorhinolaryngologists?</span>") == 2


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


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Keep your medicine. Talk to your doctor.", ("Keep your medicine.", "Talk to your doctor.")),
        ("Dark, quiet, same time", ("Dark, quiet,", "same time")),
        ("Sleep well", ("Sleep well",)),
    ],
)
def test_lines_break_where_the_sense_does(words: str, expected: tuple[str, ...]) -> None:
    split = phrases.pieces(words, "en")
    found = lines.choose(split, [len(word) * 0.55 for word, _ in split], 0.25, 920, 480, 1.1, range(132, 63, -2))
    assert found is not None
    assert found.lines == expected


@given(st.lists(st.text("abc.,", min_size=1, max_size=14), min_size=1, max_size=14))
def test_lines_hold_all_words_and_fit(words: list[str]) -> None:
    widths = [len(word) * 0.55 for word in words]
    pieces = phrases.pieces(" ".join(words), "en")
    found = lines.choose(pieces, widths, 0.25, 920, 480, 1.1, range(132, 63, -2))
    first = lines.choose(pieces, widths, 0.25, 920, 480, 1.1, range(132, 63, -2), rough=True)
    assert bool(first) == bool(found)
    if found is None or first is None:
        return
    assert " ".join(first.lines).split() == words
    assert (first.size >= found.size, len(first.lines)) == (
        True,
        lines.count(widths, [0.25] * len(widths), 920 / first.size),
    )
    assert " ".join(found.lines).split() == words
    assert len(found.lines) * found.size * 1.1 <= 480
    for line in found.lines:
        parts = line.split()
        assert (sum(len(part) * 0.55 for part in parts) + 0.25 * (len(parts) - 1)) * found.size <= 920 + 1e-6


def test_a_card_without_words_has_no_lines() -> None:
    """A list without a heading stands alone on a slide."""
    assert lines.choose([], [], 0.25, 920, 480, 1.1, range(132, 63, -2)) == lines.Lines(132, ())


@pytest.mark.parametrize(
    ("kind", "words", "listed", "pictured", "layout"),
    [
        ("warning", "3 days of fever?", True, True, "warning"),
        ("steps", "3 days of rest?", True, True, "steps"),
        ("", "3 days of rest?", False, True, "picture"),
        ("lead", "3 days of rest?", False, False, "number"),
        ("", "How much rest?", False, False, "question"),
        ("", "Rest well", False, False, "quote"),
    ],
)
def test_of_the_layouts_that_fit_a_card_the_first_is_taken(
    kind: str, words: str, listed: bool, pictured: bool, layout: str
) -> None:
    """The order that docs/posts.md tells."""
    assert looks.of(kind, words, listed=listed, pictured=pictured) == layout
