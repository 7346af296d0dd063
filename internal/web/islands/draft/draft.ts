// A form keeps what is typed into it as a draft, and has it again when it is opened anew.

import { all, drop, save, tab, type Draft } from "./store";

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const hidden = (c: Control): boolean => c.type === "hidden";

export default function draft(box: HTMLElement): void {
  const form = box as HTMLFormElement;
  const controls = [...form.elements].filter(
    (e): e is Control => (e instanceof HTMLInputElement && e.type !== "file") || e instanceof HTMLSelectElement || e instanceof HTMLTextAreaElement,
  );
  const typed = controls.filter((c) => c.name && !hidden(c));
  const fields = (): Record<string, string> =>
    Object.fromEntries(typed.map((c) => [c.name, c instanceof HTMLInputElement && c.type === "checkbox" ? String(c.checked) : c.value]));
  const begun = fields();

  // Of what it is stands in hidden fields; not the seal, nor what was there before, nor a file.
  const about = controls.filter((c) => hidden(c) && c.name !== "form" && c.name !== "version" && c.name !== "file" && !c.name.startsWith("was."));
  const to = new URL(form.action, location.href).pathname;
  const key = `${to} ${JSON.stringify(about.map((c) => [c.name, c.value]))}`;
  const query = new URLSearchParams(about.map((c) => [c.name, c.value]));
  const keep = (): void =>
    save({ title: document.querySelector("h1")?.textContent ?? "", to: `${to}?${query}`, form: key, tab: tab(), at: Date.now(), fields: fields() });

  const last = all().filter((d) => d.form === key && !same(d.fields, begun));
  const mine = last.find((d) => d.tab === tab()) ?? last[0];
  if (mine && !document.querySelector(".fault, .told.tried")) {
    fill(typed, mine.fields);
    tell(form, mine, () => {
      last.forEach(drop);
      fill(typed, begun);
    });
  }
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  form.addEventListener("submit", (event) => {
    keep();
    if ((event.submitter as HTMLButtonElement | null)?.name) return; // it is only tried, or goes on
    const now = all().find((d) => d.form === key && d.tab === tab());
    if (now) save({ ...now, sent: Date.now() });
  });
}

function same(a: Record<string, string>, b: Record<string, string>): boolean {
  return Object.keys(b).every((name) => (a[name] ?? "") === b[name]);
}

function fill(typed: Control[], fields: Record<string, string>): void {
  for (const c of typed) {
    const value = fields[c.name];
    if (value === undefined) continue;
    if (c instanceof HTMLInputElement && c.type === "checkbox") c.checked = value === "true";
    else c.value = value;
  }
}

/** tell says that a draft is here again, and lets it be thrown away. */
function tell(form: HTMLFormElement, d: Draft, anew: () => void): void {
  const note = document.createElement("p");
  note.className = "drafted";
  note.setAttribute("role", "status");
  note.append(`What was typed here on ${new Date(d.at).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" })}, and not written, is here again. `);
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Begin anew";
  button.addEventListener("click", () => {
    anew();
    note.remove();
    form.querySelector<HTMLElement>("input:not([type=hidden]), select, textarea")?.focus();
  });
  note.append(button);
  form.before(note);
}
