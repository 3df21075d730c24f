"""Takes out of its lines what holds for a whole source: footnotes, abbreviations, addresses: `[^1]: …`, `[id]: …`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pamphlets.model import Location, Markdown, Problem
from pamphlets.source import brackets, links

_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:[ \t]*(.*)$")
_SHORT = re.compile(r"^ {0,3}\*\[([^\]\n]+)\]:[ \t]*(\S.*)$")


@dataclass(slots=True)
class Apart:
    """What a source says apart from its text: notes by name, with their lines; what abbreviations stand for."""

    notes: dict[str, tuple[str, int]] = field(default_factory=dict)
    short: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    """The addresses that are kept apart from their words, by name."""
    read: dict[str, Markdown] = field(default_factory=dict)
    """The notes that have been referred to, as Markdown."""

    def without_abbreviations(self) -> Apart:
        """Return the notes alone: a heading's words make its id, and stay as they are."""
        return Apart(self.notes, {}, self.links, self.read)

    def find_unused(self, path: str) -> Iterator[Problem]:
        """Yield the notes that nothing refers to: their words are nowhere."""
        for name, (_, line) in self.notes.items():
            if name not in self.read:
                message, hint = f"nothing refers to the footnote '{name}'", f"write [^{name}] where it belongs"
                yield Problem("footnote", message, Location(path, line), hint, "warning")


def take(lines: list[str], start: int, path: str, problems: list[Problem]) -> tuple[list[str], Apart]:
    """Return the lines with what stands apart, from line `start` (from 0), blanked out; and that."""
    found, out, index = Apart(), list(lines), start
    starts, code = _code(lines[start:])
    whole = links.fold("\n".join(lines[start:])) if any("]:" in line for line in lines) else ""
    while index < len(lines):
        here = index
        index += 1
        if brackets.holds(code, starts[here - start]):
            continue
        begins = here == start or not out[here - 1].strip() or out[here - 1].lstrip().startswith("#")
        if (
            begins
            and (kept := links.definition(lines[here : here + 8]))
            and (kept[3] or whole.count(f"[{kept[0]}]") > 1)
        ):
            found.links.setdefault(kept[0], kept[1])
            out[here : here + kept[2]] = [""] * kept[2]
            index = here + kept[2]
        elif short := _SHORT.match(lines[here]):
            found.short[short[1].strip()] = short[2].strip()
            out[here] = ""
        elif note := _NOTE.match(lines[here]):
            index = _end(lines, here)
            words = " ".join(" ".join([note[2], *lines[here + 1 : index]]).split())
            if note[1] in found.notes or not words:
                message = f"two footnotes are named '{note[1]}'" if words else f"the footnote '{note[1]}' says nothing"
                hint = "rename one" if words else f"write [^{note[1]}]: and its words"
                problems.append(Problem("footnote", message, Location(path, here + 1), hint))
            found.notes.setdefault(note[1], (words, here + 1))
            out[here:index] = [""] * (index - here)
    return out, found


def _code(lines: list[str]) -> tuple[list[int], tuple[tuple[int, int], ...]]:
    starts, position = list[int](), 0
    for line in lines:
        starts.append(position)
        position += len(line) + 1
    return starts, brackets.code("\n".join(lines))


def _end(lines: list[str], index: int) -> int:
    """Return the line after a note: it goes on to an empty line, and in what is indented after that."""
    end = index + 1
    while end < len(lines):
        line = lines[end]
        if line.strip() and not lines[end - 1].strip() and not line.startswith(("  ", "\t")):
            break
        if _NOTE.match(line) or _SHORT.match(line) or line.startswith(("#", ":::", "![[")):
            break
        end += 1
    while end > index + 1 and not lines[end - 1].strip():
        end -= 1
    return end


def abbreviate(text: str, apart: Apart, mark: Callable[[str, str], str]) -> str:
    """Return a text with each abbreviation, outside code, as the mark that is made of it and what it stands for."""
    if not apart.short:
        return text
    code = brackets.code(text)
    words = "|".join(re.escape(word) for word in sorted(apart.short, key=len, reverse=True))

    def replace(found: re.Match[str]) -> str:
        return found[0] if brackets.holds(code, found.start()) else mark(found[0], apart.short[found[0]])

    return re.sub(rf"(?<![\w/@.#-])(?:{words})(?![\w/@-])", replace, text)
