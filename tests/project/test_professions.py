"""Professions are rows of data: what a practice of a kind may say of itself, and what search engines are told of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pamphlets import check
from pamphlets.errors import fold
from pamphlets.project import Faults
from pamphlets.project.settings import practice, professions

Write = Callable[..., Path]
TEXT = "---\ntitle: Rest\nsummary: How to rest.\n---\n\n## Ours {#ours}\n\nWe treat illness. We diagnose.\n"


def read(given: str) -> tuple[tuple[str, ...], list[str]]:
    faults = Faults("practice.yml")
    found = practice.read(f"name: R\nweb: https://www.example.org\n{given}", faults, {}, {}, (), lambda path: "")
    assert found
    return found.profession, [str(problem) for problem in faults.all()]


def test_rows_are_whole() -> None:
    """Each name means one row, and editors know them all."""
    assert tuple(professions.rows()) == professions.NAMES
    names = [fold(name) for row in professions.rows().values() for name in {row.id, row.name, *row.also}]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("profession: dental", ("dental",)),
        ("profession: Dentist", ("dental",)),
        ("profession: [physio, Massage Therapist]", ("physiotherapy", "massage")),
        ("profession: pharmacy, GP", ("pharmacy", "medical")),
        ("profession: none", ()),
        ("tagline: a", ()),
    ],
)
def test_professions_by_any_of_their_names(given: str, found: tuple[str, ...]) -> None:
    """A practice may have several, and names them as people do."""
    assert read(given) == (found, [])


def test_a_profession_that_there_is_not() -> None:
    """The nearest is told, or all."""
    assert read("profession: dentl")[1] == [
        "practice.yml:3: error: there is no profession 'dentl'\n  hint: did you mean 'dental'?"
    ]
    assert read("profession: [massage, blacksmith]")[0] == ("massage", "blacksmith")
    assert read("profession: dentistt")[1][0].endswith("did you mean 'dentist'?")


@pytest.mark.parametrize(
    ("given", "rules"),
    [
        ("", set()),
        ("profession: massage\n", {"claim-treat", "claim-diagnose"}),
        ("profession: dental\n", set()),
        ("profession: nursing\n", {"claim-diagnose"}),
        ("profession: [massage, nursing]\n", {"claim-diagnose"}),
    ],
)
def test_verbs_of_a_profession(write: Write, given: str, rules: set[str]) -> None:
    """A dentist treats and diagnoses, a massage therapist does neither; without one it is not asked; none may cure."""
    head = f"name: R\nweb: https://www.example.org\nformats: [sheet]\nplatforms: [x]\n{given}"
    root = write({"content/practice.yml": head, "content/rest.md": f"{TEXT}\nWe cure illness.\n"})
    found = {problem.rule for problem in check(root) if problem.rule.startswith("claim-")}
    assert found == rules | {"claim-cure"}
