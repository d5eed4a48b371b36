// The map: the only module that knows Leaflet. Leaflet wants [lat, lon]; everything else here is [lon, lat].

import * as L from "leaflet";

import { basemap } from "./basemap.js";
import { group, shares } from "./clusters.js";
import { el, glyph } from "./dom.js";
import { credit, donut, hint, spoken, spokenStack } from "./marks.js";
import { count, t } from "./messages.js";

const PIN = 32; // px, side of a marker's target
const REACH = 26; // px, markers nearer than this share one
const CLOSEST = 10; // zoom the map goes to by itself, at most
const WORLD = [[-35, -20], [60, 120]];

/**
 * Make a map in `element`. Options: {page, onSelect(row), onSpot(rows), onMove(), onLight(id)}.
 * Returns {show, select, light, fit, view, go, inView, bbox, spots, zoom}.
 */
export function createMap(element, { page, small = false, onSelect = () => {}, onSpot = () => {}, onMove = () => {}, onLight = () => {} }) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(element, {
    zoomControl: false, attributionControl: false, minZoom: 2, maxZoom: 14, worldCopyJump: true, scrollWheelZoom: !small,
    zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still, inertia: !still, maxBounds: [[-86, -400], [86, 400]],
  });
  map.fitBounds(WORLD, { animate: false });
  L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
  L.control.attribution({ prefix: false, position: "bottomright" }).addAttribution(credit(page)).addTo(map);
  basemap(L, map, page);
  const areas = L.layerGroup().addTo(map);
  const rings = L.layerGroup().addTo(map);
  const pins = L.layerGroup().addTo(map);
  const shapeLayers = new Map(); // index of shape -> Leaflet layer
  const pinOf = new Map(); // incident id -> marker that stands for it
  let rows = [];
  let selected = "";
  let lit = "";
  let moved = false; // by the person, since the last fit
  let pending = null; // what to do once the map has a size: on a phone it starts hidden

  map.on("moveend resize", () => {
    draw();
    onMove(moved);
  });
  map.on("dragend", () => { moved = true; });
  for (const type of ["wheel", "keydown", "touchmove"]) {
    element.addEventListener(type, () => { moved = true; }, { passive: true });
  }
  new ResizeObserver(() => {
    map.invalidateSize({ animate: false });
    if (pending && shown()) pending();
  }).observe(element);

  const latlon = ([lon, lat]) => [lat, lon];

  function shown() {
    return element.clientWidth > 0 && element.clientHeight > 0;
  }

  function drawAreas(shapes) {
    areas.clearLayers();
    shapeLayers.clear();
    shapes.forEach((geometry, index) => {
      const told = rows.filter((row) => row.shape === index);
      if (!told.length) return;
      const layer = L.geoJSON({ type: "Feature", geometry, properties: {} }, {
        interactive: false,
        style: () => areaStyle(told, ""),
        pointToLayer: (_, at) => L.circleMarker(at, { radius: 4, interactive: false }), // a point among several places
      });
      layer.told = told;
      shapeLayers.set(index, layer.addTo(areas));
      layer.eachLayer((part) => part.getElement?.()?.setAttribute("data-theme", theme(told)));
    });
  }

  function theme(told) {
    return shares(told, (row) => page.style.kinds[row.kind].theme)[0][0];
  }

  function areaStyle(told, mode) {
    const ring = page.style.precisions[told[0].precision];
    const fill = Math.max(ring.fill_opacity, 0.08);
    return { className: `area ${mode}`, weight: mode ? 2.5 : 1.2, dashArray: ring.dash || null, opacity: mode ? 1 : 0.55, fillOpacity: mode ? Math.min(fill * 2, 0.4) : fill * 0.7 };
  }

  function emphasise() {
    for (const layer of shapeLayers.values()) {
      const mode = layer.told.some((row) => row.id === selected || row.id === lit) ? "strong" : "";
      layer.setStyle(areaStyle(layer.told, mode));
      layer.eachLayer((part) => part.getElement?.()?.classList.toggle("strong", Boolean(mode)));
      if (mode) layer.bringToFront();
    }
    for (const [id, marker] of pinOf) {
      const node = marker.getElement();
      if (!node) continue;
      const ids = marker.members.map((row) => row.id);
      node.classList.toggle("selected", ids.includes(selected));
      node.classList.toggle("lit", lit !== "" && ids.includes(lit));
      if (ids.includes(selected) && id === selected) node.setAttribute("aria-current", "true");
      else if (!ids.includes(selected)) node.removeAttribute("aria-current");
      marker.setZIndexOffset(ids.includes(lit) ? 3000 : ids.includes(selected) ? 2000 : 0);
    }
  }

  function draw() {
    const focused = document.activeElement?.dataset?.ids;
    const frame = map.getBounds().pad(0.3);
    const located = rows.filter((row) => row.point && frame.contains(latlon(row.point)));
    const points = located.filter((row) => row.id !== selected).map((row) => {
      const at = map.latLngToLayerPoint(latlon(row.point));
      return { x: at.x, y: at.y, weight: row.reports, row };
    });
    pins.clearLayers();
    rings.clearLayers();
    pinOf.clear();
    const chosen = located.filter((row) => row.id === selected).map((row) => [row]); // never hidden in a stack
    const groups = group(points, REACH).map(({ members }) => members.map((member) => member.row));
    for (const together of [...groups, ...chosen]) {
      const marker = together.length === 1 ? single(together[0]) : stack(together);
      marker.members = together;
      marker.addTo(pins);
      const node = marker.getElement();
      node.dataset.ids = together.map((row) => row.id).join(" ");
      node.setAttribute("aria-label", together.length === 1 ? spoken(page.style, together[0]) : spokenStack(together));
      for (const row of together) pinOf.set(row.id, marker);
      if (focused === node.dataset.ids) node.focus({ preventScroll: true });
    }
    emphasise();
  }

  function pin(row, content, className) {
    const icon = L.divIcon({ html: content, className: `pin ${className}`, iconSize: [PIN, PIN] });
    return L.marker(latlon(row.point), { icon, keyboard: true, riseOnHover: true });
  }

  function single(row) {
    const marker = pin(row, glyph(page.style, row, 26), dissolves(row) ? "faint" : "");
    if (row.precision === "exact" && row.error_km) {
      const pixels = (row.error_km * 1000) / metresPerPixel(row.point[1]);
      if (pixels > PIN / 2) L.circle(latlon(row.point), { radius: row.error_km * 1000, className: "ring", interactive: false, weight: 1, fillOpacity: 0.06 }).addTo(rings);
    }
    tip(marker, row.title, row.date);
    return lively(marker, row.id, () => onSelect(row));
  }

  /** Past the zoom at which a place is known, its marker gives way to the area drawn. */
  function dissolves(row) {
    const bounds = shapeLayers.get(row.shape)?.getBounds();
    if (!bounds) return false;
    const across = map.latLngToLayerPoint(bounds.getSouthEast()).subtract(map.latLngToLayerPoint(bounds.getNorthWest()));
    return Math.min(across.x, across.y) > Math.min(element.clientWidth, element.clientHeight) * 0.6;
  }

  function stack(together) {
    const marker = pin(together[0], donut(page.style, together, PIN), "stack");
    tip(marker, count(together.length, "%(num)s incident", "%(num)s incidents"), t("Choose to list them"));
    return lively(marker, "", () => onSpot(together));
  }

  function tip(marker, title, line) {
    marker.bindTooltip(hint(title, line), { direction: "top", offset: [0, -14], className: "tip" });
  }

  /** Answer to click, Enter and Space alike; tell when pointed at. */
  function lively(marker, id, act) {
    marker.on("click", act);
    marker.on("keydown", ({ originalEvent: event }) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      act();
    });
    marker.on("mouseover", () => onLight(id)).on("mouseout", () => onLight(""));
    return marker;
  }

  function metresPerPixel(lat) {
    return (40075016.686 * Math.cos((lat * Math.PI) / 180)) / (256 * 2 ** map.getZoom());
  }

  /** Room on the left for legend and tray, where the map is wide enough to spare it. */
  function left() {
    return !small && element.clientWidth > 760 ? 280 : 36;
  }

  function boundsOf(chosen) {
    const bounds = L.latLngBounds([]);
    for (const row of chosen) {
      const layer = shapeLayers.get(row.shape);
      if (layer) bounds.extend(layer.getBounds());
      else if (row.point) bounds.extend(latlon(row.point));
    }
    return bounds;
  }

  return {
    /** Show rows and the shapes they lie in. */
    show(next, shapes) {
      rows = next;
      drawAreas(shapes);
      draw();
    },
    /** Mark one incident as chosen and bring it into view. */
    select(id) {
      selected = id;
      const row = rows.find((one) => one.id === id);
      draw();
      if (!row?.point) return;
      if (!shown()) {
        pending = () => this.select(id);
        return;
      }
      pending = null;
      const bounds = boundsOf([row]);
      if (!map.getBounds().pad(-0.05).contains(bounds)) {
        if (map.getBounds().contains(bounds.getCenter()) && row.shape === null) map.panInside(latlon(row.point), { padding: [60, 60], animate: !still });
        else map.fitBounds(bounds, { maxZoom: Math.max(Math.min(map.getZoom(), CLOSEST), 7), padding: [50, 50], animate: !still });
      }
    },
    light(id) {
      lit = id;
      emphasise();
    },
    /** Show all that has a place. */
    fit(chosen = rows, { animate = false, closest = CLOSEST - 1 } = {}) {
      moved = false;
      pending = shown() ? null : () => this.fit(chosen);
      const bounds = boundsOf(chosen);
      if (bounds.isValid() && !pending) map.fitBounds(bounds, { maxZoom: closest, paddingTopLeft: [left(), 48], paddingBottomRight: [60, 36], animate: animate && !still });
    },
    view() {
      const { lat, lng } = map.getCenter();
      return { zoom: map.getZoom(), lat, lon: lng };
    },
    go: ({ zoom, lat, lon }) => map.setView([lat, lon], zoom, { animate: false }),
    /** Say whether the map is on the screen at all. */
    shown,
    /** Say whether a row's point is on the visible map; all are while there is none. */
    inView: (row) => !shown() || map.getBounds().contains(latlon(row.point)),
    bbox() {
      const bounds = map.getBounds().pad(0);
      const wrap = (lon) => ((((lon + 180) % 360) + 360) % 360) - 180;
      const wide = bounds.getEast() - bounds.getWest() >= 360;
      return [wide ? -180 : wrap(bounds.getWest()), Math.max(bounds.getSouth(), -90), wide ? 180 : wrap(bounds.getEast()), Math.min(bounds.getNorth(), 90)];
    },
    /** Show single points beside the incidents: the places of a report. [{lon, lat, name}] */
    spots(places) {
      return places.map(({ lon, lat, name: label }) => {
        const spot = L.circleMarker([lat, lon], { radius: 4.5, className: "spot", weight: 1.5 }).addTo(map);
        spot.bindTooltip(el("span", {}, label), { className: "tip" });
        return { light: (on) => { spot.getElement()?.classList.toggle("lit", on); spot.setRadius(on ? 9 : 4.5); if (on) { spot.bringToFront(); spot.openTooltip(); } else spot.closeTooltip(); }, at: [lat, lon] };
      });
    },
    frame: (points) => { if (points.length) map.fitBounds(L.latLngBounds(points), { maxZoom: 8, padding: [28, 28], animate: false }); },
    bring: (point) => map.panInside(point, { padding: [40, 40], animate: !still }),
    zoom: (step) => { moved = true; map.setZoom(map.getZoom() + step, { animate: !still }); },
  };
}
