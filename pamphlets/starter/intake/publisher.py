"""Turns a Publisher file into a draft: the words of its stories, and its pictures.

What is known of such files: https://poi.apache.org/components/hpbf/file-format.html. The stream of words begins with
`CHNKINK `; from byte 32 on there are 20 entries of 24 bytes: 0x18, 0, four letters, three numbers, four letters, and
where the piece begins and how long it is. Pieces named TEXT are UTF-16. Pictures are records of Office's drawings
([MS-ODRAW] 2.2.23): a head of eight bytes, of which the last four are the length, then digests, then the file itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from struct import unpack_from

from pamphlets.source import Element
from pamphlets.starter.intake import plain
from pamphlets.starter.intake.archive import Unreadable
from pamphlets.starter.intake.draft import Draft, ending

_TEXTS, _PICTURES = "Quill/QuillSub/CONTENTS", "Escher/EscherDelayStm"
_DRAWN = {0xF01A: "EMF", 0xF01B: "WMF", 0xF01C: "PICT"}
_MOST = 300
"""Pictures of a file that are taken over."""
_CUT = ("it is no Publisher file, cut off or damaged", "open it in Publisher and save it again, or save it as .docx")


def read(content: bytes) -> Draft:
    """Return what a `.pub` file says, and after that its pictures: nothing tells where they belong.

    Raises Unreadable for what is none, or cut off.
    """
    import olefile

    try:
        with olefile.OleFileIO(BytesIO(content), raise_defects=olefile.DEFECT_INCORRECT) as file:
            if not file.exists(_TEXTS):
                raise Unreadable(*_CUT)
            stream = file.openstream(_TEXTS).read()
            drawn = file.openstream(_PICTURES).read() if file.exists(_PICTURES) else b""
    except (OSError, ValueError, IndexError, TypeError, AttributeError) as fault:
        raise Unreadable(*_CUT) from fault
    draft = Draft()
    words = re.sub(r"\r\n?", "\n\n", "\n".join(_texts(stream)))
    plain.add(re.sub(r"[\x0c\x0e-\x1f]", "\n\n", words), draft)
    for number, picture in enumerate(_pictures(drawn, draft)):
        if number < _MOST and (shown := draft.photo(picture, "")):
            draft.elements.append(Element("p", 0, shown))
    return draft


def _texts(stream: bytes) -> Iterator[str]:
    """Yield the pieces of the stream that are words."""
    if not stream.startswith(b"CHNKINK ") or len(stream) < 512:
        raise Unreadable(*_CUT)
    for place in range(32, 512, 24):
        if stream[place : place + 2] == b"\x18\0" and stream[place + 2 : place + 6] == b"TEXT":
            start, length = unpack_from("<II", stream, place + 16)
            if start + length > len(stream):
                raise Unreadable(*_CUT)
            yield stream[start : start + length].decode("utf-16-le", "replace")


def _pictures(stream: bytes, draft: Draft) -> Iterator[bytes]:
    place = 0
    while place + 8 <= len(stream):
        kind, length = unpack_from("<2xHI", stream, place)
        record = stream[place + 8 : place + 8 + length]
        place += 8 + length
        if 0xF018 <= kind <= 0xF117:
            begin = next((at for at in (17, 33, 16, 32) if ending(record[at : at + 16])), 0)
            if begin:
                yield record[begin:]
            else:
                draft.leave("picture", f"a drawing ({_DRAWN.get(kind, 'of Office')}), which cannot be shown")
        elif kind == 0xF007:  # an entry of the list of pictures, which holds one
            place -= max(0, length - 36)
