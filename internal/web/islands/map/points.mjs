// Writes ../../page/worldmap/country_points.csv: of each country a point in the middle of its
// largest part, by Natural Earth's outlines. Run it where world-atlas changes:
// node map/points.mjs > ../page/worldmap/country_points.csv
import { readFile } from "node:fs/promises";
import { geoArea, geoCentroid } from "d3-geo";
import { feature } from "topojson-client";

const file = new URL("../node_modules/world-atlas/countries-50m.json", import.meta.url);
const atlas = JSON.parse(await readFile(file, "utf8"));
console.log("m49,latitude,longitude");
const lines = new Map();
for (const country of feature(atlas, atlas.objects.countries).features) {
  if (country.id === undefined || lines.has(country.id)) continue;
  const parts = country.geometry.type === "MultiPolygon" ? country.geometry.coordinates : [country.geometry.coordinates];
  const largest = parts.map((coordinates) => ({ type: "Polygon", coordinates })).sort((a, b) => geoArea(b) - geoArea(a))[0];
  const [longitude, latitude] = geoCentroid(largest);
  lines.set(country.id, `${country.id},${latitude.toFixed(2)},${longitude.toFixed(2)}`);
}
console.log([...lines.values()].sort().join("\n"));
