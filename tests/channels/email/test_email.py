"""The e-mails: that every mail program can show them, that nothing is lost on the way, and what they are sent with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from making.markup import Page, read
from making.once import once
from making.pages import FILES, PRACTICE, SAMPLE
from making.planning import planned

from pamphlets.channels import email
from pamphlets.model import LetterReport, Result
from pamphlets.paper import raster
from pamphlets.project import Project

TAGS = {
    "a", "b", "blockquote", "body", "br", "code", "dd", "del", "div", "dl", "dt", "em", "figcaption", "figure", "h1",
    "h2", "h3", "h4", "h5", "h6", "head", "hr", "html", "img", "li", "mark", "meta", "ol", "p", "pre", "span", "strong",
    "sub", "sup", "table", "tbody", "td", "th", "thead", "title", "tr", "ul",
}  # fmt: skip
"""What every mail program shows: no script, style, link, form, input, button, svg, video, iframe or object."""
CANNOT = re.compile(
    r"(?:^|;)\s*(?:position|float|transform|animation|transition|object-fit|gap|grid|flex|background-image|background"
    r"|filter|clip-path|columns?|box-shadow|inset|top|left|z-index|aspect-ratio|[a-z]+-gap|grid-[a-z-]+|flex-[a-z]+)\s*:"
    r"|display:\s*(?:flex|grid|inline)|url\(|var\(|calc\(|clamp\(|@|!important|\d(?:rem|em|vw|vh)\b"
)
"""What some mail programs do not know, by caniemail.com: Outlook lays out with Word, Gmail drops what it doubts."""
STYLED = {"body", "h1", "h2", "h3", "p", "a", "ul", "ol", "li", "table", "td", "th", "img", "figcaption"}
"""What looks as it should only with a style of its own."""
MORE = """
## Prices {#prices}

| Massage | Time | Price |
|---|---|---|
| Short | 30 minutes | $45 |

![A chair](images/chair.svg "A chair to rest in")
![](images/chair.svg){.decorative}

::: {.warning}
Call {{ practice.emergency.now }}
:::

Back to [the short form](#short). A chair ![that is soft](images/chair.svg) within words.

## Only here {#here only="email"}

Thank you for reading.

## Not here {#there not="email"}

Unread.
"""


def results(root: Path) -> dict[str, Result]:
    project = Project.load(root)
    return {job.name: email.render(job) for job in planned(email, project)}


def save(root: Path, folder: Path) -> None:
    for result in results(root).values():
        for made in result.renderings:
            (folder / made.path).parent.mkdir(parents=True, exist_ok=True)
            (folder / made.path).write_bytes(made.content)


@pytest.fixture
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The letters of the sample."""
    return once(tmp_path_factory, "letters", lambda folder: save(SAMPLE, folder))


@pytest.fixture
def letters(write: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Make the letters of a small project, with some of its files replaced."""

    def make(changed: Mapping[str, str] | None = None) -> Path:
        folder = tmp_path_factory.mktemp("letters")
        save(write({**FILES, "content/rest.md": FILES["content/rest.md"] + MORE, **(changed or {})}), folder)
        return folder

    return make


def faults(page: Page, web: str) -> Iterator[str]:
    """Yield what some mail program cannot do."""
    for tag, has in page.tags:
        if tag not in TAGS:
            yield f"<{tag}>"
        if CANNOT.search(has.get("style", "")):
            yield f"<{tag} style='{has['style']}'>"
        if tag in STYLED and not has.get("style"):
            yield f"<{tag}> without a style of its own"
        yield from (
            f"<{tag} {name}>" for name in has if name.startswith("on") or name in ("id", "srcset", "background")
        )
        if tag == "img" and not (has.keys() >= {"alt", "width", "height"} and has["src"].startswith(f"{web}/")):
            yield f"<img {has}>"
        if tag == "a" and urlsplit(has.get("href", "https:")).scheme not in ("https", "http", "tel", "mailto"):
            yield f"<a {has}>"
        if tag == "table" and has.get("cellpadding") and has.get("role") != "presentation":
            yield "a table of layout that is read out as one of data"


def test_mail_programs_can_show_the_sample(sent: Path) -> None:
    """No letter needs what mail programs cannot do; all are far below what Gmail shows at once."""
    found = sorted(sent.glob("email/**/letter.html"))
    assert [file.relative_to(sent).as_posix() for file in found] == [
        f"email/{name}/letter.html" for name in ("es/restless-legs", "es/sleep-well", "restless-legs", "sleep-well")
    ]
    for file in found:
        page = read(file)
        assert not page.faults
        assert list(faults(page, "https://www.example.org/harbor-lane")) == []
        assert page.all("table", width="600", class_="part letter") or page.all("table", width="600")
        assert file.stat().st_size < 60_000


def test_each_picture_is_made(sent: Path) -> None:
    """Each picture that a letter shows is a PNG or JPEG below `web/`, twice as wide as it is shown."""
    web = "https://www.example.org/harbor-lane/"
    shown = [one for file in sent.glob("email/**/letter.html") for one in read(file).all("img")]
    assert len(shown) > 10
    for image in shown:
        width, height = raster.size(sent / "web" / image["src"].removeprefix(web))
        assert width == 2 * int(image["width"])
        assert abs(height - 2 * int(image["height"])) <= 2


def test_a_letter_says_what_the_text_says(letters: Callable[..., Path]) -> None:
    """Blocks, boxes within them, tables, pictures, sites; what is for other outputs stays away."""
    folder = letters()
    page = read(folder / "email/rest/letter.html")
    assert not page.faults
    assert list(faults(page, "https://www.example.org/rest")) == []
    assert "Thank you for reading." in page.text
    assert "Unread." not in page.text
    assert "Unseen." in page.text
    assert {"https://www.example.org/rest/safe/#lift", "https://www.example.org/rest/rest/#short"} <= {
        link.get("href") for link in page.all("a")
    }
    plain = (folder / "email/rest/letter.txt").read_text("utf-8")
    assert plain.startswith("Rest & <b>sleep</b> “well”\n\nHow to rest.\n\nRest well. Read about safety: https://www.e")
    for words in ("\n\n\nPrices\nMassage Time Price\nShort 30 minutes $45", "Call 911.", "Thank you for reading.",
                  "(207) 555-0187", "2 River Walk", "1. NHS. Rest.", "https://www.example.org/rest/rest/"):  # fmt: skip
        assert words in plain
    assert "Unread." not in plain
    spanish = read(folder / "email/es/rest/letter.html")
    assert spanish.all("html") == [{"lang": "es", "dir": "ltr"}]
    assert "Léalo en nuestro sitio web" in spanish.text


def test_boxes_to_tick_are_letters_and_marked_words_have_a_tint_of_the_brand(letters: Callable[..., Path]) -> None:
    """Mail programs draw no boxes, and would mark words in a bright yellow."""
    lists = "1. [ ] Ask\n2. Pay\n\n- [x] Rest\n\n- [ ] Drink\n\n  A glass.\n\n- Sleep ==a lot=="
    folder = letters({"content/safe.md": FILES["content/safe.md"] + f"\n## To do {{#todo}}\n\n{lists}\n"})
    page = read(folder / "email/safe/letter.html")
    assert list(faults(page, "https://www.example.org/rest")) == []
    said = " ".join(page.text.split())
    assert "☐ Ask Pay ☑ Rest ☐ Drink A glass. Sleep a lot" in said
    (marked,) = page.all("mark")
    tint = dict(Project.load(SAMPLE).brand.colors)["dawn-25"].lower()
    assert f"background-color: {tint}" in marked["style"].lower()
    plain = (folder / "email/safe/letter.txt").read_text("utf-8")
    assert "\n\n\nTo do\n1. ☐ Ask\n2. Pay\n\n☑ Rest\n☐ Drink\nA glass." in plain
    assert "#" not in plain.replace("/#", "")


def test_without_an_address_there_are_no_pictures(letters: Callable[..., Path]) -> None:
    """Without `web` a letter shows no picture, but its words, and no link leads nowhere."""
    folder = letters({"content/practice.yml": PRACTICE.replace("web: https://www.example.org/rest\n", "web:\n")})
    page = read(folder / "email/rest/letter.html")
    assert not page.all("img")
    assert list(faults(page, "-")) == []
    assert page.text.count("A chair to rest in") == 2
    assert "A chair that is soft within words." in page.text
    assert not (folder / "web").exists()


def test_a_letter_is_as_wide_as_its_window(letters: Callable[..., Path], sent: Path, browser: Any) -> None:
    """On a telephone nothing reaches over the edge, be it an address of many letters."""
    address = f"https://www.example.org/{'a' * 90}"
    long = f"---\ntitle: {'Restlesslegs' * 9}\nsummary: See {address}.\n---\n\nGo to <{address}>, {'b' * 99}.\n"
    found = letters({"content/rest.md": long, "content/rest.es.md": long})
    for file in (sent / "email/es/restless-legs/letter.html", found / "email/rest/letter.html"):
        for width in (600, 360):
            page = browser.new_page(viewport={"width": width, "height": 800})
            page.goto(file.as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") == width
            page.close()


def test_the_report_says_what_it_is_sent_with(write: Callable[..., Path]) -> None:
    """Subject and preview line stand in the report; what is too long for mail programs is a warning."""
    long = "\n\n".join(f"## Part {n} {{#part-{n}}}\n\n{'Rest well and long. ' * 150}" for n in range(40))
    found = results(write({**FILES, "content/safe.md": FILES["content/safe.md"] + "\n" + long}))
    assert found["email/rest"].report == LetterReport("Rest & <b>sleep</b> “well”", "How to rest.")
    assert not found["email/rest"].problems
    (problem,) = found["email/safe"].problems
    assert str(problem).startswith("content/safe.md: warning: the e-mail has ")
    assert problem.hint == 'leave blocks to the web page: {not="email"} on their headings'
