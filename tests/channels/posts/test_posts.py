"""Texts of posts: which words, how each platform takes the link and hashtags, and what does not fit."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making.planning import wrong_posts

from pamphlets import PamphletError, count, library
from pamphlets.builder import manifest
from pamphlets.channels import Whole, posts
from pamphlets.channels.series import Posts, composing
from pamphlets.model import Job, Manifest, Problem, Schedules
from pamphlets.project.project import Project

Write = Callable[..., Path]

PRACTICE = """name: Rest House
web: https://www.example.org/
phone: +1 207-555-0142
hashtags: [massage-therapy, sleepBetter, calm]
"""
FRONT = """---
title: Restless legs
summary: Restless legs can keep you awake. Here is what helps.
reviewer: A doctor
reviewed: 2026-11-20
---
"""
BLOCKS = """
Do your legs keep you awake?

## What is it? {#what}

It is common.

::: post
"Restless" legs can't rest. It's common.
:::

::: {.post platforms="facebook linkedin" card="Legs that can't rest?"}
Restless legs are common.

- They **move**. [@a]
- They [tingle](https://www.example.net/tingle).
:::

## No post {#quiet}

Nothing here.
"""
REFERENCES = "references:\n- id: a\n  title: Rest\n"


@pytest.fixture
def project(write: Write) -> Callable[..., Project]:
    """Load a small project whose one source has these blocks."""

    def load(blocks: str = BLOCKS, front: str = FRONT, practice: str = PRACTICE, **files: str) -> Project:
        return Project.load(
            write(
                {
                    "content/practice.yml": practice,
                    "content/references.yml": REFERENCES,
                    "content/legs.md": front + blocks,
                    **{f"content/{name.replace('__', '.')}": text for name, text in files.items()},
                }
            )
        )

    return load


def plan(project: Project) -> list[Job]:
    found = library.read(project)
    assert not [problem for problem in found.problems if problem.severity == "error"], found.problems
    return list(posts.plan(found.editions, project))


def made(project: Project, block: str = "what") -> dict[str, composing.Text]:
    """Return the texts of a block by platform."""
    contents = [job.content for job in plan(project) if isinstance(job.content, Posts)]
    return {text.platform: text for content in contents if content.block == block for text in content.texts}


def problems(project: Project) -> tuple[Problem, ...]:
    return wrong_posts(project)


def test_each_platform_takes_the_link_its_own_way(project: Callable[..., Project]) -> None:
    texts = made(project())
    words = "\u201cRestless\u201d legs can\u2019t rest. It\u2019s common."
    tags = "#MassageTherapy #SleepBetter"
    page = "https://www.example.org/legs/"
    assert {name: text.text for name, text in texts.items()} == {
        "facebook": "Restless legs are common.\n\n- They move.\n- They tingle: https://www.example.net/tingle.\n\n"
        f"Read more: {page}\n\n{tags}",
        "instagram": f"{words}\n\nRead more: link in our bio\n\n{tags} #Calm",
        "x": f"{words}\n\nRead more: {page}\n\n{tags}",
        "linkedin": texts["facebook"].text,
        "bluesky": f"{words}\n\nRead more: {page}\n\n{tags}",
        "threads": f"\"Restless\" legs can't rest. It's common.\n\nRead more: {page}\n\n#MassageTherapy",
        "mastodon": f"{words}\n\nRead more: {page}\n\n{tags}",
        "pinterest": f"{words}\n\n{tags}",
        "google-business": words,
        "whatsapp": f"{words}\n\nRead more: {page}",
    }
    assert {text.link for text in texts.values()} == {page}
    assert texts["pinterest"].title == "What is it?"
    assert texts["threads"].hashtags == ("#MassageTherapy",)
    assert {name for name, text in texts.items() if text.origin == "platform"} == {"facebook", "linkedin"}
    for name, text in texts.items():
        assert text.count == count(text.text, name)


def test_words_are_flattened_and_whatsapp_reads_its_own_marks(project: Callable[..., Project]) -> None:
    words = """Rest **well** and *long*.

### Two ways

- Sit [here](https://www.example.net/chair).
- Lie **down**.

1. First
2. Then

> Rest is good.
"""
    texts = made(project(f"\n## A {{#what}}\n\n::: post\n{words}:::\n", practice="name: Rest House\n"))
    assert texts["linkedin"].text == (
        "Rest well and long.\n\nTwo ways\n\n- Sit here: https://www.example.net/chair.\n- Lie down.\n\n"
        "1. First\n2. Then\n\nRest is good."
    )
    assert texts["whatsapp"].text == (
        "Rest *well* and _long_.\n\n*Two ways*\n\n- Sit here: https://www.example.net/chair.\n- Lie *down*.\n\n"
        "1. First\n2. Then\n\nRest is good."
    )
    assert texts["whatsapp"].words == texts["linkedin"].words == texts["linkedin"].text


def test_the_lead_falls_back_on_the_summary_and_other_blocks_on_nothing(project: Callable[..., Project]) -> None:
    texts = made(project(), "lead")
    assert {text.origin for text in texts.values()} == {"summary"}
    assert texts["google-business"].text == "Restless legs can keep you awake. Here is what helps."
    assert texts["x"].title == "Restless legs"
    assert made(project(), "quiet") == {}


def test_posts_are_in_the_edition_s_language(project: Callable[..., Project]) -> None:
    spanish = FRONT.replace("Restless legs can", "Las piernas pueden") + "\nHola.\n"
    made_ = project(practice=PRACTICE + "languages: [en, es]\n", legs__es__md=spanish)
    contents = {job.name: job.content for job in plan(made_)}
    assert list(contents) == ["posts/legs/lead", "posts/legs/what", "posts/legs/carousel", "posts/es/legs/lead"]
    x = contents["posts/es/legs/lead"].texts[2]
    assert x.text.split("\n\n")[:2] == [
        "Las piernas pueden keep you awake. Here is what helps.",
        "Lea más: https://www.example.org/es/legs/",
    ]


def test_posts_are_made_once_a_language_not_once_a_site(project: Callable[..., Project]) -> None:
    sites = PRACTICE + "sites: [{id: north, name: North}, {id: south, name: South}]\n"
    assert len(plan(project(practice=sites))) == len(plan(project())) == 3


def test_platforms_are_the_pamphlet_s_else_the_practice_s_else_all(project: Callable[..., Project]) -> None:
    assert len(made(project())) == 10
    own = PRACTICE + "platforms: [x, threads]\n"
    assert list(made(project(practice=own))) == ["x", "threads"]
    assert list(made(project(front=FRONT.replace("reviewer", "platforms: [mastodon]\nreviewer"), practice=own))) == [
        "mastodon"
    ]


def test_conditions_of_blocks_and_spans_hold_for_posts(project: Callable[..., Project]) -> None:
    blocks = """
## One {#one only="x mastodon"}

::: post
Hello[ friends]{only="x"}.
:::

## Two {#two only="leaflets"}

::: post
Never.
:::

## Three {#three not="posts"}

::: post
Never.
:::

## Four {#four only="posts"}

::: post
[Only here.]{only="linkedin"}
:::
"""
    own = project(blocks)
    assert {name: text.text.split("\n")[0] for name, text in made(own, "one").items()} == {
        "x": "Hello friends.",
        "mastodon": "Hello.",
    }
    assert (made(own, "two"), made(own, "three"), list(made(own, "four"))) == ({}, {}, ["linkedin"])


def test_a_draft_says_so(project: Callable[..., Project]) -> None:
    own = project(front="---\ntitle: Legs\nsummary: Rest.\n---\n")
    assert made(own)["google-business"].text.startswith("[Draft, not yet checked] \u201cRestless\u201d")
    card = next(job.content.card for job in plan(own) if isinstance(job.content, Posts))
    assert card.draft == "Draft, not yet checked"
    assert card.alt == "Legs. Draft, not yet checked. Rest House. Drawing: Quarter circles and circles on a grid."


def test_the_label_of_a_draft_takes_no_room(project: Callable[..., Project]) -> None:
    """It goes when somebody signs: what fits then is no problem now, and what does not is one already."""
    draft, practice = "---\ntitle: Legs\nsummary: Rest.\n---\n", PRACTICE + "platforms: [x]\n"
    fits = f"\n## A {{#what}}\n\n::: post\n{'a' * (280 - 2 - 11 - 23 - 2 - 28)}\n:::\n"
    own = project(fits, front=draft, practice=practice)
    assert not problems(own)
    assert (made(own)["x"].count.count, len(made(own)["x"].text) > 280) == (280, True)
    over = problems(project(fits.replace("aaa", "aaaa", 1), front=draft, practice=practice))
    assert [problem.message for problem in over] == ["the post is too long for X: 281 of 280 weighted characters"]


def test_words_of_180_characters_fit_everywhere(project: Callable[..., Project]) -> None:
    """As docs/writing.md promises: with an address of 60 characters and two hashtags of 18 letters, in any language."""
    web = f"web: https://www.example.org/{'a' * 30}\n"
    practice = f"name: Rest House\nlanguages: [en, es]\n{web}hashtags: [{'A' * 18}, {'B' * 18}]\n"
    blocks = f"\n## A {{#what}}\n\n::: post\n{'ñ' * 180}\n:::\n"
    own = project(blocks, practice=practice, legs__es=FRONT + blocks)
    assert not [problem for problem in problems(own) if problem.rule != "post-bytes"]
    texts = made(own).values()
    assert len(texts) == len(own.platforms)
    assert {len(text.link) for text in texts if text.link} == {60}


def test_without_a_public_address_there_is_no_link(project: Callable[..., Project]) -> None:
    texts = made(project(practice="name: Rest House\n"))
    assert texts["x"].text == "\u201cRestless\u201d legs can\u2019t rest. It\u2019s common."
    assert texts["instagram"].link == ""


def test_a_post_too_long_is_an_error_with_its_count_and_is_never_cut(project: Callable[..., Project]) -> None:
    words = "rest " * 70
    own = project(f"\n## A {{#what}}\n\n::: post\n{words}\n:::\n", practice=PRACTICE + "platforms: [x, bluesky]\n")
    with pytest.raises(PamphletError) as caught:
        plan(own)
    assert str(caught.value) == (
        "content/legs.md:10: error: the post is too long for X: 415 of 280 weighted characters\n"
        '  hint: cut 135, or write a shorter one: ::: {.post platforms="x"}\n'
        "content/legs.md:10: error: the post is too long for Bluesky: 421 of 300 graphemes\n"
        '  hint: cut 121, or write a shorter one: ::: {.post platforms="bluesky"}'
    )
    assert [str(problem) for problem in problems(own)] == str(caught.value).replace("\ncontent", "\0content").split(
        "\0"
    )


def test_a_summary_too_long_is_found_where_it_is_written(project: Callable[..., Project]) -> None:
    front = FRONT.replace("Here is what helps.", "rest " * 60)
    found = problems(project(front=front, practice=PRACTICE + "platforms: [x]\n"))
    assert [str(problem.location) for problem in found] == ["content/legs.md:3"]


def test_threads_may_count_bytes(project: Callable[..., Project]) -> None:
    words = "sueño " * 60
    own = project(
        f"\n## A {{#what}}\n\n::: post\n{words}{'ñ' * 50}\n:::\n", practice=PRACTICE + "platforms: [threads]\n"
    )
    assert [str(problem) for problem in problems(own)] == [
        "content/legs.md:10: warning: the post is too long for Threads: 579 of 500 bytes\n"
        '  hint: Threads may count in bytes; write a shorter one: ::: {.post platforms="threads"}'
    ]


def test_bluesky_has_a_limit_of_bytes(project: Callable[..., Project]) -> None:
    family = "👨\u200d👩\u200d👧\u200d👦" * 130
    own = project(f"\n## A {{#what}}\n\n::: post\n{family}\n:::\n", practice=PRACTICE + "platforms: [bluesky]\n")
    assert [problem.message for problem in problems(own)] == ["the post is too long for Bluesky: 3322 of 3000 bytes"]


def test_google_business_takes_no_telephone_numbers(project: Callable[..., Project]) -> None:
    blocks = "\n## A {#what}\n\n::: post\nCall {{ practice.phone }} before 2026-11-20.\n:::\n"
    assert [str(problem) for problem in problems(project(blocks))] == [
        "content/legs.md:10: error: Google Business Profile turns down posts with a telephone number in the text: "
        "'(207) 555-0142'\n"
        '  hint: write one without it: ::: {.post platforms="google-business"}'
    ]
    own = blocks + '\n::: {.post platforms="google-business"}\nCall us.\n:::\n'
    assert made(project(own))["google-business"].text == "Call us."
    assert "(207) 555-0142" in made(project(own))["x"].text


def test_pinterest_s_title_is_the_heading(project: Callable[..., Project]) -> None:
    heading = "Why " + "very " * 22 + "tired legs"
    blocks = f'\n## {heading} {{#what}}\n\n::: {{.post card="Tired legs"}}\nRest.\n:::\n'
    assert [str(problem) for problem in problems(project(blocks))] == [
        "content/legs.md:8: error: the title is too long for Pinterest: 124 of 100 characters\n"
        "  hint: it is what stands here: shorten it"
    ]


def test_a_card_of_many_words_is_a_warning(project: Callable[..., Project]) -> None:
    blocks = f'\n## A {{#what}}\n\n::: {{.post card="{"so " * 13}"}}\nRest.\n:::\n'
    assert [str(problem) for problem in problems(project(blocks))] == [
        "content/legs.md:10: warning: the card has 13 words; 12 are the most that are read in passing\n"
        '  hint: say it in fewer: ::: {.post card="…"}'
    ]


def test_a_description_too_long_is_an_error(project: Callable[..., Project]) -> None:
    blocks = f"\n## A {{#what}}\n\n![{'A chair. ' * 60}](images/chair.svg)\n\n::: post\nRest.\n:::\n"
    picture = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7v7z"/></svg>'
    own = project(blocks, **{"images/chair__svg": picture})
    assert [str(problem) for problem in problems(own)] == [
        "content/legs.md:10: error: the description of the card is too long for Pinterest: 563 of 500 characters\n"
        "  hint: shorten the alt text of this image"
    ]


def gathered(own: Project, schedules: Schedules | None = None) -> dict[str, bytes]:
    """Render all jobs of a project and return what is made of all of them, by path."""
    entries, files = [], {}
    for job in plan(own):
        result = posts.render(job)
        entries.append(manifest.entry(job, result, ""))
        files |= {rendering.path: rendering.content for rendering in result.renderings}
    found = posts.gather(Whole(own, Manifest(jobs=tuple(entries), schedules=schedules or {}), files.__getitem__))
    return {rendering.path: rendering.content for each in found for rendering in each.make().renderings}


def test_the_list_of_a_series_has_these_keys(project: Callable[..., Project]) -> None:
    rows = json.loads(gathered(project())["posts/legs/posts.json"])
    assert [(row["block"], row["platform"]) for row in rows[:11:10]] == [("lead", "facebook"), ("what", "facebook")]
    alt = "Legs that can\u2019t rest? Rest House."
    folder = "posts/legs/what"
    assert rows[10] == {
        "id": "legs/what/facebook",
        "pamphlet": "legs",
        "block": "what",
        "language": "en",
        "platform": "facebook",
        "title": "What is it?",
        "text": made(project())["facebook"].text,
        "count": 158,
        "limit": 5000,
        "unit": "utf-16",
        "link": "https://www.example.org/legs/",
        "hashtags": ["#MassageTherapy", "#SleepBetter"],
        "images": [
            {"path": f"{folder}/card-1080x1350.png", "alt": alt, "width": 1080, "height": 1350},
            {"path": f"{folder}/card-1200x630.png", "alt": alt, "width": 1200, "height": 630},
            {"path": f"{folder}/story-1080x1920.png", "alt": alt, "width": 1080, "height": 1920},
        ],
        "from": "platform",
        "draft": False,
    }
    assert {row["platform"]: len(row["images"]) for row in rows[10:]} == {
        "facebook": 3, "instagram": 2, "x": 2, "linkedin": 2, "bluesky": 2, "threads": 1, "mastodon": 2,
        "pinterest": 1, "google-business": 1, "whatsapp": 2,
    }  # fmt: skip


def test_the_zip_holds_every_file_of_a_series_and_is_the_same_each_time(project: Callable[..., Project]) -> None:
    own = project(practice=PRACTICE + "platforms: [x]\n")
    jobs = plan(own)
    content = gathered(own)["posts/legs/legs.zip"]
    names = zipfile.ZipFile(BytesIO(content)).namelist()
    assert names == sorted(path.removeprefix("posts/") for path in [*(p for j in jobs for p in j.paths),
                                                                    "posts/legs/posts.json"])  # fmt: skip
    assert content == gathered(own)["posts/legs/legs.zip"]


def test_one_changed_word_changes_one_block_s_posts_and_the_list(project: Callable[..., Project]) -> None:
    before = {job.name: job.digest for job in plan(project())}
    after = {job.name: job.digest for job in plan(project(BLOCKS.replace("It's common", "It's usual")))}
    assert [name for name in before if before[name] != after[name]] == ["posts/legs/what"]
    moved = {job.name: job.digest for job in plan(project("\n" + BLOCKS.replace("It is common.", "It is so common.")))}
    assert moved == before


WORDS = st.lists(st.from_regex(r"[a-zA-Z]{1,12}", fullmatch=True), min_size=1, max_size=120)


@settings(max_examples=20, deadline=None)
@given(WORDS)
def test_words_are_whole_on_every_platform_or_an_error(
    tmp_path_factory: pytest.TempPathFactory, words: list[str]
) -> None:
    root = tmp_path_factory.mktemp("posts")
    (root / "content").mkdir()
    text = " ".join(words)
    (root / "content/practice.yml").write_text(PRACTICE)
    (root / "content/legs.md").write_text(f"{FRONT}\n## A {{#what}}\n\n::: post\n{text}\n:::\n")
    own = Project.load(root)
    edition = library.read(own).editions[0]
    for written in composing.texts(edition, edition.blocks[-1], own):
        platform = own.platforms[written.platform]
        assert written.text.startswith(text)
        over = count(written.text, platform).count > platform.limit
        assert over == any(p.rule == "post-length" for p in composing.check(written, platform, "US"))


def test_a_link_to_a_pamphlet_leads_to_its_page(project: Callable[..., Project]) -> None:
    """What only a post links to has an address, too."""
    texts = made(project("\n## A {#what}\n\nRest.\n\n::: post\nSee [this](legs.md#what).\n:::\n"))
    assert texts["x"].text.startswith("See this: https://www.example.org/legs/#what.\n")
