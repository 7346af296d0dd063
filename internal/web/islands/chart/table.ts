// What a chart is drawn from: the table beside it.

/** The base of a column is what its shares are of, where rows have none of their own. */
export type Column = { class: string; text: string; base: number };
/** A cell is NaN where there is no number. */
export type Row = { at: string; text: string; cells: number[]; base: number };
export type Table = { id: string; kind: string; label: string; shares: boolean; several: boolean; columns: Column[]; rows: Row[] };

/** read is the table of a figure, undefined where it has none. Rows that sum others up are left out. */
export function read(figure: HTMLElement): Table | undefined {
  const table = figure.querySelector("table");
  if (!table) return undefined;
  const text = (e: Element | null): string => (e?.textContent ?? "").trim();
  return {
    id: figure.id,
    kind: figure.dataset.kind ?? "bars",
    label: figure.dataset.label ?? "",
    shares: figure.dataset.shares !== undefined,
    several: figure.dataset.several !== undefined,
    columns: [...table.querySelectorAll<HTMLElement>("thead th[data-class]")].map((th) => ({ class: th.dataset.class ?? "", text: text(th), base: Number(th.dataset.base ?? 0) })),
    rows: [...table.querySelectorAll<HTMLElement>("tbody tr[data-at]")].map((tr) => ({
      at: tr.dataset.at ?? "",
      text: text(tr.querySelector("th")),
      cells: [...tr.querySelectorAll<HTMLElement>("td[data-n]")].map((td) => (td.dataset.n ? Number(td.dataset.n) : NaN)),
      base: Number(tr.dataset.base ?? 0),
    })),
  };
}
