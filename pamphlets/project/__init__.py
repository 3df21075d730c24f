"""Turns a folder into a project: its settings as typed values, each fault at its line, and its files."""

from pamphlets.project import encodings, languages
from pamphlets.project.fonts import WEIGHTS as FONT_WEIGHTS
from pamphlets.project.fonts import families
from pamphlets.project.outputs import CHANNELS
from pamphlets.project.package import SHIPPED, shipped_platforms, shipped_words
from pamphlets.project.project import Project
from pamphlets.project.settings import (
    additions,
    claims,
    covers,
    formats,
    hints,
    literals,
    meant,
    places,
    professions,
    records,
    schemas,
    splice,
)
from pamphlets.project.settings.brand import OWN_FONT, Brand, FontFile, Tongue
from pamphlets.project.settings.claims import Claim, Claims
from pamphlets.project.settings.colors import contrasts, grey, mix
from pamphlets.project.settings.foreign import yaml as toml
from pamphlets.project.settings.formats import Flip, Format, Platform
from pamphlets.project.settings.nodes import Faults
from pamphlets.project.settings.papers import Panel, Paper, Place, mirror
from pamphlets.project.settings.postal import Postal
from pamphlets.project.settings.practice import Practice, Site
from pamphlets.project.settings.records import Post, Record
from pamphlets.project.settings.references import Reference
from pamphlets.project.settings.scheme import DARK, GROUNDS, LEAST, LIGHT, TEXTS, THEME, TINTS, Mend, scheme
from pamphlets.project.settings.sources import FrontMatter
from pamphlets.project.settings.sources import read as front_matter
from pamphlets.project.settings.words import Words, wider

__all__ = [
    "CHANNELS", "DARK", "FONT_WEIGHTS", "GROUNDS", "LEAST", "LIGHT", "OWN_FONT", "SHIPPED", "TEXTS", "THEME",
    "TINTS", "Brand", "Claim", "Claims", "Faults", "Flip", "FontFile", "Format", "FrontMatter", "Mend", "Panel",
    "Paper", "Place", "Platform", "Post", "Postal", "Practice", "Project", "Record", "Reference", "Site", "Tongue",
    "Words", "additions",
    "claims", "contrasts", "covers", "encodings", "families", "formats", "front_matter", "grey", "hints",
    "languages", "literals", "meant", "mirror", "mix", "places", "professions", "records", "schemas", "scheme",
    "shipped_platforms", "shipped_words", "splice", "titles", "toml", "wider",
]  # fmt: skip
