"""Turns the words that are drawn, on leaflets, cards and in drawings, into the letters that no font has.

Pages are shown with the reader's own fonts where ours lack a letter, and the words of posts are pasted as they are:
only what is drawn here must be in our fonts.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from pamphlets.checks.findings import Strange
from pamphlets.checks.prose import drawing_texts
from pamphlets.compose import conditions, markup, variables
from pamphlets.library import Library
from pamphlets.model import Block, Citation, Condition, Div, Image, Location, Markdown, Pamphlet, Part, Problem, Target
from pamphlets.paper import typeset
from pamphlets.project import OWN_FONT, FontFile, Project, Reference, languages
from pamphlets.source import blocks, scans

SHOWN = 20
"""So many letters a problem lists."""
ALWAYS = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x100)))) | frozenset("‘’“”–—…•")
"""Letters that every font has: where there are no others, none is opened."""
REFERENCES = "content/references."
_UNSEEN = ("Cc", "Cf", "Zs", "Zl", "Zp")
"""Categories of Unicode that leave nothing on paper; neither do U+FE00 to U+FE0F, which choose a letter's form."""

Line = tuple[str, Location]
Shown = Callable[[Condition], bool]


def of(library: Library, project: Project) -> tuple[tuple[Strange, ...], str]:
    """Return the letters of pamphlets that not every font has, and all of theirs if the brand has its own fonts."""
    lines = [(one.language, line) for one in library.pamphlets.values() for line in _pamphlet(one, project)]
    return _strange(lines), _characters(lines) if _own(project) else ""


def check(letters: Iterable[Strange], characters: str, languages: Iterable[str], project: Project) -> Iterator[Problem]:
    """Yield one problem for each language of texts: their letters that no font has, and where each stands first.

    Those that stand in references alone are a warning of their own: a page shows them, and only leaflets that cite such
    a source cannot be made. And one problem for each font of the project that cannot be read, or lacks letters.
    """
    yield from typeset.unreadable(project.folders, project.brand)
    lines = [(language, line) for language in dict.fromkeys(languages) for line in _practice(language, project)]
    yield from _lacking(_own(project), characters + _characters(lines), project)
    found: dict[str, dict[str, Location]] = {}
    for one in sorted((*letters, *_strange(lines)), key=lambda one: _in_references(one.place)):
        found.setdefault(one.language, {}).setdefault(one.letter, one.place)
    known = typeset.characters(project.folders, project.brand) if found else frozenset()
    for language, places in found.items():
        for cited in (False, True):
            lacking = {letter: place for letter, place in places.items() if letter not in known}
            if lacking := {letter: place for letter, place in lacking.items() if _in_references(place) is cited}:
                yield _problem(lacking, language, _absent(language, project))


def lacking(library: Library, project: Project) -> Mapping[str, str]:
    """Return the letters of each language that no font has: of its pamphlets, and of what practice.yml says in it."""
    lines = [(language, line) for language in project.practice.languages for line in _practice(language, project)]
    known, found = typeset.characters(project.folders, project.brand), dict[str, set[str]]()
    for one in (*of(library, project)[0], *_strange(lines)):
        if one.letter not in known:
            found.setdefault(one.language, set()).add(one.letter)
    return {language: "".join(sorted(letters)) for language, letters in found.items()}


def _strange(lines: Iterable[tuple[str, Line]]) -> tuple[Strange, ...]:
    """Return the letters of lines that not every font has, each where it stands first, in a text if it can."""
    found: dict[tuple[str, str], Strange] = {}
    for language, (text, place) in sorted(lines, key=lambda line: _in_references(line[1][1])):
        for letter in _letters(text):
            found.setdefault((language, letter), Strange(letter, language, place))
    return tuple(found.values())


def _characters(lines: Iterable[tuple[str, Line]]) -> str:
    return "".join({letter for _, (text, _) in lines for letter in unicodedata.normalize("NFC", text)})


def _own(project: Project) -> list[FontFile]:
    """Return the regular fonts that the brand has of its own."""
    return [file for file in project.brand.files if file.weight == 400 and file.family != OWN_FONT]


def _lacking(fonts: Iterable[FontFile], characters: str, project: Project) -> Iterator[Problem]:
    """Yield one problem for each font of the brand's own: the letters that it lacks, and another font has."""
    shown, known = sorted(filter(_is_seen, set(characters))), typeset.characters(project.folders, project.brand)
    for file in fonts:
        others = known - typeset.characters(project.folders, project.brand, file.name)
        if lacking := list(filter(others.__contains__, shown)):
            more = f" and {len(lacking) - SHOWN} more" if len(lacking) > SHOWN else ""
            count = f"{len(lacking)} letters and signs" if len(lacking) > 1 else "a letter or sign"
            message = f"the font '{file.family}' lacks {count} that the texts have: {', '.join(lacking[:SHOWN])}{more}"
            hint = f"'{OWN_FONT}' is printed there instead; choose a font that has them"
            yield Problem("font-character", message, Location("content/_brand.yml"), hint, "warning")


def _in_references(place: Location) -> bool:
    return place.path.startswith(REFERENCES)


def _absent(language: str, project: Project) -> str:
    """Return the font that a language names and that is not there, or ''."""
    found = (one.family for one in project.brand.tongues if one.code == language and not one.files)
    return next(found, "")


def _problem(lacking: dict[str, Location], language: str, absent: str) -> Problem:
    """Return the one problem of all letters of a language that no font has, at the place of the first.

    `absent` is a font that the language names and that is not there.
    """
    noun = "letter" if 2 * sum(map(str.isalpha, lacking)) >= len(lacking) else "sign"
    shown = ", ".join(letter if noun == "letter" else _shown(letter) for letter in list(lacking)[:SHOWN])
    more = f" and {len(lacking) - SHOWN} more" if len(lacking) > SHOWN else ""
    first, *others = dict.fromkeys(lacking.values())
    also = f"; also at {', '.join(map(str, others[:3]))}{' …' if len(others) > 3 else ''}" if others else ""
    these = f"the {noun} {shown}" if len(lacking) == 1 else f"{len(lacking)} {noun}s of '{language}': {shown}{more}"
    font = f"put a font that has {'it' if len(lacking) == 1 else 'them'} into templates/assets/fonts"
    if first.path.startswith(REFERENCES):
        hint = f"write names and titles in Latin letters for print, as in 'given: Hanako', or {font}"
        message = f"no font has {these}{also}: leaflets that cite this are not made"
        return Problem("font-character", message, first, hint, "warning")
    hint = font if noun == "letter" and len(lacking) > 3 else f"write it in words, or {font}"
    if absent:
        hint = f"'pamphlets font add {language}' puts the font '{absent}' into templates/assets/fonts"
    return Problem("font-character", f"no font has {these}{also}", first, hint)


def _shown(letter: str) -> str:
    return f"{'◌' if unicodedata.combining(letter) else ''}{letter} (U+{ord(letter):04X})"


def _letters(text: str) -> Iterator[str]:
    """Yield the letters of a text that not every font has, composed as fonts have them."""
    text = unicodedata.normalize("NFC", text)
    yield from (letter for letter in (() if ALWAYS.issuperset(text) else text)
                if letter not in ALWAYS and _is_seen(letter))  # fmt: skip


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter) not in _UNSEEN and not 0xFE00 <= ord(letter) <= 0xFE0F


def _pamphlet(pamphlet: Pamphlet, project: Project) -> Iterator[Line]:
    """Yield the lines of a pamphlet that some leaflet or card shows."""
    outputs = [("leaflets", name) for name in project.formats_of(pamphlet)]
    outputs += [("posts", name) for name in project.platforms]
    every = tuple(site.id for site in project.practice.sites)

    @cache
    def shown(condition: Condition) -> bool:
        targets = ((output, site) for output in outputs for site in conditions.sites((condition,), every))
        return any(condition.admits(Target(output, (site,), pamphlet.language)) for output, site in targets)

    yield pamphlet.title, pamphlet.locate("title")
    yield pamphlet.summary, pamphlet.locate("summary")
    yield pamphlet.author, pamphlet.locate("author")
    yield pamphlet.reviewer, pamphlet.locate("reviewer")
    for block in pamphlet.blocks:
        if shown(block.condition):
            yield from _block(block, shown, project)


def _block(block: Block, shown: Shown, project: Project) -> Iterator[Line]:
    yield from _lines(block.title, shown) if block.title else ()
    yield from _parts(block.parts, shown)
    yield from ((post.card, post.location) for post in block.posts if post.card)
    for inline in variables.inlines(block):
        if isinstance(inline, Image):
            yield from _lines(inline.caption, shown) if inline.caption else ()
            yield from drawing_texts(inline.src, project)
        elif isinstance(inline, Citation):
            for key in filter(project.references.__contains__, inline.keys):
                yield from ((letter, project.places[key]) for letter in _letters(_source(project.references[key])))


def _source(reference: Reference) -> str:
    """Return what a leaflet says of a source at most: who, or what if it has no year."""
    who = reference.authors[0] if reference.authors else reference.publisher
    return who if reference.year else f"{who} {reference.title}"


def _parts(parts: tuple[Part, ...], shown: Shown) -> Iterator[Line]:
    for part in parts:
        if isinstance(part, Div):
            yield from _parts(part.parts, shown) if shown(part.condition) else ()
        else:
            yield from _lines(part, shown)


def _lines(text: Markdown, shown: Shown) -> Iterator[Line]:
    """Yield the lines of a text of which an output shows anything, each at its own line of the source."""
    kept = set(markup.select(text, shown).text)
    for number, line in enumerate(text.text.split("\n")):
        place = Location(text.location.path, text.line(number), text.location.embedded_by)
        yield "".join(filter(kept.__contains__, scans.MARK.sub("", blocks.strip_bullet(line)))), place


def _practice(language: str, project: Project) -> Iterator[Line]:
    """Yield what leaflets say of the practice, the words of its logo, and the letters of what templates say."""
    practice = project.practice
    words = [practice.name, practice.tagline.of(language)]
    for site in practice.sites:
        words += [site.name, *site.address, *(line.of(language) for line in site.hours), *site.licenses]
    yield from _found(words, "content/practice.yml", project)
    yield from drawing_texts(project.brand.logo, project)
    said = "".join(words for key, words in project.words_in(language).plain.items() if not key.startswith("desk-"))
    yield "".join(filter(str.isalpha, said)), Location(f"templates/languages/{languages.file_names(language)[0]}.yml")


def _found(texts: Iterable[str], path: str, project: Project) -> Iterator[Line]:
    """Yield the letters of texts that not every font has, each with the first line of a file that has it."""
    if strange := list(dict.fromkeys(letter for text in texts for letter in _letters(text))):
        written = unicodedata.normalize("NFC", project.read_text(path)).split("\n")
        for letter in strange:
            line = next((number for number, line in enumerate(written, 1) if letter in line), 0)
            yield letter, Location(path, line)
