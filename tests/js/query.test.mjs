import assert from "node:assert/strict";
import { test } from "node:test";

import { active, inOrder, none, parameters, parse, serialize, toggled } from "../../static/js/query.js";

const ADDRESSES = [
  "",
  "?kind=assault,coerce",
  "?status=reported,historical&text=the+lake&from=2021-05-01&to=2021-05-31&certain=true",
  "?source=a,b&place=iso:AM,sc:sev-lake&incident=00ff&at=7.5/39.6/46.23&view=map",
  "?text=%D0%BE%D0%B7%D0%B5%D1%80%D0%BE+%26+%22%3Cb%3E&bbox=44,38.5,47,41",
];

for (const address of ADDRESSES) {
  test(`the address survives reading and writing: ${address || "empty"}`, () => {
    const state = parse(address);
    assert.deepEqual(parse(serialize(state)), state);
    assert.equal(serialize(parse(serialize(state))), serialize(state));
  });
}

test("random filters survive the address, and the same filters always give the same address", () => {
  let seed = 7;
  const random = (most) => (seed = (seed * 48271) % 2147483647) % most;
  const words = ["assault", "a b", "iso:AM", "ű", "x/y", "100%", "a+b", "<i>"];
  const some = () => [...new Set(Array.from({ length: random(4) }, () => words[random(words.length)]))];
  for (let round = 0; round < 500; round += 1) {
    const filters = { ...none(), kind: some(), status: some(), source: some(), place: some(), text: random(2) ? words[random(8)] : "", from: random(2) ? "2021-05-01" : "", certain: random(2) ? "true" : "" };
    const state = { filters, incident: random(2) ? "ab" : "", at: random(2) ? { zoom: random(14), lat: random(80), lon: random(170) } : null, view: random(2) ? "map" : "list", lang: random(2) ? "ru" : "" };
    assert.deepEqual(parse(serialize(state)), state);
  }
});

test("the default status is left out of the address", () => {
  assert.equal(serialize(parse("?status=reported")), "");
  assert.equal(parameters(parse("?status=historical").filters).toString(), "status=historical");
});

test("lists may be repeated or separated by commas", () => {
  assert.deepEqual(parse("?kind=a&kind=b,c,&kind=a").filters.kind, ["a", "b", "c"]);
});

test("a broken view is no view", () => {
  for (const at of ["", "7", "7/95/0", "x/1/2", "30/1/1", "7//", "1.2.3/1/1"]) assert.equal(parse(`?at=${at}`).at, null, at);
});

test("switching a box on and off gives back what was there", () => {
  const filters = parse("?kind=a&status=historical").filters;
  for (const [name, value] of [["kind", "b"], ["source", "x"], ["status", "planned"]]) {
    assert.deepEqual(toggled(toggled(filters, name, value), name, value), filters);
  }
});

test("switching another status on keeps the reported", () => {
  assert.deepEqual(toggled(none(), "status", "historical").status, ["reported", "historical"]);
  assert.deepEqual(toggled(toggled(none(), "status", "historical"), "status", "historical").status, []);
});

test("chips name every filter that is on", () => {
  assert.deepEqual(active(parse("?kind=a,b&text=lake").filters), [{ name: "kind", value: "a" }, { name: "kind", value: "b" }, { name: "text", value: "lake" }]);
  assert.deepEqual(active(none()), []);
});

test("days typed the wrong way round are the same days", () => {
  const filters = { ...parse("").filters, from: "2021-05-14", to: "2021-05-10" };
  assert.deepEqual(inOrder(filters), { ...filters, from: "2021-05-10", to: "2021-05-14" });
  for (const [from, to] of [["2021-05-10", "2021-05-14"], ["2021-05-10", "2021-05-10"], ["2021-05-14", ""], ["", "2021-05-10"]]) {
    assert.deepEqual(inOrder({ ...filters, from, to }), { ...filters, from, to });
  }
});
