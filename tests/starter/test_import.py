"""Files of other programs become drafts: every word of a body is in the draft, or in the list of what was left out."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from making import documents
from making.documents import box, docx, p, part, picture, png, pub, r, table

from pamphlets import library, source, starter
from pamphlets.cli import main
from pamphlets.compose import markup
from pamphlets.errors import PamphletError
from pamphlets.model import End, Link, Markdown
from pamphlets.project import Project
from pamphlets.starter import writing
from pamphlets.starter.intake.draft import escape

NOTES = {"f": "footnotes.xml"}
BOLD, BREAK = "<w:b/>", "<w:r><w:br/></w:r>"
SMALL = '<w:vertAlign w:val="{}script"/>'


def es(words: str, more: str = "") -> str:
    return r(words, f'{more}<w:lang w:val="es-MX"/>')


def adopt(write: Callable[..., Path], name: str, content: bytes | str) -> tuple[str, list[tuple[str, str]]]:
    """Import a file; return the draft without its front matter and its list, and that list."""
    root = write()
    file = root / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    made = starter.adopt(root, file)
    text = (root / made.paths[0]).read_text("utf-8")
    rest = [(one.kind, one.words) for one in made.rest]
    assert all(f"- {kind}: {words}" in text for kind, words in rest)
    assert starter.tidy(root, [Path(made.paths[0]).stem]) == ()
    found = library.survey(Project.load(root))
    assert [problem for problem in found.problems if problem.severity == "error"] == []
    return text.partition("\n<!-- Not taken over")[0].split("\n---\n\n", 1)[1], rest


DOCUMENTS: dict[str, tuple[bytes, str, list[tuple[str, str]]]] = {
    "headings by style": (
        docx(
            p("Neck pain", "Title"), p("Most necks hurt once."), p("What helps", "Heading1"), p("Moving helps."),
            p("At work", "Heading2"), p("Get up."), p("When to call", "Überschrift1"), p("Call if it lasts."),
        ),
        "## What helps {#what-helps}\n\nMoving helps.\n\n### At work\n\nGet up.\n\n"
        "## When to call {#when-to-call}\n\nCall if it lasts.\n",
        [],
    ),
    "headings by bold and by size": (
        docx(
            p("Neck pain", run=f'{BOLD}<w:sz w:val="56"/>'), p("What helps", run=BOLD), p("Moving helps. A lot."),
            p("When to call", run='<w:sz w:val="32"/>'), p("Call if it lasts.", run=BOLD), p("Or come in."),
        ),
        "## What helps {#what-helps}\n\nMoving helps. A lot.\n\n## When to call {#when-to-call}\n\n"
        "**Call if it lasts.**\n\nOr come in.\n",
        [],
    ),
    "a title in bold like its headings": (
        docx(
            p("Neck pain", run=BOLD), p("Most necks hurt once."), p("What helps", run=BOLD), p("Moving."),
            p("When to call", run=BOLD), p("If it lasts."),
        ),
        "## What helps {#what-helps}\n\nMoving.\n\n## When to call {#when-to-call}\n\nIf it lasts.\n",
        [],
    ),
    "numbers that go on, ends of lines and pages, blanks": (
        docx(
            p("one", numbering="2"), p("two", numbering="2"), p("Wait."), p("three", numbering="2"), p("Rest."),
            p("four", numbering="2"), p("five", numbering="2"), p(r("Sit") + "<w:r><w:cr/></w:r>" + r("down")),
            p(r("Page") + '<w:r><w:br w:type="page"/></w:r>' + r("after")),
            p("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + r("Type.") + "</w:sdtContent></w:sdt>"),
        ),
        "1. one\n2. two\n\nWait.\n\n3. three\n\nRest.\n\n4. four\n5. five\n\nSit\\\ndown\n\nPage\\\nafter\n",
        [("blank to fill in", "Type.")],
    ),
    "a table as layout, and one of data": (
        docx(
            p("Our leaflet", "Heading1"), p("For you."),
            table([p("Call us", run=BOLD) + p("Any time."), p("Come in", run=BOLD) + p("By bus.") + p("Or walk.")]),
            table(["Day", "Hours"], ["Monday", "9 | 5"], ["Sunday", ""]),
        ),
        "## Call us {#call-us}\n\nAny time.\n\n## Come in {#come-in}\n\nBy bus.\n\nOr walk.\n\n"
        "| Day | Hours |\n| --- | --- |\n| Monday | 9 \\| 5 |\n| Sunday | |\n",
        [],
    ),
    "text boxes": (
        docx(p(r("Before ") + box(p("In a box.")) + r("after.")), p(r("Next.") + box(p("A new one."), older=False))),
        "Before after.\n\nIn a box.\n\nNext.\n\nA new one.\n",
        [],
    ),
    "footnotes": (
        docx(
            p(r("Rest helps") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + r(".")),
            p(r("Lost") + '<w:r><w:footnoteReference w:id="9"/></w:r>'),
            parts={"footnotes.xml": part('<w:footnote w:id="2">' + p("Says a [book].") + "</w:footnote>")},
            targets=NOTES,
        ),
        "Rest helps[^2].\n\nLost\n\n[^2]: Says a \\[book\\].\n",
        [],
    ),
    "tracked changes and hidden words": (
        docx(
            p(
                r("It takes ") + '<w:del w:id="1"><w:r><w:delText>forty</w:delText></w:r></w:del>'
                '<w:ins w:id="2">' + r("thirty") + "</w:ins>" + r(" minutes.") + r(" Secret.", "<w:vanish/>")
            ),
        ),
        "It takes thirty minutes.\n",
        [("deleted", "forty"), ("hidden", "Secret.")],
    ),
    "pictures": (
        docx(
            p(picture("i", "A neck") + r("See above.")), p(picture("i")), p(picture("w", "An old drawing")),
            p(picture("n", "Nowhere")), p(picture("z", "Missing")),
            parts={"media/image1.png": png(), "media/image2.wmf": b"\xd7\xcd\xc6\x9a"},
            targets={"i": "media/image1.png", "w": "media/image2.wmf", "n": "../../../etc/passwd"},
        ),
        "![A neck](images/file-1.png)\n\nSee above.\n\n![TODO: say what this picture shows](images/file-1.png)\n",
        [("picture", "An old drawing, which is not of a kind that can be shown"), ("picture", "Nowhere")],
    ),
    "two languages": (
        docx(
            p("Call us any time, by day or by night."), p("Llame", "Heading1").replace("<w:rPr></w:rPr>",
            '<w:rPr><w:lang w:val="es-ES"/></w:rPr>'), p(es("Hola ") + es("amigos", BOLD)), p(es("uno"), numbering="1"),
            p(es("dos"), numbering="1"), p(r("Say ") + es("hola") + r(".")),
        ),
        '## Llame {#llame}\n\n::: {lang="es"}\nHola **amigos**\n\n'
        '- uno\n- dos\n:::\n\nSay [hola]{lang="es"}.\n',
        [],
    ),
    "lists, nested and numbered": (
        docx(
            p("Take:"), p("a pen", numbering="1"), p("blue", numbering="1", level=1), p("a book", numbering="1"),
            p("one", numbering="2"), p("two", numbering="2"), p("1. typed"), p("2. as well"), p("- only one"),
            p(r("See:") + BREAK + r("• a") + BREAK + r("• b")),
        ),
        "Take:\n\n- a pen\n  - blue\n- a book\n\n1. one\n2. two\n\n"
        "1) typed\n2) as well\n\n\\- only one\n\nSee:\n\n- a\n- b\n",
        [],
    ),
    "comments, headers, diagrams, fields, formulas, links": (
        docx(
            p("Contents 3", "Verzeichnis1"), '<w:altChunk r:id="h"/>',
            p('<w:fldSimple w:instr="AUTHOR">' + r("Ann Example") + "</w:fldSimple>"),
            "<w:p><m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>" + r(" grows.") + "</w:p>",
            '<w:p><w:hyperlink r:id="h">' + r("our page") + "</w:hyperlink></w:p>",
            p(r("H") + r("2", SMALL.format("sub")) + r("O, 10") + r("3", SMALL.format("super"))),
            p("5 * 3 &lt; 16, [sic], {{ name }}, a_b, _c_, www.example.org/a_b"),
            parts={
                "comments.xml": part('<w:comment w:id="1" w:author="Ann">' + p("Is this --&gt; so?") + "</w:comment>"),
                "header1.xml": part(p("Rest House")), "header2.xml": part(p("Rest House")),
                "footer1.xml": part(p("Page 1")),
                "diagrams/data1.xml": part("<dgm:pt><a:p><a:r><a:t>Step one</a:t></a:r></a:p></dgm:pt>"),
            },
            targets={"h": "https://www.example.org/x"},
        ),
        "Ann Example\n\nx+1 grows.\n\n[our page](https://www.example.org/x)\n\nH~2~O, 10^3^\n\n"
        "5 \\* 3 < 16, \\[sic\\], {\\{ name }}, a_b, \\_c\\_, www.example.org/a_b\n",
        [
            ("list of contents", "Contents 3"),
            ("inserted file", "its words are not read: open the file in Word and save it again"),
            ("formula, which stands in its line as plain signs", "x+1"),
            ("comment by Ann", "Is this -- > so?"), ("header", "Rest House"), ("footer", "Page 1"),
            ("diagram", "Step one"),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DOCUMENTS)
def test_word(name: str, write: Callable[..., Path]) -> None:
    content, body, rest = DOCUMENTS[name]
    assert adopt(write, "file.docx", content) == (body, rest)


PAGE = """<!doctype html><html lang="en"><head><title>Necks | Rest House</title>
<meta name="description" content="What helps a stiff neck."></head><body><nav><a href="/">Home</a></nav>
<main><h1>Neck pain</h1><p>It is <b>common</b>.<br>It <i>goes</i>: 10<sup>3</sup> of H<sub>2</sub>O<br><br>Then
<a href="https://www.example.org/a b">read on</a>, or <a href="/prices">pay</a>.</p>
<h4>What helps</h4><ul><li>Move<ul><li>slowly</li></ul></li><li>Rest</li></ul>
<ol start="3"><li><p>One</p><p>more</p></li><li>two</li></ol>
<table role="presentation"><tr><td><h2>Call us</h2>Any time</td><td><p>More<p>and more</td></tr></table>
<p lang="es">Llame.</p><p>Say <span lang="fr">bonjour</span>.</p><p><code>a * b</code></p><pre> kept
x</pre><dl><dt>Calf<dd>Lower leg</dl><blockquote>Said</blockquote><hr><figure><img src="neck.png" alt="A neck">
<figcaption>Look</figcaption></figure><img src="https://www.example.org/x.png" alt="Far"><img src="../secret.png">
<script>alert(1)</script><form>Name <input><select><option>Red</select></form><svg><text>Drawn</text></svg>
<p hidden>secret</p><table><tr><th>Day<th>Hours<tr><td rowspan=2>Mon<td>9<tr><td>10</table></main>
<footer>Copyright</footer></body></html>"""


def test_page(write: Callable[..., Path]) -> None:
    write({"neck.png": png(), "content/practice.yml": "name: Rest House\nphone: +1 207-555-0142\n"})
    body, rest = adopt(write, "page.html", PAGE)
    assert body == (
        "It is **common**.\\\nIt *goes*: 10^3^ of H~2~O\n\nThen [read on](https://www.example.org/a%20b), or pay.\n\n"
        "## What helps {#what-helps}\n\n- Move\n  - slowly\n- Rest\n\n3. One\n\n   more\n\n4. two\n\n"
        "## Call us {#call-us}\n\nAny time\n\nMore\n\nand more\n\n"
        '::: {lang="es"}\nLlame.\n:::\n\nSay [bonjour]{lang="fr"}.\n\n`a * b`\n\n```\n kept\nx\n```\n\n'
        "Calf\n: Lower leg\n\n> Said\n\n---\n\n"
        '![A neck](images/neck-pain-1.png "Look")\n\nName\n\n'
        "| Day | Hours |\n| --- | --- |\n| Mon | 9 |\n| Mon | 10 |\n"
    )
    assert rest == [
        ("around the text", "Home … Copyright"), ("link", "pay: /prices"),
        ("picture", "Far https://www.example.org/x.png"), ("picture", "../secret.png"), ("form field", "Red"),
        ("drawing", "Drawn"), ("hidden", "secret"),
    ]  # fmt: skip
    text = (write() / "content/neck-pain.md").read_text("utf-8")
    assert text.startswith("---\ntitle: Neck pain\nsummary: What helps a stiff neck.\n---\n")


def test_words_of_editors_on_the_web(write: Callable[..., Path]) -> None:
    """Their weight is a style; blanks to be filled in are no headings; a summary is one line."""
    page = '<p><b style="font-weight:normal">Plain<br>words.</b> <span style="font-weight:700">Bold</span></p>'
    assert adopt(write, "web.html", page) == ("Plain\\\nwords. **Bold**\n", [])
    assert "\nsummary: Plain words. Bold\n" in (write() / "content/web.md").read_text("utf-8")
    assert adopt(write, "form.txt", "Form\n\nName: ______\n\nSign here.\n") == ("Name: ______\n\nSign here.\n", [])


DOCS = """<style>.c1{font-weight:700}.c2{color:#1155cc}.c3{text-decoration:line-through}</style>
<p class="c0 title"><span>Neck pain</span></p>
<p><span>It </span><span class="c3">never</span> <span class="c1">passes</span>
<span class="c2">. See <a href="https://www.google.com/url?q=https://www.example.org/a%3Fb&amp;sa=D">us</a>.</span>
<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup><sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></p>
<p><span class="c1">What helps</span></p><p>Rest.</p><hr>
<div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a> Says a book.</p></div>
<div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a>Is it so?</p></div>"""


def test_pages_that_google_docs_saves(write: Callable[..., Path]) -> None:
    """Weights by class, the title, links and footnotes are what they are; what colleagues remarked is not published."""
    assert adopt(write, "docs.html", DOCS) == (
        "It ~~never~~ **passes** . See [us](https://www.example.org/a?b). [^1]\n\n"
        "## What helps {#what-helps}\n\nRest.\n\n[^1]: Says a book.\n",
        [("comment", "Is it so?")],
    )


def test_boxes_and_language(write: Callable[..., Path]) -> None:
    page = (
        '<html lang="es-MX"><p>Traiga:</p><ul><li><input type="checkbox"> un libro<li><input type="checkbox" checked>'
        ' agua</ul><p><input type="checkbox"> sí</p><p><input type="checkbox"> no</p>'
    )
    assert adopt(write, "lista.htm", page) == (
        "Traiga:\n\n- [ ] un libro\n- [x] agua\n\n* [ ] sí\n* [ ] no\n",
        [("language", "the file says that it is in 'es', and drafts are in 'en'")],
    )


def test_publisher(write: Callable[..., Path]) -> None:
    body, rest = adopt(
        write, "flyer.pub", pub("Neck pain\rIt hurts. It goes.\rWhat helps\rMove\x0band rest.\r", png(), png())
    )
    shown = "![TODO: say what this picture shows](images/neck-pain-1.png)"
    assert (body, rest) == (
        f"## What helps {{#what-helps}}\n\nMove\\\nand rest.\n\n{shown}\n\n{shown}\n",
        [],
    )


def test_rich_and_plain_text(write: Callable[..., Path]) -> None:
    rich = (
        r"{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\header Rest House}Neck pain\par\par It {\b hurts} [a lot]."
        r"{\footnote Says a book.}\par\par \trowd Day\cell Hours\cell\row\trowd Mon\cell 9\cell\row}"
    )
    assert adopt(write, "rich.rtf", rich) == (
        "It hurts \\[a lot\\].\n\n| Day | Hours |\n| --- | --- |\n| Mon | 9 |\n",
        [("header", "Rest House"), ("footnote", "Says a book.")],
    )
    row = r"{\rtf1\ansi Neck pain\par\par It hurts.\par\par \trowd Day\cell Hours\cell\row\pard Call us.}"
    assert adopt(write, "row.rtf", row)[0] == "It hurts.\n\n| Day|Hours|\n\nCall us.\n"
    plain = "Neck pain\n\nIt hurts *a lot*.\n\nWhat helps\n\n• Move\n• Rest\n\n::: {{ x }} <!-- y -->\n"
    assert adopt(write, "plain.txt", plain.replace("\n", "\r\n").encode("utf-16")) == (
        "It hurts \\*a lot\\*.\n\n## What helps {#what-helps}\n\n- Move\n- Rest\n\n&#58;:: {\\{ x }} &lt;!-- y -->\n",
        [],
    )
    lines = "NECK PAIN\n=========\n\nIt hurts.\n\nWhat helps\n----------\n\nMove.\n\n*When to call*\n\nIf it lasts.\n"
    assert adopt(write, "lines.txt", lines)[0] == (
        "## What helps {#what-helps}\n\nMove.\n\n## When to call {#when-to-call}\n\nIf it lasts.\n"
    )
    markdown = "# Neck pain\n\nIt *hurts*.\n\n## What helps\n* Move\n* Rest\n"
    assert adopt(write, "marked.txt", markdown)[0] == ("It *hurts*.\n\n## What helps {#what-helps}\n\n- Move\n- Rest\n")


def test_words_of_numbers_in_lists_are_kept(write: Callable[..., Path]) -> None:
    """What a program reads as part of a word, and mammoth does not read at all, is in the list."""
    odd = docx("<w:p><w:unknown>" + r("Nobody reads this.") + "</w:unknown></w:p>", p("This is read."))
    assert adopt(write, "odd.docx", odd) == ("This is read.\n", [("words", "Nobody reads this.")])


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", f"<a>{' ' * 13_000_000}</a>")
    return made.getvalue()


def zipped(document: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("word/document.xml", document)
    return made.getvalue()


ENTITY = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:d xmlns:w="u">&a;</w:d>'
DEEP = "<w:tbl><w:tr><w:tc>" * 5_000 + "</w:tc></w:tr></w:tbl>" * 5_000
DAMAGED = "it is no Word file, cut off or damaged"
NO_PUB = "it is no Publisher file, cut off or damaged"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.docx", bomb(), "its text is far too long for a leaflet"),
        ("a.docx", docx(p("x"))[:400], DAMAGED),
        ("a.docx", zipped("<a>"), DAMAGED),
        ("a.docx", zipped(ENTITY), "its XML has a document type, which no Word file has"),
        ("a.docx", docx(DEEP), "more than 150 elements inside one another"),
        ("a.docx", documents.ole({"EncryptedPackage": b"x"}), "it is protected with a password"),
        ("a.docx", documents.ole({"WordDocument": b"x"}), "this is a file of an old Word, not a .docx"),
        ("a.docx", docx(p("word " * 130_000)), "it has far too many words for a leaflet"),
        ("a.docx", docx(), "there are no words in it"),
        ("a.pub", pub("Hello\r" * 5_000)[:9_000], NO_PUB),
        ("a.pub", documents.ole({"WordDocument": b"x"}), NO_PUB),
        ("a.pub", b"x" * 600, NO_PUB),
        ("a.html", b"<ul><li>" * 1_500 + b"x", "lists or tables too deep inside one another"),
        ("a.txt", b"a\0b" * 100, "it cannot be read: something in it is damaged"),
        ("a.txt", b"", "the file is empty"),
        ("a.doc", b"x", "files that end with '.doc' cannot be taken over"),
        ("a.txt", b"x" * 4_000_001, "the file is too large"),
    ],
)
def test_what_cannot_be_read(name: str, content: bytes, message: str, write: Callable[..., Path]) -> None:
    root = write()
    (root / name).write_bytes(content)
    with pytest.raises(PamphletError) as caught:
        starter.adopt(root, root / name)
    (problem,) = caught.value.problems
    assert problem.message == message and problem.hint
    assert list((root / "content").iterdir()) == [root / "content/practice.yml"]


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def test_nothing_is_written_over(write: Callable[..., Path]) -> None:
    """Neither a source nor a picture; files that can be read are taken over beside one that cannot."""
    root = write({"content/images/neck-pain-1.png": b"mine"})
    (root / "Neck pain.docx").write_bytes(docx(p("It hurts."), p(picture("i", "A neck")), parts={"media/a.png": png()},
                                               targets={"i": "media/a.png"}))  # fmt: skip
    (root / "old.doc").write_bytes(b"x")
    (root / "neck-pain.jpg").write_bytes(b"x")
    made = run("import", "--project", str(root), "old.doc", str(root / "Neck pain.docx"))
    assert made.exit_code == 1 and made.stderr.startswith(f"{root}/old.doc: error: files that end with '.doc'")
    assert made.stdout == f"wrote {root}/content/neck-pain.md\nwrote {root}/content/images/neck-pain-2.png\n"
    before = (root / "content/neck-pain.md").read_text("utf-8")
    assert (
        before == "---\ntitle: Neck pain\nsummary: It hurts.\n---\n\nIt hurts.\n\n![A neck](images/neck-pain-2.png)\n"
    )
    again = run("import", "--project", str(root), str(root / "Neck pain.docx"))
    assert again.stderr == (
        "content/neck-pain.md: error: the file is there already\n"
        "  hint: rename 'Neck pain.docx', or the source that is there\n"
    )
    picture_of_its_name = run("import", "--project", str(root), str(root / "neck-pain.jpg"))
    assert "files that end with '.jpg' cannot be taken over" in picture_of_its_name.stderr
    assert (root / "content/images/neck-pain-1.png").read_bytes() == b"mine"
    assert run("check", "--project", str(root)).exit_code == 0


def test_a_draft_is_named_by_its_title(write: Callable[..., Path]) -> None:
    """It is part of addresses; a file's name stands in where a source has that name. What is next names the project."""
    root = write()
    lead = docx(p("Ingrown toenails", "Title"), p("What you can do."), p("At home", "Heading1"), p("Soak the foot."))
    (root / "LEAFLET v3 (final).docx").write_bytes(lead)
    (root / "again.txt").write_text("Ingrown toenails\n\nThey hurt. They can be treated.\n")
    made = run("import", "--project", str(root), *map(str, (root / "LEAFLET v3 (final).docx", root / "again.txt")))
    assert made.stdout.startswith(f"wrote {root}/content/ingrown-toenails.md\nwrote {root}/content/again.md\nNext: ")
    assert made.stdout.endswith(f" build --project {root}\n")
    assert (root / "content/ingrown-toenails.md").read_text("utf-8") == (
        "---\ntitle: Ingrown toenails\nsummary: What you can do.\n---\n\n## At home {#at-home}\n\nSoak the foot.\n"
    )


def test_pictures_of_a_page_stay_in_its_folder(write: Callable[..., Path], tmp_path: Path) -> None:
    root = write({"page_files/a.png": png(), "page_files/b.png": b"no picture"})
    (root / "page_files/c.png").symlink_to("/etc/hostname")
    shown = "".join(f'<p><img src="page_files/{name}.png" alt="{name}">' for name in "abc")
    body, rest = adopt(write, "page.html", f"<p>Words.</p>{shown}")
    assert body == "Words.\n\n![a](images/page-1.png)\n"
    assert [words for _, words in rest] == ["b, which is not of a kind that can be shown", "c page_files/c.png"]


SIGNS = (
    "*", "**", "_", "__", "`", "[", "]", "(", ")", "<b>", "<", "&", "&amp;", "#", "# ", "> ", "- ", "1. ", "a) ", "|",
    "~", "^", "==", "~~", "{{", "}}", "%%", "\\", "!", "![", "![[a#b]]", ":::", "[^1]", "[@x]", "x", "word", " ", '"',
    "$$", "www.example.org/a_b", "a@example.org", "<!--", "-->", "+", "***", "• ", "o  ", ": ", "http://x.y/(a)*",
    "^2^", "~2~",
)  # fmt: skip


@settings(max_examples=100)
@given(st.lists(st.sampled_from(SIGNS), min_size=1, max_size=9).map("".join).filter(str.strip))
def test_plain_words_are_read_as_they_are(words: str) -> None:
    """What would be a mark stands after a backslash, so that a page says what the file said."""
    text = writing.escape(escape(words.strip()))
    pamphlet = source.read(f"---\ntitle: a\nsummary: b\n---\n\n{text}\n", "content/x.md")
    (part,) = pamphlet.blocks[0].parts
    assert isinstance(part, Markdown)
    made = markup.html(part, lambda inline: "" if isinstance(inline, Link | End) else "?", "en")
    said = html.unescape(re.sub(r"</?[pa]\b[^>]*>", "", made))
    typed = re.compile('[\\s"“”–—-]+')  # quotes and dashes are set as the language has them
    assert typed.sub("", said) == typed.sub("", words)
