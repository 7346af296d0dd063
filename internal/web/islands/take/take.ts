// Buttons beside a picture, to keep it as SVG or PNG: with its title, and with the
// line by which the page is cited, which has the source, the point and the address.

const space = "http://www.w3.org/2000/svg";

// What a picture has from the style of the page, and must bring along.
const styles = [
  "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linejoin", "opacity",
  "paint-order", "font-family", "font-size", "font-weight", "font-style", "text-anchor", "dominant-baseline",
];

export default function take(box: HTMLElement): void {
  const picture = (): SVGSVGElement | undefined =>
    [...box.querySelectorAll<SVGSVGElement>("svg")].filter((svg) => svg.checkVisibility() && svg.clientWidth > 100)[0];
  const row = document.createElement("p");
  row.className = "taken meta";
  const offer = (text: string, give: (svg: SVGSVGElement) => Promise<void>): void => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.setAttribute("aria-label", `${text}: ${box.dataset.label ?? "the picture"}`);
    button.addEventListener("click", () => {
      const svg = picture();
      if (svg) void give(svg);
    });
    row.append(button);
  };
  row.append("Keep the picture as ");
  offer("SVG", async (svg) => keep(new Blob([standalone(svg, box).text], { type: "image/svg+xml" }), "svg"));
  offer("PNG", async (svg) => keep(await png(standalone(svg, box)), "png"));
  box.append(row);
}

function keep(file: Blob, ending: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  const name = document.querySelector<HTMLAnchorElement>("#cite-as .file")?.dataset.name ?? "picture";
  link.download = `${name}.${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

type Picture = { text: string; width: number; height: number };

/** standalone is a picture that needs no page: what the page's style gives is in it. */
function standalone(svg: SVGSVGElement, box: HTMLElement): Picture {
  const page = getComputedStyle(document.body);
  const { width, height } = svg.getBoundingClientRect();
  const copy = svg.cloneNode(true) as SVGSVGElement;
  bring(svg, copy);
  const key = legend(box, width);
  const defs = document.createElementNS(space, "defs");
  for (const id of new Set([...(new XMLSerializer().serializeToString(copy) + new XMLSerializer().serializeToString(key.group)).matchAll(/url\(#([^)]+)\)/g)].map((m) => m[1]))) {
    const pattern = document.getElementById(id);
    if (!pattern || svg.contains(pattern)) continue;
    const own = pattern.cloneNode(true) as SVGElement;
    bring(pattern as unknown as SVGElement, own);
    defs.append(own);
  }
  const cited = document.querySelector("#cite-as .text")?.textContent ?? document.title;
  const heading = document.querySelector("h1")?.cloneNode(true) as Element | undefined;
  heading?.querySelectorAll(".means").forEach((means) => means.remove());
  const title = [heading?.textContent?.trim(), box.dataset.label].filter((text, i, all) => text && all.indexOf(text) === i).join(": ");
  const lines = wrapped(cited, Math.max(Math.floor((width - 4) / 6.2), 20));
  const titles = wrapped(title, Math.max(Math.floor((width - 4) / 9), 14));
  const below = 12 + 22 * titles.length;
  const top = below + key.height;
  set(key.group, { transform: `translate(12 ${below})` });
  const all = document.createElementNS(space, "svg");
  const [w, h] = [Math.ceil(width) + 24, Math.ceil(top + height + 20 + 15 * lines.length)];
  set(all, { xmlns: space, width: w, height: h, viewBox: `0 0 ${w} ${h}`, role: "img" });
  const name = document.createElementNS(space, "title");
  name.textContent = title;
  const ground = document.createElementNS(space, "rect");
  set(ground, { width: w, height: h, fill: page.backgroundColor });
  set(copy, { x: 12, y: top, width, height });
  all.append(name, defs, ground);
  titles.forEach((line, i) => all.append(words(line, 12, 24 + 22 * i, { "font-size": 17, "font-weight": 600, fill: page.color, "font-family": page.fontFamily })));
  all.append(key.group, copy);
  lines.forEach((line, i) => all.append(words(line, 12, top + height + 20 + 15 * i, { "font-size": 11, fill: page.color, "font-family": page.fontFamily })));
  return { text: new XMLSerializer().serializeToString(all), width: w, height: h };
}

/** legend is what stands for what beside the picture, as a part of it. */
function legend(box: HTMLElement, width: number): { group: SVGElement; height: number } {
  const group = document.createElementNS(space, "g") as SVGElement;
  const page = getComputedStyle(document.body);
  let [x, y] = [0, 0];
  for (const item of box.querySelectorAll(".legend li")) {
    const text = item.textContent?.trim() ?? "";
    const room = 30 + 7 * text.length;
    if (x > 0 && x + room > width) [x, y] = [0, y + 20];
    const swatch = item.querySelector("svg");
    if (swatch) {
      const own = swatch.cloneNode(true) as SVGSVGElement;
      bring(swatch, own);
      set(own, { x, y: y + 3, width: 18, height: 13 });
      group.append(own);
    }
    group.append(words(text, x + 23, y + 14, { "font-size": 12, fill: page.color, "font-family": page.fontFamily }));
    x += room;
  }
  return { group, height: group.childElementCount ? y + 26 : 0 };
}

/** bring has a copy say itself what the page's style says of the original. */
function bring(from: SVGElement, to: SVGElement): void {
  const look = getComputedStyle(from);
  for (const name of styles) {
    const value = look.getPropertyValue(name);
    if (value !== "") to.setAttribute(name, value.replace(/url\("#([^"]+)"\)/g, "url(#$1)"));
  }
  for (const name of ["class", "style", "tabindex", "aria-describedby"]) to.removeAttribute(name);
  if (to.tagName === "a") to.setAttribute("href", new URL(from.getAttribute("href") ?? "", location.href).href);
  const children = [...to.children] as SVGElement[];
  [...from.children].forEach((child, i) => bring(child as SVGElement, children[i]));
}

function set(to: Element, attributes: Record<string, string | number>): void {
  for (const [name, value] of Object.entries(attributes)) to.setAttribute(name, String(value));
}

function words(text: string, x: number, y: number, look: Record<string, string | number>): SVGElement {
  const line = document.createElementNS(space, "text") as SVGElement;
  set(line, { x, y, ...look });
  line.textContent = text;
  return line;
}

/** wrapped is a text in lines of at most so many letters; a long word is cut. */
function wrapped(text: string, most: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).flatMap((w) => w.match(new RegExp(`.{1,${most}}`, "gu")) ?? [])) {
    if (line && line.length + 1 + word.length > most) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return line ? [...lines, line] : lines;
}

async function png(picture: Picture): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([picture.text], { type: "image/svg+xml" }));
  try {
    const image = new Image(picture.width, picture.height);
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = 2 * picture.width;
    canvas.height = 2 * picture.height;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}
