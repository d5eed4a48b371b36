// Time in bins. Pure. Days are counted from 1970-01-01; an interval is [start, end), null where it is open.

const DAY = 86400000;
const FEW = 8; // days chosen that are less than one in so many of those drawn are shown closer
const UNITS = [
  { unit: "day", most: 100 },
  { unit: "week", most: 110 * 7 },
  { unit: "month", most: 120 * 31 },
  { unit: "year", most: 120 * 366 },
  { unit: "decade", most: Infinity },
];

export const toDay = (iso) => Math.floor(Date.parse(`${iso}T00:00:00Z`) / DAY);
export const toIso = (day) => new Date(day * DAY).toISOString().slice(0, 10);

/** Read [[startIso, endIso, number], ...] as days; an open interval stands at the end that is known. */
export function known(intervals) {
  return intervals.filter(([start, end]) => start || end).map(([start, end, number]) => ({
    start: start ? toDay(start) : toDay(end) - 1,
    end: end ? toDay(end) : toDay(start) + 1,
    open: !start ? "start" : !end ? "end" : "",
    number,
  }));
}

/** The days from the first to the last of these, [first, last), null for none. */
export function reach(dated) {
  if (!dated.length) return null;
  return [Math.min(...dated.map((one) => one.start)), Math.max(...dated.map((one) => one.end))];
}

/**
 * The days worth showing first: where a few strays (a tenth at each end) would squeeze all others into a corner, the
 * others' reach; else the whole. Returns {span: [first, last), before, after}: how many lie wholly outside.
 */
export function core(dated) {
  const whole = reach(dated);
  if (!whole) return { span: null, before: 0, after: 0 };
  const total = dated.reduce((sum, one) => sum + one.number, 0);
  const cut = (order) => {
    let left = Math.floor(total / 10);
    return order.filter((one) => (left -= one.number) < 0);
  };
  const late = cut([...dated].sort((one, other) => one.start - other.start));
  const early = cut([...dated].sort((one, other) => other.end - one.end));
  const first = Math.min(...late.map((one) => one.start));
  const last = Math.max(...early.map((one) => one.end));
  const margin = Math.max(last - first, 7); // what lies this near is no stray
  const near = dated.filter((one) => one.end > first - margin && one.start < last + margin);
  const span = [Math.max(reach(near)[0], first - margin), Math.min(reach(near)[1], last + margin)];
  if ((span[1] - span[0]) * 4 > whole[1] - whole[0]) return { span: whole, before: 0, after: 0 };
  const count = (holds) => dated.filter(holds).reduce((sum, one) => sum + one.number, 0);
  return { span, before: count((one) => one.end <= span[0]), after: count((one) => one.start >= span[1]) };
}

/**
 * What to draw: where most is (`whole`: all there is) while the days chosen, [start, end) with null for an open end,
 * are a good part of that, so that it stands still under the hand; closer around them where they are few. As `core`.
 */
export function shownDays(dated, { start = null, end = null, whole = false }) {
  const all = reach(dated);
  const usual = whole || !all ? { span: all, before: 0, after: 0 } : core(dated);
  if (!all || (start === null && end === null)) return usual;
  const [first, last] = usual.span;
  const chosen = [start ?? Math.min(first, end - 1), end ?? Math.max(last, start + 1)];
  const length = chosen[1] - chosen[0];
  if (chosen[0] >= first && chosen[1] <= last && length * FEW > last - first) return usual;
  const margin = Math.max(length / 2, 3);
  const around = [Math.min(Math.max(Math.floor(chosen[0] - margin), all[0]), chosen[0]), Math.max(Math.min(Math.ceil(chosen[1] + margin), all[1]), chosen[1])];
  return { span: around, before: 0, after: 0 };
}

/**
 * Count what is dated in bins over [first, last): {unit, bins: [{start, end, sure, maybe, mass}]}.
 * `sure` lie wholly inside the bin; `maybe` could lie in it: an event "in 2020" is possible in each of its months.
 * `coarse` is the unit wanted, otherwise the finest that keeps bars apart. `mass` is what of those to expect there, each spread evenly over its interval. An open interval is never sure.
 */
export function histogram(dated, span, coarse = "") {
  if (!span) return { unit: "day", bins: [] };
  const [first, last] = span;
  const { unit } = UNITS.find((one) => (coarse ? one.unit === coarse : last - first <= one.most));
  const margin = unit === "day" ? 1 : 0;
  const bins = [];
  for (let start = floor(first - margin, unit); start < last + margin; ) {
    const end = next(start, unit);
    bins.push({ start, end, sure: 0, maybe: 0, mass: 0 });
    start = end;
  }
  for (const { start, end, open, number } of dated) {
    for (let index = find(bins, start); index < bins.length && bins[index].start < end; index += 1) {
      const bin = bins[index];
      const overlap = Math.min(end, bin.end) - Math.max(start, bin.start);
      if (overlap === end - start && !open) bin.sure += number;
      else {
        bin.maybe += number;
        bin.mass += (number * overlap) / (end - start);
      }
    }
  }
  return { unit, bins };
}

/** The first day of the bin after the one that starts on `day`. */
export function next(day, unit) {
  const date = new Date(day * DAY);
  if (unit === "day") return day + 1;
  if (unit === "week") return day + 7;
  if (unit === "month") return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / DAY;
  return yearStart(date.getUTCFullYear() + (unit === "year" ? 1 : 10));
}

function floor(day, unit) {
  const date = new Date(day * DAY);
  if (unit === "day") return day;
  if (unit === "week") return day - ((date.getUTCDay() + 6) % 7); // Monday
  if (unit === "month") return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / DAY;
  const year = date.getUTCFullYear();
  return yearStart(unit === "year" ? year : Math.floor(year / 10) * 10);
}

function yearStart(year) {
  return Math.floor(new Date(0).setUTCFullYear(year, 0, 1) / DAY); // Date.UTC reads years below 100 as 19xx
}

function find(bins, day) {
  let low = 0;
  let high = bins.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bins[middle].end <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * What lies somewhere in a span longer than a bin, as bars over [first, last): [{from, to, open, number, lane}], `from`
 * and `to` as shares of the whole, at most `lanes` one above the other; more than fit lie over each other. Spans that
 * begin in one bin and end in one are one bar: there are never more bars than a timeline can show.
 */
export function spans(dated, [first, last], { shortest, lanes = 4, bins = [] }) {
  const ends = new Array(lanes).fill(-Infinity);
  const share = (day) => Math.min(Math.max((day - first) / (last - first), 0), 1);
  const together = new Map();
  for (const one of dated) {
    if (one.end <= first || one.start >= last || !(one.open || one.end - one.start > shortest)) continue;
    const key = bins.length ? `${find(bins, one.start)} ${find(bins, one.end - 1)} ${one.open}` : together.size;
    const known = together.get(key);
    together.set(key, known ? { start: Math.min(known.start, one.start), end: Math.max(known.end, one.end), open: one.open, number: known.number + one.number } : { ...one });
  }
  return [...together.values()]
    .sort((one, other) => one.start - other.start || other.end - one.end)
    .map(({ start, end, open, number }) => {
      const from = open === "start" ? 0 : share(start);
      const to = open === "end" ? 1 : share(end);
      const free = ends.findIndex((before) => before <= from);
      const lane = free < 0 ? ends.indexOf(Math.min(...ends)) : free;
      ends[lane] = Math.max(ends[lane], to);
      return { start, end, from, to, open, number, lane };
    });
}

/** The window of bins after [from, to] when time is played through `size` bins; null at the end. */
export function advanced(from, to, size) {
  const whole = from === 0 && to === size - 1;
  const width = whole ? Math.max(1, Math.round(size / 24)) : to - from + 1;
  if (whole) return [0, Math.min(width, size) - 1];
  return to >= size - 1 ? null : [Math.min(from + width, size - 1), Math.min(to + width, size - 1)];
}
