// How a disputed place is called on the map. Pure.

const BETWEEN = " / ";

/** Put those of a place's names that the sources use before the others: "A / B" with ["B"] gives "B / A". */
export function sourcesFirst(name, named) {
  if (!name?.includes(BETWEEN)) return name;
  const names = name.split(BETWEEN);
  return [...names.filter((one) => named.includes(one)), ...names.filter((one) => !named.includes(one))].join(BETWEEN);
}
