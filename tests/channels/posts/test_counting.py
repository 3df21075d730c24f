"""Counting as the platforms count: what twitter-text itself finds and counts, and cases of our own."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import pamphlets
from pamphlets import PamphletError
from pamphlets.channels.series import counting, links

PUBLISHED = yaml.safe_load(Path(__file__).with_name("twitter-text.yml").read_text("utf-8"))

X_CASES = [
    ("", 0),
    ("Legs that will not settle at night?", 35),
    ("café", 4),
    ("cafe\u0301", 4),  # NFC first
    ("\u201cRest\u201d \u2013 it\u2019s fine", 18),  # curly quotes and dashes weigh 1
    ("• and …", 9),  # bullet and ellipsis weigh 2
    ("© ® 1 # *", 9),  # not emoji by themselves
    ("©\ufe0f", 2),
    ("™", 2),
    ("日本語", 6),
    ("\u202aab\ufffe", 6),
    ("\ud800x", 3),  # a lone surrogate
    ("\x00", 1),
    ("☎", 2),
    ("☎\ufe0f", 2),
    ("☎\ufe0e", 4),  # shown as text
    ("1\ufe0f\u20e3#\u20e3", 4),  # keycaps
    ("👨\u200d👩\u200d👧\u200d👦", 2),
    ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", 2),  # England
    ("🫠", 2),  # Emoji 14
    ("🫱🏻\u200d🫲🏿", 2),  # handshake of two skin tones, Emoji 14
    ("🐦\u200d🔥", 2),  # phoenix, Emoji 15.1
    ("🇨🇶", 2),  # Sark, Emoji 16
    ("👍🏽👍🏽", 4),
    ("❤\ufe0f\u200d🔥", 2),
    ("❤\u200d🔥", 5),  # without its variation selector: Unicode does not list it, so its parts count
    ("🧔\u200d♂\ufe0f", 2),
    ("🧔\u200d♂", 5),
    ("🏌\u200d♀\ufe0f", 5),
    ("😀\u200d😀", 5),
    ("👨\u200d👨\u200d👨", 8),  # no family that Unicode lists
    ("👨🏽\u200d👩🏽\u200d👧", 8),
    ("👩\u200d⚕\ufe0f\u200d⚕\ufe0f", 5),  # what is listed counts as one, the rest by itself
    ("👩\u200d", 3),
    ("🇦🇦", 4),  # no country
    ("🇦🇦🇩🇪", 6),  # Andorra between two letters
    ("🇩🇪🇩", 4),
    ("🏴\U000e0075\U000e0073\U000e0074\U000e0078\U000e007f", 12),  # Texas: no flag that Unicode lists
    ("🔥\ufe0f", 4),  # has no form as text
    ("⭐\ufe0f", 2),
    ("☝\ufe0f🏽", 2),
    ("👍\ufe0f🏽", 6),
    ("🔥🏽", 4),
    ("1\ufe0f", 3),
    ("a\u20e3", 3),
    ("\ufffe\uffff\ufeff", 6),
    ("\u061c\u200e\u200f\u2066\u2069\u200b", 10),  # marks of direction weigh 2, but for U+061C
]

X_LINKS = [
    ("Open 9.am to 6.pm", ["9.am", "6.pm"]),
    (
        "Read https://www.example.org/harbor-lane/restless-legs/.",
        ["https://www.example.org/harbor-lane/restless-legs/"],
    ),
    ("harbor.clinic, sleep.health and legs.doctor", ["harbor.clinic", "sleep.health", "legs.doctor"]),
    ("See clinic.co.uk!", ["clinic.co.uk"]),
    ("see a.b.zzzz and file.tar.bz2", []),
    ("rest.Then walk", []),
    ("rest.Now walk", ["rest.Now"]),  # .now is a top-level domain: the trap of a missing space
    ("mail me@example.org or john.doe.gov@example.org", []),
    ("#example.org @example.org $example.org", []),
    ("-example.org _example.org .example.org /example.org", []),
    ("http://sub_domain.example.org http://under_score.org http://-dash.org", ["http://sub_domain.example.org"]),
    ("example.org-not example.org+not", []),
    ("(https://en.wikipedia.org/wiki/Legs_(film))", ["https://en.wikipedia.org/wiki/Legs_(film)"]),
    ("https://example.org/a(b(c)d)e(", ["https://example.org/a(b(c)d)e"]),
    ("https://example.org/slow..........", ["https://example.org/slow"]),
    (
        "https://example.org/@user/ https://example.org/@user",
        ["https://example.org/@user/", "https://example.org/@user"],
    ),
    ("example.org?a=b", ["example.org"]),  # without protocol and path the query is text
    ("example.org/?a=b", ["example.org/?a=b"]),
    ("https://example.org?a=b", ["https://example.org?a=b"]),
    ("example.org:80 example.org:80/x", ["example.org", "example.org:80/x"]),
    ("https://bücher.example.com bücher.com", ["https://bücher.example.com", "bücher.com"]),
    ("https://日本.com 日本.com 日本example.com", ["https://日本.com", "example.com"]),
    ("例。example.com/a語", ["example.com/a"]),
    ("https://xn--ls8h.la https://xn--日本.com", ["https://xn--ls8h.la"]),
    ("https://t.co/pbY2NfTZ's", ["https://t.co/pbY2NfTZ"]),
    ("https://t.co/UqIy?amp=1", ["https://t.co/UqIy?amp=1"]),
    (f"https://t.co/{'a' * 41}", []),
    (f"{'a' * 64}.com https://{'a' * 63}.com", [f"https://{'a' * 63}.com"]),
    (f"https://{'あ' * 60}.com", []),
    (f"https://example.org/{'a' * 5000}", []),
    ("HTTPS://EXAMPLE.ORG", ["HTTPS://EXAMPLE.ORG"]),
    ("https://example.рф/x", ["https://example.рф/x"]),
    ("é.com", ["é.com"]),
    ("example.u\u017f example.İt", []),  # letters that only look like those of a name, or fold to them
]


@pytest.mark.parametrize(("text", "expected"), [*X_CASES, *PUBLISHED["weights"]])
def test_x_weighs_code_points_and_emoji(text: str, expected: int) -> None:
    assert pamphlets.count(text, "x") == counting.Count(expected, 280, "weighted")


@pytest.mark.parametrize(("text", "expected"), [*X_LINKS, *((text, links) for text, *links in PUBLISHED["links"])])
def test_x_finds_links(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in links.x_links(text)] == expected
    rest = len(text) - sum(map(len, expected))
    if text.isascii():
        assert counting.weighted(text, 23) == rest + 23 * len(expected)


def test_a_time_with_a_point_is_a_link() -> None:
    assert pamphlets.count("open 9.am", "x").count == 28
    assert pamphlets.count("open 9 am", "x").count == 9


def test_bluesky_counts_graphemes_and_bytes_and_what_its_composer_leaves() -> None:
    text = "👨\u200d👩\u200d👧 क्षि https://www.Example.org/harbor-lane/restless-legs/. (https://example.org/)"
    found = pamphlets.count(text, "bluesky")
    assert (found.limit, found.unit) == (300, "graphemes")
    assert found.count == 1 + 1 + 1 + 1 + 51 + 1 + 22
    assert found.bytes == len(text.encode())
    assert found.pasted == 1 + 1 + 1 + 1 + len("www.example.org/harbor-lane/...") + 1 + 1 + len("(example.org)")


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://a.org", "a.org"),
        ("https://a.org/", "a.org"),
        ("https://a.org/?q=1", "a.org?q=1"),
        ("https://a.org/12345678901234", "a.org/12345678901234"),
        ("https://a.org/123456789012345", "a.org/123456789012..."),
        ("a.org/123456789012345678", "a.org/123456789012345678"),  # only with a protocol
        ("mailto:https://a.org/", "mailto:https://a.org/"),
    ],
)
def test_bluesky_shortens_as_its_composer_does(address: str, shown: str) -> None:
    assert pamphlets.count(address, "bluesky").pasted == len(shown)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("👩\u200d🚀e\u0301\r\n", 3),
        ("🇨🇶🇦한ᄒ\u1161\u11ab", 4),  # a flag, half of one, a syllable whole and in its letters
        ("क\u094dष \u094dष \u0600a", 5),  # a conjunct; a virama on a space; a sign before its number
        ("https://www.example.org/harbor-lane/restless-legs/", 23),
        ("example.org", 11),  # only with a protocol
        ("gemini://example.org/x", 23),
        ("Ask @anna@social.example.org, please", len("Ask @anna, please")),
        ("@anna and anna@example.org", len("@anna and anna@example.org")),
        ("https://example.org/@anna@social.example.org", 23),
        (f"@anna@{'a' * 249}.com", 5),  # a host of 253 characters
        (f"@anna@{'a' * 250}.com", 260),  # one that cannot be: all counts
        ("@anna@हिन्दी.भारत", 5),
        ("@anna.b@example.org.", 8),
        ("@anna@-example.org", 18),
    ],
)
def test_mastodon_counts_graphemes_with_links_and_mentions(text: str, expected: int) -> None:
    assert pamphlets.count(text, "mastodon") == counting.Count(expected, 500, "graphemes")


@pytest.mark.parametrize(
    ("text", "expected", "size"),
    [
        ("“Rest”", 6, 10),
        ("e\u0301", 2, 3),
        ("😴", 4, 4),
        ("👍🏽", 8, 8),
        ("☎ ☎\ufe0f", 2 + 6, 3 + 1 + 6),
        ("日本", 2, 6),
        ("1\ufe0f\u20e3 🇨🇶🇦", 7 + 1 + 8 + 4, 7 + 1 + 8 + 4),
        ("👩\u200d🚀 👩\u200d ♂\ufe0f", 11 + 1 + 4 + 1 + 1 + 6, 11 + 1 + 7 + 1 + 6),
    ],
)
def test_threads_counts_an_emoji_as_its_bytes(text: str, expected: int, size: int) -> None:
    assert pamphlets.count(text, "threads") == counting.Count(expected, 500, "characters", bytes=size)


def test_the_others_count_code_points_or_utf_16() -> None:
    text = "e\u0301 👍🏽 \ud800"
    assert pamphlets.count(text, "whatsapp").count == 7
    for name in ("facebook", "instagram", "linkedin", "pinterest", "google-business"):
        assert pamphlets.count(text, name).count == 9


def test_the_limits_are_the_working_caps() -> None:
    limits = {
        "facebook": 5000, "instagram": 2196, "x": 280, "linkedin": 3000, "bluesky": 300, "threads": 500,
        "mastodon": 500, "pinterest": 500, "google-business": 1500, "whatsapp": 700,
    }  # fmt: skip
    assert {name: pamphlets.count("", name).limit for name in limits} == limits
    assert pamphlets.count("a" * 281, "x").over == 1


def test_an_unknown_platform_is_a_problem() -> None:
    with pytest.raises(PamphletError) as caught:
        pamphlets.count("Hello", "mastodont")
    assert str(caught.value) == (
        "pamphlets/channels/posts/platforms.yml: error: no platform is named 'mastodont'\n"
        "  hint: did you mean 'mastodon'?"
    )


def test_every_row_says_where_its_figures_are_from() -> None:
    for row in counting.shipped_rows().values():
        assert row.source and row.date, row.id


PIECES = st.sampled_from(
    [
        *"a .:/?()-_@#$=&+!,;'\"[]~|*%^\n\u2013\u2026\u201c©®™",
        ".", ".", "com", "com", "co", "uk", "example", "b1", "http://", "https://", "t.co/", ":80", "gov", "am", "xn--",
        "xn--ls8h", "みんな", "日本語", "。", "рф", "Ж", "é", "e\u0301", "\u0301", "\u017f", "İ", "ß",
        "\ufb01", "a" * 64, "あ" * 60, "😀", "👨", "👩", "\u200d", "\ufe0f", "\ufe0e", "🏽", "☝", "❤", "9", "\u20e3",
        "#", "🇨", "🇶", "🇦", "🏴", "❤\ufe0f\u200d🔥", "👩\u200d❤\ufe0f\u200d👩", "♂\ufe0f", "🧔", "⚕", "⭐",
        "\U000e0067", "\U000e007f",
        "🫠", "🐦", "🔥", "한", "ᄒ", "ᅡ", "ᆫ", "क", "\u094d", "ष", "\r\n", "\u200b", "\u202a", "\u0600",
        "\ud800", "\udc00", "\x00",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.characters(), max_size=16).map("".join)


@given(TEXTS)
def test_every_platform_counts_any_text(text: str) -> None:
    for row in counting.shipped_rows().values():
        found = pamphlets.count(text, row)
        assert (found.bytes is None) == (not row.bytes)
        assert (found.pasted is None) == (not row.shortens)
        assert found.count >= 0
