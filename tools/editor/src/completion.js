// Turns what stands before the cursor into what can follow: ids, embeds, citations, variables, kinds, targets.
import { autocompletion, startCompletion } from "@codemirror/autocomplete";
import { names, credit, targets } from "./names.js";
import { outline, place, slug } from "./outline.js";
import { has, say } from "./page.js";

const KEYS = ["title", "summary", "tags", "hashtags", "condition", "author", "reviewer", "reviewed", "signed", "review-by", "publish", "formats", "platforms", "slug", "cover", "focus", "cover-alt", "fill", "appointment", "date", "image", "lang", "allow", "translator", "translated", "source"];
const MOTIFS = ["night", "movement", "teeth", "hands", "heart", "food", "talk", "plain"];
const LAYOUTS = ["question", "steps", "picture", "number", "warning", "quote"];
const HOLDER = /^(#{1,6}\s|\s*:{3,})/;

const option = (label, detail = "", more = {}) => ({ label: String(label), detail: String(detail ?? ""), ...more });
const named = (list) => list.map((one) => option(one.id, one.name ?? one.label));
const plainly = (list) => list.map((one) => option(one));
const inMatter = ({ matter }) => matter;
const holder = ({ text }) => HOLDER.test(text);

/** Each rule: what stands before the cursor (its last group is what is looked for), what follows, what closes it. */
const RULES = [
  { before: /\[(?:[^\]\n]*;\s*)?@([^;\]\n]*)$/, close: "]", list: ({ known }) =>
    known.citations.map((one) => option(one.id, credit(one), { info: one.title, seek: `${one.id} ${one.title} ${credit(one)}` })) },
  { before: /!\[\[([^\]\n]*)$/, close: "]]", list: ({ known }) =>
    known.embeds.map((one) => option(one.name, one.title, { info: one.text, seek: `${one.name} ${one.title}` })) },
  { before: /\{\{\s*([\w.-]*)$/, close: " }}", list: ({ known }) => known.variables.map((one) => option(one.name, one.value)) },
  { before: /(?:only|not)="(?:[^"\n]*\s)?([\w-]*)$/, list: ({ known }) => named(targets(known)) },
  { before: /platforms="(?:[^"\n]*\s)?([\w-]*)$/, list: ({ known }) => named(known.platforms) },
  { before: /card-layout="([\w-]*)$/, list: () => plainly(LAYOUTS) },
  { before: /break="([\w-]*)$/, list: () => plainly(["panel"]) },
  { before: /lang="([\w-]*)$/, list: ({ known }) => named(known.languages) },
  { before: /\{(?:[^{}\n]*\s)?#([\w-]*)$/, when: holder, close: "}", list: ids },
  { before: /\{(?:[^{}\n]*\s)?\.([\w-]*)$/, when: holder, list: ({ known, text }) =>
    [...named(known.kinds), text.startsWith("#") ? option("optional", say("may-be-left-out")) : option("post", say("post"))] },
  { before: /^\s*:{3,}\s*([\w-]*)$/, list: ({ known }) => [option("post", say("post")), ...named(known.kinds)] },
  { before: /\]\(#([\w-]*)$/, close: ")", list: ({ state, known }) =>
    unique([...state.field(outline).blocks.map((one) => option(one.id, one.title)), ...known.blocks.map((one) => option(one.id, one.title))]) },
  { before: /!\[[^\]\n]*\]\(<?([^)\n"]*)$/, close: ")", list: ({ known }) => known.images.map((one) => option(one.path, one.alt)) },
  { before: /^hashtags:.*?[[,\s]([\p{L}\p{N}]*)$/u, when: inMatter, list: ({ known }) => plainly(known.hashtags) },
  { before: /(?:^|[^\w&])#([\p{L}\p{N}]*)$/u, when: ({ post }) => post, list: ({ known }) => plainly(known.hashtags) },
  { before: /^formats:.*?[[,\s]([\w-]*)$/, when: inMatter, list: ({ known }) => named(known.formats) },
  { before: /^platforms:.*?[[,\s]([\w-]*)$/, when: inMatter, list: ({ known }) => named(known.platforms) },
  { before: /^cover: motif\s+([\w-]*)$/, when: inMatter, list: () => plainly(MOTIFS) },
  { before: /^cover: photo\s+([^\s]*)$/, when: inMatter, list: ({ known }) => known.images.map((one) => option(one.path, one.alt)) },
  { before: /^cover:\s+([\w-]*)$/, when: inMatter, list: () => plainly(["motif ", "photo ", "type"]) },
  { before: /^([a-z-]+)$/, when: inMatter, close: ": ", list: () => plainly(KEYS) },
];

/** The id that a heading makes by itself, and those of the other language that are not here yet. */
function ids({ text, known, state }) {
  const own = slug(text.replace(/^#+\s*/, "").replace(/\{.*$/, ""));
  const used = new Set(state.field(outline).blocks.map((one) => one.id));
  const others = known.blocks.filter((one) => !used.has(one.id)).map((one) => option(one.id, one.title));
  return unique([...(own ? [option(own)] : []), ...others]);
}

const unique = (options) => [...new Map(options.map((one) => [one.label, one])).values()];

function complete(context) {
  const { state, pos } = context;
  const line = state.doc.lineAt(pos), before = line.text.slice(0, pos - line.from);
  const where = { ...place(state, pos), state, known: state.field(names), text: line.text };
  for (const rule of RULES) {
    const found = rule.before.exec(before);
    if (!found || (rule.when && !rule.when(where))) continue;
    if (!context.explicit && rule.before.source.startsWith("^([a-z") && found[1].length < 2) return null;
    const sought = found[1];
    const options = rule.list(where).filter((one) => has(one.seek ?? `${one.label} ${one.detail}`, sought.trim()));
    const after = line.text.slice(pos - line.from);
    return options.length ? { from: pos - sought.length, filter: false, options: options.map((one) => closed(one, rule.close, after)) } : null;
  }
  return null;
}

/** An option that writes what closes its mark, too, and puts the cursor behind it. */
function closed(one, close, after) {
  if (!close) return one;
  const rest = after.trimStart().startsWith(close.trim()) ? "" : close;
  return { ...one, apply: (view, _, from, to) => {
    const insert = one.label + rest;
    view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length }, userEvent: "input.complete" });
    if (close === ": ") startCompletion(view);
  } };
}

export const completion = autocompletion({ override: [complete], icons: false, activateOnTypingDelay: 50, maxRenderedOptions: 60 });
