"""Turns what stands around a claim into how it is said: plainly, denied, doubted, asked, or told as another's words.

After ConText (Harkema and others: ConText, an algorithm for determining negation, experiencer, and temporal status
from clinical reports, Journal of Biomedical Informatics 42:839, 2009): a trigger reaches forward or back from its
place, as far as an end word or a stop. What looks like a trigger and is none ("not only") is listed, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pamphlets.checks.claims.patterns import Match, Pattern
from pamphlets.checks.lexicon import Lexicon, Sentence, Span

KINDS = ("denied", "told", "asked", "doubted")
"""How something is said that is not said plainly; the first that is met counts."""
REACH = 12
"""Words that a trigger reaches at most."""


class Context:
    """The triggers of one language by kind and place: `denied-before` what is denied, `told-after`, `asked-near` …

    Beside them stand `ends`, `comma-ends`, `seems`, and other patterns that are asked for by their names.
    """

    def __init__(self, rows: Mapping[str, Iterable[str]], lexicon: Lexicon) -> None:
        self.rows, self._lexicon = rows, lexicon
        self._patterns: dict[str, list[Pattern]] = {}

    def stance(self, sentence: Sentence, match: Match) -> str:
        """Return of which kind a claim is, '' for one that is plainly said."""
        ends = {start for start, _ in self.places(sentence, "ends")}
        ends |= {start for start, _ in self.places(sentence, "comma-ends") if start in sentence.commas}
        others = (*self.places(sentence, "seems"), *match.parts)
        for kind in KINDS if "?" in sentence.text else (kind for kind in KINDS if kind != "asked"):
            for way in ("before", "after", "near"):
                for trigger in self.places(sentence, f"{kind}-{way}"):
                    if not inside(trigger, others) and _reaches(sentence, way, trigger, match.key[0], ends):
                        return kind
        return ""

    def places(self, sentence: Sentence, name: str) -> list[Span]:
        """Return where the patterns of a name are met."""
        if name not in self._patterns:
            self._patterns[name] = [Pattern(text, self._lexicon) for text in self.rows.get(name, ())]
        if name not in sentence.kept:
            rows = [row for row in self._patterns[name] if row.may(sentence)]
            sentence.kept[name] = [match.span for row in rows for match in row.matches(sentence)]
        return sentence.kept[name]

    def by_others(self, sentence: Sentence, key: Span) -> bool:
        """Say whether it is a doctor or nurse of whom something is said, who is named nearer before it than we are."""
        ours = self.places(sentence, "ours")
        before = [span for span in sorted((*self.places(sentence, "others"), *ours)) if span[1] <= key[0]]
        return bool(before) and before[-1] not in ours


def inside(span: Span, others: Iterable[Span]) -> bool:
    """Say whether words stand within others."""
    return any(start <= span[0] and span[1] <= end for start, end in others)


def _reaches(sentence: Sentence, way: str, trigger: Span, at: int, ends: set[int]) -> bool:
    if way == "near":
        return True
    first, last = (trigger[1], at) if way == "before" else (at + 1, trigger[0])
    if not first <= last <= first + REACH or sentence.clauses[first - 1] != sentence.clauses[last]:
        return False
    return not any(first <= end < last or (end == last and way == "before") for end in ends)
