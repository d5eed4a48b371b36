// Time in bins. Pure. Days are counted from 1970-01-01; an interval is [start, end), null where it is open.

const DAY = 86400000;
const UNITS = [
  { unit: "day", most: 100 },
  { unit: "week", most: 110 * 7 },
  { unit: "month", most: 120 * 31 },
  { unit: "year", most: 120 * 366 },
  { unit: "decade", most: Infinity },
];

export const toDay = (iso) => Math.floor(Date.parse(`${iso}T00:00:00Z`) / DAY);
export const toIso = (day) => new Date(day * DAY).toISOString().slice(0, 10);

/**
 * Count intervals in bins: [[startIso, endIso, number], ...] -> {unit, bins: [{start, end, sure, maybe, mass}]}.
 * `sure` lie wholly inside the bin; `maybe` could lie in it: an event "in 2020" is possible in each of its months.
 * `mass` is what of those to expect there, each spread evenly over its interval.
 */
export function histogram(intervals) {
  const known = intervals.filter(([start, end]) => start || end).map(([start, end, number]) => ({
    start: toDay(start || end) - (start ? 0 : 1),
    end: toDay(end || start) + (end ? 0 : 1),
    open: !start || !end, // stands at the end that is known, and is never sure
    number,
  }));
  if (!known.length) return { unit: "day", bins: [] };
  const first = Math.min(...known.map((one) => one.start));
  const last = Math.max(...known.map((one) => one.end));
  const { unit } = UNITS.find((one) => last - first <= one.most);
  const bins = [];
  for (let start = floor(first - (unit === "day" ? 1 : 0), unit); start < last + (unit === "day" ? 1 : 0); ) {
    const end = next(start, unit);
    bins.push({ start, end, sure: 0, maybe: 0, mass: 0 });
    start = end;
  }
  for (const { start, end, open, number } of known) {
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
