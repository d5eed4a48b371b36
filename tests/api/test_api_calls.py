"""What a Python user calls."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import mapapp
from mapapp import paths
from mapapp.api import Store
from mapapp.errors import BadInput, NotFound
from mapapp.model import Document
from mapapp.query import Query

TEXT = "Soldiers clashed near Vardenis on 12 May 2021, the ministry said."


@pytest.fixture(scope="module", autouse=True)
def places(world_folder: Path) -> Iterator[None]:
    """Everything here uses the machine's index of the world."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAPAPP_GAZETTEER", str(world_folder))
        yield


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, places: None) -> Iterator[Store]:
    with mapapp.open_store(tmp_path_factory.mktemp("api") / "store.sqlite") as opened:
        added = opened.add(paths.SEEDS)
        assert (added.count("added"), added.problems) == (5, ())
        yield opened


def test_a_path_a_text_and_documents_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    given = [path, str(path), [path], TEXT, Document("a", TEXT), [Document("a", TEXT)]]
    readings = [mapapp.read(what) for what in given]
    assert all([mention.name for mention in reading.mentions] == ["Vardenis"] for (reading,) in readings)
    assert [reading.document.id for (reading,) in readings] == ["a", "a", "a", "text", "a", "a"]


def test_two_texts_of_one_wire_are_one_source_and_are_kept_as_they_came(tmp_path: Path) -> None:
    for name, day in (("a", 13), ("b", 14)):
        (tmp_path / f"{name}.txt").write_text(f"YEREVAN, May {day}, 2021 (Reuters) - {TEXT}")
    with mapapp.open_store(tmp_path / "store.sqlite") as opened:
        assert opened.add(tmp_path).count("added") == 2
        assert [each.publisher for each in opened.documents()] == ["Reuters", "Reuters"]
        assert opened.coverage().columns == ("Reuters",)
        assert opened.add(tmp_path).count("unchanged") == 2
        with opened.readable() as kept:
            assert kept.given("a").publisher is None


def test_nothing_to_read_is_an_error_and_a_part_of_it_a_warning(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"nowhere\.txt: no such file"):
        mapapp.read(tmp_path / "nowhere.txt")
    (tmp_path / "a.txt").write_text(TEXT)
    with pytest.warns(UserWarning, match=r"nowhere\.txt: no such file"):
        assert len(mapapp.read([tmp_path / "a.txt", tmp_path / "nowhere.txt"])) == 1


def test_incidents_come_as_a_geodataframe(store: Store) -> None:
    frame = store.incidents()
    assert len(frame) == store.readable().count() > 0
    assert frame.crs == "EPSG:4326"
    kinds = set(store.incidents(status=["reported", "historical", "planned"]).kind)
    for kind in kinds:
        assert set(store.incidents(kind=kind, status=("reported", "historical", "planned")).kind) == {kind}


@pytest.mark.parametrize(
    ("filters", "query"),
    [
        ({"from_": date(2021, 5, 12), "to": "2021-05-12"}, Query(start=date(2021, 5, 12), end=date(2021, 5, 12))),
        ({"bbox": (44, 38.5, 47, 42)}, Query(bbox=(44, 38.5, 47, 42))),
        ({"certain": True, "text": "lake"}, Query(certain=True, text="lake")),
        ({"place": ["iso:AM"], "kind": "assault"}, Query(places=("iso:AM",), kinds=("assault",))),
        ({"kind": None}, Query()),
    ],
)
def test_filters_are_those_of_the_page(store: Store, filters: dict[str, object], query: Query) -> None:
    assert store.select(**filters) == store.readable().incidents(query)


@pytest.mark.parametrize("filters", [{"colour": "red"}, {"kind": "war"}, {"from_": "May"}, {"place": 7.5j}])
def test_a_wrong_filter_is_refused(store: Store, filters: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        store.incidents(**filters)


def test_documents_and_readings_are_there(store: Store) -> None:
    assert len(store.documents()) == 5
    for summary in store.documents():
        assert store.reading(summary.id).document.published == summary.published or summary.published.value
    assert store.verify()[1] == []


def test_a_layer_is_exported_with_its_filters(store: Store, tmp_path: Path) -> None:
    count = store.export(tmp_path / "map.geojson", Query(kinds=("assault",)))
    written = (tmp_path / "map.geojson").read_text()
    assert count == len(store.incidents(kind="assault"))
    assert '"kind":"assault"' in written
    with pytest.raises(BadInput):
        store.export(tmp_path / "map.xyz")


def test_a_map_for_a_notebook_needs_no_network(store: Store) -> None:
    html = mapapp.incident_map(store.path).get_root().render()
    assert "Sev" in html
    assert "<script src=" not in html


def test_a_store_that_is_not_there_is_made_by_adding_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "store.sqlite"
    with mapapp.open_store(path) as store:
        with pytest.raises(NotFound):
            store.documents()
        with pytest.raises(NotFound):
            store.remove("a")
        assert store.add(tmp_path / "nothing").changes == ()
        assert not path.exists()


def test_a_report_that_comes_later_dates_one_that_came_before(tmp_path: Path) -> None:
    orders = []
    for number, names in enumerate((("000", "001", "003"), ("003", "001", "000"))):
        (tmp_path / str(number)).mkdir()
        with mapapp.open_store(tmp_path / f"{number}.sqlite") as store:
            for name in names:
                (source,) = paths.SEEDS.glob(f"{name}*.txt")
                target = tmp_path / str(number) / source.name
                target.write_bytes(source.read_bytes())  # without sources.toml
                store.add(target)
            orders.append((store.readable().version(), {item.id: item.published for item in store.documents()}))
    assert orders[0][1] == orders[1][1]


def test_importing_mapapp_imports_nothing_heavy_and_is_quick() -> None:
    code = (
        "import sys, time; start = time.perf_counter(); import mapapp; taken = time.perf_counter() - start\n"
        "assert not {'numpy', 'shapely', 'click', 'mapapp.api'} & set(sys.modules)\n"
        "assert set(mapapp.__all__) <= set(dir(mapapp)); print(taken)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert float(ran.stdout) < 0.1


def test_what_is_not_there_is_an_attribute_error() -> None:
    assert isinstance(mapapp.__version__, str)
    with pytest.raises(AttributeError, match="nothing_of_the_sort"):
        _ = mapapp.nothing_of_the_sort
