"""Tables for translators: what is sent, what comes back, and all that may happen to them on the way."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from zlib import compress

import pytest
from click.testing import CliRunner
from making import translators
from making.publishing import copy

from pamphlets import builder
from pamphlets.cli import main
from pamphlets.errors import PamphletError
from pamphlets.project import Project
from pamphlets.starter import translation
from pamphlets.starter.translation import markdown, phrases, rows, weave
from pamphlets.starter.translation.blocks import key
from pamphlets.starter.translation.phrases import Run

Write = Callable[..., Path]
SAMPLE = Path(__file__).parents[2] / "content"
PRACTICE = "name: Rest House\nprofession: massage\nweb: https://www.example.org\nphone: +1 207-555-0142\n"
SETTINGS = {
    "content/practice.yml": PRACTICE + "languages: [en, es, ar]\n",
    "content/references.yml": "references:\n- id: nhs-1\n  title: Rest\n- id: nhs-2\n  title: Walk\n",
    "content/images/chair.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7v7z"/></svg>',
}
REST = """---
title: Rest
summary: How to rest.
# who has read it
reviewer: A. Nurse
reviewed: 2026-11-01
hashtags: [Rest, SitDown]
---

Sit **down** and call {{ practice.phone }}. [@nhs-1]

## What you can do {#do .steps not="posts"}

1. Sit on a [good chair](https://www.example.org/chair "A chair").
2. Put *your feet* up.[^1]

<!-- for us alone -->

![A chair](images/chair.svg "Where to sit"){width=half}

::: {.post card="Sit down today"}
Sit down today. [More on our page.]{only="facebook"}
:::

## When to see a doctor {.warning}

| Sign | What to do |
|---|---|
| Pain | See a doctor \\| nurse |

[^1]: On a stool.

*[NHS]: National Health Service
"""
REST_ROWS = [
    ("title", "Rest"),
    ("summary", "How to rest."),
    ("hashtags", "Rest, SitDown"),
    ("text", "Sit down and call ⟦1⟧. ⟦2⟧"),
    ("heading", "What you can do"),
    ("item", "Sit on a ⟦1⟧good chair⟦2⟧."),
    ("item", "Put your feet up.⟦1⟧"),
    ("picture", "A chair"),
    ("caption", "Where to sit"),
    ("card", "Sit down today"),
    ("post", "Sit down today. ⟦1⟧More on our page.⟦2⟧"),
    ("heading", "When to see a doctor"),
    ("cell", "Sign"),
    ("cell", "What to do"),
    ("cell", "Pain"),
    ("cell", "See a doctor | nurse"),
    ("footnote", "On a stool."),
    ("abbreviation", "National Health Service"),
]


def run(root: Path, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, [*words, "--project", str(root)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def sent(root: Path, *words: str, name: str = "rest", language: str = "ar") -> bytes:
    return translation.send(Project.read(root), name, language, "all" in words).content


def receive(root: Path, content: bytes) -> translation.Received:
    return translation.receive(Project.read(root), content, "back.docx")


def accept(root: Path, content: bytes) -> str:
    """Write what a file makes of a translation, and return that."""
    change = receive(root, content).change
    (root / change.path).write_text(change.after, "utf-8")
    return change.after


def refused(root: Path, content: bytes) -> list[str]:
    with pytest.raises(PamphletError) as raised:
        receive(root, content)
    assert {problem.location.path for problem in raised.value.problems} == {"back.docx"}
    assert all(problem.hint for problem in raised.value.problems)
    return [problem.message for problem in raised.value.problems]


def foreign(words: str) -> str:
    """Return words as if they were of another language: each as long as it was, in Arabic letters."""
    sign = re.compile(r"&\w+;|⟦\d+⟧|\w+")
    return sign.sub(lambda found: found[0] if found[0][0] in "&⟦" else "ك" * len(found[0]), words)


@pytest.fixture
def rest(write: Write) -> Path:
    return write(SETTINGS | {"content/rest.md": REST})


def behind(root: Path, path: str) -> list[str]:
    """Return what is said of a translation that is older than its original."""
    return [one.message for one in builder.check(root) if one.rule == "translation" and one.location.path == path]


def test_a_row_is_what_is_said_at_once(rest: Path) -> None:
    """A row a paragraph, heading, item, cell, picture, caption, post and card; numbered, in the order of the text."""
    found = rows.read(REST, "content/rest.md")
    every = [one for row in found.rows for one in (row, *row.inner) if one.phrase.says]
    assert [(row.kind, "".join(run.text for run in row.phrase.runs)) for row in every] == REST_ROWS
    assert [row.block for row in every] == [*[""] * 3, "lead", *["do"] * 7, *["when-to-see-a-doctor"] * 7]
    text = translators.parts(sent(rest))["word/document.xml"].decode()
    shown = [[translators.words(cell) for cell in translators.cells(row)] for row in translators.rows(text)]
    called = {"text": "", "cover-alt": "cover picture"}
    assert shown == [
        [f"{number}{called.get(kind, kind)}", words, ""] for number, (kind, words) in enumerate(REST_ROWS, 1)
    ]


def test_a_translator_sees_what_to_do(rest: Path) -> None:
    """It says what it is; the left is locked, the right is written from the right; the same rows are the same bytes."""
    content = sent(rest)
    assert content == sent(rest)
    text = translators.parts(content)["word/document.xml"].decode()
    assert "Rest: English to Arabic, 18 rows" in text and "yellow" not in text
    row = translators.rows(text)[3]
    left, right = translators.cells(row)[1:]
    assert translators.cells(row)[0].count("sdtContentLocked") == left.count("sdtContentLocked") == 1
    assert "sdt" not in right and '<w:bidi/><w:rPr><w:rtl/><w:lang w:bidi="ar"/></w:rPr>' in right
    assert '<w:b/><w:bCs/></w:rPr><w:t xml:space="preserve">down</w:t>' in left
    chinese = translators.parts(sent(rest, language="zh-Hans"))["word/document.xml"].decode()
    assert '<w:lang w:eastAsia="zh-CN"/>' in chinese and "<w:bidi/>" not in chinese


def test_what_comes_back_is_a_translation(rest: Path) -> None:
    """With the ids, kinds and conditions of its original, the digests of what was sent, and nobody's signature."""
    assert (
        accept(rest, translators.filled(sent(rest), foreign))
        == """---
title: كككك
summary: ككك كك كككك.
hashtags: [كككك, ككككككك]
source: {lead}
---

ككك **كككك** ككك كككك {{{{ practice.phone }}}}. [@nhs-1]

## كككك ككك ككك كك {{#do .steps not="posts" source="{do}"}}

1. ككك كك ك [كككك ككككك](https://www.example.org/chair "A chair").
2. ككك *كككك كككك* كك.[^1]

<!-- for us alone -->

![ك ككككك](images/chair.svg "ككككك كك ككك"){{width=half}}

::: {{.post card="ككك كككك ككككك"}}
ككك كككك ككككك. [كككك كك ككك كككك.]{{only="facebook"}}
:::

## كككك كك ككك ك كككككك {{#when-to-see-a-doctor .warning source="{doctor}"}}

| كككك | كككك كك كك |
|---|---|
| كككك | ككك ك كككككك \\| ككككك |

[^1]: كك ك ككككك.

*[NHS]: كككككككك كككككك ككككككك
""".format(**digests(REST))
    )
    assert behind(rest, "content/rest.ar.md") == []
    assert translation.send(Project.read(rest), "rest", "ar").rows == 0


def digests(text: str) -> dict[str, str]:
    pamphlet = rows.read(text, "content/rest.md").pamphlet
    found = {block.id: block.digest for block in pamphlet.blocks}
    return {"lead": pamphlet.digest, "do": found["do"], "doctor": found["when-to-see-a-doctor"]}


def test_sent_and_received_untouched_it_is_the_same(write: Write) -> None:
    """Byte for byte: a translation that is there, and one that says what its original does."""
    root = write(SETTINGS | {"content/rest.md": REST})
    made = accept(root, translators.filled(sent(root)))
    kept = re.sub(r"# who.*\nreviewe\w+: .*\nreviewed: .*\n", "", REST).replace(
        "{.warning}", "{#when-to-see-a-doctor .warning}"
    )
    assert re.sub(r' source="\w+"|source: \w+\n', "", made) == kept
    every = sent(root, "all")
    assert receive(root, every).change.after == made
    assert receive(root, translators.filled(every)).change.after == made


@pytest.mark.parametrize("name", ["restless-legs", "sleep-well", "safety"])
def test_a_translation_of_the_sample_comes_back_as_it_was(tmp_path: Path, name: str) -> None:
    """Also one that people have written, with every block up to date, with other line ends and a byte order mark."""
    root = copy(SAMPLE.parent, tmp_path / "ours")
    path = root / f"content/{name}.es.md"
    assert run(root, "translation", "send", name)[1] == (
        f"Nothing is new or behind in content/{name}.es.md; --all sends all of it.\n"
    )
    before = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(before)
    file = tmp_path / "out.docx"
    assert run(root, "translation", "send", name, "--all", "--to", str(file))[0] == 0
    status, said = run(root, "translation", "receive", str(file), "--write")
    assert (status, said) == (0, f"Nothing to change in content/{name}.es.md.\n") and path.read_bytes() == before


def test_what_comes_back_is_no_draft(rest: Path) -> None:
    (rest / "back.docx").write_bytes(translators.filled(sent(rest)))
    status, said = run(rest, "import", "back.docx")
    assert status == 1 and "this is a translation that has come back" in said
    assert "pamphlets translation receive back.docx" in said
    assert not (rest / "content/back.md").exists()


def test_only_what_is_new_or_behind_is_sent(rest: Path) -> None:
    """All else of the translation stays to the letter: its comments, its own signs, its spaces."""
    made = accept(rest, translators.filled(sent(rest), foreign))
    own = (
        made.replace("**كككك**", "__كككك__").replace("\n## كككك كك", "\n<!-- mine -->\n\n## كككك كك")
        + "\n<!-- end -->\n"
    )
    own = own.replace("source:", "translator: Translator\nsource:")
    (rest / "content/rest.ar.md").write_text(own, "utf-8")
    after = REST.replace("Put *your feet* up.", "Put *both feet* up, *now*.") + "\n## Why {#why}\n\nIt helps.\n"
    (rest / "content/rest.md").write_text(after, "utf-8")
    content = sent(rest)
    text = translators.parts(content)["word/document.xml"].decode()
    shown = [[translators.words(cell) for cell in translators.cells(row)][1:] for row in translators.rows(text)]
    wanted = [words.replace("your feet up", "both feet up, now") for _, words in REST_ROWS[4:11]]
    assert [left for left, _ in shown] == [*wanted, "Why", "It helps."]
    assert shown[2][1] == "ككك كككك كككك كك.⟦1⟧" and shown[-1][1] == "" and "yellow" in text

    def fill(found: str) -> str:
        every = translators.rows(found)
        feet = every[2].replace("ككك </w:t>", "ضعهما </w:t>")
        new = [translators.with_cell(row, "<w:p><w:r><w:t>جديد</w:t></w:r></w:p>") for row in every[-2:]]
        return found.replace(every[2], feet).replace(every[-2], new[0]).replace(every[-1], new[1])

    made = accept(rest, translators.changed(content, fill))
    now = digests(after)
    why = rows.read(after, "content/rest.md").pamphlet.blocks[-1].digest
    assert made == own.replace("2. ككك *", "2. ضعهما *").replace(digests(REST)["do"], now["do"]).replace(
        "\n<!-- end -->\n", f'\n<!-- end -->\n\n## جديد {{#why source="{why}"}}\n\nجديد\n'
    )
    assert behind(rest, "content/rest.ar.md") == []


def test_what_changes_meanwhile_is_behind_by_itself(rest: Path) -> None:
    """What was sent is what is translated: ids, kinds and conditions are those of then, and so are the digests."""
    content = translators.filled(sent(rest), foreign)
    now = REST.replace('.steps not="posts"', '.warning only="web"').replace("See a doctor \\|", "Call a doctor \\|")
    (rest / "content/rest.md").write_text(now.replace("{#do ", "{#act "), "utf-8")
    made = accept(rest, content)
    assert '{#do .steps not="posts" source=' in made and "{#act" not in made
    assert behind(rest, "content/rest.ar.md") == [
        "the block 'act' of content/rest.md is not translated",
        "the block 'when-to-see-a-doctor' is older than what it translates (content/rest.md:25)",
        "the block 'do' is not in content/rest.md",
    ]
    (rest / "content/rest.ar.md").unlink()
    assert "there is no source 'rest' here, of which this would be the translation" in _without_original(rest, content)


def _without_original(root: Path, content: bytes) -> list[str]:
    (root / "content/rest.md").rename(root / "content/nap.md")
    return refused(root, content)


def test_what_came_back_as_it_was_stays_behind(rest: Path) -> None:
    """Old words that nobody has touched are no translation of the new ones; it says how to accept them."""
    accept(rest, translators.filled(sent(rest), foreign))
    (rest / "content/rest.md").write_text(REST.replace("How to rest.", "How to sit."), "utf-8")
    file = rest / "back.docx"
    file.write_bytes(sent(rest))
    before = (rest / "content/rest.ar.md").read_bytes()
    status, said = run(rest, "translation", "receive", str(file), "--write")
    assert status == 0 and (rest / "content/rest.ar.md").read_bytes() == before
    assert "not changed: 1 block that came back as sent, and stays behind (title); if that says the same: " in said
    assert f"translation accept rest --language ar --by ROLE --project {rest}'" in said


def test_nothing_that_only_the_translation_says_is_lost(rest: Path) -> None:
    """A block with more paragraphs than its original is not sent; if that changes, its words are kept in a comment."""
    made = accept(rest, translators.filled(sent(rest), foreign))
    own = made.replace("<!-- for us alone -->", "Call us.\n\n<!-- for us alone -->")
    (rest / "content/rest.ar.md").write_text(own, "utf-8")
    found = translation.send(Project.read(rest), "rest", "ar", everything=True)
    assert found.left == ("do",) and found.rows == 11
    assert receive(rest, found.content).change.after == own
    (rest / "content/rest.md").write_text(REST.replace("good chair", "chair"), "utf-8")
    after = accept(rest, translators.filled(sent(rest)))
    assert (
        "<!-- before:\n## كككك" in after and after.count("Call us.") == 1 and after.count("<!-- for us alone --") == 2
    )
    assert [block.id for block in rows.read(after, "x.md").pamphlet.blocks] == ["lead", "do", "when-to-see-a-doctor"]


def cell(words: str) -> Callable[[str], str]:
    """Return the change of a document in which the fourth translation is these words."""

    def change(text: str) -> str:
        row = translators.rows(text)[3]
        inner = words if words.startswith("<") else f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"
        return text.replace(row, translators.with_cell(row, inner))

    return change


MARKS = "each ⟦…⟧ of the left stands once in the translation: copy it from there"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("اجلس ⟦1⟧", "row 4: ⟦2⟧ is missing"),
        ("اجلس", "row 4: ⟦1⟧ and ⟦2⟧ are missing"),
        ("x ⟦1⟧ ⟦2⟧ ⟦1⟧", "row 4: ⟦1⟧ stands more than once"),
        ("x ⟦1⟧ ⟦2⟧ ⟦3⟧", "row 4: ⟦3⟧ is not on the left"),
        ("x ⟦1⟧ ⟦2⟧ ⟦", "row 4: a ⟦ or ⟧ without its number"),
        ("", "row 4 has no translation"),
        ("⟦1⟧ ⟦2⟧.", "row 4 has no translation"),
        ("⟦1⟧⟦2⟧" + "x " * 5_000, "row 4: far more words than a row can have"),
        ("x" * 700_000, "it has far too many words for a leaflet"),
        ("<w:p><w:r><w:drawing/><w:t>⟦1⟧ ⟦2⟧</w:t></w:r></w:p>",
         "row 4: there is a picture or a symbol in the translation"),
        ("<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/>", "row 4: there is a table in the translation"),
    ],
)  # fmt: skip
def test_marks_are_neither_lost_nor_doubled(rest: Path, words: str, message: str) -> None:
    """The number of the row says where, and nothing is written."""
    content = translators.changed(translators.filled(sent(rest), foreign), cell(words))
    assert message in refused(rest, content)
    assert not (rest / "content/rest.ar.md").exists()


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("⟦2⟧ اجلس ⟦1⟧", "[@nhs-1] اجلس {{ practice.phone }}"),
        ("a\u00a0: \u200c\u200b\u00ad! ⟦1⟧⟦2⟧", "a\u00a0: \u200c\u200b\u00ad! {{ practice.phone }}[@nhs-1]"),
        ("<w:p><w:r><w:rPr><w:bCs/></w:rPr><w:t>a </w:t></w:r><w:r><w:rPr><w:bCs/><w:rtl/></w:rPr><w:t>ب</w:t></w:r>"
         "<w:r><w:t> ⟦1⟧⟦2⟧</w:t></w:r></w:p>", "a **ب** {{ practice.phone }}[@nhs-1]"),
        ("اجلس ⟦ ١ ⟧, ⟦٢⟧", "اجلس {{ practice.phone }}, [@nhs-1]"),
        ("1. *a* # ⟦1⟧ [x](y) {{ z }} &amp;amp; `⟦2⟧` &lt;b&gt;", None),
        ("## x ⟦1⟧⟦2⟧", None),
        ("![[rest#do]] ⟦1⟧⟦2⟧", None),
        ("<w:p><w:r><w:t>أ ⟦1⟧</w:t></w:r></w:p><w:p><w:r><w:t>⟦2⟧</w:t></w:r></w:p>",
         "أ {{ practice.phone }} [@nhs-1]"),
        ("<w:p><w:r><w:t>请</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>（坐）</w:t></w:r><w:r><w:t>好⟦1⟧⟦2⟧</w:t></w:r></w:p>",
         "请（**坐**）好{{ practice.phone }}[@nhs-1]"),
        ("<w:p><w:r><w:t>请</w:t></w:r><w:r><w:rPr><w:b w:val='1'/><w:i/></w:rPr><w:t>坐 </w:t></w:r>"
         "<w:r><w:rPr><w:b w:val='0'/></w:rPr><w:t>⟦1⟧⟦2⟧</w:t></w:r></w:p>",
         "请***坐*** {{ practice.phone }}[@nhs-1]"),
    ],
)  # fmt: skip
def test_words_are_read_as_they_were_written(rest: Path, words: str, line: str | None) -> None:
    """Signs of ours, and of Markdown, are words in a translation; marks may be in another order, or in other digits."""
    content = translators.changed(translators.filled(sent(rest), foreign), cell(words))
    made = accept(rest, content)
    found = rows.read(made, "content/rest.ar.md")
    assert [block.id for block in found.pamphlet.blocks] == ["lead", "do", "when-to-see-a-doctor"]
    said = "".join(run.text for run in next(row for row in found.rows if row.kind == "text").phrase.runs)
    if line is None:
        wanted = words.replace("&amp;amp;", "&amp;").replace("&lt;", "<").replace("&gt;", ">")
        assert said == wanted
    else:
        assert line in made.split("\n")


def test_what_a_link_holds_stays_in_it(rest: Path) -> None:
    """The end of a link stands behind its beginning."""

    def change(text: str) -> str:
        row = translators.rows(text)[5]
        return text.replace(row, translators.with_cell(row, "<w:p><w:r><w:t>⟦2⟧ ⟦1⟧ x</w:t></w:r></w:p>"))

    content = translators.changed(translators.filled(sent(rest), foreign), change)
    assert refused(rest, content) == ["row 6: ⟦2⟧ does not end what ⟦1⟧ begins"]


def swap(text: str) -> str:
    one, other = translators.rows(text)[4:6]
    return text.replace(one + other, other + one)


def merge(text: str) -> str:
    row = translators.rows(text)[4]
    return text.replace(row, row.replace("<w:tcPr>", '<w:tcPr><w:gridSpan w:val="2"/>', 1))


@pytest.mark.parametrize(
    ("change", "messages"),
    [
        (swap, ["row 6 stands before row 5: rows were moved"]),
        (merge, ["row 5: cells were merged or divided"]),
        (lambda text: text.replace(translators.rows(text)[4], ""), ["row 5 is missing"]),
        (lambda text: text.replace("".join(translators.rows(text)[4:7]), ""), ["rows 5 to 7 are missing"]),
        (lambda text: text.replace("".join(translators.rows(text)[4:6]), ""), ["rows 5 and 6 are missing"]),
        (lambda text: text.replace(translators.rows(text)[4], translators.rows(text)[4] * 2), ["row 5 stands twice"]),
        (lambda text: text.replace(translators.rows(text)[4], "<w:tr>" + "<w:tc><w:p/></w:tc>" * 3 + "</w:tr>"),
         ["row 5 is missing", "1 row that nobody sent"]),
        (lambda text: text.replace(translators.cells(translators.rows(text)[4])[2], ""),
         ["row 5: cells were merged or divided"]),
        (lambda text: text.replace("What you can do", "What we can do", 1),
         ["row 5: the words on the left are not those that were sent"]),
        (lambda text: text.replace(translators.rows(text)[4][:6], "<w:tr><w:trPr><w:del w:id='1'/></w:trPr>"),
         ["rows 1 to 18 are missing"]),
    ],
)  # fmt: skip
def test_rows_stay_where_they_were(rest: Path, change: Callable[[str], str], messages: list[str]) -> None:
    """A row that was moved, merged, deleted, doubled or rewritten is told by its number."""
    assert refused(rest, translators.changed(translators.filled(sent(rest), foreign), change)) == messages


def test_a_file_that_is_none_of_ours_is_refused(rest: Path) -> None:
    """Other Word files, other files, protected, cut or huge ones, those of other projects and languages."""
    good = translators.filled(sent(rest), foreign)
    text = translators.parts(good)["word/document.xml"].decode()
    code = re.search(r"rest\.ar · [A-Z2-7]{8} · ", text)
    assert code
    none = "it is no table for a translator"
    plain = translators.changed(good, lambda text: text.replace(code[0], ""))
    bare = {name: content for name, content in translators.parts(plain).items() if "custom" not in name}
    assert refused(rest, translators.packed(bare)) == [none]
    assert refused(rest, translators.changed(good, lambda text: re.sub("<w:tbl>.*</w:tbl>", "", text))) == [none]
    for content in (b"PK", b"", good[:-40], b"{\\rtf1}"):
        assert refused(rest, content) == ["it is no Word file, cut off or damaged"]
    entity = translators.changed(good, lambda text: text.replace("?>", '?><!DOCTYPE x [<!ENTITY e "e">]>', 1))
    assert refused(rest, entity) == ["its XML has a document type, which no Word file has"]
    bomb = translators.parts(good) | {"word/document.xml": b"<w>" + b" " * 13_000_000 + b"</w>"}
    assert refused(rest, translators.packed(bomb)) == ["its text is far too long for a leaflet"]
    packed = b64encode(compress(b"x" * 9_000_000)).decode()
    bomb = re.sub("<vt:lpwstr>.*", "<vt:lpwstr>", translators.parts(good)["docProps/custom.xml"].decode(), count=1)
    bomb = f"{bomb}{packed}</vt:lpwstr></property></Properties>"
    filled_up = translators.packed(translators.parts(good) | {"docProps/custom.xml": bomb.encode()})
    assert receive(rest, filled_up).change == receive(rest, good).change  # as if it were not there
    assert refused(rest, sent(rest, language="uk")) == ["the practice has no language 'uk' (Ukrainian)"]
    (rest / "content/practice.yml").write_text(PRACTICE + "languages: [ar, en]\n")
    assert refused(rest, good) == ["the originals are in 'ar' (Arabic) here"]


def test_a_part_of_a_translation_needs_the_rest_of_it(rest: Path) -> None:
    """Where the translation is gone, a file that has only what was behind makes none."""
    accept(rest, translators.filled(sent(rest), foreign))
    (rest / "content/rest.md").write_text(REST.replace("good chair", "chair"), "utf-8")
    content = translators.filled(sent(rest), foreign)
    (rest / "content/rest.ar.md").unlink()
    assert refused(rest, content) == ["content/rest.ar.md is not there any more, and the file has only a part of it"]


def of_word(text: str) -> str:
    """Return a document as Word may save it: runs in pieces, revisions, tags, tracked changes, another prefix."""
    row = translators.rows(text)[-1]
    inner = (
        '<w:p><w:bookmarkStart w:id="1" w:name="x"/><w:del w:id="8" w:author="T"><w:r><w:delText>gone</w:delText></w:r>'
        '</w:del><w:moveFrom w:id="9"><w:r><w:t>away</w:t></w:r></w:moveFrom><w:ins w:id="7" w:author="T"><w:r><w:t>ك'
        '</w:t></w:r></w:ins><w:smartTag w:element="x"><w:hyperlink w:anchor="x"><w:r><w:t>كك</w:t></w:r></w:hyperlink>'
        '</w:smartTag><w:r><w:tab/><w:t>ك</w:t><w:noBreakHyphen/></w:r><w:bookmarkEnd w:id="1"/></w:p><w:p/>'
    )
    text = text.replace(row, translators.with_cell(row, inner))
    run = r"<w:r><w:rPr>((?:(?!</w:rPr>).)*)</w:rPr><w:t[^>]*>(\w+) "
    cut = (
        r'<w:r w:rsidR="00AB12CD"><w:rPr>\1</w:rPr><w:t>\2</w:t></w:r><w:proofErr w:type="spellStart"/>'
        r'<w:r><w:rPr>\1</w:rPr><w:lastRenderedPageBreak/><w:t xml:space="preserve"> '
    )
    text = re.sub(run, cut, text).replace("<w:tr>", '<w:tr w:rsidR="00AB12CD"><w:tblPrEx/>')
    return text.replace("<w:", "<x:").replace("</w:", "</x:").replace(" w:", " x:").replace("xmlns:w=", "xmlns:x=")


def test_it_is_read_as_word_saves_it(rest: Path) -> None:
    """Runs in pieces, tracked changes as if they were accepted, tags, bookmarks, other prefixes; comments are told."""
    content = translators.filled(sent(rest), foreign)
    wanted = receive(rest, content).change.after.replace("]: كككككككك كككككك ككككككك\n", "]: ككك ك\u2011\n")
    every = translators.parts(translators.changed(content, of_word))
    comments = f'<w:comments xmlns:w="{translators.W}"><w:comment w:author="T"><w:p><w:r><w:t>Which?</w:t></w:r></w:p>'
    every["word/comments.xml"] = f"{comments}</w:comment></w:comments>".encode()
    received = receive(rest, translators.packed(every))
    assert received.change.after == wanted and received.comments == ("Which?",) and received.flat == ""
    plain = translators.changed(content, lambda text: re.sub("<w:[bi](?:Cs)?/>", "", text))
    assert receive(rest, plain).flat == "rows 4 and 7"


def test_it_is_read_as_libreoffice_saves_it(rest: Path) -> None:
    """The file was filled in, opened in LibreOffice 7.4 and saved as .docx."""
    wanted = receive(rest, translators.filled(sent(rest), foreign)).change.after
    content = (Path(__file__).parent / "rest.ar.docx").read_bytes()
    assert receive(rest, content).change.after == wanted


def test_a_file_without_its_properties_needs_the_source_as_it_was(rest: Path) -> None:
    """Google Docs keeps the words alone: they say what was sent as long as the original still says it."""
    content = translators.filled(sent(rest), foreign)
    wanted = receive(rest, content).change.after
    plain = translators.changed(content, lambda text: re.sub("</?w:sdt(?:Content)?>|<w:sdtPr>.*?</w:sdtPr>", "", text))
    bare = {name: part for name, part in translators.parts(plain).items() if "custom" not in name}
    assert receive(rest, translators.packed(bare)).change.after == wanted
    odd = translators.changed(
        content, lambda text: text.replace("<vt:lpwstr>", "<vt:lpwstr>x", 1), "docProps/custom.xml"
    )
    assert receive(rest, odd).change.after == wanted
    (rest / "content/rest.md").write_text(REST.replace("How to rest.", "How to sit."), "utf-8")
    gone = "what was sent is not in the file any more, and content/rest.md has changed since"
    assert refused(rest, translators.packed(bare)) == refused(rest, odd) == [gone]
    assert receive(rest, content).change.after == wanted


def test_lists_of_words_are_divided_as_the_language_does(rest: Path) -> None:
    """Hashtags may have their sign; commas are those of any script."""
    content = translators.filled(sent(rest), foreign)
    hashtags = lambda text: text.replace("كككك, ككككككك", "#راحة، #جلوس")  # noqa: E731
    assert "\nhashtags: [راحة, جلوس]\n" in receive(rest, translators.changed(content, hashtags)).change.after
    spaced = translators.changed(content, lambda text: text.replace("كككك, ككككككك", "كك كك"))
    with pytest.raises(PamphletError) as raised:
        receive(rest, spaced)
    assert str(raised.value.problems[0].location) == "content/rest.ar.md:4"


def test_what_a_text_may_do_without_may_stay_empty(rest: Path) -> None:
    """Hashtags that are not translated are none; a title is needed."""

    def emptied(number: int) -> Callable[[str], str]:
        return lambda text: text.replace(row := translators.rows(text)[number], translators.with_cell(row, "<w:p/>"))

    content = translators.filled(sent(rest), foreign)
    assert refused(rest, translators.changed(content, emptied(0))) == ["row 1 has no translation"]
    made = accept(rest, translators.changed(content, emptied(2)))
    assert "hashtags" not in made and "\nsummary: ككك كك كككك.\nsource: " in made
    every = sent(rest, "all")
    assert receive(rest, every).change.after == made
    given = translators.changed(every, lambda text: text.replace(
        row := translators.rows(text)[2], translators.with_cell(row, "<w:p><w:r><w:t>ك</w:t></w:r></w:p>")
    ))  # fmt: skip
    assert receive(rest, given).change.after == made.replace("\n---\n\n", "\nhashtags: [ك]\n---\n\n", 1)


def others() -> list[Path]:
    """Return sources of many people that have a front matter of ours."""
    found = [
        *(SAMPLE.parent / "pamphlets/starter/topics").glob("*.md"),
        *(Path(__file__).parents[1] / "own").glob("*.md"),
    ]
    return sorted(path for path in found if path.read_bytes().startswith(b"---\ntitle:"))


def test_texts_of_others_are_put_together_again(subtests: pytest.Subtests) -> None:
    """Each text can be sent; with other words it has the same blocks, and each row says what was written."""
    assert len(others()) > 25
    for file in others():
        with subtests.test(file.name):
            try:
                found = rows.read(file.read_text("utf-8-sig"), f"content/{file.name}")
            except PamphletError as error:
                assert error.problems[0].hint.endswith("on a line of its own")
                continue
            groups = list(weave.groups(found, None))
            said = {key(row): tuple(Run(foreign(run.text), run.bold, run.italic) for run in row.phrase.runs)
                    for group in groups for row in group.rows if row.kind not in rows.OPTIONAL}  # fmt: skip
            said |= {key(row): () for group in groups for row in group.rows if row.kind in rows.OPTIONAL}
            digests = {block.id: block.digest for block in found.pamphlet.blocks} | {"": found.pamphlet.digest}
            made = rows.read(weave.start(found, said, digests, "content/x.ar.md"), "content/x.ar.md")
            assert weave.differs(made, groups, said) is None
            assert [block.id for block in made.pamphlet.blocks] == [block.id for block in found.pamphlet.blocks]


def test_the_commands_say_where_and_write_over_nothing(rest: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`send` writes here, or to a file; `receive` shows first, and writes when told."""
    monkeypatch.chdir(rest)
    status, said = run(rest, "translation", "send", "content/rest.ar.md")
    assert status == 0 and said.startswith("wrote rest.ar.docx: Rest, English to Arabic, 18 rows\nNext: send it ")
    status, said = run(rest, "translation", "send", "rest", "--language", "Arabic")
    assert status == 1 and "rest.ar.docx: error: the file is there already\n  hint: it may be what a translator" in said
    assert run(rest, "translation", "send", "rest", "--language", "es", "--to", "out/es.docx")[0] == 0
    assert (rest / "out/es.docx").exists()
    status, said = run(rest, "translation", "send", "rest")
    assert status == 2 and "say --language: es, ar" in said
    status, said = run(rest, "translation", "send", "rset", "--language", "ar")
    assert status == 1 and "there is no source 'rset' in English\n  hint: did you mean 'rest'?" in said
    assert "'en' is the language of the originals" in run(rest, "translation", "send", "rest", "--language", "en")[1]
    assert "'xq' is no language" in run(rest, "translation", "send", "rest", "--language", "xq")[1]
    (rest / "back.docx").write_bytes(translators.filled((rest / "rest.ar.docx").read_bytes(), foreign))
    status, said = run(rest, "translation", "receive", "back.docx")
    assert status == 0 and "+title: كككك\n" in said and not (rest / "content/rest.ar.md").exists()
    assert said.endswith(f"translation receive back.docx --write --project {rest}\n")
    status, said = run(rest, "translation", "receive", "back.docx", "--write")
    assert status == 0 and f"wrote {rest}/content/rest.ar.md: 18 rows\n" in said
    status, said = run(rest, "translation", "receive", "none.docx")
    assert status == 1 and "none.docx: error: cannot be read: No such file or directory" in said


def test_add_begins_a_translation(rest: Path) -> None:
    """With the ids of its original, and its words as what is to be done; nothing that publish would let out."""
    status, said = run(rest, "add", "rest", "--language", "ar")
    assert status == 0 and f"wrote {rest}/content/rest.ar.md\n" in said
    made = (rest / "content/rest.ar.md").read_text("utf-8")
    assert '## TODO: What you can do {#do .steps not="posts"}\n\n1. TODO: Sit on a [good chair](' in made
    assert "## TODO: When to see a doctor {#when-to-see-a-doctor .warning}\n\n| TODO: Sign |" in made
    assert "source=" not in made and "review" not in made and "hashtags" not in made
    found = rows.read(made, "content/rest.ar.md")
    assert all(row.phrase.runs[0].text.startswith("TODO:") for row in found.rows if row.phrase.says)
    assert not [one for one in builder.check(rest) if one.severity == "error"]
    text = translators.parts(sent(rest))["word/document.xml"].decode()
    assert "TODO" not in text and "18 rows" in text
    status, said = run(rest, "add", "rest", "--language", "ar")
    assert status == 1 and "content/rest.ar.md: error: the file is there already" in said
    assert "the practice has no language 'fr' (French)" in run(rest, "add", "rest", "--language", "fr")[1]


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("## Rest\n\nSit.\n", "there is no front matter to note this in", 1),
        ("+++\ntitle = 'Rest'\nsummary = 'How'\n+++\n\n## Rest\n\nSit.\n",
         "this is noted in front matter of YAML only", 1),
        ("---\ntitle: Rest\nsummary: How\n---\n\n<h2>Rest</h2>\n\nSit.\n", "a heading in HTML cannot be sent", 6),
        ("---\ntitle: Rest\nsummary: How\n---\n\n## Rest\n\nSit [@none].\n", "no reference has the id 'none'", 8),
    ],
)  # fmt: skip
def test_a_source_that_cannot_be_sent_says_why(write: Write, text: str, message: str, line: int) -> None:
    """Nothing is written then."""
    root = write(SETTINGS | {"content/rest.md": text})
    with pytest.raises(PamphletError) as raised:
        sent(root)
    (problem,) = raised.value.problems
    assert (problem.message, problem.location.line) == (message, line) and problem.hint


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a **b** *c* ***d*** __e__ 5 * 3", "a b c d e 5 * 3"),
        ("~~a~~ ==b== H~2~O x^2^", "⟦1⟧a⟦2⟧ ⟦3⟧b⟦4⟧ H⟦5⟧2⟦6⟧O x⟦7⟧2⟦8⟧"),
        ("`code` <br>x https://a.example.org/b. me@example.org", "⟦1⟧ ⟦2⟧x ⟦3⟧. ⟦4⟧"),
        ("<https://a.example.org> [^1] ^[a note] [see @b]", "⟦1⟧ ⟦2⟧ ⟦3⟧a note⟦4⟧ ⟦5⟧"),
        ("a\\\nb  \nc\nd \\* &amp; [x] \\[y\\]", "a\nb\nc d * & [x] [y]"),
        ("[a *b* [@c]]{lang=\"la\"}[ d]{only=\"web\"}", "⟦1⟧a b ⟦2⟧⟦3⟧⟦4⟧ d⟦5⟧"),
        ("![a](images/b.svg 'c') ⟦9⟧ {{ practice.name }}", "⟦1⟧ ⟦2⟧9⟦3⟧ ⟦4⟧"),
        ("**1 [a](b.md)** x [*c*](d.md)", "1 ⟦1⟧a⟦2⟧ x ⟦3⟧c⟦4⟧"),
        ("**a** [**b** c](d.md) *[e](f.md) **g***", "a ⟦1⟧b c⟦2⟧ ⟦3⟧e⟦4⟧ g"),
    ],
)  # fmt: skip
def test_phrases_are_written_as_they_were_read(text: str, shown: str) -> None:
    """Each construct is a mark; what is written of what was read is read as the same."""
    found = phrases.read(text, {})
    assert "".join(run.text for run in found.runs) == shown
    again = markdown.write(found.runs, found.marks, {})
    assert again is not None and phrases.read(again, {}).runs == found.runs
