"""`./run` sets up once, and says what to do when it cannot."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from making import ROOT
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

TOOLS = ("bash", "cat", "chmod", "cksum", "cp", "dirname", "env", "grep", "id", "mkdir", "rm", "tee", "uname")

# A Python that notes how it is called, makes a virtual environment of itself, and lacks what LACKS says.
PYTHON = """#!/usr/bin/env bash
case "$*" in
  *version_info\\ *) exit ;;
  *version_info*) echo python3.12-venv ;;
  *ensurepip*) [[ $LACKS != *ensurepip* ]] || exit 1 ;;
  "-m venv"*) mkdir -p "${@: -1}/bin"; cp "$0" "${@: -1}/bin/python" ;;
  "- lib"*) [[ $LACKS != *$2* ]] || exit 1 ;;
  *) echo "${@:1:3}" >>"$CALLS"; [[ $LACKS != *network* ]] || exit 1 ;;
esac
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A checkout with `run`, and a `bin` with a few tools."""
    (tmp_path / "bin").mkdir()
    for tool in TOOLS:
        (tmp_path / "bin" / tool).symlink_to(str(shutil.which(tool)))
    for name in ("run", "requirements.txt", "requirements-test.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    program(tmp_path, "id", "#!/usr/bin/env bash\necho 1000\n")
    program(tmp_path, "uname", "#!/usr/bin/env bash\necho Linux\n")
    return tmp_path


def program(folder: Path, name: str, text: str) -> None:
    """Put a program into the folder's `bin`."""
    (folder / "bin" / name).unlink(missing_ok=True)
    (folder / "bin" / name).write_text(text, "utf-8")
    (folder / "bin" / name).chmod(0o755)


def run(folder: Path, lacks: str = "") -> tuple[int, list[str], list[str]]:
    """Return the exit status of `./run build`, what it said, and how Python was called to do something."""
    calls = folder / "calls"
    calls.write_text("", "utf-8")
    environment = {"PATH": str(folder / "bin"), "CALLS": str(calls), "LACKS": lacks}
    done = subprocess.run([folder / "run", "build"], env=environment, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)
    return done.returncode, done.stderr.decode().splitlines(), calls.read_text("utf-8").splitlines()


def test_second_run_starts_at_once(folder: Path) -> None:
    """Packages are installed once, and again when what is required has changed."""
    program(folder, "python3", PYTHON)
    set_up = ["-m pip install", "-m pip install", "-m pamphlets build"]
    assert run(folder)[::2] == (0, set_up)
    assert run(folder) == (0, [], ["-m pamphlets build"])
    with (folder / "requirements.txt").open("a", encoding="utf-8") as file:
        file.write("# new\n")
    assert run(folder)[::2] == (0, set_up)


def test_no_python(folder: Path) -> None:
    """Without a Python that is new enough it says so."""
    program(folder, "python3", "#!/usr/bin/env bash\nexit 1\n")
    assert run(folder)[:2] == (1, [
        "run: making a virtual environment in .venv",
        "run: there is no Python 3.11 or newer. Debian, Ubuntu: sudo apt-get install python3. "
        "macOS: brew install python",
    ])  # fmt: skip


def test_no_network(folder: Path) -> None:
    """Packages that could not be installed are tried again by the next run."""
    program(folder, "python3", PYTHON)
    status, said, _ = run(folder, "network")
    assert (status, said[-1]) == (1, "run: the packages could not be installed: is there a network?")
    assert run(folder)[2][0] == "-m pip install"


def test_system_package_that_cannot_be_installed(folder: Path) -> None:
    """It says which command installs what is missing."""
    program(folder, "python3", PYTHON)
    program(folder, "apt-get", "#!/usr/bin/env bash\nexit 0\n")
    install = "sudo apt-get install --yes --no-install-recommends"
    assert run(folder, "ensurepip")[1][-1] == (
        "run: making a virtual environment needs a package that could not be installed. "
        f"Run this, then try again: {install} python3.12-venv"
    )
    assert run(folder, "libpangoft2-1.0")[1][-1].endswith(f"{install} libpangoft2-1.0-0")
    program(folder, "sudo", '#!/usr/bin/env bash\n[ "$1" = --non-interactive ] && shift && "$@"\n')
    assert run(folder, "libharfbuzz-subset")[0] == 0


def test_unknown_system(folder: Path) -> None:
    """Without apt-get and Homebrew it names the package."""
    program(folder, "python3", PYTHON)
    assert run(folder, "libharfbuzz-subset")[1][-1] == (
        "run: embedding fonts needs what Debian calls libharfbuzz-subset0 and Homebrew harfbuzz; "
        "install it with your system's tool, then try again"
    )


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt"])
def test_packages_are_pinned_with_hashes(name: str) -> None:
    """Each package has one version and its hashes, installs on the oldest Python that the README names, and is here."""
    lines = re.sub(r"#.*|\\\n", "", (ROOT / name).read_text("utf-8")).split("\n")
    for line in filter(None, lines):
        words, _, hashes = line.partition(" --hash=")
        assert re.match(r"sha256:[0-9a-f]{64}", hashes.strip()), line
        package = Requirement(words)
        assert [one.operator for one in package.specifier] == ["=="], line
        if not package.marker or package.marker.evaluate():
            found = metadata.distribution(package.name)
            assert found.version in package.specifier, f"{words}: ./run test installs it"
            assert SpecifierSet(found.metadata.get("Requires-Python") or "").contains("3.11.2"), line


def test_every_dependency_is_pinned() -> None:
    """What pyproject.toml asks for stands in requirements.txt, in a version that it admits."""
    pinned = dict(re.findall(r"^([\w.-]+)==([^\s;]+)", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE))
    for words in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]:
        package = Requirement(words)
        assert package.specifier.contains(pinned[package.name.lower()]), words


def test_licences_name_every_package() -> None:
    """The licence of each package that is installed stands in docs/licences.md, and no other package."""
    pinned = re.findall(r"^([\w.-]+)==", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE)
    rows = re.findall(r"^\|[^|]+\| ([^|:]+)", (ROOT / "docs/licences.md").read_text("utf-8"), re.MULTILINE)
    names = ", ".join(re.sub(r"\([^)]*\)", "", row) for row in rows[1:] if "---" not in row)
    assert sorted(name.strip() for name in names.split(",")) == sorted(pinned)
