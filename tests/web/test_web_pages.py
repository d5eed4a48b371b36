"""What every page says, to people with and without JavaScript."""

import html
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from mapapp.model import Incident, Published, PublishedCandidate, Reading
from mapapp.settings import Settings
from mapapp.store.writing import open_writable
from mapapp.web import create_app, pages
from tests.web.made import CLASH, HOSTILE, INCIDENTS, MINE, READINGS, TALKS, WAR

PAGES = [
    "/",
    "/?text=lake",
    "/place/sc:sev-lake",
    "/sources",
    "/about",
    "/report/alpha",
    "/report/hostile",
    f"/incident/{CLASH.id}",
]


@pytest.mark.parametrize("address", PAGES)
def test_every_page_answers_and_says_its_title(client: FlaskClient, address: str) -> None:
    page = client.get(address)
    assert page.status_code == 200
    assert re.search(r"<title>.+ · mapapp</title>", page.text)
    assert page.text.count("<h1") == 1


def test_the_start_page_lists_reported_incidents_without_javascript(client: FlaskClient) -> None:
    page = client.get("/").text
    for incident in INCIDENTS:
        assert (f'href="/incident/{incident.id}"' in page) == (incident.status == "reported")


def test_the_list_stands_newest_first_and_undated_last(client: FlaskClient) -> None:
    listed = re.findall(r'href="/incident/(\w+)"', client.get("/").text)
    assert listed[0] == "0000000000000004"
    assert set(listed[-2:]) == {"0000000000000003", TALKS.id}


def test_a_filter_in_the_address_narrows_the_list(client: FlaskClient) -> None:
    page = client.get("/?status=historical").text
    assert re.findall(r'href="/incident/(\w+)"', page) == [WAR.id]


def test_a_filter_that_cannot_be_used_is_said_on_the_page(client: FlaskClient) -> None:
    page = client.get("/?kind=dancing")
    assert page.status_code == 200
    assert "dancing" in page.text
    assert 'role="alert"' in page.text


def test_a_card_shows_every_quote_with_speaker_source_and_dates(client: FlaskClient) -> None:
    page = html.unescape(client.get(f"/incident/{CLASH.id}").text)
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page.replace("<d", " <d")))
    for said in (
        "According to Nikol Pashinyan",
        "Disputed by Baku",
        "According to witnesses",
        "AFP, 14 May 2021",
        "Dated “Wednesday”, that is 12 May 2021",
        "Troops up to 250 Nikol Pashinyan some 600 witnesses",
        "2 sources report it, 1 carries a denial",
    ):
        assert said in text
    assert '<mark class="trigger">crossed the border</mark>' in page
    assert page.count("Open in report") == 3


def test_a_report_marks_the_passage_asked_for(client: FlaskClient) -> None:
    start, end = CLASH.reports[0].start, CLASH.reports[0].end
    page = client.get(f"/report/alpha?mark={start}-{end}").text
    marked = re.findall(r"<mark\b[^>]*>(.*?)</mark>", page, flags=re.DOTALL)
    assert html.unescape(re.sub(r"<[^>]+>", "", "".join(marked))) == CLASH.reports[0].quote
    assert page.count('id="mark"') == 1
    (words,) = re.findall(r'<mark class="[^"]*trigger"[^>]*>(.*?)</mark>', page, flags=re.DOTALL)
    assert words == "crossed the border"


def test_a_report_explains_every_place_and_date(client: FlaskClient) -> None:
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html.unescape(client.get("/report/alpha").text)))
    assert "Sev Lake: Sev Lake, lake; a place; 97% sure. The only lake so called." in page
    assert "Baku: Baku, city; stands for a government, army or people" in page
    assert (
        "Wednesday: 12 May 2021, worked out from the date of publication. The Wednesday before publication." in page
    )


def test_a_report_that_was_not_read_says_so(client: FlaskClient) -> None:
    assert "language: Russian" in client.get("/report/russian").text
    assert "Сегодня ночью" in client.get("/report/russian").text
    assert "not read: language: Russian" in client.get("/sources").text


@pytest.mark.parametrize(
    "address", ["/", "/sources", "/report/hostile", f"/incident/{MINE.id}", f"/incident/{MINE.id}/card"]
)
def test_text_from_reports_never_becomes_markup(client: FlaskClient, address: str) -> None:
    page = client.get(address).text
    assert "<script>document" not in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert 'href="javascript' not in page
    assert "<style>*" not in page
    assert "\x00" not in page
    assert "7*7" in page or HOSTILE[2] not in page


def test_a_null_byte_is_shown_as_its_picture(client: FlaskClient) -> None:
    assert "\u2400" in client.get("/report/hostile").text


def test_a_permanent_link_follows_a_merge(tmp_path: Path) -> None:
    lone = replace(CLASH, id="a" * 16, reports=CLASH.reports[:2])

    def merge(readings: Sequence[Reading]) -> tuple[Incident, ...]:
        return (CLASH,) if len(readings) > 1 else (lone,) if readings else ()

    path = tmp_path / "merged.sqlite"
    for reading in READINGS[:2]:
        with open_writable(path, merge) as store:
            store.add([reading])
    client = create_app(Settings(store=str(path))).test_client()
    answer = client.get(f"/incident/{lone.id}")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/incident/{CLASH.id}")
    assert CLASH.id in client.get(f"/incident/{lone.id}/card").text


@pytest.mark.parametrize("chosen", [True, False])
def test_a_report_without_a_printed_date_says_what_it_could_be_and_why(tmp_path: Path, chosen: bool) -> None:
    why = "it shares a quotation with <b>beta</b> (2021-05-16)"
    candidates = (
        PublishedCandidate("2021-05-14", 0.62, (why, "it tells of Friday")),
        PublishedCandidate("2021", 0.9),
    )
    known = Published("2021-05-14", "inferred", why, 0.62, candidates) if chosen else Published(candidates=candidates)
    read = replace(READINGS[0], document=replace(READINGS[0].document, published=known))
    with open_writable(tmp_path / "s.sqlite", lambda readings: ()) as store:
        store.add([read])
    page = create_app(Settings(store=str(tmp_path / "s.sqlite"))).test_client().get("/report/alpha").text
    assert "<b>beta</b>" not in page
    text = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", page)))
    assert f"14 May 2021 (62%): {why}; it tells of Friday" in text
    said = "(inferred: it shares" if chosen else "No date stands clearly out: what it could be"
    assert said in text
    assert ("62% sure" in text) == chosen


def test_very_many_sources_are_listed_page_by_page(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every report stands on exactly one page; a page beyond the last is the last."""
    monkeypatch.setattr(pages, "REPORTS", 1)
    documents = {reading.document.id for reading in READINGS}
    seen = []
    for number in range(1, len(documents) + 1):
        page = client.get(f"/sources?page={number}").text
        seen += [key for key in documents if f'scope="row"><a href="/report/{key}"' in page]
        assert f"Page {number} of {len(documents)}" in page
    assert sorted(seen) == sorted(documents)
    beyond = client.get(f"/sources?page={len(documents) + 9}").text
    assert f"Page {len(documents)} of {len(documents)}" in beyond
    assert client.get("/sources?page=none").status_code == 400


@pytest.mark.parametrize(
    ("words", "found"),
    [("lake", ["alpha"]), ("LAKE fight", ["alpha"]), ("unicorn", []), ("<script>document", ["hostile"])],
)
def test_whole_reports_are_searched_for_words(client: FlaskClient, words: str, found: list[str]) -> None:
    page = client.get("/sources", query_string={"words": words})
    assert page.status_code == 200
    ids = set(re.findall(r'<th scope="row"><a href="/report/([^?"]+)\?words=', page.text))
    assert set(found) <= ids
    assert bool(found) == bool(ids)
    assert ("No report has these words." in page.text) == (not found)
    assert "<script>alert" not in page.text
