"""Errors of structure hide no words from the checks, and no check takes what an error hides for missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pamphlets import PamphletError, build, check

FRONT = "---\ntitle: Rest\nsummary: How to rest well.\n---\n"
TEXT = "## Rest {#rest}\n\nMassage cures pain.\n"
POST = "\n::: post\nMassage cures pain. #restlessness\n:::\n"
PRACTICE = "name: Rest House\nprofession: massage\nweb: https://www.example.org\nplatforms: [facebook, x]\n"
REFERENCES = "references:\n- id: nhs-1\n  title: Rest\n  issued: 2024\n  publisher: NHS\n"
SAFETY = (
    "---\ntitle: Safety\nsummary: When to ask.\npublish: false\n---\n"
    "## Pills {#pills}\n\nDo not stop your medicines on your own.\n"
)
FOLLOWS = {"no-citation", "unused-reference", "required-medicine", "quote-consent", "review-term", "allowance"}
"""What is said of words that are not there."""

SOURCES = {
    "an unknown kind": (f"{FRONT}## Rest {{#rest .wraning}}\n\nMassage cures pain.\n{POST}", "kind"),
    "an open citation": (f"{FRONT}## S {{#s}}\n\nStudies show 20% [@nhs-1\n\n{TEXT}{POST}", "citation"),
    "a round citation": (f"{FRONT}## S {{#s}}\n\nStudies show 20% (@nhs-1).\n\n{TEXT}{POST}", "citation"),
    "an unknown embed": (f"{FRONT}## S {{#s}}\n\nTake your medicine.\n\n![[safety#pils]]\n\n{TEXT}{POST}", "embed"),
    "an open post": (f"{FRONT}## S {{#s}}\n\nText.\n\n::: post\nMassage cures pain.\n\n## T {{#t}}\n\nX.\n", "fence"),
    "an open post with a card": (f'{FRONT}## S {{#s}}\n\nT.\n\n::: {{.post card="Massage cures"}}\nRest.\n', "fence"),
    "open fences": (f"{FRONT}## S {{#s}}\n\n::: {{.warning}}\n::: post\nMassage cures.\n", "fence"),
    "a post in a fence": (f"{FRONT}## S {{#s}}\n\n::: {{.warning}}\n::: post\nMassage cures.\n:::\n:::\n", "post"),
    "a post that is no text": (f"{FRONT}## S {{#s}}\n\n::: post\n::: {{.note}}\nMassage cures.\n:::\n:::\n", "post"),
    "a picture that cannot be read": (f"{FRONT}## S {{#s}}\n\n![Massage cures](images/my x.svg)\n", "image"),
    "an open comment": (f"{FRONT}## S {{#s}}\n\n<!-- do\n\nMassage cures pain.\n", "comment"),
    "an open front matter": (f"---\ntitle: Rest\nsummary: x\n\n{TEXT}{POST}", "front-matter"),
    "no summary": ("---\ntitle: Massage cures pain\nreviewer: I\nreviewed: 2026-11-20\n---\n## S {#s}\n\nText.\n",
                   "missing-key"),
    "a wrong date": ("---\ntitle: Massage cures pain\nsummary: x\nreviewer: I\nreviewed: 2026-20-20\n"
                     "review-by: 2027-01-01\n---\n## S {#s}\n\nText.\n", "wrong-value"),
    "front matter that is not YAML": (f"---\ntitle: 'Rest\nsummary: x\n---\n{TEXT}{POST}", "yaml"),
    "a variable that there is not": (f"{FRONT}## S {{#s}}\n\n{{{{ practice.fone }}}}. It cures pain.\n", "variable"),
    "an output that there is not": (f'{FRONT}## S {{#s only="wbe"}}\n\nMassage cures pain.\n', "condition"),
    "a quote with a wrong attribute": (f'{FRONT}## S {{#s .quote consnt="on-file"}}\n\n> Fine.\n\n{TEXT}', "attribute"),
    "a picture that there is not": (f"{FRONT}## S {{#s}}\n\n![A chair](images/none.svg)\n\n{TEXT}", "missing-file"),
}  # fmt: skip
SETTINGS = {
    "an unknown key": ("content/practice.yml", f"{PRACTICE}logoo: x\n", "unknown-key"),
    "no name": ("content/practice.yml", "web: https://www.example.org\n", "missing-key"),
    "not YAML": ("content/practice.yml", "name: 'x\n", "yaml"),
    "no platform": ("content/practice.yml", "name: Rest House\nplatforms: [facebok]\n", "unknown-platform"),
    "a site": ("content/practice.yml", f"{PRACTICE}sites:\n- name: N\n", "missing-key"),
    "a brand that is no YAML": ("content/_brand.yml", "color: [\n", "yaml"),
    "a reference": ("content/references.yml", "referenses:\n- id: nhs-1\n", "unknown-key"),
    "another source": ("content/other.md", f"{FRONT}## A\n\n{{{{ practice.fone }}}}x\n", "variable"),
    "a platform": ("content/platforms.yml", "foo:\n  name: Foo\n  limit: many\n", "wrong-value"),
}


def rules(root: Path) -> set[str]:
    """Return the rules of all that `check` says; `build` says the same."""
    found = check(root)
    with pytest.raises(PamphletError) as raised:
        build(root, jobs=1)
    assert set(raised.value.problems) == set(found)
    return {problem.rule for problem in found}


@pytest.mark.parametrize(("source", "rule"), SOURCES.values(), ids=SOURCES)
def test_words_are_looked_at(write: Callable[..., Path], source: str, rule: str) -> None:
    """An error of structure is said together with what is wrong with the words; none is said to lack words."""
    files = {"content/practice.yml": PRACTICE, "content/references.yml": REFERENCES, "content/safety.md": SAFETY}
    found = rules(write({**files, "content/rest.md": source}))
    assert {rule, "claim-cure"} <= found
    assert not found & FOLLOWS
    assert ("post-hashtag" in found) == (POST in source and rule not in ("kind", "front-matter"))


@pytest.mark.parametrize(("path", "text", "rule"), SETTINGS.values(), ids=SETTINGS)
def test_words_are_looked_at_beside_settings(write: Callable[..., Path], path: str, text: str, rule: str) -> None:
    """So are they where a setting has an error, or another source; posts, too, and what stands on some sites only."""
    rest = f'{FRONT}{TEXT}{POST}\n## North {{#north only="nord"}}\n\nA miracle.\n'
    files = {"content/practice.yml": f"{PRACTICE}sites:\n- id: nord\n  name: N\n", path: text}
    found = rules(write({**files, "content/rest.md": rest}))
    assert {rule, "claim-cure", "post-hashtag"} <= found
    assert not found & FOLLOWS


def test_whole_pamphlets_are_judged_whole(write: Callable[..., Path]) -> None:
    """What a pamphlet without errors lacks is said beside the errors of another, and of its blocks without errors."""
    hard = "Comprehensive musculoskeletal rehabilitation necessitates individualised therapeutic interventions. " * 5
    found = check(write({
        "content/other.md": f"{FRONT}## A {{#a .wraning}}\n\nText.\n\n## B {{#b}}\n\nStudies show it helps. {hard}\n",
        "content/rest.md": f"{FRONT}## A {{#a}}\n\nSome medicines make restless legs worse. Studies show it helps.\n",
    }))  # fmt: skip
    said = {(problem.location.path, problem.rule) for problem in found}
    assert said >= {
        ("content/other.md", "kind"), ("content/other.md", "reading-grade"), ("content/other.md", "no-citation"),
        ("content/rest.md", "required-medicine"), ("content/rest.md", "no-citation"),
    }  # fmt: skip
