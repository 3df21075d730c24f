"""Parts of the jobs, rendered into a shared cache: each job in one of them, and a build from it is a whole one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from making import cheap
from making.cheap import Work, problems, tree

from pamphlets.builder import Selection, outcome, plans, shards
from pamphlets.builder.cache import Cache
from pamphlets.builder.shards import Shard
from pamphlets.cli import main


@pytest.fixture
def work(write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Work:
    return cheap.work(write, monkeypatch)


def test_all_parts_make_a_whole(work: Work, tmp_path: Path) -> None:
    """Each job is rendered once, what says how large others are by the build; nothing else is written."""
    place, told = tmp_path / "cache", ""
    for number in (1, 2, 3):
        try:
            shards.fill(work.first, Shard(number, 3), Cache(str(place)), jobs=1)
        except outcome.PamphletError as fault:
            told += str(fault)
    assert sorted(work.rendered) == [f"leaflets {name}" for name in cheap.LEAFLETS] and "it is too long" in told
    assert sorted(path.name for path in work.first.iterdir()) == ["content"]
    work.build(work.first, Cache(str(place)))
    assert work.rendered == ["leaflets tight", "web index"]
    work.build(work.second)
    assert tree(work.first / "build") == tree(work.second / "build")
    assert len(work.rendered) == 6


def test_a_part_is_not_rendered_twice(work: Work, tmp_path: Path) -> None:
    cache = str(tmp_path / "cache")
    problems(lambda: shards.fill(work.first, Shard(1, 1), Cache(cache), jobs=1))
    work.rendered.clear()
    problems(lambda: shards.fill(work.first, Shard(1, 1), Cache(cache), jobs=1))
    assert work.rendered == ["leaflets tight"]


def test_with_many_sites_each_part_plans_its_own(write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Every leaflet is planned by one part, every other job by one; of all together none is missing."""
    sites = "".join(f"  - {{id: site-{n}, name: House {n}, phone: '+1 207-555-0142'}}\n" for n in range(20))
    practice = f"name: Rest House\nphone: +1 207-555-0142\nformats: [sheet]\nplatforms: [x]\nsites:\n{sites}"
    root = write({"content/practice.yml": practice, "content/rest.md": cheap.SOURCE})
    seen, whole = list[str](), plans.plan(root)
    for number in (1, 2):
        for part, is_mine in shards._parts(whole.project, Shard(number, 2), Selection()):
            planned = plans.plan(root, part)
            leaflets = [job for job in planned.jobs if job.channel == "leaflets"]
            assert len(leaflets) < 20 and bool(part.sites) is bool(leaflets)
            seen += [job.name for job in planned.jobs if part.covers(job) and is_mine(job)]
    assert len(seen) == len(set(seen))
    missing = {job.name for job in whole.jobs} - set(seen)
    assert {job.pamphlet for job in whole.jobs if job.name in missing} <= {""}
    one = Selection(sites=("site-3",))
    assert len([*shards._parts(whole.project, Shard(1, 2), one)]) == 1


@pytest.mark.parametrize("wrong", ["3", "0/8", "9/8", "1/0", "a/b", "-1/2"])
def test_a_part_that_is_none(work: Work, wrong: str) -> None:
    said = CliRunner().invoke(main, ["build", "--project", str(work.first), "--shard", wrong, "--cache", "x"])
    assert f"'{wrong}' is no part: write 3/8 for the third of eight" in said.output and said.exit_code == 2


def test_the_command(work: Work, tmp_path: Path) -> None:
    (work.first / "content/rest.md").write_text(cheap.SOURCE, "utf-8")
    words = ["build", "--project", str(work.first), "--jobs", "1", "--shard", "2/2"]
    assert "--shard needs --cache URL, and to write there" in CliRunner().invoke(main, words).output
    for more in (["--force"], ["--strict"], ["--explain"], ["--output", str(tmp_path / "out")]):
        said = CliRunner().invoke(main, [*words, "--cache", str(tmp_path / "cache"), *more])
        assert "--shard writes into the cache alone: leave out" in said.output and said.exit_code == 2
    said = CliRunner().invoke(main, [*words, "--cache", str(tmp_path / "cache"), "--channel", "web"])
    assert "Part 2 of 2: rendered 0 jobs; the cache had 0." in said.output and said.exit_code == 0
