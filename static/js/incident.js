// The small map on an incident's own page.

import "./copy.js";
import { createCandidates } from "./candidates.js";
import { createMap } from "./map.js";
import { createSource } from "./source.js";

const page = JSON.parse(document.getElementById("page-data").textContent);
const holder = document.getElementById("small-map");
if (page.rows.some((row) => row.point)) {
  const map = createMap(holder, { page, small: true });
  map.show(createSource(page));
  map.fit();
  createCandidates(map);
} else {
  holder.hidden = true;
}
document.documentElement.dataset.ready = "true";
