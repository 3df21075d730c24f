// Turns two texts, of which neither may be lost, into one that a person has chosen, side by side.
import { history, historyKeymap, standardKeymap } from "@codemirror/commands";
import { MergeView, diff, unifiedMergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { button, byId, meta, part, say } from "./page.js";
import { phrases } from "./phrases.js";
import { syntax } from "./syntax.js";

const shared = (label) => [
  syntax, EditorView.lineWrapping, EditorState.phrases.of(phrases(say)), EditorState.lineSeparator.of("\n"), EditorView.cspNonce.of(meta("nonce")),
  EditorView.contentAttributes.of({ "aria-label": label }),
];
const own = () => [history(), keymap.of([...standardKeymap, ...historyKeymap])];

/** Show both in columns, or, where there is no room for two, one in the other. Returns how to read the text. */
function show(theirs, mine, parent) {
  const take = () => part("button", { type: "button", className: "take", title: say("take-theirs"), "aria-label": say("take-theirs") }, "→");
  if (matchMedia("(min-width: 48rem)").matches) {
    parent.append(part("div", { className: "heads" }, part("h3", {}, say("theirs")), part("h3", {}, say("mine"))));
    const both = new MergeView({
      a: { doc: theirs, extensions: [shared(say("theirs")), EditorState.readOnly.of(true)] },
      b: { doc: mine, extensions: [shared(say("mine")), own()] },
      parent, revertControls: "a-to-b", renderRevertControl: take, collapseUnchanged: { margin: 2, minSize: 6 },
    });
    return () => both.b.state.doc.toString();
  }
  const control = (type, act) => {
    const made = button(say(type === "accept" ? "keep-mine" : "take-theirs"), undefined);
    made.onmousedown = act;
    made.onclick = (event) => event.detail === 0 && act(event);
    return made;
  };
  const view = new EditorView({
    doc: mine, parent,
    extensions: [shared(say("mine")), own(), unifiedMergeView({ original: theirs, mergeControls: control, collapseUnchanged: { margin: 2, minSize: 6 } })],
  });
  return () => view.state.doc.toString();
}

/** What differs between two texts, as changes of the first. */
export const changes = (from, to) =>
  diff(from, to, { scanLimit: 500, timeout: 200 }).map(({ fromA, toA, fromB, toB }) => ({ from: fromA, to: toA, insert: to.slice(fromB, toB) }));

/** The lines that differ between two texts, as changes of the first one's: exactly, however long it takes. */
function lineChanges(from, to) {
  const signs = new Map(), before = from.split("\n"), after = to.split("\n");
  const sign = (line) => signs.get(line) ?? signs.set(line, String.fromCharCode(256 + signs.size)).get(line);
  const text = (lines) => lines.map(sign).join("");
  return diff(text(before), text(after)).map(({ fromA, toA, fromB, toB }) => ({ from: fromA, to: toA, lines: after.slice(fromB, toB) }));
}

/**
 * Put what was changed in the file into a text made from the same base, but on lines that both have changed. Lines that
 * both have put at one place stay, those of the text first.
 */
export function join(base, theirs, mine) {
  const own = lineChanges(base, mine);
  const same = (one, other) => one.from === other.from && one.to === other.to && one.lines.join("\n") === other.lines.join("\n");
  const meet = (one, other) => (one.from < other.to && other.from < one.to) || same(one, other);
  const clear = lineChanges(base, theirs).filter((change) => !own.some((other) => meet(change, other)));
  // From the end to the beginning; at one place what is replaced, then what is put before it: theirs, and mine before that.
  const order = (one, other) => other.from - one.from || other.to - one.to;
  const lines = base.split("\n");
  for (const change of [...clear, ...own].sort(order)) lines.splice(change.from, change.to - change.from, ...change.lines);
  return lines.join("\n");
}

/** Ask what is to be saved of two texts: resolves to the text, or to null where nothing is. */
export function merge(theirs, mine) {
  const dialog = byId("merge");
  const body = part("div", { className: "both" });
  return new Promise((resolve) => {
    let result = null;
    const read = { text: () => mine };
    const save = button(say("save-merged"), () => { result = read.text(); dialog.close(); }, "main");
    dialog.replaceChildren(
      part("h2", { id: "merge-title" }, say("two-versions")), part("p", {}, say("two-versions-how")), body,
      part("p", { className: "buttons" }, save, button(say("go-back"), () => dialog.close())));
    dialog.addEventListener("close", () => {
      dialog.replaceChildren();
      resolve(result);
    }, { once: true });
    dialog.showModal();
    read.text = show(theirs, mine, body);
  });
}
