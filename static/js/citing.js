// How a view is cited and embedded. Pure: facts in, text out.

import { day } from "./format.js";
import { count, t } from "./messages.js";

/** Return one line that cites a view: {link, total, filtered, asOf (ISO day or ""), today}. */
export function createCitation({ link, total, filtered, asOf = "", today = new Date().toISOString().slice(0, 10) }) {
  const what = filtered ? t("Incident map, a selection") : t("Incident map");
  const parts = [
    `${what}: ${count(total, "%(num)s incident", "%(num)s incidents")}`,
    asOf ? t("reports until %(date)s", { date: day(asOf) }) : "",
    t("seen on %(date)s", { date: day(today) }),
    "mapapp",
  ];
  return `${parts.filter(Boolean).join(", ")}. ${link}`;
}

/** Return the element that shows a view in another page. */
export function embedCode(address) {
  const safe = address.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
  return `<iframe src="${safe}" title="${t("Incident map")}" width="100%" height="520" loading="lazy"></iframe>`;
}
