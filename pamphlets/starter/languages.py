"""Turns a language's code into a file of its words: to be filled in, or to be read by somebody who speaks it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pamphlets import files
from pamphlets.errors import fail
from pamphlets.localized import names
from pamphlets.model import Location

if TYPE_CHECKING:
    from pamphlets.project import Project

_HEAD = """\
# What the templates say in {name}. Above each line stands the English; {{names}} in braces are filled in: keep them.
# {how}
"""
_FILL_IN = "Write each line in {name}. What you leave empty is printed in English, and 'publish' refuses it."
_READ = "So it comes with the program. To say something else, take away the # before a line, and write it anew."
_END = """\
# Who speaks {name} and has read a leaflet and a page:
checked-by:
"""


def add(project: Project, code: str) -> str:
    """Write the file of a language into `templates/languages/`, and return its path, relative to the project.

    Raises PamphletError if the project has the file, or no language has the code.
    """
    path = f"templates/languages/{code}.yml"
    if not names.is_language(code):
        raise fail(
            "language", f"no language has the code '{code}'", Location(path), "write its code, such as ar or pt-BR"
        )
    if os.path.lexists(project.root / path):
        raise fail("exists", "the file is there already", Location(path), "open it, or move it away first")
    files.write(project.root / path, "\n".join(_lines(project, code)) + "\n", path)
    return path


def _lines(project: Project, code: str) -> Iterator[str]:
    english, known, name = project.language("en"), project.language(code), names.english(code) or code
    sign = "# " if known.words else ""
    yield _HEAD.format(name=name, how=_READ if sign else _FILL_IN.format(name=name))
    if not sign:
        yield f"name: {_said(names.endonym(code))}\n"
    yield "words:"
    for key, text in english.words.items():
        if not key.startswith("desk-"):
            yield f"  # {text}"
            yield f"  {sign}{key}: {_said(known.words.get(key))}".rstrip()
    yield "\nformats:"
    for id, row in english.formats.items():
        yield f"  {id}:"
        for key in ("name", "folding"):
            if text := getattr(row, key):
                yield f"    # {text}"
                yield f"    {sign}{key}: {_said(getattr(known.formats.get(id), key, ''))}".rstrip()
    yield "\n" + _END.format(name=name).rstrip()


def _said(text: str | None) -> str:
    return json.dumps(text, ensure_ascii=False) if text else ""
