// The areas, lines and corridors incidents lie in: each outline once, where it is on the screen and large enough to see.

import { shares } from "./clusters.js";
import { boxOfShape } from "./tiles.js";

const LEAST = 18; // px: what is smaller hides behind its marker
const MOST = 120; // outlines drawn at a time

/** Make the layer of areas on a Leaflet map; returns {show(told, how), emphasise(how), bounds(geometry), clear()}. */
export function createAreas(L, map, page) {
  const layer = L.layerGroup().addTo(map);
  const drawn = new Map(); // geometry -> Leaflet layer, the rows it stands for in `.told`
  const known = new WeakMap(); // geometry -> bounds

  function bounds(geometry) {
    if (!known.has(geometry)) {
      const [west, south, east, north] = boxOfShape(geometry);
      known.set(geometry, L.latLngBounds([[south, west], [north, east]]));
    }
    return known.get(geometry);
  }

  function visible(geometry, frame, pixel) {
    const box = bounds(geometry);
    return frame.intersects(box) && Math.max(box.getEast() - box.getWest(), box.getNorth() - box.getSouth()) / pixel > LEAST;
  }

  function theme(told) {
    return shares(told, (row) => page.style.kinds[row.kind].theme)[0][0];
  }

  function style(told, mode) {
    const ring = page.style.precisions[told[0].precision];
    const fill = Math.max(ring.fill_opacity, 0.08);
    return { className: `area ${mode}`, weight: mode ? 2.5 : 1.2, dashArray: ring.dash || null, opacity: mode ? 1 : 0.55, fillOpacity: mode ? Math.min(fill * 2, 0.4) : fill * 0.7 };
  }

  function add(geometry, told) {
    const made = L.geoJSON({ type: "Feature", geometry, properties: {} }, {
      interactive: false,
      style: () => style(told, ""),
      pointToLayer: (_, at) => L.circleMarker(at, { radius: 4, interactive: false }), // a point among several places
    });
    made.told = told;
    drawn.set(geometry, made.addTo(layer));
    made.eachLayer((part) => part.getElement?.()?.setAttribute("data-theme", theme(told)));
  }

  function state(made, { selected, lit }) {
    const mode = made.told.some((row) => row.id === selected || (lit !== "" && row.id === lit)) ? "strong" : "";
    if (made.mode === mode) return;
    made.mode = mode;
    made.setStyle(style(made.told, mode));
    made.eachLayer((part) => part.getElement?.()?.classList.toggle("strong", Boolean(mode)));
    if (mode) made.bringToFront();
  }

  return {
    bounds,
    /** Show the outlines of rows, a Map geometry -> rows; `how` is {selected, lit}. */
    show(told, how) {
      const frame = map.getBounds().pad(0.3);
      const chosen = (rows) => rows.some((row) => row.id === how.selected);
      const pixel = 360 / (256 * 2 ** map.getZoom()); // degrees
      const wanted = [...told].filter(([geometry, rows]) => chosen(rows) || visible(geometry, frame, pixel));
      wanted.sort(([, one], [, other]) => chosen(other) - chosen(one));
      const kept = new Map(wanted.slice(0, MOST));
      for (const [geometry, made] of [...drawn]) {
        if (kept.get(geometry)?.length === made.told.length) continue;
        layer.removeLayer(made);
        drawn.delete(geometry);
      }
      for (const [geometry, rows] of kept) if (!drawn.has(geometry)) add(geometry, rows);
      for (const made of drawn.values()) state(made, how);
    },
    emphasise(how) {
      for (const made of drawn.values()) state(made, how);
    },
    clear() {
      layer.clearLayers();
      drawn.clear();
    },
  };
}
