import assert from "node:assert/strict";
import { test } from "node:test";

import { createSource } from "../../static/js/source.js";
import { cover, holds, project } from "../../static/js/tiles.js";

const WORLD = [-180, -90, 180, 90];
const KINDS = ["assault", "aid", "protest"];
let seed = 3;
const random = (most) => (seed = (seed * 48271) % 2147483647) % most;
const rows = Array.from({ length: 700 }, (_, index) => ({
  id: `i${index}`, kind: KINDS[random(3)], precision: random(2) ? "exact" : "area", reports: 1 + random(4), shape: null,
  point: index % 10 === 0 ? null : [random(36000) / 100 - 180, random(16000) / 100 - 80],
}));
const located = rows.filter((row) => row.point);

/** A server of the same rows: cells of tiles, and pages of 50, as /api/clusters.json and /api/rows.json answer. */
function served() {
  const calls = [];
  const cellOf = (row, zoom) => { const { x, y } = project(row.point, zoom); return [Math.floor(x / 32), Math.floor(y / 32)]; };
  const tally = (some, name) => some.reduce((counts, row) => ({ ...counts, [row[name]]: (counts[row[name]] || 0) + 1 }), {});
  return {
    calls,
    async clusters(parameters) {
      calls.push(parameters.get("tiles"));
      const zoom = Number(parameters.get("zoom"));
      const tiles = {};
      for (const name of parameters.get("tiles").split(",")) {
        const cells = new Map();
        for (const row of located) {
          const cell = cellOf(row, zoom);
          if (cell.map((part) => Math.floor(part / 8)).join("/") !== name) continue;
          cells.set(cell.join("/"), [...(cells.get(cell.join("/")) || []), row]);
        }
        tiles[name] = [...cells].map(([cell, some]) => ({
          cell: cell.split("/").map(Number), at: some[0].point, count: some.length, kinds: tally(some, "kind"),
          ...(some.length === 1 ? { row: { ...some[0] } } : { spot: false }),
        }));
      }
      return { zoom, tiles, shapes: [] };
    },
    async rows(parameters) {
      const offset = Number(parameters.get("offset") || 0);
      const box = parameters.get("within")?.split(",").map(Number);
      const inside = located.filter((row) => holds(box, row.point));
      const parts = { inside, outside: located.filter((row) => !inside.includes(row)), unlocated: rows.filter((row) => !row.point) };
      let chosen = parts[parameters.get("part") || "inside"];
      if (parameters.get("cells")) {
        const cells = new Set(parameters.get("cells").split(","));
        chosen = located.filter((row) => cells.has(cellOf(row, Number(parameters.get("zoom"))).join("/")));
      }
      if (parameters.get("ids")) chosen = rows.filter((row) => row.id === parameters.get("ids"));
      const counts = Object.fromEntries(Object.entries(parts).map(([name, some]) => [name, some.length]));
      return { ...counts, kinds: tally(inside, "kind"), precisions: tally(inside, "precision"), total: chosen.length, offset, rows: chosen.slice(offset, offset + 50), shapes: [] };
    },
  };
}

const whole = () => createSource({ mode: "whole", rows, shapes: [] });
const tiled = (server = served()) => createSource({ mode: "tiles", total: rows.length, located: located.length, bounds: WORLD }, new URLSearchParams("kind=assault"), server);

async function all(source, zoom) {
  await source.load(zoom, WORLD);
  return source.marks(zoom);
}

for (const [name, make] of [["whole", whole], ["tiled", tiled]]) {
  test(`${name}: the marks of a zoom count every incident with a place exactly once`, async () => {
    for (const zoom of [0, 2, 4]) {
      const marks = await all(make(), zoom);
      assert.equal(marks.reduce((sum, mark) => sum + mark.count, 0), located.length);
      for (const mark of marks) assert.equal(Object.values(mark.kinds).reduce((sum, number) => sum + number, 0), mark.count);
      assert.equal(new Set(marks.map((mark) => mark.key)).size, marks.length);
    }
  });

  test(`${name}: a mark opens the list of exactly its incidents, page by page`, async () => {
    const source = make();
    const seen = [];
    for (const mark of await all(source, 2)) {
      const members = await source.members(mark);
      const listed = [...members.rows];
      while (listed.length < members.total) listed.push(...await members.more(listed.length));
      assert.equal(listed.length, mark.count);
      seen.push(...listed.map((row) => row.id));
    }
    assert.deepEqual(seen.sort(), located.map((row) => row.id).sort());
  });

  test(`${name}: what is in view, outside it and without a place make up the whole`, async () => {
    for (const box of [null, WORLD, [0, 0, 90, 80], [170, -80, -170, 80]]) {
      const view = await make().view(box);
      assert.equal(view.inside.total + view.outside.total + view.unlocated.total, rows.length);
      assert.equal(view.inside.total, located.filter((row) => holds(box, row.point)).length);
      assert.equal(view.kinds.reduce((sum, [, number]) => sum + number, 0), view.inside.total);
      assert.equal(view.precisions.reduce((sum, [, number]) => sum + number, 0), view.inside.total);
      for (const part of ["inside", "outside", "unlocated"]) {
        const listed = [...view[part].rows];
        while (listed.length < view[part].total) listed.push(...await view.more(part, listed.length));
        assert.equal(new Set(listed.map((row) => row.id)).size, view[part].total);
      }
    }
  });

  test(`${name}: a row is found by its id, and none by another`, async () => {
    assert.equal((await make().row("i7")).id, "i7");
    assert.equal(await make().row("nobody"), undefined);
  });
}

test("what came with the layer is not asked for again, and the view that has all of it lists it at once", async () => {
  const server = served();
  const opening = {
    clusters: await server.clusters(new URLSearchParams({ zoom: 1, tiles: "0/0,1/0,0/1,1/1" })),
    view: await server.rows(new URLSearchParams()),
  };
  const asked = server.calls.length;
  const source = createSource({ mode: "tiles", total: rows.length, located: located.length, bounds: [-180, -80, 180, 80], opening }, new URLSearchParams(), server);
  assert.equal(source.load(1, WORLD), null);
  assert.equal(source.marks(1).reduce((sum, mark) => sum + mark.count, 0), located.length);
  assert.equal((await source.view(WORLD)).inside.total, located.length);
  assert.equal(server.calls.length, asked);
  assert.ok((await source.view([0, 0, 40, 40])).inside.total < located.length);
});

test("tiles are asked for once, also while they are on their way, and with the filters", async () => {
  const server = served();
  const source = tiled(server);
  const first = source.load(3, [0, 0, 40, 40]);
  source.load(3, [0, 0, 40, 40]);
  await first;
  assert.equal(source.load(3, [0, 0, 40, 40]), null);
  await source.load(3, [0, 0, 60, 40]);
  const asked = server.calls.flatMap((tiles) => tiles.split(","));
  assert.equal(new Set(asked).size, asked.length);
  assert.deepEqual(asked.sort(), cover([0, 0, 60, 40], 3).map((tile) => tile.join("/")).sort());
});

test("a request that fails may be made again", async () => {
  const server = served();
  let broken = true;
  const source = tiled({ ...server, clusters: (parameters) => (broken ? Promise.reject(new Error("away")) : server.clusters(parameters)) });
  await assert.rejects(source.load(2, WORLD), /away/);
  broken = false;
  assert.equal((await all(source, 2)).reduce((sum, mark) => sum + mark.count, 0), located.length);
});
