"""How fast the temporal tagger is against dateparser's `search_dates`, on the same texts in the same run.

    python -m bench.dates [--seconds 20] [FILE.jsonl ...]

Without files the five seed reports are read; JSON Lines have a `text`. dateparser is only needed here (dependency
group `bench`); it is measured twice: told that the text is English, which is what helps it most and is known of every
text here, and left to find out, which is its default. It reads as many documents as fit into the given seconds, and
we read the same ones; few documents are read over and over, by both alike, for at least a second (nobody keeps what
was found). Each is the best of three turns taken by turns, in seconds of processor time. Ours is given twice: finding
and valuing alone, and with splitting the text into sentences, which the tense of a sentence needs and every other
step of reading uses too. The goal is 20 times dateparser's speed. The last rows show that our time grows in step with
length: a document joined to itself.
"""

from __future__ import annotations

import argparse
import json
import time
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from mapapp import paths
from mapapp.model import Document, Passage, Published
from mapapp.reading import dates, passages

PUBLISHED = Published("2021-05-16", "editor")
GOAL = 20  # times the speed of dateparser
TURNS = 3


class Row(NamedTuple):
    """What reading some documents took."""

    name: str
    documents: int
    found: int
    seconds: float


def documents(files: Iterable[Path]) -> list[Document]:
    """Return the documents of JSON Lines files, the seeds when there are none."""
    found = [
        Document(f"{file.stem} {number}", json.loads(line)["text"], published=PUBLISHED)
        for file in files
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines())
    ]
    return found or [
        Document(file.stem, file.read_text(encoding="utf-8"), published=PUBLISHED)
        for file in sorted(paths.SEEDS.glob("*.txt"))
    ]


def theirs(document: Document, languages: list[str] | None) -> int:
    """Return how many expressions dateparser finds."""
    from dateparser.search import search_dates

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return len(search_dates(document.text, languages=languages) or ())


def measure(name: str, read: Callable[[Document], int], given: list[Document], seconds: float | None = None) -> Row:
    """Read documents, at most for so many seconds, and all of them again until a second has passed."""
    started, found, done = time.process_time(), 0, 0
    while True:
        for document in given:
            found += read(document)
            done += 1
            if seconds is not None and time.process_time() - started > seconds:
                return Row(name, done, found, time.process_time() - started)
        if time.process_time() - started > 1:
            return Row(name, done, found, time.process_time() - started)


def rate(row: Row) -> float:
    """Return documents per second."""
    return row.documents / row.seconds


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--seconds", type=float, default=20.0)
    options = parser.parse_args()
    given = documents(options.files)
    split: dict[str, tuple[Passage, ...]] = {document.id: passages.split(document) for document in given}

    def ours(document: Document) -> int:
        return len(dates.find(document, split[document.id]))

    ours(given[0])  # both compile their rules once
    theirs(Document("warm", "It was on May 14, 2021."), ["en"])
    pairs = [
        compare(name, languages, given, ours, options.seconds)
        for name, languages in (("told it is English", ["en"]), ("left to find out", None))
    ]
    rows = [row for pair in pairs for row in pair]
    for times in (1, 10, 100):
        joined = Document("joined", "\n\n".join([given[0].text] * times), published=PUBLISHED)
        split["joined"] = passages.split(joined)
        rows.append(measure(f"mapapp, {len(joined.text):,} characters", ours, [joined]))
    show(rows, pairs)


def compare(
    name: str, languages: list[str] | None, given: list[Document], ours: Callable[[Document], int], seconds: float
) -> tuple[Row, Row, Row]:
    """Return the fastest of some turns: dateparser's, ours, and ours with splitting."""
    turns = []
    for _ in range(TURNS):
        slow = measure(f"search_dates, {name}", lambda doc: theirs(doc, languages), given, seconds / TURNS)
        same = given[: slow.documents]
        fast = measure("mapapp, same documents", ours, same)
        whole = measure(
            "  with splitting into sentences", lambda doc: len(dates.find(doc, passages.split(doc))), same
        )
        turns.append((slow, fast, whole))
    slow, fast, whole = (max(rows, key=rate) for rows in zip(*turns, strict=True))
    return slow, fast, whole


def show(rows: list[Row], pairs: list[tuple[Row, Row, Row]]) -> None:
    """Print the table, the ratios and whether they reach the goal."""
    print(f"{'':36}{'documents':>10}{'found':>8}{'seconds':>10}{'documents/s':>13}{'expressions/s':>15}")
    for row in rows:
        rates = f"{row.documents / row.seconds:>13.1f}{row.found / row.seconds:>15.0f}"
        print(f"{row.name:36}{row.documents:>10}{row.found:>8}{row.seconds:>10.3f}{rates}")
    for slow, fast, whole in pairs:
        alone, split_too = rate(fast) / rate(slow), rate(whole) / rate(slow)
        verdicts = ["pass" if ratio >= GOAL else "fail" for ratio in (alone, split_too)]
        print(f"times the speed of {slow.name}: {alone:.0f} ({verdicts[0]}), {split_too:.0f} with splitting"
              f" ({verdicts[1]}); the goal is {GOAL}")  # fmt: skip


if __name__ == "__main__":
    main()
