// The list: the map's twin for keyboards, screen readers and small screens.

import { glyph, el } from "./dom.js";
import { summary } from "./format.js";
import { count, grouped, t } from "./messages.js";
import { incidentAddress } from "./query.js";
import { change, fire, state } from "./state.js";

const STEP = 40; // rows written at a time

/** Make the list; returns {show(view, mapShown), spot(members), focus(id), problem(message), busy(on)}. */
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

  /** A list of `total` rows, the first of them given, written some at a time; `more(offset)` brings the next. */
  function group(title, { total, rows }, more, { quiet = false } = {}) {
    const list = el("ol.rows", {});
    const button = el("button.more-rows", { type: "button" });
    const known = [...rows];
    let written = 0;
    const write = () => {
      list.append(...known.slice(written, written + STEP).map((row) => item(page, row)));
      written = Math.min(written + STEP, known.length);
      button.hidden = written >= total;
      button.textContent = t("Show %(num)s more", { num: grouped(Math.min(STEP, total - written)) });
    };
    write();
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        if (known.length < Math.min(written + STEP, total)) known.push(...await more(known.length));
        const first = written;
        write();
        list.children[first]?.querySelector("a").focus({ preventScroll: true });
      } catch (error) {
        button.textContent = error.message;
      } finally {
        button.disabled = false;
      }
    });
    return el(quiet ? "section.quiet" : "section", {}, title ? el("h2.group", {}, title) : null, list, button);
  }

  return {
    show({ inside, outside, unlocated, more }, mapShown) {
      const key = [inside, outside, unlocated].map((part) => `${part.total}:${part.rows.map((row) => row.id).join(",")}`).join("|");
      said.textContent = summary(inside.total, outside.total, unlocated.total, mapShown);
      if (key === shown) return;
      shown = key;
      if (!inside.total && !outside.total && !unlocated.total) {
        holder.replaceChildren(empty(page));
        return;
      }
      const parts = [];
      if (inside.total) parts.push(group("", inside, (offset) => more("inside", offset)));
      if (outside.total) parts.push(group(`${t("Outside this view")} (${grouped(outside.total)})`, outside, (offset) => more("outside", offset), { quiet: true }));
      if (unlocated.total) parts.push(group(`${t("Not on the map")} (${grouped(unlocated.total)})`, unlocated, (offset) => more("unlocated", offset)));
      holder.replaceChildren(...parts, ...wider());
      lightWords();
    },
    spot({ total, rows, more, box }, title = count(total, "%(num)s incident at this spot", "%(num)s incidents at this spot")) {
      shown = "spot";
      said.textContent = title;
      const back = el("button.back", { type: "button" }, `‹ ${t("All incidents")}`);
      back.addEventListener("click", () => fire("spot", null));
      const near = el("button.back", { type: "button" }, t("Zoom in on them"));
      near.addEventListener("click", () => fire("near", box));
      holder.replaceChildren(back, ...(box ? [near] : []), group("", { total, rows }, more));
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
  const facts = [row.date, row.place ? el("bdi", {}, row.place) : null, el("span.whole", {}, count(row.sources, "%(num)s source", "%(num)s sources"))].filter(Boolean);
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

/** Light the words searched for; what does that comes with the first of them. */
async function lightWords() {
  if (!state().filters.text && !globalThis.CSS?.highlights?.size) return;
  const { highlight } = await import("./highlight.js");
  highlight(state().filters.text);
}

/** Where the words of the search may stand too: whole reports, of which quotes are a part. */
function wider() {
  const { filters, lang } = state();
  if (!filters.text) return [];
  const address = `/sources?${new URLSearchParams({ words: filters.text, ...(lang ? { lang } : {}) })}`;
  return [el("p.wider", {}, el("a", { href: address }, t("Search whole reports for “%(words)s”", { words: filters.text })))];
}

function empty(page) {
  if (!page.documents) {
    return el("div.empty", {}, el("b", {}, t("No reports yet.")), el("p", {}, t("Give mapapp a folder of reports and reload this page:")), el("pre", {}, "mapapp add my-reports/"));
  }
  const clear = el("button.button", { type: "button" }, t("Clear the filters"));
  clear.addEventListener("click", () => fire("clear", null));
  return el("div.empty", {}, el("b", {}, t("Nothing matches these filters.")), el("p", {}, t("Take one away, widen the dates, or look under Filters, “Told as”, for background and plans.")), clear, ...wider());
}
