"""What every test may ask for: the real index of the world, built at most once a machine, opened once a process."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from mapapp.gazetteer.build import ensure
from mapapp.gazetteer.index import Index, open_index
from mapapp.settings import load

settings.register_profile("mapapp", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("mapapp")
GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --bless` rewrites the golden files; look at the difference before committing it."""
    parser.addoption("--bless", action="store_true", help="rewrite the golden files with what comes out now")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare text with a golden file by name, or make it the golden file when blessing."""

    def compare(name: str, actual: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--bless"):
            path.write_text(actual, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == actual, f"{name} differs; if it should, run pytest --bless"

    return compare


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
