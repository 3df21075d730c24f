"""Turns what an author writes as hashtags into tags that platforms link whole, and finds the tags in a text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pamphlets.model import Edition, Location, Problem
from pamphlets.project import Platform, Project

if TYPE_CHECKING:
    import regex

# twitter-text (hashtagSpecialChars): joiners, the dots of Catalan and Japanese, and signs within words of Hebrew,
# Slavonic, Tibetan and Japanese. Mastodon (app/models/tag.rb) and Bluesky (api/src/rich-text/util.ts) link them, too,
# but for what `hashtag-ends` of platforms.yml says.
_SIGNS = "\u200c\u200d\u00b7\u05be\u05f3\u05f4\u0f0b\u0f0c\u3003\u301c\u309b\u309c\u30a0\u30fb\ua67e\uff5e"
_DOTS = "\u00b7\u301c\u30a0\u30fb\uff5e"
"""Those of them that stand between letters only."""


@cache
def _word() -> regex.Pattern[str]:
    import regex

    return regex.compile(rf"[\p{{L}}\p{{M}}\p{{Nd}}\p{{Nl}}{_SIGNS}]+")


@cache
def _tag() -> regex.Pattern[str]:
    import regex

    return regex.compile(rf"(?<![\p{{L}}\p{{M}}\p{{Nd}}_&])[#\uff03]([\p{{L}}\p{{M}}\p{{Nd}}\p{{Nl}}_{_SIGNS}]+)")


def find(text: str) -> list[str]:
    """Return the hashtags of a text, without their sign."""
    if not ("#" in text or "\uff03" in text):
        return []
    return [str(tag) for tag in _tag().findall(unicodedata.normalize("NFC", text))]


def of(edition: Edition, project: Project, platform: Platform, room: int) -> tuple[str, ...]:
    """Return up to `room` hashtags as a platform links them: the pamphlet's, else the practice's."""
    tags = (camel_case(tag) for tag in edition.pamphlet.hashtags or project.practice.hashtags)
    ends = dict.fromkeys(map(ord, platform.hashtag_ends))
    kept = (tag.translate(ends) for tag in tags)
    return tuple(dict.fromkeys(f"#{tag}" for tag in kept if tag))[:room]


@lru_cache(maxsize=1000)
def camel_case(tag: str) -> str:
    """Return a hashtag so that screen readers hear its words: "restless legs" is RestlessLegs.

    Letters, marks and numbers are kept, composed (NFC); raised and lowered figures become plain ones.
    """
    plain = (unicodedata.normalize("NFKC", sign) if unicodedata.category(sign) == "No" else sign for sign in tag)
    words = (str(word).strip(_DOTS) for word in _word().findall(unicodedata.normalize("NFC", "".join(plain))))
    return "".join(word[:1].title() + word[1:] for word in words)


def has_letter(tag: str) -> bool:
    """Say whether a tag has what makes it one: digits alone are linked by no platform."""
    return any(unicodedata.category(sign)[0] in "LM" for sign in tag)


def check(edition: Edition, project: Project) -> Iterator[Problem]:
    """Yield a problem for each hashtag that platforms make no link of, and for signs that cannot be in one."""
    own = bool(edition.pamphlet.hashtags)
    place = edition.pamphlet.locate("hashtags") if own else Location("content/practice.yml")
    for tag in edition.pamphlet.hashtags or project.practice.hashtags:
        lost = next((sign for sign in tag.lstrip("#\uff03") if unicodedata.category(sign)[0] == "S"), "")
        if not has_letter(camel_case(tag)):
            yield Problem("hashtag", f"'{tag}' makes no hashtag: it has no letter", place, "give it a word")
        elif lost:
            message, hint = f"'{lost}' cannot be part of the hashtag '{tag}'", "write letters and numbers"
            yield Problem("hashtag", message, place, hint, "warning")
