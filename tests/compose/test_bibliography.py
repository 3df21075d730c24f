"""References of CSL become entries: rich texts plain, names in every script, one full stop at each joint."""

from __future__ import annotations

import pytest

from pamphlets import localized as wording
from pamphlets.compose import bibliography
from pamphlets.project.settings import references
from pamphlets.project.settings.nodes import Faults


def entry(text: str, language: str = "en") -> bibliography.Source:
    """Return the entry of a reference that is written as a YAML mapping."""
    faults = Faults("references.yml")
    (found,) = references.read(f"references: [{{id: a, {text}}}]", faults).values()
    assert faults.all() == ()
    day = wording.partial(found.accessed, "en")
    return bibliography.source(1, found, f"read on {day}" if day else "", language)


@pytest.mark.parametrize(
    ("title", "html"),
    [
        ("On <i>C. sinensis</i> &amp; <span class='nocase'>TEA</span>", "On C. sinensis &amp; TEA."),
        ("CO<sub>2</sub>, <b>10<sup>6</sup></b>", "CO<sub>2</sub>, 10<sup>6</sup>."),
        ("<span style='font-variant:small-caps;'>Dna</span> <jats:italic>in</jats:italic> rest", "Dna in rest."),
        ("A **bold** *slow* _word_ of H~2~O and x^2^", "A bold slow word of H<sub>2</sub>O and x<sup>2</sup>."),
        ("[Rna]{.smallcaps} of 2*3*4 and snake_case_name", "Rna of 2*3*4 and snake_case_name."),
        ("If p<0.05 and a < b", "If p&lt;0.05 and a &lt; b."),
        ("Open <i>tag and <sup>2", "Open tag and 2."),
        ("Use `rest` ~~now~~ <i></i> ", "Use rest now."),
        ("A script <script>x</script>", "A script &lt;script&gt;x&lt;/script&gt;."),
        ("Who sleeps?", "Who sleeps?"),
        ("Sleep now!", "Sleep now!"),
        ("He said “rest.”", "He said “rest.”"),
        ("And so on…", "And so on…"),
        ("睡眠の本。", "睡眠の本。"),
    ],
)
def test_titles_are_printed_without_tags(title: str, html: str) -> None:
    """Neither italics nor small capitals are set; figures above and below the line are. One mark ends the title."""
    assert entry(f'title: "{title}"').html == html


def test_plain_text_has_no_tags_either() -> None:
    """Figures above the line are those of Unicode, so that no power becomes another number."""
    assert entry('title: "10<sup>6</sup> cells in H<sub>2</sub>O"').text == "10⁶ cells in H2O."


@pytest.mark.parametrize(
    ("authors", "who"),
    [
        ("[{family: Rivers, given: M. L., suffix: Jr.}]", "Rivers ML Jr."),
        ("[{family: Cruz, given: Ana-María de los Ángeles}]", "Cruz AMÁ."),
        ("[{family: Толстой, given: Лев Николаевич}]", "Толстой ЛН."),
        ("[{family: 木下, given: 花子}, {family: 김, given: 철수}]", "木下花子, 김철수."),
        ("[{family: الفاتح, given: محمد}]", "محمد الفاتح."),
        ("[{family: शर्मा, given: राम}]", "राम शर्मा."),
        ("[{family: Beethoven, given: Ludwig, dropping-particle: van}]", "van Beethoven L."),
        ("[{family: Aubigné, given: Éva, non-dropping-particle: d’}]", "d’Aubigné É."),
        ("[{family: Roe, given: A}, {literal: others}]", "Roe A, et al."),
        ("[{family: A, given: A}, {family: B, given: B}, {family: C, given: C}, {family: D, given: D}]", "A A, et al."),
        ("{literal: Rest Inc.}", "Rest Inc."),
        ("[{family: <b>Bo</b>, given: A}]", "Bo A."),
    ],
)
def test_names_are_written_as_their_script_is(authors: str, who: str) -> None:
    """Only scripts that have initials are shortened to them."""
    assert entry(f"title: T, author: {authors}").html == f"{who} T."


@pytest.mark.parametrize(
    ("given", "when"),
    [
        ("issued: {date-parts: [[2016, 1], [2017, 2]]}", "2016–2017."),
        ("issued: 2016/2017", "2016–2017."),
        ("issued: 2016-05/2016-07", "2016."),
        ("issued: {year: 2016, season: 1}", "2016."),
        ("issued: 2016-21", "2016."),
        ("issued: {raw: Spring 2016}", "2016."),
        ("issued: {literal: n.d.}", "n.d."),
        ("issued: 20160503", "2016."),
        ("accessed: 20 November 2026", "Read on November 20, 2026."),
        ("accessed: {date-parts: [['2026', '02']]}", "Read on February 2026."),
        ("accessed: {date-parts: [[2026, 13, 40]]}", "Read on 2026."),
        ("accessed: unknown", "Read on unknown."),
    ],
)
def test_dates_are_years_ranges_or_words(given: str, when: str) -> None:
    """A season, a range, a day that there is not: none of them stops a build."""
    assert entry(f"title: T, {given}").html == f"T. {when}"


def test_a_title_against_the_direction_of_the_page_keeps_its_marks() -> None:
    """Marks of Arabic around Latin words would stand the wrong way round."""
    made = entry("title: 'Rest \"well\"', author: {literal: NHS}, issued: 2019", "ar").html
    assert made == '<span dir="ltr">NHS. Rest “well”. 2019.</span>'
