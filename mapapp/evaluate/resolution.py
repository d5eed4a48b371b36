"""Score which place each name was taken to mean, with the gold's spans given.

Measures: accuracy within 161 km (100 miles, Leidner 2007), mean and median error, and the area under the curve of
log errors (Gritta, Pilehvar, Limsopatham, Collier: "What's missing in geographical parsing?", LREV 2018; 0 is best,
1 is the antipodes everywhere). A gold with tolerances of its own (the seeds') is also scored by them. How far the
stated confidence can be believed is the expected calibration error (Naeini et al., AAAI 2015).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from shapely import Point

from mapapp.evaluate.gold import Gold, GoldDocument, GoldToponym
from mapapp.evaluate.result import Miss, Result, Row, context_of, share
from mapapp.model import Mention, Place, Reading
from mapapp.reading.resolvers.base import PlaceIndex

RIGHT_KM = 161.0
FARTHEST_KM = 20039.0  # half the Earth's circumference, as Gritta et al. have it
_EARTH_KM = 6371.0088

CONVENTION = (
    "Every gold name with a point counts, adjectives too where the gold has them; a name left without a place or "
    "without a point counts as wrong, at 20,039 km in the mean, median and AUC. Acc@161 compares points, not areas; "
    "'inside the place' asks whether the gold's point lies in the area of the place found, or no farther from its "
    "point than it reaches. The calibration error is the mean gap between confidence and the share of such answers "
    "that are right (within 161 km or inside), over ten bins of confidence; names without an answer have none."
)


def score(gold: Gold, readings: Sequence[Reading], *, index: PlaceIndex | None = None) -> Result:
    """Score places; `readings` are made with the gold's spans given, so that recognition plays no part.

    With an `index`, the area of a place is what it reaches; without one, the circle of its radius.
    """
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
    inside = [_is_inside(index, mention, toponym, error) for error, _, toponym, mention in errors]
    fair = [held or error <= RIGHT_KM for held, (error, *_) in zip(inside, errors, strict=True)]
    answered = sum(mention is not None and mention.place is not None for *_, mention in errors)
    rows = list(_rows([error for error, *_ in errors], answered))
    rows.insert(1, share("gold point inside the place", sum(inside), len(errors)))
    rows.insert(2, share("within 161 km or inside", sum(fair), len(errors)))
    sure = [mention.confidence if mention else None for *_, mention in errors]
    if any(confidence is not None for confidence in sure):
        rows.append(Row("calibration error", calibration_error(sure, fair)))
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


def _is_inside(index: PlaceIndex | None, mention: Mention | None, gold: GoldToponym, error: float) -> bool:
    """Tell whether the gold's point lies in a mention's place: corpora differ in where they put a large country."""
    place = mention.place if mention else None
    if place is None or gold.lon is None or gold.lat is None:
        return False
    area = index.geometry(place.id) if index and place.shape == "polygon" else None
    if area is not None and area.covers(Point(gold.lon, gold.lat)):
        return True
    return error <= (place.radius_km or 0.0)


def calibration_error(confidences: Sequence[float | None], right: Sequence[bool], bins: int = 10) -> float:
    """Return the expected calibration error (Naeini et al. 2015) of those answers that have a confidence."""
    known = [(sure, held) for sure, held in zip(confidences, right, strict=True) if sure is not None]
    parted: dict[int, list[tuple[float, bool]]] = {}
    for sure, held in known:
        parted.setdefault(min(int(sure * bins), bins - 1), []).append((sure, held))
    gaps = (abs(sum(sure for sure, _ in part) - sum(held for _, held in part)) for part in parted.values())
    return sum(gaps) / len(known) if known else 0.0


def error_km(mention: Mention | None, lat: float, lon: float) -> float:
    """Return the great-circle distance from a mention's place to a point in km; the farthest where it has none."""
    place = mention.place if mention else None
    if place is None or place.lat is None or place.lon is None:
        return FARTHEST_KM
    one, other, step = math.radians(place.lat), math.radians(lat), math.radians(place.lon - lon)
    half = math.sin((one - other) / 2) ** 2 + math.cos(one) * math.cos(other) * math.sin(step / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def area_under_curve(errors: Sequence[float]) -> float:
    """Return the area under the sorted log errors as a share of the largest it can be.

    As Gritta et al. (2018) compute it, by the trapezoidal rule:
    `trapz(log(errors + 1)) / (log(20039) * (len(errors) - 1))`.
    """
    logs = sorted(math.log1p(error) for error in errors)
    if len(logs) < 2:
        return sum(logs) / math.log1p(FARTHEST_KM)
    return (sum(logs) - (logs[0] + logs[-1]) / 2) / ((len(logs) - 1) * math.log1p(FARTHEST_KM))


def _rows(errors: Sequence[float], answered: int) -> tuple[Row, ...]:
    ordered = sorted(errors)
    count = len(ordered)
    middle = (ordered[count // 2] + ordered[(count - 1) // 2]) / 2 if count else 0.0
    return (
        share("Acc@161", sum(error <= RIGHT_KM for error in errors), count),
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
