// Turns what somebody asks for (a block, a post, a list, a table) into our syntax at the cursor.
import { outline, ending, place } from "./outline.js";

/** Write lines of their own at the cursor, with an empty line on both sides; `select` is what to select in them. */
export function insertLines(view, text, select = "") {
  const { state } = view, { doc } = state;
  const line = doc.lineAt(state.selection.main.head);
  const from = line.text.trim() ? line.to : line.from, to = line.to;
  const before = line.text.trim() ? "\n\n" : line.number > 1 && doc.line(line.number - 1).text.trim() ? "\n" : "";
  const after = line.number < doc.lines && doc.line(line.number + 1).text.trim() ? "\n" : line.number === doc.lines ? "\n" : "";
  write(view, from, to, before + text + after, before.length + (select ? text.indexOf(select) : text.length), select.length);
}

/** Write words at the cursor, or in the place of what is selected. */
export function insertWords(view, text, select = "") {
  const { from, to } = view.state.selection.main;
  write(view, from, to, text, select ? text.indexOf(select) : text.length, select.length);
}

function write(view, from, to, insert, at, length) {
  view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + at, head: from + at + length }, scrollIntoView: true, userEvent: "input.insert" });
  view.focus();
}

/** Write a block after the one where the cursor is, so that none is cut in two. */
export function insertBlock(view, text, select) {
  const { block, matter } = place(view.state, view.state.selection.main.head), { doc } = view.state;
  let last = matter ? view.state.field(outline).matter.last : block?.last ?? doc.lines;
  while (last > 1 && !doc.line(last).text.trim()) last -= 1;
  const at = doc.line(last).to, end = last >= doc.lines - 1 ? "\n" : "";
  const begin = at ? "\n\n" : "";
  write(view, at, at, begin + text + end, begin.length + text.indexOf(select), select.length);
}

/** Make a list of the lines that are selected, or begin one. */
export function insertList(view, sign) {
  const { state } = view, { from, to, empty } = state.selection.main;
  const begin = (number) => (sign === "1." ? `${number}. ` : `${sign} `);
  if (empty) return insertLines(view, begin(1));
  const first = state.doc.lineAt(from), last = state.doc.lineAt(to);
  let number = 0;
  const changes = [];
  for (let at = first.number; at <= last.number; at += 1) {
    const line = state.doc.line(at), old = /^\s*(?:[-*+•]|\d+[.)])\s+(?:\[[ x]\]\s)?/.exec(line.text)?.[0] ?? "";
    if (line.text.trim()) changes.push({ from: line.from, to: line.from + old.length, insert: begin((number += 1)) });
  }
  view.dispatch({ changes, userEvent: "input.insert" });
  view.focus();
}

/** An empty table; `head` are the words of its first row. */
export function table(rows, columns, head) {
  const row = (cell) => `| ${Array.from({ length: columns }, (_, index) => cell(index)).join(" | ")} |`;
  const lines = [row((index) => head(index + 1)), row(() => "---"), ...Array.from({ length: rows }, () => row(() => " "))];
  return lines.join("\n");
}

/** Say where something is shown: in the braces of the heading at the cursor, around words, or around whole lines. */
export function insertWhere(view, key, places) {
  const { state } = view, { from, to, empty } = state.selection.main;
  const value = `${key}="${places.join(" ")}"`;
  const line = state.doc.lineAt(from), end = state.doc.lineAt(to);
  if (/^#{1,6}\s/.test(line.text) && line.number === end.number) {
    const own = ending(line);
    const old = own && new RegExp(`\\s*\\b${key}="[^"]*"`).exec(state.sliceDoc(own.from, own.to));
    if (old) write(view, own.from + old.index, own.from + old.index + old[0].length, ` ${value}`, value.length + 1, 0);
    else if (own) write(view, own.to - 1, own.to - 1, ` ${value}`, value.length + 1, 0);
    else write(view, line.to, line.to, ` {${value}}`, value.length + 3, 0);
  } else if (!empty && line.number === end.number && to - from < line.text.trim().length) {
    write(view, from, to, `[${state.sliceDoc(from, to)}]{${value}}`, 1, to - from);
  } else {
    const text = `::: {${value}}\n${state.sliceDoc(line.from, end.to)}\n:::`;
    write(view, line.from, end.to, text, text.length - 4, 0);
  }
}

/** Put marks around what is selected, or take them away. */
export const surround = (mark) => (view) => {
  const { from, to } = view.state.selection.main, length = mark.length;
  const around = view.state.sliceDoc(Math.max(0, from - length), from) === mark && view.state.sliceDoc(to, to + length) === mark;
  if (around) view.dispatch({ changes: [{ from: from - length, to: from }, { from: to, to: to + length }], userEvent: "delete.mark" });
  else view.dispatch({ changes: [{ from, insert: mark }, { from: to, insert: mark }], selection: { anchor: from + length, head: to + length }, userEvent: "input.mark" });
  view.focus();
  return true;
};
