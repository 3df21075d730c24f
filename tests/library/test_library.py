"""A library: embeds across sources and languages, translations, links, and what random damage does to it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import TESTS

from pamphlets import PamphletError, Project, check, library

CASE = TESTS / "cases" / "two-sites" / "content"
SOURCE = (CASE / "rest.md").read_bytes()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The project of the case `two-sites`, to be changed."""
    shutil.copytree(CASE, tmp_path / "content")
    return Project.load(tmp_path)


def edit(project: Project, name: str, old: str, new: str) -> None:
    path = project.root / "content" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def errors(project: Project) -> list[str]:
    with pytest.raises(PamphletError) as error:
        library.read(project)
    return [str(problem) for problem in error.value.problems if problem.severity == "error"]


def test_editions(project: Project) -> None:
    """There is an edition for each published pamphlet, language and site, each with its own id."""
    editions = library.read(project).editions
    assert [(e.pamphlet.name, e.language, e.site) for e in editions] == [
        ("rest", "en", "north"), ("rest", "en", "south"), ("rest", "es", "north"), ("rest", "es", "south"),
    ]  # fmt: skip
    assert len({edition.id for edition in editions}) == 4
    assert {edition.languages for edition in editions} == {("en", "es")}


def test_an_embed_takes_the_block_of_its_language(project: Project) -> None:
    """In a Spanish source an embed shows the Spanish block, and names both places."""
    edition = library.read(project).editions[2]
    block = edition.blocks[-1]
    assert str(block.location) == "content/safety.es.md:9 (embedded at content/rest.es.md:25)"


def test_use_until_is_the_earliest_date_of_all_that_an_edition_carries(project: Project) -> None:
    """An embedded block brings its source's review date."""
    assert {edition.review_by for edition in library.read(project).editions} == {"2027-01-31"}


def test_edition_id_follows_what_the_reader_is_told(project: Project) -> None:
    """It changes with a word, a shared word, a phone number or a review date; not with a post or the brand."""
    before = [edition.id for edition in library.read(project).editions]
    edit(project, "rest.md", "Put your feet up for", "Lift your feet for")  # a post
    edit(project, "rest.md", "## In short", "<!-- a note -->\n\n## In short")
    (project.root / "content" / "_brand.yml").write_text('color: {primary: "#005500"}\n')
    project = Project.load(project.root)
    assert [edition.id for edition in library.read(project).editions] == before
    edit(project, "practice.yml", "207-555-0102", "207-555-0103")
    project = Project.load(project.root)
    after = [edition.id for edition in library.read(project).editions]
    assert [old == new for old, new in zip(before, after, strict=True)] == [True, False, True, False]
    edit(project, "safety.md", "hot", "warm")
    shared = [edition.id for edition in library.read(project).editions]
    assert [old == new for old, new in zip(after, shared, strict=True)] == [False, False, True, True]
    edit(project, "safety.es.md", "2027-01-31", "2027-02-28")
    dated = [edition.id for edition in library.read(project).editions]
    assert [old == new for old, new in zip(shared, dated, strict=True)] == [True, True, False, False]


def said_of(project: Project, path: str) -> list[str]:
    return [str(problem) for problem in library.read(project).problems if problem.location.path == path]


ACCEPT = "'pamphlets translation accept rest --language es --by ROLE'"


def test_a_new_translation_is_one_warning(project: Project) -> None:
    """Of a translation that records nothing yet, one line says how that is mended; wrong and missing ids are told."""
    new = (
        "content/rest.es.md:2: warning: nobody has said yet that this says the same as content/rest.md\n"
        f"  hint: compare them, then: {ACCEPT}"
    )
    assert said_of(project, "content/rest.es.md") == [new]
    edit(project, "rest.es.md", "{#in-short ", "{#in-shrt ")
    assert said_of(project, "content/rest.es.md") == [
        new,
        "content/rest.es.md:2: warning: the block 'in-short' of content/rest.md is not translated\n"
        "  hint: translate content/rest.md:12",
        "content/rest.es.md:12: warning: the block 'in-shrt' is not in content/rest.md\n"
        "  hint: did you mean 'in-short'?",
    ]
    edit(project, "rest.es.md", "{#in-shrt ", "{#in-short ")
    edit(project, "rest.md", "## In short {#in-short .key-points}", "")
    assert said_of(project, "content/rest.es.md") == [
        new,
        "content/rest.es.md:12: warning: the block 'in-short' is not in content/rest.md\n  hint: take it out here, too",
    ]


def test_stale_and_missing_translations_are_warnings(project: Project) -> None:
    """A block that was changed since it was translated, or never was translated, is named with its place."""
    digest = next(block.digest for block in library.read(project).editions[0].blocks if block.id == "in-short")
    edit(project, "rest.es.md", "{#in-short ", f'{{#in-short source="{digest}" ')
    found = "\n".join(said_of(project, "content/rest.es.md"))
    assert "the block 'what-you-can-do' does not say what it was translated from" in found
    assert "the source does not say what title, summary and first words were translated from" in found
    assert "'in-short'" not in found
    edit(project, "rest.md", "- Sit down.", "- Sit down now.")
    edit(project, "rest.md", "## What you can do", "## New {#new}\n\nWords.\n\n## What you can do")
    assert said_of(project, "content/rest.es.md")[1:3] == [
        "content/rest.es.md:2: warning: the block 'new' of content/rest.md is not translated\n"
        "  hint: translate content/rest.md:21",
        "content/rest.es.md:12: warning: the block 'in-short' is older than what it translates (content/rest.md:12)\n"
        f"  hint: bring it up to date, then: {ACCEPT}",
    ]


def test_a_warning_that_a_translation_leaves_out_is_an_error(project: Project) -> None:
    """Its readers would not know. A shared block of another kind is worth a warning."""
    edit(project, "rest.es.md", "![[safety#see-a-doctor]]", "")
    left_out = (
        "content/rest.es.md:2: {}: the shared block 'safety#see-a-doctor', which content/rest.md shows "
        "(content/rest.md:40), is not shown here\n  hint: write ![[safety#see-a-doctor]] where it belongs"
    )
    assert left_out.format("error") in errors(project)
    edit(project, "safety.md", ".warning", ".steps")
    assert left_out.format("warning") in said_of(project, "content/rest.es.md")


def test_a_misspelt_embed_says_nothing_of_the_translation(project: Project) -> None:
    edit(project, "rest.md", "![[safety#see-a-doctor]]", "![[safety#see-a-docter]]")
    assert [line for line in errors(project) if "rest.es.md" in line] == []


def test_translations_of_blocks_to_embed_have_no_outputs_either(project: Project) -> None:
    edit(project, "rest.md", "\nsummary:", "\npublish: false\nsummary:")
    assert "rest" not in {edition.pamphlet.name for edition in library.read(project).editions}


def test_a_source_that_is_not_translated_yet(project: Project) -> None:
    """An embed from it, in a translation, says which file to write."""
    (project.root / "content" / "safety.es.md").unlink()
    assert errors(Project.load(project.root)) == [
        "content/rest.es.md:25: error: there is no source 'safety' in 'es'\n"
        "  hint: write content/safety.es.md, a translation of content/safety.md"
    ]


@pytest.mark.parametrize(
    ("unsigned", "drafts"),
    [
        ([], {}),
        (["rest.md"], {"en": (), "es": ("content/rest.md",)}),
        (["rest.es.md"], {"es": ()}),
        (["safety.md"], {"en": ("content/safety.md",), "es": ("content/safety.md",)}),
        (["safety.es.md"], {"es": ("content/safety.es.md",)}),
    ],
)
def test_all_that_is_made_from_a_draft_is_a_draft(
    project: Project, unsigned: list[str], drafts: dict[str, tuple[str, ...]]
) -> None:
    """A pamphlet is one while it, its original, or a source whose block one of them shows, is not signed."""
    for name in unsigned:
        edit(project, name, "reviewed: 2026-11-20\n", "")
    found = {e.language: e.pamphlet.unsigned for e in library.read(project).editions if e.pamphlet.draft}
    assert found == drafts


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("Neck Pain (copy)", ", such as neck-pain-copy.md"),
        ("Rückenfüße", ", such as ruckenfusse.md"),
        ("rest.ES", ", such as rest.es.md"),
        ("חדש", ""),
    ],
)
def test_file_names_are_parts_of_addresses(name: str, better: str, project: Project) -> None:
    """A file name that could not stand in an address is an error, with one that could."""
    (project.root / "content" / f"{name}.md").write_text("---\ntitle: A\nsummary: A\n---\nWords.\n")
    assert errors(Project.load(project.root)) == [
        f"content/{name}.md: error: the file's name '{name}' cannot be part of an address\n"
        f"  hint: rename it: small letters from a to z, digits, and hyphens between them{better}"
    ]


def test_a_source_of_a_language_serves_its_regions(write: Callable[..., Path]) -> None:
    """`rest.es.md` is the text for es-MX and es-US, but where a region has a source of its own."""
    head = "---\ntitle: {}\nsummary: A\n---\n## A {{#a}}\n\nB.\n"
    root = write({
        "content/practice.yml": "name: a\nweb:\nlanguages: [en-GB, es-MX, es-US]\n",
        "content/rest.en.md": head.format("Rest"),
        "content/rest.es.md": head.format("Descanso"),
        "content/rest.es-US.md": head.format("Reposo"),
    })  # fmt: skip
    found = library.read(Project.load(root)).editions
    titles = [(edition.language, edition.pamphlet.title) for edition in found]
    assert titles == [("en-GB", "Rest"), ("es-MX", "Descanso"), ("es-US", "Reposo")]


def test_circles_are_shown(project: Project) -> None:
    """Sources that embed one block from each other are one error that shows the circle, wherever it is entered."""
    (project.root / "content" / "a.md").write_text("---\ntitle: A\nsummary: A\n---\n![[b#x]]\n")
    (project.root / "content" / "b.md").write_text("---\ntitle: B\nsummary: B\n---\n![[a#x]]\n")
    (project.root / "content" / "c.md").write_text("---\ntitle: C\nsummary: C\n---\n![[b#x]]\n")
    project = Project.load(project.root)
    assert errors(project) == ["content/a.md:5: error: embeds go in a circle: a#x → b#x → a#x\n  hint: break it once"]


def test_a_circle_of_embeds_that_cannot_be_read(project: Project) -> None:
    """Embeds without a block are errors of their own; no circle is told beside them."""
    (project.root / "content" / "a.md").write_text("---\ntitle: A\nsummary: A\n---\n![[b]]\n")
    (project.root / "content" / "b.md").write_text("---\ntitle: B\nsummary: B\n---\n![[a]]\n")
    told = "content/{}.md:5: error: cannot read the embed '![[{}]]'"
    found = [one.split("\n")[0] for one in errors(Project.load(project.root))]
    assert found == [told.format("a", "b"), told.format("b", "a")]


def test_an_embed_of_an_embed(project: Project) -> None:
    """A block can be embedded through a source that embeds it."""
    (project.root / "content" / "a.md").write_text("---\ntitle: A\nsummary: A\n---\n![[rest#see-a-doctor]]\n")
    project = Project.load(project.root)
    assert [block.id for block in library.read(project).editions[0].blocks] == ["see-a-doctor"]


def test_what_cannot_be_read_is_reported_once(project: Project) -> None:
    """A source with a fault causes no second problem in those that embed from it."""
    edit(project, "safety.md", "swollen", "swollen [x](vbscript:x)")
    assert [line.split(": error")[0] for line in errors(project)] == ["content/safety.md:11"]


def test_faults_of_settings_and_sources_come_together(write: Callable[..., Path]) -> None:
    """What is wrong in one place hides nothing elsewhere, and is told once."""
    front = "title: Neck\nsummary: Rest.\n"
    root = write({
        "content/practice.yml": "name: Rest\nprofession: massage\npaper: A5\nformats: [shet]\nweb: https://a.org\n",
        "content/references.yml": "references:\n- id: nhs\n  title: a\n",
        "content/neck.md": f"---\n{front}publish: maybe\nformats: [tryfold]\n---\n## Rest {{#rest}}\n\nRest. [@nsh]\n\n"
        "![A chair](images/none.svg)\n\n[More](#rets), [others](sleep.md), {{ practice.fon }}, [x]{only=\"wbe\"}\n\n"
        "![[sleep#no]]\n",
        "content/sleep.md": f"---\n{front}---\n## Sleep\n\nSleep [well](x:y). {{{{ practice.email }}}}\n",
        "content/walk.md": f"---\n{front}---\n## Walk {{#wa lk}}\n\nWalk.\n\n![[neck#nothing]]\n\n![[walk#west]]\n",
    })  # fmt: skip
    assert [str(problem).split("\n")[0] for problem in check(root)] == [
        "content/neck.md:4: error: 'publish' must be true or false, not 'maybe'",
        "content/neck.md:5: error: there is no format 'tryfold'",
        "content/neck.md:9: error: no reference has the id 'nsh'",
        "content/neck.md:11: error: there is no file 'content/images/none.svg'",
        "content/neck.md:13: error: there is no 'practice.fon'",
        "content/neck.md:13: error: no output, site or language is named 'wbe'",
        "content/neck.md:13: error: 'neck' has no block 'rets'",
        "content/neck.md:15: error: nothing is named 'no'",
        "content/practice.yml:3: error: 'paper' must be Letter or A4, not 'A5'",
        "content/practice.yml:4: error: there is no format 'shet'",
        "content/sleep.md:7: error: links do not lead to 'x:'",
        "content/walk.md:5: error: cannot read 'lk' between the braces",
        "content/walk.md:9: error: nothing is named 'nothing'",
    ]


def test_nothing_is_said_of_names_that_a_fault_may_hide(write: Callable[..., Path]) -> None:
    """Sites, languages, formats, references and the front matter may have the name, once their faults are mended."""
    source = '## Rest {#rest only="east es card"}\n\nRest. [@nhs] {{ pamphlet.author }} {{ practice.email }}\n'
    root = write({
        "content/practice.yml": "name: a\nlanguages: [en, '?']\nsites:\n- id: east\nemail: a\n",
        "content/references.yml": "references:\n- id: nhs\n",
        "content/formats.yml": "card: {name: a}\n",
        "content/neck.md": f"---\ntitle: Neck\nsummary: [\n---\n{source}",
        "content/neck.es.md": f"---\ntitle: Neck\nsummary: Rest.\nformats: [card]\n---\n{source}",
    })  # fmt: skip
    found = [problem for problem in check(root) if problem.rule != "unsigned"]
    assert {problem.location.path for problem in found} == {
        "content/practice.yml", "content/references.yml", "content/formats.yml", "content/neck.md"
    }  # fmt: skip
    assert [problem.message for problem in found if problem.location.path == "content/neck.md"] == [
        "a '[' is never closed, or a comma is missing after it"
    ]
    (root / "content/practice.yml").write_text("name: 'a\n")
    found = [problem for problem in check(root) if problem.location.path == "content/practice.yml"]
    assert [p.message for p in found if p.severity == "error"] == ["a quote is never closed"]


def test_a_translation_without_an_original(project: Project) -> None:
    """A translation of nothing is an error."""
    (project.root / "content" / "alone.es.md").write_text("---\ntitle: A\nsummary: A\n---\nWords.\n")
    project = Project.load(project.root)
    assert errors(project) == [
        "content/alone.es.md:2: error: there is no content/alone.md that this translates\n"
        "  hint: name it after the source it translates"
    ]


@pytest.mark.parametrize("name", ["es", "at-home", "assets"])
def test_names_that_folders_need(project: Project, name: str) -> None:
    """A pamphlet named like a language, or like a site's folder, is an error."""
    (project.root / "content" / f"{name}.md").write_text("---\ntitle: A\nsummary: A\n---\nWords.\n")
    project = Project.load(project.root)
    assert errors(project)[0].startswith(f"content/{name}.md: error: a pamphlet cannot be named '{name}'")


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), min_size=1, max_size=6))
def test_random_byte_changes(project: Project, changes: list[tuple[int, int]]) -> None:
    """A source with bytes changed at random is read or refused with PamphletError, and nothing else."""
    data = bytearray(SOURCE)
    for place, byte in changes:
        data[place % len(data)] = byte
    (project.root / "content" / "rest.md").write_bytes(bytes(data))
    try:
        library.read(project)
    except PamphletError as error:
        assert error.problems


def test_an_address_that_is_too_long_for_files(write: Callable[..., Path]) -> None:
    """A source's name may be as long as a file's may; what is made of it has longer ones."""
    text = "---\ntitle: A\nsummary: A\n{}---\nWords.\n"
    root = write({f"content/{'a' * 240}.md": text.format(""), "content/b.md": text.format(f"slug: {'b' * 130}\n")})
    found = [
        (problem.location.line, problem.hint) for problem in check(root) if "too long for an address" in str(problem)
    ]
    assert found == [(0, "add a short 'slug: …' to the front matter"), (4, "shorten 'slug' in the front matter")]


@pytest.mark.parametrize("own_first", [True, False])
def test_a_block_and_an_embed_of_one_name(project: Project, own_first: bool) -> None:
    """Whichever of the two stands first, the hint names the block that can be renamed."""
    parts = ["## Ask {#see-a-doctor}\n", "![[safety#see-a-doctor]]\n"]
    text = "---\ntitle: A\nsummary: A\n---\n" + "\n".join(parts if own_first else parts[::-1])
    (project.root / "content" / "a.md").write_text(text)
    own = text.splitlines().index("## Ask {#see-a-doctor}") + 1
    hint = f"hint: name the block at content/a.md:{own} otherwise, in braces after its heading"
    [error] = errors(Project.load(project.root))
    assert "two blocks are named 'see-a-doctor'" in error and error.endswith(hint)
