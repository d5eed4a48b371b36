"""The map page in Chromium beside what people would otherwise make of the same incidents, in one run.

    python -m bench.page [--incidents 1000 10000 100000] [--rounds 3] [--patience 120]

Ours is the page of `mapapp serve`; its peers are a folium map with a popup for each incident, the same with
MarkerCluster, and geopandas' explore(). For each: seconds to build the page from the incidents (for ours: from the
store's first reading to its first answers), bytes the browser receives, milliseconds until a marker is drawn and the
page answers, megabytes of JavaScript's heap, and the worst frame while the map is dragged about. The best of some
rounds is printed: other work on the machine only ever makes it worse. A peer that takes longer than --patience is cut
off, and the table says so. Needs Chromium, npm once, and `pip install --group bench`.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path
from playwright.sync_api import Browser, Error, Page, Route, sync_playwright

from bench._made import make_store
from bench._peers import PEERS, build, libraries, local
from mapapp import api, paths
from mapapp.settings import Settings
from mapapp.web import create_app

OURS = "mapapp"
FIRST = ("/", "/api/layer.json")
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
# of ours: (incidents, what is measured, limit); 5 are the reports that come along
LIMITS = ((5, "interactive", 600), (5, "kilobytes", 400), (100_000, "interactive", 800), (100_000, "kilobytes", 600),
          (100_000, "worst frame", 100), (20_000, "worst frame", 100))  # fmt: skip
# a marker is there (ours: the page says it is ready) and the browser has since drawn two frames
WATCH = """(() => {
  const there = () => document.documentElement.dataset.ready === "true"
    || (!document.querySelector("script[type=module]")
      && document.querySelector(".leaflet-marker-icon, path.leaflet-interactive"));
  const look = () => there()
    ? requestAnimationFrame(() => requestAnimationFrame(() => { window.benchInteractive = performance.now(); }))
    : requestAnimationFrame(look);
  requestAnimationFrame(look);
})()"""
FRAMES = """() => {
  window.benchFrames = [];
  let last = 0;
  const tick = (now) => { if (last) window.benchFrames.push(now - last); last = now; requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
}"""


@dataclass(frozen=True, slots=True)
class Result:
    """One page as measured; None where it was cut off."""

    build: float | None  # seconds
    kilobytes: float | None = None
    interactive: float | None = None  # milliseconds
    heap: float | None = None  # megabytes
    worst: float | None = None  # milliseconds

    def best(self, other: Result) -> Result:
        """Return the better of two rounds, figure by figure."""
        pairs = ((getattr(self, name), getattr(other, name)) for name in self.__slots__)
        return Result(*(min((value for value in pair if value is not None), default=None) for pair in pairs))


def measure(browser: Browser, address: str, modules: Path | None, patience: float) -> Result:
    """Open a page in a fresh context and drag its map about. Peers ask other hosts for their `modules`, which are
    answered for from that folder; ours asks nobody, and having every request stopped and looked at would slow it."""
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        context.set_default_timeout(patience * 1000)
        sizes: list[float] = []

        def elsewhere(route: Route) -> None:
            assert modules is not None
            body, kind = local(route.request.url, modules)
            sizes.append(len(body))
            route.fulfill(body=body, content_type=kind)

        if modules:
            context.route(lambda url: not url.startswith("http://127.0.0.1"), elsewhere)
        page = context.new_page()
        page.add_init_script(WATCH)
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        try:
            page.goto(address)
            interactive = _waited(page, patience)
        except (Error, TimeoutError):
            return Result(0)
        page.wait_for_timeout(500)  # what is still on its way is sent too
        session.send("HeapProfiler.collectGarbage")
        heap = session.send("Runtime.getHeapUsage")["usedSize"] / 1e6
        return Result(0, sum(sizes) / 1000, interactive, heap, _dragged(page, patience))


def _waited(page: Page, patience: float) -> float:
    end = time.monotonic() + patience
    while time.monotonic() < end:
        moment = page.evaluate("window.benchInteractive ?? 0")  # a strict policy forbids to poll with a script
        if moment:
            return float(moment)
        page.wait_for_timeout(20)
    raise TimeoutError


def _dragged(page: Page, patience: float) -> float:
    """Return the longest frame in milliseconds while the map is dragged to and fro."""
    page.evaluate(FRAMES)
    end = time.monotonic() + patience
    for turn in range(6):
        page.mouse.move(900, 450)
        page.mouse.down()
        for step in range(12):
            page.mouse.move(900 + (-1) ** turn * step * 30, 450 - step * 4)
            page.wait_for_timeout(16)
        page.mouse.up()
        page.wait_for_timeout(350)
        if time.monotonic() > end:
            break
    return float(max(page.evaluate("window.benchFrames")))


@contextmanager
def ours(store: Path) -> Iterator[tuple[str, float]]:
    """Serve a store by `mapapp serve`, in a process of its own as people do; give the address, and the seconds that
    an app takes until the page and its layer could be answered."""
    started = time.perf_counter()
    client = create_app(Settings(store=str(store))).test_client()
    for address in FIRST:
        assert client.get(address).status_code == 200
    taken = time.perf_counter() - started
    del client
    command = [sys.executable, "-m", "mapapp", "serve", "--store", str(store), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        found = next(filter(None, (re.search(r"http://[\d.:]+", line) for line in server.stdout)))
        for address in FIRST:
            with urllib.request.urlopen(found[0] + address) as answer:  # noqa: S310 - our own server
                answer.read()
        yield f"{found[0]}/", taken
        server.terminate()


@contextmanager
def folder_served(folder: Path) -> Iterator[str]:
    """Serve the files of a folder as they are."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()


def compare(browser: Browser, store: Path, names: list[str], rounds: int, patience: float) -> dict[str, Result]:
    """Measure the pages of one store, round by round."""
    modules = libraries(user_cache_path("mapapp-bench", appauthor=False) / "peers")
    found: dict[str, Result] = {}
    with tempfile.TemporaryDirectory() as folder, folder_served(Path(folder)) as peers, ours(store) as (own, taken):
        built = {OURS: taken}
        for number, name in enumerate(names):
            seconds = build(name, store, Path(folder) / f"{number}.html", patience)
            if seconds is None:
                found[name] = Result(None)
            else:
                built[name] = seconds
        for _ in range(rounds):
            for name, seconds in built.items():
                address = own if name == OURS else f"{peers}{names.index(name)}.html"
                measured = measure(browser, address, None if name == OURS else modules, patience)
                result = Result(seconds, *(getattr(measured, part) for part in Result.__slots__[1:]))
                found[name] = found[name].best(result) if name in found else result
    return found


def _cells(result: Result, patience: float) -> list[str]:
    if result.build is None:
        return [f"> {patience:.0f} s", "cut off", "", "", ""]
    built = f"{result.build:.1f} s"
    if result.interactive is None or result.kilobytes is None or result.heap is None or result.worst is None:
        return [built, "", f"> {patience:.0f} s", "cut off", ""]
    return [
        built, f"{result.kilobytes:,.0f} kB", f"{result.interactive:,.0f} ms", f"{result.heap:.0f} MB",
        f"{result.worst:,.0f} ms",
    ]  # fmt: skip


def show(number: int, found: dict[str, Result], patience: float) -> None:
    """Print the rows of one number of incidents."""
    for name in (OURS, *(peer for peer in PEERS if peer in found)):
        columns = "".join(f"{cell:>14}" for cell in _cells(found[name], patience))
        print(f"{number:>9,}  {name:<22}{columns}", flush=True)


def judged(measured: dict[int, Result]) -> bool:
    """Print the limits of our own page; return whether all are kept."""
    kept = True
    for number, what, limit in LIMITS:
        if number not in measured:
            continue
        result = measured[number]
        value = {"interactive": result.interactive, "kilobytes": result.kilobytes, "worst frame": result.worst}[what]
        good = value is not None and value < limit
        kept &= good
        told = "cut off" if value is None else f"{value:,.0f}"
        print(f"{'pass' if good else 'FAIL'}   {number:>7,} incidents: {what} {told}, limit {limit}")
    return kept


def main() -> int:
    """Print the table, then the limits; return 1 when one is not kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--incidents", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--patience", type=float, default=120.0, help="seconds a peer may take to build, to load, to pan"
    )
    parser.add_argument("--alone", action="store_true", help="without the peers")
    chosen = parser.parse_args()
    names = [] if chosen.alone else list(PEERS)
    measured: dict[int, Result] = {}
    headings = ("build", "received", "interactive", "heap", "worst frame")
    print(f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print(f"{'incidents':>9}  {'':<22}{''.join(f'{name:>14}' for name in headings)}")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        stores = {5: Path(folder) / "seeds.sqlite"}
        with api.open_store(stores[5]) as opened:
            opened.add(paths.SEEDS)
        for number in [5, *chosen.incidents]:
            store = stores.get(number) or make_store(Path(folder) / f"{number}.sqlite", number)
            found = compare(browser, store, names, chosen.rounds, chosen.patience)
            measured[number] = found[OURS]
            show(number, found, chosen.patience)
        browser.close()
    return 0 if judged(measured) else 1


if __name__ == "__main__":
    sys.exit(main())
