"""Languages that some checks do not have say so: one problem a language, nothing of those that have all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pamphlets import builder
from pamphlets.checks import languages
from pamphlets.project.project import Project

Write = Callable[..., Path]
SETTINGS = "name: a\nweb:\nlanguages: [{}]\n"
SIGNED = "reviewer: Clinical lead\nreviewed: 2026-11-20\nreview-by: 2027-11-20\n"
ALLOWED = "allow: [{rule: unchecked-language, why: A nurse has read it., by: Clinical lead, on: 2026-11-20}]\n"
OWN = """rules:
  no-prices:
    severity: warning
    what: no prices
    why: they change
    source: Our own
    match: {fr: ['\\beuros?\\b']}
"""


def source(front: str = SIGNED) -> str:
    return f"---\ntitle: Rest\nsummary: About rest.\n{front}---\n\n## Sit {{#sit}}\n\nSit down.\n"


def found(root: Path) -> list[tuple[str, str, str]]:
    problems = [one for one in builder.check(root) if one.rule in ("unchecked-language", "allowance")]
    return [(one.location.path, one.severity, one.message) for one in problems]


@pytest.mark.parametrize(
    ("codes", "names"),
    [
        ("en, es", []),
        ("en-GB, es-MX", []),
        ("fr", ["French"]),
        ("en, de-CH", ["German"]),
        ("en, pt, pt-BR, ht", ["Portuguese", "Haitian Creole"]),
        ("nah", ["Nāhuatl"]),
    ],
)
def test_a_language_is_told_once(write: Write, codes: str, names: list[str]) -> None:
    """However many texts and regions it has; one that has every check is not."""
    _, *others = codes.split(", ")
    files = {f"content/{topic}.{code}.md": source() for topic in ("rest", "walk") for code in others}
    files |= {f"content/{topic}.md": source() for topic in ("rest", "walk")}
    told = found(write({**files, "content/practice.yml": SETTINGS.format(codes)}))
    assert {message for *_, message in told} == {
        f"{name}: claims, required lines and reading are not checked" for name in names
    }
    assert len(told) == len(names)
    assert {severity for _, severity, _ in told} <= {"warning"}


def test_a_language_without_a_text_is_not_told(write: Write) -> None:
    """There is nothing to check; what it lacks is known."""
    root = write({"content/practice.yml": SETTINGS.format("en, fr"), "content/rest.md": source()})
    assert found(root) == []
    assert languages.lacking(Project.load(root)) == {"fr": ("claims", "required", "reading")}


def test_own_rules_are_not_the_shipped_ones(write: Write) -> None:
    """A project with rules for a language still lacks all others; another language lacks all."""
    files = {f"content/rest{ending}.md": source() for ending in ("", ".de")}
    root = write({**files, "content/practice.yml": SETTINGS.format("fr, de"), "content/claims.yml": OWN})
    assert [message for *_, message in found(root)] == [
        "German: claims, required lines and reading are not checked",
        "French: claims beyond your own rules, required lines and reading are not checked",
    ]


def test_somebody_who_has_looked_says_so_in_any_text(write: Write) -> None:
    """As the hint says: an allowance of one text waives it; a strict check then passes. A second one waives nothing."""
    files = {"content/practice.yml": SETTINGS.format("fr"), "content/a.md": source(), "content/b.md": source()}
    root = write(files)
    (problem,) = [one for one in builder.check(root) if one.rule == "unchecked-language"]
    assert (problem.location.path, problem.location.line) == ("content/a.md", 1)
    assert "allow: [{rule: unchecked-language, why: …, by: …, on: …}]" in problem.hint
    write({**files, "content/b.md": source(SIGNED + ALLOWED)})
    assert found(root) == []
    write({**files, "content/a.md": source(SIGNED + ALLOWED), "content/b.md": source(SIGNED + ALLOWED)})
    assert [path for path, *_ in found(root)] == ["content/b.md"]
