"""Finds in a text what was meant for another program to fill in or read: raw HTML, templates, placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pamphlets.source import images

TODO = "TODO:"
"""Stands before words that wait for somebody to write them; `publish` refuses it."""
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[A-Za-z][\w:-]*)"
    r"(?P<rest>(?:[\s/](?:[^<>\"'=]++|=\s*+(?:\"[^\"]{0,2000}\"|'[^']{0,2000}'|[^<>\"'])){0,60}+|[\s/][^<>]*)?)>|<[!?][^<>]*>"
)
_OPEN = re.compile(
    r"<(?P<name>script|style|iframe|object|embed|form|svg|img|input)\b(?:\s++[\w-]++=(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s<>]*))*+",
    re.IGNORECASE,
)
"""A tag that does not end: words after its attributes may be meant to be read."""
_NAMES = """
a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body br
button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed
fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img
input ins isindex kbd label legend li link main map mark marquee menu meta meter nav nobr noframes noscript object
ol optgroup option output p param picture plaintext pre progress q rb rp rt rtc ruby s samp script search section
select slot small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th
thead time title tr track tt u ul var video wbr xmp
"""
_ELEMENTS = frozenset(_NAMES.split())
_OURS = re.compile(r"(?:practi[cs]e|sites?|brand|pamphlets?|edition)\s*\.", re.IGNORECASE)
"""How one of our variables begins, and what people write for it; others are those of another program."""
_ALMOST = re.compile(r"([a-z]+)(?:\.[a-z][a-z0-9_-]*)+")
_ALIKE = 0.85
"""From which on a first word is one of ours, misspelt: `practce`, `practica`; `patient` is at 0.67."""
_APART = re.compile(r"</?(?:br|p|div|li|h[1-6]|t[dhr]|img|hr|section|article)\b", re.IGNORECASE)
BREAK = "\u2028"
"""What ends a line within a line; Markdown has no other sign for it."""
LINE_END = "<br>"
"""How that is written in a source."""
NO_CONTENTS = "take it out: pages list their headings by themselves"
"""The hint for what another program would fill with a list of contents."""
VARIABLE = r"\{\{\{[^{}\n]*\}\}\}|\{\{[ ]*[#/^>!&<%$~=*@+?-][^{}\n]*\}\}"
"""What stands in double braces and is no variable of ours: Handlebars, Mustache, Hugo."""
_TEMPLATE = re.compile(
    r"\{%[^%\n]*%\}|\{#[^#{}\n]*#\}|<%[^%\n]*%>|\[%[^%\n]*%\]|[$#]\{[^{}\n]*\}|\*\|[^|\n]+\|\*|<<\w[^<>\n]*>>"
    r"|(?<![\w%])%[A-Za-z_]{2,}\w*%(?![\w%])|(?<!\w)@@\w+@@(?!\w)|(?<![\w$])\$[A-Za-z_]{2,}\$(?![\w$])"
    r"|(?<![\[-])(?<![;,] )@\{[^{}\n]*\}"
    r"|(?<![\w$#@%{\])\\])\{(?!(?:practice|site|brand|pamphlet|edition)\.|page)[A-Za-z][\w.-]*\}(?!\})"
    r"|\[/?[a-z][\w-]*(?:[ ]+[\w-]+=(?:\"[^\"\]\n]*\"|'[^'\]\n]*'|[^\s\]]+))+[ ]*/?\](?![({])"
    r"|(?<!\])\[/[a-z][\w-]*\](?!\()|«(?=\w*_)\w+»"
)
_TEMPLATES = re.compile(r"[{%$«]|\[[/%a-z]|<[<%]|\*\||@@")
"""What stands in each of them."""
LOST_EMBED = r"\[\[[a-z0-9-]+#[a-z0-9-]*\]\](?![({])|^\[\[[a-z0-9-]+\]\](?=[ \t]*$)"
"""One of our embeds without its sign."""
WIKI = re.compile(r"(?<![!\[])\[\[(?![\s@^])([^\[\]\n|]+)(?:\|([^\[\]\n]*))?\]\](?![({\]])")
_LOST = re.compile(LOST_EMBED, re.MULTILINE)
_PLACEHOLDER = re.compile(
    r"<(?:your|insert|enter|add|the|name|date|phone|address|email|city|practice)\b[^<>\n]{0,40}>"
    r"|\[(?:(?:your|insert|enter|fill in)\b[^\[\]\n]{0,40}|name|date|phone|address|e-?mail|city|practice|clinic"
    r"|(?-i:[A-Z]{2,}(?:[ _][A-Z]{2,})+))\](?![(\[{:])|\blorem ipsum\b|\b(?-i:TODO:|TBD\b|FIXME\b|XXX+\b)",
    re.I,
)


def tag(text: str, start: int) -> tuple[str, int] | None:
    """Return what stands at a `<` if it is raw HTML: the tag, and where it ends; else None.

    It is a sign, and no tag, in "a<b", "x<y>z" and "<3": where no element has such a name, or a word touches it and
    what follows is not a whole tag.
    """
    found = _TAG.match(text, start) or _OPEN.match(text, start)
    if not found:
        return None
    name = (found.groupdict().get("name") or "").lower()
    rest = found.groupdict().get("rest") or ""
    touches = start > 0 and text[start - 1].isalnum()
    if name.endswith(":"):  # <https:// … >: an address with spaces
        return None
    if name and name not in _ELEMENTS and not (":" in name or "-" in name or "=" in rest or found[0].startswith("</")):
        return None
    if name and touches and rest.strip(" /\n") and "=" not in rest:
        return None
    shown = found[0] if len(found[0]) <= 40 else f"{found[0][:40]}…"
    return shown, found.end()


def tags(text: str) -> Iterator[str]:
    """Yield the raw HTML in a text of one line, such as an alternative text."""
    for sign in re.finditer("<", text):
        if found := tag(text, sign.start()):
            yield found[0]


def without_tags(text: str) -> str:
    """Return a text without the tags of raw HTML in it, with a space where one parts words."""
    kept, after = list[str](), 0
    for sign in re.finditer("<", text):
        if sign.start() >= after and (found := tag(text, sign.start())):
            kept += [text[after : sign.start()], " " if _APART.match(found[0]) else ""]
            after = found[1]
    return "".join([*kept, text[after:]])


def marks(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield the place of each mark that another program would have filled in or read, with a message and a hint."""
    for found in _TEMPLATE.finditer(text) if _TEMPLATES.search(text) else ():
        yield found.start(), *template(found[0])
    for found in WIKI.finditer(text):
        if not _LOST.match(text, found.start()):
            message = f"'{found[0]}' is a link of another program: only its words are read"
            yield found.start(), message, "write [words](address), or take the brackets away"
    for found in _PLACEHOLDER.finditer(text):
        yield found.start(), f"'{found[0]}' is left for somebody to fill in", "write what it stands for"


def ours(name: str) -> bool:
    """Say whether a name in double braces is meant for us, also if its first word is misspelt."""
    from difflib import get_close_matches

    if _OURS.match(name):
        return True
    almost = _ALMOST.fullmatch(name.lower())
    return bool(almost and get_close_matches(almost[1], ("practice", "brand", "pamphlet", "edition"), 1, _ALIKE))


def template(mark: str) -> tuple[str, str]:
    """Return the message and the hint for a mark of a template."""
    shortcode = re.match(r"\[/?([\w-]+)", mark)  # of WordPress
    kind = f"[{shortcode[1]} " if shortcode else mark[:2]
    return (
        f"'{mark}' is a mark of a template of another program: it is not read",
        f"write what '{kind}…' stands for, or delete it",
    )


def embed(mark: str) -> tuple[str, str] | None:
    """Return the message and the hint for an embed, `![[…]]`, if it is one of another program: a picture or a page."""
    name = mark[3:-2].strip()
    if not mark.endswith("]]") or re.fullmatch(r"[a-z0-9-]*(?:#[a-z0-9-]*)?", name):
        return None
    if hint := images.embed(name):
        return f"'{mark}' is how another program shows a picture: it is left out", hint
    return f"'{mark}' is how another program shows a page: it is left out", "write ![[source#block]] to show a block"
