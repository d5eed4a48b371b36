"""Columns kept between runs, in a file of the user's cache folder: of a large store they are read in a tenth of the
time that its tables take. A file of another content, of another format, or damaged is as good as none.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import orjson
from numpy.typing import NDArray
from platformdirs import user_cache_path

from mapapp.store.columns import Columns, Links, read
from mapapp.store.sqlite import Store

FORMAT = 1  # to be raised when columns come to mean something else
LARGE = 10_000  # incidents from which on a file is worth while
MOST_FILES = 8
ARRAYS = (
    "seq", "lon", "lat", "first", "end", "dated", "kind", "status", "precision", "contested",
)  # fmt: skip
LINKS = ("source", "side", "place")


def file_of(store: Path) -> Path:
    """Return where the columns of a store are kept."""
    name = hashlib.sha256(str(store.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return user_cache_path("mapapp", appauthor=False) / "columns" / f"{name}.npz"


def stamp(store: Store) -> str:
    """Return what a file must bear to be of this store: its content, and the numbers its incidents go by, which
    another order of adding the same reports makes others."""
    ((numbers,),) = store.select(
        "SELECT group_concat(incident || ' ' || id) FROM (SELECT incident, id FROM incident_row ORDER BY incident)"
    ).fetchall()
    return f"{FORMAT} {store.version()} {hashlib.sha256((numbers or '').encode()).hexdigest()}"


def save(columns: Columns, stamped: str, file: Path) -> None:
    """Write columns, in one step; a folder that cannot be written to is no error."""
    known = {"stamp": stamped, "place_names": columns.place_names}
    keys = {name: getattr(columns, name).keys for name in LINKS}
    arrays = {name: getattr(columns, name) for name in ARRAYS}
    for name in LINKS:
        arrays |= {f"{name}_{part}": getattr(getattr(columns, name), part) for part in ("key", "row", "starts")}
    arrays["words"] = np.frombuffer(orjson.dumps({**known, "keys": keys}), np.uint8)
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=file.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as out:
                np.savez(out, **arrays)
            Path(part).replace(file)
        except OSError:
            Path(part).unlink(missing_ok=True)
        _tidied(file.parent)


def _tidied(folder: Path) -> None:
    """Take away the files written longest ago: stores come and go, and nobody tells this folder."""
    written = sorted(folder.glob("*.npz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in written[MOST_FILES:]:
        old.unlink(missing_ok=True)


def load(edition: str, stamped: str, file: Path) -> Columns | None:
    """Return the columns of a store of this edition and stamp, None where they are not kept."""
    try:
        with file.open("rb") as opened, np.load(opened, allow_pickle=False) as kept:
            words = orjson.loads(kept["words"].tobytes())
            if words["stamp"] != stamped:
                return None
            links = {name: _links(tuple(words["keys"][name]), name, kept) for name in LINKS}
            parts: dict[str, Any] = {**{name: kept[name] for name in ARRAYS}, **links}
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile):
        return None
    return Columns(edition=edition, place_names=words["place_names"], **parts)


def _links(keys: tuple[str, ...], name: str, kept: np.lib.npyio.NpzFile) -> Links:
    parts: dict[str, NDArray[np.int32]] = {part: kept[f"{name}_{part}"] for part in ("key", "row", "starts")}
    return Links(keys, {key: number for number, key in enumerate(keys)}, **parts)


class Kept:
    """The columns of one store as they were read last, read anew when its content has changed. Safe among threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._columns: Columns | None = None

    def get(self, store: Store) -> Columns:
        """Return the columns of the store as it is now."""
        with self._lock:
            if self._columns is None or self._columns.edition != store.edition():
                self._columns = self._found(store)
            return self._columns

    def _found(self, store: Store) -> Columns:
        ((number,),) = store.select("SELECT count(*) FROM incident_row").fetchall()
        if number < LARGE:
            return read(store)
        file, stamped = file_of(store.path), stamp(store)
        found = load(store.edition(), stamped, file)
        if found is None:
            found = read(store)
            save(found, stamped, file)
        return found
