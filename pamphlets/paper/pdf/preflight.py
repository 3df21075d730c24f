"""Turns a finished file for the press into what is wrong with it, in plain words: boxes, inks, pictures, fonts."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Matrix, Name, Object, Page, Pdf

from pamphlets.paper.pdf.files import POINT
from pamphlets.paper.pdf.press import BLEED
from pamphlets.project import Paper

FINE = 300
"""Dots an inch that a picture needs on paper."""
NEARLY = 0.5
"""Dots an inch that do not count."""
DARK, TRACE = 0.7, 0.02
"""From how much black on a text counts as black, and from how much on another ink counts as one."""
HAIR = 0.05
"""Millimetres that do not count."""
RGB = {"/DeviceRGB": "RGB", "/CalRGB": "RGB", "/Lab": "Lab"}
SHOWS_TEXT = {"Tj", "TJ", "'", '"'}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a file for the press; `rule` is its kind: box, font, ink, black, picture or picture-ink.

    `pixels` are the width and height of the picture that it is about.
    """

    rule: str
    message: str
    pixels: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class _State:
    matrix: Matrix
    fill: tuple[float, ...] = (0.0, 0.0, 0.0, 1.0)


def preflight(content: bytes, paper: Paper) -> tuple[Fault, ...]:
    """Read a file for the press and return what a print shop would send back, each fault once."""
    found: list[Fault] = []
    with pikepdf.open(BytesIO(content)) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            found += _boxes(page, number, paper)
            found += _content(page.obj, Dictionary(), _State(Matrix()), number)
        found += _fonts(pdf)
    return tuple(dict.fromkeys(found))


def _boxes(page: Page, number: int, paper: Paper) -> Iterator[Fault]:
    lacking = [name for name in ("TrimBox", "BleedBox") if f"/{name}" not in page.obj]
    yield from (Fault("box", f"side {number} has no {name}") for name in lacking)
    if lacking:
        return
    trim, bleed, media = (
        [float(edge) / POINT for edge in box] for box in (page.obj.TrimBox, page.obj.BleedBox, page.mediabox)
    )
    width, height = trim[2] - trim[0], trim[3] - trim[1]
    if abs(width - paper.width) > HAIR or abs(height - paper.height) > HAIR:
        sizes = f"{width:.1f} by {height:.1f} mm, not to {paper.width:.1f} by {paper.height:.1f} mm"
        yield Fault("box", f"side {number} is cut to {sizes}")
    beyond = min(trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3])
    if beyond < BLEED - HAIR:
        yield Fault("box", f"side {number} has {max(beyond, 0):.1f} mm of bleed; {BLEED:g} are needed")
    if min(bleed[0] - media[0], bleed[1] - media[1], media[2] - bleed[2], media[3] - bleed[3]) < -HAIR:
        yield Fault("box", f"the bleed of side {number} reaches beyond its page")


def _content(stream: Object, resources: Object, state: _State, side: int) -> Iterator[Fault]:
    """Yield what is wrong with all that a stream draws; `side` is the number of its page."""
    resources = stream.get("/Resources", resources)
    state = replace(state, matrix=Matrix(*map(float, stream.get("/Matrix", (1, 0, 0, 1, 0, 0)))) @ state.matrix)
    first, before = state, []
    for instruction in pikepdf.parse_content_stream(stream):
        operator, operands = str(instruction.operator), list(instruction.operands)
        if operator == "q":
            before.append(state)
        elif operator == "Q" and before:
            state = before.pop()
        elif operator == "cm":
            state = replace(state, matrix=Matrix(*map(float, operands)) @ state.matrix)
        elif operator in ("k", "g"):
            parts = tuple(map(float, operands))
            state = replace(state, fill=parts if operator == "k" else (0.0, 0.0, 0.0, 1 - parts[0]))
        elif operator in ("sc", "scn") and len(operands) == 4 and not isinstance(operands[-1], Name):
            state = replace(state, fill=tuple(map(float, operands)))
        elif operator in SHOWS_TEXT:
            yield from _text(state.fill)
        elif operator == "Do":
            yield from _object(resources.XObject[str(operands[0])], resources, state, side)
        else:
            state = replace(state, fill=()) if operator == "rg" else state
            yield from _color(operator, operands, resources, first, side)


def _text(fill: tuple[float, ...]) -> Iterator[Fault]:
    inks = [f"{name} {part:.0%}" for name, part in zip("CMYK", fill, strict=False) if part > TRACE]
    if len(fill) == 4 and fill[3] >= DARK and len(inks) > 2:
        yield Fault("black", f"text is printed in a black of several inks ({', '.join(inks)}): it will look blurred")


def _object(found: Object, resources: Object, state: _State, side: int) -> Iterator[Fault]:
    if found.get("/Subtype") == Name.Image:
        yield from _picture(found, state.matrix, side)
    elif found.get("/Subtype") == Name.Form:
        yield from _space(found.get("/Group", Dictionary()).get("/CS"), f"a group on side {side}")
        yield from _content(found, resources, state, side)


def _picture(picture: Object, matrix: Matrix, side: int) -> Iterator[Fault]:
    width, height = int(picture.Width), int(picture.Height)
    inches = math.hypot(matrix.a, matrix.b) / 72, math.hypot(matrix.c, matrix.d) / 72
    dots = min(width / max(inches[0], 1e-6), height / max(inches[1], 1e-6))
    name = f"a picture of {width} × {height} pixels on side {side}"
    if dots < FINE - NEARLY:
        yield Fault("picture", f"{name} is printed at {dots:.0f} dpi; {FINE} are needed", (width, height))
    for fault in _space(picture.get("/ColorSpace"), name, "picture-ink"):
        yield replace(fault, pixels=(width, height))


def _color(operator: str, operands: list[Object], resources: Object, first: _State, side: int) -> Iterator[Fault]:
    """Yield what is wrong with what sets a color, or fills with a gradient or pattern."""
    if operator in ("rg", "RG"):
        color = "#" + "".join(f"{round(255 * float(part)):02X}" for part in operands)
        yield Fault("ink", f"the color {color} on side {side} is RGB")
    elif operator in ("cs", "CS"):
        named = resources.get("/ColorSpace", Dictionary()).get(str(operands[0]), operands[0])
        yield from _space(named, f"a color on side {side}")
    elif operator == "sh":
        yield from _space(resources.Shading[str(operands[0])].ColorSpace, f"a gradient on side {side}")
    elif operator in ("scn", "SCN") and operands and isinstance(operands[-1], Name):
        pattern = resources.Pattern[str(operands[-1])]
        if "/Shading" in pattern:
            yield from _space(pattern.Shading.ColorSpace, f"a gradient on side {side}")
        else:
            yield from _content(pattern, resources, first, side)


def _space(space: Object | None, what: str, rule: str = "ink") -> Iterator[Fault]:
    """Yield a fault if a color space is none of a press."""
    if isinstance(space, Array) and str(space[0]) == "/ICCBased":
        kind = {3: "RGB", 4: ""}.get(int(space[1].N), "")
    elif isinstance(space, Array) and str(space[0]) in ("/Indexed", "/Pattern") and len(space) > 1:
        yield from _space(space[1], what, rule)
        return
    else:
        kind = RGB.get(str(space[0] if isinstance(space, Array) else space), "")
    if kind:
        yield Fault(rule, f"{what} is {kind}")


def _fonts(pdf: Pdf) -> Iterator[Fault]:
    for font in pdf.objects:
        if isinstance(font, Dictionary) and font.get("/Type") == Name.Font and "/DescendantFonts" not in font:
            described = font.get("/FontDescriptor", Dictionary())
            if font.get("/Subtype") != Name.Type3 and not any(f"/FontFile{kind}" in described for kind in ("", 2, 3)):
                yield Fault("font", f"the font {str(font.get('/BaseFont'))[1:]} is not in the file")
