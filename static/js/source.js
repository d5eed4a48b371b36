// Where the map page has its incidents from: all of them held here, or asked of the server for what is in view.
// Both answer the same questions. Pure: the server is asked through `ask`, {clusters, rows}, each (parameters, signal).

import { group } from "./clusters.js";
import { reaches } from "./shapes.js";
import { boxOfCells, coverWithin, holds, project } from "./tiles.js";

const FEW = 400; // incidents, up to which markers may stand close
const CLOSE = 26; // px, markers nearer than this share one
const APART = 48; // the same where there are many
const MOST_TILES = 900; // kept

/** The source for an answer of /api/layer.json; `parameters` are its filters. */
export function createSource(answer, parameters, ask) {
  return answer.mode === "tiles" ? createTiled(answer, parameters, ask) : createWhole(answer);
}

function createWhole({ rows, shapes }) {
  const items = rows.filter((row) => row.point).map((row) => ({ at: row.point, count: 1, weight: row.reports, kinds: { [row.kind]: 1 }, rows: [row], key: row.id }));
  const reach = items.length > FEW ? APART : CLOSE;
  const known = new Map(); // zoom -> marks
  const seen = (row, box) => holds(box, row.point) || (row.shape !== null && reaches(shapes[row.shape], box)); // its marker, or its area

  return {
    total: rows.length,
    located: items.length,
    bounds: null,
    rows,
    /** The marks of a zoom: [{key, at, count, kinds, rows, cells}]; what is here of it. */
    marks(zoom) {
      if (!known.has(zoom)) known.set(zoom, together(items, zoom, reach));
      return known.get(zoom);
    },
    /** Ask for the marks in a box that are not here; null when they all are. */
    load: () => null,
    /** What a box has: {inside, outside, unlocated: {total, rows}, kinds, precisions, more(part, offset)}. */
    async view(box) {
      const parts = { inside: [], outside: [], unlocated: [] };
      for (const row of rows) parts[!row.point ? "unlocated" : seen(row, box) ? "inside" : "outside"].push(row);
      return {
        ...Object.fromEntries(Object.entries(parts).map(([name, some]) => [name, { total: some.length, rows: some }])),
        kinds: counted(parts.inside, "kind"),
        precisions: counted(parts.inside, "precision"),
        more: async (part, offset) => parts[part].slice(offset),
      };
    },
    /** The incidents of a mark: {total, rows, more(offset), box}, box null when all stand on one spot. */
    async members(mark) {
      return { total: mark.rows.length, rows: mark.rows, more: async (offset) => mark.rows.slice(offset), box: around(mark.rows) };
    },
    /** The rows that cards step through, with some more where there are; how many there are in the list. */
    further: async () => rows,
    listed: () => rows.length,
    /** An incident's row, undefined when the filters leave it out. */
    row: async (id) => rows.find((row) => row.id === id),
    /** The area an incident lies in, null for a spot. */
    shape: (row) => (row.shape === null ? null : shapes[row.shape]),
  };
}

function createTiled(answer, parameters, ask) {
  const tiles = new Map(); // "zoom/x/y" -> items
  const asked = new Map(); // the same -> promise
  const shapes = new WeakMap(); // row -> geometry
  const listed = []; // what the list shows, for stepping from card to card
  let marked = { zoom: null, marks: [] };
  let viewing = null;
  let inside = { total: 0, more: async () => [] }; // of the view

  const keep = ({ rows = [], shapes: drawn = [] }) => {
    for (const row of rows) if (row.shape !== null) shapes.set(row, drawn[row.shape]);
    return rows;
  };
  const rowsOf = async (more, signal) => {
    const found = await ask.rows(merged(parameters, more), signal);
    return { ...found, rows: keep(found) };
  };

  async function fetchTiles(zoom, wanted) {
    take(await ask.clusters(merged(parameters, { zoom, tiles: wanted.map(([x, y]) => `${x}/${y}`).join(",") })));
  }

  function take({ zoom, ...found }) {
    for (const [name, cells] of Object.entries(found.tiles)) {
      keep({ rows: cells.filter((cell) => cell.row).map((cell) => cell.row), shapes: found.shapes });
      tiles.set(`${zoom}/${name}`, cells.map((cell) => item(cell, zoom)));
    }
    marked = { zoom: null, marks: [] };
    for (const key of tiles.keys()) {
      if (tiles.size <= MOST_TILES) break;
      if (!key.startsWith(`${zoom}/`)) tiles.delete(key);
    }
  }

  /** What is in view, where the layer came with it: as long as the view has all there is. */
  function sent(box) {
    const { bounds, opening } = answer;
    const all = opening && box && box[0] <= box[2] && holds(box, bounds.slice(0, 2)) && holds(box, bounds.slice(2));
    return all ? { ...opening.view, rows: keep(opening.view) } : null;
  }

  if (answer.opening) take(answer.opening.clusters);

  return {
    total: answer.total,
    located: answer.located,
    bounds: answer.bounds,
    rows: listed,
    marks(zoom) {
      if (marked.zoom !== zoom) {
        const here = [...tiles].filter(([key]) => key.startsWith(`${zoom}/`)).flatMap(([, items]) => items);
        marked = { zoom, marks: together(here, zoom, APART) };
      }
      return marked.marks;
    },
    load(zoom, box) {
      const names = (answer.bounds ? coverWithin(box, answer.bounds, zoom) : []).map((tile) => [`${zoom}/${tile.join("/")}`, tile]);
      const missing = names.filter(([key]) => !tiles.has(key) && !asked.has(key));
      if (missing.length) {
        const waiting = fetchTiles(zoom, missing.map(([, tile]) => tile)).finally(() => missing.forEach(([key]) => asked.delete(key)));
        for (const [key] of missing) asked.set(key, waiting);
      }
      const waits = new Set(names.map(([key]) => asked.get(key)).filter(Boolean));
      return waits.size ? Promise.all(waits) : null;
    },
    async view(box) {
      viewing?.abort();
      viewing = new AbortController();
      const within = box ? { within: box.map((value) => Number(value.toFixed(5))).join(",") } : {};
      const first = sent(box) || (await rowsOf(within, viewing.signal));
      listed.splice(0, listed.length, ...first.rows);
      const part = (name) => ({ total: first[name], rows: name === "inside" ? first.rows : [] });
      const more = async (name, offset) => {
        const { rows } = await rowsOf({ ...within, part: name, offset });
        if (name === "inside" && offset === listed.length) listed.push(...rows);
        return rows;
      };
      inside = { total: first.inside, more };
      return {
        inside: part("inside"), outside: part("outside"), unlocated: part("unlocated"),
        kinds: Object.entries(first.kinds),
        precisions: Object.entries(first.precisions),
        more,
      };
    },
    async further() {
      if (listed.length < inside.total) await inside.more("inside", listed.length);
      return [...listed];
    },
    listed: () => inside.total,
    async members(mark) {
      const of = { zoom: mark.zoom, cells: mark.cells.map((cell) => cell.join("/")).join(",") };
      const first = await rowsOf(of);
      return { total: first.total, rows: first.rows, more: async (offset) => (await rowsOf({ ...of, offset })).rows, box: mark.spot ? null : boxOfCells(mark.cells, mark.zoom) };
    },
    row: async (id) => (await rowsOf({ ids: id })).rows[0],
    shape: (row) => shapes.get(row) || null,
  };
}

function item(cell, zoom) {
  const single = cell.row ? [cell.row] : null;
  return { at: cell.row ? cell.row.point : cell.at, count: cell.count, weight: cell.count, kinds: cell.kinds, rows: single, cells: [cell.cell], spot: cell.spot !== false, key: cell.cell.join("/"), zoom };
}

/** Bring together what would overlap at a zoom. */
function together(items, zoom, reach) {
  const points = items.map((one) => ({ ...project(one.at, zoom), weight: one.weight, one }));
  return group(points, reach).map(({ members }) => {
    const parts = members.map((member) => member.one);
    if (parts.length === 1) return { ...parts[0], zoom, key: parts[0].count === 1 ? `one:${parts[0].rows[0].id}` : `${zoom}:${parts[0].key}` };
    const kinds = {};
    for (const part of parts) for (const [kind, number] of Object.entries(part.kinds)) kinds[kind] = (kinds[kind] || 0) + number;
    const count = parts.reduce((sum, part) => sum + part.count, 0);
    return {
      key: `${zoom}:${parts[0].key}+${parts.length}.${count}`,
      at: parts[0].at,
      count,
      kinds,
      rows: parts.every((part) => part.rows) ? parts.flatMap((part) => part.rows) : null,
      cells: parts.flatMap((part) => part.cells || []),
      spot: false,
      zoom,
    };
  });
}

function counted(rows, name) {
  const counts = new Map();
  for (const row of rows) counts.set(row[name], (counts.get(row[name]) || 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
}

function around(rows) {
  const [lons, lats] = [rows.map((row) => row.point[0]), rows.map((row) => row.point[1])];
  const box = [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
  return box[0] === box[2] && box[1] === box[3] ? null : box;
}

function merged(parameters, more) {
  const result = new URLSearchParams(parameters);
  for (const [name, value] of Object.entries(more)) result.set(name, value);
  return result;
}
