"""Languages in their own fonts: no letter from another, no word in two, and lines with room for what stacks."""

from __future__ import annotations

import ctypes
import re
from base64 import b64encode
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw
import pytest
from making import ROOT
from making.paper import BRAND, PLACE
from making.texts import TEXTS

from pamphlets.errors import PamphletError
from pamphlets.model import Folders
from pamphlets.paper import typeset
from pamphlets.paper.typeset.tongues import Fonts
from pamphlets.project import Brand, Project, Tongue
from tests.project.test_project import Write

OWN = "Atkinson-Hyperlegible-Next"
READER = "Pamphlets-Reader"
FONTS = {
    "ar": {OWN, "Vazirmatn"}, "he": {OWN, "Noto-Sans-Hebrew"}, "hi": {OWN, "Noto-Sans-Devanagari"},
    "bn": {OWN, "Noto-Sans-Bengali"}, "pa": {OWN, "Noto-Sans-Gurmukhi"}, "th": {OWN, "Noto-Sans-Thai"},
    "vi": {READER}, "ru": {READER},
}  # fmt: skip
HERE = Folders(ROOT, (ROOT / "templates",))


def spoken(write: Write, *languages: str) -> Brand:
    """Return the brand of a practice with these languages."""
    return Project.load(write({"content/practice.yml": f"name: a\nweb:\nlanguages: [{', '.join(languages)}]\n"})).brand


def page(language: str, body: str) -> str:
    return f'<html lang="{language}"><title>x</title><body><section class="block" id="b">{body}</section></body></html>'


def words(pdf: bytes) -> Iterator[tuple[str, set[str]]]:
    """Yield each word of the first page, and the fonts that its letters are in."""
    document = pypdfium2.PdfDocument(pdf)
    text = document[0].get_textpage()
    raw, name = pypdfium2.raw, ctypes.create_string_buffer(200)
    word, fonts = "", set[str]()
    for number in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text, number))
        if letter.isspace() or letter == "\0":
            if word:
                yield word, fonts
            word, fonts = "", set()
        elif letter.isalpha():
            raw.FPDFText_GetFontInfo(text, number, name, 200, None)
            word, fonts = word + letter, fonts | {name.value.decode().partition("+")[2].removesuffix("-Bold")}
    if word:
        yield word, fonts


def lines(language: str) -> str:
    title, summary, first, points, sentence, *_, warning = TEXTS[language]
    said = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", f"<p>{sentence}</p><p>{warning}</p>")
    return (
        f"<h1>{title}</h1><p>{summary}</p><h2>{first}</h2><ul>{''.join(f'<li>{one}</li>' for one in points)}</ul>{said}"
    )


@pytest.mark.parametrize("language", FONTS)
def test_every_letter_is_in_the_font_of_its_language_and_no_word_in_two(language: str, write: Write) -> None:
    brand = spoken(write, language)
    layout = typeset.Manuscript(page(language, lines(language)), HERE, PLACE, brand).layout()
    found = list(words(layout.pdf()))
    assert len(found) > 10 and set.union(*(fonts for _, fonts in found)) == FONTS[language]
    assert [(word, fonts) for word, fonts in found if len(fonts) > 1] == []


def test_words_of_other_languages_are_in_their_fonts_and_words_are_kept_whole(write: Write) -> None:
    """An English text knows Vietnamese names; a Vietnamese one lets English in the brand's font where it is marked."""
    brand = spoken(write, "en", "vi", "ar")
    english = '<p>Linh Nguyễn calls <i lang="vi">anh Tran</i> or <i lang="ar">سلام</i>. Sơn, <b>Hằng</b>, An.</p>'
    found = dict(words(typeset.Manuscript(page("en", english), HERE, PLACE, brand).layout().pdf()))
    assert {word: fonts for word, fonts in found.items() if fonts == {READER}}.keys() == {
        "Nguyễn", "anh", "Tran", "Sơn", "Hằng"
    }  # fmt: skip
    assert found["Linh"] == found["An"] == {OWN} and {"Vazirmatn"} in found.values()
    own = '<p>Chân <i lang="en">Restless Legs</i> <i lang="ar">سلام</i></p>'
    found = dict(words(typeset.Manuscript(page("vi", own), HERE, PLACE, brand).layout().pdf()))
    assert found["Chân"] == {READER} and found["Restless"] == {OWN} and {"Vazirmatn"} in found.values()


def test_what_was_set_before_changes_nothing_and_one_language_is_set_as_ever(write: Write) -> None:
    """Fonts of languages are there only for texts that need them."""
    plain, several = BRAND, spoken(write, "en", "vi", "ar")
    html = page("en", "<h1>Rest</h1><p>Sit down.</p>")
    before = typeset.Manuscript(html, HERE, PLACE, plain).layout().pdf()
    typeset.Manuscript(page("ar", "<p>سلام</p>"), HERE, PLACE, several).layout()
    assert typeset.Manuscript(html, HERE, PLACE, several).layout().pdf() == before
    with pytest.raises(PamphletError, match="no font of this leaflet has the characters"):
        typeset.Manuscript(page("en", "<p>سلام</p>"), HERE, PLACE, plain).layout().pdf()


def test_a_font_that_a_text_brings_is_for_that_text_alone() -> None:
    """A template's own @font-face: what the next text is set in does not depend on it."""
    font = b64encode((HERE.templates[0] / "assets/fonts/Vazirmatn-Regular.woff2").read_bytes()).decode()
    style = f'<style>@font-face {{ font-family: Own; src: url("data:font/woff2;base64,{font}") }}</style>'
    words = "<p style='font-family: Atkinson, Own'>سلام</p>"
    assert typeset.Manuscript(page("en", style + words), HERE, PLACE, BRAND).layout().pdf()
    with pytest.raises(PamphletError, match="no font of this leaflet has the characters"):
        typeset.Manuscript(page("en", words), HERE, PLACE, BRAND).layout().pdf()


@pytest.mark.parametrize(
    ("brand", "how", "letters", "first"),
    [
        ("Andika", "instead", "aăđễ", "Andika"),  # the brand's has the whole alphabet
        ("Atkinson", "instead", "aăđễ", "Reader"),
        ("Atkinson", "beside", "aăđễ", "Reader"),  # it has some letters of it
        ("Atkinson", "beside", "бж", "Atkinson"),
        ("Atkinson", "instead", "", "Reader"),
    ],
)
def test_a_brand_stays_where_its_font_has_the_whole_alphabet(brand: str, how: str, letters: str, first: str) -> None:
    whole = {"Atkinson": BRAND.files, "Andika": (BRAND.files[0]._replace(name="PamphletsReader-Regular.woff2"),)}
    reader = (BRAND.files[0]._replace(family="Reader", name="PamphletsReader-Regular.woff2"),)
    tongue = Tongue("vi", "Reader", how == "instead", letters, 0.0, reader)
    mine = BRAND.replace(font=brand, files=whole[brand], tongues=(tongue,))
    fonts = Fonts(mine, (tongue,), HERE)
    assert fonts.families("vi-VN")[0] == first and fonts.families("en")[0] == brand


def test_lines_have_room_for_what_stands_above_and_below_letters(write: Write) -> None:
    """A heading in Arabic is not set as close as one in English; what has no line height of its own stays."""
    heights = {}
    for language in ("en", "ar", "ru"):
        manuscript = typeset.Manuscript(
            page(language, "<h1>a<br>b</h1><p>c<br>d</p>"), HERE, PLACE, spoken(write, language)
        )
        y = [line.y for line in manuscript.layout().lines]
        heights[language] = round((y[1] - y[0]) / 10.583, 2), round((y[3] - y[2]) / 4.2333, 2)
    assert heights == {"en": (1.07, 1.38), "ar": (1.45, 1.45), "ru": (1.2, 1.38)}


def test_letters_with_marks_take_the_room_that_they_have(write: Write) -> None:
    """In PDFium, too, by which browsers show PDF: one behind two marks begins where the letter below them ends."""
    layout = typeset.Manuscript(page("bn", "<h1>পড়ুন</h1>"), HERE, PLACE, spoken(write, "bn")).layout()
    text = pypdfium2.PdfDocument(layout.pdf())[0].get_textpage()
    said = text.get_text_range()
    boxes = {letter: text.get_charbox(number, loose=True) for number, letter in enumerate(said)}
    assert said == "পড়ুন" and abs(boxes["ন"][0] - boxes["ড"][2]) < 1
