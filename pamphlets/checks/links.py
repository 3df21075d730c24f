"""Turns addresses outside into problems by asking for them: only when told to, a few at once, each host in turn."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, timedelta
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from pamphlets.checks.rules import EDITOR
from pamphlets.compose import variables
from pamphlets.library import Library
from pamphlets.model import Link, Location, Problem
from pamphlets.project import Project

AT_ONCE, SECONDS, PAUSE = 4, 10.0, 0.5
"""Hosts asked at the same time; how long one answer may take; how long a host is left in peace between two."""
FRESH = timedelta(days=7)
"""How long an answer is believed."""
_HEAD = {"User-Agent": "pamphlets-link-check/1 (asks once a week at most)", "Accept": "*/*"}
_ALIVE = frozenset({401, 403, 405, 406, 429, 999})
"""What hosts answer that turn programs away: the page may well be there."""

Cache = dict[str, str]
"""The day on which an address last answered, in ISO 8601."""


def addresses(library: Library, project: Project) -> Mapping[str, Location]:
    """Return every address outside that texts, references and settings name, with its first place."""
    found: dict[str, Location] = {}
    for pamphlet in library.pamphlets.values():
        for block in pamphlet.blocks:
            for inline in variables.inlines(block, posts=True):
                if isinstance(inline, Link) and inline.address.text.startswith(("http://", "https://")):
                    found.setdefault(inline.address.text, inline.location)
    for key, one in project.references.items():
        for address in (one.url, f"https://doi.org/{one.doi}" if one.doi else ""):
            if address:
                found.setdefault(address, project.places[key])
    if project.practice.booking:
        found.setdefault(project.practice.booking, Location("content/practice.yml"))
    return {address: place for address, place in found.items() if address.isascii()}


def check(
    found: Mapping[str, Location], cache: Cache, today: date, ask: Callable[[str], str] | None = None
) -> Iterator[Problem]:
    """Ask for the addresses that did not answer lately, note in `cache` those that answer, yield the others."""
    due = [one for one in found if not _fresh(cache.get(one, ""), today)]
    hosts: dict[str, list[str]] = {}
    for address in due:
        hosts.setdefault(_host(address), []).append(address)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = pool.map(lambda of: list(_ask_host(of, ask or answer)), hosts.values())
        for address, wrong in (pair for pairs in answers for pair in pairs):
            if not wrong:
                cache[address] = today.isoformat()
            else:
                cache.pop(address, None)
                hint = "open it in a browser; if it is gone, find where it went"
                yield EDITOR["dead-link"].at(found[address], f"{address} does not answer: {wrong}", hint)


def _host(address: str) -> str:
    with suppress(ValueError):  # brackets that hold no number: asking tells what is wrong
        return urlsplit(address).netloc
    return ""


def _fresh(day: str, today: date) -> bool:
    try:
        return timedelta() <= today - date.fromisoformat(day) < FRESH
    except ValueError:
        return False


def _ask_host(of: Iterable[str], ask: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    for index, address in enumerate(of):
        if index:
            time.sleep(PAUSE)
        yield address, ask(address)


def answer(address: str) -> str:
    """Return what is wrong with an address, '' if it answers; asks for the head alone, then for the page."""
    wrong = ""
    for method in ("HEAD", "GET"):
        try:
            with urlopen(Request(address, headers=_HEAD, method=method), timeout=SECONDS):
                return ""
        except HTTPError as fault:
            if fault.code in _ALIVE:
                return ""
            wrong = f"{fault.code} {fault.reason}"
        except (URLError, HTTPException, ValueError, OSError) as fault:
            return str(getattr(fault, "reason", fault)) or type(fault).__name__
    return wrong
