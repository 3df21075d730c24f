"""Turns dates into problems: reviewed, review-by, what is due, and days that are still to come."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from pamphlets.checks.findings import Dated
from pamphlets.checks.rules import EDITOR
from pamphlets.library import Library, imprint
from pamphlets.model import Location, Pamphlet, PamphletFacts, Problem

_TODAY = "today is …"
LONGEST = 3
"""Years between two reviews, at most."""


def check(library: Library) -> Iterator[Problem]:
    """Yield what is wrong with dates whatever day it is."""
    for pamphlet in _legible(library):
        if pamphlet.publish:
            yield from _check_signature(pamphlet)
        yield from _check_signed(pamphlet)
    for pamphlet in library.pamphlets.values():
        if pamphlet.reviewed and pamphlet.review_by > _latest(pamphlet.reviewed):
            message = f"'review-by' ({pamphlet.review_by}) is more than {LONGEST} years after 'reviewed'"
            hint = f"{_latest(pamphlet.reviewed)} at the latest"
            yield EDITOR["review-term"].at(pamphlet.locate("review-by"), message, hint)


def check_shown(library: Library) -> Iterator[Problem]:
    """Yield what is told of the signatures of sources that are no pamphlet themselves, if one is made of them."""
    for pamphlet in _legible(library):
        if not pamphlet.publish:
            yield from _check_signature(pamphlet)


def _legible(library: Library) -> Iterator[Pamphlet]:
    """Yield the pamphlets without errors: in others a name or a date may be that could not be read."""
    return (one for one in library.pamphlets.values() if not library.damage.touches(one))


def _check_signature(pamphlet: Pamphlet) -> Iterator[Problem]:
    if not (pamphlet.reviewer and pamphlet.reviewed):
        missing = "reviewer" if not pamphlet.reviewer else "reviewed"
        hint = f"when somebody has read it: '{_sign(pamphlet)}'; until then all that is made from it is a draft"
        yield EDITOR["unsigned"].at(pamphlet.locate(missing), "nobody has signed this text off", hint)
    elif not pamphlet.review_by:
        hint = f"add 'review-by', {LONGEST} years after 'reviewed' at most"
        yield EDITOR["unsigned"].at(pamphlet.locate("reviewed"), "the text has no date to be looked at again", hint)


def _sign(pamphlet: Pamphlet) -> str:
    """Return the command that signs a source."""
    return f"pamphlets sign {pamphlet.path.removeprefix('content/').removesuffix('.md')} --by ROLE"


def _check_signed(pamphlet: Pamphlet) -> Iterator[Problem]:
    """Compare the words of a signed text with those that were signed, where their digest was noted."""
    if pamphlet.reviewer and pamphlet.signed not in ("", imprint.signature(pamphlet)):
        message = f"the text is not as it was when '{pamphlet.reviewer}' signed it"
        if not re.fullmatch("[A-Z2-7]{8}", pamphlet.signed):
            message = f"'signed: {pamphlet.signed}' is nothing that the command 'sign' has written"
        hint = f"have somebody read it as it is now, then: '{_sign(pamphlet)}'"
        yield EDITOR["signed-changed"].at(pamphlet.locate("reviewed"), message, hint)


def _latest(reviewed: str) -> str:
    year, rest = reviewed[:4], reviewed[4:].replace("-02-29", "-03-01")
    return f"{int(year) + LONGEST:04}{rest}"


def of(library: Library) -> Iterator[Dated]:
    """Yield what is wrong with the dates of pamphlets from some day on, or until some day."""
    for pamphlet in library.pamphlets.values():
        if pamphlet.review_by:
            yield Dated(pamphlet.review_by, False, _overdue(pamphlet.locate("review-by"), pamphlet.review_by))
        for key, day in (("reviewed", pamphlet.reviewed), ("translated", pamphlet.translated)):
            if day:
                problem = EDITOR["date-ahead"].at(pamphlet.locate(key), f"'{key}' ({day}) is in the future", _TODAY)
                yield Dated(day, True, problem)
        for allowed in pamphlet.allow:
            message = f"the allowance of '{allowed['rule']}' is dated in the future ({allowed['on']})"
            problem = EDITOR["date-ahead"].at(pamphlet.locate("allow"), message, _TODAY)
            yield Dated(allowed["on"], True, problem)


def against(dated: Iterable[Dated], today: date) -> Iterator[Problem]:
    """Yield the problems that there are on this day."""
    now = today.isoformat()
    for one in dated:
        if one.day > now if one.ahead else one.day < now:
            yield replace(one.problem, hint=one.problem.hint.replace(_TODAY, f"today is {now}"))


def overdue(pamphlets: Iterable[PamphletFacts], today: date) -> Iterator[Problem]:
    """Yield the problems of outputs past their date, from what the manifest says of each pamphlet."""
    for facts in pamphlets:
        if facts.review_by and facts.review_by < today.isoformat():
            yield _overdue(Location(facts.path), facts.review_by)


def _overdue(place: Location, review_by: str) -> Problem:
    hint = "have it looked at, then write the new dates; take what is printed off the rack"
    return EDITOR["overdue"].at(place, f"the text was to be looked at by {review_by}", hint)


def due(library: Library, until: date) -> tuple[Pamphlet, ...]:
    """Return the pamphlets that must be looked at by a day, those without a date left out, the first one first."""
    found = (one for one in library.pamphlets.values() if one.review_by and one.review_by <= until.isoformat())
    return tuple(sorted(found, key=lambda one: (one.review_by, one.path)))
