// Turns two texts, of which neither may be lost, into one that a person has chosen, side by side.
import { history, historyKeymap, standardKeymap } from "@codemirror/commands";
import { MergeView, unifiedMergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { button, byId, meta, part, say } from "./page.js";
import { syntax } from "./syntax.js";

const shared = (label) => [
  syntax, EditorView.lineWrapping, EditorState.lineSeparator.of("\n"), EditorView.cspNonce.of(meta("nonce")),
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
