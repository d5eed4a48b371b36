"""What the page is for: from the map to the quote, to the report, to the download."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Open, served
from tests.web.made import CLASH, CONVOY, HOSTILE, INCIDENTS, MINE, SHOTS, TALKS, VISIT, WAR, make_store

PIXEL = {
    "content_type": "image/svg+xml",
    "body": '<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"><rect width="256" height="256"/></svg>',
}
REPORTED = [incident for incident in INCIDENTS if incident.status == "reported"]


def test_from_marker_to_quotes_to_the_report_at_that_passage(made: str, open_page: Open) -> None:
    page = open_page(f"{made}/")
    page.get_by_role("button", name="Visit of Sergei Lavrov").click()
    card = page.locator("article.card")
    expect(card.get_by_role("heading", name=VISIT.title)).to_be_focused()
    expect(card).to_contain_text("Sergei Lavrov visited Baku on 11 May.")
    expect(card).to_contain_text("AFP, 14 May 2021")
    expect(card).to_contain_text("Dated “11 May”, that is 11 May 2021")
    expect(card.locator("mark")).to_have_text("visited")
    card.get_by_role("link", name="Open in report").click()
    page.wait_for_url("**/report/alpha?mark=*#mark")
    expect(page.locator(".marked").first).to_be_in_viewport()
    assert "".join(page.locator(".marked").all_inner_texts()) == VISIT.reports[0].quote


def test_a_spot_with_several_incidents_opens_a_list(made: str, open_page: Open) -> None:
    page = open_page(f"{made}/?at=7/39.6/46.2")
    page.get_by_role("button", name="incidents at one spot").first.click()
    listed = page.locator("#list a.row")
    assert {CLASH.id, SHOTS.id} <= {row.get_attribute("data-id") for row in listed.all()}
    expect(listed.first).to_be_focused()
    page.get_by_role("button", name="‹ All incidents").click()
    expect(page.locator("#list a.row")).to_have_count(len(REPORTED))


def test_a_spot_seen_from_afar_can_be_zoomed_into(made: str, open_page: Open) -> None:
    page = open_page(f"{made}/?at=3/40/46")
    page.get_by_role("button", name="incidents at one spot").click()
    page.get_by_role("button", name="Zoom in on them").click()
    expect(page.get_by_role("button", name="Visit of Sergei Lavrov")).to_be_visible()
    expect(page.locator("img.leaflet-marker-icon")).to_have_count(0)


def test_both_sides_of_a_disputed_incident_stand_side_by_side(made: str, open_page: Open) -> None:
    page = open_page(f"{made}/?incident={CLASH.id}")
    card = page.locator("article.card")
    expect(card).to_contain_text("Disputed by Baku")
    expect(card.locator(".numbers")).to_contain_text("up to 250 Nikol Pashinyan")
    expect(card.locator(".numbers")).to_contain_text("some 600 witnesses")
    card.get_by_role("link", name="Next quote").first.click()
    expect(card.locator("#q2")).to_be_focused()


def test_the_download_has_the_filters_that_are_on(made: str, open_page: Open, tmp_path: Path) -> None:
    page = open_page(f"{made}/?kind=assault&text=lake")
    page.get_by_text("Download", exact=True).click()
    expect(page.locator("#download-scope")).to_have_text("With the filters that are on.")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="GeoJSON, all that match").click()
    file = tmp_path / "layer.geojson"
    waiting.value.save_as(file)
    assert waiting.value.suggested_filename == "incidents-filtered.geojson"
    layer = json.loads(file.read_text(encoding="utf-8"))
    assert {feature["id"] for feature in layer["features"]} == {CLASH.id, SHOTS.id}
    assert {row.get_attribute("data-id") for row in page.locator("#list a.row").all()} == {CLASH.id, SHOTS.id}


def test_a_view_can_be_downloaded_by_itself(made: str, open_page: Open) -> None:
    page = open_page(f"{made}/?at=9/40.38/49.87")
    page.get_by_text("Download", exact=True).click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="GeoJSON, this view only").click()
    layer = json.loads(waiting.value.path().read_text(encoding="utf-8"))
    assert {feature["id"] for feature in layer["features"]} == {VISIT.id, TALKS.id}


def test_filters_live_in_the_address_and_back_and_forward_work(made: str, open_page: Open) -> None:
    page = open_page(f"{made}/")
    rows = page.locator("#list a.row")
    expect(rows).to_have_count(len(REPORTED))
    page.get_by_role("button", name="Filters").click()
    page.get_by_role("checkbox", name="Talks or visit").check()
    expect(rows).to_have_count(2)
    assert page.url.endswith("?kind=consult")
    page.get_by_role("button", name="Take away: Talks or visit").click()
    expect(rows).to_have_count(len(REPORTED))
    page.go_back()
    expect(rows).to_have_count(2)
    rows.filter(has_text=VISIT.title).click()
    expect(page.get_by_role("heading", name=VISIT.title)).to_be_visible()
    assert f"incident={VISIT.id}" in page.url
    page.go_back()
    expect(rows).to_have_count(2)
    page.go_forward()
    expect(page.get_by_role("heading", name=VISIT.title)).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name=VISIT.title)).to_be_visible()


def test_background_is_shown_only_when_asked_for(made: str, open_page: Open) -> None:
    page = open_page(f"{made}/")
    expect(page.locator(f'a.row[data-id="{WAR.id}"]')).to_have_count(0)
    page.get_by_role("button", name="Filters").click()
    page.get_by_role("checkbox", name="Background").check()
    expect(page.locator(f'#list a.row[data-id="{WAR.id}"]')).to_contain_text("Background")


def test_what_has_no_place_lies_in_the_tray(made: str, open_page: Open) -> None:
    page = open_page(f"{made}/")
    page.get_by_text("1 incident not on the map").click()
    page.locator("#tray a.row").click()
    expect(page.get_by_role("heading", name=TALKS.title, exact=True)).to_be_focused()


def test_search_looks_into_quotes(made: str, open_page: Open) -> None:
    page = open_page(f"{made}/")
    page.get_by_role("searchbox").fill("convoys")
    expect(page.locator("#list a.row")).to_have_count(1)
    expect(page.locator("#list a.row")).to_contain_text(CONVOY.title)
    assert "text=convoys" in page.url


def test_dragging_over_the_timeline_narrows_the_dates(made: str, open_page: Open) -> None:
    page = open_page(f"{made}/")
    plot = page.locator("#timeline .plot").bounding_box()
    assert plot
    page.mouse.move(plot["x"] + plot["width"] * 0.3, plot["y"] + 20)
    page.mouse.down()
    page.mouse.move(plot["x"] + plot["width"] * 0.4, plot["y"] + 20, steps=4)
    page.mouse.up()
    expect(page.locator("#list a.row").filter(has_text=SHOTS.title)).to_have_count(0)
    assert "from=2021-05-11" in page.url
    page.get_by_role("button", name="All dates").click()
    expect(page.locator("#list a.row")).to_have_count(len(REPORTED))


def test_nothing_matching_is_said_with_a_way_out(made: str, open_page: Open) -> None:
    page = open_page(f"{made}/?text=unicorn")
    expect(page.get_by_text("Nothing matches these filters.")).to_be_visible()
    page.get_by_role("button", name="Clear the filters").click()
    expect(page.locator("#list a.row")).to_have_count(len(REPORTED))


def test_a_server_that_went_away_is_said_with_a_way_back(made: str, open_page: Open, complaints: list[str]) -> None:
    page = open_page(f"{made}/")
    page.route("**/api/layer.json*", lambda route: route.abort())
    page.get_by_role("searchbox").fill("lake")
    expect(page.get_by_role("alert")).to_contain_text("The server does not answer")
    page.unroute("**/api/layer.json*")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#list a.row")).to_have_count(2)
    complaints.clear()  # the refused request was our own doing


def test_a_hostile_report_changes_nothing_but_what_it_says(made: str, open_page: Open) -> None:
    for address in (f"/?incident={MINE.id}", f"/incident/{MINE.id}", "/report/hostile", "/sources"):
        page = open_page(made + address, ready=address != "/sources")
        assert page.title() != "owned"
        assert page.evaluate("getComputedStyle(document.querySelector('main')).display") != "none"
        assert page.locator("main a[href^='javascript']").count() == 0
        assert page.locator("main script, main img[src='x']").count() == 0
        assert "49" not in page.locator("main").inner_text().replace("0.49", "")
    assert HOSTILE[0] in page.locator("main").inner_text()


def test_the_five_reports_give_a_map_one_can_read(seeds: str, open_page: Open) -> None:
    page = open_page(f"{seeds}/")
    page.locator(".pin:not(.stack)").first.click()
    card = page.locator("article.card")
    expect(card.locator("blockquote").first).to_be_visible()
    assert card.locator("mark.trigger").count() > 0
    card.get_by_role("link", name="Open in report").first.click()
    expect(page.locator(".marked").first).to_be_in_viewport()


def test_names_and_dates_in_a_report_are_explained_and_lit(made: str, open_page: Open) -> None:
    page = open_page(f"{made}/report/alpha")
    page.get_by_role("link", name="Sev Lake").first.hover()
    expect(page.locator("#explain")).to_contain_text("Sev Lake, lake; a place; 97% sure")
    expect(page.locator("#small-map .spot.lit")).to_have_count(1)
    page.get_by_role("link", name="Wednesday").focus()
    expect(page.locator("#explain")).to_contain_text("12 May 2021")


@pytest.mark.parametrize("address", ["/", f"/incident/{CLASH.id}", "/report/alpha", "/sources", "/about"])
def test_every_page_reads_without_javascript(made: str, open_page: Open, address: str) -> None:
    page = open_page(made + address, java_script_enabled=False)
    assert page.locator("h1").count() == 1
    if address == "/":
        page.get_by_role("link", name=CLASH.title).click()
        page.wait_for_url(f"**/incident/{CLASH.id}")
        expect(page.locator("blockquote")).to_have_count(3)


def test_the_embedded_map_works_by_itself(made: str, open_page: Open) -> None:
    page = open_page(f"{made}/about", ready=False)
    page.goto(f"{made}/embed", timeout=60_000)  # the first one loads folium
    expect(page.get_by_text(VISIT.title).first).to_be_visible()
    expect(page.locator(".leaflet-container")).to_be_visible()
    assert page.title() != "owned"


def test_a_tile_layer_is_drawn_when_the_settings_name_one(browser: Browser, tmp_path: Path) -> None:
    drawn, complaints = [], []
    template = "https://{s}.tiles.example/{z}/{x}/{y}.png"
    with served(
        make_store(tmp_path / "tiles.sqlite"), tiles=template, tiles_attribution="<b>Tiles & co</b>"
    ) as address:
        context = browser.new_context()
        page = context.new_page()
        page.route(
            "https://*.tiles.example/**", lambda route: drawn.append(route.request.url) or route.fulfill(**PIXEL)
        )
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(f"{address}/")
        page.wait_for_selector("img.leaflet-tile-loaded")
        expect(page.locator(".leaflet-control-attribution")).to_contain_text("<b>Tiles & co</b>")
        context.close()
    assert drawn
    assert complaints == []


@pytest.mark.parametrize("words", ["lake", "unicorn"])
def test_a_search_of_quotes_leads_to_one_of_whole_reports(made: str, open_page: Open, words: str) -> None:
    page = open_page(f"{made}/?text={words}")
    page.get_by_role("link", name=f"Search whole reports for “{words}”").click()
    expect(page.get_by_role("heading", name="Sources")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_value(words)
    if words == "unicorn":
        expect(page.get_by_role("status")).to_contain_text("No report has these words.")
    else:
        page.get_by_role("link", name="Fighting near the lake").click()
        page.wait_for_selector("html[data-ready]", state="attached")
        assert page.evaluate("CSS.highlights.get('search').size") > 0
