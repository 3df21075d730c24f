"""Makes the posts: for each block that has one a text a platform and a card, for each pamphlet a carousel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from pamphlets.channels import series
from pamphlets.channels.cards import shapes
from pamphlets.channels.posts.gathering import gather
from pamphlets.channels.proofs import Area, Proof, ProofPage
from pamphlets.channels.series import Every, Posts, Series
from pamphlets.digests import digest
from pamphlets.errors import PamphletError
from pamphlets.model import Edition, Job, Picture, PostsReport, Rendering, Result, Row
from pamphlets.project import Project

__all__ = ["gather", "plan", "render"]


def plan(editions: Sequence[Edition], project: Project, every: Every | None = None, *_others: object) -> Iterator[Job]:
    """Plan a job for each block with a post and one for each carousel; raise PamphletError if a text does not fit."""
    each = series.every(editions, project) if every is None else every
    templates = project.templates_digest("posts", "assets")
    for edition, found, _ in each:
        for posts in found.posts:
            yield _job(edition, project, posts.folder, _paths(posts), posts, templates, (posts.block,))
        if found.slides:
            folder = f"{found.folder}/carousel"
            names = [*(f"{number:02}.png" for number in range(1, len(found.slides) + 1)), "carousel.pdf", "alt.txt"]
            yield _job(edition, project, folder, tuple(f"{folder}/{name}" for name in names), found, templates, ())
    problems = tuple(problem for _, _, wrong in each for problem in wrong)
    if any(problem.severity == "error" for problem in problems):
        raise PamphletError(problems)


def proof(job: Job) -> Proof:
    """Draw the card of one block in the size that is posted first, or the slides of a carousel."""
    from pamphlets.channels import cards

    if isinstance(job.content, Series):
        block, faces = "", [(card, shapes.SIZES[0]) for card in job.content.slides]
    else:
        posts = cast("Posts", job.content)
        block, faces = posts.block, [(posts.card, size) for size, _ in posts.limits[:1]]
    drawn = cards.pictures(cards.pdf(faces, job.folders), faces, [0] * len(faces))
    made = []
    for (card, size), picture in zip(faces, drawn, strict=True):
        width, height = map(int, size.split("x"))
        made.append(ProofPage(picture.content, width, height, areas=(Area(block, card.location, 0, 0, 1, 1),)))
    return Proof(tuple(made))


def render(job: Job) -> Result:
    """Make one block's posts, or a series' carousel."""
    if isinstance(job.content, Series):
        return _render_carousel(job, job.content)
    return _render_posts(job, cast("Posts", job.content))


def _job(
    edition: Edition,
    project: Project,
    name: str,
    paths: tuple[str, ...],
    content: Posts | Series,
    templates: str,
    blocks: tuple[str, ...],
) -> Job:
    depends = (content.slides, _most(content)) if isinstance(content, Series) else content
    return Job(
        channel="posts",
        name=name,
        paths=paths,
        content=content,
        digest=digest(depends, templates),
        folders=project.folders,
        pamphlet=edition.pamphlet.name,
        language=edition.language,
        edition=edition.id,
        blocks=blocks,
    )


def _paths(posts: Posts) -> tuple[str, ...]:
    names = [f"{text.platform}.txt" for text in posts.texts]
    pictures = [f"{shapes.file(size)}.png" for size, _ in posts.limits]
    return tuple(f"{posts.folder}/{name}" for name in (*names, *pictures, "alt.txt"))


def _render_posts(job: Job, posts: Posts) -> Result:
    from pamphlets.channels import cards

    made = [_text(f"{posts.folder}/{text.platform}.txt", text.text, text.platform) for text in posts.texts]
    drawn = cards.draw(posts.card, posts.limits, job.folders)
    images: dict[str, Picture] = {}
    for (size, _), picture in zip(posts.limits, drawn, strict=True):
        path = f"{posts.folder}/{shapes.file(size)}.{picture.ending}"
        made.append(Rendering(path, picture.content, "card"))
        width, height = map(int, size.split("x"))
        images[size] = Picture(path, width, height, posts.card.alt)
    made.append(_text(f"{posts.folder}/alt.txt", posts.card.alt, "alt"))
    return Result(tuple(made), report=PostsReport(rows=tuple(_rows(posts, images))))


def _render_carousel(job: Job, content: Series) -> Result:
    from pamphlets.channels import cards

    slides = content.slides
    faces = [(card, shapes.SIZES[0]) for card in slides]
    pdf = cards.pdf(faces, job.folders)
    made, images = [], []
    for number, picture in enumerate(cards.pictures(pdf, faces, [_most(content)] * len(faces)), 1):
        path = f"{job.name}/{number:02}.{picture.ending}"
        made.append(Rendering(path, picture.content, "slide"))
        images.append(Picture(path, 1080, 1350, slides[number - 1].alt))
    made.append(Rendering(f"{job.name}/carousel.pdf", pdf, "carousel"))
    made.append(_text(f"{job.name}/alt.txt", "\n\n".join(card.alt for card in slides), "alt"))
    return Result(tuple(made), report=PostsReport(slides=tuple(images)))


def _most(content: Series) -> int:
    """Return the most bytes of a slide: what every platform of the series takes."""
    limits = [most for posts in content.posts for size, most in posts.limits if size == shapes.SIZES[0] and most]
    return min(limits, default=0)


def _text(path: str, text: str, output: str) -> Rendering:
    return Rendering(path, f"{text}\n".encode("utf-8", "replace"), output)


def _rows(posts: Posts, images: dict[str, Picture]) -> Iterator[Row]:
    """Yield what `posts.json` says of each text."""
    sizes = dict(posts.sizes)
    for text in posts.texts:
        yield Row(
            id=f"{posts.folder.removeprefix('posts/')}/{text.platform}",
            pamphlet=posts.pamphlet,
            block=posts.block,
            language=posts.card.language,
            platform=text.platform,
            title=text.title,
            text=text.text,
            count=text.count.count,
            limit=text.count.limit,
            unit=text.count.unit,
            link=text.link,
            hashtags=tuple(text.hashtags),
            images=tuple(images[size] for size in sizes[text.platform]),
            origin=text.origin,
            draft=bool(posts.card.draft),
        )
