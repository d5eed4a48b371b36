import assert from "node:assert/strict";
import { test } from "node:test";

import { clearance, firstClear } from "../../static/js/labels.js";
import { project } from "../../static/js/tiles.js";

const box = (x, y, width = 40, height = 12) => ({ minX: x, minY: y, maxX: x + width, maxY: y + height });
const label = (...bboxes) => [{ bboxes }];

test("a box is clear unless a marker overlaps it", () => {
  const at = [45, 40];
  const { x, y } = project(at, 6);
  const clear = clearance([{ at, count: 1 }], 6);
  assert.equal(clear(box(x - 20, y - 6)), false);
  assert.equal(clear(box(x + 14, y - 6)), true);
  assert.equal(clear(box(x - 20, y + 14)), true);
  assert.equal(clear(box(x - 55, y - 6)), true);
  assert.equal(clearance([{ at, count: 5000 }], 6)(box(x + 14, y - 6)), false); // a larger stack reaches farther
  assert.equal(clearance([{ at, count: 1 }], 7)(box(x - 20, y - 6)), true); // elsewhere at another zoom
  assert.equal(clearance([], 6)(box(x, y)), true);
});

test("a label takes the first way that is clear, and only asks as far as that", () => {
  const clear = ({ minX }) => minX >= 0;
  const asked = [];
  const way = (name, labels) => () => { asked.push(name); return labels; };
  assert.deepEqual(firstClear([way("a", label(box(-9, 0))), way("b", undefined), way("c", []), way("d", label(box(1, 0))), way("e", label(box(2, 0)))], clear), label({ minX: -2, minY: -1, maxX: 44, maxY: 13 }));
  assert.deepEqual(asked, ["a", "b", "c", "d"]);
  assert.equal(firstClear([way("a", label(box(1, 0), box(-9, 0)))], clear), undefined); // all its parts have to be
  assert.equal(firstClear([], clear), undefined);
});
