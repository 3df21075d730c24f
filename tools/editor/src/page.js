// Turns the island of data in the page into words, and names of elements into elements.
const island = JSON.parse(document.getElementById("island").textContent);

/** The path of the source below `content/`. */
export const path = island.path;

/** The words of a key, with values in the places of `{name}`. */
export const say = (key, values = {}) =>
  (island.words[key] ?? key).replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

/** Whether there are words of this key. */
export const knows = (key) => key in island.words;

/** What stands in a `<meta>` of this name. */
export const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? "";

export const byId = (id) => document.getElementById(id);

/** An element: properties by their names, attributes where these have a hyphen, and children (null: none). */
export function part(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (key.includes("-") || ["role", "for", "list"].includes(key)) made.setAttribute(key, value);
    else made[key] = value;
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

export const button = (words, onclick, className = "") => part("button", { type: "button", className, onclick }, words);

let last = "";
/** Say a sentence to those who listen, once. */
export function announce(words) {
  if (words === last) return;
  last = words;
  byId("live").textContent = words;
}

/** What was chosen in this browser; it may refuse to remember. */
export function recall(key) {
  try { return localStorage.getItem(key); } catch { return null; }
}
export function remember(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
    return true;
  } catch { return false; }
}

/** A text without accents and capitals, for finding. */
export const plain = (text) => String(text ?? "").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Whether a text has all the words that are looked for. */
export const has = (text, words) => plain(words).split(/\s+/).every((word) => plain(text).includes(word));
