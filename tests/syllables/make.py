"""Turns a CMUdict file into `pamphlets/checks/syllables.txt.xz`: the words whose syllables the rule gets wrong.

    python tests/syllables/make.py CMUDICT

Lines are `word  P R OW0 N AH0 N S IY2` or `"word": "P R …",`; the first pronunciation of a word counts.
"""

from __future__ import annotations

import lzma
import re
import sys
from pathlib import Path

from pamphlets.checks import syllables

LINE = re.compile(r"^\s*\"?([A-Za-z']+)\"?:?\s+\"?([A-Z]+[A-Z0-2 ]*)", re.MULTILINE)


def main(path: str) -> None:
    words: dict[str, int] = {}
    for word, sounds in LINE.findall(Path(path).read_text("utf-8")):
        words.setdefault(word.lower(), sum(sound[-1].isdigit() for sound in sounds.split()))
    wrong = {word for word, count in words.items() if count and syllables.by_rule(word) != count}
    write(wrong, words)
    wrong |= {word for word, count in words.items() if count and syllables.english(word) != count}
    print(f"{len(words)} words, {len(wrong)} exceptions, {write(wrong, words)} bytes")


def write(wrong: set[str], words: dict[str, int]) -> int:
    """Store these words with their syllables; return the size in bytes."""
    most = max(words[word] for word in wrong)
    lines = [" ".join(word for word in sorted(wrong) if words[word] == count) for count in range(1, most + 1)]
    packed = lzma.compress("\n".join(lines).encode("ascii"), preset=9 | lzma.PRESET_EXTREME)
    return (Path(syllables.__file__).parent / "syllables.txt.xz").write_bytes(packed)


if __name__ == "__main__":
    main(sys.argv[1])
