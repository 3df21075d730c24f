"""A project, and a folder that gets its pages."""

from __future__ import annotations

from pathlib import Path

from making import ROOT
from making.planning import planned
from pamphlets.channels import web
from pamphlets.model import Job
from pamphlets.project.project import Project

SAMPLE = ROOT


def jobs(root: Path) -> list[Job]:
    """Return the jobs of a project's pages."""
    project = Project.load(root)
    return planned(web, project)


def built(root: Path, out: Path) -> dict[str, bytes]:
    """Make the pages of a project in a folder, with files in the place of the leaflets that they lead to."""
    made: dict[str, bytes] = {}
    for job in jobs(root):
        renderings = web.render(job).renderings
        assert tuple(rendering.path for rendering in renderings) == job.paths
        made |= {rendering.path: rendering.content for rendering in renderings}
        for _, _, leaflet in getattr(job.content, "leaflets", ()):
            made[f"web/{leaflet}"] = b"%PDF-"
    for path, content in made.items():
        file = out / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return made


PRACTICE = """name: Rest House
tagline: {en: Quiet hands, es: Manos quietas}
web: https://www.example.org/rest
booking: https://www.example.org/rest/book
phone: "+1 207-555-0142"
email: hello@example.org
languages: [en, es]
formats: [sheet, tri-fold]
emergency: {urgent: {en: Call your doctor., es: Llame a su doctor.}, now: {en: Call 911., es: Llame al 911.}}
sites:
- {id: harbor, name: Harbor, address: [1 Harbor Lane, "Lantern Point, ME 04999"],
   hours: {en: [Mon-Fri 9-5:30 pm], es: [Lunes 9-5]}}
- {id: river, name: River, phone: "+1 207-555-0187", address: {street: 2 River Walk, city: Lantern Point, state: ME},
   hours: [{days: [Tu, Th-Fr], from: ["09:00", "13:00"], to: ["12:00", "17:30"]}, {days: Su, closed: true}]}
"""
SOURCE = """---
title: Rest & <b>sleep</b> "well"
summary: How to rest.
tags: [rest]
condition: Tiredness
author: Our team
reviewer: Clinical lead
reviewed: 2026-11-20
review-by: 2027-11-20
---
Rest well. [@nhs-1; @nhs-2] Read [about safety](safe.md#lift) and [more](https://www.example.com/?a=1&b=2).

## In short {#short .key-points}

- Rest is *good*. [@nhs-1]

## Only by the river {#boats only="river"}

Call {{ practice.phone }}.

## On paper {#paper not="web"}

Unseen.

![A chair](images/chair.svg "A chair to rest in")
"""
TRANSLATION = """---
title: Descanso
summary: Cómo descansar.
author: Nuestro equipo
reviewer: Jefatura
reviewed: 2026-11-20
review-by: 2027-11-20
---
Descanse bien. [@nhs-1]

## En breve {#short .key-points source="aaaaaaaa"}

- Descansar es bueno.
"""
SAFE = """---
title: Safe lifting
summary: How to lift.
---
## Lift {#lift .steps}

1. Lift slowly.

![A chair](images/chair.svg)
"""
FILES = {
    "content/practice.yml": PRACTICE,
    "content/references.yml": """references:
- {id: nhs-1, title: Rest, author: [{literal: NHS}], URL: "https://www.example.org/nhs"}
- {id: nhs-2, title: More rest, DOI: 10.1000/xyz}
""",
    "content/rest.md": SOURCE,
    "content/rest.es.md": TRANSLATION,
    "content/safe.md": SAFE,
    "content/images/chair.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 60"><path d="M0 0h9"/></svg>',
}
