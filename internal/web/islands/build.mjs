// Makes the scripts of the pages: one module that every page loads, and parts
// that it loads where a page has an element for them.
import { build } from "esbuild";
import { readdir, rm } from "node:fs/promises";

const to = new URL("../asset/built/", import.meta.url).pathname;
for (const name of await readdir(to)) {
  if (name !== "README.md") await rm(to + name);
}
await build({
  entryPoints: ["main.ts"],
  outdir: to,
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "eof",
  chunkNames: "[name]-[hash]",
  loader: { ".json": "json" },
  logLevel: "warning",
});
