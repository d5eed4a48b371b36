"""Commands use the machine's index of the world and a store of their own."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_store(world_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The store that commands of a test use."""
    monkeypatch.setenv("MAPAPP_GAZETTEER", str(world_folder))
    monkeypatch.setenv("MAPAPP_STORE", str(tmp_path / "own.sqlite"))
    return tmp_path / "own.sqlite"
