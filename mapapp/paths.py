"""Where things are: the shipped folders (in a checkout and in a wheel) and the user's data folder."""

from pathlib import Path

from platformdirs import user_data_path

_PACKAGE = Path(__file__).resolve().parent


def _shipped(name: str) -> Path:
    """Return a shipped folder: inside the package when installed from a wheel, beside it in a checkout."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


DATA = _shipped("data")
SEEDS = _shipped("seeds")
STATIC = _shipped("static")


def user_data() -> Path:
    """Return the folder for what running makes (store, gazetteer index), without creating it."""
    return user_data_path("mapapp", appauthor=False)
