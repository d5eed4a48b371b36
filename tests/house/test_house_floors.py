"""The house stands: modules import lower floors only, and heavy libraries stay in their rooms."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "mapapp"
FLOORS = [
    {"errors"},
    {"model", "paths"},
    {"settings", "registry", "query", "headlines"},
    {"sources", "reading", "gazetteer", "store", "publish"},
    {"pipeline", "evaluate"},
    {"api"},
    {"web"},
    {"cli"},
    {"__init__", "__main__"},
]
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
FENCES = {
    "flask": {"web"},
    "flask_babel": {"web"},
    "babel": {"web"},
    "flask_compress": {"web"},
    "waitress": {"web"},
    "click": {"cli"},
    "rich": {"cli"},
    "folium": {"publish/folium.py"},
    "branca": {"publish/folium.py"},
    "geopandas": {"publish/_frame.py", "gazetteer"},
    "geopy": {"reading/resolvers/geocoder.py"},
    "sqlite3": {"store", "gazetteer"},
    "socket": set[str](),
    "urllib.request": set[str](),
    "requests": set[str](),
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def imports_of(path: Path) -> set[str]:
    """Every module named in an import anywhere in a file, `from a import b` as both `a` and `a.b`."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module or "")
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def room_of(path: Path) -> str:
    """The top-level room a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def name(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_imports_lower_floors_only(path: Path) -> None:
    room = room_of(path)
    for module in imports_of(path):
        parts = module.split(".")
        if parts[0] != "mapapp" or len(parts) < 2 or parts[1] not in FLOOR or parts[1] == room:
            continue
        assert FLOOR[parts[1]] < FLOOR[room], f"{name(path)} (floor {FLOOR[room]}) imports {module}"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_heavy_libraries_stay_in_their_rooms(path: Path) -> None:
    for module in imports_of(path):
        for library, rooms in FENCES.items():
            if module == library or module.startswith(library + "."):
                assert name(path) in rooms or room_of(path) in rooms, f"{name(path)} imports {module}"


def test_every_room_stands_on_a_floor() -> None:
    assert {room_of(path) for path in MODULES} <= set(FLOOR)
