"""A setting that is written in another way is read where it can mean one thing only; else the hint leads out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pamphlets.project import FrontMatter, Words, front_matter
from pamphlets.project.package import shipped_formats, shipped_platforms
from pamphlets.project.project import Project
from pamphlets.project.settings import formats, practice
from pamphlets.project.settings.nodes import Faults

Write = Callable[..., Path]
FORMATS, PLATFORMS = shipped_formats(), shipped_platforms()


def read_practice(text: str) -> tuple[practice.Practice | None, list[tuple[str, str, str]]]:
    """Return the practice of a text, and the severity, message and hint of each problem."""
    faults = Faults("content/practice.yml")
    found = practice.read(f"name: a\n{text}\n", faults, FORMATS, PLATFORMS, ("web",), lambda path: "")
    return found, [(one.severity, one.message, one.hint) for one in faults.all()]


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("paper: letter", "paper", "Letter"),
        ("paper: US Letter", "paper", "Letter"),
        ('paper: 8.5" x 11"', "paper", "Letter"),
        ("paper: A4 paper", "paper", "A4"),
        ("paper: DIN-A4", "paper", "A4"),
        ("formats: Tri fold, trifold", "formats", ("tri-fold",)),
        ("formats: [Bifold, Large Print, Tríptico]", "formats", ("half-fold", "large-print", "tri-fold")),
        ("formats: all", "formats", ()),
        ("web: www.example.org/leaflets/", "web", "https://www.example.org/leaflets"),
        ("web: HTTPS://example.org", "web", "https://example.org"),
        ("booking: example.org/book?from=a", "booking", "https://example.org/book?from=a"),
        ("email: mailto:hello@example.org", "email", "hello@example.org"),
        ("email: <hello@example.org>", "email", "hello@example.org"),
        ("phone: 'Tel: (207) 555-0142'", "phone", "(207) 555-0142"),
        ("phone: tel:+12075550142", "phone", "+12075550142"),
        ("phone: n/a", "phone", ""),
        ('licenses: ["-", n/a]', "licenses", ()),
        ("licenses: [none]", "licenses", ()),
        ("licenses: '-'", "licenses", ()),
        ("licenses: MT 12, ME", "licenses", ("MT 12, ME",)),
        ("address: 12 Harbor Lane, Anytown, ME 04000", "address", ("12 Harbor Lane", "Anytown, ME 04000")),
        (
            "address: {street: 1 A, town: Anytown, state: ME, zip: 04000}",
            "address",
            ("1 A", "Anytown, ME 04000"),
        ),
        ("address:\n- street: [1 A, Suite 2]\n- city: B\ncountry: GB", "address", ("1 A", "Suite 2", "B")),
        ("address: |\n  12 Harbor Lane\n  Anytown, ME 04000", "address", ("12 Harbor Lane", "Anytown, ME 04000")),
        ("hashtags: '#Rest #Sleep'", "hashtags", ("Rest", "Sleep")),
        ("hashtags: Rest, Sleep; Calm", "hashtags", ("Rest", "Sleep", "Calm")),
        ("languages: English", "languages", ("en",)),
        ("languages: en_US and Español", "languages", ("en-US", "es")),
        ("languages: [Spanish (Mexico), spa]", "languages", ("es-MX", "es")),
        ("country: USA", "country", "US"),
        ("country: U.K.", "country", "GB"),
        ("country: Deutschland", "country", "DE"),
        ("booking: “https://www.example.org/book”", "booking", "https://www.example.org/book"),
        ("web: «www.example.org»", "web", "https://www.example.org"),
        ("email: „hello@example.org“", "email", "hello@example.org"),
        ("glossary: dopamine, thalamus", "glossary", (("", ("dopamine", "thalamus")),)),
        ("Press: {colors: {ink: [10%, '1,5', 0, 0]}}", "press.colors", (("ink", (10.0, 1.5, 0.0, 0.0)),)),
        ("hours:\n  Mon-Thu: 8 am-5 pm\n  Fri: 8 am-1 pm", "hours", ("Mon–Thu 8 am–5 pm", "Fri 8 am–1 pm")),
        ("hours:\n- Lun: 9-17\n- Mar-Vie: 9-13", "hours", ("Lun 9–17", "Mar–Vie 9–13")),
        ("hours: Mon 9–5", "hours", ("Mon 9–5",)),
        ("hours: {days: Mon-Fri, from: 8 am, to: 5 pm}", "hours", ("Mon–Fri 8 am–5 pm",)),
        (
            "hours:\n- {days: [Mon, Wed], opens: 8, closes: 12}\n- {day: Sat, from: [9, 1], to: [12, 5]}\n- Sun no",
            "hours",
            ("Mon, Wed 8 am–12 pm", "Sat 9–12, 1–5", "Sun no"),
        ),
        (
            "hours: [{days: Mon, from: 9}, {days: Sat, hours: 9-12}, {days: Sun, closed: true}]",
            "hours",
            ("Mon from 9", "Sat 9 am–12 pm", "Sun closed"),
        ),
        (
            "hours:\n  mon-thu: {open: 8, close: 17}\n  fri: [9-12, 14-17]"
            "\n  sun:\n  - {from: 9, to: 10}\n  - {from: 11, to: 12}",
            "hours",
            ("Mon–Thu 8 am–5 pm", "fri 9–12, 14–17", "Sun 9–10 am", "Sun 11 am–12 pm"),
        ),
        ("hours: |\n  Mon 9–5\n  Sat 9–1", "hours", ("Mon 9–5", "Sat 9–1")),
        ("languages: [pt]\nhours: {pt: [seg-sex 9h-18h]}", "hours", ("seg-sex 9h-18h",)),
        ("languages: [fr]\nhours: {lun-ven: 9h-12h30, sam: fermé}", "hours", ("lun–ven 9h–12h30", "sam fermé")),
        ("hours: {en: {mon: 9-5}}", "hours", ("mon 9–5",)),
    ],
)
def test_what_is_meant_is_read(text: str, key: str, value: object) -> None:
    """Capitals, spaces, marks of other systems, names for codes, one for a list: nothing is said of them."""
    found: Any
    found, problems = read_practice(text)
    for part in key.split("."):
        found = getattr(found, part)
    if key in ("hours", "address"):
        found = tuple(line if isinstance(line, str) else line.of("en") for line in found)
    assert (found, problems) == (value, [])


def test_platforms_go_by_other_names() -> None:
    """A platform is found by its name, by what it was called before, and as a key."""
    listed, _ = read_practice("platforms: [Facebook, Twitter, Insta, Google My Business]")
    keyed, problems = read_practice("platforms: {LinkedIn: rest, X (Twitter): '@rest'}")
    assert listed and keyed
    assert [name for name, _ in listed.platforms] == ["facebook", "x", "instagram", "google-business"]
    assert [(name, account.handle) for name, account in keyed.platforms] == [("linkedin", "rest"), ("x", "@rest")]
    assert problems == []


def test_texts_go_by_the_names_of_languages() -> None:
    """A key that must be a language's code may be its name."""
    found, problems = read_practice("languages: [en, es]\ntagline: {English: Calm, Español: Calma}")
    assert found and problems == []
    assert found.tagline == Words((("en", "Calm"), ("es", "Calma")))


def test_a_region_is_told_what_its_language_is_told() -> None:
    """Words in `es` are for readers in es-MX, too."""
    found, problems = read_practice("languages: [en, es-MX]\ntagline: {en: Calm, es: Calma}")
    assert found and (found.tagline.of("es-MX"), problems) == ("Calma", [])


def test_accounts_may_be_items_of_a_list() -> None:
    """A platform with its account and one without may stand in one list."""
    found, problems = read_practice('platforms:\n- Instagram: "@rest"\n- x')
    assert found and problems == []
    assert [(name, account.handle) for name, account in found.platforms] == [("instagram", "@rest"), ("x", "")]


def test_a_site_that_has_none_does_not_take_it_from_the_practice() -> None:
    """What a site has not is said of that site; a line that is left out is the practice's."""
    found, problems = read_practice("phone: 207-555-0142\nlicenses: [MT 1]\nsites: {id: b, name: B, licenses: none}")
    assert found and problems == []
    assert [(site.phone, site.licenses) for site in found.sites] == [("207-555-0142", ())]


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("paper: legal", "'paper' must be Letter or A4, not 'legal'",
         "Letter in the United States and Canada, A4 elsewhere"),
        ("formats: none", "there is no format 'none'",
         "known: appointment-card, bilingual, booklet, half-fold, large-print, poster, sheet, tri-fold, z-fold"),
        ("phone: [a, b]", "'phone' must be a telephone number, not a list",
         "write one number; others may be lines of 'address', such as 'Fax (207) 555-0199'"),
        ("phone: {main: a}", "'phone' must be a telephone number, not a mapping",
         "write one number; others may be lines of 'address', such as 'Fax (207) 555-0199'"),
        ("address: {strete: a}", "unknown key 'strete' in 'address'", "did you mean 'street'?"),
        ("hours: [{days: Mon, form: 9, to: 5}]", "unknown key 'form' in 'hours[1]'", "did you mean 'from'?"),
        ("emergency: Call 911.", "'emergency' must be 'key: value' lines, not 'Call 911.'",
         "write each below it, as in 'urgent: …'"),
        ("sites: {b: {name: B}}", "'sites' must be a list, not a mapping",
         "begin each with '- ', on a line of its own"),
        ("licenses: [State: MT 1]", "'licenses[1]' must be a text, not a mapping",
         "put quotes around a text that contains ': '"),
        ("web: '[us](https://www.example.org)'",
         "'web' must be a web address such as https://www.example.org, not '[us](https://www.example.org)'",
         "write the address alone: https://www.example.org"),
        ("languages: [en, English]\ntagline: Rest", "language 'en' is listed twice", "keep one"),
        ("logo: a.svg", "unknown key 'logo'", "it belongs in content/_brand.yml"),
        ("palette: {}", "unknown key 'palette'", "it belongs in content/_brand.yml, under 'color'"),
        ("title: a", "unknown key 'title'", "it belongs in the lines between '---' at the top of a source"),
        ("urgent: a", "unknown key 'urgent'", "it belongs under 'emergency'"),
        ("fax: a", "unknown key 'fax'",
         "nothing prints it alone: write it as a line of 'address', such as 'Fax (207) 555-0199'"),
        ("Instagram: a", "unknown key 'Instagram'", "write it under 'platforms', as its handle"),
        ("telephone: a", "unknown key 'telephone'", "write 'phone'"),
        ("zzz: a", "unknown key 'zzz'", "delete it: nothing reads it here"),
        ("licenses: []\nLicenses: []", "'licenses' is given twice", "the first is on line 2: delete one of them"),
    ],
)  # fmt: skip
def test_what_is_not_clear_has_a_way_out(text: str, message: str, hint: str) -> None:
    """The hint is right when it is followed to the letter."""
    assert read_practice(text)[1] == [("error", message, hint)]


@pytest.mark.parametrize("host", ["[::1", "[zz]", "a℀b.example", "a：b.example", "b@example.org", "a\\\\b", ":80"])
@pytest.mark.parametrize("key", ["web", "booking"])
def test_an_address_has_a_host_that_can_be_read(key: str, host: str) -> None:
    """What a browser, or the program, would read as something else is refused, in each key that is an address."""
    ((severity, message, hint),) = read_practice(f'{key}: "https://{host}/x"')[1]
    assert severity == "error" and message.startswith(f"'{key}' must be a web address") and "https://" in hint


def test_what_is_not_known_yet_is_a_warning() -> None:
    """A place that was kept free is not printed, and is told."""
    found, problems = read_practice("phone: TBD")
    assert found and found.phone == ""
    assert problems == [("warning", "'phone' says 'TBD': nothing is printed", "fill it in, or leave the line out")]


def read_source(text: str) -> tuple[FrontMatter | None, list[str]]:
    found, problems, _ = front_matter(f"title: a\nsummary: b\n{text}", "content/a.md", 2)
    return found, [problem.hint for problem in problems]


@pytest.mark.parametrize(
    "day",
    [
        "20/11/2026", "11/20/2026", "20.11.2026", "2026/11/20", "20261120", "2026-11-20T09:00:00Z", "11/20/26",
        "November 20th, 2026", "Fri, 20 Nov 2026", "20 de noviembre de 2026", "20. November 2026", "20 novanm 2026",
        "20 novembre 2026", "2026年11月20日", "20 tháng 11, 2026", "20 ноября 2026 г.", "٢٠/١١/٢٠٢٦",
    ],
)  # fmt: skip
def test_a_day_is_read_in_many_forms(day: str) -> None:
    """A date that can be one day only is that day."""
    found, problems = read_source(f"reviewed: {day}")
    assert found and (found.reviewed, problems) == ("2026-11-20", [])


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("publish: no", "publish", False),
        ("publish: On", "publish", True),
        ("reviewer: N/A", "reviewer", ""),
        ("reviewed: none", "reviewed", ""),
        ("Review_By: 2027-01-04", "review_by", "2027-01-04"),
        ("author: [Clinical lead, Front desk]", "author", "Clinical lead, Front desk"),
        ("author: {name: Ann Roe, role: LMT}", "author", "Ann Roe"),
        ("authors:\n- {name: {given: Ann, family: Roe}, orcid: 1}\n- Bo", "author", "Ann Roe, Bo"),
        ("keywords: a, b", "tags", ("a", "b")), ("tag: a", "tags", ("a",)), ("reviewers: [A, B]", "reviewer", "A, B"),
        ("date: 2024-05-01 10:00:00 +0200", "date", "2024-05-01"), ("date: last-modified", "date", ""),
        ("lang: English", "lang", "en"), ("slug: /sleep/well/", "slug", "well"),
        ("image: {path: images/a.png, alt: A}", "image", "images/a.png"), ("image: [a.png, b.png]", "image", "a.png"),
        ("reviewer:\n- Lead", "reviewer", "Lead"),
        ("tags: restless legs, sleep", "tags", ("restless legs", "sleep")),
        ("slug: Restless Legs & Café", "slug", "restless-legs-cafe"),
        ("allow: {rule: r, why: w, by: b, on: 3 May 2026}", "allow",
         ({"rule": "r", "block": "", "why": "w", "by": "b", "on": "2026-05-03"},)),
    ],
)  # fmt: skip
def test_front_matter_is_read_as_meant(text: str, key: str, value: object) -> None:
    """What holds for a practice holds for a source."""
    found, problems = read_source(text)
    assert (getattr(found, key), problems) == (value, [])


OTHERS = "leave it, for other programs, or delete it"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("phone: 1", "it belongs in content/practice.yml"),
        ("description: 1", OTHERS),
        ("type: post", OTHERS),
        ("permalink: /a/", "write 'slug': the last part of the page's address"),
        ("layout: page\nfax: 1\nreviewedby: A", "'reviewedby': write 'reviewer'"),
        ("headline: a", OTHERS),
        ("hashtags: none", "leave it out if there is none"),
    ],
)
def test_front_matter_leads_out(text: str, hint: str) -> None:
    """A key of another file, or of another program, is told where it belongs."""
    assert read_source(text)[1] == [hint]


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("layout: page", "warning"), ("draft: false", "warning"), ("format: html", "warning"), ("bio: a", "warning"),
        ("draft: true", "warning"), ("published: no", "warning"), ("math: true", "warning"), ("status: a", "warning"),
        ("reviewd: 2026-11-20", "error"), ("tagz: a", "error"), ("reveiwer: a", "error"), ("sumarry: a", "error"),
        ("tilte: a", "error"), ("fbimage: a.png", "warning"), ("publisher: a", "warning"), ("sections: a", "warning"),
    ],
)  # fmt: skip
def test_keys_of_other_programs_do_no_harm(text: str, severity: str) -> None:
    """They stop nothing, unless the text says something else without them."""
    _, problems, _ = front_matter(f"title: a\nsummary: b\n{text}", "content/a.md", 2)
    assert [(problem.rule, problem.severity) for problem in problems] == [("unknown-key", severity)]


@pytest.mark.parametrize("key", ["description", "excerpt", "Abstract", "summary:\nDescription"])
def test_a_description_is_the_summary_where_there_is_none(key: str) -> None:
    """What other programs call it is read, and nothing is said."""
    found, problems, _ = front_matter(f"title: a\n{key}: b", "content/a.md", 2)
    assert found and (found.summary, problems) == ("b", ())


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("now: Call 911", [("'emergency.now' has no full stop: it is printed as 'Call 911.'", "write Call 911.")]),
        ("now: {en: Call 911!}", []),
        ("now: {hi: 112 पर कॉल करें}",
         [("'emergency.now.hi' has no full stop: it is printed as '112 पर कॉल करें।'", "write 112 पर कॉल करें।")]),
    ],
)  # fmt: skip
def test_lines_on_emergencies_are_sentences(line: str, found: list[tuple[str, str]]) -> None:
    """A full stop that is added is told, since the settings do not show it."""
    language = "hi" if "hi:" in line else "en"
    settings, problems = read_practice(f"languages: [{language}]\nemergency:\n  {line}")
    assert settings and problems == [("warning", *one) for one in found]


def test_lengths_have_their_units_in_words() -> None:
    """Inches by name and a decimal comma are lengths; a bare number asks for its unit."""
    faults = Faults("content/formats.yml")
    text = "a: {name: A, papers: {Letter: {sheet: ['8,5 inches', 11 IN]}, a4: {sheet: [210, 297mm]}}}"
    found = formats.read_formats(text, faults)
    assert [problem.hint for problem in faults.all()] == ["write 210mm, or 210in"]
    assert found == {} or "Letter" in dict(found["a"].papers)


def test_sources_name_outputs_as_people_do(write: Write) -> None:
    """`formats`, `platforms` and `only` of a source take every name that a setting takes."""
    source = (
        "---\ntitle: a\nsummary: b\nformats: Trifold\nplatforms: [Twitter]\n---\n\n"
        '## One {#one only="Facebook"}\n\nA.\n\n::: {.post platforms="Twitter, Facebook"}\nB.\n:::\n'
    )
    from pamphlets import library

    root = write({"content/practice.yml": "name: a\nweb:\n", "content/a.md": source})
    found = library.read(Project.load(root)).pamphlets["a", "en"]
    (block,) = (item for item in found.items if hasattr(item, "posts"))
    assert (found.formats, found.platforms) == (("tri-fold",), ("x",))
    assert block.posts[0].platforms == ("x", "facebook")
    assert block.condition.only == (("output", "facebook"),)
