"""The benchmarks can still be run: each can be read, and all that it names is there."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from making import ROOT

BENCHMARKS = sorted((ROOT / "benchmarks").glob("*.py"))


@pytest.mark.parametrize("path", BENCHMARKS, ids=lambda path: path.stem)
def test_a_benchmark_can_be_read(path: Path) -> None:
    if path.stem == "train":
        pytest.importorskip(
            "sklearn", reason="what trains the second opinion needs scikit-learn, which nothing else does"
        )
    assert callable(runpy.run_path(str(path))["main"])
