"""Claims: what is found in the corpora, how far a "not" reaches, where claims are looked for, and required lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from making import ROOT

from pamphlets import check
from pamphlets.checks import claims
from pamphlets.checks.claims.context import Context
from pamphlets.checks.claims.language import Language
from pamphlets.checks.claims.patterns import Pattern
from pamphlets.checks.lexicon import Broken, Lexicon, Sentence, expand
from pamphlets.checks.prose import Piece
from pamphlets.checks.text import fold, plain
from pamphlets.localized import sentences
from pamphlets.model import Location, Problem
from pamphlets.project import Claims, Faults, professions

SIGNED = "reviewer: Lead\nreviewed: 2026-11-20\nreview-by: 2027-11-20\n"
ROW = "rules:\n  {}:\n    severity: {}\n    what: w\n    why: y\n    source: s, 2026\n    match: {{en: ['{}']}}\n"
HEAD = "---\ntitle: {title}\nsummary: {summary}\n" + SIGNED + "{more}---\n\n"


SHIPPED = [rule.id for rule in claims.checker(None).rules]


def findings(text: str, language: str = "en", *, cited: bool = False, profession: str = "massage") -> list[Problem]:
    piece = Piece("text", plain(text), Location("x.md", 1), language, cited=cited)
    checker = replace(claims.checker(None), verbs=professions.verbs([profession]) if profession else None)
    return list(claims.check([piece], checker))


def severities(text: str, language: str = "en", **more: str) -> set[str]:
    return {problem.severity for problem in findings(text, language, **more) if problem.rule != "claim-tone"}


def test_the_corpus_can_be_measured() -> None:
    """Each line has a side, a family, a profession, a kind and a text; none stands twice, nor on both sides."""
    found = [line for path in (ROOT / "benchmarks/claims").glob("*.tsv") for line in path.read_text().splitlines()]
    rows = [line.split("\t") for line in found]
    assert {len(row) for row in rows} == {5}
    assert {row[0] for row in rows} == {"bad", "honest"}
    assert {row[2] for row in rows} == {*professions.NAMES}
    assert len({row[4] for row in rows}) == len(rows)


@pytest.mark.parametrize("language", claims.LANGUAGES)
def test_lists_of_words(language: str) -> None:
    """Every entry can be read, is folded, and stands in one list only; every rule has patterns, all can be read."""
    words, seen = Lexicon(language), dict[str, str]()
    for name, entries in words.entries.items():
        for word in (word for entry in entries for word in expand(entry)):
            assert word == fold(word) and "-" not in word, (name, word)
            assert seen.setdefault(word, name) == name, (word, seen[word], name)
    rules = claims.checker(None).language(language)
    assert rules
    assert {row.claim.id for rows in rules.rows.values() for row in rows} == set(SHIPPED) - {"claim-tone"}
    for row in (row for rows in rules.rows.values() for row in rows):
        rules.pattern(row.text)
    for name in rules.context.rows:
        rules.context.places(Sentence("", rules.lexicon), name)


def test_words() -> None:
    """An entry stands for its alternatives; nouns have plurals; a word that may be missing, and a beginning, count."""
    assert expand("cure(s|d|)") == ("cures", "cured", "cure")
    assert expand("legs?") == ("legs", "leg")
    for broken in (r"\bcure", "(a", "a]", "()", "(a|b)" * 20):
        with pytest.raises(Broken):
            expand(broken)
    words = Lexicon("es")
    words.add("pez", ["pez gordo", "luz"], noun=True)
    assert Sentence("peces gordos, un pez gordo y luces", words).places["{pez}"] == [(0, 2), (3, 5), (6, 7)]


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("rub … {part}", "rub the very tired calf", ["rub the very tired calf"]),
        ("rub … {part}", "rub it; the calf", []),
        ("rub … {part}", "rub one two three four five six seven legs", []),
        ("rub {part}", "rub legs, rub the legs", ["rub legs"]),
        ("{part} & oil", "oil for legs, oil for calves", ["oil for legs", "oil for legs, oil for calves"]),
        ("{part} & oil", "water for legs", []),
        ("{part|oil} (is|are) (a|the|) good", "oil is a good thing, legs are good", ["oil is a good", "legs are good"]),
        ("^ {part}", "legs and legs", ["legs"]),
        ("{part} $", "legs and legs", ["legs"]),
        ("{rub} {part}? now", "rubbing legs now, rub now", ["rubbing legs now", "rub now"]),
        ("{number} {part}", "2 legs, 1.5 calves", ["2 legs", "1.5 calves"]),
    ],
)
def test_patterns(pattern: str, text: str, found: list[str]) -> None:
    """A name stands for its words, … for a gap of six words within a clause, & for both in any order."""
    words = Lexicon("xx")
    words.add("part", ["legs?", "cal(f|ves)"])
    words.add("oil", ["oil"])
    words.add("rub", ["rub*"])
    row = Pattern(pattern, words)
    sentence = Sentence(text, words)
    spans = [sentence.characters(match.span) for match in row.matches(sentence)]
    assert [text[start:end] for start, end in spans] == found


@pytest.mark.parametrize(
    ("pattern", "found"),
    [("cheap* … {therapy}", 1), ("(low|cheap*) massage", 1), ("Today ... MÁSSAGE", 1), ("a-cheaper", 1)],
)
def test_patterns_of_a_project(pattern: str, found: int) -> None:
    """A beginning counts for all that begin so; capitals, accents, hyphens and three dots are read as meant."""
    shipped = claims.checker(None).claims.rules["claim-cure"]
    own = Claims(rules={"low": shipped.replace(id="low", match={"en": (pattern,)})})
    hits = Language("en", own, {"low"}, Faults("a")).hits("today, a cheaper massage", None)
    assert [hit.claim.id for hit in hits] == ["low"] * found


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("If you feel better, stop metformin.", "en", 1),
        ("If you feel like stopping metformin, ask your doctor.", "en", 0),
        ("Lower your dose of Eliquis.", "en", 1),
        ("Miss a day or two of lithium.", "en", 1),
        ("Do not miss a dose of lithium.", "en", 0),
        ("Do without your insulin today.", "en", 1),
        ("Nobody should go without their insulin.", "en", 0),
        ("Leave out tonight's dose of metformin.", "en", 1),
        ("Reduce your prednisone by half.", "en", 1),
        ("Your doctor may reduce your prednisone.", "en", 0),
        ("Reduzca a la mitad su antidepresivo.", "es", 1),
        ("Tome la mitad de sertralina.", "es", 1),
        ("Reduzca la insulina a la mitad.", "es", 1),
        ("Ya no necesitará metformina.", "es", 1),
        ("No reduzca la insulina a la mitad.", "es", 0),
    ],
)
def test_less_of_a_medicine(text: str, language: str, count: int) -> None:
    """To take less of one is found as to stop it is; what only says when somebody might is none."""
    found = [p for p in findings(text, language) if (p.rule, p.severity) == ("claim-stop-medicine", "error")]
    assert len(found) == count


def test_a_pattern_of_many_ways_ends() -> None:
    """Parts that can stand in many places, or be missing, are tried once each."""
    words = Lexicon("xx")
    for pattern in ("{number} … " * 12 + "end", "one … " + "{number}? " * 30 + "end"):
        assert not [*Pattern(pattern, words).matches(Sentence("end one " + "1 " * 60, words))]


@pytest.mark.parametrize("broken", ["{arm}", "", "…", r"\bleg", "(leg|)", "leg?? !", "a (b (c|d))", "[ab]"])
def test_broken_patterns(broken: str) -> None:
    """A pattern of a list that there is not, of no word, or with other signs cannot be read."""
    with pytest.raises(Broken):
        Pattern(broken, Lexicon("xx"))


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("we sell the remedy", ""),
        ("we never sell a remedy", "denied"),
        ("we never rest, we sell the remedy", ""),
        ("not only a rest but the remedy", ""),
        ("the remedy is a myth", "denied"),
        ("perhaps it is a remedy", "doubted"),
        ("is it a remedy?", "asked"),
        ("is it a remedy", ""),
        ("beware of the remedy", "told"),
        ("no rest: the remedy", ""),
    ],
)
def test_context(sentence: str, stance: str) -> None:
    """A trigger reaches forward or back, as far as an end word or a stop; what only looks like one is none."""
    words = Lexicon("xx")
    rows = {
        "denied-before": ["(never|not|no)"], "denied-after": ["is a myth"], "doubted-before": ["perhaps"],
        "asked-near": ["^ is"], "told-before": ["beware of"], "seems": ["not only"], "ends": ["but"],
        "comma-ends": ["we"],
    }  # fmt: skip
    context, pattern, said = Context(rows, words), Pattern("remedy", words), Sentence(sentence, words)
    assert context.stance(said, next(pattern.matches(said))) == stance


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Massage cures diabetes.", {"error"}),
        ("Massage does not cure diabetes.", set()),
        ("Does massage cure diabetes? It does not.", set()),
        ("Massage may cure diabetes.", {"warning"}),
        ("Can massage cure diabetes? Yes!", {"error"}),
        ("Side effects? None.", {"error"}),
        ("Are there side effects? Ask your doctor.", set()),
        ("¿Efectos secundarios? Ninguno.", {"error"}),
        ("Massage cures diabetes. That is not true.", set()),
        ("Massage is not only pleasant, it cures diabetes.", {"error"}),
        ("Your doctor can treat diabetes.", set()),
        ("Vaccines prevent measles.", set()),
        ("El masaje cura la diabetes.", {"error"}),
        ("El masaje no cura la diabetes.", set()),
        ("¿El masaje cura la diabetes? No.", set()),
        ("Las vacunas previenen el sarampión.", set()),
    ],
)
def test_severity(text: str, found: set[str]) -> None:
    """What is plainly said is an error; what is doubted a warning; denied, asked, taken back or established none."""
    assert severities(text, "es" if set("áéíóúñ¿") & set(text) or text.startswith(("El ", "Las ")) else "en") == found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Take omeprazole with food."), ("en", "Book by phone or on our website."),
        ("en", "Results of the blood test arrive in five days."), ("en", "Keep insulin in the fridge."),
        ("en", "Keep the foot dry for the rest of the day."),
        ("en", "If you have a fever or bleeding, call 911."), ("en", "We explain the risks before the operation."),
        ("es", "Tome el omeprazol con comida."), ("es", "El resultado llega en cinco días."),
        ("es", "Guarde la insulina en la nevera."), ("es", "Si nota fiebre o sangrado, llame al 112."),
        ("es", "Le explicamos los riesgos antes de la operación."), ("es", "Si olvida una dosis, pregunte."),
        ("es", "Deje de fumar antes de la cirugía."), ("en", "Never ignore chest pain."),
    ],
)  # fmt: skip
def test_words_of_the_front_desk_are_left_alone(language: str, text: str) -> None:
    """How to take a medicine, when results come, how to book, when to call: no rule has anything to say."""
    assert severities(text, language, profession="pharmacy") == set()


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("when you can brake hard without pain", False),
        ("Go back to work once you can climb stairs without pain.", False),
        ("Do not run until you can hop on one leg without pain.", False),
        ("If you can chew without discomfort, eat what you like.", False),
        ("Lift only as far as you can without pain.", False),
        ("When you leave us, you can walk without pain.", True),
        ("Once you have had our laser, you can run without pain.", True),
        ("When you can move without pain, you have us to thank.", True),
        ("Until you can walk without pain, we work for free.", True),
        ("Use our balm until you can walk without pain.", True),
        ("When you can have implants without pain, why wait?", True),
    ],
)
def test_what_a_reader_is_to_be_able_to_do_first_is_no_promise(text: str, claim: bool) -> None:
    """A condition to go on, drive or play again is measured by pain; what somebody sells is not."""
    assert ("claim-safe" in {problem.rule for problem in findings(text)}) is claim


@pytest.mark.parametrize(
    ("language", "medicine"),
    [
        *(("en", name) for name in ("warfarin", "insulin", "ibuprofen", "blood thinner", "inhaler", "sertraline")),
        *(("es", name) for name in ("warfarina", "insulina", "omeprazol", "inhalador", "sertralina")),
    ],
)
@pytest.mark.parametrize("profession", ["massage", "medical", ""])
def test_nobody_is_told_to_stop_a_medicine(language: str, medicine: str, profession: str) -> None:
    """To stop, skip or halve a medicine is an error for every profession; not to stop it is none."""
    bad, honest = {
        "en": (("Stop taking your {}.", "Skip your {} before surgery.", "Halve your {}."), "Do not stop your {}."),
        "es": (("Deje de tomar su {}.", "Sáltese su {} antes de operarse.", "Tome la mitad de su {}."),
               "No deje de tomar su {}."),
    }[language]  # fmt: skip
    for text in bad:
        assert severities(text.format(medicine), language, profession=profession) == {"error"}, text
    assert severities(honest.format(medicine), language, profession=profession) == set()


@pytest.mark.parametrize(
    ("profession", "found"),
    [("massage", {"claim-treat"}), ("beauty", {"claim-treat"}), ("dental", set()), ("medical", set()), ("", set())],
)
def test_what_a_profession_may_say(profession: str, found: set[str]) -> None:
    """A dentist treats gum disease; who may not is told so, in words that name no other profession."""
    problems = [one for one in findings("We treat gum disease.", profession=profession) if one.severity == "error"]
    assert {one.rule for one in problems} == found
    assert not any("massage" in f"{one.message} {one.hint}" for one in problems if profession != "massage")


def test_a_rewrite_fits_the_profession(write: Callable[..., Path]) -> None:
    """What to write instead names what the practice offers."""
    body = (
        HEAD.format(title="Rest", summary="How to rest.", more="") + "## Rest {#rest}\n\nWe boost your immune system.\n"
    )
    root = write({"content/rest.md": body, "content/practice.yml": "name: R\nprofession: osteopathy\n"})
    assert [one.hint.partition(" [")[0] for one in check(root) if one.rule == "claim-body"] == [
        '"Some people find that osteopathy helps them to relax"'
    ]


def test_the_second_opinion() -> None:
    """A sentence that no rule names but that reads like a promise is a warning; one of the front desk is none."""
    loud = findings("Say farewell to the chair that owns you and hello to the you of twenty years ago!")
    assert [(one.rule, one.severity) for one in loud if one.rule == "claim-tone"] in ([], [("claim-tone", "warning")])
    assert findings("Please ring the bell and take a seat.") == []
    assert (
        findings("1. NHS. Ingrown toenail. https://www.nhs.uk/conditions/ingrown-toenail/") == []
    )  # of a list of sources


def test_a_citation_clears_a_hint() -> None:
    """A warning of a doubtful hit is not given where a citation stands in the paragraph; an error is."""
    assert {problem.severity for problem in findings("Massage cures diabetes.", cited=True)} == {"error"}
    assert [one.rule for one in findings("Studies show that rest helps.")] != []
    assert [one for one in findings("Studies show that rest helps.", cited=True) if one.rule != "claim-tone"] == []


@pytest.mark.parametrize("before", ["we see it and " * 600, "w" * 5000 + " ", "massage cures pain and " * 2500])
def test_a_sentence_without_end_is_looked_at_part_after_part(before: str) -> None:
    """What is said far on is found, whatever stands before it."""
    assert "error" in severities(f"{before}massage cures cancer")


def test_sentences() -> None:
    """Sentences end at full stops, not at abbreviations; their offsets are those of the text."""
    text = "See Dr. Lee at 9 a.m. today. It costs $1.50! Is it so? Yes"
    found = list(sentences.split(text))
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
        and p.rule != "claim-tone"
    ]


def test_everything_published_is_read(write: Callable[..., Path]) -> None:
    """Title, summary, hashtags, headings, text, lists, alt texts, captions, posts and cards are read."""
    text = HEAD.format(title="A cure for sore feet", summary="We cure pain.", more="hashtags: [CureFeet]\n") + (
        "## We cure feet {#feet}\n\nFeet. We **cu**re\nthem.\n\n- We cure pain.\n\n"
        '![A cure for feet](images/chair.svg "We cure sore feet")\n\n'
        '::: {.post card="The miracle for feet"}\nA medical breakthrough for sore feet.\n:::\n'
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
    text = (
        HEAD.format(title="Feet", summary="Feet.", more="")
        + "## Feet {#feet}\n\nOur massage cures arthritis, and bananas do too.\n"
    )
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
    write({"content/claims.yml": "words: {fruit: {en: [bananas?]}}\n" + row.format("our {fruit}")})
    assert rules(root) == []
    write({"content/claims.yml": "words: {fruit: {en: [ibuprofen]}}\n" + row.format("our {fruit}")})
    assert rules(root) == [("claims-file", "error", 1)]
    write({"content/claims.yml": row.format("5%")})
    assert rules(root) == [("claims-file", "error", 2)]
    write({"content/claims.yml": row.format("a? … " * 41 + "a")})
    assert rules(root) == [("claims-file", "error", 2)]
    write({"content/claims.yml": row.format("a").partition("match")[0] + "verb: treats\n"})
    assert rules(root) == [("claims-file", "error", 2), ("claims-file", "error", 7)]
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
    """Where medicines are the subject the medicine line is required; where massage of legs is, the signs of a clot."""

    def asked(body: str, name: str = "R") -> set[str]:
        head = HEAD.format(title="Rest", summary="How to rest.", more="")
        practice = f"name: {name}\nprofession: massage\n"
        root = write({"content/practice.yml": practice, "content/rest.md": f"{head}## Rest {{#rest}}\n\n{body}\n"})
        return {rule for rule, _, _ in rules(root) if rule.startswith("required")}

    assert asked("Some medicines make restless legs worse.") == {"required-medicine"}
    assert asked("Some medicines make restless legs worse.\n\nDo not stop or change a medicine on your own.") == set()
    assert asked("Some tablets may upset your stomach.\n\nDo not stop taking your tablets.") == set()
    assert asked("Bring a list of your medicines.") == set()
    assert asked("We massage your calves.") == {"required-clot"}
    assert asked("We massage your calves.\n\nSigns of a blood clot:\n\n- swelling\n- warm skin") == set()
    assert asked("At Harbor Lane Massage you may put your legs up.", "Harbor Lane Massage") == set()


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
