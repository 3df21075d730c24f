// Sends what somebody has chosen, and opens the page that comes next.
"use strict";

(() => {
  const form = document.getElementById("begin");
  const wrong = document.getElementById("wrong");
  const button = form.querySelector("button");

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    wrong.textContent = "";
    const languages = [...form.querySelectorAll("[name=language]:checked")].map((one) => one.value);
    const profession = document.getElementById("profession").value;
    const token = document.querySelector("meta[name=token]").content;
    try {
      const answer = await fetch("/-/api/begin", {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Pamphlets-Token": token },
        body: JSON.stringify({ profession, languages }),
      });
      const said = await answer.json();
      if (answer.ok) return location.assign(said.open);
      wrong.textContent = said.problems.map((one) => [one.message, one.hint].filter(Boolean).join("; ")).join(". ");
    } catch (fault) {
      wrong.textContent = String(fault.message ?? fault);
    }
    button.disabled = false;
    return undefined;
  });
})();
