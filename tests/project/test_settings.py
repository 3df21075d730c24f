"""Every setting is read as its type; every fault is a problem with its line, a plain message and a way out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import ROOT

from pamphlets import check
from pamphlets.errors import PamphletError
from pamphlets.project.package import shipped_formats, shipped_platforms
from pamphlets.project.project import Project
from pamphlets.project.settings import formats, practice, references
from pamphlets.project.settings.formats import Panel, Place
from pamphlets.project.settings.nodes import Faults
from pamphlets.project.settings.practice import Account
from pamphlets.project.settings.references import Reference
from pamphlets.project.settings.sources import read as front_matter
from pamphlets.project.settings.words import Words

Write = Callable[..., Path]
PRACTICE = (ROOT / "content/practice.yml").read_bytes()
CHANNELS = ("leaflets", "posts", "web", "slides", "email")
FORMATS, PLATFORMS = shipped_formats(), shipped_platforms()


CONTROLS = {r"\x07": "07", r"\0": "00", r"\e[31m": "1B", r"\r": "0D", r"\x80": "80", r"\N": "85", r"\uFFFE": "FFFE"}


def read_practice(text: str) -> tuple[practice.Practice | None, list[str]]:
    """Return the practice of a text, and its problems as they are printed."""
    faults = Faults("practice.yml")
    found = practice.read(dedent(text), faults, FORMATS, PLATFORMS, CHANNELS, lambda path: f"there is no file '{path}'")
    return found, [str(problem) for problem in faults.all()]


def test_practice_is_read() -> None:
    """Each key arrives as its type; numbers written like phone numbers and codes stay as they are written."""
    found, problems = read_practice("""
        name: Rest House
        tagline: {en: Good night, es: Buenas noches}
        phone: +1 207-555-0142
        email: hello@example.org
        licenses: [0012]
        hours: {en: [Mon 9–5, Sat 9–1], es: [lun. 9–17, sáb. 9–13]}
        languages: [en, es]
        emergency: {urgent: {en: Call us., es: Llámenos.}}
        platforms: {x: "@rest", facebook: {handle: rest, text: Rest}}
        glossary: {en: [ferritin]}
        press: {colors: {night: [90, 70, 10, 30.5]}}
        thresholds: {grade: 6}
    """)
    assert problems == []
    assert found
    assert (found.tagline.of("es"), found.phone) == ("Buenas noches", "+1 207-555-0142")
    assert found.licenses == ("0012",)
    assert found.hours[1].said == Words((("en", "Sat 9–1"), ("es", "sáb. 9–13")))
    assert found.emergency.urgent.of("es") == "Llámenos."
    assert found.platforms == (("x", Account(handle="@rest")), ("facebook", Account(handle="rest", text="Rest")))
    assert found.glossary == (("en", ("ferritin",)),)
    assert found.press.colors == (("night", (90.0, 70.0, 10.0, 30.5)),)
    assert found.thresholds == (("grade", 6.0),)


def test_hours_are_said_in_every_language() -> None:
    """Data in each; a line that can be read stays as it is in the first and is said in others; words stay words."""
    found, problems = read_practice("""
        name: Rest House
        languages: [en, es]
        hours:
        - {days: Mo-Tu, from: "09:00", to: "18:00"}
        - Wed 9 am - 1 pm
        - {en: Fri 9-1, es: los viernes 9-13}
        - by appointment
        sites: [{id: east, name: East, hours: {mon: 9 am-noon}}, {id: west, name: West}]
    """)
    assert found and problems == [
        'practice.yml:8: warning: \'hours[4]\' is the same text in every language\n  hint: write - {en: "…", es: "…"}'
    ]
    east, west = found.sites
    assert [line.of("en") for line in west.hours] == [
        "Mon–Tue 9 am–6 pm",
        "Wed 9 am - 1 pm",
        "Fri 9-1",
        "by appointment",
    ]
    assert [line.of("es") for line in west.hours] == [
        "Lun–mar 9 a.m.–6 p.m.", "Mié 9 a.m.–1 p.m.", "los viernes 9-13", "by appointment",
    ]  # fmt: skip
    assert [line.spans for line in west.hours] == [
        ("Mo-Tu 09:00-18:00",), ("We 09:00-13:00",), ("Fr 09:00-13:00",), (),
    ]  # fmt: skip
    assert [(line.of("en"), line.of("es")) for line in east.hours] == [("mon 9 am–noon", "Lun 9 a.m.–12 p.m.")]


def test_site_takes_from_the_practice_what_it_does_not_say() -> None:
    """A site is complete; without sites the practice is its own."""
    text = "name: Rest House\nphone: 1 23\nemail: a@b.org\naddress: [12 Lane]\n"
    found, _ = read_practice(text + "sites: [{id: east, name: East, phone: 4 56}]\n")
    alone, _ = read_practice(text)
    assert found and alone
    assert [(s.id, s.phone, s.email, *s.address) for s in found.sites] == [("east", "4 56", "a@b.org", "12 Lane")]
    assert [(site.id, site.name, site.phone) for site in alone.sites] == [("main", "Rest House", "1 23")]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "name: 'Rest",
            "1: error: a quote is never closed\n  hint: end the text with the quote that it begins with, "
            "or put a text with an apostrophe between double quotes",
        ),
        (
            "name: Rest\nhashtags: [#a",
            "2: error: a '[' is never closed, or a comma is missing after it\n"
            "  hint: a '#' begins a comment: leave it out",
        ),
        (
            "hashtags: [a, b\nname: Rest",
            "1: error: a '[' is never closed, or a comma is missing after it\n  hint: end it with ']'",
        ),
        (
            "name: a\npress: {colors: {ink: [0, 0, 0, 100]}\n",
            "2: error: a '{' is never closed, or a comma is missing after it\n  hint: end it with '}'",
        ),
        (
            "name: [Rest] House",
            "1: error: text stands after a closing bracket\n"
            "  hint: put quotes around a text that begins with a bracket",
        ),
        (
            "name: a\nemergency:\n urgent: b.\n  now: c.",
            "4: error: the lines are not indented alike\n"
            "  hint: 'urgent' in the line above and 'now' must begin in the same column",
        ),
        (
            "name: a\nemergency:\n  now: b.\n urgent: c.",
            "4: error: the lines are not indented alike\n"
            "  hint: 'now' in the line above and 'urgent' must begin in the same column",
        ),
        (
            "  name: a\nweb: b",
            "2: error: the lines are not indented alike\n"
            "  hint: 'name' in the line above and 'web' must begin in the same column",
        ),
        (
            "name: 'It's Rest'",
            "1: error: text stands after a closing quote\n  hint: put a text with an apostrophe between double quotes",
        ),
        (
            "name: Rest: House",
            "1: error: there is a ':' too many\n  hint: put quotes around a text that contains ': '",
        ),
        (
            "name: Rest\n\tweb: x",
            "2: error: a line is indented with a tab\n  hint: indent with spaces",
        ),
        (
            "name: @rest",
            "1: error: a value cannot begin with '@'\n  hint: put quotes around it",
        ),
        (
            "name: a\n- b",
            "2: error: the lines are not indented alike\n"
            "  hint: items of a list, and keys of one thing, begin in the same column",
        ),
        ("name: é\nweb: \x07", "2: error: a control character (U+0007)\n  hint: delete it"),
        ("name: a\n---\nname: b", "2: error: a second document begins here\n  hint: delete the line '---'"),
        (
            "name: &a Rest\ntagline: *a",
            "1: error: anchors and aliases ('&name', '*name') are not read\n"
            "  hint: write the value out again; put quotes around a text that begins with '*' or '&'",
        ),
        ("name: " + "[" * 40 + "]" * 40, "1: error: values are nested more than 32 deep\n  hint: take brackets away"),
        ("name: a\n? [b]\n: c", "2: error: a key must be a text, not a list\n  hint: write a word before the ':'"),
        (
            "- a\n- b",
            "1: error: the file must be 'key: value' lines, not a list\n"
            "  hint: write 'name: …', without '- ' before it",
        ),
    ],
)
def test_broken_yaml(text: str, problem: str) -> None:
    """YAML that cannot be read is a problem at its line, in plain words."""
    assert read_practice(text)[1] == [f"practice.yml:{problem}"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "1: error: 'name' is missing\n  hint: add a line 'name: …'"),
        ("name:", "1: error: 'name' is empty\n  hint: it must be filled in"),
        ("name: [a, b]", "1: error: 'name' must be a text, not a list\n  hint: write one text"),
        ("name: a\nfone: 1", "2: error: unknown key 'fone'\n  hint: did you mean 'phone'?"),
        (
            "name: a\nweb: at b",
            "2: error: 'web' must be a web address such as https://www.example.org, not 'at b'\n"
            "  hint: write it without spaces, like https://www.example.org",
        ),
        (
            "name: a\nmedia: http://b",
            "2: error: 'media' must be a web address that begins with https://, not 'http://b'\n"
            "  hint: write https://b, if it opens there",
        ),
        ("name: a\nname: b", "2: error: 'name' is given twice\n  hint: the first is on line 1: delete one of them"),
        (
            "name: a\nemail: b@c",
            "2: error: 'email' must be an e-mail address, not 'b@c'\n  hint: write one address, like hello@example.org",
        ),
        (
            "name: a\ncountry: Atlantis",
            "2: error: 'country' must be a country code of two capitals such as US, not 'Atlantis'\n"
            "  hint: write its two letters, such as US, CA, GB, AU or IE, or its name in English",
        ),
        (
            "name: a\npaper: A5",
            "2: error: 'paper' must be Letter or A4, not 'A5'\n"
            "  hint: Letter in the United States and Canada, A4 elsewhere",
        ),
        (
            "name: Rest # and sleep",
            "1: warning: 'name' ends before the '#', which begins a comment\n"
            "  hint: put quotes around the whole text, or the comment on a line of its own",
        ),
        (
            "name: a\nphone: #12",
            "2: warning: 'phone' is empty\n  hint: '#' begins a comment: put quotes around it, \"#12\"",
        ),
        (
            "name: #1 Massage",
            "1: error: 'name' is empty\n  hint: '#' begins a comment: put quotes around it, \"#1\"",
        ),
        (
            "name: a\nhashtags:\n- #Rest",
            "3: error: 'hashtags[1]' must be a word without '#' and spaces, not nothing\n"
            "  hint: '#' begins a comment: put quotes around it, \"#Rest\"",
        ),
        ("name: a\nchannels: [web, emails]", "2: error: there is no channel 'emails'\n  hint: did you mean 'email'?"),
        ("name: a\nformats: [shet]", "2: error: there is no format 'shet'\n  hint: did you mean 'sheet'?"),
        (
            "name: a\nplatforms:\n  facebok: a",
            "3: error: there is no platform 'facebok'\n  hint: did you mean 'facebook'?",
        ),
        (
            "name: a\nlanguages: [en, Spanich]",
            "2: error: 'languages[2]' must be a language code such as en, es or pt-BR, not 'Spanich'\n"
            "  hint: for Spanish write es",
        ),
        ("name: a\nlanguages: [en, en]", "2: error: language 'en' is listed twice\n  hint: keep one"),
        (
            "name: a\nlanguages: [en, es]\ntagline: {en: b}",
            "3: error: 'tagline' says nothing in 'es'\n  hint: add 'es: …', or take 'es' out of 'languages'",
        ),
        (
            "name: a\nlanguages: [en, es]\nemergency:\n  now: Call 911.",
            '4: error: \'emergency.now\' is the same text in every language\n  hint: write now: {en: "…", es: "…"}',
        ),
        (
            "name: a\nlanguages: [en, es]\ntagline: b",
            '3: warning: \'tagline\' is the same text in every language\n  hint: write tagline: {en: "…", es: "…"}',
        ),
        (
            "name: a\nlanguages: [en, es]\nhours: ['9–17', Mon 9–5]",
            '3: warning: \'hours[2]\' is the same text in every language\n  hint: write - {en: "…", es: "…"}',
        ),
        (
            "name: a\nlanguages: [en, es]\nhours: {en: [b, c], es: [d]}",
            "3: error: 'hours' has not as many lines in each language: 2 in 'en', 1 in 'es'\n"
            "  hint: write one for each",
        ),
        ("name: a\nsites:\n- id: b\n", "3: error: 'sites[1].name' is missing\n  hint: add a line 'name: …'"),
        (
            "name: a\nsites:\n- name: Roundhay Road",
            "3: error: 'sites[1].id' is missing\n  hint: add a line 'id: roundhay-road'",
        ),
        (
            "name: a\nsites:\n- id: 東\n  name: b",
            "3: error: 'sites[1].id' must be small letters, digits and single hyphens, not '東'\n"
            "  hint: only small letters from a to z, digits, and hyphens between them",
        ),
        (
            "name: a\nsites:\n- {id: b, name: c}\n- {id: b, name: d}",
            "4: error: two sites have the id 'b'\n  hint: the first is on line 3",
        ),
        (
            "name: a\nsites: [{id: web, name: b}]",
            "2: error: site 'web' has the name of a channel\n  hint: choose another",
        ),
        (
            "name: a\npress: {colors: {ink: [0, 0, 0, 200]}}",
            "2: error: 'press.colors.ink[4]' must be a percentage from 0 to 100, not '200'\n"
            "  hint: write a number from 0 to 100",
        ),
        (
            "name: a\npress: {colors: {ink: [0, 0]}}",
            "2: error: 'press.colors.ink' must be 4 values, not a list\n  hint: 2 are given",
        ),
        (
            "name: a\npress:\n  profile: b.icc",
            "3: error: there is no file 'content/b.icc'\n  hint: the path begins at the folder 'content'",
        ),
        (
            "name: a\nthresholds: {grade: nan}",
            "2: error: 'thresholds.grade' must be a number, not 'nan'\n  hint: digits alone, such as 7 or 7.5",
        ),
        (
            "name: a\nhashtags: ['#b c']",
            "2: error: 'hashtags[1]' must be a word without '#' and spaces, not '#b c'\n  hint: write BC, or [b, c]",
        ),
    ],
)
def test_wrong_setting(text: str, problem: str) -> None:
    """A setting that is wrong, unknown or missing is a problem at its line."""
    assert read_practice(text)[1] == [f"practice.yml:{problem}"]


def test_comments_are_left_alone() -> None:
    """A comment is only spoken of where it may be a part of a text."""
    text = "# a\nname: Rest\npaper: A4 # b\nhours: # c\n- '9 # d' # e\nphone: # none yet\nformats: [sheet] # f\n"
    assert read_practice(text)[1] == []


@pytest.mark.parametrize(
    ("date", "hint"),
    [
        ("2026-02-30", "February 2026 has 28 days"),
        ("31.4.2026", "April 2026 has 30 days"),
        ("3/4/2026", "write 2026-03-04 for March 4, or 2026-04-03 for April 3"),
        ("November 2028", "write 2028-11-30 for the end of November 2028, or another day"),
        ("2/2028", "write 2028-02-29 for the end of February 2028, or another day"),
        ("2027-02", "write 2027-02-28 for the end of February 2027, or another day"),
        ("febrero de 2027", "write 2027-02-28 for the end of February 2027, or another day"),
        ("2026-13-01", "write year-month-day, such as 2026-11-20"),
        ("soon", "write year-month-day, such as 2026-11-20"),
    ],
)
def test_a_date_that_is_none_is_told_how_to_be_one(date: str, hint: str) -> None:
    """The hint has the date as it must be written, where that is sure."""
    _, problems, _ = front_matter(f"title: a\nsummary: b\nreviewed: {date}", "content/a.md", 2)
    assert [(problem.message, problem.hint) for problem in problems] == [
        (f"'reviewed' must be a date such as 2026-11-20, not '{date}'", hint)
    ]


def test_all_faults_are_found_at_once() -> None:
    """One fault does not hide another."""
    found, problems = read_practice("name: a\npaper: A5\nfone: 1\nsites:\n- {id: x, name: b}\n- {id: c}\n")
    assert [problem.split(":")[1] for problem in problems] == ["2", "3", "5", "6"]
    assert found


@settings(max_examples=100)
@given(st.lists(st.tuples(st.integers(0, len(PRACTICE) - 1), st.binary(max_size=3)), min_size=1, max_size=4))
def test_damaged_settings_cause_problems_only(
    tmp_path_factory: pytest.TempPathFactory, damage: list[tuple[int, bytes]]
) -> None:
    """Whatever happens to the bytes of a settings file, nothing but PamphletError is raised."""
    content = bytearray(PRACTICE)
    for place, instead in damage:
        content[place : place + 1] = instead
    root = tmp_path_factory.getbasetemp() / "damaged"
    (root / "content").mkdir(parents=True, exist_ok=True)
    (root / "content/practice.yml").write_bytes(content)
    try:
        Project.load(root)
    except PamphletError as error:
        assert all(problem.message and problem.location.path for problem in error.problems)


# --- front matter -------------------------------------------------------------------------------------------------


def test_front_matter_is_read() -> None:
    """Every key arrives, with its line in the file."""
    found, problems, lines = front_matter(
        dedent("""\
            title: Rest
            summary: >
              How to
              rest.
            tags: [sleep]
            reviewed: 2026-11-20
            review-by: 2027-11-20
            publish: false
            allow:
            - {rule: grade, block: lead, why: quoted, by: AB, on: 2026-11-01}
        """),
        "content/rest.md",
        2,
    )
    assert problems == ()
    assert found
    assert (found.title, found.summary, found.publish) == ("Rest", "How to rest.", False)
    assert (found.reviewed, found.review_by) == ("2026-11-20", "2027-11-20")
    assert found.allow == ({"rule": "grade", "block": "lead", "why": "quoted", "by": "AB", "on": "2026-11-01"},)
    assert dict(lines)["review-by"] == 8


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("title: a\nsummary: b\nauthr: c", "4: error: unknown key 'authr'\n  hint: did you mean 'author'?"),
        (
            "title: a\nsummary: b\nreviewed: 2026-02-30",
            "4: error: 'reviewed' must be a date such as 2026-11-20, not '2026-02-30'\n"
            "  hint: February 2026 has 28 days",
        ),
        (
            "title: Neck pain # 1 problem\nsummary: b",
            "2: warning: 'title' ends before the '#', which begins a comment\n"
            "  hint: put quotes around the whole text, or the comment on a line of its own",
        ),
        (
            "title: a\nsummary: b\nreviewed: 2026-11-20\nreview-by: 2025-11-20",
            "5: error: 'review-by' (2025-11-20) is before 'reviewed' (2026-11-20)\n"
            "  hint: write the later day as 'review-by'",
        ),
        (
            "title: a\nsummary: b\npublish: maybe",
            "4: error: 'publish' must be true or false, not 'maybe'\n  hint: write yes or no",
        ),
        (
            "title: a\nsummary: b\nallow: [{rule: c, why: d, by: e}]",
            "4: error: 'allow[1].on' is missing\n  hint: add a line 'on: …'",
        ),
        (
            "title: a\nsummary: b\nallow: [{rule: c, reason: d, by: e, on: 2026-01-01, why: f}]",
            "4: error: unknown key 'reason' in 'allow[1]'\n  hint: known: block, by, on, rule, why",
        ),
    ],
)
def test_wrong_front_matter(text: str, problem: str) -> None:
    """A fault of the front matter has its line in the source."""
    _, problems, _ = front_matter(text, "content/a.md", 2)
    assert [str(problem) for problem in problems] == [f"content/a.md:{problem}"]


# --- references.yml -----------------------------------------------------------------------------------------------


def read_references(text: str) -> tuple[dict[str, Reference], list[str]]:
    """Return the references of a text, and its problems as they are printed."""
    faults = Faults("references.yml")
    found = references.read(dedent(text), faults)
    return found, [str(problem) for problem in faults.all()]


def test_references_are_read_as_pandoc_does() -> None:
    """Names and dates may be written in each way of CSL-YAML; keys that nothing prints are known."""
    found, problems = read_references("""
        references:
        - id: a-2025
          type: article-journal
          title: Legs
          author: [{family: de la Cruz, given: Ana-María}, {literal: Sleep Society}, "Roe, Ann"]
          container-title: Journal of Rest
          volume: 12
          page: 1-9
          issued: {date-parts: [[2025, 3]]}
          accessed: [{year: 2026, month: 11, day: 2}]
          DOI: https://doi.org/10.1000/182
          URL: https://example.org/a
        - {id: b, title: B, issued: {date-parts: [2019]}}
        - {id: c, title: C, issued: 2018-05-01, author: Sleep Society}
        - {id: d, title: D, issued: {literal: in press}}
    """)
    assert problems == []
    assert found["a-2025"] == Reference(
        id="a-2025", title="Legs", authors=("de la Cruz AM", "Sleep Society", "Roe, Ann"), container="Journal of Rest",
        year="2025", accessed="2026-11-02", url="https://example.org/a", doi="10.1000/182",
    )  # fmt: skip
    assert [found[key].year for key in "bcd"] == ["2019", "2018", "in press"]
    assert found["c"].authors == ("Sleep Society",)


EXPORTS = {
    "yml": """
        ---
        nocite: '[@*]'
        references:
        - {id: url:https://www.example.org/rest/, title: Rest, url: www.example.org/rest, tex.ids: r, issued: 2016-05}
        - {id: 7, title: null, container-title: Journal of Rest, editor: [{family: Roe, given: Ann}], issued: [2019]}
        - {DOI: "doi:10.1000/182", title: ["Sleep", "And more"], issued: {raw: Spring 2019, season: 1}, key: AB}
        ---
    """,
    "json": """
        [
        \t{"id": "http://zotero.org/users/1/items/AB", "citation-key": "roe2019", "title": "Rest \\ud83d\\ude00\\u0007",
        \t "author": [{"name": "Rest Society"}, {"family": "Roe", "given": "Ann", "parse-names": true}],
        \t "issued": {"date-parts": [["2019", null]], "circa": true}},
        \t{"id": "b", "title": "B", "URL": "https://www.example.org/b"},
        ]
    """,
    "bib": r"""
        % Encoding: UTF-8
        @string{rest = "Journal of Rest"}
        @article{roe:2019, author = {Roe, Ann and M{\"u}ller, J. and {Rest Society} and others},
          title = {The {RLS} \textit{study} \& tea},
          journal = rest, year = 2019, month = mar, doi = {10.1000/182}, url = {https://www.example.org/a\_b%20c}}
        @misc{b, title = {B}, title = {B}, author = {Roe, Ann},
          howpublished = {\url{https://www.example.org}}, year = {in press}}
        @book{open, title = {Open
        @online{who, author = {{Rest Society}}, title = "Sleep", date = {2019-05-01}, urldate = {2020-01-02}}
    """,
    "ris": """
        TY  - JOUR
        AU  - Roe, Ann, Jr.
        TI  - Rest
        T2  - Journal of Rest
        PY  - 2019/05/01/
        ER  -

        TY  - WEB
        ID  - page
        A1  - Rest Society
        T1  - Page
        UR  - https://www.example.org
        Y2  - 2020/01/02
    """,
}  # fmt: skip
READ = {
    "yml": [
        ("url:https://www.example.org/rest/", "Rest", (), "", "2016", "https://www.example.org/rest", "", 4),
        ("7", "Journal of Rest", ("Roe A",), "", "2019", "", "", 5),
        ("10.1000/182", "Sleep", (), "", "2019", "", "10.1000/182", 6),
    ],
    "json": [
        ("roe2019", "Rest 😀", ("Rest Society", "Roe A"), "", "2019", "", "", 2),
        ("b", "B", (), "", "", "https://www.example.org/b", "", 5),
    ],
    "bib": [
        ("roe:2019", "The RLS study & tea", ("Roe A", "Müller J", "Rest Society", "et al"), "Journal of Rest", "2019",
         "https://www.example.org/a_b%20c", "10.1000/182", 3),
        ("b", "B", ("Roe A",), "", "in press", "https://www.example.org", "", 6),
        ("who", "Sleep", ("Rest Society",), "", "2019", "", "", 9),
    ],
    "ris": [
        ("roe2019", "Rest", ("Roe A Jr.",), "Journal of Rest", "2019", "", "", 1),
        ("page", "Page", ("Rest Society",), "", "", "https://www.example.org", "", 8),
    ],
}  # fmt: skip


@pytest.mark.parametrize("ending", EXPORTS)
def test_exports_of_reference_managers(ending: str) -> None:
    """Lists of every program are read whole, each entry with its line; what is odd is said once."""
    faults = Faults(f"references.{ending}")
    found = references.read(dedent(EXPORTS[ending]).lstrip(), faults)
    assert [
        (one.id, one.title, one.authors, one.container, one.year, one.url, one.doi, faults.line((one.id,)))
        for one in found.values()
    ] == READ[ending]
    odd = {"yml": "'7' has no title", "bib": "1 of 4 entries cannot be read"}
    assert [(one.message, one.severity) for one in faults.all()] == [
        (odd[one], "warning") for one in odd if one == ending
    ]


PUBMED = """
    PMID- 12345678
    OWN - NLM
    DP  - 2019 May 3
    TI  - Restless legs: a review
          of treatment.
    LID - 10.1000/182 [doi]
    FAU - Müller, Jörg
    AU  - Müller J
    JT  - Journal of rest
"""


@pytest.mark.parametrize(
    ("ending", "text", "shown"),
    [
        ("ris", PUBMED, ("12345678", "Restless legs: a review of treatment.", ("Müller J",), "2019", "10.1000/182")),
        ("ris", "Provider: X\n\nTY - JOUR\nAU - Lee, B\nTI - Rest, which\ngoes on\nPY - 2019\nER -",
         ("lee2019", "Rest, which goes on", ("Lee B",), "2019", "")),
        ("bib", r"@book{a, author={{\O}d, A and \v{C}apek, K. and {Rest and Sleep}},"
         r" title={$\alpha$ and H$_2$O for $5}}",
         ("a", "α and H₂O for $5", ("Ød A", "Čapek K", "Rest and Sleep"), "", "")),
        ("bib", '@string{j = "Rest"}\n@book{a, title = "The " # j # {, again}, year = 2019}',
         ("a", "The Rest, again", (), "2019", "")),
    ],
)  # fmt: skip
def test_files_as_they_are_downloaded(ending: str, text: str, shown: tuple[object, ...]) -> None:
    """PubMed's own format, RIS of one space, LaTeX in names and titles: every word and sign is kept."""
    faults = Faults(f"references.{ending}")
    (one,) = references.read(dedent(text).lstrip(), faults).values()
    assert (
        one.id,
        one.title.replace("<sub>2</sub>", "₂"),
        one.authors,
        one.year,
        one.doi,
    ) == shown and not faults.all()


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("json", '[{"id": "a", "title": "A"}', "1: error: this is not JSON: the list is never closed"),
        ("json", "[" * 100_000, "1: error: this is not JSON: it is nested too deep"),
        ("json", f'[{{"id": "a", "issued": {"[" * 900}{"]" * 900}}}]', "1: warning: 'number 1' has lists without end"),
        ("bib", "Rest", "1: error: this is not BibTeX: it does not begin with @article{…} or the like"),
        ("ris", "Rest", "1: error: this is not RIS: it does not begin with TY  - JOUR or the like"),
    ],
)
def test_files_that_hold_no_references(name: str, text: str, problem: str) -> None:
    """Each is one problem, whatever it is."""
    faults = Faults(f"references.{name}")
    assert references.read(text, faults) == {}
    assert [str(one).split("\n")[0] for one in faults.all()] == [f"references.{name}:{problem}"]


MEND = "mend them where they are from; until then each is printed with what is known of it"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "references:\n- {id: a, title: b}\n- {id: a, title: c}",
            f"3: warning: 'a' has the id of another, which is used\n  hint: {MEND}",
        ),
        (
            "- {id: a, DOI: c}\n- {id: b}\n- {id: c, title: C, issued: '10:15:00', URL: no}\n- d\n- {id: e, title: E}",
            "1: warning: 3 references have no title ('a', 'b', 'number 4'); 'a' has a DOI that is none; "
            "'c' has a date that cannot be read; 'c' has an address that is none; 'number 4' has no id\n  "
            f"hint: {MEND}",
        ),
        (
            "- {id: a, title: b, accessed: 2026-22-11}\n- {id: c, title: d, accessed: in May}",
            f"1: warning: 'a' has a day of access that there is not\n  hint: {MEND}",
        ),
        (
            "tilte: Rest\nbook: {x: y}",
            "1: error: unknown key 'tilte'\n  hint: known: references",
        ),
        ("- ", "1: warning: 'number 1' has no id; 'number 1' has no title\n  hint: " + MEND),
    ],
)
def test_wrong_reference(text: str, problem: str) -> None:
    """A fault of a reference is a problem at its line."""
    assert read_references(text)[1] == [f"references.yml:{problem}"]


# --- formats.yml and platforms.yml --------------------------------------------------------------------------------

HALF = """
half:
  name: {en: Half}
  type: {smallest: 12}
  papers:
    A4:
      sheet: [297mm, 21cm]
      panels: {front: 148.5mm, back: 148.5mm}
      sides:
      - [back, front]
"""


def read_formats(text: str) -> tuple[dict[str, formats.Format], list[str]]:
    """Return the formats of a text, and its problems as they are printed."""
    faults = Faults("formats.yml")
    found = formats.read_formats(text.strip(), faults)
    return found, [str(problem) for problem in faults.all()]


def test_format_is_laid_out() -> None:
    """Panels are as high as the sheet and stand beside each other from the left."""
    found, problems = read_formats(HALF)
    assert problems == []
    half = found["half"].paper("A4")
    assert found["half"].template == "leaflets/half.html"
    assert (half.width, half.height) == (297, 210)
    assert half.panels == (Panel("front", 148.5, 210), Panel("back", 148.5, 210))
    assert half.sides == ((Place("back", 0), Place("front", 148.5)),)
    sheet = read_formats("sheet: {name: Sheet, papers: {Letter: {sheet: [8.5in, 11in]}}}")[0]["sheet"].paper("Letter")
    assert (sheet.panels, sheet.sides) == ((Panel("page", 215.9, 279.4),), ())


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "front: 148.5mm",
            "front: 150mm",
            "9: error: panel 'front' reaches 1.5 mm over the edge of the sheet\n  hint: the sheet is 297 by 210 mm",
        ),
        ("[back, front]", "[back, frnt]", None),
        (
            "[back, front]",
            "[back]",
            "7: error: panel 'front' stands on 0 places of the sheet, not on one\n  hint: name it in 'sides' once",
        ),
        (
            "front: 148.5mm",
            "front: 40mm",
            "7: error: panel 'front' is 40 by 210 mm; 45 are the least either way\n"
            "  hint: make it wider, or have fewer panels",
        ),
        (
            "- [back, front]",
            "- [back, front]\n      - [back]",
            "7: error: panel 'back' stands on 2 places of the sheet, not on one\n  hint: name it in 'sides' once",
        ),
        (
            "[back, front]",
            "[back, {panel: front, x: 100mm}]",
            "9: error: panels 'back' and 'front' stand on one another\n  hint: give their places with x and y",
        ),
        (
            "smallest: 12",
            "smallest: 9",
            "3: error: 'half.type.smallest' must be a type size of 12 pt or more, not '9'\n"
            "  hint: write a number from 12 to 200",
        ),
        (
            "{smallest: 12}",
            "{smallest: 14, largest: 12}",
            "3: error: 'half.type.largest' is smaller than the smallest, 14\n  hint: write 14 or more",
        ),
        (
            "21cm",
            "21",
            "6: error: 'half.papers.A4.sheet[2]' must be a length such as 97mm or 8.5in, not '21'\n"
            "  hint: write 21mm, or 21in",
        ),
        ("A4:", "A5:", "5: error: a key of 'half.papers' must be Letter or A4, not 'A5'\n  hint: known: A4, Letter"),
    ],
)
def test_wrong_format(old: str, new: str, problem: str | None) -> None:
    """A sheet that cannot be made so is a problem at its line."""
    problems = read_formats(HALF.replace(old, new))[1]
    if problem:
        assert problems == [f"formats.yml:{problem}"]
    else:
        assert problems == [
            "formats.yml:7: error: panel 'front' stands on 0 places of the sheet, not on one\n"
            "  hint: name it in 'sides' once",
            "formats.yml:9: error: there is no panel 'frnt'\n  hint: did you mean 'front'?",
        ]


def test_own_rows_replace_shipped_ones(write: Write) -> None:
    """A project's rows stand beside the shipped ones, or in their place."""
    root = write({
        "content/formats.yml": HALF.replace("  papers:", "  template: leaflets/half-fold.html\n  papers:", 1)
        + "sheet: {name: Own, papers: {A4: {sheet: [1cm, 2cm]}}}\n",
        "content/platforms.yml": "rest: {name: Rest, limit: 100, unit: graphemes, images: {1080x1350: 1000000}}\n",
    })  # fmt: skip
    project = Project.load(root)
    assert {"half", "sheet", "tri-fold"} <= set(project.formats)
    assert project.formats["sheet"].name.of("es") == "Own"
    assert project.platforms["rest"].images == (("1080x1350", 1000000),)
    assert "facebook" in project.platforms


@pytest.mark.parametrize("escape", CONTROLS)
def test_control_characters_by_escapes(escape: str, write: Write) -> None:
    """They are one fault at the line of the escape, in every settings file, in keys, in lists and in front matter."""
    code = CONTROLS[escape].rjust(4, "0")
    head = f'---\ntitle: "Sit\n  down{escape}"\nsummary: How to rest.\n---\n\nRest.\n'
    root = write({
        "content/practice.yml": f'name: Rest\nweb: ""\nlicenses:\n- "one"\n- "two{escape}"\n',
        "content/_brand.yml": f'meta:\n  name: "Rest{escape}"\n',
        "content/references.yml": f'references:\n- id: a\n  title: "Rest{escape}"\n',
        "content/platforms.yml": f'"own{escape}": {{name: Own}}\n',
        "content/rest.md": head,
    })  # fmt: skip
    found = [problem for problem in check(root) if f"(U+{code})" in problem.message]
    assert [(problem.location.path, problem.location.line) for problem in found] == [
        ("content/_brand.yml", 2),
        ("content/platforms.yml", 1),
        ("content/practice.yml", 5),
        ("content/references.yml", 3),
        ("content/rest.md", 3),
    ]
    assert {problem.severity for problem in found} == {"error"}


@pytest.mark.parametrize("key", ["tagline", "hours"])
def test_a_text_in_no_language_lacks_each(key: str) -> None:
    """A mapping of languages may be empty: that is no text for all."""
    assert read_practice(f"name: a\nlanguages: [en]\n{key}: {{}}")[1] == [
        f"practice.yml:3: error: '{key}' says nothing in 'en'\n  hint: add 'en: …', or take 'en' out of 'languages'"
    ]
    assert read_practice(f"name: a\nlanguages: [en]\n{key}:")[1] == []
