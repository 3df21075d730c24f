// Remembers in this browser which posts were copied and which posted; saves that list as a table, and reads it elsewhere.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const KEY = "pamphlets-posted";
  const words = document.body.dataset;
  const recall = () => {
    try { return JSON.parse(localStorage.getItem(KEY)) || {}; } catch { return {}; }
  };
  const two = (number) => String(number).padStart(2, "0");
  const today = () => {
    const now = new Date();
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  };
  const textOf = (box) => document.getElementById(`${box.dataset.posted}-text`)?.textContent ?? "";
  const day = (iso) => new Date(`${iso}T12:00`).toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });
  const boxes = [...document.querySelectorAll("[data-posted]")];
  const save = document.querySelector("[data-save-posted]");

  // Of a post: `on` is the day on which it was ticked, `copied` the one on which it was copied, `text` what it said.
  const show = () => {
    const posted = recall();
    for (const box of boxes) {
      const known = posted[box.dataset.posted];
      const changed = known && known.text !== textOf(box);
      const done = known && (known.on ? words.postedOn : words.copiedOn).replace("{date}", day(known.on || known.copied));
      box.checked = Boolean(known?.on);
      box.closest(".tick").querySelector(".when").textContent = known ? done + (changed ? `; ${words.changed}` : "") : "";
      box.closest(".post").classList.toggle("posted", box.checked && !changed);
    }
    if (save) save.hidden = !Object.keys(posted).length;
  };
  const note = (box, news) => {
    const posted = recall(); // another window may have changed it
    const now = { ...posted[box.dataset.posted], text: textOf(box), ...news };
    if (now.on || now.copied) posted[box.dataset.posted] = now;
    else delete posted[box.dataset.posted];
    try { localStorage.setItem(KEY, JSON.stringify(posted)); } catch { /* not remembered */ }
    show();
  };

  document.addEventListener("change", ({ target: box }) => {
    if (box.matches("[data-posted]")) note(box, { on: box.checked ? today() : "" });
  });
  document.addEventListener("copied", ({ target: button }) => {
    const box = button.closest(".post")?.querySelector("[data-posted]");
    if (box && button.dataset.copy === `${box.dataset.posted}-text`) note(box, { copied: today() });
  });
  window.addEventListener("storage", (event) => { if (event.key === KEY) show(); });

  // A cell that begins like a formula is read as a text by every spreadsheet.
  const cell = (text) => `"${(/^[=+\-@\t\r]/.test(text) ? "'" : "") + text.replace(/"/g, '""')}"`;
  save?.addEventListener("click", () => {
    const rows = Object.entries(recall()).map(([id, { on, copied, text }]) => [on || copied, on ? "posted" : "copied", id, text]);
    rows.sort(([a, , one], [b, , other]) => a.localeCompare(b) || one.localeCompare(other));
    const lines = [["date", "done", "post", "text"], ...rows];
    const table = `\ufeff${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([table], { type: "text/csv" }));
    link.download = "posted.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });

  // Rows of such a table, also as a spreadsheet has saved it: with semicolons or tabs, and cells without quotes.
  const read = (table) => {
    const text = table.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
    const mark = text.match(/^"?date"?([,;\t])"?done"?\1"?post"?\1"?text"?\s*(?:\n|$)/)?.[1];
    if (!mark) return null;
    const cells = new RegExp(`(?:"((?:[^"]|"")*)"|([^${mark}\\n]*))(${mark}|\\n|$)`, "gy");
    const rows = [[]];
    for (const [whole, quoted, plain, end] of text.matchAll(cells)) {
      if (!whole) break;
      rows.at(-1).push((quoted?.replace(/""/g, '"') ?? plain).replace(/^'(?=[=+\-@\t\r])/, ""));
      if (end !== mark) rows.push([]);
    }
    return rows.slice(1).filter((row) => row.length === 4 && /^\d{4}-\d\d-\d\d$/.test(row[0]) && row[2]);
  };
  const merge = (rows) => {
    const posted = recall();
    for (const [date, done, id, text] of rows) {
      const known = posted[id];
      if (known && (known.on || (done === "copied" && known.copied)) && (known.on || known.copied) >= date) continue;
      posted[id] = done === "posted" ? { ...known, on: date, text } : { ...known, on: "", copied: date, text };
    }
    try { localStorage.setItem(KEY, JSON.stringify(posted)); } catch { /* not remembered */ }
    show();
  };
  const input = document.querySelector("[data-read-posted] input");
  input?.addEventListener("change", async () => {
    const rows = input.files.length ? read(await input.files[0].text()) : null;
    if (rows) merge(rows);
    const said = document.querySelector("[data-read-said]");
    said.textContent = rows ? words.read.replace("{count}", rows.length) : words.unread;
    said.hidden = false;
    input.value = "";
  });
  if (input) input.closest("[data-read-posted]").hidden = false;

  for (const tick of document.querySelectorAll(".tick")) tick.hidden = false;
  show();
});
