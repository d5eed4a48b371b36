// The map page: makes every view and wires them; nothing else happens here.

import { layer, layerAddress } from "./api.js";
import { createCard } from "./card.js";
import { createFilters } from "./filters.js";
import { createLegend } from "./legend.js";
import { createList } from "./list.js";
import { createMap } from "./map.js";
import { count, t } from "./messages.js";
import { none, parameters, serialize } from "./query.js";
import { change, fire, on, state } from "./state.js";
import { createTimeline } from "./timeline.js";

const page = JSON.parse(document.getElementById("page-data").textContent);
if (page.problem) change({ filters: none() }, { replace: true }); // the server has said what is wrong with them
const panes = document.getElementById("main");
const list = createList(page);
const card = createCard();
const filters = createFilters(page);
const timeline = createTimeline();
const legend = createLegend(page);
const map = createMap(document.getElementById("map"), {
  page,
  onSelect: (row) => change({ incident: row.id, view: "list" }),
  onSpot: (rows) => fire("spot", rows),
  onMove: (byPerson) => {
    if (ready && byPerson) change({ at: map.view() }, { replace: true });
    if (ready) inView();
  },
  onLight: (id) => fire("light", id),
});

let ready = false;
let answer = { rows: [], shapes: [] };
let spot = null;
let request = null;

on("state", async ({ before, now, back }) => {
  show(now.view);
  const changed = parameters(before.filters).toString() !== parameters(now.filters).toString();
  if (changed) await load();
  if (back && now.at && JSON.stringify(before.at) !== JSON.stringify(now.at)) map.go(now.at);
  if (changed || before.incident !== now.incident) choose(before.incident, now.incident);
});
on("light", (id) => map.light(id));
on("reload", () => load());
on("spot", (rows) => {
  spot = rows;
  if (state().incident) change({ incident: "" });
  if (rows) {
    change({ view: "list" }, { replace: true });
    list.spot(rows);
  } else {
    inView();
    document.getElementById("results").focus();
  }
});
on("near", (rows) => {
  change({ view: "map", at: null }, { replace: true });
  map.fit(rows, { animate: true, closest: 13 });
  fire("spot", null);
});
for (const button of document.querySelectorAll(".tabs button")) {
  button.addEventListener("click", () => change({ view: button.dataset.view }, { replace: true }));
}
document.getElementById("zoom-in").addEventListener("click", () => map.zoom(1));
document.getElementById("zoom-out").addEventListener("click", () => map.zoom(-1));
document.getElementById("zoom-all").addEventListener("click", () => {
  change({ at: null }, { replace: true });
  map.fit(undefined, { animate: true });
});
for (const link of document.querySelectorAll("a[data-lang]")) {
  link.addEventListener("click", () => { link.href = serialize({ ...state(), lang: link.dataset.lang }); });
}
document.getElementById("download").addEventListener("focusout", ({ currentTarget, relatedTarget }) => {
  if (relatedTarget && !currentTarget.contains(relatedTarget)) currentTarget.open = false;
});

/** Ask for what the filters in the address ask for, and show it everywhere. */
async function load() {
  request?.abort();
  request = new AbortController();
  const busy = setTimeout(() => list.busy(true), 120);
  try {
    answer = await layer(parameters(state().filters), request.signal);
  } catch (error) {
    if (error.name !== "AbortError") list.problem(error.message);
    return;
  } finally {
    clearTimeout(busy);
    list.busy(false);
  }
  spot = null;
  map.show(answer.rows, answer.shapes);
  filters.show(answer);
  timeline.show(answer.times);
  if (!ready && state().at) map.go(state().at);
  else if (!state().at) map.fit();
  ready = true;
  inView();
}

/** Say what is in view: in the list, the legend, the tray and the downloads. */
function inView() {
  if (!spot) list.show(answer.rows, map.inView, map.shown());
  legend.show(answer.rows, map.inView);
  downloads();
}

function downloads() {
  const wanted = parameters(state().filters);
  const file = new URLSearchParams(wanted);
  file.set("download", "true");
  const visible = new URLSearchParams(file);
  visible.set("bbox", map.bbox().map((value) => Number(value.toFixed(4))).join(","));
  document.getElementById("download-all").href = layerAddress(file);
  document.getElementById("download-all-count").textContent = count(answer.rows.length, "%(num)s incident, with every quote", "%(num)s incidents, with every quote");
  const view = document.getElementById("download-view");
  view.href = layerAddress(visible);
  view.hidden = wanted.has("bbox") || answer.rows.every((row) => !row.point || map.inView(row));
  document.getElementById("download-api").href = layerAddress(wanted);
  document.getElementById("download-scope").textContent = wanted.size ? t("With the filters that are on.") : t("Everything reported; no filter is on.");
}

/** Open the card of the chosen incident, or go back to the list and the row it was opened from. */
function choose(before, id) {
  map.select(id);
  document.title = `${answer.rows.find((row) => row.id === id)?.title || t("Incident map")} · mapapp`;
  for (const link of document.querySelectorAll("a.row[aria-current]")) link.removeAttribute("aria-current");
  if (id) {
    document.querySelector(`a.row[data-id="${CSS.escape(id)}"]`)?.setAttribute("aria-current", "true");
    card.open(id, answer.rows);
  } else {
    card.close();
    if (before) list.focus(before);
  }
}

function show(view) {
  panes.dataset.view = view;
  for (const button of document.querySelectorAll(".tabs button")) {
    button.setAttribute("aria-pressed", String(button.dataset.view === view));
  }
}

show(state().view);
await load();
if (state().incident) choose("", state().incident);
document.documentElement.dataset.ready = "true"; // for whoever waits for the page: tests, screenshots
performance.mark("mapapp-ready");
