"""Keeps together, in the tree of a leaflet, what reads as one: numbers, citations, headings; lets addresses break.

Whatever template has printed it: telephone numbers, dates in figures, times of day and numbers with a slash
(120 / 80 mmHg, 5 mg/kg) stay whole, and so does the number of a source with the word before it (UK Association for
Accessible Formats: Minimum Standards for clear and large print, 2012). Korean words stay whole: their lines would end
after any syllable (WeasyPrint knows no `word-break: keep-all`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from pamphlets.channels.leaflets.writer import MAY_BREAK, WORD_JOINER, breaking
from pamphlets.compose import linking

NO_BREAK = "\u00a0"
FIGURES = 7
"""So many figures with spaces or hyphens among them are one number: of a telephone, or a date."""
_WHOLE = re.compile(
    r"""(
        (?<![\w/.:-])(?:\d{1,4}[–-])?\d{1,6}(?:[.,]\d{1,4})?(?:[ \u00a0]?[A-Za-zµ%°]{1,5})?
        (?:[ \u00a0]?/[ \u00a0]?[\w%°]{1,5}(?!\w)){1,2}(?:[ \u00a0](?:mmHg|[mck]m|[mk]?g|µg|mcg|m[lL]|kcal)\b)?
      | [+(]?\d[\d()]*(?:[ -][\d()]+)+ | \d+(?::\d\d)?[ ](?:[ap]m\b|[ap]\.[ ]?m\.)
    )""",
    re.VERBOSE,
)
_LAST = {"h1": re.compile(r"( \S{1,8}) (\S{1,4})\Z"), "h2": re.compile(r"(?=.{1,16}\Z)( \S{1,8}) (\S{1,8})\Z")}
"""Short words at the end of a heading, together of 14 letters at most, where the last would stand on a line alone."""
_KOREAN = "[\uac00-\ud7a3]"
_SYLLABLES = re.compile(f"(?<={_KOREAN})(?={_KOREAN})")
"""Between two syllables of Korean."""


def keep(root: Element, say: Callable[..., str]) -> None:
    """Change a tree so that no line ends within what reads as one; `say` announces an address that stands alone."""
    for link in root.iter("a"):
        _address(link, say)
    for number in root.iterfind(".//sup[@class='cite']"):
        number.text = WORD_JOINER + (number.text or "")
    for element in [*root.iterfind("body"), *root.iterfind("body//*")]:
        _numbers(element)
    for heading in (one for tag in _LAST for one in root.iter(tag)):
        owner, name = (heading[-1], "tail") if len(heading) else (heading, "text")
        setattr(owner, name, _LAST[heading.tag].sub(rf"\1{NO_BREAK}\2", getattr(owner, name) or ""))
    for body in root.iterfind("body"):
        _korean(body, "")


def _address(link: Element, say: Callable[..., str]) -> None:
    """Let a link whose words are an address break where addresses may, and be announced as what it is."""
    words = re.sub(f"[{WORD_JOINER}{MAY_BREAK}]", "", link.text or "")
    target = link.get("href", "")
    if {*link.keys()} - {"dir"} != {"href"} or len(link) or not re.match("https?:|mailto:", target):
        return
    if "." in words and not re.search(r"\s", words):
        link.text = breaking(words)
        link.set("class", "web-address")
        if target.startswith("http") and linking.label(words) in linking.label(target):
            link.set("title", say("web-page", address=words))


def _korean(element: Element, before: str) -> str:
    """Join the syllables of Korean words in an element, to what stands before it, too; return its last character."""
    for part, name in ((element, "text"), *((child, "tail") for child in element)):
        if name == "tail":
            before = _korean(part, before)
        if text := getattr(part, name):
            setattr(part, name, _SYLLABLES.sub(WORD_JOINER, before + text)[len(before) :])
            before = text[-1]
    return before


def _numbers(element: Element) -> None:
    """Put each number of an element's own words into a `span` that does not break."""
    children = list(element)
    texts = [element.text or "", *(child.tail or "" for child in children)]
    if not any(map(_WHOLE.search, texts)):
        return
    for child in children:
        element.remove(child)
    element.text = ""
    for number, text in enumerate(texts):
        if number:
            children[number - 1].tail = ""
            element.append(children[number - 1])
        for at, part in enumerate(_WHOLE.split(text)):
            few = "/" not in part and part[-1:].isdigit() and sum(map(str.isdigit, part)) < FIGURES
            if at % 2 and not few:
                SubElement(element, "span", {"class": "whole"}).text = part
            elif len(element):
                element[-1].tail = (element[-1].tail or "") + part
            else:
                element.text += part
