// Turns buttons into questions, and their answers into our syntax: blocks, posts, pictures, sources, links, and so on.
import { redo, undo } from "@codemirror/commands";
import { EditorView } from "@codemirror/view";
import { ask } from "./dialog.js";
import { insertBlock, insertLines, insertList, insertWhere, insertWords, surround, table } from "./inserts.js";
import { credit, groups, names, putNames } from "./names.js";
import { outline, slug } from "./outline.js";
import { byId, say } from "./page.js";
import * as server from "./server.js";

const known = (view) => view.state.field(names);
const chosen = (view) => view.state.sliceDoc(view.state.selection.main.from, view.state.selection.main.to);
const quoted = (text) => text.replaceAll('"', "”").replace(/\s+/g, " ");

/** Ask the server what there is, at the beginning and after something was added. */
export async function refresh(view) {
  view.dispatch({ effects: putNames.of(await server.names()) });
}

function fail(words) {
  throw new Error(words);
}

async function block(view) {
  const kinds = [["", say("plain-block")], ...known(view).kinds.map(({ id, label }) => [id, label])];
  const used = new Set(view.state.field(outline).blocks.map((one) => one.id));
  const made = await ask({
    title: say("new-block"),
    fields: [{ name: "title", label: say("heading"), required: true, value: chosen(view) }, { name: "kind", sort: "select", label: say("kind"), options: kinds }],
  });
  if (!made) return;
  const base = slug(made.title) || "block";
  let id = base, number = 2;
  while (used.has(id)) id = `${base}-${number++}`;
  const words = say("write-here");
  insertBlock(view, `## ${made.title} {#${id}${made.kind ? ` .${made.kind}` : ""}}\n\n${made.kind === "steps" ? "1. " : made.kind === "key-points" ? "- " : ""}${words}`, words);
}

async function post(view) {
  const made = await ask({
    title: say("new-post"), intro: say("new-post-how"),
    fields: [
      { name: "card", label: say("card-words"), hint: say("card-words-how") },
      { name: "platforms", sort: "checks", label: say("platforms"), options: known(view).platforms.map(({ id, name }) => [id, name]) },
    ],
  });
  if (!made) return;
  const more = [made.platforms.length ? `platforms="${made.platforms.join(" ")}"` : "", made.card ? `card="${quoted(made.card)}"` : ""].filter(Boolean);
  const words = say("write-here");
  insertLines(view, `::: ${more.length ? `{.post ${more.join(" ")}}` : "post"}\n${words}\n:::`, words);
}

/** Ask for a picture and what it shows; `file` is one that was dropped or pasted. */
async function picture(view, file = null) {
  const there = known(view).images.map(({ path, alt }) => [path, path.replace(/^images\//, ""), alt]);
  const describe = (path, form) => { form.querySelector("textarea").value ||= there.find(([one]) => one === path)[2]; };
  const which = file ? [] : [{ name: "file", sort: "file", label: say("picture-file") }, ...(there.length ? [{ name: "there", sort: "pick", label: say("picture-there"), options: there, picked: describe }] : [])];
  const made = await ask({
    title: say("picture"), intro: file ? file.name : undefined,
    fields: [...which,
      { name: "alt", label: say("alt"), hint: say("alt-how"), lines: 2 },
      { name: "decorative", sort: "check", label: say("decorative") },
      { name: "caption", label: say("caption") }],
    async act({ file: picked, there: path, alt, decorative, caption }) {
      if (!alt && !decorative) fail(say("alt-missing"));
      const upload = file ?? picked;
      if (!upload && !path) fail(say("picture-missing"));
      const found = upload ? (await server.image(upload)).path : path;
      const address = /[\s()]/.test(found) ? `<${found}>` : found;
      if (upload) refresh(view).catch(() => {}); // it is there, offered or not
      return `![${decorative ? "" : alt.replace(/\s+/g, " ").replace(/[[\]]/g, "\\$&")}](${address}${caption ? ` "${quoted(caption)}"` : ""})${decorative ? "{.decorative}" : ""}`;
    },
  });
  if (made) insertLines(view, made);
}

async function embed(view) {
  const options = known(view).embeds.map(({ name, title, text }) => [name, title, text]);
  const made = await ask({
    title: say("shared-block"), intro: say(options.length ? "shared-block-how" : "no-shared"),
    fields: [{ name: "name", sort: "pick", label: say("find"), options }],
    act: ({ name }) => name || fail(say("choose-one")),
  });
  if (made) insertLines(view, `![[${made}]]`);
}

const FIELDS = ["doi", "title", "author", "year", "container-title", "URL"];

/** Write a new source; returns its id. */
async function reference({ paste, fields }) {
  const filled = Object.fromEntries(Object.entries(fields).filter(([, value]) => value));
  if (paste) return (await server.reference({ text: paste })).id;
  if (Object.keys(filled).length) return (await server.reference({ fields: filled })).id;
  return "";
}

async function citation(view) {
  const options = known(view).citations.map((one) => [one.id, one.title || one.id, credit(one), one.id]);
  const made = await ask({
    title: say("citation"),
    fields: [
      { name: "id", sort: "pick", label: say("find"), options },
      { name: "fresh", sort: "apart", label: say("new-source"), fields: [
        { name: "paste", label: say("paste-source"), hint: say("paste-source-how"), lines: 4 },
        ...FIELDS.map((name) => ({ name, label: say(`source-${name.toLowerCase()}`) })),
      ] },
    ],
    async act({ id, fresh: { paste, ...fields } }) {
      const fresh = await reference({ paste, fields });
      if (fresh) await refresh(view);
      return fresh || id || fail(say("choose-one"));
    },
  });
  if (!made) return;
  // Beside another one it joins it: `[@a; @b]`.
  const { head } = view.state.selection.main, line = view.state.doc.lineAt(head);
  const name = /[\s,;]/.test(made) ? `@{${made}}` : `@${made}`;
  const before = line.text.slice(0, head - line.from);
  if (/\[@[^\]]*\]$/.test(before)) {
    view.dispatch({ changes: { from: head - 1, insert: `; ${name}` }, userEvent: "input.insert" });
    view.focus();
  } else insertWords(view, `${before && !/\s$/.test(before) ? " " : ""}[${name}]`);
}

async function link(view) {
  const blocks = view.state.field(outline).blocks.filter((one) => one.title).map((one) => [`#${one.id}`, one.title]);
  const made = await ask({
    title: say("link"),
    fields: [
      { name: "words", label: say("link-words"), required: true, value: chosen(view) },
      { name: "address", label: say("address"), hint: say("address-how") },
      { name: "block", sort: "select", label: say("or-block"), options: [["", "–"], ...blocks] },
    ],
    act: ({ address, ...more }) => (address || more.block ? { ...more, address: /^[\w.+-]+@[\w.-]+$/.test(address) ? `mailto:${address}` : /^www\./.test(address) ? `https://${address}` : address } : fail(say("address-missing"))),
  });
  if (made) insertWords(view, `[${made.words}](${made.address || made.block})`);
}

async function list(view) {
  const options = [["-", say("list-bullets")], ["1.", say("list-numbers")], ["- [ ]", say("list-boxes")]];
  const made = await ask({ title: say("list"), fields: [{ name: "sign", sort: "select", label: say("list-sort"), options }] });
  if (made) insertList(view, made.sign);
}

async function grid(view) {
  const size = (name, value) => ({ name, label: say(name), value, type: "number", min: 1, max: 12, required: true });
  const made = await ask({ title: say("table"), fields: [size("columns", 2), size("rows", 3)] });
  if (!made) return;
  const head = (number) => say("column", { number });
  insertLines(view, table(Number(made.rows), Number(made.columns), head), head(1));
}

async function where(view) {
  const all = groups(known(view));
  const made = await ask({
    title: say("only-on"), intro: say("only-on-how"),
    fields: [
      { name: "key", sort: "select", label: say("show-it"), options: [["only", say("only-there")], ["not", say("not-there")]] },
      ...all.map(([name, list]) => ({ name, sort: "checks", label: say(name), options: list.map((one) => [one.id, one.name]) })),
    ],
    act(values) {
      const places = all.flatMap(([name]) => values[name]);
      return places.length ? { key: values.key, places } : fail(say("choose-one"));
    },
  });
  if (made) insertWhere(view, made.key, made.places);
}

const ACTS = { undo, redo, bold: surround("**"), block, post, picture: (view) => picture(view), embed, citation, link, list, table: grid, where };

/** Let the buttons of the toolbar act on the text. */
export function arm(view) {
  for (const one of byId("toolbar").querySelectorAll("button")) one.addEventListener("click", () => ACTS[one.dataset.act](view));
}

const photo = (files) => [...(files ?? [])].find((file) => file.type.startsWith("image/"));

/** Pictures that are dropped on the text or pasted into it. */
export const drops = EditorView.domEventHandlers({
  drop(event, view) {
    const file = photo(event.dataTransfer?.files);
    if (!file) return false;
    event.preventDefault();
    const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
    if (at !== null) view.dispatch({ selection: { anchor: at } });
    picture(view, file);
    return true;
  },
  paste(event, view) {
    const file = photo(event.clipboardData?.files);
    if (!file || event.clipboardData.getData("text/plain")) return false;
    event.preventDefault();
    picture(view, file);
    return true;
  },
});

export const toolKeys = [
  { key: "Mod-b", run: surround("**") },
  { key: "Mod-k", run: (view) => { link(view); return true; } },
];
