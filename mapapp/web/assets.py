"""The browser side as the server sees it: where static files are, what to load ahead."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from mapapp import paths
from mapapp.errors import Unavailable


@dataclass(frozen=True, slots=True)
class Assets:
    """The static files of one run: their address prefix changes whenever a file does, so they are kept for ever."""

    prefix: str  # "/static/1a2b3c4d"
    modules: tuple[str, ...]  # addresses of the map page's modules, to load ahead


def load(folder: Path = paths.STATIC) -> Assets:
    """Look at the static files once. Raises Unavailable when the browser code was never fetched."""
    manifest = folder / "vendor" / "manifest.json"
    if not manifest.is_file():
        raise Unavailable(f"{manifest.parent}: the page's libraries are missing; run: pip install -e . (or make run)")
    prefix = f"/static/{_digest(folder)}"
    modules = tuple(f"{prefix}/{name}" for name in _closure(folder, "js/main.js"))
    return Assets(prefix, modules)


def _closure(folder: Path, entry: str) -> list[str]:
    """Return the files that `entry` imports, and theirs: named ahead, they load at once instead of one by one."""
    found = [entry]
    for name in found:
        source = (folder / name).read_text(encoding="utf-8")
        for wanted in re.findall(r'^import (?:[^;"]*?from )?"\./([^"]+)";', source, flags=re.MULTILINE):
            if f"js/{wanted}" not in found:
                found.append(f"js/{wanted}")
    return found


def _digest(folder: Path) -> str:
    """Return eight digits of the names and contents of every static file."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:8]
