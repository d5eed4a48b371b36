import assert from "node:assert/strict";
import { test } from "node:test";

import { advanced, core, histogram as bars, known, next, reach, shownDays, spans, toDay, toIso } from "../../static/js/histogram.js";

const histogram = (intervals) => bars(known(intervals), reach(known(intervals)));
let seed = 5;
const random = (most) => (seed = (seed * 48271) % 2147483647) % most;

test("days go to numbers and back", () => {
  for (const iso of ["1970-01-01", "1988-02-29", "2021-05-12", "0099-12-31", "1915-04-24"]) assert.equal(toIso(toDay(iso)), iso);
});

test("nothing dated, no bars", () => {
  assert.deepEqual(histogram([]).bins, []);
  assert.deepEqual(histogram([[null, null, 3]]).bins, []);
});

test("one day is one sure bar", () => {
  const { unit, bins } = histogram([["2021-05-12", "2021-05-13", 2]]);
  assert.equal(unit, "day");
  assert.deepEqual(bins.filter((bin) => bin.sure).map((bin) => [toIso(bin.start), bin.sure]), [["2021-05-12", 2]]);
});

test("a whole year among months is possible in each of them and sure in none", () => {
  const { unit, bins } = histogram([["2020-01-01", "2021-01-01", 1], ["2018-01-05", "2018-01-06", 1]]);
  assert.equal(unit, "month");
  assert.equal(bins.filter((bin) => bin.maybe).length, 12);
  assert.equal(bins.reduce((sum, bin) => sum + bin.sure, 0), 1);
});

test("what is open on one side stands at the side that is known, never sure", () => {
  const { bins } = histogram([[null, "2021-05-13", 1]]);
  assert.deepEqual(bins.filter((bin) => bin.maybe).map((bin) => toIso(bin.start)), ["2021-05-12"]);
  assert.equal(bins.reduce((sum, bin) => sum + bin.sure, 0), 0);
});

test("bins follow each other without a gap, and every incident is counted whole", () => {
  for (const span of [3, 90, 500, 3000, 30000, 200000]) {
    const intervals = Array.from({ length: 40 }, () => {
      const start = random(span) - 40000;
      return [toIso(start), toIso(start + 1 + random(400)), 1 + random(3)];
    });
    const { unit, bins } = histogram(intervals);
    bins.slice(1).forEach((bin, index) => assert.equal(bin.start, bins[index].end));
    for (const bin of bins) assert.equal(next(bin.start, unit), bin.end);
    const total = bins.reduce((sum, bin) => sum + bin.sure + bin.mass, 0);
    assert.ok(Math.abs(total - intervals.reduce((sum, one) => sum + one[2], 0)) < 1e-6);
    assert.ok(bins.length <= 130 || unit === "decade");
  }
});

test("a stray in another age does not squeeze the rest, and is counted", () => {
  const may = Array.from({ length: 20 }, (_, number) => [toIso(18759 + number), toIso(18760 + number), 1]);
  const { span, before, after } = core(known([...may, ["1991-01-01", "1992-01-01", 1]]));
  assert.deepEqual([before, after], [1, 0]);
  assert.ok(toIso(span[0]) >= "2021-05-01");
  assert.deepEqual(core(known(may)), { span: reach(known(may)), before: 0, after: 0 });
  assert.deepEqual(core([]), { span: null, before: 0, after: 0 });
});

test("bars over part of the time leave out what lies wholly outside it", () => {
  const { bins } = bars(known([["2021-05-01", "2021-05-02", 1], ["2021-05-20", "2021-05-21", 1]]), [toDay("2021-05-15"), toDay("2021-05-25")]);
  assert.equal(bins.reduce((sum, bin) => sum + bin.sure, 0), 1);
});

test("longer spans lie one above the other, open ones reach the edge", () => {
  const dated = known([["2021-05-01", "2021-06-01", 2], ["2021-05-10", "2021-05-20", 1], ["2021-06-01", null, 1], ["2021-05-12", "2021-05-13", 9]]);
  const drawn = spans(dated, [toDay("2021-05-01"), toDay("2021-07-01")], { shortest: 1 });
  assert.deepEqual(drawn.map(({ from, to, open, lane }) => [Math.round(from * 61), Math.round(to * 61), open, lane]), [[0, 31, "", 0], [9, 19, "", 1], [31, 61, "end", 0]]);
});

test("spans beyond the lanes lie over the one that ends first", () => {
  const dated = known([["2021-05-01", "2021-05-20", 1], ["2021-05-02", "2021-05-10", 1], ["2021-05-03", "2021-05-30", 1]]);
  assert.deepEqual(spans(dated, [toDay("2021-05-01"), toDay("2021-06-01")], { shortest: 1, lanes: 2 }).map(({ lane }) => lane), [0, 1, 1]);
});

test("time is played in windows as wide as the one chosen, to the end and no further", () => {
  assert.deepEqual(advanced(0, 47, 48), [0, 1]);
  assert.deepEqual(advanced(0, 1, 48), [2, 3]);
  assert.deepEqual(advanced(44, 46, 48), [47, 47]);
  assert.equal(advanced(46, 47, 48), null);
  assert.deepEqual(advanced(0, 0, 1), [0, 0]);
});

test("spans that a timeline of these bins does not tell apart are one bar, and none of the time is left out", () => {
  const month = (index) => `${2005 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}-01`;
  const dated = known(Array.from({ length: 240 }, (_, index) => [month(index), month(index + 12), 3]));
  const whole = reach(dated);
  const { bins } = bars(dated, whole, "year");
  const drawn = spans(dated, [bins[0].start, bins.at(-1).end], { shortest: 31, bins });
  assert.ok(drawn.length <= 2 * bins.length);
  assert.equal(drawn.reduce((sum, one) => sum + one.number, 0), 720);
  assert.ok(Math.max(...drawn.map((one) => one.to)) > 0.9);
  assert.ok(Math.min(...drawn.map((one) => one.from)) < 0.1);
});

test("days chosen leave what is drawn as it is while they are a good part of it", () => {
  const dated = known([["2021-05-02", "2021-05-03", 3], ["2021-05-20", "2021-05-21", 4], ["2021-07-28", "2021-07-29", 2]]);
  const usual = core(dated);
  const days = (from, to) => ({ start: from && toDay(from), end: to && toDay(to) + 1 });
  assert.deepEqual(shownDays(dated, days("2021-05-10", null)), usual);
  assert.deepEqual(shownDays(dated, days(null, "2021-06-10")), usual);
  assert.deepEqual(shownDays(dated, days("2021-05-02", "2021-05-20")), usual);
  assert.deepEqual(shownDays(dated, {}), usual);
  const close = shownDays(dated, days("2021-05-19", "2021-05-21"));
  assert.deepEqual(close.span.map(toIso), ["2021-05-16", "2021-05-25"]); // a few days are shown close
  const beyond = shownDays(dated, days("2020-01-01", "2020-02-01"));
  assert.ok(beyond.span[0] <= toDay("2020-01-01") && beyond.span[1] >= toDay("2020-02-01"));
  assert.ok(shownDays(dated, days("2022-01-01", null)).span[1] > toDay("2022-01-01")); // nothing that late is known
});

test("days chosen among strays are drawn though most lies elsewhere", () => {
  const may = Array.from({ length: 20 }, (_, index) => [`2021-05-${String(index + 1).padStart(2, "0")}`, `2021-05-${String(index + 2).padStart(2, "0")}`, 2]);
  const dated = known([...may, ["1991-01-01", "1992-01-01", 1]]);
  assert.deepEqual(shownDays(dated, { whole: true }).span, reach(dated));
  assert.deepEqual(shownDays(dated, {}), core(dated));
  const { span } = shownDays(dated, { start: toDay("1991-03-01"), end: toDay("1991-06-01") });
  assert.ok(span[0] <= toDay("1991-03-01") && span[1] >= toDay("1991-06-01") && span[1] < toDay("1995-01-01"));
});
