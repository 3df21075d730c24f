// Turns the modules in src/ and CodeMirror into one file, and the licences of what is in it into another:
// node build.mjs [FOLDER], which is templates/serve/ without one.
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2] ?? join(here, "../../templates/serve");

const { metafile, outputFiles } = await build({
  absWorkingDir: here,
  entryPoints: ["src/main.js"],
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  banner: { js: "// Made by tools/editor/build.mjs; the licences of what is in it stand in editor.LICENSES.txt." },
  metafile: true,
  write: false,
});

const packages = new Set();
for (const path of Object.keys(metafile.inputs)) {
  const name = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
  if (name) packages.add(name);
}
const texts = new Map();
for (const name of [...packages].sort()) {
  const at = join(here, "node_modules", name);
  const { license, version } = JSON.parse(await readFile(join(at, "package.json"), "utf8"));
  if (license !== "MIT") throw new Error(`${name} ${version} has the licence ${license}: say so in docs/licences.md first`);
  const text = (await readFile(join(at, "LICENSE"), "utf8")).trim();
  texts.set(text, [...(texts.get(text) ?? []), `${name} ${version}`]);
}
const licences = [...texts].map(([text, names]) => `${names.join("\n")}\n\n${text}\n`).join(`\n${"-".repeat(72)}\n\n`);

await writeFile(join(folder, "editor.js"), outputFiles[0].contents);
await writeFile(join(folder, "editor.LICENSES.txt"), licences);
