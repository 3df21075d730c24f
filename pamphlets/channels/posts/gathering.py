"""Turns what the jobs of a series made into the files for all of it: `posts.json`, and a zip of every file."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BytesIO
from typing import Any

from pamphlets.model import Rendering

Entry = Mapping[str, Any]
"""What the manifest keeps of a job: its name, report, and the paths of its outputs."""
Read = Callable[[str], bytes]
"""Returns the bytes of an output, from its path below `build/`."""


def gather(entries: Iterable[Entry], read: Read) -> Iterator[tuple[Entry, tuple[Rendering, ...]]]:
    """Yield for each series one of its entries, which says what it is about, and the files that are made of all."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry["name"].rpartition("/")[0], []).append(entry)
    for folder, members in found.items():
        yield members[0], tuple(_files(folder, members, read))


def _files(folder: str, members: list[Entry], read: Read) -> Iterator[Rendering]:
    rows = [row for member in members for row in member["report"].get("posts", ())]
    content = (json.dumps(rows, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")
    own = [Rendering(f"{folder}/posts.json", content, "list")]
    made = {output["path"]: read(output["path"]) for member in members for output in member["outputs"]}
    made |= {rendering.path: rendering.content for rendering in own}
    yield from own
    yield Rendering(f"{folder}/{folder.rpartition('/')[2]}.zip", _packed(folder, made), "zip")


def _packed(folder: str, files: Mapping[str, bytes]) -> bytes:
    """Return files as a zip: sorted, of one date, and not compressed, for pictures are that already."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as pack:
        for path, content in sorted(files.items()):
            pack.writestr(zipfile.ZipInfo(path.removeprefix(f"{folder.rpartition('/')[0]}/")), content)
    return target.getvalue()
