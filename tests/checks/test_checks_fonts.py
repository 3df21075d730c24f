"""Fonts that a brand asks for: found by the names of their files, told of when they are not whole, or not fonts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from making import ROOT
from making.paper import PAGE, PLACE

from pamphlets import Project, builder
from pamphlets.paper import typeset

Write = Callable[..., Path]
HEAD = "---\ntitle: {}\nsummary: {}\n---\n\n"
SHIPPED = ROOT / "templates/assets/fonts"


def font(family: str, style: str, letters: str = "") -> bytes:
    """Return a weight of the design's font under another name; with `letters`, the only ones that it has."""
    packed = BytesIO()
    with TTFont(SHIPPED / f"AtkinsonHyperlegibleNext-{style}.ttf") as read:
        for record in read["name"].names:
            if record.nameID in (1, 6, 16):
                record.string = family.replace(" ", "") if record.nameID == 6 else family
        for table in read["cmap"].tables if letters else ():
            table.cmap = {code: name for code, name in table.cmap.items() if chr(code) in letters}
        read.save(packed)
    return packed.getvalue()


def _fonts(pdf: pikepdf.Pdf) -> Iterator[object]:
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and "/FontDescriptor" in one:
            yield one["/BaseFont"]


def test_a_font_without_files_falls_back_with_one_warning(write: Write) -> None:
    """And once its regular weight is there, it is used; what else it lacks is told."""
    brand = "typography:\n  fonts:\n  - family: Lora\n    source: google\n  base: Lora, Georgia, serif\n"
    text = HEAD.format("Rest", "Sit.") + "## Rest {#rest}\n\nSit.\n"
    root = write({"content/_brand.yml": brand, "content/rest.md": text})

    def fonts() -> list[str]:
        return [str(found) for found in builder.check(root) if found.rule == "font"]

    assert fonts() == [
        "content/_brand.yml:5: warning: no file of the font 'Lora' is in templates/assets/fonts: "
        "'Atkinson Hyperlegible Next' is used\n  hint: 'pamphlets font add \"Lora\"' fetches it, if there is a package "
        "of it; else put there Lora-Regular.ttf, Lora-SemiBold.ttf, Lora-Bold.ttf"
    ]
    write({"templates/assets/fonts/Lora-Regular.ttf": font("Lora", "Regular")})
    assert fonts() == [
        "content/_brand.yml:5: warning: the font 'Lora' has no SemiBold and no Bold: another weight of it is printed "
        "instead\n  hint: put there Lora-SemiBold.ttf, Lora-Bold.ttf"
    ]
    write({f"templates/assets/fonts/Lora-{style}.ttf": font("Lora", style) for style in ("SemiBold", "Bold")})
    assert fonts() == []
    found = Project.load(root).brand
    assert (found.font, found.headings, [file.name for file in found.files]) == (
        "Lora", "", ["Lora-Regular.ttf", "Lora-SemiBold.ttf", "Lora-Bold.ttf"]
    )  # fmt: skip


def test_headings_may_have_a_font_of_their_own(write: Write) -> None:
    """It is told together with that of the text if neither is there; alone it is used for headings alone."""
    brand = "typography:\n  base:\n    family: Rest Sans\n  headings:\n    family: Rest Serif\n    weight: 600\n"
    text = HEAD.format("Rest", "Sit.") + "## Rest {#rest}\n\nSit.\n"
    root = write({"content/_brand.yml": brand, "content/rest.md": text})
    (problem,) = [str(found) for found in builder.check(root) if found.rule == "font"]
    assert problem.startswith("content/_brand.yml:3: warning: no file of the fonts 'Rest Sans' and 'Rest Serif' is in ")
    write({f"templates/assets/fonts/RestSerif-{style}.ttf": font("Rest Serif", style) for style in ("Regular", "Bold")})
    found = Project.load(root)
    assert (found.brand.font, found.brand.headings) == ("Atkinson Hyperlegible Next", "Rest Serif")
    assert [problem.message.partition(":")[0] for problem in found.problems if problem.rule == "font"] == [
        "no file of the font 'Rest Sans' is in templates/assets/fonts", "the font 'Rest Serif' has no SemiBold"
    ]  # fmt: skip
    page = PAGE.format("<h2>Rest</h2><p>Sit.</p>")
    with pikepdf.open(BytesIO(typeset.Manuscript(page, found.folders, PLACE, found.brand).layout().pdf())) as pdf:
        names = {str(name) for name in _fonts(pdf)}
    assert {name.partition("+")[2] for name in names} == {"Rest-Serif-Bold", "Atkinson-Hyperlegible-Next"}


def test_a_font_of_another_family_is_told(write: Write) -> None:
    """Its files are found by their names, and pages ask for it by that which it has inside."""
    text = HEAD.format("Rest", "Sit.") + "## Rest {#rest}\n\nSit.\n"
    root = write({"content/_brand.yml": "typography: {base: Lora}\n", "content/rest.md": text})
    for style in ("Regular", "SemiBold", "Bold"):
        write({f"templates/assets/fonts/Lora-{style}.ttf": font("Lora Web", style)})
    (problem, *others) = [str(found) for found in builder.check(root) if found.rule == "font"]
    assert problem == (
        "templates/assets/fonts/Lora-Bold.ttf: error: inside it is a font named 'Lora Web', not 'Lora'\n"
        "  hint: write 'Lora Web' in content/_brand.yml, and let the name of the file begin with 'LoraWeb-'"
    )
    assert len(others) == 2


def test_a_font_says_which_letters_it_lacks(write: Write) -> None:
    """They are printed in the design's own font; letters that no font has are told of where they stand."""
    text = HEAD.format("Rest", "Sit.") + "## Rest {#rest}\n\nSüß – Łukasz.\n"
    root = write({"content/_brand.yml": "typography: {base: Lora}\n", "content/rest.md": text})
    known = "".join(map(chr, range(32, 127)))
    for style in ("Regular", "SemiBold", "Bold"):
        write({f"templates/assets/fonts/Lora-{style}.ttf": font("Lora", style, known)})
    assert [str(found) for found in builder.check(root) if found.rule == "font-character"] == [
        "content/_brand.yml: warning: the font 'Lora' lacks 4 letters and signs that the texts have: ß, ü, Ł, –\n"
        "  hint: 'Atkinson Hyperlegible Next' is printed there instead; choose a font that has them"
    ]


@pytest.mark.parametrize(
    "content",
    [b"", b"no font", b"\0\1\0\0" + b"\xff" * 400, b"OTTO" + b"\0\x40" * 300, b"ttcf" + b"\xff" * 60],
    ids=["empty", "text", "tables", "outlines", "collection"],
)
def test_a_file_that_is_no_font_is_told(content: bytes, write: Write) -> None:
    """And nothing is laid out with it."""
    text = HEAD.format("Rest", "Sit.") + "## Rest {#rest}\n\nSit.\n"
    root = write({"content/_brand.yml": "typography: {base: Lora}\n", "content/rest.md": text})
    write({"templates/assets/fonts/Lora-Regular.ttf": content})
    errors = [str(found) for found in builder.check(root) if found.severity == "error"]
    assert len(errors) == 1 and errors[0].startswith(
        "templates/assets/fonts/Lora-Regular.ttf: error: Lora-Regular.ttf cannot be read as a font"
    )


def test_a_font_that_is_cut_off_is_told(write: Write) -> None:
    """Wherever it is cut: reading raises nothing but problems."""
    whole = (SHIPPED / "AtkinsonHyperlegibleNext-Bold.ttf").read_bytes()
    root = write({"content/_brand.yml": "typography: {base: Lora}\n", "content/rest.md": HEAD.format("Rest", "Sit.")})
    for length in (100, 300, 1000, 5000, len(whole) // 2):
        write({"templates/assets/fonts/Lora-Regular.ttf": whole[:length]})
        builder.check(root)
