// node --test tests/js
import assert from "node:assert/strict";
import { test } from "node:test";

import { places } from "../../static/js/spots.js";

const row = (lon, lat, name, chosen) => ({ lon, lat, name, chosen });

test("rows at one spot are one place that knows them all", () => {
  const found = places([row("46.2", "39.6", "Sev Lake", "true"), row("1", "2", "Sevlake"), row("46.2", "39.6", "Black Lake")]);
  assert.deepEqual(found.map(({ name, numbers }) => [name, numbers]), [["Sevlake", [1]], ["Sev Lake", [0, 2]]]);
});

test("the chosen place comes last and lies on top", () => {
  const found = places([row("1", "1", "a", "true"), row("2", "2", "b"), row("3", "3", "c")]);
  assert.deepEqual(found.map(({ name }) => name), ["b", "c", "a"]);
});

test("what is no point on earth is left out", () => {
  assert.deepEqual(places([row("x", "1", "a"), row("181", "0", "b"), row(undefined, undefined, "c"), row("0", "-91", "d")]), []);
});
