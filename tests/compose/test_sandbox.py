"""What a project's template may do: no loop, no doubling and no call is without end, and each ends at its own line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pamphlets.compose import theme
from pamphlets.errors import PamphletError
from pamphlets.project.package import SHIPPED

MANY = 10_000_000_000
DOUBLED = "{%% set n = namespace(x=%s) %%}{%% for a in range(99) %%}{%% set n.x = %s %%}{%% endfor %%}{{ n.x }}"
ENDLESS = {
    "loops": "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
    "a loop's condition": "{% for a in range(9999) %}{% for b in range(9999) if false %}{% endfor %}{% endfor %}",
    "a loop over letters": "{% for a in range(9999) %}{% for b in 'x' * 9999 %}{% endfor %}{% endfor %}",
    "output": "{% for a in range(9999) %}" + "x" * 9999 + "{% endfor %}",
    "output that is kept": "{% set x %}{% for a in range(9999) %}" + "x" * 9999 + "{% endfor %}{% endset %}",
    "tilde": DOUBLED % ("'ab'", "n.x ~ n.x"),
    "plus": DOUBLED % ("'ab'", "n.x + n.x"),
    "lists": DOUBLED % ("[1]", "n.x + n.x"),
    "tuples": DOUBLED % ("1", "(n.x, n.x)"),
    "lists in lists": DOUBLED % ("1", "[n.x, n.x]"),
    "mappings": DOUBLED % ("1", "{'a': n.x, 'b': n.x}"),
    "dict": DOUBLED % ("1", "dict(a=n.x, b=n.x)"),
    "squares": DOUBLED % ("99999999", "n.x * n.x"),
    "times": f"{{{{ 'x' * {MANY} }}}}",
    "times, turned round": f"{{{{ {MANY} * [1] }}}}",
    "power": "{{ 10 ** (10 ** 10) }}",
    "percent": f"{{{{ '%{MANY}d' % 1 }}}}",
    "percent and star": f"{{{{ '%*d' % ({MANY}, 1) }}}}",
    "format": f"{{{{ '{{:{MANY}}}'.format(1) }}}}",
    "format within": f"{{{{ '{{:{{}}}}'.format(1, {MANY}) }}}}",
    "format, mapped": f"{{{{ ['%{MANY}d'] | map('format', 1) | list }}}}",
    "format, by attribute": f"{{{{ ('{{:{MANY}}}' | attr('format'))(1) }}}}",
    "center": f"{{{{ 'x' | center({MANY}) }}}}",
    "a method": f"{{{{ 'x'.zfill({MANY}) }}}}",
    "a method with a star": f"{{{{ 'x'.ljust(*[{MANY}]) }}}}",
    "join": "{{ ('x' * 9999) | join('y' * 9999) }}",
    "replace": "{{ ('x' * 9999).replace('x', 'y' * 9999) }}",
    "indent": "{{ ('\\n' * 9999) | indent(9999) }}",
    "batch": f"{{{{ [1] | batch({MANY}, 0) | list }}}}",
    "sum": "{{ ([[1] * 999] * 999) | sum(start=[]) }}",
    "bytes": f"{{{{ (1).to_bytes({MANY}, 'big') }}}}",
    "two macros": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(99) }}",
}
IN_ITSELF = {
    "macro": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "include": "{% include 'blocks/own.html' %}",
    "extends": "{% extends 'blocks/own.html' %}",
    "import": "{% import 'blocks/own.html' as own %}",
    "block": "{% block a %}{{ self.a() }}{% endblock %}",
    "call": "{% macro m() %}{% call n() %}{% endcall %}{% endmacro %}"
    "{% macro n() %}{{ caller() }}{{ m() }}{% endmacro %}{{ m() }}",
    "loop": "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}",
    "deep": "{% if 1 %}" * 3000 + "{% endif %}" * 3000,
}


def render(folder: Path, text: str) -> str:
    (folder / "templates/blocks").mkdir(parents=True, exist_ok=True)
    (folder / "templates/blocks/own.html").write_text(text, "utf-8")
    return theme.Theme((folder / "templates", SHIPPED)).render("blocks/own.html", words=["a", "b"])


@pytest.mark.parametrize("way", ENDLESS)
def test_what_has_no_end_ends_at_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    monkeypatch.setattr(theme, "MOST", 20_000_000)
    with pytest.raises(PamphletError) as raised:
        render(tmp_path, f"<p>\n{ENDLESS[way]}\n</p>")
    (problem,) = raised.value.problems
    assert str(problem) == (
        "templates/blocks/own.html:2: error: the template does not end: it repeats or doubles something too often\n"
        "  hint: look there for a loop within a loop, or a text or list that is made longer each time"
    )


@pytest.mark.parametrize("way", IN_ITSELF)
def test_what_calls_itself(tmp_path: Path, way: str) -> None:
    with pytest.raises(PamphletError) as raised:
        render(tmp_path, f"<p>\n{IN_ITSELF[way]}\n</p>")
    (problem,) = raised.value.problems
    assert problem.message == "the template calls itself without end, or is nested too deep"
    assert problem.location.path == "templates/blocks/own.html" and problem.hint


def test_what_templates_do_is_left_as_it_is(tmp_path: Path) -> None:
    """Counting changes no value: operators, filters, methods, loops and conditions."""
    text = (
        "{{ words | join(', ') }} {{ 'x' * 3 }} {{ 2 ** 10 }} {{ '%03d' % 7 }} {{ 'a' ~ 1 ~ '<' }} {{ 7 // 2 }} "
        "{{ [1, 2] + [3] }} {{ {'a': (1, 2)} }} {{ 'x'.center(5) | replace(' ', '-') }} {{ '{:>3}'.format('<') }} "
        "{% for w in words if w != 'a' %}{{ loop.index }}{{ w }}{{ loop.last }}{% endfor %} "
        "{% for a, b in [(1, 2)] %}{{ a < b }}{{ a in (1, 2) }}{% endfor %} {{ words | map('upper') | list | length }}"
    )
    assert render(tmp_path, text) == (
        "a, b xxx 1024 007 a1&lt; 3 [1, 2, 3] {&#39;a&#39;: (1, 2)} --x--   &lt; 1bTrue TrueTrue 2"
    )


def test_shipped_templates_are_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A practice of any size has its desk: only a project with templates of its own is counted."""
    monkeypatch.setattr(theme, "MOST", 200)
    text = "{% for a in range(9) %}{% endfor %}"
    (tmp_path / "page.html").write_text(text)
    assert theme.Theme((tmp_path,)).render("page.html") == ""
    with pytest.raises(PamphletError):
        render(tmp_path, text)


@pytest.mark.parametrize("content", [b"\xff", b"x" * 2_000_000])
def test_what_is_no_template_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "templates/blocks").mkdir(parents=True)
    (tmp_path / "templates/blocks/warning.html").write_bytes(content)
    with pytest.raises(PamphletError) as raised:
        theme.Theme((tmp_path / "templates", SHIPPED)).render("blocks/warning.html")
    assert str(raised.value).startswith("templates/blocks/warning.html: error: the template cannot be read: ")


def test_a_template_does_not_lead_outside(tmp_path: Path) -> None:
    """Neither by a link, nor by its name."""
    (tmp_path / "secret.html").write_text("secret")
    (tmp_path / "project/templates/blocks").mkdir(parents=True)
    (tmp_path / "project/templates/blocks/warning.html").symlink_to(tmp_path / "secret.html")
    own = theme.Theme((tmp_path / "project/templates", SHIPPED))
    for name in ("blocks/warning.html", "../../secret.html", f"{'a' * 400}.html", "a\0b.html"):
        with pytest.raises(PamphletError):
            own.render(name)


def test_an_edit_is_seen_by_a_running_process(tmp_path: Path) -> None:
    """Also a template that now stands before another, one that is away again, and one that others are made from."""
    (tmp_path / "templates/blocks").mkdir(parents=True)
    own = theme.Theme((tmp_path / "templates", SHIPPED))
    names = {"id": "a", "kind": "warning", "title": "T", "body": "B", "new_panel": False, "say": str, "at": ""}
    file, base = tmp_path / "templates/blocks/warning.html", tmp_path / "templates/blocks/block.html"
    shipped = own.render("blocks/warning.html", **names)
    file.write_text("{% extends 'shipped/blocks/warning.html' %}{% block label %}Mine{% endblock %}")
    assert "Mine" in own.render("blocks/warning.html", **names)
    file.write_text("Ours")
    assert own.render("blocks/warning.html", **names) == "Ours"
    file.unlink()
    assert own.render("blocks/warning.html", **names) == shipped
    file.write_text("{% extends 'blocks/block.html' %}")
    assert own.render("blocks/warning.html", **names) != "Base"
    base.write_text("Base")
    assert own.render("blocks/warning.html", **names) == "Base"
