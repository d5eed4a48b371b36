// Buttons that copy the words of a field, by pointer or key, and say that they did.

import { t } from "./messages.js";

const SHOWN = 2000; // ms a button says so

/** Copy the words of the field or element a button names; say so on the button and to screen readers. */
export async function copy(button) {
  const source = document.getElementById(button.dataset.copies);
  const words = "value" in source ? source.value : source.textContent.trim().replace(/\s+/g, " ");
  const done = await put(words, source);
  const said = done ? t("Copied") : t("Selected: press Ctrl+C to copy");
  live().textContent = said;
  const label = button.firstChild;
  const before = label.nodeValue;
  label.nodeValue = said;
  button.disabled = false;
  setTimeout(() => { label.nodeValue = before; live().textContent = ""; }, SHOWN);
}

async function put(words, source) {
  try {
    await navigator.clipboard.writeText(words); // not there on a page that came without TLS from another machine
    return true;
  } catch {
    if (source.select) source.select();
    else getSelection().selectAllChildren(source);
    return false;
  }
}

/** What screen readers are told at once. */
function live() {
  let region = document.getElementById("copied");
  if (!region) {
    region = document.createElement("p");
    region.id = "copied";
    region.className = "unseen";
    region.setAttribute("role", "status");
    document.body.append(region);
  }
  return region;
}

live();
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[data-copies]");
  if (button && !button.dataset.busy) {
    button.dataset.busy = "true";
    copy(button).finally(() => setTimeout(() => { delete button.dataset.busy; }, SHOWN));
  }
});
