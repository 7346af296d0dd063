// What the keys do, in a window of its own.

const list: [string, string][] = [
  ["?", "this list"],
  ["/", "to the search"],
  ["Tab", "to the next link or field; with Shift to the one before"],
  ["← →", "on the line of days: the change before and after; Page Up and Page Down: ten of them"],
  ["← → ↑ ↓  + −  0", "on the map: move it, nearer, farther, all in view"],
  ["Escape", "puts an explanation away, and closes this"],
  ["Enter", "in a form: writes what was typed; a number chooses a value of a list"],
];

export default function keys(): void {
  let box = document.querySelector<HTMLDialogElement>("dialog.keys");
  if (!box) {
    box = document.createElement("dialog");
    box.className = "keys";
    box.setAttribute("aria-labelledby", "keys-title");
    const title = document.createElement("h2");
    title.id = "keys-title";
    title.textContent = "Keys";
    const rows = document.createElement("dl");
    for (const [key, does] of list) {
      const name = document.createElement("dt");
      const kbd = document.createElement("kbd");
      kbd.textContent = key;
      name.append(kbd);
      const what = document.createElement("dd");
      what.textContent = does;
      rows.append(name, what);
    }
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Close";
    close.addEventListener("click", () => box?.close());
    box.append(title, rows, close);
    document.body.append(box);
  }
  box.showModal();
}
