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
const side = document.querySelector(".side");
const MARKS = "[data-note], [data-claim], .claim[data-claims]";
let bright = null;
let read = ""; // number of the incident told of where the reader is

/** The number of the incident a mark tells of, "" for names and dates. */
const claimOf = (mark) => mark?.dataset.claim ?? mark?.dataset.claims?.split(" ")[0] ?? "";

/** Explain what a mark stands for; none: light what is told of where the reader is. */
function show(mark) {
  bright?.light(false);
  bright = null;
  for (const lit of document.querySelectorAll(".report .lit")) lit.classList.remove("lit");
  const number = mark?.dataset.note || "";
  if (number) explainNote(number);
  else explainClaim(claimOf(mark), mark);
  lightClaim(mark ? claimOf(mark) : read, Boolean(mark));
  explain.hidden = !mark || side.contains(mark);
}

function explainNote(number) {
  for (const part of text.querySelectorAll(`[data-note="${number}"]`)) part.classList.add("lit");
  const note = document.getElementById(`n${number}`).cloneNode(true);
  note.querySelector(".back").remove();
  explain.replaceChildren(...note.childNodes);
  bright = spotOf.get(Number(number)) || null;
  if (bright) {
    bright.light(true);
    map.bring(bright.at);
  }
}

function explainClaim(told, mark) {
  const row = told && mark ? side.querySelector(`a.row[data-claim="${told}"]`) : null;
  if (row) explain.replaceChildren(...[...row.cloneNode(true).childNodes]);
}

/** Light an incident on the map and in the list beside it; in the text too when it is pointed at. */
function lightClaim(told, pointed) {
  map.light(told ? page.rows[Number(told)].id : "");
  if (!told) return;
  side.querySelector(`a.row[data-claim="${told}"]`)?.classList.add("lit");
  for (const part of pointed ? text.querySelectorAll(".claim") : []) {
    if (part.dataset.claims.split(" ").includes(told)) part.classList.add("lit");
  }
}

for (const area of [text, side]) {
  area.addEventListener("pointerover", (event) => { const mark = event.target.closest(MARKS); if (mark) show(mark); });
  area.addEventListener("pointerout", (event) => { if (event.target.closest(MARKS) && !event.relatedTarget?.closest?.(MARKS)) show(null); });
  area.addEventListener("focusin", (event) => { const mark = event.target.closest(MARKS); if (mark) show(mark); });
  area.addEventListener("focusout", () => show(null));
}

// What the reader has before the eyes: the passage that tells of an incident a third down the screen.
const seen = new Set();
const watch = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) seen.add(target);
    else seen.delete(target);
  }
  const [first] = [...seen].sort((one, other) => (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  const now = claimOf(first) || read; // between two passages the last one read stays
  if (now === read) return;
  read = now;
  if (explain.hidden) show(null);
}, { rootMargin: "-30% 0px -60% 0px" });
for (const passage of text.querySelectorAll(".claim[data-claims]")) watch.observe(passage);

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
const lit = highlight(new URLSearchParams(location.search).get("words") || "");
if (lit && !location.hash) lit.startContainer.parentElement.scrollIntoView({ block: "center" });
document.documentElement.dataset.ready = "true";
