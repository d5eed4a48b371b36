// The share panel: the address of this view, the code that embeds it, its citation.

import { createCitation, embedCode } from "./citing.js";
import "./copy.js";
import { el } from "./dom.js";
import { t } from "./messages.js";
import { serialize } from "./query.js";
import { on, state } from "./state.js";

/** Make the panel; returns {show(total)} for each new answer of the server. */
export function createShare(page) {
  const panel = document.getElementById("share");
  const field = (id) => document.getElementById(id);
  const preview = panel.querySelector(".preview");
  const frame = el("iframe", { title: t("Preview of the embedded map") });
  let total = 0;

  function fill() {
    if (!panel.open) return;
    const link = location.origin + (serialize({ ...state(), lang: "" }) || "/").replace(/^\?/, "/?");
    const embed = `${location.origin}/embed${serialize({ ...state(), incident: "", at: null, view: "list" })}`;
    field("share-link").value = link;
    field("share-embed").value = embedCode(embed);
    const large = total > page.about.embedded;
    panel.querySelector(".embeds").hidden = large;
    panel.querySelector(".too-many").hidden = !large;
    field("share-cite").value = createCitation({ ...page.about, link, total, filtered: serialize({ ...state(), incident: "", at: null, view: "list", lang: "" }) !== "" });
    if (preview.open) show(embed);
  }

  /** The frame of the preview, a whole page, is there from when it is asked for. */
  function show(address) {
    if (!frame.isConnected) preview.append(frame);
    if (frame.getAttribute("src") !== address) frame.setAttribute("src", address);
  }

  panel.addEventListener("toggle", fill);
  preview.addEventListener("toggle", fill);
  on("state", fill);
  panel.addEventListener("focusin", ({ target }) => { if (target.readOnly) target.select(); });
  return {
    show(count) {
      total = count;
      fill();
    },
  };
}
