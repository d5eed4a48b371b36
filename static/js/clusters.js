// Which markers share a spot on the screen. Pure: pixel positions in, groups out; the same input, the same groups.

/**
 * Group points closer than `reach` pixels. `points` are {x, y, weight, ...}; heavier ones gather lighter ones.
 * Returns [{x, y, members}], each member in exactly one group, a group standing where its heaviest member does.
 */
export function group(points, reach) {
  const order = points.map((point, index) => ({ point, index }));
  order.sort((one, other) => (other.point.weight || 0) - (one.point.weight || 0) || one.index - other.index);
  const cells = new Map();
  const groups = [];
  for (const { point } of order) {
    const found = nearest(cells, point, reach);
    if (found) {
      found.members.push(point);
      continue;
    }
    const made = { x: point.x, y: point.y, members: [point] };
    groups.push(made);
    const key = cell(Math.floor(point.x / reach), Math.floor(point.y / reach));
    if (!cells.has(key)) cells.set(key, []);
    cells.get(key).push(made);
  }
  return groups;
}

/** Count members by a key: [[key, number], ...], most first, ties by key. */
export function shares(members, keyOf) {
  const counts = new Map();
  for (const member of members) counts.set(keyOf(member), (counts.get(keyOf(member)) || 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
}

/** Cut a circle into arcs by shares: [{key, offset, length}] in parts of the whole, 0 to 1. */
export function arcs(counted) {
  const total = counted.reduce((sum, [, number]) => sum + number, 0);
  let offset = 0;
  return counted.map(([key, number]) => {
    const arc = { key, offset, length: number / total };
    offset += arc.length;
    return arc;
  });
}

/** One number for a column and a row: looked up faster than a string. */
function cell(column, row) {
  return column * 2 ** 26 + row;
}

function nearest(cells, point, reach) {
  let best = null;
  let distance = reach;
  const [column, row] = [Math.floor(point.x / reach), Math.floor(point.y / reach)];
  for (let across = -1; across <= 1; across += 1) {
    for (let down = -1; down <= 1; down += 1) {
      for (const made of cells.get(cell(column + across, row + down)) || []) {
        const away = Math.hypot(made.x - point.x, made.y - point.y);
        if (away < distance) {
          distance = away;
          best = made;
        }
      }
    }
  }
  return best;
}
