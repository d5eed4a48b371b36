"""Names of the background keep clear of the markers, whatever is filtered and wherever one looks."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.test_browser_layers import rested

# notes every word drawn on a tile of the map; a tile drawn anew forgets what it had
NOTE = """
window.namesDrawn = new Map();
const draw = CanvasRenderingContext2D.prototype.fillText;
const wipe = CanvasRenderingContext2D.prototype.clearRect;
CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
  const { a, e, f } = this.getTransform();
  const box = this.measureText(text);
  const names = window.namesDrawn.get(this.canvas) || [];
  const [left, foot] = [e / a + x, f / a + y];
  names.push({ text, left, right: left + box.width, foot, top: foot - box.actualBoundingBoxAscent });
  window.namesDrawn.set(this.canvas, names);
  return draw.apply(this, arguments);
};
CanvasRenderingContext2D.prototype.clearRect = function () {
  window.namesDrawn.set(this.canvas, []);
  return wipe.apply(this, arguments);
};
"""
COVERED = """() => {
  const pins = [...document.querySelectorAll(".pin")].map((pin) => {
    const { x, y, width, height } = pin.getBoundingClientRect();
    const half = pin.dataset.count === "1" ? 11 : width / 2 - 2;
    return { x: x + width / 2, y: y + height / 2, half };
  });
  const names = [...window.namesDrawn].filter(([tile]) => tile.isConnected).flatMap(([tile, words]) => {
    const at = tile.getBoundingClientRect();
    const here = ({ text, left, right, top, foot }) =>
      ({ text, left: at.x + left, right: at.x + right, top: at.y + top, foot: at.y + foot });
    return words.map(here);
  });
  const overlap = (pin, name) => pin.x - pin.half < name.right && name.left < pin.x + pin.half
    && pin.y - pin.half < name.foot && name.top < pin.y + pin.half;
  const under = names.filter((name) => pins.some((pin) => overlap(pin, name)));
  return { names: names.map(({ text }) => text), pins: pins.length, under: under.map(({ text }) => text) };
}"""


def looked_at(page: Page) -> dict[str, object]:
    rested(page)
    page.wait_for_timeout(600)  # names are set anew when the map is calm
    found: dict[str, object] = page.evaluate(COVERED)
    return found


def noted(open_page: Open, address: str) -> Page:
    page = open_page(address)
    page.add_init_script(NOTE)
    page.goto(address)
    page.wait_for_selector("html[data-ready]", state="attached")
    return page


def test_no_name_of_the_background_lies_under_a_marker(seeds: str, open_page: Open) -> None:
    page = noted(open_page, seeds)
    found = looked_at(page)
    assert found["pins"] == 6
    assert {"Baku", "Yerevan", "Nakhchivan"} <= set(found["names"])  # type: ignore[call-overload]
    assert found["under"] == []
    page.click("#zoom-in")
    assert looked_at(page)["under"] == []


def test_names_give_way_to_markers_that_come_later(seeds: str, open_page: Open) -> None:
    page = noted(open_page, f"{seeds}/?kind=consult&at=7/39.9/46.5")
    before = looked_at(page)
    assert before["pins"] in (0, 1)
    page.evaluate("history.pushState(null, '', '?at=7/39.9/46.5'); dispatchEvent(new PopStateEvent('popstate'))")
    after = looked_at(page)
    assert int(str(after["pins"])) > 3
    assert after["under"] == []


@pytest.mark.parametrize(("language", "unit"), [("en", r"^\d+ km$"), ("ru", r"^\d+ км$")])
def test_the_scale_speaks_the_language_of_the_page(seeds: str, open_page: Open, language: str, unit: str) -> None:
    page = open_page(f"{seeds}/?lang={language}")
    expect(page.locator(".leaflet-control-scale-line")).to_have_text(re.compile(unit))
