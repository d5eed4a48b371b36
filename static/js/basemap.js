// The background: vector tiles of Natural Earth from the server's own file, drawn by protomaps-leaflet.
// data/basemap/make.py says which layers the file has and what their features carry.

import { clearance, firstClear } from "./labels.js";
import { sourcesFirst } from "./naming.js";

const LIGHT = {
  sea: "#d9e4ea", land: "#f6f4ef", lake: "#cfdfe8", shore: "#a9bcc7", border: "#948c80", disputed: "#857c70", division: "#d2cbbf",
  country: "#6b665f", province: "#8b857b", town: "#40474d", water: "#4f7489", range: "#7a7466", halo: "#f9f8f4",
};
const DARK = {
  sea: "#11161b", land: "#21262c", lake: "#151d24", shore: "#3a4751", border: "#78818a", disputed: "#8b949c", division: "#363e46",
  country: "#a2aab1", province: "#7d868e", town: "#c3cad0", water: "#6f92a8", range: "#8d8877", halo: "#171b20",
};
const FAMILY = '-apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", "Liberation Sans", Arial, sans-serif';
const WATER = new Set(["ocean", "sea", "gulf", "strait", "lake", "reservoir"]);
const AREAS = new Set(["region", "province", "district"]);
const RELIEF = new Set(["range", "desert", "pass"]);
const DATA_ZOOM = 7;
const N = 1, E = 3, S = 5, W = 7; // protomaps-leaflet's TextPlacements
const BESIDE = 20; // px from a town to its name where a marker stands on the town
const NOWHERE = () => []; // marks of a map without any

/**
 * Put the background on a map, and again whenever the person's light or dark setting changes. Its names keep clear of
 * `marks(zoom)`, an array that is another one when they have changed; returns {settle()}: set names anew if they have.
 */
export function basemap(L, map, page, marks = NOWHERE) {
  if (page.tiles?.url) {
    L.tileLayer(page.tiles.url, { maxZoom: 19, referrerPolicy: "strict-origin-when-cross-origin" }).addTo(map);
    return { settle: () => {} };
  }
  const set = new Map(); // zoom -> what its names were set clear of: {marks, clear}
  const clear = (zoom) => {
    if (!set.has(zoom)) set.set(zoom, { marks: marks(zoom), clear: clearance(marks(zoom), zoom) });
    return set.get(zoom).clear;
  };
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let layer = null;
  const draw = () => {
    const colours = dark.matches ? DARK : LIGHT;
    map.getContainer().style.background = colours.sea;
    layer?.remove();
    layer = globalThis.protomapsL ? vector(page, colours, clear).addTo(map) : null;
  };
  dark.addEventListener("change", draw);
  draw();
  if (page.basemap && !layer) drawer(page.basemap.drawer, draw);
  return {
    settle() {
      const zoom = map.getZoom();
      if (!set.has(zoom) || set.get(zoom).marks === marks(zoom)) return;
      set.clear();
      layer?.clearLayout();
      // not rerenderTiles(): it would draw what is left of another zoom too, at coordinates of this one
      for (const { coords } of Object.values(layer?._tiles ?? {})) {
        if (coords.z === zoom) layer.rerenderTile(layer._tileCoordsToKey(layer._wrapCoords(coords)));
      }
    },
  };
}

/** Fetch what draws tiles and run it. */
function drawer(address, then) {
  const script = document.createElement("script");
  script.src = address;
  script.addEventListener("load", then);
  document.head.append(script);
}

function vector(page, colours, clear) {
  const { leafletLayer, PolygonSymbolizer, LineSymbolizer } = globalThis.protomapsL;
  const area = (dataLayer, fill) => ({ dataLayer, symbolizer: new PolygonSymbolizer({ fill, stroke: colours.shore, width: 0.7 }) });
  const line = (dataLayer, color, width, more = {}) => ({ dataLayer, symbolizer: new LineSymbolizer({ color, width, ...more }) });
  const grow = (zoom) => (zoom < 5 ? 0.8 : zoom < 8 ? 1.2 : 1.6);
  return leafletLayer({
    url: page.basemap.tiles,
    attribution: "",
    backgroundColor: colours.sea,
    maxDataZoom: DATA_ZOOM,
    paintRules: [
      area("land", colours.land),
      area("lakes", colours.lake),
      line("divisions", colours.division, (zoom) => grow(zoom) * 0.7),
      line("borders", colours.border, grow),
      line("disputed", colours.disputed, grow, { dash: [3, 3] }),
    ],
    labelRules: labels(colours, page.named || [], clear),
  });
}

/**
 * Names, the most important first: where two collide, the earlier rule and the higher rank stay. A disputed place has
 * several ("Stepanakert / Khankendi"): the one the sources use, `named`, stands first. A name under a marker is moved,
 * or left out: `clear(zoom)` says whether a box is.
 */
function labels(colours, named, clear) {
  const labelProps = (zoom, { props }) => {
    props.shown ??= sourcesFirst(props.name, named);
    return ["shown"];
  };
  const { CenteredTextSymbolizer, CircleSymbolizer, GroupSymbolizer, OffsetTextSymbolizer } = globalThis.protomapsL;
  const text = (fill, font, more = {}) => ({ labelProps, fill, font: `${font} ${FAMILY}`, stroke: colours.halo, width: 2.4, lineHeight: 1.3, ...more });
  const rule = (holds, symbolizer) => ({
    dataLayer: "places",
    symbolizer,
    filter: (zoom, { props }) => props.min <= zoom && holds(props, zoom),
    sort: (one, other) => other.rank - one.rank,
  });
  const moved = (symbolizer, y) => ({ place: (layout, geometry, feature) => symbolizer.place(layout, geometry.map((points) => points.map((point) => point.add({ x: 0, y }))), feature) });
  const free = (...ways) => ({ place: (layout, ...of) => firstClear(ways.map((way) => () => way.place(layout, ...of)), clear(layout.zoom)) });
  const area = (holds, fill, font, more) => {
    const name = new CenteredTextSymbolizer(text(fill, font, more));
    return rule(holds, free(name, moved(name, -BESIDE), moved(name, BESIDE)));
  };
  const spot = (holds, radius, font) => {
    const name = (offsetX, offsetY, placement) => new OffsetTextSymbolizer(text(colours.town, font, { offsetX, offsetY, ...(placement && { placements: [placement] }) }));
    return rule(holds, new GroupSymbolizer([
      new CircleSymbolizer({ radius, fill: colours.halo, stroke: colours.town, width: 1.4 }),
      free(name(radius + 6, 2), name(-radius - 6, 2, W), name(BESIDE, 2, E), name(-BESIDE, 2, W), name(0, -BESIDE, N), name(0, BESIDE, S)),
    ]));
  };
  const other = ({ kind }) => kind !== "country" && !WATER.has(kind) && !AREAS.has(kind) && !RELIEF.has(kind);
  return [
    area(({ kind }, zoom) => kind === "country" && zoom < 8, colours.country, "600 12px", { letterSpacing: 1.2, textTransform: "uppercase", maxLineChars: 12 }),
    area(({ kind }) => kind === "ocean" || kind === "sea", colours.water, "italic 13px", { maxLineChars: 10 }),
    spot((props) => other(props) && props.capital, 3, "600 13px"),
    spot((props) => other(props) && !props.capital && props.rank >= 500, 2.4, "500 12.5px"),
    spot((props) => other(props) && !props.capital && props.rank < 500, 2, "12px"),
    area(({ kind }) => WATER.has(kind) && kind !== "ocean" && kind !== "sea", colours.water, "italic 11.5px", { maxLineChars: 12 }),
    area(({ kind }) => AREAS.has(kind), colours.province, "11.5px", { letterSpacing: 0.6, maxLineChars: 12 }),
    area(({ kind }) => RELIEF.has(kind), colours.range, "italic 11px", { maxLineChars: 14 }),
  ];
}
