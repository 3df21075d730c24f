"""Turns the texts and cards of posts into problems: what platforms turn down, and what some readers cannot read.

Each check is a function. Most of them are from the guides on accessible posts of the UK Government Communication
Service, the NIHR and the University of Oxford; docs/posts.md says which.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from pamphlets.channels import series
from pamphlets.channels.cards import Card
from pamphlets.channels.series import Every, Series, Text, emoji, hashtags, links
from pamphlets.checks import rules
from pamphlets.library import Library
from pamphlets.localized import sentences
from pamphlets.model import Edition, Location, Pamphlet, Problem
from pamphlets.project import Project

MOST_EMOJI = 3
MOST_HASHTAGS = 5
LONGEST_SENTENCE = 25
LONGEST_ALT = 300
LONGEST_ADDRESS = 120

_ADDRESS = re.compile(r"https?://\S+")
_SHORTENER = re.compile(
    r"(?i)(?<![\w.])(?:https?://)?(?:www\.)?"
    r"(?:bit\.ly|tinyurl\.com|goo\.gl|ow\.ly|buff\.ly|is\.gd|lnkd\.in|rebrand\.ly|cutt\.ly|t\.ly|rb\.gy|t\.co)/\S+"
)
# Letters that are symbols (mathematical, full-width, circled), and marks laid over letters (struck through).
_FANCY = re.compile("[\U0001d400-\U0001d7ff\uff21-\uff3a\uff41-\uff5a\u24b6-\u24e9\U0001f130-\U0001f169\u0334-\u0338]+")
_WORD = re.compile(r"(?<![#@\w])[^\W\d_]{2,}")
# Joiners are letters where a script has them: after one from Hebrew on.
_INVISIBLE = re.compile(
    "[\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\u00ad\u061c]"
    "|(?<![\u0590-\u1cff\ua840-\uabff\U00010800-\U00012fff])[\u200c\u200d]"
)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_END = re.compile(rf"(?<=[{sentences.ENDS}])[\"”’)\]»]*\s+|(?<=[。！？])[\"”’』」）]*|\n+")


def check(library: Library, project: Project, known: Every | None = None) -> Iterator[Problem]:
    """Yield every problem of the posts that needs no rendering, each once; without errors their series are `known`."""
    found: list[Problem] = []
    sure = not library.errors or _platforms_are_sure(library, project)
    limits: list[Problem] = []
    for _, one, wrong in legible(library, project) if library.errors or known is None else known:
        limits += wrong
        for text in _distinct(text for each in one.posts for text in each.texts):
            for check_text in _TEXT_CHECKS:
                found += check_text(text)
        for card in [each.card for each in one.posts]:
            found += check_alt(card)
        limits += check_fold(one)
        found += check_repeats(one)
    yield from dict.fromkeys([*(limits if sure else ()), *found])


def legible(library: Library, project: Project) -> Every:
    """Return every series of posts, with errors in the library those of what can be read in spite of them."""
    if not library.errors:
        return series.every(library.editions, project)
    sure = _platforms_are_sure(library, project)
    return series.every(_whole(library.editions, library, sure), _readable(project, sure))


def _platforms_are_sure(library: Library, project: Project) -> bool:
    """Say whether no error can hide which platforms the posts are for, and what these take."""
    wrong = any(_key_at(one, error) == "platforms" for one in library.pamphlets.values() for error in library.errors)
    return not wrong and "platforms" not in project.unsure and bool(project.practice.name)


def _readable(project: Project, sure: bool) -> Project:
    """Return a project without what errors may have spoilt and posts can be read without: logo, choice of platforms."""
    practice = project.practice if sure else project.practice.replace(platforms=())
    logos = project.brand.logos._replace(light="", dark="")
    return replace(project, brand=project.brand.replace(logos=logos), practice=practice)


def _whole(editions: Iterable[Edition], library: Library, sure: bool) -> tuple[Edition, ...]:
    """Return editions without the blocks that have errors in them."""
    found = (replace(one, blocks=tuple(filter(library.damage.spares, one.blocks))) for one in editions)
    return tuple(one if sure else replace(one, pamphlet=replace(one.pamphlet, platforms=())) for one in found)


def _key_at(pamphlet: Pamphlet, error: Problem) -> str:
    above = [key for key, line in pamphlet.lines if line <= error.location.line]
    return above[-1] if above and error.location.path == pamphlet.path else ""


def _distinct(texts: Iterable[Text]) -> Iterator[Text]:
    """Yield one text of those that one post makes in the same words."""
    seen = set()
    for text in texts:
        if (key := (text.location, text.words)) not in seen:
            seen.add(key)
            yield text


def check_hashtags(text: Text) -> Iterator[Problem]:
    """Hashtags have a capital for each word, a letter, and are five at most (Instagram refuses more)."""
    found = hashtags.find(_ADDRESS.sub("", text.words))
    for tag in found:
        if not hashtags.has_letter(tag):
            message = f"'#{tag}' makes no hashtag: it has no letter"
            yield _warn("post-hashtag", message, text.location, f"write 'number {tag}'")
        elif _is_small(tag[0]) or (len(tag) > 14 and _is_small(tag[1:])):
            message = f"the hashtag '#{tag}' has no capital for each word"
            yield _warn("post-hashtag", message, text.location, "write it like #RestlessLegs, to be read out as words")
    if len(found) > MOST_HASHTAGS:
        message = f"the post has {len(found)} hashtags; {MOST_HASHTAGS} are the most that platforms take"
        yield Problem("post-hashtags", message, text.location, "keep the two that people look for")


def _is_small(letters: str) -> bool:
    """Say whether letters are small in a script in which words may begin with capitals."""
    return letters.islower() and letters != letters.title()


def check_emoji(text: Text) -> Iterator[Problem]:
    """Emoji are few, do not repeat, are no bullets, and never say it all: a screen reader reads each one's name."""
    found = emoji(text.words)
    if found and not re.search(r"\w", _without_emoji(text.words)):
        yield Problem("post-emoji", "the post is made of emoji alone", text.location, "say it in words")
        return
    if len(found) > MOST_EMOJI:
        message = f"the post has {len(found)} emoji; {MOST_EMOJI} are the most that are pleasant to listen to"
        yield _warn("post-emoji-use", message, text.location, "leave some out")
    if again := next((each for index, each in enumerate(found) if each in found[:index]), ""):
        yield _warn("post-emoji-use", f"the emoji {again} is there more than once", text.location, "keep one of them")
    if any(line.startswith(each) for each in found for line in re.split(r"(?:^|\n)(?:- )?", text.words)):
        hint = "put it at the end; begin lists with '- '"
        yield _warn("post-emoji-use", "an emoji begins a line", text.location, hint)


def check_letters(text: Text) -> Iterator[Problem]:
    """Letters are letters: symbols that look like bold ones are read out one by one, or not at all."""
    if fancy := _FANCY.search(text.words):
        message = f"'{fancy[0]}' is made of symbols that only look like letters"
        yield Problem("post-letters", message, text.location, "write plain letters: symbols are not read out as words")
    invisible = _INVISIBLE.search(_without_emoji(text.words))
    if invisible and not _RIGHT_TO_LEFT.search(text.words):
        message = f"the post holds an invisible character (U+{ord(invisible[0]):04X})"
        yield _warn("post-invisible", message, text.location, "delete the letters around it, and write them again")


def check_addresses(text: Text) -> Iterator[Problem]:
    """Addresses say where they lead, and only addresses are links."""
    if short := _SHORTENER.search(text.words):
        message = f"'{short[0]}' does not say where it leads"
        yield _warn("post-address", message, text.location, "write the whole address: posts count it as short anyway")
    for address in _ADDRESS.findall(text.words):
        if len(address) > LONGEST_ADDRESS:
            message = f"an address has {len(address)} characters: {address[:40]}…"
            yield _warn("post-address", message, text.location, "link to a page with a shorter address")
    for start, end in links.x_links(text.words):
        found = text.words[start:end]
        first, _, rest = found.partition(".")
        if "://" not in found and (first.isdecimal() or len(first) == 1 or rest[:1].isupper()):
            hint = f"write {first} {rest}" if first.isdecimal() else "put a space after the full stop"
            yield _warn("post-link", f"platforms read '{found}' as a link", text.location, hint)


def check_sentences(text: Text) -> Iterator[Problem]:
    """Sentences have 25 words at most."""
    for sentence in _sentences(text.words):
        if (count := len(_ADDRESS.sub("", sentence).split())) > LONGEST_SENTENCE:
            start = " ".join(sentence.split()[:5])
            message = f"a sentence of the post has {count} words; {LONGEST_SENTENCE} are the most: '{start} …'"
            yield _warn("post-sentence", message, text.location, "make two of it")


def check_capitals(text: Text) -> Iterator[Problem]:
    """Nothing is shouted: words in capitals are hard to read, and some screen readers spell them."""
    words = [word for line in text.words.splitlines() for word in [*_WORD.findall(_ADDRESS.sub("", line)), ""]]
    for capitals, group in groupby(words, key=str.isupper):
        run = tuple(group)
        if capitals and len(run) > 1 and max(map(len, run)) > 3:
            message = f"'{' '.join(run)}' is all in capitals"
            yield _warn("post-capitals", message, text.location, "write it in small letters")


def check_alt(card: Card) -> Iterator[Problem]:
    """Descriptions are there, and short enough to listen to."""
    if not card.alt.strip():
        yield Problem("card-alt", "the card has no description", card.pictured, "write an alt text for its drawing")
    if len(card.alt) > LONGEST_ALT:
        message = f"the description of the card is long: {len(card.alt)} characters; {LONGEST_ALT} are enough"
        yield _warn("card-alt-length", message, card.pictured, "shorten the alt text of this image")


def check_fold(series: Series) -> Iterator[Problem]:
    """The first sentence is seen without a tap on "see more"."""
    for each in series.posts:
        folded = [text for text in each.texts if text.fold]
        for text in _distinct(sorted(folded, key=lambda text: text.fold)):
            first = next(_sentences(text.words), "")
            if len(first) > text.fold:
                shown = f"{text.name} shows about {text.fold} before 'see more'"
                message = f"the first sentence has {len(first)} characters; {shown}"
                yield _warn("post-fold", message, text.location, "begin with a short sentence: who, what, when")


def check_repeats(series: Series) -> Iterator[Problem]:
    """No two posts of a series say the same: platforms turn the second one down."""
    first: dict[tuple[str, str], tuple[str, Location]] = {}
    for each in series.posts:
        for text in each.texts:
            key = (text.platform, " ".join(text.words.split()).casefold())
            block, place = first.setdefault(key, (each.block, text.location))
            if block != each.block:
                message = f"the blocks '{block}' and '{each.block}' post the same words"
                yield _warn("post-repeated", message, text.location, f"the first is at {place}; write another")


def _sentences(words: str) -> Iterator[str]:
    """Yield the sentences of a text; a line is one, too."""
    return (part.removeprefix("- ").strip() for part in _END.split(words) if part.strip())


def _without_emoji(words: str) -> str:
    for each in emoji(words):
        words = words.replace(each, "")
    return words


def _warn(rule: str, message: str, place: Location, hint: str) -> Problem:
    return rules.POSTS[rule].at(place, message, hint)


_TEXT_CHECKS: tuple[Callable[[Text], Iterator[Problem]], ...] = (
    check_hashtags, check_emoji, check_letters, check_addresses, check_sentences, check_capitals,
)  # fmt: skip
