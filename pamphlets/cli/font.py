"""Turns the command font add into files of a font in templates/assets/fonts, fetched as a package of Python's index."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from pamphlets.cli import options

SECONDS = 180


@click.group()
def font() -> None:
    """Look after the fonts of the project."""


@font.command()
@options.project
@click.argument("name")
def add(root: Path, name: str) -> None:
    """Put the font NAME ("Open Sans", Lora …), or that of a language (zh-Hans, ja, ko), into templates/assets/fonts.

    Packages named fontpkg-… carry families of Google Fonts. One is fetched from the index that pip is configured with,
    as a file: it is not installed, and nothing in it is run. This is the one command that asks a network, beside
    `check --links`. Then write the name into content/_brand.yml, under `typography: base:` or `headings:`.

    For Chinese (zh-Hans, zh-Hant), Japanese and Korean it is Noto Sans CJK, 33 MB: of this machine, where Debian's
    fonts-noto-cjk is installed, or else of a package. Texts in the language are set in it from then on.
    """
    from pamphlets.paper import eastern, fontpkg
    from pamphlets.project import FONT_WEIGHTS, languages

    language = next((code for code in languages.file_names(name) if code in eastern.FACES), "")
    if language:
        write(root, eastern.of_machine(language) or tuple(eastern.speak(language, tuple(
            fontpkg.files(fetch(eastern.PACKAGE), eastern.PACKAGE, FONT_WEIGHTS)))))  # fmt: skip
        click.echo(f"Texts in '{language}' are set in it from now on.")
        return
    package = "fontpkg-" + re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    if not re.fullmatch(r"[\w .&+'-]{1,60}", name) or package == "fontpkg-":
        raise click.BadParameter(f"'{name[:60]}' is not the name of a font, such as \"Open Sans\"", param_hint="NAME")
    found = tuple(fontpkg.files(fetch(package), package, FONT_WEIGHTS))
    write(root, found)
    family = found[0][0].partition("-")[0]
    shown = name if name.replace(" ", "").lower() == family.lower() else family
    click.echo(f"To use it, write {shown} into content/_brand.yml, under 'typography: base:' or 'headings:'.")


def write(root: Path, found: tuple[tuple[str, bytes], ...]) -> None:
    """Write files of fonts into a project."""
    from pamphlets import files

    for file, content in found:
        place = f"templates/assets/fonts/{file}"
        files.write(root / place, content, place)
        click.echo(f"wrote {place}")


def fetch(package: str) -> bytes:
    """Return the wheel of a package from pip's index, without what it needs; raises PamphletError if there is none."""
    import subprocess
    import tempfile

    from pamphlets.errors import fail
    from pamphlets.model import Location

    place = Location("templates/assets/fonts")
    with tempfile.TemporaryDirectory() as folder:
        pip = (sys.executable, "-m", "pip", "download", "--quiet", "--no-input", "--disable-pip-version-check",
               "--no-deps", "--only-binary", ":all:", "--dest", folder, "--", package)  # fmt: skip
        try:
            ran = subprocess.run(pip, capture_output=True, text=True, timeout=SECONDS, check=False)
            said = next((line for line in reversed(ran.stderr.splitlines()) if line.startswith("ERROR")), ran.stderr)
        except subprocess.TimeoutExpired:
            ran, said = None, f"no answer within {SECONDS} seconds"
        wheels = sorted(Path(folder).glob("*.whl"))
        if ran is None or ran.returncode or len(wheels) != 1:
            hint = "is it spelled as on fonts.google.com? or put its files into templates/assets/fonts yourself"
            raise fail("font", f"pip did not fetch {package}: {' '.join(said.split())[:300]}", place, hint)
        if wheels[0].stat().st_size > 60_000_000:
            raise fail("font", f"{package} is larger than a font", place, "put its files there yourself")
        return wheels[0].read_bytes()
