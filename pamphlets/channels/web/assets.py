"""What the pages share: the stylesheet in the brand's colors, the fonts, the pictures, the icon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pamphlets import theme
from pamphlets.channels.web import pictures
from pamphlets.channels.web.pages import Page
from pamphlets.model import Job, Rendering, Result, digest
from pamphlets.project import Project
from pamphlets.settings import Brand

WEIGHTS = (("Regular", 400), ("SemiBold", 600), ("Bold", 700))


@dataclass(frozen=True, slots=True)
class Assets:
    """The brand, and the pictures that the pages show: path relative to the project, SHA-256."""

    brand: Brand
    files: tuple[tuple[str, str], ...]

    @property
    def fonts(self) -> tuple[tuple[str, int], ...]:
        """The font files and their weights."""
        return faces(self.brand)


def faces(brand: Brand) -> tuple[tuple[str, int], ...]:
    """Return the file of each weight of the brand's font, in `templates/assets/fonts/`."""
    return tuple((f"{brand.font.replace(' ', '')}-{name}.woff2", weight) for name, weight in WEIGHTS)


def plan(pages: Sequence[Page], project: Project) -> Job:
    """Return the job for all that the pages share."""
    files = tuple(sorted({file for page in pages for file in page.view.files}))
    content = Assets(project.brand, files)
    paths = ["assets/site.css", "assets/icon.svg", *(f"assets/fonts/{name}" for name, _ in content.fonts)]
    return Job(
        channel="web",
        name="web assets",
        paths=tuple(f"web/{path}" for path in (*paths, *(pictures.address(src) for src, _ in files))),
        content=content,
        digest=digest(content, project.templates_digest("web", "assets")),
        folders=project.folders,
        output="web",
    )


def render(job: Job) -> Result:
    """Make the stylesheet, and take over the files that the pages use as they are."""
    content: Assets = job.content
    own = theme.of(job.folders.templates)
    colors = dict(content.brand.colors)
    style = own.render("web/site.css", brand=content.brand, colors=colors, faces=content.fonts, fonts="fonts/")
    return Result((
        Rendering("web/assets/site.css", style.encode()),
        Rendering("web/assets/icon.svg", own.render("web/icon.svg", colors=colors).encode()),
        *(Rendering(f"web/assets/fonts/{name}", own.find(f"assets/fonts/{name}").read_bytes())
          for name, _ in content.fonts),
        *(Rendering(f"web/{pictures.address(src)}", (job.folders.root / src).read_bytes()) for src, _ in content.files),
    ))  # fmt: skip
