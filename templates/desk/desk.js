// What the desk does in the browser: find topics, show one language, site, platform and format at a time, copy texts,
// and say what is out of date today. It needs no server and reads no file; without it a page shows everything, and
// texts can be selected by hand.
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
  // From page to page the address carries it too, where each file is a world of its own to the browser.
  const AXES = ["language", "site", "platform", "format"];
  const chosen = recall();
  for (const [axis, value] of new URLSearchParams(location.search)) if (AXES.includes(axis)) chosen[axis] = value;
  const own = {}; // what this page shows of what was chosen: it may be without that platform or format

  // Show what belongs to the choices, hide the rest.
  const show = () => {
    const now = { ...chosen, ...own };
    for (const part of document.querySelectorAll(AXES.map((axis) => `[data-${axis}]`).join())) {
      part.hidden = AXES.some((axis) => part.dataset[axis] && now[axis] && part.dataset[axis] !== now[axis]);
    }
    for (const list of document.querySelectorAll(".leaflets, .posts")) {
      list.classList.toggle("empty", ![...list.children].some((child) => !child.hidden));
    }
  };

  // Check what was chosen in each group of choices, or else its first.
  const check = () => {
    for (const group of document.querySelectorAll("[data-pick]")) {
      const axis = group.dataset.pick;
      const inputs = [...group.querySelectorAll("input")];
      const input = inputs.find((one) => one.value === chosen[axis]) || inputs[0];
      input.checked = true;
      own[axis] = input.value;
    }
    show();
  };
  const choose = (axis, value) => {
    chosen[axis] = value;
    remember();
    check();
  };

  document.addEventListener("change", (event) => {
    const group = event.target.closest("[data-pick]");
    if (group) choose(group.dataset.pick, event.target.value);
  });

  // A link of the desk of old, `index.html#rest-posts`, leads to the page of that topic; which begins all its ids.
  const rows = [...document.querySelectorAll(".topics [data-words]")];
  const lead = () => {
    const hash = decodeURIComponent(location.hash.slice(1));
    const own = rows.filter((row) => hash === row.id || hash.startsWith(`${row.id}-`));
    const row = own.sort((a, b) => b.id.length - a.id.length)[0];
    if (row) location.replace(row.querySelector("a").href + location.search + location.hash);
  };
  window.addEventListener("hashchange", lead);

  // Show the topics that have all the words that are looked for, in any language, whatever their accents.
  const find = document.getElementById("find");
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const seek = () => {
    const words = plain(find.value).split(/\s+/).filter(Boolean);
    for (const row of rows) row.hidden = !words.every((word) => plain(row.dataset.words).includes(word));
    const left = rows.filter((row) => !row.hidden).length;
    document.documentElement.classList.toggle("seeking", words.length > 0);
    document.getElementById("none").hidden = left > 0;
    announce(words.length ? document.body.dataset.found.replace("{count}", left) : "", false);
  };
  if (find && rows.length) find.addEventListener("input", seek);
  find?.form.addEventListener("submit", (event) => {
    event.preventDefault();
    rows.find((row) => !row.hidden)?.querySelector("a").click();
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
      const where = status.closest(".topics") ? "Short" : status.closest(".due") ? "Line" : "";
      status.textContent = words[state + where].replace("{date}", status.dataset.date);
      status.classList.toggle("bad", state === "overdue");
      status.classList.toggle("soon", state === "soon");
      status.classList.toggle("good", state === "current");
    }
    for (const item of document.querySelectorAll(".due li")) item.hidden = Boolean(item.querySelector(".good"));
    for (const list of document.querySelectorAll(".due")) {
      const count = list.querySelectorAll("li:not([hidden])").length;
      list.hidden = !count;
      list.open = count <= 6;
      list.querySelector(".number").textContent = count;
    }
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
    const link = event.target.closest("a[data-page]");
    if (link?.dataset.pickLanguage) choose("language", link.dataset.pickLanguage);
    if (link && location.protocol === "file:") link.search = new URLSearchParams(chosen).toString();
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
  const folder = location.protocol === "file:" && decodeURIComponent(location.pathname).match(/^\/?(.*)\/build\/(?:desk\/)?[^/]*$/)?.[1];
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
  check();
  if (location.search) remember();
  if (find) lead();
  document.documentElement.classList.add("ready");
  document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView(); // nothing was shown until now
});
