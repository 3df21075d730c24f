"""Turns the sources of a project into editions: embeds resolved, translations paired, images and links looked up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from itertools import groupby
from types import MappingProxyType
from unicodedata import normalize

from pamphlets import source
from pamphlets.compose import variables
from pamphlets.errors import PamphletError
from pamphlets.library import covers, damage, embeds, faults, gallery, imprint, needs, pairs
from pamphlets.library.damage import Damage
from pamphlets.library.embeds import Sources
from pamphlets.library.needs import Needs
from pamphlets.library.pairs import Key, clashes
from pamphlets.model import Axis, Block, Edition, Embed, Link, Location, Pamphlet, Problem, Variable
from pamphlets.project import CHANNELS, Project, formats, wider
from pamphlets.source import Vocabulary, split_name

__all__ = ["Library", "Parsed", "check_settings", "clashes", "covers", "imprint", "pairs"]

Parsed = tuple[Pamphlet | None, tuple[Problem, ...]]
"""A source as far as it can be read, and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Library:
    """Every pamphlet of a project, by name and language, its editions, and the problems found on the way.

    `found` has the problems of each pamphlet in all its languages by its name, those of the settings by ''; `needs` is
    what each name depends on.
    """

    pamphlets: Mapping[tuple[str, str], Pamphlet]
    editions: tuple[Edition, ...]
    problems: tuple[Problem, ...] = ()
    damage: Damage = damage.NONE
    found: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    needs: Mapping[str, Needs] = field(default_factory=dict)
    errors: tuple[Problem, ...] = ()
    """The errors of sources and settings; without any, outputs can be made."""
    parsed: Mapping[str, Parsed] = field(default_factory=dict)
    """What was read, by the paths of the sources: none of them depends on another there."""

    def each(self, names: Iterable[str] | None = None) -> Iterator[tuple[str, Library, tuple[Pamphlet, ...]]]:
        """Yield each name, or some, with what there is of it in all languages, and every source that it depends on."""
        sources = defaultdict[str, dict[Key, Pamphlet]](dict)
        for key, pamphlet in self.pamphlets.items():
            sources[key[0]][key] = pamphlet
        editions = {name: tuple(own) for name, own in groupby(self.editions, key=lambda one: one.pamphlet.name)}
        for name in self.needs if names is None else names:
            needs = self.needs.get(name, Needs(frozenset([name])))
            wrong = self.wrong(["", *needs.parts], needs.ends)
            own = Library(sources[name], editions.get(name, ()), self.found.get(name, ()), self.damage, errors=wrong)
            yield name, own, tuple(one for need in needs.every for one in sources[need].values())

    def only(self, languages: Collection[str]) -> Library:
        """Return what there is in some languages, and what is wrong there; of others what they cannot be read for."""
        pamphlets = {key: one for key, one in self.pamphlets.items() if key[1] in languages}
        others = {one.path for one in self.pamphlets.values()} - {one.path for one in pamphlets.values()}
        wrong = tuple(one for one in self.problems if one.severity == "error" or one.location.path not in others)
        editions = tuple(one for one in self.editions if one.language in languages)
        return replace(self, pamphlets=pamphlets, editions=editions, problems=wrong)

    def wrong(self, parts: Iterable[str], ends: Iterable[str] = ()) -> tuple[Problem, ...]:
        """Return the errors of some names; of those that are `ends` it does not matter where they lead themselves."""
        own = [one for part in parts for one in self.found.get(part, ())]
        own += (one for end in ends for one in self.found.get(end, ()) if one.rule != "link")
        return tuple(one for one in own if one.severity == "error")

    def uses(self) -> Iterator[tuple[Pamphlet, Block, tuple[Location, ...]]]:
        """Yield each block with the pamphlet that holds it and the places of the embeds that show it."""
        for pamphlet in self.pamphlets.values():
            for block in pamphlet.blocks:
                places = (
                    embed.location
                    for other in self.pamphlets.values()
                    if other.language == pamphlet.language
                    for embed in other.items
                    if isinstance(embed, Embed) and (embed.source, embed.block) == (pamphlet.name, block.id)
                )
                yield pamphlet, block, tuple(places)


def read(project: Project) -> Library:
    """Read all sources of a project.

    Raises PamphletError with every problem of every source, and of the settings, if one of them is an error; warnings
    are kept in the library.
    """
    found = survey(project)
    if found.errors:
        raise PamphletError(found.problems)
    return found


def survey(
    project: Project, names: Collection[str] | None = None, known: Mapping[str, Parsed] = MappingProxyType({})
) -> Library:
    """Read all sources of a project as far as they can be read; the library has every problem of sources and settings.

    With errors among them it is for looking at words, not for making outputs. With `names` only the pamphlets of these
    names are read, and those that they depend on, of which not everything is found. Sources that are `known`, from an
    earlier library of the same settings, are not read again.
    """
    parsed = _parse_all(project, names, known)
    every, told = _pair(parsed, project.practice.languages)
    told[""] = list(check_settings(project))
    settings_are_right = all(problem.severity == "warning" for problem in told[""])
    found = {key: pamphlet for key, pamphlet in every.pamphlets.items() if pamphlet}
    depends = {name: Needs(frozenset([name])) for name in told if name}
    depends |= needs.of((found | every.unbounded).values())
    whole = {part for name in depends if names is None or name in names for part in depends[name].parts}
    default = project.practice.languages[0]
    with_embeds = {key: embeds.resolve(pamphlet, every) for key, pamphlet in found.items()}
    resolved = {key: blocks for key, (blocks, _) in with_embeds.items()}
    for key, pamphlet in found.items():
        told[pamphlet.name] += (*pairs.check(key, every.pamphlets, every.errors, default), *with_embeds[key][1])
        told[pamphlet.name] += _check(pamphlet, project)
        if pamphlet.name in whole:  # of others it is not known where they lead
            told[pamphlet.name] += faults.check_links(pamphlet, every)
    found = {key: replace(one, unsigned=pairs.drafts(key, found, resolved, default)) for key, one in found.items()}
    editions = tuple(_editions(found, resolved, project))
    for name, group in groupby(editions, key=lambda edition: edition.pamphlet.name):
        of_name = tuple(group)
        told[name] += covers.check(of_name, project)
        if settings_are_right:
            told[name] += _empty_variables(of_name, every, project)
    by_name = {name: _sort(problems) for name, problems in told.items()}
    twice = clashes((one.address, one.language, one.locate("slug")) for one in found.values())
    problems = _sort([*(one for own in by_name.values() for one in own), *twice])
    legible = found | every.unbounded
    cut = (found[key].path for key, blocks in resolved.items() if len(blocks) < len(found[key].items))
    hurt = damage.of(legible.values(), cut, problems)
    errors = tuple(problem for problem in problems if problem.severity == "error")
    return Library(legible, editions, problems, hurt, by_name, depends, errors, parsed)


def _check(pamphlet: Pamphlet, project: Project) -> Iterator[Problem]:
    """Yield what is wrong with a pamphlet by itself."""
    yield from faults.check_name(pamphlet, project)
    yield from source.leftovers.once(tuple(faults.check_marks(pamphlet)))
    yield from faults.check_files(pamphlet, project)


def leaf_through(project: Project, known: Mapping[str, Parsed] = MappingProxyType({})) -> Library:
    """Read all sources of a project, but those that are `known`, and look at none: a library of pamphlets alone."""
    parsed = _parse_all(project, None, known)
    every, _ = _pair(parsed, project.practice.languages)
    return Library({key: one for key, one in every.pamphlets.items() if one} | every.unbounded, (), parsed=parsed)


def check_settings(project: Project) -> tuple[Problem, ...]:
    """Return what is wrong with the settings of a project, and with the pictures that they name."""
    return (*project.problems, *gallery.check_logo(project), *covers.check_usual(project))


def _sort(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems in the order of their places, each once."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda one: (one.location.path, one.location.line)))


def _pair(parsed: Mapping[str, Parsed], languages: tuple[str, ...]) -> tuple[Sources, dict[str, list[Problem]]]:
    """Return every source as far as it can be read, and what is wrong with those of each name."""
    problems = defaultdict[str, list[Problem]](list)
    every = Sources({}, {}, {})
    read: dict[Key, list[Parsed]] = {}
    for path, (pamphlet, wrong) in sorted(parsed.items()):
        name, language = split_name(path)
        problems[name] += wrong
        read.setdefault((name, language or _language(pamphlet, languages)), []).append((pamphlet, wrong))
    for (name, language), (pamphlet, wrong) in ((key, one) for key, ones in read.items() for one in ones):
        for key in _keys(name, language, read.keys(), languages):
            every.errors[key] = frozenset(problem.rule for problem in wrong if problem.severity == "error")
            every.pamphlets[key] = made = pamphlet and replace(pamphlet, language=key[1])
            if made and "front-matter" in every.errors[key]:
                every.unbounded[key], every.pamphlets[key] = made, None
    return every, problems


def _parse_all(project: Project, names: Collection[str] | None, known: Mapping[str, Parsed]) -> dict[str, Parsed]:
    """Return every source by its path; or those of some names, and of all names that these need."""
    words, found = vocabulary(project), dict[str, Parsed]()

    def parse(names: Collection[str] | None) -> list[Pamphlet]:
        """Read the sources of some names, and those whose blocks these show."""
        every = list[Pamphlet]()
        while names is None or names:
            paths = [path for path in project.sources if names is None or split_name(path)[0] in names]
            new = {path: known.get(path) or _parse(path, words, project) for path in paths if path not in found}
            found.update(new)
            read = [one for one, _ in new.values() if one]
            every += read
            names = () if names is None else needs.find_embeds(read)
        return every

    if (own := parse(names)) and names is not None:
        parse(needs.find_links(own))
    return found


def _parse(path: str, names: Vocabulary, project: Project) -> Parsed:
    try:
        return source.parse(project.read_text(path), path, names)
    except PamphletError as error:  # the file cannot be read
        return None, error.problems


def _language(pamphlet: Pamphlet | None, languages: tuple[str, ...]) -> str:
    """Return the language of the practice that a front matter names, or its first."""
    lang = pamphlet.lang if pamphlet else ""
    return next((one for one in languages if lang and (one in wider(lang) or lang in wider(one))), languages[0])


def _keys(name: str, language: str, own: Set[Key], languages: tuple[str, ...]) -> list[Key]:
    """Return what a source is: a text in its language, or in each region of it that has no source of its own."""
    regions = [(name, code) for code in languages if language in wider(code) and (name, code) not in own]
    return [(name, language)] if language in languages or not regions else regions


def vocabulary(project: Project) -> Vocabulary:
    """Return the names that sources may use; those of settings with a fault are not checked."""
    axes: dict[str, Axis] = {site.id: "site" for site in project.practice.sites}
    axes |= dict.fromkeys(project.practice.languages, "language")
    shapes = (name for name, format in project.formats.items() if format.of == "pamphlet")
    axes |= dict.fromkeys((*CHANNELS, *shapes, *project.platforms), "output")
    known = project.pictures
    return Vocabulary(
        axes,
        project.kinds,
        variables.NAMES,
        None if "references" in project.unsure else frozenset(project.references),
        None if "platforms" in project.unsure else frozenset(project.platforms),
        unsure=bool(project.unsure & {"sites", "languages", "formats", "platforms"}),
        also=formats.names(project.formats) | formats.names(project.platforms),
        motifs=project.motifs,
        pictures={normalize("NFC", path): path for path in known} | {path: path for path in known},
    )


def _editions(
    found: Mapping[Key, Pamphlet], resolved: Mapping[Key, tuple[Block, ...]], project: Project
) -> Iterator[Edition]:
    order = {language: index for index, language in enumerate(project.practice.languages)}
    found = {key: pamphlet for key, pamphlet in found.items() if key[1] in order}
    for (name, language), pamphlet in sorted(found.items(), key=lambda item: (item[0][0], order[item[0][1]])):
        if not (pamphlet.publish and found.get((name, project.practice.languages[0]), pamphlet).publish):
            continue
        blocks = resolved[name, language]
        paths = {block.location.path for block in blocks} | {pamphlet.path}
        dates = sorted(p.review_by for p in found.values() if p.path in paths and p.review_by)
        languages = tuple(sorted((code for n, code in found if n == name), key=order.__getitem__))
        links = (i.address.text for b in blocks for i in variables.inlines(b, posts=True) if isinstance(i, Link))
        names = sorted({split_name(link.partition("#")[0])[0] for link in links})
        linked = tuple((n, found[n, language].address) for n in names if (n, language) in found)
        look = covers.look(pamphlet, found.get((name, project.practice.languages[0]), pamphlet), project)
        sites, until = project.practice.sites, dates[0] if dates else ""
        told = imprint.canonical(pamphlet, blocks, project.practice, sites, dates, project.references)
        for site, id_ in zip(sites, map(imprint.edition_id, told), strict=True):
            yield Edition(pamphlet, language, site.id, id_, blocks, until, languages, linked, *look)


def _empty_variables(editions: tuple[Edition, ...], every: Sources, project: Project) -> Iterator[Problem]:
    """Yield a problem for each variable that would print nothing, but not for what has a fault where it is said."""
    sites = {site.id: site for site in project.practice.sites}
    for _, group in groupby(editions, key=lambda edition: edition.language):
        first, *others = group
        inlines = (one for block in first.blocks for one in variables.inlines(block, posts=True))
        every_name = [one for one in inlines if isinstance(one, Variable)]
        of_sites = [one for one in every_name if one.name.startswith("site.")]
        for edition in (first, *(others if of_sites else ())):
            pamphlet, site = edition.pamphlet, sites[edition.site]
            known = variables.values(project.practice, site, pamphlet, edition.language, edition.id)
            for one in every_name if edition is first else of_sites:
                own = one.name.startswith("pamphlet.")
                if known.get(one.name, "unknown") or (own and every.errors[pamphlet.name, pamphlet.language]):
                    continue
                home = "the front matter" if own else "content/practice.yml"
                message = f"'{one.name}' says nothing"
                yield Problem("variable", message, one.location, f"fill it in in {home}, or take it out here")
