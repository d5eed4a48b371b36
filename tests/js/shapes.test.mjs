import assert from "node:assert/strict";
import { test } from "node:test";

import { reaches } from "../../static/js/shapes.js";

const box = [44, 39, 46, 41];
const square = (west, south, east, north) => [[west, south], [east, south], [east, north], [west, north], [west, south]];
const polygon = (...rings) => ({ type: "Polygon", coordinates: rings });
const line = (...coordinates) => ({ type: "LineString", coordinates });

test("an area reaches into a box it overlaps, surrounds or lies in", () => {
  assert.equal(reaches(polygon(square(45, 40, 50, 45)), box), true);
  assert.equal(reaches(polygon(square(40, 35, 50, 45)), box), true); // none of its lines crosses the box
  assert.equal(reaches(polygon(square(44.5, 39.5, 45, 40)), box), true);
  assert.equal(reaches(polygon(square(47, 40, 50, 45)), box), false);
  assert.equal(reaches(polygon(square(40, 35, 50, 45), square(43, 38, 47, 42)), box), false); // the box lies in its hole
  assert.equal(reaches({ type: "MultiPolygon", coordinates: [[square(0, 0, 1, 1)], [square(45, 40, 46, 41)]] }, box), true);
});

test("a line reaches into a box it runs through, not into one it runs round", () => {
  assert.equal(reaches(line([40, 40], [50, 40]), box), true); // no point of it in the box
  assert.equal(reaches(line([43, 38], [43, 42], [47, 42]), box), false); // though their boxes overlap
  assert.equal(reaches(line([44.5, 40], [44.6, 40]), box), true);
  assert.equal(reaches({ type: "MultiLineString", coordinates: [[[0, 0], [1, 1]], [[45, 38], [45, 42]]] }, box), true);
});

test("points, collections, no box, and boxes across 180 degrees", () => {
  assert.equal(reaches({ type: "Point", coordinates: [45, 40] }, box), true);
  assert.equal(reaches({ type: "MultiPoint", coordinates: [[0, 0], [1, 1]] }, box), false);
  assert.equal(reaches({ type: "GeometryCollection", geometries: [{ type: "Point", coordinates: [0, 0] }, line([40, 40], [50, 40])] }, box), true);
  assert.equal(reaches({ type: "Point", coordinates: [0, 0] }, null), true);
  assert.equal(reaches(line([-179, 0], [-178, 0]), [170, -10, -170, 10]), true);
  assert.equal(reaches(line([0, 0], [1, 0]), [170, -10, -170, 10]), false);
});
