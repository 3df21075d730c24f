"""Turns each construct of a text (a variable, a citation, a picture, a link) into the HTML of one output."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape, unescape
from urllib.parse import quote

from pamphlets import localized as wording
from pamphlets.compose import markup, variables
from pamphlets.compose.views import View
from pamphlets.errors import nearest
from pamphlets.localized import sentences
from pamphlets.model import (
    Abbreviation,
    Citation,
    Image,
    Inline,
    Link,
    Markdown,
    Note,
    Span,
    Variable,
)  # fmt: skip

Address = Callable[[str], str]
"""From a path of the project, or the address of a link, to what is printed in the output."""


class Filler:
    """Gives the HTML of each construct of one output, and numbers its sources as they are first cited."""

    def __init__(self, view: View, image: Address | None, link: Address | None) -> None:
        edition, facts = view.edition, view.facts
        self.view, self.numbers, self.notes = view, dict[str, int](), dict[str, Markdown]()
        self.explained, self.language, self.linked = set[str](), edition.language, "web" in view.target.outputs
        self.image = image or (lambda path: f"content:{quote(path.removeprefix('content/'))}")
        self.link = link or self._address
        self.say = speaker(dict(facts.words))
        self.values = variables.values(facts.practice, facts.site, edition.pamphlet, edition.language, edition.id)

    def __call__(self, inline: Inline) -> str:
        """Return what stands for a construct."""
        if isinstance(inline, Variable):
            return escape(self.values[inline.name], quote=False)
        if isinstance(inline, Citation):
            return self._cite(inline.keys)
        if isinstance(inline, Image):
            return self._image(inline)
        if isinstance(inline, Link):
            return f'<a href="{escape(self.link(self._target(inline.address)))}">'
        if isinstance(inline, Note):
            key = f"^{inline.text.location}"
            self.notes[key] = inline.text
            return self._cite((key,))
        if isinstance(inline, Abbreviation):
            return self._abbreviation(inline)
        if isinstance(inline, Span):
            return f'<span lang="{escape(inline.language)}">' if inline.language else ""
        return ""

    def _abbreviation(self, inline: Abbreviation) -> str:
        """Return an abbreviation as pages explain it; on paper, where nobody can ask, written out at its first use."""
        short, meaning = escape(inline.short), escape(inline.meaning)
        if "web" in self.view.target.outputs:
            return f'<abbr title="{meaning}">{short}</abbr>'
        if "posts" in self.view.target.outputs or inline.short in self.explained:
            return short
        self.explained.add(inline.short)
        return f"{short} ({meaning})"

    def _cite(self, keys: tuple[str, ...]) -> str:
        numbers = []
        for key in keys:
            number = self.numbers.setdefault(key, len(self.numbers) + 1)
            numbers.append(f'<a href="#source-{number}">{number}</a>')
        return f'<sup class="cite">{"<span>, </span>".join(numbers)}</sup>'

    def _image(self, image: Image) -> str:
        alt = escape(self._plain(image.alt))
        picture = f'<img src="{escape(self.image(image.src))}" alt="{alt}">'
        if image.within:
            return f'{picture[:-1]} class="within">'
        caption = f"<figcaption>{markup.line(image.caption, self, self.language)}</figcaption>" if image.caption else ""
        kind = ' class="decorative"' if image.decorative else ""
        return f"<figure{kind}>{picture}{caption}</figure>"

    def _plain(self, text: Markdown) -> str:
        return markup.text(markup.line(text, self, self.language))

    def _target(self, address: Markdown) -> str:
        """Return a link's address with its variables filled in; in `tel:` a number as it is dialled."""
        filled = unescape(markup.fill(address, self))
        if filled.startswith("tel:"):
            return f"tel:{wording.phone(filled[4:], self.view.facts.practice.country).dial}"
        return filled

    def _address(self, target: str) -> str:
        name, anchor = _page_name(target), target.partition("#")[2]
        if not name:
            return target
        return dict(self.view.facts.pages)[name] + (f"#{anchor}" if anchor else "")


def _page_name(address: str) -> str:
    path = address.partition("#")[0]
    return re.sub(r"^.*/|\.md$", "", path) if path.endswith(".md") and "://" not in path else ""


def speaker(words: Mapping[str, str]) -> Callable[..., str]:
    """Return the function by which templates speak a language: `say("use-until", date=…)`."""

    def say(key: str, **values: object) -> str:
        if key not in words:
            unknown = LookupError(f"no words are named '{key}'")
            unknown.add_note(nearest(key, words))  # the theme knows the template's line, and makes a problem of it
            raise unknown
        return sentences.fill(words[key], values)

    return say
