"""Publishing: what is recorded, what is refused, and what pages say of leaflets that are out."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from making.publishing import DAY, PRACTICE, SOURCE, change, copy, ids, write

from pamphlets import builder, channels, library, publish, records, starter
from pamphlets.checks import placeholders, recall
from pamphlets.cli import main, options
from pamphlets.errors import PamphletError
from pamphlets.model import ChangedSetting
from pamphlets.project.project import Project

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def root(ready_project: Path, tmp_path: Path) -> Path:
    """A project that is ready to publish, and built."""
    return copy(ready_project, tmp_path)


@pytest.fixture
def published(published_project: Path, tmp_path: Path) -> Path:
    """The project, published."""
    return copy(published_project, tmp_path)


def record(root: Path, edition: str) -> dict[str, object]:
    found: dict[str, object] = json.loads((root / records.path(edition)).read_text("utf-8"))
    return found


def problems(caught: pytest.ExceptionInfo[PamphletError]) -> list[str]:
    return [str(problem) for problem in caught.value.problems]


def test_each_edition_is_recorded_once(root: Path) -> None:
    """A record has the day, the outputs with their digests, each block's text, and the settings; it is kept."""
    done = publish.publish(root, DAY, jobs=1)
    now = ids(root)
    assert {one.site: one.id for one in done.new} == now and done.kept == ()
    first = record(root, now["river"])
    assert first["published"] == "2026-11-22" and first["site"] == "river" and first["review-by"] == "2027-11-20"
    assert [block["id"] for block in first["blocks"]] == ["short", "doctor"]  # type: ignore[attr-defined]
    assert first["blocks"][1]["text"] == "See a doctor if it hurts. Call (207) 555-0187."  # type: ignore[index]
    assert first["settings"]["site.phone"] == "(207) 555-0187"  # type: ignore[index]
    made = {output.path: output.sha256 for output in done.build.manifest.outputs}
    shown = {output["path"]: output["sha256"] for output in first["outputs"]}  # type: ignore[attr-defined]
    assert shown.items() <= made.items() and "leaflets/at-river/rest/sheet.pdf" in shown
    bytes_ = (root / records.path(now["river"])).read_bytes()
    again = publish.publish(root, "2026-12-24", jobs=1)
    assert again.new == () and again.kept == done.new
    assert (root / records.path(now["river"])).read_bytes() == bytes_ and again.build.ran == 0


def test_changes_are_told_block_by_block_and_setting_by_setting(published: Path) -> None:
    change(published, "content/rest.md", "- Rest well.", "- Rest very well.")
    change(
        published,
        "content/rest.md",
        "## See a doctor {#doctor .warning}",
        "## Walk {#walk}\n\nWalk.\n\n## Doctor {#dr}",
    )
    change(published, "content/practice.yml", "0187", "0199")
    project = Project.load(published)
    edition = next(e for e in library.read(project).editions if e.site == "river")
    (old,) = records.group(records.read(project))["rest", "en", "river"]
    found = [(one.kind, one.id, one.title) for one in records.changes(old, records.tell(edition, project))]
    assert found == [
        ("changed", "short", "In short"), ("new", "walk", "Walk"), ("new", "dr", "Doctor"),
        ("gone", "doctor", "See a doctor"),
    ]  # fmt: skip
    assert list(records.setting_changes(old, records.settings(edition, project))) == [
        ChangedSetting("site.phone", "(207) 555-0187", "(207) 555-0199")
    ]


def test_a_draft_is_refused_and_nothing_is_recorded(root: Path) -> None:
    write(root, {"content/walk.md": "---\ntitle: Walk\nsummary: How to walk.\n---\nMassage cures insomnia.\n"})
    with pytest.raises(PamphletError) as caught:
        publish.publish(root, DAY, jobs=1)
    waiting, unsigned = problems(caught)
    assert waiting.startswith("content/walk.md:5: error: “Massage cures insomnia”")  # a warning of the build
    assert unsigned == (
        "content/walk.md:1: error: nobody has signed this text off\n  hint: have somebody read it, then: "
        "'pamphlets sign walk --by ROLE'; or name only the others to publish"
    )
    assert not (root / records.FOLDER).exists()
    assert len(publish.publish(root, DAY, pamphlets=["rest"], jobs=1).new) == 2


def test_a_practice_that_makes_posts_alone_publishes(root: Path) -> None:
    """Its record holds the posts; there is no leaflet and no page that could have changed meanwhile."""
    change(root, "content/practice.yml", "channels: [leaflets, posts, web]", "channels: [posts]")
    write(root, {"content/rest.md": SOURCE + "\n::: post\nRest a little.\n:::\n"})
    assert publish.publish(root, DAY, jobs=1).new
    assert [post.text for record in records.read(Project.load(root)) for post in record.posts] != []


def test_a_leaflet_with_a_block_of_a_draft_is_refused(root: Path) -> None:
    """What it is made from must be signed, too; until then it is marked as a draft itself, and then made again."""
    shared = "---\ntitle: Safe\nsummary: It is.\npublish: false\n---\n## Go {#go}\n\nGo to a doctor.\n"
    write(root, {"content/rest.md": SOURCE + "\n![[safe#go]]\n", "content/safe.md": shared})
    with pytest.raises(PamphletError) as caught:
        publish.publish(root, DAY, jobs=1)
    assert problems(caught) == [
        "content/safe.md:1: error: nobody has signed this text off, and content/rest.md is made from it\n  hint: have "
        "somebody read it, then: 'pamphlets sign safe --by ROLE'; or name only the others to publish"
    ]
    page = root / "build/web/rest/index.html"
    assert "Draft" in page.read_text("utf-8")
    change(root, "content/safe.md", "publish: false", "publish: false\nreviewer: Clinical lead\nreviewed: 2026-11-20")
    made = builder.build(root, jobs=1)
    assert "Draft" not in page.read_text("utf-8")
    assert {step.name for step in made.steps if step.ran} >= {"leaflets/rest/sheet", "leaflets/at-river/rest/sheet"}
    assert len(publish.publish(root, DAY, jobs=1).new) == 2


def test_a_practice_that_nobody_has_filled_in_is_refused(root: Path) -> None:
    """Its leaflets would name nobody, or say in another language what to do in an emergency."""
    emergency = "emergency: {now: 'TODO: In an emergency, call 911.'}\n"
    write(root, {"content/practice.yml": re.sub("(?m)^name: .*", "name: Your Practice", PRACTICE) + emergency})
    with pytest.raises(PamphletError) as caught:
        publish.publish(root, DAY, jobs=1)
    assert [one.partition("error: ")[2].partition("\n")[0] for one in problems(caught)] == [
        "the template still says: 'Your Practice'", "the template still says: 'TODO:'"
    ]  # fmt: skip
    assert not (root / records.FOLDER).exists()


def test_a_text_that_may_be_used_for_ever_is_refused(root: Path) -> None:
    front = "title: Walk\nsummary: How to walk.\nreviewer: Clinical lead\nreviewed: 2026-11-20\n"
    write(root, {"content/walk.md": f"---\n{front}---\nWalk.\n"})
    with pytest.raises(PamphletError) as caught:
        publish.publish(root, DAY, jobs=1)
    assert problems(caught) == [
        "content/walk.md:5: error: the text does not say until when it may be used\n"
        "  hint: sign it again, which says for how long: 'pamphlets sign walk --by ROLE'"
    ]
    assert not (root / records.FOLDER).exists()


def test_errors_are_refused(root: Path) -> None:
    write(root, {"content/rest.md": SOURCE + "\n![[nothing#here]]\n"})
    with pytest.raises(PamphletError):
        publish.publish(root, DAY, jobs=1)
    assert not (root / records.FOLDER).exists()


def test_withdrawing_is_recorded_with_its_reason(published: Path) -> None:
    river = ids(published)["river"]
    assert publish.withdraw(published, [river.lower()], " The number was\nwrong. ", "2026-12-01") == (
        publish.Out(river, "rest", "en", "river", frozenset({"leaflets"})),
    )
    assert record(published, river)["withdrawn"] == {"on": "2026-12-01", "why": "The number was wrong."}
    with pytest.raises(PamphletError) as caught:
        publish.publish(published, "2026-12-03", jobs=1)
    assert problems(caught) == [
        f"content/rest.md:1: error: edition {river} was withdrawn: The number was wrong.\n  hint: mend the text first"
    ]


def test_withdrawing_again_changes_the_reason_and_keeps_the_day(published: Path) -> None:
    river = ids(published)["river"]
    command = ["withdraw", "--project", str(published), river, "--why"]
    for why, day in (("The number was wrong.", "2026-12-01"), ("It rang at a stranger's.", "2026-12-02")):
        publish.withdraw(published, [river], why, day)
        assert record(published, river)["withdrawn"] == {"on": "2026-12-01", "why": why}
    run = CliRunner().invoke(main, [*command, "It rang at a stranger's."])
    assert (
        run.exit_code == 1
        and "Next:" not in run.output
        and run.stderr
        == (
            f"content/editions/{river}.json: error: it was withdrawn before, on 2026-12-01, with this reason\n"
            f"  hint: nothing was changed; 'pamphlets build --project {published}' makes the pages that say so\n"
        )
    )
    run = CliRunner().invoke(main, [*command, "It was wrong."])
    assert run.exit_code == 0 and f"withdrawn {river}: rest, en, river\n" in run.output and "Next:" in run.output


def test_placeholders_of_the_starter_are_told_when_something_goes_out(root: Path) -> None:
    practice = PRACTICE.replace("- {id: h", "# sites of example.org\n- {id: h") + "licenses: [License No. 0000]\n"
    write(root, {"content/practice.yml": practice})
    change(root, "content/rest.md", "reviewer:", "author: Your Practice\nreviewer:")
    found = [one for one in publish.publish(root, DAY, jobs=1).build.problems if one.rule == "placeholder"]
    assert [str(one).partition("\n")[0] for one in found] == [
        "content/practice.yml:2: warning: 'https://www.example.org/rest' is a placeholder",
        "content/practice.yml:3: warning: '+1 207-555-0142' is a placeholder",
        "content/practice.yml:9: warning: '+1 207-555-0187' is a placeholder",
        "content/practice.yml:11: warning: 'License No. 0000' is a placeholder",
        "content/rest.md:4: warning: 'Your Practice' is a placeholder",
    ]


def test_what_is_left_over_does_not_go_out(root: Path) -> None:
    """Marks of templates and marks left open are warnings in a draft; publish refuses them, in embedded sources too."""
    shared = SOURCE.replace("title: Rest", "title: Safe\npublish: false").replace("Rest well", "*Rest well")
    text = SOURCE.replace("Rest well.", "Rest {% raw %} well.") + "\n![[safe#short]]\n"
    write(root, {"content/rest.md": text.replace("{#short", "{#brief"), "content/safe.md": shared})
    with pytest.raises(PamphletError) as caught:
        publish.publish(root, DAY, jobs=1)
    assert [one.partition("\n")[0] for one in problems(caught)] == [
        "content/rest.md:10: error: '{% raw %}' is a mark of a template of another program: it is not read",
        "content/safe.md:11: error: '*' at '*Rest' is never closed: it is printed",
    ]
    assert not (root / records.FOLDER).exists()


def test_what_was_changed_after_it_was_signed_does_not_go_out(root: Path) -> None:
    """A warning of the build; publish asks to have it signed again, and so the sources of blocks that are shown."""
    shared = SOURCE.replace("title: Rest", "title: Safe\npublish: false")
    text = SOURCE.replace("{#short", "{#brief").replace("{#doctor", "{#call") + "\n![[safe#short]]\n"
    write(root, {"content/rest.md": text, "content/safe.md": shared, "content/walk.md": shared})
    for signed in starter.sign(root, ["rest", "safe", "walk"], "Clinical lead", DAY):
        write(root, {signed.path: signed.after.replace("Rest well.", "Rest less.")})
    with pytest.raises(PamphletError) as caught:
        publish.publish(root, DAY, jobs=1)
    assert problems(caught) == [
        f"content/{name}.md:{line}: error: the text is not as it was when 'Clinical lead' signed it\n  hint: have "
        f"somebody read it as it is now, then: 'pamphlets sign {name} --by ROLE'"
        for name, line in (("rest", 5), ("safe", 6))
    ]
    assert not (root / records.FOLDER).exists()


def test_every_placeholder_of_the_starter_is_known() -> None:
    text = (Path(starter.__file__).parent / "project/content/practice.yml").read_text("utf-8")
    lines = text.split("\n")
    keys = {lines[line - 1].partition(":")[0].strip(" -") for line, _ in placeholders.blanks(text)}
    assert keys == {
        "name", "tagline", "web", "email", "phone", "1 Example Street", "Anytown, ME 04000", "License No. 0000"
    }  # fmt: skip


def test_a_build_warns_of_what_was_withdrawn_until_it_is_mended(published: Path) -> None:
    river = ids(published)["river"]
    publish.withdraw(published, [river], "The number was wrong.", "2026-12-01")
    assert [str(problem) for problem in builder.build(published, jobs=1).problems if problem.rule == "withdrawn"] == [
        f"content/rest.md: warning: edition {river} (River) was withdrawn: The number was wrong.\n"
        "  hint: mend the text, then publish it; until then, print no leaflet of it"
    ]
    change(published, "content/practice.yml", "0187", "0199")
    assert not [problem for problem in builder.build(published, jobs=1).problems if problem.rule == "withdrawn"]


def test_an_unknown_edition_and_an_empty_reason_are_refused(root: Path) -> None:
    with pytest.raises(PamphletError) as caught:
        publish.withdraw(root, ["ABCDEFGH"], "Wrong.", "2026-12-01")
    assert problems(caught) == ["content/editions: error: no edition 'ABCDEFGH' was published"]
    with pytest.raises(PamphletError) as caught:
        publish.withdraw(root, ["ABCDEFGH"], " ", "2026-12-01")
    assert problems(caught) == ["content/editions: error: the reason is empty\n  hint: say in words for the public why"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '{\n "edition": "ABCDEFGH",\n "published": "soon"\n}',
            "content/editions/ABCDEFGH.json:3: error: 'published' must",
        ),
        ("<html>", "content/editions/ABCDEFGH.json:1: error: the file must be 'key: value' lines"),
        ("", "content/editions/ABCDEFGH.json: error: the file is empty"),
        (
            '{"edition": "GGGGGGGG", "pamphlet": "rest", "language": "en", "site": "river", "title": "Rest",'
            ' "published": "2026-11-22"}',
            "content/editions/ABCDEFGH.json: error: the file is about edition 'GGGGGGGG'",
        ),
    ],
)
def test_a_damaged_record_is_a_problem_with_its_line(root: Path, text: str, said: str) -> None:
    write(root, {"content/editions/ABCDEFGH.json": text})
    with pytest.raises(PamphletError) as caught:
        records.read(Project.load(root))
    assert any(problem.startswith(said) for problem in problems(caught)), problems(caught)


def test_the_command_line(root: Path) -> None:
    """`publish` and `withdraw` say what they did and what comes next."""
    run = CliRunner().invoke(main, ["publish", "--project", str(root), "--jobs", "1"])
    assert run.exit_code == 0, run.output
    river = ids(root)["river"]
    assert f"recorded {river}: rest, en, river\n" in run.output and "2 new, 0 out already." in run.output
    build = root / "build"
    assert run.output.partition("Next:\n")[2] == (
        f"- print the leaflets; {build}/index.html shows them\n- copy {build}/web to your web space\n"
        "- keep content/editions/ with your content\n"
    )
    run = CliRunner().invoke(main, ["withdraw", "--project", str(root), river, "--why", "The number was wrong."])
    assert f"withdrawn {river}: rest, en, river\n" in run.output and "take the leaflets out of the racks" in run.output
    assert f"- copy {build}/web to your web space: its pages say that they were withdrawn\n" in run.output
    run = CliRunner().invoke(main, ["publish", "--project", str(root), "walk"])
    assert run.exit_code == 2 and "there is no pamphlet 'walk'" in run.output


def test_what_a_cache_has_is_not_rendered(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """By the options of `build`; a cache that is gone is told of once, though it builds twice."""
    folder = tmp_path_factory.mktemp("shared")
    clone = Path(shutil.copytree(root / "content", folder / "clone/content")).parent
    change(root, "content/rest.md", "- Rest well.", "- Rest now.")
    words = ["publish", "--jobs", "1", "--project"]
    run = CliRunner().invoke(main, [*words, str(root)], env={"PAMPHLETS_CACHE": "http://127.0.0.1:1/"})
    assert run.output.count("this cache cannot be used") == 1 and "2 new, 0 out already." in run.output
    assert CliRunner().invoke(main, [*words, str(clone), "--cache", str(folder / "cache")]).exit_code == 0
    shutil.rmtree(clone / "build")
    shutil.rmtree(clone / "content/editions")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(channels.CHANNELS["leaflets"], "render", None)
        more = ["--cache", str(folder / "cache"), "--cache-read-only"]
        run = CliRunner().invoke(main, [*words, str(clone), *more])
    assert "2 new, 0 out already." in run.output and run.exit_code == 0
    assert "--cache-read-only needs --cache" in CliRunner().invoke(main, [*words, str(clone), more[-1]]).output


def test_what_was_made_says_what_comes_next(root: Path) -> None:
    """Slides and e-mails are recorded, also of what is out already; each channel says what to do, and to take back."""
    assert CliRunner().invoke(main, ["publish", "--project", str(root), "--jobs", "1"]).exit_code == 0
    change(root, "content/practice.yml", "channels: [leaflets, posts, web]", "channels: [slides, email]")
    with_picture = SOURCE.replace("title: Rest", "title: Rest\ncover: type")
    write(root, {"content/rest.md": with_picture})
    run = CliRunner().invoke(main, ["publish", "--project", str(root), "--jobs", "1"])
    build, first = root / "build", ids(root)["harbor"]
    assert run.output.partition("0 new, 2 out already.\n")[2] == (
        f"Next:\n- copy {build}/slides to the computer of your screen, and open index.html there\n"
        f"- send the letters in {build}/email\n- keep content/editions/ with your content\n"
    )
    today = options.today().isoformat()
    later = [one for one in record(root, first)["outputs"] if "published" in one]  # type: ignore[attr-defined]
    assert [(one["path"], one["published"], one["blocks"]) for one in later] == [
        ("slides/rest/index.html", today, ["short", "doctor"]),
        ("email/rest/letter.html", today, ["short", "doctor"]),
    ]
    again = record(root, first)
    assert CliRunner().invoke(main, ["publish", "--project", str(root), "--jobs", "1"]).exit_code == 0
    assert record(root, first) == again
    carriers = {one.where: one.do for one in recall.of_text("Rest well", Project.load(root)) if one.published == today}
    assert carriers["slides/rest/index.html"] == "take off the screen, and show the new slides"
    assert carriers["email/rest/letter.html"] == "tell those who got this e-mail what was wrong"
    run = CliRunner().invoke(main, ["withdraw", "--project", str(root), first, "--why", "It was wrong."])
    assert run.output.partition("Next:\n")[2] == (
        "- take the leaflets out of the racks\n- take the pages off your web space\n- take the slides off your screen\n"
        "- e-mails cannot be called back: tell those who got one what was wrong\n- mend the text, and publish again\n"
    )


def test_the_feed_tells_what_was_published_and_withdrawn(published: Path) -> None:
    """It has what RFC 4287 asks for; one entry for all sites, until one is withdrawn."""
    assert len(feed(published).findall(f"{ATOM}entry")) == 1
    publish.withdraw(published, [ids(published)["river"]], "The <number> was wrong.", "2026-12-01")
    builder.build(published, jobs=1)
    whole = feed(published)
    first, second = whole.findall(f"{ATOM}entry")
    assert whole.findtext(f"{ATOM}updated") == "2026-12-01T00:00:00Z"
    assert first.findtext(f"{ATOM}title") == "Withdrawn: Rest"
    assert first.findtext(f"{ATOM}summary") == "The <number> was wrong."
    assert second.findtext(f"{ATOM}title") == "Rest" and second.findtext(f"{ATOM}updated") == "2026-11-22T00:00:00Z"
    for part in (whole, first, second):
        for name in ("id", "title", "updated"):
            assert len(part.findall(f"{ATOM}{name}")) == 1
    names = [part.findtext(f"{ATOM}id") for part in (whole, first, second)]
    assert len(set(names)) == 3 and all(str(name).startswith("https://www.example.org/rest/") for name in names)
    assert whole.findtext(f"{ATOM}author/{ATOM}name") == "Rest House"
    links = {link.get("rel"): link.get("href") for link in whole.findall(f"{ATOM}link")}
    assert links == {"self": "https://www.example.org/rest/feed.xml", "alternate": "https://www.example.org/rest/"}
    assert 'href="../feed.xml"' in (published / "build/web/rest/index.html").read_text("utf-8")


def test_there_is_no_feed_before_anything_is_published(root: Path) -> None:
    builder.build(root, jobs=1)
    assert not (root / "build/web/feed.xml").exists()
    assert "feed.xml" not in (root / "build/web/rest/index.html").read_text("utf-8")


def feed(root: Path) -> ElementTree.Element:
    return ElementTree.parse(root / "build/web/feed.xml").getroot()


def test_a_source_that_nobody_has_filled_in_is_refused(root: Path) -> None:
    """Signed or not: the words that `add` puts there are nobody's."""
    path = starter.add(root, "Back pain")
    text = path.read_text("utf-8").replace("reviewer:", "reviewer: Lead")
    text = text.replace("reviewed:", "reviewed: 2026-11-20").replace("review-by:", "review-by: 2027-11-20")
    path.write_text(text.replace(" {{ practice.emergency.now }}", ""), "utf-8")
    with pytest.raises(PamphletError) as caught:
        publish.publish(root, DAY, jobs=1)
    told = str(caught.value)
    assert "content/back-pain.md:18: error: the template still says: 'The one thing a reader should remember.'" in told
    assert "hint: write your own words there" in told


def test_words_that_no_speaker_has_read_are_told(root: Path) -> None:
    """The hint names the command that begins the file, until there is one."""
    write(root, {"content/practice.yml": f"{PRACTICE}languages: [de]\n"})
    hints = []
    for _ in range(2):
        found = [one for one in publish.publish(root, DAY, jobs=1).build.problems if one.rule == "words"]
        hints += [(one.message.partition(" has")[0], one.hint.partition("behind ")[2]) for one in found]
        write(root, {"templates/languages/de.yml": "name: Deutsch\n"})
    at = "'checked-by:' in templates/languages/de.yml"
    who = "no speaker of German"
    assert hints == [(who, f"{at}, which 'pamphlets language add de' begins"), (who, at)]
