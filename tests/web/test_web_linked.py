"""Pages that machines read too: schema.org data, layers of their own, places, citations, helpful 404s."""

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from shapely import Point

from mapapp.model import Extent, Place
from mapapp.settings import Settings
from mapapp.store.writing import open_writable
from mapapp.web import create_app
from tests.web.made import BETA, CLASH, CONVOY, LAKE, MAY_13, MINE, READINGS, SYUNIK, VISIT, WAR, incident, report


def linked(page: str) -> dict[str, Any]:
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, flags=re.DOTALL)
    found: dict[str, Any] = json.loads(block)
    return found


def test_an_incident_is_an_event_with_claims(client: FlaskClient) -> None:
    event = linked(client.get(f"/incident/{CLASH.id}").text)
    assert (event["@context"], event["@type"], event["startDate"]) == ("https://schema.org", "Event", "2021-05-12")
    assert [claim["text"] for claim in event["subjectOf"]] == [report.quote for report in CLASH.reports]
    assert event["subjectOf"][0]["author"]["name"] == "Nikol Pashinyan"
    assert event["subjectOf"][0]["appearance"]["publisher"]["name"] == "AFP"
    assert event["location"][0]["geo"] == {"@type": "GeoCoordinates", "latitude": LAKE.lat, "longitude": LAKE.lon}


def test_a_region_is_given_no_point_and_an_interval_no_start(client: FlaskClient) -> None:
    assert "geo" not in linked(client.get(f"/incident/{CONVOY.id}").text)["location"][0]
    war = linked(client.get(f"/incident/{WAR.id}").text)
    assert "startDate" not in war
    assert war["temporalCoverage"] == WAR.when.value  # type: ignore[union-attr]


@pytest.mark.parametrize("address", [f"/incident/{MINE.id}", "/report/hostile"])
def test_linked_data_cannot_be_broken_out_of(client: FlaskClient, address: str) -> None:
    page = client.get(address).text
    block = page.split("application/ld+json", 1)[1].split("</script>", 1)[0]
    assert linked(page)["@type"] in ("Event", "NewsArticle")
    assert "<" not in block.partition(">")[2]


def test_a_report_is_an_article_about_its_incidents(client: FlaskClient) -> None:
    article = linked(client.get("/report/alpha").text)
    assert article["@type"] == "NewsArticle"
    assert article["datePublished"].startswith("2021-05-14")
    assert CLASH.title in [event["name"] for event in article["about"]]


@pytest.mark.parametrize("address", ["/report/alpha", f"/incident/{CLASH.id}", f"/place/{LAKE.id}"])
def test_a_page_names_its_own_layer(client: FlaskClient, address: str) -> None:
    page = client.get(address).text
    (layer,) = re.findall(r'<link rel="alternate" type="application/geo\+json" href="([^"]+)"', page)
    answer = client.get(html.unescape(layer))
    assert answer.content_type == "application/geo+json"
    assert answer.get_json(force=True)["features"]


def test_a_place_lists_what_happened_there_and_inside(client: FlaskClient) -> None:
    page = client.get(f"/place/{SYUNIK.id}").text
    listed = set(re.findall(r'href="/incident/(\w+)"', page))
    assert {CONVOY.id} <= listed
    assert VISIT.id not in listed
    assert linked(page)["@type"] == "Place"
    assert SYUNIK.name in page


@pytest.mark.parametrize("address", ["/place/nowhere", "/place/%00", "/place/a/b"])
def test_a_place_without_incidents_is_a_404(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_mistyped_report_is_offered_its_likes_and_a_search(client: FlaskClient) -> None:
    page = client.get("/report/alpa").text
    assert 'href="/report/alpha"' in page
    assert 'name="text"' in page


def test_every_quote_can_be_cited_without_javascript(client: FlaskClient) -> None:
    page = html.unescape(re.sub(r"<[^>]+>", "", client.get(f"/incident/{CLASH.id}").text))
    assert f"“{CLASH.reports[0].quote}” Nikol Pashinyan, AFP," in page
    start, end = CLASH.reports[0].start, CLASH.reports[0].end
    assert f"http://localhost/report/alpha?mark={start}-{end}#mark" in page


def test_about_says_what_it_holds_until_when_and_how_to_cite_it(client: FlaskClient) -> None:
    page = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", client.get("/about").text)))
    assert "4 reports of " in page
    assert "AFP" in page
    assert "published from" in page
    assert "http://localhost/" in page


def test_openstreetmap_is_credited_on_the_map_where_a_place_is_its(tmp_path: Path) -> None:
    found = Place("osm:node/1", "Verin Shorzha", "village", 45.3, 40.1)
    told = incident(9, "Shots", Extent(Point(45.3, 40.1), "exact", 2.0, "© OpenStreetMap contributors"),
                    [report("beta", BETA[2], "fired", when=MAY_13)], found)  # fmt: skip
    for name, incidents in (("with", (told,)), ("without", (CLASH,))):
        path = tmp_path / f"{name}.sqlite"
        with open_writable(path, lambda readings, kept=incidents: kept if len(readings) > 1 else ()) as store:
            store.add(READINGS[:2])
        page = create_app(Settings(store=str(path))).test_client().get("/").text
        assert ("OpenStreetMap contributors" in page) == (name == "with")
