"""Turns texts of a practice, in one or more languages, into Words, and finds the languages that they leave out."""

from __future__ import annotations

from collections.abc import Mapping

from pamphlets.localized import sentences
from pamphlets.model import Severity
from pamphlets.project.settings import Words, wider
from pamphlets.project.settings.nodes import Faults, Keys, label
from pamphlets.project.settings.shapes import Texts, words


def say(texts: Texts | None, languages: tuple[str, ...], keys: Keys, faults: Faults) -> Words:
    """Return what is said to readers of every language of the practice."""
    _check_languages(texts, languages, keys, faults)
    return words(texts)


def advise(texts: Texts | None, languages: tuple[str, ...], keys: Keys, faults: Faults) -> Words:
    """Return lines that sources take into their sentences, each as one."""
    found = list[tuple[str, str]]()
    for code, line in say(texts, languages, keys, faults).texts:
        sentence = sentences.sentence(line, code or (*languages, "en")[0])
        if sentence != line:
            place = (*keys, code) if code else keys
            message = f"'{label(place)}' has no full stop: it is printed as '{sentence}'"
            faults.add("full-stop", message, place, f"write {sentence}", "warning")
        found.append((code, sentence))
    return Words(tuple(found))


def hours(
    given: tuple[Texts, ...] | Mapping[str, tuple[str, ...]] | None,
    languages: tuple[str, ...],
    keys: Keys,
    faults: Faults,
) -> tuple[Words, ...]:
    """Return the lines of the hours, each in all languages, from either way of writing them."""
    if not isinstance(given, Mapping):
        for index, line in enumerate(given or ()):
            _check_languages(line, languages, (*keys, index), faults)
        return tuple(map(words, given or ()))
    _check_languages(dict.fromkeys(given, ""), languages, keys, faults)
    if len({len(lines) for lines in given.values()}) > 1:
        counts = ", ".join(f"{len(lines)} in '{language}'" for language, lines in given.items())
        faults.add(
            "wrong-value",
            f"'{label(keys)}' has not as many lines in each language: {counts}",
            keys,
            "write one for each",
        )
        return ()
    return tuple(Words(tuple(zip(given, line, strict=True))) for line in zip(*given.values(), strict=True))


def _check_languages(texts: Texts | None, languages: tuple[str, ...], keys: Keys, faults: Faults) -> None:
    """Find languages of the practice in which readers are told nothing, or what is meant for others."""
    if isinstance(texts, dict):
        for language in languages:
            if texts.keys().isdisjoint(wider(language)):
                hint = f"add '{language}: …', or take '{language}' out of 'languages'"
                faults.add("missing-language", f"'{label(keys)}' says nothing in '{language}'", keys, hint)
    elif texts and len(languages) > 1 and any(character.isalpha() for character in texts):  # figures suit them all
        ways = ", ".join(f'{language}: "…"' for language in languages)
        name = f"{keys[-1]}: " if isinstance(keys[-1], str) else "- "
        message = f"'{label(keys)}' is the same text in every language"
        severity: Severity = "error" if keys[0] == "emergency" else "warning"
        faults.add("missing-language", message, keys, f"write {name}{{{ways}}}", severity)
