// Turns our words into those of CodeMirror's own panels, by the English that it asks for.
const OF_SEARCH = ["Find", "Replace", "next", "previous", "all", "match case", "by word", "regexp", "replace", "replace all", "close", "current match", "replaced $ matches", "replaced match on line $", "on line", "Go to line", "go"];
const OTHERS = ["Completions", "Diagnostics", "$ unchanged lines"];

/** The phrases by their English; `say` has each under `cm-` and its words joined by hyphens. */
export const phrases = (say) =>
  Object.fromEntries([...OF_SEARCH, ...OTHERS].map((english) => [english, say(`cm-${english.toLowerCase().replace(/\W+/g, "-").replace(/^-|-$/g, "")}`)]));
