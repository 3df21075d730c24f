"""What Lighthouse says of the pages of a desk that is served, for those who cannot see, point or read small type."""

from __future__ import annotations

from pathlib import Path

from making import lighthouse
from making.desk import serving
from making.publishing import copy


def test_everybody_can_use_the_desk(ready_project: Path, tmp_path: Path) -> None:
    """The desk, which lets the browser in, then the editor and a form; the judge has seen their buttons."""
    with serving(copy(ready_project, tmp_path)) as server:
        own = {name: f"{server.address}-/{name}" for name in ("edit/rest.md", "forms/practice")}
        said = lighthouse.audit({"desk": server.entry} | own, ("accessibility",))
    for name, one in said.items():
        assert (name, one["scores"]["accessibility"], one["found"]) == (name, 100, [])
    assert all("button-name" in said[name]["passed"] for name in ("edit/rest.md", "forms/practice"))
