"""The JSON Schemas that are shipped say what the settings' types say."""

from __future__ import annotations

import json
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


def test_a_key_that_may_be_left_out_may_be_empty() -> None:
    """As the reader takes it: `web:` alone says that there is no address; a name must be said."""
    keys = json.loads(schemas.schema("practice"))["$defs"]["Practice"]["properties"]
    empty = {key for key, value in keys.items() if {"type": "null"} in value.get("anyOf", ())}
    assert set(keys) - empty == {"name"}
