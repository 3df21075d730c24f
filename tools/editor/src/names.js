// Keeps what the server names for completion, cards and dialogs: blocks, embeds, citations, variables, and so on.
import { StateEffect, StateField } from "@codemirror/state";
import { knows, say } from "./page.js";

const NONE = Object.fromEntries(
  ["blocks", "embeds", "citations", "variables", "kinds", "formats", "sites", "languages", "platforms", "hashtags", "images", "outputs", "editions"]
    .map((key) => [key, []]),
);

export const putNames = StateEffect.define();

/** Words of the page's own language stand before those of the server. */
const spoken = (prefix, key) => (one) => (knows(`${prefix}-${one.id}`) ? { ...one, [key]: say(`${prefix}-${one.id}`) } : one);
const speak = (found) => ({ ...found, kinds: found.kinds.map(spoken("kind", "label")), outputs: found.outputs.map(spoken("output", "name")) });

export const names = StateField.define({
  create: () => NONE,
  update(old, transaction) {
    for (const effect of transaction.effects) if (effect.is(putNames)) return speak({ ...NONE, ...effect.value });
    return old;
  },
});

/** What `only` and `not` may name, group by group: `[key of the group, [{id, name}]]`. */
export function groups(known) {
  const channels = ["leaflets", "posts", "web", "slides", "email"].map((id) => ({ id, name: say(`channel-${id}`) }));
  const some = (list) => (list.length > 1 ? list : []);
  return [["places", [...channels, ...known.formats]], ["networks", known.platforms], ["sites", some(known.sites)], ["languages", some(known.languages)]]
    .filter(([, list]) => list.length);
}

/** All of them. */
export const targets = (known) => groups(known).flatMap(([, list]) => list.map((one) => ({ id: one.id, name: one.name ?? one.id })));

/** How a source is called in a list: title, and who wrote it when. */
export const credit = ({ author, year }) => [author, year].filter(Boolean).join(", ");
