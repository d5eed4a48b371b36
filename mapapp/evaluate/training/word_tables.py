"""Statistics of words from unlabelled text, for names.py: how they are written, and which are used alike."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from mapapp.evaluate.training import Array, scipy_module
from mapapp.reading.tokens import TOKEN

SEEN = 4  # words seen less often have no class
CONTEXTS = 1500  # commonest words that count as neighbours
DIMENSIONS = 60
FINE, COARSE = 200, 24  # classes
ROUNDS = 25


def tables_of(texts: Sequence[str]) -> dict[str, Array]:
    """Return the tables of the texts: `low` and `cluster`, each as sorted word codes and values."""
    return _arrays("low", _writing(texts)) | _arrays("cluster", _classes(texts))


def _arrays(name: str, values: dict[str, int]) -> dict[str, Array]:
    coded = {zlib.crc32(word.encode()): value for word, value in values.items()}
    keys = np.array(sorted(coded), dtype=np.uint32)
    return {
        f"{name}_keys": keys,
        f"{name}_values": np.array([coded[key] for key in keys.tolist()], dtype=np.uint32),
    }


def _writing(texts: Iterable[str]) -> dict[str, int]:
    """Return for each word how often it is written small: 1 hardly ever ... 4 nearly always."""
    small: Counter[str] = Counter()
    large: Counter[str] = Counter()
    for text in texts:
        if text.isupper():
            continue
        before = "."
        for word in TOKEN.findall(text):
            if word.isalpha():
                if word.islower():
                    small[word] += 1
                elif before.isalpha() and before.islower():  # not where a sentence opens
                    large[word.lower()] += 1
            before = word
    values = {}
    for word in small.keys() | large.keys():
        if small[word] + large[word] >= 3:
            share = small[word] / (small[word] + large[word])
            values[word] = 1 if share < 0.05 else 2 if share < 0.5 else 3 if share < 0.95 else 4
    return values


def _classes(texts: Iterable[str]) -> dict[str, int]:
    """Return for each word the class of words used alike: fine class + 256 * coarse class, both from 1.

    Words are alike when they have the same neighbours: positive pointwise mutual information with the common words
    one and two places away, its strongest dimensions (Levy and Goldberg 2014), and k-means by the angle.
    """
    rows = [["0" if word[0].isdigit() else word.lower() for word in TOKEN.findall(text)] for text in texts]
    counts = Counter(word for row in rows for word in row)
    vocabulary = sorted(
        (word for word, count in counts.items() if count >= SEEN), key=lambda word: (-counts[word], word)
    )
    number = {word: at for at, word in enumerate(vocabulary)}
    vectors = _vectors([np.array([number.get(word, -1) for word in row]) for row in rows], len(vocabulary))
    fine, coarse = _nearest(vectors, FINE), _nearest(vectors, COARSE)
    return {word: int(1 + fine[at] + 256 * (1 + coarse[at])) for word, at in number.items()}


def _vectors(rows: Sequence[Array], size: int) -> Array:
    sparse = scipy_module("sparse")
    words, neighbours = [], []
    for row in rows:
        for slot, offset in enumerate((-1, 1, -2, 2)):
            here = row[max(0, -offset) : len(row) - max(0, offset)]
            there = row[max(0, offset) : len(row) + min(0, offset)]
            used = (here >= 0) & (there >= 0) & (there < CONTEXTS)
            words.append(here[used])
            neighbours.append(there[used] + slot * CONTEXTS)
    pairs = (np.concatenate(words), np.concatenate(neighbours))
    counted = sparse.csr_matrix((np.ones(len(pairs[0])), pairs), shape=(size, 4 * CONTEXTS)).tocoo()
    by_word, by_neighbour = counted.sum(axis=1).A1, counted.sum(axis=0).A1
    information = np.log(counted.data * counted.sum() / (by_word[counted.row] * by_neighbour[counted.col]))
    kept = information > 0
    matrix = sparse.csr_matrix((information[kept], (counted.row[kept], counted.col[kept])), counted.shape)
    start = np.random.default_rng(0).standard_normal(min(matrix.shape))
    left, strength, _ = scipy_module("sparse.linalg").svds(matrix, k=DIMENSIONS, v0=start)
    vectors: Array = left * np.sqrt(strength)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    return vectors


def _nearest(vectors: Array, count: int) -> Array:
    """Return the class of each vector by spherical k-means, started from frequent words."""
    random = np.random.default_rng(1)
    centres = vectors[random.choice(min(len(vectors), 5000), count, replace=False)]
    classes = np.zeros(len(vectors), dtype=np.int64)
    for _ in range(ROUNDS):
        classes = (vectors @ centres.T).argmax(axis=1)
        for number in range(count):
            members = vectors[classes == number]
            if len(members):
                total = members.sum(axis=0)
                centres[number] = total / (np.linalg.norm(total) + 1e-9)
    return classes
