"""Signed texts: what `sign` writes into front matter, what it leaves alone, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from pamphlets import builder
from pamphlets.cli import main, options
from pamphlets.model import Problem

Write = Callable[..., Path]
BODY = "\n## Sit {#sit}\n\nSit down, it is self‐made.\n"
HEAD = "title: Rest\nsummary: How to rest.\n"


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make it December 1, 2026."""
    monkeypatch.setattr(options, "today", lambda: date(2026, 12, 1))


def run(root: Path, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, [*words, "--project", str(root)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def sign(root: Path, *words: str) -> tuple[int, str]:
    return run(root, "sign", *words, "--by", "Clinical lead")


def changed(root: Path) -> list[Problem]:
    return [one for one in builder.check(root) if one.rule == "signed-changed"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (HEAD, HEAD + "reviewer: Clinical lead\nreviewed: 2026-12-01\nreview-by: 2027-12-01\nsigned: {}\n"),
        (
            HEAD + "# who has read it\nreviewer: A. Nurse  # since May\nreviewed: 2028-01-02\n"
            "review-by: 2027-01-02 # !\n",
            HEAD + "# who has read it\nreviewer: Clinical lead  # since May\nreviewed: 2026-12-01\n"
            "review-by: 2027-01-02 # !\nsigned: {}\n",
        ),
        (
            "signed: OLDONE22\nreviewed: ''   # a day\n'reviewer': \"A, \\\"B\\\" # C\"\n" + HEAD + "# the end\n",
            "signed: {}\nreviewed: 2026-12-01   # a day\n'reviewer': Clinical lead\n"
            + HEAD
            + "# the end\nreview-by: 2027-12-01\n",
        ),
        (
            "reviewer:\n- A. Nurse\n# and\n- B. Nurse\n\nreviewed:\n" + HEAD,
            "reviewer: Clinical lead\n# and\n\nreviewed: 2026-12-01\n" + HEAD + "review-by: 2027-12-01\nsigned: {}\n",
        ),
        (
            HEAD + "Reviewer: >-\n  A very\n  long name\nreviewed : 2025-01-02\n",
            HEAD + "Reviewer: Clinical lead\nreviewed : 2026-12-01\nreview-by: 2027-12-01\nsigned: {}\n",
        ),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_it_notes_who_when_and_what(write: Write, before: str, after: str, end: str) -> None:
    """Comments, quotes, order, line ends, a byte order mark and every other character stay as they are."""
    text = "\ufeff" + f"---\n{before}---\n{BODY}".replace("\n", end)
    root = write({"content/rest.md": text})
    assert sign(root, "rest") == (0, "content/rest.md: signed by Clinical lead on 2026-12-01\n")
    assert changed(root) == [] and not [one for one in builder.check(root) if one.severity == "error"]
    found = (root / "content/rest.md").read_bytes().decode()
    digest = found.partition("signed: ")[2][:8]
    assert found == "\ufeff" + f"---\n{after.format(digest)}---\n{BODY}".replace("\n", end)
    assert sign(root, "rest.md", "content/rest.md")[0] == 0
    assert (root / "content/rest.md").read_bytes().decode() == found


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        (BODY, 1, "there is no front matter to note this in", "'pamphlets tidy --write rest' writes one"),
        (f"+++\ntitle = 'Rest'\nsummary = 'How'\n+++\n{BODY}", 1, "this is noted in front matter of YAML only",
         "'pamphlets tidy --write rest' writes one"),
        (f'{{\n"title": "Rest",\n"summary": "How"\n}}\n{BODY}', 1, "this is noted in front matter of YAML only",
         "'pamphlets tidy --write rest' writes one"),
        (f"---\n{{title: Rest, summary: How}}\n---\n{BODY}", 2, "nothing can be noted in this front matter",
         "begin a line with each key, such as 'title: …'"),
        (f"---\n  title: Rest\n  summary: How\n---\n{BODY}", 2, "nothing can be noted in this front matter",
         "begin a line with each key, such as 'title: …'"),
        (f"---\ntitle: Rest\n---\n{BODY}", 2, "'summary' is missing", "add a line 'summary: …'"),
        (f"---\n{HEAD}review-by: 2026-11-30\n---\n{BODY}", 4,
         "'review-by' (2026-11-30) is before 'reviewed' (2026-12-01)", "write the later day as 'review-by'"),
        (f"---\n{HEAD}draft: true\n---\n{BODY}", 4, "'draft: true' and a signature say opposite things",
         "write 'publish: false' to make nothing of it, or take the line out"),
        (f"---\n{HEAD}---\n{BODY}\n![A chair](images/none.png)\n", 10, "there is no file 'content/images/none.png'",
         "put it there, or name one that is there"),
    ],
)  # fmt: skip
def test_what_cannot_be_signed_is_a_problem(write: Write, text: str, line: int, message: str, hint: str) -> None:
    """Nothing is written then, into no other source either; what one of others has is no matter."""
    good = f"---\n{HEAD}---\n{BODY}"
    root = write({"content/rest.md": text, "content/walk.md": good, "content/odd.md": "---\ntitle: [\n---\n"})
    status, said = sign(root, "walk", "rest")
    assert status == 1 and f"content/rest.md:{line}: error: {message}\n" in said
    assert hint in said.replace(f" --project {root}", "") and "odd.md" not in said
    assert (root / "content/rest.md").read_text("utf-8") == text
    assert (root / "content/walk.md").read_text("utf-8") == good


def test_the_hint_for_front_matter_of_others_is_right(write: Write) -> None:
    """`tidy --write`, as the hint says, and it can be signed."""
    for text in (BODY, f"+++\ntitle = 'Rest'\nsummary = 'How'\n+++\n{BODY}"):
        root = write({"content/rest.md": text})
        assert [run(root, "tidy", "--write", "rest")[0], sign(root, "rest")[0]] == [0, 0]
        assert changed(root) == []


def test_names_and_roles_are_asked_for(write: Write) -> None:
    """Every name that is none is told at once; a role is needed, and no day to come."""
    root = write({"content/rest.md": f"---\n{HEAD}---\n{BODY}", "content/rest.es.md": f"---\n{HEAD}---\n{BODY}"})
    status, said = sign(root, "rets", "wlak", "rest")
    assert status == 1 and "content/rets.md: error: there is no such source\n  hint: did you mean 'rest'?" in said
    assert "content/wlak.md: error" in said
    for words in (["rest"], ["rest", "--by", "  "], ["rest", "--by", "ROLE"], ["--by", "A"],
                  ["rest", "--by", "A", "--on", "2026-12-02"], ["rest", "--by", "A", "--on", "soon"]):  # fmt: skip
        assert run(root, "sign", *words)[0] == 2
    assert run(root, "sign", "rest", "--by", "Lead:\n nurse, 'B'", "--on", "20 November 2026")[0] == 0
    assert "reviewer: \"Lead: nurse, 'B'\"\nreviewed: 2026-11-20\n" in (root / "content/rest.md").read_text("utf-8")


def test_a_translation_is_a_source_of_its_own(write: Write) -> None:
    """To sign one signs no other; to accept it changes no signed word."""
    files = {f"content/rest{ending}.md": f"---\n{HEAD}---\n{BODY}" for ending in ("", ".es")}
    root = write({**files, "content/practice.yml": "name: a\nweb:\nlanguages: [en, es]\n"})
    assert sign(root, "rest.es") == (0, "content/rest.es.md: signed by Clinical lead on 2026-12-01\n")
    assert (root / "content/rest.md").read_text("utf-8") == files["content/rest.md"]
    assert run(root, "translation", "accept", "rest", "--by", "Translator")[0] == 0
    assert "translator: Translator\n" in (root / "content/rest.es.md").read_text("utf-8") and changed(root) == []


@pytest.mark.parametrize(("front", "hint"), [("", "tidy --write rest.es"), ("+++", "tidy --write rest.es")])
def test_accepting_what_has_no_front_matter_of_ours(write: Write, front: str, hint: str) -> None:
    """A line of hyphens further down is no front matter: nothing is written there."""
    spanish = f"+++\ntitle = 'R'\nsummary = 'C'\n+++\n{BODY}" if front else BODY
    files = {"content/rest.md": f"---\n{HEAD}---\n{BODY}", "content/rest.es.md": f"{spanish}\n---\n\nMore.\n\n---\n"}
    root = write({**files, "content/practice.yml": "name: a\nweb:\nlanguages: [en, es]\n"})
    status, said = run(root, "translation", "accept", "rest", "--by", "Translator")
    assert status == 1 and hint in said
    assert (root / "content/rest.es.md").read_text("utf-8") == files["content/rest.es.md"]


def test_tidying_keeps_a_signature(write: Write) -> None:
    """The words are the same, written otherwise; one that was broken before stays so."""
    body = "\n## Sit\n\n* Sit\n  down\n* Rest\n\n1) Go.\n"
    root = write({"content/rest.md": f"---\n{HEAD}---\n{body}"})
    sign(root, "rest")
    path = root / "content/rest.md"
    signed = path.read_text("utf-8")
    assert run(root, "tidy", "--write", "rest")[0] == 0
    assert "\n- Sit\n" in path.read_text("utf-8") and changed(root) == []
    path.write_text(signed.replace("* Rest", "* Rest well"), "utf-8")
    run(root, "tidy", "--write", "rest")
    assert len(changed(root)) == 1


def test_until_when_it_may_be_used(write: Write) -> None:
    root = write({"content/rest.md": f"---\n{HEAD}---\n{BODY}"})
    code, said = sign(root, "rest", "--until", "2026-12-01")
    assert code == 2 and "2026-12-01 is not in the future" in said
    assert sign(root, "rest", "--until", "1 December 2027")[0] == 0
    assert "\nreview-by: 2027-12-01\n" in (root / "content/rest.md").read_text("utf-8")
