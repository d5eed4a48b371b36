// The map: the only module that knows Leaflet. Leaflet wants [lat, lon]; everything else here is [lon, lat].

import { createAreas } from "./areas.js";
import { el } from "./dom.js";
import { credit } from "./marks.js";
import { grouped, t } from "./messages.js";
import { createPins } from "./pins.js";
import { boxOfEdges, holds, nearest } from "./tiles.js";

const { L } = globalThis; // Leaflet's bundle, which the page loads before its modules
const CLOSEST = 10; // zoom the map goes to by itself, at most
const WORLD = [[-35, -20], [60, 120]];
const CALM = 250; // ms without a change before names are set anew
const NONE = [];
const SPARE = 0.3; // of the view's size, drawn beyond each edge

/** Leaflet's scale bar, in the words of the page's language. */
const Scale = L.Control.Scale.extend({
  _updateMetric(most) {
    const metres = this._getRoundNum(most);
    const said = metres < 1000 ? t("%(num)s m", { num: metres }) : t("%(num)s km", { num: grouped(metres / 1000) });
    this._updateScale(this._mScale, said, metres / most);
  },
});

const latlon = ([lon, lat]) => [lat, lon];
const boundsOf = ([west, south, east, north]) => L.latLngBounds([[south, west], [north, west <= east ? east : east + 360]]);

/**
 * Make a map in `element`. Options: {page, onSelect(row), onSpot(mark), onMove(byPerson), onLight(id), onProblem(error)}.
 * Returns {show, select, light, fit, fitBox, view, go, shown, box, bbox, spots, frame, bring, zoom}.
 */
export function createMap(element, { page, small = false, onSelect = () => {}, onSpot = () => {}, onMove = () => {}, onLight = () => {}, onProblem = () => {} }) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(element, {
    zoomControl: false, attributionControl: false, minZoom: 2, maxZoom: 14, worldCopyJump: true, scrollWheelZoom: !small,
    zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still, inertia: !still, maxBounds: [[-86, -400], [86, 400]],
  });
  map.fitBounds(WORLD, { animate: false });
  new Scale({ imperial: false, position: "bottomright" }).addTo(map);
  L.control.attribution({ prefix: false, position: "bottomright" }).addAttribution(credit(page)).addTo(map);
  const areas = createAreas(L, map, page);
  const pins = createPins(L, map, { page, onSelect, onSpot, onLight, faint: dissolves });
  const how = { selected: "", lit: "" };
  let source = null;
  let chosen = null; // row of the selected incident
  let drawn = null; // zoom
  let ground = null; // promise of the background, which waits for the first view, not to be drawn twice
  let naming = 0; // until the names of the background keep clear of the markers
  let moved = false; // by the person, since the last fit
  let loading = null; // until the markers in view are here
  let size = { width: element.clientWidth, height: element.clientHeight }; // asking the element would lay the page out
  let pending = null; // what to do once the map has a size: on a phone it starts hidden

  map.on("moveend resize", () => {
    draw();
    onMove(moved);
  });
  map.on("dragend", () => { moved = true; });
  for (const type of ["wheel", "keydown", "touchmove"]) {
    element.addEventListener(type, () => { moved = true; }, { passive: true });
  }
  new ResizeObserver(([{ contentRect }]) => {
    size = contentRect;
    map.invalidateSize({ animate: false });
    if (pending && shown()) pending();
  }).observe(element);

  function shown() {
    return size.width > 0 && size.height > 0;
  }

  function boxOf(bounds) {
    return boxOfEdges(bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth());
  }

  function draw() {
    if (!source || !shown()) return;
    const zoom = map.getZoom();
    const frame = map.getBounds().pad(SPARE);
    const box = boxOf(frame);
    const waiting = source.load(zoom, box);
    loading = waiting;
    const asked = source;
    waiting?.then(() => { if (asked === source && zoom === map.getZoom()) draw(); }, onProblem);
    if (waiting && drawn !== zoom) return; // the markers of the zoom before stay until those of this one are here
    drawn = zoom;
    const centre = map.getCenter().lng;
    const visible = ({ at: [lon, lat] }) => frame.contains([lat, nearest(lon, centre)]);
    const all = source.marks(zoom);
    const marks = all.filter(visible).flatMap((mark) => apart(mark));
    if (chosen?.point && holds(box, chosen.point) && !marks.some((mark) => mark.key === `one:${chosen.id}`)) marks.push(alone(chosen));
    pins.show(marks, how);
    clearTimeout(naming);
    naming = setTimeout(() => ground?.then((land) => land?.settle()), CALM);
    areas.show(outlines([...marks, ...all.filter((mark) => !visible(mark))]), how); // an area may reach in from outside
  }

  /** The selected incident is never hidden in a stack. */
  function apart(mark) {
    if (mark.count < 2 || !mark.rows?.some((row) => row.id === how.selected)) return [mark];
    const rows = mark.rows.filter((row) => row.id !== how.selected);
    const { kind } = mark.rows.find((row) => row.id === how.selected);
    if (rows.length === 1) return [alone(rows[0])];
    return [{ ...mark, key: `${mark.key}-${how.selected}`, count: rows.length, rows, at: rows[0].point, kinds: { ...mark.kinds, [kind]: mark.kinds[kind] - 1 } }];
  }

  function alone(row) {
    return { key: `one:${row.id}`, at: row.point, count: 1, kinds: { [row.kind]: 1 }, rows: [row] };
  }

  function outlines(marks) {
    const told = new Map();
    for (const mark of marks) {
      for (const row of mark.rows || []) {
        const geometry = source.shape(row);
        if (!geometry) continue;
        if (!told.has(geometry)) told.set(geometry, []);
        told.get(geometry).push(row);
      }
    }
    return told;
  }

  /** Past the zoom at which a place is known, its marker gives way to the area drawn. */
  function dissolves(row) {
    const geometry = source?.shape(row);
    if (!geometry) return false;
    const bounds = areas.bounds(geometry);
    const across = map.latLngToLayerPoint(bounds.getSouthEast()).subtract(map.latLngToLayerPoint(bounds.getNorthWest()));
    return Math.min(across.x, across.y) > Math.min(size.width, size.height) * 0.6;
  }

  /** Room on the left for legend and tray, where the map is wide enough to spare it. */
  function left() {
    return !small && size.width > 760 ? 280 : 36;
  }

  function reach(rows) {
    const bounds = L.latLngBounds([]);
    for (const row of rows) {
      const geometry = source.shape(row);
      if (geometry) bounds.extend(areas.bounds(geometry));
      else if (row.point) bounds.extend(latlon(row.point));
    }
    return bounds;
  }

  function fitTo(bounds, closest, animate) {
    if (bounds.isValid()) map.fitBounds(bounds, { maxZoom: closest, paddingTopLeft: [left(), 48], paddingBottomRight: [60, 36], animate: animate && !still });
    else draw();
    settle();
  }

  /** The markers come first: until they are drawn the land under them waits. */
  async function settle() {
    ground ??= (async () => {
      await loading?.catch(() => null);
      await new Promise(requestAnimationFrame);
      const { basemap } = await import("./basemap.js");
      return basemap(L, map, page, (zoom) => source?.marks(zoom) || NONE);
    })().catch(onProblem);
    await ground;
  }

  return {
    /** Show what a source has (source.js): where the map stands, or all of it ("fit"), or a view {zoom, lat, lon}. */
    show(next, view = null) {
      source = next;
      drawn = null;
      pins.clear();
      areas.clear();
      if (view === "fit") this.fit();
      else if (view) this.go(view);
      else draw();
    },
    /** Mark one incident, given as its row, as chosen and bring it into view; undefined: none. */
    select(row) {
      how.selected = row?.id || "";
      chosen = row;
      draw();
      if (!row?.point) return;
      if (!shown()) {
        pending = () => this.select(row);
        return;
      }
      pending = null;
      const bounds = reach([row]);
      if (map.getBounds().pad(-0.05).contains(bounds)) return;
      if (map.getBounds().contains(bounds.getCenter()) && !source.shape(row)) map.panInside(latlon(row.point), { padding: [60, 60], animate: !still });
      else map.fitBounds(bounds, { maxZoom: Math.max(Math.min(map.getZoom(), CLOSEST), 7), padding: [50, 50], animate: !still });
    },
    light(id) {
      how.lit = id;
      pins.emphasise(how);
      areas.emphasise(how);
    },
    /** Show all that has a place. */
    fit({ animate = false } = {}) {
      moved = false;
      pending = shown() ? null : () => this.fit();
      if (!pending && source) fitTo(source.bounds ? boundsOf(source.bounds) : reach(source.rows), CLOSEST - 1, animate);
    },
    /** Show a box (west, south, east, north). */
    fitBox(box, { closest = 13 } = {}) {
      moved = true;
      pending = shown() ? null : () => this.fitBox(box, { closest });
      if (!pending) fitTo(boundsOf(box), closest, true);
    },
    view() {
      const { lat, lng } = map.getCenter();
      return { zoom: map.getZoom(), lat, lon: lng };
    },
    go({ zoom, lat, lon }) {
      map.setView([lat, lon], zoom, { animate: false });
      settle();
    },
    /** Wait for the markers in view. */
    settled: () => loading?.catch(() => null),
    /** Say whether the map is on the screen at all. */
    shown,
    /** The visible box (west, south, east, north); null while there is none. */
    box: () => (shown() ? boxOf(map.getBounds()) : null),
    /** Show single points beside the incidents: the places of a report. [{lon, lat, name}] */
    spots(places) {
      return places.map(({ lon, lat, name: label }) => {
        const spot = L.circleMarker([lat, lon], { radius: 4.5, className: "spot", weight: 1.5 }).addTo(map);
        spot.bindTooltip(el("span", {}, label), { className: "tip" });
        return { light: (on) => { spot.getElement()?.classList.toggle("lit", on); spot.setRadius(on ? 9 : 4.5); if (on) { spot.bringToFront(); spot.openTooltip(); } else spot.closeTooltip(); }, remove: () => spot.remove(), at: [lat, lon] };
      });
    },
    frame(points) {
      if (points.length) map.fitBounds(L.latLngBounds(points), { maxZoom: 8, padding: [28, 28], animate: false });
      settle();
    },
    bring: (point) => map.panInside(point, { padding: [40, 40], animate: !still }),
    zoom: (step) => { moved = true; map.setZoom(map.getZoom() + step, { animate: !still }); },
  };
}
