"""Opens PDF, and finds its elements in reading order."""

from __future__ import annotations

from io import BytesIO

import pikepdf

OURS = {"AtkinsonHyperlegibleNext", "Atkinson-Hyperlegible-Next", "Atkinson-Hyperlegible-Next-Bold"}
OURS |= {"Atkinson-Hyperlegible-Next-Semi-Bold"}


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(content))


def elements(pdf: pikepdf.Pdf, *types: str) -> list[pikepdf.Object]:
    """Return the elements of these types, in reading order."""
    found, waiting = [], [pdf.Root.StructTreeRoot]
    while waiting:
        element = waiting.pop()
        if str(element.get("/S"))[1:] in types:
            found.append(element)
        kids = element.get("/K")
        waiting += [kid for kid in reversed(list(kids) if isinstance(kids, pikepdf.Array) else [kids])
                    if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]  # fmt: skip
    return found
