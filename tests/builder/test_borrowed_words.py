"""A language that has no words of its own: English stands in on every output, and what marks it is never printed."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from pamphlets.builder import build

TEXT = """---
title: Riposare bene
summary: Cosa si può fare stasera.
---

## In breve {#short .key-points}

- Il riposo fa bene. [@nhs]

## Che cosa fare {#do}

Si sdrai, e [legga](https://www.example.org/rest).

::: {.post card="Riposare bene"}
Il riposo fa bene.
:::
"""
MARKS = "\ufdd0\ufdd1\ufdd2"
PACKED = (".pdf", ".png", ".zip", ".woff2", ".jpg")


def test_what_marks_borrowed_words_is_in_no_output(small_project: Path) -> None:
    """Leaflets of a draft, pages, letters, slides, posts, calendars and the desk."""
    practice = "name: Rest House\nweb: https://www.example.org\nphone: +1 207-555-0142\nlanguages: [it]\n"
    (small_project / "content/practice.yml").write_text(f"{practice}formats: [tri-fold, poster]\n", "utf-8")
    for path in small_project.glob("content/*.md"):
        path.unlink()
    (small_project / "content/rest.md").write_text(TEXT, "utf-8")
    references = "references:\n- {id: nhs, title: Rest, URL: https://www.example.org/nhs, accessed: 2026-11-20}\n"
    (small_project / "content/references.yml").write_text(references, "utf-8")
    made = build(small_project, jobs=1)
    assert "words" in {problem.rule for problem in made.problems}
    files = [path for path in (small_project / "build").rglob("*") if path.is_file()]
    assert {path.suffix for path in files} >= {".pdf", ".html", ".txt", ".png", ".json"}
    texts = {path.name: path.read_text("utf-8") for path in files if path.suffix not in PACKED}
    assert [name for name, text in texts.items() if any(mark in text for mark in MARKS)] == []
    for path in (path for path in files if path.suffix == ".pdf"):
        with pypdfium2.PdfDocument(path) as document:
            text = "".join(page.get_textpage().get_text_range() for page in document)
        assert not any(mark in text for mark in MARKS), path.name
    page = (small_project / "build/web/rest/index.html").read_text("utf-8")
    assert '<span lang="en" dir="ltr">Sources</span>' in page
