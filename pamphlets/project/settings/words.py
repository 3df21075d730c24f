"""Words for the public: texts in one or more languages, and the languages that they leave out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

from pamphlets.localized import sentences
from pamphlets.model import Severity
from pamphlets.project.settings.nodes import Faults, Keys, label
from pamphlets.project.settings.shapes import Form, Language, Text


@lru_cache(maxsize=256)
def wider(language: str) -> tuple[str, ...]:
    """Return a language's code and those that it is a part of: `es-MX`, `es`; `zh-TW`, `zh-Hant`, `zh`."""
    first, _, rest = language.partition("-")
    script = ("zh-Hant",) if first == "zh" and rest in ("TW", "HK", "MO") else ()
    parts = language.split("-")
    return tuple(dict.fromkeys((language, *script, *("-".join(parts[:end]) for end in range(len(parts) - 1, 0, -1)))))


@dataclass(frozen=True, slots=True)
class Words:
    """Words for the public, in one or more languages: `(("en", "Hello"), ("es", "Hola"))`; one text for all has ''."""

    texts: tuple[tuple[str, str], ...] = ()

    def of(self, language: str) -> str:
        """Return the text in `language` or a wider one of it, else the one for all, else the first."""
        return self.text_in(language) or next(iter(dict(self.texts).values()), "")

    def text_in(self, language: str) -> str:
        """Return the text in `language` or a wider one of it, else the one for all, else ''."""
        known = dict(self.texts)
        for code in wider(language):  # asked for tens of thousands of times
            if text := known.get(code):
                return text
        return known.get("", "")

    def over(self, others: Words) -> Words:
        """Return these words, and those of `others` in languages that these lack, unless there is one for all."""
        mine = dict(self.texts)
        return self if "" in mine else Words(tuple((dict(others.texts) | mine).items()))

    def __bool__(self) -> bool:
        """Say whether there are any words."""
        return bool(self.texts)


_EMPTY = ""
"""Marks, before the keys of a text, that it is a mapping of languages without one."""
Texts = Text | dict[Language, Text]


def say(texts: str | Mapping[str, str], keys: Keys, faults: Faults) -> Words:
    """Return a text, or texts by language, as Words."""
    if not texts:
        faults.lines[_EMPTY, *keys] = faults.line(keys)
    return Words((("", texts),) if isinstance(texts, str) else tuple(texts.items()))


Said = Annotated[Words, Form(Texts, say)]


def lines(given: Mapping[str, tuple[str, ...]], keys: Keys, faults: Faults) -> tuple[Words, ...]:
    """Return lines, each in all languages."""
    if not given:
        faults.lines[_EMPTY, *keys] = faults.line(keys)
    if len({len(lines) for lines in given.values()}) > 1:
        counts = ", ".join(f"{len(lines)} in '{language}'" for language, lines in given.items())
        message = f"'{label(keys)}' has not as many lines in each language: {counts}"
        faults.add("wrong-value", message, keys, "write one for each")
    return tuple(Words(tuple(zip(given, line, strict=False))) for line in zip(*given.values(), strict=False))


def advise(said: Words, languages: tuple[str, ...], keys: Keys, faults: Faults) -> Words:
    """Return lines that sources take into their sentences, each as one."""
    check(said, languages, keys, faults)
    found = list[tuple[str, str]]()
    for code, line in said.texts:
        sentence = sentences.sentence(line, code or (*languages, "en")[0])
        if sentence != line:
            place = (*keys, code) if code else keys
            message = f"'{label(place)}' has no full stop: it is printed as '{sentence}'"
            faults.add("full-stop", message, place, f"write {sentence}", "warning")
        found.append((code, sentence))
    return Words(tuple(found))


def check_lines(said: tuple[Words, ...], languages: tuple[str, ...], keys: Keys, faults: Faults) -> None:
    """Find lines that are not in every language of the practice, each or, where a language has its list, once."""
    if (*keys, 0) not in faults.lines:
        said = said[:1] or (Words(),)
    for index, line in enumerate(said):
        check(line, languages, (*keys, index) if (*keys, 0) in faults.lines else keys, faults)


def check(said: Words, languages: tuple[str, ...], keys: Keys, faults: Faults) -> None:
    """Find languages of the practice in which readers are told nothing, or what is meant for others."""
    texts = dict(said.texts)
    if (texts or (_EMPTY, *keys) in faults.lines) and "" not in texts:
        for language in languages:
            if texts.keys().isdisjoint(wider(language)):
                hint = f"add '{language}: …', or take '{language}' out of 'languages'"
                faults.add("missing-language", f"'{label(keys)}' says nothing in '{language}'", keys, hint)
    elif len(languages) > 1 and any(map(str.isalpha, texts.get("", ""))):  # figures suit them all
        ways = ", ".join(f'{language}: "…"' for language in languages)
        name = f"{keys[-1]}: " if isinstance(keys[-1], str) else "- "
        message = f"'{label(keys)}' is the same text in every language"
        severity: Severity = "error" if keys[0] == "emergency" else "warning"
        faults.add("missing-language", message, keys, f"write {name}{{{ways}}}", severity)
