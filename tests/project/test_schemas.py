"""The JSON Schemas that are shipped say what the settings' types say."""

from __future__ import annotations

from pathlib import Path

import pytest

import pamphlets
from pamphlets.project.settings import schemas

FOLDER = Path(pamphlets.__file__).parent / "schemas"


@pytest.mark.parametrize("name", schemas.SHAPES)
def test_schema_is_current(name: str, update_golden: bool) -> None:
    """Each stored schema is the one that the types give now; `--update-golden` stores it."""
    path, now = FOLDER / f"{name}.json", schemas.schema(name)
    if update_golden:
        path.write_text(now, "utf-8")
    assert path.read_text("utf-8") == now


def test_no_schema_is_left_over() -> None:
    """Every stored schema belongs to a settings file."""
    assert {path.stem for path in FOLDER.glob("*.json")} == set(schemas.SHAPES)
