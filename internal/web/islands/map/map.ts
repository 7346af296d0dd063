// The map: outlines of land under the marks, and moves without a reload, by the
// buttons, by following a mark that holds several, and by the keyboard. What is
// in view is the server's: each view has its address.
import { geoEquirectangular, geoPath, type GeoPermissibleObjects } from "d3-geo";
import { feature, mesh } from "topojson-client";
import { bring } from "../answer";
import type { GeometryCollection, Topology } from "topojson-specification";

type Atlas = Topology<{ countries: GeometryCollection; land: GeometryCollection }>;
type Outlines = { coast: GeoPermissibleObjects; borders: GeoPermissibleObjects };

const outlinesOf = ({ default: json }: { default: unknown }): Outlines => {
  const atlas = json as Atlas;
  return { coast: feature(atlas, atlas.objects.land), borders: mesh(atlas, atlas.objects.countries, (a, b) => a !== b) };
};

// The finer outlines are worth their size only from near.
const near = 5;
let coarse: Promise<Outlines> | undefined;
let fine: Promise<Outlines> | undefined;
const outlines = (zoom: number): Promise<Outlines> =>
  zoom < near
    ? (coarse ??= import("world-atlas/countries-110m.json").then(outlinesOf))
    : (fine ??= import("world-atlas/countries-50m.json").then(outlinesOf));

export default async function map(element: HTMLElement): Promise<void> {
  keys(element);
  element.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement | SVGAElement>(".moves a[data-key], a[data-near]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const address = link.getAttribute("href") ?? "";
    if (address.startsWith("#")) return;
    event.preventDefault();
    void go(address, link.dataset.key ? `[data-key=${link.dataset.key}]` : ".chart");
  });
  await land(element);
}

async function land(element: HTMLElement): Promise<void> {
  const ground = element.querySelector<SVGGElement>(".land");
  if (!ground) return;
  const zoom = Number(ground.dataset.zoom);
  const [west, south, east, north] = (ground.dataset.box ?? "").split(" ").map(Number);
  const { coast, borders } = await outlines(zoom);
  // In degrees, with the south below: the rest is the element's transform.
  const degrees = geoEquirectangular().scale(180 / Math.PI).translate([0, 0]).precision(0)
    .clipExtent([[west - 1, -north - 1], [east + 1, -south + 1]]);
  const path = geoPath(degrees).digits(3);
  const draw = (name: string, d: string | null): void => {
    const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
    line.setAttribute("class", name);
    line.setAttribute("d", d ?? "");
    ground.append(line);
  };
  draw("coast", path(coast));
  draw("borders", path(borders));
  const credit = element.querySelector<HTMLElement>(".credit");
  if (credit) credit.hidden = false;
}

function keys(element: HTMLElement): void {
  const moves: Record<string, string> = {
    "+": "in", "=": "in", "-": "out", ArrowLeft: "west", ArrowRight: "east", ArrowUp: "north", ArrowDown: "south", "0": "all",
  };
  element.querySelector(".chart")?.addEventListener("keydown", (event) => {
    const { key, metaKey, ctrlKey, altKey } = event as KeyboardEvent;
    const link = element.querySelector<HTMLAnchorElement>(`.moves [data-key="${moves[key] ?? ""}"]`);
    if (!link || metaKey || ctrlKey || altKey) return;
    event.preventDefault();
    void go(link.getAttribute("href") ?? "", ".chart");
  });
}

/** go brings another view into the page, and keeps the reader's place. */
async function go(to: string, focus: string): Promise<void> {
  if (!(await bring(new URL(to, location.href), "choose"))) return;
  const target = document.querySelector<HTMLElement>(`.mapping ${focus}`) ?? document.querySelector<HTMLElement>(".mapping .chart");
  target?.focus({ preventScroll: true });
}
