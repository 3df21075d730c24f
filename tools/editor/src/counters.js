// Turns counts of the server into numbers at the fence of each post, and into the words and grade of the status line.
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, WidgetType } from "@codemirror/view";
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

  toDOM() {
    return part("span", { className: "counts" }, ...this.platforms.flatMap(({ name, count, limit }) => {
      const over = count > limit;
      const words = say(over ? "count-over" : "count", { name, count: number.format(count), limit: number.format(limit), over: number.format(count - limit) });
      return [" ", part("span", { className: over ? "chip over" : "chip" }, words)];
    }));
  }
}

/** Counts stand behind the fence that they were counted for, wherever it moves. */
export const counters = StateField.define({
  create: () => Decoration.none,
  update(old, transaction) {
    let now = old.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(putCounts)) continue;
      const { doc } = transaction.state;
      const lines = effect.value.filter((post) => post.line <= doc.lines && post.platforms.length);
      now = Decoration.set(lines.map((post) => Decoration.widget({ widget: new Count(post.platforms), side: 1 }).range(doc.line(post.line).to)), true);
    }
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Take the counts of a text. */
export function count(view, counts) {
  view.dispatch({ effects: putCounts.of(counts.posts ?? []) });
  const scores = SCORES.filter((name) => name in counts.scores).map((name) => say(`score-${name}`, { score: number.format(counts.scores[name]) }));
  byId("words").textContent = [say("words", { count: number.format(counts.words) }), ...scores].join(" · ");
}
