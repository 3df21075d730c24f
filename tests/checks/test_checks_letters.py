"""Letters that no font has: told by `check`, once for a language, where they stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from making.texts import source

from pamphlets import builder

Write = Callable[..., Path]
HEAD = "---\ntitle: {}\nsummary: {}\n---\n\n"
CHAIR = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">\n<text y="9">Up ↑</text></svg>'
FONT = "put a font that has it into templates/assets/fonts"


def letters(root: Path) -> list[str]:
    return [str(found) for found in builder.check(root) if found.rule == "font-character"]


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        ("Rest 🦷", "Sit.", "2: error: no font has the sign 🦷 (U+1F9B7)"),
        ("Rest", "Sit → lie.", "8: error: no font has the sign → (U+2192)"),
        ("Rest", "- One\n- Two ✓\n", "9: error: no font has the sign ✓ (U+2713)"),
        ("Rest", "| a | b |\n|---|---|\n| 1 | x₂ |\n", "10: error: no font has the sign ₂ (U+2082)"),
        ("Rest", "Sit.\n\n::: {.post card=\"Sit ☺\"}\nSit down.\n:::", "10: error: no font has the sign ☺ (U+263A)"),
        ("Rest", "Say אב.", "8: error: no font has 2 letters of 'en': א, ב"),
        ("Rest", "One ☐.\n\nTwo ☑ and ☐.", "8: error: no font has 2 signs of 'en': ☐ (U+2610), ☑ (U+2611); "
         "also at content/rest.md:10"),
        ("Rest", "Q̧.", "8: error: no font has the sign ◌̧ (U+0327)"),
    ],
)  # fmt: skip
def test_letters_that_no_font_has_are_told_at_their_line(title: str, body: str, expected: str, write: Write) -> None:
    found = letters(write({"content/rest.md": HEAD.format(title, "Sit.") + f"## Rest {{#rest}}\n\n{body}\n"}))
    assert [one.partition("\n")[0] for one in found] == [f"content/rest.md:{expected}"]
    assert "into templates/assets/fonts" in found[0]


@pytest.mark.parametrize(
    "body",
    [
        "“Crème brûlée” – it’s 5 € … ½ × 3. Łukasz, Eşref, Ana Țărnă.",
        "Deco\u0301mposed: sueño, nin\u0303o; Zero\u200bwidth, soft\u00adhyphen, no\u00a0break.",
        "Sit.\n\n::: post\nSit down 🦷 → now.\n:::",
        '[Sit → lie.]{only="web"}',
        '::: {only="web"}\nSit → lie.\n:::',
        "\uf0b7\tSit.\n\uf0b7\tLie.\n\n> ☐ Pen\n> ☑ Book\n\n- Sit\n  ☐ Pen",
        "![A 🦷 tooth](images/dot.svg)",
    ],
)
def test_letters_that_fonts_have_or_that_nothing_draws_are_no_fault(body: str, write: Write) -> None:
    """Posts are pasted, pages are shown in the reader's own fonts where ours lack a letter, alt texts are read out."""
    dot = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7v7z"/></svg>'
    text = HEAD.format("Rest", "Sit.") + f"## Rest {{#rest}}\n\n{body}\n"
    assert letters(write({"content/images/dot.svg": dot, "content/rest.md": text})) == []


def test_words_of_drawings_and_of_the_practice_are_told_at_their_lines(write: Write) -> None:
    practice = "name: Rest House\ntagline: Rest ☺ well\nphone: +1 207-555-0142\n"
    body = HEAD.format("Rest", "Sit.") + "## Rest {#rest}\n\n![A chair](images/chair.svg)\n"
    root = write({"content/practice.yml": practice, "content/images/chair.svg": CHAIR, "content/rest.md": body})
    assert letters(root) == [
        "content/images/chair.svg:2: error: no font has 2 signs of 'en': ↑ (U+2191), ☺ (U+263A); also at "
        f"content/practice.yml:2\n  hint: write it in words, or {FONT.replace(' it ', ' them ')}"
    ]


def test_sources_authors_and_the_logo_are_drawn_too(write: Write) -> None:
    """Of a source with a year only who wrote it; a letter of its title stands on pages alone."""
    references = """references:
- {id: a, title: Tea β, author: [{literal: 木下}], issued: 2020}
- {id: b, title: Tea, author: [{literal: Rest}], issued: 2020}
- {id: c, title: Tea ω, author: [{literal: Rest}]}
"""
    text = HEAD.format("Rest", "Sit.").replace("\n---\n\n", "\nauthor: Σ Team\n---\n\n")
    root = write({
        "content/_brand.yml": "logo: images/chair.svg\n", "content/images/chair.svg": CHAIR,
        "content/references.yml": references, "content/rest.md": f"{text}## Rest {{#rest}}\n\nSit. [@a; @b; @c]\n",
    })  # fmt: skip
    text, cited = letters(root)
    assert text.startswith("content/rest.md:4: error: no font has 2 letters of 'en': Σ, ↑; also at ")
    assert "content/images/chair.svg:2" in text
    assert cited.startswith("content/references.yml:2: warning: no font has 3 letters of 'en': 木, 下, ω; also at ")
    assert "content/references.yml:4: leaflets that cite this are not made" in cited and "given: Hanako" in cited


def test_a_leaflet_that_cites_letters_of_no_font_is_not_made_and_all_else_is(write: Write) -> None:
    references = "references:\n- {id: tea, title: Tea, author: [{family: 木下, given: 花子}], issued: 2016}\n"
    plain = HEAD.format("Rest", "Sit.") + "## Rest {#rest}\n\nSit down.\n"
    root = write({
        "content/practice.yml": "name: Rest House\nphone: +1 207-555-0142\nformats: [sheet]\nplatforms: [x]\n",
        "content/references.yml": references, "content/rest.md": plain,
        "content/tea.md": plain.replace("Rest", "Tea").replace("Sit down.", "Sit down. [@tea]"),
    })  # fmt: skip
    assert [found.partition("\n")[0] for found in letters(root)] == [
        "content/references.yml:2: warning: no font has 4 letters of 'en': 木, 下, 花, 子: leaflets that cite this are "
        "not made"
    ]
    with pytest.raises(builder.Unmade) as caught:
        builder.build(root, jobs=1)
    assert caught.value.names == ("leaflets/tea/sheet",)
    assert (root / "build/leaflets/rest/sheet.pdf").exists() and not (root / "build/leaflets/tea").exists()
    assert "木下" in (root / "build/web/tea/index.html").read_text("utf-8")


def test_a_font_that_cannot_be_read_is_told(write: Write) -> None:
    text = HEAD.format("Rest", "Sit.") + "## Rest {#rest}\n\nSit.\n"
    root = write({"templates/assets/fonts/Broken.ttf": b"no font", "content/rest.md": text})
    assert [str(one).partition(":")[0] for one in builder.check(root) if one.severity == "error"] == [
        "templates/assets/fonts/Broken.ttf"
    ]


def test_a_language_without_a_font_is_one_error_in_check_and_build(write: Write) -> None:
    practice = "name: Rest House\nlanguages: [zh-Hans]\nphone: +1 207-555-0142\nformats: [sheet, tri-fold]\n"
    text = HEAD.format("喝茶", "怎样泡茶。") + "## 喝茶 {#tea}\n\n先把水烧开，再把茶叶放进杯子里。坐下来休息一会儿。\n"
    root = write({"content/practice.yml": practice, "content/rest.md": text})
    found = [one for one in builder.check(root) if one.severity == "error"]
    with pytest.raises(builder.PamphletError) as caught:
        builder.build(root)
    assert [one for one in caught.value.problems if one.severity == "error"] == found
    (problem,) = found
    found = re.match(
        r"no font has (\d+) letters of 'zh-Hans': 喝, 茶, 怎, .* and (\d+) more; also at ", problem.message
    )
    assert problem.location.line == 2 and found and int(found[1]) > 200  # what templates say, too
    assert "'pamphlets font add zh-Hans' puts the font 'Noto Sans CJK SC' into" in problem.hint


def test_letters_of_a_region_stand_in_the_file_of_its_language(write: Write) -> None:
    practice = "name: Rest House\nlanguages: [zh-CN]\nphone: +1 207-555-0142\n"
    (problem,) = letters(write({"content/practice.yml": practice, "content/rest.md": HEAD.format("Tea", "Tea.")}))
    assert problem.startswith("templates/languages/zh-Hans.yml: error: no font has")
    assert "'pamphlets font add zh-CN' puts" in problem


@pytest.mark.parametrize("language", ["ar", "vi", "th"])
def test_a_language_with_a_font_lacks_no_letter(language: str, write: Write) -> None:
    practice = f"name: Rest House\nlanguages: [{language}]\nphone: +1 207-555-0142\n"
    assert letters(write({"content/practice.yml": practice, "content/rest.md": source(language)})) == []
