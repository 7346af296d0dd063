// The time control: a slider over the days on which something changed. Moving
// it brings the answer as of that day into the page, without a reload, and the
// address along. Without it the control is a plain form with links.

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

  const slider = document.createElement("input");
  slider.type = "range";
  slider.min = "0";
  // One place more than there are days: at the end nothing is left out.
  slider.max = String(days.length);
  slider.id = "slider";
  slider.setAttribute("aria-label", "Day of change");
  scale.querySelector(".axis")?.append(slider);

  const dayAt = (place: number): string => days[place] ?? "";
  const placeOf = (day: string): number => {
    if (day === "") return days.length;
    let place = 0;
    while (place + 1 < days.length && days[place + 1] <= day) place++;
    return place;
  };
  const words = (day: string): string =>
    day === "" ? "all that is known now" : new Date(day + "T00:00:00Z").toLocaleDateString("en-GB", { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" });
  const tell = (): void => slider.setAttribute("aria-valuetext", words(dayAt(slider.valueAsNumber)));

  const settle = (): void => {
    slider.value = String(placeOf(new URL(location.href).searchParams.get("known") ?? ""));
    tell();
  };
  settle();

  let running: AbortController | undefined;
  const go = async (day: string, remember: boolean): Promise<void> => {
    const address = new URL(location.href);
    address.hash = "";
    if (day === "") address.searchParams.delete("known");
    else address.searchParams.set("known", day);
    address.searchParams.delete("after");
    running?.abort();
    running = new AbortController();
    try {
      const response = await fetch(address, { signal: running.signal, headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      if (remember) history.pushState(null, "", address);
      else history.replaceState(null, "", address);
      exchange(page);
      field.value = day;
    } catch (err) {
      if ((err as Error).name !== "AbortError") location.assign(address);
    }
  };

  // exchange puts another day's answer in the place of this one's. What the
  // reader has in hand, the slider, stays.
  const exchange = (page: Document): void => {
    document.title = page.title;
    for (const selector of ["#answer", "#top", ".time .steps", ".time .axis > svg", "footer"]) {
      const from = page.querySelector(selector);
      const here = document.querySelector(selector);
      if (!from || !here) continue;
      const open = [...here.querySelectorAll("details")].map((d) => d.open);
      here.replaceWith(from);
      [...from.querySelectorAll("details")].forEach((d, i) => {
        if (open[i] !== undefined) d.open = open[i];
      });
      from.dispatchEvent(new CustomEvent("ascribe:answer", { bubbles: true }));
    }
  };

  let waiting = 0;
  slider.addEventListener("input", () => {
    tell();
    clearTimeout(waiting);
    waiting = window.setTimeout(() => void go(dayAt(slider.valueAsNumber), false), 60);
  });
  slider.addEventListener("change", () => {
    clearTimeout(waiting);
    void go(dayAt(slider.valueAsNumber), true);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void go(field.value, true).then(settle);
  });
  control.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>(".steps a");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const was = link.getAttribute("rel") ?? "all";
    void go(new URL(link.href).searchParams.get("known") ?? "", true).then(() => {
      settle();
      control.querySelector<HTMLElement>(was === "all" ? ".steps .all" : `.steps [rel=${was}]`)?.focus();
    });
  });
  window.addEventListener("popstate", () => location.reload());
}
