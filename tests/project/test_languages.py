"""Languages: a file each, a project's over the shipped, and what templates say in one that lacks words."""

from __future__ import annotations

import re

import pytest
import yaml

from pamphlets import compose
from pamphlets.compose import theme
from pamphlets.model import as_html, as_plain
from pamphlets.project import SHIPPED, Project
from tests.project.test_project import Write

CODES = sorted(path.stem for path in (SHIPPED / "languages").glob("*.yml"))
LANGUAGES = "en es fr pt de pl vi tl ht ru uk ar fa ur he zh-Hans zh-Hant ko ja hi pa bn th cy ro so"


def practice(*languages: str) -> dict[str, str]:
    return {"content/practice.yml": f"name: a\nweb:\nlanguages: [{', '.join(languages)}]\n"}


def test_shipped_languages_have_all_words(write: Write) -> None:
    """Each says all that readers see, and the names and folding of each format, with what is to be filled in."""
    assert set(CODES) == set(LANGUAGES.split())
    project = Project.load(write(practice(*CODES)))
    assert [str(one) for one in project.problems] == []
    english = project.languages["en"]
    for code in CODES:
        language = project.languages[code]
        assert project.lacking(code) == (), code
        assert language.name, code
        for key, row in english.formats.items():
            assert bool(row.folding) == bool(language.formats[key].folding), (code, key)


@pytest.mark.parametrize("code", [code for code in CODES if code != "en"])
def test_shipped_languages_say_who_has_read_them(code: str) -> None:
    """A file that no speaker has read says so in its first line."""
    text = (SHIPPED / "languages" / f"{code}.yml").read_text("utf-8")
    assert "checked-by" in yaml.safe_load(text) or text.startswith("# No native speaker has read these words")


@pytest.mark.parametrize(
    ("code", "file"),
    [("es-MX", "es"), ("pt-BR", "pt"), ("zh-TW", "zh-Hant"), ("zh-CN", "zh-Hans"), ("zh", "zh-Hans"), ("fil", "tl"),
     ("zh-Hant-HK", "zh-Hant"), ("en-GB", "en")],
)  # fmt: skip
def test_a_wider_language_speaks_for_a_narrower_one(write: Write, code: str, file: str) -> None:
    """`es-MX` is looked for in its own file, then in `es.yml`."""
    project = Project.load(write(practice(code)))
    said = yaml.safe_load((SHIPPED / "languages" / f"{file}.yml").read_text("utf-8"))["words"]
    assert not project.problems
    assert project.words_in(code).plain["use-until"] == said["use-until"]


def test_own_files_stand_before_the_shipped_key_by_key(write: Write) -> None:
    """A project's file adds and replaces words, of a wider language, too."""
    own = "name: Mexicano\nwords: {use-until: Hasta, own-word: Hola}\nformats: {sheet: {name: Volante}}\n"
    project = Project.load(write({**practice("en", "es-MX"), "templates/languages/es.yml": own}))
    said = project.words_in("es-MX").plain
    assert (said["use-until"], said["own-word"], said["edition"]) == ("Hasta", "Hola", "Edición {id}")
    assert (project.languages["es-MX"].name, project.formats["sheet"].name.of("es-MX")) == ("Mexicano", "Volante")
    assert not project.problems


def test_what_a_language_lacks_is_said_in_english_and_marked(write: Write) -> None:
    """Words that are missing are a warning in a build; a page says them as English, an attribute without a mark."""
    root = write({
        **practice("en", "it"),
        "templates/languages/it.yml": "words: {use-until: 'Usare fino a'}\n",
        "templates/own.html": '<p title="{{ say("offer") }}">{{ say("offer") }} {{ say("use-until") }}</p>'
                              '<script>"{{ say("offer") }}"</script>',
        "templates/own.txt": '{{ say("offer") }}',
    })  # fmt: skip
    project = Project.load(root)
    (problem,) = project.problems
    assert str(problem).startswith("content/practice.yml:3: warning: the templates have no words in 'it' for 'offer', ")
    assert problem.hint.startswith("write them into templates/languages/it.yml")
    say, own = compose.speaker(project.words_in("it").marked), theme.of(project.folders.templates)
    assert own.render("own.html", say=say) == (
        '<p title="Advertisement"><span lang="en" dir="ltr">Advertisement</span> Usare fino a</p>'
        '<script>"Advertisement"</script>'
    )
    assert own.render("own.txt", say=say) == "Advertisement"
    assert as_html(as_plain(say("offer"))) == "Advertisement"


def test_the_desk_speaks_english_where_the_first_language_has_no_words_for_staff(write: Write) -> None:
    """Words for staff are written in English and Spanish; that others lack them is no problem."""
    project = Project.load(write(practice("ar", "es")))
    assert not project.problems
    assert (project.desk_language, Project.load(write(practice("es", "ar"))).desk_language) == ("en", "es")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("directon: rtl\n", "1: error: unknown key 'directon'\n  hint: did you mean 'direction'?"),
        ("direction: ltr\n", "1: error: 'ar' is written from right to left\n  hint: write rtl, or leave the line out"),
        ("line: 9\n", "1: error: 'line' must be a line height from 1.2 to 2.2, not '9'\n"
         "  hint: a number, such as 1.55"),
        ("words:\n  edition: x\n", "2: error: 'edition' has lost {id}\n"
         "  hint: put {id} where it belongs; English: Edition {id}"),
        ("words:\n  sources: 'x {id}'\n", "2: error: 'sources' has {id}, which nothing fills in\n"
         "  hint: take it out; English: Sources"),
        ("words:\n  use-untill: x\n", "2: warning: no template prints 'use-untill'\n  hint: did you mean 'use-until'?"),
        ("words:\n  use-until: []\n", "2: error: 'words.use-until' must be a text, not a list\n"
         "  hint: write one text"),
    ],
)  # fmt: skip
def test_what_a_file_of_a_language_cannot_mean(write: Write, text: str, told: str) -> None:
    """A key that there is not, a name that is lost, a direction that is not the script's: each at its line."""
    found = Project.read(write({**practice("ar"), "templates/languages/ar.yml": text})).problems
    assert [re.sub(r"^templates/languages/ar.yml:", "", str(one)) for one in found] == [told]


def test_words_by_key_are_read_no_more(write: Write) -> None:
    """A file of earlier versions is an error that says where its words belong."""
    (problem,) = Project.read(write({**practice("en"), "templates/words/own.yml": "offer: {en: Ad}\n"})).problems
    assert str(problem).startswith("templates/words/own.yml: error: nothing reads this file any more")
