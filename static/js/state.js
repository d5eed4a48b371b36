// What the page shows, kept in the address bar: read it, change it, hear of changes. Back and forward just work.

import { parse, serialize } from "./query.js";

export const bus = new EventTarget();

let now = parse(location.search);

addEventListener("popstate", () => {
  const before = now;
  now = parse(location.search);
  fire("state", { before, now, back: true });
});

/** Return the present state: {filters, incident, at, view}. */
export function state() {
  return now;
}

/** Change part of the state; `replace` leaves no step to go back to. */
export function change(patch, { replace = false } = {}) {
  const before = now;
  now = { ...now, ...patch };
  const search = serialize(now);
  if (search !== serialize(before)) {
    history[replace ? "replaceState" : "pushState"](null, "", search || location.pathname);
  }
  fire("state", { before, now, back: false });
}

/** Tell every view of something. */
export function fire(type, detail) {
  bus.dispatchEvent(new CustomEvent(type, { detail }));
}

/** Hear of something; the handler is given its detail. */
export function on(type, handler) {
  bus.addEventListener(type, (event) => handler(event.detail));
}
