import assert from "node:assert/strict";
import { test } from "node:test";

import { createCitation, embedCode } from "../../static/js/citing.js";

test("a citation says what, how many, of when, seen when, and where", () => {
  const facts = { link: "https://map.example/?kind=assault", total: 3, filtered: true, asOf: "2021-07-29", today: "2026-01-02" };
  assert.equal(createCitation(facts), "Incident map, a selection: 3 incidents, reports until 29 July 2021, seen on 2 January 2026, mapapp. https://map.example/?kind=assault");
  assert.equal(createCitation({ ...facts, total: 1, filtered: false, asOf: "" }), "Incident map: 1 incident, seen on 2 January 2026, mapapp. https://map.example/?kind=assault");
});

test("the code that embeds a view cannot be broken out of", () => {
  const code = embedCode('https://map.example/embed?text="><script>&kind=a');
  assert.ok(code.includes('src="https://map.example/embed?text=&quot;>&lt;script>&amp;kind=a"'));
});
