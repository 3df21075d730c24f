"""A narrowed plan: it looks at what it covers, and says of it what a plan of everything says."""

from __future__ import annotations

import cProfile
import pstats
from collections.abc import Callable
from pathlib import Path

import pytest

from pamphlets import build, channels
from pamphlets.builder import Selection, plan, slices
from pamphlets.builder.plans import Plan
from pamphlets.builder.steps import merge

PRACTICE = """name: Rest House
profession: massage
web: https://www.example.org/
phone: +1 207-555-0142
email: hello@example.org
languages: [en, es, fr]
platforms: [facebook, x]
formats: [tri-fold, appointment-cards]
sites:
- id: harbor
  name: Harbor
- id: hill
  name: Hill
"""
POST = "::: post\n{0} #Rest\n:::\n"
TEXT = "---\ntitle: {0}\nsummary: {1}.\n---\n\n## {2} {{#sit}}\n\n{3} [@nhs-1].\n\n"
FILES = {
    "content/practice.yml": PRACTICE,
    "content/references.yml": "references:\n- id: nhs-1\n  title: Rest\n  url: https://www.example.org/rest\n"
    "- id: nhs-2\n  title: Sleep\n  url: https://www.example.org/sleep\n",
    "content/rest.md": TEXT.format("Rest", "About rest", "Sit", "Sit down") + POST.format("Rest today."),
    "content/rest.es.md": TEXT.format("Descanso", "Sobre el descanso", "Siéntese", "Siéntese")
    + POST.format("Descanse hoy."),
    "content/walk.md": TEXT.format("Walk", "About walks", "Up", "Get up, see [rest](rest.md#sit)"),
    "content/sieste.md": TEXT.format("Siesta", "A pause", "Pause", "Make a pause"),
    "content/sieste.fr.md": TEXT.format("Sieste", "Une pause", "Pause", "Faites une pause"),
}
SELECTIONS = [
    Selection(languages=("es",)),
    Selection(languages=("fr", "en")),
    Selection(sites=("hill",)),
    Selection(sites=("harbor",), languages=("es",)),
    *(Selection(channels=(name,)) for name in ("leaflets", "posts", "web", "slides", "email")),
    Selection(channels=("web", "posts"), languages=("en",)),
    Selection(pamphlets=("rest",), languages=("es",), channels=("leaflets",)),
    Selection(channels=("web",), sites=("hill",)),
]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    return plan(project(tmp_path_factory.mktemp("whole")), program="1")


def project(root: Path, **texts: str) -> Path:
    for name, text in {**FILES, **{f"content/{name}.md": text for name, text in texts.items()}}.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, "utf-8")
    (root / "build").mkdir()
    return root


def covered(planned: Plan, selection: Selection) -> list[slices.KeptJob]:
    return [slices.keep(job) for job in planned.jobs if selection.covers(job)]


@pytest.mark.parametrize("selection", SELECTIONS, ids=lambda one: one.key)
def test_what_is_covered_is_planned_as_in_a_whole_plan(tmp_path: Path, whole: Plan, selection: Selection) -> None:
    """From nothing, from what it left itself, from what a whole plan left; and so is everything after it."""
    root = project(tmp_path)
    narrowed = plan(root, selection, folder=root / "build", program="1")
    assert covered(narrowed, selection) == covered(whole, selection)
    every = [slices.keep(job) for job in whole.jobs]
    assert [job.name for job in narrowed.jobs if not job.serves and slices.keep(job) not in every] == []
    assert set(narrowed.problems) <= set(whole.problems) and narrowed.facts == tuple(
        one for one in whole.facts if one.name not in narrowed.left
    )
    spoken = selection.languages or ("es",)
    assert "es" in spoken or "content/rest.es.md" not in {one.location.path for one in narrowed.problems}
    again = plan(root, selection, folder=root / "build", program="1")
    assert covered(again, selection) == covered(whole, selection) and again.problems == narrowed.problems
    after = plan(root, folder=root / "build", program="1")
    assert list(map(slices.keep, after.jobs)) == list(map(slices.keep, whole.jobs)) and after.problems == whole.problems
    assert covered(plan(root, selection, folder=root / "build", program="1"), selection) == covered(whole, selection)


def test_channels_whose_jobs_are_about_a_site_or_serve_all_languages_are_named(whole: Plan) -> None:
    assert {job.channel for job in whole.jobs if job.site} == channels.OF_SITES
    serving = {job.channel for job in whole.jobs if job.serves}
    assert set(channels.CHANNELS) - {"web", "email", "desk"} == channels.OF_LANGUAGES and "web" in serving
    assert {job.channel for job in whole.jobs} == set(channels.CHANNELS) - {"desk"}


LONG = TEXT.format("Rest", "About rest", "Sit", "Sit") + POST.format("Rest " * 500)
CLAIM = TEXT.format("Descanso", "Sobre el descanso", "Siéntese", "El masaje cura el cáncer")


@pytest.mark.parametrize(
    ("name", "text", "held", "free"),
    [
        ("rest", LONG, Selection(channels=("posts",)), Selection(channels=("web",))),
        ("rest", LONG, Selection(languages=("en",)), Selection(sites=("harbor",))),
        ("rest.es", CLAIM, Selection(languages=("es",)), Selection(languages=("en",))),
        ("rest.es", CLAIM, Selection(channels=("web",)), Selection(languages=("fr",))),
        (
            "rest",
            CLAIM.replace("El masaje cura el cáncer", "Massage cures cancer"),
            Selection(sites=("hill",)),
            Selection(pamphlets=("walk",)),
        ),
    ],
)
def test_an_error_elsewhere_holds_back_nothing(
    tmp_path: Path, name: str, text: str, held: Selection, free: Selection
) -> None:
    """Whatever was found before, and kept."""
    signed = text.replace("summary:", "reviewer: A. Doe\nreviewed: 2026-01-05\nsummary:")
    root = project(tmp_path, **{name: signed})
    for _ in range(2):
        found = plan(root, held, folder=root / "build", program="1")
        assert [one.rule for one in found.problems if one.severity == "error"], [str(one) for one in found.problems]
        made = plan(root, free, folder=root / "build", program="1")
        assert covered(made, free) and not [one for one in made.problems if one.severity == "error"]
        plan(root, folder=root / "build", program="1")


def test_settings_are_always_looked_at_and_what_nothing_uses_is_told_of_everything(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "content/practice.yml").write_text(PRACTICE + "brnad: 1\n", "utf-8")
    for selection in (Selection(), *SELECTIONS):
        found = [(one.rule, one.severity) for one in plan(root, selection, program="1").problems]
        assert ("unknown-key", "error") in found, selection
    (root / "content/practice.yml").write_text(PRACTICE, "utf-8")
    unused = {selection: [one for one in plan(root, selection, program="1").problems if "nhs-2" in one.message]
              for selection in (Selection(), Selection(languages=("en",)), Selection(pamphlets=("walk",)))}  # fmt: skip
    assert [len(one) for one in unused.values()] == [1, 0, 0]


def test_a_plan_of_one_site_hardly_grows_with_the_others(tmp_path: Path) -> None:
    """In calls of functions, which are the same each time: what is said at all sites alike is looked at once."""
    calls = {}
    for folder, more in (("a", 1), ("b", 1), ("c", 31)):  # the first loads what is needed
        (tmp_path / folder).mkdir()
        root = project(tmp_path / folder)
        text = "".join(f'## Walk {n} {{#walk-{n}}}\n\nWalk [far]{{not="web"}} and {n} steps.\n\n' for n in range(20))
        (root / "content/rest.md").write_text(FILES["content/rest.md"] + text, "utf-8")
        sites = "".join(f"- {{id: more-{n}, name: House {n}}}\n" for n in range(more))
        (root / "content/practice.yml").write_text(PRACTICE + sites, "utf-8")
        profile = cProfile.Profile()
        profile.runcall(plan, root, Selection(sites=("hill",)))
        calls[more] = pstats.Stats(profile).total_calls  # type: ignore[attr-defined]
    assert (calls[31] - calls[1]) / 30 < 3_000


def test_files_are_the_same_language_by_language(write: Callable[..., Path]) -> None:
    given = {name: text.replace("formats:", "channels: [web]\nformats:") for name, text in FILES.items()}
    root = write(dict[str, str | bytes](given))
    build(root, jobs=1, output=root / "build")
    for code in ("es", "fr", "en"):
        build(root, jobs=1, output=root / "parts", selection=Selection(languages=(code,)))
        own = [path for path in (root / "build/web").rglob("*.html") if f"/{code}/" in str(path)]
        assert own or code == "en"
        assert (root / "parts/web/assets/site.css").is_file()
        for path in own:
            assert (root / "parts" / path.relative_to(root / "build")).read_bytes() == path.read_bytes()
    build(root, jobs=1, output=root / "parts")
    shown = [path for path in (root / "build").rglob("*") if path.is_file() and path.parent.name != slices.PLACE]
    for path in shown:
        assert (root / "parts" / path.relative_to(root / "build")).read_bytes() == path.read_bytes(), path


def test_what_a_plan_leaves_out_stands_where_it_stood() -> None:
    assert list(filter(None, merge("bdf", "abcdef"))) == list("abcdef")
    assert list(filter(None, merge("fb", "abcx"))) == list("afbcx")
    assert list(filter(None, merge("", "ab"))) == list("ab") and list(filter(None, merge("ab", ""))) == list("ab")
