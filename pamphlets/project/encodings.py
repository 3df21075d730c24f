"""Turns the bytes of a file that somebody has saved into text, or into a problem that says how it was saved."""

from __future__ import annotations

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path

from pamphlets.errors import fail
from pamphlets.model import Location
from pamphlets.project.settings import references

MOST_BYTES = 2_000_000
"""The longest source or settings file: a book has about a million."""
_WIDE = {"utf-32-le": 4, "utf-32-be": 4, "utf-16-le": 2, "utf-16-be": 2}
_HYPHENS = {0x2010: "-", 0x2011: "-"}
"""Hyphens as word processors write them: few fonts have them, and all have the sign that looks the same."""
_AGAIN = "save it again with the encoding UTF-8: in 'Save as' of Notepad, choose 'UTF-8' beside 'Encoding'"


def text(path: Path, shown: str, most: int = MOST_BYTES) -> str:
    """Return the text of a file of at most so many bytes; see `decode`. Raises PamphletError, as it does."""
    try:
        content = path.read_bytes()
    except OSError as fault:
        hint = "allow yourself to read it, or save it again"
        raise fail("unreadable", f"the file cannot be read: {fault.strerror}", Location(shown), hint) from fault
    return decode(content, shown, most)


def decode(content: bytes, shown: str, most: int = MOST_BYTES) -> str:
    """Return at most so many bytes in UTF-8 as text, with plain line ends and hyphens, without a byte order mark.

    Raises PamphletError, which names the file as `shown`, for more, for another encoding, and for what is no text or is
    empty.
    """
    if len(content) > most:
        message = f"the file has {len(content):,} bytes; {most:,} are the most"
        apart = "divide it into several files"
        hint = references.SHORTER if shown.startswith("content/references.") else apart
        raise fail("too-long", message, Location(shown), hint)
    if name := _wide(content):
        raise fail("not-utf-8", f"this is {name}, not UTF-8", Location(shown), _AGAIN)
    if b"\0" in content:
        place = Location(shown, content.count(b"\n", 0, content.index(b"\0")) + 1)
        raise fail("binary", "this is not a text: it holds a NUL byte", place, "save it as plain text in UTF-8")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        place = Location(shown, content.count(b"\n", 0, fault.start) + 1)
        raise fail("not-utf-8", "this is not UTF-8", place, "save the file with the encoding UTF-8") from fault
    if not text.strip():
        raise fail("empty", "the file is empty", Location(shown), "write into it, or delete it")
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_HYPHENS)


def verbatim(content: bytes, shown: str) -> str:
    """Return bytes in UTF-8 as text, every sign of it but the mark, with plain line ends; '' of an empty file.

    Raises PamphletError as `decode` does: what is not empty is read for a build, too.
    """
    if content.strip():
        decode(content, shown)
    return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def _wide(content: bytes) -> str:
    """Return the encoding, by its name for people, of a text each of whose characters has two bytes or four.

    Without a mark at its begin it shows by its NUL bytes, one or more for each Latin letter, space and end of a line.
    """
    marked = content.startswith((BOM_UTF16_LE, BOM_UTF16_BE, b"\0\0\xfe\xff"))
    if not marked and content.count(0) < max(3, len(content) // 10):
        return ""
    for name, size in _WIDE.items():
        try:
            text = content[: len(content) // size * size].decode(name)
        except UnicodeDecodeError:
            continue
        if text and "\0" not in text:
            return name[:6].upper()
    return "UTF-16" if marked else ""
