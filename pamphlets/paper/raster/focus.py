"""Finds what a photo shows where a part that is cut out of it shows nothing."""

from __future__ import annotations

from pamphlets.paper.raster.photos import develop

_SIDE, _FLAT, _MARKED = 64, 20, 60
"""Pixels of a side of the copy that is looked at; by how much brightness differs there at most where nothing is to be
seen, and at least where something is."""


def blank(content: bytes) -> bool:
    """Say whether a picture is transparent, or white, all over. Raises ValueError for what is no photo."""
    from io import BytesIO

    from PIL import Image

    *colors, alpha = Image.open(BytesIO(develop(content, _SIDE).content)).convert("RGBA").getextrema()
    return alpha == (0, 0) or {*colors, alpha} == {(255, 255)}


def outside(content: bytes, ratio: float, focus: tuple[float, float]) -> tuple[int, int] | None:
    """Return where a photo shows something, in per cent from left and top, if a cut shows nothing but one color.

    The cut is as large as it can be, `ratio` times as wide as it is high, and lies where `focus` says, in per cent.
    None: the cut shows something, or the photo shows nothing anywhere. Raises ValueError for what is no photo.
    """
    from io import BytesIO

    from PIL import Image, ImageChops, ImageStat

    picture = Image.open(BytesIO(develop(content, _SIDE).content)).convert("L")
    width, height = picture.size
    across, down = min(width, height * ratio), min(height, width / ratio)
    left, top = (width - across) * focus[0] / 100, (height - down) * focus[1] / 100
    cut = picture.crop((round(left), round(top), round(left + across), round(top + down)))
    low, high = (float(bound) for bound in cut.getextrema())  # type: ignore[arg-type]
    if high - low > _FLAT:
        return None
    ground = Image.new("L", picture.size, round(ImageStat.Stat(cut).median[0]))
    box = ImageChops.difference(picture, ground).point(lambda value: 255 * (value > _MARKED)).getbbox()
    return (round(50 * (box[0] + box[2]) / width), round(50 * (box[1] + box[3]) / height)) if box else None
