// The timeline: how many incidents when, and the spans of those known only roughly; drag over it, move its two handles
// by key, type the days, or play through time.

import { el, svg } from "./dom.js";
import { binName, monthDay, range } from "./format.js";
import { advanced, histogram, known, shownDays, spans, toDay, toIso } from "./histogram.js";
import { count, grouped, t } from "./messages.js";
import { createPlayer } from "./player.js";
import { inOrder } from "./query.js";
import { change, fire, on, state } from "./state.js";

const HEIGHT = 44; // px of the tallest bar
const LANES = 4; // bars of longer spans one above the other

/** Make the timeline; returns {show(times, undated), playing()}: [[startIso, endIso, number], ...], and whether it can list those. */
export function createTimeline() {
  const holder = document.getElementById("timeline");
  const said = el("p.time-said", { role: "status" });
  const chart = svg("svg", { class: "bars", role: "img", preserveAspectRatio: "none" });
  const window_ = el("div.window", { hidden: true });
  const handles = ["from", "to"].map((name) => el("div.handle", { role: "slider", tabindex: "0", "data-name": name, "aria-label": name === "from" ? t("First day") : t("Last day"), "aria-orientation": "horizontal" }));
  const plot = el("div.plot", {}, chart, window_, ...handles);
  const lanes = el("div.lanes", { "aria-hidden": "true" });
  const axis = el("p.axis", { "aria-hidden": "true" });
  const all = el("button.link", { type: "button" }, t("All dates"));
  const strays = el("button.link", { type: "button", hidden: true });
  const tray = el("button.link", { type: "button", hidden: true });
  const days = ["from", "to"].map((name) => el("input", { type: "date", "data-name": name, "aria-label": name === "from" ? t("From") : t("To") }));
  const certain = el("input", { type: "checkbox" });
  const player = createPlayer({ turn });
  const surely = el("label", { title: t("Otherwise everything that may have been then is shown too") }, certain, t("certainly then"));
  const tools = el("div.time-tools", {}, player.button, ...days, surely);
  const parts = [el("div.time-head", {}, el("h2", {}, t("When")), said, tray, strays, all, tools), plot, lanes, axis];
  let times = [];
  let bins = [];
  let unit = "day";
  let whole = false; // strays asked for
  let drag = null;
  let width = 0; // px of the plot
  let turning = null; // the bins shown while time is played, which stay

  new ResizeObserver(([{ contentRect }]) => {
    width = contentRect.width;
    if (bins.length) ticks();
  }).observe(plot);
  all.addEventListener("click", () => {
    player.stop();
    set("", "");
    handles[0].focus();
  });
  on("state", ({ before, now }) => { if (now.incident && now.incident !== before.incident) player.stop(); });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !player.playing()) return;
    player.stop();
    event.preventDefault();
  });
  tray.addEventListener("click", () => fire("undated", null));
  for (const input of days) {
    input.addEventListener("change", () => {
      player.stop();
      change({ filters: inOrder({ ...state().filters, [input.dataset.name]: input.value }) });
    });
  }
  certain.addEventListener("change", () => change({ filters: { ...state().filters, certain: certain.checked ? "true" : "" } }));

  strays.addEventListener("click", () => {
    whole = true;
    show();
    handles[0].focus();
  });

  /** Move on by one window; false at the end. */
  function turn(starting) {
    if (starting) turning = { bins, unit, at: advanced(...chosen(), bins.length) || advanced(0, bins.length - 1, bins.length) };
    else turning.at = advanced(...turning.at, turning.bins.length);
    if (!turning.at) {
      turning = null;
      return false;
    }
    const [from, to] = turning.at;
    change({ filters: { ...state().filters, from: toIso(turning.bins[from].start), to: toIso(turning.bins[to].end - 1) } }, { replace: !starting });
    return true;
  }

  const first = () => bins[0].start;
  const last = () => bins[bins.length - 1].end; // exclusive
  const binAt = (x) => {
    const box = plot.getBoundingClientRect();
    return Math.min(Math.max(Math.floor(((x - box.left) / box.width) * bins.length), 0), bins.length - 1);
  };

  plot.addEventListener("pointerdown", (event) => {
    if (!bins.length || event.button !== 0) return;
    player.stop();
    plot.setPointerCapture(event.pointerId);
    const name = event.target.dataset?.name;
    const [from, to] = chosen();
    drag = { name, anchor: name === "from" ? to : name === "to" ? from : binAt(event.clientX), at: binAt(event.clientX), moved: Boolean(name) };
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
    const keep = drag.name === "from" && drag.at <= drag.anchor ? "to" : drag.name === "to" && drag.at >= drag.anchor ? "from" : "";
    drag = null;
    setBins(from, to, keep);
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
    if (name === "from") setBins(within(from + move, 0, to), to, "to");
    else setBins(from, within(to + move, from, bins.length - 1), "from");
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

  /** A handle at the very end leaves that end open; the day to `keep` ("from" or "to") stays as it was typed. */
  function setBins(from, to, keep = "") {
    player.stop();
    const { filters } = state();
    const chosenDays = { from: from === 0 ? "" : toIso(bins[from].start), to: to === bins.length - 1 ? "" : toIso(bins[to].end - 1) };
    if (keep) chosenDays[keep] = filters[keep];
    set(chosenDays.from, chosenDays.to);
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

  /** Bars under the histogram: each stands for what happened on some day inside it. */
  function fuzzy(dated) {
    const shortest = Math.max(bins[0].end - bins[0].start, 1);
    const drawn = spans(dated, [first(), last()], { shortest, lanes: LANES, bins });
    lanes.replaceChildren(...drawn.map((one) => {
      const words = [range(one.open === "start" ? "" : toIso(one.start), one.open === "end" ? "" : toIso(one.end - 1)), count(one.number, "%(num)s incident", "%(num)s incidents")];
      const bar = el(`span.span${one.open ? `.open-${one.open}` : ""}`, { title: words.join(": ") });
      bar.style.left = `${one.from * 100}%`;
      bar.style.width = `${Math.max(one.to - one.from, 0.004) * 100}%`;
      bar.style.top = `${one.lane * 6}px`;
      bar.style.opacity = Math.min(0.35 + 0.12 * Math.log2(1 + one.number), 0.9);
      return bar;
    }));
  }

  function ticks() {
    if (!width) return; // hidden, or not laid out yet: asking it would lay the whole page out
    const wanted = Math.max(2, Math.min(7, Math.floor(width / 120)));
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

  function span(dated) {
    const { from, to } = state().filters;
    return shownDays(dated, { start: from ? toDay(from) : null, end: to ? toDay(to) + 1 : null, whole });
  }

  function show(next, listed = false) {
    if (next) times = next;
    if (!player.playing()) turning = null;
    const dated = known(times);
    const shown = turning ? { span: [turning.bins[0].start, turning.bins.at(-1).end], before: 0, after: 0 } : span(dated);
    ({ bins, unit } = turning ? { unit: turning.unit, bins: histogram(dated, shown.span, turning.unit).bins } : histogram(dated, shown.span));
    holder.hidden = bins.length < 2;
    if (holder.hidden) return;
    if (!plot.isConnected) holder.append(...parts); // not before there is something to say: it would move
    const { from, to, certain: sure } = state().filters;
    days.forEach((input) => { input.value = state().filters[input.dataset.name]; });
    certain.checked = sure === "true";
    surely.hidden = !from && !to; // without days there is nothing to be certain of
    fuzzy(dated);
    const undated = times.filter(([start, end]) => !start && !end).reduce((sum, one) => sum + one[2], 0);
    said.textContent = range(from, to) || t("all dates");
    tray.hidden = !undated || !listed;
    tray.textContent = count(undated, "%(num)s without a date, always shown", "%(num)s without a date, always shown");
    if (undated && !listed) said.textContent += ` · ${tray.textContent}`;
    strays.hidden = !shown.before && !shown.after;
    strays.textContent = [shown.before ? t("%(num)s earlier", { num: grouped(shown.before) }) : "", shown.after ? t("%(num)s later", { num: grouped(shown.after) }) : ""].filter(Boolean).join(", ");
    all.hidden = !from && !to;
    place(...chosen());
    ticks();
  }

  return { show, playing: player.playing };
}

