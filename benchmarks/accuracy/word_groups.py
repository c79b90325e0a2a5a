"""Words put into groups by what stands beside them, from the texts of the documents to learn from, whatever their annotations say.

    python -m benchmarks.accuracy.word_groups      # writes pipeline/extract/data/word_groups.csv (two minutes)

What little is known of a rare word ('rải cấp phối') is so known of its like. A pair of syllables is a word where it comes far oftener than
by chance. A word's neighbours, two on either side, are counted (positive pointwise mutual information), brought down to a hundred
figures (singular value decomposition) and grouped (k-means), the groups again into wider ones. Then `--weigh` has to learn anew.
"""

from __future__ import annotations

import argparse
import csv
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csr_matrix, hstack
from sklearn.cluster import KMeans
from sklearn.utils.extmath import randomized_svd

from benchmarks.accuracy.gold import documents
from benchmarks.accuracy.learning import LEARNED
from pipeline.extract.word_groups import APART, GROUPS, tokens_in

NEAR, WIDE = 200, 40
"""How many groups there are."""
_FEWEST_PAIRS, _FEWEST = 10, 8
_LEAST_BOUND = 0.42
"""Normalised pointwise mutual information from which two syllables are one word."""
_BOTH = re.compile(r"(?<![^\W\d_])([^\W\d_]+)(?=[^\S\n]([^\W\d_]+))")
_FIGURES, _BESIDE = 100, (-2, -1, 1, 2)

Vectors = NDArray[np.float64]


def main() -> None:
    """Learn the groups and write them down."""
    texts = [gold.text.text for which in LEARNED for gold in documents(which)]
    twos = words_of_two(texts)
    told = [[*tokens_in(text, twos)] for text in texts]
    counts = Counter(word for words in told for word in words)
    known = [word for word, count in counts.most_common() if count >= _FEWEST]
    rows = grouped(known, vectors(told, known, _FIGURES), NEAR, WIDE)
    with GROUPS.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(rows)
    print(f"{len(known)} words of {len(texts)} documents in {len(rows)} groups")


def words_of_two(texts: Iterable[str]) -> set[str]:
    """The pairs of syllables that come together far oftener than by chance."""
    single, pairs = Counter[str](), Counter[str]()
    for text in texts:
        single.update(tokens_in(text.lower(), ()))
        pairs.update(f"{one.lower()} {other}" for one, other in _BOTH.findall(text) if other.islower())
    total = single.total()
    return {pair for pair, count in pairs.items() if count >= _FEWEST_PAIRS and _bound(pair, count, single, total)}


def _bound(pair: str, count: int, single: Counter[str], total: int) -> bool:
    one, other = pair.split()
    surprise = math.log(count * total / (single[one] * single[other]))
    return surprise >= _LEAST_BOUND * math.log(total / count)


def vectors(told: Iterable[Sequence[str]], known: Sequence[str], figures: int) -> Vectors:
    """A row of figures for each word, alike where the same words stand beside them."""
    index = {word: at for at, word in enumerate(known)}
    apart = [-1] * max(_BESIDE)
    line = np.array([at for words in told for at in (*(index.get(word, -1) for word in words), *apart)])
    left, strength, _ = randomized_svd(
        hstack([_beside(line, by, len(known)) for by in _BESIDE]).tocsr(), figures, random_state=0
    )
    rows: Vectors = left * np.sqrt(strength)
    return rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9)


def _beside(line: NDArray[np.int64], by: int, known: int) -> csr_matrix:
    """How much oftener than by chance each word has each other so many words off; frequent ones count for a little less."""
    word, other = (line[:-by], line[by:]) if by > 0 else (line[-by:], line[:by])
    both = (word >= 0) & (other >= 0)
    word, other = word[both], other[both]
    pairs = coo_matrix((np.ones(len(word)), (word, other)), shape=(known, known)).tocsr().tocoo()
    usual = np.bincount(other, minlength=known) ** 0.75
    surprise = np.log(pairs.data / np.bincount(word, minlength=known)[pairs.row] / (usual / usual.sum())[pairs.col])
    kept = surprise > 0
    return csr_matrix((surprise[kept], (pairs.row[kept], pairs.col[kept])), shape=(known, known))


def grouped(known: Sequence[str], rows: Vectors, near: int, wide: int) -> list[tuple[str, str, str]]:
    """Words, the commonest first, in groups: the name of each, that of its wider group, its words."""
    close = KMeans(near, n_init=1, random_state=0).fit(rows)
    over = KMeans(wide, n_init=1, random_state=0).fit_predict(close.cluster_centers_)
    words: dict[int, list[str]] = {}
    for word, group in zip(known, close.labels_, strict=True):
        words.setdefault(int(group), []).append(word)
    names: dict[int, str] = {}
    for group, held in words.items():  # by the commonest word of all, which comes first
        names.setdefault(int(over[group]), held[0])
    return [(held[0], names[int(over[group])], APART.join(held)) for group, held in words.items()]


if __name__ == "__main__":
    argparse.ArgumentParser("python -m benchmarks.accuracy.word_groups", description=__doc__).parse_args()
    main()
