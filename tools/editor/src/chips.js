// Turns braces of headings and fences into chips, and embeds into cards, but on the line where the cursor is.
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, WidgetType } from "@codemirror/view";
import { names, putNames, targets } from "./names.js";
import { ending, outline } from "./outline.js";
import { part, say } from "./page.js";

const putPlain = StateEffect.define();

/** Whether all is shown as text. */
export const plainText = StateField.define({
  create: () => false,
  update: (old, { effects }) => effects.reduce((now, effect) => (effect.is(putPlain) ? effect.value : now), old),
});

export function toggle(view) {
  view.dispatch({ effects: putPlain.of(!view.state.field(plainText)) });
  return true;
}

class Chips extends WidgetType {
  constructor(chips) {
    super();
    this.chips = chips;
  }

  eq(other) {
    return JSON.stringify(other.chips) === JSON.stringify(this.chips);
  }

  toDOM() {
    return part("span", { className: "chips" }, ...this.chips.flatMap(([words, kind]) => [" ", part("span", { className: `chip ${kind}` }, words)]));
  }

  ignoreEvent() {
    return false;
  }
}

class Card extends WidgetType {
  constructor(name, embed) {
    super();
    Object.assign(this, { name, embed });
  }

  eq(other) {
    return other.name === this.name && other.embed?.title === this.embed?.title && other.embed?.text === this.embed?.text;
  }

  toDOM() {
    const { embed, name } = this;
    const words = embed ? [part("b", {}, embed.title), part("span", { className: "excerpt" }, embed.text)] : [part("b", {}, say("embed-unknown"))];
    return part("div", { className: "card" }, part("span", { className: "from" }, say("shared", { name })), ...words);
  }

  ignoreEvent() {
    return false;
  }
}

/** What braces say, in words: `[[words, kind of chip]]`. */
function chips({ id, kinds, pairs }, known) {
  const called = new Map(known.kinds.map((one) => [one.id, one.label]));
  const places = new Map(targets(known).map((one) => [one.id, one.name]));
  const list = (value) => value.split(/\s+/).map((one) => places.get(one) ?? one).join(", ");
  const word = { post: say("post"), optional: say("may-be-left-out") };
  const pair = ([key, value]) => {
    if (key === "only") return [say("only", { places: list(value) }), "where"];
    if (key === "not") return [say("not", { places: list(value) }), "where"];
    if (key === "platforms") return [list(value), "where"];
    if (key === "break") return [say("new-panel"), "where"];
    if (key === "card") return [say("on-card", { words: value }), "where"];
    if (key === "source") return [say("from-original"), "id"];
    return [`${key}: ${value}`, "where"];
  };
  return [...kinds.map((kind) => [word[kind] || called.get(kind) || kind, `kind kind-${kind}`]), ...pairs.map(pair), ...(id ? [[`#${id}`, "id"]] : [])];
}

function decorate(state) {
  if (state.field(plainText)) return Decoration.none;
  const { doc } = state, known = state.field(names), { blocks, fences, embeds } = state.field(outline);
  const touched = (line) => state.selection.ranges.some((range) => range.from <= line.to && range.to >= line.from);
  const found = [];
  for (const number of [...blocks.filter((one) => one.title).map((one) => one.first), ...fences.map((one) => one.first)]) {
    const line = doc.line(number), own = ending(line), fence = /^\s*:{3,}\s*/.exec(line.text);
    if (touched(line)) continue;
    const bare = fence && !own ? { id: "", kinds: [line.text.slice(fence[0].length).trim()], pairs: [] } : own;
    if (!bare) continue;
    const from = fence ? line.from : own.from, to = fence ? line.to : own.to;
    found.push(Decoration.replace({ widget: new Chips(chips(bare, known)) }).range(from, to));
  }
  for (const fence of fences) {
    found.push(Decoration.line({ class: `in-fence ${fence.kinds.map((kind) => `fence-${kind}`).join(" ")}` }).range(doc.line(fence.first).from));
    for (let number = fence.first + 1; number <= fence.last; number += 1) {
      found.push(Decoration.line({ class: `in-fence ${number === fence.last ? "fence-end" : ""}` }).range(doc.line(number).from));
    }
  }
  for (const block of blocks) if (block.title) found.push(Decoration.line({ class: "block-title" }).range(doc.line(block.first).from));
  for (const { line: number, name } of embeds) {
    const line = doc.line(number);
    if (touched(line)) continue;
    const embed = known.embeds.find((one) => one.name === name);
    found.push(Decoration.replace({ widget: new Card(name, embed), block: true }).range(line.from, line.to));
  }
  return Decoration.set(found, true);
}

const decorations = StateField.define({
  create: decorate,
  update(old, transaction) {
    const shown = transaction.effects.some((effect) => effect.is(putPlain) || effect.is(putNames));
    return transaction.docChanged || transaction.selection || shown ? decorate(transaction.state) : old;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Up and down stop at a card, too: CodeMirror alone steps over it, and nobody could open it by keys. */
const step = (forward) => (view) => {
  const { doc, selection } = view.state, { main } = selection;
  if (!main.empty || view.state.field(plainText)) return false;
  const here = doc.lineAt(main.head).number, there = doc.lineAt(view.moveVertically(main, forward).head).number;
  const between = view.state.field(outline).embeds.map((one) => one.line).filter((line) => (forward ? here < line && line < there : there < line && line < here));
  const next = forward ? between[0] : between.at(-1);
  if (!next) return false;
  view.dispatch({ selection: { anchor: doc.line(next).from }, scrollIntoView: true, userEvent: "select" });
  return true;
};

export const cardKeys = [{ key: "ArrowDown", run: step(true) }, { key: "ArrowUp", run: step(false) }];

export const folds = [plainText, decorations];
