"""What reads as one stays on one line of a leaflet, whatever template has printed it."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring, tostring

import pytest

from pamphlets.channels.leaflets import unbroken

WHOLE = '<span class="whole">'


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("<p>Call 207-555-0142 or 9 am, <b>120 / 80 mmHg</b> at 5 pm.</p>",
         f"<p>Call {WHOLE}207-555-0142</span> or {WHOLE}9 am</span>, <b>{WHOLE}120 / 80 mmHg</span></b> at "
         f"{WHOLE}5 pm</span>.</p>"),
        ("<p>Rooms 1-2, 5 - 6 &amp; <br />2026-11-28</p>",
         f"<p>Rooms 1-2, 5 - 6 &amp; <br />{WHOLE}2026-11-28</span></p>"),
        ('<p title="207-555-0142">no <a href="tel:207-555-0142">words</a></p>',
         '<p title="207-555-0142">no <a href="tel:207-555-0142">words</a></p>'),
        ("<h1>What to do &amp; why</h1>", "<h1>What to do &amp;\u00a0why</h1>"),
        ("<h2>More <em>of</em> what it is</h2>", "<h2>More <em>of</em> what it\u00a0is</h2>"),
        ("<h2>More of <em>it all</em></h2>", "<h2>More of <em>it all</em></h2>"),
        ('<p>So<sup class="cite"><a href="#source-1">1</a></sup></p>',
         '<p>So<sup class="cite">\u2060<a href="#source-1">1</a></sup></p>'),
        ('<p><a href="https://example.org/a-b">example.org/a-b</a></p>',
         '<p><a href="https://example.org/a-b" class="web-address" title="example.org/a-b, on the web">'
         "example.org/\u200ba\u2060-\u2060b</a></p>"),
        ('<p><a href="mailto:a@example.org">a@example.org</a> <a href="https://example.org">our page.</a></p>',
         '<p><a href="mailto:a@example.org" class="web-address">a@example.org</a> '
         '<a href="https://example.org">our page.</a></p>'),
        ("<h2>At the Maple Street Dental</h2>", "<h2>At the Maple Street\u00a0Dental</h2>"),
        ("<p>잠 <b>다리</b>를 펴요. <i>3</i>번 <b>꼭</b></p>",
         "<p>잠 <b>다\u2060리</b>\u2060를 펴\u2060요. <i>3</i>번 <b>꼭</b></p>"),
        ("<h2>About restless evenings</h2>", "<h2>About restless evenings</h2>"),
    ],
)  # fmt: skip
def test_what_reads_as_one_is_kept(printed: str, kept: str) -> None:
    """Numbers are kept in words alone, the last short word of a heading with the one before it."""
    root = fromstring(f"<html><head><title>207-555-0142</title></head><body>{printed}</body></html>")
    unbroken.keep(root, lambda key, address: f"{address}, on the web")
    assert tostring(root, "unicode") == f"<html><head><title>207-555-0142</title></head><body>{kept}</body></html>"
