"""What people come for, done twice: with the keys alone, and with nothing but the text of the page.

The tasks: start and browse; open a marker and read its quotes and the report at that passage; narrow and share the
address; download the layer. (The fifth, putting right what was read wrong, is done on the command line.)
"""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.test_browser_access import PLAIN, STATES, press_until, violations
from tests.web.made import CLASH, LAKE, SHOTS, TALKS, VISIT

WITH_MAP = ["/", f"/?incident={CLASH.id}", "/?view=map", f"/incident/{CLASH.id}", f"/place/{LAKE.id}"]
PLACE_OF_FOCUS = """() => [...document.querySelectorAll(
    "a[href], button:not([disabled]), input, textarea, select, summary, iframe, [tabindex='0']"
)].indexOf(document.activeElement)"""
SMALL = """() => [...document.querySelectorAll(
    "button, summary, input:not([type=checkbox]), .row, .pin, .handle, .turn a, label.check"
)].filter((one) => one.checkVisibility() && !one.closest(".unseen"))
  .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24).map(([name]) => name)"""


def test_the_keys_alone_browse_open_read_narrow_share_and_download(made: str, open_page: Open) -> None:
    page = open_page(f"{made}/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # skip to the list
    press_until(page, "Tab", f'a.row[data-id="{CLASH.id}"]')
    page.keyboard.press("Enter")
    expect(page.locator("#card-title")).to_be_focused()
    press_until(page, "Tab", ".turn a[href='#q2']")
    page.keyboard.press("Enter")
    expect(page.locator("#q2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(f'#list a.row[data-id="{CLASH.id}"]')).to_be_focused()
    press_until(page, "Shift+Tab", "#text", 60)
    page.keyboard.type("lake")
    expect(page.locator("#list a.row")).to_have_count(2)
    assert "text=lake" in page.url
    press_until(page, "Shift+Tab", "#share summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#share-link")).to_have_value(re.compile(r"text=lake$"))
    press_until(page, "Tab", "#download summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    with page.expect_download() as taken:
        page.keyboard.press("Enter")
    layer = json.loads(taken.value.path().read_text(encoding="utf-8"))
    assert {feature["id"] for feature in layer["features"]} == {CLASH.id, SHOTS.id}


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_text_of_the_pages_is_enough(made: str, open_page: Open, language: str) -> None:
    page = open_page(f"{made}/?lang={language}", java_script_enabled=False)
    said = page.locator("main").inner_text()
    assert all(incident.title in said for incident in (CLASH, VISIT, SHOTS, TALKS))
    page.get_by_role("link", name=VISIT.title).click()
    card = page.locator("article.card")
    assert VISIT.reports[0].quote in card.inner_text()
    assert "AFP" in card.inner_text()
    card.locator("a.open-report").first.click()
    assert "".join(page.locator(".marked").all_inner_texts()) == VISIT.reports[0].quote
    page.goto(f"{made}/?lang={language}")
    page.locator("#text").fill("lake")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/?lang={language}&text=lake*")
    assert page.locator("a.row").count() == 2
    address = page.locator("#download-all").get_attribute("href") or ""
    assert len(page.request.get(made + address).json()["features"]) == 2


@pytest.mark.parametrize("name", [*STATES, *PLAIN])
def test_axe_finds_nothing_in_russian(made: str, open_page: Open, axe: str, name: str, complaints: list[str]) -> None:
    address = (STATES | PLAIN)[name]
    joined = "&" if "?" in address else "?"
    page = open_page(f"{made}{address}{joined}lang=ru", ready=name in STATES, reduced_motion="reduce")
    if name == "card":
        page.wait_for_selector("article.card")
    assert violations(page, axe) == []
    if name == "missing":
        complaints.clear()


@pytest.mark.parametrize("opened", ["#share summary", "#download summary", "#more-button"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_in_what_opens(made: str, open_page: Open, axe: str, opened: str, width: int) -> None:
    page = open_page(f"{made}/?text=lake", width, 844, color_scheme="dark", reduced_motion="reduce")
    page.click(opened)
    if opened == "#share summary":
        page.click(".preview summary")
        page.frame_locator(".preview iframe").locator("#incidents").wait_for(timeout=30_000)  # folium is slow to load
    assert violations(page, axe) == []


def test_a_place_has_no_violation(made: str, open_page: Open, axe: str) -> None:
    page = open_page(f"{made}/place/{LAKE.id}")
    assert violations(page, axe) == []


@pytest.mark.parametrize("address", [*WITH_MAP, "/report/alpha", "/about"])
@pytest.mark.parametrize("width", [1440, 390])
def test_focus_follows_the_order_of_reading(made: str, open_page: Open, address: str, width: int) -> None:
    page = open_page(made + address, width, 900, ready=address != "/about")
    if "?incident" in address:
        page.wait_for_selector("article.card")
    assert page.locator("[tabindex]:not([tabindex='0'], [tabindex='-1'])").count() == 0
    page.evaluate("() => document.activeElement.blur()")
    order = []
    for _ in range(12):
        page.keyboard.press("Tab")
        order.append(page.evaluate(PLACE_OF_FOCUS))
        if order[-1] < 0:  # the page is over
            order.pop()
            break
    assert order == sorted(order)


@pytest.mark.parametrize(
    "address", ["/", f"/?incident={CLASH.id}", "/?view=map", f"/incident/{CLASH.id}", "/sources", f"/place/{LAKE.id}"]
)
def test_targets_are_large_enough(made: str, open_page: Open, address: str) -> None:
    """WCAG 2.2, 2.5.8: 24 by 24 CSS pixels, but for links inside a sentence."""
    page = open_page(made + address, 390, 844, ready=address != "/sources", has_touch=True)
    if "?incident" in address:
        page.wait_for_selector("article.card")
    small = page.evaluate(SMALL)
    assert small == []


def test_a_copied_link_is_said_to_be_copied(made: str, open_page: Open) -> None:
    page = open_page(f"{made}/?kind=assault", permissions=["clipboard-read", "clipboard-write"])
    page.click("#share summary")
    page.get_by_role("button", name="Copy Link to this view").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#copied")).to_have_text("Copied")
    assert page.evaluate("() => navigator.clipboard.readText()") == f"{made}/?kind=assault"
    expect(page.get_by_role("button", name="Copied Link to this view")).to_be_focused()


WHERE = "node => [node.innerText, document.querySelector('.leaflet-map-pane').style.transform].join()"


def test_time_is_played_and_stops_where_motion_is_not_wanted(made: str, open_page: Open) -> None:
    page = open_page(f"{made}/", reduced_motion="no-preference")
    page.get_by_role("button", name="Play through time").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    page.wait_for_url("**/?from=*&to=*")
    first = page.url
    scale = page.locator(".leaflet-control-scale-line").evaluate(WHERE)
    page.wait_for_function("(first) => location.href !== first", arg=first)
    page.wait_for_timeout(300)
    assert page.locator(".leaflet-control-scale-line").evaluate(WHERE) == scale  # the map stands still meanwhile
    page.get_by_role("button", name="Pause").click()
    still = open_page(f"{made}/", reduced_motion="reduce")
    still.get_by_role("button", name="Next window of time").click()
    still.wait_for_url("**/?from=*&to=*")
    stopped = still.url
    still.wait_for_timeout(1500)
    assert still.url == stopped


def test_a_day_that_was_typed_stays_when_the_other_end_is_moved(made: str, open_page: Open) -> None:
    page = open_page(f"{made}/?status=reported,historical")
    page.locator(".time-tools input[data-name=from]").fill("2020-05-05")
    page.wait_for_url("**from=2020-05-05*")
    handle = page.get_by_role("slider", name="Last day")
    handle.focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**to=20*")
    assert "from=2020-05-05" in page.url
    expect(handle).to_be_focused()


def test_an_area_is_drawn_though_its_marker_lies_out_of_view(made: str, open_page: Open) -> None:
    page = open_page(f"{made}/?kind=mobilize&at=13/38.92/45.92")  # a corner of the area, far from its middle
    expect(page.locator(".pin")).to_have_count(0)
    expect(page.locator("path.area").first).to_be_attached()


def test_typed_days_narrow_and_the_undated_open(made: str, open_page: Open) -> None:
    page = open_page(f"{made}/")
    page.get_by_role("button", name="without a date").click()
    expect(page.locator("#summary")).to_contain_text("without a date")
    page.locator(".time-tools input[data-name='from']").fill("2021-05-13")
    expect(page.locator(f'#list a.row[data-id="{CLASH.id}"]')).to_have_count(0)
    assert "from=2021-05-13" in page.url


def test_the_reader_lights_what_is_read(made: str, open_page: Open) -> None:
    page = open_page(f"{made}/report/alpha", 1280, 240)
    passage = page.locator(".claim[data-claims]").last
    passage.evaluate("(one) => scrollTo(0, one.getBoundingClientRect().top + scrollY - 77)")
    number = passage.evaluate("(one) => one.dataset.claims.split(' ')[0]")
    expect(page.locator(f'.side a.row[data-claim="{number}"]')).to_have_class(re.compile("lit"))
    page.locator("a.m").first.focus()
    expect(page.locator("#explain")).to_be_visible()
