"""Platforms as data: a project's own rows, and the sample content on every platform."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from making import ROOT
from making.planning import wrong_posts

from pamphlets import PamphletError, count, library
from pamphlets.channels import posts
from pamphlets.channels.series import Posts
from pamphlets.project.project import Project
from pamphlets.project.settings.formats import Platform

DOCS = (ROOT / "docs/posts.md").read_text("utf-8")
(EXAMPLE,) = re.findall(r"^```yaml\n(.*?)^```$", DOCS, re.MULTILINE | re.DOTALL)
FRONT = "---\ntitle: Legs\nsummary: Rest.\nreviewer: A doctor\nreviewed: 2026-11-20\n---\n"
PRACTICE = "name: Rest House\nweb: https://www.example.org\nhashtags: [RestWell]\nplatforms: [mastodon, town-forum]\n"


@pytest.fixture
def project(write: Callable[..., Path]) -> Callable[..., Project]:
    """Load a project with one post and its own platforms."""

    def load(words: str = "Rest.", platforms: str = EXAMPLE) -> Project:
        return Project.load(write({
            "content/practice.yml": PRACTICE,
            "content/platforms.yml": platforms,
            "content/legs.md": f"{FRONT}\n## A\n\n::: post\n{words}\n:::\n",
        }))  # fmt: skip

    return load


def planned(project: Project) -> Posts:
    jobs = list(posts.plan(library.read(project).editions, project))
    found: Posts = jobs[0].content
    return found


def test_a_server_with_a_limit_of_its_own(project: Callable[..., Project]) -> None:
    words = "so well " * 110
    mastodon = planned(project(words)).texts[0]
    assert (mastodon.count.count, mastodon.count.limit) == (len(words.strip()) + 13 + 23 + 2 + 9, 1000)
    assert count(mastodon.text, "mastodon").limit == 500  # a name is that of the shipped row
    with pytest.raises(PamphletError) as caught:
        planned(project("so well " * 130))
    assert caught.value.problems[0].message == "the post is too long for Mastodon: 1086 of 1000 graphemes"


def test_a_network_of_one_s_own(project: Callable[..., Project]) -> None:
    found = planned(project())
    assert [text.platform for text in found.texts] == ["mastodon", "town-forum"]
    assert found.texts[1].text == "Rest.\n\nRead more: https://www.example.org/legs/"
    assert found.limits == (("1080x1350", 16777216), ("1200x630", 500000))
    assert dict(found.sizes)["town-forum"] == ("1200x630",)


def test_without_sizes_a_platform_takes_the_first(project: Callable[..., Project]) -> None:
    plain = "town-forum: {name: Forum, limit: 20, unit: utf-16}\n"
    own = project(platforms=plain)
    assert dict(own.platforms["town-forum"].images) == {}
    with pytest.raises(PamphletError, match="too long for Forum: 58 of 20 UTF-16 units"):
        planned(own)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("images: {900x900: 1}", "content/platforms.yml:1: error: "),
        ("unit: words", "content/platforms.yml:1: error: "),
        ("limt: 3", "content/platforms.yml:1: error: unknown key 'limt'"),
    ],
)
def test_a_row_that_is_wrong_is_a_problem(project: Callable[..., Project], row: str, said: str) -> None:
    unit = "" if row.startswith("unit") else "unit: utf-16, "
    with pytest.raises(PamphletError) as caught:
        project(platforms=f"town-forum: {{name: Forum, limit: 2000, {unit}{row}}}\n")
    assert said in str(caught.value)


def test_the_page_about_posts_explains_every_key() -> None:
    table = DOCS.rpartition("| key | says |")[2]
    named = set(re.findall(r"`([a-z-]+)`", table))
    assert {name.replace("_", "-") for name in Platform.__struct_fields__} - {"id"} <= named


def test_every_post_of_the_sample_fits_every_platform_in_both_languages() -> None:
    project = Project.load(ROOT)
    found = library.read(project)
    assert wrong_posts(project) == ()
    seen = set()
    for job in posts.plan(found.editions, project):
        for text in job.content.texts if isinstance(job.content, Posts) else ():
            assert 0 < text.count.count <= text.count.limit
            seen.add((text.platform, job.language))
    assert seen == {(name, language) for name in project.platforms for language in ("en", "es")}
