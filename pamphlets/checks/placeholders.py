"""Finds words that `new` and `add` put into settings and sources to be written over."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from importlib import resources

from pamphlets.checks.rules import EDITOR
from pamphlets.library import Library
from pamphlets.model import Location, Problem
from pamphlets.project import Project

PRACTICE = "content/practice.yml"
_PLACEHOLDER = re.compile(
    r"(?P<address>[\w.:/@-]*\bexample\.(?:com|net|org)\b[\w./-]*|[+\d][\d -]*555-01\d\d|1 Example Street|Anytown)"
    r"|(?:License|Registration) No\. 0000|n\.º 0000|TODO:|Your Practice|What you are known for"
    r"|Por lo que se le conoce"
)
"""What the starter leaves to be filled in; such addresses and telephone numbers are nobody's (RFC 2606, NANPA)."""
_STARTER = resources.files("pamphlets") / "starter"


def check_practice(project: Project) -> Iterator[Problem]:
    """Yield one warning if the practice's settings still say what their template says, at the first of its lines."""
    yield from _first(template_words(project.read_text(PRACTICE)), PRACTICE)


def check(library: Library, project: Project) -> Iterator[Problem]:
    """Yield one warning for each source that still says what its template says, at the first of its lines."""
    for path in dict.fromkeys(pamphlet.path for pamphlet in library.pamphlets.values()):
        yield from _first(template_lines(project.read_text(path)), path)


def _first(found: Iterable[tuple[int, str]], path: str) -> Iterator[Problem]:
    if lines := list(found):
        line, words = lines[0]
        more = f", and so in {len(lines) - 1} more lines" if len(lines) > 1 else ""
        message, hint = f"the template still says: '{words}'{more}", "write your own words there"
        yield EDITOR["template-words"].at(Location(path, line), message, hint)


def blanks(text: str, given: Container[str] | None = None) -> Iterator[tuple[int, str]]:
    """Yield the first placeholder of each line that still has one, outside comments, with its line.

    Addresses are placeholders where a line is `given` (None: everywhere).
    """
    for number, line in enumerate(text.split("\n"), 1):
        found = _PLACEHOLDER.search(re.sub(r"(^|\s)#.*", "", line))
        if found and (given is None or not found["address"] or line.strip() in given):
            yield number, found[0]


def template_words(settings: str) -> Iterator[tuple[int, str]]:
    """Yield the line and words of each placeholder that `new` put into a `practice.yml` and nobody wrote over.

    Addresses alone are none: other samples have them, too.
    """
    given = set(map(str.strip, (_STARTER / "project/content/practice.yml").read_text("utf-8").split("\n")))
    found = list(blanks(settings, given))
    yield from found if any("example.org" not in words for _, words in found) else ()


def template_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the line and words of each line of a source that still says what `add` put there to be written over."""
    every = "".join((_STARTER / name).read_text("utf-8") for name in ("source.md", "source.es.md"))
    template = re.sub(r"<!--.*?-->", "", every, flags=re.DOTALL)
    lines = {line.strip() for line in template.splitlines() if "{{" not in line}  # what is safe to keep says {{ … }}
    given = {line for line in lines if len(line) > 12 and not line.startswith(("#", "::"))}
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() in given:
            yield number, re.sub(r"^(?:-|\d+\.|\w+:) ", "", line.strip()).strip('"')
