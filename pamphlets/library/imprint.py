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
from hashlib import sha256

from pamphlets import localized
from pamphlets.compose import variables
from pamphlets.library import canon
from pamphlets.model import (
    Block,
    Citation,
    Embed,
    Pamphlet,
    Post,
    Variable,
)
from pamphlets.project import Practice, Reference, Site

VERSION, SIGNED = "A", "A"
"""The versions of the texts of editions and of signatures."""
LETTERS = 8
"""Of six, a hundred pairs are alike among half a million."""
_EMPTY = ('""', "[]", "{}", "null", "false")
"""Values of JSON that nobody had to say: see `_full`."""


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
        "title": canon.words(pamphlet.title),
        "summary": canon.words(pamphlet.summary),
        "hashtags": [canon.words(tag) for tag in pamphlet.hashtags],
        "items": [
            {"embed": f"{item.source}#{item.block}"}
            if isinstance(item, Embed)
            else {**canon.block(item, say), "posts": [_post(post, say) for post in item.posts]}
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
    return {"on": sorted(post.platforms), "card": canon.words(post.card), "text": canon.text(post.text, say)}


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
    texts = [None if _names_site(block) else _json(canon.block(block, say)) for block in blocks]  # once for all sites
    for site in sites:
        contact = _contact(site, practice.country, language)
        own = say | _plain("site", {"id": site.id, "name": site.name, **contact})
        every = (text or _json(canon.block(block, own)) for text, block in zip(texts, blocks, strict=True))
        mine = {
            "blocks": f"[{','.join(every)}]",
            "site": _json({"id": site.id, "name": canon.words(site.name), **contact}),
        }
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
        "title": canon.words(pamphlet.title),
        "summary": canon.words(pamphlet.summary),
        "author": canon.words(pamphlet.author),
        "reviewer": canon.words(pamphlet.reviewer),
        "reviewed": pamphlet.reviewed,
        "translator": canon.words(pamphlet.translator),
        "translated": pamphlet.translated,
        "draft": pamphlet.draft,
        "use-until": sorted(dates),
        "sources": [_source(references[key]) for key in sorted(_citations(blocks)) if key in references],
        "practice": {
            "name": canon.words(practice.name),
            "tagline": canon.words(practice.tagline.of(language)),
            "web": practice.web,
            "urgent": canon.words(practice.emergency.urgent.of(language)),
            "now": canon.words(practice.emergency.now.of(language)),
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


def _contact(of: Practice | Site, country: str, language: str) -> dict[str, object]:
    """Return contact details by value: a number as it is dialled, hours as data or as they are given."""
    return {
        "phone": localized.phone(of.phone, country).dial if of.phone else "",
        "email": of.email,
        "booking": of.booking,
        "address": [canon.words(line) for line in of.address.given],
        "hours": [canon.words(line.value(language)).replace("–", "-") for line in of.hours],
        "licenses": [canon.words(license) for license in of.licenses],
    }


def _values(practice: Practice, pamphlet: Pamphlet) -> dict[str, str]:
    """Return the value of each variable but the site's; one that says which edition this is says nothing."""
    known = variables.texts(practice, pamphlet, pamphlet.language)
    dates = {"reviewed": pamphlet.reviewed, "review-by": pamphlet.review_by}
    contact = _contact(practice, practice.country, pamphlet.language)
    return (
        {name: canon.words(one) for name, one in known.items()}
        | _plain("pamphlet", dates)
        | _plain("practice", contact)
    )


def _plain(prefix: str, values: Mapping[str, object]) -> dict[str, str]:
    """Return variables with their values as words, data where these are data."""
    texts = {key: "; ".join(one) if isinstance(one, list) else str(one) for key, one in values.items()}
    return {f"{prefix}.{key}": canon.words(text) for key, text in texts.items()}


def _citations(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        for inline in variables.inlines(block):
            if isinstance(inline, Citation):
                yield from inline.keys


def _source(reference: Reference) -> dict[str, object]:
    return {
        "id": reference.id,
        "title": canon.words(reference.title),
        "authors": [canon.words(author) for author in reference.authors],
        "in": canon.words(reference.container),
        "publisher": canon.words(reference.publisher),
        "year": reference.year,
        "read": reference.accessed,
        "url": reference.url,
        "doi": reference.doi,
    }
