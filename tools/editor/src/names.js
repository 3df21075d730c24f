// Keeps what the server names for completion, cards and dialogs: blocks, embeds, citations, variables, and so on.
import { StateEffect, StateField } from "@codemirror/state";

const NONE = Object.fromEntries(
  ["blocks", "embeds", "citations", "variables", "kinds", "formats", "sites", "languages", "platforms", "hashtags", "images", "outputs", "editions"]
    .map((key) => [key, []]),
);

export const putNames = StateEffect.define();

export const names = StateField.define({
  create: () => NONE,
  update(old, transaction) {
    for (const effect of transaction.effects) if (effect.is(putNames)) return { ...NONE, ...effect.value };
    return old;
  },
});

/** What `only` and `not` may name: `{id, name}`. */
export function targets(known, say) {
  const channels = ["leaflets", "posts", "web", "slides", "email"].map((id) => ({ id, name: say(`channel-${id}`) }));
  const parts = [known.formats, known.platforms, known.sites.length > 1 ? known.sites : [], known.languages.length > 1 ? known.languages : []];
  return [...channels, ...parts.flat().map((one) => ({ id: one.id, name: one.name ?? one.id }))];
}

/** How a source is called in a list: title, and who wrote it when. */
export const credit = ({ author, year }) => [author, year].filter(Boolean).join(", ");
