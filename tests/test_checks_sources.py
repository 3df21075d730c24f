"""Sources, translations and recall."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from pamphlets import builder, commands
from pamphlets.cli import main

SIGNED = "reviewer: Lead\nreviewed: 2026-11-20\nreview-by: 2027-11-20\n"
PRACTICE = "name: R\nweb: https://www.example.org\nlanguages: [en, es]\nplatforms: [x]\n"
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


@pytest.fixture
def translated(write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A source with a warning and a plain block, and its translation, accepted."""
    monkeypatch.setattr(commands, "today", lambda: date(2026, 12, 1))
    english = "## Rest {#rest}\n\nSit down.\n\n## Doctor {#doctor .warning}\n\nSee a doctor.\n"
    spanish = "## Descanso {#rest}\n\nSiéntese.\n\n## Médico {#doctor .warning}\n\nVaya al médico.\n"
    es = source(spanish, title="Descanso")
    return write({"content/practice.yml": PRACTICE, "content/rest.md": source(english), "content/rest.es.md": es})


def run(root: Path, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, [*words, "--project", str(root)])
    return done.exit_code, done.output


def test_accepting_a_translation(translated: Path) -> None:
    """`translation accept` writes the digests, the role and the day; nothing else changes."""
    assert {rule for rule, *_ in found(translated)} == {"translation"}
    status, said = run(translated, "translation", "accept", "rest", "--by", "Translator, R", "--on", "2026-11-30")
    assert (status, said) == (0, "content/rest.es.md: read by Translator, R on 2026-11-30\n")
    assert found(translated) == []
    text = (translated / "content/rest.es.md").read_text("utf-8")
    assert "reviewer: Translator, R\nreviewed: 2026-11-30\n" in text and text.count("source") == 3
    for words in (("rest", "--by", " "), ("walk", "--by", "T"), ("rest", "--by", "T", "--on", "2026-12-02")):
        assert run(translated, "translation", "accept", *words)[0] == 2


def test_a_stale_warning_is_an_error(translated: Path) -> None:
    """A block that warns, and is older than what it translates, is an error; another one a warning."""
    run(translated, "translation", "accept", "content/rest.es.md", "--by", "Translator")
    path = translated / "content/rest.md"
    path.write_text(path.read_text("utf-8").replace("Sit down.", "Sit up."), "utf-8")
    assert [one[:3] for one in found(translated)] == [("translation", "warning", "rest.es.md")]
    path.write_text(path.read_text("utf-8").replace("See a doctor.", "See a doctor soon."), "utf-8")
    assert {one[1] for one in found(translated)} == {"warning", "error"}


def record(edition: str, language: str, text: str) -> str:
    blocks = [{"id": "doctor", "title": "Doctor", "digest": "a", "text": text}]
    outputs = [{"path": f"leaflets/rest/{edition}.pdf", "sha256": "0"}]
    about = {"edition": edition, "pamphlet": "rest", "language": language, "site": "main", "title": "Rest"}
    return json.dumps({**about, "published": "2026-11-21", "blocks": blocks, "outputs": outputs})


def test_recall(translated: Path) -> None:
    """A block, or words, are found in what went out, though the sources have changed since."""
    (translated / "content/editions").mkdir()
    for edition, language, text in (("AAAAAA", "en", "See a\nDOCTOR today."), ("BBBBBB", "es", "Vaya hoy al médico.")):
        file = translated / f"content/editions/{edition}.json"
        file.write_text(record(edition, language, text), "utf-8")
    status, said = run(translated, "recall", "rest#doctor")
    assert status == 0 and said.count("take off the rack: leaflets/rest/") == 2
    assert "put the new page online: https://www.example.org/es/rest/" in said
    words = run(translated, "recall", "--text", "see a doctor today")[1]
    assert "AAAAAA" in words and "BBBBBB" not in words
    assert run(translated, "recall", "--text", "hoy al medico", "--csv")[1].startswith("do,where,block,edition,")
    assert run(translated, "recall", "--text", "never said")[1] == "Nothing that was published carries it.\n"
    assert run(translated, "recall")[0] == 2
