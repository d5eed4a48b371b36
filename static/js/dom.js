// Making elements. Text goes in as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";

/** el("a.row", {href}, "text", child): an element with classes, attributes (null leaves one out) and children. */
export function el(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const made = document.createElement(tag);
  if (classes.length) made.className = classes.join(" ");
  return fill(made, attributes, children);
}

/** The same for SVG. */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** The marker of a kind, as templates/glyph.html draws it. */
export function glyph(style, row, size = 20) {
  const kind = style.kinds[row.kind];
  return svg(
    "svg",
    { class: "glyph", "data-theme": kind.theme, "data-precision": row.precision, viewBox: "-3 -3 30 30", width: size, height: size, "aria-hidden": "true" },
    svg("path", { d: kind.path }),
  );
}

function fill(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}
