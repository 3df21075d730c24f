// Turns the lines of a source into its front matter, blocks, fences and braces, with their places in the text.
import { StateField } from "@codemirror/state";

const BRACES = /\{([^{}\n]*)\}\s*$/;
const HEADING = /^(#{1,6})[ \t]+(.*)$/;
const FENCE = /^\s*:{3,}\s*(\S.*)?$/;

/** The id that a heading has by itself. */
export const slug = (words) =>
  words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

/** What stands in braces: `{id, kinds, pairs: [[key, value]]}`. */
export function braces(text) {
  const found = { id: "", kinds: [], pairs: [] };
  for (const [, id, kind, key, quoted, bare] of text.matchAll(/#([\w-]+)|\.([\w-]+)|([\w-]+)=(?:"([^"]*)"|(\S+))/g)) {
    if (id) found.id = id;
    else if (kind) found.kinds.push(kind);
    else found.pairs.push([key, quoted ?? bare]);
  }
  return found;
}

/** The braces at the end of a heading or fence: where they stand, and what is in them; or null. */
export function ending(line) {
  const found = BRACES.exec(line.text);
  if (!found || !/^(#{1,6}[ \t]|\s*:{3,})/.test(line.text)) return null;
  return { from: line.from + found.index, to: line.from + found.index + found[0].trimEnd().length, ...braces(found[1]) };
}

function read(doc) {
  const found = { matter: null, blocks: [], fences: [], embeds: [] };
  const open = [];
  let code = "", lead = 1;
  for (let number = 1; number <= doc.lines; number += 1) {
    const line = doc.line(number), { text } = line;
    if (number === 1 && /^---\s*$/.test(text)) {
      let end = 2;
      while (end <= doc.lines && !/^---\s*$/.test(doc.line(end).text)) end += 1;
      if (end <= doc.lines) {
        found.matter = { first: 1, last: end };
        lead = end + 1;
        number = end;
        continue;
      }
    }
    const tick = /^\s*(`{3,}|~{3,})/.exec(text)?.[1];
    if (tick && (!code || tick.startsWith(code))) code = code ? "" : tick;
    if (code || tick) continue;
    const heading = HEADING.exec(text);
    if (heading && heading[1].length <= 2 && !open.length) {
      const own = ending(line);
      const title = heading[2].replace(BRACES, "").trim();
      found.blocks.push({ id: own?.id || slug(title), title, kinds: own?.kinds ?? [], first: number, last: doc.lines });
      continue;
    }
    const fence = FENCE.exec(text);
    if (fence?.[1]) {
      const own = ending(line);
      const kinds = own ? own.kinds : [fence[1].trim().split(/\s/)[0]];
      open.push({ first: number, last: doc.lines, kinds, pairs: own?.pairs ?? [] });
      found.fences.push(open.at(-1));
    } else if (fence && open.length) {
      open.pop().last = number;
    } else if (/^!\[\[[^\]]+\]\]\s*$/.test(text)) {
      found.embeds.push({ line: number, name: text.trim().slice(3, -2).trim() });
    }
  }
  found.blocks.forEach((block, index) => { block.last = (found.blocks[index + 1]?.first ?? doc.lines + 1) - 1; });
  const first = found.blocks[0]?.first ?? doc.lines + 1;
  if (first > lead) found.blocks.unshift({ id: "lead", title: "", kinds: [], first: lead, last: first - 1 });
  return found;
}

/** The outline of the text as it is now. */
export const outline = StateField.define({
  create: (state) => read(state.doc),
  update: (old, transaction) => (transaction.docChanged ? read(transaction.newDoc) : old),
});

const holds = (line) => (one) => one.first <= line && line <= one.last;

/** Where a position is: in front matter, in which block, and in a post or not. */
export function place(state, position) {
  const line = state.doc.lineAt(position).number;
  const { matter, blocks, fences } = state.field(outline);
  return {
    line,
    matter: Boolean(matter && holds(line)(matter)),
    block: blocks.find(holds(line)),
    post: fences.some((fence) => fence.kinds.includes("post") && fence.first < line && line <= fence.last),
  };
}
