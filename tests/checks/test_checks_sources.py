"""Sources, translations and recall."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from making import publishing as making
from making.once import once

from pamphlets import PamphletError, builder, publish
from pamphlets.cli import main, options

SIGNED = "reviewer: Lead\nreviewed: 2026-11-20\nreview-by: 2027-11-20\n"
PRACTICE = (
    "name: R\nprofession: massage\nweb: https://www.example.org\nlanguages: [en, es]\n"
    "formats: [tri-fold]\nplatforms: [x, threads]\n"
)
POSTED = "Sit down.\n\n::: {.post}\nRest a little every evening.\n:::\n"
REFERENCES = """references:
- {id: old, title: Rest, author: Lee, issued: 2003}
- {id: bare, title: Rest}
- {id: spare, title: S}
"""


def source(body: str, front: str = SIGNED, title: str = "Rest") -> str:
    return f"---\ntitle: {title}\nsummary: About it.\n{front}---\n\n{body}"


def found(root: Path, today: date | None = None) -> list[tuple[str, str, str, int]]:
    problems = builder.check(root, today=today)
    return [(p.rule, p.severity, p.location.path[8:], p.location.line) for p in problems]


def test_references(write: Callable[..., Path]) -> None:
    """A reference nobody cites, without a date or a publisher, or too old on this day, is found at its line."""
    body = "## Rest {#rest}\n\nRest is linked to sleep. [@old; @bare]\n"
    root = write({"content/rest.md": source(body), "content/references.yml": REFERENCES})
    assert found(root) == [
        ("reference-year", "warning", "references.yml", 3),
        ("reference-publisher", "warning", "references.yml", 3),
        ("unused-reference", "warning", "references.yml", 4),
    ]
    assert ("reference-age", "warning", "references.yml", 2) in found(root, date(2026, 12, 1))


def test_a_library_that_is_not_cited(write: Callable[..., Path]) -> None:
    """What a reference manager exports whole is one warning; texts find their sources in each of its files."""
    library = [{"id": f"k{number}", "title": "Rest", "author": "Lee", "issued": "2020"} for number in range(9)]
    body = "## Rest {#rest}\n\nRest is linked to sleep. [@k8; @{a b}]\n"
    root = write(
        {
            "content/rest.md": source(body),
            "content/references.json": json.dumps(library, indent=1),
            "content/references.bib": "@book{a b, title={Rest}, author={Lee, A}, year=2020}\n@book{k8, title={Other}}",
        }
    )
    (problem,) = builder.check(root)
    assert problem.message == "nothing cites 8 of 10 references: 'k0', 'k1', 'k2', 'k3', 'k4', …"
    assert str(problem.location) == "content/references.json:2"


def test_facts_without_a_citation(write: Callable[..., Path]) -> None:
    """A paragraph or list that states a fact and ends without a citation is found; a list is cited once."""
    body = (
        "## Rest {#rest}\n\nIn surveys, 5 in 100 adults rest.\n\nSit down.\n\n"
        "- It runs in families.\n- Rest. [@old]\n\n"
        "## Ours {#ours .offer}\n\nIt is so for 5 in 100 adults.\n"
    )
    root = write({"content/rest.md": source(body), "content/references.yml": REFERENCES})
    assert [one for one in found(root) if one[2] == "rest.md"] == [("no-citation", "warning", "rest.md", 11)]


def test_mixed_languages(write: Callable[..., Path]) -> None:
    """A paragraph in another language is found; one that is marked is not."""
    spanish = "Las personas que no duermen bien pueden sentarse con los pies en alto por la noche."
    root = write({"content/rest.md": source(f"## Rest {{#rest}}\n\nSit down.\n\n{spanish}\n")})
    assert found(root) == [("mixed-language", "warning", "rest.md", 13)]
    write({"content/rest.md": source(f'## Rest {{#rest}}\n\nSit down.\n\n[{spanish}]{{lang="es"}}\n')})
    assert found(root) == []


ENGLISH = "## Rest {#rest}\n\nSit down.\n\n## Doctor {#doctor .warning}\n\nSee a doctor.\n"
SPANISH = "## Descanso {#rest}\n\nSiéntese.\n\n## Médico {#doctor .warning}\n\nVaya al médico.\n"
FILES = {
    "content/practice.yml": PRACTICE,
    "content/rest.md": source(ENGLISH),
    "content/rest.es.md": source(SPANISH, title="Descanso"),
}


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make it December 1, 2026."""
    monkeypatch.setattr(options, "today", lambda: date(2026, 12, 1))


@pytest.fixture
def translated(write: Callable[..., Path]) -> Path:
    """A source with a warning and a plain block, and its translation."""
    return write(FILES)


def accept(root: Path) -> None:
    """Write the project into a folder, accept its translation, and build it."""
    making.write(root, FILES)
    assert run(root, "translation", "accept", "rest", "--by", "T", "--on", "2026-12-01")[0] == 0
    builder.build(root, jobs=1)


@pytest.fixture
def accepted(tmp_path_factory: pytest.TempPathFactory, day: None, tmp_path: Path) -> Path:
    """The project with its translation accepted, and built."""
    return making.copy(once(tmp_path_factory, "accepted", accept), tmp_path)


def run(root: Path, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, [*words, "--project", str(root)])
    return done.exit_code, done.output


def test_a_hint_names_the_project_and_no_placeholder_is_taken_for_a_role(translated: Path) -> None:
    """What is pasted works on the project that it is about, and says who it was."""
    said = run(translated, "check")[1]
    assert f"--by ROLE --project {translated}'" in said
    assert run(translated, "translation", "accept", "rest", "--by", "ROLE")[0] == 2


def test_accepting_a_translation(translated: Path) -> None:
    """`translation accept` writes the digests, the role and the day; nothing is signed off."""
    assert {rule for rule, *_ in found(translated)} == {"translation"}
    status, said = run(translated, "translation", "accept", "rest", "--by", "Translator, R", "--on", "2026-11-30")
    assert (status, said) == (0, "content/rest.es.md: up to date, says Translator, R on 2026-11-30\n")
    assert found(translated) == []
    text = (translated / "content/rest.es.md").read_text("utf-8")
    assert "translator: Translator, R\ntranslated: 2026-11-30\n" in text and text.count("source") == 3
    assert SIGNED in text
    for words in (("rest", "--by", " "), ("walk", "--by", "T"), ("rest", "--by", "T", "--on", "2026-12-02")):
        assert run(translated, "translation", "accept", *words)[0] == 2


def test_a_translator_does_not_sign_the_text_off(accepted: Path) -> None:
    """A translation whose original is not signed, or that is not itself, is a draft, and cannot be published."""
    spanish, english = accepted / "content/rest.es.md", accepted / "content/rest.md"
    for path, other in ((spanish, "rest.es.md"), (english, "rest.md")):
        signed = path.read_text("utf-8")
        path.write_text(signed.replace("reviewer: Lead\nreviewed: 2026-11-20\n", ""), "utf-8")
        with pytest.raises(PamphletError) as caught:
            publish.publish(accepted, "2026-12-01", languages=["es"], jobs=1)
        assert [(one.rule, one.location.path) for one in caught.value.problems] == [("draft", f"content/{other}")]
        path.write_text(signed, "utf-8")


def test_a_translation_dated_in_the_future(translated: Path) -> None:
    """`translated` is a day, and not one to come."""
    path = translated / "content/rest.es.md"
    path.write_text(path.read_text("utf-8").replace("title:", "translated: 2026-12-02\ntitle:"), "utf-8")
    assert ("date-ahead", "error", "rest.es.md", 2) in found(translated, date(2026, 12, 1))
    path.write_text(path.read_text("utf-8").replace("2026-12-02", "soon"), "utf-8")
    assert found(translated)[0] == ("wrong-value", "error", "rest.es.md", 2)


def test_a_stale_warning_is_an_error(translated: Path) -> None:
    """A block that warns, and is older than what it translates, is an error; another one a warning."""
    run(translated, "translation", "accept", "content/rest.es.md", "--by", "Translator")
    path = translated / "content/rest.md"
    path.write_text(path.read_text("utf-8").replace("Sit down.", "Sit up."), "utf-8")
    assert [one[:3] for one in found(translated)] == [("translation", "warning", "rest.es.md")]
    path.write_text(path.read_text("utf-8").replace("See a doctor.", "See a doctor soon."), "utf-8")
    assert {one[1] for one in found(translated)} == {"warning", "error"}


def test_a_stale_block_says_what_changed(accepted: Path) -> None:
    """What has changed since the edition that was published is told in words."""
    publish.publish(accepted, "2026-12-01", jobs=1)
    path = accepted / "content/rest.md"
    path.write_text(path.read_text("utf-8").replace("See a doctor.", "See a nurse today."), "utf-8")
    (problem,) = builder.check(accepted)
    assert problem.hint.startswith("since 2026-12-01: “doctor.” is now “nurse today.”; bring it up to date")


def test_recall(accepted: Path) -> None:
    """What was published is found by a block, or by words, as it was then: leaflets, pages and posts."""
    path = accepted / "content/rest.md"
    path.write_text(path.read_text("utf-8").replace("Sit down.", POSTED), "utf-8")
    run(accepted, "translation", "accept", "rest", "--by", "T")
    made = publish.publish(accepted, "2026-12-01", jobs=1)
    path.write_text(path.read_text("utf-8").replace("See a doctor.", "See a nurse."), "utf-8")
    status, said = run(accepted, "recall", "--text", "see a DOCTOR")
    lines = said.splitlines()
    assert status == 0 and all(line.startswith(f"{made.new[0].id}  2026-12-01  rest  en  main  ") for line in lines)
    assert "take off the rack: leaflets/rest/tri-fold.pdf" in said and "leaflets/es" not in said
    assert "send the new file: leaflets/rest/tri-fold.screen.pdf" in said
    assert "put the new file online: web/rest/tri-fold.pdf" in said
    assert lines[-1].endswith("put the new page online: https://www.example.org/rest/")
    both = run(accepted, "recall", "rest#doctor")[1]
    assert "https://www.example.org/rest/" in both and "https://www.example.org/es/rest/" in both and "post" not in both
    post = run(accepted, "recall", "--text", "every evening")[1]
    assert (
        post
        == f"{made.new[0].id}  2026-12-01  rest  en  main  look for the post of 'rest', and delete it: X, Threads\n"
    )
    assert run(accepted, "recall", "--text", "never said")[1] == "Nothing that was published carries it.\n"
    assert run(accepted, "recall")[0] == 2


def test_recall_as_a_table(accepted: Path) -> None:
    """CSV has a row for each output, with the block, the edition and the day."""
    made = publish.publish(accepted, "2026-12-01", languages=["es"], jobs=1)
    rows = list(csv.DictReader(io.StringIO(run(accepted, "recall", "--text", "vaya al medico", "--csv")[1])))
    assert {row["do"] for row in rows} == {
        "take off the rack", "send the new file", "put the new file online", "put the new page online",
        "take off the screen, and show the new slides", "tell those who got this e-mail what was wrong",
    }  # fmt: skip
    assert {(row["block"], row["pamphlet"], row["edition"], row["published"]) for row in rows} == {
        ("doctor", "rest", made.new[0].id, "2026-12-01")
    }


def test_a_recall_that_names_no_block_is_an_error(accepted: Path) -> None:
    """A slip of the pen does not read as the all-clear; what went out is known even if its source is gone or broken."""
    for name, hint in (
        ("docter", "did you mean 'doctor'?"), ("walk#doctor", "did you mean 'rest#doctor'?"),
        ("rest#docter", "did you mean 'rest#doctor'?"), ("zzz", "known: doctor, rest"),
    ):  # fmt: skip
        status, said = run(accepted, "recall", name)
        assert status == 2 and f"no block is, or was, named '{name}'; {hint}" in said
    assert run(accepted, "recall", "doctor") == (0, "Nothing that was published carries it.\n")
    publish.publish(accepted, "2026-12-01", jobs=1)
    for name in ("rest.md", "rest.es.md"):
        path = accepted / "content" / name
        path.write_text(path.read_text("utf-8").partition("## ")[0] + "<b>", "utf-8")
    for name in ("doctor", "rest#doctor"):
        status, said = run(accepted, "recall", name)
        assert status == 0 and "web/es/rest/tri-fold.pdf" in said
    status, said = run(accepted, "recall", "docter")
    assert status == 1 and "content/rest.md" in said


@pytest.mark.parametrize("words", [("due",), ("translation", "accept", "rest", "--by", "T"), ("recall", "x")])
def test_faults_of_settings_do_not_hide_those_of_sources(translated: Path, words: tuple[str, ...]) -> None:
    """Every command tells all that is wrong at once, as `check` does."""
    (translated / "content/practice.yml").write_text(PRACTICE + "phne: 1\n", "utf-8")
    (translated / "content/rest.md").write_text(source("{{ practice.fone }}"), "utf-8")
    for command in (words, ("check", "--links")):
        status, said = run(translated, *command)
        assert status == 1 and "content/practice.yml:7" in said and "content/rest.md:9" in said


def test_posts_that_are_written_later_are_recorded_too(accepted: Path) -> None:
    """A new post is no new edition: it is added to the record, with its own day."""
    first = publish.publish(accepted, "2026-12-01", jobs=1)
    path = accepted / "content/rest.md"
    path.write_text(path.read_text("utf-8").replace("Sit down.", POSTED), "utf-8")
    again = publish.publish(accepted, "2026-12-09", jobs=1)
    assert again.new == () and {one.id for one in again.kept} == {one.id for one in first.new}
    assert run(accepted, "recall", "rest#rest")[1].count("2026-12-09  rest  en  main  look for the post") == 1
    assert publish.publish(accepted, "2026-12-10", jobs=1).build.ran == 0
