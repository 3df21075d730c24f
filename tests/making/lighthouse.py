"""What Lighthouse says of pages that are served."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from making import TESTS
from making.browser import FLAGS, program

TOOLS = TESTS / "tools"


def audit(addresses: Mapping[str, str], categories: Sequence[str]) -> dict[str, Any]:
    """Return what is said of pages, by the names of their addresses: scores of 0 to 100, and what was found.

    One browser opens them one after the other; a test that has no Lighthouse is skipped and says so.
    """
    if not (TOOLS / "node_modules/lighthouse").is_dir():
        pytest.skip("Lighthouse is not installed: ./run test installs it with npm")
    if not (node := shutil.which("node")):
        pytest.skip("there is no node: ./run test installs it with npm")
    command = [node, TOOLS / "lighthouse.mjs", ",".join(categories), program(), " ".join(FLAGS), *addresses.values()]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    told: dict[str, Any] = json.loads(run.stdout)
    assert list(told) == [*addresses.values()] and not [one["error"] for one in told.values() if one["error"]]
    return {name: told[address] for name, address in addresses.items()}
