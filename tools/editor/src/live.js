// Turns the unsaved text into the pages beside it: an output that one chooses, with its blocks to click on.
import { EditorView } from "@codemirror/view";
import { names } from "./names.js";
import { outline, place } from "./outline.js";
import { byId, knows, part, path, recall, remember, say } from "./page.js";
import { Asker, pages } from "./server.js";

const KEY = "pamphlets-pages";
const percent = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" });

/** The lines of a block of this text, or of where a block of another text is embedded: `{first, title}`. */
function find(view, { id, line, path: file }) {
  const { blocks, embeds, matter } = view.state.field(outline);
  if (file && file !== `content/${path}`) {
    const embed = embeds.find((one) => one.name.endsWith(`#${id}`));
    const known = embed && view.state.field(names).embeds.find((one) => one.name === embed.name);
    return { first: embed?.line ?? 1, title: known?.title ?? id };
  }
  const block = blocks.find((one) => one.id === id);
  return { first: block?.first ?? (id ? line : matter && 2) ?? 1, title: block?.title ?? "" };
}

/** Move the cursor to a block. */
function jump(view, block) {
  const at = view.state.doc.line(Math.min(find(view, block).first || 1, view.state.doc.lines)).to;
  view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "start", yMargin: 40 }) });
  view.dom.dispatchEvent(new CustomEvent("text-wanted", { bubbles: true }));
  view.focus();
}

/** How full a page is, in words, and whether it is too full. */
function fullness({ fill, over }) {
  if (over > 0) return [say(over === 1 ? "over-one" : "over", { lines: over }), "bad"];
  return fill === null || fill === undefined ? ["", ""] : [say("full", { percent: percent.format(fill) }), ""];
}

function area(view, block) {
  const title = find(view, block).title || say(block.id ? "first-words" : "title-and-summary");
  const made = part("button", { type: "button", className: "area", title, "data-block": block.id, "aria-label": say("go-to-block", { title }), onclick: () => jump(view, block) });
  for (const [side, value] of [["left", block.x], ["top", block.y], ["width", block.width], ["height", block.height]]) made.style[side] = `${value * 100}%`;
  return made;
}

/** The areas of a page; title and summary, which have no id, are one. */
function areas({ blocks }) {
  const own = blocks.filter((one) => one.id), head = blocks.filter((one) => !one.id);
  if (!head.length) return own;
  const x = Math.min(...head.map((one) => one.x)), y = Math.min(...head.map((one) => one.y));
  const right = Math.max(...head.map((one) => one.x + one.width)), bottom = Math.max(...head.map((one) => one.y + one.height));
  return [{ ...head[0], x, y, width: right - x, height: bottom - y }, ...own];
}

/** What a page is called: its panel, in words where there are some, or its number. */
function title({ name }) {
  const [, number] = name.match(/^page (\d+)$/) ?? [];
  if (number) return say("page-number", { number });
  const key = `panel-${name.replaceAll(" ", "-")}`;
  return knows(key) ? say(key) : name;
}

function sheet(view, page) {
  const [words, kind] = fullness(page);
  const picture = part("img", { src: page.image, width: page.width, height: page.height, alt: "" }); // its caption and its blocks say what it is
  return part("li", { className: `sheet ${kind}` },
    part("p", { className: "caption" }, part("b", {}, title(page)), words ? part("span", { className: kind }, ` ${words}`) : null),
    part("div", { className: "paper" }, picture, ...areas(page).map((block) => area(view, block))));
}

/** A page for the web; it takes the place of the one before it when it is there, where that was read. */
function frame(view, address, before, shown) {
  const made = part("iframe", { src: address, title: say("page-of-text"), className: "web" });
  made.addEventListener("load", () => {
    made.contentWindow.scrollTo(0, before?.contentWindow?.scrollY ?? 0);
    while (made.previousElementSibling) made.previousElementSibling.remove();
    made.classList.add("ready");
    made.contentDocument?.addEventListener("click", (event) => {
      event.preventDefault();
      const known = new Set(view.state.field(outline).blocks.map((one) => one.id));
      for (let at = event.target; at; at = at.parentElement) if (known.has(at.id)) return jump(view, { id: at.id });
    });
    shown();
  });
  return made;
}

/** The pane with the live pages. */
export class Live {
  #here = "";
  #choices = "";
  #html = "";

  constructor(view) {
    this.view = view;
    this.asker = new Asker(200, (number) => this.#question(number), (found) => this.#show(found), (refusal) => this.#fail(refusal));
    for (const pick of [byId("output"), byId("edition")]) pick.addEventListener("change", () => this.choose());
  }

  /** Fill the choices of outputs and editions, if there are others than before. */
  offer({ outputs, editions }) {
    const choices = JSON.stringify([outputs, editions]);
    if (choices === this.#choices) return;
    this.#choices = choices;
    byId("output").parentElement.hidden = !outputs.length;
    if (!outputs.length) byId("pages-said").textContent = say("pages-after-save");
    const before = JSON.parse(recall(KEY) ?? "{}");
    const groups = Map.groupBy ? Map.groupBy(outputs, (one) => one.group) : new Map([["", outputs]]);
    byId("output").replaceChildren(...[...groups].map(([label, list]) =>
      part("optgroup", { label: say(`group-${label.toLowerCase()}`) }, ...list.map(({ id, name }) => part("option", { value: id, selected: id === before.output }, name)))));
    const last = editions.findIndex((one) => one.site === before.site); // in the language of this text, which is the first
    byId("edition").replaceChildren(...editions.map(({ language, site, name }, index) =>
      part("option", { value: JSON.stringify({ language, site }), selected: index === last }, name)));
    byId("edition").parentElement.hidden = editions.length < 2;
    this.change(0);
  }

  choose() {
    remember(KEY, JSON.stringify({ output: byId("output").value, site: this.#edition.site }));
    byId("sheets").replaceChildren(); // they are of what was chosen before
    this.#html = "";
    byId("pages-said").textContent = say("pages-wait");
    this.change(0);
  }

  /** Note that the text has changed. */
  change(wait) {
    if (!byId("output").value) return;
    byId("sheets").classList.add("late");
    this.asker.change(wait);
  }

  get #edition() {
    return JSON.parse(byId("edition").value || '{"language":"","site":""}');
  }

  #question(number) {
    return pages({ number, text: this.view.state.doc.toString(), output: byId("output").value, ...this.#edition });
  }

  #fail(refusal) {
    byId("pages-said").textContent = refusal.message;
  }

  #show({ pages: found, problems, html }) {
    const box = byId("sheets");
    if (found.length || html) {
      const top = byId("pages").scrollTop;
      if (html) this.#load(html);
      else {
        box.dataset.shape = found[0].width / found[0].height > 0.55 ? "wide" : "narrow";
        box.replaceChildren(...found.map((page) => sheet(this.view, page)));
      }
      byId("pages").scrollTop = top;
      this.#here = "";
      this.mark();
    }
    if (found.length || html) box.classList.remove("late");
    const wrong = problems.filter((one) => one.severity === "error");
    const message = wrong.length ? [wrong[0].message, wrong[0].hint].filter(Boolean).join(" – ") : "";
    byId("pages-said").textContent = message && !found.length && !html ? say("no-pages", { message }) : message;
  }

  #load(html) {
    if (html === this.#html && document.querySelector("iframe.web")) return;
    this.#html = html;
    const before = document.querySelector("iframe.web.ready");
    const made = frame(this.view, html, before, () => this.mark());
    if (before) before.parentElement.append(made);
    else byId("sheets").replaceChildren(part("li", { className: "sheet" }, made));
  }

  /** Mark the cursor's block on the pages. */
  mark() {
    const { line, block } = place(this.view.state, this.view.state.selection.main.head);
    const embed = this.view.state.field(outline).embeds.find((one) => one.line === line);
    const id = embed?.name.split("#")[1] ?? block?.id ?? "";
    const web = document.querySelector("iframe.ready")?.contentDocument;
    const areas = [...document.querySelectorAll(".area")];
    for (const one of areas) one.classList.toggle("here", one.dataset.block === id);
    if (id === this.#here) return;
    this.#here = id;
    const target = areas.find((one) => one.dataset.block === id);
    if (target) reveal(byId("pages"), target.closest(".sheet"));
    if (web && id) web.getElementById(id)?.scrollIntoView({ block: "nearest" });
  }
}

/** Scroll a pane, and nothing else, until an element is in it. */
function reveal(pane, element) {
  const frame = pane.getBoundingClientRect(), box = element.getBoundingClientRect();
  if (box.top < frame.top) pane.scrollTop += box.top - frame.top - 8;
  else if (box.bottom > frame.bottom) pane.scrollTop += Math.min(box.bottom - frame.bottom + 8, box.top - frame.top - 8);
}
