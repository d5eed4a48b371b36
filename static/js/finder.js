// Beyond the values of a facet that come with a layer: those that have some words in their name.

import * as api from "./api.js";
import { el } from "./dom.js";
import { t } from "./messages.js";
import { parameters } from "./query.js";
import { state } from "./state.js";

const PAUSE = 250; // ms of no typing before a search

/** Make the field that looks for values of a facet; `found` is told {counts, names}, null when none is looked for.
 * Returns {field, again()}: the same search with other filters. */
export function createFinder(facet, found) {
  const field = el("input.find", { type: "search", "aria-label": t("Find by name"), placeholder: t("Find by name"), maxlength: 100 });
  let timer = 0;
  let request = null;

  async function again() {
    request?.abort();
    request = new AbortController();
    const like = field.value.trim();
    if (!like) {
      found(null);
      return;
    }
    const asked = parameters(state().filters);
    asked.set("facet", facet);
    asked.set("like", like);
    const answer = await api.values(asked, request.signal).catch(() => null); // the boxes there stay
    if (!answer) return;
    const by = (name) => Object.fromEntries(answer.values.map((one) => [one.value, one[name]]));
    found({ counts: by("count"), names: by("name") });
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(again, PAUSE);
  });
  return { field, again };
}
