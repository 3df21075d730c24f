"""Turns the command cache into a smaller folder of shared results, and a line that says what is left."""

from __future__ import annotations

import re
from pathlib import Path

import click

_SIZES = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}
_DAYS = {"d": 1, "w": 7}


@click.group()
def cache() -> None:
    """Look after a folder of results that several builds share with --cache."""


@cache.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--most", metavar="5GB", help="How large it may be: what was used longest ago goes first.")
@click.option("--older-than", "older", metavar="30d", help="What nobody has used for so many days (30d) or weeks (4w).")
def prune(folder: Path, most: str | None, older: str | None) -> None:
    """Delete what is too much, or too old, of FOLDER. Builds may be at work: what is gone they render again."""
    import time

    from pamphlets.builder import pruning

    if not (most or older):
        raise click.UsageError("say --most 5GB, or --older-than 30d")
    size = _number(most, r"([KMGT]?)i?B?", _SIZES, "--most", "a size: write 500MB or 5GB")
    days = _number(older, "([dw])", _DAYS, "--older-than", "an age: write 30d or 4w")
    seconds = None if days is None else days * 86_400
    done = pruning.prune(folder.resolve(), time.time(), most=size, older=seconds)
    click.echo(f"Deleted {done.gone} results ({_megabytes(done.freed)}); "
               f"{done.results} are left ({_megabytes(done.bytes)}).")  # fmt: skip


def _number(text: str | None, unit: str, units: dict[str, int], option: str, noun: str) -> int | None:
    """Return a number with its unit, or refuse it as a usage error."""
    if text is None:
        return None
    found = re.fullmatch(rf"\s*(\d{{1,12}}(?:\.\d{{1,3}})?)\s*{unit}\s*", text, re.IGNORECASE)
    if not found:
        raise click.BadParameter(f"'{text}' is not {noun}", param_hint=option)
    known = {name.casefold(): one for name, one in units.items()}
    return int(float(found[1]) * known[found[2].casefold()])


def _megabytes(size: int) -> str:
    return f"{size / 10**6:,.1f} MB"
