// The time control: a slider over the days on which something changed. Moving
// it brings the answer as of that day into the page, without a reload, and the
// address along. Without it the control is a plain form with links.

import { bare, bring } from "../answer";

type Row = { day: string; n: number };

export default async function time(control: HTMLElement): Promise<void> {
  const scale = control.querySelector<HTMLElement>(".scale");
  const field = control.querySelector<HTMLInputElement>("input[type=date]");
  const form = control.querySelector("form");
  if (!scale || !field || !form) return;
  const answer = await fetch(control.dataset.days ?? "", { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const days = ((await answer.json()) as { rows: Row[] }).rows.map((r) => r.day);
  if (days.length < 2) return;

  // The scale is that of the days themselves, as the picture below it has them.
  // After the last day of change comes one more place: all that is known now.
  const number = (day: string): number => Date.parse(day) / 86_400_000;
  const numbers = days.map(number);
  const first = numbers[0], last = numbers[numbers.length - 1];
  const now = last + Math.max(1, Math.round((last - first) / 100));

  const slider = document.createElement("input");
  slider.type = "range";
  slider.min = String(first);
  slider.max = String(now);
  slider.id = "slider";
  slider.setAttribute("aria-label", "Day of change");
  scale.querySelector(".axis")?.append(slider);

  // at is the last day of change that the slider has reached; "" is now.
  const at = (): string => {
    if (slider.valueAsNumber > last) return "";
    let place = 0;
    while (place + 1 < numbers.length && numbers[place + 1] <= slider.valueAsNumber) place++;
    return days[place];
  };
  const words = (day: string): string =>
    day === "" ? "all that is known now" : new Date(day).toLocaleDateString("en-GB", { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" });
  const tell = (): void => slider.setAttribute("aria-valuetext", words(at()));
  const settle = (): void => {
    const known = new URL(location.href).searchParams.get("known") ?? "";
    slider.value = String(known === "" ? now : number(field.value || known));
    tell();
  };
  settle();

  // go brings the answer as of a day into the page.
  const go = (day: string, how: "choose" | "look"): Promise<boolean> => {
    const address = new URL(bare());
    if (day === "") address.searchParams.delete("known");
    else address.searchParams.set("known", day);
    address.searchParams.delete("after");
    if (how === "look") field.value = day;
    return bring(address, how);
  };

  // Once another answer is in the page for good, the control stands at its day,
  // and a screen reader is told.
  document.addEventListener("ascribe:moved", () => {
    const day = new URL(bare()).searchParams.get("known") ?? "";
    field.value = day;
    if (at() === day) tell();
    else settle();
    const status = document.querySelector("#told");
    const told = document.querySelector("[data-told]")?.cloneNode(true) as Element | undefined;
    told?.querySelectorAll(".means").forEach((means) => means.remove());
    const answer = told?.textContent ?? document.title;
    if (status) status.textContent = `${day === "" ? "All that is known now" : "As known on " + words(day)}: ${answer}`;
  });

  let waiting = 0;
  slider.addEventListener("input", () => {
    tell();
    clearTimeout(waiting);
    waiting = window.setTimeout(() => void go(at(), "look"), 60);
  });
  slider.addEventListener("change", () => {
    clearTimeout(waiting);
    void go(at(), "choose");
  });
  // By keyboard one goes from change to change, not from day to day.
  slider.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const place = slider.valueAsNumber > last ? days.length : days.indexOf(at());
    const next = Math.min(Math.max(place + by, 0), days.length);
    slider.value = String(next === days.length ? now : numbers[next]);
    tell();
    clearTimeout(waiting);
    waiting = window.setTimeout(() => void go(at(), "choose"), 120);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void go(field.value, "choose");
  });
  control.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>(".steps a");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const was = link.getAttribute("rel") ?? "all";
    void go(new URL(link.href).searchParams.get("known") ?? "", "choose").then(() => {
      control.querySelector<HTMLElement>(was === "all" ? ".steps .all" : `.steps [rel=${was}]`)?.focus();
    });
  });
}
