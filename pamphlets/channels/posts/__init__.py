"""Makes the posts: for each block that has one a text a platform and a card, and for each pamphlet their list."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pamphlets.channels.posts import series
from pamphlets.channels.posts.composing import Text
from pamphlets.channels.posts.series import Posts, Series
from pamphlets.errors import PamphletError
from pamphlets.model import Edition, Job, Problem, Rendering, Result, digest
from pamphlets.project import Project


def plan(editions: Sequence[Edition], project: Project) -> Iterator[Job]:
    """Plan a job for each block with a post and one for each series; raise PamphletError if a text does not fit."""
    problems: list[Problem] = []
    templates = project.templates_digest("posts", "assets")
    for edition in _one_a_language(editions, project):
        found = series.of(edition, project, problems)
        for posts in found.posts:
            yield _job(edition, project, posts.folder, _paths(posts), posts, templates, (posts.block,))
        if found.posts:
            yield _job(edition, project, found.folder, (f"{found.folder}/posts.json",), found, "", ())
    if any(problem.severity == "error" for problem in problems):
        raise PamphletError(problems)


def check(editions: Sequence[Edition], project: Project) -> Iterable[Problem]:
    """Return every problem of the posts that needs no rendering."""
    problems: list[Problem] = []
    for edition in _one_a_language(editions, project):
        series.of(edition, project, problems)
    return tuple(problems)


def render(job: Job) -> Result:
    """Make one block's posts, or a series' list."""
    if isinstance(job.content, Series):
        rows = [row for posts in job.content.posts for row in _rows(posts)]
        content = json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
        return Result((Rendering(job.paths[0], content.encode("utf-8", "replace")),))
    return _render_posts(job)


def _one_a_language(editions: Sequence[Edition], project: Project) -> Iterator[Edition]:
    return (edition for edition in editions if edition.site == project.practice.sites[0].id)


def _job(
    edition: Edition,
    project: Project,
    name: str,
    paths: tuple[str, ...],
    content: Posts | Series,
    templates: str,
    blocks: tuple[str, ...],
) -> Job:
    return Job(
        channel="posts",
        name=name,
        paths=paths,
        content=content,
        digest=digest(content, templates),
        folders=project.folders,
        pamphlet=edition.pamphlet.name,
        language=edition.language,
        edition=edition.id,
        blocks=blocks,
    )


def _paths(posts: Posts) -> tuple[str, ...]:
    names = [f"{text.platform}.txt" for text in posts.texts]
    return tuple(f"{posts.folder}/{name}" for name in (*names, posts.picture, "alt.txt"))


def _render_posts(job: Job) -> Result:
    from pamphlets.channels.posts import cards

    posts: Posts = job.content
    made = [
        Rendering(f"{posts.folder}/{text.platform}.txt", f"{text.text}\n".encode("utf-8", "replace"), text.platform)
        for text in posts.texts
    ]
    made.append(Rendering(f"{posts.folder}/{posts.picture}", cards.draw(posts.card, job.folders), "card"))
    made.append(Rendering(f"{posts.folder}/alt.txt", f"{posts.card.alt}\n".encode("utf-8", "replace"), "alt"))
    counts = {text.platform: _count(text) for text in posts.texts}
    return Result(tuple(made), report={"posts": list(_rows(posts)), "outputs": counts})


def _count(text: Text) -> dict[str, Any]:
    """Return how long a text is, with what else is known of that."""
    found = {"from": text.origin, "count": text.count.count, "limit": text.count.limit, "unit": text.count.unit}
    if text.count.bytes is not None:
        found["bytes"] = text.count.bytes
    if text.count.pasted is not None:
        found["pasted"] = text.count.pasted
    return found


def _rows(posts: Posts) -> Iterator[dict[str, Any]]:
    """Yield what `posts.json` says of each text."""
    shape = posts.card.shape
    path = f"{posts.folder}/{posts.picture}"
    for text in posts.texts:
        yield {
            "id": f"{posts.folder.removeprefix('posts/')}/{text.platform}",
            "pamphlet": posts.pamphlet,
            "block": posts.block,
            "language": posts.card.language,
            "platform": text.platform,
            "title": text.title,
            "text": text.text,
            "count": text.count.count,
            "limit": text.count.limit,
            "unit": text.count.unit,
            "link": text.link,
            "hashtags": list(text.hashtags),
            "images": [{"path": path, "alt": posts.card.alt, "width": shape.width, "height": shape.height}],
            "from": text.origin,
        }
