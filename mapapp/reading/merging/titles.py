"""The facts of an incident's title: what, who, where, in the words of its sources."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from shapely import Point

from mapapp.model import Extent, Headline, IncidentPlace, Place, Report
from mapapp.reading.extracting import lexicon as words_for
from mapapp.reading.extracting.actors import folded
from mapapp.reading.extracting.words import dictionary
from mapapp.reading.tokens import words

MUTUAL = ("clash", "war", "talks", "meeting", "call", "agreement", "ceasefire")
WIDE = ("country", "continent")
FAR_KM = 40.0  # from a place's edge on, nothing is near it
KM_PER_DEGREE = 111.195  # mean Earth radius 6371.0088 km
QUOTES = 30  # that tell how a name is written
SMALL = frozenset(["and", "of", "the"])
# classes of words that name nobody
COMMON = words(
    """
    troops people leaders bodies generic violence occurrence pact territory building aid arms
    """
)
VOWEL = re.compile(r"[aeiouy]")
BESIDE_DEG = 0.1  # 10 km: no farther does a place lie from the line it is told with
LINES = ("river", "road", "corridor", "border_crossing")
NUMERAL = re.compile(r"[ivx]+|.")
POSSESSIVE = re.compile("['’]s$")
WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


def headline_of(
    mode: str,
    places: Sequence[IncidentPlace],
    reports: Sequence[Report],
    extent: Extent,
    sides: Mapping[str, str],
    belongs: Mapping[str, str],
) -> Headline:
    """Return the facts of "Clash: Armenia and Azerbaijan, near Vardenis": what, who, where.

    `sides`: the names of places as they are written by their folded names; `belongs`: the sides of persons. A side
    that only stands for its person ("Armenian Prime Minister Nikol Pashinyan") is left out beside that person.
    """
    said = [report for report in reports if report.stance != "disputes"] or reports  # what is denied names nobody
    who = Counter(name for report in said for name in (*report.actors, *(report.targets if mode in MUTUAL else ())))
    quotes = [report.quote for report in reports if report.actors or report.targets][:QUOTES]
    spoken = [parts for quote in quotes if (parts := _parts(quote))]
    shown = {name: text for name in who if (text := sides.get(name) or _written(name, quotes, spoken))}
    own = {belongs[name] for name in shown if name in belongs}
    ranked = sorted((name for name in shown if name not in own), key=lambda name: (-who[name], name))
    acting = tuple(sorted(shown[name] for name in ranked[:2]))
    how, where, km = _where(places, extent)
    named = how in ("border", "in") and acting == where  # a border names its sides, and who acts may be where it is
    return Headline(mode, () if named else acting, how, where, km)


def _parts(quote: str) -> list[tuple[str, str]]:
    """Return the words of a quote, each also folded; none of a line in capitals, which does not tell how a name is
    written."""
    parts = [POSSESSIVE.sub("", part) for part in WORD.findall(quote)]
    return [] if sum(map(str.isupper, parts)) > len(parts) / 2 else [(part, folded(part)) for part in parts]


def _written(name: str, quotes: Sequence[str], spoken: Sequence[Sequence[tuple[str, str]]]) -> str:
    """Return a person's or an organisation's name as the reports write it, "" for what names nobody.

    `spoken`: the words of the quotes, as `_parts` gives them.
    """
    if NUMERAL.fullmatch(name) or _is_common(name):
        return ""
    forms: Counter[str] = Counter()
    for parts in spoken:
        forms.update([part for part, flat in parts if flat == name and not part.islower()])
        if _spelt(name, [part[0] for part, _ in parts]):
            forms[name.upper()] += 1
    if forms:
        best = min(forms, key=lambda form: (-forms[form], form))
        return _whole(best, quotes)
    return cased(name) if VOWEL.search(name) else name.upper()


def _whole(name: str, quotes: Sequence[str]) -> str:
    """Return an armed group's name with the one before it: "Boko Haram fighters" are not of "Haram"."""
    troops = words_for.load().classes["troops"]
    for quote in quotes:
        if name not in quote:
            continue
        parts = [(match.group(), match.start()) for match in WORD.finditer(quote)]
        for (first, at), (part, here), (after, _) in zip(parts, parts[1:], parts[2:], strict=False):
            joined = quote[at + len(first) : here] == " " and first[0].isupper() and not _is_common(folded(first))
            if part == name and joined and dictionary(after.lower())[1] in troops:
                return f"{first} {name}"
    return name


def _spelt(name: str, initials: Sequence[str]) -> bool:
    """Tell whether a name is the initials of a name in the words: "csto"."""
    if name not in folded("".join(initials)):
        return False
    runs = ["".join(initials[at : at + len(name)]) for at in range(len(initials) - len(name) + 1)]
    return any(folded(run) == name and all(map(str.isupper, run)) for run in runs)


@lru_cache(maxsize=10_000)
def _is_common(name: str) -> bool:
    """Tell common nouns, words for events, and adjectives, which name nobody even with a capital."""
    lexicon = words_for.load()
    kinds, noun, _, _ = dictionary(name)
    if kinds and "noun" not in kinds:
        return True  # the "Armed" of "Armed Forces"
    lemmas = {name, noun}
    return bool(lemmas & _common()) or bool(lemmas & lexicon.nouns.keys())


@cache
def _common() -> frozenset[str]:
    classes = words_for.load().classes
    return frozenset().union(*(classes[name] for name in COMMON)) - {"un", "nato", "kremlin"}


def cased(name: str) -> str:
    """Return a name in small letters with capitals where English has them."""
    return " ".join(word if word in SMALL else word.capitalize() for word in name.lower().split())


def place_name(place: IncidentPlace, told: Counter[str]) -> str:
    """Return what most reports call a place; the gazetteer's name for a country, which they may tell by an adjective.

    Of names told equally often the gazetteer's own comes first, one in capitals last.
    """
    own = place.place.name
    if place.place.kind in WIDE or not told:
        return own
    best = min(told, key=lambda name: (-told[name], name != own, name))
    return cased(best) if best.isupper() and len(best) > 3 else best


def _where(places: Sequence[IncidentPlace], extent: Extent) -> tuple[str, tuple[str, ...], int | None]:
    """Return how an event stands to which places, and how far from them, as Headline has it."""
    countries = [each.name for each in places if each.place.kind == "country"]
    fine = [each for each in places if each.place.kind not in WIDE]
    beside = extent.precision == "line" and not any(_holds(extent, each.place) for each in fine)
    if beside and len(countries) > 1:  # "in" a place that does not lie there would say too much
        return "border", tuple(sorted(countries[:2])), None
    if not places or extent.precision == "none":
        return "", (), None  # a place that is only likely is none to put in a title
    best = (fine or places)[0]
    if extent.precision == "near" and (km := _off(extent, best.place)) is not None:
        return "away", (best.name,), km
    along = extent.precision == "line" and (best.place.shape == "line" or best.place.kind in LINES)
    return "near" if extent.precision == "near" else "along" if along else "in", (best.name,), None


def _off(extent: Extent, place: Place) -> int | None:
    """Return the km between a place and the middle of what is drawn, to two digits; None where that is near it."""
    if extent.geometry is None or place.lon is None or place.lat is None:
        return None
    middle = extent.geometry.centroid
    east = ((middle.x - place.lon + 180) % 360 - 180) * math.cos(math.radians((middle.y + place.lat) / 2))
    km = math.hypot(east, middle.y - place.lat) * KM_PER_DEGREE
    return int(float(f"{km:.2g}")) if km > FAR_KM + 2 * (place.radius_km or 0.0) else None


def _holds(extent: Extent, place: Place) -> bool:
    """Tell whether a place has to do with what is drawn: it is named in the reason, or its point lies in it."""
    if re.search(rf"\b{re.escape(place.name)}\b", extent.reason):
        return True
    if extent.geometry is None or place.lon is None or place.lat is None:
        return False
    return bool(extent.geometry.distance(Point(place.lon, place.lat)) < BESIDE_DEG)
