"""The resolver that asks online: only when chosen, only for what the gazetteer has not, and politely."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
from geopy.extra.rate_limiter import RateLimiter

from mapapp import api, pipeline
from mapapp.errors import BadInput
from mapapp.model import Document, Mention, Place
from mapapp.pipeline import Options, Reader, Task
from mapapp.reading.extent import drawing
from mapapp.reading.resolvers import geocoder, ranker
from mapapp.settings import Settings, load
from tests.reading.geocoding_service import Service, serving, town
from tests.reading.tiny_world import TinyIndex, tiny_world

TEXT = "Shells fell on [Qarvan], near [Lorn] in [Westland]."
QARVAN = town("Qarvan", 44.3, 39.6)


class Clock:
    """Stands in for time: sleeping moves it on."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(RateLimiter, "_clock", lambda _: clock.now)
    monkeypatch.setattr(RateLimiter, "_sleep", lambda _, seconds: clock.sleep(seconds))
    return clock


@pytest.fixture
def service() -> Iterator[Service]:
    with serving() as service:
        yield service


@pytest.fixture
def world() -> TinyIndex:
    return tiny_world()


@pytest.fixture
def told(service: Service, tmp_path: Path) -> dict[str, str]:
    """The options that lead to the local service and a cache of the test's own."""
    return {"domain": service.domain, "cache": str(tmp_path / "data" / "geocoder.jsonl")}


def read(told: dict[str, str], world: TinyIndex, marked: str = TEXT) -> tuple[Mention, ...]:
    """Resolve the [names in brackets] of a text, the brackets taken out, as a new run would."""
    return again(geocoder.create(told), world, marked)


def again(resolver: geocoder.Geocoder, world: TinyIndex, marked: str = TEXT) -> tuple[Mention, ...]:
    text, spans = "", []
    for part in re.split(r"(\[[^\]]*\])", marked):
        if part.startswith("["):
            spans.append((len(text), len(text) + len(part) - 2))
        text += part.strip("[]") if part.startswith("[") else part
    return resolver.resolve(Document("d", text), (), spans, world)


def test_a_name_the_gazetteer_has_not_is_asked_for_and_the_others_are_not(
    service: Service, told: dict[str, str], world: TinyIndex
) -> None:
    service.known["Qarvan"] = [QARVAN]
    qarvan, lorn, westland = read(told, world)
    assert service.asked == ["Qarvan"]
    assert qarvan.place is not None
    assert (qarvan.place.id, qarvan.place.name, qarvan.place.kind) == ("osm:node/42", "Qarvan", "village")
    assert (qarvan.place.lon, qarvan.place.lat) == (44.3, 39.6)
    assert (qarvan.place.country, qarvan.place.within) == ("WL", ("iso:WL-SY", "iso:WL", "w:wide"))
    assert (lorn.place and lorn.place.id, westland.place and westland.place.id) == ("gn:10", "iso:WL")
    assert (lorn, westland) == again(ranker.create(), world)[1:]  # type: ignore[arg-type]


def test_where_it_comes_from_is_said_and_no_confidence_is_made_up(
    service: Service, told: dict[str, str], world: TinyIndex
) -> None:
    service.known["Qarvan"] = [QARVAN]
    qarvan = read(told, world)[0]
    assert re.fullmatch(
        r"OpenStreetMap Nominatim \(© OpenStreetMap contributors, ODbL 1\.0\), asked on \d{4}-\d\d-\d\d: "
        r"in Westland, named in the text",
        qarvan.reason,
    )
    assert qarvan.alternatives[0].place == qarvan.place
    assert qarvan.alternatives[0].reason == qarvan.reason
    assert qarvan.confidence is None


def test_the_second_run_asks_nothing_whether_something_was_found_or_not(
    service: Service, told: dict[str, str], world: TinyIndex
) -> None:
    service.known["Qarvan"] = [QARVAN]
    text = f"{TEXT} Nobody was hurt in [Zzyzx]."
    first = read(told, world, text)
    assert read(told, world, text) == first
    assert service.asked == ["Qarvan", "Zzyzx"]
    kept = [json.loads(line) for line in Path(told["cache"]).read_text(encoding="utf-8").splitlines()]
    assert [(row["service"], row["query"]) for row in kept] == [(service.domain, name) for name in service.asked]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", row["date"]) for row in kept)


def test_old_answers_are_asked_for_again_only_on_demand(
    service: Service, told: dict[str, str], world: TinyIndex
) -> None:
    service.known["Qarvan"] = [QARVAN]
    read(told, world)
    path = Path(told["cache"])
    path.write_text(re.sub(r'"date": "[^"]*"', '"date": "2001-01-01"', path.read_text()), encoding="utf-8")
    assert "asked on 2001-01-01" in read(told, world)[0].reason
    assert service.asked == ["Qarvan"]
    assert "asked on 2001" not in read(told | {"refresh_days": "30"}, world)[0].reason
    assert service.asked == ["Qarvan"] * 2
    service.status = 500
    assert read(told | {"refresh_days": "30"}, world)[0].place is not None


def test_a_cache_cut_short_is_asked_for_again(service: Service, told: dict[str, str], world: TinyIndex) -> None:
    service.known["Qarvan"] = [QARVAN]
    read(told, world)
    path = Path(told["cache"])
    path.write_bytes(path.read_bytes()[:-20] + b"\n\xff\xfe\n[]\n{}\n")
    assert read(told, world)[0].place is not None
    assert service.asked == ["Qarvan"] * 2


def test_a_cache_that_cannot_be_written_is_a_warning(
    service: Service, told: dict[str, str], world: TinyIndex, tmp_path: Path
) -> None:
    service.known["Qarvan"] = [QARVAN]
    (tmp_path / "file").touch()
    with pytest.warns(UserWarning, match="the answer was not kept"):
        assert read(told | {"cache": str(tmp_path / "file" / "cache.jsonl")}, world)[0].place is not None


def test_requests_are_a_second_apart(service: Service, told: dict[str, str], world: TinyIndex, clock: Clock) -> None:
    read(told, world, "[Qaaa], [Qbbb], [Qccc] and [Qaaa] again.")
    assert service.asked == ["Qaaa", "Qbbb", "Qccc"]
    assert clock.slept == pytest.approx([1.0, 1.0])


@pytest.mark.parametrize(("more", "ending"), [("", ""), ("maps@example.org", " (maps@example.org)")])
def test_the_service_is_told_who_asks(
    more: str, ending: str, service: Service, told: dict[str, str], world: TinyIndex
) -> None:
    read(told | {"user_agent": more}, world)
    assert service.agents == [f"mapapp/{version('mapapp')}{ending}"]


def test_nothing_but_the_name_is_sent(service: Service, told: dict[str, str], world: TinyIndex) -> None:
    read(told, world)
    assert service.paths == [
        "/search?q=Qarvan&format=json&limit=20&namedetails=1&accept-language=en",
    ]


@pytest.mark.parametrize(
    ("status", "body", "why"),
    [
        (500, None, "OpenStreetMap Nominatim failed"),
        (403, None, "OpenStreetMap Nominatim refuses to answer"),
        (429, None, "OpenStreetMap Nominatim refuses to answer"),
        (200, b"<html>", "OpenStreetMap Nominatim failed"),
        (200, b'{"error": "busy\\u202e\\n"}', "OpenStreetMap Nominatim failed (busy  )"),
        (200, b'{"places": 7}', "OpenStreetMap Nominatim"),
        (200, b'[{"lat": "1", "lon": "2", "display_name": "x"}]', "something that is no answer"),
        (200, b'[{"lat": "x", "lon": "y"}]', "OpenStreetMap Nominatim"),
        (200, json.dumps([town("Qarvan", 999.0, 39.6)]).encode(), "something that is no answer"),
        (200, b"", "OpenStreetMap Nominatim failed"),
    ],
)
def test_a_service_that_fails_costs_the_place_and_nothing_else(
    status: int, body: bytes | None, why: str, service: Service, told: dict[str, str], world: TinyIndex
) -> None:
    service.status, service.body = status, body
    qarvan, lorn, _ = read(told, world)
    assert qarvan.place is None
    assert qarvan.reason.startswith("no place called Qarvan in the gazetteer; ")
    assert why in qarvan.reason
    assert lorn.place is not None
    assert not Path(told["cache"]).exists()


def test_a_service_that_is_slow_is_not_waited_for(service: Service, told: dict[str, str], world: TinyIndex) -> None:
    service.known["Qarvan"], service.delay = [QARVAN], 0.5
    qarvan = read(told | {"timeout": "0.05"}, world)[0]
    assert qarvan.place is None
    assert qarvan.reason.endswith("OpenStreetMap Nominatim did not answer in time")


def test_a_machine_without_a_network_reads_all_the_same(told: dict[str, str], world: TinyIndex) -> None:
    qarvan, lorn, _ = read(told | {"domain": "http://127.0.0.1:1"}, world)
    assert (qarvan.place, lorn.place is not None) == (None, True)
    assert "OpenStreetMap Nominatim failed" in qarvan.reason


@pytest.mark.parametrize(("status", "asked"), [(500, 3), (429, 1)])
def test_a_service_that_keeps_failing_is_left_alone(
    status: int, asked: int, service: Service, told: dict[str, str], world: TinyIndex
) -> None:
    service.status = status
    last = read(told, world, "[Qaaa], [Qbbb], [Qccc], [Qddd], [Qeee]")[-1]
    assert len(service.asked) == asked
    assert last.reason.endswith("OpenStreetMap Nominatim was not asked, it failed before")


@pytest.mark.parametrize(
    ("marked", "answers", "expected"),
    [
        (TEXT, [town("Qarvan", -95.0, 33.0, osm_id=1), QARVAN], "osm:node/42"),
        (TEXT, [town("Qarvan", -95.0, 33.0)], None),
        (TEXT, [town("Qarvan Grill", 44.3, 39.6)], None),
        (TEXT, [town("Karvan", 44.3, 39.6, namedetails={"name:en": "K", "alt_name": "X;Qarvān"})], "osm:node/42"),
        (TEXT, [town("Qarvan", 44.3, 39.6, **{"class": "amenity", "type": "restaurant"})], None),
        (TEXT, [town("Qarvan", 44.3, 39.6, osm_type="relation", addresstype="city",
                     **{"class": "boundary", "type": "administrative"})], "osm:relation/42"),
        ("The village of [Qarvan] in [Westland].", [town("Qarvan", 44.3, 39.6, type="state")], None),
        ("The village of [Qarvan] in [Westland].", [QARVAN], "osm:node/42"),
        ("Fire in [Qarvan].", [QARVAN], "osm:node/42"),
        ("Fire in [Qarvan].", [QARVAN, town("Qarvan", 44.31, 39.6, osm_id=1)], "osm:node/42"),
        ("Fire in [Qarvan].", [QARVAN, town("Qarvan", 10.0, 39.6, osm_id=1)], None),
        ("[Eastland] spoke of [Qarvan], south of [Lorn].", [town("Qarvan", 47.9, 41.9, osm_id=1), QARVAN],
         "osm:node/42"),
    ],
    ids=["far away first", "far away only", "another name", "other spellings", "a restaurant", "a boundary",
         "of another kind", "of the kind said", "alone", "alone, twice the same", "alone, two of them", "the nearer"],
)  # fmt: skip
def test_an_answer_counts_when_it_bears_the_name_and_lies_by_the_text(
    marked: str, answers: list[object], expected: str | None, service: Service, told: dict[str, str], world: TinyIndex
) -> None:
    service.known["Qarvan"] = answers
    mention = next(mention for mention in read(told, world, marked) if mention.name == "Qarvan")
    assert (mention.place.id if mention.place else None) == expected
    assert "OpenStreetMap Nominatim" in mention.reason


def test_an_area_the_gazetteer_has_not_is_drawn_between_others(world: TinyIndex) -> None:
    found = Place("osm:relation/1", "Qarvan", "district", 44.3, 39.6, radius_km=20.0)
    extent = drawing.between(found, world.rows["sc:ashen"], world)
    assert extent is not None
    assert extent.reason == "between Qarvan and Ashen District"


def test_a_place_in_disputed_land_is_given_to_no_country(
    service: Service, told: dict[str, str], world: TinyIndex
) -> None:
    west = world.rows["iso:WL-SY"]
    world.add("w:claimed", "Claimed Land", "region", world.shapes["iso:WL-SY"], disputed=True)
    service.known["Qarvan"] = [QARVAN]
    place = read(told, world)[0].place
    assert place is not None
    assert (place.country, place.disputed, "iso:WL" in place.within, west.id in place.within) == (
        None,
        True,
        False,
        True,
    )


@pytest.mark.parametrize("name", ["Eastlandic", "1234", "Q" * 101, "Qar\u202evan", "Q"])
def test_what_is_no_name_of_a_place_does_not_leave_the_machine(
    name: str, service: Service, told: dict[str, str], world: TinyIndex
) -> None:
    read(told, world, f"The [{name}] side of [Lorn].")
    assert service.asked == []


def test_photon_is_asked_as_photon_wants_it(service: Service, told: dict[str, str], world: TinyIndex) -> None:
    service.known["Qarvan"] = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [44.3, 39.6]},
            "properties": {
                "osm_type": "W", "osm_id": 7, "osm_key": "place", "osm_value": "town", "type": "city",
                "name": "Qarvan", "countrycode": "XX", "extent": [44.2, 39.7, 44.4, 39.5],
            },
        }
    ]  # fmt: skip
    qarvan = read(told | {"service": "photon"}, world)[0]
    assert qarvan.place is not None
    assert (qarvan.place.id, qarvan.place.kind) == ("osm:way/7", "town")
    assert qarvan.place.radius_km == pytest.approx(14.0, abs=0.5)
    assert "ODbL" in qarvan.reason


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"service": "nobody"}, "no service 'nobody'; there are nominatim, photon"),
        ({"domain": "ftp://x"}, "geocoder_domain: wanted a host"),
        ({"domain": "http://"}, "geocoder_domain: wanted a host"),
        ({"user_agent": "two\nlines"}, "geocoder_user_agent: wanted plain ASCII"),
        ({"timeout": "soon"}, "geocoder: "),
        ({"refresh_days": "often"}, "geocoder: "),
    ],
)
def test_an_option_that_cannot_be_is_refused(told: dict[str, str], message: str) -> None:
    with pytest.raises(BadInput, match=re.escape(message)):
        geocoder.create(told)


def test_an_unknown_resolver_says_which_there_are() -> None:
    with pytest.raises(BadInput, match="resolvers: no 'nobody'; there are geocoder, ranker"):
        pipeline.plug("resolvers", "nobody")


def test_the_settings_choose_it_and_nothing_else_does() -> None:
    assert api.options(load(environ={})) == Options()
    told = api.options(Settings(resolver="geocoder", geocoder_domain="http://localhost:8080"))
    assert told.resolver == "geocoder"
    assert dict(told.resolver_options)["domain"] == "http://localhost:8080"


def test_by_default_nothing_leaves_the_machine(world_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("somebody went online")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    reader = Reader.open(world_folder, api.options(load(environ={})))
    text = "YEREVAN, May 14 (Agency) -- Soldiers clashed on Wednesday in the village of Qarvanxyz, officials said."
    reading = reader.read(Document("a", text))
    assert reading.problem is None
    assert [mention.place for mention in reading.mentions if mention.name == "Qarvanxyz"] == [None]


def test_a_whole_reading_draws_what_the_service_knows_and_asks_from_one_process(
    world_folder: Path, service: Service, told: dict[str, str]
) -> None:
    service.known["Qarvanxyz"] = [town("Qarvanxyz", 45.9, 40.2, osm_type="way")]
    reader = Reader.open(world_folder, Options(resolver="geocoder", resolver_options=tuple(told.items())))
    text = "Soldiers clashed on Wednesday in the village of Qarvanxyz, near Vardenis in Armenia, officials said."
    tasks = [Task(Document(f"d{number}", text)) for number in range(3)]
    readings = list(reader.read_many(tasks, workers=2))
    assert [reading.problem for reading in readings] == [None] * 3
    assert service.asked == ["Qarvanxyz"]
    places = [place.place.id for incident in reader.merge(readings) for place in incident.places]
    assert "osm:way/42" in places
