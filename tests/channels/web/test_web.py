"""The web pages: what they say, where they lead, what they say of themselves, and that they stand on their own."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont
from making.markup import Page, broken, read
from making.once import once
from making.pages import FILES, PRACTICE, SAFE, SAMPLE, SOURCE, built, jobs

from pamphlets import library
from pamphlets.errors import PamphletError
from pamphlets.paper import raster
from pamphlets.project.project import Project

ASSETS = SAMPLE / "templates/assets"


@pytest.fixture
def site(write: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Build a small project, with some of its files replaced, and return the folder `web/`."""

    def build(changed: Mapping[str, str] | None = None) -> Path:
        if not changed:  # many tests read these pages, and none changes them
            return once(tmp_path_factory, "site", lambda folder: built(write(dict(FILES)), folder)) / "web"
        out = tmp_path_factory.mktemp("build")
        built(write({path: text for path, text in {**FILES, **changed}.items() if text}), out)
        return out / "web"

    return build


def head(page: Page, tag: str, key: str, value: str) -> dict[str, str]:
    (found,) = page.all(tag, **{key: value})
    return found


def test_the_files_are_those_of_the_design(site: Callable[..., Path]) -> None:
    root = site()
    assert sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()) == [
        "404.html",
        "assets/fonts/AtkinsonHyperlegibleNext-Bold.woff2",
        "assets/fonts/AtkinsonHyperlegibleNext-Regular.woff2",
        "assets/fonts/AtkinsonHyperlegibleNext-SemiBold.woff2",
        "assets/icon.svg",
        "assets/images/chair.svg",
        "assets/page.js",
        "assets/site.css",
        "es/index.html",
        "es/rest/article.html",
        "es/rest/card.png",
        "es/rest/index.html",
        "es/rest/sheet.pdf",
        "es/rest/tri-fold.pdf",
        "index.html",
        "rest/article.html",
        "rest/card.png",
        "rest/index.html",
        "rest/sheet.pdf",
        "rest/tri-fold.pdf",
        "robots.txt",
        "safe/article.html",
        "safe/index.html",
        "safe/sheet.pdf",
        "safe/tri-fold.pdf",
        "sitemap.xml",
    ]


@pytest.mark.parametrize("which", ["site", "sample"])
def test_pages_are_well_formed_and_stand_on_their_own(which: str, request: pytest.FixtureRequest) -> None:
    """Tags are closed in order, ids are single, links lead somewhere, and nothing is loaded from elsewhere."""
    root: Path = request.getfixturevalue(which)() if which == "site" else request.getfixturevalue(which)
    files = sorted(file for file in root.rglob("*.html") if file.name != "article.html")
    assert broken(root, [file for file in files if file.name != "404.html"]) == []
    for file in files:
        page = read(file)
        assert page.faults == []
        assert len(page.ids) == len(set(page.ids))
        shown = [a["src"] for tag, a in page.tags if "src" in a]
        shown += [a["href"] for a in page.all("link") if a["rel"] in ("stylesheet", "icon")]
        assert not [address for address in shown if "//" in address]
        assert not [a for _, a in page.tags if "style" in a or any(name.startswith("on") for name in a)]
        assert not page.all("style") and all("src" in a or "json" in a["type"] for a in page.all("script"))
        assert "data-at" not in page.html and "content/" not in page.html
        assert len(page.all("h1")) == len(page.all("main")) == 1
        assert all("alt" in a for a in page.all("img"))
    style = (root / "assets/site.css").read_text()
    assert all(not url.startswith(("http", "//")) for url in re.findall(r'url\("([^"]+)"\)', style))


def test_a_page_says_what_it_is(site: Callable[..., Path]) -> None:
    page = read(site() / "rest/index.html")
    for words in (
        "Rest & <b>sleep</b> “well”",
        "How to rest.",
        "Last checked November 20, 2026 by Clinical lead",
        "Rest is good.",
        "Only by the river",
        "(207) 555-0142",
        "(207) 555-0187",
        "1 Harbor Lane",
        "Mon-Fri 9-5:30 pm",
        "Call 911.",
        "Call your doctor.",
        "Next check by November 20, 2027",
        "This is general information. It does not replace advice from your doctor.",
    ):
        assert words in page.text
    assert "Unseen" not in page.text
    assert {a["href"] for a in page.all("a") if a.get("href", "").startswith("tel:")} >= {
        "tel:+12075550142",
        "tel:+12075550187",
    }
    assert [a["href"] for a in page.all("a", type="application/pdf")] == ["sheet.pdf", "tri-fold.pdf"]


def test_a_page_about_animals_sends_nobody_to_a_doctor(site: Callable[..., Path]) -> None:
    practice = FILES["content/practice.yml"]
    assert isinstance(practice, str)
    page = read(site({"content/practice.yml": f"{practice}profession: veterinary\n"}) / "rest/index.html")
    assert "It does not replace advice from your vet." in page.text and "advice from your doctor" not in page.text


def test_the_foot_names_the_edition_of_every_site(write: Callable[..., Path], tmp_path: Path) -> None:
    root = write(dict(FILES))
    built(root, tmp_path / "build")
    made = library.read(Project.load(root)).editions
    editions = {e.site: e.id for e in made if (e.pamphlet.name, e.language) == ("rest", "en")}
    text = read(tmp_path / "build/web/rest/index.html").text
    assert all(
        f"Code {id} · {name}" in text for name, id in (("Harbor", editions["harbor"]), ("River", editions["river"]))
    )


def test_citations_lead_to_sources_and_back(site: Callable[..., Path]) -> None:
    page = read(site() / "rest/index.html")
    assert [a["href"] for a in page.all("a") if a.get("id", "").startswith("cite-")] == [
        "#source-1",
        "#source-2",
        "#source-1",
    ]
    assert page.all("a", id="cite-1-2")[0]["aria-label"] == "Source 1"
    assert [a["href"] for a in page.all("a") if a.get("href", "").startswith("#cite-")] == [
        "#cite-1-1",
        "#cite-1-2",
        "#cite-2-1",
    ]


def test_links_between_pamphlets_are_relative(site: Callable[..., Path]) -> None:
    page = read(site() / "rest/index.html")
    assert page.all("a", href="../safe/index.html#lift")
    assert page.all("a", href="https://www.example.com/?a=1&b=2")


def test_pictures_keep_their_room(site: Callable[..., Path]) -> None:
    (picture,) = read(site() / "safe/index.html").all("img")
    assert picture == {"src": "../assets/images/chair.svg", "alt": "A chair", "width": "90", "height": "60"}


def test_a_language_leads_to_the_others(site: Callable[..., Path]) -> None:
    root = site()
    english, spanish, alone = (
        read(root / path) for path in ("rest/index.html", "es/rest/index.html", "safe/index.html")
    )
    assert english.all("html") == [{"lang": "en", "dir": "ltr"}]
    assert spanish.all("html") == [{"lang": "es", "dir": "ltr"}]
    assert english.all("a", hreflang="es")[0]["href"] == "../es/rest/index.html"
    assert spanish.all("a", hreflang="en")[0]["href"] == "../../rest/index.html"
    assert not alone.all("a", hreflang="es")
    assert "Última revisión" in spanish.text and "Llame al 911." in spanish.text
    assert "Tue, Thu–Fri 9:00 am–12:00 pm, 1:00–5:30 pm" in english.text and "2 River Walk" in english.text
    assert "Mar, jue–vie 9:00 a.m.–12:00 p.m., 1:00–5:30 p.m." in spanish.text and "Dom cerrado" in spanish.text
    alternates = [
        {"rel": "alternate", "hreflang": "en", "href": "https://www.example.org/rest/rest/"},
        {"rel": "alternate", "hreflang": "es", "href": "https://www.example.org/rest/es/rest/"},
        {"rel": "alternate", "hreflang": "x-default", "href": "https://www.example.org/rest/rest/"},
    ]
    assert english.all("link", rel="alternate") == spanish.all("link", rel="alternate") == alternates
    assert head(spanish, "link", "rel", "canonical")["href"] == "https://www.example.org/rest/es/rest/"


def test_pages_describe_themselves(site: Callable[..., Path]) -> None:
    page = read(site() / "rest/index.html")
    assert head(page, "meta", "name", "description")["content"] == "How to rest."
    assert head(page, "meta", "property", "og:title")["content"] == "Rest & <b>sleep</b> “well”"
    assert head(page, "meta", "property", "og:locale")["content"] == "en_US"
    (linked,) = [text for tag, text in page.texts if tag == "script"]
    assert "<" not in linked and "&" not in linked
    things = {thing["@type"]: thing for thing in json.loads(linked)["@graph"]}
    assert things["MedicalWebPage"]["lastReviewed"] == "2026-11-20"
    assert things["MedicalWebPage"]["reviewedBy"]["name"] == "Rest House"
    assert things["MedicalWebPage"]["about"] == {"@type": "MedicalCondition", "name": "Tiredness"}
    assert things["HealthAndBeautyBusiness"]["telephone"] == "+12075550187"
    harbor = next(t for t in json.loads(linked)["@graph"] if t.get("name") == "Rest House, Harbor")
    assert harbor["openingHours"] == ["Mo-Fr 09:00-17:30"]
    river = things["HealthAndBeautyBusiness"]
    assert river["openingHours"] == ["Tu,Th-Fr 09:00-12:00", "Tu,Th-Fr 13:00-17:30"]
    assert river["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "2 River Walk",
        "addressLocality": "Lantern Point",
        "addressRegion": "ME",
        "addressCountry": "US",
    }
    assert harbor["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "1 Harbor Lane",
        "addressLocality": "Lantern Point",
        "addressRegion": "ME",
        "postalCode": "04999",
        "addressCountry": "US",
    }
    assert [crumb["item"] for crumb in things["BreadcrumbList"]["itemListElement"]] == [
        "https://www.example.org/rest/",
        "https://www.example.org/rest/rest/",
    ]


def test_a_page_is_light(sample: Path) -> None:
    """All that a browser loads for a page but its pictures is less than 100,000 bytes, before it is packed."""
    shared = [sample / "assets" / name for name in ("site.css", "page.js", "icon.svg")]
    fonts = [*(sample / "assets/fonts").iterdir()]
    assert len(fonts) == 3
    common = sum(file.stat().st_size for file in (*shared, *fonts))
    for page in sample.rglob("[!a]*.html"):
        assert common + page.stat().st_size < 100_000, page


def test_fonts_have_the_characters_of_the_pages_and_are_asked_for_early(site: Callable[..., Path]) -> None:
    """Every character that pages use and the whole font has, in each weight; none that no page uses."""
    root = site({"content/safe.md": SAFE.replace("Lift slowly.", "Lift slowly, Łukasz says Ω.")})
    used = {ord(c) for file in root.rglob("[!a]*.html") for c in read(file).text}
    fonts = sorted((root / "assets/fonts").iterdir())
    for file in fonts:
        whole = set(TTFont(ASSETS / "fonts" / f"{file.stem}.ttf").getBestCmap())
        has = set(TTFont(file).getBestCmap())
        assert has >= used & whole and ord("Ł") in has and not {ord("ő"), ord("ß")} & has
    page = read(root / "rest/index.html")
    early = [a["href"] for a in page.all("link", rel="preload", as_="font", type="font/woff2", crossorigin="")]
    assert sorted(early) == [f"../assets/fonts/{file.name}" for file in fonts]


def test_a_font_that_cannot_be_read_is_a_problem(write: Callable[..., Path], tmp_path: Path) -> None:
    root = write(FILES | {"templates/assets/fonts/AtkinsonHyperlegibleNext-Bold.ttf": "<html>"})
    with pytest.raises(PamphletError) as caught:
        built(root, tmp_path / "build")
    assert str(caught.value).startswith(
        "templates/assets/fonts/AtkinsonHyperlegibleNext-Bold.ttf: error: AtkinsonHyperlegibleNext-Bold.ttf cannot be "
        "read as a font: "
    )


def test_a_shared_page_shows_a_card(site: Callable[..., Path]) -> None:
    """Each page with posts names its picture, which has the size that networks ask for."""
    root = site()
    page = read(root / "es/rest/index.html")
    assert head(page, "meta", "property", "og:image")["content"] == "https://www.example.org/rest/es/rest/card.png"
    assert head(page, "meta", "property", "og:image:alt")["content"]
    assert raster.size(root / "es/rest/card.png") == (1200, 630)
    assert not read(root / "index.html").all("meta", property="og:image")


def test_the_policy_lets_nothing_in(site: Callable[..., Path]) -> None:
    page = read(site() / "rest/index.html")
    policy = head(page, "meta", "http-equiv", "Content-Security-Policy")["content"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy and "http" not in policy and "*" not in policy


def test_a_draft_says_so_and_is_kept_from_search_engines(site: Callable[..., Path]) -> None:
    root = site()
    page = read(root / "safe/index.html")
    assert "Draft. Nobody has checked this text yet." in page.text
    assert "Last checked" not in page.text
    assert page.all("meta", name="robots") == [{"name": "robots", "content": "noindex"}]
    assert not read(root / "rest/index.html").all("meta", name="robots")
    assert "safe/" not in (root / "sitemap.xml").read_text()


def test_the_list_of_pages_names_every_language(site: Callable[..., Path]) -> None:
    tree = ElementTree.parse(site() / "sitemap.xml")
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    found = {
        url.findtext(f"{name}loc"): (
            url.findtext(f"{name}lastmod"),
            [link.get("hreflang") for link in url.findall("{http://www.w3.org/1999/xhtml}link")],
        )
        for url in tree.getroot()
    }
    assert found == {
        "https://www.example.org/rest/": (None, ["en", "es", "x-default"]),
        "https://www.example.org/rest/es/": (None, ["en", "es", "x-default"]),
        "https://www.example.org/rest/rest/": ("2026-11-20", ["en", "es", "x-default"]),
        "https://www.example.org/rest/es/rest/": ("2026-11-20", ["en", "es", "x-default"]),
    }


def test_without_a_web_address_pages_claim_none(site: Callable[..., Path]) -> None:
    root = site({"content/practice.yml": PRACTICE.replace("web: https://www.example.org/rest\n", "")})
    page = read(root / "rest/index.html")
    assert not page.all("link", rel="canonical") and not page.all("link", rel="alternate")
    assert not (root / "sitemap.xml").exists()
    assert (root / "robots.txt").read_text() == "User-agent: *\nAllow: /\n"


def test_the_page_not_found_works_at_any_address(site: Callable[..., Path]) -> None:
    page = read(site() / "404.html")
    assert head(page, "link", "rel", "stylesheet")["href"] == "/rest/assets/site.css"
    assert page.all("a", href="/rest/index.html") and page.all("a", href="/rest/es/index.html")
    assert "This page does not exist" in page.text and "Esta página no existe" in page.text


def test_the_index_shows_the_pamphlets_of_its_language(site: Callable[..., Path]) -> None:
    root = site()
    english, spanish = read(root / "index.html"), read(root / "es/index.html")
    assert english.all("a", href="rest/index.html") and english.all("a", href="safe/index.html")
    assert spanish.all("a", href="rest/index.html") and not spanish.all("a", href="../safe/index.html")
    assert "Quiet hands" in english.text and "Manos quietas" in spanish.text
    assert english.all("img", src="assets/images/chair.svg")


def test_a_practice_without_pamphlets_has_an_index(site: Callable[..., Path]) -> None:
    root = site({path: "" for path in FILES if path.endswith(".md")})
    assert "There is nothing to read here yet." in read(root / "index.html").text


def test_one_site_is_called_at_once(site: Callable[..., Path]) -> None:
    one = re.sub(r"sites:\n.*", "", PRACTICE, flags=re.S)
    page = read(
        site({"content/practice.yml": one, "content/rest.md": SOURCE.replace(' only="river"', "")}) / "rest/index.html"
    )
    assert {a["href"] for a in page.all("a") if a.get("href", "").startswith("tel:")} == {"tel:+12075550142"}
    assert not page.all("a", href="#contact")
    assert re.search(r"You can use it until November 20, 2027\. .*Code [A-Z2-7]{8} · Rest House", page.text)


def test_a_changed_word_touches_its_page_and_the_index(write: Callable[..., Path]) -> None:
    before = {job.name: job.digest for job in jobs(write(dict(FILES)))}
    after = {job.name: job.digest for job in jobs(write(FILES | {"content/safe.md": SAFE.replace("How to", "To")}))}
    assert [name for name in before if before[name] != after[name]] == [
        "web safe/index.html",
        "web safe/article.html",
        "web index.html",
    ]


def test_the_brand_colors_the_pages(site: Callable[..., Path]) -> None:
    root = site({"content/_brand.yml": "color: {palette: {night: '#552200', dark-night: '#FFCC99'}}\n"})
    style = (root / "assets/site.css").read_text()
    assert "--night: #552200;" in style and "--night: #FFCC99;" in style
    assert "#552200" in (root / "assets/icon.svg").read_text()


def test_a_project_can_extend_a_page(site: Callable[..., Path]) -> None:
    own = '{% extends "shipped/web/page.html" %}{% block foot %}<p>Our own foot</p>{% endblock %}'
    root = site({"templates/web/page.html": own})
    assert "Our own foot" in read(root / "rest/index.html").text
    assert "Rest is good." in read(root / "rest/index.html").text


@pytest.mark.parametrize("slug", ["../up", "/", "راحة", "a:b", ".hidden"])
def test_an_odd_slug_is_a_problem_at_its_line(site: Callable[..., Path], slug: str) -> None:
    """The slug is a folder's name: nothing but small letters, digits and hyphens."""
    with pytest.raises(PamphletError) as caught:
        site({"content/safe.md": SAFE.replace("title:", f"slug: '{slug}'\ntitle:")})
    said = "content/safe.md:2: error: 'slug' must be small letters, digits and single hyphens"
    assert any(str(problem).startswith(said) for problem in caught.value.problems)


@pytest.mark.parametrize(("slug", "address"), [("Rest 2", "rest-2"), ("a b", "a-b"), ("-a", "a"), ("/a/b/", "b")])
def test_a_slug_is_read_as_it_is_meant(site: Callable[..., Path], slug: str, address: str) -> None:
    root = site({"content/safe.md": SAFE.replace("title:", f"slug: '{slug}'\ntitle:")})
    assert (root / address / "index.html").is_file()


def test_two_pages_at_one_address_are_a_problem(site: Callable[..., Path]) -> None:
    with pytest.raises(PamphletError) as caught:
        site({"content/safe.md": SAFE.replace("title:", "slug: rest\ntitle:")})
    assert "two pamphlets have the address 'rest'" in str(caught.value)


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("safe.md#fall", "'safe' has no block 'fall'"),
        ("gone.md", "no published pamphlet is named 'gone'"),
        ("#paper", "no page shows the block 'paper' of 'rest': it is for other outputs"),
        ("safe.md#stack", "no page shows the block 'stack' of 'safe': it is for other outputs"),
    ],
)
def test_a_link_to_nowhere_is_a_problem_at_its_line(site: Callable[..., Path], link: str, said: str) -> None:
    """Also one to a block that is there, but not on the pages."""
    safe = SAFE + '\n## Stack {#stack only="leaflets"}\n\nStack well.\n'
    with pytest.raises(PamphletError) as caught:
        site({"content/safe.md": safe, "content/rest.md": SOURCE.replace("safe.md#lift", link)})
    assert any(str(problem).startswith(f"content/rest.md:11: error: {said}") for problem in caught.value.problems)


def test_what_only_paper_shows_may_link_to_it(site: Callable[..., Path]) -> None:
    site({"content/rest.md": SOURCE.replace("Unseen.", "See [above](#paper).")})


def test_a_broken_template_is_a_problem_with_its_line(site: Callable[..., Path]) -> None:
    with pytest.raises(PamphletError) as caught:
        site({"templates/web/page.html": "\n{{ titel }}"})
    (problem,) = caught.value.problems
    assert str(problem).startswith("templates/web/page.html:2: error: the template uses 'titel'")


def test_the_same_input_makes_the_same_bytes(write: Callable[..., Path], tmp_path: Path) -> None:
    root = write(dict(FILES))
    assert built(root, tmp_path / "a") == built(root, tmp_path / "b")
