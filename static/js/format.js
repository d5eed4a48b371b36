// Numbers and days in words. Pure.

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** "1 incident", "12 incidents", "20 000 incidents". */
export function count(number, one, many = `${one}s`) {
  return `${thousands(number)} ${number === 1 ? one : many}`;
}

/** A whole number in groups of three. */
export function thousands(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

/** An ISO day in words: "12 May 2021"; anything else as it is. */
export function day(iso) {
  const match = /^(-?\d{4})-(\d\d)-(\d\d)$/.exec(iso || "");
  return match ? `${Number(match[3])} ${MONTHS[Number(match[2]) - 1]} ${match[1]}` : iso || "";
}

/** The days from..to in words, either end open. */
export function range(from, to) {
  if (from && to) return from === to ? day(from) : `${day(from)} – ${day(to)}`;
  if (from) return `from ${day(from)}`;
  return to ? `until ${day(to)}` : "";
}

/** What the list says above itself: how many are in view, beyond it, and without a place. */
export function summary(inView, outside, unlocated, mapShown = true) {
  const total = inView + outside + unlocated;
  if (!total) return "No incidents";
  if (!outside && !unlocated) return count(total, "incident");
  const parts = [mapShown ? `${thousands(inView)} of ${thousands(total)} in view` : count(total, "incident")];
  if (unlocated) parts.push(`${thousands(unlocated)} not on the map`);
  return parts.join(", ");
}

/** A short name of a bin of the timeline: its first day, as coarse as its unit. */
export function binName(iso, unit) {
  const [year, month] = iso.split("-");
  if (unit === "year") return year;
  if (unit === "decade") return `${year}s`;
  if (unit === "month") return `${MONTHS[Number(month) - 1]} ${year}`;
  return unit === "week" ? `week of ${day(iso)}` : day(iso);
}
