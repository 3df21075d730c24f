"""What a double click opens, and the libraries that it needs on Windows."""

from __future__ import annotations

import os
import struct
import subprocess
import zipfile
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def pango() -> Any:
    spec = spec_from_file_location("pango", ROOT / "tools/windows/pango.py")
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def library(*needs: str) -> bytes:
    """Return a library of Windows, of 64 bits, with nothing but a table of what it needs."""
    table = 20 * (len(needs) + 1)
    names = [table + sum(len(one) + 1 for one in needs[:number]) for number in range(len(needs))]
    rows = b"".join(struct.pack("<5I", 1, 0, 0, 0x1000 + name, 1) for name in names)
    section = rows + bytes(20) + b"".join(one.encode() + b"\0" for one in needs)
    dos = b"MZ" + bytes(0x3A) + struct.pack("<I", 0x40)
    coff = b"PE\0\0" + struct.pack("<HHIIIHH", 0x8664, 1, 0, 0, 0, 240, 0)
    optional = struct.pack("<H", 0x20B) + bytes(118) + struct.pack("<II", 0x1000, table) + bytes(112)
    row = b".idata\0\0" + struct.pack("<IIII", len(section), 0x1000, len(section), 0x40 + 24 + 240 + 40) + bytes(16)
    return dos + coff + optional + row + section


def wheel(folder: Path, **libraries: bytes) -> Path:
    """Write a wheel with libraries by their names, in which `_` stands for `-`, beside those that are asked for."""
    file = folder / "a.whl"
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in libraries.items():
            packed.writestr(f"lib/bin/{name}", content)
    return file


def every(pango: Any, **more: bytes) -> dict[str, bytes]:
    return {f"{root}.dll": library("KERNEL32.dll", "Z-1.dll") for root in pango.ROOTS} | {
        "z-1.dll": library("kernel32.dll"),
        "libx264.dll": library("z-1.dll"),
        **more,
    }


def test_what_is_needed_is_copied_with_its_licences(pango: Any, tmp_path: Path) -> None:
    """Of all libraries those that are opened, and what these need; not what comes with Windows, and no other."""
    found = pango.copy(wheel(tmp_path, **every(pango)), tmp_path / "out")
    assert found == sorted([*(f"{root}.dll" for root in pango.ROOTS), "z-1.dll"])
    there = {path.name for path in (tmp_path / "out").iterdir()}
    assert there - set(found) == {"LICENCES.txt", *(f"{name}.txt" for name in pango.LICENCES.values())}
    assert "z-1.dll: zlib.txt" in (tmp_path / "out/LICENCES.txt").read_text("utf-8")


def test_a_library_of_unknown_licence_ends_it(pango: Any, tmp_path: Path) -> None:
    """Before anything is copied: it may be under the GPL."""
    more = {"pango-1.0-0.dll": library("libx264.dll")}
    with pytest.raises(ValueError, match=r"it may be the GPL: libx264\.dll"):
        pango.copy(wheel(tmp_path, **every(pango, **more)), tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("content", [b"", b"MZ", library()[:200], b"MZ" + bytes(100)])
def test_what_is_no_library_is_told(pango: Any, content: bytes) -> None:
    with pytest.raises((ValueError, struct.error)):
        list(pango.imports(content))


def test_another_wheel_is_not_taken(pango: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert pango.main(wheel(tmp_path, **every(pango)), tmp_path / "out") == 1
    assert "is not the wheel that was looked at" in capsys.readouterr().out
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["start.sh", "start.command"])
def test_a_double_click_serves(name: str, tmp_path: Path) -> None:
    """From any folder; what goes wrong stays to be read."""
    project = tmp_path / "a project"
    project.mkdir()
    for script in ("start.sh", "start.command"):
        (project / script).write_bytes((ROOT / script).read_bytes())
        os.chmod(project / script, 0o755)
        assert os.access(ROOT / script, os.X_OK)
    (project / "run").write_text('#!/usr/bin/env bash\necho "$PWD: $*"\n[ "$1" = serve ]\n', "utf-8")
    os.chmod(project / "run", 0o755)
    for arguments, status in ((["serve"], 0), ([], 0), (["check"], 1)):
        given = [] if arguments == ["serve"] else arguments
        done = subprocess.run(
            [project / name, *given], cwd="/", capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
        )
        assert done.returncode == status
        assert done.stdout.startswith(f"{project}: {' '.join(arguments) or 'serve'}")
        assert ("read above" in done.stdout) == bool(status)


def test_the_file_for_windows_is_read_by_windows() -> None:
    """Its lines end as cmd wants it, it names what is there, and its labels are all there."""
    content = (ROOT / "start.cmd").read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n")
    text = content.decode("ascii").replace("\r\n", "\n")
    assert (ROOT / "tools/windows/pango.py").is_file() and "tools\\windows\\pango.py" in text
    labels = {line[1:] for line in text.splitlines() if line.startswith(":")}
    called = {word for line in text.splitlines() for mark in ("call :", "goto ") for word in
              [line.partition(mark)[2].partition(" ")[0].rstrip(")")] if word}  # fmt: skip
    assert called == labels == {"install", "pango", "absent", "failed"}


def test_the_workflow_runs_what_is_here() -> None:
    jobs = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text("utf-8"))["jobs"]
    commands = "\n".join(step.get("run", "") for job in jobs.values() for step in job["steps"])
    assert "./run test" in commands and "start.cmd build" in commands
    assert jobs["posix"]["strategy"]["matrix"]["os"] == ["ubuntu-latest", "macos-latest"]
