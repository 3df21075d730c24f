"""Somebody's own texts, in the forms in which programs write them: each becomes a draft, and no word is lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from html import unescape
from pathlib import Path

from pamphlets import build
from pamphlets.builder import Selection

FOLDER = Path(__file__).parent
_WORD = re.compile(r"[^\W_]+")
_GONE = re.compile(
    r"\A(---|\+\+\+)\n.*?^\1\n|<!--.*?-->|<(script|style)>.*?</\2>|%%.*?%%"
    r"|^```\{?\w*.*$|\]\([^()\s]*\)|^\[[^\]]*\]: .*$|\{[^{}\n]*\}\}?"
    r"|!\[\[.*?\]\]|\[\[[^\]|]*\||^:::+.*$|\[!\w+\]|^!!! \w+|<[^<>]*>|\[\w+\]$|\[\^1\]:?|^\s*(?:\d[.)]|o\t|- \[x\])",
    re.DOTALL | re.MULTILINE,
)
"""What a reader is not shown: front matter, comments, addresses, attributes, kinds, signs of lists."""
_SHIFTED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


def words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(unescape(text).translate(_SHIFTED).lower()))


def test_no_word_is_lost(write: Callable[..., Path]) -> None:
    """Each text is a page, and says all that it said."""
    texts = {re.sub(r"\W", "-", path.stem): path.read_text("utf-8") for path in sorted(FOLDER.glob("*.md"))}
    assert len(texts) == 13
    root = write({f"content/{name}.md": text for name, text in texts.items()})
    build(root, jobs=1, selection=Selection(channels=("web",)))
    lost = {}
    for name, text in texts.items():
        (page,) = (root / "build/web").glob(f"{re.sub(r'^[-0-9]+', '', name)}/index.html")
        shown = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", page.read_text("utf-8"), flags=re.DOTALL)
        if missing := words(_GONE.sub(" ", text)) - words(re.sub(r"<[^<>]*>", " ", shown)):
            lost[name] = dict(missing)
    assert lost == {}
