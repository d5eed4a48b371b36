// The report reader: explains a name or date on hover and focus, lights its place on the small map.

import { createMap } from "./map.js";
import { highlight } from "./highlight.js";
import { incidentAddress } from "./query.js";
import { createSource } from "./source.js";

const page = JSON.parse(document.getElementById("page-data").textContent);
const holder = document.getElementById("small-map");
const text = document.querySelector(".text");
const explain = document.getElementById("explain");
const places = new Map(); // "lon,lat" -> {lon, lat, name, numbers}

for (const note of document.querySelectorAll(".notes li[data-lon]")) {
  const { lon, lat, role } = note.dataset;
  if (!lon || !lat) continue;
  const key = `${lon},${lat}`;
  if (!places.has(key)) places.set(key, { lon: Number(lon), lat: Number(lat), name: note.querySelector("b").textContent, notes: [], located: false });
  places.get(key).notes.push(note.value);
  places.get(key).located ||= role === "literal";
}

const map = createMap(holder, { page, small: true, onSelect: (row) => { location.href = incidentAddress(row.id); } });
map.show(createSource(page));
const spots = map.spots([...places.values()]);
const located = spots.filter((_, index) => [...places.values()][index].located).map((spot) => spot.at);
map.frame([...located, ...page.rows.filter((row) => row.point).map((row) => [row.point[1], row.point[0]])]);
const spotOf = new Map([...places.values()].flatMap((place, index) => place.notes.map((number) => [number, spots[index]])));
let bright = null;

/** Explain the note a mark belongs to, or hush. */
function show(mark) {
  bright?.light(false);
  bright = null;
  for (const lit of text.querySelectorAll(".lit")) lit.classList.remove("lit");
  const number = Number(mark?.dataset.note);
  explain.hidden = !number;
  if (!number) {
    const told = mark?.dataset.claim;
    map.light(told ? page.rows[Number(told)].id : "");
    for (const part of told ? text.querySelectorAll(".claim") : []) {
      if (part.dataset.claims.split(" ").includes(told)) part.classList.add("lit");
    }
    return;
  }
  for (const part of text.querySelectorAll(`[data-note="${number}"]`)) part.classList.add("lit");
  const note = document.getElementById(`n${number}`).cloneNode(true);
  note.querySelector(".back").remove();
  explain.replaceChildren(...note.childNodes);
  bright = spotOf.get(number) || null;
  if (bright) {
    bright.light(true);
    map.bring(bright.at);
  }
}

const marks = "[data-note], [data-claim]";
for (const area of [text, document.querySelector(".side")]) {
  area.addEventListener("pointerover", (event) => { const mark = event.target.closest(marks); if (mark) show(mark); });
  area.addEventListener("pointerout", (event) => { if (event.target.closest(marks) && !event.relatedTarget?.closest?.(marks)) show(null); });
  area.addEventListener("focusin", (event) => { const mark = event.target.closest(marks); if (mark) show(mark); });
  area.addEventListener("focusout", () => show(null));
}

// A note or a passage may stand in a closed fold; opening it lets the address find it.
function unfold() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const fold = target && target.closest("details:not([open])");
  if (fold) {
    fold.open = true;
    target.scrollIntoView();
  }
}
addEventListener("hashchange", unfold);
unfold();
highlight(new URLSearchParams(location.search).get("words") || "");
document.documentElement.dataset.ready = "true";
