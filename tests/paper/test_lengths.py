"""Lengths of style sheets."""

from __future__ import annotations

import pytest

from pamphlets.paper import pixels


@pytest.mark.parametrize(
    ("css", "found"),
    [
        ("a { margin: -.5rem 1REM; b { c: calc(2rem + 1px) } }", "a { margin: -8px 16px; b { c: calc(32px + 1px) } }"),
        ("@media (width > 40rem) { a[b='2rem'] { c: 1rem } }", '@media (width > 640px) { a[b="2rem"] { c: 16px } }'),
        (".x2rem { background: url(2rem.png); /* 1rem */ }", ".x2rem { background: url(2rem.png); /* 1rem */ }"),
    ],
)  # fmt: skip
def test_rem_in_pixels(css: str, found: str) -> None:
    """Lengths are found by what CSS says a length is, however deep; what only looks like one stays."""
    assert pixels(css) == found
