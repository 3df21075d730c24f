# ruff: noqa: E501 - tables are read better with one row a line
"""Turns prose into what makes it hard: long sentences, paragraphs and lists, jargon, abbreviations, capitals, passives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import regex

from pamphlets.checks.prose import Piece, Prose
from pamphlets.checks.reading import WORD
from pamphlets.checks.rules import EDITOR
from pamphlets.checks.text import fold
from pamphlets.library import Library
from pamphlets.localized import scripts, sentences
from pamphlets.model import Problem
from pamphlets.source import placeholders

PARAGRAPH_WORDS = 60
"""Words of a long paragraph: the NHS's three sentences of 20 words. More sentences that are shorter are no wall."""

_TOKEN = regex.compile(r"(?:https?://|www\.|[\w.+-]+@)\S+|[\p{L}\p{N}\p{M}]+(?:['’.,-][\p{L}\p{N}\p{M}]+)*")
"""A word, or an address, which is one; marks are letters of a word where a script writes vowels as marks."""
_KNOWN = frozenset(
    [
        "US", "USA", "UK", "EU", "TV", "PDF", "QR", "AM", "PM", "OK", "ID", "DIY", "FAQ", "NHS", "CDC", "FDA", "DNA",
        "HIV", "AIDS", "GPS", "EE", "UU", "ONU", "OMS", "CD", "DVD", "PC", "IT", "A", "I", "O", "Y", "E", "U", "AND",
        "OR", "NOT", "NO", "THE", "YES", "DO", "STOP", "NEVER", "CALL", "NEW", "FREE", "ASK", "TODAY", "NOW", "ALL",
        "TODO", "SI", "SÍ", "LA", "EL", "LO", "NUNCA", "HOY", "AHORA",
    ]
)  # fmt: skip
_ABBREVIATION = re.compile(r"(?<![\w#@/.-])[A-ZÁÉÍÓÚÑ]{2,6}(?=s?(?![\w-]))")
_POSTCODE = re.compile(r"\b[A-Z]{2} \d{5}\b|\b[A-Z]{1,3}\d\w* ?\d?[A-Z]{0,2}\b")
_CAPITALS = re.compile(
    r"(?<![\w#])[A-ZÁÉÍÓÚÑ]{3,}(?:[\s,!]+[A-ZÁÉÍÓÚÑ]{2,}){1,}(?!\w)|(?<![\w#])(?:NOT|NEVER|STOP|NO|NUNCA|ALWAYS)(?!\w)"
)
_RUN = re.compile(r"[A-ZÁÉÍÓÚÑ]{2}")
"""What stands in every abbreviation, and in all that is in capitals."""
_IRREGULAR = "done|made|taken|given|kept|told|seen|held|put|paid|sent|brought|worn|eaten|drunk|known|found|written|read"
_PASSIVE: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        rf"\b(?:should|must|needs? to|has to|have to|ought to) (?:not |only |also |always |never )?be (?:\w+ly )?"
        rf"(?:\w{{2,}}ed|{_IRREGULAR})\b(?! (?:with|to) (?:be )?(?:sore|tired))|\b(?:can|may) be (?:booked|made|reached|called|taken|bought|obtained|arranged|scheduled|contacted|paid)\b"
        rf"|\b(?:are|is) (?:advised|asked|requested|urged|encouraged) to\b"
        rf"|\bit is (?:recommended|advised|suggested) (?:that|to)\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:debe|deben|debera|deberan|tiene que|tienen que) ser (?:\w+mente )?\w+[ai]d[oa]s?\b"
        r"|\bse (?:recomienda|aconseja|ruega|solicita|sugiere|debe)\b",
        re.IGNORECASE,
    ),
}
# AHRQ, PEMAT-P item 3, and words of the same sort from its toolkit; the second is the everyday word.
_SWAPS: Mapping[str, Mapping[str, str]] = {
    "en": {
        r"inflam(?:mation|ed|matory)": "swelling", r"physicians?": "doctor", r"analgesics?": "painkiller",
        r"beneficial": "helpful", r"utili[sz]e[sd]?|utili[sz]ing|utili[sz]ation": "use", r"recur(?:s|red|ring|rence)?": "come back",
        r"exacerbat\w+": "make worse", r"facilitat\w+": "make easier", r"sufficient(?:ly)?": "enough", r"observe[sd]?": "watch",
        r"administer(?:s|ed|ing)?": "give", r"commence[sd]?|commencing": "begin", r"terminate[sd]?": "end", r"prior to": "before",
        r"subsequent(?:ly)?": "later", r"approximately": "about", r"additional(?:ly)?": "more", r"adverse (?:effects?|reactions?)": "side effects",
        r"hypertension": "high blood pressure", r"oedema|edema": "swelling", r"lower extremit(?:y|ies)|extremit(?:y|ies)": "legs, arms",
        r"consult(?:s|ed|ing)? (?:with )?(?:a|your|the)": "ask your", r"in order to": "to", r"modalit(?:y|ies)": "kind of care",
        r"efficac(?:y|ious)": "how well it works", r"contraindicat\w+": "not safe, ask first", r"etiology|aetiology": "cause",
        r"onset": "start", r"discontinu\w+": "stop", r"monitor(?:s|ed|ing)?": "keep track of", r"alleviat\w+": "ease",
        r"ambulat\w+": "walk", r"nocturnal": "at night", r"paresthesia\w*|paraesthesia\w*": "tingling", r"idiopathic": "of unknown cause",
        r"pharmacological": "with medicine", r"symptomatology": "symptoms", r"obtain(?:s|ed|ing)?": "get", r"assistance": "help",
    },
    "es": {
        r"inflamacion(?:es)?|inflamad[oa]s?": "hinchazón", r"facultativ[oa]s?|galen[oa]s?": "médico", r"analgesicos?": "pastilla para el dolor",
        r"benefici(?:oso|osa|osos|osas)": "bueno, útil", r"utiliz(?:ar|a|an|e|en|ando|acion)": "usar", r"recurrir|recurrencia": "volver",
        r"exacerb\w+": "empeorar", r"facilit(?:ar|a|an|e|en)": "hacer más fácil", r"suficiente(?:s|mente)?": "bastante",
        r"administr(?:ar|a|an|e|en|acion)": "dar", r"previo a|previamente a": "antes de", r"posteriormente": "después",
        r"aproximadamente": "unos, unas", r"efectos adversos": "efectos secundarios", r"hipertension": "presión alta", r"edemas?": "hinchazón",
        r"extremidad(?:es)?(?: inferiores)?": "piernas, brazos", r"contraindica\w+": "no conviene", r"etiologia": "causa",
        r"discontinu\w+|interrump(?:ir|a|an)": "dejar", r"cefaleas?": "dolor de cabeza", r"nocturn[oa]s?": "de noche", r"asistencia": "ayuda",
        r"parestesias?": "hormigueo", r"idiopatic[oa]s?": "sin causa conocida", r"sintomatologia": "síntomas", r"ingerir|ingesta|ingiera": "tomar",
        r"deambul\w+": "caminar",
    },
}  # fmt: skip
_SWAP = {language: re.compile(rf"\b(?:{'|'.join(swaps)})\b") for language, swaps in _SWAPS.items()}
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
_CHANCE = re.compile(
    rf"\b(?:\d[\d,.]*|{'|'.join(_NUMBERS)}|una?|dos|tres|cuatro|cinco)(?: people| adults| women| men| personas| adultos)? "
    r"(?:in|out of|of every|in every|de cada|de) (?:every |cada )?(\d[\d,.]*|ten|twenty|a hundred|diez|veinte|cien|mil)\b(?! ?%)"
)
_SAME = {"ten": "10", "twenty": "20", "a hundred": "100", "diez": "10", "veinte": "20", "cien": "100", "mil": "1000"}


def check(library: Library, prose: Prose, limits: Mapping[str, float]) -> Iterator[Problem]:
    """Yield what makes the texts of a library hard to read."""
    for pamphlet in library.pamphlets.values():
        for piece in prose.front(pamphlet):
            yield from _check_piece(piece, limits)
        for block in pamphlet.blocks:
            variants = prose.body(pamphlet, block)
            posts = [variant for post in block.posts for variant in prose.post(pamphlet, block, post)]
            for piece in dict.fromkeys(piece for variant in (*variants, *posts) for piece in variant):
                yield from _check_piece(piece, limits)
            yield from dict.fromkeys(found for variant in variants for found in _check_lists(variant, limits))
            for variant in posts:
                yield from _abbreviations(variant)
    for edition in library.damage.complete(library.editions):
        if edition.site == prose.site:
            pieces = list(prose.pieces(edition.pamphlet, edition.blocks))
            yield from _abbreviations(pieces)
            yield from _denominators(pieces)


def _check_piece(piece: Piece, limits: Mapping[str, float]) -> Iterator[Problem]:
    language = piece.language.split("-")[0]
    if piece.part in ("text", "item", "caption", "summary"):
        yield from _lengths(piece, limits)
    small = fold(piece.text)
    seen: set[str] = set()
    for found in _SWAP[language].finditer(small) if language in _SWAP else ():
        if found[0] not in seen:
            seen.add(found[0])
            better = next(word for old, word in _SWAPS[language].items() if re.fullmatch(old, found[0]))
            message = f"'{piece.text[found.start() : found.end()]}' is a word of the trade"
            yield EDITOR["plain-word"].at(piece.at(found.start()), message, f"say: {better}")
    if language in _PASSIVE and piece.part in ("text", "item", "post", "card", "heading"):
        for found in _PASSIVE[language].finditer(small):
            message = f"“{piece.text[found.start() : found.end()]}” does not say who does it"
            hint = "say it to the reader: “Call us”, “You can book”"
            yield EDITOR["passive"].at(piece.at(found.start()), message, hint)
    shown = piece.part != "post" and _RUN.search(piece.text)  # posts have a check of their own
    if shown and (loud := _CAPITALS.search(piece.text)):
        hint = "write it in small letters; **bold** is for weight"
        yield EDITOR["capitals"].at(piece.at(loud.start()), f"“{loud[0]}” is in capitals", hint)


def _lengths(piece: Piece, limits: Mapping[str, float]) -> Iterator[Problem]:
    """Yield sentences and paragraphs that are too long, where spaces say what a word is.

    Those of another language, which wait to be written in this one, have no length yet.
    """
    if not scripts.is_spaced(piece.language) or piece.text.startswith(placeholders.TODO):
        return
    found = [(offset, sentence, len(_TOKEN.findall(sentence))) for offset, sentence in sentences.split(piece.text)]
    most, many = limits["sentence-words"], limits["paragraph-sentences"]
    for offset, sentence, words in found:
        if words > most:
            start = " ".join(sentence.split()[:5])
            message = f"a sentence of {words} words (“{start} …”); {most:g} are the most"
            yield EDITOR["sentence-length"].at(piece.at(offset), message, "make two of it")
    total = sum(words for _, _, words in found)
    if piece.part in ("text", "item") and len(found) > many and total > PARAGRAPH_WORDS:
        message = f"a paragraph of {len(found)} sentences and {total} words; {many:g} are the most"
        yield EDITOR["paragraph-length"].at(piece.location, message, "begin a new paragraph for each thought")


def _check_lists(pieces: Sequence[Piece], limits: Mapping[str, float]) -> Iterator[Problem]:
    lists: dict[int, list[Piece]] = {}
    for piece in pieces:
        if piece.part == "item" and not piece.depth:
            lists.setdefault(piece.list, []).append(piece)
    for items in lists.values():
        if len(items) > limits["list-items"]:
            message = f"a list of {len(items)} items; {limits['list-items']:g} are the most"
            hint = "group them under two headings, or leave some out"
            yield EDITOR["list-length"].at(items[0].location, message, hint)


def _abbreviations(pieces: Iterable[Piece]) -> Iterator[Problem]:
    """Yield each abbreviation that is not written out where it is first used."""
    known: set[str] = set()
    for piece in pieces:
        if piece.part in ("alt", "card", "hashtag") or piece.kind == "contact" or not _RUN.search(piece.text):
            continue
        text = _POSTCODE.sub(lambda found: " " * len(found[0]), piece.text)
        if _CAPITALS.search(text) or text.isupper():
            continue
        for found in _ABBREVIATION.finditer(text):
            short = found[0]
            if short in _KNOWN or short in known or piece.part == "heading":
                continue
            known.add(short)
            before, after = text[: found.start()].rstrip("s "), text[found.end() :]
            if not (before.endswith("(") and len(WORD.findall(before)) > 1) and not re.match(r"s?\s*\(", after):
                hint = f"write it out, with the short form in brackets: … ({short})"
                yield EDITOR["abbreviation"].at(piece.at(found.start()), f"'{short}' is not written out", hint)


def _denominators(pieces: Iterable[Piece]) -> Iterator[Problem]:
    """Yield a problem where the chances of one pamphlet are not all in the same number."""
    first: tuple[str, Piece] | None = None
    for piece in pieces:
        for found in _CHANCE.finditer(fold(piece.text)):
            number = _SAME.get(found[1], found[1].rstrip(".,").replace(",", ""))
            if not number.isdecimal() or 1900 <= int(number) <= 2100 or int(number) < 4:
                continue
            if first is None:
                first = (number, piece)
            elif number != first[0]:
                message = f"chances in {number} here and in {first[0]} at {first[1].location}"
                hint = f"give all of them in {max(number, first[0], key=int)}"
                yield EDITOR["same-denominator"].at(piece.at(found.start()), message, hint)
