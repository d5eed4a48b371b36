"""What OpenStreetMap's geocoders answer, as checked facts: the kinds of places taken, names, point and reach."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mapapp.model import Place

_LONGEST = 200  # characters of a name; a longer one is a mistake
_NAME_TAGS = ("name", "alt_name", "official_name", "old_name", "short_name", "int_name", "loc_name")
_TYPES = {"N": "node", "W": "way", "R": "relation"}  # as Photon writes them

# OpenStreetMap's key and value -> our kind. Shops, streets and houses are left out: they are called after places.
KINDS: dict[tuple[str, str], str] = {
    **{("place", value): value for value in (
        "country", "region", "city", "town", "village", "island", "sea", "ocean")},
    **{("place", value): "province" for value in ("state", "province")},
    **{("place", value): "district" for value in ("county", "district", "municipality", "state_district")},
    **{("place", value): "locality" for value in (
        "hamlet", "isolated_dwelling", "locality", "suburb", "quarter", "neighbourhood", "borough", "city_district")},
    **{("natural", value): value for value in ("valley", "desert", "strait", "peninsula", "plateau", "plain")},
    **{("natural", value): "mountain" for value in ("peak", "volcano", "hill")},
    **{("natural", value): "range" for value in ("mountain_range", "ridge")},
    ("natural", "water"): "lake", ("natural", "bay"): "gulf", ("natural", "saddle"): "pass",
    ("natural", "wood"): "forest",
    ("water", "lake"): "lake", ("water", "reservoir"): "reservoir", ("mountain_pass", "yes"): "pass",
    ("waterway", "river"): "river", ("waterway", "stream"): "river", ("waterway", "canal"): "canal",
    ("waterway", "dam"): "dam", ("landuse", "forest"): "forest", ("landuse", "reservoir"): "reservoir",
    ("landuse", "military"): "base", ("military", "base"): "base", ("military", "airfield"): "base",
    ("aeroway", "aerodrome"): "airport", ("barrier", "border_control"): "border_crossing",
    ("power", "plant"): "power_plant", ("amenity", "monastery"): "monastery",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """One place a service answered with."""

    id: str  # "osm:node/123"
    names: tuple[str, ...]  # the service's own first, then all others it gave
    kind: str  # one of gazetteer.kinds.KINDS
    lon: float
    lat: float
    radius_km: float | None = None  # half the diagonal of its bounding box; None for a node, whose box is made up

    def place(self, country: str | None, within: tuple[str, ...], *, disputed: bool) -> Place:
        """Return the place, inside what our own gazetteer says lies around its point."""
        return Place(
            self.id, self.names[0], self.kind, self.lon, self.lat, self.radius_km,
            country=country, within=within, disputed=disputed,
        )  # fmt: skip


def nominatim(raw: Mapping[str, Any]) -> Answer | None:
    """Return an answer of Nominatim (its JSON with `namedetails`), None for what is no place to us.

    Raises KeyError, TypeError, ValueError or AttributeError for what is no answer of Nominatim.
    """
    key = str(raw.get("class") or raw.get("category") or "")
    if key == "boundary":
        kind = KINDS.get(("place", str(raw.get("addresstype") or "")))
    else:
        kind = KINDS.get((key, str(raw["type"])))
    details = dict(raw.get("namedetails") or {})
    names = _names(raw.get("name") or details.get("name") or str(raw["display_name"]).split(",")[0], details)
    if kind is None or not names:
        return None
    box = raw.get("boundingbox") if raw["osm_type"] != "node" else None
    reach = None
    if box:
        south, north, west, east = map(float, box)
        reach = _reach_km(west, south, east, north)
    lon, lat = _point(raw["lon"], raw["lat"])
    return Answer(f"osm:{raw['osm_type']}/{int(raw['osm_id'])}", names, kind, lon, lat, reach)


def photon(raw: Mapping[str, Any]) -> Answer | None:
    """Return an answer of Photon (a GeoJSON feature), None for what is no place to us. Raises as `nominatim`."""
    facts = raw["properties"]
    key = str(facts.get("osm_key") or "")
    kind = KINDS.get(("place", str(facts.get("type") or "")) if key == "boundary" else (key, str(facts["osm_value"])))
    names = _names(facts.get("name"), {})
    if kind is None or not names:
        return None
    reach = None
    if facts.get("extent"):
        west, north, east, south = map(float, facts["extent"])
        reach = _reach_km(west, south, east, north)
    lon, lat = _point(*raw["geometry"]["coordinates"][:2])
    return Answer(f"osm:{_TYPES[facts['osm_type']]}/{int(facts['osm_id'])}", names, kind, lon, lat, reach)


def _names(own: object, details: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in _spelt(own, details) if name and len(name) <= _LONGEST))


def _spelt(own: object, details: Mapping[str, object]) -> Iterator[str]:
    yield str(own or "").strip()
    for tag, value in details.items():
        if tag.split(":")[0] in _NAME_TAGS:
            yield from (name.strip() for name in str(value).split(";"))


def _point(lon: object, lat: object) -> tuple[float, float]:
    x, y = float(str(lon)), float(str(lat))
    if not (-180 <= x <= 180 and -90 <= y <= 90):
        raise ValueError(f"wanted a longitude and a latitude in degrees, got {x}, {y}")
    return x, y


def _reach_km(west: float, south: float, east: float, north: float) -> float | None:
    """Return half the diagonal of a box in km, None for one without size or round the world."""
    wide = (east - west) * math.cos(math.radians((south + north) / 2))
    reach = math.hypot(wide, north - south) / 2 * 111.2
    return round(reach, 3) if 0 < reach < 3000 else None
