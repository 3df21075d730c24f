// Turns questions to the server into answers: JSON, texts, pictures; a refusal is an Error with its problems.
import { meta, path, say } from "./page.js";

const address = (kind) => `/-/api/${kind}/${path.split("/").map(encodeURIComponent).join("/")}`;

/** A refusal of the server, or none at all (status 0). */
export class Refusal extends Error {
  constructor(status, body) {
    const problems = body?.problems ?? [];
    super(problems.map((one) => [one.message, one.hint].filter(Boolean).join(" – ")).join("\n") || say(status ? "refused" : "no-server"));
    Object.assign(this, { status, body, problems });
  }
}

async function request(method, url, { headers = {}, body, json } = {}) {
  const more = method === "GET" ? {} : { "X-Pamphlets-Token": meta("token") };
  if (json !== undefined) Object.assign(more, { "Content-Type": "application/json" });
  let answer;
  try {
    answer = await fetch(url, { method, headers: { ...more, ...headers }, body: json === undefined ? body : JSON.stringify(json), cache: "no-store" });
  } catch {
    throw new Refusal(0);
  }
  if (answer.ok) return answer;
  throw new Refusal(answer.status, await answer.json().catch(() => null));
}

const post = async (url, json) => (await request("POST", url, { json })).json();
const version = (answer) => (answer.headers.get("ETag") ?? "").replace(/^W\//, "").replaceAll('"', "");

/** The source as it is on the disk: `{text, version}`; of one that there is not yet, both are ''. */
export async function read() {
  try {
    const answer = await request("GET", address("sources"));
    return { text: await answer.text(), version: version(answer) };
  } catch (refusal) {
    if (refusal.status === 404) return { text: "", version: "" };
    throw refusal;
  }
}

/** Write a text that was made from a version ('': there was none), and return its own version. */
export async function save(text, from) {
  const headers = { "Content-Type": "text/markdown; charset=utf-8", ...(from ? { "If-Match": `"${from}"` } : { "If-None-Match": "*" }) };
  return (await (await request("PUT", address("sources"), { headers, body: text })).json()).version;
}

export const drafts = (question) => post(address("drafts"), question);
export const pages = (question) => post(address("pages"), question);
export const names = async () => (await request("GET", address("names"))).json();
export const reference = (json) => post("/-/api/references", json);
export const image = async (file) => (await request("POST", `/-/api/images?name=${encodeURIComponent(file.name)}`, { body: file })).json();

/** Call back with each piece of news, and the one before it. */
export function follow(heard) {
  let before = null;
  const events = new EventSource(`/-/events?page=${encodeURIComponent(location.pathname)}`);
  events.onmessage = ({ data }) => {
    const news = JSON.parse(data);
    heard(news, before);
    before = news;
  };
  addEventListener("pagehide", () => events.close());
}

/** Asks about the newest text: a moment after the last change, one question at a time; a late answer is dropped. */
export class Asker {
  #number = 0;
  #timer = 0;
  #busy = false;
  #again = false;

  /** `wait` in milliseconds; `question(number)` asks, `answer(found)` takes what is still true. */
  constructor(wait, question, answer, fail) {
    Object.assign(this, { wait, question, answer, fail });
  }

  /** Note that the text has changed. */
  change(wait = this.wait) {
    this.#number += 1;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), wait);
  }

  async #ask() {
    if (this.#busy) {
      this.#again = true;
      return;
    }
    this.#busy = true;
    const number = this.#number;
    try {
      const found = await this.question(number);
      if (found.number === this.#number) this.answer(found);
    } catch (refusal) {
      if (number === this.#number) this.fail?.(refusal);
    } finally {
      this.#busy = false;
      if (this.#again) {
        this.#again = false;
        this.#ask();
      }
    }
  }
}
