// The small map on an incident's own page.

import { createMap } from "./map.js";

const page = JSON.parse(document.getElementById("page-data").textContent);
const holder = document.getElementById("small-map");
if (page.rows.some((row) => row.point)) {
  const map = createMap(holder, { page, small: true });
  map.show(page.rows, page.shapes);
  map.fit();
} else {
  holder.hidden = true;
}
document.documentElement.dataset.ready = "true";
