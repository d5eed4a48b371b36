import assert from "node:assert/strict";
import { test } from "node:test";

import { sourcesFirst } from "../../static/js/naming.js";

test("a disputed place is called first as its sources call it", () => {
  assert.equal(sourcesFirst("Stepanakert / Khankendi", ["Khankendi"]), "Khankendi / Stepanakert");
  assert.equal(sourcesFirst("Stepanakert / Khankendi", ["Stepanakert", "Baku"]), "Stepanakert / Khankendi");
  assert.equal(sourcesFirst("Stepanakert / Khankendi", []), "Stepanakert / Khankendi");
  assert.equal(sourcesFirst("Baku", ["Khankendi"]), "Baku");
  assert.equal(sourcesFirst(undefined, []), undefined);
});
