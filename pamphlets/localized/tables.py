"""Holds what CLDR lacks of languages that practices write: it lends Haitian Creole the words of French."""

CREOLE_MONTHS = (
    "janvye", "fevriye", "mas", "avril", "me", "jen", "jiyè", "out", "septanm", "oktòb", "novanm", "desanm",
)  # fmt: skip
"""Months as Haitian Creole writes them (Akademi Kreyòl Ayisyen; MedlinePlus in Kreyòl)."""
