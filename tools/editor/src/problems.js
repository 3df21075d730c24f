// Turns problems of the server into marks in the text, each with its hint and "Use this", and a list to step through.
import { setDiagnostics } from "@codemirror/lint";
import { StateEffect, StateField } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { announce, button, byId, part, path, say } from "./page.js";

const PASSES = ["structure", "words"];
const putProblems = StateEffect.define();

/** Problems of each pass with their places, which move with the text. */
const found = StateField.define({
  create: () => ({ structure: [], words: [] }),
  update(old, transaction) {
    let now = old;
    if (transaction.docChanged) {
      const move = (one) => ({ ...one, from: transaction.changes.mapPos(one.from, 1), to: transaction.changes.mapPos(one.to, -1) });
      now = Object.fromEntries(PASSES.map((pass) => [pass, old[pass].map(move).map((one) => ({ ...one, to: Math.max(one.from, one.to) }))]));
    }
    for (const effect of transaction.effects) if (effect.is(putProblems)) now = { ...now, ...effect.value };
    return now;
  },
});

/** Where a problem stands: what its fix replaces, the words that it quotes, or its line without white space. */
function span(doc, problem) {
  const here = !problem.path || problem.path === `content/${path}`;
  if (!here || !problem.line || problem.line > doc.lines) return { from: 0, to: 0, here };
  const line = doc.line(problem.line);
  const words = problem.fix?.old ?? /[“'](.+?)[”']/.exec(problem.message)?.[1] ?? "";
  const at = words ? line.text.indexOf(words) : -1;
  if (at >= 0) return { from: line.from + at, to: line.from + at + words.length, here, exact: true };
  return { from: line.from + /^\s*/.exec(line.text)[0].length, to: line.from + line.text.trimEnd().length, here };
}

const same = (one) => [one.problem.rule, one.problem.path, one.problem.line, one.problem.message].join("\n");

/** All problems of both passes, each once, in the order of the text; those of other files last. */
function all(state) {
  const both = PASSES.flatMap((pass) => state.field(found)[pass]);
  return [...new Map(both.map((one) => [same(one), one])).values()].sort((a, b) => b.here - a.here || a.from - b.from);
}

/** Write a problem's fix in its place. */
function use(view, one) {
  const { fix } = one.problem;
  const line = view.state.doc.lineAt(one.from);
  const at = view.state.sliceDoc(one.from, one.to) === fix.old ? one.from - line.from : line.text.indexOf(fix.old);
  if (at < 0) return;
  const from = line.from + at;
  view.dispatch({ changes: { from, to: from + fix.old.length, insert: fix.new }, selection: { anchor: from + fix.new.length }, userEvent: "input.fix", scrollIntoView: true });
  announce(say("fix-done", { words: fix.new }));
  view.focus();
}

function diagnostic(one) {
  const { severity, message, hint, fix } = one.problem;
  return {
    from: one.from, to: one.to, severity, message,
    renderMessage: () => part("div", {}, part("b", {}, message), hint ? part("div", { className: "hint" }, hint) : null),
    actions: fix ? [{ name: say("use", { words: fix.new }), apply: (view) => use(view, one) }] : [],
  };
}

/** Take the answer of a pass: that of `words` tells all, and only what the structure's has not told is kept of it. */
export function put(view, pass, problems) {
  const { doc } = view.state, before = view.state.field(found);
  const told = new Set(before.structure.map(same));
  const fresh = (list) => list.filter((one) => !told.has(same(one)));
  const now = problems.map((problem) => ({ problem, ...span(doc, problem) }));
  const next = pass === "words" ? { words: fresh(now) } : { structure: now, words: fresh(before.words) };
  view.dispatch({ effects: putProblems.of(next) });
  const shown = all(view.state);
  view.dispatch(setDiagnostics(view.state, shown.filter((one) => one.here && one.to > one.from).map(diagnostic)));
  list(view, shown);
}

function item(view, one) {
  const { severity, message, hint, fix, line, path: file } = one.problem;
  const number = one.here && one.to ? view.state.doc.lineAt(one.from).number : line;
  const where = one.here ? (number ? say("line", { line: number }) : "") : [file, number].filter(Boolean).join(":");
  return part("li", { className: severity },
    part("p", {}, part("b", {}, say(severity)), ` ${message}`),
    hint ? part("p", { className: "small" }, hint) : null,
    part("p", { className: "buttons" },
      one.here && number ? button(`${say("go")} · ${where}`, () => jump(view, one)) : part("span", { className: "small" }, where),
      fix && one.here ? button(say("use", { words: fix.new }), () => use(view, one), "main") : null));
}

function jump(view, one) {
  view.dispatch({ selection: { anchor: one.from, head: one.exact ? one.to : one.from }, effects: EditorView.scrollIntoView(one.from, { y: "center" }) });
  view.focus();
}

function list(view, shown) {
  const errors = shown.filter((one) => one.problem.severity === "error").length;
  const words = shown.length ? say("problems", { errors, warnings: shown.length - errors }) : say("no-problems");
  const box = byId("problem-count");
  if (box.textContent !== words) announce(words);
  box.textContent = words;
  box.className = errors ? "bad" : shown.length ? "soon" : "good";
  byId("problems").replaceChildren(...shown.map((one) => item(view, one)));
}

/** Open the list of problems at one of them. */
function point(index) {
  byId("problems").closest("details").open = true;
  for (const [at, item] of [...byId("problems").children].entries()) {
    item.setAttribute("aria-current", String(at === index));
    if (at === index) item.scrollIntoView({ block: "nearest" });
  }
}

/** Go to the problem after the cursor, or before it, and say it. */
const step = (by) => (view) => {
  const shown = all(view.state).filter((one) => one.here && one.to > one.from);
  const { from } = view.state.selection.main;
  const next = by > 0 ? shown.find((one) => one.from > from) ?? shown[0] : shown.findLast((one) => one.from < from) ?? shown.at(-1);
  if (!next) return false;
  const { severity, message, hint, fix } = next.problem;
  point(all(view.state).findIndex((one) => same(one) === same(next)));
  jump(view, next);
  announce([`${say(severity)} ${message}`, hint, fix && say("use-by-key", { words: fix.new })].filter(Boolean).join(". "));
  return true;
};

/** Use the fix of the problem at the cursor. */
function useHere(view) {
  const { from } = view.state.selection.main;
  const one = all(view.state).find((each) => each.here && each.problem.fix && each.from <= from && from <= each.to);
  if (one) use(view, one);
  return Boolean(one);
}

export const problemKeys = [{ key: "F8", run: step(1), shift: step(-1) }, { key: "Alt-Enter", run: useHere }];

export const problems = [found];
