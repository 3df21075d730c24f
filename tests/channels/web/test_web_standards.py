"""What standards ask of the feed, the list of pages, and what pages say of themselves to machines."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from making import TESTS
from making.markup import read
from making.once import once
from making.pages import FILES as MORE
from making.pages import built
from making.publishing import FILES, change, ids

from pamphlets import publish

SCHEMAS = TESTS / "schemas"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
FEED = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))
SITEMAP = etree.XMLSchema(etree.parse(SCHEMAS / "sitemap.xsd"))


def publish_twice(root: Path) -> None:
    """Publish twice and withdraw, then make the pages in `out/`."""
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    change(root, "content/practice.yml", "name: Rest House", "name: Rest & <House>\nemail: hello@example.org")
    publish.publish(root, "2026-11-22", jobs=1)
    change(root, "content/rest.md", "Rest well.", "Rest very well.")
    publish.publish(root, "2026-11-24", jobs=1)
    publish.withdraw(root, [ids(root)["river"]], "It said “a < b & c”.", "2026-12-01")
    built(root, root / "out")


@pytest.fixture
def feed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A feed with something published twice, something withdrawn, and letters that XML has to hide."""
    return once(tmp_path_factory, "feed", publish_twice) / "out/web/feed.xml"


def test_the_feed_is_valid(feed: Path) -> None:
    """By the grammar of RFC 4287; and what its grammar cannot say: an author, a way to each entry, names used once."""
    tree = etree.parse(feed)
    assert FEED.validate(tree), FEED.error_log
    assert len(tree.findall("a:entry", ATOM)) == 3
    assert tree.find("a:author", ATOM) is not None
    for entry in tree.findall("a:entry", ATOM):
        assert len(entry.findall("a:link[@rel='alternate']", ATOM)) == 1
    names = [found.text for found in tree.iter(f"{{{ATOM['a']}}}id")]
    assert len(names) == len(set(names))
    moments = [entry.findtext("a:updated", namespaces=ATOM) for entry in tree.findall("a:entry", ATOM)]
    assert moments == sorted(moments, reverse=True) and tree.findtext("a:updated", namespaces=ATOM) == moments[0]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("<id>", "<id>rest "),
        ("T00:00:00Z</updated>", "</updated>"),
        ('rel="self"', 'rel="own"'),
        ("<title>", "<name>x</name><title>"),
        ("<email>hello@example.org</email>", "<email>hello</email>"),
    ],
)
def test_a_feed_with_a_fault_is_not(feed: Path, right: str, wrong: str) -> None:
    text = feed.read_text("utf-8")
    assert right in text
    assert not FEED.validate(etree.fromstring(text.replace(right, wrong, 1).encode()))


def test_the_list_of_pages_is_valid(sample: Path, write: Callable[..., Path], tmp_path: Path) -> None:
    built(write(MORE), tmp_path / "out")
    for root in (sample, tmp_path / "out/web"):
        tree = etree.parse(root / "sitemap.xml")
        assert SITEMAP.validate(tree), SITEMAP.error_log


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("<lastmod>2026", "<lastmod>20th "),
        ("<loc>https://www.example.org", "<loc>"),
        ('hreflang="es"', 'hreflang="Español"'),
        ('rel="alternate"', 'rel="other"'),
        ("</url>", "<when/></url>"),
    ],
)
def test_a_list_of_pages_with_a_fault_is_not(sample: Path, right: str, wrong: str) -> None:
    text = (sample / "sitemap.xml").read_text("utf-8")
    assert right in text
    assert not SITEMAP.validate(etree.fromstring(text.replace(right, wrong, 1).encode()))


def test_languages_of_a_page_name_each_other(sample: Path) -> None:
    """A page whose other language does not lead back is not believed; pages and the list say the same."""
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    listed = {
        url.findtext("s:loc", namespaces=space): {
            link.get("hreflang"): link.get("href") for link in url.findall("x:link", space)
        }
        for url in etree.parse(sample / "sitemap.xml").getroot()
    }
    told = {}
    for file in sample.rglob("index.html"):
        page = read(file)
        (own,) = page.all("link", rel="canonical")
        told[own["href"]] = {a["hreflang"]: a["href"] for a in page.all("link", rel="alternate") if "hreflang" in a}
    for own, others in told.items():
        assert others["x-default"] == others["en"] and own in others.values()
    assert all(told[other] == others for others in told.values() for other in others.values())
    assert listed == told


TEXT, ADDRESS, DAY = str, "address", "day"
THING = {"name": TEXT, "description": TEXT, "url": ADDRESS, "image": ADDRESS}
WORK = {
    **THING, "about": "MedicalCondition", "inLanguage": TEXT, "keywords": TEXT, "publisher": "Organization",
}  # fmt: skip
PAGE = {**WORK, "lastReviewed": DAY, "reviewedBy": "Organization"}
VOCABULARY: Mapping[str, Mapping[str, Any]] = {
    "MedicalWebPage": PAGE,
    "CollectionPage": PAGE,
    "MedicalCondition": THING,
    "Organization": {**THING, "email": TEXT},
    "HealthAndBeautyBusiness": {
        **THING, "email": TEXT, "telephone": TEXT, "address": "PostalAddress", "openingHours": TEXT,
    },
    "PostalAddress": {
        "streetAddress": TEXT, "addressLocality": TEXT, "addressRegion": TEXT, "postalCode": TEXT,
        "addressCountry": TEXT,
    },
    "BreadcrumbList": {"itemListElement": "ListItem"},
    "ListItem": {"position": int, "name": TEXT, "item": ADDRESS},
}  # fmt: skip
"""What schema.org lets be said of each thing that pages tell of, and what may stand there."""


def strange(thing: Any) -> Iterator[str]:
    """Yield what schema.org's vocabulary does not have, or has otherwise."""
    known = VOCABULARY.get(thing.get("@type"))
    if known is None:
        yield f"no such type: {thing.get('@type')}"
        return
    for name, given in thing.items():
        kind = known.get(name, "" if name in ("@type", "@id") else None)
        for value in given if isinstance(given, list) else [given]:
            if kind is None:
                yield f"{thing['@type']} has no {name}"
            elif isinstance(value, dict):
                yield from ([] if value.get("@type") == kind else [f"{name} must be of the type {kind}"])
                yield from strange(value)
            elif kind and not suits(value, kind):
                yield f"{thing['@type']}: {name} cannot be {value!r}"


def suits(value: Any, kind: Any) -> bool:
    if kind == ADDRESS:
        return isinstance(value, str) and bool(re.fullmatch(r"https?://[^\s<>\"]+", value))
    if kind == DAY:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    return isinstance(kind, type) and isinstance(value, kind) and value != ""


def linked(file: Path) -> list[dict[str, Any]]:
    (text,) = [text for tag, text in read(file).texts if tag == "script" and text.strip()]
    told = json.loads(text)
    assert told["@context"] == "https://schema.org"
    things: list[dict[str, Any]] = told["@graph"]
    return things


def test_what_pages_say_of_themselves_is_in_the_vocabulary(
    sample: Path, write: Callable[..., Path], tmp_path: Path
) -> None:
    built(write(MORE), tmp_path / "out")
    files = [file for root in (sample, tmp_path / "out/web") for file in sorted(root.rglob("index.html"))]
    assert [fault for file in files for thing in linked(file) for fault in strange(thing)] == []
    page = {thing["@type"]: thing for thing in linked(sample / "restless-legs/index.html")}
    assert page["MedicalWebPage"]["about"] == {"@type": "MedicalCondition", "name": "Restless legs syndrome"}
    assert page["MedicalWebPage"]["reviewedBy"]["@type"] == "Organization"
    assert {"telephone", "address", "openingHours"} <= {*page["HealthAndBeautyBusiness"]}
    assert [item["position"] for item in page["BreadcrumbList"]["itemListElement"]] == [1, 2]


@pytest.mark.parametrize(
    ("thing", "fault"),
    [
        ({"@type": "Leaflet"}, "no such type: Leaflet"),
        ({"@type": "MedicalWebPage", "phone": "1"}, "MedicalWebPage has no phone"),
        ({"@type": "MedicalWebPage", "url": "rest/"}, "MedicalWebPage: url cannot be 'rest/'"),
        ({"@type": "MedicalWebPage", "about": {"@type": "ListItem"}}, "about must be of the type MedicalCondition"),
    ],
)
def test_what_is_not_in_the_vocabulary_is_seen(thing: dict[str, Any], fault: str) -> None:
    assert [*strange(thing)] == [fault]
