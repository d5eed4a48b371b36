"""What every test may ask for: the real index of the world, built at most once a machine, opened once a process."""

from pathlib import Path

import pytest

from mapapp.gazetteer.build import ensure
from mapapp.gazetteer.index import Index, open_index
from mapapp.settings import load


@pytest.fixture(scope="session")
def world_folder() -> Path:
    """The folder of the built index of the world; built here when its sources changed (under a minute)."""
    folder = load().gazetteer_path
    ensure(folder)
    return folder


@pytest.fixture(scope="session")
def world_index(world_folder: Path) -> Index:
    """The index of the world, shared by every test of a process."""
    return open_index(world_folder)
