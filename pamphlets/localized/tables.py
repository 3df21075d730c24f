"""Holds what CLDR lacks of languages that practices write: a word for closed, and the words of Haitian Creole."""

CREOLE_MONTHS = (
    "janvye", "fevriye", "mas", "avril", "me", "jen", "jiyè", "out", "septanm", "oktòb", "novanm", "desanm",
)  # fmt: skip
"""Months as Haitian Creole writes them (Akademi Kreyòl Ayisyen; MedlinePlus in Kreyòl)."""
CREOLE_DAYS = ("lendi", "madi", "mèkredi", "jedi", "vandredi", "samdi", "dimanch")
CLOSED = {
    "en": "closed", "es": "cerrado", "fr": "fermé", "de": "geschlossen", "pt": "fechado", "it": "chiuso",
    "nl": "gesloten", "sv": "stängt", "da": "lukket", "nb": "stengt", "fi": "suljettu", "pl": "zamknięte",
    "cs": "zavřeno", "hu": "zárva", "ro": "închis", "el": "κλειστά", "ru": "закрыто", "uk": "зачинено", "tr": "kapalı",
    "ar": "مغلق", "he": "סגור", "fa": "تعطیل", "hi": "बंद", "vi": "đóng cửa", "id": "tutup", "zh": "休息", "ja": "休み",
    "ko": "휴무", "ht": "fèmen", "tl": "sarado", "fil": "sarado", "cy": "ar gau", "so": "xiran", "ur": "بند",
    "pa": "ਬੰਦ", "bn": "বন্ধ", "th": "ปิด",
}  # fmt: skip
"""What a table of hours says of a day on which nobody is there, by language."""
