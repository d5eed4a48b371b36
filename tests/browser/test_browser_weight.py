"""The first page is light and quick."""

import pytest

from tests.browser.conftest import Open


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_first_page_is_interactive_in_a_second_and_under_400_kb_in_either_language(
    seeds: str, open_page: Open, language: str
) -> None:
    page = open_page(f"{seeds}/?lang={language}")
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    total = {"bytes": 0}
    session.on(
        "Network.loadingFinished", lambda event: total.update(bytes=total["bytes"] + event["encodedDataLength"])
    )
    best = 9e9
    for _ in range(3):
        total["bytes"] = 0
        page.goto(f"{seeds}/?lang={language}", wait_until="commit")
        page.wait_for_selector("html[data-ready]", state="attached")
        best = min(best, page.evaluate("performance.getEntriesByName('mapapp-ready')[0].startTime"))
        page.wait_for_load_state("networkidle")
    assert total["bytes"] < 400_000
    assert best < 1000
