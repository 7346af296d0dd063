// The drafts of this browser, in a list of what is to be done.

import { all, drop } from "../draft/store";

export default function drafts(box: HTMLElement): void {
  const list = document.createElement("ul");
  list.className = "todo";
  for (const d of all()) {
    const row = document.createElement("li");
    const link = document.createElement("a");
    link.href = d.to;
    link.textContent = d.title;
    link.dir = "auto";
    const when = document.createElement("span");
    when.className = "why";
    when.textContent = ` typed on ${new Date(d.at).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" })}, and not written `;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Throw away";
    button.setAttribute("aria-label", `Throw away: ${d.title}`);
    button.addEventListener("click", () => {
      drop(d);
      row.remove();
      box.hidden = list.children.length === 0;
    });
    row.append(link, when, button);
    list.append(row);
  }
  box.append(list);
  box.hidden = list.children.length === 0;
}
