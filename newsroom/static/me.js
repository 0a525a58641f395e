// What is the reader's own on a page that is the same for everybody: asked for afterwards, and only when somebody is
// signed in. Each slot takes the part of its name.
const slots = [...document.querySelectorAll("[data-slot]")], about = slots.find((slot) => slot.dataset.ask)?.dataset.ask ?? "";

addEventListener("load", () => { import("./phone.js"); import("./menus.js"); });

if (document.documentElement.classList.contains("in")) {
  try {
    if (await fill(slots)) (await import("./pressing.js")).inPlace(fill);
  } catch { /* without a network the page is what everybody has */ }
}

// Whether somebody is signed in.
async function fill(some) {
  const answer = await fetch(`/me/?${about}`, { headers: { Accept: "text/html" } });
  if (answer.status === 204) {
    document.documentElement.classList.remove("in");
    navigator.serviceWorker?.controller?.postMessage("forget");
  }
  if (answer.status !== 200) return false;
  const found = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const slot of some) {
    const part = found.querySelector(`[data-part="${slot.dataset.slot}"]`);
    if (part) slot.replaceChildren(...part.childNodes);
  }
  return true;
}
