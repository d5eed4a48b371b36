import assert from "node:assert/strict";
import { test } from "node:test";

import { boxOfCells, boxOfEdges, boxOfShape, cover, coverWithin, holds, nearest, project } from "../../static/js/tiles.js";

let seed = 5;
const random = (most) => (seed = (seed * 48271) % 2147483647) % most;
const point = () => [random(36000) / 100 - 180, random(17000) / 100 - 85];

test("the world at zoom 0 is one tile of 256 pixels with the equator in the middle", () => {
  assert.deepEqual(project([0, 0], 0), { x: 128, y: 128 });
  assert.deepEqual(project([-180, 90], 0).x, 0);
  assert.ok(Math.abs(project([0, 90], 0).y) < 1e-6);
  assert.ok(Math.abs(project([0, -90], 3).y - 2048) < 1e-6);
});

test("the tiles of a box hold every point of it", () => {
  for (let round = 0; round < 300; round += 1) {
    const zoom = random(9);
    const [one, other] = [point(), point()];
    const box = [one[0], Math.min(one[1], other[1]), other[0], Math.max(one[1], other[1])]; // often across 180 degrees
    const tiles = new Set(cover(box, zoom).map((tile) => tile.join("/")));
    const inside = point();
    if (!holds(box, inside)) continue;
    const { x, y } = project(inside, zoom);
    assert.ok(tiles.has(`${Math.floor(x / 256)}/${Math.floor(y / 256)}`));
  }
});

test("of a box's tiles those beyond the bounds of all there is are left out, and no point is lost", () => {
  for (let round = 0; round < 300; round += 1) {
    const zoom = random(9);
    const [one, other, low, high] = [point(), point(), point(), point()];
    const box = [one[0], Math.min(one[1], other[1]), other[0], Math.max(one[1], other[1])];
    const bounds = [Math.min(low[0], high[0]), Math.min(low[1], high[1]), Math.max(low[0], high[0]), Math.max(low[1], high[1])];
    const tiles = coverWithin(box, bounds, zoom).map((tile) => tile.join("/"));
    assert.equal(new Set(tiles).size, tiles.length);
    const whole = new Set(cover(box, zoom).map((tile) => tile.join("/")));
    assert.ok(tiles.every((tile) => whole.has(tile)));
    const inside = point();
    if (!holds(box, inside) || !holds(bounds, inside)) continue;
    const { x, y } = project(inside, zoom);
    assert.ok(tiles.includes(`${Math.floor(x / 256)}/${Math.floor(y / 256)}`));
  }
  assert.deepEqual(coverWithin([0, 0, 10, 10], [20, 20, 30, 30], 5), []);
});

test("a box across 180 degrees covers each tile once", () => {
  for (const box of [[170, -10, -170, 10], [10, -10, 9, 10], [-180, -90, 180, 90]]) {
    const tiles = cover(box, 3).map((tile) => tile.join("/"));
    assert.equal(new Set(tiles).size, tiles.length);
  }
  assert.equal(cover([-180, -90, 180, 90], 3).length, 64);
});

test("the box of cells holds the points whose cells they are", () => {
  for (let round = 0; round < 200; round += 1) {
    const zoom = random(10);
    const at = point();
    const { x, y } = project(at, zoom);
    const cell = [Math.floor(x / 32), Math.floor(y / 32)];
    const [west, south, east, north] = boxOfCells([cell], zoom);
    assert.ok(west - 1e-9 <= at[0] && at[0] <= east + 1e-9 && south - 1e-9 <= at[1] && at[1] <= north + 1e-9);
  }
});

test("edges that run on beyond 180 degrees make a box one can ask for", () => {
  assert.deepEqual(boxOfEdges(170, -10, 200, 10), [170, -10, -160, 10]);
  assert.deepEqual(boxOfEdges(-300, -95, 300, 95), [-180, -90, 180, 90]);
  assert.ok(holds(boxOfEdges(170, -10, 200, 10), [-175, 0]));
  assert.ok(!holds(boxOfEdges(170, -10, 200, 10), [0, 0]));
  assert.ok(holds(null, [0, 0]));
});

test("what lies across 180 degrees is drawn where the map looks", () => {
  assert.equal(nearest(-179, 179), 181);
  assert.equal(nearest(179, -179), -181);
  assert.equal(nearest(10, 0), 10);
  assert.equal(nearest(0, 720), 720);
});

test("the box of a shape is that of all its parts", () => {
  const parts = { type: "GeometryCollection", geometries: [{ type: "Point", coordinates: [50, 1] }, { type: "Polygon", coordinates: [[[0, 0], [10, 0], [10, 20], [0, 0]]] }] };
  assert.deepEqual(boxOfShape(parts), [0, 0, 50, 20]);
});
