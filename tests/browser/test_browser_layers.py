"""The page over 20,000 incidents does all that it does over five; every view is in its address, small or large."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from bench._made import make_store
from tests.browser.conftest import Open, served

MANY, SOME = 20_000, 300
FRAME = 100  # milliseconds, at most


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(make_store(tmp_path_factory.mktemp("many") / "many.sqlite", MANY)) as address:
        yield address


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(make_store(tmp_path_factory.mktemp("some") / "some.sqlite", SOME)) as address:
        yield address


def asked(address: str) -> Any:
    with urlopen(address) as answer:
        return json.load(answer)


def number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def total(summary: str) -> int:
    """Return how many match, as the list says it: "3 of 120 in view, 7 not on the map", or "1 incident", or none."""
    said = re.search(r"of ([\d,]+) in view|^([\d,]+) incident", summary)
    return number(said[1] or said[2]) if said else 0


def rested(page: Page) -> None:
    """Wait until the page has done what it was last told to."""
    page.wait_for_load_state("networkidle")
    before, now = None, snapshot(page)
    while before != now:
        page.wait_for_timeout(250)
        before, now = now, snapshot(page)


@dataclass(frozen=True)
class Seen:
    """What a person has before them."""

    summary: str
    listed: tuple[str, ...]
    marks: tuple[str, ...]
    chips: tuple[str, ...]
    download: str


def snapshot(page: Page) -> Seen:
    texts = lambda chosen: tuple(page.locator(chosen).all_inner_texts())  # noqa: E731
    attributes = "nodes => nodes.map(node => `${node.dataset.count} ${node.getAttribute('aria-label')}`)"
    return Seen(
        page.locator("#summary").inner_text(),
        tuple(
            page.locator("#list > section:first-child a.row").evaluate_all("rows => rows.map(row => row.dataset.id)")
        ),
        tuple(sorted(page.locator(".pin").evaluate_all(attributes))),
        texts("#chips bdi"),
        page.locator("#download-all").get_attribute("href") or "",
    )


def test_the_list_the_counts_and_the_map_of_very_many_are_those_of_the_server(many: str, open_page: Open) -> None:
    page = open_page(f"{many}/")
    layer = asked(f"{many}/api/layer.json")
    assert layer["mode"] == "tiles"
    expect(page.locator("#summary")).to_contain_text(f"of {layer['total']:,} in view")
    rested(page)
    counts = page.locator(".pin").evaluate_all("pins => pins.map(pin => Number(pin.dataset.count))")
    assert sum(counts) == layer["located"]  # the whole world is in view
    page.get_by_role("button", name="Filters").click()
    for box in page.locator("fieldset[data-facet=kind] label").all()[:4]:
        value = box.locator("input").get_attribute("data-value")
        assert number(box.locator(".number").inner_text()) == layer["facets"]["kind"][value]
    page.get_by_role("checkbox", name="Protest").check()
    protests = asked(f"{many}/api/layer.json?kind=protest")["total"]
    expect(page.locator("#summary")).to_contain_text(f"{protests:,}")
    assert protests == layer["facets"]["kind"]["protest"]


def test_a_stack_of_very_many_opens_as_a_list_and_the_list_goes_on(many: str, open_page: Open) -> None:
    page = open_page(f"{many}/")
    rested(page)
    stack = page.locator(".pin.stack").first
    held = int(stack.get_attribute("data-count") or 0)
    stack.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#summary")).to_have_text(re.compile(f"^{held:,} incidents? at this spot$"))
    expect(page.locator("#list a.row").first).to_be_focused()
    written = page.locator("#list a.row").count()
    page.get_by_role("button", name=re.compile("^Show .* more$")).click()
    expect(page.locator("#list a.row").nth(written)).to_be_visible()
    ids = page.locator("#list a.row").evaluate_all("rows => rows.map(row => row.dataset.id)")
    assert len(ids) == len(set(ids)) > written
    page.get_by_role("button", name="Zoom in on them").click()
    rested(page)
    view = re.search(r"[?&]at=([\d.]+)/", page.url)
    assert view
    assert float(view[1]) > 3


def test_a_card_of_one_of_very_many_is_stepped_from_and_closed_by_key(many: str, open_page: Open) -> None:
    page = open_page(f"{many}/")
    first = page.locator("#list a.row").first
    title = first.locator(".row-title").inner_text()
    first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=title)).to_be_focused()
    page.get_by_role("button", name="Next incident").click()
    expect(page.get_by_role("heading", name=title)).to_have_count(0)
    expect(page.locator("article.card")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("article.card")).to_have_count(0)
    expect(page.locator("#results")).to_be_visible()


def test_an_incident_among_very_many_has_an_address_that_shows_it(many: str, open_page: Open) -> None:
    row = next(row for row in asked(f"{many}/api/rows.json?limit=200")["rows"] if row["precision"] == "area")
    page = open_page(f"{many}/?incident={row['id']}")
    expect(page.get_by_role("heading", name=row["title"])).to_be_visible()
    expect(page.locator(".pin.selected[aria-current=true]")).to_have_count(1)
    expect(page.locator("path.area.strong")).to_have_count(1)


def test_a_source_that_the_filters_do_not_list_is_found_by_its_name(many: str, open_page: Open) -> None:
    page = open_page(many)
    page.get_by_role("button", name="Filters").click()
    fold = page.locator("details.facet", has=page.locator("fieldset[data-facet=source]"))
    fold.locator("summary").click()
    fold.get_by_role("searchbox", name="Find by name").fill("Report number 1234")
    box = fold.get_by_role("checkbox")
    expect(box).to_have_count(1)
    box.check()
    expect(page).to_have_url(re.compile("source=report-1234"))
    expect(page.locator("#chips")).to_contain_text("Report number 1234")
    page.reload()
    expect(page.locator("#chips")).to_contain_text("Report number 1234")


def test_no_frame_is_long_while_very_many_are_dragged_about(many: str, browser: Browser) -> None:
    """By the time the page's own thread works on a task, which other work on the machine does not lengthen."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"{many}/?at=4/10/20")
    page.wait_for_selector("html[data-ready]", state="attached")
    rested(page)
    worst = 9e9
    for _ in range(2):
        browser.start_tracing(
            page=page, categories=["toplevel", "disabled-by-default-devtools.timeline", "__metadata"]
        )
        for turn in range(4):
            page.mouse.move(900, 450)
            page.mouse.down()
            for step in range(10):
                page.mouse.move(900 + (-1) ** turn * step * 40, 450 - step * 4)
            page.mouse.up()
            page.wait_for_timeout(400)
        worst = min(worst, longest(json.loads(browser.stop_tracing())["traceEvents"]))
    context.close()
    assert worst < FRAME


def longest(events: list[dict[str, Any]]) -> float:
    """Return the milliseconds of processor time of the longest task of the pages' main threads."""
    main = {
        (event["pid"], event["tid"])
        for event in events
        if event.get("name") == "thread_name" and event["args"]["name"] == "CrRendererMain"
    }
    times = [e["tdur"] / 1000 for e in events if "tdur" in e and (e["pid"], e["tid"]) in main]
    assert times
    return max(times)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("box"), st.sampled_from(["kind", "status", "precision"]), st.integers(0, 5)),
        st.tuples(st.just("text"), st.sampled_from(["old", "saint", "police", "zzz", "port"]), st.just(0)),
        st.tuples(st.just("from"), st.sampled_from(["2008-05-01", "2015-01-15"]), st.just(0)),
        st.tuples(st.just("to"), st.sampled_from(["2016-02-01", "2021-12-31"]), st.just(0)),
        st.tuples(st.just("zoom"), st.sampled_from(["zoom-in", "zoom-out"]), st.integers(1, 2)),
    ),
    min_size=1,
    max_size=4,
)


def act(page: Page, step: tuple[str, str, int]) -> None:
    name, value, times = step
    if name == "box":
        boxes = page.locator(f"fieldset[data-facet={value}] input")
        if boxes.count() > times and boxes.nth(times).is_visible():
            boxes.nth(times).click()
    elif name == "text":
        page.locator("#text").fill(value)
        page.wait_for_timeout(400)
    elif name == "zoom":
        for _ in range(times):
            page.locator(f"#{value}").click()
            page.wait_for_timeout(350)
    else:
        page.locator(f"input[name={name}]").fill(value)
        page.locator(f"input[name={name}]").dispatch_event("change")
    rested(page)


@pytest.mark.parametrize("size", ["some", "many"])
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_is_on_the_page_is_in_its_address(
    size: str, steps: list[tuple[str, str, int]], request: pytest.FixtureRequest, open_page: Open
) -> None:
    home = request.getfixturevalue(size)
    page = open_page(f"{home}/")
    page.get_by_role("button", name=re.compile("^Filters")).click()
    for step in steps:
        act(page, step)
    seen, address = snapshot(page), page.url
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    rested(page)
    assert page.url == address
    assert snapshot(page) == seen
    filters = parse_qs(urlsplit(seen.download).query)
    layer = asked(home + seen.download)
    assert filters.pop("download") == ["true"]
    assert layer["about"]["numberMatched"] == len(layer["features"]) == total(seen.summary)
    assert set(seen.listed) <= {feature["id"] for feature in layer["features"]}
    page.close()
