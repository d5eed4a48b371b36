// On paper: what the page shows, where it is found, and the map as it stands on the screen, only smaller.

import { day } from "./format.js";
import { t } from "./messages.js";

const PAPER = { width: 700, height: 480 }; // px, what an upright A4 page has for a map

/** Have the page ready whenever it is printed. */
export function createPrinting() {
  const map = document.getElementById("map");
  const said = document.getElementById("printed");
  addEventListener("beforeprint", () => {
    const { clientWidth: width, clientHeight: height } = map;
    const scale = Math.min(PAPER.width / width, PAPER.height / height, 1);
    for (const [name, value] of [["width", `${width}px`], ["height", `${height}px`], ["scale", scale]]) {
      if (width && height) map.style.setProperty(`--printed-${name}`, value);
    }
    said.textContent = t("%(address)s, printed on %(date)s", { address: location.href, date: day(new Date().toISOString().slice(0, 10)) });
  });
}
