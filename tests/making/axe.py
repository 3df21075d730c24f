"""What axe-core finds wrong with a page that is open in a browser: WCAG 2.2 AA, and axe's best practices."""

from __future__ import annotations

from typing import Any

import pytest

from making import TESTS

AXE = TESTS / "tools" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def context(browser: Any, **options: Any) -> Any:
    """Open a context whose pages can be looked at; a test that has no axe-core is skipped and says so."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: ./run test installs it with npm")
    found = browser.new_context(bypass_csp=True, **options)
    found.add_init_script(path=AXE)
    return found


def violations(page: Any) -> list[str]:
    """Return what is wrong with a page as it stands, in light and dark: the scheme, the rule, and the first element."""
    faults = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = page.evaluate("(tags) => axe.run({ runOnly: tags, resultTypes: ['violations'] })", RULES)
        assert len(found["passes"]) > 10
        faults += [f"{scheme}: {one['id']}: {one['nodes'][0]['html'][:200]}" for one in found["violations"]]
    return faults
