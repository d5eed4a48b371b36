// The list: the map's twin for keyboards, screen readers and small screens.

import { glyph, el } from "./dom.js";
import { summary } from "./format.js";
import { count, t } from "./messages.js";
import { incidentAddress } from "./query.js";
import { change, fire, state } from "./state.js";

const STEP = 200; // rows written at a time

/** Make the list; returns {show(rows, inView, mapShown), spot(rows), focus(id), problem(message), busy(on)}. */
export function createList(page) {
  const holder = document.getElementById("list");
  const said = document.getElementById("summary");
  const results = document.getElementById("results");
  let shown = "";

  holder.addEventListener("click", (event) => {
    const link = event.target.closest("a.row");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    change({ incident: link.dataset.id });
  });
  light(holder);

  function group(title, rows, { quiet = false } = {}) {
    const list = el("ol.rows", {});
    const more = el("button.more-rows", { type: "button" });
    let written = 0;
    const write = () => {
      list.append(...rows.slice(written, written + STEP).map((row) => item(page, row)));
      written += STEP;
      more.hidden = written >= rows.length;
      more.textContent = t("Show %(num)s more", { num: Math.min(STEP, rows.length - written) });
    };
    write();
    more.addEventListener("click", write);
    const heading = title ? el("h2.group", {}, title) : null;
    return el(quiet ? "section.quiet" : "section", {}, heading, list, more);
  }

  return {
    show(rows, inView, mapShown) {
      const within = rows.filter((row) => row.point && inView(row));
      const outside = rows.filter((row) => row.point && !inView(row));
      const unlocated = rows.filter((row) => !row.point);
      const key = [within, outside, unlocated].map((part) => part.map((row) => row.id).join(",")).join("|");
      said.textContent = summary(within.length, outside.length, unlocated.length, mapShown);
      if (key === shown) return;
      shown = key;
      if (!rows.length) {
        holder.replaceChildren(empty(page));
        return;
      }
      const parts = [];
      if (within.length) parts.push(group("", within));
      if (outside.length) parts.push(group(`${t("Outside this view")} (${outside.length})`, outside, { quiet: true }));
      if (unlocated.length) parts.push(group(`${t("Not on the map")} (${unlocated.length})`, unlocated));
      holder.replaceChildren(...parts);
    },
    spot(rows) {
      shown = "spot";
      said.textContent = count(rows.length, "%(num)s incident at this spot", "%(num)s incidents at this spot");
      const back = el("button.back", { type: "button" }, `‹ ${t("All incidents")}`);
      back.addEventListener("click", () => fire("spot", null));
      const near = el("button.back", { type: "button" }, t("Zoom in on them"));
      near.addEventListener("click", () => fire("near", rows));
      const apart = rows.some((row) => row.point[0] !== rows[0].point[0] || row.point[1] !== rows[0].point[1]);
      holder.replaceChildren(back, ...(apart ? [near] : []), group("", rows));
      holder.querySelector("a.row").focus({ preventScroll: true });
      results.scrollTop = 0;
    },
    focus(id) {
      const link = holder.querySelector(`a.row[data-id="${CSS.escape(id)}"]`) || results;
      link.focus();
      link.scrollIntoView({ block: "nearest" });
    },
    problem(message) {
      shown = "problem";
      said.textContent = "";
      const again = el("button.button", { type: "button" }, t("Try again"));
      again.addEventListener("click", () => fire("reload", null));
      holder.replaceChildren(el("div.empty", { role: "alert" }, el("b", {}, t("The incidents could not be loaded.")), el("p", {}, message), again));
    },
    busy(on) {
      results.setAttribute("aria-busy", String(on));
      document.body.classList.toggle("loading", on);
    },
  };
}

/** One line of a list: a link to the incident's own page, which the map opens as a card instead. */
export function item(page, row) {
  const facts = [row.date, row.place ? el("bdi", {}, row.place) : null, count(row.sources, "%(num)s source", "%(num)s sources")].filter(Boolean);
  const line = el("span.row-facts", {}, ...facts.flatMap((fact, index) => (index ? [" · ", fact] : [fact])));
  if (row.contested) line.append(" ", el("b.badge", {}, t("disputed")));
  if (row.status !== "reported") line.append(" ", el("b.badge.badge-quiet", {}, page.statuses[row.status]));
  const link = el("a.row", { href: incidentAddress(row.id), "data-id": row.id, "aria-current": row.id === state().incident ? "true" : null });
  link.append(glyph(page.style, row), el("span.row-title", {}, el("bdi", {}, row.title)), line);
  return el("li", {}, link);
}

/** Light the marker of the row that is pointed at or focused. */
export function light(holder) {
  const tell = (event) => fire("light", event.target.closest("a.row")?.dataset.id || "");
  holder.addEventListener("pointerover", tell);
  holder.addEventListener("focusin", tell);
  holder.addEventListener("pointerleave", () => fire("light", ""));
  holder.addEventListener("focusout", () => fire("light", ""));
}

function empty(page) {
  if (!page.documents) {
    return el("div.empty", {}, el("b", {}, t("No reports yet.")), el("p", {}, t("Give mapapp a folder of reports and reload this page:")), el("pre", {}, "mapapp add my-reports/"));
  }
  const clear = el("button.button", { type: "button" }, t("Clear the filters"));
  clear.addEventListener("click", () => fire("clear", null));
  return el("div.empty", {}, el("b", {}, t("Nothing matches these filters.")), el("p", {}, t("Take one away, widen the dates, or look under Filters, “Told as”, for background and plans.")), clear);
}
