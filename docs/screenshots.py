"""Make docs/images/*.png: the app over the five reports, as people see it. Run by hand: python docs/screenshots.py

Needs Chromium, the developer set-up (playwright), and Pillow beside it (pip install pillow), which keeps the pictures
near 100 KB. The store is made in a temporary folder.
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
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"]


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: what to open and what to press first; it is taken on every screen, light and dark."""

    name: str
    address: str
    press: str = ""  # a selector


SCREENS = {"desk": (1440, 900), "tablet": (1024, 768), "phone": (390, 844)}
SHOTS = (
    Shot("map", "/?view=map"),
    Shot("card", "/?incident={busiest}"),
    Shot("reader", "/report/{report}?mark={mark}#mark"),
    Shot("filtered", "/?kind=assault,mobilize&from=2021-05-10&to=2021-05-16", press="#more-button"),
    Shot("empty", "/?text=unicorn"),
    Shot("error", "/report/{report}-mistyped"),
)
RUSSIAN = (Shot("russian", "/?lang=ru&incident={busiest}"),)
DAY = (Shot("list", "/"), Shot("share", "/?kind=assault", press="#share summary"), Shot("place", "/place/iso:AM-SU"))


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
            at = f"http://127.0.0.1:{server.effective_port}"
            for screen, size in SCREENS.items():
                for dark in (False, True):
                    more = () if dark else DAY if screen == "desk" else RUSSIAN if screen == "phone" else ()
                    for shot in SHOTS + more:
                        name = "-".join(
                            [shot.name, *([screen] if screen != "desk" else []), *(["dark"] if dark else [])]
                        )
                        take(browser, at + shot.address.format(**words), shot.press, Picture(name, size, dark))
            browser.close()


@dataclass(frozen=True, slots=True)
class Picture:
    """A file and how its page is shown."""

    name: str
    size: tuple[int, int]  # CSS pixels
    dark: bool


def take(browser: Browser, address: str, press: str, picture: Picture) -> None:
    """Take one picture, in few colours."""
    context = browser.new_context(
        viewport={"width": picture.size[0], "height": picture.size[1]},
        color_scheme="dark" if picture.dark else "light",
        reduced_motion="reduce",
        locale="en-GB",
    )
    page = context.new_page()
    page.goto(address)
    if page.locator("script[type=module]").count():
        page.wait_for_selector("html[data-ready]", state="attached")
    if press:
        page.click(press)
    settle(page)
    file = IMAGES / f"{picture.name}.png"
    page.screenshot(path=file)
    with Image.open(file) as taken:
        fewer = taken.convert("RGB").quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    fewer.save(file, optimize=True)
    print(f"{file}: {file.stat().st_size // 1000} KB")
    context.close()


def settle(page: Page) -> None:
    """Wait until tiles are drawn: they come without a sign of their own."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(800)


if __name__ == "__main__":
    main()
