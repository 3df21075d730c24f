// Turns the text of a source into colors: our own marks, and those of Markdown that a source has.
import { HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { tags } from "@lezer/highlight";

const INLINE = [
  [/^<!--/, "comment", (state) => { state.comment = "-->"; }],
  [/^%%/, "comment", (state) => { state.comment = "%%"; }],
  [/^!?\[\[[^\]\n]*\]\]/, "embed"],
  [/^\{\{[^}\n]*\}\}/, "variable"],
  [/^\[@[^\]\n]*\]/, "citation"],
  [/^\[\^[^\]\n]*\]:?/, "citation"],
  [/^\\./, "escape"],
  [/^`[^`\n]+`/, "code"],
  [/^!?\[(?=[^\]\n]*\]\()/, "mark"],
  [/^\]\([^)\n]*\)/, "address"],
  [/^\]?\{[^{}\n]*\}/, "braces"],
  [/^\*\*(?=\S)[^*\n]*\*\*/, "bold"],
  [/^\*(?=\S)[^*\n]*\*/, "slanted"],
  [/^_(?=\S)[^_\n]*_(?!\w)/, "slanted"],
  [/^~~[^~\n]+~~/, "struck"],
  [/^==[^=\n]+==/, "bold"],
  [/^https?:\/\/[^\s)<>]+/, "address"],
];

function begin(stream, state) {
  if (state.line === 1 && stream.match(/^---\s*$/)) {
    state.matter = true;
    return "mark";
  }
  if (state.matter) {
    if (stream.match(/^---\s*$/)) {
      state.matter = false;
      return "mark";
    }
    if (stream.match(/^\s*#.*/)) return "comment";
    return stream.match(/^\s*(- )?[\w-]+(?=:(\s|$))/) ? "key" : "";
  }
  const tick = stream.match(/^\s*(`{3,}|~{3,})/);
  if (tick) {
    state.code = state.code ? "" : tick[1];
    stream.skipToEnd();
    return "code";
  }
  if (state.code) {
    stream.skipToEnd();
    return "code";
  }
  if (stream.match(/^\s*:{3,}/)) return "fence";
  if (stream.match(/^#{1,6}[ \t]+/)) {
    state.heading = true;
    return "mark";
  }
  if (stream.match(/^\s*([-*+•]|\d+[.)])\s+(\[[ x]\]\s)?/)) return "mark";
  return stream.match(/^\s*(>|\|)/) ? "mark" : "";
}

const language = StreamLanguage.define({
  name: "pamphlets",
  startState: () => ({ line: 0, matter: false, code: "", heading: false, comment: "" }),
  token(stream, state) {
    if (stream.sol()) {
      state.line += 1;
      state.heading = false;
      if (!state.comment) {
        const kind = begin(stream, state);
        if (kind) return kind;
      }
    }
    if (state.comment) {
      const rest = stream.string.indexOf(state.comment, stream.pos);
      stream.pos = rest < 0 ? stream.string.length : rest + state.comment.length;
      if (rest >= 0) state.comment = "";
      return "comment";
    }
    for (const [pattern, kind, act] of state.matter ? [] : INLINE) {
      if (!stream.match(pattern)) continue;
      act?.(state);
      return kind;
    }
    stream.next();
    stream.eatWhile(/[^<%![\]{\\`*_~=h|]/);
    return state.heading ? "heading" : null;
  },
  blankLine: (state) => { state.line += 1; },
  languageData: { commentTokens: { block: { open: "<!--", close: "-->" } } },
  tokenTable: {
    embed: tags.special(tags.link), variable: tags.variableName, citation: tags.labelName, escape: tags.escape,
    code: tags.monospace, mark: tags.processingInstruction, address: tags.url, braces: tags.attributeName,
    bold: tags.strong, slanted: tags.emphasis, struck: tags.strikethrough, key: tags.propertyName,
    fence: tags.keyword, heading: tags.heading, comment: tags.comment,
  },
});

const colors = HighlightStyle.define([
  { tag: tags.heading, color: "var(--night)", fontWeight: "700" },
  { tag: tags.strong, fontWeight: "700" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: tags.strikethrough, textDecoration: "line-through" },
  { tag: [tags.variableName, tags.special(tags.link), tags.labelName, tags.url], color: "var(--leaf)" },
  { tag: [tags.attributeName, tags.keyword, tags.propertyName], color: "var(--night)" },
  { tag: tags.monospace, fontFamily: "ui-monospace, monospace" },
  { tag: [tags.processingInstruction, tags.escape, tags.comment], color: "var(--quiet)" },
]);

export const syntax = [language, syntaxHighlighting(colors)];
