"""Turns the command line into calls of the library, and what they raise into lines and exit statuses."""

from __future__ import annotations

import click

from pamphlets.cli import (
    build,
    cache,
    check,
    font,
    language,
    new,
    publish,
    recall,
    signing,
    terminal,
    tidy,
    translation,
)

__all__ = ["main"]


class _Group(click.Group):
    """A group of commands whose errors are problems, printed in one shape; exit status 1."""

    def invoke(self, ctx: click.Context) -> object:
        from pamphlets.errors import PamphletError

        try:
            return super().invoke(ctx)
        except PamphletError as error:
            terminal.print_problems(error.problems)
            if made := getattr(error, "build", None):  # some leaflets do not fit
                terminal.print_unmade(made)
            ctx.exit(1)


@click.group("pamphlets", cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="pamphlets")
def main() -> None:
    """Turn one markdown source into leaflets to print, posts to paste and web pages to put online.

    Begin with the command `new DIR`, then `build` in that folder.
    """


for _command in (
    build.build, build.export, build.serve, publish.publish, publish.withdraw, check.check, check.rules, check.due,
    new.new, new.add, new.blocks, tidy.import_, tidy.tidy, font.font, language.language,
    signing.sign, translation.translation, recall.recall, cache.cache,
):  # fmt: skip
    main.add_command(_command)
