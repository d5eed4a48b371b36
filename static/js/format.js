// Numbers and days in words, as the page's language writes them. Pure.

import { count, grouped, later, locale, t } from "./messages.js";

/** A way to write dates. */
function style(options) {
  const made = later(() => new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }));
  return { format: (date) => made().format(date) };
}

const DAY = style({ day: "numeric", month: "long", year: "numeric" });
const MONTH = style({ month: "long", year: "numeric" });
const SHORT_DAY = style({ day: "numeric", month: "short", year: "numeric" });
const SHORT_MONTH = style({ month: "short", year: "numeric" });

/** An ISO day in words: "12 May 2021"; anything else as it is. */
export function day(iso) {
  const date = read(iso);
  return date ? DAY.format(date) : iso || "";
}

/** A day or a month in few letters, for the axis of the timeline. */
export function monthDay(iso, withDay) {
  return (withDay ? SHORT_DAY : SHORT_MONTH).format(read(iso));
}

/** The days from..to in words, either end open. */
export function range(from, to) {
  if (from && to) return from === to ? day(from) : `${day(from)} – ${day(to)}`;
  if (from) return t("from %(date)s", { date: day(from) });
  return to ? t("until %(date)s", { date: day(to) }) : "";
}

/** What the list says above itself: how many are in view, beyond it, and without a place. */
export function summary(inView, outside, unlocated, mapShown = true) {
  const total = inView + outside + unlocated;
  if (!total) return t("No incidents");
  const all = count(total, "%(num)s incident", "%(num)s incidents");
  if (!outside && !unlocated) return all;
  const parts = [mapShown ? t("%(number)s of %(total)s in view", { number: grouped(inView), total: grouped(total) }) : all];
  if (unlocated) parts.push(t("%(num)s not on the map", { num: grouped(unlocated) }));
  return parts.join(", ");
}

/** The name of a bin of the timeline: its first day, as coarse as its unit. */
export function binName(iso, unit) {
  const year = iso.slice(0, -6);
  if (unit === "year") return year;
  if (unit === "decade") return t("%(year)ss", { year });
  if (unit === "month") return MONTH.format(read(iso));
  return unit === "week" ? t("week of %(date)s", { date: day(iso) }) : day(iso);
}

function read(iso) {
  return /^-?\d{4}-\d\d-\d\d$/.test(iso || "") && !iso.startsWith("-") ? new Date(`${iso}T00:00:00Z`) : null;
}
