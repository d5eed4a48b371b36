// The timeline: how many incidents when, as bars; drag over it, or move its two handles by key, to narrow the dates.

import { el, svg } from "./dom.js";
import { binName, monthDay, range } from "./format.js";
import { core, histogram, known, reach, toDay, toIso } from "./histogram.js";
import { count, grouped, t } from "./messages.js";
import { change, state } from "./state.js";

const HEIGHT = 44; // px of the tallest bar

/** Make the timeline; returns {show(times)}, times being [[startIso, endIso, number], ...]. */
export function createTimeline() {
  const holder = document.getElementById("timeline");
  const said = el("p.time-said", {});
  const chart = svg("svg", { class: "bars", role: "img", preserveAspectRatio: "none" });
  const window_ = el("div.window", { hidden: true });
  const handles = ["from", "to"].map((name) => el("div.handle", { role: "slider", tabindex: "0", "data-name": name, "aria-label": name === "from" ? t("First day") : t("Last day"), "aria-orientation": "horizontal" }));
  const plot = el("div.plot", {}, chart, window_, ...handles);
  const axis = el("p.axis", { "aria-hidden": "true" });
  const all = el("button.link", { type: "button" }, t("All dates"));
  const strays = el("button.link", { type: "button", hidden: true });
  holder.append(el("div.time-head", {}, el("h2", {}, t("When")), said, strays, all), plot, axis);
  let times = [];
  let bins = [];
  let unit = "day";
  let whole = false; // strays asked for
  let drag = null;

  all.addEventListener("click", () => {
    set("", "");
    handles[0].focus();
  });

  strays.addEventListener("click", () => {
    whole = true;
    show();
    handles[0].focus();
  });

  const first = () => bins[0].start;
  const last = () => bins[bins.length - 1].end; // exclusive
  const binAt = (x) => {
    const box = plot.getBoundingClientRect();
    return Math.min(Math.max(Math.floor(((x - box.left) / box.width) * bins.length), 0), bins.length - 1);
  };

  plot.addEventListener("pointerdown", (event) => {
    if (!bins.length || event.button !== 0) return;
    plot.setPointerCapture(event.pointerId);
    const name = event.target.dataset?.name;
    const [from, to] = chosen();
    drag = { anchor: name === "from" ? to : name === "to" ? from : binAt(event.clientX), at: binAt(event.clientX), moved: Boolean(name) };
  });
  plot.addEventListener("pointermove", (event) => {
    if (!drag) return;
    drag.at = binAt(event.clientX);
    drag.moved ||= drag.at !== drag.anchor;
    place(Math.min(drag.anchor, drag.at), Math.max(drag.anchor, drag.at));
  });
  plot.addEventListener("pointerup", () => {
    if (!drag) return;
    const [from, to] = [Math.min(drag.anchor, drag.at), Math.max(drag.anchor, drag.at)];
    drag = null;
    setBins(from, to);
  });
  plot.addEventListener("pointercancel", () => { drag = null; show(); });
  for (const handle of handles) handle.addEventListener("keydown", (event) => step(event, handle.dataset.name));

  function step(event, name) {
    const moves = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10, Home: -Infinity, End: Infinity };
    const move = moves[event.key];
    if (!move || !bins.length) return;
    event.preventDefault();
    const [from, to] = chosen();
    const within = (value, low, high) => Math.min(Math.max(value, low), high);
    if (name === "from") setBins(within(from + move, 0, to), to);
    else setBins(from, within(to + move, from, bins.length - 1));
  }

  /** The chosen bins, [first, last], the whole when no dates are set. */
  function chosen() {
    const { from, to } = state().filters;
    const of = (iso, otherwise) => {
      if (!iso) return otherwise;
      const day = toDay(iso);
      const index = bins.findIndex((bin) => day < bin.end);
      return index < 0 ? bins.length - 1 : index;
    };
    return [of(from, 0), of(to, bins.length - 1)];
  }

  /** A handle at the very end leaves that end open. */
  function setBins(from, to) {
    set(from === 0 ? "" : toIso(bins[from].start), to === bins.length - 1 ? "" : toIso(bins[to].end - 1));
  }

  function set(from, to) {
    change({ filters: { ...state().filters, from, to } });
  }

  function place(from, to) {
    const part = (index) => `${(index / bins.length) * 100}%`;
    window_.hidden = from === 0 && to === bins.length - 1;
    window_.style.left = part(from);
    window_.style.right = `${100 - ((to + 1) / bins.length) * 100}%`;
    handles[0].style.left = part(from);
    handles[1].style.left = part(to + 1);
    handles.forEach((handle, index) => {
      handle.setAttribute("aria-valuemin", "0");
      handle.setAttribute("aria-valuemax", String(bins.length - 1));
      handle.setAttribute("aria-valuenow", String(index ? to : from));
      handle.setAttribute("aria-valuetext", binName(toIso(bins[index ? to : from].start), unit));
    });
    bars(from, to);
  }

  function bars(from, to) {
    const tallest = Math.max(...bins.map((bin) => bin.sure + bin.mass), 1);
    const width = 100 / bins.length;
    const scale = (number) => (number ? Math.max((Math.sqrt(number) / Math.sqrt(tallest)) * HEIGHT, 2) : 0);
    chart.setAttribute("viewBox", `0 0 100 ${HEIGHT}`);
    chart.setAttribute("aria-label", t("Incidents by date, from %(first)s to %(last)s", { first: binName(toIso(first()), unit), last: binName(toIso(last() - 1), unit) }));
    chart.replaceChildren(...bins.flatMap((bin, index) => {
      const total = scale(bin.sure + bin.mass);
      const sure = bin.sure ? total * (bin.sure / (bin.sure + bin.mass)) : 0;
      const off = index < from || index > to ? " off" : "";
      const bar = (kind, height, foot) => svg("rect", { class: kind + off, x: index * width + width * 0.1, width: width * 0.8, y: HEIGHT - foot - height, height });
      const title = svg("title", {}, `${binName(toIso(bin.start), unit)}: ${grouped(bin.sure)}${bin.maybe ? `, ${count(bin.maybe, "perhaps %(num)s more", "perhaps %(num)s more")}` : ""}`);
      return total ? [svg("g", {}, title, bar("maybe", total - sure, sure), bar("sure", sure, 0))] : [];
    }));
  }

  function ticks() {
    const wanted = Math.max(2, Math.min(7, Math.floor(plot.clientWidth / 120)));
    const step = Math.max(1, Math.ceil(bins.length / wanted));
    axis.replaceChildren(...bins.flatMap((bin, index) => {
      if (index % step) return [];
      const tick = el("span", {}, short(toIso(bin.start)));
      tick.style.left = `${(index / bins.length) * 100}%`;
      return [tick];
    }));
  }

  function short(iso) {
    return unit === "year" || unit === "decade" ? binName(iso, unit) : monthDay(iso, unit !== "month");
  }

  /** What to draw: around the chosen days, so that one can narrow further; else where most is. */
  function span(dated) {
    const { from, to } = state().filters;
    const all = reach(dated);
    if (!all || (!from && !to)) return whole ? { span: all, before: 0, after: 0 } : core(dated);
    const start = from ? toDay(from) : all[0];
    const end = to ? toDay(to) + 1 : all[1];
    const margin = Math.max((end - start) / 2, 3);
    return { span: [Math.min(Math.max(Math.floor(start - margin), all[0]), start), Math.max(Math.min(Math.ceil(end + margin), all[1]), end)], before: 0, after: 0 };
  }

  function show(next) {
    if (next) times = next;
    const dated = known(times);
    const shown = span(dated);
    ({ bins, unit } = histogram(dated, shown.span));
    holder.hidden = bins.length < 2;
    if (holder.hidden) return;
    const { from, to } = state().filters;
    const undated = times.filter(([start, end]) => !start && !end).reduce((sum, one) => sum + one[2], 0);
    said.textContent = [range(from, to) || t("all dates"), undated ? count(undated, "%(num)s incident without a date is always shown", "%(num)s incidents without a date are always shown") : ""].filter(Boolean).join(" · ");
    strays.hidden = !shown.before && !shown.after;
    strays.textContent = [shown.before ? t("%(num)s earlier", { num: grouped(shown.before) }) : "", shown.after ? t("%(num)s later", { num: grouped(shown.after) }) : ""].filter(Boolean).join(", ");
    all.hidden = !from && !to;
    place(...chosen());
    ticks();
  }

  return { show };
}

