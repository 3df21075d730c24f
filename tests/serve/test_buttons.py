"""What the desk says of commands: the button that does the same, where there is one."""

from __future__ import annotations

from pathlib import Path

import pytest

from pamphlets.model import Location, Problem
from pamphlets.project import Project
from pamphlets.serve.commands import buttons

SIGN = "when somebody has read it: 'pamphlets sign rest.es --by ROLE'; until then it is a draft"


def name(root: Path, hint: str) -> str:
    (one,) = buttons.name(root, [Problem("draft", "nobody has signed it", Location("content/rest.md"), hint)])
    return one.hint


def test_a_hint_names_the_button_instead_of_the_command(small_project: Path) -> None:
    assert name(small_project, SIGN) == (
        "when somebody has read it: “Sign” on the topic's page; until then it is a draft"
    )
    assert buttons.hints(small_project, [SIGN, "did you mean 'rest'?"]) == {SIGN: name(small_project, SIGN)}


def test_the_button_has_the_words_of_the_desk(small_project: Path) -> None:
    practice = small_project / "content/practice.yml"
    practice.write_text(practice.read_text("utf-8") + "languages: [es]\n", "utf-8")
    assert Project.read(small_project).desk_language == "es"
    assert "“Firmar” on the topic's page" in name(small_project, SIGN)


@pytest.mark.parametrize("hint", ["'pamphlets font add zh-Hans' fetches it", "did you mean 'rest'?", ""])
def test_a_hint_without_a_button_stays(small_project: Path, hint: str) -> None:
    assert name(small_project, hint) == hint
    assert not buttons.hints(small_project, [hint])


def test_without_settings_a_hint_stays(small_project: Path) -> None:
    (small_project / "content/practice.yml").unlink()
    assert name(small_project, SIGN) == SIGN


def test_every_button_has_words(small_project: Path) -> None:
    words = Project.read(small_project).words_in("en").plain
    assert {key for key, _ in buttons.BUTTONS.values()} <= {*words}
