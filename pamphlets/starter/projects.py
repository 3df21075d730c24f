"""Turns a profession and languages into the files of a new project: who publishes, a first text, a README.

In a language that has no first text it is the English one, in which each line waits to be written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources

from pamphlets.localized import names
from pamphlets.project import professions
from pamphlets.source import placeholders

LANGUAGES = ("en", "es")
"""Those in which there are first texts."""
_HERE = resources.files("pamphlets.starter")
_SHARED = "![[safety#"
_HOURS = '{days: Mo-Fr, from: "09:00", to: "17:00"}'
"""What each language says in its own way."""
_LETTER = ["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"]
"""Where paper is of this size (CLDR, paperSize); A4 elsewhere."""
_CALL_911 = ("US", "PR", "CA", "MX")
"""Where the sentence for an emergency has the right number; elsewhere it waits for its own."""


def files(profession: str, languages: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the path of each file, relative to the project, and its text.

    `profession` is an id, or '' for a practice that does not say; the first of `languages`, which are codes, is the
    default.
    """
    row = professions.rows()[profession or "massage"]
    sources = dict(_sources(row.topic, languages))
    if any(_SHARED in text for text in sources.values()):
        sources |= _sources("safety", languages)
    cited = set(re.findall(r"@([\w-]+)", " ".join(sources.values())))
    yield "README.md", _read(f"README.{_known(languages[0]) or 'en'}.md")
    yield "content/_brand.yml", _read("project/content/_brand.yml")
    yield "content/practice.yml", _practice(profession, row, languages)
    yield "content/references.yml", _references(cited)
    yield from sources.items()


def _read(name: str) -> str:
    return (_HERE / name).read_text("utf-8")


def outline(language: str, title: str) -> str:
    """Return a source with a title, to be filled in; in a language that has none its lines wait to be written."""
    known = _known(language)
    text = _read("source.es.md" if known == "es" else "source.md")
    if not known:
        text = _waiting(text, "content/topic.md")
        return re.sub("(?m)^title: .*", lambda found: f"title: {json.dumps(title, ensure_ascii=False)}", text, count=1)
    return text.replace('"TITLE"', json.dumps(title, ensure_ascii=False))


def _known(language: str) -> str:
    """Return the code of the language whose texts a language reads, such as `en` for `en-GB`; '' if there are none."""
    first = language.partition("-")[0]
    return first if first in LANGUAGES else ""


def _sources(topic: str, languages: Sequence[str]) -> Iterator[tuple[str, str]]:
    for language in languages:
        path = f"content/{topic}{'' if language == languages[0] else f'.{language}'}.md"
        known = _known(language)
        text = _read(f"topics/{topic}.es.md" if known == "es" else f"topics/{topic}.md")
        yield path, text if known else _waiting(text, path)


def _waiting(text: str, path: str) -> str:
    from pamphlets.starter.translation import rows, waiting

    return waiting(rows.read(text, path), path)


def _references(cited: set[str]) -> str:
    """Return the entries that the texts cite, as they stand in the file of all."""
    head, *entries = re.split(r"\n+(?=  - id: )", _read("topics/references.yml").rstrip())
    kept = [entry for entry in entries if entry.split("\n", 1)[0].removeprefix("  - id: ") in cited]
    return f"{head}\n" + "\n\n".join(kept) + "\n"


def _practice(profession: str, row: professions.Profession, languages: Sequence[str]) -> str:
    """Return `practice.yml`, each text in every language."""
    words: Mapping[str, Mapping[str, str]] = json.loads(_read("words.json"))

    country = (languages[0] not in LANGUAGES and names.main_country(languages[0])) or "US"

    def said(key: str) -> str:
        texts = words.get(f"{key}-{row.id}", words[key])
        found = {
            code: texts[known] if (known := _known(code)) else f"{placeholders.TODO} {texts['en']}"
            for code in languages
        }
        if country not in _CALL_911:
            found = {
                code: re.sub(f"^(?!{placeholders.TODO})(?=.*911)", f"{placeholders.TODO} ", text)
                for code, text in found.items()
            }
        if tuple(languages) == ("en",):
            return texts["en"]
        if len(languages) == 1:
            return json.dumps(found[languages[0]], ensure_ascii=False)
        return "{" + ", ".join(f'{code}: "{text}"' for code, text in found.items()) + "}"

    text = _read("project/content/practice.yml")
    kind = f"\nprofession: {profession}" if profession else ""
    text = re.sub(r"(?m)^tagline: .*", lambda found: f"tagline: {said('tagline')}{kind}", text)
    text = re.sub(r"(?m)^  (urgent|now): .*", lambda found: f"  {found[1]}: {said(found[1])}", text)
    hours = said("hours") if all(map(_known, languages)) else _HOURS
    text = re.sub(r"(?m)(?<=^hours:\n  - ).*", lambda found: hours, text)
    if country != "US":
        text = text.replace("country: US", f"country: {country}")
        text = text.replace("paper: Letter", f"paper: {'Letter' if country in _LETTER else 'A4'}")
    if not _known(languages[0]):
        text = re.sub(r"(?m)^hashtags: .*\n", "", text)
    if profession:
        text = text.replace("cover: motif plain", f"cover: motif {row.motif}")
        line = row.license.of(languages[0]) if _known(languages[0]) else ""
        text = re.sub(r"licenses:\n  - .*\n", f"licenses:\n  - {line}\n" if line else "", text)
        text = re.sub(r"(?m)^hashtags: .*", f"hashtags: [{', '.join(row.hashtags)}]", text)
    return text.replace("languages: [en]", f"languages: [{', '.join(languages)}]")
