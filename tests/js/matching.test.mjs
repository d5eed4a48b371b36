import assert from "node:assert/strict";
import { test } from "node:test";

import { matches } from "../../static/js/matching.js";

const found = (text, words) => matches(text, words).map(([start, end]) => text.slice(start, end));

test("words are found whatever their case and accents", () => {
  assert.deepEqual(found("Sev Lake, the LAKE of Süleyman", "lake suleyman"), ["Lake", "LAKE", "Süleyman"]);
  assert.deepEqual(found("Сев Лич у Сев", "сев"), ["Сев", "Сев"]);
  assert.deepEqual(found("anything", "  "), []);
  assert.deepEqual(found("", "x"), []);
});

test("places are right beside signs that fold to none, or to several", () => {
  assert.deepEqual(found("e\u0301tat ﬁre 😀 fire", "fire etat"), ["e\u0301tat", "ﬁre", "fire"]);
});

test("overlapping words are lit once", () => {
  assert.deepEqual(found("borderland", "border borderland"), ["borderland"]);
});
