// The address bar's language: filters, the chosen incident, the map's view. Pure: strings in, plain objects out.
// The names and defaults are those of mapapp/query.py; a test holds the two together.

export const LISTS = ["kind", "status", "source", "place", "side", "precision"];
export const SINGLES = ["text", "from", "to", "certain", "bbox", "contested"];
export const DEFAULT_STATUS = ["reported"];

/** Read a query string into {filters, incident, at, view, lang}; what it cannot read it leaves out. */
export function parse(search) {
  const given = new URLSearchParams(search);
  const filters = {};
  for (const name of LISTS) {
    const values = given.getAll(name).flatMap((value) => value.split(",")).map((value) => value.trim());
    filters[name] = [...new Set(values.filter(Boolean).map(unescaped))];
  }
  if (same(filters.status, DEFAULT_STATUS)) filters.status = [];
  for (const name of SINGLES) filters[name] = given.get(name) || "";
  if (filters.certain !== "true") filters.certain = "";
  if (!["true", "false"].includes(filters.contested)) filters.contested = "";
  return { filters, incident: given.get("incident") || "", at: parseAt(given.get("at")), view: given.get("view") === "map" ? "map" : "list", lang: given.get("lang") || "" };
}

/** Return the filters as query parameters in one fixed order, defaults left out: equal filters, equal address. */
export function parameters(filters) {
  const result = new URLSearchParams();
  for (const name of LISTS) {
    const values = filters[name] || [];
    if (values.length && !(name === "status" && same(values, DEFAULT_STATUS))) result.set(name, values.map(escaped).join(","));
  }
  for (const name of SINGLES) if (filters[name]) result.set(name, filters[name]);
  return result;
}

/** Return the whole state as a query string with its question mark, empty for the start page. */
export function serialize(state) {
  const result = parameters(state.filters);
  if (state.incident) result.set("incident", state.incident);
  if (state.at) result.set("at", `${trim(state.at.zoom, 2)}/${trim(state.at.lat, 4)}/${trim(state.at.lon, 4)}`);
  if (state.view === "map") result.set("view", "map");
  if (state.lang) result.set("lang", state.lang);
  const text = result.toString().replaceAll("%2C", ",").replaceAll("%2F", "/").replaceAll("%3A", ":");
  return text ? `?${text}` : "";
}

/** Return the permanent address of an incident; a language named in the page's own address stays. */
export function incidentAddress(id, search = globalThis.location?.search ?? "") {
  const { lang } = parse(search);
  return `/incident/${encodeURIComponent(id)}${lang ? `?lang=${encodeURIComponent(lang)}` : ""}`;
}

/** Return filters with one value of a list switched on or off, or a single value set. */
export function toggled(filters, name, value) {
  if (!LISTS.includes(name)) return { ...filters, [name]: filters[name] === value ? "" : value };
  const chosen = name === "status" && !filters.status.length ? DEFAULT_STATUS : filters[name];
  const next = chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value];
  return { ...filters, [name]: name === "status" && same(next, DEFAULT_STATUS) ? [] : next };
}

/** Return filters whose days are in order: who types the later one first means the same days. */
export function inOrder(filters) {
  const { from, to } = filters;
  return from && to && from > to ? { ...filters, from: to, to: from } : filters;
}

/** Return what stands between these filters and everything: [{name, value}], for the row of chips. */
export function active(filters) {
  const lists = LISTS.flatMap((name) => filters[name].map((value) => ({ name, value })));
  return [...lists, ...SINGLES.filter((name) => filters[name]).map((name) => ({ name, value: filters[name] }))];
}

/** Return filters that ask for everything of the default statuses. */
export function none() {
  return parse("").filters;
}

// an id may hold a comma, a percent sign, or blanks at its ends: there they stand as %XX (as in mapapp/query.py)
function escaped(value) {
  return value.replaceAll("%", "%25").replaceAll(",", "%2C").replace(/^\s+|\s+$/g, encodeURIComponent);
}

function unescaped(value) {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function parseAt(value) {
  if (!/^[\d.]+\/-?[\d.]+\/-?[\d.]+$/.test(value || "")) return null;
  const [zoom, lat, lon] = value.split("/").map(Number);
  if (![zoom, lat, lon].every(Number.isFinite)) return null;
  return zoom >= 0 && zoom <= 20 && Math.abs(lat) <= 90 && Math.abs(lon) <= 540 ? { zoom, lat, lon } : null;
}

function trim(number, digits) {
  return String(Number(number.toFixed(digits)));
}

function same(one, other) {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}
