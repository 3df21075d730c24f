# ruff: noqa: E501 - patterns are read better in one piece
"""Turns editions into what they must say and do not: the line about medicines, the signs of a clot, consent, offers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from pamphlets.checks.claims import Checker
from pamphlets.checks.prose import Piece, Prose
from pamphlets.checks.rules import EDITOR
from pamphlets.checks.text import fold
from pamphlets.library import Library
from pamphlets.model import Block, Edition, Location, Pamphlet, Problem

_NONE = re.compile(r"$^")
NO_PROMISE: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:may not be so|no promise|not (?:a )?promise|results (?:vary|differ)|not everyone|may differ|(?:you|yours) may not"
        r"|do(?:es)? not (?:know|mean)|one person|everyone is different)\b"
    ),
    "es": re.compile(
        r"\b(?:quizas a usted no|quizas las suyas no|no (?:es|son) (?:una )?promesas?|no prometemos|no a todos|cada persona"
        r"|los resultados (?:varian|cambian)|una sola persona|puede que a usted no|no sabemos)\b"
    ),
}
_CLIENTS: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:clients?|customers?|patients?) (?:\w+ )?(?:tells?|says?|said|told|reports?|felt|notices?)\b"
    ),
    "es": re.compile(r"\b(?:clientes?|clientas?|pacientes?) (?:\w+ )?(?:dicen?|dijo|cuentan?|notan?|sienten?)\b"),
}
_PRICE = re.compile(
    r"(?:[$€£] ?\d|\b\d+ ?(?:%|percent) (?:off|discount)|\b\d+ ?% de descuento|\bdiscount|\bspecial offer|\bgift (?:card|voucher)"
    r"|\bdescuento|\boferta|\bpromocion|\btarjeta de regalo|\bhalf price|\bfree session|\bsesion gratis)"
)
_PRICED = (
    "$",
    "€",
    "£",
    "%",
    "percent",
    "discount",
    "offer",
    "gift",
    "descuento",
    "oferta",
    "promocion",
    "regalo",
    "price",
    "sesion",
    "session",
)
"""Of what one stands in each of them; so do these where clients speak."""
_PEOPLE = ("client", "customer", "patient", "pacient")
_ILLNESS: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:rls|restless legs|syndrome|insomnia|symptoms?|disease|pain|cramps?)\b"),
    "es": re.compile(r"\b(?:spi|piernas inquietas|sindrome|insomnio|sintomas?|enfermedad|dolor|calambres?)\b"),
}


def check(library: Library, prose: Prose, checker: Checker) -> Iterator[Problem]:
    """Yield what is missing from each edition (those of one site stand for all), and from each block."""
    for pamphlet in library.pamphlets.values():
        for block in filter(library.damage.spares, pamphlet.blocks):
            yield from _check_block(pamphlet, block, prose.body(pamphlet, block))
    seen: set[tuple[str, str]] = set()
    for edition in library.damage.complete(library.editions):
        key = (edition.pamphlet.path, edition.language)
        if key not in seen:
            seen.add(key)
            yield from _check_edition(edition, prose, checker)


def _lines(pieces: Iterable[Piece]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{' '.join(piece.text.split())}." for piece in pieces))


def _without(line: str, names: Iterable[str]) -> str:
    """Return a line without the names of the practice: a massage in a name is no subject."""
    for name in names:
        if name.casefold() in line.casefold():
            line = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "", line, flags=re.IGNORECASE)
    return line


def _check_edition(edition: Edition, prose: Prose, checker: Checker) -> Iterator[Problem]:
    place, practice = Location(edition.pamphlet.path), prose.project.practice
    variants = [(block, prose.body(edition.pamphlet, block)) for block in edition.blocks]
    told = [(block, _lines(piece for one in every for piece in one)) for block, every in variants]
    text = "\n".join(line for _, lines in told for line in lines).casefold()
    names = [one for one in (practice.name, *(site.name for site in practice.sites)) if one and one.casefold() in text]
    shown = [(block, tuple(_without(line, names) for line in lines)) for block, lines in told]
    whole = [line for _, lines in shown for line in lines]
    for subject, message, hint in (
        ("medicine", "speaks of medicines and has no line that says not to stop them", f"add: {_line(edition.language)}"),
        ("clot", "speaks of leg massage and does not give the signs of a blood clot",
         "embed the block: ![[safety#clot-signs]], or write one"),
    ):  # fmt: skip
        first = next((block for block, lines in shown if checker.speaks(edition.language, lines, subject)), None)
        if first and not all(
            checker.speaks(edition.language, whole, name) for name in checker.says(edition.language, subject)
        ):
            message = f"'{edition.pamphlet.name}' {message}"
            yield EDITOR[f"required-{subject}"].at(_own(first, place), message, hint)


def _names_one(text: str, words: Iterable[str]) -> bool:
    return any(word in text for word in words)


def _line(language: str) -> str:
    spanish, english = (
        "«No deje ni cambie una medicina por su cuenta.»",
        "“Do not stop or change a medicine on your own.”",
    )
    return spanish if language.startswith("es") else english


def _own(block: Block, place: Location) -> Location:
    return block.location if block.location.path == place.path else block.location.embedded_by or place


def _check_block(pamphlet: Pamphlet, block: Block, variants: tuple[tuple[Piece, ...], ...]) -> Iterator[Problem]:
    language = pamphlet.language.split("-")[0]
    kinds = {piece.kind for variant in variants for piece in variant} | {block.kind}
    if "quote" in kinds and block.consent != "on-file":
        message = "one person's words, without a note that they have agreed in writing"
        yield EDITOR["quote-consent"].at(block.location, message, 'file the signed consent, then add consent="on-file"')
    for variant in variants:
        text = fold("\n".join(_lines(variant)))
        told = "quote" in kinds or (_names_one(text, _PEOPLE) and _CLIENTS.get(language, _NONE).search(text))
        if told and not NO_PROMISE.get(language, re.compile("")).search(text):
            message = "what clients say stands here without a line that it is no promise"
            example = {"es": "«Quizás a usted no le pase.»"}.get(language, "“It may not be so for you.”")
            yield EDITOR["quote-promise"].at(block.location, message, f"add: {example}")
            break
    seen: set[str] = set()
    for piece in dict.fromkeys(piece for variant in variants for piece in variant):
        words = fold(piece.text)
        if piece.kind != "offer" and "price" not in seen and _names_one(words, _PRICED) and _PRICE.search(words):
            seen.add("price")
            message = "a price or discount among information"
            yield EDITOR["offer"].at(piece.location, message, "put it into a .offer block")
        if piece.kind == "offer" and (found := _ILLNESS.get(language, _NONE).search(words)) and "ill" not in seen:
            seen.add("ill")
            message = f"an offer names '{found[0]}'"
            yield EDITOR["offer"].at(piece.location, message, "say what you offer; leave illness to information")
