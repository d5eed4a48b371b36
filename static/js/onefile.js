/* Draws the incidents of the one-file map. A classic script: Leaflet is the global L that folium expects. */
/* exported mapappIncidents */
"use strict";

const SVG = "http" + "://www.w3.org/2000/svg"; // a name, not an address: nothing is fetched

function mapappIncidents(map, data) {
  const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
  const colours = Object.fromEntries(data.style.themes.map((theme) => [theme.id, dark ? theme.dark : theme.light]));
  const layers = new Map();

  drawBasemap(map, data.basemap, dark);
  const online = data.layer.features.some(({ properties }) => properties.places.some((place) => place.place_id.startsWith("osm:")));
  map.attributionControl.addAttribution(`Natural Earth, GeoNames${online ? ", © OpenStreetMap contributors" : ""}`);
  const spots = new Map();
  for (const feature of data.layer.features) {
    const kind = data.style.kinds[feature.properties.kind];
    const look = { kind, ring: data.style.precisions[feature.properties.precision], colour: colours[kind.theme] };
    if (feature.geometry) layers.set(feature.id, drawIncident(map, feature, look, data, spots));
  }
  drawLabels(map, data.layer.features);
  const [west, south, east, north] = data.view;
  map.fitBounds([[south, west], [north, east < west ? east + 360 : east]], { padding: [30, 30], maxZoom: 9 });

  for (const button of document.querySelectorAll("button[data-incident]")) {
    const item = button.closest("li");
    const path = button.querySelector("path");
    path.setAttribute("fill", colours[item.dataset.theme]);
    button.addEventListener("click", () => {
      const layer = layers.get(button.dataset.incident);
      choose(button.dataset.incident);
      if (layer) layer.openPopup();
      else item.querySelector("details").open = true;
    });
  }
}

function drawBasemap(map, basemap, dark) {
  const style = getComputedStyle(document.documentElement);
  const land = style.getPropertyValue("--land");
  const line = dark ? "#6b7783" : "#9aa3ab";
  const pane = (name, z) => Object.assign(map.createPane(name).style, { zIndex: z, pointerEvents: "none" });
  pane("land", 150);
  pane("labels", 450);
  const options = { pane: "land", interactive: false };
  L.geoJSON(basemap.countries, { ...options, style: { color: line, weight: 1.2, fillColor: land, fillOpacity: 1 } }).addTo(map);
  L.geoJSON(basemap.divisions, { ...options, style: { color: line, weight: 0.5, fill: false } }).addTo(map);
  L.geoJSON(basemap.disputed, { ...options, style: { color: line, weight: 1.6, dashArray: "4 4", fill: false } }).addTo(map);
  map.attributionControl.setPrefix("Leaflet");
}

/* The places the incidents name, as the reports name them, once each. */
function drawLabels(map, features) {
  const seen = new Set();
  for (const place of features.flatMap((feature) => feature.properties.places)) {
    if (place.lat === null || place.kind === "country" || seen.has(place.place_id)) continue;
    seen.add(place.place_id);
    const label = element("span", place.name);
    L.tooltip([place.lat, place.lon], { content: label, permanent: true, direction: "bottom", offset: [0, 8], className: "place-label", pane: "labels", opacity: 1 }).addTo(map);
  }
}

function drawIncident(map, feature, look, data, spots) {
  const group = L.featureGroup();
  const points = feature.geometry.type === "Point";
  if (!points) {
    const shape = { color: look.colour, weight: 2, dashArray: look.ring.dash || null, fillOpacity: look.ring.fill_opacity };
    L.geoJSON(feature.geometry, { style: shape, pointToLayer: (_, latlng) => L.circleMarker(latlng, shape) }).addTo(group);
  }
  const centre = points ? L.latLng(feature.geometry.coordinates[1], feature.geometry.coordinates[0]) : group.getBounds().getCenter();
  const key = `${centre.lat.toFixed(3)} ${centre.lng.toFixed(3)}`;
  const turn = spots.get(key) || 0; // several on one spot stand side by side
  spots.set(key, turn + 1);
  const icon = L.divIcon({ className: "incident-marker", html: symbol(look, data.style.size), iconSize: [28, 28], iconAnchor: [14 - 22 * turn, 14] });
  L.marker(centre, { icon, alt: feature.properties.title, title: feature.properties.title }).addTo(group);
  group.bindPopup(() => card(feature, data.layer.sources, (word) => (data.words || {})[word] || word), { maxWidth: 340 });
  group.on("popupopen", () => choose(feature.id));
  return group.addTo(map);
}

function symbol(look, size) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `-2 -2 ${size + 4} ${size + 4}`);
  svg.setAttribute("width", "28");
  svg.setAttribute("height", "28");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", look.kind.path);
  path.setAttribute("fill", look.colour);
  path.setAttribute("fill-opacity", look.ring.marker ? "1" : "0.55");
  path.setAttribute("stroke", "#fff");
  path.setAttribute("stroke-width", "1.5");
  svg.append(path);
  return svg;
}

function element(tag, text, className) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function card(feature, sources, said) {
  const facts = feature.properties;
  const box = element("div");
  box.append(element("h2", facts.title));
  const places = facts.places.map((place) => place.name).join(", ");
  box.append(element("p", [said(facts.when || "no date"), places, said(facts.status)].filter(Boolean).join(" · "), "facts"));
  for (const report of facts.reports) {
    const source = sources[report.doc_id] || {};
    const published = source.published && source.published.value && said(source.published.value);
    const figure = element("figure");
    figure.append(element("blockquote", report.quote));
    const who = `${report.speaker || source.publisher || said("The report")} ${said(report.stance)}`;
    figure.append(element("figcaption", [who, source.title || report.doc_id, published].filter(Boolean).join(" · "), "facts"));
    box.append(figure);
  }
  return box;
}

function choose(id) {
  for (const item of document.querySelectorAll("#incidents li")) {
    const chosen = item.id === `incident-${id}`;
    item.classList.toggle("chosen", chosen);
    if (chosen) item.scrollIntoView({ block: "nearest" });
  }
}
