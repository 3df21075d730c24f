"""The editor's frame: one registry of rules, findings that can be waived, what is printed, and dates."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from pamphlets import PamphletError, build, builder, checks, library, starter
from pamphlets.checks import dates, report, rules
from pamphlets.cli import main, options
from pamphlets.model import Location, Problem
from pamphlets.project.project import Project

SIGNED = "reviewer: Clinical lead\nreviewed: 2026-11-20\nreview-by: {}\n"


def source(front: str = "", body: str = "Sit down for a while.") -> str:
    front = front or SIGNED.format("2027-11-20")
    return f"---\ntitle: Rest\nsummary: About rest.\n{front}---\n\n## Sit {{#sit}}\n\n{body}\n"


def found(root: Path, today: date | None = None) -> list[tuple[str, str, int]]:
    problems = builder.check(root, today=today)
    return [(p.rule, p.severity, p.location.line) for p in problems if p.location.path == "content/rest.md"]


def test_every_rule_says_what_why_and_whence() -> None:
    """No rule of the registry is without a reason and a source."""
    for rule in rules.every().values():
        assert rule.id and rule.what and rule.why and rule.source


def test_rules_are_listed(small_project: Path) -> None:
    """`rules` lists all; `rules ID` says why; an unknown one is a usage error with the nearest."""
    run = CliRunner().invoke(main, ["rules", "--project", str(small_project)])
    assert run.exit_code == 0 and "overdue" in run.stdout
    one = CliRunner().invoke(main, ["rules", "overdue"]).stdout
    assert "why: " in one and "source: " in one
    wrong = CliRunner().invoke(main, ["rules", "overdu"])
    assert wrong.exit_code == 2 and "did you mean 'overdue'?" in wrong.stderr


HARD = "Comprehensive rehabilitation opportunities necessitate multidisciplinary organizational communication. " * 15


def test_drafts_are_asked_less(write: Callable[..., Path]) -> None:
    """Grade, claims and lines that are missing wait for the signature; what endangers somebody does not."""
    unsafe = "Massage cures restless legs.\n\nStop taking your medicine: massage does its work."
    text = source("tags: [rest]\n", f"{HARD}\n\n{unsafe}")
    root = write({"content/rest.md": text})
    rules_found = {rule: severity for rule, severity, _ in found(root)}
    assert {name for name, severity in rules_found.items() if severity == "error"} == {"claim-stop-medicine"}
    waiting = {"reading-grade", "claim-cure", "required-medicine", "required-clot"}
    assert waiting <= set(rules_found)
    strict = {p.rule for p in builder.check(root, strict=True) if p.severity == "error"}
    assert strict == {"claim-stop-medicine", *waiting}
    write({"content/rest.md": text.replace("tags: [rest]\n", SIGNED.format("2027-11-20"))})
    assert {rule for rule, severity, _ in found(root) if severity == "error"} == strict
    listed = CliRunner().invoke(main, ["rules", "claim-cure", "claim-stop-medicine"]).stdout
    assert "(error; a warning in drafts)" in listed and "(error):" in listed


def test_code_is_no_prose(write: Callable[..., Path]) -> None:
    """Nobody reads code aloud: it has no grade; but what it claims is looked at."""
    root = write({"content/rest.md": source("", f"Sit.\n\n```\n{HARD}\nMassage cures insomnia.\n```")})
    assert {rule for rule, _, _ in found(root)} == {"claim-cure"}


def test_github_annotations() -> None:
    """A problem is one line, whatever is in its message."""
    problem = Problem("fit", "100 % of a,b:\nc", Location("content/a.md", 3), "cut", "warning")
    assert report.github(problem) == ("::warning file=content/a.md,line=3,title=fit::100 %25 of a,b:\\nc%0Acut")


def test_check_formats_and_status(write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Warnings alone are status 0, with --strict 1; `--rule` narrows both; JSON has the agreed keys."""
    monkeypatch.setattr(options, "today", lambda: date(2028, 1, 1))
    root = str(write({"content/rest.md": source()}))
    run = CliRunner().invoke(main, ["check", "--project", root])
    assert run.exit_code == 0 and "was to be looked at by 2027-11-20" in run.stderr
    assert run.stdout == "" and "in 1 file" not in run.stderr  # one problem need not be counted
    assert CliRunner().invoke(main, ["check", "--project", root, "--strict"]).exit_code == 1
    other = CliRunner().invoke(main, ["check", "--project", root, "--strict", "--rule", "fit"])
    assert (other.exit_code, other.stdout) == (0, "No problems found.\n")
    rows = json.loads(CliRunner().invoke(main, ["check", "--project", root, "--format", "json"]).stdout)
    assert [set(row) for row in rows] == [{"rule", "severity", "path", "line", "message", "hint"}]
    annotated = CliRunner().invoke(main, ["check", "--project", root, "--format", "github"])
    assert annotated.stdout.startswith("::warning file=content/rest.md,line=6,title=overdue::")
    for form, nothing in (("github", ""), ("json", "[]\n")):
        clean = CliRunner().invoke(main, ["check", "--project", root, "--format", form, "--rule", "fit"])
        assert (clean.exit_code, clean.output) == (0, nothing)


def test_errors_are_not_buried(write: Callable[..., Path]) -> None:
    """`check` and `build` print warnings file by file, then errors; what a file has many times is told once."""
    body = "Sit down.\n\n" + "It runs in families.\n\n" * 20 + "This cures legs.\n"
    root = str(write({"content/rest.md": source(body=body), "content/a.md": source("author: Us\n")}))
    said = [
        CliRunner().invoke(main, [command, "--project", root]).stderr.splitlines() for command in ("check", "build")
    ]
    assert said[0] == said[1]
    problems = [line for line in said[0] if not line.startswith("  hint: ")]
    assert [line.partition(": ")[0] for line in problems[:-1]] == [
        "content/a.md:1", "content/rest.md:13", "content/rest.md:53"
    ]  # fmt: skip
    assert problems[1].endswith("(also on lines 15, 17, 19, 21, 23 and 14 more)") and ": error: " in problems[2]
    assert problems[3] == "1 error, 21 warnings in 2 files"


def test_the_same_on_one_line_or_two_or_for_two_embeds() -> None:
    """Lines are named once each; what is embedded in two places is told for both."""
    at, place = Problem("fit", "It is full", Location("a.md", 3)), Location("b.md", 1)
    told = report.order([at, at, Problem("fit", "It is full", Location("a.md", 7)),
                        Problem("fit", "It is full", Location("a.md", 3, place))])  # fmt: skip
    assert [one.message for one in told] == ["It is full (also on line 7)", "It is full"]


def test_dates(write: Callable[..., Path]) -> None:
    """Overdue is a warning; signed in the future and more than three years between reviews are errors."""
    root = write({"content/rest.md": source(SIGNED.format("2029-11-21"))})
    assert found(root, date(2026, 11, 19)) == [("review-term", "error", 6), ("date-ahead", "error", 5)]
    write({"content/rest.md": source(SIGNED.format("2029-11-20"))})
    assert found(root, date(2026, 11, 20)) == []
    assert found(root, date(2029, 11, 21)) == [("overdue", "warning", 6)]
    write({"content/rest.md": source("author: Us\n")})
    assert found(root) == [("unsigned", "warning", 1)]


def test_what_was_changed_after_it_was_signed(write: Callable[..., Path]) -> None:
    """A warning at `reviewed`, where the source notes what was signed; none in a draft, or for the same words."""
    root = write({"content/rest.md": source()})
    (signed,) = starter.sign(root, ["rest"], "Clinical lead", "2026-11-20")
    for text, told in (
        (signed.after, ""),
        (signed.after.replace("Sit down", "Lie down"), "the text is not as it was when 'Clinical lead' signed it"),
        (signed.after.replace("Sit down", "Lie down").replace("reviewer: Clinical lead\n", ""), ""),
        (source(SIGNED.format("2027-11-20") + "signed: yes\n"),
         "'signed: yes' is nothing that the command 'sign' has written"),
        (source(SIGNED.format("2027-11-20") + "signed:\n"), ""),
    ):  # fmt: skip
        write({"content/rest.md": text})
        found_now = [one for one in builder.check(root) if one.rule == "signed-changed"]
        assert [(one.message, one.severity, one.location.line) for one in found_now] == (
            [(told, "warning", 5)] if told else []
        )
        assert all(one.hint.endswith("then: 'pamphlets sign rest --by ROLE'") for one in found_now)


def test_a_shared_source_that_nobody_has_signed(write: Callable[..., Path]) -> None:
    """A source with blocks for others alone is asked for a signature where one of them is shown."""
    shared = "---\ntitle: Safe\nsummary: It is.\npublish: false\n---\n\n## Go {#go}\n\nGo to a doctor.\n"
    root = write({"content/rest.md": source(), "content/safe.md": shared})
    assert builder.check(root) == ()
    write({"content/rest.md": source() + "\n![[safe#go]]\n"})
    (problem,) = builder.check(root)
    assert (problem.rule, problem.severity, problem.location) == ("unsigned", "warning", Location("content/safe.md", 1))


def test_strict_build_stops_when_overdue(write: Callable[..., Path]) -> None:
    """A build goes on with an overdue text, a strict one does not; the day is in no output."""
    root = write({"content/rest.md": source()})
    with pytest.raises(PamphletError, match="was to be looked at"):
        build(root, jobs=1, strict=True, today=date(2028, 1, 1))
    assert not (root / "build" / "manifest.json").exists()


def test_allowances(write: Callable[..., Path]) -> None:
    """An allowance waives the findings of a rule in a block; one that waives nothing is a finding."""
    row = "- {{rule: {}, block: {}, why: It is new., by: Clinical lead, on: 2026-11-20}}\n"
    root = write({"content/rest.md": source("allow:\n- {rule: unsigned, why: New., by: Lead, on: 2026-11-20}\n")})
    assert found(root) == []
    for rule, block in (("unsigned", "sit"), ("unsigned", "sti"), ("overdu", "sit"), ("fit", "sit")):
        write({"content/rest.md": source(SIGNED.format("2027-11-20") + "allow:\n" + row.format(rule, block))})
        assert found(root) == [("allowance", "warning", 7)]


def test_what_is_due_is_listed_by_date(write: Callable[..., Path]) -> None:
    root = write({"content/rest.md": source(), "content/walk.md": source(SIGNED.format("2027-01-20"))})
    read = library.read(Project.load(root))
    assert [one.name for one in dates.due(read, date(2027, 12, 1))] == ["walk", "rest"]
    assert [one.name for one in dates.due(read, date(2027, 2, 1))] == ["walk"]
    found = checks.of_each(read, Project.load(root)).values()
    assert list(checks.run_today(found, Project.load(root), date(2026, 11, 20))) == []


def test_words_of_the_template_are_told_once(write: Callable[..., Path]) -> None:
    """`check` names what `add` wrote to be written over, at its first line; a source of one's own has none."""
    root = write({"content/practice.yml": "name: a\nweb:\n"})
    starter.add(root, "Neck pain")
    told = [problem for problem in builder.check(root) if problem.rule == "template-words"]
    assert len(told) == 1
    assert (told[0].severity, told[0].hint) == ("warning", "write your own words there")
    assert told[0].message.startswith("the template still says: ")


def test_a_practice_nobody_has_filled_in_is_told_once(tmp_path: Path) -> None:
    """`check` names what `new` wrote into practice.yml, at its first line; sample addresses elsewhere do not count."""
    list(starter.new(tmp_path))
    told = [problem for problem in builder.check(tmp_path) if problem.rule == "template-words"]
    assert [str(problem) for problem in told] == [
        "content/practice.yml:2: warning: the template still says: 'Your Practice', and so in 7 more lines\n"
        "  hint: write your own words there"
    ]
    own = 'name: Rest House\nweb: https://rest.example.org/\naddress: ["2 Example Street", "Anytown, ME"]\n'
    (tmp_path / "content/practice.yml").write_text(own)
    assert not [problem for problem in builder.check(tmp_path) if problem.rule == "template-words"]


def test_a_build_tells_few_warnings_of_one_kind() -> None:
    """Of one rule in one file: what was built is not buried under what a draft may have. Errors are told all."""
    lines = [
        Problem("sentence", f"{line} words", Location("content/a.md", line), "", "warning") for line in range(1, 6)
    ]
    other = Problem("sentence", "9 words", Location("content/b.md", 1), "", "warning")
    errors = [replace(one, rule="claim", severity="error") for one in lines]
    told = [(one.location.line, one.message) for one in report.order([*lines, other, *errors], 2)]
    assert told[:3] == [
        (1, "1 words"),
        (2, "2 words (and 3 more like it in this file: 'pamphlets check --fit' shows each)"),
        (1, "9 words"),
    ]
    assert [message for _, message in told[3:]] == [f"{line} words" for line in range(1, 6)]
    assert list(report.order(lines, 5)) == list(report.order(lines)) == lines
