// Turns a list of fields into a dialog, and what is filled in into values; what goes wrong is said in it.
import { button, byId, has, part, say } from "./page.js";

let count = 0;

function label(field, control) {
  return part("p", { className: "field" }, part("label", { for: control.id }, field.label), control, field.hint ? part("span", { className: "small", id: `${control.id}-hint` }, field.hint) : null);
}

/** Each sort of field: makes its elements, and returns how to read its value. */
const SORTS = {
  text(field, id) {
    const control = part(field.lines ? "textarea" : "input", { id, value: field.value ?? "", required: Boolean(field.required), rows: field.lines, type: field.lines ? undefined : field.type ?? "text", min: field.min, max: field.max, autocomplete: "off", "aria-describedby": field.hint ? `${id}-hint` : undefined });
    return [label(field, control), () => control.value.trim()];
  },
  select(field, id) {
    const options = field.options.map(([value, words]) => part("option", { value, selected: value === field.value }, words));
    const control = part("select", { id }, ...options);
    return [label(field, control), () => control.value];
  },
  check(field, id) {
    const control = part("input", { id, type: "checkbox", checked: Boolean(field.value) });
    return [part("p", { className: "field tick" }, control, part("label", { for: id }, field.label)), () => control.checked];
  },
  checks(field) {
    const inputs = field.options.map(([value, words]) => [part("input", { type: "checkbox", value, checked: field.value?.includes(value) }), words]);
    const box = part("fieldset", { className: "field" }, part("legend", {}, field.label), ...inputs.map(([input, words]) => part("label", { className: "tick" }, input, words)));
    return [box, () => inputs.filter(([input]) => input.checked).map(([input]) => input.value)];
  },
  file(field, id) {
    const control = part("input", { id, type: "file", accept: "image/*" });
    return [label(field, control), () => control.files[0] ?? null];
  },
  pick(field, id) {
    const search = part("input", { id, type: "search", autocomplete: "off" });
    const rows = field.options.map(([value, words, more, seek]) => {
      const input = part("input", { type: "radio", name: `${id}-pick`, value });
      input.addEventListener("change", () => field.picked?.(value, input.form));
      const row = part("label", { className: "row" }, input, part("span", {}, part("b", {}, words), more ? part("span", { className: "small" }, more) : null));
      return { input, row, seek: `${words} ${more} ${seek ?? ""} ${value}` };
    });
    const none = part("p", { className: "small", hidden: rows.length > 0 }, say("nothing-found"));
    search.addEventListener("input", () => {
      for (const one of rows) one.row.hidden = !has(one.seek, search.value.trim());
      none.hidden = rows.some((one) => !one.row.hidden);
    });
    const list = part("fieldset", { className: "rows" }, part("legend", { className: "unseen" }, field.label), ...rows.map((one) => one.row), none);
    return [part("div", {}, label(field, search), list), () => rows.find((one) => one.input.checked && !one.row.hidden)?.input.value ?? ""];
  },
  apart(field) {
    const inner = field.fields.map(make);
    const box = part("details", {}, part("summary", {}, field.label), ...inner.map(([, [element]]) => element));
    return [box, () => Object.fromEntries(inner.map(([key, [, value]]) => [key, value()]))];
  },
};

const make = (field) => [field.name, SORTS[field.sort ?? "text"](field, `field-${(count += 1)}`)];

/**
 * Ask in a dialog. `act` takes the values and returns the result, or throws an Error whose message is shown; resolves to
 * the result, or to null where it was closed.
 */
export function ask({ title, intro, fields, does, act = (values) => values }) {
  const dialog = byId("dialog"), before = document.activeElement;
  const made = fields.map(make);
  const wrong = part("p", { className: "said", role: "alert", hidden: true });
  const form = part("form", { method: "dialog" },
    part("h2", { id: "dialog-title" }, title), intro ? part("p", {}, intro) : null, ...made.map(([, [element]]) => element), wrong,
    part("p", { className: "buttons" }, part("button", { type: "submit", className: "main" }, does ?? say("insert")), button(say("cancel"), () => dialog.close())));
  return new Promise((resolve) => {
    let result = null;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      form.setAttribute("aria-busy", "true");
      try {
        result = await act(Object.fromEntries(made.map(([key, [, value]]) => [key, value()])));
        dialog.close();
      } catch (fault) {
        wrong.textContent = fault.message;
        wrong.hidden = false;
      } finally {
        form.removeAttribute("aria-busy");
      }
    });
    dialog.addEventListener("close", () => {
      dialog.replaceChildren();
      before?.focus?.();
      resolve(result);
    }, { once: true });
    dialog.replaceChildren(form);
    dialog.setAttribute("aria-labelledby", "dialog-title");
    dialog.showModal();
  });
}
