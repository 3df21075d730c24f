"""A project's templates: which one counts, and what is said of a fault, with the template's file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pamphlets import PamphletError, build
from pamphlets.builder import Selection
from pamphlets.compose import theme

TOPIC = """---
title: Rest
summary: How to rest.
formats: [sheet]
platforms: [x]
---

## Sit {#sit .warning}

Sit down.
"""


@pytest.fixture
def root(small_project: Path) -> Path:
    """A small project with one pamphlet."""
    (small_project / "content" / "topic.md").write_text(TOPIC, "utf-8")
    return small_project


def override(root: Path, path: str, text: str) -> None:
    file = root / "templates" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def problem(root: Path) -> str:
    with pytest.raises(PamphletError) as error:
        build(root, jobs=1, selection=Selection(pamphlets=("topic",)))
    assert not (root / "build" / "manifest.json").exists()
    return "\n".join(dict.fromkeys(str(p) for p in error.value.problems if p.severity == "error"))


def test_own_template_counts_and_extends(root: Path) -> None:
    """A project's file stands before the shipped one of its path, and can extend it."""
    own = '{% extends "shipped/web/page.html" %}{% block foot %}Ours. {{ super() }}{% endblock %}'
    override(root, "web/page.html", own)
    override(root, "blocks/warning.html", '{% extends "shipped/blocks/warning.html" %}{% block label %}!{% endblock %}')
    made = build(root, jobs=1, selection=Selection(pamphlets=("topic",)))
    page = (made.folder / "web/topic/index.html").read_text("utf-8")
    assert "Ours. " in page
    assert '<section id="sit" class="block warning">\n!' in page


def test_broken_template(root: Path) -> None:
    """A template that cannot be read as one is a problem at its line."""
    override(root, "blocks/warning.html", "<p>\n{% if title %}\n</p>\n")
    assert problem(root).startswith(
        "templates/blocks/warning.html:3: error: the template is broken: Unexpected end of template. Jinja was looking"
    )


def test_unknown_name(root: Path) -> None:
    """A name that templates do not know is a problem at its line, with the nearest known one."""
    override(root, "blocks/warning.html", "<p>\n{{ titel }}\n</p>\n")
    assert problem(root) == (
        "templates/blocks/warning.html:2: error: the template uses 'titel', which is not known here\n"
        "  hint: did you mean 'title'?"
    )


def test_missing_template(root: Path) -> None:
    """A template that another one names and that is not there is a problem where it is named."""
    override(root, "blocks/warning.html", '\n{% extends "blocks/blok.html" %}\n')
    assert problem(root) == (
        "templates/blocks/warning.html:2: error: there is no template 'blocks/blok.html'\n"
        "  hint: did you mean 'blocks/block.html'?"
    )


def test_unknown_words(root: Path) -> None:
    """Words that are in no list are a problem where a template asks for them."""
    override(root, "blocks/warning.html", '{{ say("ofer") }}')
    assert problem(root) == (
        "templates/blocks/warning.html:1: error: no words are named 'ofer'\n  hint: did you mean 'offer'?"
    )


def test_templates_evaluate_nothing(root: Path) -> None:
    """A template cannot reach the program behind the names it is given."""
    override(root, "blocks/warning.html", "{{ say.__globals__ }}")
    assert "templates/blocks/warning.html:1: error: access to attribute '__globals__'" in problem(root)


def test_assets_stay_inside(tmp_path: Path) -> None:
    """An asset outside the template folders is not found, whatever the path."""
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "templates").mkdir()
    with pytest.raises(PamphletError):
        theme.of((tmp_path / "templates",)).find("../secret.txt")
