"""Work that makes many values is left alone by the collector of garbage, and keeps its memory."""

from __future__ import annotations

import gc
import platform
import subprocess
import sys

import pytest

from pamphlets.builder import collector

FAULTS = """
import resource
from pamphlets.builder import collector
def pictures():
    [b"x" * 12_000_000 for _ in range(8)]
def faults():
    pictures()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    pictures()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
{}
print(faults())
"""
"""A program that counts the pages which the kernel gives it for eight pictures, after eight others."""


def test_the_collector_waits_until_the_work_is_done() -> None:
    assert gc.isenabled()
    with collector.undisturbed():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_collector_stays_off_where_it_was_off() -> None:
    gc.disable()
    try:
        with collector.undisturbed():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries have no such choice")
def test_what_is_freed_is_used_again() -> None:
    run = subprocess.run(
        [sys.executable, "-c", FAULTS.format("with collector.undisturbed(): pass")], capture_output=True, text=True
    )
    assert int(run.stdout) < 1000, run.stderr
