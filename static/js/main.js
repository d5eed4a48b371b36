// The map page: makes every view and wires them; nothing else happens here.

import * as api from "./api.js";
import "./copy.js"; // hears of clicks from the start
import { createFilters } from "./filters.js";
import { createLegend } from "./legend.js";
import { createList } from "./list.js";
import { createMap } from "./map.js";
import { count, t } from "./messages.js";
import { none, parameters, serialize } from "./query.js";
import { createSource } from "./source.js";
import { change, fire, on, state } from "./state.js";
import { createTimeline } from "./timeline.js";

const SETTLE = 60; // ms after the map stands still before the list follows

const page = JSON.parse(document.getElementById("page-data").textContent);
if (page.problem) change({ filters: none() }, { replace: true }); // the server has said what is wrong with them
const panes = document.getElementById("main");
const list = createList(page);
const filters = createFilters(page);
const timeline = createTimeline();
const legend = createLegend(page);
const map = createMap(document.getElementById("map"), {
  page,
  onSelect: (row) => change({ incident: row.id, view: "list" }),
  onSpot: (mark) => fire("spot", mark),
  onMove: (byPerson) => {
    moved ||= byPerson;
    clearTimeout(looking);
    if (ready) looking = setTimeout(inView, SETTLE);
  },
  onLight: (id) => fire("light", id),
  onProblem: (error) => list.problem(error.message),
});

let others = null; // promise of panels.js
let ready = false;
let source = createSource({ rows: [], shapes: [] });
let spot = null; // the mark whose incidents are listed
let steps = []; // rows that cards step through
let request = null;
let looking = 0;
let moved = false; // by the person, and not yet in the address

on("state", async ({ before, now, back }) => {
  show(now.view);
  const changed = parameters(before.filters).toString() !== parameters(now.filters).toString();
  if (changed) await load();
  if (back && now.at && JSON.stringify(before.at) !== JSON.stringify(now.at)) map.go(now.at);
  if (changed || before.incident !== now.incident) choose(before.incident, now.incident);
});
on("light", (id) => map.light(id));
on("reload", () => load());
on("spot", async (mark) => {
  spot = mark;
  if (state().incident) change({ incident: "" });
  if (mark) {
    change({ view: "list" }, { replace: true });
    const members = await source.members(mark).catch((error) => list.problem(error.message));
    if (members && spot === mark) list.spot(members);
  } else {
    await inView();
    document.getElementById("results").focus();
  }
});
on("undated", () => {
  const rows = source.rows.filter((row) => !row.start && !row.end);
  spot = { rows };
  if (state().incident) change({ incident: "" });
  change({ view: "list" }, { replace: true });
  list.spot({ total: rows.length, rows, more: async () => [], box: null }, count(rows.length, "%(num)s incident without a date", "%(num)s incidents without a date"));
});
on("near", (box) => {
  change({ view: "map" }, { replace: true });
  map.fitBox(box);
  fire("spot", null);
});
for (const button of document.querySelectorAll(".tabs button")) {
  button.addEventListener("click", () => change({ view: button.dataset.view }, { replace: true }));
}
document.getElementById("zoom-in").addEventListener("click", () => map.zoom(1));
document.getElementById("zoom-out").addEventListener("click", () => map.zoom(-1));
document.getElementById("zoom-all").addEventListener("click", () => {
  change({ at: null }, { replace: true });
  map.fit({ animate: true });
});
for (const link of document.querySelectorAll("a[data-lang]")) {
  link.addEventListener("click", () => { link.href = serialize({ ...state(), lang: link.dataset.lang }); });
}
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  const menu = document.querySelector("details.menu[open]") || document.activeElement.closest("#tray[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else if (spot && !state().incident) fire("spot", null);
  else return;
  event.preventDefault();
});
document.getElementById("download").addEventListener("focusout", ({ currentTarget, relatedTarget }) => {
  if (relatedTarget && !currentTarget.contains(relatedTarget)) currentTarget.open = false;
});

/** Ask for what the filters in the address ask for, and show it everywhere. */
async function load() {
  request?.abort();
  request = new AbortController();
  const busy = setTimeout(() => list.busy(true), 120);
  const wanted = parameters(state().filters);
  let answer;
  try {
    answer = await api.layer(wanted, request.signal);
  } catch (error) {
    if (error.name !== "AbortError") list.problem(error.message);
    return;
  } finally {
    clearTimeout(busy);
    list.busy(false);
  }
  spot = null;
  steps = [];
  source = createSource(answer, wanted, api);
  const { at } = state();
  map.show(source, at ? !ready && at : timeline.playing() ? null : "fit"); // what is played is seen from one place
  filters.show(answer);
  timeline.show(answer.times, answer.mode !== "tiles");
  ready = true;
  await Promise.all([inView(), map.settled()]);
  panels().then(({ share }) => share.show(answer.total), () => {}); // until a card is asked for nobody misses them
}

/** Say what is in view: in the list, the legend, the tray and the downloads. */
async function inView() {
  clearTimeout(looking);
  if (moved) change({ at: map.view() }, { replace: true });
  moved = false;
  const asked = source;
  let view;
  try {
    view = await source.view(map.box());
  } catch (error) {
    if (error.name !== "AbortError") list.problem(error.message);
    return;
  }
  if (asked !== source) return;
  if (!spot) list.show(view, map.shown());
  legend.show(view);
  downloads(view);
}

function downloads({ outside }) {
  const wanted = parameters(state().filters);
  const file = new URLSearchParams(wanted);
  file.set("download", "true");
  const visible = new URLSearchParams(file);
  const box = map.box();
  if (box) visible.set("bbox", box.map((value) => Number(value.toFixed(4))).join(","));
  document.getElementById("download-all").href = api.layerAddress(file);
  document.getElementById("download-all-count").textContent = count(source.total, "%(num)s incident, with every quote", "%(num)s incidents, with every quote");
  const view = document.getElementById("download-view");
  view.href = api.layerAddress(visible);
  view.hidden = wanted.has("bbox") || !outside.total;
  document.getElementById("download-api").href = api.layerAddress(wanted);
  document.getElementById("download-scope").textContent = wanted.size ? t("With the filters that are on.") : t("Everything reported; no filter is on.");
}

/** The views of panels.js, fetched once. Rejects with a Problem when the server is gone. */
function panels() {
  others ??= import("./panels.js").then(({ createPanels }) => createPanels(page, map), () => {
    others = null;
    throw api.gone();
  });
  return others;
}

/** Open the card of the chosen incident, or go back to the list and the row it was opened from. */
async function choose(before, id) {
  let card;
  try {
    const made = await panels();
    ({ card } = made);
    made.candidates.clear();
  } catch (error) {
    list.problem(error.message);
    return;
  }
  for (const link of document.querySelectorAll("a.row[aria-current]")) link.removeAttribute("aria-current");
  if (id) {
    document.querySelector(`a.row[data-id="${CSS.escape(id)}"]`)?.setAttribute("aria-current", "true");
    if (!steps.some((row) => row.id === id)) steps = [...source.rows];
    if (steps.at(-1)?.id === id) steps = await source.further().catch(() => steps);
    if (state().incident !== id) return;
    card.open(id, steps, steps.length < source.listed() ? source.listed() : steps.length);
  } else {
    card.close();
    if (before) list.focus(before);
  }
  const row = id ? await source.row(id).catch(() => undefined) : undefined;
  if (state().incident !== id) return;
  map.select(row);
  document.title = `${row?.title || t("Incident map")} · mapapp`;
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
