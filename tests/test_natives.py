"""The program's digest knows the libraries that draw: another version draws otherwise."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pamphlets import natives
from pamphlets.builder import inputs


def test_each_library_says_its_version() -> None:
    """As WeasyPrint finds them: by the same names, in the same order."""
    told = dict(line.split(" ") for line in natives.versions())
    assert list(told) == ["pango", "harfbuzz", "harfbuzz-subset", "fontconfig"]
    assert all(version[0].isdigit() for version in told.values())


def test_the_names_are_those_of_weasyprint() -> None:
    """A new WeasyPrint that looks for others is noticed here."""
    from importlib.util import find_spec
    from pathlib import Path

    package = find_spec("weasyprint")
    assert package and package.origin
    text = Path(package.origin).with_name("text").joinpath("ffi.py").read_text("utf-8")
    for files in natives._LIBRARIES.values():
        places = [text.index(f"'{file}'") for file in files]
        assert places == sorted(places)


def test_asking_loads_nothing_heavy() -> None:
    code = "import sys\nfrom pamphlets import natives\nlist(natives.versions())\n"
    code += "print('weasyprint' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert run.stdout == "False\n", run.stderr


def test_another_version_is_another_program(monkeypatch: pytest.MonkeyPatch) -> None:
    before = inputs.program_digest()
    assert inputs.program_digest() == before
    monkeypatch.setattr(natives.ctypes, "CDLL", lambda name: (_ for _ in ()).throw(OSError(name)))
    assert set(natives.versions()) == {f"{name} none" for name in natives._LIBRARIES}
    assert inputs.program_digest() != before
