"""Makes what the pages share: the stylesheet in the brand's colors, the fonts, the pictures, the icon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pamphlets.channels.web import lettering, pictures
from pamphlets.channels.web.page import Page
from pamphlets.compose import theme
from pamphlets.digests import digest
from pamphlets.model import Job, PageFacts, Rendering, Result
from pamphlets.paper import webfont
from pamphlets.project import Brand, FontFile, Project

ALWAYS = "".join(map(chr, range(32, 127))) + "\u00a0·×–—‘’“”…→"
"""Characters of every font: what a page may say of itself, in figures, dates and addresses."""


@dataclass(frozen=True, slots=True)
class Assets:
    """The brand, the characters of its fonts, and the pictures that pages show: path in the project, SHA-256.

    `spoken` are the characters of pages by their languages, if any has a font of its own.

    `smaller` are photos in other sizes (path, width, longest side), `focuses` what stays in view of those that are cut.
    `beside` says whether two languages stand side by side on a page.
    """

    brand: Brand
    characters: str
    spoken: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, str], ...]
    smaller: tuple[tuple[str, int, int], ...]
    focuses: tuple[tuple[float, ...], ...]
    beside: bool = False


def fonts(brand: Brand) -> tuple[tuple[str, FontFile], ...]:
    """Return the files of the brand's fonts, each with its name as it is on the web."""
    return tuple((f"{file.name.rpartition('.')[0]}.woff2", file) for file in brand.files)


def plan(shown: Sequence[PageFacts], others: Iterable[object], project: Project) -> Job:
    """Return the job for all that the pages share: those about pamphlets, and others, such as indexes."""
    rest = [page for page in others if isinstance(page, Page)]
    files = {file for one in shown for file in one.files} | {file for page in rest for file in page.view.files}
    used = {*ALWAYS, *filter(str.isprintable, repr(rest)), *(letter for one in shown for letter in one.characters)}
    photos = {(one.photo, one.size) for one in shown if one.photo}
    covers = [page.view.edition.cover for page in rest]
    photos |= {(one.name, (one.width, one.height)) for one in covers if one.kind == "photo" and not one.drawn}
    smaller = sorted((photo, *size) for photo, whole in photos for size in pictures.widths(*whole))
    focuses = {focus for one in shown for focus in one.focuses} | {one.focus for one in covers if one.focus}
    content = Assets(
        project.brand, "".join(sorted(used)), tuple(_spoken(shown, rest)) if lettering.files(project.brand) else (),
        tuple(sorted(files)), tuple(smaller), tuple(sorted(focuses)),
        any(one.beside for one in shown),
    )  # fmt: skip
    paths = [
        "assets/site.css",
        "assets/page.js",
        "assets/icon.svg",
        *(f"assets/fonts/{name}" for name, _ in fonts(project.brand)),
        *(f"assets/fonts/{lettering.name(file)}" for file in lettering.files(project.brand)),
        *(pictures.address(src) for src, _ in content.files),
        *(pictures.address(src, width) for src, width, _ in content.smaller),
    ]
    return Job(
        channel="web",
        name="web assets",
        paths=tuple(f"web/{path}" for path in paths),
        content=content,
        digest=digest(content, project.templates_digest("web", "assets")),
        folders=project.folders,
        output="web",
        serves=True,
    )


def _spoken(shown: Iterable[PageFacts], rest: Iterable[Page]) -> Iterator[tuple[str, str]]:
    """Yield each language of pages with their characters."""
    found = dict[str, set[str]]()
    for language, characters in (
        *((one.language, one.characters) for one in shown),
        *((page.view.edition.language, "".join(filter(str.isprintable, repr(page)))) for page in rest),
    ):
        found.setdefault(language, set(ALWAYS)).update(characters)
    yield from ((language, "".join(sorted(used))) for language, used in sorted(found.items()))


def render(content: Assets, job: Job) -> Result:
    """Make the stylesheet, and take over the files that the pages use."""
    own = theme.of(job.folders.templates)
    colors = dict(content.brand.colors)
    said = (dict(content.spoken), content.brand, job.folders)
    faces = (*((name, file, "") for name, file in fonts(content.brand)), *lettering.faces(*said))
    focuses = [(pictures.place(focus), *focus) for focus in content.focuses]
    names = {"brand": content.brand, "colors": colors, "faces": faces, "focuses": focuses, "beside": content.beside,
             "tongues": [*lettering.style(content.brand, job.folders)]}  # fmt: skip
    style = own.render("web/site.css", **names, fonts="fonts/", display="optional")
    shown = {src: pictures.lighten(src, (job.folders.root / src).read_bytes()) for src, _ in content.files}
    files = [Rendering(f"web/{pictures.address(src)}", picture) for src, (picture, _) in shown.items()]
    for src, width, side in content.smaller:
        picture, _ = pictures.lighten(src, (job.folders.root / src).read_bytes(), side)
        files.append(Rendering(f"web/{pictures.address(src, width)}", picture))
    problems = [problem for _, problem in shown.values() if problem]
    made = (
        Rendering("web/assets/site.css", style.encode()),
        Rendering("web/assets/page.js", own.find("web/page.js").read_bytes()),
        Rendering("web/assets/icon.svg", own.render("web/icon.svg", colors=colors).encode()),
        *(Rendering(f"web/assets/fonts/{name}",
                    webfont.subset(own.find(f"assets/fonts/{file.name}"), content.characters))
          for name, file in fonts(content.brand)),
        *(Rendering(f"web/assets/fonts/{lettering.name(file)}",
                    webfont.subset(own.find(f"assets/fonts/{file.name}"), used))
          for file, used in lettering.letters(*said)),
        *files,
    )  # fmt: skip
    return Result(made, tuple(problems))
