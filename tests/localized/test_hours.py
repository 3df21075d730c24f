"""Opening hours as people write them are days and times, and each language says these in its own way."""

from __future__ import annotations

import pytest

from pamphlets.localized import addresses, days, hours


@pytest.mark.parametrize(
    ("line", "data"),
    [
        ("Mon–Fri 9 am–6 pm", "Mo-Fr 09:00-18:00"),
        ("Lunes a viernes, de 9:30 a 18:00", "Mo-Fr 09:30-18:00"),
        ("Sábado 9 a 13", "Sa 09:00-13:00"),
        ("Tuesdays 12 pm to 8.30 p.m.", "Tu 12:00-20:30"),
        ("Mon 9-5 pm", "Mo 09:00-17:00"),
        ("Tue 1-5 pm", "Tu 13:00-17:00"),
        ("Mon, Wed & Fri: 9 am to noon and 1-5pm", "Mo,We,Fr 09:00-12:00,13:00-17:00"),
        ("Mo, We–Fr 09:00–12:00; 13:00–17:00", "Mo,We-Fr 09:00-12:00,13:00-17:00"),
        ("Mon-Thu 8a-5p", "Mo-Th 08:00-17:00"),
        ("**Every day** 5:30 am - midnight", "Mo-Su 05:30-24:00"),
        ("Sa 05:30-13:00", "Sa 05:30-13:00"),
        ("Miércoles y viernes de las 9 a las 18 horas", "We,Fr 09:00-18:00"),
        ("lun.–ven. 9h30–12h, 14h–18h30", "Mo-Fr 09:30-12:00,14:00-18:30"),
        ("mardi 9 h à 12 h 30", "Tu 09:00-12:30"),
        ("Mo. bis Fr. 9 Uhr - 18 Uhr", "Mo-Fr 09:00-18:00"),
        ("Thứ Hai 9:00-17:00", "Mo 09:00-17:00"),
        ("Sun closed", "Su "),
        ("Domingos: cerrado", "Su "),
        ("Mon 9-5", None),
        ("Mon 1-5", None),
        ("Sat 9-12, 1-5", None),
        ("Mon 9 am-5 pm, 4-6 pm", None),
        ("Mon 9 am–5 pm (by phone)", None),
        ("Mon 25:00-26:00", None),
        ("Mon Fri 9 am-5 pm", None),
        ("by appointment", None),
        ("Monday", None),
        ("Mon 9 am-5 pm" + " " * 5 + "x" * 1_000_000, None),
    ],
)
def test_hours_are_read_if_they_are_certain(line: str, data: str | None) -> None:
    found = hours.read(line, ("en", "es", "fr", "de", "vi"))
    assert (found and f"{','.join(found[0])} {','.join(map('-'.join, found[1]))}") == data


@pytest.mark.parametrize(
    ("language", "country", "said"),
    [
        ("en", "US", ("Mon–Fri 9 am–6 pm", "Sat, Sun 9:30 am–12:00 pm, 1:00–5:00 pm", "Sun closed", "Sat 6 pm–12 am")),
        ("es", "US", ("Lun–vie 9 a.m.–6 p.m.", "Sáb, dom 9:30 a.m.–12:00 p.m., 1:00–5:00 p.m.", "Dom cerrado",
                      "Sáb 6 p.m.–12 a.m.")),
        ("en", "GB", ("Mon–Fri 09:00–18:00", "Sat, Sun 09:30–12:00, 13:00–17:00", "Sun closed", "Sat 18:00–00:00")),
        ("fr", "FR", ("Lun.–ven. 09:00–18:00", "Sam., dim. 09:30–12:00, 13:00–17:00", "Dim. fermé",
                      "Sam. 18:00–00:00")),
        ("de", "DE", ("Mo–Fr 09:00–18:00 Uhr", "Sa, So 09:30–12:00 Uhr, 13:00–17:00 Uhr", "So geschlossen",
                      "Sa 18:00–00:00")),
        ("ht", "US", ("Lendi–vandredi 9 am–6 pm", "Samdi, dimanch 9:30 am–12:00 pm, 1:00–5:00 pm", "Dimanch fèmen",
                      "Samdi 6 pm–12 am")),
        ("zh", "US", ("周一–周五 09:00–18:00", "周六, 周日 09:30–12:00, 13:00–17:00", "周日 休息", "周六 18:00–00:00")),
    ],
)  # fmt: skip
def test_hours_are_said_as_a_language_has_them(language: str, country: str, said: tuple[str, ...]) -> None:
    of = (
        (("Mo-Fr",), (("09:00", "18:00"),)),
        (("Sa", "Su"), (("09:30", "12:00"), ("13:00", "17:00"))),
        (("Su",), ()),
        (("Sa",), (("18:00", "24:00"),)),
    )
    assert tuple(hours.say(days, spans, language, country) for days, spans in of) == said


@pytest.mark.parametrize(
    ("country", "line", "lines", "parts"),
    [
        ("US", "4 Elm St, Suite 3, Anytown, IL 62704", ("4 Elm St, Suite 3", "Anytown, IL 62704"), "Anytown|IL|62704"),
        ("US", "4 Elm St\nAnytown, Illinois 62704-1234", ("4 Elm St", "Anytown, Illinois 62704-1234"),
         "Anytown|Illinois|62704-1234"),
        ("CA", "4 Elm St, Ottawa, ON K1A 0B1", ("4 Elm St", "Ottawa ON K1A 0B1"), "Ottawa|ON|K1A 0B1"),
        ("AU", "Unit 2, 4 Elm St, Sydney NSW 2000", ("Unit 2, 4 Elm St", "Sydney NSW 2000"), "Sydney|NSW|2000"),
        ("GB", "4 Elm St, Leeds LS1 4AP", ("4 Elm St", "Leeds", "LS1 4AP"), "Leeds||LS1 4AP"),
        ("IE", "4 Elm St, Dublin 2, D02 AF30", ("4 Elm St", "Dublin 2", "D02 AF30"), "Dublin 2||D02 AF30"),
        ("NZ", "4 Elm St, Nelson 7010", ("4 Elm St", "Nelson 7010"), "Nelson||7010"),
        ("DE", "Ulmenweg 4, 10115 Berlin", ("Ulmenweg 4", "10115 Berlin"), "Berlin||10115"),
        ("NL", "Iepstraat 4, 1234 AB Delft", ("Iepstraat 4", "1234 AB Delft"), "Delft||1234 AB"),
        ("US", "Anytown", (), ""),
        ("US", "Elm St, Anytown", (), ""),
        ("GB", "4 Elm St, Leeds", (), ""),
    ],
)  # fmt: skip
def test_an_address_is_told_apart_and_written_as_its_country_does(
    country: str, line: str, lines: tuple[str, ...], parts: str
) -> None:
    found = addresses.read(line.split("\n"), country)
    city, region, code = (found.get(name, "") for name in ("city", "region", "code"))
    assert (f"{city}|{region}|{code}" if found else "") == parts
    assert (addresses.lines((found["street"],), city, region, code, country) if found else ()) == lines


def test_days_are_looked_for_language_by_language() -> None:
    """Most names are among those of the first languages; a word that is none is looked for in all."""
    days._weekdays.cache_clear()
    assert days.is_weekday("at", "Mon") and days._weekdays.cache_info().currsize == 1
    assert days.is_weekday("miércoles") and days._weekdays.cache_info().currsize == 2
    assert not days.is_weekday("at", "en") and days.is_weekday("월요일")
