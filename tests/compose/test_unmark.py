"""HTML as plain text: what has no tags but paragraphs and stress needs no parser, and reads as one would read it."""

import pytest

from pamphlets.compose import text, unmark


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ("<p>One  two\nthree</p>", "One two three"),
        ("<p>One</p>\n<p> </p>\n<p>two.</p>\n", "One\n\ntwo."),
        ("<p>A <em>small</em><strong> word</strong></p>", "A small word"),
        ("no paragraph\n\nat all", "no paragraph at all"),
        ("", ""),
    ],
)
def test_paragraphs_are_read_without_a_parser(made: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.delattr(unmark, "_Text")
        assert text(made) == said
    assert text(f"{made}<i></i>") == said  # as the parser reads it


def test_marks_stand_around_stress() -> None:
    assert text("<p>A <strong>strong</strong> word</p>", {"strong": "*"}) == "A *strong* word"
