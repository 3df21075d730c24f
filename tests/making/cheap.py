"""Turns one source into jobs that cost nothing: leaflets, one that never fits, and a page of their sizes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from pamphlets import PamphletError, build, builder, channels
from pamphlets.builder import slices, workers
from pamphlets.builder.cache import Cache
from pamphlets.digests import digest
from pamphlets.errors import fail
from pamphlets.model import Job, Location, Problem, Rendering, Result

PRACTICE = "name: Rest House\nphone: +1 207-555-0142\nformats: [sheet, poster]\nchannels: [leaflets, posts, web]\n"
SOURCE = "---\ntitle: Rest\nsummary: Rest at night.\n---\n\n## Sit {#sit}\n\nSit down.\n"
LEAFLETS = ("a", "b", "c", "d", "tight")


@dataclass
class Work:
    """A project, a second one with the same words, and the names of the jobs that were rendered."""

    first: Path
    second: Path
    rendered: list[str] = field(default_factory=list)

    def build(self, root: Path, cache: Cache | None = None, **options: object) -> builder.Build:
        """Build a project in this process, anew; `rendered` are its jobs."""
        self.rendered.clear()
        try:
            return build(root, jobs=1, cache=cache, **options)  # type: ignore[arg-type]
        except builder.Unmade as fault:
            return fault.build


def _job(channel: str, name: str, text: str, folders: object) -> Job:
    paths = (f"{channel}/{name}.pdf", f"{channel}/{name}.txt", f"{channel}/{name}.empty")
    return Job(channel, f"{channel} {name}", paths, text, digest(name, text), folders, "rest", "en")  # type: ignore[arg-type]


def work(write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Work:
    """Return two projects whose channels are these; what `content/rest.md` says is in all outputs."""
    files = {"content/practice.yml": PRACTICE, "content/rest.md": SOURCE}
    root = write({f"{name}/{path}": text for name in ("first", "second") for path, text in files.items()})
    made = Work(root / "first", root / "second")

    def leaflets(editions: object, project: object, *_: object) -> Iterator[Job]:
        text = (project.root / "content/rest.md").read_text("utf-8")  # type: ignore[attr-defined]
        yield from (_job("leaflets", name, text, project.folders) for name in LEAFLETS)  # type: ignore[attr-defined]

    def web(editions: object, project: object, *_: object) -> Iterator[Job]:
        sizes = tuple((f"leaflets/{name}.pdf", 0) for name in LEAFLETS)
        yield replace(_job("web", "index", "", project.folders), sizes=sizes)  # type: ignore[attr-defined]

    def render(job: Job) -> Result:
        made.rendered.append(job.name)
        if job.name == "leaflets tight":
            raise fail("fit", "it is too long", Location("content/rest.md", 8))
        said = Problem("paper", f"{job.name}: a word\ton paper", Location("content/rest.md", 7), "look", "warning")
        content = f"{job.name} {job.content}{job.sizes}"
        bytes = (content.encode() * 100, b"the same in all", b"")
        renderings = tuple(Rendering(path, one, "sheet") for path, one in zip(job.paths, bytes, strict=True))
        return Result(renderings, (said,) if job.name == "leaflets b" else ())

    both = {"leaflets": leaflets, "web": web}
    every = {name: SimpleNamespace(plan=plan, render=render) for name, plan in both.items()}
    monkeypatch.setattr(channels, "CHANNELS", every | {"desk": channels.CHANNELS["desk"]})
    monkeypatch.setattr(workers, "SMALL", 100)
    return made


def tree(folder: Path) -> dict[str, bytes]:
    """Return all that a build made, without what it keeps of the plan for the next one."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.parent.name != slices.PLACE)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def problems(act: Callable[[], object]) -> str:
    """Return what an act raises, as it is printed."""
    with pytest.raises(PamphletError) as raised:
        act()
    return str(raised.value)
