// Where names of the background may stand: not under a marker. Pure; pixels of the flat world at a zoom.

import { project } from "./tiles.js";

const ONE = 13; // px, half a marker of one incident
const [ROOM_X, ROOM_Y] = [3, 1]; // px kept free about a name: boxes are as tight as its letters
const MANY = [[100, 16], [1000, 19], [Infinity, 22]]; // half a stack of fewer than so many

/** Say of boxes {minX, minY, maxX, maxY} whether they are clear of all marks [{at, count}] at a zoom. */
export function clearance(marks, zoom) {
  const taken = marks.map(({ at, count }) => {
    const half = count === 1 ? ONE : MANY.find(([most]) => count < most)[1];
    const { x, y } = project(at, zoom);
    return { minX: x - half, minY: y - half, maxX: x + half, maxY: y + half };
  });
  return (box) => !taken.some((one) => one.minX < box.maxX && box.minX < one.maxX && one.minY < box.maxY && box.minY < one.maxY);
}

/** The labels of the first of some ways to set them, functions, that are clear, each with room about it; undefined: none is. */
export function firstClear(ways, clear) {
  for (const way of ways) {
    const labels = way();
    if (labels?.length && labels.every(({ bboxes }) => bboxes.every(clear))) return labels.map((label) => ({ ...label, bboxes: label.bboxes.map(roomy) }));
  }
  return undefined;
}

function roomy({ minX, minY, maxX, maxY }) {
  return { minX: minX - ROOM_X, minY: minY - ROOM_Y, maxX: maxX + ROOM_X, maxY: maxY + ROOM_Y };
}
