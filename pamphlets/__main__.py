"""Turns `python -m pamphlets` into the command."""

import os

from pamphlets.cli import main

main(prog_name=os.environ.get("PAMPHLETS_COMMAND"))
