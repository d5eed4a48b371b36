"""From what a person gave (files, folders, `-`) to documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from mapapp.sources.base import Loaded, Problem, join
from mapapp.sources.files import load_folder, load_one
from mapapp.sources.lines import load_lines

STDIN = "standard input"


def load(paths: Sequence[str | Path], stdin: Iterable[bytes] = ()) -> Loaded:
    """Return the documents of files, folders, .jsonl files and `-` (JSON Lines from `stdin`), in the order given.

    Nothing is raised for a path that cannot be read: it becomes a problem that names it, and the rest is loaded.
    """
    return join(_load(path, stdin) for path in paths)


def _load(given: str | Path, stdin: Iterable[bytes]) -> Loaded:
    if str(given) == "-":
        return _some(load_lines(stdin, STDIN), STDIN)
    try:
        return _path(Path(given))
    except (OSError, ValueError) as error:  # no permission, a name with a null byte
        return _none(str(given), f"cannot be opened: {getattr(error, 'strerror', None) or error}")


def _path(path: Path) -> Loaded:
    if path.is_dir():
        return _folder(path)
    if not path.exists():
        return _none(str(path), "no such file or folder")
    if not path.is_file():
        return _none(str(path), "wanted a file or a folder, this is neither")
    if path.suffix.lower() in (".jsonl", ".ndjson"):
        with path.open("rb") as lines:
            return _some(load_lines(lines, str(path)), str(path))
    return load_one(path)


def _folder(path: Path) -> Loaded:
    found, passed = load_folder(path)
    loaded = join(found)
    if not loaded.sources and not loaded.problems:
        others = f"; the {passed} files in it are something else" if passed else ""
        return _none(str(path), f"wanted a folder with reports as plain text (.txt), found none{others}")
    if passed:
        note = Problem(
            str(path), f"passed over, not plain text (.txt): {passed} file{'' if passed == 1 else 's'}", lost=False
        )
        return Loaded(loaded.sources, (*loaded.problems, note))
    return loaded


def _some(loaded: Loaded, name: str) -> Loaded:
    return loaded if loaded.sources or loaded.problems else _none(name, "wanted JSON Lines, got nothing")


def _none(origin: str, reason: str) -> Loaded:
    return Loaded(problems=(Problem(origin, reason),))
