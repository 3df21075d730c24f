"""Turns the lines that may be learned from into the table of weights of the second opinion about claims.

    pip install scikit-learn
    python benchmarks/train.py [--size 6000] [--try]

Lines that are held back are never read here. `--try` writes nothing and says how well what is learned from four fifths
of the lines tells the last fifth.
"""

from __future__ import annotations

import argparse
import lzma
import runpy
from collections import Counter
from hashlib import sha256
from pathlib import Path

import numpy
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from pamphlets.checks import opinion
from pamphlets.checks.lexicon import LANGUAGES, Lexicon, Sentence
from pamphlets.checks.text import flat, plain

LINES = runpy.run_path(str(Path(__file__).parent / "claims.py"))["lines"]
EARLIER = 0.2
"""How much a line of the earlier rounds counts: they speak of massage and legs alone."""


def learn(lines, lexicon, size, strength=1.0):
    """Return the bias and the weights and families of grams, as rows of a table."""
    found = [dict.fromkeys(opinion.grams(Sentence(flat(plain(line.text)), lexicon)), 1) for line in lines]
    counted = Counter(gram for grams in found for gram in grams)
    found = [{gram: 1 for gram in grams if counted[gram] > 1} for grams in found]
    vectors = DictVectorizer()
    table = vectors.fit_transform(found)
    bad = numpy.array([line.side == "bad" for line in lines])
    counts = numpy.array([EARLIER if line.kind == "earlier" else 1.0 for line in lines])
    model = LogisticRegression(C=strength, max_iter=5000).fit(table, bad, sample_weight=counts)
    weights = dict(zip(vectors.get_feature_names_out(), model.coef_[0], strict=True))
    kept = sorted(weights, key=lambda gram: -abs(weights[gram]) * counted[gram] ** 0.25)[:size]
    return model.intercept_[0], {gram: (weights[gram], ()) for gram in kept}, found


def learn_families(lines, found, rows):
    """Return the families, and rows with the two that each gram speaks for most."""
    bad = [
        (line.family, grams, EARLIER if line.kind == "earlier" else 1.0)
        for line, grams in zip(lines, found, strict=True)
        if line.side == "bad" and line.family != "-"
    ]
    vectors = DictVectorizer()
    table = vectors.fit_transform([{gram: 1 for gram in grams if gram in rows} for _, grams, _ in bad])
    model = LogisticRegression(C=3.0, max_iter=5000).fit(table, [one[0] for one in bad], [one[2] for one in bad])
    for gram, weights in zip(vectors.get_feature_names_out(), model.coef_.T, strict=True):
        best = [
            (family, round(weights[family] * 10)) for family in numpy.argsort(-weights)[:2] if weights[family] > 0.15
        ]
        rows[gram] = rows[gram][0], tuple(best)
    return [str(name) for name in model.classes_], rows


def write(bias, families, rows):
    """Return the text of a table."""
    text = ["\t".join([f"{bias:.3f}", *families])]
    for gram, (weight, near) in sorted(rows.items()):
        whole = round(weight * opinion.SCALE)
        if whole or near:
            text.append("\t".join([gram, str(whole), *(f"{chr(ord('A') + family)}{size}" for family, size in near)]))
    return "\n".join(text)


def rate(lines, lexicon, table, language):
    """Print which share of bad lines is told at some shares of honest ones."""
    opinion.table = lambda _: table
    scores = {True: [], False: []}
    for line in lines:
        if line.kind != "earlier":
            sentences = [flat(plain(line.text))]
            scores[line.side == "bad"].append(
                max(opinion.read(Sentence(one, lexicon), language)[0] for one in sentences)
            )
    honest, bad = numpy.array(scores[False]), numpy.array(scores[True])
    for share in (0.02, 0.05, 0.1, 0.15):
        limit = numpy.quantile(honest, 1 - share)
        print(f"  {share:.0%} of honest lines over {limit:.2f}: {numpy.mean(bad > limit):.0%} of bad ones")
    for limit in (0.05, 0.1, 0.15, 0.2, 0.3):
        print(f"  under {limit}: {numpy.mean(honest < limit):.0%} of honest, {numpy.mean(bad < limit):.0%} of bad ones")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=6000, help="grams of a table")
    parser.add_argument("--strength", type=float, default=1.0)
    parser.add_argument("--try", dest="tries", action="store_true")
    words = parser.parse_args()
    for language in LANGUAGES:
        lexicon = Lexicon(language)
        lines = [line for line in LINES() if line.language == language and not line.held]
        fifth = [line for line in lines if words.tries and sha256(line.text[::-1].encode()).digest()[0] % 5 == 0]
        rest = [line for line in lines if line not in fifth]
        bias, rows, found = learn(rest, lexicon, words.size, words.strength)
        families, rows = learn_families(rest, found, rows)
        text = write(bias, families, rows)
        data = lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME)
        print(f"{language}: {len(rows)} grams, {len(data) / 1000:.1f} KB, {len(rest)} lines")
        if words.tries:
            rate(fifth, lexicon, opinion.load(text), language)
        else:
            opinion.path(language).write_bytes(data)


if __name__ == "__main__":
    main()
