"""The practice's own look on the desk: its logo, the kinds of cover that a text may have, the article to paste."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from making.markup import broken, read
from making.topics import FILES, FRONT, PRACTICE, article, made, page, pages
from PIL import Image

from pamphlets.channels.desk import art, topics
from pamphlets.model import PLAIN, Cover, Manifest
from pamphlets.project import Project

Write = Callable[..., Path]
BRAND = "logo: {light: images/logo.svg, dark: images/dark.svg, alt: %s}\n"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d"><path d="M1 1h7v7z"/></svg>'


def photo(width: int, height: int) -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, height), "#887766").save(file, "JPEG")
    return file.getvalue()


PHOTO = photo(1200, 800)


@pytest.mark.parametrize(
    ("shape", "head", "preview"),
    [((35, 10), (135, 39), (75, 21)), ((9, 9), (56, 56), (40, 40)), ((1, 2), (28, 56), (22, 44))],
)
def test_the_logo_of_any_shape_stands_at_the_head_and_at_posts(
    write: Write, shape: tuple[int, int], head: tuple[int, int], preview: tuple[int, int]
) -> None:
    """By equal area, with the one for dark ground where screens are dark, and named once."""
    logos = {f"content/images/{name}.svg": LOGO % shape for name in ("logo", "dark")}
    root = write({**FILES, "content/_brand.yml": BRAND % "Rest House", **logos})
    made(root, root / "build")
    for name in ("index.html", "desk/rest.html", "brand.html"):
        shown = read(root / "build" / name)
        logo = next(a for a in shown.all("img") if "logo" in a.get("class", ""))
        assert (int(logo["width"]), int(logo["height"]), logo["alt"], logo["class"]) == (*head, "Rest House", "logo")
        assert next(a["srcset"] for a in shown.all("source")).endswith("desk/assets/images/dark.svg")
    text = (root / "build/index.html").read_text("utf-8")
    assert "<b>Rest House</b>" not in text.partition("<main")[0]
    posts = (root / "build/desk/rest.html").read_text("utf-8").split('<p class="who">')[1:]
    assert posts and all(
        f'width="{preview[0]}" height="{preview[1]}" alt=""' in one.partition("</p>")[0] for one in posts
    )
    files = sorted([*(root / "build").glob("*.html"), *(root / "build").glob("desk/*.html")])
    assert broken(root / "build", files, {file: read(file) for file in files}) == []


def test_a_logo_without_the_name_has_it_beside_and_a_chip_on_dark_ground(write: Write) -> None:
    root = write(
        {**FILES, "content/_brand.yml": "logo: images/a logo.jpg\n", "content/images/a logo.jpg": photo(20, 20)}
    )
    made(root, root / "build")
    head = (root / "build/index.html").read_text("utf-8").partition("<main")[0]
    assert 'class="logo chip" src="desk/assets/images/a%20logo.jpg"' in head and "<b>Rest House</b>" in head
    assert (root / "build/desk/assets/images/a logo.jpg").is_file()


def test_a_text_says_which_cover_it_has_and_how_to_have_another(write: Write) -> None:
    """Three kinds for each language, drawn with what is there: the photo cut around its focus, the motif that suits."""
    walk = FRONT.format(title="Walk", until="2027-01-31").replace(
        "---\nWords", "cover: photo images/hill.jpg\nfocus: [46, 20]\n---\nWords"
    )
    rest = FRONT.format(title="Rest", until="2027-01-31").replace("---\nWords", "cover: motif night\n---\nWords")
    root = write({**FILES, "content/practice.yml": f"{PRACTICE}profession: dental\ncover: type\n",
                  "content/walk.md": walk, "content/rest.md": rest, "content/images/hill.jpg": PHOTO})  # fmt: skip
    made(root, root / "build")
    shown = {name: (root / f"build/desk/{name}.html").read_text("utf-8") for name in ("rest", "walk", "lift")}
    lines = {name: [one.partition("<")[0] for one in text.split('">cover: ')[1:]] for name, text in shown.items()}
    assert lines["rest"] == ["photo images/photo.jpg", "motif night", "type"] * 2
    assert lines["walk"] == ["photo images/hill.jpg", "motif teeth", "type"]
    used = {name: [one.partition('"')[0] for one in text.split('<li class="tile ')[1:]] for name, text in shown.items()}
    assert used["rest"] == ["photo", "motif used", "type"] * 2
    assert used["walk"] == ["photo used", "motif", "type"] and used["lift"] == ["photo", "motif", "type used"]
    assert "content/rest.md" in shown["rest"] and "content/rest.es.md" not in shown["rest"].partition("-cover-title")[2]
    style = (root / "build/desk/desk.css").read_text("utf-8")
    assert 'src="../desk/assets/images/hill.jpg" alt="" class="at-46-20"' in shown["walk"]
    assert ".at-46-20 { object-position: 46% 20%; }" in style
    assert (root / "build/desk/motifs/teeth.svg").read_text("utf-8").startswith("<svg")


def test_the_photo_of_the_practice_and_a_motif_of_its_own_are_offered(write: Write) -> None:
    root = write({**FILES, "content/practice.yml": f"{PRACTICE}cover: photo images/desk.svg\n",
                  "content/images/desk.svg": LOGO % (9, 9),
                  "templates/assets/motifs/lamp.svg": LOGO % (12, 10)})  # fmt: skip
    project = Project.load(root)
    (picture, drawing, words) = art.tiles(Cover("motif", "lamp"), project)
    assert (picture.key, picture.drawn, picture.used) == ("photo images/desk.svg", True, False)
    assert (drawing.key, drawing.used, words.key) == ("motif lamp", True, "type")
    assert art.tiles(PLAIN, project)[1].key == "motif plain"
    files = pages(project)
    assert {"desk/motifs/lamp.svg", "desk/motifs/plain.svg", "desk/assets/images/desk.svg"} <= files.keys()
    assert "cover: motif lamp" in files["brand.html"].decode()


@pytest.mark.parametrize(("size", "copied"), [(400_000, True), (400_001, False)])
def test_an_article_is_there_to_copy_unless_no_box_takes_it(write: Write, size: int, copied: bool) -> None:
    jobs = (page("rest", "en"), article("rest", "en", size))
    html = '<div class="pamphlet">&amp; <b>rest</b></div>'
    project = Project.load(write(FILES))
    known = topics.Source("rest", (), jobs, (), (), ())
    (shown,) = topics._pages(known.jobs, project, lambda path: html.encode())
    assert (shown.article, shown.html) == ("web/rest/article.html", html if copied else "")
    text = pages(project, Manifest(jobs=jobs), html.encode())["desk/rest.html"].decode()
    assert ("&lt;div class=&#34;pamphlet&#34;&gt;&amp;amp;" in text) is copied
    assert ("Copy article" in text) is copied and 'href="../web/rest/article.html"' in text
    other = replace(known, jobs=(jobs[0], article("rest", "en", size, "changed")))
    assert other.shown != known.shown
