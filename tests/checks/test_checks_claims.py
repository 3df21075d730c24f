"""Claims: what is found in the corpora, how far a "not" reaches, where claims are looked for, and required lines."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from making import TESTS

from pamphlets import check
from pamphlets.checks import claims
from pamphlets.checks.claims import denial, patterns
from pamphlets.checks.prose import Piece
from pamphlets.checks.text import fold, plain, sentences
from pamphlets.model import Location, Problem

CORPUS = TESTS / "claims"
SIGNED = "reviewer: Lead\nreviewed: 2026-11-20\nreview-by: 2027-11-20\n"
ROW = "rules:\n  {}:\n    severity: {}\n    what: w\n    why: y\n    source: s, 2026\n    match: {{en: ['{}']}}\n"
HEAD = "---\ntitle: {title}\nsummary: {summary}\n" + SIGNED + "{more}---\n\n"


SHIPPED = cache(claims.checker)


def findings(text: str, language: str, *, cited: bool = False) -> list[Problem]:
    piece = Piece("text", plain(text), Location("x.md", 1), language, cited=cited)
    return list(claims.check([piece], SHIPPED(None)))


@pytest.mark.parametrize("language", ["en", "es"])
def test_corpus(language: str) -> None:
    """At least 95 % of bad claims are found; at most 5 % of honest sentences are called errors."""
    bad = (CORPUS / f"bad.{language}.txt").read_text("utf-8").splitlines()
    honest = (CORPUS / f"honest.{language}.txt").read_text("utf-8").splitlines()
    assert len(bad) >= 500 and len(honest) >= 500
    missed = [line for line in bad if not findings(line, language)]
    wrong = [line for line in honest if any(p.severity == "error" for p in findings(line, language))]
    assert len(missed) <= 0.05 * len(bad), missed
    assert len(wrong) <= 0.05 * len(honest), wrong


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("nothing we do is a cure", "denied"),
        ("be wary of whoever sells a cure", "denied"),
        ("if an advertisement says cure, be skeptical", "denied"),
        ("do not trust pills, our cure works", "unsure"),
        ("we took the words 'a cure for legs' off the wall", "unsure"),
        ("we have no pills because this is the cure", "unsure"),
        ("they ask us whether it is a cure", "doubted"),
        ("the cure needs no pills", "unsure"),
        ("if you cannot sleep, we have the cure", "unsure"),
        ("we are not too proud to say cure", "denied"),
        ("massage cures rls", "said"),
        ("massage is not a cure", "denied"),
        ("it is not only pleasant, it cures rls", "said"),
        ("it is not a luxury but a cure", "said"),
        ("no drugs, just a cure", "said"),
        ("nobody has found a cure", "denied"),
        ("some say it is a cure", "doubted"),
        ("some say it is a cure, but that is not proven", "denied"),
        ("is there a cure?", "asked"),
        ("who says there is no cure?", "said"),
        ("a cure does not exist", "denied"),
        ("it never fails to cure", "said"),
        ("do not believe those who say there is no cure", "said"),
    ],
)
def test_reach(sentence: str, stance: str) -> None:
    """A denial counts in its sentence, as far as it reaches."""
    start = sentence.index("cure")
    assert denial.stance(sentence, start, start + 4, "en") == stance


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("el masaje es una cura", "said"),
        ("no se ha comprobado que ningun masaje sea una cura", "denied"),
        ("no diga que no hay cura", "said"),
        ("no crea las paginas que hablan de calma y cura", "denied"),
        ("desconfie de quien le vende una cura", "denied"),
        ("ojala fuera una cura", "doubted"),
        ("no duele y es una cura", "unsure"),
    ],
)
def test_reach_in_spanish(sentence: str, stance: str) -> None:
    """Several words that deny are one denial in Spanish, but for "que no"."""
    start = sentence.index("cura")
    assert denial.stance(sentence, start, start + 4, "es") == stance


@pytest.mark.parametrize(
    ("text", "severities"),
    [
        ("Massage cures RLS.", {"error"}),
        ("Does massage cure RLS? It does not.", {"warning"}),
        ("Ask your doctor: massage cures RLS.", {"warning"}),
        ("Your doctor can treat RLS.", set()),
        ("Our specialists treat RLS.", {"error"}),
        ("RLS has met its match with us.", {"warning"}),
        ("Side effects? None.", {"warning"}),
        ("Books say that massage cures RLS. That is not true.", {"warning"}),
        ("Massage cures RLS. It is not true that it only relaxes.", {"error"}),
        ("Nerves do not have a reset button.", {"warning"}),
    ],
)
def test_severity(text: str, severities: set[str]) -> None:
    """What is plainly said is an error; what is answered, taken back, referred to doctors or hinted at is a warning."""
    assert {problem.severity for problem in findings(text, "en")} == severities


def test_a_citation_clears_a_hint() -> None:
    """A warning of a doubtful hit is not given where a citation stands in the paragraph; an error is."""
    assert findings("RLS has met its match with us.", "en", cited=True) == []
    assert {problem.severity for problem in findings("Massage cures RLS.", "en", cited=True)} == {"error"}


def test_a_text_without_full_stops_is_looked_at_in_part() -> None:
    """Only so many places of one sentence are looked at, so that none takes for ever."""
    words = {"leg": {"en": ("legs?",)}}
    vocabulary = patterns.Vocabulary(words, "en", trusted=True)
    sentence = patterns.Sentence("legs " * 1000, vocabulary)
    assert len(list(vocabulary.pattern("{leg}").places(sentence))) == patterns.MOST


@pytest.mark.parametrize("before", ["we see it and " * 600, "w" * 5000 + " "])
def test_a_sentence_without_end_is_looked_at_part_after_part(before: str) -> None:
    """What is said far on is found, and each search has so many characters at most."""
    looked = claims.checker(None)
    piece = Piece("text", f"{before}massage cures cancer", Location("x.md", 1), "en")
    found = list(claims.check([piece], looked))
    assert [problem.severity for problem in found] == ["error"]
    assert len(looked.known) > 1 and max(len(sentence) for sentence, *_ in looked.known) <= 2000


def test_patterns() -> None:
    """A name stands for its words, … for a gap of six words within a clause, & for both in any order."""
    words = {"leg": {"en": ("legs?", "cal(f|ves)")}, "part": {"en": ("{leg}", "back")}}
    vocabulary = patterns.Vocabulary(words, "en", trusted=False)

    def found(pattern: str, text: str) -> list[str]:
        places = vocabulary.pattern(pattern).places(patterns.Sentence(text, vocabulary))
        return [text[start:end] for start, end in places]

    assert found("rub … {part}", "rub the very tired calf") == ["rub the very tired calf"]
    assert found("rub … {part}", "rub it; the calf") == []
    assert found("rub … {part}", "rub one two three four five six seven legs") == []
    assert found("{leg} & oil", "oil for legs, oil for calves") == ["legs", "calves"]
    assert found("{leg} & oil", "water for legs") == []
    with pytest.raises(patterns.Unknown):
        vocabulary.pattern("{arm}")


def test_sentences() -> None:
    """Sentences end at full stops, not at abbreviations; their offsets are those of the text."""
    text = "See Dr. Lee at 9 a.m. today. It costs $1.50! Is it so? Yes"
    found = list(sentences(text))
    assert [sentence for _, sentence in found] == [
        "See Dr. Lee at 9 a.m. today.",
        "It costs $1.50!",
        "Is it so?",
        "Yes",
    ]
    assert all(text[offset:].startswith(sentence) for offset, sentence in found)
    assert fold("Ñandú É") == "ñandu e"


def rules(root: Path) -> list[tuple[str, str, int]]:
    return [
        (p.rule, p.severity, p.location.line)
        for p in check(root)
        if p.location.path in ("content/rest.md", "content/claims.yml")
        and p.rule.startswith(("claim", "req", "quote", "offer"))
    ]


def test_everything_published_is_read(write: Callable[..., Path]) -> None:
    """Title, summary, hashtags, headings, text, lists, alt texts, captions, posts and cards are read."""
    text = HEAD.format(title="A cure for sore feet", summary="We heal.", more="hashtags: [CureFeet]\n") + (
        "## We cure feet {#feet}\n\nFeet. We **cu**re\nthem.\n\n- We heal them.\n\n"
        '![A cure for feet](images/chair.svg "We fix feet")\n\n'
        '::: {.post card="The miracle for feet"}\nA breakthrough for feet.\n:::\n'
    )
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>A chair</title></svg>'
    root = write(
        {"content/rest.md": text, "content/images/chair.svg": svg, "content/practice.yml": "name: R\nplatforms: [x]\n"}
    )
    assert sorted({line for _, severity, line in rules(root) if severity == "error"}) == [
        2,
        3,
        7,
        10,
        12,
        15,
        17,
        19,
        20,
    ]


def test_each_output_is_read(write: Callable[..., Path]) -> None:
    """A "not" that an output does not show does not clear what it shows; nor is what is never shown beside it read."""
    body = '## Feet {#feet}\n\nMassage is [not]{only="web"} a cure for feet.\n'
    root = write({"content/rest.md": HEAD.format(title="Feet", summary="Feet.", more="") + body})
    assert rules(root) == [("claim-cure", "error", 11)]


def test_a_project_adds_and_replaces_rules(write: Callable[..., Path]) -> None:
    """A rule of content/claims.yml counts; one of a shipped id stands in its place."""
    row = ROW
    text = HEAD.format(title="Feet", summary="Feet.", more="") + "## Feet {#feet}\n\nWe cure bananas.\n"
    root = write({"content/rest.md": text, "content/claims.yml": row.format("no-fruit", "warning", "bananas?")})
    assert rules(root)[:1] == [("claim-cure", "error", 11)]
    assert ("no-fruit", "warning") in {(p.rule, p.severity) for p in check(root)}
    write({"content/claims.yml": row.format("claim-cure", "warning", "apples")})
    assert rules(root) == []


def test_bad_rule_files(write: Callable[..., Path]) -> None:
    """A pattern that cannot be read, or runs for ever, is a problem of its rule."""
    row = ROW.replace("{}", "slow", 1).replace("{}", "error", 1)
    text = HEAD.format(title="Feet", summary="Feet.", more="") + f"## Feet {{#feet}}\n\n{'a' * 60}!\n"
    root = write({"content/rest.md": text, "content/claims.yml": row.format("(a")})
    assert rules(root) == [("claims-file", "error", 2)]
    write({"content/claims.yml": row.format("(a|aa|a+)+\\b[bc]$")})
    assert ("claims-file", "error") in {rule[:2] for rule in rules(root)}
    write({"content/claims.yml": row.format("{leg}")})
    assert rules(root) == [("claims-file", "error", 2)]
    write({"content/claims.yml": "words: {leg: {en: [legs?]}}\n" + row.format("our {leg}")})
    assert rules(root) == []
    write({"content/claims.yml": "rules: {slow: {severity: bad}}\n"})
    assert {p.location.path for p in check(root) if p.severity == "error"} == {"content/claims.yml"}


@pytest.mark.parametrize("pattern", ["(" * 1000 + "a" + ")" * 1000, "(a|b)" * 20_000], ids=["deep", "long"])
def test_a_pattern_too_deep_or_too_long_is_a_problem(pattern: str, write: Callable[..., Path]) -> None:
    """A thousand groups inside one another, or a pattern that takes seconds to compile, is a problem of its rule."""
    row = ROW.replace("{}", "deep", 1).replace("{}", "error", 1)
    text = HEAD.format(title="Feet", summary="Feet.", more="") + "## Feet {#feet}\n\nSit.\n"
    root = write({"content/rest.md": text, "content/claims.yml": row.format(pattern)})
    assert [p.rule for p in check(root) if p.severity == "error"] == ["claims-file"]


def test_an_allowance_waives_a_claim(write: Callable[..., Path]) -> None:
    """A signed, dated reason lets one block say what is otherwise an error."""
    more = "allow:\n- {rule: claim-cure, block: feet, why: It is a ham., by: Lead, on: 2026-11-20}\n"
    body = "## Ham {#feet}\n\nWe cure ham.\n\n## More {#more}\n\nWe cure it.\n"
    root = write({"content/rest.md": HEAD.format(title="Ham", summary="Ham.", more=more) + body})
    assert rules(root) == [("claim-cure", "error", 17)]


def test_required_lines(write: Callable[..., Path]) -> None:
    """Where medicines are spoken of the medicine line is required; where leg massage is, the signs of a clot."""
    medicine = "## Pills {#pills}\n\nTell us which pills you take.\n"
    root = write({"content/rest.md": HEAD.format(title="Pills", summary="Pills.", more="") + medicine})
    assert rules(root) == [("required-medicine", "error", 9)]
    line = "\nDo not stop or change a medicine on your own.\n"
    write({"content/rest.md": HEAD.format(title="Pills", summary="Pills.", more="") + medicine + line})
    assert rules(root) == []
    massage = "## Calves {#calves}\n\nWe massage your calves.\n"
    write({"content/rest.md": HEAD.format(title="Calves", summary="Calves.", more="") + massage})
    assert rules(root) == [("required-clot", "error", 9)]
    signs = "\n## Clots {#clots .warning}\n\nA blood clot: swelling, warm skin.\n"
    write({"content/rest.md": HEAD.format(title="Calves", summary="Calves.", more="") + massage + signs})
    assert rules(root) == []


def test_quotes_and_offers(write: Callable[..., Path]) -> None:
    """One person's words need consent and a line that promises nothing; a price stands in an offer, an illness not."""
    head = HEAD.format(title="Calm", summary="Calm.", more="")
    quote = "## In her words {#words .quote%s}\n\nI felt calm afterwards.%s\n"
    root = write({"content/rest.md": head + quote % ("", "")})
    assert rules(root) == [("quote-consent", "error", 9), ("quote-promise", "warning", 9)]
    write({"content/rest.md": head + quote % (' consent="on-file"', " It may not be so for you.")})
    assert rules(root) == []
    write(
        {
            "content/rest.md": head
            + "## Price {#price}\n\nAn hour is $80.\n\n## Offer {#o .offer}\n\nAn hour for cramps.\n"
        }
    )
    assert rules(root) == [("offer", "warning", 11), ("offer", "warning", 15)]


def test_a_citation_alone_is_no_fault(write: Callable[..., Path]) -> None:
    """Where only a citation stands (paragraph, item, cell, quote, heading within a block), nothing is claimed."""
    lone = "[@tea]\n\n- [@tea]\n\n1. [@tea]\n\n| A | B |\n|---|---|\n| [@tea] | x |\n\n> [@tea]\n\n### [@tea]\n"
    source = HEAD.format(title="Rest", summary="How to rest.", more="") + f"{lone}\n## Points {{.key-points}}\n\n{lone}"
    tea = "references:\n- id: tea\n  title: The tea\n  publisher: Cup\n  issued: 2016\n"
    root = write({"content/rest.md": source, "content/references.yml": tea})
    assert [problem for problem in check(root) if problem.location.path == "content/rest.md"] == []
