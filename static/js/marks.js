// What markers look like and how they are said: elements and words, no map.

import { arcs, shares } from "./clusters.js";
import { el, svg } from "./dom.js";
import { count, t } from "./messages.js";

/** A circle cut by family of kinds, with the number of incidents in it. */
export function donut(style, together, size) {
  const radius = 13;
  const around = 2 * Math.PI * radius;
  const cuts = arcs(shares(together, (row) => style.kinds[row.kind].theme)).map((arc) =>
    svg("circle", {
      class: "arc", "data-theme": arc.key, cx: 16, cy: 16, r: radius, transform: "rotate(-90 16 16)",
      "stroke-dasharray": `${Math.max(arc.length * around - 1.2, 1)} ${around}`, "stroke-dashoffset": -arc.offset * around,
    }),
  );
  const number = together.length > 999 ? "999+" : String(together.length);
  return svg("svg", { viewBox: "0 0 32 32", width: size, height: size, "aria-hidden": "true" },
    svg("circle", { class: "plate", cx: 16, cy: 16, r: 15.5 }), ...cuts,
    svg("text", { x: 16, y: 16.5, "text-anchor": "middle", "dominant-baseline": "central" }, number));
}

/** The two lines that hover over a marker. */
export function hint(title, line) {
  return el("span.hint", {}, el("b", {}, el("bdi", {}, title)), el("span", {}, line));
}

/** A marker in words. */
export function spoken(style, row) {
  return [style.kinds[row.kind].label, row.title, row.date, row.contested ? t("disputed") : ""].filter(Boolean).join(", ");
}

/** A marker of several incidents in words. */
export function spokenStack(together) {
  return `${count(together.length, "%(num)s incident at one spot", "%(num)s incidents at one spot")}: ${together[0].title} …`;
}

/** The attribution of the background, as the markup Leaflet wants: plain text, escaped. */
export function credit(page) {
  const text = page.tiles ? page.tiles.attribution : "Natural Earth, GeoNames";
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
