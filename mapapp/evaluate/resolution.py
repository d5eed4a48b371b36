"""Score which place each name was taken to mean, with the gold's spans given.

Measures: accuracy within 161 km (100 miles, Leidner 2007), mean and median error, and the area under the curve of
log errors (Gritta, Pilehvar, Limsopatham, Collier: "What's missing in geographical parsing?", LREV 2018; 0 is best,
1 is the antipodes everywhere). A gold with tolerances of its own (the seeds') is also scored by them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from mapapp.evaluate.gold import Gold, GoldDocument, GoldToponym
from mapapp.evaluate.result import Miss, Result, Row, context_of, share
from mapapp.model import Mention, Place, Reading

RIGHT_KM = 161.0
FARTHEST_KM = 20039.0  # half the Earth's circumference, as Gritta et al. have it
_EARTH_KM = 6371.0088

CONVENTION = (
    "Every gold name with a point counts, adjectives too where the gold has them; a name left without a place or "
    "without a point counts as wrong, at 20,039 km in the mean, median and AUC. Points are compared, never areas."
)


def score(gold: Gold, readings: Sequence[Reading]) -> Result:
    """Score places; `readings` are made with the gold's spans given, so that recognition plays no part."""
    errors: list[tuple[float, GoldDocument, GoldToponym, Mention | None]] = []
    pointless = kept_off = 0
    for document, reading in zip(gold.documents, readings, strict=True):
        found: Mapping[tuple[int, int], Mention] = {(m.start, m.end): m for m in reading.mentions}
        for toponym in document.toponyms:
            mention = found.get((toponym.start, toponym.end))
            if toponym.lat is not None and toponym.lon is not None:
                errors.append((error_km(mention, toponym.lat, toponym.lon), document, toponym, mention))
            elif toponym.place is not None:
                pointless += 1
                kept_off += mention is None or mention.place is None or _never_drawn(mention.place)
    reached = sum(error <= max(RIGHT_KM, _reach_km(mention)) for error, _, _, mention in errors)
    answered = sum(mention is not None and mention.place is not None for *_, mention in errors)
    rows = list(_rows([error for error, *_ in errors], reached, answered))
    with_tolerance = [entry for entry in errors if entry[2].tolerance_km is not None]
    if with_tolerance:
        right = sum(error <= (toponym.tolerance_km or 0.0) for error, _, toponym, _ in with_tolerance)
        rows.insert(0, share("within the gold's tolerance", right, len(with_tolerance)))
    if pointless:
        rows.append(share("kept off the map where no point is meant", kept_off, pointless))
    wrong = [entry for entry in errors if entry[0] > (entry[2].tolerance_km or RIGHT_KM)]
    wrong.sort(key=lambda entry: (-entry[0], entry[1].document.id, entry[2].start))
    return Result("resolution", CONVENTION, tuple(rows), tuple(_miss(*entry) for entry in wrong))


def _never_drawn(place: Place) -> bool:
    """Tell whether a place stays off the map though a table may give it a point for comparing distances."""
    return place.shape == "none" or place.kind in ("continent", "ocean", "historical")


def _reach_km(mention: Mention | None) -> float:
    """Return how far a mention's place reaches from its point: corpora differ in where they put a large country."""
    return (mention.place.radius_km or 0.0) if mention and mention.place else 0.0


def error_km(mention: Mention | None, lat: float, lon: float) -> float:
    """Return the great-circle distance from a mention's place to a point in km; the farthest where it has none."""
    place = mention.place if mention else None
    if place is None or place.lat is None or place.lon is None:
        return FARTHEST_KM
    one, other, step = math.radians(place.lat), math.radians(lat), math.radians(place.lon - lon)
    half = math.sin((one - other) / 2) ** 2 + math.cos(one) * math.cos(other) * math.sin(step / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def area_under_curve(errors: Sequence[float]) -> float:
    """Return the mean log error as a share of the log of the farthest (one km added, so that 0 km is 0)."""
    return sum(math.log1p(error) for error in errors) / (len(errors) * math.log1p(FARTHEST_KM)) if errors else 0.0


def _rows(errors: Sequence[float], reached: int, answered: int) -> tuple[Row, ...]:
    ordered = sorted(errors)
    count = len(ordered)
    middle = (ordered[count // 2] + ordered[(count - 1) // 2]) / 2 if count else 0.0
    return (
        share("Acc@161", sum(error <= RIGHT_KM for error in errors), count),
        share("within 161 km or the place's own reach", reached, count),
        Row("mean error", sum(errors) / count if count else 0.0, unit="km"),
        Row("median error", middle, unit="km"),
        Row("AUC", area_under_curve(errors)),
        share("answered", answered, count),
    )


def _miss(error: float, document: GoldDocument, toponym: GoldToponym, mention: Mention | None) -> Miss:
    place = mention.place if mention else None
    got = f"{place.name} ({place.kind}, {place.id}): {mention.reason}" if mention and place else "no place"
    wanted = toponym.place or f"{toponym.lat:.2f}, {toponym.lon:.2f}"
    kind = "unanswered" if place is None else f"{error:,.0f} km off"
    context = context_of(document.document.text, toponym.start, toponym.end)
    return Miss(document.document.id, toponym.start, toponym.end, kind, toponym.name, context, wanted, got)
