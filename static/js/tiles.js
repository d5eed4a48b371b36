// Tiles of a web map, and boxes of longitude and latitude. Pure. As mapapp/web/tiles.py has them.

const TILE = 256; // px
const CELLS = 8; // a side of a tile: cells of 32 px
const MOST_NORTH = 85.0511287798066;

/** Where [lon, lat] stands on the flat world at a zoom, in pixels from its north-west corner. */
export function project([lon, lat], zoom) {
  const size = TILE * 2 ** zoom;
  const north = (Math.max(-MOST_NORTH, Math.min(MOST_NORTH, lat)) * Math.PI) / 180;
  return { x: ((lon + 180) / 360) * size, y: ((1 - Math.asinh(Math.tan(north)) / Math.PI) / 2) * size };
}

/** The tiles that a box (west, south, east, north; west > east across 180 degrees) touches at a zoom: [[x, y], ...]. */
export function cover([west, south, east, north], zoom) {
  const side = 2 ** zoom;
  const within = (value) => Math.max(0, Math.min(side - 1, Math.floor(value / TILE)));
  const top = within(project([0, north], zoom).y);
  const bottom = within(project([0, south], zoom).y);
  const left = within(project([west, 0], zoom).x);
  const right = within(project([east, 0], zoom).x);
  const columns = west <= east ? between(left, right) : [...new Set([...between(left, side - 1), ...between(0, right)])];
  return between(top, bottom).flatMap((y) => columns.map((x) => [x, y]));
}

/** Of the tiles a box touches, those that `bounds` (west <= east) reach into: the others are known to be empty. */
export function coverWithin([west, south, east, north], bounds, zoom) {
  const parts = west <= east ? [[west, east]] : [[west, 180], [-180, east]];
  const boxes = parts.map(([left, right]) => [Math.max(left, bounds[0]), Math.max(south, bounds[1]), Math.min(right, bounds[2]), Math.min(north, bounds[3])]);
  const tiles = boxes.filter((box) => box[0] <= box[2] && box[1] <= box[3]).flatMap((box) => cover(box, zoom));
  return [...new Map(tiles.map((tile) => [tile.join("/"), tile])).values()];
}

/** The box around cells [[x, y], ...] of a zoom's tiles. */
export function boxOfCells(cells, zoom) {
  const side = CELLS * 2 ** zoom;
  const lon = (x) => (x / side) * 360 - 180;
  const lat = (y) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / side))) * 180) / Math.PI;
  const [xs, ys] = [cells.map(([x]) => x), cells.map(([, y]) => y)];
  return [lon(Math.min(...xs)), lat(Math.max(...ys) + 1), lon(Math.max(...xs) + 1), lat(Math.min(...ys))];
}

/** Say whether a box holds [lon, lat]; no box holds everything. */
export function holds(box, [lon, lat]) {
  if (!box) return true;
  const [west, south, east, north] = box;
  const across = west <= east ? lon >= west && lon <= east : lon >= west || lon <= east;
  return across && lat >= south && lat <= north;
}

/** A box from edges that may run on beyond 180 degrees; one round the world or more is all of it. */
export function boxOfEdges(west, south, east, north) {
  const wrap = (lon) => ((((lon + 180) % 360) + 360) % 360) - 180;
  const all = east - west >= 360;
  return [all ? -180 : wrap(west), Math.max(south, -90), all ? 180 : wrap(east), Math.min(north, 90)];
}

/** The box of a GeoJSON geometry (west, south, east, north), its parts taken as they are. */
export function boxOfShape(geometry) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  const take = (part) => {
    if (typeof part[0] === "number") {
      box[0] = Math.min(box[0], part[0]);
      box[1] = Math.min(box[1], part[1]);
      box[2] = Math.max(box[2], part[0]);
      box[3] = Math.max(box[3], part[1]);
    } else part.forEach(take);
  };
  const walk = (one) => (one.geometries ? one.geometries.forEach(walk) : take(one.coordinates));
  walk(geometry);
  return box;
}

/** The longitude, of those that mean the same, nearest to another: where to draw what lies across 180 degrees. */
export function nearest(lon, centre) {
  return lon + 360 * Math.round((centre - lon) / 360);
}

function between(first, last) {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}
