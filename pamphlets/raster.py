"""Turns PDF pages into pictures: small PNG files, the same bytes for the same page."""

from __future__ import annotations

from contextlib import closing
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image


def png(pdf: bytes, page: int = 0, width: int = 1080) -> bytes:
    """Return one page of a PDF as a PNG that is `width` pixels wide."""
    return pngs(pdf, (page,), width)[0]


def pngs(pdf: bytes, pages: tuple[int, ...] | None = None, width: int = 1080, colors: int = 0) -> tuple[bytes, ...]:
    """Return pages of a PDF (all, if none are named) as PNGs that are `width` pixels wide.

    With `colors` they have no more than so many and are far smaller: good enough for a preview.
    """
    import pypdfium2

    with closing(pypdfium2.PdfDocument(pdf)) as document:
        wanted = range(len(document)) if pages is None else pages
        return tuple(_png(_reduced(_picture(document[number], width), colors)) for number in wanted)


def _picture(page: object, width: int) -> Image:
    with closing(page):  # type: ignore[type-var]
        scale = (width - 0.001) / page.get_width()  # type: ignore[attr-defined]
        bitmap = page.render(scale=scale, may_draw_forms=False)  # type: ignore[attr-defined]
        with closing(bitmap):
            picture: Image = bitmap.to_pil().convert("RGB")
    return picture


def _reduced(picture: Image, colors: int) -> Image:
    from PIL import Image

    return picture.quantize(colors, dither=Image.Dither.NONE) if colors else picture


def _png(picture: Image) -> bytes:
    """Encode a picture without loss: with a palette where its colours are few enough."""
    target = BytesIO()
    (_with_palette(picture) or picture).save(target, "PNG", compress_level=6)
    return target.getvalue()


def _with_palette(picture: Image) -> Image | None:
    from PIL import Image

    colors = picture.getcolors(256)
    if colors is None or picture.mode == "P":
        return None
    board = Image.new("P", (1, 1))
    board.putpalette([part for _, color in sorted(colors, reverse=True) for part in color])  # type: ignore[attr-defined]
    mapped = picture.quantize(palette=board, dither=Image.Dither.NONE)
    return mapped if mapped.convert("RGB").tobytes() == picture.tobytes() else None
