"""Plain words: syllables, reading scores, and what makes a text hard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from making import TESTS

from pamphlets import check
from pamphlets.checks import posts, reading, syllables, words
from pamphlets.checks.prose import Piece
from pamphlets.model import Location

SIGNED = "reviewer: Lead\nreviewed: 2026-11-20\nreview-by: 2027-11-20\n"
LISTS = TESTS / "syllables"


@pytest.mark.parametrize(
    ("lists", "of", "share"),
    [("en", syllables.english, 0.97), ("en en-other", syllables.english, 0.97), ("en-other", syllables.english, 0.9),
     ("es", syllables.spanish, 0.97)],
)  # fmt: skip
def test_syllables(lists: str, of: Callable[[str], int], share: float) -> None:
    """At least 97 % of 500 words, split by hand, have their syllables (90 % of words that CMUdict does not have).

    No rule was made from these lists.
    """
    words = [word for name in lists.split() for word in (LISTS / f"{name}.txt").read_text("utf-8").split()]
    wrong = [word for word in words if of(word.replace("·", "")) != word.count("·") + 1]
    assert len(words) >= (500 if share > 0.9 else 100)
    assert len(wrong) <= (1 - share) * len(words), wrong


def test_syllables_of_odd_words() -> None:
    """Hyphens, curly apostrophes, accents and unknown words are counted; nothing has no syllable."""
    assert [syllables.english(word) for word in ("don’t", "self-help", "café", "x", "blorfings")] == [1, 2, 2, 1, 2]
    assert [syllables.spanish(word) for word in ("guion", "pingüino", "rey", "país", "búho", "xyz")] == [
        1,
        3,
        1,
        2,
        2,
        1,
    ]


def test_formulas() -> None:
    """The scores are those of the published formulas, on counts that are known."""
    counts = reading.count("The cat sat on the mat. It was a very happy animal.", "en")
    assert (counts.sentences, counts.words, counts.syllables, counts.hard) == (2, 12, 16, ("animal",))
    assert reading.kincaid(counts) == pytest.approx(0.39 * 6 + 11.8 * 16 / 12 - 15.59)
    counts = reading.count("El gato duerme. La niña come pan en la mesa.", "es")
    assert (counts.sentences, counts.words, counts.syllables) == (2, 10, 15)
    assert reading.inflesz(counts) == pytest.approx(206.835 - 62.3 * 1.5 - 5)
    assert reading.huerta(counts) == pytest.approx(206.84 - 60 * 1.5 - 1.02 * 5)
    assert reading.smog(reading.Counts(30, 300, 500, ("hospital",) * 30)) == pytest.approx(8.8418, abs=0.001)


ENGLISH = """When you lie down in the eve·ning, your legs may feel as if some·thing crawls in them. You want to
move, and for a lit·tle while it helps to walk a·round the room or to stretch. Man·y peo·ple have this feel·ing now and
then. For some it comes near·ly ev·er·y night, and they can·not sleep. A doc·tor or nurse can tell you what it is. They
will ask a·bout your health and your med·i·cines, and may test your blood for i·ron. Do not stop a med·i·cine on your
own. Some med·i·cines must be low·ered slow·ly, and on·ly the per·son who pre·scribed them can say how. A warm bath, a
reg·u·lar bed·time and less cof·fee make the night eas·i·er for some peo·ple."""
SPANISH = """Cuan·do se a·cues·ta por la no·che, tal vez sien·ta un hor·mi·gue·o en las pier·nas. Quie·re mo·ver·las, y
por un ra·to le a·yu·da ca·mi·nar por el cuar·to o es·ti·rar·se. Mu·chas per·so·nas sien·ten es·to de vez en cuan·do.
A al·gu·nas les pa·sa ca·si to·das las no·ches, y no pue·den dor·mir. Un mé·di·co o u·na en·fer·me·ra pue·de de·cir·le
qué es. Le pre·gun·ta·rán por su sa·lud y sus me·di·ci·nas, y qui·zás pi·dan u·na prue·ba de hie·rro. No de·je u·na
me·di·ci·na por su cuen·ta. Al·gu·nas se de·ben ba·jar po·co a po·co, y so·lo quien las re·ce·tó sa·be có·mo. Un ba·ño
ti·bio, u·na ho·ra fi·ja pa·ra dor·mir y me·nos ca·fé a·yu·dan a al·gu·nas per·so·nas."""


@pytest.mark.parametrize(
    ("text", "language", "score", "formula", "within"),
    [
        (ENGLISH, "en", reading.kincaid, lambda w, s: 0.39 * w + 11.8 * s - 15.59, 0.5),
        (SPANISH, "es", reading.inflesz, lambda w, s: 206.835 - 62.3 * s - w, 2),
        (SPANISH, "es", reading.huerta, lambda w, s: 206.84 - 60 * s - 1.02 * w, 2),
    ],
)
def test_scores_agree_with_a_count_by_hand(
    text: str, language: str, score: Callable[..., float], formula: Callable[[float, float], float], within: float
) -> None:
    """Texts of 100 words or more, split by hand, have the score that their counts by hand give."""
    words, sentences = text.split(), text.count(".")
    assert len(words) >= 100
    by_hand = formula(len(words) / sentences, (text.count("·") + len(words)) / len(words))
    assert score(reading.count(text.replace("·", ""), language)) == pytest.approx(by_hand, abs=within)


def test_numbers_and_addresses_are_left_out() -> None:
    """Numbers, addresses and excused words are no words of the score."""
    counts = reading.count("Call +1 207-555-0142 or see https://www.example.org/a-b by 9 am.", "en")
    assert counts.words == 5


def source(body: str, front: str = SIGNED) -> str:
    return f"---\ntitle: Rest\nsummary: About rest.\n{front}---\n\n## Rest {{#rest}}\n\n{body}\n"


def found(write: Callable[..., Path], body: str, practice: str = "", name: str = "rest") -> list[tuple[str, int]]:
    text = f"name: R\nplatforms: [x]\nlanguages: [en, es]\n{practice}"
    files = {"content/rest.md": source("Sit."), f"content/{name}.md": source(body), "content/practice.yml": text}
    skipped = ("translation", "no-citation")
    return [
        (p.rule, p.location.line - 10)
        for p in check(write(files))
        if p.location.path == f"content/{name}.md" and p.location.line > 10 - 3 and p.rule not in skipped
    ]


HARD = (
    "Individuals experiencing considerable nocturnal discomfort should contemplate comprehensive "
    "lifestyle modifications, including regular cardiovascular activity, eliminating beverages after noon, "
    "keeping consistent bedtimes and "
    "systematic relaxation procedures preceding anticipated initiation every single evening."
)


def test_hard_texts(write: Callable[..., Path]) -> None:
    """A block that is too hard is found at its heading; a short one is not scored; a practice may set the limits."""
    assert ("reading-grade", -1) in found(write, HARD)
    assert "reading-grade" not in dict(found(write, HARD, "thresholds: {grade: 60, grade-error: 60}\n"))
    assert "reading-grade" not in dict(found(write, "Cardiovascular systematic modifications."))
    spanish = (
        "Las personas experimentan considerablemente incomodidades nocturnas extraordinariamente desagradables. " * 4
    )
    assert ("reading-inflesz", -1) in found(write, spanish, name="rest.es")


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (" ".join(["We sit down and rest"] * 5) + ".", "sentence-length"),
        ("We sit down and rest for a while on a soft chair by the wall at home. " * 5, "paragraph-length"),
        ("\n".join(f"- Item {number}" for number in "abcdefgh"), "list-length"),
        ("1) Sit down.\n2) Sit down.\n" + "\n".join(f"{n}) Item" for n in range(3, 9)), "list-length"),
        ("Your PLMD may wake you.", "abbreviation"),
        ("Rest helps.[^1]\n\n[^1]: Your PLMD may wake you.", "abbreviation"),
        ("Please utilize the chair.", "plain-word"),
        ("The chair should be moved.", "passive"),
        ("Please DO NOT MOVE.", "capitals"),
        ("It is so for 1 in 20 men.\n\nIt is so for 1 in 50 women.", "same-denominator"),
        ("::: post\nYour PLMD may wake you.\n:::", "abbreviation"),
    ],
)
def test_hard_places(write: Callable[..., Path], body: str, rule: str) -> None:
    """Each is found, and is the only finding."""
    assert {name for name, _ in found(write, body)} == {rule}


@pytest.mark.parametrize(
    "body", ["> [!NOTE]\n> Sit down.", "- [ ] Sit down.", "Chair\n: What we sit on.", "2 m^2^ ~~or~~",
             "Write to ann.lee@a.b.example.org, or read https://www.example.org/" + "a/" * 30]
)  # fmt: skip
def test_signs_are_no_words(write: Callable[..., Path], body: str) -> None:
    """What markdown reads as a sign is no word that is too hard, too long or not written out."""
    assert found(write, body) == []


def test_plain_texts(write: Callable[..., Path]) -> None:
    """What is explained, known or short is no finding."""
    body = (
        "Periodic limb movement disorder (PLMD) may wake you. PLMD is not rare: 5 in 100 adults have it.\n\n"
        "It was so in 2 of 20 chairs in 2025. Call 911 in the US.\n\n" + "\n".join(f"- Item {n}" for n in "abcdefg")
    )
    assert found(write, body.replace("2 of 20 chairs in 2025", "2025")) == []


def test_what_waits_for_a_translation_is_left_over_and_no_more(write: Callable[..., Path]) -> None:
    """How long its sentences are, and that TODO is short for something, helps nobody who is about to write it anew."""
    body = f"TODO: {' '.join(['We sit down and rest'] * 5)}.\n\n- TODO: {' '.join(['We sit down and rest'] * 5)}."
    assert {rule for rule, _ in found(write, body)} == {"leftover"}


def test_an_abbreviation_is_explained_once_for_the_source(write: Callable[..., Path]) -> None:
    """What it stands for is no finding where it is used, in a link too, and is looked at as words that are printed."""
    body = "Ask the PLMD group, or the [PLMD](https://www.example.org/plmd).\n\n*[PLMD]: {}"
    assert found(write, body.format("Periodic limb movement disorder")) == []
    assert [rule for rule, _ in found(write, body.format("Sleep that we utilize"))] == ["plain-word"]


def test_glossary(write: Callable[..., Path]) -> None:
    """A word of the glossary must be explained, and then counts no more."""
    practice = "glossary: {en: [myofascial release]}\n"
    assert found(write, "We offer myofascial release.", practice) == [("glossary", 1)]
    assert found(write, "We offer slow stretching (myofascial release).", practice) == []
    assert found(write, "Myofascial release is slow stretching.", practice) == []


def test_thresholds_are_known(write: Callable[..., Path]) -> None:
    """A threshold that there is not is an error with the nearest."""
    root = write({"content/rest.md": source("Sit."), "content/practice.yml": "name: R\nthresholds: {grades: 5}\n"})
    assert [(p.rule, p.hint) for p in check(root) if p.severity == "error"] == [("threshold", "did you mean 'grade'?")]


@pytest.mark.parametrize(
    ("language", "text", "counted"),
    [
        ("hi", "रात में पैर बेचैन रहते हैं और चलने से आराम मिलता है। " * 3, []),
        ("hi", "रात में पैर बेचैन रहते हैं और चलने से आराम मिलता है " * 2 + "।", ["24"]),
        ("ur", "رات کو ٹانگیں بے چین رہتی ہیں۔ کیا درد زیادہ ہے؟ " * 3, []),
        ("th", "ขาอยู่ไม่สุขในเวลากลางคืนและการเคลื่อนไหวช่วยคนส่วนใหญ่ได้ " * 4, []),
        ("en", "We rest " + "so " * 19 + "well. It helps.", ["22"]),
    ],
)
def test_words_of_a_sentence_are_those_of_its_script(language: str, text: str, counted: list[str]) -> None:
    piece = Piece("item", text, Location("x.md", 1), language)
    found = words._lengths(piece, {"sentence-words": 20, "paragraph-sentences": 9})
    assert [problem.message.split()[3] for problem in found] == counted


def test_sentences_of_posts_end_in_the_signs_of_every_script() -> None:
    assert list(posts._sentences("双腿不安。走走！\n- Ok. “Yes.” कैसे। कब")) == [
        "双腿不安。", "走走！", "Ok.", "“Yes.", "कैसे।", "कब",
    ]  # fmt: skip
