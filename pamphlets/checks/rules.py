"""Names every rule: what it asks, why, and where that comes from; the one registry that `pamphlets rules` prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pamphlets.model import Location, Problem, Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by its id; `source` is who says it and where, with the year where that is known.

    A rule that may be waived can stand in `allow`. One that `waits` for the signature is a warning in a draft.
    """

    id: str
    severity: Severity
    what: str
    why: str
    source: str
    waivable: bool = True
    waits: bool = False

    def at(self, location: Location, message: str, hint: str = "", severity: Severity | None = None) -> Problem:
        """Return the problem of something that breaks this rule."""
        return Problem(self.id, message, location, hint, severity or self.severity)


_NHS_STYLE = "NHS digital service manual: How we write"
_NHS_STANDARD = "NHS England: Standard for creating health content, 2022"
_AHRQ = "AHRQ: PEMAT user's guide (publication 14-0002-EF)"
_CCI = "CDC: Clear Communication Index"
_KINCAID = "AMA: grade 6, and CDC: grade 8, as Rustomji et al. report them"
_INFLESZ = "Barrio-Cantalejo et al., An Sist Sanit Navar 31:135, 2008"
_DISCERN = "DISCERN, University of Oxford"
_PIF = "Patient Information Forum: How to find trusted health information"
_PIF_TICK = "Patient Information Forum: PIF TICK criteria"
_UKAAF = "UK Association for Accessible Formats: minimum standards for clear print (MS03), 2012"
_WCAG = "W3C: Web Content Accessibility Guidelines 2.2"
_1557 = "45 CFR 92.201 (Section 1557), 2024"


_WAIT = frozenset(["reading-grade", "reading-inflesz", "required-medicine", "required-clot", "quote-consent"])
"""The editor's rules whose errors wait for the signature."""


def _table(*rows: tuple[str, Severity, str, str, str] | tuple[str, Severity, str, str, str, bool]) -> dict[str, Rule]:
    return {row[0]: replace(Rule(*row), waits=row[0] in _WAIT) for row in rows}


EDITOR: Mapping[str, Rule] = _table(
    ("reading-grade", "warning", "English reads at Flesch-Kincaid grade 6 or lower, each block and the whole",
     "The average adult in the USA reads at grade 8 or 9. A score is a smoke alarm, not a proof",
     _KINCAID),
    ("reading-smog", "warning", "a pamphlet of 30 sentences or more has a SMOG grade of 14 at most",
     "Above 14, four adults in five are shut out",
     "NHS digital service manual: Use a readability tool to prioritise content"),
    ("reading-inflesz", "warning", "Spanish reads at INFLESZ 65 or more, and at Fernández-Huerta 70 or more",
     "The scale was made with patient texts: below 55 it is hard, from 65 fairly easy", _INFLESZ),
    ("sentence-length", "warning", "a sentence has 20 words at most", "Who reads slowly loses a long one on the way",
     _NHS_STYLE),
    ("paragraph-length", "warning", "a paragraph has three sentences of 20 words at most, or more that are shorter",
     "A wall of text is not begun", _NHS_STYLE),
    ("list-length", "warning", "a list has seven items at most", "More are not kept in mind", _CCI),
    ("abbreviation", "warning", "an abbreviation is written out where it is first used",
     "Readers stop at letters that they do not know", _AHRQ),
    ("glossary", "warning", "a hard word of the glossary is explained where it is first used",
     "A medical word is fine once it has been explained; a link is no explanation", _AHRQ),
    ("passive", "warning", "what a reader is to do is said in the active voice",
     "It must be plain who does what", _CCI),
    ("plain-word", "warning", "an everyday word stands for the one of the trade", "It is read at once", _AHRQ),
    ("same-denominator", "warning", "chances in one pamphlet are all 'in' the same number",
     "1 in 20 and 1 in 50 cannot be compared without arithmetic", _CCI),
    ("capitals", "warning", "words are not set in capitals", "They have no shape, and are slow to read", _UKAAF),
    ("required-medicine", "error", "where medicines are spoken of, a line says not to stop or change one on your own",
     "Some medicines must not be stopped suddenly; only a prescriber can say",
     "Rosenstein, Rabin and Kurlan: Augmentation in restless legs syndrome, Open Neurology Journal 9:4, 2015"),
    ("required-clot", "error", "where leg massage is spoken of, the signs of a blood clot stand beside it",
     "A massage may move a clot that nobody knew of", "Sutham et al., BMC Pregnancy and Childbirth, 2020"),
    ("quote-consent", "error", "one person's words have consent=\"on-file\"",
     "A client's story is private until they have signed that it may be told", "HIPAA: 45 CFR 164.508"),
    ("quote-promise", "warning", "beside what clients say stands that it is no promise",
     "What one client felt is read as what all will feel", "FTC: 16 CFR 255.2"),
    ("offer", "warning", "prices and discounts stand in `.offer` blocks, and these name no illness",
     "Information and advertising must be told apart", "ASA and CAP: CAP Code 12.2"),
    ("no-citation", "warning", "a paragraph or list that states facts ends with its citation",
     "A reader, and the next editor, must be able to look it up", _DISCERN),
    ("unused-reference", "warning", "a reference is cited somewhere",
     "One that nothing uses is checked for nothing", _NHS_STANDARD, False),
    ("reference-year", "warning", "a reference says when it was published or read",
     "Evidence has a date", _DISCERN, False),
    ("reference-publisher", "warning", "a reference says who published it",
     "A reader judges it by that", _DISCERN, False),
    ("reference-age", "warning", "a reference is not older than its limit", "Newer evidence may say otherwise",
     _PIF_TICK, False),
    ("unsigned", "warning", "somebody has checked the text, by role and date",
     "Health content is approved by somebody who can answer for it", _NHS_STANDARD),
    ("signed-changed", "warning", "a text says what it said when it was signed",
     "Nobody has answered for what was changed since", _NHS_STANDARD, False),
    ("template-words", "warning", "nothing that `new` or `add` wrote to be written over is left",
     "Readers would be told what to write, not what to do", "docs/writing.md", False),
    ("review-term", "error", "'review-by' is three years after 'reviewed' at most", "Evidence ages", _PIF),
    ("overdue", "warning", "'review-by' is not past",
     "A leaflet on a rack speaks for you until it is taken away", _PIF, False),
    ("date-ahead", "error", "'reviewed', 'translated' and the date of an allowance are not in the future",
     "Nobody can have checked it yet", _NHS_STANDARD, False),
    ("mixed-language", "warning", "a source is in one language; what is in another is marked with lang",
     "A voice that reads aloud must know the language", _WCAG),
    ("translation", "warning", "a translation is as new as what it translates; its warnings and medicine lines must be",
     "A translation must stay clinically accurate", _1557, False),
    ("unchecked-language", "warning", "claims, required lines and reading can be checked in every language",
     "Where no rule looks, somebody must", "docs/checks.md"),
    ("alt-words", "warning", "an alternative text says what matters, not that it is a picture, nor the caption",
     "A screen reader says 'image' by itself, and reads the caption too", "W3C WAI: Images tutorial"),
    ("dead-link", "warning", "an address outside answers (asked with --links only)",
     "A dead link ends a reader's trust", _NHS_STANDARD, False),
    ("allowance", "warning", "an allowance still waives something, and names a rule that may be waived",
     "One that is left over will hide the next fault", "docs/checks.md", False),
    ("threshold", "error", "practice.yml has only thresholds that there are", "A misspelt one would do nothing",
     "docs/checks.md", False),
    ("profession", "warning", "practice.yml says what kind of practice it is",
     "What it may say that it does depends on that: a dentist treats gum disease", "docs/checks.md", False),
    ("claims-file", "error", "the words and rules of claims.yml can be read", "A broken rule finds nothing",
     "docs/checks.md", False),
)  # fmt: skip

_GCS = "UK Government Communication Service: accessible social media campaigns"
_NIHR = "NIHR: social media accessibility and guidance"
POSTS: Mapping[str, Rule] = _table(
    ("post-hashtag", "warning", "a hashtag has a capital for each word", "A voice then reads it out as words", _GCS),
    ("post-emoji-use", "warning", "emoji are three at most, different, and at the end", "A voice reads out each name",
     _GCS),
    ("post-invisible", "warning", "a post has no characters that cannot be seen", "They break words", _NIHR),
    ("post-address", "warning", "an address is whole, and not too long to read", "It says where it leads", _NIHR),
    ("post-link", "warning", "only addresses are read as links by platforms", "Nobody meant '9.am' to be one",
     "twitter-text 3, 2021"),
    ("post-sentence", "warning", "a sentence of a post has 25 words at most", "A feed is read in passing", _GCS),
    ("post-capitals", "warning", "words of a post are not in capitals", "Some voices spell them", _NIHR),
    ("post-fold", "warning", "the first sentence is seen before 'see more'", "Most readers do not tap",
     "posttruncate.com: platform limits"),
    ("post-repeated", "warning", "no two posts of a series say the same", "Platforms turn the second one down",
     "Ayrshare: duplicate posts"),
    ("card-alt-length", "warning", "the description of a card has 300 characters at most",
     "It cannot be skimmed when it is heard", "accessible-social.com: alternative text"),
)  # fmt: skip

_FORM = {
    "address binary block-id broken changed character collision comment condition embed empty exists fence "
    "front-matter heading image kind link list markup missing-file missing-key name no-project not-utf-8 nothing "
    "outside too-long unknown-key unreadable variable wrong-value yaml": "a file can be read",
    "alt-text": "a picture says in words what it shows",
    "citation": "a citation is in references.yml",
    "export-bytes export-cell export-draft export-media export-rows": "the tools that schedule posts take them",
    "card-alt card-bytes card-layout card-words carousel hashtag platform post post-bytes post-emoji post-hashtags "
    "post-length post-letters post-phone post-title": "a post fits its platform",
    "coarse fit lost tall wide": "everything fits on its leaflet",
    "slides": "a waiting-room screen shows every block",
    "email-size": "a mail program shows all of an e-mail",
    "asset contrast font logo template unknown-color": "templates and brand have what they name, and can be read",
    "ambiguous-name duplicate-key duplicate-reference duplicate-site missing-language panel unknown-channel "
    "unknown-format unknown-kind unknown-motif unknown-platform": "settings name what there is, once",
}
FORM: Mapping[str, Rule] = {
    id_: Rule(id_, "error", what, "No output can be made of it as it was meant", "docs/writing.md", False)
    for ids, what in _FORM.items()
    for id_ in ids.split()
}


def every(claims: Iterable[Rule] = ()) -> Mapping[str, Rule]:
    """Return all rules by id: the editor's, those of posts, those about claims, and those of form."""
    return {**EDITOR, **POSTS, **{rule.id: rule for rule in claims}, **FORM}
