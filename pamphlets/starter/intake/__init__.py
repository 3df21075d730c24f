"""Turns a file of another program, such as Word, Publisher or a PDF, into a draft of a source, within limits."""

from __future__ import annotations

import re
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from pamphlets.errors import fail
from pamphlets.model import Location
from pamphlets.starter.intake import assembly
from pamphlets.starter.intake.draft import PICTURE, Draft, Rest, ending

__all__ = ["ENDINGS", "PICTURE", "Draft", "Rest", "assembly", "ending", "read"]

ENDINGS = ("docx", "docm", "dotx", "pub", "pdf", "html", "htm", "rtf", "txt", "md", "markdown")
"""What can be taken over."""
_OLDER = dict.fromkeys(("doc", "odt", "pages", "wps"), ".docx")
_MOST = {"docx": 60_000_000, "docm": 60_000_000, "dotx": 60_000_000, "pub": 100_000_000, "pdf": 100_000_000}
_LONGEST = 4_000_000
"""Bytes of a page or a text; a book has about a million."""
_SECONDS = 8
"""Of the processor, for reading one file; one of a hundred pages takes one."""
_MARKDOWN = re.compile(r"\A---\s*$|^#{1,6} \S|\*\*[^\s*][^*\n]*\*\*|\]\(https?:", re.MULTILINE)
"""What nobody types who does not write Markdown."""


def read(file: Path) -> Draft:
    """Return what a file says.

    Raises PamphletError for a file that is missing, of another kind, damaged, protected, too large or too slow to read.
    """
    ending, place = file.suffix[1:].lower(), Location(str(file))
    if ending not in ENDINGS:
        kinds = ", ".join(f".{one}" for one in ENDINGS)
        hint = f"save it as {_OLDER[ending]}" if ending in _OLDER else f"known endings: {kinds}"
        raise fail("import", f"files that end with '.{ending}' cannot be taken over", place, hint)
    try:
        size = file.stat().st_size
        if size > _MOST.get(ending, _LONGEST):
            raise fail("import", "the file is too large", place, "cut it into several files")
        content = file.read_bytes()
    except OSError as fault:
        hint = "is the name right? may it be read?"
        raise fail("missing-file", f"cannot be read: {fault.strerror or fault}", place, hint) from fault
    if not content.strip():
        raise fail("empty", "the file is empty", place, "save it again")
    return _read(content, ending, file, place)


def _read(content: bytes, ending: str, file: Path, place: Location) -> Draft:
    from pamphlets.starter.intake.archive import Unreadable

    try:
        with _deadline():
            draft = _draft(content, ending, file)
    except Unreadable as fault:
        raise fail("import", fault.message, place, fault.hint) from fault
    except TimeoutError as fault:
        raise fail("import", "it takes too long to read", place, "copy its words into a .txt file") from fault
    except RecursionError as fault:
        message = "lists or tables too deep inside one another"
        raise fail("import", message, place, "copy its words into a .txt file") from fault
    except (LookupError, ValueError, TypeError, AttributeError, OSError, AssertionError) as fault:
        hint = "open it in its own program, save it again, or copy its words into a .txt file"
        raise fail("import", "it cannot be read: something in it is damaged", place, hint) from fault
    if not (draft.elements or draft.source):
        raise fail("empty", "there are no words in it", place, "if they stand in a picture, type them into a .txt file")
    return draft


def _draft(content: bytes, ending: str, file: Path) -> Draft:
    from pamphlets.starter.intake import html, pdf, plain, publisher, word

    if ending in ("docx", "docm", "dotx"):
        return word.read(content)
    if ending in ("html", "htm"):
        return html.read(content, html.finder(file.parent))
    if ending == "pub":
        return publisher.read(content)
    if ending == "pdf":
        return pdf.read(content)
    if ending == "rtf":
        draft = Draft()
        plain.add(plain.from_rtf(content, draft), draft)
        return draft
    text = _decoded(content)
    if ending in ("md", "markdown") or _MARKDOWN.search(text):
        return Draft(source=text, words=text)
    draft = Draft()
    plain.add(text, draft)
    return draft


def _decoded(content: bytes) -> str:
    """Return the text of a file as an editor has saved it: UTF-8, UTF-16, or as Windows does in the West."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if b"\0" in content:
        raise ValueError("no text")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


@contextmanager
def _deadline() -> Iterator[None]:
    """Raise TimeoutError after some seconds: files can be made so that reading them does not end."""
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield  # signals reach no other thread, and Windows has none for this
    else:

        def stop(number: int, frame: FrameType | None) -> None:
            raise TimeoutError

        before = signal.signal(signal.SIGVTALRM, stop)
        signal.setitimer(signal.ITIMER_VIRTUAL, _SECONDS)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, before)
