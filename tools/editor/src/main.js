// Turns a text area of the page into the editor: the text, what is wrong with it, what it counts, and its pages beside it.
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { completionKeymap } from "@codemirror/autocomplete";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, keymap } from "@codemirror/view";
import { cardKeys, folds, plainText, toggle } from "./chips.js";
import { completion } from "./completion.js";
import { count, counters } from "./counters.js";
import { Live } from "./live.js";
import { names, putNames } from "./names.js";
import { outline } from "./outline.js";
import { announce, byId, meta, path, say } from "./page.js";
import { phrases } from "./phrases.js";
import { problemKeys, problems, put } from "./problems.js";
import { Saving } from "./saving.js";
import * as server from "./server.js";
import { syntax } from "./syntax.js";
import { arm, drops, refresh, toolKeys } from "./toolbar.js";

const parts = {};

/** Show the text, or the pages, where there is no room for both. */
function turn(to) {
  document.body.dataset.pane = to;
  for (const one of document.querySelectorAll("[data-turn]")) one.setAttribute("aria-pressed", String(one.dataset.turn === to));
}

const keys = [
  { key: "Mod-s", preventDefault: true, run: () => { parts.saving.save(); return true; } },
  { key: "F2", run: toggle },
];

/** Follow what else there is in the project: names, and what settings and other sources make of this one. */
function renew(view) {
  refresh(view).catch(tell);
  for (const asker of parts.askers) asker.change();
  parts.live.change();
}

function hear(update) {
  if (update.transactions.some((one) => one.effects.some((effect) => effect.is(putNames)))) parts.live?.offer(update.state.field(names));

  if (update.docChanged) {
    head(update.view);
    parts.saving?.change();
    for (const asker of parts.askers ?? []) asker.change();
    parts.live?.change();
  }
  if (update.docChanged || update.selectionSet) parts.live?.mark();
  byId("plain").setAttribute("aria-pressed", String(update.state.field(plainText)));
}

function write(text) {
  return new EditorView({
    parent: byId("text"),
    state: EditorState.create({
      doc: text,
      extensions: [
        EditorState.lineSeparator.of("\n"),
        EditorView.clipboardInputFilter.of((pasted) => pasted.replace(/\r\n?/g, "\n")),
        EditorView.cspNonce.of(meta("nonce")),
        EditorView.contentAttributes.of({ "aria-label": say("text-of", { name: path }), "aria-describedby": "keys", lang: meta("text-language"), tabindex: "0", spellcheck: "true", autocapitalize: "sentences", autocorrect: "on" }),
        EditorView.lineWrapping, EditorState.phrases.of(phrases(say)), EditorState.tabSize.of(2),
        outline, names, history(), drawSelection(), highlightActiveLine(), highlightSelectionMatches(), search({ top: true }),
        syntax, folds, counters, problems, completion, drops,
        keymap.of([...keys, ...toolKeys, ...problemKeys, ...completionKeymap, ...cardKeys, ...searchKeymap, ...historyKeymap, ...defaultKeymap, indentWithTab]),
        EditorView.updateListener.of(hear),
      ],
    }),
  });
}

const tell = (refusal) => announce(refusal.message);

/** Show what the text is called, as one writes it. */
function head(view) {
  const title = /^---\n(?:(?!---).*\n)*?title:[ \t]*(.+)/.exec(view.state.sliceDoc(0, 2000))?.[1].trim().replace(/^(["'])(.*)\1$/, "$2");
  if (!title || title === byId("title").textContent) return;
  byId("title").textContent = title;
  document.title = say("title", { title });
}

/** Ask for what is wrong: the structure at once, the words when somebody pauses. */
function check(view) {
  const asker = (pass, wait) => new server.Asker(wait,
    (number) => server.drafts({ number, text: view.state.doc.toString(), pass }),
    (found) => {
      put(view, pass, found.problems);
      if (found.counters) count(view, found.counters);
    },
    tell);
  return [asker("structure", 100), asker("words", 800)];
}

/** Go to the line that the address names: `#41`. */
function go(view) {
  const line = Number(location.hash.slice(1));
  if (!(line > 0)) return;
  const { from } = view.state.doc.line(Math.min(line, view.state.doc.lines));
  view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
  view.focus();
}

async function begin() {
  const base = await server.read();
  const view = write(base.text);
  head(view);
  parts.saving = new Saving(view, base);
  parts.live = new Live(view);
  parts.askers = check(view);
  arm(view);
  for (const one of document.querySelectorAll("[data-turn]")) one.addEventListener("click", () => turn(one.dataset.turn));
  addEventListener("hashchange", () => go(view));
  go(view);
  document.addEventListener("text-wanted", () => turn("text"));
  byId("plain").addEventListener("click", () => toggle(view));
  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s" || event.defaultPrevented) return;
    event.preventDefault();
    if (!document.querySelector("dialog[open]")) parts.saving.save();
  });
  for (const asker of parts.askers) asker.change(0);
  await Promise.all([parts.saving.offer(), refresh(view).catch(tell)]);
  server.follow((news, before) => {
    parts.saving.hear(news.source);
    if (before && before.version !== news.version) renew(view);
  });
  document.documentElement.dataset.ready = "";
}

begin().catch((fault) => { byId("banner").replaceChildren(fault.message); });
