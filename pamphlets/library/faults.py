"""Turns a source into what is wrong with its name, its marks, its pictures and its links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pamphlets import files
from pamphlets.compose import markup, variables
from pamphlets.errors import nearest
from pamphlets.library import gallery
from pamphlets.library.embeds import Sources
from pamphlets.model import Embed, Image, Link, Location, Pamphlet, Problem
from pamphlets.project import Project, wider
from pamphlets.source import ids, split_name

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST = 120
"""Characters of an address: files that are named after it must have names that every system takes."""


def check_name(pamphlet: Pamphlet, project: Project) -> Iterator[Problem]:
    """Check that a source's name can be an address, and that what its front matter names is there."""
    place = Location(pamphlet.path)
    if pamphlet.address in (*project.practice.languages, "assets") or pamphlet.address.startswith("at-"):
        yield Problem("name", f"a pamphlet cannot be named '{pamphlet.address}'", place,
                      "languages, sites and assets have folders of such names; rename the file")  # fmt: skip
    elif taken := next(filter(files.is_reserved, (pamphlet.address, pamphlet.name)), ""):
        yield Problem("name", f"a pamphlet cannot be named '{taken}'", place,
                      "Windows keeps this name for itself; rename the file")  # fmt: skip
    elif len(pamphlet.address) > _LONGEST:
        message = f"'{pamphlet.address[:30]}…' is too long for an address: {_LONGEST} characters are the most"
        hint = "shorten 'slug' in the front matter" if pamphlet.slug else "add a short 'slug: …' to the front matter"
        yield Problem("name", message, pamphlet.locate("slug") if pamphlet.slug else place, hint)
    elif not _NAME.fullmatch(pamphlet.name):
        hint = f"rename it: small letters from a to z, digits, and hyphens between them{_better(pamphlet.name)}"
        yield Problem("name", f"the file's name '{pamphlet.name}' cannot be part of an address", place, hint)
    if pamphlet.language not in project.practice.languages and "languages" not in project.unsure:
        yield Problem("name", f"the practice has no language '{pamphlet.language}'", place,
                      "add it to languages in content/practice.yml, or rename the file")  # fmt: skip
    if (lang := pamphlet.lang) and pamphlet.language not in wider(lang) and lang not in wider(pamphlet.language):
        message = f"'lang: {lang}', and this is read as '{pamphlet.language}'"
        hint = f"name the file {pamphlet.name}.{lang}.md, with {lang} in languages of content/practice.yml"
        yield Problem("name", message, pamphlet.locate("lang"), hint, "warning")
    for key, known in (("formats", project.formats), ("platforms", project.platforms)):
        for name in getattr(pamphlet, key):
            if name not in known and key not in project.unsure:
                message = f"there is no {key[:-1]} '{name}'"
                yield Problem(key[:-1], message, pamphlet.locate(key), nearest(name, known))
    for name in pamphlet.formats:
        if name in project.formats and project.formats[name].of == "practice":
            message = f"'{name}' shows no text: it is printed for the practice"
            hint = f"name {name} in 'formats' of content/practice.yml, and take it out here"
            yield Problem("format", message, pamphlet.locate("formats"), hint)


def _better(name: str) -> str:
    """Return a name that a source may have instead of its own, as the end of a hint; '' where nobody can tell."""
    words, dot, language = name.rpartition(".")
    if not dot or not re.fullmatch("[A-Za-z]{2,3}", language):
        words, language = name, ""
    made = ids.slug(words.replace("ß", "ss"))
    return "" if made.startswith("block-") else f", such as {made}{dot and language and f'.{language.lower()}'}.md"


def check_marks(pamphlet: Pamphlet) -> Iterator[Problem]:
    """Check that what opens is closed, and that no picture inside a sentence has a caption."""
    for block in pamphlet.blocks:
        title = (block.title,) if block.title else ()
        captions = (one.caption for one in variables.inlines(block) if isinstance(one, Image) and one.caption)
        for text in (*title, *variables.walk(block.parts), *captions, *(post.text for post in block.posts)):
            if markup.crosses(text):
                message = "brackets that cross other marks, or reach over several paragraphs or list items"
                yield Problem("markup", message, text.location, "close what was opened last first, in the same place")
            for picture in markup.within(text):
                if picture.caption:
                    hint = "leave an empty line before and after the picture, or take the caption away"
                    message = "a picture inside a sentence shows no caption"
                    yield Problem("image", message, picture.location, hint, "warning")
            for mark, line in markup.open_marks(text):
                sign = re.sub(r"[^*_`]|(?<=\w)_(?=\w)", "", mark)[:3] or mark[:1]
                message = f"'{sign}' at '{mark}' is never closed: it is printed"
                place = replace(text.location, line=line)
                hint = f"close it without a space before it, or write \\{sign[0]} for the sign itself"
                yield Problem("leftover", message, place, hint, "warning")


def check_files(pamphlet: Pamphlet, project: Project) -> Iterator[Problem]:
    """Check that there is a picture wherever one is shown."""
    for block in pamphlet.blocks:
        for picture in (inline for post in block.posts for inline in post.text.inlines if isinstance(inline, Image)):
            hint = "put it above the post, into the block; a post's own picture is its card"
            yield Problem("post", "a picture in a post is not shown", picture.location, hint)
        for inline in variables.inlines(block, posts=True):
            if isinstance(inline, Image) and inline.src:  # '' for an address that could not be read
                yield from gallery.check(inline.src, inline.location, project)
                yield from gallery.check_view(inline, project)


def check_links(pamphlet: Pamphlet, every: Sources) -> Iterator[Problem]:
    """Check links to other sources and to blocks."""
    for block in pamphlet.blocks:
        for inline in variables.inlines(block, posts=True):
            if not isinstance(inline, Link):
                continue
            path, _, anchor = inline.address.text.partition("#")
            if path and not (path.endswith(".md") and "://" not in path):
                continue
            key = (split_name(path)[0] if path else pamphlet.name, pamphlet.language)
            other = every.pamphlets.get(key)
            ids = [item.block if isinstance(item, Embed) else item.id for item in other.items] if other else []
            if every.unsure(key) and not (other and anchor in ids):
                continue
            if other is None or (path and not other.publish):
                names = {
                    p.name for p in every.pamphlets.values() if p and p.publish and p.language == pamphlet.language
                }
                message = f"no published pamphlet is named '{key[0]}'"
                hint = nearest(key[0], names - {pamphlet.name}) or f"write content/{key[0]}.md, or take the link out"
                yield Problem("link", message, inline.location, hint)
            elif anchor and anchor not in ids:
                yield Problem("link", f"'{key[0]}' has no block '{anchor}'", inline.location, nearest(anchor, ids))
