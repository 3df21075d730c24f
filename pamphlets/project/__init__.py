"""Turns a folder into a project: its settings as typed values, each fault at its line, and its files."""

from pamphlets.project.project import CHANNELS, SHIPPED, Project, shipped_platforms
from pamphlets.project.settings import (
    Brand,
    Flip,
    Format,
    FrontMatter,
    Panel,
    Paper,
    Place,
    Platform,
    Practice,
    Reference,
    Site,
    Words,
    claims,
    denial,
    front_matter,
    hints,
    meant,
    records,
    rows,
    wider,
)
from pamphlets.project.settings.brand import THEME
from pamphlets.project.settings.claims import Claim, Claims, Patterns
from pamphlets.project.settings.denial import DenialRow
from pamphlets.project.settings.nodes import Faults
from pamphlets.project.settings.records import Post, Record

__all__ = [
    "CHANNELS",
    "SHIPPED",
    "THEME",
    "Brand",
    "Claim",
    "Claims",
    "DenialRow",
    "Faults",
    "Flip",
    "Format",
    "FrontMatter",
    "Panel",
    "Paper",
    "Patterns",
    "Place",
    "Platform",
    "Post",
    "Practice",
    "Project",
    "Record",
    "Reference",
    "Site",
    "Words",
    "claims",
    "denial",
    "front_matter",
    "hints",
    "meant",
    "records",
    "rows",
    "shipped_platforms",
    "titles",
    "wider",
]  # fmt: skip
