"""Sheets and large print: blocks in columns, the foot of the last page, and what stands above it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest
from making.leaflets import HEAD, files
from making.planning import planned

from pamphlets.channels import leaflets
from pamphlets.channels.leaflets import fit, report
from pamphlets.channels.leaflets.fit import Fit
from pamphlets.paper import Layout, Manuscript
from pamphlets.project.project import Project


class Make(Protocol):
    def __call__(self, text: str, format: str = "sheet", **more: str) -> tuple[Fit, list[str]]: ...


@pytest.fixture
def make(write: Callable[..., Path]) -> Make:
    """Fit one source; return the fit, and what its report says of each page."""

    def make(text: str, format: str = "sheet", **more: str) -> tuple[Fit, list[str]]:
        made = files(text) | {"content/rest.md": HEAD + text} | more
        made["content/practice.yml"] = made["content/practice.yml"].replace("sheet, tri-fold", format)
        project = Project.load(write(made))
        job = next(job for job in planned(leaflets, project) if job.output == format)
        fitted = fit.fit(job.content, job.folders)
        return fitted, [f"{one.name}: {report.full(one)}" for one in fit.report(fitted, job.content).panels]

    return make


def words(count: int, word: str = "rest") -> str:
    return " ".join([word] * count) + "."


def block(name: str, *texts: str, more: str = "") -> str:
    return f"## {name} {{#{name.lower()} {more}}}\n\n" + "\n\n".join(texts) + "\n\n"


def steps(count: int) -> str:
    return "\n".join(f"{number}. {words(9)}" for number in range(1, count + 1))


def places(fitted: Fit) -> dict[str, set[tuple[int, bool]]]:
    """Return for each block the pages and columns (the right one?) that its lines stand in."""
    layout, found = fitted.layout, dict[str, set[tuple[int, bool]]]()
    for line in layout.lines:
        held = layout.manuscript.block(line.pieces[0][0])
        if held is not None:
            middle = layout.pages[line.page].width / 2
            found.setdefault(str(held.get("id")), set()).add((line.page, line.x > middle))
    return found


def modes(fitted: Fit) -> set[str]:
    return {name for body in fitted.layout.manuscript.root.iterfind("body") for name in str(body.get("class")).split()}


def test_a_short_text_takes_one_page_with_lines_above_its_foot(make: Make) -> None:
    fitted, pages = make(block("One", words(30)) + block("Two", "- One\n- Two"))
    (page,) = fitted.layout.pages
    texts = [line.text.strip() for line in fitted.layout.lines]
    assert texts.index("Two") < texts.index("Your questions") < texts.index("Rest House", texts.index("Two"))
    foot = {line.text.split()[0]: line for line in fitted.layout.lines if line.y > page.end}
    assert foot["Use"].x > page.width / 2, "beside the colophon"
    assert page.bottom - foot["Edition"].bottom < 2
    assert places(fitted) == {"one": {(0, False)}, "two": {(0, True)}}
    assert pages[0].endswith("% and your questions")
    (problem,) = fitted.problems
    assert problem.message.startswith("sheet on Letter: the text fills ")
    assert problem.message.endswith("% of a page at 14 pt; 'Your questions' stands below it")
    assert problem.hint.endswith(" words more fill it")


@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_no_block_is_parted_and_the_foot_has_its_place(paper: str, make: Make) -> None:
    text = "".join(block(name, words(45)) + block(f"{name}s", steps(6), more=".steps") for name in "ABCD")
    practice = files(paper=paper)["content/practice.yml"]
    fitted, pages = make(text, **{"content/practice.yml": practice})
    assert len(fitted.layout.pages) == len(pages) == 2
    assert all(len(found) == 1 for found in places(fitted).values())
    assert sorted(place for found in places(fitted).values() for place in found)[-1] == (1, True)
    assert not fitted.problems
    last = fitted.layout.pages[1]
    assert max(end for _, end in last.columns) < last.end < last.bottom - 30


@pytest.mark.parametrize(("count", "bare"), [(15, False), (16, True)])
def test_where_all_is_tight_the_art_goes_before_any_text(
    count: int, bare: bool, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stays where there is room for it beside the foot of a dense sheet: found at once, without a try that fails."""
    tries: list[str] = []

    def lay_out(pages: Manuscript, *own: object, **more: object) -> Layout:
        tries.append(str(next(pages.root.iter("body")).get("class")))
        return laid_out(pages, *own, **more)  # type: ignore[arg-type]

    laid_out = fit.lay_out
    monkeypatch.setattr(fit, "lay_out", lay_out)
    items = "\n".join("- Rest a while" for _ in range(5))
    text = "".join(block(f"B{number}", items, more=".key-points") for number in range(count))
    fitted, _ = make(text + block("More", words(6), more=".optional"))
    assert ("dense" in modes(fitted), "bare" in modes(fitted)) == (True, bare)
    assert bare or (len(tries) == 3 and all("dense" in one for one in tries[1:]))
    assert fitted.left_out == ()
    assert all(len(found) == 1 for found in places(fitted).values())


def test_one_long_paragraph_flows_through_the_columns(make: Make) -> None:
    fitted, _ = make(block("One", words(420)))
    assert "flowing" in modes(fitted)
    assert {(0, False), (0, True)} <= places(fitted)["one"]
    page = fitted.layout.pages[-1]
    assert max(line.bottom for line in fitted.layout.lines) > page.bottom - 2
    assert max(end for _, end in page.columns) < page.end


def test_large_print_saves_a_page_that_would_be_nearly_empty(make: Make) -> None:
    """And does not part blocks that take less than 60 % of a page."""
    sizes = {}
    for count in (2, 3, 4, 5):
        fitted, pages = make("".join(block(f"B{n}", words(60), words(20)) for n in range(count)), "large-print")
        assert all(len({page for page, _ in found}) == 1 for found in places(fitted).values())
        assert not fitted.problems
        sizes[fitted.size] = pages
    assert set(sizes) <= {18.0, 17.4, 16.8, 16.2}


def test_lines_fill_the_last_page_of_large_print(make: Make) -> None:
    fitted, pages = make(block("One", words(130)), "large-print")
    lines = {line.text.strip(): line for line in fitted.layout.lines}
    questions = lines["Your questions"]
    assert pages[questions.page].endswith("% and your questions")
    assert len(fitted.layout.pages) <= 2
    assert min(line.size for line in fitted.layout.lines) >= 16


def test_a_card_that_is_cut_ends_with_who_it_is_from(make: Make) -> None:
    own = """card:
  name: Cards
  template: leaflets/card.html
  type: {smallest: 12, largest: 14}
  flip: long-edge
  papers: {Letter: {sheet: [8.5in, 11in], panels: {front: [4.25in, 5.5in], back: [4.25in, 5.5in]},
    sides: [[front, front], [back, back]]}}
"""
    fitted, _ = make(block("One", words(20)), "card", **{"content/formats.yml": own})
    front = [line for line in fitted.layout.lines if line.page == 0]
    assert [line.text.strip() for line in front][-2:] == ["Rest House", "Quiet Lane"]
    assert fitted.layout.pages[0].bottom - front[-1].bottom < 2


@pytest.mark.parametrize("above", [30, 60])
def test_large_print_breaks_no_paragraph_for_the_picture_after_it(above: int, make: Make) -> None:
    """The picture opens the next page, rather than to take half of the paragraph there with it."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"><path d="M1 1h7v7z"/></svg>'
    text = block("One", words(above)) + block("Two", words(110, "calm"), "![A thing](images/p.svg)", words(30))
    fitted, _ = make(text, "large-print", **{"content/images/p.svg": svg})
    (figure,) = fitted.layout.parts(set(fitted.layout.manuscript.root.iter("figure")))
    assert {line.page for line in fitted.layout.lines if "calm" in line.text} == {0}
    assert figure.page == 1
