"""Who may import whom, where each dependency has its home, what is public, and how long a module may be."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pamphlets

PACKAGE = Path(pamphlets.__file__).parent

LAYERS = (
    {"localized", "natives", "sandbox"},
    {"model", "placeholders", "titles"},
    {"damage", "errors", "standing"},
    {"encodings", "files", "manifest"},
    {"attributes", "brackets", "ids", "images", "settings", "theme", "starter"},
    {"blocks", "characters"},
    {"markup"},
    {"conditions", "consistency", "linking", "strays"},
    {"bibliography", "inlines", "leftovers", "limits", "lines", "notes", "pairs", "project", "scans", "variables"},
    {"embeds", "imprint", "reader", "pdf"},
    {"raster"},
    {"drawings"},
    {"typeset", "gallery"},
    {"library", "compose"},
    {"plain"},
    {"records"},
    {"channels", "news"},
    {"checks", "desk", "loopback", "store", "workers"},
    {"outcome"},
    {"builder"},
    {"publish", "serve", "commands"},
    {"cli"},
    {"__main__", "__init__"},
)
"""A module imports only from layers listed before its own, or from its own folder."""

HOMES = {
    "babel": "localized",
    "click": "cli commands",
    "cssselect2": "drawings",
    "fontTools": "typeset",
    "icalendar": "channels",
    "jinja2": "theme sandbox",
    "markdown": "markup",
    "msgspec": "settings",
    "phonenumbers": "localized",
    "pi_heif": "raster",
    "pikepdf": "pdf",
    "PIL": "raster",
    "pypdfium2": "raster",
    "regex": "channels checks",
    "rich": "cli",
    "segno": "channels",
    "tinycss2": "drawings",
    "weasyprint": "typeset",
    "yaml": "settings",
}
SAME_LAYER = {("inlines", "attributes"), ("inlines", "leftovers"), ("inlines", "notes"), ("inlines", "limits"),
              ("inlines", "scans"), ("scans", "notes")}  # fmt: skip


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield ".".join(path.relative_to(PACKAGE).with_suffix("").parts), path


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert not node.level, f"{path}: write the whole name"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def place(name: str) -> str:
    return name.split(".")[0]


def test_imports_run_one_way() -> None:
    """No module imports from its own layer or a later one, but from its own folder."""
    level = {name: index for index, names in enumerate(LAYERS) for name in names}
    wrong = []
    for name, path in modules():
        mine = place(name)
        assert mine in level, f"{name} is in no layer"
        for imported in imports(path):
            parts = imported.split(".")
            if parts[0] != "pamphlets" or len(parts) < 2 or parts[1] not in level or mine in ("__init__", "__main__"):
                continue
            other = parts[1]
            if other != mine and level[other] >= level[mine] and (mine, other) not in SAME_LAYER:
                wrong.append(f"{name} imports {imported}")
    assert wrong == []


def test_each_dependency_has_one_home() -> None:
    """A library is imported in one place only, and every library that is imported has such a place."""
    known = set(sys.stdlib_module_names) | {"pamphlets"}
    wrong = [
        f"{name} imports {top}"
        for name, path in modules()
        for top in {imported.split(".")[0] for imported in imports(path)}
        if top not in known and place(name) not in HOMES.get(top, "").split()
    ]
    assert wrong == []


def test_modules_open_with_a_sentence_and_stay_short() -> None:
    """Every module says in one sentence what it turns into what, and has about 300 lines at most."""
    for name, path in modules():
        text = path.read_text("utf-8")
        doc = ast.get_docstring(ast.parse(text)) or ""
        assert doc.split("\n\n")[0].strip(), f"{name} has no opening sentence"
        assert text.count("\n") <= 330, f"{name} has {text.count(chr(10))} lines"


def test_public_names() -> None:
    """What `__all__` lists can be imported, and is what the design names."""
    assert set(pamphlets.__all__) == {
        "read", "build", "check", "count", "Project", "Pamphlet", "Block", "Edition", "Rendering", "Problem",
        "Location", "PamphletError",
    }  # fmt: skip
    for name in pamphlets.__all__:
        assert getattr(pamphlets, name).__doc__


def loaded_by(code: str) -> set[str]:
    run = subprocess.run(
        [sys.executable, "-c", f"import sys; {code}; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    return {name.split(".")[0] for name in run.stdout.split("\n")[-2].split()}


def test_import_loads_next_to_nothing() -> None:
    """`import pamphlets` loads no dependency, and `--help` loads click alone."""
    assert not loaded_by("import pamphlets") & set(HOMES)
    help_ = "from click.testing import CliRunner; from pamphlets.cli import main; CliRunner().invoke(main, ['--help'])"
    assert loaded_by(help_) & set(HOMES) == {"click"}
