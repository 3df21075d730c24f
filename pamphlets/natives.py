"""Asks the libraries that lay out and draw text for their versions, in a millisecond and without WeasyPrint."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator

_LIBRARIES = {
    "pango": ("libpango-1.0-0", "pango-1.0-0", "pango-1.0", "libpango-1.0.so.0", "libpango-1.0.dylib",
              "libpango-1.0-0.dll"),
    "harfbuzz": ("libharfbuzz-0", "harfbuzz", "harfbuzz-0.0", "libharfbuzz.so.0", "libharfbuzz.0.dylib",
                 "libharfbuzz-0.dll"),
    "harfbuzz-subset": ("libharfbuzz-subset-0", "harfbuzz-subset", "harfbuzz-subset-0.0", "libharfbuzz-subset.so.0",
                        "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"),
    "fontconfig": ("libfontconfig-1", "fontconfig-1", "fontconfig", "libfontconfig.so.1", "libfontconfig.1.dylib",
                   "libfontconfig-1.dll"),
}  # fmt: skip
"""The names by which WeasyPrint 70 opens each (`text/ffi.py`), in its order."""
_ASKED = {"pango": "pango_version_string", "harfbuzz": "hb_version_string", "harfbuzz-subset": "hb_version_string"}


def versions() -> Iterator[str]:
    """Yield each library with its version, as 'pango 1.50.6'; 'pango none' where there is none."""
    if sys.platform == "win32":  # where WeasyPrint looks, too
        for folder in filter(os.path.isdir, os.environ.get("WEASYPRINT_DLL_DIRECTORIES", "").split(";")):
            os.add_dll_directory(folder)
    for name, files in _LIBRARIES.items():
        library = _open(files)
        yield f"{name} {_version(name, library) if library else 'none'}"


def _open(files: tuple[str, ...]) -> ctypes.CDLL | None:
    for file in files:
        try:
            return ctypes.CDLL(file)
        except OSError:
            continue
    return None


def _version(name: str, library: ctypes.CDLL) -> str:
    """Return what a library says of itself; 'unknown' if it has no such function."""
    try:
        if name == "fontconfig":
            return str(library.FcGetVersion())
        ask = library[_ASKED[name]]
    except AttributeError:
        return "unknown"
    ask.restype = ctypes.c_char_p
    return (ask() or b"unknown").decode("ascii", "replace")
