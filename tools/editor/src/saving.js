// Keeps the text and the file of one mind: saves, hears of changes made elsewhere, and never writes over either.
import { Text } from "@codemirror/state";
import { forget, keep, left } from "./keeping.js";
import { changes, join, merge } from "./merge.js";
import { announce, button, byId, part, say } from "./page.js";
import * as server from "./server.js";

/** Put a text in the place of the one that is there: only what differs changes, so that the cursor stays. */
export function replace(view, text) {
  view.dispatch({ changes: changes(view.state.doc.toString(), text), userEvent: "input.replace" });
}

export class Saving {
  #busy = false;
  #again = false;
  #timer = 0;
  #merging = false;
  #news = "";

  /** `base` is the file as the text was made from it: `{text, version}`. */
  constructor(view, base) {
    this.view = view;
    this.#base(base);
    this.#show();
    byId("save").addEventListener("click", () => this.save());
    addEventListener("pagehide", () => this.#keep());
    document.addEventListener("visibilitychange", () => this.#keep());
    addEventListener("beforeunload", (event) => { if (this.unsaved) event.preventDefault(); });
  }

  get unsaved() {
    return !this.view.state.doc.eq(this.doc);
  }

  /** Note that the text has changed. */
  change() {
    this.#show();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#keep(), 300);
  }

  async save() {
    if (this.#busy) {
      this.#again = true;
      return true;
    }
    this.#busy = true;
    this.#show();
    const text = this.view.state.doc.toString();
    try {
      const version = await server.save(text, this.version);
      this.#base({ text, version });
      byId("banner").replaceChildren();
      this.#keep();
    } catch (refusal) {
      await this.#refuse(refusal, text);
    } finally {
      this.#busy = false;
    }
    this.#show();
    if (this.#again || this.#news) {
      const again = this.#again && this.unsaved;
      this.#again = false;
      if (again) this.save();
      else this.hear(this.#news);
    }
    return true;
  }

  /** Hear which version the file has now. */
  async hear(version) {
    if (this.#busy || this.#merging) {
      this.#news = version;
      return;
    }
    this.#news = "";
    if (version === this.version || version === undefined) return;
    if (!version) return this.#lose();
    const found = await server.read().catch(() => null);
    if (!found || found.version === this.version || this.#busy || this.#merging) return;
    if (found.text === this.view.state.doc.toString() || !this.unsaved) this.#take(found);
    else this.#warn(say("changed-elsewhere"), [say("compare"), () => this.compare(found)]);
  }

  /** Offer the text that a page which was closed has kept. */
  async offer() {
    const kept = await left();
    if (!kept) return;
    if (kept.text === this.doc.toString()) {
      forget(kept.key);
      return;
    }
    const time = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" }).format(kept.time);
    const done = (act) => async () => {
      byId("banner").replaceChildren();
      await act();
      forget(kept.key);
    };
    const take = kept.version === this.version
      ? [say("take-kept"), done(() => { replace(this.view, kept.text); this.view.focus(); })]
      : [say("compare"), done(() => this.compare({ text: this.doc.toString(), version: this.version }, kept.text))];
    this.#warn(say("kept", { time }), take, [say("drop-kept"), done(() => this.view.focus())]);
  }

  /** Show the file and the text side by side; what is chosen is saved over that file and no other. */
  async compare(theirs, mine = this.view.state.doc.toString()) {
    this.#merging = true;
    this.#keep();
    const text = await merge(theirs.text, theirs.version ? join(this.doc.toString(), theirs.text, mine) : mine);
    this.#merging = false;
    if (text === null) {
      if (mine !== this.view.state.doc.toString()) replace(this.view, mine);
      if (theirs.version !== this.version) this.#warn(say("changed-elsewhere"), [say("compare"), () => this.hear(theirs.version)]);
      return;
    }
    this.#base(theirs);
    replace(this.view, text);
    this.view.focus();
    if (this.unsaved && !this.#busy) await this.save();
    else this.#again = this.unsaved;
  }

  async #refuse(refusal, text) {
    if (refusal.status !== 412) return this.#warn(`${say("not-saved-why")} ${refusal.message}`, [say("try-again"), () => this.save()]);
    const found = refusal.body?.text === undefined ? await server.read() : refusal.body;
    if (found.text === text) return this.#base(found);
    await this.compare({ text: found.text, version: found.version ?? "" });
  }

  #base({ text, version }) {
    this.doc = Text.of(text.split("\n"));
    this.version = version;
  }

  /** The file is gone: what was saved is no longer so. */
  #lose() {
    this.#base({ text: "", version: "" });
    this.#keep();
    this.#show();
    this.#warn(say("file-gone"), [say("save"), () => this.save()]);
  }

  #take(found) {
    this.#base(found);
    replace(this.view, found.text);
    byId("banner").replaceChildren();
    this.#keep();
    this.#show();
    announce(say("taken"));
  }

  #keep() {
    clearTimeout(this.#timer);
    if (!this.unsaved) forget();
    else if (!keep(this.view.state.doc.toString(), this.version)) byId("saved").title = say("not-kept");
  }

  #show() {
    const state = this.#busy ? "saving" : this.unsaved ? "unsaved" : "saved";
    const box = byId("saved");
    if (box.dataset.state === state) return;
    box.dataset.state = state;
    box.textContent = say(state);
  }

  #warn(words, ...acts) {
    byId("banner").replaceChildren(part("p", {}, words), part("p", { className: "buttons" }, ...acts.map(([label, act], index) => button(label, act, index ? "" : "main"))));
  }
}
