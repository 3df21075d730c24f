"""Imports WeasyPrint when it is imported itself: for a server from which worker processes start."""

from pamphlets.paper.typeset import foundry

foundry.import_quietly()
