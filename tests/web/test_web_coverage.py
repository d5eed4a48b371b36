"""The coverage page and CSV, and what a card says of its incident: ledger, why here, why then, why one incident."""

import csv
import io
import re

import pytest
from flask.testing import FlaskClient

from mapapp.publish.coverage import FORMULA

CLASH = "/incident/0000000000000001"


def page(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.text


def test_the_page_has_a_row_an_incident_a_column_a_source_and_a_legend(client: FlaskClient) -> None:
    text = page(client, "/coverage")
    assert text.count('<th scope="row">') == text.count('<td class="number">') >= 1
    for words in ("reports it", "silent, though publishing in these days", "no report in these days"):
        assert words in text
    assert text.count('<td class="cell"') == text.count('<th scope="row">') * text.count(
        '<th scope="col" class="source">'
    )


def test_the_filters_of_the_map_hold_here_and_in_the_csv(client: FlaskClient) -> None:
    text = page(client, "/coverage?kind=consult")
    rows = list(csv.DictReader(io.StringIO(client.get("/coverage.csv?kind=consult").text, newline="")))
    assert {row["kind"] for row in rows} == {"consult"}
    assert text.count('<th scope="row">') == len(rows)


@pytest.mark.parametrize(
    "address", ["/coverage?by=owner", "/coverage?page=0", "/coverage?kind=x", "/coverage.csv?at=1"]
)
def test_a_wrong_parameter_is_said(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 400


def test_the_csv_is_a_file_no_cell_of_which_is_a_formula(client: FlaskClient) -> None:
    answer = client.get("/coverage.csv")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert 'filename="coverage.csv"' in answer.headers["Content-Disposition"]
    for row in csv.reader(io.StringIO(answer.text, newline="")):
        assert not any(cell.startswith(FORMULA) for cell in row)
    assert client.get("/coverage.csv", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_sides_are_asked_for_by_name(client: FlaskClient) -> None:
    assert "Which sides are quoted" in page(client, "/coverage?by=side")


def test_hostile_text_stays_text(client: FlaskClient) -> None:
    for address in ("/coverage?status=reported,historical,planned,threatened,hypothetical,negated", CLASH):
        text = page(client, address)
        assert "<script>document" not in text
        assert "<img src=x" not in text


def test_a_card_has_ledger_whys_and_coverage_without_a_script(client: FlaskClient) -> None:
    text = page(client, CLASH)
    for words in ("Who says what", "Why here?", "Why then?", "Which words, by which rules?", "Why one incident?"):
        assert words in text
    assert re.search(r'<div class="ledger-side" data-stance="disputes">.*?Baku', text, re.DOTALL)
    assert re.search(r'<div class="numbers">.*?up to 250.*?some 600', text, re.DOTALL)


def test_candidates_of_a_name_carry_their_points_for_the_map(client: FlaskClient) -> None:
    found = re.findall(r'<li data-lon="([\d.-]+)" data-lat="([\d.-]+)" data-name="([^"]*)"', page(client, CLASH))
    assert found
    assert all(-180 <= float(lon) <= 180 and -90 <= float(lat) <= 90 for lon, lat, _ in found)
