"""All that the page shows stands in its address: reloaded, come back to, or downloaded, it is the same."""

import random
from urllib.parse import urlencode

from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.web.made import BAKU, LAKE, SYUNIK

CHOICES = {
    "kind": ["assault", "assault,mobilize", "consult", "protest"],
    "status": ["reported", "historical", "reported,historical"],
    "source": ["alpha", "beta", "alpha,hostile"],
    "place": [LAKE.id, SYUNIK.id, f"{BAKU.id},{LAKE.id}", "iso:AM"],
    "precision": ["near", "exact,region"],
    "contested": ["true", "false"],
    "text": ["lake", "sev lake", "crossed", "unicorn"],
    "from": ["2021-05-01", "2021-05-12"],
    "to": ["2021-05-12", "2021-05-31"],
    "certain": ["true"],
    "at": ["7/39.6/46.2", "6/40/47.5"],
}
ROUNDS = 14
SHOWN = """() => ({
    list: [...document.querySelectorAll("#list a.row")].map((one) => one.dataset.id),
    map: [...document.querySelectorAll(".pin")].flatMap((one) => one.dataset.ids.split(" ")).sort(),
    chips: document.querySelectorAll("#chips .chip").length,
    search: location.search,
})"""


def shown(page: Page) -> dict[str, object]:
    page.wait_for_selector("html[data-ready]", state="attached")
    found: dict[str, object] = page.evaluate(SHOWN)
    return found


def test_any_filters_give_the_same_list_map_and_download_after_reload_and_back(made: str, open_page: Open) -> None:
    chance = random.Random(7)
    page = open_page(f"{made}/")
    before = shown(page)
    for _ in range(ROUNDS):
        names = chance.sample(sorted(CHOICES), chance.randint(1, 4))
        address = f"{made}/?{urlencode({name: chance.choice(CHOICES[name]) for name in names})}"
        page.goto(address)
        now = shown(page)
        page.reload()
        assert shown(page) == now, address
        link = page.locator("#download-all").get_attribute("href") or ""
        features = page.request.get(made + link).json()["features"]
        assert sorted(feature["id"] for feature in features) == sorted(now["list"]), address  # type: ignore[call-overload]
        page.go_back()
        assert shown(page) == before, address
        page.go_forward()
        assert shown(page) == now, address
        before = now
