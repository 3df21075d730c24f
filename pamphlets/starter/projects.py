"""Turns a profession and languages into the files of a new project: who publishes, a first text, a README."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources

from pamphlets.project import professions

_HERE = resources.files("pamphlets.starter")
_SHARED = "![[safety#"


def files(profession: str, languages: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the path of each file, relative to the project, and its text.

    `profession` is an id, or '' for a practice that does not say; the first of `languages` is the default.
    """
    row = professions.rows()[profession or "massage"]
    sources = dict(_sources(row.topic, languages))
    if any(_SHARED in text for text in sources.values()):
        sources |= _sources("safety", languages)
    cited = set(re.findall(r"@([\w-]+)", " ".join(sources.values())))
    yield "README.md", _read(f"README.{languages[0]}.md")
    yield "content/_brand.yml", _read("project/content/_brand.yml")
    yield "content/practice.yml", _practice(profession, row, languages)
    yield "content/references.yml", _references(cited)
    yield from sources.items()


def _read(name: str) -> str:
    return (_HERE / name).read_text("utf-8")


def _sources(topic: str, languages: Sequence[str]) -> Iterator[tuple[str, str]]:
    for language in languages:
        own = "" if language == languages[0] else f".{language}"
        yield f"content/{topic}{own}.md", _read(f"topics/{topic}{'' if language == 'en' else f'.{language}'}.md")


def _references(cited: set[str]) -> str:
    """Return the entries that the texts cite, as they stand in the file of all."""
    head, *entries = re.split(r"\n+(?=  - id: )", _read("topics/references.yml").rstrip())
    kept = [entry for entry in entries if entry.split("\n", 1)[0].removeprefix("  - id: ") in cited]
    return f"{head}\n" + "\n\n".join(kept) + "\n"


def _practice(profession: str, row: professions.Profession, languages: Sequence[str]) -> str:
    """Return `practice.yml`, each text in every language."""
    words: Mapping[str, Mapping[str, str]] = json.loads(_read("words.json"))

    def said(key: str) -> str:
        texts = words.get(f"{key}-{row.id}", words[key])
        if tuple(languages) == ("en",):
            return texts["en"]
        if len(languages) == 1:
            return json.dumps(texts[languages[0]], ensure_ascii=False)
        return "{" + ", ".join(f'{code}: "{texts[code]}"' for code in languages) + "}"

    text = _read("project/content/practice.yml")
    kind = f"\nprofession: {profession}" if profession else ""
    text = re.sub(r"(?m)^tagline: .*", lambda found: f"tagline: {said('tagline')}{kind}", text)
    text = re.sub(r"(?m)^  (urgent|now): .*", lambda found: f"  {found[1]}: {said(found[1])}", text)
    text = re.sub(r"(?m)(?<=^hours:\n  - ).*", lambda found: said("hours"), text)
    if profession:
        text = text.replace("cover: motif plain", f"cover: motif {row.motif}")
        line = row.license.of(languages[0])
        text = re.sub(r"licenses:\n  - .*\n", f"licenses:\n  - {line}\n" if line else "", text)
        text = re.sub(r"(?m)^hashtags: .*", f"hashtags: [{', '.join(row.hashtags)}]", text)
    return text.replace("languages: [en]", f"languages: [{', '.join(languages)}]")
