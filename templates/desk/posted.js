// Remembers in this browser which posts were posted, and saves that list as a table.
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

  const show = () => {
    const posted = recall();
    for (const box of boxes) {
      const known = posted[box.dataset.posted];
      box.checked = Boolean(known);
      const changed = known && known.text !== textOf(box);
      const said = known ? (changed ? words.postedBefore : words.postedOn).replace("{date}", day(known.on)) : "";
      box.closest(".tick").querySelector(".when").textContent = said;
      box.closest(".post").classList.toggle("posted", Boolean(known) && !changed);
    }
    if (save) save.hidden = !Object.keys(posted).length;
  };

  document.addEventListener("change", (event) => {
    const box = event.target;
    if (!box.matches("[data-posted]")) return;
    const posted = recall(); // another window may have changed it
    if (box.checked) posted[box.dataset.posted] = { on: today(), text: textOf(box) };
    else delete posted[box.dataset.posted];
    try { localStorage.setItem(KEY, JSON.stringify(posted)); } catch { /* not remembered */ }
    show();
  });
  window.addEventListener("storage", (event) => { if (event.key === KEY) show(); });

  // A cell that begins like a formula is read as a text by every spreadsheet.
  const cell = (text) => `"${(/^[=+\-@\t\r]/.test(text) ? "'" : "") + text.replace(/"/g, '""')}"`;
  save?.addEventListener("click", () => {
    const rows = Object.entries(recall()).sort(([a, one], [b, other]) => one.on.localeCompare(other.on) || a.localeCompare(b));
    const lines = [["date", "post", "text"], ...rows.map(([id, { on, text }]) => [on, id, text])];
    const table = `\ufeff${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([table], { type: "text/csv" }));
    link.download = "posted.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });

  for (const tick of document.querySelectorAll(".tick")) tick.hidden = false;
  show();
});
