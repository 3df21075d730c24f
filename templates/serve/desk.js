// The buttons of the desk under `serve`: puts them in, opens their dialogs, sends what their forms ask for, and says
// what came of it. The server says what there is to choose, and in which words.
"use strict";

(() => {
  const { token } = document.currentScript.dataset;
  const { desk: topic } = document.body.dataset;
  let box = null; // the bar of buttons and the dialogs, as the server made them last
  let busy = null; // the form whose command runs

  const part = (name, text, kind) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };
  const link = (address, text, kind) => Object.assign(part("a", text, kind), { href: address });

  // Puts in the buttons and dialogs, as things stand now.
  const draw = async (more = "") => {
    const answer = await fetch(`/-/dialogs?topic=${encodeURIComponent(topic)}${more}`, { cache: "no-store" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = document.importNode(page.querySelector(".doings"), true);
    document.querySelectorAll("a.edit").forEach((old) => old.remove());
    for (const edit of now.querySelectorAll("a.edit")) {
      const row = document.getElementById(edit.dataset.row.replace(/\s+/g, "-"));
      if (row) row.append(" ", edit);
      else edit.textContent = edit.getAttribute("aria-label"); // it has no page, or is not built yet
    }
    const hints = new Map([...now.querySelectorAll("[data-hint]")].map((one) => [one.dataset.hint, one.content.textContent]));
    for (const hint of document.querySelectorAll(".problems .small")) { // its button, instead of its command
      if (hints.has(hint.textContent)) hint.textContent = hints.get(hint.textContent);
    }
    if (box) box.replaceWith(now);
    else (document.querySelector(".topic > header") || document.querySelector(".picks")).after(now);
    box = now;
    const picked = document.querySelector("[data-pick] input:checked"); // hides what is of another language
    picked?.dispatchEvent(new Event("change", { bubbles: true }));
    for (const input of box.querySelectorAll("input[name=languages]")) limit(input);
  };

  // Shows what happens to the texts that are chosen.
  const limit = ({ form, value, checked }) => {
    for (const item of form.querySelectorAll("[data-of]")) if (item.dataset.of === value) item.hidden = !checked;
  };

  // What a form asks for: texts, lists of them (`data-list`), and what belongs to something by its `data-key`.
  const read = (form) => {
    const asked = {};
    for (const input of form.elements) {
      const { name: as, type, value, dataset, checked } = input;
      if (as && "list" in dataset) asked[as] ||= []; // nothing chosen is said, too
      if (!as || (type === "checkbox" && !checked)) continue;
      if (as === "copies") {
        if (Number(value)) (asked.copies ||= {})[dataset.key] = Number(value);
      } else if (dataset.key) {
        const days = (asked[as] ||= {});
        if (value) (days[dataset.key] ||= []).push(value);
        else if (input.defaultValue) days[dataset.key] ||= []; // it was planned, and is not any longer
      } else if ("list" in dataset) asked[as].push(value);
      else asked[as] = value;
    }
    return asked;
  };

  // What is wrong, file by file, each leading to its line in the editor.
  const tell = (problems, outcome) => {
    const files = new Map();
    for (const one of problems) files.set(one.path, [...(files.get(one.path) || []), one]);
    for (const [path, own] of files) {
      const file = path.match(/^content\/([^/]+\.md)$/)?.[1];
      const form = path.match(/^content\/_?(practice|brand)\.yml$/)?.[1];
      const edit = file ? `/-/edit/${encodeURIComponent(file)}` : form && `/-/forms/${form}`;
      if (path) outcome.append(part("h3")), outcome.lastChild.append(edit ? link(edit, path) : path);
      const list = part("ul", "", "problems");
      for (const one of own) {
        const item = part("li", "", one.severity);
        const words = part("p");
        if (one.line) {
          const line = box.dataset.texts.replace("{line}", one.line);
          words.append(file ? link(`${edit}#${one.line}`, line) : line, " ");
        }
        words.append(part("b", one.severity === "error" ? box.dataset.error : box.dataset.warning), ` ${one.message}`);
        item.append(words);
        if (one.hint) item.append(part("p", one.hint, "small"));
        list.append(item);
      }
      outcome.append(list);
    }
  };

  const show = (form, { lines = [], problems = [], made = [] }) => {
    const outcome = form.querySelector(".outcome");
    outcome.replaceChildren(...lines.map((line) => part("p", line)));
    outcome.classList.toggle("bad", problems.some((one) => one.severity === "error"));
    tell(problems, outcome);
    if (made.length) outcome.append(part("p", "", "buttons"));
    for (const one of made) {
      const file = link(one.address, one.name, "button main");
      outcome.lastChild.append(Object.assign(file, { target: "_blank" }));
    }
    outcome.focus();
  };

  const send = async (form) => {
    const outcome = form.querySelector(".outcome");
    const submit = form.querySelector("[type=submit]");
    busy = form;
    submit.disabled = true;
    outcome.classList.remove("bad");
    outcome.replaceChildren(part("p", form.dataset.doing));
    try {
      const answer = await fetch(`/-/api/commands/${form.dataset.command}`, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Pamphlets-Token": token },
        body: JSON.stringify(read(form)),
      });
      const said = await answer.json();
      form.classList.toggle("done", answer.ok && !["check", "print", "plan", "send"].includes(form.dataset.command));
      show(form, said);
      if (said.open) location.assign(said.open);
    } catch {
      show(form, { problems: [{ path: "", severity: "error", message: box.dataset.failed }] });
    }
    submit.disabled = form.classList.contains("done");
    form.querySelector(".doing").hidden = true;
    busy = null;
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button");
    if (!button || !box?.contains(button)) return;
    const { dataset } = button;
    if (dataset.do) {
      document.body.setAttribute("aria-busy", "true"); // it is not loaded again meanwhile
      const wait = box.querySelector("[data-wait]");
      if (!("now" in dataset)) wait.textContent = wait.dataset.wait;
      if (!busy) await draw("now" in dataset ? "" : "&settled").catch(() => {}); // what there is to choose may have changed
      wait.textContent = "";
      const dialog = document.getElementById(dataset.do);
      dialog?.showModal();
      document.body.removeAttribute("aria-busy");
      dialog?.dispatchEvent(new CustomEvent("pamphlets-open", { bubbles: true }));
    } else if ("close" in dataset) button.closest("dialog").close();
  });
  document.addEventListener("input", (event) => {
    if (event.target.name === "languages") limit(event.target);
  });
  document.addEventListener("submit", (event) => {
    if (!box?.contains(event.target)) return;
    event.preventDefault();
    if (!event.target.dataset.command) return; // intake.js has its own
    if (busy) show(event.target, { lines: [busy.dataset.doing] });
    else send(event.target);
  });
  document.addEventListener("close", (event) => { // the button that opened it may be another now
    const again = box?.querySelector(`[data-do="${event.target.id}"]`);
    again?.focus();
  }, true);
  document.addEventListener("pamphlets-news", ({ detail }) => {
    if (!busy) return;
    const doing = busy.querySelector(".doing");
    doing.textContent = detail.doing || "";
    doing.hidden = !detail.doing || detail.doing === busy.dataset.doing; // which is said already
  });

  const style = Object.assign(part("link"), { rel: "stylesheet", href: "/-/desk.css" });
  document.head.append(style);
  draw();
})();
