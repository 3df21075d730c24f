// Reloads a page when it was built again, and shows in it what keeps it from being built. Only `pamphlets serve` adds
// this to pages.
"use strict";

(() => {
  const { version: own, token } = document.currentScript.dataset;
  const ID = "pamphlets-problems";

  const part = (name, text, kind) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };

  // Where a file is mended: a text in the editor, the settings in their forms; only the browser of the desk may.
  const mend = ({ path, line }) => {
    const [, text, form] = path.match(/^content\/(?:([^/]+\.md)|_?(practice|brand)\.yml)$/) || [];
    if (!token || !(text || form)) return "";
    return text ? `/-/edit/${encodeURIComponent(text)}${line ? `#${line}` : ""}` : `/-/forms/${form}`;
  };

  const show = (every) => {
    document.getElementById(ID)?.remove();
    const errors = every.filter((one) => one.severity === "error");
    const problems = errors.length ? errors : every; // warnings hold nothing back
    if (!problems.length) return;
    if (!document.querySelector("link[href='/-/live.css']")) {
      const style = part("link");
      Object.assign(style, { rel: "stylesheet", href: "/-/live.css" });
      document.head.append(style);
    }
    const box = part("section");
    box.id = ID;
    box.setAttribute("role", "alert");
    box.lang = "en";
    box.tabIndex = 0; // it may have to be scrolled
    const list = part("ul");
    for (const problem of problems) {
      const item = part("li");
      const place = part("p");
      const address = mend(problem);
      const where = address ? Object.assign(part("a"), { href: address }) : place;
      if (problem.path) where.append(part("code", problem.line ? `${problem.path}:${problem.line}` : problem.path));
      if (address) place.append(where);
      item.append(place, part("p", `${problem.severity}: ${problem.message}`));
      if (problem.hint) item.append(part("p", `hint: ${problem.hint}`, "hint"));
      list.append(item);
    }
    box.append(part("h2", "Not all could be built. Mend this and save:"), list);
    document.body.append(box);
  };

  const events = new EventSource(`/-/events?page=${encodeURIComponent(location.pathname)}`);
  let outdated = false;
  const renew = () => { // what a dialog says, or will say in a moment, is read first
    if (outdated && !document.querySelector("dialog[open], [aria-busy=true]")) location.reload();
  };
  events.onmessage = (event) => {
    const news = JSON.parse(event.data);
    outdated = news.version !== own;
    if (!outdated) show(news.problems);
    document.dispatchEvent(new CustomEvent("pamphlets-news", { detail: news }));
    renew();
  };
  document.addEventListener("close", renew, true);
  if (token && "desk" in document.body.dataset) { // the buttons of the desk, for the browser that may also write
    for (const name of ["desk", "intake", "plan"]) {
      const script = part("script");
      Object.assign(script, { src: `/-/${name}.js`, async: false });
      script.dataset.token = token;
      document.head.append(script);
    }
  }
  addEventListener("pagehide", () => events.close());
})();
