"""Which incidents are asked for: one value object for the page's address, the API, the store and the downloads.

Parsed from query parameters by a function that knows no web framework; unknown parameters and bad values raise
BadInput naming the parameter, what was wanted and what is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, unquote

from mapapp.errors import BadInput
from mapapp.model import KINDS, PRECISIONS, STATUSES

PARAMETERS = (
    "bbox", "from", "to", "certain", "kind", "status", "source", "place", "text", "side", "precision", "contested",
)  # fmt: skip
DEFAULT_STATUSES = ("reported",)
MOST_TEXT = 1000  # characters searched for: a store looks for each word
MOST_LISTED = 10_000  # ids in one list


@dataclass(frozen=True, slots=True)
class Query:
    """Filters over incidents; an empty one asks for all of the default statuses."""

    bbox: tuple[float, float, float, float] | None = None  # (west, south, east, north), may cross 180 degrees
    start: date | None = None  # first day wanted
    end: date | None = None  # last day wanted, inclusive
    certain: bool = False  # True: wholly within start..end; False: possibly within
    kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = DEFAULT_STATUSES
    sources: tuple[str, ...] = ()  # document ids
    places: tuple[str, ...] = ()  # place ids; a place stands for everything inside it
    text: str = ""  # words all of which stand in the incident's title, places or quotes
    sides: tuple[str, ...] = ()  # folded names of sides or persons that act, are acted on, or speak
    precisions: tuple[str, ...] = ()
    contested: bool | None = None  # True: somebody disputes it; False: nobody does; None: either


def parse(parameters: Mapping[str, Iterable[str]]) -> Query:
    """Read a Query from query parameters (name -> values). Lists may be repeated or separated by commas."""
    unknown = sorted(set(parameters) - set(PARAMETERS))
    if unknown:
        raise BadInput(f"unknown parameter {unknown[0]!r}; there are {', '.join(PARAMETERS)}")
    given = {name: [value for value in values if value != ""] for name, values in parameters.items()}
    start, end = _day(given, "from"), _day(given, "to")
    if start and end and end < start:
        raise BadInput(f"from: wanted a day not after to={end}, got {start}")
    return Query(
        bbox=_bbox(_single(given, "bbox")),
        start=start,
        end=end,
        certain=_truth(given, "certain") is True,
        kinds=_choices(given, "kind", KINDS),
        statuses=_choices(given, "status", STATUSES) or DEFAULT_STATUSES,
        sources=_several(given, "source"),
        places=_several(given, "place"),
        text=_text(given),
        sides=_several(given, "side"),
        precisions=_choices(given, "precision", PRECISIONS),
        contested=_truth(given, "contested"),
    )


def serialize(query: Query) -> dict[str, str]:
    """Return the query parameters that `parse` reads back to an equal Query; defaults are left out."""
    pairs = {
        "bbox": ",".join(f"{value:.10g}" for value in query.bbox) if query.bbox else "",  # 6 decimals and more
        "from": query.start.isoformat() if query.start else "",
        "to": query.end.isoformat() if query.end else "",
        "certain": "true" if query.certain else "",
        "kind": ",".join(query.kinds),
        "status": "" if query.statuses == DEFAULT_STATUSES else ",".join(query.statuses),
        "source": ",".join(map(_escaped, query.sources)),
        "place": ",".join(map(_escaped, query.places)),
        "text": query.text,
        "side": ",".join(map(_escaped, query.sides)),
        "precision": ",".join(query.precisions),
        "contested": "" if query.contested is None else str(query.contested).lower(),
    }
    return {name: value for name, value in pairs.items() if value}


def _single(given: Mapping[str, list[str]], name: str) -> str | None:
    values = given.get(name, [])
    if len(values) > 1:
        raise BadInput(f"{name}: wanted one value, got {len(values)}")
    return values[0] if values else None


def _truth(given: Mapping[str, list[str]], name: str) -> bool | None:
    value = _single(given, name)
    if value not in (None, "true", "false"):
        raise BadInput(f"{name}: wanted true or false, got {value!r}")
    return None if value is None else value == "true"


def _several(given: Mapping[str, list[str]], name: str) -> tuple[str, ...]:
    split = (part.strip() for value in given.get(name, []) for part in value.split(","))
    found = tuple(dict.fromkeys(unquote(part) for part in split if part))
    if len(found) > MOST_LISTED:
        raise BadInput(f"{name}: wanted at most {MOST_LISTED} values, got {len(found)}")
    return found


def _text(given: Mapping[str, list[str]]) -> str:
    text = _single(given, "text") or ""
    if len(text) > MOST_TEXT:
        raise BadInput(f"text: wanted at most {MOST_TEXT} characters, got {len(text)}")
    return text


def _escaped(value: str) -> str:
    """Return an id as it stands in a list: a comma or percent sign of its own, or a blank at its ends, as %XX."""
    inner = value.replace("%", "%25").replace(",", "%2C")
    lead, trail = len(inner) - len(inner.lstrip()), len(inner) - len(inner.rstrip())
    if not lead and not trail:
        return inner
    return quote(inner[:lead]) + inner.strip() + quote(inner[len(inner) - trail :] if inner.strip() else "")


def _choices(given: Mapping[str, list[str]], name: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    chosen = _several(given, name)
    for value in chosen:
        if value not in allowed:
            raise BadInput(f"{name}: wanted some of {', '.join(allowed)}, got {value!r}")
    return chosen


def _day(given: Mapping[str, list[str]], name: str) -> date | None:
    value = _single(given, name)
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise BadInput(f"{name}: wanted a day as YYYY-MM-DD, got {value!r}") from None


def _bbox(value: str | None) -> tuple[float, float, float, float] | None:
    if value is None:
        return None
    try:
        west, south, east, north = (float(part) for part in value.split(","))
    except ValueError:
        raise BadInput(f"bbox: wanted four numbers west,south,east,north, got {value!r}") from None
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise BadInput(f"bbox: wanted degrees west,south,east,north with south <= north, got {value!r}")
    return west, south, east, north
