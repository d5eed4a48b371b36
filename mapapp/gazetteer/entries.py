"""What a source of places yields before the index is written: one mutable record a place, merged by id."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

Tables = dict[str, list[str]]  # a folded word or an id -> ids of places


@dataclass(slots=True)
class Entry:
    """A place as a source has it; empty fields are filled in by the next source that knows the same id."""

    id: str
    name: str
    kind: str
    names: dict[str, str | None] = field(default_factory=dict)  # name -> BCP 47 language or None; order kept
    lon: float | None = None
    lat: float | None = None
    radius_km: float | None = None
    geometry: BaseGeometry | None = None  # line or polygon; points have lon and lat only
    population: int | None = None
    country: str | None = None  # whose land ISO 3166 counts it to, disputed or not; readers see None where disputed
    within: tuple[str, ...] = ()  # innermost first
    geonameid: int | None = None
    disputed: bool = False
    imported: bool = False  # known from the user's own import alone
    level: int = 0  # 1: of the divisions that together cover the land once; 2: of a finer cover; 0: neither

    def update(self, other: Entry) -> None:
        """Take over the non-empty fields of a better source, and its names after its own first name."""
        names = {other.name: other.names.get(other.name)} | self.names | other.names
        for name in ("name", "kind", "lon", "lat", "radius_km", "geometry", "population", "country", "within"):
            value = getattr(other, name)
            if value not in (None, "", ()):
                setattr(self, name, value)
        self.level = self.level or other.level
        self.geonameid = other.geonameid or self.geonameid
        self.disputed = self.disputed or other.disputed
        self.names = names


class Entries(dict[str, Entry]):
    """Places by id; adding one that is there already merges the two."""

    def add(self, entry: Entry) -> None:
        """Add a place, or give its fields and names to the one that has its id."""
        known = self.setdefault(entry.id, entry)
        if known is not entry:
            known.update(entry)
