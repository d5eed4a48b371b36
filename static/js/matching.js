// Where the words of a search stand in a text, whatever their case and accents. Pure.

/** Return [[start, end], ...] in UTF-16 units of `text`, in order, without overlaps. */
export function matches(text, words) {
  const { folded, places } = fold(text);
  const found = [];
  for (const word of new Set(fold(words).folded.split(/\s+/).filter(Boolean))) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
      found.push([places[at], places[at + word.length]]);
    }
  }
  found.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
  return found.filter(([start, end], index) => end > start && !found.slice(0, index).some(([, before]) => before > start));
}

/** Fold a text, keeping for every folded unit where it came from (and, last, the end). */
function fold(text) {
  let folded = "";
  const places = [];
  let at = 0;
  for (const sign of text) {
    const plain = sign.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    for (let unit = 0; unit < plain.length; unit += 1) places.push(at);
    folded += plain;
    at += sign.length;
  }
  places.push(at);
  return { folded, places };
}
