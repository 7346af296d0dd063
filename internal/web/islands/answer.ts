// The answer of another address, brought into the page in the place of this
// one's, without a reload. What the reader has in hand, such as a slider, stays.

const parts = ["#answer", "#top", ".time .steps", ".time .axis > svg", "footer"];

/** bare is the address that the browser has, without the place on the page. */
export const bare = (): string => location.href.split("#")[0];

let shown = bare(); // the address whose answer is in the page for good
let looking = false; // whether it is another's, for now
let running: AbortController | undefined;

/**
 * bring is true once the answer of an address is in the page: for good, with
 * the address along, or to look at for now. Whoever wants to know of the first
 * listens for "ascribe:moved" on the document.
 */
export async function bring(address: URL, how: "choose" | "look" | "return"): Promise<boolean> {
  if (how === "choose" && address.href === shown && !looking) return false;
  running?.abort();
  running = new AbortController();
  try {
    const response = await fetch(address, { signal: running.signal, headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (how === "choose" && address.href !== bare()) history.pushState(null, "", address);
    exchange(page);
    looking = how === "look";
    if (!looking) {
      shown = bare();
      document.dispatchEvent(new CustomEvent("ascribe:moved"));
    }
    return true;
  } catch (err) {
    if ((err as Error).name !== "AbortError") location.assign(address);
    return false;
  }
}

function exchange(page: Document): void {
  document.title = page.title;
  for (const selector of parts) {
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
}

// Back and forward have changed the address already.
window.addEventListener("popstate", () => {
  if (bare() !== shown) void bring(new URL(bare()), "return");
});
