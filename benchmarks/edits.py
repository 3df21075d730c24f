"""Turns random edits in a browser's editor and outside it, at once, into a count of those that were lost.

Nothing may be. Run it from the project's folder: `.venv/bin/python benchmarks/edits.py [EDITS [SEED]]`; it needs a
browser, and takes some 4 minutes for 1,000.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from making import edits  # noqa: E402
from making.browser import chromium  # noqa: E402

SOURCE = "safety.md"


def main(number: int, seed: int) -> int:
    """Edit the sample's safety text so many times; return the exit status."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        root = Path(folder)
        shutil.copytree(ROOT / "content", root / "content")
        file = root / "content" / SOURCE
        with edits.served(root) as server:
            page = browser.new_page()
            page.goto(server.entry)
            page.goto(f"{server.address}-/edit/{SOURCE}")
            page.locator("html[data-ready]").wait_for(state="attached")
            written = edits.edit(page, file, number, seed)
            page.close()
        text = file.read_text("utf-8")
        kept = sum(1 for _ in (root / ".history" / SOURCE).iterdir())
    lost = [words for words in written if text.count(words) != 1]
    print(f"{len(written)} edits, {kept} earlier versions kept, {len(lost)} lost or doubled")
    for words in lost[:20]:
        print(f"  {words}")
    return bool(lost)


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    sys.exit(main(given[0] if given else 1000, given[1] if given[1:] else 1))
