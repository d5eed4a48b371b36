"""On paper and in a person's own colours the page still says all it has to."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.test_browser_access import violations
from tests.web.made import CLASH

STATES = {"map": "/", "card": f"/?incident={CLASH.id}", "report": "/report/alpha?mark=23-60", "sources": "/sources"}
BEFORE = "node => { const { opacity, boxShadow } = getComputedStyle(node, '::before'); return [opacity, boxShadow]; }"
WHERE_ON_MAP = """pins => pins.map(pin => {
  const [at, map] = [pin, document.getElementById("map")].map(one => one.getBoundingClientRect());
  return [(at.x + at.width / 2 - map.x) / map.width, (at.y + at.height / 2 - map.y) / map.height];
})"""
INSIDE = """node => {
  const [link, nav] = [node, node.closest("nav")].map(one => one.getBoundingClientRect());
  return link.right <= nav.right + 1;
}"""


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_forced_colours(made: str, open_page: Open, axe: str, state: str) -> None:
    page = open_page(made + STATES[state], ready=state != "sources", forced_colors="active", reduced_motion="reduce")
    assert violations(page, axe) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", ["map", "card"])
def test_axe_finds_nothing_where_more_contrast_is_wanted(
    made: str, open_page: Open, axe: str, state: str, scheme: str
) -> None:
    page = open_page(made + STATES[state], contrast="more", color_scheme=scheme, reduced_motion="reduce")
    assert violations(page, axe) == []
    soft = (
        "node => { const look = getComputedStyle(node); return [look.color, getComputedStyle(document.body).color]; }"
    )
    colours = page.locator(".row-facts, .why").first.evaluate(soft)
    assert colours[0] == colours[1]  # nothing is said in grey


def test_what_is_chosen_is_seen_in_forced_colours(made: str, open_page: Open) -> None:
    page = open_page(f"{made}/?incident={CLASH.id}", forced_colors="active", reduced_motion="reduce")
    page.wait_for_selector("article.card")
    opacity, shadow = page.locator(".pin.selected").evaluate(BEFORE)
    assert opacity == "1"
    assert shadow != "none"
    page.locator("button.back").click()
    row = page.locator("a.row").first
    colours = row.evaluate(
        "node => [getComputedStyle(node).borderLeftColor, getComputedStyle(document.body).backgroundColor]"
    )
    assert colours[0] == colours[1]  # a row that is not chosen has no edge


def test_paper_has_the_map_first_then_every_row_and_no_controls(made: str, open_page: Open) -> None:
    page = open_page(made, width=794, height=1123)
    page.emulate_media(media="print")
    drawn, listed = page.locator("#map").bounding_box(), page.locator("#list").bounding_box()
    assert drawn
    assert listed
    assert drawn["height"] > 300
    assert drawn["y"] + drawn["height"] <= listed["y"]
    for row in page.locator("#list a.row").all():
        expect(row).to_be_visible()
    for hidden in ("#text", "#more-button", "#timeline", ".map-tools", ".tabs", "#share", "#download"):
        expect(page.locator(hidden)).to_be_hidden()


def test_a_card_on_paper_has_its_quotes_and_the_addresses_of_its_reports(made: str, open_page: Open) -> None:
    page = open_page(f"{made}/?incident={CLASH.id}", width=794, height=1123)
    page.wait_for_selector("article.card")
    page.emulate_media(media="print")
    expect(page.locator("#map")).to_be_visible()
    expect(page.locator(".quote blockquote").first).to_be_visible()
    told = page.locator(".open-report").first.evaluate("node => getComputedStyle(node, '::after').content")
    assert "/report/" in told
    expect(page.locator(".card-bar")).to_be_hidden()


def test_a_phone_has_its_filters_on_the_whole_screen_and_says_what_they_leave(made: str, open_page: Open) -> None:
    page = open_page(f"{made}/?view=map", width=390, height=844)
    page.get_by_role("button", name="Filters").click()
    expect(page.locator("#map")).to_be_hidden()
    done = page.locator("#more-done")
    before = done.inner_text()
    page.get_by_role("checkbox", name="Talks or visit").check()
    expect(done).not_to_have_text(before)
    done.click()
    expect(page.locator("#map")).to_be_visible()
    expect(page.get_by_role("button", name="Filters")).to_be_focused()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_word_of_a_phones_header_is_cut_off(made: str, open_page: Open, language: str) -> None:
    page = open_page(f"{made}/?lang={language}", width=390, height=844)
    for link in page.locator(".top nav a:visible").all():
        assert link.evaluate(INSIDE), link.inner_text()


def test_paper_says_what_is_filtered_and_where_it_was_found_and_cuts_no_map(made: str, open_page: Open) -> None:
    page = open_page(f"{made}/?kind=assault&from=2021-05-01", width=1440, height=900, reduced_motion="reduce")
    page.wait_for_load_state("networkidle")
    shown = page.locator(".pin").evaluate_all(WHERE_ON_MAP)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.set_viewport_size({"width": 760, "height": 1100})  # an upright page
    page.emulate_media(media="print")
    expect(page.locator("#chips")).to_contain_text("from 1 May 2021")
    expect(page.locator("#printed")).to_contain_text("?kind=assault&from=2021-05-01, printed on")
    now = page.locator(".pin").evaluate_all(WHERE_ON_MAP)
    assert now == [pytest.approx(one, abs=0.01) for one in shown]  # as on the screen, only smaller
    assert page.locator("#map").evaluate("node => node.getBoundingClientRect().width") <= 720
