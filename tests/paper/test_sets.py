"""Leaflets as one file to print: whose sheets they are, which backs are turned, what shares its content."""

from __future__ import annotations

from io import BytesIO

import pikepdf

from pamphlets.paper import pdf
from pamphlets.project import Flip


def sheets(pages: int, flip: Flip, copies: int, size: tuple[int, int] = (612, 792)) -> pdf.Sheets:
    """Return a leaflet of so many pages, each of which says in its content which it is."""
    with pikepdf.new() as new:
        for number in range(pages):
            page = new.add_blank_page(page_size=size)
            page.Contents = new.make_stream(f"% {flip} {number} {'x' * 5000}".encode())
            page.StructParents = number
        target = BytesIO()
        new.save(target, compress_streams=False)
    return pdf.Sheets(target.getvalue(), flip, copies)


def read(one: pdf.PrintSet) -> list[tuple[str, int]]:
    """Return what each page says, '' for a blank one, and how far it is turned."""
    with pikepdf.open(BytesIO(one.content)) as whole:
        assert all("/StructParents" not in page for page in whole.pages)
        contents = [page.get("/Contents") for page in whole.pages]
        said = [bytes(one.read_bytes()).decode()[2:].split(" x")[0] if one is not None else "" for one in contents]
        return [(words, int(page.get("/Rotate", 0))) for words, page in zip(said, whole.pages, strict=True)]


def test_each_leaflet_begins_on_a_sheet_of_its_own() -> None:
    """Where the others have backs; backs that turn on the other edge stand on their heads."""
    (one,) = pdf.collate([sheets(1, "none", 1), sheets(2, "short-edge", 2, (792, 612)), sheets(3, "long-edge", 1)])
    assert (one.flip, one.paper, one.pages, one.turned) == ("long-edge", (216, 279), 10, True)
    assert read(one) == [
        ("none 0", 0), ("", 0),
        ("short-edge 0", 0), ("short-edge 1", 180), ("short-edge 0", 0), ("short-edge 1", 180),
        ("long-edge 0", 0), ("long-edge 1", 0), ("long-edge 2", 0), ("", 0),
    ]  # fmt: skip
    with pikepdf.open(BytesIO(one.content)) as whole:
        assert whole.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"


def test_what_turns_alike_is_not_turned() -> None:
    (one,) = pdf.collate([sheets(2, "short-edge", 1), sheets(2, "short-edge", 1)])
    assert (one.flip, one.turned) == ("short-edge", False) and {turn for _, turn in read(one)} == {0}
    (one,) = pdf.collate([sheets(1, "none", 3)])
    assert (one.flip, one.pages) == ("none", 3)


def test_papers_are_files_of_their_own_and_copies_share_their_content() -> None:
    small, large = pdf.collate([sheets(2, "long-edge", 1), sheets(2, "long-edge", 300, (842, 1191))])
    assert (small.paper, large.paper) == ((216, 279), (297, 420))
    assert large.pages == 600 and len(large.content) < 60_000
