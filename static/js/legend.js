// The legend: what is on the map right now, with counts; and the tray of what has no place.

import { el, glyph } from "./dom.js";
import { shares } from "./clusters.js";
import { count, t } from "./messages.js";
import { item, light } from "./list.js";
import { change } from "./state.js";

/** Make legend and tray; returns {show(rows, inView)}. */
export function createLegend(page) {
  const legend = document.getElementById("legend");
  const tray = document.getElementById("tray");
  const body = legend.querySelector("div");
  if (matchMedia("(max-width: 1100px), (max-height: 640px)").matches) legend.open = false;
  tray.addEventListener("click", (event) => {
    const link = event.target.closest("a.row");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    change({ incident: link.dataset.id });
  });
  light(tray);

  return {
    show(rows, inView) {
      const seen = rows.filter((row) => row.point && inView(row));
      const kinds = shares(seen, (row) => row.kind).map(([kind, number]) =>
        el("li", {}, glyph(page.style, { kind, precision: "exact" }, 18), el("span", {}, page.style.kinds[kind].label), el("span.number", {}, String(number))));
      const sure = shares(seen, (row) => row.precision).map(([precision, number]) =>
        el("li", {}, glyph(page.style, { kind: "consult", precision }, 18), el("span", {}, page.style.precisions[precision].label), el("span.number", {}, String(number))));
      body.replaceChildren(el("ul", {}, ...kinds), el("ul.sure", { "aria-label": t("How exact") }, ...sure));
      legend.hidden = !seen.length;
      const unlocated = rows.filter((row) => !row.point);
      tray.hidden = !unlocated.length;
      tray.querySelector("summary").textContent = count(unlocated.length, "%(num)s incident not on the map", "%(num)s incidents not on the map");
      tray.querySelector("ol").replaceChildren(...unlocated.slice(0, 100).map((row) => item(page, row)));
    },
  };
}
