"""The first page in Chromium: when it is interactive and what it transfers.

    python -m bench.page [--rounds 3]

Ours is the page of `mapapp serve` over the five reports, measured when it says it is ready; its peer in the same run
is the least a page of that size can do: the same incidents as one folium file (`mapapp export map.html`), opened
from disk, where nothing is transferred. Needs Chromium and the index of places.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import threading
from pathlib import Path
from statistics import median

import waitress
from playwright.sync_api import Browser, sync_playwright

from mapapp import api, paths
from mapapp.settings import Settings
from mapapp.web import create_app

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
READY = "performance.getEntriesByName('mapapp-ready')[0]?.startTime"
LOADED = "performance.getEntriesByType('navigation')[0].loadEventEnd"


def measure(browser: Browser, address: str, moment: str) -> tuple[float, float]:
    """Return milliseconds until `moment` (a JavaScript expression) and kilobytes transferred, in a fresh context."""
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        sizes: list[float] = []
        session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        page.goto(address)
        page.wait_for_load_state("networkidle")  # the strict policy forbids to poll with a string of script
        return float(page.evaluate(moment)), sum(sizes) / 1000


def main() -> None:
    """Print the medians of both, with the limits."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        store, file = Path(folder) / "incidents.sqlite", Path(folder) / "map.html"
        with api.open_store(store) as opened:
            opened.add(paths.SEEDS)
            opened.export(file)
        server = waitress.create_server(create_app(Settings(store=str(store))), host="127.0.0.1", port=0)
        threading.Thread(target=server.run, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        address = f"http://127.0.0.1:{server.effective_port}/"
        pairs = [(measure(browser, address, READY), measure(browser, file.as_uri(), LOADED)) for _ in range(rounds)]
        browser.close()
        server.close()
    ours, peer = median(pair[0][0] for pair in pairs), median(pair[1][0] for pair in pairs)
    size, whole = max(pair[0][1] for pair in pairs), pairs[0][1][1]
    print(f"interactive   {ours:6.0f} ms   folium file {peer:6.0f} ms   ratio {ours / peer:4.1f}   limit 1000 ms")
    print(f"transferred   {size:6.0f} kB   folium file {whole:6.0f} kB   limit 600 kB")


if __name__ == "__main__":
    main()
