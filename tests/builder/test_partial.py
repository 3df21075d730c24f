"""Builds of a part: nothing unchanged is planned again, and the bytes are those of a build of everything."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from pamphlets import build, builder
from pamphlets.builder import Selection, slices

TOPIC = """---
title: Rest
summary: How to rest.
formats: [sheet]
platforms: [x]
---

## Sit {#sit}

Sit down.

::: post
Sit down for a while, and rest.
:::
"""
NARROW = (Selection(channels=("posts",)), Selection(pamphlets=("topic",)), Selection(sites=("main",)),
          Selection(languages=("en",), channels=("web",)))  # fmt: skip


def tree(folder: Path) -> dict[str, bytes]:
    """Return all that a build made, without what it keeps of the plan for the next one."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.parent.name != slices.PLACE)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.fixture
def root(small_project: Path) -> Path:
    (small_project / "content/topic.md").write_text(TOPIC, "utf-8")
    return small_project


def test_the_same_bytes_after_any_part(root: Path) -> None:
    """What is lost is made again as it was, with all that is made of it; so is everything after narrowed builds."""
    build(root, jobs=1)
    whole = tree(root / "build")
    lost = ("posts/topic/posts.json", "posts/topic/topic.zip", "leaflets/topic/sheet.pdf", "web/topic/index.html",
            next(path for path in whole if path.startswith("posts/") and path.endswith(".png")))  # fmt: skip
    for path in lost:
        (root / "build" / path).unlink()
        build(root, jobs=1)
        assert [name for name, content in tree(root / "build").items() if whole[name] != content] == [], path
    (root / "build/posts/topic/posts.json").unlink()
    for selection in NARROW:
        build(root, jobs=1, selection=selection)
    build(root, jobs=1)
    assert tree(root / "build") == whole
    shutil.rmtree(root / "build")
    for selection in NARROW:
        build(root, jobs=1, selection=selection)
    build(root, jobs=1)
    assert tree(root / "build") == whole


def test_a_page_that_is_built_alone_has_its_style_and_pictures(root: Path) -> None:
    """Pictures of another page come with that, and go with no build of a part; of what nothing uses nothing is said."""
    (root / "content/references.yml").write_text("- {id: book, title: A book, issued: 2020, publisher: Press}\n")
    for name in ("topic", "other", "third"):
        Image.new("RGB", (1500, 900), "brown").save(root / f"content/images/{name}.jpg")
        text = TOPIC.replace("Sit down.\n", f"Sit down.\n\n![A room](images/{name}.jpg)\n", 1)
        (root / f"content/{name}.md").write_text(text if name != "third" else f"{text}\nSit. [@book]\n", "utf-8")
    made = build(root, jobs=1, selection=Selection(pamphlets=("topic",)))
    assert "unused-reference" not in {problem.rule for problem in made.problems}
    web = root / "build/web/assets"
    assert (web / "site.css").is_file() and {one.name for one in web.glob("images/*.jpg")} == {"topic.jpg"}
    build(root, jobs=1, selection=Selection(pamphlets=("other",)))
    assert {one.name for one in web.glob("images/*.jpg")} == {"topic.jpg", "other.jpg"}
    build(root, jobs=1)
    (root / "content/third.md").write_text(TOPIC, "utf-8")
    (root / "content/topic.md").write_text(TOPIC.replace("Sit", "Lie"), "utf-8")
    build(root, jobs=1, selection=Selection(pamphlets=("topic",)))
    assert {one.name for one in web.glob("images/*.jpg")} == {"topic.jpg", "other.jpg", "third.jpg"}
    build(root, jobs=1)
    assert {one.name for one in web.glob("images/*.jpg")} == {"other.jpg"}


def test_a_narrowed_build_of_nothing_new_plans_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked for again, it is looked at as quickly as a whole one, whatever else was asked for between."""
    first, second = Selection(channels=("web",)), Selection(channels=("web",), languages=("en",))
    assert build(root, jobs=1, selection=first).ran
    assert not build(root, jobs=1, selection=second).ran

    def planned(*given: object) -> None:
        raise AssertionError("it was planned again")

    with monkeypatch.context() as patch:
        patch.setattr(builder, "plan", planned)
        for selection in (first, second, first):
            made = build(root, jobs=1, selection=selection)
            assert made.steps and {step.why for step in made.steps} == {"nothing changed"}
            assert {step.name.partition(" ")[0] for step in made.steps} == {"web"}
    (root / "build/web/index.html").write_text("scribble")
    assert build(root, jobs=1, selection=first).ran
    (root / "content/topic.md").write_text(TOPIC.replace("Sit down.", "Sit."), "utf-8")
    assert build(root, jobs=1, selection=first).ran


def test_a_narrowed_build_of_nothing_new_loads_nothing(root: Path) -> None:
    """The command line, too: neither settings nor sources nor templates are read."""
    build(root, jobs=1, selection=Selection(channels=("web",)))
    code = (
        "import sys; from pamphlets.cli import main\n"
        f"try: main(['build', '--project', {str(root)!r}, '--channel', 'web'])\n"
        "except SystemExit as end: print(end.code)\n"
        "print(sorted({'jinja2', 'yaml', 'weasyprint', 'babel', 'msgspec', 'markdown'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert run.stdout.splitlines()[-2:] == ["0", "[]"], run.stderr
    assert "Nothing changed." in run.stdout


def test_a_name_that_is_not_there_is_told(root: Path) -> None:
    """Also when nothing else has changed."""
    build(root, jobs=1, selection=Selection(channels=("web",)))
    code = f"from pamphlets.cli import main; main(['build', '--project', {str(root)!r}, '--channel', 'wib'])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert run.returncode == 2 and "there is no channel 'wib'; did you mean 'web'?" in run.stderr
