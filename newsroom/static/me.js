// What is the reader's own on a page that is the same for everybody: asked for afterwards, and only when somebody is
// signed in. Each slot takes the part of its name.
const slots = [...document.querySelectorAll("[data-slot]")];

addEventListener("load", () => { import("./phone.js"); import("./menus.js"); });

if (document.documentElement.classList.contains("in")) {
  const about = slots.find((slot) => slot.dataset.ask)?.dataset.ask ?? "";
  try {
    const answer = await fetch(`/me/?${about}`, { headers: { Accept: "text/html" } });
    if (answer.status === 200) fill(new DOMParser().parseFromString(await answer.text(), "text/html"));
    else if (answer.status === 204) {
      document.documentElement.classList.remove("in");
      navigator.serviceWorker?.controller?.postMessage("forget");
    }
  } catch { /* without a network the page is what everybody has */ }
}

function fill(found) {
  for (const slot of slots) {
    const part = found.querySelector(`[data-part="${slot.dataset.slot}"]`);
    if (part) slot.replaceChildren(...part.childNodes);
  }
}
