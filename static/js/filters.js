// The filter form: words, dates, and checkboxes with counts for every facet.

import { el, glyph } from "./dom.js";
import { range } from "./format.js";
import { count, grouped, t } from "./messages.js";
import { active, inOrder, none, toggled } from "./query.js";
import { change, on, state } from "./state.js";

const SHORT = 8; // boxes of a facet shown before "show all"
const PAUSE = 250; // ms of no typing before a search
const FOUND = ["place", "source", "side"]; // facets that may have more values than come along

/** Make the form; returns {show(answer)} for each new answer of the server. */
export function createFilters(page) {
  const form = document.getElementById("filters");
  const chips = document.getElementById("chips");
  const more = document.getElementById("more");
  const button = document.getElementById("more-button");
  const opened = new Set();
  const looked = {}; // facet -> counts of what was looked for in it
  const finders = {}; // facet -> what looks for its values by name, from when the facets are first seen
  let last = null; // answer
  let names = {
    place: {}, source: {}, side: {}, kind: {}, precision: {}, status: page.statuses,
    contested: { true: t("Disputed by someone"), false: t("Disputed by nobody") },
  };
  for (const [precision, style] of Object.entries(page.style.precisions)) names.precision[precision] = style.label;
  for (const [kind, style] of Object.entries(page.style.kinds)) names.kind[kind] = style.label;

  const done = document.getElementById("more-done"); // on a phone the filters fill the screen
  const unfold = (open) => {
    more.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (open) fill();
  };
  button.addEventListener("click", () => unfold(more.hidden));
  done.addEventListener("click", () => {
    unfold(false);
    button.focus();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || more.hidden) return;
    unfold(false);
    button.focus();
    event.preventDefault();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  on("clear", clear);
  typing(form.elements.text);
  for (const name of ["from", "to"]) {
    form.elements[name].addEventListener("change", (event) => set(inOrder({ ...state().filters, [name]: event.target.value })));
  }
  form.elements.certain.addEventListener("change", (event) => set({ certain: event.target.checked ? "true" : "" }));
  more.addEventListener("change", (event) => {
    const { facet, value } = event.target.dataset;
    if (facet) change({ filters: toggled(state().filters, facet, value) });
  });

  function clear() {
    change({ filters: none() });
    form.elements.text.focus();
  }

  /** The boxes of every facet, once somebody looks at them. */
  async function fill() {
    if (more.hidden || !last) return;
    for (const fieldset of more.querySelectorAll("fieldset[data-facet]")) facet(fieldset, fieldset.dataset.facet, last.facets[fieldset.dataset.facet]);
    const { createFinder } = await import("./finder.js");
    for (const name of FOUND) {
      finders[name] ||= finder(createFinder, name);
      finders[name].field.hidden = last.facet_sizes[name] <= Object.keys(last.facets[name]).length;
      if (looked[name]) finders[name].again();
    }
  }

  function finder(create, name) {
    const fieldset = more.querySelector(`fieldset[data-facet="${name}"]`);
    const made = create(name, (hit) => {
      looked[name] = hit?.counts;
      names[name] = { ...names[name], ...hit?.names };
      facet(fieldset, name, last.facets[name]);
    });
    fieldset.before(made.field);
    return made;
  }

  function facet(fieldset, name, given) {
    const counts = looked[name] || given;
    const now = state().filters[name];
    const chosen = name === "status" && !now.length ? ["reported"] : [now].flat().filter(Boolean);
    const values = [...new Set([...Object.keys(counts), ...chosen])].filter((value) => names[name][value] || chosen.includes(value));
    values.sort((one, other) => (counts[other] || 0) - (counts[one] || 0) || label(name, one).localeCompare(label(name, other)));
    const shown = opened.has(name) || looked[name] ? values : values.filter((value, index) => index < SHORT || chosen.includes(value));
    const boxes = shown.map((value) => {
      const box = el("input", { type: "checkbox", "data-facet": name, "data-value": value });
      box.checked = chosen.includes(value);
      const mark = name === "kind" ? glyph(page.style, { kind: value, precision: "exact" }, 17) : null;
      return el("label.check", {}, box, mark, el("bdi", {}, label(name, value)), el("span.number", {}, grouped(counts[value] || 0)));
    });
    const keep = fieldset.contains(document.activeElement) ? document.activeElement.dataset.value : null;
    fieldset.replaceChildren(fieldset.querySelector("legend"), ...boxes);
    if (shown.length < values.length) {
      const all = el("button.link", { type: "button" }, t("Show all %(num)s", { num: values.length }));
      all.addEventListener("click", () => {
        opened.add(name);
        facet(fieldset, name, given);
        fieldset.querySelectorAll("input")[SHORT]?.focus();
      });
      fieldset.append(all);
    }
    const fold = fieldset.closest("details");
    (fold || fieldset).hidden = !values.length && !looked[name];
    if (fold && chosen.length) fold.open = true;
    if (keep) [...fieldset.querySelectorAll("input")].find((box) => box.dataset.value === keep)?.focus();
  }

  function label(name, value) {
    return names[name]?.[value] || value;
  }

  function chip({ name, value }) {
    const words = { text: () => `“${value}”`, from: () => range(value, ""), to: () => range("", value), certain: () => t("certainly then"), bbox: () => t("in an area") };
    const text = words[name] ? words[name]() : label(name, value);
    const remove = el("button.chip", { type: "button", "aria-label": `${t("Take away")}: ${text}` }, el("bdi", {}, text), el("span", { "aria-hidden": "true" }, "×"));
    remove.addEventListener("click", () => {
      const { filters } = state();
      const one = name === "status" && filters.status.length === 1 ? { ...filters, status: [] } : toggled(filters, name, value);
      change({ filters: one });
      (chips.querySelector("button") || form.elements.text).focus();
    });
    return el("li", {}, remove);
  }

  return {
    show(answer) {
      const { filters } = state();
      for (const [name, told] of Object.entries(answer.names)) names[name] = { ...names[name], ...told };
      last = answer;
      if (document.activeElement !== form.elements.text) form.elements.text.value = filters.text;
      form.elements.from.value = filters.from;
      form.elements.to.value = filters.to;
      form.elements.certain.checked = filters.certain === "true";
      fill();
      done.textContent = count(answer.total, "Show %(num)s incident", "Show %(num)s incidents");
      const now = active(filters);
      const wipe = el("button.link", { type: "button" }, t("Clear all"));
      wipe.addEventListener("click", clear);
      chips.replaceChildren(...now.map(chip), ...(now.length > 1 ? [el("li", {}, wipe)] : []));
      chips.hidden = !now.length;
      button.textContent = now.length ? `${t("Filters")} (${now.length})` : t("Filters");
    },
  };
}

function set(patch) {
  change({ filters: { ...state().filters, ...patch } });
}

/** Search while typing; one run of typing is one step of history. */
function typing(input) {
  let timer = 0;
  let running = false;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      change({ filters: { ...state().filters, text: input.value.trim() } }, { replace: running });
      running = true;
    }, PAUSE);
  });
  input.addEventListener("blur", () => {
    running = false;
  });
}
