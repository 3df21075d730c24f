"""Turns the RGB of a PDF into CMYK: colors that have a value as that, others by a formula, pictures by a profile.

WeasyPrint 70 writes `device-cmyk()` as it is told, but turns nothing into it: photos, the groups of what is transparent
and the gradients of drawings stay RGB, and a shadow or a gradient of CSS in such a color ends with an error. So each
color of templates, brand and drawings would have to be found in its many notations; a PDF has four operators for them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pikepdf
from pikepdf import Name, Object, Operator, Pdf

Ink = tuple[float, float, float, float]
"""Percent of cyan, magenta, yellow and black."""
Develop = Callable[[bytes, tuple[int, int]], bytes]
"""Turns a picture, as JPEG or as rows of RGB, of that size into rows of CMYK."""

_FILL, _STROKE = {"rg": 3, "g": 1}, {"RG": 3, "G": 1}


def separate(pdf: Pdf, known: Mapping[str, Ink], develop: Develop | None = None) -> dict[str, Ink]:
    """Turn all that a PDF draws into CMYK, and return the colors (`#A66A42`) that had no value, with their new one.

    `known` has values for colors. Pictures stay as they are without `develop`.
    """
    by_formula: dict[str, Ink] = {}
    for found in pdf.objects:
        if not isinstance(found, pikepdf.Stream):
            continue
        if found.get("/Subtype") == Name.Form or "/PatternType" in found:
            found.write(_content(found, known, by_formula))
            if "/Group" in found and "/CS" in found.Group:
                found.Group.CS = Name.DeviceCMYK
        elif develop and found.get("/Subtype") == Name.Image and found.get("/ColorSpace") == Name.DeviceRGB:
            _develop(found, develop)
    return by_formula


def formula(red: float, green: float, blue: float) -> Ink:
    """Return the CMYK of a color (values from 0 to 1) with as much black as can be: so greys need no other ink."""
    most = max(red, green, blue)
    cyan, magenta, yellow = ((most - part) / most if most else 0.0 for part in (red, green, blue))
    return tuple(round(100 * part) for part in (cyan, magenta, yellow, 1 - most))  # type: ignore[return-value]


def _content(stream: Object, known: Mapping[str, Ink], by_formula: dict[str, Ink]) -> bytes:
    out = []
    for instruction in pikepdf.parse_content_stream(stream):
        operator = str(instruction.operator)
        if count := _FILL.get(operator) or _STROKE.get(operator):
            parts = [float(operand) for operand in instruction.operands] * (3 // count)
            ink = _ink(parts, known, by_formula)
            name = Operator("k" if operator in _FILL else "K")
            instruction = pikepdf.ContentStreamInstruction([round(part / 100, 4) for part in ink], name)
        out.append(instruction)
    return pikepdf.unparse_content_stream(out)


def _ink(parts: list[float], known: Mapping[str, Ink], by_formula: dict[str, Ink]) -> Ink:
    color = "#" + "".join(f"{round(255 * part):02X}" for part in parts)
    if color in known:
        return known[color]
    ink = formula(*parts)
    if len(set(parts)) > 1:  # black, white and greys are what they are
        by_formula[color] = ink
    return ink


def _develop(picture: Object, develop: Develop) -> None:
    """Turn a picture into CMYK, without loss."""
    jpeg = picture.get("/Filter") == Name.DCTDecode
    size = (int(picture.Width), int(picture.Height))
    rows = develop(picture.read_raw_bytes() if jpeg else picture.read_bytes(), size)
    picture.ColorSpace = Name.DeviceCMYK
    picture.BitsPerComponent = 8
    for key in ("/DecodeParms", "/Decode"):
        if key in picture:
            del picture[key]
    picture.write(rows)
