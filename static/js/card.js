// The card of one incident, in place of the list.

import { card as fetchCard } from "./api.js";
import { el } from "./dom.js";
import { highlight } from "./highlight.js";
import { grouped, t } from "./messages.js";
import { change, state } from "./state.js";

const PATIENCE = 150; // ms before the pane says that it waits

/** Make the card pane; returns {open(id, rows, total), close()}. `rows` are those it steps through, of `total`. */
export function createCard() {
  const holder = document.getElementById("card");
  const results = document.getElementById("results");
  const filters = document.getElementById("filters");
  let wanted = "";
  let request = null;

  holder.addEventListener("click", (event) => {
    const turn = event.target.closest(".turn a");
    if (!turn) return;
    event.preventDefault(); // the anchors would put themselves into the address
    const quote = holder.querySelector(turn.getAttribute("href"));
    const fold = quote.closest("details");
    if (fold) fold.open = true;
    quote.focus({ preventScroll: true });
    quote.scrollIntoView({ block: "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && wanted && !event.defaultPrevented) change({ incident: "" });
  });

  function bar(id, rows, total) {
    const index = rows.findIndex((row) => row.id === id);
    const back = el("button.back", { type: "button" }, `‹ ${t("All incidents")}`);
    back.addEventListener("click", () => change({ incident: "" }));
    const steps = el("span.steps", {});
    if (index >= 0 && rows.length > 1) {
      const step = (name, sign, to) => {
        const button = el("button", { type: "button", "aria-label": name, disabled: !rows[to] }, sign);
        button.addEventListener("click", () => change({ incident: rows[to].id }));
        return button;
      };
      steps.append(step(t("Previous incident"), "‹", index - 1), el("span", {}, t("%(number)s of %(total)s", { number: grouped(index + 1), total: grouped(total) })), step(t("Next incident"), "›", index + 1));
    }
    return el("div.card-bar", {}, back, steps);
  }

  /** Light the words searched for, here and in the report a quote opens. */
  function search(words) {
    for (const link of words ? holder.querySelectorAll(".open-report") : []) {
      const address = new URL(link.href);
      address.searchParams.set("words", words);
      link.href = address;
    }
    highlight(words);
  }

  return {
    async open(id, rows, total) {
      wanted = id;
      request?.abort();
      request = new AbortController();
      results.hidden = true;
      filters.hidden = true;
      holder.hidden = false;
      const wait = setTimeout(() => holder.replaceChildren(bar(id, rows, total), el("p.wait", { role: "status" }, t("Loading …"))), PATIENCE);
      let content;
      try {
        content = await fetchCard(id, request.signal);
      } catch (error) {
        clearTimeout(wait);
        if (error.name === "AbortError") return;
        const gone = error.status === 404; // the server's own words are for addresses
        content = el("div.empty", { role: "alert", tabindex: "-1" }, el("b", {}, gone ? t("There is no such incident here.") : t("This incident could not be opened.")), el("p", {}, gone ? t("Its report may have been removed, or the address may be mistyped.") : error.message));
      }
      clearTimeout(wait);
      if (wanted !== id) return;
      holder.replaceChildren(bar(id, rows, total), content);
      holder.scrollTop = 0;
      search(state().filters.text);
      (holder.querySelector("#card-title") || content).focus({ preventScroll: true });
    },
    close() {
      wanted = "";
      request?.abort();
      holder.hidden = true;
      holder.replaceChildren();
      results.hidden = false;
      filters.hidden = false;
    },
  };
}
