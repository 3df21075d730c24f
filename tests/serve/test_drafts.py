"""Unsaved texts: what is wrong with them, what is counted, which names they may use, how their pages look."""

from __future__ import annotations

import json
import pickle
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from making.pages import SAMPLE
from making.publishing import FILES, SOURCE, copy
from making.publishing import write as write_files

from pamphlets import files, library
from pamphlets.channels import series
from pamphlets.project import Project, project
from pamphlets.serve.editor import names, remarks
from pamphlets.serve.editor.drafts import Drafts

SAFETY = "---\ntitle: Safety\nsummary: When to ask.\npublish: false\n---\n## Ask {#ask}\n\nAsk us first.\n"
SPANISH = SOURCE.replace("title: Rest", "title: Descanso")


@pytest.fixture
def root(ready_project: Path, tmp_path: Path) -> Path:
    """A small project, built, with a shared block."""
    copy(ready_project, tmp_path)
    write_files(tmp_path, {"content/safety.md": SAFETY})
    return tmp_path


@pytest.fixture
def drafts(root: Path) -> Drafts:
    return Drafts(root)


def told(drafts: Drafts, name: str, text: str, **how: Any) -> list[tuple[str, int]]:
    """Return the rule and the line of each problem of a text."""
    return [(one.rule, one.line) for one in remarks.of(drafts.check(name, text, **how).problems, f"content/{name}")]


def test_unsaved_words_have_problems_and_the_file_has_none(drafts: Drafts, root: Path) -> None:
    wrong = SOURCE.replace("{{ site.phone }}", "{{ site.phon }}")
    before = files.stamp(root, root)
    for words in (False, True):
        assert ("variable", 14) in told(drafts, "rest.md", wrong, words=words)
        assert ("variable", 14) not in told(drafts, "rest.md", SOURCE, words=words)
    assert files.stamp(root, root) == before


def test_a_new_source_is_read_before_it_is_saved(drafts: Drafts) -> None:
    assert told(drafts, "new.md", "---\ntitle: New\nsummary: A new text.\n---\n## One\n\nSee [@no].\n") == [
        ("citation", 7)
    ]
    assert told(drafts, "new.md", "") == [("empty", 0)]
    assert told(drafts, "new.md", "a" * 2_000_001) == [("too-long", 0)]
    assert told(drafts, "new.md", "# A\ud800\n") == [("not-utf-8", 1)]


def test_words_are_looked_at_when_they_are_asked_for(drafts: Drafts) -> None:
    claim = SOURCE.replace("Rest well.", "Rest cures cancer.")
    assert told(drafts, "rest.md", claim) == []
    assert [line for _, line in told(drafts, "rest.md", claim, words=True)] == [10]


def test_a_fault_of_structure_does_not_hide_those_of_words(drafts: Drafts) -> None:
    both = SOURCE.replace("Rest well.", "Rest cures cancer.").replace("{{ site.phone }}", "{{ site.phon }}")
    assert {10, 14} <= {line for _, line in told(drafts, "rest.md", both, words=True)}


def test_what_a_text_embeds_is_remarked_where_it_does_so(drafts: Drafts, root: Path) -> None:
    """A shared block is that of the disk, or of the text that is open; others' own problems are not told."""
    shown = f"{SOURCE}\n![[safety#ask]]\n"
    assert told(drafts, "rest.md", shown) == []
    assert ("embed", 16) in told(drafts, "rest.md", shown.replace("#ask", "#aks"))
    assert ("variable", 8) in told(drafts, "safety.md", SAFETY.replace("us first", "{{ practice.nmae }}"))
    write_files(root, {"content/rest.md": shown, "content/safety.md": SAFETY.replace("{#ask}", "{#other}")})
    assert ("embed", 16) in told(drafts, "rest.md", shown)
    assert told(drafts, "rest.md", SOURCE) == []


def test_a_translation_is_held_against_its_original(root: Path) -> None:
    write_files(root, {"content/practice.yml": FILES["content/practice.yml"] + "languages: [en, es]\n"})
    drafts = Drafts(root)
    assert told(drafts, "rest.es.md", SPANISH) == [("translation", 2)]
    renamed = told(drafts, "rest.es.md", SPANISH.replace("{#doctor", "{#medico"))
    assert renamed == [("translation", 2), ("translation", 2), ("translation", 12)]


def test_a_hint_at_what_was_meant_can_be_used() -> None:
    drafts = Drafts(SAMPLE)
    text = (SAMPLE / "content/restless-legs.md").read_text("utf-8")
    for old, new in (("[@nhs-rls]", "[@nhs-rsl]"), ("![[safety#clot-signs]]", "![[safety#clot-sings]]")):
        wrong = text.replace(old, new, 1)
        problems = drafts.check("restless-legs.md", wrong).problems
        fixes = [one for one in remarks.of(problems, "content/restless-legs.md", wrong) if one.fix]
        assert fixes, problems
        lines = wrong.split("\n")
        for one in fixes:
            assert one.fix
            lines[one.line - 1] = lines[one.line - 1].replace(one.fix.old, one.fix.new, 1)
        assert "\n".join(lines) == text
        assert pickle.loads(pickle.dumps(problems))[0].meant == problems[0].meant
        json.dumps([asdict(one) for one in remarks.of(problems)])


def test_no_fix_is_offered_where_the_line_says_it_twice(drafts: Drafts) -> None:
    twice = SOURCE.replace("{{ site.phone }}", "site.phon {{ site.phon }}")
    found = [one for one in remarks.of(drafts.check("rest.md", twice).problems, "content/rest.md", twice) if one.line]
    assert [(one.rule, one.fix) for one in found] == [("variable", None)]


def test_counters_say_what_posts_say() -> None:
    drafts = Drafts(SAMPLE)
    text = (SAMPLE / "content/restless-legs.md").read_text("utf-8")
    counted = drafts.check("restless-legs.md", text, words=True).counters
    read = Project.load(SAMPLE)
    edition = next(one for one in library.read(read).editions if one.pamphlet.path == "content/restless-legs.md")
    expected = {
        (one.block, text.platform): (text.count.count, text.count.limit)
        for one in series.of(edition, read)[0].posts
        for text in one.texts
    }
    assert counted
    posts = {(one.block, each.id): (each.count, each.limit) for one in counted.posts for each in one.platforms}
    assert posts == expected != {}
    lines = text.split("\n")
    assert all(lines[one.location.line - 1].startswith("::: ") for one in counted.posts)
    assert 500 < counted.words < 2000
    assert 1 < counted.scores["grade"] < 9
    more = drafts.check("restless-legs.md", text.replace("\nAre restless", "\nNow. Are restless"), words=True).counters
    assert more
    now = {(one.block, each.id): each.count for one in more.posts for each in one.platforms}
    assert now["lead", "x"] == expected["lead", "x"][0] + 5


def test_words_are_counted_where_no_formula_says_how_hard_they_are(root: Path) -> None:
    write_files(root, {"content/practice.yml": FILES["content/practice.yml"] + "languages: [ja]\n"})
    text = SOURCE.replace("Rest well.", "よく眠ることは健康に大切です。")
    counted, less = (Drafts(root).check("rest.md", one, words=True).counters for one in (text, SOURCE))
    assert counted and less and not counted.scores
    assert less.words + 2 < counted.words < less.words + 12  # not one word, and not one a letter


def test_half_a_text_is_no_fault_of_the_program() -> None:
    drafts, text = Drafts(SAMPLE), (SAMPLE / "content/restless-legs.md").read_text("utf-8")
    for end in range(1, len(text), len(text) // 20):
        problems = drafts.check("restless-legs.md", text[:end], words=True).problems
        assert "fault" not in {one.rule for one in problems}, text[:end][-80:]


def test_pages_are_of_the_unsaved_text_and_write_nothing(drafts: Drafts, root: Path) -> None:
    before = files.stamp(root, root)
    content = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    for output in ("sheet", "web"):
        same = drafts.pages("rest.md", SOURCE, output, "en", "harbor")
        other = drafts.pages("rest.md", SOURCE.replace("Rest well", "Sleep in"), output, "en", "harbor")
        assert same != other
        assert not [one for one in other.problems if one.severity == "error"]
    assert "Sleep in" in other.html
    assert 'href="/web/assets/' in other.html
    assert files.stamp(root, root) == before
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == content


def test_a_page_is_the_one_that_a_build_makes(drafts: Drafts, root: Path) -> None:
    """But for addresses, which are whole: it is shown at another place."""
    html = drafts.pages("rest.md", SOURCE, "web", "en", "harbor").html
    built = (root / "build/web/rest/index.html").read_text("utf-8")
    assert html.replace("/web/rest/", "").replace("/web/", "../") == built.replace("/web/rest/", "")


def test_a_block_stands_where_it_is_written_or_embedded(drafts: Drafts) -> None:
    shown = f"{SOURCE}\n![[safety#ask]]\n"
    (page,) = drafts.pages("rest.md", shown, "sheet", "en", "harbor").pages
    lines = {one.id: remarks.line(one.location, "content/rest.md") for one in page.areas if one.id}
    assert lines == {"short": 8, "doctor": 12, "ask": 16}


def test_what_cannot_be_shown_says_why(drafts: Drafts) -> None:
    def rules(name: str, text: str, output: str) -> list[str]:
        found = drafts.pages(name, text, output, "en", "harbor")
        assert not found.pages
        return [one.rule for one in found.problems]

    assert rules("rest.md", SOURCE.replace("site.phone", "site.phon"), "sheet") == ["variable"]
    assert rules("rest.md", SOURCE, "tri-fold") == ["output"]
    assert rules("rest.md", SOURCE, "card/none") == ["output"]
    assert rules("safety.md", SAFETY, "sheet") == ["output"]


def test_cards_are_shown(drafts: Drafts) -> None:
    post = SOURCE.replace("- Rest well.\n", "- Rest well.\n\n::: post\nRest well tonight.\n:::\n")
    (card,) = drafts.pages("rest.md", post, "card/short", "en", "harbor").pages
    assert (card.width, card.height) == (1600, 900) or card.height > card.width
    assert [one.id for one in card.areas] == ["short"]
    assert card.picture.startswith(b"\x89PNG")


def test_a_fault_of_the_program_is_a_problem(drafts: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("no")

    monkeypatch.setattr(library, "survey", fail)
    assert [one.rule for one in drafts.check("rest.md", SOURCE).problems] == ["fault"]
    assert [one.rule for one in drafts.pages("rest.md", SOURCE, "sheet", "en", "harbor").problems] == ["fault"]


def test_settings_and_other_sources_are_read_once(drafts: Drafts, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Again only where a file has changed: a source by itself, or all for any other."""
    asked: list[str] = []
    text = project.encodings.text

    def noted(path: Path, shown: str, most: int = 2_000_000) -> str:
        asked.append(shown)
        return text(path, shown, most)

    monkeypatch.setattr(project.encodings, "text", noted)
    shown = f"{SOURCE}\n![[safety#ask]]\n"
    drafts.check("rest.md", shown)
    assert "content/practice.yml" in asked and "content/safety.md" in asked and "content/rest.md" not in asked
    asked.clear()
    drafts.check("rest.md", f"{shown}\n")
    drafts.names("rest.md")
    assert asked == ["content/rest.md"]
    asked.clear()
    write_files(root, {"content/safety.md": SAFETY + "\nMore.\n"})
    drafts.check("rest.md", shown)
    drafts.names("rest.md")
    assert asked == ["content/safety.md"]
    asked.clear()
    (root / "content/images").mkdir()
    write_files(root, {"content/images/new.svg": "<svg/>"})
    drafts.check("rest.md", shown)
    assert "content/practice.yml" in asked and "content/safety.md" in asked
    (root / "content/safety.md").unlink()
    assert ("embed", 16) in told(drafts, "rest.md", shown)


def test_names_of_the_sample() -> None:
    found = Drafts(SAMPLE).names("restless-legs.md")
    assert {one.group for one in found.outputs} == {"Leaflets", "Cards", "Web"}
    assert any(one.id == "tri-fold" and one.name == "Tri-fold leaflet" for one in found.outputs)
    clot = next(one for one in found.embeds if one.name == "safety#clot-signs")
    assert clot.title == "Signs of a blood clot" and "Call your doctor" in clot.text
    assert not any(one.name.startswith("restless-legs#") for one in found.embeds)
    assert all(one.title for one in found.citations) and any(one.year == "2025" for one in found.citations)
    assert {one.name: one.value for one in found.variables}["practice.name"] == "Harbor Lane Massage"
    assert {"warning", "steps", "key-points"} <= {one.id for one in found.kinds}
    assert [one.language for one in found.editions] == ["en", "en", "es", "es"]
    assert all(one.path.startswith("images/") for one in found.images)
    assert "RestlessLegs" in found.hashtags
    assert [one.id for one in found.languages] == ["en", "es"]
    json.dumps(asdict(found))


def test_names_of_a_source_in_another_language_and_of_none() -> None:
    drafts = Drafts(SAMPLE)
    spanish = drafts.names("restless-legs.es.md")
    assert next(one for one in spanish.embeds if one.name == "safety#clot-signs").title != "Signs of a blood clot"
    assert spanish.editions[0].language == "es"
    none = drafts.names("none.md")
    assert none.outputs == none.editions == none.blocks == ()
    assert none.embeds and isinstance(none, names.Names)


def test_names_are_told_beside_a_source_with_faults(drafts: Drafts, root: Path) -> None:
    write_files(root, {"content/wrong.md": SAFETY.replace("Ask us", "Ask {{ practice.fone }}")})
    assert "practice.phone" in {one.name for one in drafts.names("wrong.md").variables}
    assert {one.name for one in drafts.names("rest.md").embeds} == {"safety#ask", "wrong#ask"}
