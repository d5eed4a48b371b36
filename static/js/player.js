// The button that plays through time: one window of days after the other. Where the person asked for less motion it
// moves by one window a press and never by itself.

import { el, svg } from "./dom.js";
import { t } from "./messages.js";

const PACE = 1100; // ms a window is shown
const PLAY = "M5 3l10 6-10 6Z";
const PAUSE = "M4 3h4v12H4ZM10 3h4v12h-4Z";
const STEP = "M3 3l8 6-8 6ZM12 3h3v12h-3Z";

/** Make the player; `turn(starting)` moves on and says whether it could. Returns {button, stop(), playing()}. */
export function createPlayer({ turn }) {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const path = svg("path", { d: PLAY });
  const button = el("button.play", { type: "button" }, svg("svg", { viewBox: "0 0 18 18", width: 16, height: 16, "aria-hidden": "true" }, path));
  let timer = 0;
  let begun = false;

  function look() {
    const name = timer ? t("Pause") : still.matches ? t("Next window of time") : t("Play through time");
    path.setAttribute("d", timer ? PAUSE : still.matches ? STEP : PLAY);
    button.setAttribute("aria-label", name);
    button.title = name;
  }

  function stop() {
    clearTimeout(timer);
    timer = 0;
    begun = false;
    look();
  }

  function go() {
    if (!turn(!begun)) {
      stop();
      return;
    }
    begun = true;
    if (!still.matches) timer = setTimeout(go, PACE);
    look();
  }

  button.addEventListener("click", () => {
    if (timer) stop();
    else go();
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden && timer) stop(); });
  still.addEventListener("change", stop);
  look();
  return { button, stop, playing: () => begun };
}
