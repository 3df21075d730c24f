"""What is not of a language from right to left keeps its own direction. The Arabic here is for machinery alone."""

from __future__ import annotations

import pytest

from pamphlets.localized import bidi


def marked(words: str) -> str:
    """Return words as HTML: what stands in ⟨⟩ is in an element from left to right."""
    return words.replace("⟨", '<span dir="ltr">').replace("⟩", "</span>")


@pytest.mark.parametrize(
    "words",
    [
        "اتصل ⟨(207) 555-0142⟩ اليوم",
        "اتصل على ⟨+1 207-555-0142⟩.",
        "تناول ⟨65 mg⟩ في اليوم، أو ⟨120 / 80 mmHg⟩.",
        "متلازمة (⟨Restless legs syndrome, RLS⟩) حالة",
        "زيادة ⟨10%⟩ أو ⟨$45⟩ أو ⟨20 °C⟩",
        "اقرأ ⟨www.nhs.uk/conditions/rls-2⟩. ثم",
        "العنوان: ⟨12 Harbor Lane, Lantern Point, ME 04999⟩.",
        "المراجعة: ⟨Dr. J. R. Smith (RN)⟩، 20 نوفمبر 2026.",
        "<strong>⟨5 mg/kg⟩</strong> و<em>⟨AT&amp;T⟩</em>",
        '<a href="x" dir="ltr">www.nhs.uk/a-b</a> ثم',
        '<span lang="en" dir="ltr">Use 5 mg <b>x 2</b></span> و⟨5 mg⟩',
        "<code>a-1</code> و<br>⟨hello@example.org⟩",
    ],
)
def test_what_would_be_turned_round_has_an_element(words: str) -> None:
    """Numbers of a telephone, doses, addresses, names with their titles; no more than that, and nothing twice."""
    assert bidi.html(words.replace("⟨", "").replace("⟩", "").replace(' dir="ltr">www', ">www"), "ar") == marked(words)


@pytest.mark.parametrize("words", ["من 9:00–18:00 و5-8 مرات", "زر Harbor Lane Massage غداً", "اتصل 911", "في 2026"])
def test_what_any_line_keeps_in_order_stays(words: str) -> None:
    """A range is read from the right, as the text is; words alone keep their order."""
    assert bidi.html(words, "ar") == words


def test_a_text_from_left_to_right_stays_as_it_is() -> None:
    """Byte for byte, whatever is in it."""
    assert bidi.html("Call &quot;ليلى 5&quot; on (207) 555-0142", "en") == "Call &quot;ليلى 5&quot; on (207) 555-0142"


@pytest.mark.parametrize(
    ("made", "language", "shown"),
    [
        ("Dr. Smith Jr.", "ar", "⟨Dr. Smith Jr.⟩"),
        ("Smith J. <em>Rest.</em> 2019.", "fa", "⟨Smith J. <em>Rest.</em> 2019.⟩"),
        ("(207) 555-0142", "he", "⟨(207) 555-0142⟩"),
        ("Harbor Lane", "ur", "Harbor Lane"),
        ("ليلى حداد", "ar", "ليلى حداد"),
        ("(207) 555-0142", "en", "(207) 555-0142"),
        ("ليلى حداد 5", "en", '<span dir="rtl">ليلى حداد 5</span>'),
    ],
)
def test_a_name_or_number_keeps_its_own_direction(made: str, language: str, shown: str) -> None:
    """Its full stop stays at its end, and the number of an Arabic street on the right side of its name."""
    assert bidi.own(made, language) == marked(shown)
