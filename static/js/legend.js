// The legend: what is on the map right now, with counts; and the tray of what has no place.

import { el, glyph, svg } from "./dom.js";
import { count, grouped, t } from "./messages.js";
import { item, light } from "./list.js";
import { change } from "./state.js";

const TRAY = 100; // rows of what has no place
const KINDS = 8; // named before "show all"

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

  let whole = false; // every kind asked for
  let unlocated = null; // brings the rows of the tray, which is mostly closed

  async function fill() {
    const list = tray.querySelector("ol");
    list.replaceChildren();
    if (!tray.open || !unlocated) return;
    const asked = unlocated;
    const rows = await unlocated().catch(() => []);
    if (asked !== unlocated) return;
    list.replaceChildren(...rows.slice(0, TRAY).map((row) => item(page, row)));
    if (tray.open && overlap(tray, legend)) legend.open = false;
  }
  tray.addEventListener("toggle", fill);
  for (const [opened, other] of [[tray, legend], [legend, tray]]) {
    opened.addEventListener("toggle", () => { if (opened.open && overlap(opened, other)) other.open = false; });
  }

  return {
    show(view) {
      const line = (mark, label, number) => el("li", {}, glyph(page.style, mark, 18), el("span", {}, label), el("span.number", {}, grouped(number)));
      const few = whole || view.kinds.length <= KINDS + 1;
      const kinds = (few ? view.kinds : view.kinds.slice(0, KINDS)).map(([kind, number]) => line({ kind, precision: "exact" }, page.style.kinds[kind].label, number));
      const sure = view.precisions.map(([precision, number]) => el("li", {}, swatch(page.style.precisions[precision]), el("span", {}, page.style.precisions[precision].label), el("span.number", {}, grouped(number))));
      const all = el("button.link", { type: "button" }, t("Show all %(num)s", { num: view.kinds.length }));
      all.addEventListener("click", () => {
        whole = true;
        this.show(view);
        legend.querySelector("summary").focus();
      });
      body.replaceChildren(el("ul", {}, ...kinds), few ? "" : all, el("ul.sure", { "aria-label": t("How exact") }, ...sure));
      legend.hidden = !view.inside.total;
      const { total, rows } = view.unlocated;
      tray.hidden = !total;
      tray.querySelector("summary").textContent = count(total, "%(num)s incident not on the map", "%(num)s incidents not on the map");
      unlocated = async () => (rows.length ? rows : view.more("unlocated", 0));
      fill();
    },
  };
}

/** How a precision is drawn: a dot at a place, a dot in a ring near one, the outline of an area or a line. */
function swatch({ dash, fill_opacity: fill, marker }) {
  const parts = marker
    ? [dash ? svg("circle", { class: "edge", cx: 11, cy: 9, r: 7.5, "stroke-dasharray": dash, "fill-opacity": fill }) : null, svg("circle", { class: "dot", cx: 11, cy: 9, r: 4 })]
    : [svg("rect", { class: "edge", x: 1.5, y: 2.5, width: 19, height: 13, rx: 4, "stroke-dasharray": dash || null, "fill-opacity": fill })];
  return svg("svg", { class: "swatch", viewBox: "0 0 22 18", width: 22, height: 18, "aria-hidden": "true" }, ...parts);
}

/** Say whether two parts of the page lie over each other. */
function overlap(one, other) {
  const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
  return a.width > 0 && b.width > 0 && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
