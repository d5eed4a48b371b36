// Points out of the data that rows of a card carry. Pure: no page, no map.

/** Distinct places of rows {lon, lat, name, chosen}, the chosen last so that it lies on top; `numbers`: which rows. */
export function places(rows) {
  const found = new Map();
  rows.forEach(({ lon, lat, name, chosen }, number) => {
    const [x, y] = [Number(lon), Number(lat)];
    if (!Number.isFinite(x) || !Number.isFinite(y) || Math.abs(x) > 180 || Math.abs(y) > 90) return;
    const key = `${x},${y}`;
    if (!found.has(key)) found.set(key, { lon: x, lat: y, name, chosen: false, numbers: [] });
    const place = found.get(key);
    place.numbers.push(number);
    place.chosen ||= chosen === "true";
  });
  return [...found.values()].sort((one, other) => one.chosen - other.chosen);
}
