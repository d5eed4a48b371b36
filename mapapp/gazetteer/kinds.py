"""Kinds of places, from wide to narrow: one list that the data files, the index and the map agree on."""

CONTINENT = "continent"
REGION = "region"  # an area without an administration: the South Caucasus, the Middle East, the Karabakh lowland
COUNTRY = "country"
PROVINCE = "province"  # first-order division: a marz, a state, an oblast, an autonomous republic
DISTRICT = "district"  # second-order division: a rayon, a county
CITY = "city"
TOWN = "town"
VILLAGE = "village"
LOCALITY = "locality"  # a quarter, a post, a named spot

KINDS: tuple[str, ...] = (
    CONTINENT, "ocean", "sea", COUNTRY, REGION, "historical", "range", "desert", PROVINCE, "river", "lake", "gulf",
    "strait", "island", "peninsula", "plateau", "plain", "valley", "forest", DISTRICT, "corridor", "mountain", "pass",
    CITY, TOWN, VILLAGE, LOCALITY, "reservoir", "canal", "dam", "road", "railway", "bridge", "border_crossing",
    "base", "airport", "port", "power_plant", "mine", "monastery", "building", "site",
)  # fmt: skip

POPULATED = frozenset({CITY, TOWN, VILLAGE, LOCALITY})
ADMINISTRATIVE = frozenset({COUNTRY, PROVINCE, DISTRICT})

CITY_FROM, TOWN_FROM = 50_000, 5_000  # inhabitants; GeoNames' cities500 extract has no finer class of its own


def populated_kind(population: int) -> str:
    """Return city, town or village for a number of inhabitants."""
    return CITY if population >= CITY_FROM else TOWN if population >= TOWN_FROM else VILLAGE
