// Turns the unsaved text into the pages beside it: an output that one chooses, with its blocks to click on.
import { EditorView } from "@codemirror/view";
import { outline, place } from "./outline.js";
import { byId, part, recall, remember, say } from "./page.js";
import { Asker, pages } from "./server.js";

const KEY = "pamphlets-pages";
const percent = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" });

/** Move the cursor to a block, by its id or else its line. */
function jump(view, id, line) {
  const block = view.state.field(outline).blocks.find((one) => one.id === id);
  const at = view.state.doc.line(Math.min(block?.first ?? line ?? 1, view.state.doc.lines)).to;
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
  const title = view.state.field(outline).blocks.find((one) => one.id === block.id)?.title;
  const made = part("button", { type: "button", className: "area", title: title || say("first-words"), "data-block": block.id, "aria-label": say("go-to-block", { title: title || say("first-words") }), onclick: () => jump(view, block.id, block.line) });
  for (const [side, value] of [["left", block.x], ["top", block.y], ["width", block.width], ["height", block.height]]) made.style[side] = `${value * 100}%`;
  return made;
}

function sheet(view, page) {
  const [words, kind] = fullness(page);
  const picture = part("img", { src: page.image, width: page.width, height: page.height, alt: [page.name, words].filter(Boolean).join(": ") });
  return part("li", { className: `sheet ${kind}` },
    part("p", { className: "caption" }, part("b", {}, page.name), words ? part("span", { className: kind }, ` ${words}`) : null),
    part("div", { className: "paper" }, picture, ...page.blocks.map((block) => area(view, block))));
}

function frame(view, address, shown) {
  const made = part("iframe", { src: address, title: say("page-of-text"), className: "web" });
  made.addEventListener("load", () => {
    made.contentDocument?.addEventListener("click", (event) => {
      event.preventDefault();
      const known = new Set(view.state.field(outline).blocks.map((one) => one.id));
      for (let at = event.target; at; at = at.parentElement) if (known.has(at.id)) return jump(view, at.id);
    });
    shown();
  });
  return made;
}

/** The pane with the live pages. */
export class Live {
  #here = "";
  #image = "";

  constructor(view) {
    this.view = view;
    this.asker = new Asker(200, (number) => this.#question(number), (found) => this.#show(found), (refusal) => this.#fail(refusal));
    for (const pick of [byId("output"), byId("edition")]) pick.addEventListener("change", () => this.choose());
  }

  /** Fill the choices of outputs and editions. */
  offer({ outputs, editions }) {
    const before = JSON.parse(recall(KEY) ?? "{}");
    const groups = Map.groupBy ? Map.groupBy(outputs, (one) => one.group) : new Map([["", outputs]]);
    byId("output").replaceChildren(...[...groups].map(([label, list]) =>
      part("optgroup", { label: say(`group-${label.toLowerCase()}`) }, ...list.map(({ id, name }) => part("option", { value: id, selected: id === before.output }, name)))));
    byId("edition").replaceChildren(...editions.map(({ language, site, name }) =>
      part("option", { value: JSON.stringify({ language, site }), selected: site === before.site }, name)));
    byId("edition").parentElement.hidden = editions.length < 2;
    this.change(0);
  }

  choose() {
    const { language, site } = this.#edition;
    remember(KEY, JSON.stringify({ output: byId("output").value, language, site }));
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
      const image = html ?? found.map((page) => page.image).join();
      if (image !== this.#image || found.length) {
        this.#image = image;
        const top = byId("pages").scrollTop;
        const list = html ? [part("li", { className: "sheet" }, frame(this.view, html, () => this.mark()))] : found.map((page) => sheet(this.view, page));
        box.replaceChildren(...list);
        byId("pages").scrollTop = top;
      }
      this.#here = "";
      this.mark();
    }
    box.classList.remove("late");
    const wrong = problems.filter((one) => one.severity === "error");
    byId("pages-said").textContent = wrong.length ? (found.length || html ? wrong[0].message : say("no-pages", { message: wrong[0].message })) : "";
  }

  /** Mark the cursor's block on the pages. */
  mark() {
    const id = place(this.view.state, this.view.state.selection.main.head).block?.id ?? "";
    const web = document.querySelector("iframe.web")?.contentDocument;
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
