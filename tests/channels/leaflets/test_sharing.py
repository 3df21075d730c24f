"""Balance on paper: blocks shared over the panels of folded leaflets, and what fills the panels that stay empty."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pypdfium2 as pdfium
import pytest
from making.leaflets import HEAD, files
from making.planning import planned
from PIL import Image

from pamphlets.channels import leaflets
from pamphlets.channels.leaflets import fit, report
from pamphlets.channels.leaflets.fit import Fit
from pamphlets.errors import PamphletError
from pamphlets.project.project import Project


class Share(Protocol):
    def __call__(self, text: str, format: str = "tri-fold", **more: str) -> tuple[Fit, list[str]]: ...


@pytest.fixture
def share(write: Callable[..., Path]) -> Share:
    """Fit one source in one format; return the fit, and what stands on each panel of the flow or fills it."""

    def share(text: str, format: str = "tri-fold", **more: str) -> tuple[Fit, list[str]]:
        made = files(text) | {"content/rest.md": HEAD + text} | more
        made["content/practice.yml"] = made["content/practice.yml"].replace("sheet, tri-fold", f"sheet, {format}")
        root = write(made)
        Image.new("RGB", (1500, 900), "brown").save(root / "content/images/room.jpg")
        project = Project.load(root)
        job = next(job for job in planned(leaflets, project) if job.output == format)
        fitted = fit.fit(job.content, job.folders)
        panels = fit.report(fitted, job.content).panels
        return fitted, [f"{panel.name}: {report.full(panel)}" for panel in panels]

    return share


def openings(fitted: Fit) -> list[str]:
    """Return the first words of each page of the flow."""
    first = {line.page: line.text.strip() for line in reversed(fitted.layout.lines)}
    return [first[number] for number, page in enumerate(fitted.layout.pages) if not page.name]


def paragraph(count: int, word: str = "rest") -> str:
    return " ".join([word] * count) + "."


def block(name: str, *texts: str, more: str = "") -> str:
    return f"## {name} {{#{name.lower()} {more}}}\n\n" + "\n\n".join(texts) + "\n\n"


CARDS = """cards:
  name: Three cards
  template: leaflets/card.html
  type: {smallest: 12, largest: 12}
  flip: none
  papers:
    Letter:
      sheet: [11in, 8.5in]
      panels: {left: 3.6667in, center: 3.6667in, right: 3.6667in}
      sides: [[left, center, right]]
"""
SHORT = block("One", paragraph(40)) + block("Two", "- One\n- Two") + block("Three", paragraph(20))


def test_every_panel_is_named_and_empty_ones_with_what_fills_them(share: Share) -> None:
    fitted, panels = share(SHORT)
    assert openings(fitted) == ["One", "Two", "Your questions", "Notes"]
    assert panels == ["inside-left: 26%", "inside-center: 33%", "inside-right: your questions", "flap: notes"]
    assert fitted.size == 14
    (problem,) = fitted.problems
    assert problem.message == (
        "tri-fold on Letter: the text fills 0.7 of 4 panels at 14 pt; "
        "'Your questions' stands on the inside-right; 'Notes' stands on the flap"
    )
    assert problem.hint == "about 260 words more fill it"
    assert [line.text for line in fitted.layout.lines].count("Day") == 1, "on the back there is room"


def test_a_text_that_is_too_short_is_told_which_format_it_fills(share: Share) -> None:
    fitted, _ = share("".join(block(name, paragraph(50)) for name in "ABCD"), "half-fold")
    (problem,) = fitted.problems
    assert problem.message.startswith("half-fold on Letter: the text fills ")
    assert problem.hint.endswith(" words more fill it; as a sheet it is full now")


def test_a_text_that_stands_on_the_cover_fills_none_of_the_panels(share: Share) -> None:
    fitted, _ = share(block("One", "- Rest a while.", more=".key-points"), "half-fold")
    assert fitted.problems[0].message.startswith("half-fold on Letter: the text fills none of 3 panels at ")


def test_a_single_block_leaves_panels_for_questions_notes_and_an_appointment(share: Share) -> None:
    fitted, panels = share(block("One", paragraph(20)))
    assert panels[1:] == ["inside-center: your questions", "inside-right: notes", "flap: your next appointment"]
    assert openings(fitted) == ["One", "Your questions", "Notes", "Your next appointment"]
    assert fitted.layout.css.count("asset:strips/") == 1
    assert [line.text for line in fitted.layout.lines].count("Day") == 1, "and not on the back, too"


def test_a_half_fold_whose_words_all_stand_on_its_cover_is_there_to_be_written_on(share: Share) -> None:
    """What is about it stands at the foot of its reverse as ever; lines end above."""
    fitted, panels = share("## In short {#short .key-points}\n\n- Rest.\n", "half-fold")
    assert panels == ["inside-left: your questions", "inside-right: notes", "reverse: your next appointment"]
    (problem,) = fitted.problems
    assert problem.hint == "about 50 words more fill it"
    last = fitted.layout.lines[-1].page
    (with_,) = [line for line in fitted.layout.lines if line.text == "With"]
    rules = int(fitted.layout.css.rpartition(".rules { height: ")[2].partition("mm")[0])
    about = min(line.y for line in fitted.layout.lines if line.page == last and line.y > with_.y)
    assert with_.page == last and with_.bottom + rules < about


def test_a_block_that_no_panel_holds_flows_and_what_it_leaves_is_filled(share: Share) -> None:
    fitted, panels = share(block("One", paragraph(260, "restful")))
    assert panels[2:] == ["inside-right: your questions", "flap: notes"]
    assert openings(fitted)[1].startswith("restful")


def test_what_is_about_a_half_fold_stands_at_its_foot_where_blocks_flow(share: Share) -> None:
    fitted, panels = share(block("One", paragraph(430, "restful")), "half-fold")
    assert openings(fitted)[1].startswith("restful")
    assert panels[2] == "reverse: your questions"
    lines = [line.bottom for line in fitted.layout.lines if line.page == 3]
    assert fitted.layout.pages[3].bottom - max(lines) < 2
    fitted, panels = share(block("One", paragraph(450, "restful")), "half-fold")
    assert "%" in panels[2]
    assert openings(fitted)[2].startswith("restful"), "and beneath a text that ends far above it are lines"
    assert "Your questions" in [line.text for line in fitted.layout.lines]


def test_blocks_are_not_parted_and_no_picture_leaves_its_block(share: Share) -> None:
    steps = "\n".join(f"{number}. {paragraph(9)}" for number in range(1, 7))
    picture = "![A room](images/room.jpg)"
    text = "".join(
        block(name, paragraph(30), picture, more=kind) + block(f"{name}s", steps, more=".steps")
        for name, kind in (("A", ""), ("B", ".warning"), ("C", ""))
    )
    fitted, panels = share(text)
    layout = fitted.layout
    pages: dict[str, set[int]] = {}
    for line in layout.lines:
        held = layout.manuscript.block(line.pieces[0][0])
        if held is not None:
            pages.setdefault(str(held.get("id")), set()).add(line.page)
    for part in layout.parts(set(layout.manuscript.root.iter("figure"))):
        held = layout.manuscript.block(part.element)
        assert held is not None
        assert pages[str(held.get("id"))] == {part.page}
    assert all(len(found) == 1 for found in pages.values())
    assert len(panels) == 4


def test_a_long_list_is_cut_and_its_numbers_go_on(share: Share) -> None:
    steps = "\n".join(f"{number}. {paragraph(14)}" for number in range(1, 25))
    fitted, _ = share(block("Steps", steps, more=".steps"))
    starts = [
        min(line.page for line in fitted.layout.lines if line.pieces[0][0] in (item, *item.iter()))
        for item in fitted.layout.manuscript.root.iter("li")
    ]
    assert len(set(starts)) > 2
    assert starts == sorted(starts)
    assert all(starts[at] == starts[at + 3] for at in range(0, 24, 4)), "four stay together"


def test_text_that_hardly_fits_is_set_dense_before_anything_is_left_out(share: Share) -> None:
    items = "\n".join("- Rest a while" for _ in range(5))
    text = "".join(block(f"B{number}", items, more=".key-points") for number in range(15))
    fitted, _ = share(text + block("More", paragraph(12), more=".optional"))
    assert fitted.left_out == ()
    body = fitted.layout.manuscript.root.find("body")
    assert body is not None
    assert "dense" in str(body.get("class")).split()


def test_what_is_about_the_leaflet_stands_at_the_foot_of_a_half_fold_with_lines_above(share: Share) -> None:
    texts = "".join(block(name, *[paragraph(30)] * 3) for name in "ABC") + block("Last", "Rest.", more=".questions")
    fitted, panels = share(texts, "half-fold")
    assert openings(fitted)[2] == "Last"
    page = fitted.layout.pages[3]
    lines = [line for line in fitted.layout.lines if line.page == 3]
    assert "Your questions" in [line.text for line in lines]
    assert page.bottom - max(line.bottom for line in lines) < 2
    assert panels[2].startswith("reverse: ")
    assert not fitted.problems


@pytest.mark.parametrize(("text", "format"), [(SHORT, "tri-fold"), (block("Long", paragraph(900)), "half-fold")])
def test_a_back_begins_with_the_practice_and_ends_at_its_foot_with_the_edition(
    text: str, format: str, share: Share
) -> None:
    fitted, _ = share(text, format)
    number, page = list(enumerate(fitted.layout.pages))[-1]
    lines = [line for line in fitted.layout.lines if line.page == number]
    assert ("Rest House" in [line.text for line in lines[:2]]) is (page.name == "back")
    assert lines[-1].text.startswith("Edition ")
    assert page.bottom - lines[-1].bottom < 0.5


@pytest.mark.parametrize(("words", "grown"), [(60, True), (150, False)])
def test_a_photo_as_wide_as_its_column_grows_into_what_is_over(words: int, grown: bool, share: Share) -> None:
    text = "".join(block(name, paragraph(words), "![A room](images/room.jpg)") for name in "ABCD")
    fitted, _ = share(text)
    plates = [plate for part in fitted.layout.parts(set(fitted.layout.manuscript.root.iter("figure")))
              for plate in part.pictures]  # fmt: skip
    assert len(plates) == 4
    assert all((plate.height > plate.width * 0.75) is grown for plate in plates)
    assert all(plate.height <= plate.width + 0.1 for plate in plates)


def test_panels_that_are_half_empty_get_a_strip(share: Share) -> None:
    """All, or else those that are barest; a draft has them before its mark."""
    assert share(SHORT)[0].layout.css.count("asset:strips/") == 2
    barest = share(SHORT.replace(paragraph(20), paragraph(190)))
    assert (barest[0].layout.css.count("asset:strips/"), barest[1][1]) == (1, "inside-center: 12%")
    assert not [one for one in barest[0].problems if "only" in one.message]
    full = share("".join(block(name, paragraph(150)) for name in "ABCD"))[0]
    assert "asset:strips/" not in full.layout.css
    draft = HEAD.replace("reviewer: A. Nurse\n", "") + SHORT
    marked = share(SHORT, **{"content/rest.md": draft})[0]
    assert len(re.findall(r"background: url\(asset:strips/[^,]+, url\(\"data:", marked.layout.css)) == 2
    assert [one for one in marked.problems if "only" in one.message] == []
    page = pdfium.PdfDocument(marked.layout.pdf())[1].render(scale=0.5).to_pil().convert("L")
    foot = page.crop((0, page.height * 3 // 4, page.width, page.height))
    assert sum(foot.histogram()[:250]) > 0.4 * foot.width * foot.height


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("fill: notes", ["notes", "your questions", "your next appointment"]),
        ("fill: appointment", ["your next appointment", "notes", "your questions"]),
        ("fill: none", ["0%", "0%", "0%"]),
        ("appointment: false", ["your questions", "notes", "0%"]),
    ],
)
def test_a_practice_chooses_what_fills_panels(asked: str, expected: list[str], share: Share) -> None:
    own = HEAD.replace("---\n\n", f"{asked}\n---\n\n") + block("One", paragraph(20))
    fitted, panels = share("", **{"content/rest.md": own})
    assert [panel.partition(": ")[2] for panel in panels[1:]] == expected
    assert ("Day" in [line.text for line in fitted.layout.lines]) is (asked != "appointment: false")


def test_a_panel_that_is_not_full_for_a_block_that_is_whole_gets_a_strip(share: Share) -> None:
    steps = "\n".join(f"{number}. {paragraph(20)}" for number in range(1, 8))
    text = block("A", paragraph(40)) + "".join(block(name, steps, more=".steps") for name in ("B", "C", "D"))
    assert not share(text)[0].problems


def test_a_panel_that_is_not_full_in_a_format_that_is_cut_is_told(share: Share) -> None:
    text = block("A", paragraph(10)) + block("B", paragraph(10), more='break="panel"')
    fitted, panels = share(text, "cards", **{"content/formats.yml": CARDS})
    hint = "write a little more on it, or divide the block after it in two, with a heading each"
    told = f"cards on Letter: panel 'left' is only {panels[0].partition(': ')[2]} full"
    assert [(one.message, one.hint, one.severity) for one in fitted.problems] == [(told, hint, "warning")]


def test_a_word_that_is_too_wide_is_the_only_error_of_a_text_that_fits_if_it_is_shared(share: Share) -> None:
    items = "\n".join("- Rest a while" for _ in range(5))
    text = "".join(block(f"B{number}", items, more=".key-points") for number in range(15))
    with pytest.raises(PamphletError) as caught:
        share(text + block("B15", f"- {'Rest' * 14}", more=".key-points"))
    assert [problem.rule for problem in caught.value.problems] == ["wide"]
