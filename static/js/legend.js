// The legend: what is on the map right now, with counts; and the tray of what has no place.

import { el, glyph } from "./dom.js";
import { count, grouped, t } from "./messages.js";
import { item, light } from "./list.js";
import { change } from "./state.js";

const TRAY = 100; // rows of what has no place

/** Make legend and tray; returns {show(view)}, a view of source.js. */
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

  let unlocated = null; // brings the rows of the tray, which is mostly closed

  async function fill() {
    const list = tray.querySelector("ol");
    list.replaceChildren();
    if (!tray.open || !unlocated) return;
    const asked = unlocated;
    const rows = await unlocated().catch(() => []);
    if (asked === unlocated) list.replaceChildren(...rows.slice(0, TRAY).map((row) => item(page, row)));
  }
  tray.addEventListener("toggle", fill);

  return {
    show(view) {
      const line = (mark, label, number) => el("li", {}, glyph(page.style, mark, 18), el("span", {}, label), el("span.number", {}, grouped(number)));
      const kinds = view.kinds.map(([kind, number]) => line({ kind, precision: "exact" }, page.style.kinds[kind].label, number));
      const sure = view.precisions.map(([precision, number]) => line({ kind: "consult", precision }, page.style.precisions[precision].label, number));
      body.replaceChildren(el("ul", {}, ...kinds), el("ul.sure", { "aria-label": t("How exact") }, ...sure));
      legend.hidden = !view.inside.total;
      const { total, rows } = view.unlocated;
      tray.hidden = !total;
      tray.querySelector("summary").textContent = count(total, "%(num)s incident not on the map", "%(num)s incidents not on the map");
      unlocated = async () => (rows.length ? rows : view.more("unlocated", 0));
      fill();
    },
  };
}
