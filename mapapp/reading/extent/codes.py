"""ACLED and UCDP precision codes of an Extent: one table, so that every export says the same."""

from __future__ import annotations

from mapapp.model import Extent, Precision

# ACLED codebook (2023), geo_precision: 1 the named town; 2 near it, or a small part of a region; 3 a larger region.
_ACLED: dict[Precision, int | None] = {
    "exact": 1, "near": 2, "area": 2, "line": 2, "region": 3, "country": None, "none": None,
}  # fmt: skip

# UCDP GED codebook 23.1, where_prec: 1 exact; 2 within 25 km; 3 second-order division; 4 first-order division;
# 5 linear feature or vague area; 6 country; 7 international waters, airspace, or more than one country.
_UCDP: dict[Precision, int] = {"exact": 1, "near": 2, "area": 3, "line": 5, "region": 4, "country": 6, "none": 7}
_NEAR_KM = 25.0


def acled_geo_precision(extent: Extent) -> int | None:
    """Return ACLED's geo_precision (1, 2, 3), None where ACLED has no code: it places countries at their capital."""
    return _ACLED[extent.precision]


def ucdp_where_prec(extent: Extent) -> int:
    """Return UCDP GED's where_prec (1 to 7); "near" farther than 25 km is a vague area (5)."""
    if extent.precision == "near" and extent.error_km is not None and extent.error_km > _NEAR_KM:
        return 5
    return _UCDP[extent.precision]
