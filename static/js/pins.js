// The markers: made a few at a time so that the map never stands still, and kept while what they stand for stays.

import { glyph } from "./dom.js";
import { donut, hint, spoken, spokenStack } from "./marks.js";
import { count, t } from "./messages.js";
import { nearest } from "./tiles.js";

const PIN = 32; // px, side of a marker's target
const SPARE = 8; // ms of a frame to make markers in

/**
 * Make the layer of markers on a Leaflet map. Options: {page, onSelect(row), onSpot(mark), onLight(id), faint(row)}.
 * Returns {show(marks, {selected, lit}), emphasise({selected, lit}), clear()}.
 */
export function createPins(L, map, { page, onSelect, onSpot, onLight, faint }) {
  const layer = L.layerGroup().addTo(map);
  const rings = L.layerGroup().addTo(map);
  const made = new Map(); // key -> marker, its mark in `marker.mark`
  let waiting = []; // marks to be made
  let frame = 0;
  let now = { selected: "", lit: "" };

  function work() {
    const end = performance.now() + SPARE;
    while (waiting.length && performance.now() < end) add(waiting.shift());
    frame = waiting.length ? requestAnimationFrame(work) : 0;
  }

  function add(mark) {
    const marker = mark.count === 1 ? single(mark.rows[0]) : stack(mark);
    marker.mark = mark;
    marker.addTo(layer);
    made.set(mark.key, marker);
    const node = marker.getElement();
    node.dataset.ids = ids(mark).join(" ");
    node.dataset.count = mark.count;
    node.setAttribute("aria-label", mark.count === 1 ? spoken(page.style, mark.rows[0]) : spokenStack(page.style, mark));
    state(marker);
  }

  function drop(key) {
    const marker = made.get(key);
    marker.ring?.remove();
    layer.removeLayer(marker);
    made.delete(key);
  }

  function at([lon, lat]) {
    return [lat, nearest(lon, map.getCenter().lng)];
  }

  function pin(point, content, className, size) {
    const icon = L.divIcon({ html: content, className: `pin ${className}`, iconSize: [size, size] });
    return L.marker(at(point), { icon, keyboard: true, riseOnHover: true });
  }

  function single(row) {
    const marker = pin(row.point, glyph(page.style, row, 26), "", PIN);
    tip(marker, row.title, row.date);
    return lively(marker, row.id, () => onSelect(row));
  }

  function stack(mark) {
    const size = mark.count < 100 ? PIN : mark.count < 1000 ? 38 : 44;
    const marker = pin(mark.at, donut(page.style, mark, size), "stack", size);
    tip(marker, count(mark.count, "%(num)s incident", "%(num)s incidents"), t("Choose to list them"));
    return lively(marker, "", () => onSpot(mark));
  }

  /** A tooltip is made when first wanted: most markers are never pointed at. */
  function tip(marker, title, line) {
    marker.once("mouseover focus", () => {
      marker.bindTooltip(hint(title, line), { direction: "top", offset: [0, -14], className: "tip" });
      marker.openTooltip();
    });
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

  /** Bring a marker's looks up to date. */
  function state(marker) {
    const { mark } = marker;
    const node = marker.getElement();
    const held = ids(mark);
    const chosen = now.selected !== "" && held.includes(now.selected);
    const lit = now.lit !== "" && held.includes(now.lit);
    node.classList.toggle("selected", chosen);
    node.classList.toggle("lit", lit);
    if (chosen && mark.count === 1) node.setAttribute("aria-current", "true");
    else node.removeAttribute("aria-current");
    const height = lit ? 3000 : chosen ? 2000 : 0;
    if ((marker.options.zIndexOffset || 0) !== height) marker.setZIndexOffset(height);
    if (mark.count === 1) {
      node.classList.toggle("faint", faint(mark.rows[0]));
      ring(marker, mark.rows[0]);
    }
  }

  /** Around an exact place known to some kilometres, a ring of that radius, once it is wider than the marker. */
  function ring(marker, row) {
    if (row.precision !== "exact" || !row.error_km) return;
    const metres = (40075016.686 * Math.cos((row.point[1] * Math.PI) / 180)) / (256 * 2 ** map.getZoom());
    const wide = (row.error_km * 1000) / metres > PIN / 2;
    if (wide && !marker.ring) marker.ring = L.circle(marker.getLatLng(), { radius: row.error_km * 1000, className: "ring", interactive: false, weight: 1, fillOpacity: 0.06 }).addTo(rings);
    else if (!wide) {
      marker.ring?.remove();
      marker.ring = null;
    }
  }

  return {
    /** Show these marks and no others. */
    show(marks, how) {
      now = how;
      const wanted = new Map(marks.map((mark) => [mark.key, mark]));
      const focused = [...made.values()].find((marker) => marker.getElement() === document.activeElement);
      for (const [key, marker] of [...made]) {
        if (!wanted.has(key)) drop(key);
        else {
          const place = at(marker.mark.at);
          if (marker.getLatLng().lng !== place[1]) marker.setLatLng(place);
          state(marker);
        }
      }
      waiting = marks.filter((mark) => !made.has(mark.key));
      if (focused && !made.has(focused.mark.key)) {
        const heir = waiting.find((mark) => ids(mark).some((id) => ids(focused.mark).includes(id)));
        if (heir) {
          waiting = waiting.filter((mark) => mark !== heir);
          add(heir);
          made.get(heir.key).getElement().focus({ preventScroll: true });
        }
      }
      cancelAnimationFrame(frame);
      work();
    },
    /** Mark what is selected and what is pointed at. */
    emphasise(how) {
      now = how;
      for (const marker of made.values()) state(marker);
    },
    /** Take all away. */
    clear() {
      waiting = [];
      for (const key of [...made.keys()]) drop(key);
    },
  };
}

function ids(mark) {
  return mark.rows ? mark.rows.map((row) => row.id) : [];
}
