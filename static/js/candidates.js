// The places a name can mean, drawn on the map while "Why here?" is open on a card.

import { places } from "./spots.js";

/** Show the candidates of the card's names on `map` while their fold is open; `root`: where cards stand. */
export function createCandidates(map, root = document) {
  let drawn = [];
  const clear = () => {
    for (const { spot } of drawn) spot.remove();
    drawn = [];
  };
  root.addEventListener("toggle", ({ target }) => {
    if (!target.matches?.(".why-here")) return;
    clear();
    if (!target.open || !map.shown()) return;
    const items = [...target.querySelectorAll(".candidates [data-lon]")];
    const found = places(items.map((item) => item.dataset));
    const spots = map.spots(found);
    drawn = found.map((place, index) => ({ spot: spots[index], items: place.numbers.map((number) => items[number]) }));
  }, true); // toggle does not bubble
  for (const [type, on] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
    root.addEventListener(type, ({ target }) => {
      const item = target.closest?.(".candidates [data-lon]");
      const lit = item && drawn.find(({ items }) => items.includes(item));
      lit?.spot.light(on);
      if (on && lit) map.bring(lit.spot.at);
    });
  }
  return { clear };
}
