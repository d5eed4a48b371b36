"""The layer of very many incidents: tiles, lists, facets, timeline and download say one and the same of it."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench._made import make_store
from mapapp.model import KINDS, STATUSES
from mapapp.query import parse
from mapapp.settings import Settings
from mapapp.store.sqlite import open_store
from mapapp.web import create_app, layers, opening

MANY = 3000
WORLD = ",".join(f"{x}/{y}" for x in range(4) for y in range(4))
QUERIES = [
    "",
    "kind=assault",
    "status=reported,historical,planned,threatened",
    "from=2015-01-01",
    "from=2015-01-01&to=2020-06-30&certain=true",
    "place=made:province-3",
    "source=report-4,report-7",
    "text=old",
    "bbox=0,-60,60,60",
    "kind=assault,protest&from=2010-01-01&text=saint",
]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_store(tmp_path_factory.mktemp("layers") / "many.sqlite", MANY)


@pytest.fixture(scope="module")
def many(path: Path) -> Flask:
    return create_app(Settings(store=str(path)))


@pytest.fixture
def ask(many: Flask) -> Any:
    client = many.test_client()

    def get(address: str) -> Any:
        answer = client.get(address)
        assert answer.status_code == 200, answer.text
        return json.loads(answer.text)

    return get


def count(path: Path, query: str) -> int:
    given_ = {name: [value] for name, value in (pair.split("=", 1) for pair in query.split("&") if pair)}
    with open_store(path) as store:
        return store.count(parse(given_))


@pytest.mark.parametrize("query", QUERIES)
def test_tiles_lists_facets_timeline_and_download_agree(ask: Any, path: Path, query: str) -> None:
    layer = ask(f"/api/layer.json?{query}")
    tiles = ask(f"/api/clusters.json?{query}&zoom=2&tiles={WORLD}")["tiles"]
    listed = ask(f"/api/rows.json?{query}&within=0,-40,90,60")
    cells = [cell for some in tiles.values() for cell in some]
    assert layer["total"] == count(path, query)
    assert sum(cell["count"] for cell in cells) == layer["located"]
    assert listed["inside"] + listed["outside"] + listed["unlocated"] == layer["total"]
    assert layer["total"] - listed["unlocated"] == layer["located"]
    assert sum(listed["kinds"].values()) == sum(listed["precisions"].values()) == listed["inside"]
    kinds: Counter[str] = Counter()
    for cell in cells:
        assert sum(cell["kinds"].values()) == cell["count"]
        kinds.update(cell["kinds"])
    everywhere = ask(f"/api/rows.json?{query}")
    assert kinds == Counter(everywhere["kinds"])
    if "from=" not in query:
        assert sum(number for _, _, number in layer["times"]) == layer["total"]
    about = ask(f"/incidents.geojson?{query}")["about"]
    assert about["numberMatched"] == layer["total"]


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(KINDS), max_size=3, unique=True),
    st.lists(st.sampled_from(STATUSES), max_size=3, unique=True),
    st.sampled_from(["from=2012-03-01", "from=2019-07-15&certain=true", "to=2010-01-01", "certain=true"]),
    st.integers(0, 6),
)
def test_any_filter_counts_the_same_in_tiles_and_in_the_store(
    ask: Any, path: Path, kinds: list[str], statuses: list[str], days: str, zoom: int
) -> None:
    query = f"kind={','.join(kinds)}&status={','.join(statuses)}&{days}"
    seen, side = 0, 2**zoom
    names = [f"{x}/{y}" for x in range(side) for y in range(side)]
    for at in range(0, len(names), 400):
        found = ask(f"/api/clusters.json?{query}&zoom={zoom}&tiles={','.join(names[at : at + 400])}")
        seen += sum(cell["count"] for some in found["tiles"].values() for cell in some)
    unlocated = ask(f"/api/rows.json?{query}&part=unlocated")["total"]
    assert seen + unlocated == count(path, query)


def test_a_list_is_read_to_its_end_page_by_page_newest_first(ask: Any) -> None:
    ids, days = [], []
    for part in ("inside", "outside", "unlocated"):
        total, offset = 1, 0
        while offset < total:
            page = ask(f"/api/rows.json?kind=assault&part={part}&within=0,-60,90,60&offset={offset}&limit=200")
            ids += [row["id"] for row in page["rows"]]
            days += [(part, row["start"] is None, row["start"] or "") for row in page["rows"]]
            total, offset = page["total"], offset + 200
    assert len(ids) == len(set(ids)) == ask("/api/layer.json?kind=assault")["total"]
    for part in ("inside", "outside", "unlocated"):
        own = [day for name, undated, day in days if name == part and not undated]
        assert own == sorted(own, reverse=True)


def test_cells_list_exactly_what_they_count_and_a_single_one_has_its_row(ask: Any) -> None:
    found = ask(f"/api/clusters.json?zoom=2&tiles={WORLD}")["tiles"]
    cells = [cell for some in found.values() for cell in some]
    singles = [cell for cell in cells if cell["count"] == 1]
    assert singles
    for cell in sorted(cells, key=lambda one: -one["count"])[:5] + singles[:3]:
        page = ask(f"/api/rows.json?zoom=2&cells={cell['cell'][0]}/{cell['cell'][1]}")
        assert page["total"] == cell["count"]
        assert Counter(row["kind"] for row in page["rows"]) <= Counter(cell["kinds"])
        if "row" in cell:
            assert page["rows"][0]["id"] == cell["row"]["id"]


def test_a_row_is_asked_for_by_id_with_its_area(ask: Any) -> None:
    area = next(row for row in ask("/api/rows.json?limit=500")["rows"] if row["precision"] == "region")
    found = ask(f"/api/rows.json?ids={area['id']}")
    assert [row["id"] for row in found["rows"]] == [area["id"]]
    assert found["shapes"][found["rows"][0]["shape"]]["type"] == "Polygon"
    assert ask("/api/rows.json?ids=nobody")["rows"] == []


def test_few_are_held_by_the_page_and_very_many_are_not(ask: Any) -> None:
    small, large = ask("/api/layer.json?kind=agree"), ask("/api/layer.json")
    assert small["mode"] == "whole"
    assert len(small["rows"]) == small["total"] <= layers.WHOLE
    assert large["mode"] == "tiles"
    assert "rows" not in large
    west, south, east, north = large["bounds"]
    inside = ask(f"/api/rows.json?within={west},{south},{east},{north}")
    assert inside["outside"] == 0


@pytest.mark.parametrize("query", ["", "status=reported,historical"])
def test_a_large_layer_comes_with_what_its_page_shows_first(ask: Any, query: str) -> None:
    """The clusters are those of all markers; the list is what a map that shows everything asks for."""
    layer = ask(f"/api/layer.json?{query}")
    assert layer["mode"] == "tiles"
    told = layer["opening"]["clusters"]
    zoom = told["zoom"]
    assert sum(cell["count"] for cells in told["tiles"].values() for cell in cells) == layer["located"]
    tiles = ",".join(told["tiles"])
    assert told == ask(f"/api/clusters.json?{query}&zoom={zoom}&tiles={tiles}")
    assert layer["opening"]["view"] == ask(f"/api/rows.json?{query}")


@pytest.mark.parametrize(
    ("bounds", "zoom"),
    [((-180, -80, 180, 80), 2), ((38, 36, 52, 44), 6), ((44.5, 40.1, 44.6, 40.2), 10), ((7, 7, 7, 7), 10)],
)
def test_a_layer_opens_at_the_zoom_at_which_its_map_will_stand(
    bounds: tuple[float, float, float, float], zoom: int
) -> None:
    assert opening.fitting(bounds) == zoom


def test_a_facet_lists_its_most_frequent_values_and_the_rest_is_found_by_name(ask: Any) -> None:
    layer = ask("/api/layer.json")
    assert len(layer["facets"]["source"]) == layers.VALUES < layer["facet_sizes"]["source"]
    chosen = ask("/api/layer.json?source=report-1")["names"]["source"]
    assert "report-1" in chosen
    found = ask("/api/values.json?facet=place&like=OLD")
    assert found["values"]
    for value in found["values"][:4]:
        assert "old" in value["name"].lower()
        assert ask(f"/api/layer.json?place={quote(value['value'])}")["total"] == value["count"]
    assert ask("/api/values.json?facet=source&like=no such paper") == {"total": 0, "values": []}


def test_very_many_intervals_are_told_by_whole_months_except_where_one_looks(
    ask: Any, many: Flask, monkeypatch: pytest.MonkeyPatch, path: Path
) -> None:
    exact = ask("/api/layer.json")["times"]
    monkeypatch.setattr(layers, "MOST_TIMES", 100)
    client = create_app(Settings(store=str(path))).test_client()
    coarse = json.loads(client.get("/api/layer.json").text)["times"]
    assert len(coarse) < len(exact)
    assert sum(number for *_, number in coarse) == sum(number for *_, number in exact)
    for start, end, _ in coarse:
        assert (start or "-01").endswith("-01")
        assert (end or "-01").endswith("-01")
    near = json.loads(client.get("/api/layer.json?from=2015-03-01&to=2015-03-31").text)["times"]
    march = [
        [one for one in told if one[0] and one[0] >= "2015-03-01" and one[1] <= "2015-04-01"]
        for told in (near, exact)
    ]
    assert march[0] == march[1]
    assert any(not start.endswith("-01") for start, *_ in march[0])


def test_a_download_of_very_many_is_sent_as_it_is_read_and_is_whole(many: Flask, path: Path) -> None:
    answer = many.test_client().get("/incidents.geojson?download=true")
    assert answer.is_streamed
    layer = json.loads(answer.text)
    assert len(layer["features"]) == layer["about"]["numberMatched"] == count(path, "")
    told = {report["doc_id"] for feature in layer["features"] for report in feature["properties"]["reports"]}
    assert set(layer["sources"]) == told
    west, south, east, north = layer["bbox"]
    shapes = [feature["geometry"] for feature in layer["features"] if feature["geometry"]]
    points = [shape["coordinates"] for shape in shapes if shape["type"] == "Point"]
    assert all(south <= lat <= north for _, lat in points)
    assert all((west <= lon <= east) if west <= east else (lon >= west or lon <= east) for lon, _ in points)


def test_an_embedded_map_of_very_many_is_refused_with_the_reason(many: Flask) -> None:
    answer = many.test_client().get("/embed")
    assert answer.status_code == 400
    assert "2000" in answer.text
    assert many.test_client().get("/embed?kind=agree&text=old").status_code == 200


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("/api/clusters.json?zoom=99&tiles=0/0", "zoom"),
        ("/api/clusters.json?zoom=2&tiles=4/0", "tiles"),
        ("/api/clusters.json?zoom=2&tiles=0", "tiles"),
        ("/api/clusters.json?zoom=2&tiles=-1/0", "tiles"),
        ("/api/clusters.json?zoom=2", "tiles"),
        ("/api/clusters.json?zoom=9&tiles=" + ",".join(f"{n}/0" for n in range(401)), "tiles"),
        ("/api/clusters.json?zoom=2&zoom=3&tiles=0/0", "zoom"),
        ("/api/rows.json?part=beside", "part"),
        ("/api/rows.json?limit=0", "limit"),
        ("/api/rows.json?limit=501", "limit"),
        ("/api/rows.json?offset=x", "offset"),
        ("/api/rows.json?within=1,2,3", "bbox"),
        ("/api/rows.json?cells=1/1", "zoom"),
        ("/api/values.json?facet=kind", "facet"),
        ("/api/rows.json?nonsense=1", "nonsense"),
        ("/incidents.geojson?download=x", "download"),
    ],
)
def test_what_cannot_be_asked_is_a_400_that_names_it(many: Flask, address: str, named: str) -> None:
    answer = many.test_client().get(address)
    assert answer.status_code == 400
    assert answer.content_type == "application/problem+json"
    assert named in json.loads(answer.text)["detail"]


@pytest.mark.parametrize("address", ["/api/layer.json", f"/api/clusters.json?zoom=2&tiles={WORLD}", "/api/rows.json"])
def test_layers_are_compressed_and_asked_for_again_only_when_the_store_changed(many: Flask, address: str) -> None:
    client: FlaskClient = many.test_client()
    first = client.get(address, headers={"Accept-Encoding": "br"})
    assert first.headers["Content-Encoding"] == "br"
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def documented(heading: str) -> list[set[str]]:
    """Return the keys that each table under a heading of docs/layers.md names."""
    page = (Path(__file__).resolve().parents[2] / "docs" / "layers.md").read_text(encoding="utf-8")
    section = page.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    tables = re.findall(r"\| key[^\n]*\n\|---\|---\|\n((?:\|[^\n]*\n?)+)", section)
    return [
        {key for line in table.splitlines() for key in re.findall(r"`(\w+)`", line.split("|")[1])} for table in tables
    ]


def test_every_key_of_the_layer_is_documented_and_no_other(ask: Any) -> None:
    small, large = ask("/api/layer.json?kind=agree"), ask("/api/layer.json")
    (keys,) = documented("/api/layer.json")
    assert keys == set(small) | set(large)
    found = ask(f"/api/clusters.json?zoom=2&tiles={WORLD}")
    keys, cell = documented("/api/clusters.json")
    assert keys == set(found)
    assert cell == {key for cells in found["tiles"].values() for one in cells for key in one}
    listed = ask("/api/rows.json")
    keys, row = documented("/api/rows.json")
    assert keys == set(listed)
    assert row | {"start", "end"} == set(listed["rows"][0])
    (keys,) = documented("/api/values.json")
    assert keys == set(ask("/api/values.json?facet=place&like=old"))
