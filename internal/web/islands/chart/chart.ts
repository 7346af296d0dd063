// A chart, drawn from the table beside it: the table is what there is without
// a script. Each column has its colour and its pattern, so that colour is never
// alone, and the legend says what they stand for.
import { areaY, axisX, axisY, barX, barY, dot, gridX, gridY, line, plot, ruleX, ruleY, text } from "@observablehq/plot";
import { ground, patterns } from "./patterns";
import take from "../take/take";
import { read, type Row, type Table } from "./table";

// Whose table the reader has seen closed: after another day it stays as the
// reader left it.
const closed = new Set<string>();

export default function chart(figure: HTMLElement): void {
  const table = read(figure);
  if (!table || table.rows.length === 0) return;
  const drawn = document.createElement("div");
  drawn.className = "drawn";
  figure.prepend(drawn);
  const details = figure.querySelector("details");
  if (details && !closed.has(figure.id)) details.open = false;
  closed.add(figure.id);

  let width = 0;
  const draw = (): void => {
    const room = Math.floor(drawn.clientWidth - 30);
    if (room === width || room < 120) return;
    width = room;
    const svg = picture(table, width);
    // Plot gives its picture a style of its own, which the policy of the page
    // does not allow; the page's style has what is needed.
    svg.querySelectorAll("style").forEach((style) => style.remove());
    svg.querySelectorAll("[aria-label], [aria-description]").forEach((part) => {
      part.removeAttribute("aria-label"); // of a group, which must not have one
      part.removeAttribute("aria-description");
    });
    svg.classList.add("plot");
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", table.label + ". The table beside it has the numbers.");
    svg.prepend(patterns(table));
    drawn.replaceChildren(legend(table), svg);
  };
  draw();
  new ResizeObserver(() => requestAnimationFrame(draw)).observe(drawn);
  take(figure);
}

function picture(table: Table, width: number): SVGSVGElement {
  switch (table.kind) {
    case "areas":
      return areas(table, width);
    case "pairs":
    case "groups":
      return pairs(table, width);
    case "lines":
      return lines(table, width);
    case "rows":
      return rows(table, width);
  }
  return bars(table, width);
}

function legend(table: Table): HTMLElement {
  const list = document.createElement("ul");
  list.className = "legend";
  if (table.columns.length < 2) return list;
  for (const [c, column] of table.columns.entries()) {
    const item = document.createElement("li");
    const swatch = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    swatch.setAttribute("viewBox", "0 0 18 13");
    swatch.setAttribute("aria-hidden", "true");
    const rect = document.createElementNS(swatch.namespaceURI, "rect") as SVGRectElement;
    rect.setAttribute("width", "18");
    rect.setAttribute("height", "13");
    rect.setAttribute("rx", "2");
    rect.setAttribute("fill", ground(table, column.class));
    swatch.append(table.kind === "lines" ? dashed(column.class, c) : rect);
    item.append(swatch, column.text);
    list.append(item);
  }
  return list;
}

function dashed(name: string, column: number): SVGElement {
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", "M0 6.5h18");
  path.setAttribute("stroke", `var(--${name})`);
  path.setAttribute("stroke-width", "2.5");
  path.setAttribute("stroke-dasharray", dashes[column % dashes.length]);
  return path;
}

/** A piece is one cell as it is drawn: from one height to another. */
type Piece = { at: string; from: number; to: number; n: number; base: number; column: number };

function stacked(table: Table): Piece[] {
  const pieces: Piece[] = [];
  for (const row of table.rows) {
    let height = 0;
    row.cells.forEach((n, column) => {
      const part = table.shares ? (row.base > 0 ? n / row.base : 0) : n;
      pieces.push({ at: row.text, from: height, to: height + part, n, base: row.base, column });
      height += part;
    });
  }
  return pieces;
}

const many = new Intl.NumberFormat("en-GB");
const percent = (share: number): string => Math.round(100 * share) + " %";

function told(table: Table, piece: Piece): string {
  const of = piece.base > 0 && !table.several ? ` of ${many.format(piece.base)} (${percent(piece.n / piece.base)})` : "";
  return `${piece.at} · ${table.columns[piece.column].text}: ${many.format(piece.n)}${of}`;
}

const scale = (table: Table) => ({
  label: null,
  ...(table.shares && !table.several ? { domain: [0, 1] } : {}),
});

const ticks = (table: Table) => (table.shares ? percent : (n: number) => (Number.isInteger(n) ? many.format(n) : ""));

function bars(table: Table, width: number): SVGSVGElement {
  const pieces = stacked(table).filter((p) => p.n > 0);
  const names = table.rows.map((row) => row.text);
  const band = (width - 52) / names.length;
  const step = Math.ceil(40 / band);
  const years = names.filter((name, i) => i % step === 0 && name !== "unknown");
  // A long word beside the last year: where there is no room it stands below.
  let unknown = "unknown";
  if (names.at(-1) === unknown) {
    if ((names.length - 1 - names.indexOf(years[years.length - 1])) * band < 58) unknown = "\nunknown";
    years.push("unknown");
  }
  return plot({
    width,
    height: width < 480 ? 260 : 320,
    marginLeft: 44,
    marginRight: 8,
    marginBottom: 42,
    x: { domain: names, padding: 0.14, label: null },
    y: scale(table),
    marks: [
      gridY({ strokeOpacity: 0.16 }),
      axisY({ tickFormat: ticks(table), tickSize: 0, label: null }),
      axisX({ ticks: years, tickSize: 0, label: null, tickFormat: (name: string) => (name === "unknown" ? unknown : name) }),
      barY(pieces, {
        x: "at", y1: "from", y2: "to", fill: (p: Piece) => ground(table, table.columns[p.column].class),
        stroke: "var(--card)", strokeWidth: 0.8, title: (p: Piece) => told(table, p),
      }),
      ruleY([0]),
    ],
    color: { type: "identity" },
  }) as SVGSVGElement;
}

function rows(table: Table, width: number): SVGSVGElement {
  const pieces = stacked(table).filter((p) => p.n > 0);
  const names = table.rows.map((row) => row.text);
  const left = Math.min(Math.max(...names.map((name) => name.length)) * 7 + 14, width * 0.4);
  return plot({
    width,
    height: names.length * 26 + 44,
    marginLeft: left,
    marginRight: 44,
    marginTop: 24,
    y: { domain: names, padding: 0.2, label: null },
    x: { ...scale(table), axis: null },
    marks: [
      gridX({ strokeOpacity: 0.16 }),
      axisX({ anchor: "top", ticks: Math.max(2, Math.floor(width / 120)), tickFormat: ticks(table), tickSize: 0, label: null }),
      axisY({ tickSize: 0, label: null, tickFormat: (name: string) => shortened(name, left / 7) }),
      barX(pieces, {
        y: "at", x1: "from", x2: "to", fill: (p: Piece) => ground(table, table.columns[p.column].class),
        stroke: "var(--card)", strokeWidth: 0.8, title: (p: Piece) => told(table, p),
      }),
      text(table.rows.filter((row) => row.base > 0), {
        y: "text", x: (row: Row) => table.shares ? 1 : row.cells.reduce((sum, n) => sum + n, 0),
        text: (row: Row) => (table.shares ? "of " : "") + many.format(row.base), dx: 6, textAnchor: "start",
      }),
      ruleX([0]),
    ],
    color: { type: "identity" },
  }) as SVGSVGElement;
}

function pairs(table: Table, width: number): SVGSVGElement {
  const names = table.rows.map((row) => row.text);
  const left = Math.min(Math.max(...names.map((name) => name.length)) * 7 + 14, width * 0.4);
  const part = (n: number, column: number): number => (table.shares ? n / (table.columns[column].base || 1) : n);
  const pieces = table.rows.flatMap((row) => row.cells.map((n, column) => ({ at: row.text, n: part(n, column), column })));
  const said = table.shares ? percent : (n: number): string => many.format(n);
  return plot({
    width,
    height: names.length * (16 * table.columns.length + 12) + 40,
    marginLeft: left,
    marginRight: 40,
    marginTop: 24,
    fy: { domain: names, padding: 0.24, label: null, axis: null },
    y: { domain: table.columns.map((_, column) => column), type: "band", axis: null, padding: 0.08 },
    x: { label: null },
    marks: [
      axisX({ anchor: "top", ticks: Math.max(2, Math.floor(width / 120)), tickFormat: ticks(table), tickSize: 0, label: null }),
      text(names, { fy: (name: string) => name, frameAnchor: "left", dx: -left + 2, textAnchor: "start", text: (name: string) => shortened(name, left / 7), fill: "var(--ink)" }),
      barX(pieces, { fy: "at", y: "column", x: "n", fill: (p: Piece) => ground(table, table.columns[p.column].class) }),
      text(pieces, { fy: "at", y: "column", x: "n", text: (p: Piece) => said(p.n), dx: 5, textAnchor: "start" }),
      ruleX([0]),
    ],
    color: { type: "identity" },
  }) as SVGSVGElement;
}

function areas(table: Table, width: number): SVGSVGElement {
  const day = new Map(table.rows.map((row) => [row.text, new Date(row.at + "T00:00:00Z")]));
  const pieces = stacked(table);
  // What is known on the last day is drawn on for a little, to be seen.
  const [first, last] = [day.get(table.rows[0].text), day.get(table.rows[table.rows.length - 1].text)].map(Number);
  const after = new Date(last + Math.max((last - first) * 0.025, 864e5));
  const end = pieces.slice(-table.columns.length).map((p) => ({ ...p, at: "" }));
  day.set("", after);
  const edges = [...table.rows.map((row) => Number(day.get(row.text))), Number(after)];
  const height = width < 480 ? 280 : 360;
  return plot({
    width,
    height,
    marginLeft: 44,
    marginRight: 12,
    x: { type: "utc", label: null },
    y: scale(table),
    marks: [
      gridY({ strokeOpacity: 0.16 }),
      axisY({ tickFormat: ticks(table), tickSize: 0, label: null }),
      axisX({ ticks: Math.max(2, Math.floor(width / 110)), tickSize: 4, label: null }),
      areaY([...pieces, ...end], {
        x: (p: Piece) => day.get(p.at), y1: "from", y2: "to", z: "column", curve: "step-after",
        fill: (p: Piece) => ground(table, table.columns[p.column].class), stroke: "var(--card)", strokeWidth: 0.8,
        title: (p: Piece) => table.columns[p.column].text,
      }),
      text(named(table, pieces, edges, height, width), {
        x: (n: Name) => new Date(n.at), y: (n: Name) => (n.from + n.to) / 2, text: (n: Name) => table.columns[n.column].text,
        className: "name", fill: "var(--ink)", stroke: "var(--card)", strokeWidth: 3.5,
      }),
      ruleY([0]),
    ],
    color: { type: "identity" },
  }) as SVGSVGElement;
}

const dashes = ["0", "7 3", "2 3", "10 3 2 3", "4 4", "12 4", "1 2", "6 2 2 2"];

// lines sets counts side by side that are too near for bars: each column has
// its colour, its dashes and its marks. A line ends where its column has no
// number.
function lines(table: Table, width: number): SVGSVGElement {
  const names = table.rows.map((row) => row.text);
  const step = Math.ceil((names.length * 40) / (width - 60));
  const symbols = ["circle", "square", "triangle", "diamond", "cross", "star", "wye", "plus", "times"] as const;
  return plot({
    width,
    height: width < 480 ? 260 : 340,
    marginLeft: 48,
    marginRight: 14,
    x: { type: "point", domain: names, label: null, padding: 0.3 },
    y: { label: null, zero: true },
    marks: [
      gridY({ strokeOpacity: 0.16 }),
      axisY({ tickFormat: ticks(table), tickSize: 0, label: null }),
      axisX({ ticks: names.filter((_, i) => i % step === 0), tickSize: 0, label: null }),
      ...table.columns.flatMap((column, c) => {
        const colour = `var(--${column.class})`;
        const y = (row: Row) => row.cells[c];
        const title = (row: Row) => `${column.text} · ${row.text}: ${many.format(row.cells[c])}`;
        return [
          line(table.rows.filter((row) => row.at !== "unknown"), { x: "text", y, stroke: colour, strokeWidth: 2, strokeDasharray: dashes[c % dashes.length] }),
          dot(table.rows, { x: "text", y, symbol: symbols[c % symbols.length], fill: colour, stroke: "var(--card)", strokeWidth: 0.8, r: 4.5, title }),
        ];
      }),
      ruleY([0]),
    ],
    color: { type: "identity" },
  }) as SVGSVGElement;
}

/** A Name is where a band has room for its name: about an instant, from one height to another. */
type Name = { at: number; from: number; to: number; column: number };

const lineHeight = 17; // of a name, in pixels
const letterWidth = 7.5;

/**
 * named are the places for the names of bands: one each, within its own band
 * for as long as the name is, so that none lies on another band or its name. A
 * band without such a place has none: the legend has them all. Edges are the
 * instants at which the steps of the bands begin, and where the last one ends.
 */
function named(table: Table, pieces: Piece[], edges: number[], height: number, width: number): Name[] {
  const top = table.shares && !table.several ? 1 : Math.max(...pieces.map((p) => p.to), 0);
  const pixels = (part: number): number => (part / top) * (height - 50); // without the margins
  const n = table.columns.length;
  const [first, last] = [edges[0], edges[edges.length - 1]];
  const instants = edges.slice(1).flatMap((edge, i) => [edges[i], (edges[i] + edge) / 2]);
  return table.columns.flatMap((column, c) => {
    const half = ((column.text.length * letterWidth) / 2 / (width - 56)) * (last - first);
    let best: Name | undefined;
    for (const at of instants) {
      if (at - half < first || at + half > last) continue;
      const under = table.rows.map((_, r) => pieces[r * n + c]).filter((_, r) => edges[r] < at + half && edges[r + 1] > at - half);
      const name = { at, column: c, from: Math.max(...under.map((p) => p.from)), to: Math.min(...under.map((p) => p.to)) };
      if (!best || name.to - name.from > best.to - best.from) best = name;
    }
    return best && pixels(best.to - best.from) >= lineHeight ? [best] : [];
  });
}

function shortened(name: string, most: number): string {
  return name.length > most ? name.slice(0, Math.max(Math.floor(most) - 1, 3)) + "…" : name;
}
