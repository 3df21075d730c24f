"""A new project looks and reads like one of its profession, in each of its languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from pamphlets import check, starter
from pamphlets.cli import main
from pamphlets.project import Project, professions
from pamphlets.starter import projects

TOPICS = tuple(dict.fromkeys(row.topic for row in professions.rows().values()))
LEFT = {"template-words", "unsigned", "translation"}
"""What a new project says of itself: that it is to be filled in, signed, and compared with its translation."""


def files(profession: str = "", *languages: str) -> dict[str, str]:
    return dict(projects.files(profession, languages or ("en",)))


def test_every_first_text_is_a_good_draft(tmp_path: Path) -> None:
    """All of them at once, in both languages: nothing is told but what is left to do."""
    for row in professions.rows().values():
        if row.topic in TOPICS and row.id != "medical":
            for path, text in files(row.id, "en", "es").items():
                if path not in ("content/practice.yml", "content/references.yml"):
                    (tmp_path / path).parent.mkdir(exist_ok=True)
                    (tmp_path / path).write_text(text, "utf-8")
    for path, text in files("medical", "en", "es").items():
        (tmp_path / path).write_text(text, "utf-8")
    cited = (Path(starter.__file__).parent / "topics/references.yml").read_text("utf-8")
    (tmp_path / "content/references.yml").write_text(cited, "utf-8")
    found = [
        str(problem)
        for problem in check(tmp_path)
        if problem.rule not in LEFT and not problem.rule.startswith("claim-")
    ]
    assert found == []
    assert {path.stem for path in (tmp_path / "content").glob("*.es.md")} == {
        f"{topic}.es" for topic in (*TOPICS, "safety")
    }


@pytest.mark.parametrize("row", professions.rows().values(), ids=professions.rows())
def test_settings_of_a_profession(row: professions.Profession, tmp_path: Path) -> None:
    """They name it, have a license line where one is usual, and only the sources that are cited."""
    list(starter.new(tmp_path, row.id, ("es", "en")))
    project = Project.load(tmp_path)
    practice = project.practice
    assert practice.profession == (row.id,)
    assert practice.licenses == ((row.license.of("es"),) if row.license.texts else ())
    assert (practice.languages, practice.hashtags) == (("es", "en"), row.hashtags)
    assert practice.emergency.now.of("es") and practice.emergency.now.of("en")
    assert f"content/{row.topic}.md" in project.sources and f"content/{row.topic}.en.md" in project.sources
    assert not [one for one in check(tmp_path) if one.rule == "unused-reference"]
    assert "carpeta" in (tmp_path / "README.md").read_text("utf-8")


def test_without_a_profession() -> None:
    """Settings say nothing of it, and are those that there always were; the text is about sleep."""
    found = files()
    assert "profession" not in found["content/practice.yml"]
    template = (Path(starter.__file__).parent / "project/content/practice.yml").read_text("utf-8")
    assert found["content/practice.yml"] == template
    assert list(found) == [
        "README.md", "content/_brand.yml", "content/practice.yml", "content/references.yml", "content/better-nights.md",
        "content/safety.md",
    ]  # fmt: skip


def test_words_of_a_practice_for_animals() -> None:
    """What to do at night is another thing for them, and the block for people in need is not there."""
    found = files("veterinary")
    assert "animal emergency clinic" in found["content/practice.yml"] and "content/safety.md" not in found


def test_a_language_without_first_texts(tmp_path: Path) -> None:
    """Its texts wait to be written, line by line; paper, country and hours are as people there have them."""
    run = CliRunner().invoke(main, ["new", str(tmp_path), "--profession", "podiatrist", "--languages", "German, en-GB"])
    assert run.exit_code == 0, run.output
    project = Project.load(tmp_path)
    practice, problems = project.practice, check(tmp_path)
    assert (practice.languages, practice.country, practice.paper) == (("de", "en-GB"), "DE", "A4")
    assert practice.emergency.now.of("de").startswith("TODO: ") and practice.licenses == practice.hashtags == ()
    original, english = (project.read_text(f"content/your-feet{ending}.md") for ending in ("", ".en-GB"))
    assert "\n- TODO: Look at your feet every day.\n" in original and "TODO" not in english
    assert "\npublish: false\n" in project.read_text("content/safety.md")
    assert {one.rule for one in problems} <= {*LEFT, "leftover", "unchecked-language"}
    assert {one.location.path for one in problems if one.rule == "leftover"} == {
        "content/safety.md", "content/your-feet.md"}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "says"), [("es", "## En breve {#in-short"), ("pl", "## TODO: In short {#in-short")]
)
def test_a_new_topic_is_in_the_language_of_the_practice(language: str, says: str, tmp_path: Path) -> None:
    """Or its lines wait to be written in it; either way it says that it does, and the title is as it was typed."""
    list(starter.new(tmp_path, "dental", (language,)))
    text = starter.begin(tmp_path, 'Zęby "mleczne"').read_text("utf-8")
    assert text.startswith('---\ntitle: "Zęby \\"mleczne\\""\n') and says in text
    found = {one.rule for one in check(tmp_path) if one.location.path == "content/zeby-mleczne.md"}
    assert found - {"unchecked-language"} == {"unsigned", "template-words" if language == "es" else "leftover"}


def test_readme_is_half_a_page() -> None:
    """Staff read it before they begin."""
    for language in projects.LANGUAGES:
        assert 100 < len(files("", language)["README.md"].split()) < 260


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--profession", "dentl"], "there is no profession 'dentl': did you mean 'dental'?"),
        (["--languages", "en,xqz"], "'xqz' is no language: write its name or code, such as Polish or pl"),
        (["--languages", ","], "',' is no language"),
    ],
)
def test_what_there_is_not(options: list[str], says: str, tmp_path: Path) -> None:
    """A name that is unknown is a fault of the command; nothing is written."""
    run = CliRunner().invoke(main, ["new", str(tmp_path / "p"), *options])
    assert run.exit_code == 2 and says in " ".join(run.output.replace("│", " ").split())
    assert not (tmp_path / "p").exists()


def test_names_that_people_use(tmp_path: Path) -> None:
    """A profession and languages by any of their names."""
    run = CliRunner().invoke(main, ["new", str(tmp_path), "--profession", "Dentist", "--languages", "English, Spanish"])
    assert run.exit_code == 0, run.output
    assert (tmp_path / "content/clean-teeth.es.md").exists()


@pytest.mark.parametrize(
    ("topic", "name"), [("Fußpflege", "fusspflege"), ("Łódź æther", "lodz-aether"), ("Ärger", "arger")]
)
def test_a_file_is_named_in_plain_letters(topic: str, name: str, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/practice.yml").write_text("name: Rest House\n", "utf-8")
    assert starter.add(tmp_path, topic).name == f"{name}.md"


def test_a_german_file_is_named_as_germans_write_it(tmp_path: Path) -> None:
    """Its name is part of an address that people type: `fur` is a slip to them, and is none in other languages."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/practice.yml").write_text("name: Praxis\nlanguages: [de-AT]\n", "utf-8")
    assert starter.begin(tmp_path, "Zahnpflege für Ärzte").name == "zahnpflege-fuer-aerzte.md"


@pytest.mark.parametrize(("language", "right"), [("en", True), ("es-MX", True), ("en-GB", False), ("es-ES", False)])
def test_nobody_is_told_to_call_the_number_of_another_country(language: str, right: bool, tmp_path: Path) -> None:
    """Where it is another one the sentence waits to be written, and `publish` refuses it until then."""
    list(starter.new(tmp_path, "dental", (language,)))
    said = Project.load(tmp_path).practice.emergency.now.of(language)
    assert "911" in said and said.startswith("TODO: ") is not right
