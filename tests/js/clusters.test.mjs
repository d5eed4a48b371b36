import assert from "node:assert/strict";
import { test } from "node:test";

import { arcs, group, shares } from "../../static/js/clusters.js";

const REACH = 26;
let seed = 11;
const random = (most) => (seed = (seed * 48271) % 2147483647) % most;
const scatter = (number, size) => Array.from({ length: number }, (_, id) => ({ id, x: random(size) - size / 2, y: random(size) - size / 2, weight: random(5) }));

test("every point is in exactly one group, within reach of where the group stands", () => {
  for (const size of [1, 40, 400, 4000]) {
    const points = scatter(500, size);
    const groups = group(points, REACH);
    assert.deepEqual(groups.flatMap((one) => one.members.map((point) => point.id)).sort((a, b) => a - b), points.map((point) => point.id));
    for (const one of groups) for (const point of one.members) assert.ok(Math.hypot(point.x - one.x, point.y - one.y) < REACH || point === one.members[0]);
  }
});

test("no two groups stand within reach of each other", () => {
  const groups = group(scatter(800, 900), REACH);
  for (const [index, one] of groups.entries()) {
    for (const other of groups.slice(index + 1)) assert.ok(Math.hypot(one.x - other.x, one.y - other.y) >= REACH);
  }
});

test("a group stands where its heaviest member does", () => {
  for (const one of group(scatter(300, 300), REACH)) {
    assert.equal(one.members[0].weight, Math.max(...one.members.map((point) => point.weight)));
    assert.deepEqual([one.x, one.y], [one.members[0].x, one.members[0].y]);
  }
});

test("20 000 points are grouped in well under a second, not by comparing all with all", () => {
  const points = scatter(20000, 2000);
  const start = performance.now();
  group(points, REACH);
  assert.ok(performance.now() - start < 2000);
});

test("shares count by key, most first, and arcs fill the circle", () => {
  const counted = shares([{ k: "a" }, { k: "b" }, { k: "a" }, { k: "c" }], (one) => one.k);
  assert.deepEqual(counted, [["a", 2], ["b", 1], ["c", 1]]);
  const cut = arcs(counted);
  assert.deepEqual(cut.map((arc) => arc.offset), [0, 0.5, 0.75]);
  assert.equal(cut.reduce((sum, arc) => sum + arc.length, 0), 1);
});
