"""Numbers, days and sentences are written as their language and country have them."""

from __future__ import annotations

import pytest

from pamphlets import localized
from pamphlets.localized import days, names, sentences
from pamphlets.project.settings import practice
from pamphlets.project.settings.nodes import Faults
from pamphlets.project.settings.words import Words


@pytest.mark.parametrize(
    ("number", "shown", "dial"),
    [
        ("207.555.0142", "(207) 555-0142", "+12075550142"),
        ("1-800-TOOTH-4U", "1-800-TOOTH-4U (+1 800-866-8448)", "+18008668448"),
        ("(888) GO-SLEEP", "(888) GO-SLEEP (+1 888-467-5337)", "+18884675337"),
        ("1-800-MATTRESS", "1-800-MATTRESS (+1 800-628-8737)", "+18006288737"),
        ("207-555-0142 ext. 5", "(207) 555-0142 ext. 5", "+12075550142;ext=5"),
        ("911", "911", "911"),
        ("116 117", "116 117", "116117"),
    ],
)
def test_phone(number: str, shown: str, dial: str) -> None:
    """Words of a number stand beside its digits; a short number is never dialled with a country's code."""
    assert localized.phone(number, "US") == localized.Phone(shown, dial)


@pytest.mark.parametrize(
    ("line", "language", "sentence"),
    [
        ("Call 911", "en", "Call 911."),
        ("Call 911.", "en", "Call 911."),
        ("Call now!", "en", "Call now!"),
        ("Call “911.”", "en", "Call “911.”"),
        ("Call 911 (it is free)", "en", "Call 911 (it is free)."),
        ("Llame al 911", "es-MX", "Llame al 911."),
        ("112 पर कॉल करें", "hi", "112 पर कॉल करें।"),
        ("119に電話", "ja", "119に電話。"),
        ("โทร 1669", "th", "โทร 1669"),
        ("", "en", ""),
    ],
)
def test_a_line_becomes_a_sentence(line: str, language: str, sentence: str) -> None:
    """Each language has its own full stop, and each sentence one."""
    assert sentences.sentence(line, language) == sentence


def test_what_to_do_in_an_emergency_is_a_sentence_in_each_language() -> None:
    """Texts take these lines into their own, so they end."""
    text = "name: a\nlanguages: [ja, en]\nemergency: {urgent: 119, now: {ja: 119に電話, en: Call 119}}"
    found = practice.read(text, Faults("practice.yml"), {}, {}, (), lambda path: "")
    assert found
    assert found.emergency.now == Words((("ja", "119に電話。"), ("en", "Call 119.")))
    assert found.emergency.urgent == Words((("", "119。"),))


def test_a_name_that_ends_in_a_full_stop_takes_the_place_of_the_next() -> None:
    """Ann Roe Jr. has one, at every joint of the words of templates."""
    values: dict[str, object] = {"who": "Ann Roe Jr.", "what": "Why?"}
    assert sentences.fill("By {who}. {what}. {when}.", values) == "By Ann Roe Jr. Why? {when}."


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("9am", "09:00"), ("9:30 p.m.", "21:30"), ("12 am", "00:00"), ("noon", "12:00"), ("9h30", "09:30"),
        ("18 Uhr", "18:00"), ("09.15", "09:15"), ("21:00", "21:00"), ("9", ""), ("13pm", ""), ("25:00", ""),
    ],
)  # fmt: skip
def test_hour(text: str, hour: str) -> None:
    """An hour that can be one only is read; a bare 9 may be of the morning or of the evening."""
    assert days.hour(text) == hour


@pytest.mark.parametrize(
    ("language", "country", "day", "month"),
    [
        ("en", "", "November 20, 2026", "November 2026"),
        ("en", "US", "November 20, 2026", "November 2026"),
        ("en", "GB", "20 November 2026", "November 2026"),
        ("en-US", "GB", "November 20, 2026", "November 2026"),
        ("en", "JP", "November 20, 2026", "November 2026"),
        ("es", "US", "20 de noviembre de 2026", "noviembre de 2026"),
        ("es-MX", "MX", "20 de noviembre de 2026", "noviembre de 2026"),
        ("ht", "US", "20 novanm 2026", "novanm 2026"),
        ("zh-TW", "", "2026年11月20日", "2026年11月"),
    ],
)
def test_dates_follow_the_country(language: str, country: str, day: str, month: str) -> None:
    """A language that names no country is written as the practice's country writes it; Creole is not French."""
    assert localized.date("2026-11-20", language, country) == day
    assert localized.month("2026-11-20", language, country) == month
    assert localized.size(24_000, "ht", country).endswith("kB")


@pytest.mark.parametrize(
    ("code", "codes", "name"),
    [
        ("ht", ("en", "ht"), "Kreyòl ayisyen"),
        ("en-GB", ("en-GB", "cy"), "English"),
        ("en-GB", ("en-GB", "en-US"), "English (United Kingdom)"),
        ("pt-BR", ("pt-BR",), "Português"),
        ("zh-TW", ("zh-TW",), "中文 (繁體, 台灣)"),
        ("hmn", ("en", "hmn"), "Hmoob"),
        ("ar", ("en", "ar"), "العربية"),
    ],
)
def test_a_menu_calls_languages_by_their_own_names(code: str, codes: tuple[str, ...], name: str) -> None:
    """CLDR's names, a few that it lacks, and a country only where it tells two apart."""
    assert names.menu(code, codes) == name


def test_words_of_a_wider_language_are_found() -> None:
    """Mexican Spanish has the words of Spanish, Taiwan's Chinese those of traditional signs before the others."""
    words = Words((("en", "Hello"), ("es", "Hola"), ("zh", "你们好"), ("zh-Hant", "你們好")))
    assert [words.of(code) for code in ("es-MX", "en-GB", "zh-TW", "zh-CN", "fr")] == [
        "Hola", "Hello", "你們好", "你们好", "Hello"
    ]  # fmt: skip
    assert (words.text_in("es-MX"), words.text_in("fr")) == ("Hola", "")
