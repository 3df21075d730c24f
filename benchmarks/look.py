"""Turns practices of every kind into counts: how many of their leaflets have bare panels, or words printed over words.

Run it from the project's folder. All that can be put together are 55,296 leaflets: take a part of them, by what they
have (`--only words=120 --only format=tri-fold,z-fold`), or so many by chance (`--sample 150 --seed 1`). With `--into`,
the PDF of each that is not as it should be is kept in a folder, with `--all` that of every one.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from pathlib import Path
from statistics import mean

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from making import look, matrix

Chosen = tuple[matrix.Case, str]
"""A practice with its text, and a format."""


def main() -> None:
    """Lay the leaflets out that are asked for; print what is wrong with which, and how many that are by format."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", default=[], metavar="KEY=VALUE,…", help=", ".join(_values()))
    parser.add_argument("--sample", type=int, metavar="NUMBER", help="so many leaflets, by chance")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--into", type=Path, metavar="FOLDER")
    parser.add_argument("--all", action="store_true")
    words = parser.parse_args()
    chosen = list(choose(words.only, parser))
    if words.sample is not None:
        chosen = random.Random(words.seed).sample(chosen, min(words.sample, len(chosen)))
    seen = []
    with ProcessPoolExecutor(words.workers) as pool:
        for one in pool.map(make, chosen):
            seen.append(one)
            wrong = list(faults(one))
            print(*(f"{one.name}: {fault}" for fault in wrong), sep="\n", end="\n" * bool(wrong), flush=True)
            if words.into and (wrong or words.all):
                words.into.mkdir(parents=True, exist_ok=True)
                (words.into / f"{one.name.replace(': ', '-')}.pdf").write_bytes(one.screen)
    report(seen)


def choose(only: Sequence[str], parser: argparse.ArgumentParser) -> Iterator[Chosen]:
    """Yield the leaflets that have what is asked for."""
    asked, values = {}, _values()
    for words in only:
        key, _, named = words.partition("=")
        asked[key] = set(named.split(","))
        if key not in values or not asked[key] <= set(values[key]):
            parser.error(f"{words}: there are " + "; ".join(f"{key}={','.join(values[key])}" for key in values))
    for case in matrix.every():
        for format in matrix.FORMATS:
            has = asdict(case) | {"format": format}
            if all(str(has[key]) in named for key, named in asked.items()):
                yield case, format


def make(chosen: Chosen) -> look.Look:
    """Lay one leaflet out."""
    case, format = chosen
    with tempfile.TemporaryDirectory() as folder:
        (made,) = look.looks(case.name, matrix.write(case, Path(folder) / "project", (format,)))
    return made


def faults(one: look.Look) -> Iterator[str]:
    """Yield what is wrong with a leaflet."""
    yield from (f"panel {name} is {full:.0%} full, with nothing that fills it" for name, full in one.bare.items())
    if one.uneven:
        yield f"inner panels differ by {one.uneven}"
    yield from (f"parted: {parted}" for parted in one.parted)
    yield from (f"{problem.rule}: {problem.message}" for problem in one.problems if problem.severity == "error")


def report(seen: Sequence[look.Look]) -> None:
    """Print the counts, by format."""
    row = "{:12} {:>8} {:>10} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8}".format
    print(row("format", "leaflets", "not built", "bare", "uneven", "parted", "faults", "layouts", "at most"))
    for format in (*matrix.FORMATS, ""):
        some = [one for one in seen if format in ("", one.format)]
        if some:
            layouts = [one.layouts for one in some]
            print(row(
                format or "all", len(some), sum(not one.built for one in some), sum(bool(one.bare) for one in some),
                sum(bool(one.uneven) for one in some), sum(bool(one.parted) for one in some),
                sum(any(problem.severity == "error" for problem in one.problems) for one in some),
                f"{mean(layouts):.2f}", max(layouts),
            ))  # fmt: skip


def _values() -> dict[str, list[str]]:
    """Return what each key may be."""
    cases = [asdict(case) for case in matrix.every()]
    return {key: list(dict.fromkeys(str(case[key]) for case in cases)) for key in cases[0]} | {
        "format": list(matrix.FORMATS)
    }


if __name__ == "__main__":
    main()
