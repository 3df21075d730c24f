"""Turns each construct of a text (a variable, a citation, a picture, a link) into the HTML of one output."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from functools import cached_property
from html import escape, unescape
from pathlib import PurePosixPath

from pamphlets import localized
from pamphlets.compose import markup, unmark, variables
from pamphlets.compose.views import View
from pamphlets.compose.writer import Behind, Writer
from pamphlets.errors import nearest
from pamphlets.localized import scripts, sentences
from pamphlets.model import Abbreviation, Citation, Image, Inline, Link, Markdown, Note, Span, Variable


class Filler:
    """Gives the HTML of each construct of one output, and numbers its sources as they are first cited."""

    def __init__(self, view: View, writer: Writer | None = None) -> None:
        edition, facts = view.edition, view.facts
        self.view, self.numbers, self.notes = view, dict[str, int](), dict[str, Markdown]()
        self.explained, self.language, self.linked = set[str](), edition.language, "web" in view.target.outputs
        self.writer, self.beside = writer or Writer(dict(facts.pages)), False
        self.leads = True

    @cached_property
    def say(self) -> Callable[..., str]:
        """The function by which it speaks its language."""
        return speaker(self.view.facts.words.marked)

    @cached_property
    def values(self) -> Mapping[str, str]:
        """The values of variables; most texts have none."""
        facts, edition = self.view.facts, self.view.edition
        return variables.values(facts.practice, facts.site, edition.pamphlet, edition.language, edition.id)

    def aside(self, leads: bool = False) -> Filler:
        """Return this, for what stands beside the text: footnotes, and words for those who do not see a picture.

        `leads`: whether a link there says where it leads, as in the text.
        """
        other = copy(self)
        other.beside, other.leads = True, leads
        return other

    def __call__(self, inline: Inline | Behind) -> str:
        """Return what stands for a construct."""
        if isinstance(inline, Variable):
            return escape(self.values[inline.name], quote=False)
        if isinstance(inline, Citation):
            return self._cite(inline.keys)
        if isinstance(inline, Image):
            return self._image(inline)
        if isinstance(inline, Link):
            target = escape(self._target(inline.address))
            return f'<a href="{target}">' if target else "<a>"
        if isinstance(inline, Behind):
            return (
                self.writer.behind(self._target(inline.link.address), inline.words)
                if self.leads and inline.link.address.text
                else ""
            )
        if isinstance(inline, Note):
            key = f"^{inline.text.location}"
            self.notes[key] = inline.text
            return self._cite((key,))
        if isinstance(inline, Abbreviation):
            return self._abbreviation(inline)
        if isinstance(inline, Span):
            return f"<span {scripts.attributes(inline.language)}>" if inline.language else ""
        return ""

    def _abbreviation(self, inline: Abbreviation) -> str:
        """Return an abbreviation as pages explain it; on paper, where nobody can ask, written out at its first use."""
        short, meaning = escape(inline.short), escape(inline.meaning)
        if "web" in self.view.target.outputs:
            return f'<abbr title="{meaning}">{short}</abbr>'
        if {"posts", "slides"}.intersection(self.view.target.outputs) or inline.short in self.explained:
            return short
        self.explained.add(inline.short)
        return f"{short} ({meaning})"

    def _cite(self, keys: tuple[str, ...]) -> str:
        numbers = [self.numbers.setdefault(key, len(self.numbers) + 1) for key in keys]
        cited = (self.writer.cite(number, self.beside) for number in numbers)
        return f'<sup class="cite">{"<span>, </span>".join(cited)}</sup>'

    def _image(self, image: Image) -> str:
        alt = escape(unmark.text(markup.line(image.alt, self.aside(), self.language)))
        caption = f"<figcaption>{markup.line(image.caption, self, self.language)}</figcaption>" if image.caption else ""
        if not (shown := self.writer.picture(image.src, image.focus, image.within)):
            return alt if image.within else f"<figure>{caption}</figure>" if caption else ""
        picture = f'<img {shown} alt="{alt}">'
        if image.within:
            return f'{picture[:-1]} class="within">'
        kinds = ("decorative" if image.decorative else "", image.width, "whole" if image.whole else "")
        kind = f' class="{" ".join(filter(None, kinds))}"' if any(kinds) else ""
        return f"<figure{kind}>{picture}{caption}</figure>"

    def _target(self, address: Markdown) -> str:
        """Return a link's address: its variables filled in, a number as it is dialled, a pamphlet as its page."""
        filled = unescape(markup.fill_in(address.text, address, self))
        if filled.startswith("tel:"):
            return f"tel:{localized.phone(filled[4:], self.view.facts.practice.country).dial}"
        path, sign, anchor = filled.partition("#")
        page = self.writer.pages.get(PurePosixPath(path).stem) if path.endswith(".md") and "://" not in path else None
        return self.writer.address(f"{page}{sign}{anchor}" if page else filled)


def speaker(words: Mapping[str, str]) -> Callable[..., str]:
    """Return the function by which templates speak a language: `say("use-until", date=…)`."""

    def say(key: str, **values: object) -> str:
        if key not in words:
            unknown = LookupError(f"no words are named '{key}'")
            unknown.add_note(nearest(key, words))  # the theme knows the template's line, and makes a problem of it
            raise unknown
        return sentences.fill(words[key], values)

    return say
