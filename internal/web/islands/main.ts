// An island improves one element of a page that works without it. It is named
// by the element's data-island, and has a folder of its own.

type Island = (element: HTMLElement) => void | Promise<void>;

const islands: Record<string, () => Promise<{ default: Island }>> = {
  time: () => import("./time/time"),
  chart: () => import("./chart/chart"),
  map: () => import("./map/map"),
  copy: () => import("./copy/copy"),
  take: () => import("./take/take"),
  draft: () => import("./draft/draft"),
  drafts: () => import("./drafts/drafts"),
  coding: () => import("./coding/coding"),
};

// What a word means goes away by Escape, and comes again with the next focus or hover.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.querySelectorAll(".word:hover, .word:focus-within").forEach((word) => {
    word.classList.add("put-away");
    const back = (): void => word.classList.remove("put-away");
    word.addEventListener("pointerleave", back, { once: true });
    word.addEventListener("focusout", back, { once: true });
  });
});

// Keys for the whole page, where nothing is being typed.
document.addEventListener("keydown", (event) => {
  const at = event.target as HTMLElement;
  if (event.ctrlKey || event.metaKey || event.altKey || at.closest("input, textarea, select, [contenteditable]")) return;
  if (event.key === "?") void import("./keys/keys").then((keys) => keys.default());
  else if (event.key === "/") document.querySelector<HTMLInputElement>("#q")?.focus();
  else return;
  event.preventDefault();
});

const chosen: Record<string, boolean> = JSON.parse(sessionStorage.getItem("ascribe facets") ?? "{}");

/** facets has each facet as the reader left it, in this tab. On a narrow window the ways
 * to narrow a list would hide the list. */
function facets(within: ParentNode): void {
  const narrow = matchMedia("(max-width: 900px)").matches;
  for (const facet of within.querySelectorAll<HTMLDetailsElement>(".facets details:not([data-kept])")) {
    const summary = facet.querySelector("summary");
    const name = summary?.textContent ?? "";
    facet.dataset.kept = "";
    facet.open = chosen[name] ?? (!narrow && facet.open);
    summary?.addEventListener("click", () => {
      chosen[name] = !facet.open; // as it will be
      sessionStorage.setItem("ascribe facets", JSON.stringify(chosen));
    });
  }
}

const mounted = new WeakSet<Element>();

/** mount wakes the islands within an element; each once. */
export function mount(within: ParentNode): void {
  facets(within);
  for (const element of within.querySelectorAll<HTMLElement>("[data-island]")) {
    const load = islands[element.dataset.island ?? ""];
    if (!load || mounted.has(element)) continue;
    mounted.add(element);
    load()
      .then((island) => island.default(element))
      .catch((err) => console.error(err))
      .finally(() => (element.dataset.ready = "")); // for tests: there is no more to come
  }
}

// Once a page says that something was written, its draft is needed no more.
if (document.querySelector(".bar .wrote")) void import("./draft/store").then((drafts) => drafts.written());

document.addEventListener("ascribe:answer", (event) => mount(event.target as HTMLElement));
mount(document);
