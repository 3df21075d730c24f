// Lays out the days of posts in the dialog of its button: fills them in, leaves days out, and shows them in a calendar,
// where a click gives its day to the post that is chosen, and chooses the next.
"use strict";

(() => {
  const KEY = "pamphlets-days-left-out";
  const MONTHS = { least: 2, most: 6 };
  const NEAR = 120 * 24 * 60 * 60 * 1000; // posts that go out later are shown from their first month, others from today's
  let chosen = 0; // which post gets the day that is clicked

  const part = (name, text, kind) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };
  const iso = (day) => day.toISOString().slice(0, 10);
  const say = (day, how) => day.toLocaleDateString(document.documentElement.lang, { ...how, timeZone: "UTC" });
  const one = (selector) => document.querySelector(`#do-plan ${selector}`);
  const posts = () => [...document.querySelectorAll("#do-plan input[name=days]")];
  const words = () => one("[data-months]").dataset;

  const name = (input) => {
    const day = input.valueAsDate;
    input.closest("label").querySelector(".weekday").textContent = day ? say(day, { weekday: "long" }) : "";
  };

  // Days that are left out, which the browser remembers.
  const free = () => {
    try { return JSON.parse(localStorage.getItem(KEY)) || []; } catch { return []; }
  };
  const list = () => {
    const days = free().filter((day) => day >= iso(new Date()));
    one("[data-free-days]").replaceChildren(...days.map((day) => {
      const item = part("li");
      const text = words().use.replace("{day}", say(new Date(day), { dateStyle: "long" }));
      const button = Object.assign(part("button", text), { type: "button" });
      button.dataset.use = day;
      item.append(button);
      return item;
    }));
  };
  const leaveOut = (days) => {
    try { localStorage.setItem(KEY, JSON.stringify([...new Set(days)].sort())); } catch { /* not remembered */ }
    list();
    show();
  };
  const isClosed = (day) =>
    free().includes(iso(day)) || (one("[data-weekends]").checked && [0, 6].includes(day.getUTCDay()));

  const fill = () => {
    const start = one("[data-lay-out] input[type=date]");
    const day = start.valueAsDate;
    if (!day) {
      start.focus();
      return;
    }
    const every = Math.max(1, Number(one("[data-every]").value) || 1);
    const on = (days) => day.setUTCDate(day.getUTCDate() + days);
    for (const input of posts()) {
      for (let most = 0; isClosed(day) && most < 366; most += 1) on(1);
      input.value = iso(day);
      name(input);
      on(every);
    }
    show();
  };

  // The calendar.
  const choose = (number) => {
    const every = posts();
    chosen = number < every.length ? number : 0;
    for (const [index, input] of every.entries()) input.closest("label").classList.toggle("chosen", index === chosen);
    one("[data-chosen]").textContent = words().click.replace("{title}", every[chosen].dataset.title);
  };
  const cell = (day, planned) => {
    const titles = planned.get(iso(day)) || [];
    const button = Object.assign(part("button", String(day.getUTCDate())), { type: "button", tabIndex: -1 });
    const closed = isClosed(day);
    const said = [say(day, { dateStyle: "full" }), ...titles, ...(closed ? [words().closed] : [])].join(", ");
    Object.assign(button, { title: said, ariaLabel: said, disabled: iso(day) < posts()[0].min });
    button.dataset.day = iso(day);
    button.classList.toggle("closed", closed);
    button.classList.toggle("planned", titles.length > 0);
    const made = part("td");
    made.append(button);
    return made;
  };
  const month = (first, planned) => {
    const made = part("table", "", "month");
    const before = (first.getUTCDay() - Number(words().first) + 7) % 7;
    const from = new Date(first);
    from.setUTCDate(1 - before);
    const head = part("tr");
    const rows = [];
    for (const day = new Date(from); day < first || day.getUTCMonth() === first.getUTCMonth(); day.setUTCDate(day.getUTCDate() + 1)) {
      if (head.childElementCount < 7) {
        const column = Object.assign(part("th", say(day, { weekday: "narrow" })), { scope: "col", abbr: say(day, { weekday: "long" }) });
        head.append(column);
      }
      if (!rows.length || rows.at(-1).childElementCount === 7) rows.push(part("tr"));
      rows.at(-1).append(day < first ? part("td") : cell(day, planned));
    }
    const [top, body] = [part("thead"), part("tbody")];
    top.append(head);
    body.append(...rows);
    made.append(part("caption", say(first, { month: "long", year: "numeric" })), top, body);
    return made;
  };
  const show = (focus = "") => {
    const planned = new Map();
    for (const { value, dataset } of posts()) if (value) planned.set(value, [...(planned.get(value) || []), dataset.title]);
    const days = [...planned.keys()].sort();
    const today = new Date(posts()[0].min);
    const first = new Date(days[0]) - today > NEAR ? new Date(days[0]) : today;
    const last = new Date(days.at(-1) || first);
    const months = [];
    for (first.setUTCDate(1); months.length < MONTHS.least || (first <= last && months.length < MONTHS.most);) {
      months.push(month(new Date(first), planned));
      first.setUTCMonth(first.getUTCMonth() + 1);
    }
    one("[data-months]").replaceChildren(...months);
    const entry = one(`[data-day="${focus || posts()[chosen].value}"]`) || one("[data-day]:enabled");
    if (entry) entry.tabIndex = 0;
    if (focus) entry?.focus();
  };
  const move = (button, days) => {
    const day = new Date(button.dataset.day);
    day.setUTCDate(day.getUTCDate() + days);
    const next = one(`[data-day="${iso(day)}"]:enabled`);
    if (!next) return;
    button.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  };

  document.addEventListener("pamphlets-open", ({ target }) => {
    if (target.id !== "do-plan") return;
    posts().forEach(name);
    choose(Math.max(0, posts().findIndex((input) => !input.value)));
    list();
    show();
  });
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("#do-plan button");
    if (!button) return;
    const { day, use } = button.dataset;
    if (day) {
      const input = posts()[chosen];
      input.value = day;
      name(input);
      choose(chosen + 1);
      show(day);
    } else if ("fill" in button.dataset) fill();
    else if ("leaveOut" in button.dataset) {
      const input = one("[data-free]");
      if (input.value) leaveOut([...free(), input.value]);
      input.value = "";
      input.focus();
    } else if (use) {
      leaveOut(free().filter((one) => one !== use));
      one("[data-free]").focus();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (!event.target.matches?.("#do-plan [data-day]")) return;
    const on = document.documentElement.dir === "rtl" ? -1 : 1;
    const days = { ArrowLeft: -on, ArrowRight: on, ArrowUp: -7, ArrowDown: 7 }[event.key];
    if (!days) return;
    event.preventDefault();
    move(event.target, days);
  });
  document.addEventListener("focusin", ({ target }) => {
    if (target.matches("#do-plan input[name=days]")) choose(posts().indexOf(target));
  });
  document.addEventListener("input", ({ target }) => {
    if (!target.matches("#do-plan :is(input[name=days], [data-weekends])")) return;
    if (target.name === "days") name(target);
    show();
  });
})();
