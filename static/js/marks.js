// What markers look like and how they are said: elements and words, no map.

import { arcs } from "./clusters.js";
import { el, svg } from "./dom.js";
import { count, grouped, later, locale, t } from "./messages.js";

const rough = later(() => new Intl.NumberFormat(locale, { notation: "compact", maximumSignificantDigits: 2 }));

/** A circle cut by family of kinds, with the number of incidents in it. */
export function donut(style, mark, size) {
  const radius = 13;
  const around = 2 * Math.PI * radius;
  const cuts = arcs(themes(style, mark.kinds)).map((arc) =>
    svg("circle", {
      class: "arc", "data-theme": arc.key, cx: 16, cy: 16, r: radius, transform: "rotate(-90 16 16)",
      "stroke-dasharray": `${Math.max(arc.length * around - 1.2, 1)} ${around}`, "stroke-dashoffset": -arc.offset * around,
    }),
  );
  const number = mark.count < 1000 ? String(mark.count) : rough().format(mark.count);
  return svg("svg", { viewBox: "0 0 32 32", width: size, height: size, "aria-hidden": "true" },
    svg("circle", { class: "plate", cx: 16, cy: 16, r: 15.5 }), ...cuts,
    svg("text", { class: number.length > 3 ? "long" : null, x: 16, y: 16.5, "text-anchor": "middle", "dominant-baseline": "central" }, number));
}

/** Count by family what is counted by kind: [[theme, number], ...], most first. */
function themes(style, kinds) {
  const counts = {};
  for (const [kind, number] of Object.entries(kinds)) counts[style.kinds[kind].theme] = (counts[style.kinds[kind].theme] || 0) + number;
  return Object.entries(counts).sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
}

/** The two lines that hover over a marker. */
export function hint(title, line) {
  return el("span.hint", {}, el("b", {}, el("bdi", {}, title)), el("span", {}, line));
}

/** A marker in words. */
export function spoken(style, row) {
  return [style.kinds[row.kind].label, row.title, row.date, row.contested ? t("disputed") : ""].filter(Boolean).join(", ");
}

/** A marker of several incidents in words: the first by name where it is known, else what most are. */
export function spokenStack(style, mark) {
  const said = count(mark.count, "%(num)s incident at one spot", "%(num)s incidents at one spot");
  if (mark.rows) return `${said}: ${mark.rows[0].title} …`;
  const most = Object.entries(mark.kinds).sort((one, other) => other[1] - one[1]).slice(0, 3);
  return `${said}: ${most.map(([kind, number]) => `${style.kinds[kind].label} ${grouped(number)}`).join(", ")} …`;
}

/** The attribution of the background, as the markup Leaflet wants: plain text, escaped. */
export function credit(page) {
  const text = [...(page.tiles ? [page.tiles.attribution, ...page.credits.slice(1)] : page.credits)].join(", ");
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
