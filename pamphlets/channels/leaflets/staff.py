"""Says for those who hand out a translation, in their language, which leaflet it is and who answers for its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pamphlets import compose
from pamphlets.localized import names, quotes
from pamphlets.model import Edition
from pamphlets.project import Project


def titles(editions: Sequence[Edition], project: Project) -> Mapping[str, str]:
    """Return the title of each pamphlet in the practice's first language, by its name."""
    first = project.practice.languages[0]
    return {one.pamphlet.name: quotes.text(one.pamphlet.title, first) for one in editions if one.language == first}


@dataclass(frozen=True, slots=True)
class Staff:
    """What those who hand a translation out read: a language, and in it title and language, and who translated."""

    language: str = ""
    title: str = ""
    who: str = ""


def line(edition: Edition, titles: Mapping[str, str], project: Project) -> Staff:
    """Return what staff read: "Restless legs: Arabic.", "Translated by …"; nothing on an original.

    Who has checked it stands in its own language already, by a name that staff can read.
    """
    first, pamphlet = project.practice.languages[0], edition.pamphlet
    title = titles.get(pamphlet.name, "")
    if edition.language == first or not title:
        return Staff()
    say = compose.speaker(project.words_in(first).plain)
    who = [say("translated-by", who=pamphlet.translator)] if pamphlet.translator else []
    who += [say("translation-unchecked")] if pamphlet.draft else []
    return Staff(first, f"{title}: {names.display(edition.language, first)}.", " ".join(who))
