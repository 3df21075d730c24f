"""Pictures of a text of which little would be seen, or nothing: told before anything is rendered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from pamphlets.errors import PamphletError
from pamphlets.library import read
from pamphlets.project import Project

HEAD = "---\ntitle: Rest\nsummary: How to rest.\n---\n\n## Rest {#rest}\n\nSit down.\n\n"
CORNER = "is a corner of the picture: what matters is hardly there\n  hint: "


@pytest.mark.parametrize(
    ("size", "more", "expected"),
    [
        ((800, 1200), "", []),
        ((3000, 1000), '{focus="6 20"}', []),
        (
            (200, 600), "",
            ["'content/images/a.jpg' is 3.0 times as high as wide: cut to a square, it shows 33% of itself\n"
             "  hint: cut it to what matters, or write {.whole} behind it to show it all, small"],
        ),
        ((200, 600), "{.whole}", []),
        (
            (900, 100), "",
            ["'content/images/a.jpg' is 9 times as wide as high: in a leaflet it is 8 mm high\n"
             "  hint: cut it to what matters: two or three times as wide as high"],
        ),
        (
            (900, 600), '{focus="100 2"}',
            [f'the focus, 100 and 2 per cent, {CORNER}write where the middle of it is, in per cent from left and top: '
             'focus="46 20"'],
        ),
        (
            (900, 600), '{focus="0.46 0.2"}',
            [f"the focus, 0.46 and 0.2 per cent, {CORNER}it is per cent, not shares of one: write 46 and 20"],
        ),
    ],
)  # fmt: skip
def test_a_photo_of_which_little_is_seen_is_told(
    size: tuple[int, int], more: str, expected: list[str], write: Callable[..., Path]
) -> None:
    text = f"{HEAD}![A chair](images/a.jpg){more}\n"
    root = write({"content/practice.yml": "name: Rest House\nweb:\n", "content/rest.md": text})
    (root / "content/images").mkdir()
    Image.new("L", size, 200).save(root / "content/images/a.jpg")
    found = [str(one) for one in read(Project.read(root)).problems]
    assert found == [f"content/rest.md:10: warning: {one}" for one in expected]


def test_an_upright_photo_whose_subject_lies_outside_the_square_is_told(write: Callable[..., Path]) -> None:
    text = f'{HEAD}![A chair](images/a.jpg)\n\nSit.\n\n![A chair](images/a.jpg){{focus="50 90"}}\n'
    root = write({"content/practice.yml": "name: Rest House\nweb:\n", "content/rest.md": text})
    (root / "content/images").mkdir()
    photo = Image.new("L", (400, 1000), 200)
    photo.paste(20, (100, 850, 200, 950))
    photo.save(root / "content/images/a.jpg")
    (problem,) = read(Project.read(root)).problems
    assert str(problem) == (
        "content/rest.md:10: warning: of 'content/images/a.jpg', cut to a square, a part is shown with nothing on it\n"
        '  hint: say what must stay in view, in per cent from left and top: {focus="37 90"}'
    )


def test_of_two_side_by_side_the_one_that_is_missing_is_told_once(write: Callable[..., Path]) -> None:
    text = f"{HEAD}![Before](images/before.jpg) ![After](images/after.jpg)\n"
    root = write({"content/practice.yml": "name: Rest House\nweb:\n", "content/rest.md": text})
    (root / "content/images").mkdir()
    Image.new("L", (900, 600), 200).save(root / "content/images/before.jpg")
    with pytest.raises(PamphletError) as caught:
        read(Project.read(root))
    (problem,) = caught.value.problems
    assert str(problem).startswith("content/rest.md:10: error: there is no file 'content/images/after.jpg'")
