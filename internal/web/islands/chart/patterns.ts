// The fill of each colour: the colour as the page's style has it, in light and
// in dark, with a pattern over it.
import type { Table } from "./table";

const space = "http://www.w3.org/2000/svg";

// Diagonal lines are left out: they mean "not settled".
const marks: Record<string, string> = {
  c0: "",
  c1: "M3.5 0v8",
  c2: "M0 4h8",
  c3: "dot",
  c4: "M2 2l4 4M6 2l-4 4",
  c5: "M0 1.5h8M0 5.5h8",
  c6: "M1.5 0v8M5.5 0v8",
  c7: "M4 1v6M1 4h6",
  c8: "M1 1h6v6h-6z",
  "then-fill": "M0 4h8",
};

/** ground is the fill of a column. Its name is of the chart: each has its own patterns. */
export function ground(table: Table, name: string): string {
  return name === "c-none" ? "url(#none)" : `url(#${table.id}-${name})`;
}

/** patterns are the fills of all columns of a chart. */
export function patterns(table: Table): SVGDefsElement {
  const defs = document.createElementNS(space, "defs") as SVGDefsElement;
  for (const name of new Set(table.columns.map((column) => column.class))) {
    const pattern = add(defs, "pattern", { id: `${table.id}-${name}`, width: "8", height: "8", patternUnits: "userSpaceOnUse" });
    add(pattern, "rect", { class: name, width: "8", height: "8" });
    const mark = marks[name];
    if (mark === "dot") add(pattern, "circle", { class: "mark dot", cx: "4", cy: "4", r: "1.3" });
    else if (mark) add(pattern, "path", { class: "mark", d: mark });
  }
  return defs;
}

function add(to: Element, name: string, attributes: Record<string, string>): Element {
  const element = document.createElementNS(space, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  to.append(element);
  return element;
}
