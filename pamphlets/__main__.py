"""Turns `python -m pamphlets` into the command."""

from pamphlets.cli import main

main(prog_name="pamphlets")
