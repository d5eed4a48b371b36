// The words searched for, shown in lists, quotes and reports without touching their text (CSS Custom Highlight API).

import { matches } from "./matching.js";

const NAME = "search";

/** Light the words of a search in everything that says it is searched; no words: none. Returns the first range lit. */
export function highlight(words) {
  if (!globalThis.CSS?.highlights) return undefined; // an older browser: nothing is lit
  const ranges = [...document.querySelectorAll("[data-searched]")].flatMap((root) => rangesIn(root, words));
  if (ranges.length) CSS.highlights.set(NAME, new Highlight(...ranges));
  else CSS.highlights.delete(NAME);
  return ranges[0];
}

function rangesIn(root, words) {
  if (!words.trim()) return [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (const [start, end] of matches(node.data, words)) {
      const range = new Range();
      range.setStart(node, start);
      range.setEnd(node, end);
      found.push(range);
    }
  }
  return found;
}
