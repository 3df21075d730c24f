"""The small fonts that come for languages: their letters, names, licence, size, and the room that their lines take."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from making import ROOT

FOLDER = ROOT / "templates/assets/fonts"
BRAND = FOLDER / "AtkinsonHyperlegibleNext-Regular.ttf"
LETTERS = {
    "PamphletsReader": "Ắằẵặ Ểễộ ợ ữ ỵ Đđ Ƣ ‘’“”–…₫ ёйщъыэюя ґєії ҚқҢңӘә ẹọṣ ʻ ŋ ə Ạạ №",
    "Vazirmatn": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي ءآأؤإئةى پچژگکی ٹڈڑںھہےۓ ،؛؟٪ ۰۴۹ ٠٤٩ ًٌٍَُِّْ",
    "NotoSansHebrew": "אבגדהוזחטיכךלמםנןסעפףצץקרשת ־׳״ ₪ ָּ",
    "NotoSansThai": "กขฅงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ ะัาำิีึืุูเแโใไ็่้๊๋์ๆฯ ๐๙ ฿",
    "NotoSansGurmukhi": "ਅਆਇਈਉਊਏਐਓਔਕਖਗਘਙਚਛਜਝਞਟਠਡਢਣਤਥਦਧਨਪਫਬਭਮਯਰਲਵੜਸ਼ਖ਼ਗ਼ਜ਼ਫ਼ ਾਿੀੁੂੇੈੋੌੰਂੱ਼੍ । ੦੯",
    "NotoSansDevanagari": "अआइईउऊऋएऐओऔकखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह ाािीुूृेैोौंँः़् ।॥ ०९ ₹ ड़ढ़",
    "NotoSansBengali": "অআইঈউঊঋএঐওঔকখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহড়ঢ়য়ৎ ািীুূৃেৈোৌংঃঁ্ । ০৯ ৳",
}


@pytest.mark.parametrize("family", LETTERS)
def test_a_font_has_the_letters_of_its_languages_and_stands_as_high_as_the_brands(family: str) -> None:
    with TTFont(BRAND) as font:
        tall = (font["hhea"].ascent / 1000, font["hhea"].descent / 1000)
    for style, weight in (("Regular", 400), ("Bold", 700)):
        with TTFont(FOLDER / f"{family}-{style}.woff2") as font:
            assert [one for one in LETTERS[family].replace(" ", "") if ord(one) not in font.getBestCmap()] == []
            assert font["name"].getBestFamilyName().replace(" ", "") == family
            assert font["OS/2"].usWeightClass == weight and "fvar" not in font
            assert "Open Font License" in font["name"].getDebugName(13)
            size = font["head"].unitsPerEm
            assert tall == pytest.approx((font["hhea"].ascent / size, font["hhea"].descent / size), abs=0.001)


def test_all_are_half_a_megabyte_and_none_has_a_name_that_is_reserved() -> None:
    files = [path for path in FOLDER.glob("*.woff2") if not path.name.startswith("Atkinson")]
    assert len(files) == 2 * len(LETTERS) and sum(path.stat().st_size for path in files) < 500_000
    licence = Path(FOLDER / "OFL-languages.txt").read_text("utf-8")
    for path in files:
        with TTFont(path) as font:
            names = " ".join(font["name"].getDebugName(number) or "" for number in (1, 3, 4, 6, 16))
            assert not {"Andika", "SIL"} & {*names.replace("-", " ").split()}
            owners = ("SIL International", "The Vazirmatn Project Authors", "The Noto Project Authors")
            assert [one for one in owners if one in font["name"].getDebugName(0) and one in licence]
