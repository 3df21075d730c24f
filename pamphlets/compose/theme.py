"""Turns templates and names into text, and a template's faults into Problems."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import jinja2
from markupsafe import Markup, escape

from pamphlets.compose.sandbox import MOST, Endless, Sandbox
from pamphlets.errors import PamphletError, fail, nearest
from pamphlets.files import oddity
from pamphlets.localized import bidi, scripts, spacing
from pamphlets.model import Location, as_html, as_plain

LARGEST = 1_000_000
"""Bytes of a template."""


class _Folders(jinja2.FileSystemLoader):
    """Jinja's own, but what cannot be read is a Problem, and a file that now stands before another is seen.

    `within` is the project, out of which no link may lead.
    """

    def __init__(self, folders: tuple[Path, ...], within: Path | None = None) -> None:
        super().__init__(folders)
        self.within = within

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        before = self._stamp(template)
        if before and (what := self._refusal(before)):
            place = Location(_display(before[0], tuple(map(Path, self.searchpath))))
            raise fail("template", f"the template cannot be read: {what}", place, "put a text file in UTF-8 there")
        text, path, _ = super().get_source(environment, template)
        return text, path, lambda: self._stamp(template) == before

    def _stamp(self, template: str) -> tuple[str, int, int, int] | None:
        """Return the file that a template is now, and what tells that it was changed."""
        for folder in self.searchpath:
            path = "/".join((folder, *jinja2.loaders.split_template_path(template)))
            if os.path.isfile(path):
                known = os.stat(path)
                return path, known.st_ino, known.st_size, known.st_mtime_ns
        return None

    def _refusal(self, stamp: tuple[str, int, int, int]) -> str:
        path, _, size, _ = stamp
        if size > LARGEST:
            return f"it has {size:,} bytes; {LARGEST:,} are the most"
        if self.within and Path(path).is_relative_to(self.within) and (what := oddity(path, self.within)):
            return f"it is {what}"
        try:
            with open(path, encoding="utf-8") as file:
                file.read()
        except (UnicodeDecodeError, OSError) as fault:
            return str(fault)
        return ""


def _display(path: Path | str, folders: tuple[Path, ...]) -> str:
    """Return a template's path as people know it: below the folder that holds `templates/`."""
    for folder in folders:
        if Path(path).is_relative_to(folder):
            return f"{folder.name}/{Path(path).relative_to(folder).as_posix()}"
    return str(path)


def _lang(code: str) -> Markup:
    """Return what an element says of its language: `<p {{ lang("ar") }}>`."""
    return Markup(scripts.attributes(code))


@jinja2.pass_context
def _own(context: jinja2.runtime.Context, text: object) -> Markup:
    """Return a name, an address, a number or a sentence so that it keeps its direction in the language of the page."""
    return Markup(bidi.own(str(escape(text)), context.get("language", "")))


class Theme:
    """The templates and assets of a project: its own folder first, then the shipped one."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self.folders = folders
        shipped = {"shipped": jinja2.FileSystemLoader(folders[-1])}
        own = _Folders(folders, folders[0].parent if len(folders) > 1 else None)
        loader = jinja2.ChoiceLoader([jinja2.PrefixLoader(shipped), own])
        self._environment = Sandbox(loader, MOST if len(folders) > 1 else math.inf)
        self._environment.globals |= {"lang": _lang, "direction": scripts.direction}
        self._environment.filters["own"] = _own

    def render(self, template: str, /, **names: object) -> str:
        """Render a template, named by its path below `templates/`.

        Raises PamphletError, with the template's file and line, if it is missing, broken or uses an unknown name.
        """
        try:
            with self._environment.budget():
                made = self._environment.get_template(template).render(**names)
                return spacing.close_up(as_html(made)) if template.endswith(".html") else as_plain(made)
        except jinja2.TemplateNotFound as fault:
            raise self._missing(fault, template) from fault
        except jinja2.TemplateSyntaxError as fault:
            place = Location(_display(fault.filename or fault.name or template, self.folders), fault.lineno)
            hint = "mend this line, or delete the file: the shipped template then takes its place"
            raise fail("template", f"the template is broken: {fault.message}", place, hint) from fault
        except PamphletError:
            raise
        except Exception as fault:
            raise self._runtime(fault, template, names) from fault

    def find(self, path: str) -> Path:
        """Return the file of an asset, named by its path below `templates/`; raises PamphletError if there is none."""
        if file := self._file(path):
            return file
        hint = nearest(path, self._environment.list_templates())
        raise fail("asset", f"no template folder has the file '{path}'", Location(f"templates/{path}"), hint)

    def has(self, path: str) -> bool:
        """Say whether there is an asset of this name."""
        return self._file(path) is not None

    def is_own(self, path: str) -> bool:
        """Say whether the project has a file or folder of this name in its own templates."""
        return any((folder / path).exists() for folder in self.folders[:-1])

    def _file(self, path: str) -> Path | None:
        for folder in self.folders:
            file = (folder / path).resolve()
            if os.path.isfile(file) and file.is_relative_to(folder.resolve()):
                return file
        return None

    def _missing(self, fault: jinja2.TemplateNotFound, asked: str) -> PamphletError:
        name = str(fault.name or asked)
        known = [t for t in self._environment.list_templates() if t.endswith(Path(name).suffix or ".html")]
        place = self._place(fault) if name != asked else Location(f"templates/{name}")
        return fail("template", f"there is no template '{name}'", place or Location(f"templates/{name}"),
                    nearest(name, known))  # fmt: skip

    def _runtime(self, fault: Exception, template: str, names: Iterable[str]) -> PamphletError:
        place = self._place(fault) or Location(f"templates/{template}")
        hint = "".join(getattr(fault, "__notes__", ()))
        message = str(fault) or type(fault).__name__
        if isinstance(fault, RecursionError | MemoryError | SyntaxError):
            message = "the template calls itself without end, or is nested too deep"
            hint = "call or include it only under a condition that ends, or in fewer levels"
        elif isinstance(fault, Endless):
            hint = "look there for a loop within a loop, or a text or list that is made longer each time"
        if isinstance(fault, jinja2.UndefinedError) and (unknown := re.match(r"'(\w+)' is undefined", message)):
            message = f"the template uses '{unknown[1]}', which is not known here"
            hint = nearest(unknown[1], names)
        return fail("template", message, place, hint)

    def _place(self, fault: BaseException) -> Location | None:
        """Return the innermost template line of a traceback: Jinja rewrites tracebacks to show template files."""
        place, step = None, fault.__traceback__
        while step:
            shown = _display(step.tb_frame.f_code.co_filename, self.folders)
            if shown != step.tb_frame.f_code.co_filename:
                place = Location(shown, step.tb_lineno)
            step = step.tb_next
        return place


@cache
def of(folders: tuple[Path, ...]) -> Theme:
    """Return the theme of these template folders; one a process, so that templates are compiled once."""
    return Theme(folders)
