"""Turns what the reader of an edition is told into the short id that is printed on it, and a source into its signature.

Both are SHA-256 over a text that is written here on purpose, in JSON, and begins with the letter of its version: what
is renamed, added or laid out otherwise in this program, or said otherwise by the next version of a library, leaves it
alone. Whoever changes this text on purpose takes the next letter.
"""

from __future__ import annotations

import json
import re
from base64 import b32encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import assert_never
from unicodedata import normalize

from pamphlets import localized
from pamphlets.compose import variables
from pamphlets.model import (
    Abbreviation,
    Block,
    Citation,
    Condition,
    Embed,
    End,
    Image,
    Inline,
    Link,
    Markdown,
    Note,
    Pamphlet,
    Part,
    Post,
    Span,
    Variable,
)
from pamphlets.project import Practice, Reference, Site
from pamphlets.source import brackets, scans

VERSION, SIGNED = "A", "A"
"""The versions of the texts of editions and of signatures."""
LETTERS = 8
"""Of six, a hundred pairs are alike among half a million."""
_EMPTY = ('""', "[]", "{}", "null", "false")
"""Values of JSON that nobody had to say: see `_full`."""
_ALIKE = {ord(curly): plain for plain, many in (('"', "“”„‟"), ("'", "‘’‚‛")) for curly in many}
_GOES_ON = re.compile(r" {0,3}[^\W_](?!\w{0,8}[.)](?:\s|$))[^|]*")
_ENDS = re.compile(r" {4}|\t|\s*$|\s*[#|]|.*(?:  |\\|\|)$|[-=*_ ]+$|.*\|")


def edition_id(text: str) -> str:
    """Return eight characters of base32 over what an edition tells its reader: over its `canonical` text."""
    return _letters(VERSION + text)


def signature(pamphlet: Pamphlet) -> str:
    """Return eight characters of base32 over the words of a source, its posts too: over what its reviewer signs.

    What it shows of other sources is signed there, and a variable stands by its name: neither is its own. Dates, names,
    allowances, ids and white space are no words.
    """
    say = {name: f"{{{{ {name} }}}}" for name in variables.NAMES}
    found = {
        "title": _words(pamphlet.title),
        "summary": _words(pamphlet.summary),
        "hashtags": [_words(tag) for tag in pamphlet.hashtags],
        "items": [
            {"embed": f"{item.source}#{item.block}"}
            if isinstance(item, Embed)
            else {**_block(item, say), "posts": [_post(post, say) for post in item.posts]}
            for item in pamphlet.items
        ],
    }
    return _letters(f"{SIGNED}{_json(_fold(found))}")


def _fold(value: object) -> object:
    """Return a value with single spaces in its texts, and none at their ends; beside a construct they part words."""
    if isinstance(value, str):
        return re.sub(r"\s+", " ", value)
    if isinstance(value, dict):
        return {key: _fold(one) for key, one in value.items()}
    if not isinstance(value, list):
        return value
    found = [_fold(one) for one in value]
    for at, strip in ((0, str.lstrip), (-1, str.rstrip)):
        if found and isinstance(end := found[at], str):
            found[at] = strip(end)
    return found


def _letters(text: str) -> str:
    return b32encode(sha256(text.encode("utf-8", "surrogatepass")).digest()).decode()[:LETTERS]


def _post(post: Post, say: Mapping[str, str]) -> dict[str, object]:
    return {"on": sorted(post.platforms), "card": _words(post.card), "text": _text(post.text, say)}


def canonical(
    pamphlet: Pamphlet, blocks: Sequence[Block], practice: Practice, sites: Iterable[Site], dates: Sequence[str],
    references: Mapping[str, Reference],
) -> Iterator[str]:  # fmt: skip
    """Yield the text that an id stands for, without its version, for each site: what an edition tells, however it is
    laid out.

    `blocks` are those after embeds and before `only`; `dates` are the review dates of all sources (ISO 8601).
    """
    language, say = pamphlet.language, _values(practice, pamphlet)
    alike = {key: _json(value) for key, value in _of_all(pamphlet, blocks, practice, dates, references).items()}
    texts = [None if _names_site(block) else _json(_block(block, say)) for block in blocks]  # once for all sites
    for site in sites:
        contact = _contact(site, practice.country, language)
        own = say | _plain("site", {"id": site.id, "name": site.name, **contact})
        every = (text or _json(_block(block, own)) for text, block in zip(texts, blocks, strict=True))
        mine = {"blocks": f"[{','.join(every)}]", "site": _json({"id": site.id, "name": _words(site.name), **contact})}
        members = (f'"{key}":{text}' for key, text in sorted((alike | mine).items()) if text not in _EMPTY)
        yield f"{{{','.join(members)}}}"


def _of_all(
    pamphlet: Pamphlet, blocks: Sequence[Block], practice: Practice, dates: Sequence[str],
    references: Mapping[str, Reference],
) -> dict[str, object]:  # fmt: skip
    """Return what editions tell at each site alike, beside their blocks."""
    language = pamphlet.language
    return {
        "language": language,
        "address": pamphlet.address,
        "title": _words(pamphlet.title),
        "summary": _words(pamphlet.summary),
        "author": _words(pamphlet.author),
        "reviewer": _words(pamphlet.reviewer),
        "reviewed": pamphlet.reviewed,
        "translator": _words(pamphlet.translator),
        "translated": pamphlet.translated,
        "draft": pamphlet.draft,
        "use-until": sorted(dates),
        "sources": [_source(references[key]) for key in sorted(_citations(blocks)) if key in references],
        "practice": {
            "name": _words(practice.name),
            "tagline": _words(practice.tagline.of(language)),
            "web": practice.web,
            "urgent": _words(practice.emergency.urgent.of(language)),
            "now": _words(practice.emergency.now.of(language)),
        },
    }


def _names_site(block: Block) -> bool:
    """Say whether a block has a variable of the site: then it says something else at each."""
    return any(isinstance(one, Variable) and one.name.startswith("site.") for one in variables.inlines(block))


def _json(found: object) -> str:
    return json.dumps(_full(found), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _full(value: object) -> object:
    """Return a value without what is empty: a thing that nobody had to say changes no id."""
    if isinstance(value, dict):
        return {key: full for key, one in value.items() if (full := _full(one)) not in ("", [], {}, None, False)}
    return [_full(one) for one in value] if isinstance(value, list) else value


def _words(text: str) -> str:
    """Return a text as it counts: composed, with plain quotes and single spaces."""
    return " ".join(normalize("NFC", text).translate(_ALIKE).split())


def _contact(of: Practice | Site, country: str, language: str) -> dict[str, object]:
    """Return contact details by value: a number as it is dialled, hours as data or as they are given."""
    return {
        "phone": localized.phone(of.phone, country).dial if of.phone else "",
        "email": of.email,
        "booking": of.booking,
        "address": [_words(line) for line in of.address.given],
        "hours": [_words(line.value(language)).replace("–", "-") for line in of.hours],
        "licenses": [_words(license) for license in of.licenses],
    }


def _values(practice: Practice, pamphlet: Pamphlet) -> dict[str, str]:
    """Return the value of each variable but the site's; one that says which edition this is says nothing."""
    known = variables.texts(practice, pamphlet, pamphlet.language)
    dates = {"reviewed": pamphlet.reviewed, "review-by": pamphlet.review_by}
    contact = _contact(practice, practice.country, pamphlet.language)
    return {name: _words(one) for name, one in known.items()} | _plain("pamphlet", dates) | _plain("practice", contact)


def _plain(prefix: str, values: Mapping[str, object]) -> dict[str, str]:
    """Return variables with their values as words, data where these are data."""
    texts = {key: "; ".join(one) if isinstance(one, list) else str(one) for key, one in values.items()}
    return {f"{prefix}.{key}": _words(text) for key, text in texts.items()}


def _block(block: Block, say: Mapping[str, str]) -> dict[str, object]:
    return {
        "kind": block.kind,
        "title": _text(block.title, say) if block.title else [],
        "parts": [_part(part, say) for part in block.parts],
        "shown": _condition(block.condition),
    }


def _part(part: Part, say: Mapping[str, str]) -> object:
    if isinstance(part, Markdown):
        return _text(part, say)
    return {
        "kind": part.kind,
        "language": part.language,
        "parts": [_part(inner, say) for inner in part.parts],
        "shown": _condition(part.condition),
    }


def _condition(condition: Condition) -> dict[str, list[str]]:
    return {
        "only": sorted({f"{axis}={name}" for axis, name in condition.only}),
        "not": sorted({f"{axis}={name}" for axis, name in condition.unless}),
    }


def _text(text: Markdown, say: Mapping[str, str]) -> list[object]:
    """Return a text as its words, with each construct in its place; values of variables are words."""
    out: list[object] = [""]
    for piece, inline in scans.pieces(_unwrap(text.text), text.inlines):
        if inline is None or isinstance(inline, Variable):
            words = piece if inline is None else say.get(inline.name, "")
            out[-1:] = [out[-1] + words] if isinstance(out[-1], str) else [out[-1], words]
        else:
            out.append(_construct(inline, say))
    return [normalize("NFC", one).translate(_ALIKE) if isinstance(one, str) else one for one in out if one]


def _construct(inline: Inline, say: Mapping[str, str]) -> dict[str, object]:
    match inline:
        case Citation(keys):
            return {"cites": list(keys)}
        case Image(src, alt, caption, decorative):
            shown = _text(caption, say) if caption else []
            return {
                "picture": normalize("NFC", src),
                "alt": _text(alt, say),
                "caption": shown,
                "decorative": decorative,
            }
        case Link(address):
            return {"link": _text(address, say)}
        case Span(condition, language):
            return {"span": _condition(condition), "language": language}
        case End():
            return {"end": True}
        case Note(text):
            return {"note": _text(text, say)}
        case Abbreviation(short, meaning):
            return {"short": _words(short), "means": _words(meaning)}
        case Variable(name):
            return {"value": say.get(name, "")}
        case _:
            assert_never(inline)


@lru_cache(1_000)
def _unwrap(text: str) -> str:
    """Return markdown in which a paragraph is one line, wherever its lines were broken; code stays as it is."""
    out, fence = [""], ""
    for line in text.split("\n"):
        begun = brackets.FENCE.match(line)
        if fence:
            fence = "" if brackets.ending(fence).match(line) else fence
            out += [line, ""]
        elif begun:
            fence = begun[1]
            out += [line, ""]
        elif out[-1].strip() and not _ENDS.match(out[-1]) and _GOES_ON.fullmatch(line):
            out[-1] = f"{out[-1]} {' '.join(line.split())}" + ("  " if line.endswith("  ") else "")
        else:
            indent, ending = re.match(r"\s*", line), "  " if line.strip() and line.endswith("  ") else ""
            out.append((indent[0] if indent else "") + " ".join(line.split()) + ending)
    return re.sub(r"\n\s*\n+", "\n\n", "\n".join(out)).strip("\n")


def _citations(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        for inline in variables.inlines(block):
            if isinstance(inline, Citation):
                yield from inline.keys


def _source(reference: Reference) -> dict[str, object]:
    return {
        "id": reference.id,
        "title": _words(reference.title),
        "authors": [_words(author) for author in reference.authors],
        "in": _words(reference.container),
        "publisher": _words(reference.publisher),
        "year": reference.year,
        "read": reference.accessed,
        "url": reference.url,
        "doi": reference.doi,
    }
