// The only module that asks the server. Failures come back as Problem, worded for people.

import { t } from "./messages.js";

export class Problem extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/** The Problem of a server that does not answer. */
export function gone() {
  return new Problem(0, t("The server does not answer. Is it still running?"));
}

/** Return rows, shapes, counts for filters given as URLSearchParams. */
export async function layer(parameters, signal) {
  return (await get(`/api/layer.json?${spoken(parameters)}`, signal)).json();
}

/** Return the clusters of some tiles: docs/layers.md. */
export async function clusters(parameters, signal) {
  return (await get(`/api/clusters.json?${spoken(parameters)}`, signal)).json();
}

/** Return a page of the list: docs/layers.md. */
export async function rows(parameters, signal) {
  return (await get(`/api/rows.json?${spoken(parameters)}`, signal)).json();
}

/** Return the values of a facet that have some words in their name: docs/layers.md. */
export async function values(parameters, signal) {
  return (await get(`/api/values.json?${spoken(parameters)}`, signal)).json();
}

/** Return an incident's card as a detached element: the server's own markup, parsed, never run. */
export async function card(id, signal) {
  const text = await (await get(`/incident/${encodeURIComponent(id)}/card?${spoken()}`, signal)).text();
  return new DOMParser().parseFromString(text, "text/html").querySelector("article");
}

/** Return the address of the GeoJSON layer. */
export function layerAddress(parameters) {
  const text = parameters.toString();
  return `/incidents.geojson${text ? `?${text}` : ""}`;
}

/** The parameters, with the language the page's own address names: rows and cards come in words. */
function spoken(parameters = "") {
  const asked = new URLSearchParams(parameters);
  const lang = new URLSearchParams(location.search).get("lang");
  if (lang) asked.set("lang", lang);
  return asked;
}

async function get(address, signal) {
  let response;
  try {
    response = await fetch(address, { signal, headers: { Accept: "application/json, text/html;q=0.5" } });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw gone();
  }
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  throw new Problem(response.status, problem.detail || response.statusText);
}
