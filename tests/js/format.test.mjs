import assert from "node:assert/strict";
import { test } from "node:test";

import { binName, day, range, summary } from "../../static/js/format.js";
import { count, t } from "../../static/js/messages.js";

test("counts agree with their noun and group thousands", () => {
  const said = (number) => count(number, "%(num)s incident", "%(num)s incidents");
  assert.equal(said(0), "0 incidents");
  assert.equal(said(1), "1 incident");
  assert.equal(said(20000), "20,000 incidents");
});

test("a sentence is filled by name and keeps what it is not given", () => {
  assert.equal(t("%(number)s of %(total)s, %(other)s", { number: 1, total: 2 }), "1 of 2, %(other)s");
});

test("days and ranges are said in words", () => {
  assert.equal(day("2021-05-02"), "2 May 2021");
  assert.equal(day("soon"), "soon");
  assert.equal(range("2021-05-02", "2021-05-02"), "2 May 2021");
  assert.equal(range("2021-05-02", "2021-06-01"), "2 May 2021 – 1 June 2021");
  assert.equal(range("", "2021-06-01"), "until 1 June 2021");
  assert.equal(range("2021-05-02", ""), "from 2 May 2021");
  assert.equal(range("", ""), "");
});

test("the list says what is in view and what is not on the map", () => {
  assert.equal(summary(0, 0, 0), "No incidents");
  assert.equal(summary(1, 0, 0), "1 incident");
  assert.equal(summary(12, 2, 0), "12 of 14 in view");
  assert.equal(summary(3, 0, 10), "3 of 13 in view, 10 not on the map");
});

test("bins are named as coarsely as they are", () => {
  assert.deepEqual(["day", "week", "month", "year", "decade"].map((unit) => binName("1990-01-01", unit)), ["1 January 1990", "week of 1 January 1990", "January 1990", "1990", "1990s"]);
});
