"""The spaces of a language: none beside wide signs, and in French those that hold a sign to its word."""

from __future__ import annotations

import pytest

from pamphlets.compose import unmark
from pamphlets.localized import quotes, spacing


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ("<p>双腿\n不安。</p>", "<p>双腿不安。</p>"),
        ("<p>双腿<em>不安</em>\n<strong>走走</strong></p>", "<p>双腿<em>不安</em><strong>走走</strong></p>"),
        ("<p>走走。\n再休息。 SPF 50</p>", "<p>走走。再休息。SPF 50</p>"),
        ("<p>足が\n（少し）落ち着く</p>", "<p>足が（少し）落ち着く</p>"),
        ("<p>用 SPF\n防晒</p>", "<p>用 SPF\n防晒</p>"),
        ("<p>다리를\n쉬게</p>", "<p>다리를\n쉬게</p>"),
        ("<pre><code>双腿\n不安。 走</code></pre>", "<pre><code>双腿\n不安。 走</code></pre>"),
        ("<p>好</p>\n<p>好</p><p>Legs\nat rest</p>", "<p>好</p>\n<p>好</p><p>Legs\nat rest</p>"),
        ("<p>走走。<br>\n休息</p>", "<p>走走。<br>\n休息</p>"),
    ],
)
def test_no_space_stands_where_chinese_and_japanese_set_none(made: str, expected: str) -> None:
    assert quotes.html(made, "zh-Hans") == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Mal ? Oui ! Non ; bien : ici", "Mal\u202f? Oui\u202f! Non\u202f; bien\u00a0: ici"),
        ("Il dit : « Venez ! »", "Il dit\u00a0: «\u202fVenez\u202f!\u202f»"),
        ('"Venez !"', "«\u202fVenez\u202f!\u202f»"),
        ("14:30, https://a.example/?b", "14:30, https://a.example/?b"),
        (": point", ": point"),
    ],
)
def test_french_signs_hold_to_their_words(typed: str, expected: str) -> None:
    assert quotes.text(typed, "fr") == quotes.text(typed, "fr-FR") == expected
    assert quotes.html(f"<p>{typed}</p>", "fr") == f"<p>{expected}</p>"
    assert unmark.text(f"<p>{expected}</p>") == unmark.text(f"<p><b>{expected}</b></p>") == expected
    assert quotes.text(typed.replace('"', ""), "en") == typed.replace('"', "")


def test_french_code_and_tags_stay_as_they_are() -> None:
    made = '<p title="a ; b"><code>x ? y : z</code> <b>Attention</b> : oui</p>'
    assert quotes.html(made, "fr") == made.replace("</b> :", "</b>\u00a0:")


def test_templates_end_sentences_as_their_language_does() -> None:
    assert [spacing.sign(".", code) for code in ("en", "zh-Hant", "ja", "hi", "ur", "th")] == [
        ".",
        "。",
        "。",
        "।",
        "۔",
        "",
    ]
    assert [spacing.sign(":", code) for code in ("es", "fr-CA", "zh-Hans")] == [":", "\u00a0:", "："]
    assert [spacing.sign(",", code) for code in ("ru", "ar", "ja", "zh")] == [",", "،", "、", "，"]


def test_spaces_after_wide_signs_of_templates_are_closed() -> None:
    made = '<p>请访问 <a href="x">example.org</a>。 在那里\n<b>有效。</b> <span>了解更多：</span>\n<a>x</a></p>'
    closed = '<p>请访问 <a href="x">example.org</a>。在那里\n<b>有效。</b><span>了解更多：</span><a>x</a></p>'
    assert spacing.close_up(made) == closed
    assert spacing.close_up("<p>Rest. Walk: “Yes.” </p>") == "<p>Rest. Walk: “Yes.” </p>"
