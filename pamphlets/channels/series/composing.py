"""Turns a block of an edition and a platform into the text to paste: words, call to action, link and hashtags."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from pamphlets import compose, localized
from pamphlets.channels.series import hashtags
from pamphlets.channels.series.counting import Count, count, utf16
from pamphlets.compose import View, plain, variables
from pamphlets.localized import quotes
from pamphlets.model import Block, Edition, Location, Post, Problem, Target
from pamphlets.project import Platform, Project

UNITS = {"weighted": "weighted characters", "utf-16": "UTF-16 units"}
"""What a message calls a unit, where that is not its name."""

_MARKS = {
    "whatsapp": {"strong": "*", "em": "_", "h3": "*", "h4": "*", "h5": "*", "h6": "*"},
    "none": dict[str, str](),
}
"""What a platform reads as bold and the like, by the name of its formatting."""
KEY_POINTS = "key-points"
"""The kind of block whose heading says only that it is one."""
_STRAIGHT = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u201a": "'"})


@dataclass(frozen=True, slots=True)
class Text:
    """What is pasted into one platform. `origin` is where its words are from: `platform`, `block` or `summary`.

    `words` are those of the author alone, without call, link, hashtags and formatting. `count` is that of what will be
    posted: a draft's label, which goes when somebody has signed, is not in it.
    """

    platform: str
    name: str
    title: str
    text: str
    words: str
    link: str
    hashtags: tuple[str, ...]
    origin: str
    count: Count
    fold: int
    published: bool
    location: Location = field(repr=False)
    heading: Location = field(repr=False)


def platforms(edition: Edition, project: Project) -> tuple[Platform, ...]:
    """Return the platforms that an edition's posts are for: the pamphlet's, else the practice's, else all."""
    chosen = edition.pamphlet.platforms or tuple(name for name, _ in project.practice.platforms)
    return tuple(row for name, row in project.platforms.items() if not chosen or name in chosen)


def target(edition: Edition, platform: Platform) -> Target:
    """Return what a post is made for: a platform, the edition's site and language."""
    return Target(("posts", platform.id), (edition.site,), edition.language)


def texts(edition: Edition, block: Block, project: Project) -> Iterator[Text]:
    """Yield the text of a block for each platform that it has one for."""
    chosen = [(platform, found) for platform in platforms(edition, project) if (found := _choose(block, platform))]
    if chosen:
        plainly = plain.Texts(_view(edition, block, chosen[0][0], project))
        shown = [each for each in chosen if block.condition.admits(target(edition, each[0]))]
        every = (_text(edition, block, platform, *found, project, plainly) for platform, found in shown)
        yield from filter(None, every)


def _choose(block: Block, platform: Platform) -> tuple[Post | None, str] | None:
    """Return the post that has the words, and where they are from; without a post they are the summary's."""
    for post in block.posts:
        if platform.id in post.platforms:
            return post, "platform"
    for post in block.posts:
        if not post.platforms:
            return post, "block"
    return (None, "summary") if block.id == "lead" else None


def _text(
    edition: Edition, block: Block, platform: Platform, post: Post | None, origin: str, project: Project,
    plainly: plain.Texts,
) -> Text | None:  # fmt: skip
    aim, facts = target(edition, platform), plainly.view.facts
    words = plainly.text(post.text, aim, {}) if post else quotes.text(edition.pamphlet.summary, edition.language)
    if not words:
        return None
    marks = _MARKS[platform.formatting]
    shown = plainly.text(post.text, aim, marks) if post and marks else words
    say = plainly.words
    link = facts.page if "://" in facts.page else ""
    tags = hashtags.of(edition, project, platform, max(0, platform.hashtags - len(hashtags.find(shown))))
    parts = [shown, _call(platform, link, say), " ".join(tags)]
    text = "\n\n".join(filter(None, parts))
    if platform.quotes == "straight":
        text = text.translate(_STRAIGHT)
    title, place = _title(edition, block, platform, plainly)
    label = f"[{say['post-draft']}] " if edition.pamphlet.draft else ""
    return Text(
        platform=platform.id,
        name=platform.name,
        title=title,
        text=label + text,
        words=words,
        link=link,
        hashtags=tags,
        origin=origin,
        count=count(text, platform),
        fold=platform.fold,
        published=platform.published,
        location=post.location if post else edition.pamphlet.locate("summary"),
        heading=place,
    )


def _view(edition: Edition, block: Block, platform: Platform, project: Project) -> View:
    """Return a view of what a block's posts say, as one platform shows it."""
    said = replace(block, title=None, parts=tuple(post.text for post in block.posts), posts=())
    return compose.view(replace(edition, blocks=(said,)), target(edition, platform), project)


def _title(edition: Edition, block: Block, platform: Platform, plainly: plain.Texts) -> tuple[str, Location]:
    """Return a block's heading as plain text, and where it is; the lead's is the pamphlet's title.

    So is that of key points where a platform shows it by itself: "In short" says nothing there.
    """
    if block.title and not (platform.title and block.kind == KEY_POINTS):
        return plainly.text(block.title, target(edition, platform), {}), block.title.location
    return variables.heading(edition), edition.pamphlet.locate("title")


def _call(platform: Platform, link: str, say: Mapping[str, str]) -> str:
    """Return the call to action as a platform takes it: a button or field of its own needs no words."""
    if not link or platform.link in ("button", "field"):
        return ""
    return say["post-bio"] if platform.link == "bio" else say["post-read-more"].replace("{link}", link)


def check(text: Text, platform: Platform, country: str) -> Iterator[Problem]:
    """Yield what keeps a platform from taking a text. Nothing is ever cut: what does not fit is for the author."""
    own = f'write a shorter one: ::: {{.post platforms="{platform.id}"}}'
    if over := text.count.over:
        unit = UNITS.get(platform.unit, platform.unit)
        message = f"the post is too long for {platform.name}: {text.count.count} of {platform.limit} {unit}"
        yield Problem("post-length", message, text.location, f"cut {over}, or {own}")
    if text.count.bytes and text.count.bytes > platform.bytes:
        strict = platform.bytes == platform.limit
        message = f"the post is too long for {platform.name}: {text.count.bytes} of {platform.bytes} bytes"
        if not (strict and text.count.over):
            severity = "warning" if strict else "error"
            hint = f"{platform.name} may count in bytes; {own}" if strict else own
            yield Problem("post-bytes", message, text.location, hint, severity)  # type: ignore[arg-type]
    if platform.title and utf16(text.title) > platform.title:
        message = f"the title is too long for {platform.name}: {utf16(text.title)} of {platform.title} characters"
        yield Problem("post-title", message, text.heading, "it is what stands here: shorten it")
    if not platform.phone:
        for number in localized.phones(text.text, country):
            message = f"{platform.name} turns down posts with a telephone number in the text: '{number}'"
            hint = f'write one without it: ::: {{.post platforms="{platform.id}"}}'
            yield Problem("post-phone", message, text.location, hint)
