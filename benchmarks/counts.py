"""Counts what one build of the sample does again: how often it hashes a file, reads a text, makes a view or a table.

Run it from the project's folder: `.venv/bin/python benchmarks/counts.py`. All runs in one process.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pamphlets import builder, compose, digests, source
from pamphlets.compose import variables
from pamphlets.source import blocks, inlines

ROOT = Path(__file__).parent.parent


def counted(function: Callable[..., Any], key: Callable[..., object]) -> Counter[object]:
    """Put a counter in the place of a function, wherever a module has it by its name; return what it counts by."""
    calls: Counter[object] = Counter()

    def wrapped(*values: Any, **named: Any) -> Any:
        calls[key(*values, **named)] += 1
        return function(*values, **named)

    for module in [module for name, module in sys.modules.items() if name.startswith("pamphlets")]:
        for name, value in list(vars(module).items()):
            if value is function:
                setattr(module, name, wrapped)
    return calls


def main() -> None:
    """Build the sample once, and print how often each thing was done, and for how many different ones."""
    import pamphlets.channels
    import pamphlets.checks.prose  # so that all that may count is there

    assert pamphlets.channels.CHANNELS and pamphlets.checks.prose
    counters = {
        "digests of files": counted(digests.file_digest, lambda path: str(path)),
        "sources read": counted(source.parse, lambda text, path, *_, **__: path),
        "texts scanned for constructs": counted(inlines.scan, lambda text, *_, **__: text),
        "texts parsed as blocks": counted(blocks.parse, lambda text: text),
        "views": counted(compose.view, lambda edition, target, _: (id(edition), target)),
        "tables of variables": counted(
            variables.values, lambda practice, site, pamphlet, language, edition: (site.id, pamphlet.path, edition)
        ),
    }
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "content", Path(folder) / "content")
        builder.build(Path(folder), jobs=1)
    for name, calls in counters.items():
        print(f"{name:32} {calls.total():6,} of {len(calls):5,}")


if __name__ == "__main__":
    main()
