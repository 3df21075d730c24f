"""A small project to make leaflets of: one source with one of every construct."""

from __future__ import annotations

PRACTICE = """name: Rest House
tagline: {en: Rest well., es: Descanse bien.}
web: https://www.example.org
booking: https://www.example.org/book
phone: +1 207-555-0142
address: [1 Quiet Lane, "Lantern Point, ME 04999"]
hours: {en: [Mon–Fri 9 am–6 pm], es: [Lunes a viernes de 9 am a 6 pm]}
licenses: [License MT1]
languages: [en, es]
sites:
- {id: quiet, name: Quiet Lane}
- {id: river, name: River Walk, phone: +1 207-555-0199}
formats: [sheet, tri-fold]
paper: PAPER
"""
HEAD = "---\ntitle: Rest well\nsummary: What you can do tonight.\nreviewer: A. Nurse\nreviewed: 2026-11-20\n"
HEAD += "review-by: 2027-11-20\n---\n\n"
BLOCKS = """## In short {#short .key-points}

- Rest is good for you. [@nhs]
- Try it tonight.

## What to do {#do .steps}

1. Lie down.
2. Breathe out slowly.
    - Then breathe in.
3. Rest.

![A chair](images/chair.svg "A chair")

![](images/chair.svg){.decorative}

## What it is {#is}

Rest is [a **calm** time](https://www.example.org/rest). In Spanish it is [descanso]{lang="es"}.

| When | How long |
|------|----------|
| Noon | 1 hour   |

## Ask for help {#help .warning break="panel"}

Call {{ site.phone }} if you cannot rest. [@nhs]
"""
CHAIR = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20" width="300" height="200">
<title>A chair</title><path d="M1 1h7v7z"/></svg>"""
REFERENCES = "references:\n- {id: nhs, title: Rest, author: [{literal: NHS}], URL: https://www.example.org/nhs}\n"


def files(text: str = BLOCKS, spanish: bool = False, paper: str = "Letter") -> dict[str, str]:
    """Return the files of the project, in English or in English and Spanish."""
    content = {
        "content/practice.yml": PRACTICE.replace("PAPER", paper),
        "content/references.yml": REFERENCES,
        "content/images/chair.svg": CHAIR,
        "content/rest.md": HEAD + text,
    }
    if spanish:
        content["content/rest.es.md"] = HEAD.replace("Rest well", "Descanse bien") + text
    return content
