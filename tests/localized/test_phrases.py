"""What a line may be made of: words, and phrases where no spaces stand between words."""

from __future__ import annotations

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamphlets.localized import phrases, sentences


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Sleep  well, now", "Sleep|well,|now"),
        ("ko", "다리를 쉬게 하세요", "다리를|쉬게|하세요"),
        ("zh-Hans", "双腿不安。“真的？”是的（当然）。", "双腿|不安。|“真的？”|是|的|（当然）。"),
        ("zh-CN", "用SPF50防晒，走5分钟", "用|SPF50防晒，|走5分钟"),
        ("ja", "夜になると足が落ち着きません。", "夜に|なると|足が|落ち着きません。"),
        ("th", "นอนหลับสบาย ๆ ทุกคืน", "นอน|หลับ|สบาย ๆ|ทุก|คืน"),
    ],
)
def test_a_text_has_the_pieces_of_its_language(language: str, text: str, expected: str) -> None:
    found = phrases.pieces(text, language)
    assert "|".join(piece.text for piece in found) == expected
    assert phrases.join(found) == " ".join(text.split())


@given(st.text("今晚好。，（）“”「」ๆเก่า 睡 a5", max_size=20), st.sampled_from(["zh-Hans", "ja", "th"]))
def test_no_piece_begins_with_what_closes_or_ends_with_what_opens(text: str, language: str) -> None:
    found = phrases.pieces(text, language)
    assert phrases.join(found) == " ".join(text.split())
    for one, piece in enumerate(found):
        assert not one or category(piece.text[0]) not in ("Pe", "Pf", "Mn")
        assert one == len(found) - 1 or found[one + 1].spaced or category(piece.text[-1]) not in ("Ps", "Pi")


def test_words_are_counted_where_no_spaces_stand_between_them() -> None:
    assert phrases.count("Rest at night") == 3
    assert phrases.count("双腿不舒服时请走一走") == 4
    assert phrases.count("นอนหลับสบาย") == 3
    assert phrases.count("请打 +1 207-555-0142") == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("双腿不安。要走一走！“真的？”是的。", ["双腿不安。", "要走一走！", "“真的？”", "是的。"]),
        ("रात में। क्या? नहीं।", ["रात में।", "क्या?", "नहीं।"]),
        ("کیا درد ہے؟ انتظار نہ کریں۔", ["کیا درد ہے؟", "انتظار نہ کریں۔"]),
        ("هل الألم شديد؟ لا تنتظر!", ["هل الألم شديد؟", "لا تنتظر!"]),
        ("It is 3.5 kg. Dr. Lee came。", ["It is 3.5 kg.", "Dr. Lee came。"]),
    ],
)
def test_sentences_end_in_the_signs_of_every_script(text: str, expected: list[str]) -> None:
    assert [sentence for _, sentence in sentences.split(text)] == expected


def test_sentences_are_joined_and_ended_as_their_language_does() -> None:
    assert sentences.join(["双腿不安。", "走吧！", "Ok."]) == "双腿不安。走吧！Ok."
    assert sentences.join(["Rest.", "Walk."]) == "Rest. Walk."
    assert [sentences.sentence(text, "zh-Hans") for text in ("好吗？", "好", "“好。”", "（好）")] == [
        "好吗？",
        "好。",
        "“好。”",
        "（好）。",
    ]
    assert [sentences.sentence(text, "ar") for text in ("هل؟", "نعم")] == ["هل؟", "نعم."]
    assert [sentences.sentence(text, "fr") for text in ("Oui\u202f!\u202f»", "Non")] == ["Oui\u202f!\u202f»", "Non."]
    assert sentences.sentence("พักผ่อน", "th") == "พักผ่อน"
