"""docs/architecture.md is true: its map (`--update-golden` writes it), the names in its walk, and paths anywhere."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from making import ROOT

PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = (
    "<!-- what follows is made from the modules: pytest tests/test_map.py --update-golden -->\n",
    "<!-- end -->",
)
TEXTS = ("*.md", "docs/*.md", "benchmarks/*.*", "pamphlets/**/*.py", "pamphlets/**/*.yml", "templates/**/*.*ml",
         "tests/**/*.py", "pyproject.toml", "run")  # fmt: skip


def first_sentence(module: Path) -> str:
    words = (ast.get_docstring(ast.parse(module.read_text("utf-8"))) or "").split("\n\n")[0]
    return re.split(r"(?<=[.])\s(?=[A-Z])", " ".join(words.split()))[0]


def rows(folder: Path, depth: int = 0) -> Iterator[str]:
    """Yield a line for each module of a room, rooms within it after its own modules."""
    for path in sorted(folder.glob("*.py"), key=lambda path: (path.name != "__init__.py", path.name)):
        if path.name == "__init__.py":
            yield f"{'  ' * (depth - 1)}- **{folder.name}/** {first_sentence(path)}" if depth else ""
        else:
            yield f"{'  ' * depth}- `{path.stem}` {first_sentence(path)}"
    for within in sorted(path.parent for path in folder.glob("*/__init__.py")):
        yield from rows(within, depth + 1)


def test_map(update_golden: bool) -> None:
    """The map has every module with its first sentence, and no other."""
    made = "\n".join(filter(None, rows(ROOT / "pamphlets"))) + "\n"
    before, rest = PAGE.read_text("utf-8").split(BEGIN)
    found, after = rest.split(END)
    if update_golden:
        PAGE.write_text(before + BEGIN + made + END + after, "utf-8")
    else:
        assert found == made


def find(dotted: str) -> Any:
    """Return what stands in the package under a name such as `source.inlines.scan`; raises AttributeError."""
    at, path = import_module("pamphlets"), "pamphlets"
    for part in dotted.split("."):
        path = f"{path}.{part}"
        try:
            at = import_module(path)
        except ModuleNotFoundError:
            at = getattr(at, part)
    return at


def test_the_walk_and_the_decisions_name_what_there_is() -> None:
    """Each function, class and module on the way of a block, and that a decision is about, has that name today."""
    walk = PAGE.read_text("utf-8").partition("## One block")[2].partition("\n## Rules")[0]
    names = re.findall(r"`([a-z_]+(?:\.\w+)+)`", walk + (ROOT / "docs" / "decisions.md").read_text("utf-8"))
    assert len(names) > 40
    for name in names:
        if name not in ("pamphlets.build", "formats.yml"):
            find(name)


def test_paths_that_are_named_are_there() -> None:
    """No text names a module, test, template or page that has moved."""
    wrong = []
    for path in sorted({path for pattern in TEXTS for path in ROOT.glob(pattern) if path.is_file()}):
        text = path.read_text("utf-8", errors="replace")
        for found in re.finditer(r"(?<![\w/.])(?:pamphlets|tests|docs|benchmarks)/[\w/-]+\.(?:py|md|yml)\b", text):
            wheel = found[0].startswith("pamphlets/templates/")  # as a wheel lays it out
            if not wheel and not (ROOT / found[0]).exists():
                wrong.append(f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, found.start()) + 1}: {found[0]}")
    assert wrong == []


def test_modules_that_are_named_are_there() -> None:
    """No comment or page names `pamphlets.room.module` that has moved."""
    wrong = []
    for pattern in ("*.md", "docs/*.md", "benchmarks/*.*", "pamphlets/**/*.py"):
        for path in sorted(ROOT.glob(pattern)):
            for found in re.findall(r"`pamphlets((?:\.[a-z_]\w*)+)", path.read_text("utf-8")):
                try:
                    find(found[1:])
                except (ImportError, AttributeError):
                    wrong.append(f"{path.relative_to(ROOT)}: pamphlets{found}")
    assert wrong == []
