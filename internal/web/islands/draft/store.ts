// Drafts: what is typed into the forms of the desk, kept in this browser until it was
// written. Each tab has its own, so that two tabs do not overwrite one another.

const mark = "ascribe draft ";
const oldest = 90 * 24 * 3600 * 1000; // milliseconds: what nobody came back for goes away

export interface Draft {
  title: string;
  to: string; // the address of the form
  form: string; // which form of what it is
  tab: string;
  at: number; // when it was typed, in milliseconds of Unix time
  sent?: number; // when it was sent
  fields: Record<string, string>;
}

/** tab names this tab: it stays over reloads, and is gone with the tab. */
export function tab(): string {
  let id = sessionStorage.getItem("ascribe tab");
  if (!id) {
    id = crypto.getRandomValues(new Uint32Array(2)).join("-");
    sessionStorage.setItem("ascribe tab", id);
  }
  return id;
}

const nameOf = (d: { form: string; tab: string }): string => `${mark}${d.tab} ${d.form}`;

/** all are the drafts that there are, the newest first. */
export function all(): Draft[] {
  const list: Draft[] = [];
  for (const name of Object.keys(localStorage)) {
    if (!name.startsWith(mark)) continue;
    try {
      const d = JSON.parse(localStorage.getItem(name) ?? "") as Draft;
      if (d.at > Date.now() - oldest) list.push(d);
      else localStorage.removeItem(name);
    } catch {
      localStorage.removeItem(name);
    }
  }
  return list.sort((a, b) => b.at - a.at);
}

export function save(d: Draft): void {
  localStorage.setItem(nameOf(d), JSON.stringify(d));
}

export function drop(d: { form: string; tab: string }): void {
  localStorage.removeItem(nameOf(d));
}

/** written drops what this tab has sent, once a page says that it was written, and
 * every draft of the same form that says the same. */
export function written(): void {
  for (const sent of all().filter((d) => d.tab === tab() && d.sent)) {
    const same = JSON.stringify(sent.fields);
    all().filter((d) => d.form === sent.form && JSON.stringify(d.fields) === same).forEach(drop);
  }
}
