# ruff: noqa: E501 - patterns are read better in one piece
"""Turns editions into what they must say and do not: the line about medicines, the signs of a clot, consent, offers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from pamphlets.checks.prose import Piece, Prose
from pamphlets.checks.rules import EDITOR
from pamphlets.checks.text import fold
from pamphlets.library import Library
from pamphlets.model import Block, Edition, Location, Pamphlet, Problem

_OTHERS = re.compile(r"$^")
_MEDICINE: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:medicines?|medications?|meds|pills?|tablets?|drugs?|prescri\w+|painkillers?)\b"),
    "es": re.compile(r"\b(?:medicinas?|medicamentos?|medicacion|pastillas?|farmacos?|recet[ao]s?|tabletas?)\b"),
}
MEDICINE_LINE: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:do not|don't|never|please don't)\b[^.]{0,25}\b(?:stop|change|quit|cut)\b[^.]{0,45}"
        r"\b(?:medicines?|medications?|pills?|drugs?|it|them|any|one|tablets?)\b"
    ),
    "es": re.compile(r"\b(?:no|nunca)\b[^.]{0,12}\b(?:deje|cambie|suspenda|las deje|la deje|lo deje|los deje)\b"),
}
_LEG_MASSAGE: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(r"^(?=.*\bmassag\w+)(?=.*\b(?:legs?|calf|calves|thighs?|rls)\b)", re.MULTILINE),
    "es": re.compile(r"^(?=.*\bmasaj\w+)(?=.*\b(?:piernas?|pantorrillas?|muslos?|spi)\b)", re.MULTILINE),
}
_FORBIDDEN = re.compile(
    r"(?<![^.\n])[^.\n]*\b(?:(?:do not|don't|never) (?:rub |or )*massag\w*|no (?:frote ni |de )?(?:masaje\w*|un masaje))[^.\n]*"
)
_CLOT: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(r"\bclots?\b|\bthrombosis\b"),
    "es": re.compile(r"\bcoagulos?\b|\btrombosis\b"),
}
_CLOT_SIGNS: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:swell\w*|swollen)\b.*\b(?:warm|hot|red|darker)\b", re.DOTALL),
    "es": re.compile(r"\bhincha\w*\b.*\b(?:caliente|roj[oa]|oscur[oa])\b", re.DOTALL),
}
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
_ILLNESS: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:rls|restless legs|syndrome|insomnia|symptoms?|disease|pain|cramps?)\b"),
    "es": re.compile(r"\b(?:spi|piernas inquietas|sindrome|insomnio|sintomas?|enfermedad|dolor|calambres?)\b"),
}


def check(library: Library, prose: Prose) -> Iterator[Problem]:
    """Yield what is missing from each edition (those of one site stand for all), and from each block."""
    seen: set[tuple[str, str]] = set()
    texts: dict[tuple[str, str], str] = {}
    for pamphlet in library.pamphlets.values():
        for block in pamphlet.blocks:
            variants = prose.body(pamphlet, block)
            texts[pamphlet.path, block.id] = _text(piece for variant in variants for piece in variant)
            if library.damage.spares(block):
                yield from _check_block(pamphlet, block, variants)
    for edition in library.damage.complete(library.editions):
        key = (edition.pamphlet.path, edition.language)
        if key not in seen:
            seen.add(key)
            yield from _check_edition(edition, texts)


def _text(pieces: Iterable[Piece]) -> str:
    lines = (f"{' '.join(piece.text.split())}." for piece in pieces)
    return fold("\n".join(dict.fromkeys(lines)))


def _check_edition(edition: Edition, texts: Mapping[tuple[str, str], str]) -> Iterator[Problem]:
    language, place = edition.language.split("-")[0], Location(edition.pamphlet.path)
    shown = [(block, texts.get((block.location.path, block.id), "")) for block in edition.blocks]
    whole = "\n".join(text for _, text in shown)
    medicine = _MEDICINE.get(language, _OTHERS)
    spoken = next((block for block, text in shown if medicine.search(text)), None)
    if spoken and not MEDICINE_LINE[language].search(whole):
        spanish, english = (
            "«No deje ni cambie una medicina por su cuenta.»",
            "“Do not stop or change a medicine on your own.”",
        )
        hint = spanish if language == "es" else english
        message = f"'{edition.pamphlet.name}' speaks of medicines and has no line that says not to stop them"
        yield EDITOR["required-medicine"].at(_own(spoken, place), message, f"add: {hint}")
    legs = _LEG_MASSAGE.get(language, _OTHERS)
    spoken = next((block for block, text in shown if legs.search(_FORBIDDEN.sub("", text))), None)
    if spoken and not (_CLOT[language].search(whole) and _CLOT_SIGNS[language].search(whole)):
        message = f"'{edition.pamphlet.name}' speaks of leg massage and does not give the signs of a blood clot"
        hint = "embed the block: ![[safety#clot-signs]], or write one"
        yield EDITOR["required-clot"].at(_own(spoken, place), message, hint)


def _own(block: Block, place: Location) -> Location:
    return block.location if block.location.path == place.path else block.location.embedded_by or place


def _check_block(pamphlet: Pamphlet, block: Block, variants: tuple[tuple[Piece, ...], ...]) -> Iterator[Problem]:
    language = pamphlet.language.split("-")[0]
    kinds = {piece.kind for variant in variants for piece in variant} | {block.kind}
    if "quote" in kinds and block.consent != "on-file":
        message = "one person's words, without a note that they have agreed in writing"
        yield EDITOR["quote-consent"].at(block.location, message, 'file the signed consent, then add consent="on-file"')
    for variant in variants:
        text = _text(variant)
        told = "quote" in kinds or _CLIENTS.get(language, _OTHERS).search(text)
        if told and not NO_PROMISE.get(language, re.compile("")).search(text):
            message = "what clients say stands here without a line that it is no promise"
            example = {"es": "«Quizás a usted no le pase.»"}.get(language, "“It may not be so for you.”")
            yield EDITOR["quote-promise"].at(block.location, message, f"add: {example}")
            break
    seen: set[str] = set()
    for piece in (piece for variant in variants for piece in variant):
        words = fold(piece.text)
        if piece.kind != "offer" and _PRICE.search(words) and "price" not in seen:
            seen.add("price")
            message = "a price or discount among information"
            yield EDITOR["offer"].at(piece.location, message, "put it into a .offer block")
        if piece.kind == "offer" and (found := _ILLNESS.get(language, _OTHERS).search(words)) and "ill" not in seen:
            seen.add("ill")
            message = f"an offer names '{found[0]}'"
            yield EDITOR["offer"].at(piece.location, message, "say what you offer; leave illness to information")
