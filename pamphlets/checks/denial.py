# ruff: noqa: E501 - patterns are read better in one piece
"""Turns a sentence and a place in it into what is said there: said, asked, doubted or denied.

"Not", "may" and their like count only as far as they reach: within the sentence, up to where a new statement begins.
"Not only", "no doubt", "never fails" deny nothing. Sentences are in small letters without accents.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Stance = Literal["said", "asked", "doubted", "denied"]
FARTHEST = 16
"""Words that a "not" reaches over."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one language that deny, seem to, doubt, or begin a new statement."""

    deny: re.Pattern[str]
    seem: re.Pattern[str]
    alone: re.Pattern[str]
    """Of those that deny: they deny one noun only, so "and" and a comma end their reach."""
    start: re.Pattern[str]
    joint: re.Pattern[str]
    flip: re.Pattern[str]
    doubt: re.Pattern[str]
    ask: re.Pattern[str]
    after: re.Pattern[str]
    """What denies or doubts what stands before it."""
    myth: re.Pattern[str]
    better: re.Pattern[str]
    next: re.Pattern[str]
    """What denies when it follows at once."""


def _any(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts))


_ENGLISH = _Words(
    deny=_any(
        r"\b(?:not|no|never|cannot|without|neither|nor|nobody|none|nothing|no ?one|hardly|unlikely|nowhere|few|little)\b",
        r"\b\w+n't\b",
        r"\b(?:avoid|beware|wary|distrust|doubt|refuse[sd]?|stop short of|steer clear|untrue|false|myths?|stay away from)\b",
        r"\b(?:rather than|instead of|far from|anything but|too good to be true|against the law to|walk away from)\b",
        r"\b(?:suspicious|careful with|watch out for|claims? (?:such as|like)|words? (?:such as|like)|leave .{1,30} to)\b",
    ),
    seem=_any(
        r"\bnot (?:only|just|merely|simply|to mention|a day goes by)\b|\bno (?:doubt|wonder|question|matter|other|one else)\b",
        r"\bwithout (?:a |any )?(?:doubt|question|fail|delay)\b|\bwhy not\b|\bnever been (?:easier|simpler|so)\b",
        r"\bnever (?:fails?|failed)\b|\b(?:cannot|can't|will not|won't|does not|doesn't|do not|don't) fail\b",
        r"\b(?:don't|do not|never) (?:wait|hesitate|delay|miss|worry|suffer|despair|give up|settle|be shy|think twice|let)\b",
        r"\b(?:don't|do not|needn't|need not|shouldn't|should not) (?:have to )?(?:live|put up|stand for|accept|endure|cope)\b",
        r"\bcan't (?:believe|wait|get enough|argue|beat)\b|\bnothing (?:else )?(?:\w+ )?(?:like|better|as|beats|but)\b",
        r"\bno more\b|\bnot too late\b|\bif not\b|\bwhether or not\b|\bno longer\b|\blittle by little\b|\ba (?:few|little)\b",
        r"\bno matter\b|\bneed no\b|\bno need\b|\bno strings\b|\bin no time\b|\bthe few\b|\byou won't (?:believe|regret)\b",
    ),
    alone=re.compile(r"\b(?:no|without|few|little|rather than|instead of|hardly|not for|far from)\b"),
    start=_any(
        r"[;:.!?…—–()]|\s-\s|--",
        r"\b(?:but|yet|however|still|although|though|because|since|so that|whereas|until|then|just|only|simply)\b",
        r"\b(?:when|once|now that|as soon as|while) (?=(?:massage|our|we|it|touch)\b)",
        r"(?<!that)(?<!say)(?<!know)(?<!claim)(?<!if)(?<!whether)(?<!mean)(?<!believe)(?<!shows)(?<!show)(?<!use),? (?:and |so )?"
        r"\b(?:it|we|they|he|she|you|i)\b(?= (?:\w+ )?(?:\w{3,}s|will|can|is|are|do|has|have|was|were|'ll|cure|heal|fix|treat|stop|guarantee|promise|reset|boost)\b)",
        r", (?:and |so )?(?:this|our|your|my|the|these|those|massages?|here|now)\b(?= (?:\w+ )?(?:\w{3,}s|will|can|is|are)\b)",
        r", (?:and|so|plus|we|it|they|our)\b|\bso\b(?= (?:you|we|it|they|your)\b)",
    ),
    joint=re.compile(r",|\band\b|\bplus\b|\bwith\b"),
    flip=re.compile(r"\b(?:that|say|says|tell|tells|believe|think|true|fail|fails)\b"),
    doubt=_any(
        r"\b(?:may|might|could|perhaps|maybe|possibly|seems?|supposed|supposedly|allegedly|in theory|unsure|unclear)\b",
        r"\b(?:some|few|many) (?:people |clients |therapists |of them )?(?:say|think|believe|claim|hope|argue|call)\b",
        r"\b(?:who|that|which|to) (?:says?|claims?|promises?|tells?|swears?)\b",
        r"\bclaims? (?:about|of|that|like)\b",
        r"\b(?:one|an|the|another) (?:old )?(?:idea|theory|guess|view|belief)\b|\bso-called\b|\bwhether\b|\bused to be called\b",
        r"\b(?:looking|look|search|searching|hope|hoping|wish|wait|waiting) for\b|\bresearchers (?:are )?(?:look|hope|stud)\w*",
        r"\b(?:people|you|they|ads?|websites?|some) (?:often |may |sometimes )?(?:ask|asks|read|hear|claim|claims|quote|promise)\b",
    ),
    ask=re.compile(
        r"^\W*(?:so )?(?:is|are|does|can|could|do|did|has|will|would|should|might|what is)\b(?! (?:you|your legs)\b)(?!.{0,8}you )"
    ),
    after=_any(
        r"\b(?:do|does|did|is|are|was|were|has|have|can|could|will|would|should)(?:n't| not| never)(?: yet| been| be)?(?: yet)? "
        r"(?:(?:a |an )?(?:proven|known|shown|true|exist|found|possible|established|supported|tested|clear|certain|something|"
        r"what we|our|ours|for us|on offer|part of|stand up|hold|our job|backed|solid|realistic|honest|claim\w*|promise\w*|"
        r"said|expected|likely|a claim|used|allowed|in our|within|helpful words?|honest|right|truthful|be trusted|lawful|legal|allowed|wise|fair))\b",
        r"\b(?:unproven|untrue|not (?:yet )?(?:proven|known|shown|true)|remains? (?:unclear|unknown)|is unclear|are unclear)\b",
        r"\b(?:no|little|hardly any|not enough|weak) (?:good |solid |real |firm )?(?:proof|evidence|stud(?:y|ies)|trials?|basis|truth|grounds)\b",
        r"\b(?:we|nobody|no ?one|researchers|doctors) (?:do not|don't|does not|knows?|can|have|has)(?: not)? "
        r"(?:know|say|claim|promise|proven|shown|can tell|for sure|yet)\b|\bno study\b|\bdoes not exist\b|\bdo not exist\b",
        r"\b(?:nobody|no ?one|we cannot|we can't|we do not|we don't|no massage|no therapist)\b",
        r"\bjust (?:an idea|ideas|a guess)\b|\bonly (?:an idea|ideas|a guess)\b|\bso far\b.*\bideas?\b|\bis doubtful\b",
    ),
    myth=_any(
        r"^\W*(?:myths?|false|not true|untrue|wrong)\b\s*[:.–—-]|\b(?:is|are|remains?|was) (?:a |an |just a |only a |still a |pure )?"
        r"(?:old )?(?:myths?|false|untrue|wrong|nonsense|fiction|not true)\b",
    ),
    next=re.compile(
        r"(?: legs)? (?:is|are|was|were|do|does|can|has|have|will|would|should)(?: not|n't)\b(?! (?:a |an |just |only )*(?:dream|luxury|myth|secret|far|enough|alone))"
    ),
    better=re.compile(
        r"\b(?:like|better than|as well as|as fast as|faster than|better|quicker than) (?:our|us|we|this|my|a massage|massage)\b"
    ),
)

_SPANISH = _Words(
    deny=_any(
        r"\b(?:no|nunca|jamas|ni|sin|tampoco|nadie|ningun|ninguna|ninguno|nada|pocos?|pocas?|apenas)\b",
        r"\b(?:evite|desconfie\w*|desconfiamos|cuidado con|mitos?|falso|mentira|en vez de|en lugar de|lejos de|rechace)\b",
        r"\b(?:palabras? como|promesas? (?:como|de)|frases como|sospeche|huya de|alejese de)\b",
    ),
    seem=_any(
        r"\bno (?:solo|solamente|unicamente|dude|dudes|espere (?:mas|a )|espere(?=[,:;!])|pierda|se pierda|lo piense|busque mas|hay duda|lo dude)\b",
        r"\bno (?:sufra|se resigne|tema|se preocupe|se rinda|aguante|tiene que (?:vivir|soportar|aguantar|sufrir)|deje que|deje pasar)\b",
        r"\bno (?:se conforme|acepte|viva|es casualidad|le cabra|cabe duda|falla|mas|importa)\b|\bno deje de (?:venir|probar|llamar)\b",
        r"\bsin (?:ninguna )?(?:duda|dudarlo|falta|demora|lugar a dudas|esfuerzo|dolor)\b|\b(?:nunca|jamas) (?:falla|ha sido tan)\b",
        r"\b(?:nada|nadie|ningun otro|ninguna otra|no hay nada|ninguno) (?:\w+ )?(?:como|mejor|igual|mas)\b|\b(?:un|unos) pocos?\b",
        r"\bcomo no\b|\bpor que no\b|\bpoco a poco\b|\bya no\b|\ben nada\b|\bno puede fallar\b|\bunas? pocas?\b|\bun poco\b",
    ),
    alone=re.compile(r"\b(?:sin|ningun|ninguna|pocos?|pocas?|apenas|en vez de|en lugar de)\b"),
    start=_any(
        r"[;:.!?…—–()]|\s-\s|--",
        r"\b(?:pero|sino|sin embargo|aunque|porque|asi que|mientras|hasta que|entonces|cuando el masaje|cuando nosotros|solo|simplemente|es que|con|y)\b",
        r", (?:es|son|le|les|lo|la|las|los|el|su|sus|nuestr\w+|este|esta|esto|aqui|nosotros|y|ahora)\b",
    ),
    joint=re.compile(r",|\by\b"),
    flip=re.compile(r"\b(?:que|diga|digan|crea|crean|piense|verdad|cierto)\b"),
    doubt=_any(
        r"\b(?:pueden?|podria|podrian|quizas?|tal vez|a lo mejor|posiblemente|parece|supuest\w+|en teoria|acaso|dudoso)\b",
        r"\b(?:algun[oa]s?|muchos|hay quien(?:es)?)(?: \w+)? (?:dicen|dice|creen|cree|piensan|afirman|llaman|esperan)\b|\bse dice\b",
        r"\bque (?:dicen?|afirman?|prometen?|aseguran?|juran?)\b",
        r"\b(?:una|otra|la) (?:idea|teoria|creencia)\b|\b(?:buscan|buscando|esperan|busca) (?:una|la|un)\b|\bsi (?:hay|existe|sirve)\b",
        r"\b(?:anuncios?|paginas?|la gente|se) (?:prometen?|dicen?|lee|oye|cree|citan)\b|\bllamad[oa]s?\b",
    ),
    ask=re.compile(
        r"^\W*(?!.*\b(?:quiere|quieres|busca|buscas|cansad[oa]|hart[oa]|list[oa]|desea|necesita|le gustaria|te gustaria|sabia|sabias|por que no"
        r"|sufre|sufres|padece|embarazada|le falta|lista para|se imagina|y si)\b)\w+"
    ),
    after=_any(
        r"\bno (?:esta|estan|se ha|se han|ha sido|han sido|es|son|queda)(?: \w+)? ?(?:comprobad|demostrad|probad|clar|segur|sab|ciert|verdad|"
        r"posible|realis|nuestr|honest|confiab|ser[ia]+|legal|permitid|corre|just|algo que|lo que|parte|cosa)\w*",
        r"\b(?:no (?:existen?|se sabe|lo sabemos|sabemos|hay (?:pruebas?|estudios?|evidencia)|lo decimos|lo prometemos|esta claro))\b",
        r"\b(?:nadie lo (?:sabe|puede)|nadie puede|nadie sabe|son solo ideas|solo ideas|solo (?:es )?una idea|faltan (?:pruebas|estudios)|falta(?:n)? (?:\w+ )?"
        r"(?:por|demostrar|comprobar))\b|\bsin (?:pruebas|comprobar|demostrar)\b|\bes dudoso\b|\bno tienen? base\b|\bningun (?:masaje|estudio|terapeuta)\b",
    ),
    myth=_any(
        r"^\W*(?:mitos?|falso|mentira)\b\s*[:.–—-]|\b(?:es|son|sigue siendo) (?:un |unos |solo un |puro )?"
        r"(?:mitos?|falso|falsa|falsos|falsas|mentira|cuento)\b",
    ),
    next=re.compile(
        r" no (?:es|son|se|esta|estan|puede|pueden|sirve|sirven|existe|existen|lo|la|ha|han)\b(?! (?:un |una |solo )*(?:sueño|lujo|mito|secreto))"
    ),
    better=re.compile(
        r"\b(?:como|mejor que|tan bien como|igual que) (?:nuestr\w+|nosotros|este|esta|el masaje|un masaje|el nuestro)\b"
    ),
)
_RHETORIC = re.compile(r"^\W*(?:who says|who said|since when|quien dice|quien dijo|desde cuando)\b.*\?")
_LANGUAGES: Mapping[str, _Words] = {"en": _ENGLISH, "es": _SPANISH}


def stance(sentence: str, start: int, end: int, language: str) -> Stance:
    """Say what a sentence does with the words from `start` to `end`."""
    words = _LANGUAGES.get(language.split("-")[0])
    if words is None or _RHETORIC.search(sentence):
        return "said"
    before, after = sentence[:start], sentence[end:]
    if words.myth.search(sentence):
        return "denied"
    denials = _denials(before, sentence[start:end], words)
    if denials and not words.better.search(after):
        between = before[denials[0].end() :]
        if len(denials) == 1 or not words.flip.search(before[denials[0].end() : denials[-1].start()]):
            return "denied" if len(between.split()) <= FARTHEST else "said"
        return "said"
    doubted = bool(words.doubt.search(_clause(before, words)))
    if words.next.match(after):
        return "denied"
    afterwards = re.split(r"[;!?]|\.(?=\s)", after)[0]
    if words.after.search(afterwards) or (words.doubt.search(sentence) and words.after.search(sentence[start:])):
        return "denied" if doubted or words.doubt.search(sentence) else "doubted"
    if doubted:
        return "doubted"
    asked = sentence.rstrip("\"') ").endswith("?") and bool(words.ask.search(sentence))
    return "asked" if asked else "said"


def _clause(before: str, words: _Words) -> str:
    """Return what stands between the last beginning of a statement and the place."""
    starts = [found.end() for found in re.finditer(r"[;:.!?—–]|\bbut\b|\bpero\b|\bsino\b", before)]
    return before[starts[-1] :] if starts else before


def _denials(before: str, match: str, words: _Words) -> list[re.Match[str]]:
    """Return the words before the place that deny, and reach it."""
    pseudo = [found.span() for found in words.seem.finditer(before)]
    found = []
    for word in words.deny.finditer(before):
        if any(first <= word.start() < last for first, last in pseudo):
            continue
        between = before[word.end() :]
        if words.start.search(between + match[:1]) or (words.alone.fullmatch(word[0]) and words.joint.search(between)):
            continue
        if re.search(r"\band (?:\w+ly )?$", between) and re.match(r"\w+s\b", match):
            continue  # "does not hurt and cures"
        found.append(word)
    return found
