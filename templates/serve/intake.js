// Takes over files at the desk: by the dialog of its button, or dropped on the page. Each becomes a draft; what came of
// it, and what was left out, is said in the dialog.
"use strict";

(() => {
  const { token } = document.currentScript.dataset;
  let busy = false;

  const part = (name, text, kind) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };
  const say = (words, values) => words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const form = () => document.querySelector("form[data-intake]");

  // What came of a file: its draft with what is not in it, a translation with what is to be looked at, or what is wrong.
  const show = (file, { paths = [], rest = [], open, rows = null, problems = [] }) => {
    const { dataset } = form();
    const made = part("section", "", problems.length ? "bad" : "");
    made.append(part("h3", file.name));
    for (const one of problems) {
      made.append(part("p", one.message));
      if (one.hint) made.append(part("p", one.hint, "small"));
    }
    if (open) {
      const back = rows !== null; // a translation that has come back is no draft
      made.append(part("p", say(back ? dataset.received : dataset.done, { name: file.name, path: paths[0], rows })));
      const words = say(back ? dataset.text : dataset.edit, { name: paths[0].replace(/^content\//, "") });
      const edit = Object.assign(part("a", words, "button main"), { href: open });
      made.append(part("p", "", "buttons"));
      made.lastChild.append(edit);
    }
    if (rest.length) {
      const list = part("ul", "", "rest");
      for (const one of rest) list.append(part("li", `${one.kind}: ${one.words}`));
      made.append(part("p", rows === null ? dataset.left : dataset.look), list);
    }
    return made;
  };

  const send = async (file) => {
    const { most, large, failed } = form().dataset;
    const size = Number(most) / 1048576;
    if (file.size > Number(most)) return { problems: [{ message: say(large, { name: file.name, size }) }] };
    try {
      const answer = await fetch(`/-/api/import?name=${encodeURIComponent(file.name)}`, {
        method: "POST",
        headers: { "X-Pamphlets-Token": token },
        body: file,
      });
      return await answer.json();
    } catch {
      return { problems: [{ message: failed }] };
    }
  };

  const take = async (files) => {
    if (busy || !files.length) return;
    busy = true;
    const here = form();
    const [doing, outcome] = [".doing", ".outcome"].map((kind) => here.querySelector(kind));
    const input = here.querySelector("input[type=file]");
    input.disabled = true;
    outcome.replaceChildren();
    for (const file of files) {
      doing.textContent = say(here.dataset.doing, { name: file.name });
      outcome.append(show(file, await send(file)));
    }
    doing.textContent = "";
    Object.assign(input, { disabled: false, value: "" });
    busy = false;
    outcome.focus();
  };

  document.addEventListener("change", ({ target }) => {
    if (target.matches("form[data-intake] input[type=file]")) take([...target.files]);
  });

  // Files may be dropped anywhere on the page; words that are dragged are none of ours.
  const holds = (event) => form() && event.dataTransfer?.types.includes("Files");
  const mark = (on) => document.documentElement.classList.toggle("dropping", on);
  document.addEventListener("dragover", (event) => {
    if (!holds(event)) return;
    event.preventDefault();
    mark(true);
  });
  document.addEventListener("dragleave", ({ relatedTarget }) => {
    if (!relatedTarget) mark(false);
  });
  document.addEventListener("drop", (event) => {
    if (!holds(event)) return;
    event.preventDefault();
    mark(false);
    const dialog = form().closest("dialog");
    if (!dialog.open) dialog.showModal();
    take([...event.dataTransfer.files]);
  });
})();
