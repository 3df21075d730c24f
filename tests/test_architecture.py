"""Who may import whom, where each dependency has its home, what is public, and how long a module may be."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pamphlets

PACKAGE = Path(pamphlets.__file__).parent

LINE = (
    {"localized"},
    {"model"},
    {"errors"},
    {"files"},
    {"digests", "natives"},
    {"project"},
    {"source"},
    {"compose"},
    {"paper"},
    {"library"},
    {"records"},
    {"channels"},
    {"checks"},
    {"builder"},
    {"publish", "starter"},
    {"serve"},
    {"cli"},
    {"__main__", "__init__"},
)
"""A room imports only from rooms listed before its own."""
CHANNELS = (
    {"bilingual", "cards", "calendar", "proofs", "whole"},
    {"series"},
    {"leaflets", "posts", "web"},
    {"email", "slides"},
    {"desk"},
    {"__init__"},
)
"""The same of the rooms in `channels`."""
DATA = {"schemas"}
"""What stands beside the rooms and has no code."""

HOMES = {
    "babel": "localized",
    "bibtexparser": "project",
    "budoux": "localized",
    "click": "cli",
    "coloraide": "project",
    "css_inline": "channels",
    "cssselect2": "paper",
    "distributed": "builder",
    "fontTools": "paper",
    "fsspec": "builder",
    "icalendar": "channels",
    "jinja2": "compose",
    "mammoth": "starter",
    "markdown": "compose",
    "markupsafe": "compose",
    "msgspec": "builder project serve",
    "olefile": "starter",
    "phonenumbers": "localized",
    "pi_heif": "paper",
    "pikepdf": "paper",
    "PIL": "paper",
    "pylatexenc": "project",
    "pypdfium2": "paper",
    "regex": "channels checks paper",
    "rich": "cli",
    "rispy": "project",
    "segno": "paper",
    "starlette": "serve",
    "striprtf": "starter",
    "tinycss2": "paper",
    "tinyhtml5": "starter",
    "uvicorn": "serve",
    "weasyprint": "paper",
    "yaml": "project",
}
SPINE = (
    "model/__init__.py",
    "source/__init__.py",
    "library/__init__.py",
    "compose/__init__.py",
    "channels/__init__.py",
    *(f"channels/leaflets/{name}.py" for name in ("__init__", "leaflet", "panels", "fit")),
    "builder/__init__.py",
    "builder/manifest.py",
    "cli/build.py",
)
"""What a newcomer reads, after the README."""


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


def room(name: str) -> tuple[str, str]:
    """Return the room of a module, and the room in `channels` ('' elsewhere)."""
    first, *others = name.split(".")
    return first, others[0] if first == "channels" and others else ""


def imports_of_rooms() -> Iterator[tuple[str, str, str]]:
    """Yield each import of one of our rooms by another: who, from where, what."""
    for name, path in modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "pamphlets":
                for alias in node.names:
                    whole = f"{node.module}.{alias.name}"
                    rooms = node.module in ("pamphlets", "pamphlets.channels") and alias.name.islower()
                    of = whole if rooms else str(node.module)
                    if room(of.partition(".")[2]) != room(name) and name not in ("__init__", "__main__"):
                        yield name, of.partition(".")[2], alias.name


def test_imports_run_one_way() -> None:
    """No room imports from its own place in the line or a later one."""
    level = {name: index for index, names in enumerate(LINE) for name in names}
    among = {name: index for index, names in enumerate(CHANNELS) for name in names}
    wrong = []
    for name, of, what in imports_of_rooms():
        (mine, channel), (other, theirs) = room(name), room(of)
        later = level[other] >= level[mine] if mine != other else among[theirs] >= among[channel] if theirs else False
        if later:
            wrong.append(f"{name} imports {what} from {of}")
    assert wrong == []


def test_rooms_are_entered_by_their_doors() -> None:
    """A room imports from the `__init__` of another, and there only what it lists in `__all__`."""
    wrong = []
    for name, of, what in imports_of_rooms():
        door = PACKAGE.joinpath(*of.split("."), "__init__.py")
        deep = of.count(".") > (room(of)[0] == "channels")
        offers = getattr(import_module(f"pamphlets.{of}"), "__all__", ()) if door.exists() and not deep else ()
        single = PACKAGE.joinpath(f"{of}.py").exists()
        if deep or (door.exists() and of.rpartition(".")[2] != what and what not in offers and not single):
            wrong.append(f"{name} imports {what} from {of}")
    assert wrong == []


def test_what_is_used_of_a_room_is_there() -> None:
    """`room.module` is there if importing the room imports it; else only where somebody else has imported it before."""
    used = dict[str, set[tuple[str, str]]]()
    for name, path in modules():
        tree = ast.parse(path.read_text("utf-8"))
        given = [one for one in ast.walk(tree) if isinstance(one, ast.ImportFrom)]
        rooms = {alias.asname or alias.name: f"{one.module}.{alias.name}" for one in given for alias in one.names}
        for one in ast.walk(tree):
            if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name) and one.value.id in rooms:
                folder = PACKAGE.parent / rooms[one.value.id].replace(".", "/")
                if (folder / f"{one.attr}.py").exists() or (folder / one.attr / "__init__.py").exists():
                    used.setdefault(rooms[one.value.id], set()).add((name, one.attr))
    loaded = {room: modules_of(f"import {room}") for room in used}
    assert [each for room, every in used.items() for each in every if f"{room}.{each[1]}" not in loaded[room]] == []


def test_what_stands_at_the_top() -> None:
    """The rooms of the line, their data, and nothing else."""
    found = {path.stem for path in PACKAGE.iterdir() if path.name not in ("__pycache__", "py.typed")}
    assert found == {name for names in LINE for name in names} | DATA
    assert len(found) <= 22


def test_the_spine_is_read_in_an_hour() -> None:
    lines = {name: (PACKAGE / name).read_text("utf-8").count("\n") for name in SPINE}
    assert sum(lines.values()) <= 2500, lines


def test_each_dependency_has_one_home() -> None:
    """A library is imported in one place only, and every library that is imported has such a place."""
    known = set(sys.stdlib_module_names) | {"pamphlets"}
    wrong = [
        f"{name} imports {top}"
        for name, path in modules()
        for top in {imported.split(".")[0] for imported in imports(path)}
        if top not in known and room(name)[0] not in HOMES.get(top, "").split()
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
    """Return the packages that a program imports, those of Python among them."""
    return {name.partition(".")[0] for name in modules_of(code)}


def modules_of(code: str) -> set[str]:
    """Return the modules that a program imports."""
    run = subprocess.run(
        [sys.executable, "-c", f"import sys; {code}; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    return set(run.stdout.split("\n")[-2].split())


def test_import_loads_next_to_nothing() -> None:
    """`import pamphlets` loads no dependency, and `--help` loads click alone, and of Python's own little beside."""
    assert not loaded_by("import pamphlets") & set(HOMES)
    loaded = loaded_by("from pamphlets.cli import main; main(['--help'], standalone_mode=False)")
    assert loaded & set(HOMES) == {"click"}
    assert not loaded & {"dataclasses", "difflib", "json", "subprocess", "tempfile"}


PARTICIPLES = (
    "accepted asked barred called chosen drawn explained fitted folded found given grouped held hidden installed "
    "joined kept known left linked listed locked lost made mended named opened painted printed quoted raised repeated "
    "returned said saved shown skipped spoken told unsigned unused unwrapped unwritten used written"
)
"""Functions are named by a verb, or by the noun that they return: a reader meets five of each of these."""
STILL = {
    "builder shown", "builder locked", "channels kept", "channels saved", "channels used",
}  # fmt: skip
"""What is yet to be renamed, by its room; nothing is added here."""
NAMESAKES = {
    "Block": "a block, and what a record says of one",
    "Entry": "an entry of a feed, a sitemap, a list of references: each of its room",
    "Fault": "of a drawing, of a file for the press, of a block of Markdown: each of its room",
    "Faults": "the faults of a drawing, and of a settings file",
    "Language": "what pages know of a language, and what its claims are found by",
    "Leaflet": "what a leaflet is made of, and its row on the desk",
    "Line": "a row of the desk, and a line of type on paper",
    "Lines": "the lines of a card, and of a block of Markdown",
    "Output": "a file that was made, and what a record says of one",
    "Page": "of the desk, of the web, of paper, of a record",
    "Picture": "of the desk, of paper, of a brand",
    "Place": "of a practice in its file, and of a panel on its sheet",
    "Post": "of a source, of the desk, of a record",
    "Shape": "of a card, and of a settings file",
    "Source": "an entry of the list of sources, and the front matter of one",
    "State": "of the server, and of its pages",
    "Target": "what an output is, and where a picture leads",
    "Topic": "of the desk, and of the web",
}
"""Classes of two rooms with one name, and what tells them apart; nothing is added here without a reason."""


def definitions() -> Iterator[tuple[str, ast.FunctionDef | ast.ClassDef]]:
    """Yield the public classes, functions and methods of the package, with the module that they stand in."""
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
        for node in (*tree.body, *(node for of in classes for node in of.body)):
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                yield path.relative_to(PACKAGE).as_posix(), node


def test_functions_are_verbs_or_nouns() -> None:
    """No public function is named by a participle; a property, which is what something is, may be."""
    found = {
        f"{path.partition('/')[0]} {node.name}"
        for path, node in definitions()
        if isinstance(node, ast.FunctionDef) and node.name in PARTICIPLES.split() and not node.decorator_list
    }
    assert found - STILL == set()


def test_one_name_is_one_class() -> None:
    """No two public classes have one name, but those whose rooms make the difference plain."""
    rooms: dict[str, list[str]] = {}
    for path, node in definitions():
        if isinstance(node, ast.ClassDef):
            rooms.setdefault(node.name, []).append(path)
    assert {name: paths for name, paths in rooms.items() if len(paths) > 1 and name not in NAMESAKES} == {}
