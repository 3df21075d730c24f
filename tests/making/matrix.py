"""Practices of every kind, as small projects: what their leaflets must look like is asked of all of them alike."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import product
from pathlib import Path

from PIL import Image, ImageDraw

from making.photos import saved

TEXTS = Path(__file__).with_name("visit")
FORMATS = ("sheet", "half-fold", "tri-fold", "z-fold", "large-print", "poster")
LOGOS = {"wide": (350, 100), "square": (100, 100), "tall": (60, 120), "none": (0, 0)}
"""What logos there are: their width and height."""
BRANDS = {
    "usual": "",
    "red": "color: {palette: {claret: '#9B1C31', pine: '#22543D'}, primary: claret, secondary: pine}\n",
    "pale": "color: {palette: {sky: '#9CC9E8', sand: '#F3D9A4'}, primary: sky, warning: sand}\n",
}
WORDS = {75: 2, 120: 4, 330: 8, 520: 11}
"""How many words a text has, about; in how many blocks."""
TITLES = {
    "en": {
        10: "Your visit",
        40: "Your first visit with us: how it goes on",
        72: "Your first visit with us: what to bring along, and what will happen then",
        110: "Your first visit with us: what to bring along, what will happen, who may come with you, and what we "
        "ask of you",
    },
    "es": {
        10: "Una visita",
        40: "Su primera visita: cómo es, paso a paso.",
        72: "Su primera visita con nosotros: qué traer, quién lo atiende y qué sucede",
        110: "Su primera visita con nosotros: qué hay que traer, quién puede venir con usted, qué sucede y lo que "
        "le pedimos",
    },
}
"""Titles by their length in characters."""
SUMMARIES = {
    "en": "What happens when you come to us for the first time, and what you can bring.",
    "es": "Qué sucede cuando viene por primera vez con nosotros, y qué puede traer.",
}
PHOTOS = {"large": (3000, 2000), "upright": (800, 1200), "small": (400, 300)}
COVERS = ("motif teeth", "motif plain", "photo images/cover.jpg", "type")
NAMES = {
    "wide": "Lantern Point Dental Care",
    "square": "Riverside Physiotherapy",
    "tall": "Elm Street Family Doctors",
    "none": "Quiet Lane",
}
CUP = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200"><title>A cup</title>
<rect width="300" height="200" fill="#C9D3E2"/><path d="M90 70h100v70q0 30-50 30t-50-30z" fill="#27406B"/>
<path d="M190 85q40 0 40 25t-45 25" fill="none" stroke="#27406B" stroke-width="12"/></svg>"""


@dataclass(frozen=True, slots=True)
class Case:
    """A practice with one text: the key of each of the tables above, its language and its paper."""

    logo: str
    brand: str
    words: int
    title: int
    photo: str
    cover: str
    language: str
    paper: str

    @property
    def name(self) -> str:
        return "-".join(str(getattr(self, field.name)).split("/")[-1].replace(" ", "-") for field in fields(self))


SIX = (
    Case("wide", "usual", 520, 40, "large", "motif teeth", "en", "Letter"),
    Case("square", "red", 330, 72, "upright", "photo images/cover.jpg", "es", "A4"),
    Case("tall", "pale", 120, 10, "small", "type", "en", "A4"),
    Case("none", "usual", 75, 110, "large", "motif plain", "en", "Letter"),
    Case("tall", "red", 330, 10, "small", "photo images/cover.jpg", "en", "Letter"),
    Case("square", "pale", 520, 110, "upright", "motif plain", "es", "A4"),
)
"""Every value at least once; in all formats, so that each meets each text, title and logo."""


def every() -> Iterator[Case]:
    """Yield each practice that can be put together."""
    values = (LOGOS, BRANDS, WORDS, TITLES["en"], PHOTOS, COVERS, TITLES, ("Letter", "A4"))
    yield from (Case(*chosen) for chosen in product(*values))


def write(case: Case, folder: Path, formats: tuple[str, ...] = FORMATS) -> Path:
    """Write the project of a case into a folder, and return that."""
    images = folder / "content/images"
    images.mkdir(parents=True)
    files: dict[str, str | bytes] = {
        "practice.yml": _practice(case, formats),
        "_brand.yml": _brand(case),
        "first-visit.md": source(case),
        "images/room.jpg": photo(*PHOTOS[case.photo]),
        "images/cover.jpg": photo(1500, 1000),
        "images/cup.svg": CUP,
        "images/logo.svg": logo(*LOGOS[case.logo]),
    }
    for name, content in files.items():
        (folder / "content" / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def source(case: Case) -> str:
    """Return the text of a case: so many blocks of the whole text."""
    text = (TEXTS / f"{case.language}.md").read_text("utf-8")
    blocks = re.split(r"(?m)^(?=## )", text)[: WORDS[case.words] + 1]
    head = (
        f"title: '{TITLES[case.language][case.title]}'\nsummary: {SUMMARIES[case.language]}\ncover: {case.cover}\n"
        "reviewer: A nurse\nreviewed: 2026-11-20\nreview-by: 2027-11-20\n"
    )
    return f"---\n{head}---\n\n{''.join(blocks)}"


def _practice(case: Case, formats: tuple[str, ...]) -> str:
    hours = {"en": "Mon–Fri 9 am–6 pm", "es": "Lunes a viernes, de 9 am a 6 pm"}[case.language]
    return f"""name: {NAMES[case.logo]}
tagline: {{{case.language}: {"Time for you." if case.language == "en" else "Tiempo para usted."}}}
profession: medical
web: https://www.example.org
booking: https://www.example.org/book
phone: +1 207-555-0142
address: [1 Quiet Lane, "Lantern Point, ME 04999"]
hours: {{{case.language}: ["{hours}"]}}
languages: [{case.language}]
formats: [{", ".join(formats)}]
platforms: [instagram]
paper: {case.paper}
"""


def _brand(case: Case) -> str:
    named = NAMES[case.logo] if case.logo == "wide" else "A leaf"
    shown = "" if case.logo == "none" else f"logo: {{path: images/logo.svg, alt: {named}}}\n"
    return f"{shown}{BRANDS[case.brand]}" or "{}\n"


def logo(width: int, height: int) -> str:
    """Return a logo of a shape: a leaf in a frame, so that one sees if it is cut."""
    across, down, wide, high = width / 2, height / 2, max(1, width - 6), max(1, height - 6)
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width or 1} {height or 1}"><title>A leaf</title>
<path d="M3 3h{wide}v{high}h-{wide}z" fill="none" stroke="#22543D" stroke-width="6"/>
<ellipse cx="{across}" cy="{down}" rx="{width * 0.3}" ry="{height * 0.3}" fill="#22543D"/></svg>"""


def photo(width: int, height: int) -> bytes:
    """Return a photo of a room with somebody in it, whose head is in the upper third."""
    chance = random.Random(width)
    picture = Image.linear_gradient("L").resize((width, height))
    picture = Image.merge("RGB", [picture.point(lambda value, low=low: low + value // 4) for low in (150, 140, 120)])
    draw, unit = ImageDraw.Draw(picture), min(width, height)
    draw.rectangle((width * 0.08, height * 0.1, width * 0.35, height * 0.5), fill=(205, 225, 240))
    draw.rectangle((0, height * 0.82, width, height), fill=(120, 90, 70))
    left, top = width * 0.62, height * 0.2
    draw.ellipse((left - unit * 0.3, top + unit * 0.2, left + unit * 0.3, height * 1.1), fill=(60, 100, 110))
    draw.ellipse((left - unit * 0.11, top, left + unit * 0.11, top + unit * 0.27), fill=(200, 150, 120))
    for _ in range(40):
        x, y = chance.random() * width, chance.random() * height
        draw.ellipse((x, y, x + unit * 0.01, y + unit * 0.01), fill=(90, 130, 80))
    return saved(picture, "JPEG", quality=80)
