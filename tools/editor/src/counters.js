// Turns counts of the server into numbers at the fence of each post, and into the words and grade of the status line.
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, WidgetType } from "@codemirror/view";
import { outline } from "./outline.js";
import { byId, part, say } from "./page.js";

const SCORES = ["grade", "inflesz"];
const putCounts = StateEffect.define();
const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });

class Count extends WidgetType {
  constructor(platforms) {
    super();
    this.platforms = platforms;
  }

  eq(other) {
    return JSON.stringify(other.platforms) === JSON.stringify(this.platforms);
  }

  /** What is too long, or else what is nearest to it; all of them when one points at it. */
  toDOM() {
    const words = ({ name, count, limit }) => say(count > limit ? "count-over" : "count", { name, count: number.format(count), limit: number.format(limit), over: number.format(count - limit) });
    const tight = [...this.platforms].sort((a, b) => b.count / b.limit - a.count / a.limit);
    const over = tight.filter(({ count, limit }) => count > limit);
    const chips = (over.length ? over : tight.slice(0, 1)).flatMap((one) => [" ", part("span", { className: over.length ? "chip over" : "chip" }, words(one))]);
    return part("span", { className: "counts", title: this.platforms.map(words).join("\n") }, ...chips);
  }
}

/** Platforms by the line of the fence whose words they take: the one that names them, or else the one for all. */
function share(state, posts) {
  const { blocks, fences } = state.field(outline), shares = new Map();
  for (const { block: id, platforms } of posts) {
    const block = blocks.find((one) => one.id === id);
    const own = fences.filter((one) => block && one.kinds.includes("post") && block.first <= one.first && one.first <= block.last);
    const named = (fence) => fence.pairs.find(([key]) => key === "platforms")?.[1].split(/\s+/);
    for (const platform of platforms) {
      const fence = own.find((one) => named(one)?.includes(platform.id)) ?? own.find((one) => !named(one));
      if (fence) shares.set(fence.first, [...(shares.get(fence.first) ?? []), platform]);
    }
  }
  return [...shares].sort(([a], [b]) => a - b);
}

/** Counts stand behind the fence that they were counted for, wherever it moves. */
export const counters = StateField.define({
  create: () => Decoration.none,
  update(old, transaction) {
    let now = old.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(putCounts)) continue;
      const { doc } = transaction.state;
      now = Decoration.set(share(transaction.state, effect.value).map(([line, platforms]) => Decoration.widget({ widget: new Count(platforms), side: 1 }).range(doc.line(line).to)));
    }
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Take the counts of a text. */
export function count(view, counts) {
  view.dispatch({ effects: putCounts.of(counts.posts ?? []) });
  const scores = SCORES.filter((name) => name in counts.scores).map((name) => say(`score-${name}`, { score: number.format(Math.max(0, counts.scores[name])) }));
  byId("words").textContent = [say("words", { count: number.format(counts.words) }), ...scores].join(" · ");
}
