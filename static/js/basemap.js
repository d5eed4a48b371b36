// The background: vector tiles of Natural Earth from the server's own file, drawn by protomaps-leaflet.

const LIGHT = {
  sea: "#dbe5ea", land: "#f5f3ee", lake: "#dbe5ea", shore: "#b9c7cf", border: "#9a938a", disputed: "#b0763f", division: "#d3cdc3",
  label: "#4c5359", quiet: "#7a8087", water: "#5c7a8c", halo: "#fbfaf7",
};
const DARK = {
  sea: "#12171c", land: "#22272d", lake: "#12171c", shore: "#37424b", border: "#6a727a", disputed: "#b98a57", division: "#353c44",
  label: "#b9c1c8", quiet: "#8b949d", water: "#7590a3", halo: "#1a1e23",
};

/** Put the background on a map, and again whenever the person's light or dark setting changes. */
export function basemap(L, map, page) {
  if (page.tiles?.url) {
    L.tileLayer(page.tiles.url, { maxZoom: 19 }).addTo(map);
    return;
  }
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let layer = null;
  const draw = () => {
    const colours = dark.matches ? DARK : LIGHT;
    map.getContainer().style.background = colours.sea;
    layer?.remove();
    layer = page.basemap && globalThis.protomapsL ? vector(L, page.basemap, colours).addTo(map) : null;
  };
  dark.addEventListener("change", draw);
  draw();
}

function vector(L, url, colours) {
  globalThis.L = L; // protomaps-leaflet's bundle looks for Leaflet there
  const { leafletLayer, PolygonSymbolizer, LineSymbolizer } = globalThis.protomapsL;
  const area = (dataLayer, fill) => ({ dataLayer, symbolizer: new PolygonSymbolizer({ fill, stroke: colours.shore, width: 0.6 }) });
  const line = (dataLayer, color, width, more = {}) => ({ dataLayer, symbolizer: new LineSymbolizer({ color, width, ...more }) });
  return leafletLayer({
    url,
    backgroundColor: colours.sea,
    maxDataZoom: 7,
    noWrap: false,
    paintRules: [
      area("land", colours.land),
      area("lakes", colours.lake),
      line("divisions", colours.division, 1),
      line("borders", colours.border, 1.3),
      line("disputed", colours.disputed, 1.3, { dash: [4, 3] }),
    ],
    labelRules: [],
  });
}
