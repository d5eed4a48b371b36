"""The manners of the server: methods, hosts, headers, errors, caching, ranges."""

import html
import json
import re
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapapp import paths
from mapapp.model import Document, Reading
from mapapp.query import PARAMETERS
from mapapp.reading.merging import merge
from mapapp.settings import Settings
from mapapp.store.writing import open_writable
from mapapp.web import create_app
from mapapp.web.security import host_is_allowed, tile_origin
from tests.web.made import CLASH


def static(app: Flask) -> str:
    return app.extensions["mapapp"].assets.prefix


EVERY = [
    "/",
    "/sources",
    "/about",
    "/report/alpha",
    f"/incident/{CLASH.id}",
    "/incidents.geojson",
    "/api/layer.json",
    "/nope",
]


@pytest.mark.parametrize("address", EVERY)
def test_every_answer_carries_the_headers_that_protect(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Set-Cookie" not in headers


class Tags(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))


@pytest.mark.parametrize("address", ["/", f"/incident/{CLASH.id}", "/report/hostile", "/incident/0000000000000007"])
def test_no_page_has_inline_code(client: FlaskClient, address: str) -> None:
    page = client.get(address).text
    tags = Tags(page).found
    inline = [dict(attributes) for tag, attributes in tags if tag == "script" and "src" not in dict(attributes)]
    assert {script["type"] for script in inline} - {"application/ld+json"} == {"application/json"}
    assert not [tag for tag, _ in tags if tag == "style"]
    assert not [name for _, attributes in tags for name, _ in attributes if name == "style" or name.startswith("on")]
    links = [value for _, attributes in tags for name, value in attributes if name in ("href", "src", "action")]
    assert not [link for link in links if link and not link.startswith(("/", "#"))]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("address", ["/", "/incidents.geojson", "/nope"])
def test_the_server_is_read_only(client: FlaskClient, address: str, method: str) -> None:
    answer = client.open(address, method=method)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    ("host", "fine"),
    [
        ("localhost", True),
        ("localhost:5000", True),
        ("127.0.0.1:5000", True),
        ("192.168.1.20:5000", True),
        ("[::1]:5000", True),
        ("map.example", True),
        ("MAP.EXAMPLE:80", True),
        ("evil.example", False),
        ("localhost.evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("map.example@evil.example", False),
    ],
)
def test_only_known_host_names_are_answered(client: FlaskClient, host: str, fine: bool) -> None:
    assert host_is_allowed(host, ["map.example"]) == fine
    assert client.get("/about", headers={"Host": host}).status_code == (200 if fine else 421)


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/incidents.geojson?colour=red", 400, "unknown parameter 'colour'"),
        ("/incidents.geojson?from=yesterday", 400, "YYYY-MM-DD"),
        ("/incidents.geojson?incident=1", 400, "unknown parameter 'incident'"),
        ("/api/layer.json?kind=dancing", 400, "dancing"),
        ("/api/nothing", 404, ""),
    ],
)
def test_machines_get_problem_json(client: FlaskClient, address: str, status: int, says: str) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    problem = json.loads(answer.text)
    assert problem["status"] == status
    assert says in problem["detail"]


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/incident/ffff", 404, "stored incident"),
        ("/report/nothing", 404, "stored report"),
        ("/report/alpha?mark=9-3", 400, "wanted two offsets"),
        ("/report/alpha?mark=x", 400, "wanted two offsets"),
        ("/report/alpha?page=0", 400, "wanted a number"),
        ("/nothing/here", 404, "Go to the map"),
    ],
)
def test_people_get_a_page_that_helps(client: FlaskClient, address: str, status: int, says: str) -> None:
    answer = client.get(address, headers={"Accept": "text/html,*/*;q=0.8"})
    assert answer.status_code == status
    assert answer.content_type.startswith("text/html")
    assert says in html.unescape(answer.text)
    assert "Go to the map" in answer.text


def test_a_missing_store_is_said_with_what_to_do(tmp_path: Path) -> None:
    app = create_app(Settings(store=str(tmp_path / "none.sqlite")))
    answer = app.test_client().get("/")
    assert answer.status_code == 503
    assert "mapapp add" in answer.text


def test_a_bug_is_told_by_number_and_keeps_its_details_to_the_log(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("mapapp.web.pages.views.card", lambda *_: 1 / 0)
    answer = app.test_client().get(f"/incident/{CLASH.id}")
    assert answer.status_code == 500
    number = re.search(r"Error (\w{8})", answer.text)
    assert number
    assert number[1] in caplog.text
    assert "division" not in answer.text


@pytest.mark.parametrize("address", ["/incidents.geojson?text=lake", "/api/layer.json", f"/incident/{CLASH.id}/card"])
def test_what_has_not_changed_is_not_sent_again(client: FlaskClient, address: str) -> None:
    first = client.get(address, headers={"Accept-Encoding": "br"})
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"], "Accept-Encoding": "br"})
    assert first.status_code == 200
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]


@pytest.mark.parametrize("coding", ["br", "gzip"])
@pytest.mark.parametrize("address", ["/", "/incidents.geojson", "/api/layer.json", "/theme.css", "static"])
def test_answers_are_compressed(client: FlaskClient, app: Flask, address: str, coding: str) -> None:
    if address == "static":
        address = f"{static(app)}/vendor/leaflet/leaflet.global.js"
    answer = client.get(address, headers={"Accept-Encoding": coding})
    assert answer.headers.get("Content-Encoding") == coding or len(answer.data) < 500


def test_static_files_are_kept_for_a_year_and_their_address_changes_with_them(
    client: FlaskClient, app: Flask
) -> None:
    answer = client.get(f"{static(app)}/js/main.js")
    assert answer.cache_control.max_age == 365 * 24 * 3600
    assert client.get("/static/js/main.js").status_code == 404


@pytest.mark.skipif(not (paths.DATA / "basemap" / "world.pmtiles").is_file(), reason="no basemap in this checkout")
def test_the_basemap_is_sent_in_ranges(client: FlaskClient) -> None:
    answer = client.get("/basemap/world.pmtiles", headers={"Range": "bytes=0-6", "Accept-Encoding": "br"})
    assert (answer.status_code, answer.data) == (206, b"PMTiles")
    answer.close()
    assert answer.headers["Content-Range"].startswith("bytes 0-6/")


def test_a_tile_server_is_allowed_for_images_only(made_store: Path) -> None:
    app = create_app(Settings(store=str(made_store), tiles="https://tiles.example/{z}/{x}/{y}.png"))
    policy = app.test_client().get("/").headers["Content-Security-Policy"]
    assert "img-src 'self' data: https://tiles.example;" in policy
    assert policy.count("tiles.example") == 1


@pytest.mark.parametrize(
    ("template", "origin"),
    [
        ("", ()),
        ("/own/{z}/{x}/{y}.png", ()),
        ("https://{s}.tiles.example/{z}/{x}/{y}.png", ("https://*.tiles.example",)),
        ("javascript:alert(1)", ()),
    ],
)
def test_a_tile_template_gives_its_origin(template: str, origin: tuple[str, ...]) -> None:
    assert tile_origin(template) == origin


def test_no_address_of_another_host_stands_in_the_browser_code() -> None:
    files = [*(paths.STATIC / "js").glob("*.js"), *(paths.STATIC / "css").iterdir()]
    files += [*(Path(paths.__file__).parent / "web" / "templates").glob("*.html")]
    for file in files:
        found = re.findall(r"https?://[^\s\"'`)]+", file.read_text(encoding="utf-8"))
        assert set(found) <= {"http://www.w3.org/2000/svg"}, file


NAMES = st.sampled_from([*PARAMETERS, "incident", "at", "view", "mark", "page", "nonsense"])
VALUES = st.text(max_size=12) | st.sampled_from(
    ["assault", "2021-05-12", "44,38,47,41", "1e999,0,0,0", "nan,0,1,1", "\x00", "99"]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["/", "/incidents.geojson", "/api/layer.json", "/report/alpha"]), st.dictionaries(NAMES, VALUES)
)
def test_no_address_breaks_the_server(client: FlaskClient, address: str, values: dict[str, str]) -> None:
    assert client.get(address, query_string=values).status_code in (200, 400)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["incident", "report"]), st.text(min_size=1, max_size=20))
def test_no_name_breaks_the_server(client: FlaskClient, kind: str, name: str) -> None:
    assert client.get(f"/{kind}/{quote(name, safe='', errors='surrogatepass')}").status_code in (200, 308, 400, 404)


@pytest.mark.parametrize("name", ["a/b", "a//b", "/a", "new\nline", "per%cent", "ha#sh?", "javascript:x", "é☃"])
def test_a_report_of_any_name_has_a_page(tmp_path: Path, name: str) -> None:
    path = tmp_path / "named.sqlite"
    with closing(open_writable(path, merge)) as store:
        store.add([Reading(Document(name, "Soldiers clashed near Vardenis."))])
    client = create_app(Settings(store=str(path))).test_client()
    sources = client.get("/sources").text
    assert client.get(f"/report/{quote(name, safe='')}").status_code == 200
    (link,) = {
        address
        for tag, attributes in Tags(sources).found
        for key, address in attributes
        if tag == "a" and key == "href" and address and address.startswith("/report/")
    }
    assert client.get(link).status_code == 200


@pytest.mark.parametrize(
    ("parameter", "wanted"),
    [
        ("text=" + "a+" * 5000, "text: wanted at most 1000 characters"),
        ("place=" + ",".join(map(str, range(10_001))), "place: wanted at most 10000 values"),
    ],
)
def test_more_than_a_store_can_look_for_is_a_bad_request(client: FlaskClient, parameter: str, wanted: str) -> None:
    answer = client.get(f"/incidents.geojson?{parameter}")
    assert answer.status_code == 400
    assert wanted in answer.get_json(force=True)["detail"]


def test_as_much_as_may_be_asked_for_is_answered(client: FlaskClient) -> None:
    words = "+".join(chr(97 + n // 26 % 26) + chr(97 + n % 26) for n in range(333))
    places = ",".join(map(str, range(10_000)))
    assert client.get(f"/incidents.geojson?text={words}&place={places}").status_code == 200
