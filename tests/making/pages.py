"""A project, and a folder that gets its pages."""

from __future__ import annotations

from pathlib import Path

from pamphlets import library
from pamphlets.channels import web
from pamphlets.model import Job
from pamphlets.project.project import Project

SAMPLE = Path(__file__).parent.parent.parent


def jobs(root: Path) -> list[Job]:
    """Return the jobs of a project's pages."""
    project = Project.load(root)
    return list(web.plan(library.read(project).editions, project))


def built(root: Path, out: Path) -> dict[str, bytes]:
    """Make the pages of a project in a folder, with files in the place of the leaflets that they lead to."""
    made: dict[str, bytes] = {}
    for job in jobs(root):
        renderings = web.render(job).renderings
        assert tuple(rendering.path for rendering in renderings) == job.paths
        made |= {rendering.path: rendering.content for rendering in renderings}
        for _, _, leaflet in getattr(job.content, "leaflets", ()):
            made[f"web/{leaflet}"] = b"%PDF-"
    for path, content in made.items():
        file = out / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return made
