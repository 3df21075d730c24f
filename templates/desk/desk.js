// What the desk does in the browser: show one topic at a time, copy texts, and say what is out of date today.
// It needs no server and reads no file; without it the page shows everything, and texts can be selected by hand.
"use strict";

document.documentElement.classList.add("js"); // before the page is drawn, so that it is not drawn twice

document.addEventListener("DOMContentLoaded", () => {
  const words = document.body.dataset;
  const live = document.getElementById("live");
  const KEY = "pamphlets-desk";
  const SOON = 90; // days, as in `pamphlets due`

  // What was chosen last. A browser may refuse to remember; then the first of everything is shown.
  const recall = () => {
    try { return JSON.parse(localStorage.getItem(KEY)) || {}; } catch { return {}; }
  };
  const remember = () => {
    try { localStorage.setItem(KEY, JSON.stringify(chosen)); } catch { /* not remembered */ }
  };
  const chosen = recall();
  const own = {}; // what each topic shows of what was chosen: it may be without that platform or format

  const topics = [...document.querySelectorAll("[data-topic]")];
  const named = (hash) => {
    const target = hash && document.getElementById(decodeURIComponent(hash.slice(1)));
    return target && target.closest("[data-topic]");
  };

  // Show what belongs to the choices, hide the rest.
  const show = () => {
    const axes = ["topic", "language", "site", "platform", "format"];
    for (const part of document.querySelectorAll(axes.map((axis) => `[data-${axis}]`).join())) {
      const now = { ...chosen, ...own[part.closest("[data-topic]")?.dataset.topic] };
      part.hidden = axes.some((axis) => part.dataset[axis] && now[axis] && part.dataset[axis] !== now[axis]);
    }
    for (const link of document.querySelectorAll(".side nav a")) {
      if (link.hash === `#${chosen.topic}`) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    for (const list of document.querySelectorAll(".leaflets, .posts")) {
      list.classList.toggle("empty", ![...list.children].some((child) => !child.hidden));
    }
  };

  // Check what was chosen in each group of choices, or else its first; a topic has groups of its own.
  const check = () => {
    for (const group of document.querySelectorAll("[data-pick]")) {
      const axis = group.dataset.pick.split("-")[0];
      const inputs = [...group.querySelectorAll("input")];
      const input = inputs.find((one) => one.value === chosen[axis]) || inputs[0];
      const topic = group.closest("[data-topic]")?.dataset.topic;
      input.checked = true;
      if (topic) own[topic] = { ...own[topic], [axis]: input.value };
      else chosen[axis] = input.value;
    }
    show();
  };
  const choose = (axis, value) => {
    chosen[axis] = value;
    remember();
    check();
  };

  const start = () => {
    const first = named(location.hash) || topics.find((topic) => topic.dataset.topic === chosen.topic) || topics[0];
    chosen.topic = first?.dataset.topic;
    check();
  };

  document.addEventListener("change", (event) => {
    const group = event.target.closest("[data-pick]");
    if (group) choose(group.dataset.pick.split("-")[0], event.target.value);
  });

  window.addEventListener("hashchange", () => {
    const topic = named(location.hash);
    if (!topic) return;
    choose("topic", topic.dataset.topic);
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    target.scrollIntoView();
    target.focus({ preventScroll: true }); // a topic that was hidden until now could not take it
  });

  // Today is known here, not when the page was made.
  const today = () => {
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  };
  const judge = () => {
    const now = today();
    for (const status of document.querySelectorAll("[data-review-by]")) {
      const until = status.dataset.reviewBy;
      const left = (Date.parse(until) - Date.parse(now)) / 86400000;
      const state = left < 0 ? "overdue" : left <= SOON ? "soon" : "current";
      const where = status.closest(".side") ? "Short" : status.closest(".due") ? "Line" : "";
      status.textContent = words[state + where].replace("{date}", status.dataset.date);
      status.classList.toggle("bad", state === "overdue");
      status.classList.toggle("soon", state === "soon");
      status.classList.toggle("good", state === "current");
    }
    for (const item of document.querySelectorAll(".due li")) item.hidden = Boolean(item.querySelector(".good"));
    for (const list of document.querySelectorAll(".due")) list.hidden = !list.querySelector("li:not([hidden])");
  };

  // Put exactly the text of an element on the clipboard. Where the browser refuses, select it for a copy by hand.
  const select = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };
  const copy = async (element) => {
    try {
      await navigator.clipboard.writeText(element.textContent);
      return true;
    } catch { /* refused, or a browser without it */ }
    select(element);
    let done = false;
    const exact = (event) => {
      event.clipboardData.setData("text/plain", element.textContent);
      event.preventDefault();
      done = true;
    };
    document.addEventListener("copy", exact, { once: true });
    try { done = document.execCommand("copy") && done; } catch { done = false; }
    document.removeEventListener("copy", exact);
    if (done) getSelection().removeAllRanges();
    return done;
  };

  // Say it to those who do not see it, too: a text that is put there anew is read out.
  const announce = (text, seen) => {
    live.textContent = "";
    live.classList.toggle("shown", seen);
    setTimeout(() => { live.textContent = text; }, 50);
  };
  const complain = (button, text) => {
    const said = button.closest(".post, .carousel")?.querySelector(".said");
    if (said) {
      said.textContent = text;
      said.hidden = !text;
    }
    return Boolean(said);
  };

  document.addEventListener("click", async (event) => {
    const due = event.target.closest("[data-due]");
    if (due) choose("language", due.dataset.due);
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    if (!await copy(document.getElementById(button.dataset.copy))) {
      const text = /Mac|iPhone|iPad/.test(navigator.platform) ? words.failedMac : words.failed;
      announce(text, !complain(button, text));
      return;
    }
    complain(button, "");
    announce(words.copied, false);
    button.dispatchEvent(new Event("copied", { bubbles: true })); // posted.js remembers it
    const label = button.querySelector("span");
    label.dataset.label ||= label.textContent;
    label.textContent = words.copied;
    button.classList.add("done");
    clearTimeout(button.timer);
    button.timer = setTimeout(() => {
      label.textContent = label.dataset.label;
      button.classList.remove("done");
    }, 2500);
  });

  // A page that is a file knows the folder of its project: a command that stands elsewhere names it.
  const folder = location.protocol === "file:" && decodeURIComponent(location.pathname).match(/^\/?(.*)\/build\/[^/]*$/)?.[1];
  if (folder) {
    const path = /^[A-Za-z]:/.test(folder) ? folder : `/${folder}`;
    const named = /^[\w./:-]+$/.test(path) ? path : `"${path.replace(/["$`\\]/g, "\\$&")}"`;
    for (const command of document.querySelectorAll("[data-elsewhere]")) {
      const option = document.createElement("span"); // a line never breaks within it
      option.textContent = "--project";
      command.append(" ", option, ` ${named}`);
    }
  }

  // A phone shares a picture, with the app that posts it too; a browser that cannot saves it, as the link says.
  const share = async (link) => {
    const name = link.getAttribute("download");
    const content = await (await fetch(link.href)).blob();
    const files = [new File([content], name, { type: content.type })];
    if (!navigator.canShare({ files })) throw new Error("no files");
    await navigator.share({ files });
  };
  const shares = navigator.canShare && matchMedia("(pointer: coarse)").matches && location.protocol !== "file:";
  if (shares) document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-save]");
    if (!link || link.dataset.refused) return;
    event.preventDefault();
    share(link).catch((error) => {
      if (error.name === "AbortError") return; // the person changed their mind
      link.dataset.refused = "true";
      link.click();
    });
  });

  // From a file address a browser opens a picture instead of saving it: what to do there is said beforehand.
  for (const hint of document.querySelectorAll("[data-file]")) hint.hidden = location.protocol !== "file:";

  judge();
  start();
  document.documentElement.classList.add("ready");
});
