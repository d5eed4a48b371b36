"""Make docs/images/*.png: the app over the five reports, as people see it. Run by hand: python docs/screenshots.py

Needs Chromium, the developer set-up (playwright), and Pillow beside it (pip install pillow), which keeps the pictures
under 300 KB. The store is made in a temporary folder.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

import waitress
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from mapapp import api, paths
from mapapp.settings import Settings
from mapapp.web import create_app

IMAGES = Path(__file__).parent / "images"
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
DESK, TABLET, PHONE = (1440, 900), (1024, 768), (390, 844)


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: what to open, how large, and what to press first."""

    name: str
    address: str
    size: tuple[int, int] = DESK
    dark: bool = False
    press: str = ""  # a selector


SHOTS = (
    Shot("map", "/"),
    Shot("card", "/?incident={busiest}"),
    Shot("filters", "/?kind=assault,mobilize&from=2021-05-10&to=2021-05-16", TABLET, press="#more-button"),
    Shot("report", "/report/{report}?mark={mark}#mark"),
    Shot("dark", "/?incident={busiest}", TABLET, dark=True),
    Shot("phone-list", "/", PHONE),
    Shot("phone-map", "/?view=map", PHONE, dark=True),
    Shot("phone-card", "/?incident={busiest}", PHONE),
    Shot("empty", "/?text=unicorn", TABLET),
    Shot("error", "/incident/0000", TABLET),
)


def main() -> None:
    """Read the reports, serve them, take every picture."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "seeds.sqlite"
        with api.open_store(path) as store:
            store.add(paths.SEEDS)
            busiest = max(store.select(), key=lambda incident: len(incident.reports))
        first = busiest.reports[0]
        words = {"busiest": busiest.id, "report": first.document_id, "mark": f"{first.start}-{first.end}"}
        server = waitress.create_server(create_app(Settings(store=str(path))), port=0)
        threading.Thread(target=server.run, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
            for shot in SHOTS:
                take(browser, f"http://127.0.0.1:{server.effective_port}{shot.address.format(**words)}", shot)
            browser.close()


def take(browser: Browser, address: str, shot: Shot) -> None:
    """Take one picture."""
    width, height = shot.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if shot.dark else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address)
    if shot.name != "error":
        page.wait_for_selector("html[data-ready]", state="attached")
    if shot.press:
        page.click(shot.press)
    settle(page)
    file = IMAGES / f"{shot.name}.png"
    page.screenshot(path=file)
    with Image.open(file) as picture:
        fewer = picture.convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    fewer.save(file, optimize=True)
    print(f"{file}: {file.stat().st_size // 1000} KB")
    context.close()


def settle(page: Page) -> None:
    """Wait until tiles are drawn: they come without a sign of their own."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(800)


if __name__ == "__main__":
    main()
