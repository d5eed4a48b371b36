"""The files of a built index: fixed names, read with memory maps so that processes share one copy in memory.

Places are numbered by the id trie (row = the trie's own number of the id), keys by the name trie. A "packed" file is
`NAME.bin` with `NAME.idx`, for each record the little-endian uint32 offsets of its first byte and behind its last.
"""

from __future__ import annotations

import mmap
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FORMAT = 5  # raise whenever a file below or the folding changes its meaning
COMPLETE = "complete.json"  # written last: counts and fingerprint
IDS, NAMES = "ids.marisa", "names.marisa"
BEARERS = "bearers"  # per key: the rows that bear it, most prominent first, as uint32
BEARER_MARKS = "bearer_marks.npy"  # per bearer: how it bears the name, one of the marks below
KEY_MARKS = "key_marks.npy"  # per key: the least mark of its bearers
RECORDS = "records"  # per row: JSON list of the fields of model.Place without id
SPELLINGS = "spellings"  # per row: JSON list of [name, language]
SHAPES = "shapes"  # per area: WKB
AREAS = "areas.npy"  # per shape: its row
BOUNDS = "bounds.npy"  # per shape: west, south, east, north
POINTS = "points.npy"  # per row: lon, lat (NaN where it has none)
KIND_NUMBERS = "kinds.npy"  # per row: number of its kind in kinds.KINDS
PEOPLE = "people.npy"  # per row: inhabitants, 0 where nobody knows, at most LARGEST
SPELT = "spelt.npy"  # per row: how many names it has
LARGEST = (1 << 32) - 1
POPULATED = "populated.npy"  # rows of the populated places
# A name is plain, an abbreviation that only counts in capitals (US, not us), or a code that needs the place beside it
# (Paris, TX). The tables say which by the private part of the language: en-x-abbr, en-x-postal.
PLAIN, ABBREVIATION, POSTAL = 0, 1, 2
MARKS = {"abbr": ABBREVIATION, "postal": POSTAL}
DEMONYMS, SEATS = "demonyms.json", "seats.json"


class Packed:
    """Byte strings by number, memory-mapped."""

    __slots__ = ("_bytes", "_offsets")

    def __init__(self, folder: Path, name: str) -> None:
        self._offsets = map_array(folder, f"{name}.idx.npy").data
        self._bytes: mmap.mmap | bytes = map_file(folder / f"{name}.bin")

    def __len__(self) -> int:
        return len(self._offsets)

    def __getitem__(self, number: int) -> bytes:
        return self._bytes[self._offsets[number, 0] : self._offsets[number, 1]]


def map_file(path: Path) -> mmap.mmap | bytes:
    """Return a file's bytes, read-only and shared between processes."""
    if not path.stat().st_size:
        return b""
    with path.open("rb") as stream:
        return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)


def map_array(folder: Path, name: str) -> NDArray[Any]:
    """Return an array that stays on disk, shared by processes; a plain view, which indexes faster than memmap."""
    return np.asarray(np.load(folder / name, mmap_mode="r"))


class Packing:
    """Writes byte strings, in any order, so that `Packed` reads them by number."""

    def __init__(self, folder: Path, name: str, count: int) -> None:
        """Begin a file of `count` records; one that is not written is empty."""
        self._folder, self._name = folder, name
        self._offsets = np.zeros((count, 2), dtype="<u4")
        self._stream = (folder / f"{name}.bin").open("wb")
        self._end = 0

    def __enter__(self) -> Packing:
        return self

    def __setitem__(self, number: int, record: bytes) -> None:
        self._stream.write(record)
        self._offsets[number] = self._end, self._end + len(record)
        self._end += len(record)

    def __exit__(self, *error: object) -> None:
        self._stream.close()
        np.save(self._folder / f"{self._name}.idx.npy", self._offsets)


def write_array(folder: Path, name: str, values: NDArray[Any]) -> None:
    """Write an array so that `numpy.load(..., mmap_mode="r")` reads it."""
    np.save(folder / name, values)
