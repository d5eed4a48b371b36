"""A resolver that asks a geocoding service of the internet, by geopy, for the names the ranker left without a place.

It is off unless chosen. What leaves the machine is the bare name, once: answers are kept on disk and used from then
on. It asks at most once a second (the usage policy of OpenStreetMap's Nominatim), tells the service who asks, and
says with every place whose data it is. A service that fails costs the place, never the reading.

An answer counts only when it bears the name, is of the kind the text says, and lies by the other places of the
document: within 300 km of one, or inside a country or province that is named.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from geopy.adapters import URLLibAdapter
from geopy.exc import (
    ConfigurationError,
    GeocoderInsufficientPrivileges,
    GeocoderRateLimited,
    GeocoderTimedOut,
    GeopyError,
)
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim, Photon

from mapapp import paths
from mapapp.errors import BadInput
from mapapp.model import Candidate, Document, Mention, Passage, Place
from mapapp.reading.resolvers import ranker
from mapapp.reading.resolvers._cache import Cache, Entry
from mapapp.reading.resolvers._osm import Answer, nominatim, photon
from mapapp.reading.resolvers.base import PlaceIndex, Resolver
from mapapp.reading.resolvers.ranker.cues import find_cues
from mapapp.reading.resolvers.ranker.names import fold, split_kind, tidy

__all__ = ["Geocoder", "create"]

NEAR_KM = 300.0  # how far from another place of the document an answer may lie
APART_KM = 50.0  # answers farther apart are different places
TIMEOUT = 10.0  # seconds for one answer
FAILURES = 3  # in a row, after which a service is left alone
ASKED_FOR = 20  # answers wanted of one request
LONGEST = 100  # characters of a name worth asking for
_SHOWN = 5  # alternatives kept of a mention
_WIDE = frozenset({"continent", "ocean", "region", "historical"})  # too wide for lying inside to mean much


@dataclass(frozen=True, slots=True)
class Service:
    """A service that needs no key and whose terms let its answers be kept."""

    title: str
    geocoder: Any  # geopy's class
    domain: str
    delay: float  # seconds between requests
    attribution: str
    more: Mapping[str, object]  # what its `geocode` is asked besides the name
    parse: Callable[[Mapping[str, Any]], Answer | None]


_OSM = "© OpenStreetMap contributors, ODbL 1.0"
SERVICES = {
    "nominatim": Service(
        "OpenStreetMap Nominatim", Nominatim, "nominatim.openstreetmap.org", 1.0, _OSM,
        {"language": "en", "namedetails": True}, nominatim,
    ),
    "photon": Service("Photon", Photon, "photon.komoot.io", 1.0, _OSM, {"language": "en"}, photon),
}  # fmt: skip


def create(options: Mapping[str, str] | None = None) -> Geocoder:
    """Return the resolver. No option is needed; BadInput for one that cannot be.

    `service`: nominatim (default) or photon. `domain`: another host that serves it, with http:// before it for one
    without TLS. `user_agent`: what the service is told besides mapapp and its version. `refresh_days`: ask again what
    was answered more than so many days ago, 0 for never. `cache`: file of the answers. `timeout`: seconds.
    """
    given = {name: value for name, value in (options or {}).items() if value}
    name = given.get("service", "nominatim")
    if name not in SERVICES:
        raise BadInput(f"geocoder: no service {name!r}; there are {', '.join(SERVICES)}")
    service = SERVICES[name]
    scheme, _, host = given.get("domain", service.domain).rpartition("://")
    if scheme not in ("", "http", "https") or not host.strip("/") or not (host.isascii() and host.isprintable()):
        raise BadInput(f"geocoder_domain: wanted a host such as {service.domain}, got {given['domain']!r}")
    try:
        agent = {
            "user_agent": _user_agent(given.get("user_agent", "")),
            "timeout": float(given.get("timeout", TIMEOUT)),
        }
        made = service.geocoder(domain=host, scheme=scheme or "https", adapter_factory=URLLibAdapter, **agent)
        refresh = int(given.get("refresh_days", 0))
    except (ConfigurationError, ValueError) as error:
        raise BadInput(f"geocoder: {error}") from error
    cache = Cache(Path(given.get("cache") or paths.user_data() / "geocoder.jsonl"))
    address = f"{scheme or 'https'}://{host.strip('/')}"
    return Geocoder(ranker.create(), Asker(service, made.geocode, address, cache, refresh))


def _user_agent(more: str) -> str:
    if not (more.isascii() and more.isprintable()):
        raise BadInput(f"geocoder_user_agent: wanted plain ASCII on one line, got {more!r}")
    return f"mapapp/{version('mapapp')}" + (f" ({more})" if more else "")


class Failed(Exception):  # noqa: N818 - never leaves this file
    """Why a service was not asked, or gave no answer."""


class Asker:
    """Asks one service, from the cache where it was asked before."""

    def __init__(
        self, service: Service, geocode: Callable[..., Any], address: str, cache: Cache, refresh_days: int
    ) -> None:
        self.service = service
        self._ask = RateLimiter(
            geocode, min_delay_seconds=service.delay, max_retries=0, swallow_exceptions=False
        )  # fmt: skip
        self._address = address
        self._cache = cache
        self._refresh_days = refresh_days
        self._failures = 0

    def answers(self, name: str) -> Entry:
        """Return what the service knows under a name, and the day it was asked. Raises Failed."""
        kept = self._cache.get(self._address, name)
        today = datetime.now(UTC).date()
        if kept is not None and not (self._refresh_days and (today - kept[1]).days > self._refresh_days):
            return kept
        try:
            entry = self._fresh(name, today)
        except Failed:
            if kept is not None:
                return kept  # old, but better than nothing
            raise
        self._cache.put(self._address, name, entry)
        return entry

    def _fresh(self, name: str, today: date) -> Entry:
        title = self.service.title
        if self._failures >= FAILURES:
            raise Failed(f"{title} was not asked, it failed before")
        try:
            found = self._ask(name, exactly_one=False, limit=ASKED_FOR, **self.service.more) or []
            answers = tuple(answer for place in found if (answer := self.service.parse(place.raw)))
        except (GeocoderRateLimited, GeocoderInsufficientPrivileges) as error:
            self._failures = FAILURES
            raise Failed(f"{title} refuses to answer ({_brief(error)})") from error
        except GeocoderTimedOut as error:
            self._failures += 1
            raise Failed(f"{title} did not answer in time") from error
        except GeopyError as error:
            self._failures += 1
            raise Failed(f"{title} failed ({_brief(error)})") from error
        except Exception as error:  # whatever a service sends, the document is read
            self._failures += 1
            raise Failed(f"{title} answered with something that is no answer ({type(error).__name__})") from error
        self._failures = 0
        return answers, today


class Geocoder:
    """Keeps the ranker's answers and asks a service for the rest."""

    alone = True  # one process asks, or the rate would be that of all together

    def __init__(self, first: Resolver, asker: Asker) -> None:
        self._first = first
        self._asker = asker

    def resolve(
        self, document: Document, passages: Sequence[Passage], spans: Sequence[tuple[int, int]], index: PlaceIndex
    ) -> tuple[Mention, ...]:
        """Return a mention for each span; see base.Resolver. A place found online has no confidence: none was
        measured."""
        mentions = list(self._first.resolve(document, passages, spans, index))
        wanted = [at for at, item in enumerate(mentions) if item.place is None and worth_asking(item.name, index)]
        if not wanted:
            return tuple(mentions)
        order = sorted(range(len(mentions)), key=lambda at: mentions[at].start)
        said = find_cues(document.text, [(mentions[at].start, mentions[at].end) for at in order]).kinds
        kinds = {at: said.get(position) for position, at in enumerate(order)}
        company = [mention.place for mention in mentions if mention.place is not None]
        found: dict[tuple[str, frozenset[str] | None], Mention] = {}  # one sense per discourse
        for at in wanted:
            mention = mentions[at]
            key = fold(tidy(mention.name)), kinds[at]
            if key not in found:
                found[key] = self._asked(mention, kinds[at], company, index)
            answer = found[key]
            mentions[at] = replace(
                mention, place=answer.place, alternatives=answer.alternatives, reason=answer.reason
            )
        return tuple(mentions)

    def _asked(
        self, mention: Mention, kinds: frozenset[str] | None, company: Sequence[Place], index: PlaceIndex
    ) -> Mention:
        name = tidy(mention.name)
        service = self._asker.service
        try:
            answers, day = self._asker.answers(name)
        except Failed as why:
            return replace(mention, reason=f"{mention.reason}; {why}")
        source = f"{service.title} ({service.attribution}), asked on {day.isoformat()}"
        named = [answer for answer in answers if _bears(answer, name) and (kinds is None or answer.kind in kinds)]
        if not named:
            return replace(mention, reason=f"{mention.reason}; {source}, knows none that fits")
        judged = sorted((judge(answer, company, index, order) for order, answer in enumerate(named)), key=_likeliest)
        shown = tuple(Candidate(item.place, item.score, f"{source}: {item.why}") for item in judged)
        kept = (*shown, *mention.alternatives)[:_SHOWN]
        fitting = [item for item in judged if item.fits]
        if not fitting:
            why_not = f"{mention.reason}; {source}, knows {len(named)}, none near the other places of the text"
            return replace(mention, alternatives=kept, reason=why_not)
        if not company and any(_apart(fitting[0].place, item.place) for item in fitting):
            why_not = f"{mention.reason}; {source}, knows {len(named)}, and the text does not say which"
            return replace(mention, alternatives=kept, reason=why_not)
        return replace(mention, place=fitting[0].place, alternatives=kept, reason=shown[0].reason)


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer in the light of the document."""

    place: Place
    fits: bool
    gap_km: float | None  # to the nearest other place of the document; None = no place has a point
    order: int  # the service's own
    why: str

    @property
    def score(self) -> float:
        """How near it lies, 0..1; the service's order where nothing else is located."""
        return round(1 / (1 + (self.order if self.gap_km is None else self.gap_km / NEAR_KM)), 4)


def judge(answer: Answer, company: Sequence[Place], index: PlaceIndex, order: int) -> Judged:
    """Return an answer as a place of our gazetteer's world, and whether it lies by the document's other places."""
    around = [index.place(place_id) for place_id in index.containing(answer.lon, answer.lat)]
    disputed = any(place.disputed for place in around)
    country = None if disputed else next((place.country for place in around if place.kind == "country"), None)
    holders = [holder.id for holder in around if not (disputed and holder.kind == "country")]  # we take no side
    place = answer.place(country, tuple(holders), disputed=disputed)
    gaps = [(gap, other) for other in company if (gap := ranker.gap_km(place, other)) is not None]
    spots = [(gap, other) for gap, other in gaps if other.kind not in {"country", *_WIDE}]
    gap, nearest = min(spots or gaps, key=lambda pair: pair[0], default=(None, None))
    held = next((holder for holder in around if holder.kind not in _WIDE and holder in company), None)
    if held is not None:
        return Judged(place, True, gap, order, f"in {held.name}, named in the text")
    if gap is not None and nearest is not None:
        near = any(distance <= NEAR_KM for distance, _ in spots)
        return Judged(place, near, gap, order, f"{gap:.0f} km from {nearest.name}, named in the text")
    return Judged(place, not company, None, order, "the only place of the text that is located")


def worth_asking(name: str, index: PlaceIndex) -> bool:
    """Tell whether a name may leave the machine: a short name with letters that is no people's ("Armenian")."""
    bare = tidy(name)
    if not 1 < len(bare) <= LONGEST or not any(mark.isalpha() for mark in bare) or not bare.isprintable():
        return False
    return not index.demonym(name) and not index.demonym(bare)


def _brief(error: Exception) -> str:
    """Return what went wrong on one line: a service may send pages, and anything in them."""
    return "".join(mark if mark.isprintable() else " " for mark in str(error))[:120] or type(error).__name__


def _bears(answer: Answer, name: str) -> bool:
    compound = split_kind(name)
    wanted = {fold(name), fold(compound[0])} if compound else {fold(name)}
    return any(fold(own) in wanted or fold((split_kind(own) or (own,))[0]) in wanted for own in answer.names)


def _likeliest(item: Judged) -> tuple[bool, float, int]:
    return not item.fits, -item.score, item.order


def _apart(one: Place, other: Place) -> bool:
    gap = ranker.gap_km(one, other)
    return gap is not None and gap > APART_KM
