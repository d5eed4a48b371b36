"""Everybody can use it: axe-core finds nothing, the keyboard is enough, the phone has all of it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.web.made import CLASH, INCIDENTS, VISIT

STATES = {
    "map": "/",
    "card": f"/?incident={CLASH.id}",
    "filtered": "/?kind=assault&text=lake&from=2021-05-01",
    "empty": "/?text=unicorn",
    "bad filter": "/?kind=dancing",
    "report": "/report/alpha?mark=23-60",
    "hostile report": "/report/hostile",
    "incident": f"/incident/{CLASH.id}",
}
PLAIN = {"sources": "/sources", "coverage": "/coverage", "about": "/about", "missing": "/nothing"}
RUN = """async () => (await axe.run(document,
    {resultTypes: ['violations'], rules: {'target-size': {enabled: true}}})).violations
    .map((one) => one.id + ': ' + one.nodes.map((node) => node.target + ' ' + node.failureSummary).join(' | '))"""


def violations(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    found: list[str] = page.evaluate(RUN)
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(made: str, open_page: Open, axe: str, state: str, scheme: str) -> None:
    page = open_page(made + STATES[state], color_scheme=scheme, reduced_motion="reduce")
    if state == "filtered":
        page.get_by_role("button", name="Filters").click()
    if state == "card":
        page.wait_for_selector("article.card")
    assert violations(page, axe) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PLAIN)
def test_axe_finds_nothing_on_pages_without_a_map(
    made: str, open_page: Open, axe: str, name: str, scheme: str, complaints: list[str]
) -> None:
    page = open_page(made + PLAIN[name], ready=False, color_scheme=scheme)
    assert violations(page, axe) == []
    if name == "missing":
        complaints.clear()  # the browser notes the 404 that was asked for


@pytest.mark.parametrize("state", ["map", "card", "filtered"])
def test_axe_finds_nothing_on_a_phone(made: str, open_page: Open, axe: str, state: str) -> None:
    page = open_page(made + STATES[state], 390, 844, has_touch=True)
    if state == "card":
        page.wait_for_selector("article.card")
    assert violations(page, axe) == []
    page.goto(f"{made}/?view=map")
    page.wait_for_selector("html[data-ready]", state="attached")
    assert violations(page, axe) == []


def press_until(page: Page, key: str, selector: str, most: int = 40) -> None:
    for _ in range(most):
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{selector} was not reached by {key}")


def test_the_keyboard_alone_is_enough(made: str, open_page: Open) -> None:
    page = open_page(f"{made}/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    press_until(page, "Tab", f'a.row[data-id="{VISIT.id}"]')
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=VISIT.title)).to_be_focused()
    press_until(page, "Tab", ".open-report")
    page.keyboard.press("Escape")
    expect(page.locator(f'#list a.row[data-id="{VISIT.id}"]')).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=VISIT.title)).to_be_focused()
    press_until(page, "Tab", ".open-report")
    page.keyboard.press("Enter")
    page.wait_for_url("**/report/alpha?mark=*#mark")


def test_the_keyboard_filters_and_downloads(made: str, open_page: Open) -> None:
    page = open_page(f"{made}/")
    press_until(page, "Tab", "#download summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#download-all")).to_be_focused()
    press_until(page, "Tab", "#more-button")
    page.keyboard.press("Enter")
    press_until(page, "Tab", 'input[data-value="consult"]')
    page.keyboard.press("Space")
    expect(page.locator("#list a.row")).to_have_count(2)
    expect(page.locator('input[data-value="consult"]')).to_be_focused()
    press_until(page, "Tab", '.handle[data-name="from"]', 60)
    expect(page.locator("#summary")).to_contain_text("1 not on the map")


def test_the_timeline_moves_by_keys(made: str, open_page: Open) -> None:
    page = open_page(f"{made}/")
    handle = page.get_by_role("slider", name="First day")
    handle.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(handle).to_be_focused()
    expect(handle).to_have_attribute("aria-valuetext", "12 May 2021")
    assert "from=2021-05-12" in page.url
    expect(page.locator("#list a.row").filter(has_text=VISIT.title)).to_have_count(0)


def test_markers_open_by_keyboard(made: str, open_page: Open) -> None:
    page = open_page(f"{made}/")
    page.get_by_role("button", name="Visit of Sergei Lavrov").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=VISIT.title)).to_be_focused()


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 768), (390, 844), (320, 640)])
def test_nothing_is_cut_off_or_shifts(made: str, open_page: Open, width: int, height: int) -> None:
    page = open_page(f"{made}/", width, height)
    page.wait_for_timeout(300)
    pages = ("/report/alpha", "/sources", "/coverage", "/about", f"/incident/{CLASH.id}")
    for address in ("/", f"/?incident={CLASH.id}", *pages):
        page.goto(made + address)
        page.wait_for_timeout(200)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        shift = page.evaluate(
            """() => new Promise((done) => { let sum = 0;
                new PerformanceObserver((list) => { for (const one of list.getEntries()) sum += one.value; })
                    .observe({type: 'layout-shift', buffered: true});
                setTimeout(() => done(sum), 200); })"""
        )
        assert shift < 0.05, (address, shift)


@pytest.mark.parametrize("view", ["list", "map"])
def test_a_phone_shows_list_first_and_map_second(made: str, open_page: Open, view: str) -> None:
    page = open_page(f"{made}/", 390, 844, has_touch=True)
    expect(page.locator("#list")).to_be_visible()
    expect(page.locator("#map")).to_be_hidden()
    page.get_by_role("button", name="Map", exact=True).tap()
    expect(page.locator("#map")).to_be_visible()
    expect(page.locator("#list")).to_be_hidden()
    pins = page.locator(".pin").all()
    assert pins
    assert all((pin.bounding_box() or {}).get("width", 0) >= 24 for pin in pins)
    if view == "map":
        page.get_by_role("button", name="Visit of Sergei Lavrov").tap()
        expect(page.get_by_role("heading", name=VISIT.title)).to_be_visible()


def test_what_is_in_view_is_said(made: str, open_page: Open) -> None:
    page = open_page(f"{made}/")
    located = sum(item.status == "reported" and item.extent.geometry is not None for item in INCIDENTS)
    expect(page.locator("#summary")).to_have_text(f"{located} of {located + 1} in view, 1 not on the map")
    page.goto(f"{made}/?at=9/40.38/49.87")
    page.wait_for_selector("html[data-ready]", state="attached")
    expect(page.locator("#summary")).to_have_text(f"1 of {located + 1} in view, 1 not on the map")
    expect(page.get_by_role("heading", name=f"Outside this view ({located - 1})")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("opened", ["share", "download"])
@pytest.mark.parametrize("width", [1440, 1024, 390, 320])
def test_a_menu_opens_inside_the_screen(made: str, open_page: Open, opened: str, language: str, width: int) -> None:
    page = open_page(f"{made}/?lang={language}", width, 844)
    for link in page.locator(".top nav a:visible").all():
        box = link.bounding_box()
        assert box
        assert box["x"] + box["width"] <= width
    page.click(f"#{opened} summary")
    box = page.locator(f"#{opened} .menu-body").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


def test_legend_and_tray_never_lie_over_each_other(made: str, open_page: Open) -> None:
    page = open_page(f"{made}/?view=map", 390, 844)
    page.click("#legend summary")
    page.click("#tray summary")
    boxes = [page.locator(name).bounding_box() for name in ("#legend", "#tray")]
    legend, tray = (box or {} for box in boxes)
    assert tray["y"] + tray["height"] <= legend["y"]


def test_a_column_of_the_coverage_table_is_wide_enough_to_read(made: str, open_page: Open) -> None:
    page = open_page(f"{made}/coverage", 390, 844, ready=False)
    assert page.locator("th.source").evaluate_all("all => Math.min(...all.map((one) => one.clientWidth))") >= 80
