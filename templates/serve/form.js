// Saves each field of a form by itself, when it is left, and shows what came of it: saved, or what is wrong and where.

const island = JSON.parse(document.getElementById("island").textContent);
const token = document.querySelector("meta[name=token]").content;
const api = `/-/api/forms/${encodeURIComponent(island.name)}`;
const words = island.words;
let { version, problems } = island;
let waiting = Promise.resolve(), busy = 0, undone = false;

const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const say = (key, values = {}) => Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), words[key]);
const keysOf = (element) => JSON.parse(element.dataset.keys);

const tell = (key, state = "") => {
  const said = one("#said");
  said.textContent = key ? say(key) : "";
  said.dataset.state = state;
};

const ask = (method, address, body, headers = {}) =>
  fetch(address, { method, body, headers: { "X-Pamphlets-Token": token, ...headers } });

// What is wrong, at its field: errors of what was entered just now, and what else the file has.

const place = (problem) => {
  const keys = problem.keys.map((key) => (typeof key === "string" ? key.toLowerCase().replace(/[^a-z0-9]/g, "") : key));
  const fits = (field) => keysOf(field).every((key, at) => at >= keys.length || (typeof key === "string" ? key.replace(/[^a-z0-9]/g, "") : key) === keys[at]);
  return keys.length ? all(".field[data-keys]").filter(fits).sort((a, b) => Math.abs(keysOf(a).length - keys.length) - Math.abs(keysOf(b).length - keys.length))[0] : null;
};

const mark = (box, some) => {
  box.replaceChildren();
  box.hidden = !some.length;
  box.classList.toggle("warning", some.every((problem) => problem.severity === "warning"));
  for (const problem of some) {
    const line = document.createElement("p");
    line.textContent = problem.hint ? `${problem.message}: ${problem.hint}` : problem.message;
    line.lang = "en";
    box.append(line);
  }
};

const show = (found, only = null) => {
  const fields = only ? [only] : all(".field[data-keys]:not([data-unsaved])");
  const at = new Map(found.map((problem) => [problem, only || place(problem)]));
  for (const field of fields) {
    const here = found.filter((problem) => at.get(problem) === field && problem.rule !== "contrast"); // said beside it
    field.classList.toggle("bad", here.some((problem) => problem.severity === "error"));
    for (const input of all("input, select, textarea", field)) {
      if (field.classList.contains("bad")) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
    mark(one(":scope > .wrong", field), here);
  }
  if (!only) mark(one("#general"), found.filter((problem) => !at.get(problem)));
};

// The value of a field, as its kind has it; undefined while it is not whole.

const week = (field) => {
  const days = {};
  for (const day of all(".day", field)) {
    days[day.dataset.day] = [];
    if (!one(".open", day).checked) continue;
    for (const span of all(".span", day).filter((span) => !span.hidden)) {
      const [from, to] = all("input", span).map((input) => input.value);
      if (!from || !to) return undefined;
      days[day.dataset.day].push([from, to === "00:00" ? "24:00" : to]);
    }
  }
  return days;
};

const values = {
  words: (field) => Object.fromEntries(all("[data-code]", field).map((input) => [input.dataset.code, input.value])),
  choices: (field) => all("[type=checkbox]", field).filter((input) => input.checked).map((input) => input.value),
  accounts: (field) => Object.fromEntries(all(".account", field).map((row) => {
    const [box, handle] = all("input", row);
    return [box.value, box.checked ? handle.value : null];
  })),
  lines: (field) => one("textarea", field).value.split("\n"),
  hours: (field) => (one("[data-own]", field)?.checked === false ? null : week(field)),
  cover: (field) => one("[data-photo]", field).value || one("[type=radio]:checked", field)?.value || "",
  color: (field) => one("[type=color]", field).value,
};
const valueOf = (field) => (values[field.dataset.kind] || (() => one("input, select, textarea", field).value))(field);

// One save after the other: each says which version of the file it was made from.

const refresh = async (...focus) => {
  const answer = await fetch(location.href);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = JSON.parse(page.getElementById("island").textContent);
  ({ version, problems } = fresh);
  one("#main").replaceChildren(...page.getElementById("main").childNodes);
  for (const part of [".jump", ".forms"]) one(part).replaceWith(one(part, page));
  prepare();
  focus.map((id) => id && document.getElementById(id)).find(Boolean)?.focus();
};

const send = (method, body, field) => {
  busy += 1;
  tell("saving");
  waiting = waiting.then(async () => {
    try {
      const answer = await ask(method, api, body && JSON.stringify(body), version ? { "If-Match": `"${version}"` } : { "If-None-Match": "*" });
      const said = await answer.json();
      if (answer.ok) {
        const changed = said.version !== version;
        ({ version, problems } = said);
        if (field) delete field.dataset.unsaved;
        show(problems);
        if (one("[data-unsaved]")) tell("not-saved", "wrong");
        else if (busy === 1) tell("saved", "saved");
        if (changed && one("#undo").hidden) one("#undo").hidden = false;
        if (changed) label(method === "POST" && !undone);
        return said;
      }
      if (answer.status === 412) {
        await refresh(field && one("input, select, textarea", field)?.id);
        tell("not-taken", "wrong");
      } else {
        if (field) {
          field.dataset.unsaved = "yes";
          show(said.problems, field);
        } else mark(one("#general"), said.problems);
        tell("not-saved", "wrong");
        (field || one("#general")).scrollIntoView({ block: "nearest" });
      }
    } catch {
      tell("no-server", "wrong");
    }
    return null;
  }).finally(() => { busy -= 1; });
  return waiting;
};

const label = (now) => {
  undone = now;
  one("#undo").textContent = say(undone ? "redo" : "undo");
};

const again = new Set(["languages", "path"]);

const save = async (field, value = valueOf(field)) => {
  if (value === undefined) return;
  const keys = keysOf(field);
  const done = await send("PATCH", { keys, value }, field);
  const none = field.dataset.kind !== "hours" && all("[type=checkbox]", field).length && !one("[type=checkbox]:checked", field); // as usual, then
  if (done && (none || again.has(keys.at(-1)) || field.dataset.again)) await refresh(document.activeElement?.id);
  else if (done) for (const reset of all("p > [data-reset]", field)) reset.hidden = false;
};

// Colors: how well each can be read, as one picks, by the rules by which they are printed.

let asked = 0;
const paint = async () => {
  const inputs = all(".color [type=color]");
  if (!inputs.length) return;
  const colors = Object.fromEntries(inputs.map((input) => [input.closest(".color").dataset.color, input.value]));
  for (const field of all(".color")) {
    one("[data-reset]", field).hidden = colors[field.dataset.color].toUpperCase() === field.dataset.design;
  }
  for (const box of all(".sample")) {
    box.style.backgroundColor = colors[box.dataset.ground];
    for (const text of all("[data-text]", box)) text.style.color = colors[text.dataset.text];
  }
  const number = (asked += 1);
  const answer = await ask("POST", "/-/api/contrasts", JSON.stringify({ colors })).catch(() => null);
  if (!answer?.ok || number !== asked) return;
  const { contrasts } = await answer.json();
  for (const field of all(".color")) {
    const found = contrasts[field.dataset.color];
    if (!found) continue;
    const text = field.dataset.color in island.grounds ? "faint-ground" : "faint-on";
    const ratio = say("contrast", { ratio: found.ratio });
    const why = found.enough ? say("enough") : say(text, { ground: island.grounds[found.on] || found.on, used: found.used });
    const verdict = one(".verdict", field);
    verdict.textContent = `${ratio}: ${why}`;
    verdict.classList.toggle("faint", !found.enough);
  }
};

// Hours.

const open = (day, spans) => {
  const box = one(".open", day);
  box.checked = spans.length > 0;
  one(".shut", day).hidden = box.checked;
  one(".spans", day).hidden = !box.checked;
  all(".span", day).forEach((span, at) => {
    span.hidden = at > 0 && !spans[at];
    all("input", span).forEach((input, part) => { input.value = spans[at]?.[part] || ""; });
  });
  const twice = one(".twice", day);
  twice.setAttribute("aria-pressed", String(spans.length > 1));
  twice.textContent = say(spans.length > 1 ? "again-off" : "again");
};
const spansOf = (day) => all(".span", day).filter((span) => !span.hidden).map((span) => all("input", span).map((input) => input.value));

const onHours = (field, target) => {
  const day = target.closest(".day");
  if (target.matches("[data-own]")) {
    one(".hours", field).hidden = !target.checked;
  } else if (target.matches(".open")) {
    const before = all(".day", field).filter((other) => other !== day && one(".open", other).checked).at(0);
    open(day, target.checked ? (before ? spansOf(before) : [["09:00", "17:00"]]) : []);
  }
};

const onPress = (field, button) => {
  const day = button.closest(".day");
  if (button.matches(".twice")) {
    const spans = spansOf(day);
    open(day, spans.length > 1 ? spans.slice(0, 1) : [...spans, ["", ""]]);
    if (spans.length > 1) save(field);
    else one(".span:nth-of-type(2) input", day)?.focus();
  } else if (button.matches("[data-copy-day]")) {
    const [first, ...others] = all(".day", field);
    const spans = one(".open", first).checked ? spansOf(first) : [];
    for (const other of others.slice(0, 4)) open(other, spans);
    save(field);
  } else if (button.matches("[data-by-day]")) {
    one(".as-lines", field).hidden = true;
    one(".week", field).hidden = false;
    one(".week input", field).focus();
  } else if (button.matches("[data-reset]")) {
    field.dataset.again = "yes";
    save(field, field.dataset.kind === "color" ? "" : []);
  }
};

// Pictures and sites.

const taken = new Map(); // pictures from this computer, by the addresses that they have once they are built

const upload = async (field, file) => {
  tell("saving");
  const answer = await ask("POST", `/-/api/images?name=${encodeURIComponent(file.name)}`, file).catch(() => null);
  if (!answer?.ok) {
    const said = await answer?.json().catch(() => null);
    const own = answer?.status === 422 && said?.problems?.length ? said.problems : [{ severity: "error", message: say("no-upload"), hint: "" }];
    show(own, field);
    tell("not-saved", "wrong");
    return;
  }
  const { path } = await answer.json();
  taken.set(`/desk/assets/${path}`, URL.createObjectURL(file));
  await save(field, path);
};

const act = async (body, ...focus) => {
  if (await send("PATCH", body)) await refresh(...focus);
};

document.addEventListener("change", ({ target }) => {
  const field = target.closest(".field[data-keys]");
  if (!field) return;
  if (target.matches("[data-upload]")) {
    if (target.files[0]) upload(field, target.files[0]);
    return;
  }
  if (target.matches("[data-photo]")) for (const radio of all("[type=radio]", field)) radio.checked = false;
  if (target.matches("[type=radio]")) one("[data-photo]", field).value = "";
  if (target.matches(".hex")) {
    if (!/^#[0-9a-f]{6}$/i.test(target.value.trim())) { target.value = one("[type=color]", field).value.toUpperCase(); return; }
    one("[type=color]", field).value = target.value.trim();
    paint();
  }
  if (field.dataset.kind === "hours") onHours(field, target);
  save(field);
});

document.addEventListener("input", ({ target }) => {
  if (!target.matches(".color [type=color]")) return;
  one(".hex", target.closest(".color")).value = target.value.toUpperCase();
  paint();
});

document.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (!button) return;
  const field = button.closest(".field[data-keys]");
  if (field) onPress(field, button);
  else if (button.id === "undo") send("POST").then((done) => done && refresh());
  else if (button.dataset.act) act({ keys: keysOf(button.closest(".group")), act: button.dataset.act }, button.id, button.id.replace(/up$/, "down"), button.id.replace(/down$/, "up"), "site-name");
  else if (button.matches("[data-add]")) act({ keys: ["sites"], act: "add", value: one("#site-name").value }, "site-name");
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches(".form input[type=text], .form input[type=tel], .form input[type=email], .form input[type=url], .form [data-code]")) return;
  event.preventDefault();
  if (event.target.id === "site-name") one("[data-add]").click();
  else event.target.blur();
});

const prepare = () => {
  show(problems);
  paint();
  for (const image of all(".form img")) {
    image.addEventListener("error", () => {
      const own = taken.get(image.getAttribute("src"));
      if (own) image.src = own;
      else image.remove();
    });
  }
};
prepare();
one("#main").inert = false; // what was changed before could not have been saved

// A change made elsewhere: in the editor, by a program, in another tab.

const events = new EventSource(`/-/events?page=${encodeURIComponent(location.pathname)}`);
events.onmessage = ({ data }) => {
  const { source } = JSON.parse(data);
  if (busy || source === undefined || source === version) return;
  waiting = waiting.then(async () => {
    const now = await fetch(api).then((answer) => answer.json()).catch(() => ({ version }));
    if (now.version === version) return; // what was told is older than the last save
    await refresh(document.activeElement?.id);
    tell("elsewhere");
  });
};
addEventListener("pagehide", () => events.close());
document.addEventListener("visibilitychange", () => { if (document.hidden) document.activeElement?.blur(); });
