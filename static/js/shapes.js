// Whether an area, a line or a spot reaches into a box. Pure: GeoJSON geometries, boxes (west, south, east, north).

import { boxOfShape } from "./tiles.js";

/** Say whether a geometry reaches into a box, which may cross 180 degrees; no box holds everything. */
export function reaches(geometry, box) {
  if (!box) return true;
  const [west, south, east, north] = box;
  const boxes = west <= east ? [box] : [[west, south, 180, north], [-180, south, east, north]];
  return boxes.some((one) => within(geometry, one));
}

function within(geometry, box) {
  if (geometry.type === "GeometryCollection") return geometry.geometries.some((part) => within(part, box));
  const own = boxOfShape(geometry);
  if (own[0] > box[2] || own[2] < box[0] || own[1] > box[3] || own[3] < box[1]) return false;
  const { type, coordinates } = geometry;
  if (type === "Point") return holds(box, coordinates);
  if (type === "MultiPoint") return coordinates.some((point) => holds(box, point));
  if (type === "LineString") return crosses(coordinates, box);
  if (type === "MultiLineString") return coordinates.some((line) => crosses(line, box));
  const polygons = type === "Polygon" ? [coordinates] : coordinates;
  return polygons.some((rings) => rings.some((ring) => crosses(ring, box)) || inside(rings, [box[0], box[1]]));
}

function holds([west, south, east, north], [lon, lat]) {
  return lon >= west && lon <= east && lat >= south && lat <= north;
}

/** Say whether a line has a part in a box: each stretch is cut at the box's sides (Liang and Barsky 1984). */
function crosses(line, [west, south, east, north]) {
  return line.some(([x, y], index) => {
    const [fromX, fromY] = line[Math.max(index - 1, 0)];
    const [dx, dy] = [x - fromX, y - fromY];
    let [enter, leave] = [0, 1];
    for (const [step, room] of [[-dx, fromX - west], [dx, east - fromX], [-dy, fromY - south], [dy, north - fromY]]) {
      if (step === 0 && room < 0) return false;
      if (step < 0) enter = Math.max(enter, room / step);
      if (step > 0) leave = Math.min(leave, room / step);
    }
    return enter <= leave;
  });
}

/** Say whether a point lies in a polygon and in none of its holes: every ring to its east turns it in or out. */
function inside(rings, [lon, lat]) {
  let odd = false;
  for (const ring of rings) {
    for (let here = 0, before = ring.length - 1; here < ring.length; before = here, here += 1) {
      const [[x, y], [lastX, lastY]] = [ring[here], ring[before]];
      if (y > lat !== lastY > lat && lon < ((lastX - x) * (lat - y)) / (lastY - y) + x) odd = !odd;
    }
  }
  return odd;
}
