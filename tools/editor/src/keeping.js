// Keeps text that is not saved in this browser, and gives it back after the page was closed.
import { path, recall, remember } from "./page.js";

const PREFIX = `pamphlets-text ${path} `;
const own = `${PREFIX}${Math.random().toString(36).slice(2)}`;

// While this page is open it holds a lock of its name: what has none was left behind.
const held = new Promise((ready) => {
  if (!navigator.locks) return ready();
  navigator.locks.request(own, () => { ready(); return new Promise(() => {}); });
});

/** Keep a text, made from a version of the file; returns whether the browser could. */
export const keep = (text, version) => remember(own, JSON.stringify({ text, version, time: Date.now() }));
export const forget = (key = own) => remember(key, null);

/** The newest text that a page which is gone has kept: `{key, text, version, time}`; or null. */
export async function left() {
  await held;
  const { held: locks = [] } = (await navigator.locks?.query()) ?? {};
  const open = new Set(locks.map((lock) => lock.name));
  let keys = [];
  try { keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX) && !open.has(key)); } catch { /* none */ }
  const texts = keys.flatMap((key) => {
    try { return [{ key, ...JSON.parse(recall(key)) }]; } catch { return []; }
  });
  return texts.sort((a, b) => b.time - a.time)[0] ?? null;
}
