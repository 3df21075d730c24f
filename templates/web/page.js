"use strict";

// A font that is late is not shown on this visit, so that no line jumps while somebody reads. Where the page is a file
// every font is late, because browsers ask for none of a file's fonts early; there it is worth a jump.
if (location.protocol === "file:") for (const face of document.fonts) face.display = "swap";

// Says at the head of the page what is known of the leaflet whose code is in the address: …/?edition=ABCD2345.
// The page says all of this without a script, too, in its list of leaflets.
document.addEventListener("DOMContentLoaded", () => {
  const notice = document.getElementById("edition");
  const asked = new URLSearchParams(location.search).get("edition");
  if (!notice || asked === null) return;

  // Typed by hand, a letter may have become the digit that looks like it. Nothing else of the address is ever shown.
  const code = asked.replace(/\s/g, "").toUpperCase().replace(/0/g, "O").replace(/1/g, "I");
  const entry = /^[A-Z2-7]{8}$/.test(code) && document.getElementById(`edition-${code}`);
  notice.hidden = false;
  if (!entry) {
    notice.classList.add("unknown");
    notice.querySelector("p").textContent = notice.dataset.unknown;
    return;
  }
  notice.classList.add(entry.dataset.state);
  notice.replaceChildren(...[...entry.children].map((part) => part.cloneNode(true)));

  // Today is known here, not when the page was made.
  const two = (number) => String(number).padStart(2, "0");
  const now = new Date();
  const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  if (entry.dataset.until && entry.dataset.until < today) {
    notice.classList.replace("current", "replaced");
    for (const part of notice.querySelectorAll(".said, .late")) part.hidden = !part.hidden;
  }
});
