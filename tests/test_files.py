"""An author's files: written whole or not at all, as the author's program has written them."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from codecs import BOM_UTF8
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from click.testing import CliRunner
from making.crashes import Killed, endings

from pamphlets import PamphletError, builder, files, publish, records, starter
from pamphlets.cli import main
from pamphlets.model import Entry, Manifest

PRACTICE = "name: Rest House\nphone: 207-555-0142\nlanguages: [en, es]\n"
SIGNED = "reviewer: Lead\nreviewed: 2026-11-20\nreview-by: 2027-11-20\n"
SOURCE = f"---\ntitle: Rest\nsummary: How to rest.\n{SIGNED}---\n\n## Rest {{#rest}}\n\nSit down.\n"
FILES: dict[str, str | bytes] = {
    "content/practice.yml": PRACTICE, "content/rest.md": SOURCE, "content/rest.es.md": SOURCE,
}  # fmt: skip
ACCEPT = ("translation", "accept", "rest", "--by", "Translator", "--project")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for no disk."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def run(*words: str) -> None:
    done = CliRunner().invoke(main, list(words), catch_exceptions=False)
    assert done.exit_code in (0, 1) and (done.exit_code == 0 or "the disk is full" in done.stderr), done.output
    if done.exit_code:
        raise PamphletError(())


def always_whole(root: Path, act: Callable[[], object]) -> None:
    """See that an act that ends at any operation leaves each file as it was or as it will be, and can be done again.

    Whatever it leaves else is gone after that; after a full disk nothing of it is left at all.
    """
    before, kept = tree(root), root.with_name("kept")
    shutil.copytree(root, kept)
    act()
    after = tree(root)

    def prepare() -> None:
        shutil.rmtree(root)
        shutil.copytree(kept, root)

    for fault in endings(prepare, act, "killed", "torn", "full"):
        assert isinstance(fault, Killed | PamphletError) or fault is None
        for path, content in tree(root).items():
            mine = path.rpartition("/")[2] == files.PART and not isinstance(fault, PamphletError)
            assert mine or content in (before.get(path), after.get(path)), path
        assert before.keys() <= tree(root).keys()
        act()
        assert tree(root) == after


def test_a_translation_that_is_accepted(write: Callable[..., Path]) -> None:
    root = write(FILES)
    always_whole(root / "content", lambda: run(*ACCEPT, str(root)))


def test_a_new_project_and_a_new_source(tmp_path: Path) -> None:
    """A `new` that was interrupted goes on where it was; whoever has all of it is told."""
    root = tmp_path / "project"
    root.mkdir()

    def new() -> None:
        try:
            tuple(starter.new(root))
        except PamphletError as fault:
            if fault.problems[0].rule != "exists":
                raise

    always_whole(root, new)
    with pytest.raises(PamphletError, match="the file is there already"):
        tuple(starter.new(root))


def built(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `publish` take a project for read and built, with nothing but leaflets."""
    planned = builder.plan(root)
    known = Manifest(jobs=tuple(Entry(job.channel, job.name, (), edition=job.edition) for job in planned.jobs))
    made = builder.Build(root / "build", (), (), (), known, plan=planned)
    monkeypatch.setattr(publish, "builder", SimpleNamespace(build_what_fits=lambda *_, **__: made, Build=builder.Build))


def test_records(write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Recorded, recorded with new posts, withdrawn: each at any operation."""
    root = write(FILES | {"content/rest.es.md": SOURCE.replace("Sit down", "Siéntese")})
    built(root, monkeypatch)
    always_whole(root / "content", lambda: publish.publish(root, "2026-11-22"))
    ids = [path.stem for path in (root / "content/editions").iterdir()]
    assert len(ids) == 2

    def withdraw() -> None:
        try:
            publish.withdraw(root, ids, "Wrong.", "2026-12-01")
        except PamphletError as fault:
            if fault.problems[0].rule != "withdrawn":
                raise

    shutil.rmtree(root / "kept")
    always_whole(root / "content", withdraw)


def test_records_are_held_while_they_are_read_and_written(
    write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that `withdraw` and `publish` at the same time both say what they have to say."""
    root, held = write({**FILES, "content/rest.es.md": SOURCE.replace("Sit down", "Siéntese")}), list[str]()
    built(root, monkeypatch)

    def see(module: ModuleType, name: str) -> None:
        real = getattr(module, name)

        def seen(*args: object) -> object:
            with pytest.raises(BlockingIOError), files.lock(root, wait=False):
                pass
            held.append(name)
            return real(*args)

        monkeypatch.setattr(module, name, seen)

    see(records, "read")
    see(files, "write")
    (root / "content/editions").mkdir()
    (root / "content/editions/ABCDEFGH.part").write_text("half")
    (root / "content/editions/notes.part").write_text("mine")
    new = publish.publish(root, "2026-11-22").new
    publish.withdraw(root, [new[0].id], "Wrong.", "2026-12-01")
    assert held == ["read", "write", "write", "read", "write"]  # a record for each language
    assert tree(root / "content/editions").keys() == {"notes.part", *(f"{one.id}.json" for one in new)}


@pytest.mark.parametrize("before", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", BOM_UTF8])
def test_line_ends_and_mark_stay(tmp_path: Path, before: str, mark: bytes) -> None:
    file = tmp_path / "rest.md"
    file.write_bytes(mark + before.join(["a", "", "é", ""]).encode())
    files.write(file, "a\nnew\n\nè\n")
    assert file.read_bytes() == mark + before.join(["a", "new", "", "è", ""]).encode()


def test_lines_of_several_kinds_stay_what_they_are(tmp_path: Path) -> None:
    """A line that is new ends like the one before it; a last line without an end has none."""
    file = tmp_path / "rest.md"
    file.write_bytes(b"a\r\nb\nc\rd")
    files.write(file, "a\nnew\nb\nchanged\nd")
    assert file.read_bytes() == b"a\r\nnew\r\nb\nchanged\nd"


def test_permissions_and_links_stay(tmp_path: Path) -> None:
    """What a link shows is written, and the link stays one; a new file has the usual permissions."""
    file, link = tmp_path / "rest.md", tmp_path / "link.md"
    file.write_text("before")
    file.chmod(0o640)
    link.symlink_to(file)
    files.write(link, "after")
    assert link.is_symlink() and file.read_text() == "after" and stat.S_IMODE(file.stat().st_mode) == 0o640
    files.write(tmp_path / "new/new.md", "new")
    (tmp_path / "usual").touch()
    assert (tmp_path / "new/new.md").stat().st_mode == (tmp_path / "usual").stat().st_mode
    assert not list(tmp_path.rglob(files.PART))


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "the disk is full\n  hint: the file is as it was; free some space and try again"),
        (errno.EROFS, "cannot write: Read-only file system\n  hint: the file is as it was; may you write there?"),
    ],
)
def test_what_cannot_be_written_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    file = tmp_path / "rest.md"
    file.write_text("before")

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(PamphletError) as caught:
        files.write(file, "after", "content/rest.md")
    assert str(caught.value).startswith(f"content/rest.md: error: {said}")
    assert tree(tmp_path) == {"rest.md": b"before"}


def test_a_file_that_its_owner_protects_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "rest.md"
    file.write_text("before")
    monkeypatch.setattr(os, "access", lambda *_: False)  # as for everybody but root
    with pytest.raises(PamphletError, match="Permission denied"):
        files.write(file, "after")
    assert file.read_text() == "before"


def test_bytes_are_on_the_disk_before_they_have_their_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done, real = list[str](), os.replace
    monkeypatch.setattr(os, "fsync", lambda _: done.append("flushed"))
    monkeypatch.setattr(os, "replace", lambda *names: (done.append("named"), real(*names)))
    files.write(tmp_path / "rest.md", "text")
    assert done == ["flushed", "named", "flushed"]


def test_a_build_clears_what_a_killed_command_left(write: Callable[..., Path]) -> None:
    """But not what a command that is at work writes."""
    root = write({f"content/{files.PART}": "half", f"content/editions/{files.PART}": "half"})
    with files.lock(root / "content/editions"):
        files.clear(root / "content", root / "content/editions")
    assert [path.parent.name for path in root.rglob(files.PART)] == ["editions"]


def test_a_calendar_goes_where_it_is_told_to(write: Callable[..., Path], tmp_path: Path) -> None:
    """Into a folder that is new, and into a pipe; what is no place for it is a problem."""
    root = write(FILES)
    run("due", "--project", str(root), "--ics", str(tmp_path / "new/due.ics"))
    assert (tmp_path / "new/due.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    done = CliRunner().invoke(main, ["due", "--project", str(root), "--ics", str(root / "content/rest.md/due.ics")])
    assert done.exit_code == 1 and "error: cannot write" in done.stderr


@pytest.mark.parametrize("said", ["translator: >\n  some\n  body\n", '"translator" : some\n  body\n'])
def test_what_was_said_before_gives_way(write: Callable[..., Path], said: str) -> None:
    """On several lines, or in another form of YAML."""
    root = write(FILES | {"content/rest.es.md": SOURCE.replace("summary", f"{said}summary")})
    run(*ACCEPT, str(root))
    text = (root / "content/rest.es.md").read_text("utf-8")
    key = said.partition(":")[0]
    assert text.startswith(f"---\ntitle: Rest\n{key}: Translator\nsummary: How to rest.\n")


@pytest.mark.parametrize(
    ("english", "spanish", "said"),
    [
        (
            "## B {#b}\n\nb\n",
            "",
            "the block 'b' of content/rest.md is not translated\n  hint: translate content",
        ),
        ("![[safety#s]]\n", "", "the shared block 'safety#s', which content/rest.md shows"),
        ("", "lead", "the text before the first heading of content/rest.md is not translated"),
    ],
)
def test_a_translation_that_lacks_something_is_not_accepted(
    write: Callable[..., Path], english: str, spanish: str, said: str
) -> None:
    """And nothing is written."""
    lead = SOURCE.replace("## Rest", "First words.\n\n## Rest")
    safety = SOURCE.replace("---\n\n", "publish: false\n---\n\n").replace("{#rest}", "{#s}")
    root = write(FILES | {
        "content/rest.md": (lead if spanish else SOURCE) + "\n" + english,
        "content/safety.md": safety, "content/safety.es.md": safety,
    })  # fmt: skip
    done = CliRunner().invoke(main, [*ACCEPT, str(root)])
    assert done.exit_code == 1 and f"content/rest.es.md:2: error: {said}" in done.stderr
    assert (root / "content/rest.es.md").read_text("utf-8") == SOURCE
