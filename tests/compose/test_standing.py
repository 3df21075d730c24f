"""A picture stands alone as a figure, and inside a sentence as a part of it: the page stays valid HTML."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pamphlets import library
from pamphlets.compose import compose, view
from pamphlets.compose.theme import Theme
from pamphlets.model import Problem, Target
from pamphlets.project.project import Project

HEAD = "---\ntitle: Rest\nsummary: How to rest.\n---\n\n## Rest {#rest}\n\n"
CHAIR = '![A chair](images/chair.svg "A chair.")'
PLAIN = "![A chair](images/chair.svg)"
FIGURE = '<figure><img src="content:images/chair.svg" alt="A chair"></figure>'
PAIR = f'<div class="pair">{FIGURE * 2}</div>'
WITHIN = '<img src="content:images/chair.svg" alt="A chair" class="within">'


@pytest.fixture
def body(small_project: Path) -> Callable[[str], tuple[str, tuple[Problem, ...]]]:
    """Compose a block for the page; return its HTML, and what the library says of it."""

    def body(text: str) -> tuple[str, tuple[Problem, ...]]:
        (small_project / "content/rest.md").write_text(HEAD + text)
        project = Project.read(small_project)
        read = library.read(project)
        edition = next(one for one in read.editions if one.pamphlet.name == "rest")
        made = compose(
            view(edition, Target(("web",), (edition.site,), "en"), project), Theme(project.folders.templates)
        )
        return made.blocks[0].body.replace("\n", ""), read.problems

    return body


def test_where_a_picture_stands(body: Callable[[str], tuple[str, tuple[Problem, ...]]]) -> None:
    """By itself it is a figure, without a paragraph around it; in a line of words it stays in the line."""
    right = {
        PLAIN: FIGURE,
        f"{PLAIN}\n{PLAIN}": PAIR,
        f"Sit {PLAIN} down.": f"<p>Sit {WITHIN} down.</p>",
        f"{PLAIN} Sit.": f"<p>{WITHIN} Sit.</p>",
        f"**{PLAIN}**": f"<p><strong>{WITHIN}</strong></p>",
        f"[{PLAIN}](https://example.org)": f'<a href="https://example.org">{FIGURE}</a>',
        f"Go [{PLAIN} here](https://example.org).": f'<p>Go <a href="https://example.org">{WITHIN} here</a>.</p>',
        f"- {PLAIN}\n- a {PLAIN}": f"<ul><li>{FIGURE}</li><li>a {WITHIN}</li></ul>",
        f"- Sit.\n\n  {PLAIN}\n\n- Lie.": f"<ul><li><p>Sit.</p>{FIGURE}</li><li><p>Lie.</p></li></ul>",
        f"### {PLAIN} Lie": f"<h3>{WITHIN} Lie</h3>",
        f"### {PLAIN}": f"<h3>{WITHIN}</h3>",
        f"[{PLAIN}]{{only=web}}": FIGURE,
        f"{PLAIN} [@nhs-1]": f'{FIGURE}<p><sup class="cite"><a href="#source-1">1</a></sup></p>',
    }
    assert {text: body(text)[0] for text in right} == right


def test_pictures_that_follow_each_other_share_a_row(body: Callable[[str], tuple[str, tuple[Problem, ...]]]) -> None:
    """In one paragraph or several, with links around them; words between them, or one that is wide, part them."""
    wide = FIGURE.replace("<figure>", '<figure class="wide">')
    right = {
        f"{PLAIN} {PLAIN}": PAIR,
        f"{PLAIN}\n\n{PLAIN}": PAIR,
        f"Sit.\n\n{PLAIN}\n\n{PLAIN}\n\nLie.": f"<p>Sit.</p>{PAIR}<p>Lie.</p>",
        f"{PLAIN}\n{PLAIN}\n{PLAIN}": f'<div class="pair">{FIGURE * 3}</div>',
        f"- {PLAIN} {PLAIN}": f"<ul><li>{PAIR}</li></ul>",
        f"[{PLAIN}](https://example.org)\n{PLAIN}": (
            f'<div class="pair"><a href="https://example.org">{FIGURE}</a>{FIGURE}</div>'
        ),
        f"{PLAIN}\n\nSit.\n\n{PLAIN}": f"{FIGURE}<p>Sit.</p>{FIGURE}",
        f"{PLAIN} [@nhs-1]\n\n{PLAIN}": (f'{FIGURE}<p><sup class="cite"><a href="#source-1">1</a></sup></p>{FIGURE}'),
        f"{PLAIN}{{width=wide}}\n{PLAIN}": wide + FIGURE,
    }
    assert {text: body(text)[0] for text in right} == right


def test_how_a_picture_stands(body: Callable[[str], tuple[str, tuple[Problem, ...]]]) -> None:
    """Its width and whether it stays whole are classes; what must stay in view is where it is cut."""
    kinds = body(f'{PLAIN}{{width=half .whole .decorative focus="46 20"}}')[0]
    assert kinds == (
        '<figure class="decorative half whole"><img src="content:images/chair.svg" style="object-position: 46% 20%"'
        ' alt="A chair"></figure>'
    )


def test_columns_of_amounts_stand_at_the_right(body: Callable[[str], tuple[str, tuple[Problem, ...]]]) -> None:
    """So do all their cells, unless an author says otherwise; short first cells stay on one line."""
    text = (
        "| What | Price | With a unit | Times | Left |\n|---|---|---|---|:--|\n"
        "| Massage | $75 | 20 min | 3 times a day | $5 |\n| A very long name of something | 1,200 € | 5–8 mg |  | 9 |\n"
    )
    right, plain = (lambda words: f'<td class="right">{words}</td>'), (lambda words: f"<td>{words}</td>")
    made = body(text)[0]
    assert f'<td class="short">Massage</td>{right("$75")}{right("20 min")}{plain("3 times a day")}' in made
    assert f"{plain('A very long name of something')}{right('1,200 €')}{right('5–8 mg')}{plain('')}" in made
    assert '<th>What</th><th class="right">Price</th>' in made and '<td class="left">9</td>' in made


def test_a_caption_needs_a_picture_by_itself(body: Callable[[str], tuple[str, tuple[Problem, ...]]]) -> None:
    """The caption of a picture inside a sentence is nowhere: that is told at its line."""
    assert "<figcaption>" in body(CHAIR)[0]
    told = [(p.location.line, p.message) for p in body(f"Sit.\n\nSit {CHAIR} down.")[1] if p.rule == "image"]
    assert told == [(10, "a picture inside a sentence shows no caption")]
