"""Turns lines that nothing was learned from into figures: bad claims found, honest words left alone, and the time.

    python benchmarks/claims.py [--language en] [--learned | --earlier | --wrong | --loud | --prune] [--alone]

The lines stand in benchmarks/claims; a third of them, drawn by hash, is held back from whoever writes rules. With
`--learned` the other two thirds are measured, with `--earlier` the lines that older rules were made from; `--wrong`
prints what is wrong among the two thirds, `--loud` what is found there and is no error, `--prune` the patterns that are
never the only ones to find a line of all that may be learned from. `--alone` leaves out the second opinion.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from time import process_time

from pamphlets.checks import claims
from pamphlets.checks.claims.language import Language, RulePattern
from pamphlets.checks.prose import Piece
from pamphlets.checks.text import flat, plain
from pamphlets.model import Location, Problem
from pamphlets.project import professions

FOLDER = Path(__file__).parent / "claims"
GROUPS = {
    "hands-on": ("massage", "physiotherapy", "chiropractic", "osteopathy", "acupuncture"),
    "dental": ("dental",),
    "medical": ("medical", "nursing", "pharmacy", "optometry", "podiatry"),
    "other": ("psychology", "nutrition", "veterinary", "beauty", "fitness", "other"),
}
NEAR = (
    {"cure", "treat", "conditions", "children", "pregnancy"}, {"cure", "lasting", "guarantee"},
    {"guarantee", "promise", "proven"}, {"promise", "before-after", "relief"}, {"proven", "authority", "best"},
    {"best", "miracle", "authority"}, {"stop-medicine", "instead", "disparage"}, {"instead", "red-flag"},
    {"detox", "body"}, {"safe", "pregnancy", "children"}, {"diagnose", "test"}, {"fear", "urgency"},
    {"story", "cure", "before-after"}, {"supplement", "instead", "treat"}, {"body", "treat", "cure"},
    {"proven", "studies"}, {"guarantee", "percent"}, {"supplement", "cure"}, {"lasting", "promise"},
    {"fear", "disparage"},
)  # fmt: skip
"""Families that fit one another: a line of both may be told as either."""


@dataclass(frozen=True, slots=True)
class Line:
    side: str
    family: str
    profession: str
    kind: str
    text: str
    language: str

    @property
    def held(self) -> bool:
        """Say whether nothing may be learned from it."""
        return self.kind != "earlier" and int(sha256(self.text.encode()).hexdigest(), 16) % 3 == 0

    @property
    def group(self) -> str:
        return next(name for name, professions in GROUPS.items() if self.profession in professions)


def lines() -> Iterator[Line]:
    """Yield every line of the corpus."""
    for path in sorted(FOLDER.glob("*.tsv")):
        for row in path.read_text("utf-8").splitlines():
            yield Line(*row.split("\t"), path.suffixes[0][1:])


def find(line: Line) -> list[Problem]:
    """Return what a practice of the line's profession is told of it."""
    checker = replace(claims.checker(None), verbs=professions.verbs([line.profession]))
    piece = Piece("text", plain(line.text), Location("x.md", 1), line.language)
    return sorted(claims.check([piece], checker), key=lambda problem: problem.severity)


def fits(family: str, problem: Problem) -> bool:
    """Say whether a rule belongs to the family of a line, or to one near it."""
    named = re.search(r"as in (claim-\S+):", problem.message) if problem.rule == "claim-tone" else None
    rule = (named[1] if named else problem.rule).removeprefix("claim-")
    return rule == family or any({rule, family} <= near for near in NEAR)


def share(part: int, whole: int) -> str:
    return f"{100 * part / whole:4.0f} %" if whole else "     –"


def table(name: str, rows: dict[str, list[tuple[Line, list[Problem]]]]) -> None:
    """Print the figures of groups of lines."""
    print(f"\n{name:16} {'bad':>5} {'found':>6} {'error':>6} {'family':>7} {'honest':>7} {'error':>6} {'flagged':>8}")
    for key, found in sorted(rows.items()):
        bad = [one for one in found if one[0].side == "bad"]
        honest = [one for one in found if one[0].side == "honest"]
        told = [(line, problems) for line, problems in bad if problems]
        right = sum(fits(line.family, problems[0]) for line, problems in told)
        print(
            f"{key:16} {len(bad):5} {share(len(told), len(bad))} {share(sum(map(errors, bad)), len(bad))}"
            f" {share(right, len(told)):>7} {len(honest):7} {share(sum(map(errors, honest)), len(honest))}"
            f" {share(sum(bool(problems) for _, problems in honest), len(honest)):>8}"
        )


def errors(found: tuple[Line, list[Problem]]) -> bool:
    return any(problem.severity == "error" for problem in found[1])


def group(
    found: Iterable[tuple[Line, list[Problem]]], key: Callable[[Line], str]
) -> dict[str, list[tuple[Line, list[Problem]]]]:
    rows = defaultdict(list)
    for one in found:
        rows[key(one[0])].append(one)
    return rows


def prune(language: str, chosen: list[Line]) -> None:
    """Print the patterns that are never the only ones to find a line."""
    rules = claims.checker(None).language(language)
    assert rules
    needed: dict[str, int] = defaultdict(int)
    for line in chosen:
        found = met(rules, flat(plain(line.text)))
        if len(found) == 1:
            needed[found[0]] += line.side == "bad"
    every = {name(row) for rows in rules.rows.values() for row in rows if row.way != "unless"}
    print(*sorted(one for one in every if not needed[one]), sep="\n")


def name(row: RulePattern) -> str:
    return f"{row.claim.id} {row.way} {row.text}"


def met(rules: Language, text: str) -> list[str]:
    """Return the patterns that a text meets, however it is said."""
    sentence = rules.sentence(text)
    rows = (row for row in rules.possible(sentence) if row.way != "unless")
    return [name(row) for row in rows if any(True for _ in rules.pattern(row.text).matches(sentence))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--language", choices=("en", "es"))
    parser.add_argument("--alone", action="store_true", help="without the second opinion")
    ways = parser.add_mutually_exclusive_group()
    for way in ("learned", "earlier", "wrong", "loud", "prune"):
        ways.add_argument(f"--{way}", action="store_true")
    words = parser.parse_args()
    learned = words.learned or words.wrong or words.loud
    every = [line for line in lines() if words.language in (None, line.language)]
    if words.prune:
        return prune(words.language, [line for line in every if not line.held])
    earlier = "earlier" if words.earlier else ""
    chosen = [
        one for one in every if (one.kind == "earlier" if earlier else one.kind != "earlier" and one.held != learned)
    ]
    start = process_time()
    found = [(line, [one for one in find(line) if not (words.alone and one.rule == "claim-tone")]) for line in chosen]
    seconds = process_time() - start
    for line, problems in found if words.wrong or words.loud else ():
        rules = " ".join(f"{one.rule}:{one.severity}" for one in problems)
        missed = (
            bool(problems) != (line.side == "bad")
            if words.wrong
            else line.side == "bad" and problems and not errors((line, problems))
        )
        if missed:
            print(f"{line.language} {line.side:6} {line.family:14} {line.profession:12} {line.text}  [{rules}]")
    print(
        "earlier lines"
        if earlier
        else "lines that may be learned from"
        if learned
        else "lines that nothing was learned from"
    )
    for name, key in (
        ("all", lambda line: "all"), ("language", lambda line: line.language), ("group", lambda line: line.group),
        ("profession", lambda line: line.profession), ("family", lambda line: line.family),
    ):  # fmt: skip
        table(name, group(found, key))
    print(f"\n{len(chosen)} lines in {seconds:.2f} s of CPU time")


if __name__ == "__main__":
    main()
