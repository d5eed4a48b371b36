"""A tiny real gazetteer: two countries side by side on a grid of whole degrees, built as the big one is.

Westland (WW) is x 0..2, Eastland (EE) x 2..4, both y 0..2. Each has a northern and a southern province; the disputed
area D lies in Eastland's south, x 3..4, y 0..1.
"""

import json
from pathlib import Path

import geopandas
import pytest
from shapely.geometry import box

from mapapp.gazetteer.build import build
from mapapp.gazetteer.index import Index, open_index

PLACES = """id,name,kind,names,lon,lat,radius_km,geometry,within,country,disputed,geonameid,source
gn:1,Port Ézé,town,en:Port Eze|fr:Port-Ézé|en:The Haven,,,5,,,,,1,test
t:ford,Old Ford,road,en:Old Ford|en:the Ford,,,2,"LINESTRING (1 1, 3 1)",iso:WW,,,,test
t:moor,Grey Moor,region,en:Grey Moor,,,,"POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))",iso:WW,,,,test
t:upland,Upland,region,en:Upland,,,,boundary:iso:WW-N,iso:WW,,,,test
t:gone,Gone Empire,historical,en:Gone Empire,,,,,,,,,test
t:abbr,Union,region,en:Union|en-x-abbr:UP|en-x-abbr:Un. P.|en-x-abbr:Ports.|en-x-postal:PT,1,1,9,,,,,,test
t:bank,The Bank,building,en:The Bank,0.5,0.5,1,,,,,,test
"""


def city(
    number: int, name: str, at: tuple[float, float], country: str, population: int, *names: str
) -> dict[str, object]:
    return {
        "geonameid": number, "name": name, "longitude": at[0], "latitude": at[1], "countrycode": country,
        "population": population, "timezone": "", "admin1code": "", "alternatenames": list(names),
    }  # fmt: skip


CITIES = [
    city(1, "Port Eze", (0.5, 1.5), "WW", 70_000, "Porteze", "shhr ayzy", "PEZ", "Borteze  Portes", "al-Mina"),
    city(2, "Twin", (1.5, 0.5), "WW", 900),
    city(3, "Twin", (2.5, 0.5), "EE", 90_000),
    city(4, "Twin", (2.5, 1.5), "EE", 9_000),
    city(5, "Saint Mary", (3.5, 0.5), "EE", 4_000, "St. Mary"),
    city(6, "Offshore", (-0.1, 1.5), "WW", 600),
    city(7, "Astray", (2.01, 1.5), "WW", 700),
    city(8, "The Hold", (1.2, 1.2), "WW", 800),
    city(9, "Xa'ri", (1.3, 1.2), "WW", 800),
    city(10, "Côte d'Or", (1.4, 1.2), "WW", 800),
]
AREAS = [
    ("iso:WW-N", "Westnorth", "province", "WW", "iso:WW", "", 1, box(0, 1, 2, 2)),
    ("iso:WW-S", "Westsouth", "province", "WW", "iso:WW", "", 1, box(0, 0, 2, 1)),
    ("iso:EE-N", "Eastnorth", "province", "EE", "iso:EE", "", 1, box(2, 1, 4, 2)),
    ("iso:EE-S", "Eastsouth", "province", "EE", "iso:EE", "", 1, box(2, 0, 4, 1)),
    ("t:county", "Mid County", "district", "WW", "iso:WW-S|iso:WW", "", 2, box(1, 0, 2, 0.9)),
    ("t:d", "Debateland", "region", "", "", "claimed by both", 0, box(3, 0, 4, 1)),
]
CONTINENTS = {
    "AS": {
        "geonameId": 90, "name": "Asia", "lng": "89.3", "lat": "29.8",
        "alternateNames": [{"name": "Asie", "lang": "fr"}, {"name": "https://example.org/Asia", "lang": "link"}],
    }
}  # fmt: skip
COUNTRIES = {
    code: {"geonameid": number, "name": name, "iso": code, "population": 1_000_000}
    for code, number, name in (("WW", 100, "Westland"), ("EE", 101, "Eastland"))
}


def write_sources(folder: Path) -> tuple[Path, Path]:
    """Write the sources of the tiny gazetteer; return (data, geonames)."""
    data, geonames = folder / "data", folder / "geonames"
    for sub in (data / "gazetteer", data / "boundaries", geonames):
        sub.mkdir(parents=True)
    (data / "gazetteer" / "places.csv").write_text(PLACES, encoding="utf-8")
    (data / "gazetteer" / "demonyms.csv").write_text(
        "word,place_ids,part\nWestlander,iso:WW,noun\nTwinnish,gn:3|gn:4,adjective\n"
    )
    (data / "gazetteer" / "seats.csv").write_text("place_id,governs_id,note\nt:bank,iso:WW,\n")
    (geonames / "cities500.json").write_text(json.dumps({str(c["geonameid"]): c for c in CITIES}))
    (geonames / "countries.json").write_text(json.dumps(COUNTRIES))
    (geonames / "continents.json").write_text(json.dumps(CONTINENTS))
    columns = ["id", "name", "kind", "country", "within", "disputed", "part", "geometry"]
    frame = geopandas.GeoDataFrame(AREAS, columns=columns, geometry="geometry", crs=4326).assign(names="")
    frame.to_file(f"/vsizip/{data}/boundaries/areas.fgb.zip/areas.fgb", driver="FlatGeobuf", SPATIAL_INDEX="NO")
    return data, geonames


@pytest.fixture(scope="session")
def tiny_sources(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return write_sources(tmp_path_factory.mktemp("sources"))


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory, tiny_sources: tuple[Path, Path]) -> Path:
    folder = tmp_path_factory.mktemp("tiny") / "gazetteer"
    build(folder, data=tiny_sources[0], geonames=tiny_sources[1])
    return folder


@pytest.fixture(scope="session")
def tiny(tiny_folder: Path) -> Index:
    return open_index(tiny_folder)
