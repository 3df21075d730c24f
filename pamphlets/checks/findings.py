"""Names what the checks find in one pamphlet: problems, and what the whole is judged by."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from pamphlets.model import Location, Problem


@dataclass(frozen=True, slots=True)
class Source:
    """A pamphlet in one language: its source, its address and where it says that."""

    path: str
    language: str
    address: str
    place: Location


@dataclass(frozen=True, slots=True)
class Strange:
    """A letter that not every font has, the language of the text, and where it stands first."""

    letter: str
    language: str
    place: Location


@dataclass(frozen=True, slots=True)
class Dated:
    """A problem that there is from the day after `day` on, or, if that is `ahead`, until the day before it."""

    day: str
    ahead: bool
    problem: Problem


@dataclass(frozen=True, slots=True)
class Allowance:
    """The `number`th allowance of a source, from 0, its rule and block; `left` is told where it waives nothing."""

    path: str
    number: int
    rule: str
    block: str
    left: Problem | None


@dataclass(frozen=True, slots=True)
class Findings:
    """What is wrong with a pamphlet in all its languages, and what the whole is judged by.

    `unsigned` are problems of sources that are no pamphlet themselves, told if some edition is made of one: `made_of`
    has the paths of those that this one is made of. `used` are the allowances that waive a problem, as path and number.
    """

    problems: tuple[Problem, ...] = ()
    errors: bool = False
    unsigned: tuple[Problem, ...] = ()
    made_of: tuple[str, ...] = ()
    allowances: tuple[Allowance, ...] = ()
    used: tuple[tuple[str, int], ...] = ()
    dated: tuple[Dated, ...] = ()
    texts: tuple[Source, ...] = ()
    letters: tuple[Strange, ...] = ()
    characters: str = ""
    cited: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether no error is among the problems."""
        return not (self.errors or any(one.severity == "error" for one in (*self.problems, *self.unsigned)))

    def of(self, languages: Collection[str]) -> Findings:
        """Return what is found in some languages; errors are those that a source cannot be read for."""
        others = {one.path for one in self.texts if one.language not in languages}
        others -= {one.path for one in self.texts if one.language in languages}
        kept = tuple(one for one in self.problems if one.severity == "error" or one.location.path not in others)
        return replace(self, problems=kept, texts=tuple(one for one in self.texts if one.language in languages))
