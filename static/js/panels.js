// What nobody needs before the map stands: the card with the candidates of its names, the share panel, print. main.js
// fetches this when the map does, or when a card is asked for.

import { createCandidates } from "./candidates.js";
import { createCard } from "./card.js";
import { createPrinting } from "./printing.js";
import { createShare } from "./share.js";

/** Make these views; returns {card, candidates, share}. */
export function createPanels(page, map) {
  createPrinting();
  return { card: createCard(), candidates: createCandidates(map), share: createShare(page) };
}
