"""Turns a series and its schedule into the files that Buffer and Publer take, one a platform.

The columns, the form of dates and the limits are those that the tools document: see docs/posts.md.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pamphlets.model import Location, Problem, Rendering, Row, Schedule
from pamphlets.project import Platform


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool that schedules posts: its columns, what it puts there, and the most rows and picture bytes it takes."""

    name: str
    columns: tuple[str, ...]
    cells: Callable[[Row, datetime, str, Platform], tuple[str, ...]]
    rows: int = 0
    bytes: int = 0


def _buffer(row: Row, when: datetime, picture: str, platform: Platform) -> tuple[str, ...]:
    board = ("",) if platform.title else ()
    return (row.text, picture, "", f"{when:%Y-%m-%d %H:%M}", *board)


def _publer(row: Row, when: datetime, picture: str, platform: Platform) -> tuple[str, ...]:
    # A link would take the place of the picture, so it is given only where there is no picture.
    link = row.link if platform.link in ("button", "field") and not picture else ""
    title = row.title if platform.title else ""
    alt = row.images[0].alt if picture else ""
    return (f"{when:%Y-%m-%d %H:%M}", row.text, link, picture, title, "", alt, "", "", "", "", "")


_PUBLER = (
    "Date", "Text", "Link(s)", "Media URL(s)", "Title", "Label(s)", "Alt text(s)", "Comment(s)", "Board/Album",
    "Post subtype", "CTA", "Reminder",
)  # fmt: skip
_TOOLS = {
    "buffer": Tool("Buffer", ("Text", "Image URL", "Tags", "Posting Time"), _buffer, rows=100, bytes=5_000_000),
    "publer": Tool("Publer", _PUBLER, _publer),
}


def write(
    folder: str, rows: Sequence[Row], schedule: Schedule, platforms: Mapping[str, Platform], media: str,
    size: Callable[[str], int],
) -> Iterator[Rendering | Problem]:  # fmt: skip
    """Yield a file for each tool and platform, and before it what the tool would refuse.

    `media` is the public address of `build/`, '' if it has none; `size` returns the bytes of an output.
    """
    blocks = list(dict.fromkeys(row.block for row in rows))
    for name, tool in _TOOLS.items():
        for platform in platforms.values() if name in schedule.to else ():
            own = [row for row in rows if row.platform == platform.id]
            if not own or name not in platform.schedulers:
                continue
            if not media:
                yield _without_pictures(tool, platform)
            if platform.pictured and not media:
                continue
            path = f"{folder}/{name}-{platform.id}.csv"
            yield from _check(path, tool, own, media, size)
            columns = (*tool.columns, "Board Name") if name == "buffer" and platform.title else tool.columns
            lines = [columns]
            for row in own:
                picture = f"{media}/{row.images[0].path}" if media else ""
                lines.append(tool.cells(row, schedule.at(blocks.index(row.block)), picture, platform))
            yield Rendering(path, _csv(lines), platform.id)


def _check(path: str, tool: Tool, rows: Sequence[Row], media: str, size: Callable[[str], int]) -> Iterator[Problem]:
    if tool.rows and len(rows) > tool.rows:
        message = f"{tool.name} takes {tool.rows} posts in a file; this one has {len(rows)}"
        yield Problem("export-rows", message, Location(path), "make two pamphlets of it")
    for line, row in enumerate(rows, 2):
        picture, first, place = row.images[0].path, row.text[0], Location(path, line)
        if media and tool.bytes and (found := size(picture)) > tool.bytes:
            message = f"{tool.name} takes pictures of at most {tool.bytes} bytes; {picture} has {found}"
            yield Problem("export-bytes", message, place, "allow this platform fewer in content/platforms.yml")
        if first in "=+-@":
            message = f"the text of '{row.block}' begins with '{first}', which spreadsheets take for a formula"
            yield Problem("export-cell", message, place, "begin with a word", "warning")


def _without_pictures(tool: Tool, platform: Platform) -> Problem:
    """Say what comes of it that pictures have no public address: a file without them, or none."""
    message = f"{tool.name} takes pictures from a public address only: "
    if platform.pictured:
        message += f"there is no file for {platform.name}, which takes no post without one"
        hint = "put build/ online and say where: media: https://…; or post there by hand"
    else:
        message += "its rows are without pictures"
        hint = "attach them by hand; or put build/ online and say where: media: https://…"
    return Problem("export-media", message, Location("content/practice.yml"), hint, "warning")


def _csv(lines: list[tuple[str, ...]]) -> bytes:
    target = io.StringIO()
    csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(lines)
    return target.getvalue().encode("utf-8", "replace")
